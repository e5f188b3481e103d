//! Assembles paragraphs into lists, code, quotes, captions and definitions.

use super::{
    builder::Builder,
    items::{Item, Paragraph},
    names::Role,
    numbering::{Label, Marker},
    pieces::cover,
};
use crate::{
    article::{
        Block, Caption, Code, Definition, Definitions, Division, Heading, HeadingLevel, Inline, List, ListItem,
        ListMarker, Quote, Span, plain_text,
    },
    read::{
        account::Reason,
        common::{callouts, captions::take_label, tips, words::caption},
    },
};

/// The minimum additional indentation of a nested list, in twentieths of a point.
const STEP: i32 = 100;

/// An open list.
struct Open {
    level: usize,
    name: String,
    /// The indentation of its items' text.
    left: i32,
    /// The number of its next item.
    next: u32,
    list: List,
}

/// Blocks under construction.
#[derive(Default)]
struct Assembly {
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// Captions that may belong to the next block.
    captions: Vec<Paragraph>,
}

impl Builder<'_, '_> {
    /// Assembles items into blocks.
    pub(super) fn assembled(&mut self, items: Vec<Item>) -> Vec<Block> {
        let mut assembly = Assembly::default();
        for item in items {
            match item {
                Item::Block(block) => self.block(block, &mut assembly),
                Item::Paragraph(paragraph) => self.place(paragraph, &mut assembly),
            }
        }
        assembly.close(0);
        assembly.flush_captions();
        arrange(assembly.blocks)
    }

    fn place(&mut self, mut paragraph: Paragraph, out: &mut Assembly) {
        if let Some(label) = paragraph.label.take() {
            if let (Some(marker), Role::Text | Role::Quote) = (label.list(), paragraph.role) {
                return out.item(paragraph, &label, marker);
            }
            self.numbered |= matches!(paragraph.role, Role::Heading(_));
            if !label.text.is_empty() {
                let mut content = vec![Inline::words(format!("{} ", label.text))];
                content.append(&mut paragraph.content);
                paragraph.content = merged(content);
            }
            paragraph.left = paragraph.left.max(label.left.unwrap_or(0));
        }
        if let (Some(_), Role::Text) = (paragraph.task, paragraph.role) {
            let label = Label { marker: Marker::Bullet, text: String::new(), left: None };
            return out.item(paragraph, &label, ListMarker::Bullet);
        }
        match paragraph.role {
            Role::Caption => self.caption(paragraph, out),
            Role::Text if out.takes(&paragraph) => out.go_on(paragraph),
            _ => {
                out.close(0);
                out.flush_captions();
                out.add(paragraph);
            }
        }
    }

    fn block(&mut self, mut block: Block, out: &mut Assembly) {
        let kind = match &block {
            Block::Table(_) => "table",
            Block::Figure(_) => "figure",
            _ => "",
        };
        let waiting = out.captions.iter().position(|waiting| {
            let text = plain_text(&waiting.content);
            caption(&text).map_or(!kind.is_empty(), |(_, named, _)| named == kind)
        });
        if let Some(at) = waiting.filter(|_| !kind.is_empty()) {
            let found = out.captions.remove(at);
            self.give(&mut block, kind, found);
        }
        out.flush_captions();
        out.close(0);
        out.blocks.push(block);
    }

    /// Gives a caption to the preceding figure or table, or keeps it for the following one.
    fn caption(&mut self, paragraph: Paragraph, out: &mut Assembly) {
        let text = plain_text(&paragraph.content);
        let named = caption(&text).map(|(_, named, _)| named);
        out.close(0);
        match out.blocks.last_mut() {
            Some(block @ Block::Figure(_)) if named != Some("table") && out.captions.is_empty() => {
                if let Block::Figure(figure) = &*block
                    && figure.caption.is_none()
                {
                    return self.give(block, "figure", paragraph);
                }
                out.captions.push(paragraph);
            }
            _ => out.captions.push(paragraph),
        }
    }

    /// Gives a caption to a block. A label that will be generated again, `Table 2.`, is left out.
    fn give(&mut self, block: &mut Block, kind: &str, paragraph: Paragraph) {
        let count = if kind == "table" { &mut self.captions.0 } else { &mut self.captions.1 };
        *count += 1;
        let mut content = paragraph.content;
        if let Some(label) = take_label(&mut content, kind, *count) {
            self.left.push((Reason::Markup, paragraph.span, label));
        }
        let own = Some(Caption { label: None, content });
        match block {
            Block::Table(x) => (x.caption, x.anchor) = (own, x.anchor.take().or(paragraph.anchor)),
            Block::Figure(x) => (x.caption, x.anchor) = (own, x.anchor.take().or(paragraph.anchor)),
            _ => {}
        }
    }
}

impl Assembly {
    /// Handles captions without a following block: they go to the preceding table, or become paragraphs.
    fn flush_captions(&mut self) {
        for paragraph in std::mem::take(&mut self.captions) {
            match self.blocks.last_mut() {
                Some(Block::Table(table)) if table.caption.is_none() => {
                    table.caption = Some(Caption { label: None, content: paragraph.content });
                    table.anchor = table.anchor.take().or(paragraph.anchor);
                }
                _ => self.add(Paragraph { role: Role::Text, ..paragraph }),
            }
        }
    }

    /// Adds an item to the open list at its level, or starts a new list.
    fn item(&mut self, paragraph: Paragraph, label: &Label, marker: ListMarker) {
        self.flush_captions();
        let left = paragraph.left.max(label.left.unwrap_or(0));
        // within a list its levels count, between lists the indentation
        let deeper = |open: &Open| match open.name == paragraph.list {
            true => open.level > paragraph.level,
            false => open.left > left + STEP,
        };
        while self.open.last().is_some_and(deeper) {
            self.close(self.open.len() - 1);
        }
        let same = |open: &Open| match open.name == paragraph.list {
            true => open.level == paragraph.level,
            false => left <= open.left + STEP,
        };
        let fits = |open: &Open| {
            same(open)
                && match (open.list.marker, marker) {
                    (ListMarker::Bullet, ListMarker::Bullet) => true,
                    (ListMarker::Ordered { numerals: known, .. }, ListMarker::Ordered { start, numerals }) => {
                        known == numerals && start == open.next
                    }
                    _ => false,
                }
        };
        if self.open.last().is_some_and(|open| same(open) && !fits(open)) {
            self.close(self.open.len() - 1);
        }
        let task = match label.marker {
            Marker::Box(ticked) => Some(ticked),
            _ => paragraph.task,
        };
        let (span, level, name) = (paragraph.span, paragraph.level, paragraph.list.clone());
        let goes_on = self.open.last().is_some_and(fits);
        let item = ListItem { task, label: None, body: blocks(paragraph), span };
        if let Some(open) = self.open.last_mut().filter(|_| goes_on) {
            open.next = open.next.saturating_add(1);
            open.left = open.left.min(left);
            open.list.items.push(item);
            return;
        }
        let start = if let ListMarker::Ordered { start, .. } = marker { start } else { 0 };
        let list = List { marker, tight: true, items: vec![item], span };
        self.open.push(Open { level, name, left, next: start.saturating_add(1), list });
    }

    /// Returns whether a paragraph continues the previous item, as it has the same indentation.
    fn takes(&self, paragraph: &Paragraph) -> bool {
        paragraph.left > 0 && self.open.first().is_some_and(|open| paragraph.left + 40 >= open.left && open.left > 0)
    }

    fn go_on(&mut self, paragraph: Paragraph) {
        while self.open.len() > 1 && self.open.last().is_some_and(|open| paragraph.left + 40 < open.left) {
            self.close(self.open.len() - 1);
        }
        if let Some(item) = self.open.last_mut().and_then(|open| open.list.items.last_mut()) {
            item.span = item.span.cover(paragraph.span);
            item.body.extend(blocks(paragraph));
        }
    }

    /// Closes the lists from this index on.
    fn close(&mut self, from: usize) {
        while self.open.len() > from {
            let Some(Open { mut list, .. }) = self.open.pop() else { return };
            list.tight = list.items.iter().all(|item| {
                item.body.iter().filter(|block| !matches!(block, Block::List(_) | Block::Tips(_))).count() <= 1
            });
            for item in &mut list.items {
                item.body = arrange(std::mem::take(&mut item.body));
                list.span = list.span.cover(item.span);
            }
            let body = match self.open.last_mut().and_then(|open| open.list.items.last_mut()) {
                Some(item) => &mut item.body,
                None => &mut self.blocks,
            };
            body.push(Block::List(list));
        }
    }

    /// Adds a paragraph that is not a list item.
    fn add(&mut self, paragraph: Paragraph) {
        let Paragraph { role, span, .. } = paragraph;
        match role {
            Role::Quote => {
                let body = blocks(paragraph);
                match self.blocks.last_mut() {
                    Some(Block::Quote(quote)) => {
                        quote.span = quote.span.cover(span);
                        quote.body.extend(body);
                    }
                    _ => self.blocks.push(Block::Quote(Quote { body, span })),
                }
            }
            Role::Code => match self.blocks.last_mut() {
                Some(Block::Code(code)) => {
                    code.span = code.span.cover(span);
                    code.text.push('\n');
                    code.text.push_str(&paragraph.raw);
                }
                _ => self.blocks.push(Block::Code(Code { language: None, text: paragraph.raw, span })),
            },
            Role::Term => {
                let item = Definition { term: paragraph.content, meanings: Vec::new() };
                match self.blocks.last_mut() {
                    Some(Block::Definitions(x)) => x.items.push(item),
                    _ => self.blocks.push(Block::Definitions(Definitions { items: vec![item], span })),
                }
            }
            Role::Definition => match self.blocks.last_mut() {
                Some(Block::Definitions(x)) => {
                    if let Some(last) = x.items.last_mut() {
                        last.meanings.push(blocks(paragraph));
                    }
                }
                _ => self.blocks.extend(blocks(paragraph)),
            },
            _ => {
                // text in the other direction is in a division, with what surrounds it
                let dir = paragraph.dir;
                match (self.blocks.last_mut(), dir) {
                    (Some(Block::Division(x)), Some(_))
                        if x.dir == dir && x.anchor.is_none() && paragraph.anchor.is_none() =>
                    {
                        x.span = x.span.cover(span);
                        x.body.extend(blocks(Paragraph { dir: None, ..paragraph }));
                    }
                    _ => self.blocks.extend(blocks(paragraph)),
                }
            }
        }
    }
}

/// Converts a single paragraph to blocks.
fn blocks(paragraph: Paragraph) -> Vec<Block> {
    let Paragraph { role, content, anchor, dir, span, .. } = paragraph;
    if content.is_empty() {
        return Vec::new();
    }
    let level = |level: u8| HeadingLevel::clamped(level.into());
    let (block, anchor) = match role {
        Role::Heading(own) => {
            let heading = Heading {
                level: level(own),
                number: None,
                content: unbold(content),
                anchor,
                classes: Vec::new(),
                span,
            };
            (Block::Heading(Box::new(heading)), None)
        }
        Role::Title => {
            let heading =
                Heading { level: level(1), number: None, content: unbold(content), anchor, classes: Vec::new(), span };
            (Block::Heading(Box::new(heading)), None)
        }
        _ => (Block::paragraph(content, span), anchor),
    };
    if anchor.is_none() && dir.is_none() {
        return vec![block];
    }
    vec![Block::Division(Box::new(Division { anchor, dir, body: vec![block], span, ..Division::default() }))]
}

/// Removes bold from a heading that is entirely bold.
pub(super) fn unbold(content: Vec<Inline>) -> Vec<Inline> {
    let bold = |inline: &Inline| matches!(inline, Inline::Styled(x) if x.style == crate::article::Style::Strong);
    let blank = |inline: &Inline| match inline {
        Inline::Text(x) => x.text.trim().is_empty(),
        Inline::Break(_) => true,
        _ => false,
    };
    if !content.iter().any(bold) || !content.iter().all(|inline| bold(inline) || blank(inline)) {
        return content;
    }
    let inner = content.into_iter().flat_map(|inline| match inline {
        Inline::Styled(x) if x.style == crate::article::Style::Strong => x.content,
        other => vec![other],
    });
    merged(inner.collect())
}

/// Merges adjacent texts.
fn merged(content: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(text)) => {
                before.text.push_str(&text.text);
                before.span = before.span.cover(text.span);
            }
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

/// Recognizes blocks by their context: labelled callouts, quotes, tips.
fn arrange(blocks: Vec<Block>) -> Vec<Block> {
    let mut blocks: Vec<Block> = blocks
        .into_iter()
        .map(|block| match block {
            Block::Quote(mut quote) => {
                quote.body.iter_mut().for_each(callouts::find);
                callouts::quote(quote)
            }
            other => other,
        })
        .collect();
    blocks.iter_mut().for_each(callouts::find);
    tips::find(blocks)
}

/// Returns the span of a paragraph's text.
pub(super) fn span_of(content: &[Inline]) -> Span {
    cover(content)
}
