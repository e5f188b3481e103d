//! Turns the elements of a page's article into blocks. What stands in a line is [`super::inline`]'s.

use super::{
    address::{Addresses, Picture},
    callouts,
    extract::Main,
    line::Line,
    notes::Notes,
    tree::{Id, Kind, Tree},
    word,
};
use crate::{
    article::{
        Anchor, Block, Callout, Caption, Code, Direction, Division, Figure, Heading, HeadingLevel, Inline, Lang, Note,
        Quote, Rule, Span, Style,
    },
    diagnostic::{Code as Told, Diagnostic},
    read::common::{callouts as labelled, quotes::Quotes, tips},
};
use std::collections::BTreeMap;

/// How deep blocks and styles may stand in one another.
const DEEPEST: usize = 80;

/// Reads the article's elements.
pub(super) struct Builder<'a> {
    pub(super) tree: &'a Tree,
    pub(super) main: &'a Main,
    pub(super) notes: &'a Notes,
    pub(super) addresses: &'a Addresses,
    pub(super) quotes: Quotes,
    pub(super) lang: Option<Lang>,
    /// The article's direction.
    pub(super) dir: Direction,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// Whether an element holds others that stand on lines of their own.
    pub(super) blocks: Vec<bool>,
    /// Names of places, by the anchor of the block that stands there.
    pub(super) aliases: BTreeMap<String, Anchor>,
    /// Names met before the block that they belong to.
    pub(super) pending: Vec<String>,
    pub(super) depth: usize,
    pub(super) in_link: bool,
}

/// Blocks so far, and the line that stands bare among them.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
    /// Whether a picture alone stays in its line, as in a table's cell.
    pub(super) inline: bool,
}

impl<'a> Builder<'a> {
    /// The blocks of the article.
    pub(super) fn body(&mut self) -> Vec<Block> {
        self.inside(self.main.root)
    }

    /// The footnotes, in the order of the page.
    pub(super) fn footnotes(&mut self) -> Vec<Note> {
        let notes = self.notes;
        let notes = notes.notes.iter().map(|(&id, label)| Note {
            label: label.clone(),
            number: None,
            anchor: None,
            referred_from: Vec::new(),
            body: self.inside(id),
            span: self.tree.span(id),
        });
        notes.collect()
    }

    /// The blocks inside an element, arranged.
    pub(super) fn inside(&mut self, id: Id) -> Vec<Block> {
        let mut flow = Flow::default();
        self.children(id, &mut flow);
        self.finish(&mut flow);
        arrange(flow.blocks)
    }

    pub(super) fn children(&mut self, id: Id, flow: &mut Flow) {
        let mut rest = self.tree.children(id);
        while let Some((&child, others)) = rest.split_first() {
            let items = word::run(self.tree, rest);
            if items > 0 {
                self.word_lists(&rest[..items], flow);
                rest = &rest[items..];
            } else {
                self.node(child, flow);
                rest = others;
            }
        }
    }

    /// Whether a node is left out where it stands.
    pub(super) fn is_out(&self, id: Id) -> bool {
        self.main.dropped[id]
            || self.notes.back.contains(&id)
            || self.notes.around.contains(&id)
            || self.notes.notes.contains_key(&id)
    }

    pub(super) fn node(&mut self, id: Id, flow: &mut Flow) {
        if self.is_out(id) {
            return;
        }
        match &self.tree.nodes[id].kind {
            Kind::Text(text) => flow.line.words(text, self.tree.span(id), self.cited()),
            Kind::Other => self.children(id, flow),
            Kind::Element(_) if self.depth >= DEEPEST => self.too_deep(id, flow),
            Kind::Element(_) => {
                self.depth += 1;
                self.element(id, flow);
                self.depth -= 1;
            }
        }
    }

    pub(super) fn cited(&self) -> u32 {
        if self.in_link { 0 } else { self.notes.cited }
    }

    fn too_deep(&mut self, id: Id, flow: &mut Flow) {
        if !self.diagnostics.iter().any(|told| told.code == Told::Limit) {
            let message = format!("nesting goes deeper than {DEEPEST} levels");
            self.diagnostics
                .push(Diagnostic::new(Told::Limit, message).at(self.tree.span(id)).help("use fewer levels"));
        }
        flow.line.words(&self.tree.text(id), self.tree.span(id), 0);
    }

    fn element(&mut self, id: Id, flow: &mut Flow) {
        let span = self.tree.span(id);
        match self.tree.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(id, flow),
            "p" if self.tree.classes(id).iter().any(|class| class == "msotitle") => self.heading(id, flow),
            "p" => self.container(id, flow),
            "ul" | "ol" | "menu" | "dir" => self.list(id, flow),
            "dl" => self.definitions(id, flow),
            "table" => self.table(id, flow),
            "figure" => self.figure(id, flow),
            "pre" | "listing" | "xmp" => self.code(id, flow),
            "hr" => self.push(flow, Block::Rule(Rule { span })),
            "blockquote" if callouts::kind(self.tree, id).is_none() => {
                self.settle(id, flow);
                let body = self.inside(id);
                if !body.is_empty() {
                    self.push(flow, labelled::quote(Quote { body, span }));
                }
            }
            "summary" => {
                self.finish(flow);
                let content = self.nested(id, &mut flow.line);
                if !content.is_empty() {
                    flow.line.push(Inline::styled(Style::Strong, content, span));
                }
                self.finish(flow);
            }
            "br" if flow.line.ends_in_break() => self.finish(flow),
            _ if self.is_line(id) => self.inline(id, &mut flow.line),
            name if super::inline::is_inline(name) => {
                if name == "a" && self.tree.filled(id, "href").is_some() && self.tree.count(id) > 0 {
                    let message = "a link around whole blocks is left out; its words are kept";
                    let help = "link a few words inside of them";
                    self.diagnostics.push(Diagnostic::new(Told::MarkupAsText, message).at(span).help(help));
                }
                self.name(id);
                self.children(id, flow);
            }
            _ => self.container(id, flow),
        }
    }

    /// Whether an element stands in a line with all that it holds.
    fn is_line(&self, id: Id) -> bool {
        super::inline::is_inline(self.tree.name(id)) && !self.blocks[id]
    }

    /// An element that only holds others: a callout, a division, or nothing but its content.
    fn container(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        let span = self.tree.span(id);
        if let Some(kind) = callouts::kind(self.tree, id) {
            self.settle(id, flow);
            let head = callouts::title(self.tree, id);
            let title = head.map(|head| self.line_of(head)).unwrap_or_default();
            let mut inner = Flow::default();
            self.but(id, head, &mut inner);
            self.finish(&mut inner);
            let body = arrange(inner.blocks);
            if !body.is_empty() || !title.is_empty() {
                // A box of nothing but a heading says it in its body.
                let (title, body) =
                    if body.is_empty() { (Vec::new(), vec![Block::paragraph(title, span)]) } else { (title, body) };
                self.push(flow, Block::Callout(Callout { kind, title, body, span }));
            }
            return;
        }
        let lang = self.lang_of(id);
        let dir = self.direction_of(id);
        if lang.is_none() && dir.is_none() {
            self.name(id);
            self.children(id, flow);
            return self.finish(flow);
        }
        self.settle(id, flow);
        let around = lang.clone().or_else(|| self.lang.clone());
        let outer = std::mem::replace(&mut self.lang, around);
        let body = self.inside(id);
        self.lang = outer;
        if !body.is_empty() {
            self.push(flow, Block::Division(Box::new(Division { lang, dir, body, span, ..Division::default() })));
        }
    }

    /// All inside an element but one part of it.
    fn but(&mut self, id: Id, part: Option<Id>, flow: &mut Flow) {
        for &child in self.tree.children(id) {
            let holds = part.is_some_and(|part| self.tree.around(part).any(|around| around == child));
            if Some(child) == part {
            } else if holds {
                self.but(child, part, flow);
            } else {
                self.node(child, flow);
            }
        }
    }

    /// The language of an element, where it is not that around it.
    pub(super) fn lang_of(&self, id: Id) -> Option<Lang> {
        let lang = Lang::new(self.tree.filled(id, "lang").or_else(|| self.tree.filled(id, "xml:lang"))?).ok()?;
        (Some(&lang) != self.lang.as_ref()).then_some(lang)
    }

    /// The direction of an element, where it is not that around it.
    pub(super) fn direction_of(&self, id: Id) -> Option<Direction> {
        let own = direction(self.tree, id)?;
        let around = self.tree.around(id).find_map(|around| direction(self.tree, around));
        (around.unwrap_or(self.dir) != own).then_some(own)
    }

    fn heading(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        let level = self.tree.name(id).get(1..).and_then(|level| level.parse().ok()).unwrap_or(1);
        self.name(id);
        let content = self.line_of(id);
        if content.is_empty() {
            return;
        }
        let anchor = self.anchor();
        let heading = Heading {
            level: HeadingLevel::clamped(level),
            number: None,
            content,
            anchor,
            classes: Vec::new(),
            span: self.tree.span(id),
        };
        flow.blocks.push(Block::Heading(Box::new(heading)));
    }

    /// The words of an element in one line, whatever it holds.
    pub(super) fn line_of(&mut self, id: Id) -> Vec<Inline> {
        let mut line = Line::default();
        for &child in self.tree.children(id) {
            self.inline(child, &mut line);
        }
        self.pending.append(&mut line.anchors);
        line.take()
    }

    fn code(&mut self, id: Id, flow: &mut Flow) {
        self.settle(id, flow);
        let raw = self.tree.raw(id);
        let raw = raw.strip_prefix('\n').unwrap_or(&raw);
        let text: String = raw.trim_end().chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if text.trim().is_empty() {
            return;
        }
        let holders = std::iter::once(id).chain(self.tree.elements(id));
        let mut classes = holders.flat_map(|id| self.tree.classes(id));
        let language = classes.find_map(|class| {
            let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
            Some(name.to_owned())
        });
        self.push(flow, Block::Code(Code { language, text, span: self.tree.span(id) }));
    }

    /// A figure's parts with its caption: below the last of its pictures, over its table, or a paragraph.
    fn figure(&mut self, id: Id, flow: &mut Flow) {
        self.settle(id, flow);
        let caption = self.tree.below(id).skip(1).find(|&id| self.tree.name(id) == "figcaption" && !self.is_out(id));
        let mut inner = Flow::default();
        self.but(id, caption, &mut inner);
        self.finish(&mut inner);
        let mut content = caption.map(|caption| self.line_of(caption)).unwrap_or_default();
        let last = inner.blocks.iter_mut().rev().find_map(|block| match block {
            Block::Figure(figure) => Some(&mut figure.caption),
            Block::Table(table) => Some(&mut table.caption),
            _ => None,
        });
        if let Some(place) = last.filter(|place| place.is_none() && !content.is_empty()) {
            *place = Some(Caption { label: None, content: std::mem::take(&mut content) });
        }
        for block in inner.blocks {
            self.push(flow, block);
        }
        if !content.is_empty() {
            let span = caption.map_or(Span::default(), |caption| self.tree.span(caption));
            self.push(flow, Block::paragraph(content, span));
        }
    }

    /// A picture's path; or None where a description stands in its place.
    pub(super) fn picture(&mut self, id: Id) -> Result<String, Option<String>> {
        let src = super::address::source(self.tree, id).unwrap_or_default();
        let short: String = src.chars().take(60).collect();
        let path = match self.addresses.picture(src) {
            Picture::Here(path) if !path.is_empty() && !super::address::is_blank(&path) => return Ok(path),
            Picture::Here(_) => return Err(None),
            Picture::Remote(url) => url,
        };
        if !src.is_empty() {
            let message = format!(
                "the picture `{short}` is on the web, and nothing is ever fetched: its description stands for it"
            );
            let help = "save the page with its pictures, or put a copy into the article's folder";
            self.diagnostics.push(Diagnostic::new(Told::RemoteImage, message).at(self.tree.span(id)).help(help));
        }
        Err(path)
    }

    /// Ends the line that stands bare among blocks: a paragraph, or a picture alone.
    pub(super) fn finish(&mut self, flow: &mut Flow) {
        self.pending.append(&mut flow.line.anchors);
        if flow.line.is_empty() {
            return;
        }
        let content = flow.line.take();
        if content.is_empty() {
            return;
        }
        let span = content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
        let block = match content.as_slice() {
            [Inline::Image(image)] if !flow.inline => {
                let (path, alt) = (image.path.clone(), image.alt.clone());
                Block::Figure(Box::new(Figure { path, alt, caption: None, width: None, anchor: None, span }))
            }
            _ => Block::paragraph(content, span),
        };
        self.push(flow, block);
    }

    /// Adds a block, under the names that were met before it.
    pub(super) fn push(&mut self, flow: &mut Flow, mut block: Block) {
        if !flow.line.is_empty() {
            self.finish(flow);
        }
        if let Some(anchor) = self.anchor() {
            let place = match &mut block {
                Block::Heading(x) => Some(&mut x.anchor),
                Block::Table(x) => Some(&mut x.anchor),
                Block::Figure(x) => Some(&mut x.anchor),
                Block::Division(x) => Some(&mut x.anchor),
                _ => None,
            };
            match place {
                Some(place) => *place = Some(anchor),
                None => {
                    let span = block.span();
                    let body = vec![block];
                    block =
                        Block::Division(Box::new(Division { anchor: Some(anchor), body, span, ..Division::default() }));
                }
            }
        }
        flow.blocks.push(block);
    }

    /// Ends the line before a block, and notes the block's name.
    pub(super) fn settle(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        self.name(id);
    }

    /// Remembers an element's name, if a link leads to it.
    pub(super) fn name(&mut self, id: Id) {
        let names = [self.tree.filled(id, "id"), self.tree.filled(id, "name").filter(|_| self.tree.name(id) == "a")];
        let led = names.into_iter().flatten().filter(|name| self.notes.targets.contains(*name));
        self.pending.extend(led.map(str::to_owned));
    }

    /// The anchor for the names met before a block; the others of them are led there too.
    fn anchor(&mut self) -> Option<Anchor> {
        let names = std::mem::take(&mut self.pending);
        let anchor = Anchor::new(names.first()?.clone());
        self.aliases.extend(names.into_iter().map(|name| (name, anchor.clone())));
        Some(anchor)
    }
}

/// What neighbouring blocks make of one another: labelled callouts, tips.
pub(super) fn arrange(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(labelled::find);
    tips::find(blocks)
}

pub(super) fn direction(tree: &Tree, id: Id) -> Option<Direction> {
    match tree.attribute(id, "dir")?.to_ascii_lowercase().as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}
