//! Text set apart from running text: quotes, epigraphs, verse, and the lines under a chapter title.

use super::{Column, Composer, Inherited, column::Inset, layout};
use crate::{
    article::{ADDRESSES, Block, CHAPTER_FRONT, Division, EPIGRAPH, Quote, VERSE, attributed},
    render::pdf::structure::{NodeId, Role},
    theme::Quotes,
    typeset::{
        Alignment,
        flow::{Backdrop, Node, penalty},
    },
};
use std::sync::Arc;

/// The empty part of the column before an epigraph, as a fraction.
const BEFORE_EPIGRAPH: f32 = 0.3;

/// The kind of text that paragraphs contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// Running text.
    Text,
    /// Separate lines: under a chapter title, or in a contact box.
    Lines,
    /// Verse, with the author's line breaks.
    Verse,
    /// An epigraph.
    Epigraph,
    /// The numbered address of a link.
    Address,
}

impl Composer<'_> {
    pub(super) fn quote(&mut self, quote: &Quote, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::BlockQuote);
        if self.inherited.voice == Voice::Epigraph {
            return self.quoted(&quote.body, column, node, nodes);
        }
        let barred = self.sheet.book().quotes == Quotes::Bar;
        let rule = barred.then(|| (column.part(4.0, 1.5).x, 1.5, self.sheet.colors.hairline));
        let backdrop =
            Backdrop { x: column.x, width: column.width, padding: 0.0, fill: None, rule, frame: None, owner: layout() };
        nodes.push(Node::Open(Arc::new(backdrop)));
        self.quoted(&quote.body, column.within(self.quote_inset_in(column)), node, nodes);
        nodes.push(Node::Close);
    }

    /// Sets a quotation, and its attribution at the end edge.
    fn quoted(&mut self, quoted: &[Block], column: Column, node: NodeId, nodes: &mut Vec<Node>) {
        let (words, attribution) = attributed(quoted);
        self.blocks(words, column, node, nodes);
        if attribution.is_some() {
            nodes.push(Node::Break(penalty::FORBIDDEN));
            nodes.push(Node::Space(self.sheet.loose_gap() * 0.3));
            let at_end = |here: &mut Inherited| here.alignment = Alignment::End;
            self.within(at_end, |composer| composer.blocks(&quoted[words.len()..], column, node, nodes));
        }
    }

    /// Sets the blocks of a division, which may have a special appearance by its class.
    pub(super) fn styled_division(&mut self, division: &Division, column: Column, node: NodeId, nodes: &mut Vec<Node>) {
        let byline = self.sheet.byline;
        let body = &division.body;
        if division.is(CHAPTER_FRONT) {
            let front = |here: &mut Inherited| (here.voice, here.body_type) = (Voice::Lines, byline);
            self.within(front, |composer| composer.blocks(body, column, node, nodes));
        } else if division.is(EPIGRAPH) {
            let epigraph = |here: &mut Inherited| (here.voice, here.body_type) = (Voice::Epigraph, byline);
            let column = column.within(Inset::at_start(column.width * BEFORE_EPIGRAPH));
            self.within(epigraph, |composer| composer.quoted(body, column, node, nodes));
        } else if division.is(VERSE) {
            let is_indented = matches!(body.as_slice(), [Block::Quote(_)]);
            let inner = if is_indented { column } else { column.within(self.quote_inset_in(column)) };
            let verse = |here: &mut Inherited| here.voice = Voice::Verse;
            self.within(verse, |composer| composer.quoted(body, inner, node, nodes));
        } else if division.is(ADDRESSES) {
            let kind = self.sheet.references;
            let addresses = |here: &mut Inherited| (here.voice, here.body_type) = (Voice::Address, kind);
            self.within(addresses, |composer| composer.blocks(body, column, node, nodes));
        } else {
            self.blocks(body, column, node, nodes);
        }
    }
}
