//! Words that a line's end divides: copied out and read aloud, each is whole again.
//!
//! The hyphen says the rest of its word (`ActualText`), and the glyphs of that rest, on the next line, say
//! nothing. So no program needs to know that a hyphen at a line's end is to be taken out, and none that
//! does takes out a hyphen that the author wrote. Start with [`join`].

use crate::typeset::{GlyphRun, Item, ItemKind, Page};
use std::collections::BTreeMap;

/// The text of a hyphen that divides a word begins with it.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// Joins the words that are divided between lines or pages. A rest that begins in another element, as in a
/// link that starts within a word, stays where it is.
pub(super) fn join(pages: &mut [Page]) {
    let items = pages.iter_mut().flat_map(|page| &mut page.items);
    // from last to first, so that the run that follows in the same element is known without a search
    let mut following: BTreeMap<u32, &mut GlyphRun> = BTreeMap::new();
    for (owner, run) in items.filter_map(glyphs).collect::<Vec<_>>().into_iter().rev() {
        if is_divided(run)
            && let Some(next) = following.get_mut(&owner).filter(|next| !next.rtl)
        {
            let rest = silence(next);
            run.text.push_str(&rest);
            if let Some(hyphen) = run.glyphs.last_mut() {
                hyphen.end = run.text.len() as u32;
            }
        }
        following.insert(owner, run);
    }
}

fn glyphs(item: &mut Item) -> Option<(u32, &mut GlyphRun)> {
    match &mut item.kind {
        ItemKind::Glyphs(run) => Some((item.owner.0, run)),
        ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => None,
        ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
    }
}

fn is_divided(run: &GlyphRun) -> bool {
    run.text.ends_with(SOFT_HYPHEN) && !run.rtl && run.glyphs.last().is_some_and(|glyph| glyph.start < glyph.end)
}

/// Takes the text from the glyphs of a run's first word, and returns it. A hyphen that
/// divides the word again still speaks for what follows it.
fn silence(run: &mut GlyphRun) -> String {
    let end = run.text.find(|c: char| c.is_whitespace() || c == SOFT_HYPHEN).unwrap_or(run.text.len());
    let mut said = 0;
    for glyph in run.glyphs.iter_mut().take_while(|glyph| glyph.end as usize <= end) {
        said = said.max(glyph.end);
        (glyph.start, glyph.end) = (0, 0);
    }
    run.text.get(..said as usize).unwrap_or_default().to_owned()
}
