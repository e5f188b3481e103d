//! The state shared by all parts of the reader while it converts elements to blocks: the line in progress, anchors,
//! and which text has been read.

use super::{
    address::{self, Addresses, Picture},
    line::Line,
    main_content::Main,
    notes::Notes,
    page::Page,
    tree::{Id, Kind, Tree},
};
use crate::{
    article::{Anchor, Block, Direction, Division, Figure, Inline, Lang, List, ListItem, ListMarker, Span, Style},
    diagnostic::{Code, Diagnostic},
    read::common::{callouts as labelled, quotes::Quotes, tips},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The maximum nesting depth of blocks and styles.
pub(super) const DEEPEST: usize = 80;

/// The number of captioned tables and figures so far.
#[derive(Debug, Default)]
pub(super) struct Counts {
    pub(super) tables: u32,
    pub(super) figures: u32,
}

/// Reads the article's elements.
pub(super) struct Builder<'a> {
    pub(super) tree: &'a Tree,
    pub(super) page: &'a Page<'a>,
    pub(super) main: &'a Main,
    pub(super) notes: &'a Notes,
    pub(super) addresses: &'a Addresses,
    pub(super) quotes: Quotes,
    pub(super) lang: Option<Lang>,
    /// The article's direction.
    pub(super) dir: Direction,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    /// For each node, whether its text is in the article.
    pub(super) read: Vec<bool>,
    /// Names with the anchor of their block.
    pub(super) aliases: BTreeMap<String, Anchor>,
    /// Names found before the block that they belong to.
    pub(super) pending: Vec<String>,
    /// Checkboxes that already are the marker of a list item.
    pub(super) marks: HashSet<Id>,
    /// The level of the last heading.
    pub(super) level: usize,
    pub(super) depth: usize,
    pub(super) in_link: bool,
    /// List markers in the text of items, which lists generate again.
    pub(super) markers: Vec<(Span, String)>,
    /// The number of captions so far.
    pub(super) captions: Counts,
    /// Display formulas by span, with their equation numbers.
    pub(super) displays: HashMap<Span, Option<String>>,
}

/// The blocks so far, and the line in progress.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) line: Line,
    /// Whether a picture without text stays inline, as in a table cell.
    pub(super) inline: bool,
    /// For a line that starts with a checkbox, whether it is checked.
    pub(super) task: Option<bool>,
    /// The styles of all text in the line.
    pub(super) styles: Vec<Style>,
}

impl Builder<'_> {
    /// Returns whether a node is left out.
    pub(super) fn is_out(&self, id: Id) -> bool {
        self.main.dropped[id]
            || self.notes.back.contains(&id)
            || self.notes.around.contains(&id)
            || self.notes.notes.contains_key(&id)
            || self.page.panels.control(id).is_some()
    }

    /// Returns the last number of the reference list if text here may cite it, or 0.
    pub(super) fn cited(&self) -> u32 {
        if self.in_link { 0 } else { self.notes.cited }
    }

    /// Adds the text of a text node to a line.
    pub(super) fn words(&mut self, id: Id, line: &mut Line) {
        if let Kind::Text(text) = &self.tree.nodes[id].kind {
            self.read[id] = true;
            let (span, cited) = (self.tree.span(id), self.cited());
            let lines = self.tree.parent(id).is_some_and(|parent| self.page.looks[parent].lines);
            if !lines || text.trim().is_empty() {
                return line.words(text, span, cited);
            }
            for (at, part) in text.split('\n').enumerate() {
                if at > 0 {
                    line.line_break(span);
                }
                line.words(part, span, cited);
            }
        }
    }

    /// Returns the clean text of an element and marks all of it as read.
    pub(super) fn take_text(&mut self, id: Id) -> String {
        self.take(id);
        self.tree.text(id)
    }

    /// Marks all text of an element as read.
    pub(super) fn take(&mut self, id: Id) {
        for inner in self.tree.below(id) {
            self.read[inner] = true;
        }
    }

    pub(super) fn warn(&mut self, code: Code, message: impl Into<String>, span: Span, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(span).help(help));
    }

    /// Returns the styles that an element adds to the inherited ones.
    pub(super) fn styles(&self, id: Id) -> Vec<Style> {
        let looks = &self.page.looks;
        let around = self.tree.parent(id).map(|parent| looks[parent]).unwrap_or_default();
        looks[id].added_to(around)
    }

    /// Returns the styles of all text in a block that the article as a whole does not have.
    pub(super) fn block_styles(&self, id: Id) -> Vec<Style> {
        let looks = &self.page.looks;
        let mut look = looks[id];
        look.shift = None;
        look.added_to(looks[self.main.root])
    }

    /// Returns the language of an element, if it differs from the inherited one.
    pub(super) fn lang_of(&self, id: Id) -> Option<Lang> {
        let lang = Lang::new(self.tree.filled(id, "lang").or_else(|| self.tree.filled(id, "xml:lang"))?).ok()?;
        (Some(&lang) != self.lang.as_ref()).then_some(lang)
    }

    /// Returns the direction of an element, if it differs from the inherited one.
    pub(super) fn direction_of(&self, id: Id) -> Option<Direction> {
        let own = self.tree.direction(id)?;
        let around = self.tree.around(id).find_map(|around| self.tree.direction(around));
        (around.unwrap_or(self.dir) != own).then_some(own)
    }

    /// Returns a picture's path, or as an error its web address if it is known.
    pub(super) fn picture(&mut self, id: Id) -> Result<String, Option<String>> {
        let src = address::source(self.tree, id).unwrap_or_default();
        let span = self.tree.span(id);
        let short: String = src.chars().take(60).collect();
        match self.addresses.picture(&src) {
            Picture::Here(path) if !path.is_empty() && !address::is_blank(&path) => Ok(path),
            Picture::Here(_) => {
                if self.tree.filled(id, "alt").is_some() {
                    let message = "a picture was not saved with the page; its description is printed instead";
                    let help =
                        "scroll to the end of the page before you save it, or add the picture to a Markdown file";
                    self.warn(Code::RemoteImage, message, span, help);
                }
                Err(None)
            }
            Picture::Remote(url) => {
                let message = format!("the picture `{short}` is on the web; its description is printed instead");
                let help = "save the page with its pictures, or put a copy into the article's folder";
                self.warn(Code::RemoteImage, message, span, help);
                Err(url)
            }
        }
    }

    /// Ends the line in progress: a paragraph, a checklist item, or a picture on its own.
    pub(super) fn finish(&mut self, flow: &mut Flow) {
        self.pending.append(&mut flow.line.anchors);
        let task = flow.task.take();
        if flow.line.is_empty() && task.is_none() {
            return;
        }
        let content = flow.line.take();
        let parts = if flow.inline { vec![Ok(content)] } else { self.parted(content) };
        let mut task = task;
        for part in parts {
            match part {
                Ok(content) if content.is_empty() => {}
                Ok(content) => self.end_part(flow, content, task.take()),
                Err(display) => self.push(flow, display),
            }
        }
    }

    /// Ends the part of a line before or after a display formula, or a whole line.
    fn end_part(&mut self, flow: &mut Flow, mut content: Vec<Inline>, task: Option<bool>) {
        let span = content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
        if let [Inline::Image(image)] = content.as_slice()
            && !flow.inline
        {
            let (path, alt) = (image.path.clone(), image.alt.clone());
            let figure = Figure { path, alt, caption: None, width: None, anchor: None, span };
            return self.push(flow, Block::Figure(Box::new(figure)));
        }
        for style in flow.styles.iter().rev() {
            content = vec![Inline::styled(*style, content, span)];
        }
        let paragraph = Block::paragraph(content, span);
        match task {
            Some(_) => self.push_item(flow, ListItem { task, label: None, body: vec![paragraph], span }),
            None => self.push(flow, paragraph),
        }
    }

    /// Adds an item to the preceding checklist, or starts one.
    fn push_item(&mut self, flow: &mut Flow, item: ListItem) {
        if self.pending.is_empty()
            && let Some(Block::List(list)) = flow.blocks.last_mut()
            && list.items.iter().all(|item| item.task.is_some())
        {
            list.span = list.span.cover(item.span);
            return list.items.push(item);
        }
        let span = item.span;
        self.push(flow, Block::List(List { marker: ListMarker::Bullet, tight: true, items: vec![item], span }));
    }

    /// Adds a block, with the pending names as anchors.
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
                Block::Formula(x) => Some(&mut x.anchor),
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

    /// Ends the line before a block, and records the name of the block.
    pub(super) fn start_block(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        self.name(id);
    }

    /// Records an element's name if a link refers to it.
    pub(super) fn name(&mut self, id: Id) {
        let names = [self.tree.filled(id, "id"), self.tree.filled(id, "name").filter(|_| self.tree.name(id) == "a")];
        let led = names.into_iter().flatten().filter(|name| self.notes.targets.contains(*name));
        self.pending.extend(led.map(str::to_owned));
    }

    /// Returns the anchor for the pending names, which all become aliases of it.
    pub(super) fn anchor(&mut self) -> Option<Anchor> {
        let names = std::mem::take(&mut self.pending);
        let anchor = Anchor::new(names.first()?.clone());
        self.aliases.extend(names.into_iter().map(|name| (name, anchor.clone())));
        Some(anchor)
    }
}

/// Recognizes blocks by their context: labelled callouts, tips.
pub(super) fn arrange(mut blocks: Vec<Block>) -> Vec<Block> {
    blocks.iter_mut().for_each(labelled::find);
    tips::find(blocks)
}
