//! The widths that blocks need, so that a table's columns fit their content.
//!
//! The insets here are those that blocks are set with, so that each indent is defined in one place.

use super::{
    Column, Composer,
    column::Inset,
    inline::Look,
    layout,
    list::{LABEL_GAP, label_of},
    picture::scaled,
};
use crate::{
    article::{Block, Caption, Cell, Inline, List, Style, Table, are_pictures, inlines_of},
    typeset::{Extent, Text},
};

/// The widths that blocks need, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Asked {
    /// The width taken by insets.
    pub(super) fixed: f32,
    /// The width of the widest unbreakable piece.
    pub(super) least: f32,
    /// The width of all text on one line.
    pub(super) most: f32,
}

impl Asked {
    /// Returns a share of it, for one of several columns.
    pub(super) fn share(self, count: f32) -> Self {
        Self { fixed: self.fixed / count, least: self.least / count, most: self.most / count }
    }

    /// Returns the width for either of two, set one below the other.
    pub(super) fn or(self, other: Self) -> Self {
        let (fixed, least) = (self.fixed.max(other.fixed), self.least.max(other.least));
        Self { fixed, least: least.max(fixed), most: self.most.max(other.most) }
    }

    /// Adds the width of an inset.
    fn inside(self, inset: Inset) -> Self {
        let own = inset.start + inset.end;
        Self { fixed: self.fixed + own, least: self.least + own, most: self.most + own }
    }

    /// Returns the width for both, side by side.
    fn side_by_side(self, other: Self) -> Self {
        Self { fixed: self.fixed + other.fixed, least: self.least + other.least, most: self.most + other.most }
    }
}

impl From<Extent> for Asked {
    fn from(words: Extent) -> Self {
        Self { fixed: 0.0, least: words.least, most: words.most }
    }
}

impl Composer<'_> {
    /// Returns the inset of quoted blocks and definitions.
    pub(super) fn quote_inset(&self) -> Inset {
        Inset::at_start(self.sheet.list_indent)
    }

    /// Returns the same for a column that may be narrow.
    pub(super) fn quote_inset_in(&self, column: Column) -> Inset {
        const FLOOR: f32 = 10.0;
        self.quote_inset().leaving(self.least_measure(), FLOOR, column)
    }

    /// Returns the minimum width, in points, that insets leave to text if possible.
    pub(super) fn least_measure(&self) -> f32 {
        const EMS: f32 = 9.0;
        self.inherited.body_type.size * EMS
    }

    /// Returns the inset of tips.
    pub(super) fn tip_inset(&self) -> Inset {
        Inset::at_start(self.sheet.tip_indent)
    }

    /// Returns the inset of the items of a list: enough for its widest label.
    pub(super) fn list_inset(&mut self, list: &List) -> Inset {
        let room = self.label_room(list);
        self.inset_for_labels(room)
    }

    /// Returns the same if the width of the labels is known.
    pub(super) fn inset_for_labels(&self, room: f32) -> Inset {
        Inset::at_start(self.sheet.list_indent.max(room))
    }

    /// Returns the width of a list's widest label and the gap after it.
    pub(super) fn label_room(&mut self, list: &List) -> f32 {
        let look = Look { tabular: true, ..self.body() };
        let mut labels: Vec<&str> = list.items.iter().map(label_of).collect();
        labels.dedup();
        let widths = labels.into_iter().map(|label| self.words_extent(label, look).most);
        widths.fold(0.0, f32::max) + LABEL_GAP
    }

    /// Returns the width that a cell needs, with the padding around its text.
    pub(super) fn cell_extent(&mut self, cell: &Cell, head: bool) -> Asked {
        let inner = self.in_cell(cell, head, |composer| composer.blocks_extent(&cell.body));
        inner.inside(self.inherited.cell)
    }

    /// Returns the width that a table needs: the sum of its columns'.
    fn table_extent(&mut self, table: &Table) -> Asked {
        let grid = self.column_extents(table).into_iter().fold(Asked::default(), Asked::side_by_side);
        widest([grid, self.caption_extent(table.caption.as_ref())])
    }

    /// Returns the width of the widest unbreakable piece of blocks, and of all their text on one line.
    fn blocks_extent(&mut self, blocks: &[Block]) -> Asked {
        widest(blocks.iter().map(|block| self.block_extent(block)).collect::<Vec<_>>())
    }

    fn block_extent(&mut self, block: &Block) -> Asked {
        match block {
            Block::Heading(x) => {
                let look = Look::new(self.sheet.heading(x.level.get()), self.sheet.colors.ink).heading();
                self.line_extent(&x.content, look)
            }
            Block::Paragraph(x) if are_pictures(&x.content) => self.pictures_extent(&x.content),
            Block::Paragraph(x) => self.line_extent(&x.content, self.body()),
            Block::Tips(x) => {
                let tips = x.items.iter().map(|tip| {
                    let lead = self.line_extent(&tip.lead, self.body().bold());
                    widest([lead, self.blocks_extent(&tip.body)])
                });
                let inner = widest(tips.collect::<Vec<_>>());
                inner.inside(self.tip_inset())
            }
            Block::List(x) => {
                let inner = widest(x.items.iter().map(|item| self.blocks_extent(&item.body)).collect::<Vec<_>>());
                inner.inside(self.list_inset(x))
            }
            Block::Quote(x) => {
                let inner = self.blocks_extent(&x.body);
                inner.inside(self.quote_inset())
            }
            Block::Callout(x) => {
                let title = self.line_extent(&x.title, self.body().heading());
                widest([title, self.blocks_extent(&x.body)]).inside(Inset::CALLOUT)
            }
            Block::Table(x) => self.table_extent(x),
            Block::Figure(x) => widest([self.picture_extent(&x.path), self.caption_extent(x.caption.as_ref())]),
            Block::Code(x) => {
                let look = Look { mono: true, ..Look::new(self.sheet.code, self.sheet.colors.ink) };
                self.words_extent(&x.text.replace('\t', "    "), look).inside(Inset::CODE)
            }
            Block::Formula(x) => {
                if let Some((least, most)) = self.display_extent(x) {
                    return Asked { fixed: 0.0, least, most };
                }
                let content = self.formula_words(x);
                self.line_extent(&content, self.body())
            }
            Block::Definitions(x) => {
                let items = x.items.iter().map(|item| {
                    let term = self.line_extent(&item.term, self.body().bold());
                    let meanings: Vec<_> = item.meanings.iter().map(|blocks| self.blocks_extent(blocks)).collect();
                    widest([term, widest(meanings).inside(self.quote_inset())])
                });
                widest(items.collect::<Vec<_>>())
            }
            Block::Division(x) => self.blocks_extent(&x.body),
            Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => Asked::default(),
        }
    }

    /// Returns the width needed by pictures on a line of their own.
    fn pictures_extent(&self, content: &[Inline]) -> Asked {
        let mut asked = Asked::default();
        inlines_of(content, &mut |inline| {
            if let Inline::Image(x) = inline {
                let picture = self.picture_extent(&x.path);
                asked = Asked { most: asked.most + picture.most, ..asked.or(picture) };
            }
        });
        asked
    }

    /// Returns the width that a picture needs: its own, and at least what makes it recognizable.
    fn picture_extent(&self, path: &str) -> Asked {
        const RECOGNIZABLE: f32 = 72.0;
        let Some(picture) = self.resolved.picture(path) else { return Asked::default() };
        let (most, _) = scaled(picture, None, (self.area.width, self.area.height));
        Asked { fixed: 0.0, least: most.min(RECOGNIZABLE), most }
    }

    /// Returns the width that a caption needs. It fits under its table or picture, however wide that is, so it only
    /// needs its widest word.
    fn caption_extent(&mut self, caption: Option<&Caption>) -> Asked {
        let Some(caption) = caption else { return Asked::default() };
        let look = Look::new(self.sheet.fine, self.sheet.colors.ink);
        let least = self.line_extent(&caption.content, look).least;
        Asked { fixed: 0.0, least, most: least }
    }

    fn line_extent(&mut self, content: &[Inline], look: Look) -> Asked {
        let mut text = Text::new();
        self.measured(content, look, &mut text);
        self.setter.extent(&text, self.rtl).into()
    }

    pub(super) fn words_extent(&mut self, words: &str, look: Look) -> Asked {
        let mut text = Text::new();
        text.push(words, self.style(look), layout(), None);
        self.setter.extent(&text, self.rtl).into()
    }

    fn push_measured(&self, words: &str, look: Look, text: &mut Text) {
        text.push(words, self.style(look), layout(), None);
    }

    /// Adds the text of inlines as it will be set, without recording it in the structure tree.
    pub(super) fn measured(&mut self, content: &[Inline], look: Look, text: &mut Text) {
        for inline in content {
            match inline {
                Inline::Text(x) => self.push_measured(&x.text, look, text),
                Inline::Code(x) => self.push_measured(&x.text, look.code(self.sheet.code_scale()), text),
                Inline::Image(x) => self.push_measured(&x.alt, look, text),
                Inline::Break(_) => self.push_measured("\n", look, text),
                Inline::NoteRef(x) => {
                    let number = x.number.unwrap_or_default().to_string();
                    self.push_measured(&number, look.with(Style::Sup, self.sheet.script), text);
                }
                Inline::Citation(x) => x.mark.iter().for_each(|part| self.measured(&part.content, look, text)),
                Inline::Styled(x) => self.measured(&x.content, look.with(x.style, self.sheet.script), text),
                Inline::Link(x) => self.measured(&x.content, look, text),
                Inline::CrossRef(x) => self.measured(&x.content, look, text),
                Inline::Ruby(x) => self.push_measured(&x.in_line(), look, text),
                Inline::Formula(x) => self.measured_formula(x, look, text),
                Inline::Scope(x) => self.measured(&x.content, look, text),
            }
        }
    }
}

/// Returns the maximum of several widths.
fn widest(parts: impl IntoIterator<Item = Asked>) -> Asked {
    parts.into_iter().fold(Asked::default(), Asked::or)
}
