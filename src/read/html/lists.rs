//! Lists, definition lists and task lists.

use super::{
    builder::{Builder, Flow, arrange},
    tree::{Id, Kind},
};
use crate::{
    article::{Block, Definition, Definitions, Inline, LineBreak, List, ListItem, ListMarker, Numerals, Span},
    diagnostic::Code,
    read::common::tips,
};
use std::{iter::Peekable, vec::IntoIter};

impl Builder<'_> {
    pub(super) fn list(&mut self, id: Id, flow: &mut Flow) {
        self.start_block(id, flow);
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
        // An accordion whose panels are list items: sections under headings, which need no bullets.
        let headed = |item: &ListItem| item.task.is_none() && matches!(item.body.first(), Some(Block::Heading(_)));
        if self.tree.name(id) != "ol" && items.iter().all(headed) {
            return items.into_iter().flat_map(|item| item.body).for_each(|block| self.push(flow, block));
        }
        let tight = items.iter().all(|item| {
            let lists = item.body.iter().skip(1).all(|block| matches!(block, Block::List(_)));
            lists && matches!(item.body.first(), Some(Block::Paragraph(_) | Block::List(_)) | None)
        }) && !self.holds_paragraphs(id);
        let list = List { marker: self.marker(id), tight, items, span: self.tree.span(id) };
        let is_tips = self.tree.classes(id).iter().any(|class| class == "tips");
        let block = if is_tips { tips::explicit(list, false) } else { Block::List(list) };
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
        // An anchor before an item belongs to its first block.
        if !self.pending.is_empty() && !body.is_empty() {
            let mut flow = Flow::default();
            self.push(&mut flow, body.remove(0));
            body.splice(0..0, flow.blocks);
        }
        (!body.is_empty() || task.is_some()).then(|| ListItem { task, label: None, body, span: self.tree.span(id) })
    }

    /// For an item that starts with a checkbox, returns whether it is checked.
    fn task(&mut self, id: Id) -> Option<bool> {
        let drawn = self.drawn_task(id);
        if drawn.is_some() {
            return drawn;
        }
        let mut first = self.tree.elements(id).next()?;
        while matches!(self.tree.name(first), "label" | "p" | "span" | "div") {
            first = self.tree.elements(first).next()?;
        }
        let boxed = self.tree.name(first) == "input" && self.page.own_line[first];
        boxed.then(|| {
            self.marks.insert(first);
            self.tree.attribute(first, "checked").is_some()
        })
    }

    /// Returns whether a checkbox drawn by the style sheet is checked, as exported by Notion and Confluence.
    fn drawn_task(&self, id: Id) -> Option<bool> {
        let has = |id: Id, names: &[&str]| self.tree.classes(id).iter().any(|class| names.contains(&class.as_str()));
        let first = self.tree.elements(id).next();
        for drawn in [Some(id), first].into_iter().flatten() {
            if self.tree.attribute(drawn, "role") == Some("checkbox") {
                return Some(self.tree.attribute(drawn, "aria-checked") == Some("true"));
            }
            if has(drawn, &["checkbox-on", "checkbox-off"]) {
                return Some(has(drawn, &["checkbox-on"]));
            }
        }
        let of_tasks = has(self.tree.parent(id)?, &["inline-task-list", "to-do-list", "todo-list"]);
        of_tasks.then(|| has(id, &["checked", "done", "complete"]))
    }

    /// Adds content of a list outside its items to the previous item, as browsers show it.
    fn stray(&mut self, id: Id, items: &mut Vec<ListItem>) {
        if matches!(&self.tree.nodes[id].kind, Kind::Text(text) if text.trim().is_empty()) {
            return;
        }
        let mut flow = Flow::default();
        self.node(id, &mut flow);
        self.finish(&mut flow);
        let body = arrange(flow.blocks);
        match items.last_mut() {
            Some(last) => last.body.extend(body),
            None if body.is_empty() => {}
            None => items.push(ListItem { task: None, label: None, body, span: self.tree.span(id) }),
        }
    }

    pub(super) fn marker(&mut self, id: Id) -> ListMarker {
        if self.tree.name(id) != "ol" {
            let counted = self.notes.works == Some(id);
            let numerals = Numerals::Decimal;
            return if counted { ListMarker::Ordered { start: 1, numerals } } else { ListMarker::Bullet };
        }
        let first_item = self.tree.elements(id).next();
        let styled = || self.page.looks[id].numerals.or_else(|| self.page.looks[first_item?].numerals);
        let numerals = match self.tree.attribute(id, "type").unwrap_or_default() {
            "a" => Numerals::LowerAlpha,
            "A" => Numerals::UpperAlpha,
            "i" => Numerals::LowerRoman,
            "I" => Numerals::UpperRoman,
            _ => styled().unwrap_or(Numerals::Decimal),
        };
        let mut values = self.tree.elements(id).map(|item| self.tree.attribute(item, "value")?.parse::<u32>().ok());
        let first = values.next().flatten().unwrap_or_else(|| self.tree.list_start(id));
        let counted =
            values.zip(first.saturating_add(1)..).all(|(value, next)| value.is_none_or(|value| value == next));
        if !counted || self.tree.attribute(id, "reversed").is_some() {
            let message = "the list does not count upwards by one; its items are numbered as if it did";
            let help = "write the numbers as text, in a bullet list";
            self.warn(Code::MarkupAsText, message, self.tree.span(id), help);
        }
        ListMarker::Ordered { start: first, numerals }
    }

    pub(super) fn definitions(&mut self, id: Id, flow: &mut Flow) {
        self.start_block(id, flow);
        let names = std::mem::take(&mut self.pending);
        let mut items: Vec<Definition> = Vec::new();
        let mut loose = Flow::default();
        self.entries(id, &mut items, &mut loose);
        self.finish(&mut loose);
        self.pending.splice(0..0, names);
        for block in loose.blocks {
            self.push(flow, block);
        }
        // Terms without a definition can only be last: others share the definitions of the terms after them.
        let bare = items.pop_if(|last| last.meanings.is_empty());
        let span = self.tree.span(id);
        if !items.is_empty() {
            self.push(flow, Block::Definitions(Definitions { items, span }));
        }
        if let Some(bare) = bare {
            self.push(flow, Block::paragraph(bare.term, span));
        }
    }

    /// Adds terms and definitions, in groups (`<div>`) or without. What precedes the first term is not part of the
    /// list.
    fn entries(&mut self, id: Id, items: &mut Vec<Definition>, loose: &mut Flow) {
        for &child in self.tree.children(id) {
            if self.is_out(child) {
                continue;
            }
            match (self.tree.name(child), items.last_mut()) {
                ("dt", _) => {
                    self.name(child);
                    let term = self.line_of(child);
                    self.term(term, items, child);
                }
                ("dd", Some(_)) => {
                    self.name(child);
                    let meaning = self.inside(child);
                    if let (Some(last), false) = (items.last_mut(), meaning.is_empty()) {
                        last.meanings.push(meaning);
                    }
                }
                ("dd", None) => {
                    let body = self.inside(child);
                    loose.blocks.extend(body);
                }
                ("div", _) => self.entries(child, items, loose),
                _ => self.node(child, loose),
            }
        }
    }

    /// Adds a term. Terms that share definitions become lines of one term.
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

/// Google Docs saves each level of a list as a separate list: `<ul class="lst-kix_x-0">`, then `lst-kix_x-1`.
impl Builder<'_> {
    /// Returns how many of the first nodes are such lists, or white space between them; 0 for fewer than two lists.
    pub(super) fn leveled(&self, nodes: &[Id]) -> usize {
        let (mut length, mut lists) = (0, 0);
        for (at, &id) in nodes.iter().enumerate() {
            let blank = matches!(&self.tree.nodes[id].kind, Kind::Text(text) if text.trim().is_empty());
            if self.level_of(id).is_some() {
                (length, lists) = (at + 1, lists + 1);
            } else if !blank || lists == 0 {
                break;
            }
        }
        if lists > 1 { length } else { 0 }
    }

    fn level_of(&self, id: Id) -> Option<usize> {
        let listed = matches!(self.tree.name(id), "ul" | "ol") && !self.is_out(id);
        let class = self.tree.classes(id).into_iter().find(|class| class.starts_with("lst-")).filter(|_| listed)?;
        class.rsplit_once('-')?.1.parse().ok()
    }

    /// Adds the nested lists that these nodes represent.
    pub(super) fn leveled_lists(&mut self, nodes: &[Id], flow: &mut Flow) {
        self.finish(flow);
        let mut entries = Vec::new();
        for &id in nodes {
            let Some(level) = self.level_of(id) else { continue };
            let marker = self.marker(id);
            let items: Vec<Id> = self.tree.elements(id).filter(|&item| !self.is_out(item)).collect();
            for (item, at) in items.into_iter().zip(0..) {
                let marker = match marker {
                    ListMarker::Ordered { start, numerals } => ListMarker::Ordered { start: start + at, numerals },
                    ListMarker::Bullet => ListMarker::Bullet,
                };
                self.name(item);
                let body = self.inside(item);
                entries.push(Entry { level: level + 1, marker: Some(marker), body, span: self.tree.span(item) });
            }
        }
        for block in nested(entries) {
            self.push(flow, block);
        }
    }
}

/// The maximum nesting depth of lists.
pub(super) const DEEPEST: usize = 9;

/// An item of a list that is saved without its nesting.
pub(super) struct Entry {
    /// Its level, from 1.
    pub(super) level: usize,
    /// Its marker; `None` for a continuation paragraph of the previous item.
    pub(super) marker: Option<ListMarker>,
    pub(super) body: Vec<Block>,
    pub(super) span: Span,
}

/// Builds nested lists from entries by their levels.
pub(super) fn nested(entries: Vec<Entry>) -> Vec<Block> {
    level(&mut entries.into_iter().peekable(), 1)
}

/// Returns the blocks of entries on this and deeper levels.
fn level(entries: &mut Peekable<IntoIter<Entry>>, least: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    while let Some(entry) = entries.next_if(|entry| entry.level >= least) {
        let Entry { level: own, marker, body, span } = entry;
        match (marker, blocks.last_mut()) {
            (Some(marker), Some(Block::List(list))) if goes_on(list, marker) => {
                list.items.push(ListItem { task: None, label: None, body, span });
                list.span = list.span.cover(span);
            }
            (Some(marker), _) => {
                let items = vec![ListItem { task: None, label: None, body, span }];
                blocks.push(Block::List(List { marker, tight: true, items, span }));
            }
            (None, Some(Block::List(List { items, tight, .. }))) => {
                *tight = false;
                if let Some(item) = items.last_mut() {
                    item.body.extend(body);
                }
            }
            (None, _) => blocks.extend(body),
        }
        if own < DEEPEST
            && let Some(Block::List(List { items, .. })) = blocks.last_mut()
            && let Some(item) = items.last_mut()
        {
            item.body.extend(level(entries, own + 1));
        }
    }
    blocks
}

/// Returns whether a marker is the next one of a list.
fn goes_on(list: &List, marker: ListMarker) -> bool {
    match (list.marker, marker) {
        (ListMarker::Bullet, ListMarker::Bullet) => true,
        (ListMarker::Ordered { start, .. }, ListMarker::Ordered { start: next, .. }) => {
            next as usize == start as usize + list.items.len()
        }
        _ => false,
    }
}
