//! Turns pulldown-cmark's events into blocks, on a stack of frames: nesting costs no call depth.

use super::{
    alerts,
    arrange::arrange,
    bracket::Opens,
    fences::{self, Fence},
    frame::{Frame, Kind, Tag as Html},
    html,
    kinds::{kind_of, options},
    line::{Run, trim_end},
    scan::{self, Context},
};
use crate::{
    article::{Block, Inline, InlineCode, LineBreak, Note, NoteRef, Rule, Span},
    diagnostic::{Code, Diagnostic},
    read::common::{clean::trimmed, colours, escape::ends_in_escape, quotes::Quotes},
};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::{collections::BTreeMap, ops::Range};

/// How many containers may be open at once.
const DEEPEST: usize = 100;

/// Builds the blocks of a body.
pub(super) struct Builder<'a> {
    pub(super) text: &'a str,
    start: usize,
    pub(super) context: Context,
    /// The quotation marks around what is open and has a language of its own, with how much was open then.
    pub(super) outer: Vec<(usize, Quotes)>,
    pub(super) fences: BTreeMap<usize, Fence>,
    pub(super) diagnostics: &'a mut Vec<Diagnostic>,
    pub(super) stack: Vec<Frame>,
    pub(super) notes: Vec<Note>,
    /// The block of HTML that is coming in, line by line.
    html: Run,
    /// The text that gathers in the frame on top.
    pub(super) run: Run,
    /// Where words gather while text is looked through.
    words: String,
    /// Emptied lines, whose memory serves the next ones.
    pub(super) spare: Vec<Vec<Inline>>,
    /// How many links are open.
    pub(super) links: usize,
    /// Containers opened beyond the limit.
    beyond: usize,
    /// Names of places in the line that comes in, or right before it: `<a id="why"></a>`.
    pub(super) places: scan::Places,
    /// HTML elements that give their words a colour.
    pub(super) coloured: Vec<Span>,
}

impl<'a> Builder<'a> {
    /// A builder for the text from byte `start` on.
    pub(super) fn new(text: &'a str, start: usize, context: Context, diagnostics: &'a mut Vec<Diagnostic>) -> Self {
        let stack = vec![Frame::new(Kind::Root, Span::new(start, text.len()))];
        let (fences, html) = (BTreeMap::new(), Run::default());
        Self {
            text,
            start,
            context,
            outer: Vec::new(),
            fences,
            diagnostics,
            stack,
            notes: Vec::new(),
            html,
            run: Run::default(),
            words: String::new(),
            spare: Vec::new(),
            links: 0,
            beyond: 0,
            places: Vec::new(),
            coloured: Vec::new(),
        }
    }

    /// The same, for a text with these fenced divisions.
    pub(super) fn fenced(mut self, fences: BTreeMap<usize, Fence>) -> Self {
        self.fences = fences;
        self
    }

    /// The body's blocks, and the footnotes.
    pub(super) fn run(mut self) -> (Vec<Block>, Vec<Note>) {
        for (event, range) in Parser::new_ext(&self.text[self.start..], options()).into_offset_iter() {
            self.event(event, range.start + self.start..range.end + self.start);
        }
        while self.stack.len() > 1 {
            if let Kind::Fenced(opened) = &self.top().kind {
                let span = opened.span();
                fences::told(self.diagnostics, "a division is opened that is not closed", span);
            }
            self.close();
        }
        self.end_line();
        self.diagnostics.extend(colours::told(&self.coloured));
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        (arrange(self.text, blocks), self.notes)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::from(range.clone());
        match event {
            Event::Start(Tag::Superscript) | Event::End(TagEnd::Superscript) if self.is_apart(&range) => {
                let at = if matches!(event, Event::Start(_)) { range.start } else { range.end - 1 };
                self.words("^", at..at + 1);
            }
            // Single tildes set one word low (pandoc), and strike several through (GFM).
            Event::Start(Tag::Subscript) if self.is_apart(&range) => self.start(Tag::Strikethrough, span),
            Event::Start(tag) => self.start(tag, span),
            Event::End(TagEnd::HtmlBlock) => self.html_block(),
            Event::End(_) => self.end(span),
            Event::Text(text) => self.words(&text, range),
            Event::Code(text) => self.inline(Inline::Code(InlineCode { text: printable(&text), span })),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.maths(&text, span),
            Event::Html(text) => self.html.push(&text, range.start, range.end, false),
            Event::InlineHtml(text) => {
                let mut run = Run::default();
                run.push(&text, range.start, range.end, false);
                html::markup(self, &run);
            }
            Event::FootnoteReference(label) => {
                self.inline(Inline::NoteRef(Box::new(NoteRef {
                    label: label.to_string(),
                    number: None,
                    anchor: None,
                    span,
                })));
            }
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.inline(Inline::Break(LineBreak { span })),
            Event::Rule => self.block(Block::Rule(Rule { span })),
            Event::TaskListMarker(done) => {
                // In a list that stands wide, the mark comes inside a paragraph of the item.
                let tasks = self.stack.iter_mut().rev().filter_map(|frame| match &mut frame.kind {
                    Kind::Item(task) => Some(task),
                    _ => None,
                });
                tasks.take(1).for_each(|task| *task = Some(done));
            }
        }
    }

    /// Whether raised or lowered words hold a space: then their marks are no such marks (pandoc), but those of notes and of
    /// maths, `x^[so] y^2`.
    fn is_apart(&self, range: &Range<usize>) -> bool {
        let words = &self.text[range.clone()];
        words.match_indices(char::is_whitespace).any(|(at, _)| !ends_in_escape(&words[..at]))
    }

    /// A block of HTML is read as a whole: its tags may go on over several lines.
    fn html_block(&mut self) {
        let run = std::mem::take(&mut self.html);
        html::markup(self, &run);
        if self.beyond > 0 {
            self.beyond -= 1;
        } else {
            self.end_line();
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
            self.too_deep(span);
            self.beyond += 1;
            return;
        }
        // A block of HTML has no frame of its own: the elements that it opens may go on after it.
        if !matches!(tag, Tag::HtmlBlock) {
            let mut kind = kind_of(tag);
            if let (Kind::Head(cells) | Kind::Row(cells), Kind::Table { columns, .. }) = (&mut kind, &self.top().kind) {
                cells.reserve_exact(columns.len());
            }
            self.open(Frame::new(kind, span));
        }
    }

    /// Whether an element or division of the author's would leave no room for what may stand in it; told once.
    pub(super) fn is_full(&mut self, span: Span) -> bool {
        let full = self.stack.len() > DEEPEST - 10;
        if full {
            self.too_deep(span);
        }
        full
    }

    fn too_deep(&mut self, span: Span) {
        if !self.diagnostics.iter().any(|told| told.code == Code::Limit) {
            let message = format!("nesting goes deeper than {DEEPEST} levels");
            self.diagnostics.push(Diagnostic::new(Code::Limit, message).at(span).help("use fewer levels"));
        }
    }

    pub(super) fn open(&mut self, mut frame: Frame) {
        if frame.is_inline() {
            self.flush();
            (frame.line.last, frame.line.quoted) = (self.top().line.last, self.top().line.quoted);
        } else {
            self.end_line();
        }
        if let Some(lang) = frame.lang() {
            self.outer.push((self.stack.len(), self.context.quotes));
            self.context.quotes = Quotes::of(Some(&lang));
        }
        frame.line.done = self.spare.pop().unwrap_or_default();
        self.links += usize::from(frame.is_link());
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
        if matches!(self.top().kind, Kind::Metadata | Kind::Tag(_, Html::Hidden)) {
            return;
        }
        let escaped = self.is_escaped(text, range.start);
        self.run.push(text, range.start, range.end, escaped);
    }

    /// Whether the source says that a character is nothing but itself: by a backslash, or a character reference.
    fn is_escaped(&self, text: &str, start: usize) -> bool {
        let punctuation = text.starts_with(|c: char| c.is_ascii_punctuation());
        (punctuation && self.text.get(..start).is_some_and(ends_in_escape))
            || (self.text.as_bytes().get(start) == Some(&b'&') && !text.starts_with('&'))
    }

    fn soft_break(&mut self, range: Range<usize>) {
        if alerts::ends_title(self) {
            return self.inline(Inline::Break(LineBreak { span: range.into() }));
        }
        let before = self.run.text.chars().last().or(self.top().line.last);
        let markup = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '[' | '>');
        let after = self.text[range.end..].trim_start_matches(markup).chars().next();
        let joined = before.is_some_and(is_cjk) && after.is_some_and(is_cjk);
        if !joined {
            self.words(" ", range);
        }
    }

    /// Maths as written, each line of theirs a line.
    fn maths(&mut self, text: &str, span: Span) {
        let help = "write it in words, or as a picture with a description";
        self.diagnostics
            .push(Diagnostic::new(Code::MathsAsText, "maths are shown as they are written").at(span).help(help));
        for (nth, line) in text.lines().map(trimmed).filter(|line| !line.is_empty()).enumerate() {
            if nth > 0 {
                self.inline(Inline::Break(LineBreak { span }));
            }
            self.inline(Inline::text(line, span));
        }
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        self.flush();
        let line = &mut self.top().line;
        match inline {
            Inline::Text(text) => line.words(text.text.into(), text.span),
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
        if self.run.text.is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        if let Some(frame) = self.stack.last_mut() {
            let line = &mut frame.line;
            let (words, places, notes) = (&mut self.words, &mut self.places, &mut self.notes);
            scan::flush(&self.run, line, &self.context, self.links > 0, words, places, notes);
        }
        self.run.clear();
    }

    /// Whether nothing stands in the line that comes in.
    pub(super) fn line_is_empty(&mut self) -> bool {
        self.run.text.is_empty() && self.top().line.done.is_empty()
    }

    /// Ends the line that stands in a container of blocks: it becomes a paragraph.
    pub(super) fn end_line(&mut self) {
        while self.top().is_inline() {
            self.close();
        }
        if self.line_is_empty() || matches!(self.top().kind, Kind::Code(_)) {
            return;
        }
        let picture = self.picture();
        let content = self.take_line();
        if content.is_empty() {
            return;
        }
        let span = content.iter().fold(Span::default(), |span, inline| span.cover(inline.span()));
        if matches!(self.top().kind, Kind::Cell) {
            self.left_out(picture, span);
            self.placed(Block::paragraph(content, span));
        } else {
            self.paragraph(content, picture, span);
        }
        if let [.., Frame { kind: Kind::List { tight, .. }, .. }, Frame { kind: Kind::Item(_), .. }] =
            self.stack.as_mut_slice()
        {
            *tight = true;
        }
    }

    pub(super) fn take_line(&mut self) -> Vec<Inline> {
        self.flush();
        let line = &mut self.top().line;
        (line.last, line.quoted, line.title) = (None, (false, false), None);
        (line.braces, line.opens) = (None, Opens::default());
        trim_end(&mut line.done);
        taken(&mut line.done)
    }

    pub(super) fn block(&mut self, block: Block) {
        self.end_line();
        self.top().push(block);
    }
}

/// What a list holds, in no more memory than that takes; the list keeps its own.
pub(super) fn taken<T>(list: &mut Vec<T>) -> Vec<T> {
    let mut own = Vec::with_capacity(list.len());
    own.append(list);
    own
}

/// Code as written, without control characters that no format can hold.
pub(super) fn printable(text: &str) -> String {
    if text.bytes().all(|byte| (byte >= b' ' && byte.is_ascii() && byte != 0x7f) || matches!(byte, b'\n' | b'\t')) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff65}' | '\u{20000}'..='\u{3ffff}')
}
