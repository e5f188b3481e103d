//! Rich text in fields: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span …>`, and quotation marks.
//!
//! Paired straight or curly quotation marks become quotations, whose marks follow the locale and alternate with those
//! around them. Unpaired marks become apostrophes or stay as written.

use super::node::Node;
use super::output::Font;

/// The maximum nesting depth of markup in a field; deeper tags are text.
const MAX_DEPTH: usize = 32;

/// The maximum length of a tag, in bytes.
const MAX_TAG: usize = 80;

/// What an open element turns into.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Font(Font),
    Nocase,
    Double,
    Single,
    Root,
}

/// An element that is not closed yet.
struct Open {
    kind: Kind,
    /// The tag or mark as written, in case it is never closed.
    written: String,
    nodes: Vec<Node>,
}

/// Parses the text of a field.
pub(super) fn parse(text: &str) -> Vec<Node> {
    if !text.contains(SPECIAL) {
        return vec![Node::Text(text.to_string())];
    }
    let mut parser = Parser { stack: vec![Open { kind: Kind::Root, written: String::new(), nodes: Vec::new() }] };
    let mut rest = text;
    let mut before = None;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '<' => parser.tag(rest),
            '"' | '“' | '”' | '\'' | '‘' | '’' => parser.quote(next, before, &rest[next.len_utf8()..]),
            _ => 0,
        };
        if taken > 0 {
            // a quotation may start directly after the mark that opens another one
            let opened = matches!(parser.stack.last(), Some(open) if open.nodes.is_empty());
            before = match next {
                '<' => before,
                _ if opened => Some('('),
                _ => Some(next),
            };
            rest = &rest[taken..];
        } else {
            let end = rest[next.len_utf8()..].find(SPECIAL).map_or(rest.len(), |at| at + next.len_utf8());
            parser.text(&rest[..end]);
            before = rest[..end].chars().last();
            rest = &rest[end..];
        }
    }
    parser.finish()
}

const SPECIAL: [char; 7] = ['<', '"', '\'', '‘', '’', '“', '”'];

struct Parser {
    stack: Vec<Open>,
}

impl Parser {
    fn nodes(&mut self) -> &mut Vec<Node> {
        let last = self.stack.len() - 1;
        &mut self.stack[last].nodes
    }

    fn text(&mut self, text: &str) {
        match self.nodes().last_mut() {
            Some(Node::Text(last)) => last.push_str(text),
            _ => self.nodes().push(Node::Text(text.to_string())),
        }
    }

    /// Reads a tag at the start of `rest`. Returns its length, or 0 if there is none.
    fn tag(&mut self, rest: &str) -> usize {
        let Some(end) = rest.bytes().take(MAX_TAG).position(|byte| byte == b'>') else { return 0 };
        let tag = &rest[..=end];
        if let Some(kind) = opening(tag) {
            if self.stack.len() > MAX_DEPTH {
                return 0;
            }
            self.open(kind, tag);
            return tag.len();
        }
        let closes = |open: &Open| match tag {
            "</i>" => open.kind == Kind::Font(Font::Italic),
            "</b>" => open.kind == Kind::Font(Font::Bold),
            "</sup>" => open.kind == Kind::Font(Font::Superscript),
            "</sub>" => open.kind == Kind::Font(Font::Subscript),
            "</sc>" => open.written == "<sc>",
            "</span>" => open.written.starts_with("<span"),
            _ => false,
        };
        match self.stack.iter().rposition(closes) {
            Some(index) => {
                self.close(index);
                tag.len()
            }
            None => 0,
        }
    }

    /// Reads a quotation mark. Returns its length, or 0 if it is plain text.
    fn quote(&mut self, mark: char, before: Option<char>, rest: &str) -> usize {
        let next = text_after_tags(rest);
        let after_space = before.is_none_or(|c| c.is_whitespace() || "([{-–—/".contains(c));
        let before_space = next.is_none_or(|c| c.is_whitespace() || !(c.is_alphanumeric() || "([{<$".contains(c)));
        let kind = if matches!(mark, '"' | '“' | '”') { Kind::Double } else { Kind::Single };
        let open = self.stack.iter().rposition(|open| open.kind == kind);
        // a tag opened inside the quotation must be closed inside it
        let open = open.filter(|index| {
            self.stack[index + 1..].iter().all(|inner| !matches!(inner.kind, Kind::Font(_) | Kind::Nocase))
        });
        let may_open = match mark {
            '“' | '‘' => true,
            '”' | '’' => false,
            _ => after_space && next.is_some_and(|c| !c.is_whitespace()),
        };
        let may_close = match mark {
            '“' | '‘' => false,
            '”' => true,
            '’' => !next.is_some_and(char::is_alphanumeric),
            _ => before_space && before.is_some_and(|c| !c.is_whitespace()),
        };
        if let Some(index) = open.filter(|_| may_close) {
            self.close(index);
        } else if may_open && self.stack.len() <= MAX_DEPTH {
            let written = if mark == '\'' { "’".to_string() } else { mark.to_string() };
            self.open(kind, &written);
        } else {
            let mark = if mark == '\'' { '’' } else { mark };
            self.text(mark.encode_utf8(&mut [0; 4]));
        }
        mark.len_utf8()
    }

    fn open(&mut self, kind: Kind, written: &str) {
        self.stack.push(Open { kind, written: written.to_string(), nodes: Vec::new() });
    }

    /// Closes the element at `index`; elements still open inside it become text.
    fn close(&mut self, index: usize) {
        while self.stack.len() > index + 1 {
            self.abandon();
        }
        if let Some(open) = self.stack.pop() {
            let node = match open.kind {
                Kind::Font(font) => Node::Rich(font, open.nodes),
                Kind::Nocase | Kind::Root => Node::Nocase(open.nodes),
                Kind::Double | Kind::Single => Node::Quoted(open.nodes),
            };
            self.nodes().push(node);
        }
    }

    /// Turns the innermost open element into text.
    fn abandon(&mut self) {
        if let Some(open) = self.stack.pop() {
            self.text(&open.written);
            for node in open.nodes {
                match node {
                    Node::Text(text) => self.text(&text),
                    node => self.nodes().push(node),
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Node> {
        while self.stack.len() > 1 {
            self.abandon();
        }
        self.stack.pop().map(|root| root.nodes).unwrap_or_default()
    }
}

/// Returns the first character of `text` outside tags.
fn text_after_tags(mut text: &str) -> Option<char> {
    while text.starts_with('<') {
        match text.bytes().take(MAX_TAG).position(|byte| byte == b'>') {
            Some(end) => text = &text[end + 1..],
            None => break,
        }
    }
    text.chars().next()
}

/// Returns the kind of element that a tag opens.
fn opening(tag: &str) -> Option<Kind> {
    Some(match tag {
        "<i>" => Kind::Font(Font::Italic),
        "<b>" => Kind::Font(Font::Bold),
        "<sup>" => Kind::Font(Font::Superscript),
        "<sub>" => Kind::Font(Font::Subscript),
        "<sc>" => Kind::Font(Font::SmallCaps),
        _ if tag.starts_with("<span") => {
            let attributes: String = tag.chars().filter(|c| !c.is_whitespace()).collect();
            if attributes.contains("font-variant:small-caps") {
                Kind::Font(Font::SmallCaps)
            } else if attributes.contains("class=\"nocase\"") || attributes.contains("class='nocase'") {
                Kind::Nocase
            } else {
                return None;
            }
        }
        _ => return None,
    })
}
