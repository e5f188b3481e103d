//! The title block, and the colophon at the end.

use super::{
    Column, Composer,
    column::Inset,
    inline::Look,
    layout,
    padding::{PADDING, overhang},
    pages::Frame,
    sheet::Type,
};
use crate::{
    article::{Anchor, Block, Inline, Letterhead},
    render::pdf::{
        document::Bookmark,
        structure::{NodeId, Role, Structure},
    },
    typeset::{
        Alignment, Fit, Item, ItemKind, Rect, Setting,
        flow::{Node, VBox, penalty, stack},
    },
};
use std::sync::Arc;

impl Composer<'_> {
    /// Returns the organization, category, title, subtitle, lines and summary, with a rule or a band below the title.
    pub(super) fn front(&mut self, column: Column, frame: &Frame) -> Vec<Node> {
        let Some(front) = &self.article.front else { return Vec::new() };
        let sheet = self.sheet.clone();
        let small = Look::new(sheet.byline, sheet.colors.faint);
        let style = self.letterhead_style();
        let mut nodes = if style == Letterhead::Line { self.name_line(column) } else { Vec::new() };
        let titles = self.titles(style == Letterhead::Band, column, frame);
        let has_band = matches!(titles.as_slice(), [Node::Box(_)]) && style == Letterhead::Band;
        nodes.extend(titles);
        nodes.push(Node::Space(if has_band { 1.3 * sheet.block_gap } else { 6.0 }));
        for line in &front.lines {
            self.front_line(&[Inline::words(whole_details(line))], small, Role::P, column, &mut nodes);
        }
        if !has_band {
            nodes.push(Node::Space(9.0));
            let centered = self.inherited.alignment == Alignment::Center;
            let below = if centered { column.part(column.width * 0.4, column.width * 0.2) } else { column };
            nodes.push(rule(below, sheet.colors.accent));
        }
        if !(has_band && front.lines.is_empty()) {
            nodes.push(Node::Space(sheet.block_gap));
        }
        if !front.summary.is_empty() {
            let node = self.structure.child(Structure::ROOT, Role::P);
            let Type { size, leading } = sheet.body;
            let look = Look { size: size * LARGER, ..self.body() };
            let text = self.text(&front.summary, look, node);
            let setting = self.setting(column, leading * LARGER);
            self.set(&text, &setting, column.x, &mut nodes);
            nodes.push(Node::Break(penalty::BLOCKS));
            nodes.push(Node::Space(self.space_after_front()));
        }
        nodes
    }

    /// Returns the category, the title and the subtitle; on a band together with the organization, and as one box.
    fn titles(&mut self, band: bool, column: Column, frame: &Frame) -> Vec<Node> {
        let Some(front) = &self.article.front else { return Vec::new() };
        let sheet = self.sheet.clone();
        let ground = self.ground(band);
        let logo = if band { self.logo(column) } else { None };
        let column_of_words = Self::next_to(logo.as_ref(), column);
        let mut nodes = if band { self.organization_line(ground.ink, column_of_words) } else { Vec::new() };
        if band {
            nodes.push(Node::Space(3.0));
        }
        if let Some(category) = &front.category {
            let look = Look::new(sheet.byline, ground.accent).heading();
            self.front_line(&[Inline::words(category.as_str())], look, Role::P, column_of_words, &mut nodes);
            nodes.push(Node::Space(3.0));
        }
        let first = nodes.len();
        let title = Look::new(sheet.title, ground.ink).heading();
        self.front_line(&front.title, title, Role::H(1), column_of_words, &mut nodes);
        let anchor = Anchor::new("title");
        self.land(Some(&anchor), first, &mut nodes);
        self.places.outline.push(Bookmark { title: self.article.title_text(), level: 1, anchor });
        if !front.subtitle.is_empty() {
            nodes.push(Node::Space(4.0));
            let look = Look::new(sheet.subtitle, ground.faint);
            self.front_line(&front.subtitle, look, Role::P, column_of_words, &mut nodes);
        }
        if band { vec![self.on_band(stack(nodes), column, frame)] } else { nodes }
    }

    /// Sets the colophon, below a rule after the body.
    pub(super) fn colophon(&mut self, column: Column, nodes: &mut Vec<Node>) {
        let article = self.article;
        if article.colophon.is_empty() {
            return;
        }
        let look = Look::new(self.sheet.byline, self.sheet.colors.faint);
        let boxed = article.meta.organization.is_some();
        let (mut lines, column) = if boxed {
            (vec![Node::Open(Arc::new(self.tinted(column)))], column.within(Inset::CALLOUT))
        } else {
            (vec![rule(column, self.sheet.colors.faint), Node::Space(6.0)], column)
        };
        for line in &article.colophon {
            self.front_line(&[Inline::words(whole_details(line))], look, Role::P, column, &mut lines);
        }
        if boxed {
            lines.push(Node::Close);
        }
        // some of the article should precede it on its page
        nodes.push(Node::Break(penalty::INSIDE));
        let panels = article.body.last().map_or(0.0, overhang) + if boxed { PADDING } else { 0.0 };
        nodes.push(Node::Space((2.0 * self.sheet.block_gap).max(self.sheet.block_gap + panels)));
        nodes.append(&mut lines);
    }

    /// Returns the space between the summary and the first block of the body: a heading has the usual space before it.
    fn space_after_front(&self) -> f32 {
        match self.article.body.first() {
            Some(Block::Heading(x)) => self.space_before_heading(x),
            Some(_) | None => self.sheet.block_gap,
        }
    }

    pub(super) fn front_line(
        &mut self,
        content: &[Inline],
        look: Look,
        role: Role,
        column: Column,
        nodes: &mut Vec<Node>,
    ) {
        let node: NodeId = self.structure.child(Structure::ROOT, role);
        let text = self.text(content, look, node);
        let kinds = [self.sheet.title, self.sheet.subtitle, self.sheet.byline];
        let leading = kinds.iter().find(|kind| kind.size == look.size).map_or(look.size * 1.35, |kind| kind.leading);
        let setting = Setting { fit: Fit::Balanced, ..self.setting(column, leading) };
        for line in self.setter.set(&text, &setting) {
            if !nodes.is_empty() {
                nodes.push(Node::Break(penalty::FORBIDDEN));
            }
            nodes.push(Node::Box(VBox::of_line(line, column.x)));
        }
    }
}

/// The size of the summary, relative to the text: a bold or italic passage would be hard to read.
const LARGER: f32 = 1.12;

/// Keeps each of several details on one line: `Published 2 May 2026 · Next review 2 May 2027` breaks only after the
/// dot.
fn whole_details(line: &str) -> String {
    /// The maximum length of a detail that is kept on one line, in characters.
    const LONGEST: usize = 40;
    const BETWEEN: &str = " · ";
    if !line.contains(BETWEEN) {
        return line.to_owned();
    }
    let whole =
        |detail: &str| if detail.chars().count() > LONGEST { detail.into() } else { detail.replace(' ', "\u{a0}") };
    line.split(BETWEEN).map(whole).collect::<Vec<String>>().join("\u{a0}· ")
}

pub(super) fn rule(column: Column, color: crate::typeset::Color) -> Node {
    let rect = Rect { x: column.x, y: 0.0, width: column.width, height: 1.2 };
    let kind = ItemKind::Fill { rect, radius: 0.0, color };
    Node::Box(VBox { height: 1.2, items: vec![Item { owner: layout(), kind }], notes: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::whole_details;

    #[test]
    fn a_line_of_details_goes_on_after_a_dot_and_long_ones_anywhere() {
        let whole = |line: &str| whole_details(line).replace('\u{a0}', "_");
        assert_eq!(whole("Published 2 May · Version 3"), "Published_2_May_· Version_3");
        assert_eq!(whole("By Ann Lee and Bo Park"), "By Ann Lee and Bo Park");
        let long = "Reviewed by a committee of many people from many places";
        assert_eq!(whole(&format!("{long} · Version 3")), format!("{long}_· Version_3"));
    }
}
