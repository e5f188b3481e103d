//! Turns pulldown-cmark's events into blocks, on a stack of frames: nesting costs no call depth.

use super::{
    arrange::arrange,
    frame::{Frame, Kind},
    html,
    line::trim_end,
    scan::{self, Context},
};
use crate::{
    article::{
        Alignment, Anchor, Block, Callout, CalloutKind, Cell, Code as CodeBlock, CrossRef, Definition, Definitions,
        Heading, HeadingLevel, Inline, InlineCode, InlineImage, LineBreak, Link, List, ListItem, ListMarker, Note,
        NoteRef, Numerals, Quote, Row, Rule, Span, Style, Table, Target, plain_text,
    },
    diagnostic::{Code, Diagnostic},
    read::common::clean::{clean, trimmed},
};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How many containers may be open at once.
const DEEPEST: usize = 100;

/// The extensions read.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

/// Builds the blocks of a body.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    start: usize,
    context: Context,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) stack: Vec<Frame>,
    notes: Vec<Note>,
    /// Containers opened beyond the limit.
    beyond: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, start: usize, context: Context, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        let stack = vec![Frame::new(Kind::Root, Span::new(start, text.len()))];
        Self { text, start, context, diagnostics, stack, notes: Vec::new(), beyond: 0 }
    }

    /// The body's blocks, and the footnotes.
    pub(super) fn run(mut self) -> (Vec<Block>, Vec<Note>) {
        for (event, range) in Parser::new_ext(&self.text[self.start..], options()).into_offset_iter() {
            self.event(event, range.start + self.start..range.end + self.start);
        }
        while self.stack.len() > 1 {
            self.close();
        }
        self.end_line();
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        (arrange(blocks), self.notes)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::from(range.clone());
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::HtmlBlock) if self.beyond == 0 => self.end_line(),
            Event::End(_) => self.end(span),
            Event::Text(text) => self.words(&text, range),
            Event::Code(text) => self.inline(Inline::Code(InlineCode { text: printable(&text), span })),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.maths(&text, span),
            Event::Html(text) | Event::InlineHtml(text) => html::markup(self, &text, range.start),
            Event::FootnoteReference(label) => {
                self.inline(Inline::NoteRef(NoteRef { label: label.to_string(), number: None, anchor: None, span }));
            }
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.inline(Inline::Break(LineBreak { span })),
            Event::Rule => self.block(Block::Rule(Rule { span })),
            Event::TaskListMarker(done) => self.top().task = Some(done),
        }
    }

    pub(super) fn top(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::new(Kind::Root, Span::default()));
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        if self.beyond > 0 || self.stack.len() >= DEEPEST {
            if self.beyond == 0 {
                let message = format!("nesting goes deeper than {DEEPEST} levels");
                self.diagnostics.push(Diagnostic::new(Code::Limit, message).at(span).help("use fewer levels"));
            }
            self.beyond += 1;
            return;
        }
        // A block of HTML has no frame of its own: the elements that it opens may go on after it.
        if !matches!(tag, Tag::HtmlBlock) {
            self.open(Frame::new(kind_of(tag), span));
        }
    }

    pub(super) fn open(&mut self, mut frame: Frame) {
        if frame.is_inline() {
            self.flush();
            frame.line.last = self.top().line.last;
        } else {
            self.end_line();
        }
        self.stack.push(frame);
    }

    fn end(&mut self, span: Span) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        // HTML elements that the author left open end with the container around them.
        while matches!(self.top().kind, Kind::Tag(..) | Kind::Division(..)) {
            self.close();
        }
        self.top().span = self.top().span.cover(span);
        self.close();
    }

    pub(super) fn words(&mut self, text: &str, range: Range<usize>) {
        let hidden = matches!(self.top().kind, Kind::Metadata | Kind::Tag(_, super::frame::Tag::Hidden));
        if hidden {
            return;
        }
        let punctuation = text.starts_with(|c: char| c.is_ascii_punctuation());
        let escaped = punctuation && range.start > 0 && self.text.as_bytes().get(range.start - 1) == Some(&b'\\');
        self.top().line.run.push(text, range.start, range.end, escaped);
    }

    fn soft_break(&mut self, range: Range<usize>) {
        let before = self.top().line.run.text.chars().last();
        let after = self.text[range.end..].trim_start().chars().next();
        let joined = before.is_some_and(is_cjk) && after.is_some_and(is_cjk);
        if !joined {
            self.words(" ", range);
        }
    }

    fn maths(&mut self, text: &str, span: Span) {
        let help = "write it in words, or as a picture with a description";
        self.diagnostics
            .push(Diagnostic::new(Code::MathsAsText, "maths are shown as they are written").at(span).help(help));
        self.inline(Inline::text(trimmed(text), span));
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        self.flush();
        let line = &mut self.top().line;
        match inline {
            Inline::Text(text) => line.words(&text.text, text.span),
            Inline::Break(_) => {
                trim_end(&mut line.done);
                line.done.push(inline);
                line.last = None;
                return;
            }
            other => line.done.push(other),
        }
        line.last = Some('x');
    }

    pub(super) fn flush(&mut self) {
        let in_link = self.stack.iter().any(|frame| {
            matches!(frame.kind, Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(_, super::frame::Tag::Link(_)))
        });
        let raw = matches!(self.top().kind, Kind::Code(_));
        let context = self.context;
        if !raw {
            scan::flush(&mut self.top().line, &context, in_link);
        }
    }

    /// Ends the line that stands in a container of blocks: it becomes a paragraph.
    pub(super) fn end_line(&mut self) {
        while self.top().is_inline() {
            self.close();
        }
        if self.top().line.is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        let content = self.take_line();
        if content.is_empty() {
            return;
        }
        let span = content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
        self.top().blocks.push(Block::paragraph(content, span));
        if matches!(self.top().kind, Kind::Item) {
            let list = self.stack.len().saturating_sub(2);
            if let Some(list) = self.stack.get_mut(list) {
                list.tight = true;
            }
        }
    }

    fn take_line(&mut self) -> Vec<Inline> {
        self.flush();
        let line = std::mem::take(&mut self.top().line);
        let mut content = line.done;
        trim_end(&mut content);
        content
    }

    pub(super) fn block(&mut self, block: Block) {
        self.end_line();
        self.top().blocks.push(block);
    }

    /// Closes the frame on top and hands what it became to the one below.
    pub(super) fn close(&mut self) {
        let inline = self.top().is_inline();
        if !inline && !matches!(self.top().kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Term | Kind::Code(_)) {
            self.end_line();
        }
        let raw = matches!(self.top().kind, Kind::Code(_)).then(|| std::mem::take(&mut self.top().line.run.text));
        let content = if inline { self.take_inner() } else { self.take_line() };
        let Some(frame) = self.stack.pop() else { return };
        if inline {
            self.close_inline(frame, content);
        } else {
            self.close_block(frame, content, raw);
        }
    }

    fn take_inner(&mut self) -> Vec<Inline> {
        self.flush();
        let last = self.top().line.last;
        let below = self.stack.len().saturating_sub(2);
        if let Some(below) = self.stack.get_mut(below) {
            below.line.last = last;
        }
        std::mem::take(&mut self.top().line.done)
    }

    fn close_inline(&mut self, frame: Frame, content: Vec<Inline>) {
        let span = frame.span;
        let made = match frame.kind {
            Kind::Styled(style) => self.styled(style, content, span),
            Kind::Link { url, title } => link(url, title, content, span),
            Kind::Image { url, title } => {
                let alt = trimmed(&plain_text(&content));
                // The caption of a figure travels in a link around the picture until `arrange` sees it.
                let image = Inline::Image(InlineImage { path: url, alt, span });
                if title.is_empty() { vec![image] } else { super::figures::titled(image, &title, span) }
            }
            Kind::Tag(_, tag) => html::close(tag, content, span),
            _ => content,
        };
        let line = &mut self.top().line;
        for inline in made {
            match inline {
                Inline::Text(text) => line.words(&text.text, text.span),
                other => line.done.push(other),
            }
        }
    }

    fn styled(&self, style: Style, content: Vec<Inline>, span: Span) -> Vec<Inline> {
        if style == Style::Sup && self.context.cited > 0 {
            let written = plain_text(&content);
            let marked = format!("[{written}]");
            let found = crate::read::common::numerals::bracketed(&marked).filter(|found| found.length == marked.len());
            if let Some(found) = found.filter(|found| found.numbers.iter().all(|&n| n <= self.context.cited)) {
                return vec![Inline::Citation(crate::read::common::numerals::citation(&found.numbers, written, span))];
            }
        }
        if content.is_empty() { Vec::new() } else { vec![Inline::styled(style, content, span)] }
    }

    fn close_block(&mut self, frame: Frame, content: Vec<Inline>, raw: Option<String>) {
        let span = frame.span;
        let parent = self.top();
        match frame.kind {
            Kind::Paragraph | Kind::Styled(_) | Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(..) => {
                if !content.is_empty() {
                    parent.blocks.push(Block::paragraph(content, span));
                }
            }
            Kind::Heading { level, anchor, classes } if !content.is_empty() => {
                let level = HeadingLevel::clamped(level);
                parent.blocks.push(Block::Heading(Heading { level, number: None, content, anchor, classes, span }));
            }
            Kind::Heading { .. } | Kind::Metadata => {}
            Kind::Quote(Some(kind)) => {
                let body = arrange(frame.blocks);
                parent.blocks.push(Block::Callout(Callout { kind, title: Vec::new(), body, span }));
            }
            Kind::Quote(None) => {
                parent.blocks.push(super::callouts::quote(Quote { body: arrange(frame.blocks), span }))
            }
            Kind::Code(language) => {
                let text = raw.unwrap_or_default();
                let text = printable(text.strip_suffix('\n').unwrap_or(&text));
                parent.blocks.push(Block::Code(CodeBlock { language, text, span }));
            }
            Kind::Html | Kind::Root => parent.blocks.extend(frame.blocks),
            Kind::List(first) if !frame.items.is_empty() => {
                let start = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
                let marker = start
                    .map_or(ListMarker::Bullet, |start| ListMarker::Ordered { start, numerals: Numerals::Decimal });
                parent.blocks.push(Block::List(List { marker, tight: frame.tight, items: frame.items, span }));
            }
            Kind::Definitions if !frame.definitions.is_empty() => {
                parent.blocks.push(Block::Definitions(Definitions { items: frame.definitions, span }));
            }
            Kind::List(_) | Kind::Definitions => {}
            Kind::Item => {
                parent.items.push(ListItem { task: frame.task, label: None, body: arrange(frame.blocks), span })
            }
            Kind::Note(label) => self.notes.push(Note {
                label,
                number: None,
                anchor: None,
                referred_from: Vec::new(),
                body: arrange(frame.blocks),
                span,
            }),
            Kind::Term => parent.definitions.push(Definition { term: content, meanings: Vec::new() }),
            Kind::Meaning => {
                if let Some(last) = parent.definitions.last_mut() {
                    last.meanings.push(arrange(frame.blocks));
                }
            }
            Kind::Table(alignments) => parent.blocks.push(table(alignments, frame.head, frame.rows, span)),
            Kind::Head => parent.head.push(Row { cells: frame.cells, span }),
            Kind::Row => parent.rows.push(Row { cells: frame.cells, span }),
            Kind::Cell => parent.cells.push(Cell::new(frame.blocks)),
            Kind::Division(_, mut division) => {
                division.body = arrange(frame.blocks);
                division.span = span;
                html::division(division, &mut parent.blocks);
            }
        }
    }
}

fn kind_of(tag: Tag<'_>) -> Kind {
    match tag {
        Tag::Paragraph => Kind::Paragraph,
        Tag::Heading { level, id, classes, .. } => Kind::Heading {
            level: level as usize,
            anchor: id.map(|id| Anchor::new(id.to_string())),
            classes: classes.iter().map(ToString::to_string).collect(),
        },
        Tag::BlockQuote(kind) => Kind::Quote(kind.map(|kind| match kind {
            BlockQuoteKind::Note => CalloutKind::Note,
            BlockQuoteKind::Tip => CalloutKind::Tip,
            BlockQuoteKind::Important => CalloutKind::Important,
            BlockQuoteKind::Warning => CalloutKind::Warning,
            BlockQuoteKind::Caution => CalloutKind::Caution,
        })),
        Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code(None),
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
            let name = info.split([' ', ',', '{']).next().unwrap_or_default();
            Kind::Code((!name.is_empty()).then(|| clean(name)))
        }
        Tag::HtmlBlock => Kind::Html,
        Tag::List(first) => Kind::List(first),
        Tag::Item => Kind::Item,
        Tag::FootnoteDefinition(label) => Kind::Note(label.to_string()),
        Tag::DefinitionList => Kind::Definitions,
        Tag::DefinitionListTitle => Kind::Term,
        Tag::DefinitionListDefinition => Kind::Meaning,
        Tag::Table(alignments) => Kind::Table(alignments.iter().map(|&alignment| aligned(alignment)).collect()),
        Tag::TableHead => Kind::Head,
        Tag::TableRow => Kind::Row,
        Tag::TableCell => Kind::Cell,
        Tag::Emphasis => Kind::Styled(Style::Emphasis),
        Tag::Strong => Kind::Styled(Style::Strong),
        Tag::Strikethrough => Kind::Styled(Style::Strike),
        Tag::Superscript => Kind::Styled(Style::Sup),
        Tag::Subscript => Kind::Styled(Style::Sub),
        Tag::Link { dest_url, title, link_type, .. } => {
            let mail = link_type == pulldown_cmark::LinkType::Email;
            let url = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
            Kind::Link { url, title: title.to_string() }
        }
        Tag::Image { dest_url, title, .. } => Kind::Image { url: dest_url.to_string(), title: title.to_string() },
        Tag::MetadataBlock(_) => Kind::Metadata,
    }
}

fn aligned(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

/// A table, its rows filled up to the column count.
fn table(columns: Vec<Alignment>, mut head: Vec<Row>, mut body: Vec<Row>, span: Span) -> Block {
    for row in head.iter_mut().chain(&mut body) {
        row.cells.resize_with(columns.len(), || Cell::new(Vec::new()));
    }
    head.retain(|row| row.cells.iter().any(|cell| !cell.body.is_empty()));
    Block::Table(Table { caption: None, columns, head, body, anchor: None, span })
}

/// A link, or a cross-reference when it leads inside the article.
pub(super) fn link(url: String, title: String, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    if let Some(name) = url.strip_prefix('#').filter(|name| !name.is_empty()) {
        return vec![Inline::CrossRef(CrossRef { target: Anchor::new(name), content, span })];
    }
    let content = if content.is_empty() { vec![Inline::text(clean(&url), span)] } else { content };
    let title = Some(trimmed(&title)).filter(|title| !title.is_empty());
    vec![Inline::Link(Link { target: Target::Url(url), content, title, span })]
}

/// Code as written, without control characters that no format can hold.
fn printable(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}
