//! Rewrites inline syntax of other dialects: wikilinks, embeds, comments, block names and highlights of Obsidian,
//! roles of MyST, changes of CriticMarkup, comments of MDX, references to examples, dollar signs for amounts of
//! money, and asterisks between digits, which mean multiplication.

use super::{
    closers::Closers,
    code_fence, critic,
    edit::Edit,
    lines::{Line, floor},
    mdx, roles, wikilinks,
    writer::Writer,
};
use crate::{
    article::Span,
    read::{
        account::Reason,
        common::{attributes, escape::ends_in_escape},
    },
};
use std::ops::Range;

/// Writes a line, including its line end.
pub(super) fn write(writer: &mut Writer<'_>, line: &Line<'_>) {
    write_words(writer, line);
    writer.end(line);
}

/// Writes a line without its line end.
pub(super) fn write_words(writer: &mut Writer<'_>, line: &Line<'_>) {
    let text = line.text;
    let marks = ["$", "==", "[[", "{", "%%", "(@", " ^", "\\", "*", "++"];
    if !marks.iter().chain(&ICONS).any(|mark| text.contains(mark)) {
        return writer.part(text, line.start);
    }
    let code = code_fence::spans(text);
    let mut closers = Closers::new(text);
    let (mut at, mut written) = (0, 0);
    while let Some(found) = text[at..].find(['$', '=', '[', '!', '{', '%', '(', '^', '\\', '`', '*', '+', ':']) {
        at += found;
        if let Some(span) = code_from(&code, at).filter(|span| span.contains(&at)) {
            at = span.end;
            continue;
        }
        match edit(writer, line, at, &code, &mut closers) {
            Some(edit) => {
                writer.part(&text[written..edit.range.start], line.start + written);
                writer.replace(&edit.text, line.start + edit.range.start..line.start + edit.range.end);
                (at, written) = (edit.range.end, edit.range.end);
            }
            None => at = skip(text, at),
        }
    }
    writer.part(&text[written..], line.start + written);
}

/// Returns the first code span that ends after byte `at`.
fn code_from(code: &[Range<usize>], at: usize) -> Option<&Range<usize>> {
    code.get(code.partition_point(|span| span.end <= at))
}

/// Returns the byte to continue from if nothing is rewritten.
fn skip(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let next = rest[1..].chars().next().map_or(0, char::len_utf8);
    match rest.as_bytes()[0] {
        b'\\' => at + 1 + next,
        b'$' if rest.starts_with("$$") => at + 2 + rest[2..].find("$$").map_or(0, |end| end + 2),
        b'$' => maths_end(text, at).map_or(at + 1, |end| end + 1),
        b'`' => at + rest.bytes().take_while(|byte| *byte == b'`').count(),
        _ => at + 1,
    }
}

/// Returns the replacement for the syntax at byte `at`.
fn edit(
    writer: &mut Writer<'_>,
    line: &Line<'_>,
    at: usize,
    code: &[Range<usize>],
    closers: &mut Closers<'_>,
) -> Option<Edit> {
    let text = line.text;
    let rest = &text[at..];
    let place = |range: &Range<usize>| Span::new(line.start + range.start, line.start + range.end);
    match rest.as_bytes()[0] {
        b'$' => money(text, at),
        b'=' => highlight(text, at, closers),
        b'!' | b'[' => {
            let (edit, embedded) = wikilinks::edit(text, at, closers)?;
            if let Some(name) = embedded {
                let message = format!("the embedded note `{name}` is not part of the article");
                writer.warn(message, "put its text here, or link to it", place(&edit.range));
            }
            Some(edit)
        }
        b'+' => keys(text, at),
        b':' => {
            let range = at..at + icon(rest).filter(|_| !text[..at].ends_with(char::is_alphanumeric))?;
            writer.leave_out(Reason::Placeholder, place(&range), &text[range.clone()]);
            Some(Edit { range, text: String::new() })
        }
        b'*' => multiplies(text, at).then(|| Edit { range: at..at + 1, text: "\\*".to_owned() }),
        b'{' if text[..at].trim_end().ends_with("$$") => {
            let range = at..closers.next("}", at)? + 1;
            if text[range.clone()][1..].contains('{') {
                return None;
            }
            attributes::parse(&text[range.clone()])?;
            writer.leave_out(Reason::Markup, place(&range), &text[range.clone()]);
            Some(Edit { range, text: String::new() })
        }
        b'{' if text[..at].ends_with('=') => mdx::attribute(text, at),
        b'{' if rest.starts_with("{/*") => {
            let range = at..closers.next("*/}", at)? + 3;
            writer.leave_out(Reason::Comment, place(&range), &text[range.clone()]);
            Some(Edit { range, text: String::new() })
        }
        b'{' => match critic::edit(text, at, closers) {
            Some((edit, comment)) => {
                if let Some(comment) = comment {
                    writer.leave_out(Reason::Comment, place(&edit.range), comment);
                }
                Some(edit)
            }
            None => roles::edit(text, at, code_from(code, at)?),
        },
        b'%' => {
            let opens = at == 0 || text[..at].ends_with([' ', '\t', '>']);
            if !opens || !rest.starts_with("%%") {
                return None;
            }
            let range = at..closers.next("%%", at + 2)? + 2;
            writer.leave_out(Reason::Comment, place(&range), &text[range.clone()]);
            Some(Edit { range, text: String::new() })
        }
        b'(' => {
            let end = closers.next(")", at).filter(|_| rest.starts_with("(@"))?;
            let label = &text[at + 2..end];
            let number = *writer.examples.get(label)?;
            Some(Edit { range: at..at + label.len() + 3, text: format!("({number})") })
        }
        b'^' => block_name(text, at),
        b'\\' if rest.starts_with("\\,") && text[..at].ends_with(|c: char| c.is_ascii_digit()) => {
            // TeX's thin space between a number and its unit
            Some(Edit { range: at..at + 2, text: "\u{202f}".to_owned() })
        }
        b'\\' if rest.starts_with("\\(") || rest.starts_with("\\[") => {
            let (open, close) = if rest.starts_with("\\(") { ("\\(", "\\)") } else { ("\\[", "\\]") };
            let reach = &rest[..floor(rest, LONGEST)];
            let inside = &rest[open.len()..reach.find(close).filter(|_| !text[..at].ends_with('\\'))?];
            let signs = if open == "\\(" { "$" } else { "$$" };
            let range = at..at + inside.len() + open.len() + close.len();
            is_tex(inside).then(|| Edit { range, text: format!("{signs}{}{signs}", inside.trim()) })
        }
        b'\\' if rest.starts_with("\\ ") && is_in_words(text, at) => {
            // pandoc's no-break space
            Some(Edit { range: at..at + 2, text: "\u{a0}".to_owned() })
        }
        b'\\' if refers(rest).is_some() => {
            let (name, length) = refers(rest)?;
            Some(Edit { range: at..at + length, text: format!("[](<#{name}>)") })
        }
        b'\\' => {
            let name = rest[1..].bytes().take_while(u8::is_ascii_alphabetic).count();
            if name > 1 && rest[name + 1..].starts_with('{') {
                writer.note_tex(place(&(at..at + name + 1)));
            }
            None
        }
        _ => None,
    }
}

/// Returns the label of a LaTeX reference, `\eqref{eq:bmi}`, and the length of the command.
fn refers(rest: &str) -> Option<(&str, usize)> {
    let command =
        ["\\eqref{", "\\ref{", "\\autoref{", "\\cref{", "\\Cref{"].into_iter().find(|own| rest.starts_with(own))?;
    let name = rest[command.len()..].split_once('}')?.0;
    let sound = |c: char| c.is_alphanumeric() || ":-_.".contains(c);
    (!name.is_empty() && name.chars().all(sound)).then_some((name, command.len() + name.len() + 1))
}

/// How far the end of a formula or of attributes is searched for, in bytes.
const LONGEST: usize = 1000;

/// The icon sets of MkDocs, by prefix.
const ICONS: [&str; 5] = [":material-", ":fontawesome-", ":octicons-", ":simple-", ":lucide-"];

/// Returns the length of an icon, `:octicons-heart-16:`, including its attributes.
fn icon(rest: &str) -> Option<usize> {
    ICONS.iter().find(|set| rest.starts_with(**set))?;
    let end = rest[1..].find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))? + 1;
    let after = rest[end..].strip_prefix(':')?;
    let reach = after.get(..floor(after, LONGEST)).filter(|reach| reach.starts_with('{')).unwrap_or_default();
    let attributes = reach.find('}').filter(|at| attributes::parse(&after[..at + 1]).is_some());
    Some(end + 1 + attributes.map_or(0, |at| at + 1))
}

/// Rewrites `++ctrl+alt++` as keys.
fn keys(text: &str, at: usize) -> Option<Edit> {
    let inside = text[at..].strip_prefix("++")?;
    let apart = |c: char| c.is_alphanumeric() || c == '+';
    let names = &inside[..inside.find("++")?];
    let quoted = |name: &str| name.len() > 2 && name.starts_with('"') && name.ends_with('"');
    let named =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') || quoted(name);
    let sound = names.split('+').all(named) && !text[..at].ends_with(apart);
    let ends = !inside[names.len() + 2..].starts_with(apart);
    let keys = names.split('+').map(|name| format!("<kbd>{}</kbd>", name.trim_matches('"')));
    (sound && ends).then(|| Edit { range: at..at + names.len() + 4, text: keys.collect::<Vec<_>>().join("+") })
}

/// How far back the start of a tag is searched for, in bytes.
const LONGEST_TAG: usize = 1000;

/// Escapes a dollar sign that does not open math, by pandoc's rule and an additional one: a closing dollar sign must
/// directly follow a character, and must not precede a digit or letter.
fn money(text: &str, at: usize) -> Option<Edit> {
    // a tag's attribute is left unchanged
    let before = &text.as_bytes()[at.saturating_sub(LONGEST_TAG)..at];
    if before.iter().rev().find(|byte| matches!(byte, b'<' | b'>')) == Some(&b'<') {
        return None;
    }
    let rest = &text[at + 1..];
    let opens = rest.starts_with(|c: char| !c.is_whitespace() && c != '$') && !text[..at].ends_with('$');
    let later = rest.contains('$');
    (opens && later && maths_end(text, at).is_none()).then(|| Edit { range: at..at + 1, text: "\\$".to_owned() })
}

/// Returns the position of the dollar sign that closes the math opened at byte `at`.
fn maths_end(text: &str, at: usize) -> Option<usize> {
    let signs = text[at + 1..].match_indices('$').map(|(sign, _)| at + 1 + sign);
    let close = signs.take(50).find(|sign| !ends_in_escape(&text[..*sign]))?;
    is_maths(&text[at + 1..close], text[close + 1..].chars().next()).then_some(close)
}

/// Returns whether text between two dollar signs is math, by pandoc's rules: no spaces inside the dollar signs, and
/// no digit after the second; a letter only after text with TeX syntax (`$\mu$g`). An amount in prose (`$8 a day, or
/// 5$`) is money.
pub(crate) fn is_maths(inside: &str, after: Option<char>) -> bool {
    let edges = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
    let prose =
        inside.contains(char::is_whitespace) && !inside.contains(['\\', '^', '_', '{', '=', '<', '>', '+', '|']);
    let money = inside.starts_with(|c: char| c.is_ascii_digit()) && prose;
    let joined = after
        .is_some_and(|after| after.is_alphanumeric() && (after.is_ascii_digit() || !inside.contains(['\\', '^', '_'])));
    !inside.is_empty() && !edges && !money && !joined
}

/// Returns whether the backslash at byte `at` and the space after it are between two words.
fn is_in_words(text: &str, at: usize) -> bool {
    let word = |c: char| c.is_alphanumeric();
    text[..at].ends_with(|c| word(c) || c == '.') && text[at + 2..].starts_with(word)
}

/// Returns whether the text between `\(` and `\)`, which may be escaped parentheses, is a formula.
fn is_tex(inside: &str) -> bool {
    let mut marks = 0;
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('$' | '`', _) => return false,
            ('\\', Some('\\')) => drop(chars.next()),
            ('\\', Some(next)) if next.is_ascii_alphabetic() => marks += 1,
            // Markdown's escapes
            ('\\', Some('^' | '_' | '*' | '[' | ']' | '<' | '>' | '~' | '"' | '\'')) => return false,
            ('^' | '_', Some(next)) if !next.is_whitespace() => marks += 1,
            _ => {}
        }
    }
    marks > 0
}

/// Returns whether an asterisk is between digits: `5*3*2` is a product, not emphasis.
fn multiplies(text: &str, at: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text[..at].ends_with(digit) && text[at + 1..].starts_with(digit)
}

/// Rewrites `==highlighted==` as an HTML element.
fn highlight(text: &str, at: usize, closers: &mut Closers<'_>) -> Option<Edit> {
    let inside = text[at..].strip_prefix("==")?;
    let opens = !text[..at].ends_with(|c: char| c == '=' || c.is_alphanumeric());
    let length = closers.next("==", at + 2)? - at - 2;
    let words = &inside[..length];
    let sound = !words.is_empty() && !words.starts_with([' ', '=']) && !words.ends_with(' ');
    let ends = !inside[length + 2..].starts_with(|c: char| c == '=' || c.is_alphanumeric());
    (opens && sound && ends).then(|| Edit { range: at..at + length + 4, text: format!("<mark>{words}</mark>") })
}

/// Rewrites a block name at the end of a line, ` ^green-1`, as an anchor.
fn block_name(text: &str, at: usize) -> Option<Edit> {
    let name = text[at + 1..].trim_end();
    let sound = name.len() > 2
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        && name.contains(|c: char| c.is_ascii_alphabetic());
    let apart = at == 0 || text[..at].ends_with(' ');
    (sound && apart).then(|| Edit { range: at..text.len(), text: format!("<a id=\"^{name}\"></a>") })
}
