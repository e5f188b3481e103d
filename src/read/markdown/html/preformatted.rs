//! `<pre>` in raw HTML.

use super::{
    entities,
    tags::{Attribute, Piece, next, value},
};
use crate::{
    article::{Code, Span},
    read::markdown::inline::line::printable,
};

/// Returns the code before `</pre>`, with its line ends, and its length in bytes. Tags inside, such as those of a
/// highlighter, are dropped; their text is kept.
pub(super) fn code(html: &str) -> (Code, usize) {
    let (mut text, mut language, mut at) = (String::new(), None, 0);
    while at < html.len() {
        let (piece, length) = next(&html[at..]);
        match piece {
            Piece::Text(words) => text.push_str(&entities::decoded(words)),
            Piece::Open(name, _, _) if name == "br" => text.push('\n'),
            Piece::Open(_, attributes, _) => language = language.or_else(|| language_of(&attributes)),
            Piece::Close(name) if name == "pre" => break,
            Piece::Close(_) | Piece::Instruction | Piece::Comment | Piece::Declaration => {}
        }
        at += length;
    }
    // HTML 13.1.2.5: a newline directly after the start tag is not part of the text.
    let text = printable(text.strip_prefix('\n').unwrap_or(&text).trim_end());
    (Code { language, text, span: Span::default() }, at)
}

/// Returns the language in a class: `language-rust`.
fn language_of(attributes: &[Attribute]) -> Option<String> {
    let classes = value(attributes, "class");
    classes.split_whitespace().find_map(|class| class.strip_prefix("language-")).map(str::to_owned)
}
