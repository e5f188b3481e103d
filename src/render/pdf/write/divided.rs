//! Hyphenated words: made whole again for copying and reading aloud.
//!
//! The hyphen carries the rest of its word (`ActualText`), and the glyphs of that rest, on the next line, have no text.
//! So programs need not know that a hyphen at the end of a line is to be removed, and none can mistakenly remove a
//! hyphen that the author wrote. Start with [`join`].

use crate::typeset::{GlyphRun, Item, ItemKind, Page};
use std::collections::BTreeMap;

/// The first character of the text of a hyphen that divides a word.
pub(super) const SOFT_HYPHEN: char = '\u{ad}';

/// Joins words that are divided between lines or pages. A rest that begins in another element, as in a link that starts
/// within a word, is not changed.
pub(super) fn join(pages: &mut [Page]) {
    let items = pages.iter_mut().flat_map(|page| &mut page.items);
    // from last to first, so that the next run in the same element is known without a search
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

/// Removes the text from the glyphs of a run's first word, and returns it. A hyphen that divides the word again carries
/// what follows it.
fn silence(run: &mut GlyphRun) -> String {
    let end = run.text.find(|c: char| c.is_whitespace() || c == SOFT_HYPHEN).unwrap_or(run.text.len());
    let mut length = 0;
    for glyph in run.glyphs.iter_mut().take_while(|glyph| glyph.end as usize <= end) {
        length = length.max(glyph.end);
        (glyph.start, glyph.end) = (0, 0);
    }
    run.text.get(..length as usize).unwrap_or_default().to_owned()
}
