//! Lists, lists of definitions, and lists of tasks.

use super::{
    build::{Builder, Flow},
    notes::start,
    tree::{Id, Kind},
};
use crate::{
    article::{Block, Definition, Definitions, Inline, LineBreak, List, ListItem, ListMarker, Numerals},
    diagnostic::{Code, Diagnostic},
    read::common::tips,
};

impl Builder<'_> {
    pub(super) fn list(&mut self, id: Id, flow: &mut Flow) {
        self.settle(id, flow);
        let names = std::mem::take(&mut self.pending);
        let mut items: Vec<ListItem> = Vec::new();
        for &child in self.tree.children(id) {
            if self.is_out(child) {
                continue;
            }
            if self.tree.name(child) == "li" {
                items.extend(self.item(child));
            } else {
                self.stray(child, &mut items);
            }
        }
        self.pending.splice(0..0, names);
        if items.is_empty() {
            return;
        }
        let tight = items.iter().all(|item| {
            let lists = item.body.iter().skip(1).all(|block| matches!(block, Block::List(_)));
            lists && matches!(item.body.first(), Some(Block::Paragraph(_) | Block::List(_)) | None)
        }) && !self.holds_paragraphs(id);
        let list = List { marker: self.marker(id), tight, items, span: self.tree.span(id) };
        let said = self.tree.classes(id).iter().any(|class| class == "tips");
        let block = if said { tips::said(list, false) } else { Block::List(list) };
        self.push(flow, block);
    }

    fn holds_paragraphs(&self, list: Id) -> bool {
        let items = self.tree.elements(list).filter(|&item| self.tree.name(item) == "li");
        items.into_iter().any(|item| self.tree.elements(item).any(|inner| self.tree.name(inner) == "p"))
    }

    fn item(&mut self, id: Id) -> Option<ListItem> {
        let task = self.task(id);
        self.name(id);
        let mut body = self.inside(id);
        // A place that a link leads to is that of the item's first block.
        if !self.pending.is_empty() && !body.is_empty() {
            let mut flow = Flow::default();
            self.push(&mut flow, body.remove(0));
            body.splice(0..0, flow.blocks);
        }
        (!body.is_empty() || task.is_some()).then(|| ListItem { task, label: None, body, span: self.tree.span(id) })
    }

    /// For an item that opens with a box to tick: whether it is ticked.
    fn task(&self, id: Id) -> Option<bool> {
        let mut first = self.tree.elements(id).next()?;
        while matches!(self.tree.name(first), "label" | "p" | "span" | "div") {
            first = self.tree.elements(first).next()?;
        }
        let boxed = self.tree.name(first) == "input" && self.tree.attribute(first, "type") == Some("checkbox");
        boxed.then(|| self.tree.attribute(first, "checked").is_some())
    }

    /// What stands in a list outside of its items goes to the item before, as browsers show it.
    fn stray(&mut self, id: Id, items: &mut Vec<ListItem>) {
        if matches!(&self.tree.nodes[id].kind, Kind::Text(text) if text.trim().is_empty()) {
            return;
        }
        let mut flow = Flow::default();
        self.node(id, &mut flow);
        self.finish(&mut flow);
        let body = super::build::arrange(flow.blocks);
        match items.last_mut() {
            Some(last) => last.body.extend(body),
            None if body.is_empty() => {}
            None => items.push(ListItem { task: None, label: None, body, span: self.tree.span(id) }),
        }
    }

    fn marker(&mut self, id: Id) -> ListMarker {
        if self.tree.name(id) != "ol" {
            return ListMarker::Bullet;
        }
        let style = self.tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
        let numerals = match self.tree.attribute(id, "type").unwrap_or_default() {
            "a" => Numerals::LowerAlpha,
            "A" => Numerals::UpperAlpha,
            "i" => Numerals::LowerRoman,
            "I" => Numerals::UpperRoman,
            _ if style.contains("lower-alpha") || style.contains("lower-latin") => Numerals::LowerAlpha,
            _ if style.contains("upper-alpha") || style.contains("upper-latin") => Numerals::UpperAlpha,
            _ if style.contains("lower-roman") => Numerals::LowerRoman,
            _ if style.contains("upper-roman") => Numerals::UpperRoman,
            _ => Numerals::Decimal,
        };
        let mut values = self.tree.elements(id).map(|item| self.tree.attribute(item, "value")?.parse::<u32>().ok());
        let first = values.next().flatten().unwrap_or_else(|| start(self.tree, id));
        let counted =
            values.zip(first.saturating_add(1)..).all(|(value, next)| value.is_none_or(|value| value == next));
        if !counted || self.tree.attribute(id, "reversed").is_some() {
            let message = "the list counts in a way of its own; its items are numbered upwards";
            let help = "write the numbers into the words, in a list with bullets";
            self.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(self.tree.span(id)).help(help));
        }
        ListMarker::Ordered { start: first, numerals }
    }

    pub(super) fn definitions(&mut self, id: Id, flow: &mut Flow) {
        self.settle(id, flow);
        let names = std::mem::take(&mut self.pending);
        let mut items: Vec<Definition> = Vec::new();
        let mut loose = Flow::default();
        self.entries(id, &mut items, &mut loose);
        self.finish(&mut loose);
        self.pending.splice(0..0, names);
        for block in loose.blocks {
            self.push(flow, block);
        }
        if !items.is_empty() {
            self.push(flow, Block::Definitions(Definitions { items, span: self.tree.span(id) }));
        }
    }

    /// Terms and meanings, in groups (`<div>`) or without. A meaning before any term stands loose.
    fn entries(&mut self, id: Id, items: &mut Vec<Definition>, loose: &mut Flow) {
        for &child in self.tree.children(id) {
            if self.is_out(child) {
                continue;
            }
            match (self.tree.name(child), items.last_mut()) {
                ("dt", _) => {
                    let term = self.line_of(child);
                    self.term(term, items, child);
                }
                ("dd", Some(_)) => {
                    let meaning = self.inside(child);
                    if let (Some(last), false) = (items.last_mut(), meaning.is_empty()) {
                        last.meanings.push(meaning);
                    }
                }
                ("div", _) => self.entries(child, items, loose),
                _ => self.node(child, loose),
            }
        }
    }

    /// Terms that share their meanings stand under one another.
    fn term(&mut self, term: Vec<Inline>, items: &mut Vec<Definition>, id: Id) {
        match items.last_mut() {
            _ if term.is_empty() => {}
            Some(last) if last.meanings.is_empty() => {
                last.term.push(Inline::Break(LineBreak { span: self.tree.span(id) }));
                last.term.extend(term);
            }
            _ => items.push(Definition { term, meanings: Vec::new() }),
        }
    }
}
