//! Words in a formula, which may contain formulas: `\text{if } x > 0`.

use super::{
    TexError,
    atom::{one, words},
    font::Font,
    parser::Parser,
};
use crate::maths::tree::{Leaf, Node};

/// Returns whether a command takes a text argument.
pub(super) fn is_text(name: &str) -> bool {
    matches!(
        name,
        "text"
            | "textrm"
            | "textnormal"
            | "textup"
            | "textmd"
            | "textit"
            | "textsl"
            | "textsf"
            | "texttt"
            | "textbf"
            | "emph"
            | "mbox"
            | "hbox"
            | "intertext"
            | "shortintertext"
    )
}

/// Reads a text argument in braces.
pub(super) fn read(parser: &mut Parser<'_>) -> Result<Node, TexError> {
    let start = parser.cursor.at();
    let bold = parser.cursor.slice(&(0..start)).ends_with("\\textbf");
    parser.cursor.skip_space();
    let open = parser.cursor.at();
    if !parser.cursor.skip("{") {
        return Err(parser.cursor.error("expected text in braces"));
    }
    let mut nodes = Vec::new();
    let mut text = String::new();
    while !parser.cursor.skip("}") {
        if parser.cursor.is_done() {
            return Err(TexError { at: open..open + 1, message: "this brace is not closed".to_owned() });
        }
        let Some(inner) = piece(parser, &mut text)? else { continue };
        flush(&mut text, bold, &mut nodes);
        nodes.push(inner);
    }
    flush(&mut text, bold, &mut nodes);
    Ok(one(nodes))
}

fn flush(text: &mut String, bold: bool, nodes: &mut Vec<Node>) {
    if !text.is_empty() {
        nodes.push(Node::Text(Leaf { text: std::mem::take(text), upright: true, bold }));
    }
}

/// Reads a character, command or group of text. Returns a formula or group; appends other text to `text`.
fn piece(parser: &mut Parser<'_>, text: &mut String) -> Result<Option<Node>, TexError> {
    let start = parser.cursor.at();
    match parser.cursor.next() {
        Some('$') => return formula(parser, "$").map(Some),
        Some('\\') => return command(parser, start, text),
        Some('{') => {
            parser.cursor = parser.cursor.back_to(start);
            return parser.deeper(read).map(Some);
        }
        Some('~') => text.push('\u{a0}'),
        Some('%') => {
            parser.cursor.take(|c| c != '\n');
        }
        Some('-') if parser.cursor.skip("--") => text.push('—'),
        Some('-') if parser.cursor.skip("-") => text.push('–'),
        Some('`') => text.push(if parser.cursor.skip("`") { '“' } else { '‘' }),
        Some('\'') => text.push(if parser.cursor.skip("'") { '”' } else { '’' }),
        Some(space) if space.is_whitespace() => {
            parser.cursor.take(char::is_whitespace);
            text.push(' ');
        }
        Some(control) if control.is_control() => {
            return Err(parser.cursor.error_since(start, "a control character"));
        }
        Some(other) => text.push(other),
        None => {}
    }
    Ok(None)
}

fn command(parser: &mut Parser<'_>, start: usize, text: &mut String) -> Result<Option<Node>, TexError> {
    let name = parser.cursor.name();
    match name {
        "(" => return formula(parser, "\\)").map(Some),
        "%" | "&" | "_" | "$" | "#" | "{" | "}" => text.push_str(name),
        " " | "\n" | "," | ";" | ":" | ">" | "quad" | "qquad" | "space" => text.push(' '),
        "'" | "`" | "^" | "\"" | "~" | "=" | "." | "u" | "v" | "H" | "c" | "r" => accented(parser, name, start, text)?,
        "textbackslash" => text.push('\\'),
        "ldots" | "dots" | "textellipsis" => text.push('…'),
        "ce" | "cf" => {
            let range = parser.cursor.braces()?;
            return super::chemistry::read(parser.cursor.within(&range)).map(Some);
        }
        _ if is_text(name) => return parser.deeper(read).map(Some),
        _ if super::units::is_unit(name) => return super::units::read(parser, name, start).map(Some),
        _ => match super::symbols::find(name) {
            Some((symbol, _)) => {
                text.push_str(symbol);
                parser.cursor.skip("{}");
            }
            None => return Err(parser.cursor.error_since(start, format!("unknown command `\\{name}` in text"))),
        },
    }
    Ok(None)
}

/// Reads an accented letter: `\'e`, `\"{o}`.
fn accented(parser: &mut Parser<'_>, name: &str, start: usize, text: &mut String) -> Result<(), TexError> {
    use unicode_normalization::UnicodeNormalization;
    let mark = match name {
        "'" => '\u{301}',
        "`" => '\u{300}',
        "^" => '\u{302}',
        "\"" => '\u{308}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "." => '\u{307}',
        "u" => '\u{306}',
        "v" => '\u{30c}',
        "H" => '\u{30b}',
        "c" => '\u{327}',
        _ => '\u{30a}',
    };
    parser.cursor.skip_space();
    let braced = parser.cursor.skip("{");
    // a dotless letter below an accent: `\'\i`
    let dotless = parser.cursor.command().filter(|name| matches!(*name, "i" | "j"));
    if dotless.is_some() {
        parser.cursor.next();
    }
    let letter = parser.cursor.next().filter(|letter| letter.is_alphabetic());
    match letter {
        Some(letter) if !braced || parser.cursor.skip("}") => {
            text.extend([letter, mark].into_iter().nfc());
            Ok(())
        }
        _ => Err(parser.cursor.error_since(start, "an accent without a letter")),
    }
}

/// Reads a formula within text, up to its closing delimiter.
fn formula(parser: &mut Parser<'_>, close: &str) -> Result<Node, TexError> {
    let around = (parser.font, parser.in_bracket, parser.in_script);
    (parser.font, parser.in_bracket, parser.in_script) = (Font::Normal, false, false);
    let row = parser.row()?;
    (parser.font, parser.in_bracket, parser.in_script) = around;
    if parser.cursor.skip(close) { Ok(row) } else { Err(parser.cursor.error(format!("expected `{close}`"))) }
}

/// Returns text in parentheses, as for equation numbers.
pub(super) fn in_parentheses(text: Node) -> Node {
    match text {
        Node::Text(leaf) => Node::Text(Leaf { text: format!("({})", leaf.text), ..leaf }),
        other => Node::Row(vec![words("("), other, words(")")]),
    }
}
