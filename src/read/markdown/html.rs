//! Raw HTML: a harmless subset becomes what it means; other tags leave their text.

use super::{
    build::Builder,
    entities, fences,
    frame::{Frame, Kind, Tag},
    line::Run,
    preformatted,
    tags::{Attribute, Piece, next, value},
};
use crate::{
    article::{
        Anchor, Bibliography, Block, Direction, Division, Inline, InlineCode, Lang, LineBreak, PageBreak, Pairs, Ruby,
        Rule, Scope, Span, Style, plain_text,
    },
    diagnostic::{Code, Diagnostic},
    read::{
        common::{attributes::Attributes, clean::trimmed, colours},
        grammar,
    },
};

/// Takes in raw HTML, with the way back to the source.
pub(super) fn markup(builder: &mut Builder<'_>, run: &Run) {
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
            Piece::Open(name, attributes, closed) => open(builder, &name, &attributes, closed, span),
            Piece::Close(name) => shut(builder, &name),
            Piece::Instruction => {
                if let Some(fence) = builder.fences.remove(&(span.start as usize)) {
                    fences::meet(builder, fence, span);
                }
            }
            Piece::Nothing => {}
        }
    }
}

/// Words between tags. A line's end is a space; at the start of a line, none is needed.
fn words(builder: &mut Builder<'_>, text: &str, span: Span) {
    if !(text.trim().is_empty() && builder.line_is_empty()) {
        let text = entities::decoded(text).replace('\n', " ");
        builder.words(&text, span.start as usize..span.end as usize);
    }
}

/// The elements that are known, by how they are kept apart on the stack.
const NAMES: &[&str] = &[
    "sub", "sup", "kbd", "abbr", "a", "em", "i", "strong", "b", "s", "del", "code", "span", "div", "details", "script",
    "style", "section", "center", "summary", "template", "noscript", "iframe", "ruby", "rb", "rp", "rt", "rtc",
];

/// Elements that begin and end a line of their own, though they are not kept apart.
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

fn open(builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
    if LINES.contains(&name) {
        line_edge(builder, span);
    }
    match name {
        "br" => builder.inline(Inline::Break(LineBreak { span })),
        "hr" if stands_in_line(builder) => {
            line_edge(builder, span);
            told(builder, "the rule `<hr>` inside a line is left out", span);
        }
        "hr" => builder.block(Block::Rule(Rule { span })),
        "img" => {
            let (path, alt) = (value(attributes, "src"), trimmed(&value(attributes, "alt")));
            for inline in builder.shown(path, alt, span) {
                builder.inline(inline);
            }
        }
        "wbr" | "p" | "tbody" | "thead" => {}
        _ => element(builder, name, attributes, closed, span),
    }
}

fn told(builder: &mut Builder<'_>, message: impl Into<String>, span: Span) {
    builder.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help("write it as Markdown"));
}

/// Whether Markdown has opened a line around the place: a paragraph, a heading.
fn stands_in_line(builder: &Builder<'_>) -> bool {
    let container = builder.stack.iter().rev().find(|frame| !frame.is_inline());
    container.is_some_and(|frame| matches!(frame.kind, Kind::Paragraph | Kind::Heading { .. } | Kind::Term))
}

/// Whether what is open takes blocks in.
fn holds_blocks(builder: &mut Builder<'_>) -> bool {
    !builder.top().is_inline() && !stands_in_line(builder)
}

/// Words on both sides of the edge of a block stand in different paragraphs, or in different lines of one.
fn line_edge(builder: &mut Builder<'_>, span: Span) {
    if !stands_in_line(builder) {
        builder.end_line();
    } else if !builder.line_is_empty() {
        builder.inline(Inline::Break(LineBreak { span }));
    }
}

fn element(builder: &mut Builder<'_>, name: &str, attributes: &[Attribute], closed: bool, span: Span) {
    let Some(&known) = NAMES.iter().find(|&&known| known == name) else {
        if matches!(name, "td" | "th") {
            builder.words(" ", span.start as usize..span.end as usize);
        }
        return told(builder, format!("the HTML element `{name}` is left out; its words are kept"), span);
    };
    if matches!(known, "rb" | "rp" | "rt" | "rtc") {
        // their ends may be left out (HTML 13.1.2.4)
        while matches!(builder.top().kind, Kind::Tag("rb" | "rp" | "rt" | "rtc", _)) {
            builder.close();
        }
        if !matches!(builder.top().kind, Kind::Tag("ruby", _)) {
            return told(builder, format!("`{name}` outside of a `ruby` is left out; its words are kept"), span);
        }
    }
    if (closed && !matches!(known, "div")) || builder.is_full(span) {
        return;
    }
    if colours::has_colour(&value(attributes, "style")) {
        builder.coloured.push(span);
    }
    let kind = kind(builder, known, attributes, span);
    builder.open(Frame::new(kind, span));
    if closed {
        builder.close();
    }
}

/// What a known element opens.
fn kind(builder: &mut Builder<'_>, known: &'static str, attributes: &[Attribute], span: Span) -> Kind {
    let styled = |style| Kind::Tag(known, Tag::Styled(style));
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
        "code" => Kind::Tag(known, Tag::Code),
        "a" => {
            place(builder, attributes, &["id", "name"], span);
            Kind::Tag(known, Tag::Link(value(attributes, "href")))
        }
        "ruby" => Kind::Tag(known, Tag::Ruby),
        "rt" | "rtc" => Kind::Tag(known, Tag::Reading),
        "script" | "style" | "template" | "noscript" | "iframe" | "rp" => Kind::Tag(known, Tag::Hidden),
        _ => {
            place(builder, attributes, &["id"], span);
            Kind::Tag(known, Tag::Scope(Box::new(scope(attributes, span))))
        }
    }
}

/// The name of a place in a line; the block that the line becomes will stand there.
fn place(builder: &mut Builder<'_>, attributes: &[Attribute], keys: &[&str], span: Span) {
    let name = keys.iter().map(|key| value(attributes, key)).find(|name| !name.is_empty());
    builder.places.extend(name.map(|name| (Anchor::new(name), span)));
}

fn scope(attributes: &[Attribute], span: Span) -> Scope {
    let lang = Lang::new(&value(attributes, "lang")).ok();
    let dir = match value(attributes, "dir").as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    };
    let classes = value(attributes, "class").split_whitespace().map(str::to_owned).collect();
    let expansion = Some(trimmed(&value(attributes, "title"))).filter(|title| !title.is_empty());
    Scope { lang, dir, classes, expansion, content: Vec::new(), span }
}

/// Closes the element, with those that were left open inside; an end without a start is left out.
fn shut(builder: &mut Builder<'_>, name: &str) {
    if LINES.contains(&name) {
        line_edge(builder, Span::default());
    }
    let mut depth = 0;
    for frame in builder.stack.iter().rev() {
        depth += 1;
        match &frame.kind {
            Kind::Tag(own, _) | Kind::Division(own, _) if *own == name => break,
            Kind::Tag(..) | Kind::Division(..) => {}
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

/// Words with a language, direction or class of their own: `[words]{lang=fr}`.
pub(super) fn scoped(attributes: &Attributes, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    let own = ["lang", "dir", "title"].map(|key| (key.to_owned(), attributes.value(key)));
    let classes = ("class".to_owned(), attributes.classes.join(" "));
    let all: Vec<Attribute> = own.into_iter().chain([classes]).collect();
    close(Tag::Scope(Box::new(scope(&all, span))), content, span)
}

/// What an inline element became.
pub(super) fn close(tag: Tag, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    match tag {
        Tag::Hidden => Vec::new(),
        _ if content.is_empty() => Vec::new(),
        Tag::Styled(style) => vec![Inline::styled(style, content, span)],
        Tag::Ruby => ruby(content, span),
        Tag::Reading => vec![Inline::Ruby(Ruby { base: String::new(), reading: plain_text(&content), span })],
        Tag::Code => vec![Inline::Code(InlineCode { text: plain_text(&content), span })],
        Tag::Link(url) if url.is_empty() => content,
        Tag::Link(url) => vec![super::finish::link(url, "", content, span)],
        Tag::Scope(scope) if scope.classes == [grammar::SMALL_CAPS] => {
            let content = vec![Inline::styled(Style::SmallCaps, content, span)];
            let scope = Scope { classes: Vec::new(), ..*scope };
            close(Tag::Scope(Box::new(scope)), content, span)
        }
        Tag::Scope(scope) if *scope == (Scope { span: scope.span, ..Scope::default() }) => content,
        Tag::Scope(scope) => vec![Inline::Scope(Box::new(Scope { content, span, ..*scope }))],
    }
}

/// The pairs of a ruby, whose readings have no words yet.
fn ruby(content: Vec<Inline>, span: Span) -> Vec<Inline> {
    let mut pairs = Pairs::default();
    for inline in content {
        match inline {
            Inline::Ruby(Ruby { reading, .. }) => pairs.reading(&reading, span),
            other => pairs.base(&plain_text(&[other])),
        }
    }
    let (pairs, rest) = pairs.end();
    let rest = (!rest.trim().is_empty()).then(|| Inline::text(rest, span));
    pairs.into_iter().map(Inline::Ruby).chain(rest).collect()
}

/// What a division became: a page break, the place of the bibliography, blocks as they are, or a division.
pub(super) fn division(division: Division, body: Vec<Block>, span: Span) -> Vec<Block> {
    let class = |name: &str| division.classes.iter().any(|class| class == name);
    if class("page-break") || class("pagebreak") || class("newpage") {
        return std::iter::once(Block::PageBreak(PageBreak { span })).chain(body).collect();
    }
    let refs = division.anchor.as_ref().is_some_and(|anchor| anchor.as_str() == "refs");
    if body.is_empty() {
        return if refs { vec![Block::Bibliography(Bibliography { span })] } else { Vec::new() };
    }
    if division == (Division { span: division.span, ..Division::default() }) {
        return body;
    }
    vec![Block::Division(Box::new(Division { body, span, ..division }))]
}
