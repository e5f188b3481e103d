//! What each HTML element means.

use super::{
    entities, preformatted,
    tags::{Attribute, Piece, next, value},
};
use crate::{
    article::{Anchor, Block, Division, Inline, LineBreak, Rule, Scope, Span, Style},
    diagnostic::{Code, Diagnostic},
    read::{
        common::{clean::trimmed, colours},
        markdown::{
            block::{
                builder::Builder,
                frame::{Frame, Kind},
            },
            inline::{
                element::{self, Element},
                line::TextRun,
            },
            source::directive::Directive,
        },
    },
};
use std::collections::BTreeMap;

/// Reads raw HTML into a builder.
pub(crate) struct HtmlReader {
    /// The directives of the source, by the byte of the processing instruction that replaced each.
    directives: BTreeMap<usize, Directive>,
    /// Elements that give their words a color.
    colored: Vec<Span>,
}

impl HtmlReader {
    /// Creates a reader that knows these directives.
    pub(crate) fn new(directives: BTreeMap<usize, Directive>) -> Self {
        Self { directives, colored: Vec::new() }
    }

    /// Returns the elements that give their words a color.
    pub(crate) fn colored(&self) -> &[Span] {
        &self.colored
    }

    /// Reads a run of raw HTML.
    pub(crate) fn read(&mut self, builder: &mut Builder<'_>, run: &TextRun) {
        let html = run.text.as_str();
        let mut at = 0;
        while at < html.len() {
            let (piece, length) = next(&html[at..]);
            let span = run.span(at, at + length);
            at += length;
            match piece {
                Piece::Open(name, _, false) if name == "pre" && holds_blocks(builder) => {
                    let (mut code, inside) = preformatted::code(&html[at..]);
                    at += inside;
                    code.span = run.span(at - inside - length, at);
                    if !code.text.is_empty() {
                        builder.block(Block::Code(code));
                    }
                }
                Piece::Text(text) => words(builder, text, span),
                Piece::Open(name, attributes, closed) => self.open(builder, &name, &attributes, closed, span),
                Piece::Close(name) => close(builder, &name),
                Piece::Instruction => self.directive(builder, span),
                Piece::Nothing => {}
            }
        }
    }

    /// Opens or closes a division where a processing instruction stands for a fence.
    fn directive(&mut self, builder: &mut Builder<'_>, span: Span) {
        match self.directives.remove(&(span.start as usize)) {
            Some(Directive::Open(division)) if !builder.is_full(span) => {
                builder.open(Frame::new(Kind::Fenced(Box::new(division)), span));
            }
            Some(Directive::Close) => close_division(builder, span),
            Some(Directive::Open(_)) | None => {}
        }
    }

    fn open(&mut self, builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
        if LINES.contains(&name) {
            edge_of_line(builder, span);
        }
        match name {
            "br" => builder.inline(Inline::Break(LineBreak { span })),
            "hr" if is_in_line(builder) => {
                edge_of_line(builder, span);
                report(builder, "the rule `<hr>` inside a line is left out", span);
            }
            "hr" => builder.block(Block::Rule(Rule { span })),
            "img" => {
                let (path, alt) = (value(attributes, "src"), trimmed(&value(attributes, "alt")));
                for inline in builder.picture(&path, alt, span) {
                    builder.inline(inline);
                }
            }
            "wbr" | "p" | "tbody" | "thead" => {}
            _ => self.element(builder, name, attributes, closed, span),
        }
    }

    fn element(&mut self, builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
        let Some(&known) = NAMES.iter().find(|&&known| known == name) else {
            if matches!(name, "td" | "th") {
                builder.words(" ", span.start as usize..span.end as usize);
            }
            return report(builder, format!("the HTML element `{name}` is left out; its words are kept"), span);
        };
        if RUBY_PARTS.contains(&known) {
            // Their end tags may be left out (HTML 13.1.2.4).
            while matches!(builder.top().kind, Kind::Element(name, _) if RUBY_PARTS.contains(&name)) {
                builder.close();
            }
            if !matches!(builder.top().kind, Kind::Element("ruby", _)) {
                return report(builder, format!("`{name}` outside of a `ruby` is left out; its words are kept"), span);
            }
        }
        if (closed && known != "div") || builder.is_full(span) {
            return;
        }
        if colours::has_colour(&value(attributes, "style")) {
            self.colored.push(span);
        }
        let kind = kind(builder, known, attributes, span);
        builder.open(Frame::new(kind, span));
        if closed {
            builder.close();
        }
    }
}

/// Closes the innermost fenced division, with the HTML elements that were left open inside.
fn close_division(builder: &mut Builder<'_>, span: Span) {
    builder.end_line();
    let is_html = |frame: &&Frame| matches!(frame.kind, Kind::Element(..) | Kind::Division(..));
    let depth = builder.stack.iter().rev().take_while(is_html).count();
    let fenced = builder.stack.len().checked_sub(depth + 1).and_then(|at| builder.stack.get_mut(at));
    match fenced {
        Some(frame) if matches!(frame.kind, Kind::Fenced(_)) => {
            frame.span = frame.span.cover(span);
            (0..=depth).for_each(|_| builder.close());
        }
        _ => report_fence(builder.diagnostics, "a division is closed that was not opened", span),
    }
}

/// Reports a fence that has no partner.
pub(crate) fn report_fence(diagnostics: &mut Vec<Diagnostic>, message: &str, span: Span) {
    let help = "write `:::` and a name before the blocks, and `:::` after them, each on a line of its own";
    diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help(help));
}

/// Hands in the words between tags. A line end is a space; none is needed at the start of a line.
fn words(builder: &mut Builder<'_>, text: &str, span: Span) {
    if !(text.trim().is_empty() && builder.line_is_empty()) {
        let text = entities::decoded(text).replace('\n', " ");
        builder.words(&text, span.start as usize..span.end as usize);
    }
}

/// The elements that open a frame.
const NAMES: &[&str] = &[
    "sub", "sup", "kbd", "abbr", "a", "em", "i", "strong", "b", "s", "del", "code", "span", "div", "details", "script",
    "style", "section", "center", "summary", "template", "noscript", "iframe", "ruby", "rb", "rp", "rt", "rtc",
];

/// The parts of a ruby.
const RUBY_PARTS: &[&str] = &["rb", "rp", "rt", "rtc"];

/// Elements that begin and end a line of their own, whether or not they open a frame.
const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "table",
    "tr",
    "ul",
];

fn report(builder: &mut Builder<'_>, message: impl Into<String>, span: Span) {
    builder.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help("write it as Markdown"));
}

/// Whether Markdown has opened a line: a paragraph, a heading.
fn is_in_line(builder: &Builder<'_>) -> bool {
    let container = builder.stack.iter().rev().find(|frame| !frame.is_inline());
    container.is_some_and(|frame| matches!(frame.kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Term))
}

/// Whether the innermost container may hold blocks.
fn holds_blocks(builder: &mut Builder<'_>) -> bool {
    !builder.top().is_inline() && !is_in_line(builder)
}

/// Separates the words on both sides of a block tag: they are in different paragraphs, or in different lines of one.
fn edge_of_line(builder: &mut Builder<'_>, span: Span) {
    if !is_in_line(builder) {
        builder.end_line();
    } else if !builder.line_is_empty() {
        builder.inline(Inline::Break(LineBreak { span }));
    }
}

/// Returns the frame that a known element opens.
fn kind(builder: &mut Builder<'_>, known: &'static str, attributes: &[Attribute], span: Span) -> Kind {
    let styled = |style| Kind::Element(known, Element::Styled(style));
    match known {
        "div" | "details" | "section" | "center" => {
            let Scope { lang, dir, classes, .. } = scope(attributes, span);
            let anchor = Some(value(attributes, "id")).filter(|id| !id.is_empty()).map(Anchor::new);
            Kind::Division(known, Box::new(Division { lang, dir, classes, anchor, body: Vec::new(), span }))
        }
        "sub" => styled(Style::Sub),
        "sup" => styled(Style::Sup),
        "kbd" => styled(Style::Keyboard),
        "em" | "i" => styled(Style::Emphasis),
        "strong" | "b" | "summary" => styled(Style::Strong),
        "s" | "del" => styled(Style::Strike),
        "code" => Kind::Element(known, Element::Code),
        "a" => {
            place(builder, attributes, &["id", "name"], span);
            Kind::Element(known, Element::Link(value(attributes, "href")))
        }
        "ruby" => Kind::Element(known, Element::Ruby),
        "rt" | "rtc" => Kind::Element(known, Element::Reading),
        "script" | "style" | "template" | "noscript" | "iframe" | "rp" => Kind::Element(known, Element::Hidden),
        _ => {
            place(builder, attributes, &["id"], span);
            Kind::Element(known, Element::Scope(Box::new(scope(attributes, span))))
        }
    }
}

/// Names a place by the first of these attributes that is given.
fn place(builder: &mut Builder<'_>, attributes: &[Attribute], keys: &[&str], span: Span) {
    if let Some(name) = keys.iter().map(|key| value(attributes, key)).find(|name| !name.is_empty()) {
        builder.anchor(Anchor::new(name), span);
    }
}

fn scope(attributes: &[Attribute], span: Span) -> Scope {
    let of = |key: &str| value(attributes, key);
    let classes = of("class").split_whitespace().map(str::to_owned).collect();
    element::scope(&of("lang"), &of("dir"), classes, &of("title"), span)
}

/// Closes an element, with those that were left open inside; an end tag without a start tag is ignored.
fn close(builder: &mut Builder<'_>, name: &str) {
    if LINES.contains(&name) {
        edge_of_line(builder, Span::default());
    }
    let mut depth = 0;
    for frame in builder.stack.iter().rev() {
        depth += 1;
        match &frame.kind {
            Kind::Element(own, _) | Kind::Division(own, _) if *own == name => break,
            Kind::Element(..) | Kind::Division(..) => {}
            _ => return,
        }
    }
    if depth < builder.stack.len() {
        (0..depth).for_each(|_| builder.close());
        if name == "summary" {
            builder.end_line();
        }
    }
}
