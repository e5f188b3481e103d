//! What a frame becomes when it closes, and where that goes.

use super::{
    alerts,
    arrange::{arrange, gathered},
    build::{Builder, printable, taken},
    fences, figures,
    frame::{Frame, Kind, Tag as Html},
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
        attributes::Attributes,
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
        let picture = self.picture();
        let content = if inline { self.take_inner() } else { self.take_line() };
        let Some(Frame { kind, span, blocks, line }) = self.stack.pop() else { return };
        self.spare.push(line.done);
        if let Some((_, quotes)) = self.outer.pop_if(|(depth, _)| *depth == self.stack.len()) {
            self.context.quotes = quotes;
        }
        match kind {
            Kind::Styled(_) | Kind::Link { .. } | Kind::Image { .. } | Kind::Tag(..) => {
                self.close_inline(kind, content, span);
                let line = &mut self.top().line;
                line.title = line.title.take().or(picture.title);
                line.braces = line.braces.take().or(picture.braces);
            }
            Kind::Paragraph => self.paragraph(content, picture, span),
            Kind::Code(language) => {
                let text = self.run.text.strip_suffix('\n').unwrap_or(&self.run.text);
                let code = Code { language, text: printable(text), span };
                self.run.clear();
                self.top().push(Block::Code(code));
            }
            Kind::Heading { .. } | Kind::Term => {
                self.left_out(picture, span);
                self.close_line(kind, content, span);
            }
            Kind::Table { .. } | Kind::Head(_) | Kind::Row(_) | Kind::Cell => {
                self.close_table_part(kind, blocks, span);
            }
            _ => self.close_container(kind, blocks, span),
        }
    }

    /// What is known of the last picture of the line: words that are still to come in are taken in first.
    pub(super) fn picture(&mut self) -> Picture {
        self.flush();
        let line = &mut self.top().line;
        Picture { title: line.title.take(), braces: line.braces.take() }
    }

    /// Adds a paragraph, or the figure that a picture alone is.
    pub(super) fn paragraph(&mut self, content: Vec<Inline>, picture: Picture, span: Span) {
        if let Some(figure) = figures::alone(&content, &picture, span) {
            self.placed(Block::Figure(Box::new(figure)));
        } else if !content.is_empty() {
            self.left_out(picture, span);
            self.placed(Block::paragraph(content, span));
        }
    }

    /// Tells of the title of a picture that stands in a line: only a figure has a caption. Its name is the line's.
    pub(super) fn left_out(&mut self, picture: Picture, span: Span) {
        let anchor = picture.braces.and_then(|said| said.anchor);
        self.places.extend(anchor.map(|anchor| (anchor, span)));
        if let Some(title) = picture.title {
            let message = "the title of a picture inside a line is left out";
            let help = "let the picture stand alone between blank lines: its title is then the caption";
            self.diagnostics.push(Diagnostic::new(Told::MarkupAsText, message).at(title.span()).help(help));
        }
    }

    /// Adds a block at the place of the names that were met in its line.
    pub(super) fn placed(&mut self, mut block: Block) {
        for (anchor, span) in std::mem::take(&mut self.places).into_iter().rev() {
            block = Block::Division(Box::new(Division {
                anchor: Some(anchor),
                body: vec![block],
                span,
                ..Division::default()
            }));
        }
        self.top().push(block);
    }

    fn take_inner(&mut self) -> Vec<Inline> {
        self.flush();
        if let [.., below, top] = self.stack.as_mut_slice() {
            (below.line.last, below.line.quoted) = (top.line.last, top.line.quoted);
        }
        taken(&mut self.top().line.done)
    }

    fn close_inline(&mut self, kind: Kind, content: Vec<Inline>, span: Span) {
        match kind {
            Kind::Styled(style) | Kind::Tag(_, Html::Styled(style)) => {
                if let Some(styled) = styled(style, content, self.context.cited, span) {
                    self.top().line.done.push(styled);
                }
            }
            Kind::Link { url, title } => {
                self.links -= 1;
                let left_out = url.contains(NOTHING);
                let url = if left_out { url.replace(NOTHING, "") } else { url };
                let line = &mut self.top().line;
                // An address that only a site generator knows was told with its shortcode.
                if left_out && url.is_empty() {
                    line.take_up(content);
                } else {
                    line.done.push(link(url, &title, content, span));
                }
            }
            Kind::Image { url, title } => {
                self.links -= 1;
                let (alt, title) = (trimmed(&plain_text(&content)), trimmed(&title));
                let picture = self.shown(url, alt, span);
                let line = &mut self.top().line;
                line.title = (!title.is_empty()).then(|| Box::new(Inline::text(title, span)));
                line.take_up(picture);
            }
            Kind::Tag(_, tag) => {
                self.links -= usize::from(matches!(tag, Html::Link(_)));
                self.top().line.take_up(html::close(tag, content, span));
            }
            _ => self.top().line.take_up(content),
        }
    }

    /// A picture; or the words that stand for one on the web, linked where no link is around them.
    pub(super) fn shown(&mut self, path: String, alt: String, span: Span) -> Vec<Inline> {
        let path = if path.contains(NOTHING) { path.replace(NOTHING, "") } else { path };
        let Some(url) = remote(&path) else { return vec![Inline::Image(InlineImage { path, alt, span })] };
        let message = format!(
            "the picture `{}` is on the web, and nothing is ever fetched: its description stands for it",
            url.chars().take(60).collect::<String>()
        );
        let help = "put a copy of it into the article's folder, and name that";
        self.diagnostics.push(Diagnostic::new(Told::RemoteImage, message).at(span).help(help));
        match (alt.is_empty(), self.links > 0) {
            (true, true) => Vec::new(),
            (false, true) => vec![Inline::text(alt, span)],
            (empty, false) => {
                let words = if empty { Vec::new() } else { vec![Inline::text(alt, span)] };
                vec![link(url, "", words, span)]
            }
        }
    }

    fn close_line(&mut self, kind: Kind, content: Vec<Inline>, span: Span) {
        let heading = matches!(kind, Kind::Heading { .. }) && !content.is_empty();
        let place = if heading && !self.places.is_empty() { Some(self.places.remove(0).0) } else { None };
        let parent = self.top();
        match (kind, &mut parent.kind) {
            (Kind::Heading { level, anchor, classes }, _) if heading => {
                let (level, anchor) = (HeadingLevel::clamped(level), anchor.or(place));
                parent.push(Block::Heading(Box::new(Heading { level, number: None, content, anchor, classes, span })));
            }
            (Kind::Term, Kind::Definitions(items)) => items.push(Definition { term: content, meanings: Vec::new() }),
            _ => {}
        }
    }

    fn close_table_part(&mut self, kind: Kind, blocks: Vec<Block>, span: Span) {
        let parent = self.top();
        match (kind, &mut parent.kind) {
            (Kind::Table { columns, head, body }, _) => parent.push(table(columns, head, body, span)),
            (Kind::Head(cells), Kind::Table { head, .. }) => head.push(Row { cells, span }),
            (Kind::Row(cells), Kind::Table { body, .. }) => body.push(Row { cells, span }),
            (_, Kind::Head(cells) | Kind::Row(cells)) => cells.push(Cell::new(blocks)),
            _ => parent.blocks.extend(blocks),
        }
    }

    fn close_container(&mut self, kind: Kind, blocks: Vec<Block>, span: Span) {
        let alert = if matches!(kind, Kind::Quote(None)) { alerts::alert(self.text, &blocks) } else { None };
        if let Some(alert) = alert {
            let callout = alerts::callout(self.text, alert, blocks, span);
            return self.top().push(callout);
        }
        let classes: &[String] = match &kind {
            Kind::Fenced(opened) => opened.classes(),
            Kind::Division(_, division) => &division.classes,
            _ => &[],
        };
        let body = match lists::are_said(classes, &blocks) {
            true => gathered(self.text, blocks),
            false => arrange(self.text, blocks),
        };
        // A callout that the author marked as one is no label of the quote around it.
        let marked = matches!(body.first(), Some(Block::Callout(own)) if !alerts::is_label(self.text, own.span));
        let parent = self.top();
        match (kind, &mut parent.kind) {
            (Kind::Quote(None), _) if marked => parent.push(Block::Quote(Quote { body, span })),
            (Kind::Quote(Some(kind)), _) => {
                parent.push(Block::Callout(Callout { kind, title: Vec::new(), body, span }));
            }
            (Kind::Quote(None), _) => parent.push(callouts::quote(Quote { body, span })),
            (Kind::List { first, items, tight }, _) if !items.is_empty() => {
                parent.push(Block::List(list(first, tight, items, span)));
            }
            (Kind::Item(task), Kind::List { items, .. }) => {
                items.push(ListItem { task, label: None, body, span });
            }
            (Kind::Definitions(items), _) if !items.is_empty() => {
                parent.push(Block::Definitions(Definitions { items, span }));
            }
            (Kind::Meaning, Kind::Definitions(items)) => match items.last_mut() {
                Some(last) => last.meanings.push(body),
                None => parent.blocks.extend(body),
            },
            (Kind::Note(label), _) => {
                let note = Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span };
                self.notes.push(note);
            }
            (Kind::Division(_, division), _) => parent.blocks.extend(html::division(*division, body, span)),
            (Kind::Fenced(fence), _) => parent.blocks.extend(fences::division(*fence, body, span)),
            (Kind::Metadata, _) => {}
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
    Block::Table(Box::new(Table { caption: None, columns, head, body, anchor: None, span }))
}

/// What is known of a picture beside its address and description.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) title: Option<Box<Inline>>,
    /// What braces behind it say.
    pub(super) braces: Option<Box<Attributes>>,
}

/// Stands for bytes of a site generator's that were left out of an address.
const NOTHING: char = '\u{7f}';

/// The whole address of a picture on the web.
fn remote(path: &str) -> Option<String> {
    let starts = |scheme: &str| path.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    match starts("//") {
        true => Some(format!("https:{path}")),
        false => (starts("https://") || starts("http://")).then(|| path.to_owned()),
    }
}

/// A link, or a cross-reference when it leads inside the article.
pub(super) fn link(url: String, title: &str, content: Vec<Inline>, span: Span) -> Inline {
    if let Some(name) = url.strip_prefix('#').filter(|name| !name.is_empty()) {
        return Inline::CrossRef(CrossRef { target: Anchor::new(name), content, span });
    }
    let content = if content.is_empty() { vec![Inline::text(clean(&url), span)] } else { content };
    let title = Some(trimmed(title)).filter(|title| !title.is_empty());
    Inline::Link(Box::new(Link { target: Target::Url(links::escaped(url)), content, title, span }))
}

/// Words in a style; raised numerals cite the list of so many references, if all of them stand in it.
pub(super) fn styled(style: Style, content: Vec<Inline>, cited: u32, span: Span) -> Option<Inline> {
    if style == Style::Sup && cited > 0 {
        let written = plain_text(&content);
        if let Some(numbers) = numerals::alone(&written, cited) {
            let citation = Inline::Citation(Box::new(numerals::citation(&numbers, written, span)));
            return Some(Inline::styled(style, vec![citation], span));
        }
    }
    (!content.is_empty()).then(|| Inline::styled(style, content, span))
}
