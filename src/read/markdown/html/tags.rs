//! Splits raw HTML into tags and the text between them.

use super::entities;

/// An attribute: its lowercase name and its value.
pub(super) type Attribute = (String, String);

/// A piece of markup.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(String, Vec<Attribute>, bool),
    Close(String),
    /// `<?…?>`, which replaces a fence.
    Instruction,
    Comment,
    /// `<!…>`
    Declaration,
}

/// Returns the first piece and its length in bytes.
pub(super) fn next(html: &str) -> (Piece<'_>, usize) {
    let Some(rest) = html.strip_prefix('<') else {
        let length = html.find('<').unwrap_or(html.len());
        return (Piece::Text(&html[..length]), length);
    };
    if rest.starts_with("!--") {
        return (Piece::Comment, html.find("-->").map_or(html.len(), |end| end + 3));
    }
    if rest.starts_with(['!', '?']) {
        // CommonMark 6.6: processing instructions, CDATA sections and declarations end in different ways.
        let (piece, end) = match rest {
            _ if rest.starts_with('?') => (Piece::Instruction, "?>"),
            _ if rest.starts_with("![CDATA[") => (Piece::Declaration, "]]>"),
            _ => (Piece::Declaration, ">"),
        };
        return (piece, html.find(end).map_or(html.len(), |at| at + end.len()));
    }
    let closing = rest.starts_with('/');
    let body = rest.trim_start_matches('/');
    let name: String = body.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if name.is_empty() {
        return (Piece::Text(&html[..1]), 1);
    }
    let end = tag_end(html);
    let inside = html.get(1 + usize::from(closing) + name.len()..end).unwrap_or_default();
    let inside = inside.trim_end_matches('>');
    if closing {
        return (Piece::Close(name), end);
    }
    (Piece::Open(name, attributes(inside), inside.ends_with('/')), end)
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

fn attributes(text: &str) -> Vec<Attribute> {
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
            value = entities::decoded(&inner[..stop]).into_owned();
            rest = inner[stop..].trim_start_matches(['"', '\'']);
        } else if end == 0 {
            rest = rest.get(1..).unwrap_or_default();
        }
        found.push((name, value));
        rest = rest.trim_start();
    }
    found
}

/// Returns an attribute's value, or an empty string.
pub(super) fn value(attributes: &[Attribute], key: &str) -> String {
    attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone()).unwrap_or_default()
}
