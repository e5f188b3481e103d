//! The opening of an article or a chapter: a drop cap, or words in small capitals.

use super::{Column, Composer, figure::keep_together, inline::Look, quote::Voice};
use crate::{
    article::{Inline, Style, Styled},
    render::pdf::structure::NodeId,
    theme,
    typeset::{
        GlyphRun, ItemKind, SetLine, Setting,
        flow::{Node, VBox, lines_to_nodes},
    },
};

/// The maximum number of words in small capitals.
const SMALL_WORDS: usize = 4;
/// The number of lines next to a drop cap.
const LINES: usize = 3;
/// The space after a drop cap, relative to the text size.
const AFTER: f32 = 0.35;

/// The opening of a paragraph.
pub(super) enum Opening {
    /// The first words in small capitals.
    SmallCaps(Vec<Inline>),
    /// This letter as a drop cap, before the rest.
    Initial(Inline, Vec<Inline>),
}

impl Composer<'_> {
    /// Returns the opening of a paragraph of running text, if it opens the article or a chapter and the theme has one.
    /// The paragraph must begin with plain text.
    pub(super) fn opening(&mut self, content: &[Inline], column: Column) -> Option<Opening> {
        let running = self.inherited.is_body && self.is_running(column) && self.inherited.voice == Voice::Text;
        if !running || column.rtl || !std::mem::take(&mut self.opens) {
            return None;
        }
        let [Inline::Text(first), others @ ..] = content else { return None };
        let with_rest =
            |rest: &str| [Inline::text(rest, first.span)].into_iter().chain(others.iter().cloned()).collect::<Vec<_>>();
        match self.sheet.book().opening {
            theme::Opening::Plain => None,
            theme::Opening::SmallCaps => {
                let end = first.text.match_indices(' ').nth(SMALL_WORDS - 1).map(|(at, _)| at)?;
                let (words, rest) = first.text.split_at(end);
                let content = vec![Inline::text(words, first.span)];
                let small = Inline::Styled(Styled { style: Style::SmallCaps, content, span: first.span });
                Some(Opening::SmallCaps([small].into_iter().chain(with_rest(rest)).collect()))
            }
            theme::Opening::DropCap => {
                let letter = first.text.chars().next().filter(|letter| letter.is_uppercase())?;
                let rest = &first.text[letter.len_utf8()..];
                let goes_on = rest.starts_with(|next: char| next.is_alphabetic() || next == ' ' || next == '’');
                goes_on.then(|| Opening::Initial(Inline::text(letter, first.span), with_rest(rest)))
            }
        }
    }

    /// Sets a paragraph with an opening.
    pub(super) fn open_with(
        &mut self,
        opening: &Opening,
        (look, node): (Look, NodeId),
        column: Column,
        nodes: &mut Vec<Node>,
    ) {
        let whole = match opening {
            Opening::SmallCaps(content) => content.clone(),
            Opening::Initial(letter, rest) => {
                if self.drop_cap((letter, rest), (look, node), column, nodes).is_some() {
                    return;
                }
                [letter.clone()].into_iter().chain(rest.iter().cloned()).collect()
            }
        };
        let text = self.text(&whole, look, node);
        self.set(&text, &self.running(column), column.x, nodes);
    }

    /// Sets a large initial and the lines next to it; `None` if the paragraph is too short for that.
    fn drop_cap(
        &mut self,
        (letter, rest): (&Inline, &[Inline]),
        (look, node): (Look, NodeId),
        column: Column,
        nodes: &mut Vec<Node>,
    ) -> Option<()> {
        let running = self.running(column);
        let leading = running.leading;
        let face = self.setter.metrics(self.style(look).face);
        // from the baseline of the last of these lines to the cap height of the first
        let size = ((LINES - 1) as f32 * leading + face.cap_height * look.size) / face.cap_height;
        let initial = self.text(std::slice::from_ref(letter), Look { size, ..look }, node);
        let words = self.text(rest, look, node);
        let room = self.setter.extent(&initial, column.rtl).most + look.size * AFTER;
        let setting = Setting { first_indent: room, firsts: LINES, hanging: 0.0, ..running };
        let mut lines = self.setter.set(&words, &setting);
        let baseline = (LINES - 1) as f32 * leading + lines.get(LINES - 1)?.baseline;
        let alone = Setting { first_indent: 0.0, ..self.setting(column, leading) };
        let mut line = self.setter.set(&initial, &alone).into_iter().next()?;
        hand_over(&mut line, &mut lines[0], words.as_str().starts_with(' '));
        let first = nodes.len();
        lines_to_nodes(lines, column.x, nodes);
        // each line except the first has a break before it
        let beside = (first + 2 * LINES - 1).min(nodes.len());
        keep_together(&mut nodes[first..beside]);
        let down = baseline - line.baseline;
        let mut hung = VBox::default();
        hung.absorb(VBox::of_line(line, column.x), 0.0, down);
        self.hang(hung, first, nodes);
        Some(())
    }
}

/// Moves the text of the initial to the first glyph next to it. The initial is on the baseline of a later line, so
/// programs that copy text by position would separate it from the rest of its word.
fn hand_over(initial: &mut SetLine, words: &mut SetLine, is_word: bool) {
    let (Some(initial), Some(words)) = (first_run(initial), first_run(words)) else { return };
    let mut said = std::mem::take(&mut initial.text);
    for glyph in &mut initial.glyphs {
        (glyph.start, glyph.end) = (0, 0);
    }
    if is_word && !words.text.starts_with(' ') {
        said.push(' ');
    }
    let longer = said.len() as u32;
    for (at, glyph) in words.glyphs.iter_mut().enumerate() {
        glyph.start += if at == 0 { 0 } else { longer };
        glyph.end += longer;
    }
    words.text.insert_str(0, &said);
}

fn first_run(line: &mut SetLine) -> Option<&mut GlyphRun> {
    line.items.iter_mut().find_map(|item| match &mut item.kind {
        ItemKind::Glyphs(run) => Some(run),
        _ => None,
    })
}
