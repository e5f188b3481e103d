//! Reads a body: passes the events of pulldown-cmark to a [`Builder`], and raw HTML to an [`HtmlReader`].

use super::{
    block::{
        alerts,
        builder::Builder,
        fence,
        frame::Kind,
        kinds::{kind_of, options},
        verse,
    },
    formulas,
    html::{elements::HtmlReader, maths},
    inline::{
        line::{TextRun, printable},
        scanner::Context,
    },
    report::Report,
    source::{
        implicit::{Headings, may_name},
        phrases::is_maths,
        writer::Prepared,
    },
};
use crate::{
    article::{Block, Inline, InlineCode, LineBreak, Note, NoteRef, Paragraph, Rule, Span, Style, Styled},
    read::common::{
        clean::{clean, is_cjk},
        colors,
        escape::ends_in_escape,
    },
};
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a prepared body. Spans refer to `source`, whose body starts at byte `start`. Returns the blocks and the
/// footnotes.
pub(super) fn read(
    source: &str,
    start: usize,
    prepared: Prepared,
    context: Context<'_>,
    report: &mut Report,
) -> (Vec<Block>, Vec<Note>) {
    let Prepared { text, directives } = prepared;
    let builder = Builder::new(source, start, context, report);
    let mut reader =
        Reader { builder, html: HtmlReader::new(directives), html_block: TextRun::default(), fence: None, read_to: 0 };
    let mut headings = None;
    let implied = |link: BrokenLink<'_>| {
        let headings =
            may_name(&link.reference).then(|| headings.get_or_insert_with(|| Headings::of(&source[start..])));
        headings?.address(&link.reference).map(|address| (address.to_owned().into(), "".into()))
    };
    let events = Parser::new_with_broken_link_callback(&text.text, options(), Some(implied)).into_offset_iter();
    let definitions = events.reference_definitions().iter().map(|(label, own)| (label, &own.dest, own.span.clone()));
    let mut words: Vec<_> = definitions.filter(|(_, address, _)| !is_address(address)).collect();
    words.sort_by_key(|(_, _, range)| range.start);
    for (label, address, range) in words {
        let message = format!("`[{label}]: {address}` defines a link address and is left out");
        let (help, range) = ("put a backslash before the bracket if this is text", text.source(&range));
        let raw = source.get(range.clone()).unwrap_or_default().to_owned();
        reader.builder.report.leave_out_with_warning(message, help, range.into(), &raw);
    }
    for (event, range) in events {
        reader.event(event, text.source(&range));
    }
    let Reader { builder, html, .. } = reader;
    builder.report.diagnostics.extend(colors::reported(html.colored()));
    builder.finish()
}

/// The maximum number of markers between a line end and the first word after it.
const MOST_MARKS: usize = 100;

/// Returns whether text in angle brackets may be a link: a single word may also be the author's text.
fn is_address(address: &str) -> bool {
    address.is_empty() || address.contains(['.', '/', '#', ':', '@', '?', '='])
}

struct Reader<'a> {
    builder: Builder<'a>,
    html: HtmlReader,
    /// The current block of HTML, collected line by line, as its tags may span several lines.
    html_block: TextRun,
    /// The current math fence: its info string and its lines.
    fence: Option<(String, String)>,
    /// The byte of the source up to which text belongs to the preceding display formula.
    read_to: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::from(range.clone());
        match event {
            Event::Start(Tag::Superscript) | Event::End(TagEnd::Superscript) if self.holds_space(&range) => {
                let at = if matches!(event, Event::Start(_)) { range.start } else { range.end - 1 };
                self.builder.words("^", at..at + 1);
            }
            // Single tildes make text after a word subscript (pandoc), and strike through whole words (GFM).
            Event::Start(Tag::Subscript) if self.holds_space(&range) || self.is_word(&range) => {
                self.builder.start(kind_of(Tag::Strikethrough), span);
            }
            Event::Start(Tag::HtmlBlock) => {}
            Event::End(TagEnd::HtmlBlock) => {
                let run = std::mem::take(&mut self.html_block);
                self.html.read(&mut self.builder, &run);
                self.builder.end_line();
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if formulas::is_fence(&info) => {
                self.fence = Some((info.to_string(), String::new()));
            }
            Event::Start(tag) => {
                if let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = &tag {
                    self.fence(info, span);
                }
                self.builder.start(kind_of(tag), span);
            }
            Event::End(TagEnd::CodeBlock) if self.fence.is_some() => {
                let (info, tex) = self.fence.take().unwrap_or_default();
                formulas::fence(&mut self.builder, &info, &tex, range);
            }
            Event::Text(text) if self.fence.is_some() => {
                self.fence.iter_mut().for_each(|(_, tex)| tex.push_str(&text));
            }
            Event::End(_) => self.builder.end(span),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.builder.inline(Inline::Code(InlineCode { text: printable(&text), span })),
            Event::InlineMath(text)
                if !is_maths(&text, self.builder.text.get(range.end..).unwrap_or_default().chars().next()) =>
            {
                self.builder.words(&format!("${text}$"), range);
            }
            Event::InlineMath(text) => formulas::in_line(&mut self.builder, &text, &range),
            Event::DisplayMath(text) => self.read_to = formulas::display(&mut self.builder, &text, &range),
            Event::Html(text) => self.html_block.push(&text, range.start, range.end, false),
            Event::InlineHtml(_) if range.start < self.read_to && range.end <= self.read_to => {}
            Event::InlineHtml(text) => {
                let mut run = TextRun::default();
                // a formula is read as a whole
                let rest = self.builder.text.get(range.start..).unwrap_or_default();
                let formula = if text.starts_with("<math") { maths::length(rest) } else { None };
                let end = formula.map_or(range.end, |length| range.start + length);
                self.read_to = if formula.is_some() { end } else { self.read_to };
                run.push(formula.map_or(&*text, |length| &rest[..length]), range.start, end, false);
                self.html.read(&mut self.builder, &run);
            }
            Event::FootnoteReference(label) => {
                let mark = NoteRef { label: label.to_string(), number: None, anchor: None, span };
                self.builder.inline(Inline::NoteRef(Box::new(mark)));
            }
            Event::SoftBreak | Event::HardBreak if range.start < self.read_to && range.end <= self.read_to => {}
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.builder.inline(Inline::Break(LineBreak { span })),
            Event::Rule => self.builder.block(Block::Rule(Rule { span })),
            Event::TaskListMarker(done) => {
                // In a loose list, the task marker is inside a paragraph of the item.
                let item = self.builder.stack.iter_mut().rev().find_map(|frame| match &mut frame.kind {
                    Kind::Item(task) => Some(task),
                    _ => None,
                });
                item.into_iter().for_each(|task| *task = Some(done));
            }
        }
    }

    /// Adds text, except the part that belongs to the preceding display formula.
    fn text(&mut self, text: &str, range: Range<usize>) {
        let read = self.read_to.saturating_sub(range.start);
        match text.get(read..).filter(|_| read == 0 || text.len() == range.len()) {
            Some("") => {}
            Some(rest) => self.builder.words(rest, range.start + read..range.end),
            None if self.read_to >= range.end => {}
            None => self.builder.words(text, range),
        }
    }

    /// Prints the title of a fence above its code, and reports words that are neither a title nor a setting.
    fn fence(&mut self, info: &str, span: Span) {
        let fence::Info { title, unknown } = fence::info(info);
        if let Some(title) = title {
            let content = vec![Inline::text(clean(&title), span)];
            let title = Inline::Styled(Styled { style: Style::Strong, content, span });
            self.builder.block(Block::Paragraph(Paragraph { content: vec![title], span }));
        }
        if !unknown.is_empty() {
            let words = unknown.join(" ");
            let message = format!("the words `{words}` after a code fence are left out");
            self.builder.report.leave_out_with_warning(message, "put them above the fence", span, &words);
        }
    }

    /// Returns whether superscript or subscript text contains an unescaped space. Its delimiters then do not make it
    /// superscript or subscript (pandoc), but belong to notes and math, `x^[so] y^2`.
    fn holds_space(&self, range: &Range<usize>) -> bool {
        let words = self.builder.text.get(range.clone()).unwrap_or_default();
        words.match_indices(char::is_whitespace).any(|(at, _)| !ends_in_escape(&words[..at]))
    }

    /// Returns whether the text between delimiters is a whole word: `~gone~`, not `H~2~O`.
    fn is_word(&self, range: &Range<usize>) -> bool {
        let text = self.builder.text;
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !")]}^_".contains(c));
        let inside = text.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or_default();
        inside.chars().filter(|c| c.is_alphabetic()).count() > 2
            && outside(text.get(..range.start).and_then(|before| before.chars().next_back()))
            && outside(text.get(range.end..).and_then(|after| after.chars().next()))
    }

    fn soft_break(&mut self, range: Range<usize>) {
        let (text, stack) = (self.builder.text, &self.builder.stack);
        if alerts::ends_title(text, stack) || verse::keeps_lines(text, stack) {
            return self.builder.inline(Inline::Break(LineBreak { span: range.into() }));
        }
        let markup = |c: &char| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '[' | '>');
        let after = self.builder.text.get(range.end..).unwrap_or_default();
        let after = after.chars().take(MOST_MARKS).find(|c| !markup(c));
        let joined = self.builder.last().is_some_and(is_cjk) && after.is_some_and(is_cjk);
        if !joined {
            self.builder.words(" ", range);
        }
    }
}
