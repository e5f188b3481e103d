//! The meaning of each HTML element.

use super::{
    entities, frames, maths, preformatted,
    tags::{Attribute, Piece, next, value},
};
use crate::{
    article::{Anchor, Block, CalloutKind, Inline, LineBreak, Rule, Span},
    read::{
        account::Reason,
        common::{attributes::Attributes, clean::trimmed, colors},
        markdown::{
            block::{
                builder::Builder,
                frame::{Frame, Kind},
            },
            formulas::takes_displays,
            inline::{element, line::TextRun},
            source::directive::{Directive, Division, callout},
        },
    },
};

/// Reads raw HTML into a builder.
pub(crate) struct HtmlReader {
    /// The directives of the source, by the number in their processing instruction.
    directives: Vec<Option<Directive>>,
    /// Elements that set a text color.
    colored: Vec<Span>,
}

impl HtmlReader {
    /// Creates a reader with these directives.
    pub(crate) fn new(directives: Vec<Option<Directive>>) -> Self {
        Self { directives, colored: Vec::new() }
    }

    /// Returns the elements that set a text color.
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
            let source = &html[at..at + length];
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
                Piece::Open(name, attributes, false) if name == "math" => {
                    let start = at - length;
                    let Some(whole) = maths::length(&html[start..]) else {
                        self.open(builder, &name, &attributes, false, span);
                        continue;
                    };
                    at = start + whole;
                    let as_block = value(&attributes, "display") == "block" && takes_displays(builder);
                    maths::read(builder, &html[start..at], as_block, run.span(start, at));
                }
                Piece::Text(text) => words(builder, text, span),
                Piece::Open(name, attributes, closed) => self.open(builder, &name, &attributes, closed, span),
                Piece::Close(name) => close(builder, &name),
                Piece::Instruction => match number(source).and_then(|number| self.directives.get_mut(number)) {
                    Some(directive) => meet(builder, directive.take(), span),
                    None => builder.report.account.leave_out(Reason::Script, span, source),
                },
                // comments that turn off checks are not text
                Piece::Comment if source.starts_with("<!-- check-o") => {
                    builder.report.account.leave_out_reported(Reason::Comment, span, source);
                }
                Piece::Comment => builder.report.account.leave_out(Reason::Comment, span, source),
                Piece::Declaration => builder.report.account.leave_out(Reason::Markup, span, source),
            }
        }
    }

    fn open(&mut self, builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
        if frames::LINES.contains(&name) {
            edge_of_line(builder, span);
        }
        match name {
            "br" => builder.inline(Inline::Break(LineBreak { span })),
            "hr" if is_in_line(builder) => {
                edge_of_line(builder, span);
                builder.report.warn("the rule `<hr>` inside a line is left out", "write it as Markdown", span);
            }
            "hr" => builder.block(Block::Rule(Rule { span })),
            // `<Image>` of Next.js and others
            "img" | "image" => picture(builder, attributes, span),
            "iframe" => {
                media(builder, attributes, span);
                self.element(builder, name, attributes, closed, span);
            }
            "wbr" | "p" | "tbody" | "thead" | "tfoot" | "colgroup" | "col" | "picture" | "source" => {}
            _ => self.element(builder, name, attributes, closed, span),
        }
    }

    fn element(&mut self, builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
        let Some(known) = frames::known(name) else {
            return component(builder, name, attributes, closed, span);
        };
        close_implied(builder, known);
        if frames::RUBY_PARTS.contains(&known) && builder.top().html != Some("ruby") {
            let message = format!("`{name}` outside of a `ruby` is left out; its words are kept");
            return builder.report.warn(message, "write it as Markdown", span);
        }
        if (closed && known != "div") || builder.is_full(span) {
            return;
        }
        if colors::has_color(&value(attributes, "style")) {
            self.colored.push(span);
        }
        let frame = Frame::html(known, frames::kind(known, attributes, span), span);
        // Emphasis, links and headings cannot contain blocks: the text stays in the line.
        let fits = holds_blocks(builder) || matches!(builder.top().kind, Kind::Paragraph);
        if !frame.is_inline() && !fits || !frames::fits(&builder.top().kind, &frame.kind) {
            return edge_of_line(builder, span);
        }
        match known {
            "a" => place(builder, attributes, &["id", "name"], span),
            _ if frame.is_inline() => place(builder, attributes, &["id"], span),
            _ => {}
        }
        builder.open(frame);
        if closed {
            builder.close();
        }
    }
}

/// Adds the title and address of an embedded page.
fn media(builder: &mut Builder<'_>, attributes: &[Attribute], span: Span) {
    builder.report.warn("the `iframe` is left out; its title and address are kept", "link to it", span);
    let (title, url) = (trimmed(&value(attributes, "title")), value(attributes, "src"));
    let words = if title.is_empty() { url.clone() } else { title };
    if words.is_empty() {
        return;
    }
    let words = vec![Inline::text(words, span)];
    if url.starts_with("https://") || url.starts_with("http://") {
        builder.inline(element::link(url, "", words, span));
    } else {
        words.into_iter().for_each(|inline| builder.inline(inline));
    }
}

/// Returns the number of a directive from its processing instruction.
fn number(instruction: &str) -> Option<usize> {
    instruction.strip_prefix("<?\u{7f}")?.strip_suffix("?>")?.parse().ok()
}

/// Opens or closes a division at the processing instruction of a directive.
fn meet(builder: &mut Builder<'_>, directive: Option<Directive>, span: Span) {
    match directive {
        Some(Directive::Open(division)) if !builder.is_full(span) => {
            builder.open(Frame::new(Kind::Fenced(Box::new(division)), span));
        }
        Some(Directive::Close) => close_division(builder, span),
        Some(Directive::Open(_)) | None => {}
    }
}

/// Closes the innermost fenced division, along with HTML elements left open inside.
fn close_division(builder: &mut Builder<'_>, span: Span) {
    builder.end_line();
    let depth = builder.stack.iter().rev().take_while(|frame| frame.html.is_some()).count();
    let fenced = builder.stack.len().checked_sub(depth + 1).and_then(|at| builder.stack.get_mut(at));
    match fenced {
        Some(frame) if matches!(frame.kind, Kind::Fenced(_)) => {
            frame.span = frame.span.cover(span);
            (0..=depth).for_each(|_| builder.close());
        }
        _ => {
            let help = "write `:::` and a name before the blocks, and `:::` after them, each on its own line";
            builder.report.warn("`:::` closes no division", help, span);
        }
    }
}

/// Adds the text between tags. A line end becomes a space, except at the start of a line.
fn words(builder: &mut Builder<'_>, text: &str, span: Span) {
    if !(text.trim().is_empty() && builder.line_is_empty()) {
        let text = entities::decoded(text).replace('\n', " ");
        builder.words(&text, span.start as usize..span.end as usize);
    }
}

fn picture(builder: &mut Builder<'_>, attributes: &[Attribute], span: Span) {
    let (path, alt) = (value(attributes, "src"), trimmed(&value(attributes, "alt")));
    let style = value(attributes, "style").replace(' ', "");
    let styled = style.split(';').find_map(|rule| rule.strip_prefix("width:")).unwrap_or_default();
    let width = Some(value(attributes, "width")).filter(|width| !width.is_empty());
    let given = Attributes {
        values: vec![("width".to_owned(), width.unwrap_or_else(|| styled.to_owned()))],
        ..Attributes::default()
    };
    builder.picture_with(&path, alt, given, span);
}

/// Reads an element unknown to HTML, such as an MDX component: its text is kept, along with a title or label in its
/// attributes. One named like a callout is a callout.
fn component(builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
    let title = ["title", "label", "summary", "caption"].into_iter().map(|key| trimmed(&value(attributes, key)));
    let title = title.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
    let kind =
        ["type", "variant", "kind"].into_iter().map(|key| value(attributes, key)).find(|kind| callout(kind).is_some());
    let kind = if matches!(name, "admonition" | "callout" | "alert" | "aside") { kind } else { None };
    let class = kind.unwrap_or_else(|| name.to_owned());
    let known = callout(&class).filter(|_| !closed && holds_blocks(builder) && !builder.is_full(span));
    if known.is_some_and(|(kind, _)| kind != CalloutKind::FurtherReading) {
        let mut division = Division::of_classes(vec![class], span);
        division.title = title;
        return builder.open(Frame::html(frames::COMPONENT, Kind::Fenced(Box::new(division)), span));
    }
    if !title.is_empty() && holds_blocks(builder) {
        let bold = Inline::styled(crate::article::Style::Strong, vec![Inline::text(title, span)], span);
        builder.block(Block::paragraph(vec![bold], span));
    } else if !title.is_empty() {
        builder.inline(Inline::styled(crate::article::Style::Strong, vec![Inline::text(title, span)], span));
        builder.words(" ", span.start as usize..span.start as usize);
    } else if is_placeholder(builder, name, attributes, span) {
        let written = format!("<{name}>");
        builder.words(&written, span.start as usize..span.end as usize);
        return builder.report.warn(
            format!("`{written}` is not an HTML element; it is shown as written"),
            "write it as `\\<`",
            span,
        );
    }
    let message = format!("the HTML element `{name}` is left out; its words are kept");
    builder.report.warn(message, "write it as Markdown", span);
}

/// How far after a tag its end tag is searched for, in bytes.
const LONGEST: usize = 2000;

/// Returns whether an apparent tag is text: `Dear <name>`, `x<y>z`. HTML has no such element, and it is never closed.
fn is_placeholder(builder: &Builder<'_>, name: &str, attributes: &[Attribute], span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let written = builder.text.get(start..end).unwrap_or_default();
    let after = builder.text.as_bytes().get(end..).unwrap_or_default();
    let close = format!("</{name}");
    let closes = after[..after.len().min(LONGEST)].windows(close.len()).any(|part| part == close.as_bytes());
    attributes.is_empty() && written == format!("<{name}>") && !name.contains(['-', ':']) && !closes
}

/// Returns whether Markdown has opened a line: a paragraph or heading.
fn is_in_line(builder: &Builder<'_>) -> bool {
    let container = builder.stack.iter().rev().find(|frame| !frame.is_inline());
    container.is_some_and(|frame| frame.holds_line())
}

/// Returns whether the innermost container may contain blocks.
fn holds_blocks(builder: &mut Builder<'_>) -> bool {
    !builder.top().is_inline() && !is_in_line(builder)
}

/// Separates the text on both sides of a block tag: it is in different paragraphs, or in different lines of one.
fn edge_of_line(builder: &mut Builder<'_>, span: Span) {
    if !is_in_line(builder) {
        builder.end_line();
    } else if !builder.line_is_empty() {
        builder.inline(Inline::Break(LineBreak { span }));
    }
}

/// Closes elements whose end tag may be omitted before this one (HTML 13.1.2.4).
fn close_implied(builder: &mut Builder<'_>, name: &str) {
    let (ends, within) = frames::implied(name);
    let open = builder.stack.iter().rev().take_while(|frame| frame.html.is_some_and(|own| !within.contains(&own)));
    let depth = open.map(|frame| frame.html.unwrap_or_default()).collect::<Vec<_>>();
    if let Some(last) = depth.iter().rposition(|own| ends.contains(own)) {
        (0..=last).for_each(|_| builder.close());
    }
}

/// Closes an element, along with those left open inside. An end tag without a start tag is ignored.
fn close(builder: &mut Builder<'_>, name: &str) {
    let name = if frames::known(name).is_none() && callout(name).is_some()
        || matches!(name, "admonition" | "callout" | "alert")
    {
        frames::COMPONENT
    } else {
        name
    };
    let open = builder.stack.iter().rev().take_while(|frame| frame.html.is_some());
    let depth =
        open.map(|frame| frame.html.unwrap_or_default()).collect::<Vec<_>>().iter().position(|own| *own == name);
    match depth {
        Some(depth) => {
            (0..=depth).for_each(|_| builder.close());
            if name == "summary" {
                builder.end_line();
            }
        }
        None if frames::LINES.contains(&name) => edge_of_line(builder, Span::default()),
        None => {}
    }
}

/// Adds an anchor from the first of these attributes that is set.
fn place(builder: &mut Builder<'_>, attributes: &[Attribute], keys: &[&str], span: Span) {
    if let Some(name) = keys.iter().map(|key| value(attributes, key)).find(|name| !name.is_empty()) {
        builder.anchor(Anchor::new(name), span);
    }
}
