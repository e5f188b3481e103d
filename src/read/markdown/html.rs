//! Raw HTML: a harmless subset becomes what it means; other tags leave their text.

use super::{
    build::Builder,
    frame::{Frame, Kind, Tag},
};
use crate::{
    article::{
        Anchor, Bibliography, Block, Direction, Division, Inline, InlineCode, InlineImage, Lang, LineBreak, PageBreak,
        Scope, Span, Style, plain_text,
    },
    diagnostic::{Code, Diagnostic},
    read::common::clean::trimmed,
};

/// A piece of markup.
enum Piece<'a> {
    Text(&'a str),
    Open(String, Vec<(String, String)>, bool),
    Close(String),
}

/// Takes in a piece of raw HTML that starts at byte `start`.
pub(super) fn markup(builder: &mut Builder<'_>, html: &str, start: usize) {
    let mut at = 0;
    while at < html.len() {
        let (piece, length) = next(&html[at..]);
        let range = start + at..start + at + length;
        at += length;
        match piece {
            Some(Piece::Text(text)) => builder.words(&text.replace('\n', " "), range),
            Some(Piece::Open(name, attributes, closed)) => open(builder, &name, &attributes, closed, range.into()),
            Some(Piece::Close(name)) => shut(builder, &name),
            None => {}
        }
    }
}

/// The first piece and its length; none for comments and declarations.
fn next(html: &str) -> (Option<Piece<'_>>, usize) {
    let Some(rest) = html.strip_prefix('<') else {
        let length = html.find('<').unwrap_or(html.len());
        return (Some(Piece::Text(&html[..length])), length);
    };
    if rest.starts_with("!--") {
        return (None, html.find("-->").map_or(html.len(), |end| end + 3));
    }
    if rest.starts_with(['!', '?']) {
        return (None, html.find('>').map_or(html.len(), |end| end + 1));
    }
    let closing = rest.starts_with('/');
    let body = rest.trim_start_matches('/');
    let name: String = body.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if name.is_empty() {
        return (Some(Piece::Text("<")), 1);
    }
    let end = tag_end(html);
    let inside = html.get(1 + usize::from(closing) + name.len()..end).unwrap_or_default();
    let inside = inside.trim_end_matches('>');
    if closing {
        return (Some(Piece::Close(name)), end);
    }
    (Some(Piece::Open(name, attributes(inside), inside.ends_with('/'))), end)
}

fn tag_end(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (byte, quote) {
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            (b'>', None) => return at + 1,
            _ => {}
        }
    }
    html.len()
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (inner, stop) = match quote {
                Some(quote) => (&after[1..], after[1..].find(quote)),
                None => (after, after.find(char::is_whitespace)),
            };
            let stop = stop.unwrap_or(inner.len());
            value = unescaped(&inner[..stop]);
            rest = inner[stop..].trim_start_matches(['"', '\'']);
        } else if end == 0 {
            rest = rest.get(1..).unwrap_or_default();
        }
        found.push((name, value));
        rest = rest.trim_start();
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'").replace("&amp;", "&")
}

/// The elements that are known, by how they are kept apart on the stack.
const NAMES: &[&str] = &[
    "sub", "sup", "kbd", "abbr", "a", "em", "i", "strong", "b", "s", "del", "code", "span", "div", "details", "script",
    "style", "section", "center", "summary", "template", "noscript", "iframe",
];

fn open(builder: &mut Builder<'_>, name: &str, attributes: &[(String, String)], closed: bool, span: Span) {
    let value = |key: &str| attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
    match name {
        "br" => return builder.inline(Inline::Break(LineBreak { span })),
        "wbr" | "hr" | "p" | "tbody" => return,
        "img" => {
            let alt = trimmed(&value("alt").unwrap_or_default());
            let path = value("src").unwrap_or_default();
            return builder.inline(Inline::Image(InlineImage { path, alt, span }));
        }
        _ => {}
    }
    let Some(&known) = NAMES.iter().find(|&&known| known == name) else {
        let message = format!("the HTML element `{name}` is left out; its words are kept");
        let help = "write it as Markdown";
        builder.diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help(help));
        return;
    };
    if builder.stack.len() > 90 || (closed && !matches!(known, "div")) {
        return;
    }
    let lang = value("lang").and_then(|tag| Lang::new(&tag).ok());
    let dir = value("dir").and_then(|dir| match dir.as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    });
    let classes: Vec<String> = value("class").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let styled = |style| Kind::Tag(known, Tag::Styled(style));
    let kind = match known {
        "div" | "details" | "section" | "center" => {
            let anchor = value("id").filter(|id| !id.is_empty()).map(Anchor::new);
            Kind::Division(known, Division { lang, dir, classes, anchor, body: Vec::new(), span })
        }
        "sub" => styled(Style::Sub),
        "sup" => styled(Style::Sup),
        "kbd" => styled(Style::Keyboard),
        "em" | "i" => styled(Style::Emphasis),
        "strong" | "b" | "summary" => styled(Style::Strong),
        "s" | "del" => styled(Style::Strike),
        "code" => Kind::Tag(known, Tag::Code),
        "a" => Kind::Tag(known, Tag::Link(value("href").unwrap_or_default())),
        "script" | "style" | "template" | "noscript" | "iframe" => Kind::Tag(known, Tag::Hidden),
        _ => {
            let expansion = value("title").map(|title| trimmed(&title)).filter(|title| !title.is_empty());
            Kind::Tag(known, Tag::Scope(Scope { lang, dir, classes, expansion, content: Vec::new(), span }))
        }
    };
    builder.open(Frame::new(kind, span));
    if closed {
        builder.close();
    }
}

/// Closes the element, with those that were left open inside; an end without a start is left out.
fn shut(builder: &mut Builder<'_>, name: &str) {
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

/// What an inline element became.
pub(super) fn close(tag: Tag, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    match tag {
        Tag::Hidden => Vec::new(),
        _ if content.is_empty() => Vec::new(),
        Tag::Styled(style) => vec![Inline::styled(style, content, span)],
        Tag::Code => vec![Inline::Code(InlineCode { text: plain_text(&content), span })],
        Tag::Link(url) if url.is_empty() => content,
        Tag::Link(url) => super::build::link(url, String::new(), content, span),
        Tag::Scope(scope) if scope == (Scope { span: scope.span, ..Scope::default() }) => content,
        Tag::Scope(scope) => vec![Inline::Scope(Scope { content, span, ..scope })],
    }
}

/// What a block element became: a page break, the place of the bibliography, blocks as they are, or a division.
pub(super) fn division(division: Division, blocks: &mut Vec<Block>) {
    let span = division.span;
    let class = |name: &str| division.classes.iter().any(|class| class == name);
    if class("page-break") || class("pagebreak") || class("newpage") {
        blocks.push(Block::PageBreak(PageBreak { span }));
        blocks.extend(division.body);
    } else if division.body.is_empty() {
        if division.anchor.as_ref().is_some_and(|anchor| anchor.as_str() == "refs") {
            blocks.push(Block::Bibliography(Bibliography { span }));
        }
    } else if division.lang.is_none()
        && division.dir.is_none()
        && division.classes.is_empty()
        && division.anchor.is_none()
    {
        blocks.extend(division.body);
    } else {
        blocks.push(Block::Division(division));
    }
}
