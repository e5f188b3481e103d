//! What a frame becomes when it closes, and where that goes.

use super::{
    alerts,
    arrange::{arrange, gathered},
    build::{Builder, printable},
    fences, figures,
    frame::{Frame, Kind, Tag},
    html, lists,
};
use crate::{
    article::{
        Alignment, Anchor, Block, Callout, Cell, Code, CrossRef, Definition, Definitions, Division, Heading,
        HeadingLevel, Inline, InlineImage, Link, List, ListItem, ListMarker, Note, Numerals, Quote, Row, Span, Style,
        Table, Target, plain_text,
    },
    diagnostic::{Code as Told, Diagnostic},
    read::common::{
        callouts,
        clean::{clean, trimmed},
        links, numerals,
    },
};

impl Builder<'_> {
    /// Closes the frame on top and hands what it became to the one below.
    pub(super) fn close(&mut self) {
        let inline = self.top().is_inline();
        let line = matches!(self.top().kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Term | Kind::Code(_));
        if !inline && !line {
            self.end_line();
        }
        let raw = matches!(self.top().kind, Kind::Code(_)).then(|| std::mem::take(&mut self.top().line.run.text));
        let title = self.top().line.title.take();
        let content = if inline { self.take_inner() } else { self.take_line() };
        let Some(frame) = self.stack.pop() else { return };
        match frame.kind {
            _ if inline => {
                self.close_inline(frame, content);
                let line = &mut self.top().line;
                line.title = line.title.take().or(title);
            }
            Kind::Paragraph => {
                let paragraph = self.paragraph(content, title, frame.span);
                self.top().blocks.extend(paragraph);
            }
            Kind::Code(language) => {
                let text = raw.unwrap_or_default();
                let text = printable(text.strip_suffix('\n').unwrap_or(&text));
                self.top().blocks.push(Block::Code(Code { language, text, span: frame.span }));
            }
            Kind::Heading { .. } | Kind::Term => {
                self.title_left_out(title);
                self.close_line(frame, content);
            }
            Kind::Table(_) | Kind::Head | Kind::Row | Kind::Cell => self.close_table_part(frame),
            _ => self.close_container(frame),
        }
    }

    /// A paragraph, or the figure that a picture alone is.
    pub(super) fn paragraph(&mut self, content: Vec<Inline>, title: Option<Inline>, span: Span) -> Option<Block> {
        if content.is_empty() {
            return None;
        }
        if let Some(figure) = figures::alone(&content, title.as_ref(), span) {
            return Some(self.placed(Block::Figure(figure)));
        }
        self.title_left_out(title);
        Some(self.placed(Block::paragraph(content, span)))
    }

    /// Tells of the title of a picture that stands in a line: only a figure has a caption.
    pub(super) fn title_left_out(&mut self, title: Option<Inline>) {
        if let Some(title) = title {
            let message = "the title of a picture inside a line is left out";
            let help = "let the picture stand alone between blank lines: its title is then the caption";
            self.diagnostics.push(Diagnostic::new(Told::MarkupAsText, message).at(title.span()).help(help));
        }
    }

    /// A block at the place of the names that were met in its line.
    pub(super) fn placed(&mut self, block: Block) -> Block {
        let places = std::mem::take(&mut self.places);
        places.into_iter().rev().fold(block, |block, (anchor, span)| {
            Block::Division(Division { anchor: Some(anchor), body: vec![block], span, ..Division::default() })
        })
    }

    fn take_inner(&mut self) -> Vec<Inline> {
        self.flush();
        let (last, quoted) = (self.top().line.last, self.top().line.quoted);
        let below = self.stack.len().saturating_sub(2);
        if let Some(below) = self.stack.get_mut(below) {
            (below.line.last, below.line.quoted) = (last, quoted);
        }
        std::mem::take(&mut self.top().line.done)
    }

    fn close_inline(&mut self, frame: Frame, content: Vec<Inline>) {
        let span = frame.span;
        let made = match frame.kind {
            Kind::Styled(style) | Kind::Tag(_, Tag::Styled(style)) => self.styled(style, content, span),
            Kind::Link { url, title } => link(url, title, content, span),
            Kind::Image { url, title } => {
                let title = trimmed(&title);
                self.top().line.title = (!title.is_empty()).then(|| Inline::text(title, span));
                vec![Inline::Image(InlineImage { path: url, alt: trimmed(&plain_text(&content)), span })]
            }
            Kind::Tag(_, tag) => html::close(tag, content, span),
            _ => content,
        };
        let line = &mut self.top().line;
        for inline in made {
            match inline {
                Inline::Text(text) => line.words(text.text, text.span),
                other => line.done.push(other),
            }
        }
    }

    fn styled(&self, style: Style, content: Vec<Inline>, span: Span) -> Vec<Inline> {
        let cited = self.context.cited;
        if style == Style::Sup && cited > 0 {
            let written = plain_text(&content);
            let marked = format!("[{written}]");
            let found = numerals::bracketed(&marked).filter(|found| found.length == marked.len());
            if let Some(found) = found.filter(|found| found.numbers.iter().all(|&n| n <= cited)) {
                return vec![Inline::Citation(numerals::citation(&found.numbers, written, span))];
            }
        }
        if content.is_empty() { Vec::new() } else { vec![Inline::styled(style, content, span)] }
    }

    fn close_line(&mut self, frame: Frame, content: Vec<Inline>) {
        let span = frame.span;
        let heading = matches!(frame.kind, Kind::Heading { .. }) && !content.is_empty();
        let place = if heading && !self.places.is_empty() { Some(self.places.remove(0).0) } else { None };
        let parent = self.top();
        match frame.kind {
            Kind::Heading { level, anchor, classes } if !content.is_empty() => {
                let (level, anchor) = (HeadingLevel::clamped(level), anchor.or(place));
                parent.blocks.push(Block::Heading(Heading { level, number: None, content, anchor, classes, span }));
            }
            Kind::Term => parent.definitions.push(Definition { term: content, meanings: Vec::new() }),
            _ => {}
        }
    }

    fn close_table_part(&mut self, frame: Frame) {
        let span = frame.span;
        let parent = self.top();
        match frame.kind {
            Kind::Table(alignments) => parent.blocks.push(table(alignments, frame.head, frame.rows, span)),
            Kind::Head => parent.head.push(Row { cells: frame.cells, span }),
            Kind::Row => parent.rows.push(Row { cells: frame.cells, span }),
            _ => parent.cells.push(Cell::new(frame.blocks)),
        }
    }

    fn close_container(&mut self, frame: Frame) {
        let span = frame.span;
        let kind = if matches!(frame.kind, Kind::Quote(None)) { alerts::alert(self.text, &frame.blocks) } else { None };
        if let Some(kind) = kind {
            let callout = alerts::callout(self.text, kind, frame.blocks, span);
            return self.top().blocks.push(callout);
        }
        let classes: &[String] = match &frame.kind {
            Kind::Fenced(opened) => opened.classes(),
            Kind::Division(_, division) => &division.classes,
            _ => &[],
        };
        let body = match lists::are_said(classes, &frame.blocks) {
            true => gathered(self.text, frame.blocks),
            false => arrange(self.text, frame.blocks),
        };
        // A callout that the author marked as one is no label of the quote around it.
        let marked = matches!(body.first(), Some(Block::Callout(own)) if !alerts::is_label(self.text, own.span));
        let parent = self.top();
        match frame.kind {
            Kind::Quote(None) if marked => parent.blocks.push(Block::Quote(Quote { body, span })),
            Kind::Quote(Some(kind)) => {
                parent.blocks.push(Block::Callout(Callout { kind, title: Vec::new(), body, span }));
            }
            Kind::Quote(None) => parent.blocks.push(callouts::quote(Quote { body, span })),
            Kind::List(first) if !frame.items.is_empty() => {
                parent.blocks.push(Block::List(list(first, frame.tight, frame.items, span)));
            }
            Kind::Item => parent.items.push(ListItem { task: frame.task, label: None, body, span }),
            Kind::Definitions if !frame.definitions.is_empty() => {
                parent.blocks.push(Block::Definitions(Definitions { items: frame.definitions, span }));
            }
            Kind::Meaning => {
                if let Some(last) = parent.definitions.last_mut() {
                    last.meanings.push(body);
                }
            }
            Kind::Note(label) => {
                let note = Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span };
                self.notes.push(note);
            }
            Kind::Division(_, division) => parent.blocks.extend(html::division(division, body, span)),
            Kind::Fenced(fence) => parent.blocks.extend(fences::division(fence, body, span)),
            Kind::Metadata => {}
            // The others were taken care of before; what they hold is not lost in any case.
            _ => parent.blocks.extend(body),
        }
    }
}

fn list(first: Option<u64>, tight: bool, items: Vec<ListItem>, span: Span) -> List {
    let start = first.map(|first| u32::try_from(first).unwrap_or(u32::MAX));
    let marker = start.map_or(ListMarker::Bullet, |start| ListMarker::Ordered { start, numerals: Numerals::Decimal });
    List { marker, tight, items, span }
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
    vec![Inline::Link(Link { target: Target::Url(links::escaped(&url)), content, title, span })]
}
