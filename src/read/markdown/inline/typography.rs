//! Typographic punctuation: curly quotation marks by language, apostrophes, dashes, ellipses, primes after numbers.

use super::line::Line;
use crate::read::common::quotes::Quotes;

/// Returns the typographic form of the character `c` at byte `at` and its length in bytes, or `None` for other
/// characters.
pub(super) fn mark(line: &mut Line, quotes: Quotes, text: &str, at: usize, c: char) -> Option<(&'static str, usize)> {
    let rest = &text[at..];
    match c {
        '"' | '\'' if measures(line, &text[..at], rest, c) => Some((if c == '"' { "″" } else { "′" }, 1)),
        '-' if rest.starts_with("---") && !rest.starts_with("----") => Some(("—", 3)),
        '-' if rest.starts_with("--") && !rest.starts_with("---") => Some(("–", 2)),
        '.' if rest.starts_with("...") => Some(("…", 3)),
        '"' => Some((double(line, quotes, rest), 1)),
        '\'' => Some((apostrophe(line, quotes, rest), 1)),
        _ => None,
    }
}

/// Returns whether a mark after a number means inches and feet, or seconds and minutes: `5' 10"`. It does not if it
/// closes a quotation, as in `"section 5"`, or if letters follow: `the 1990's`.
fn measures(line: &Line, before: &str, rest: &str, c: char) -> bool {
    let number = line.last.is_some_and(char::is_numeric);
    if !number || rest[1..].starts_with(char::is_alphabetic) {
        return false;
    }
    let larger = before.trim_end_matches(char::is_numeric).trim_end();
    let pair = c == '"' && larger.len() < before.len() && larger.ends_with(['\'', '′']);
    pair || !(if c == '"' { line.quoted.0 } else { line.quoted.1 })
}

fn double(line: &mut Line, quotes: Quotes, rest: &str) -> &'static str {
    let next = rest[1..].chars().next();
    let in_word = line.last.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
    match quotes.inside {
        Some((sign, _)) if in_word => sign,
        _ if quotes.by_turns => alternate(&mut line.quoted.0, quotes.double),
        _ => {
            line.quoted.0 = opens(line);
            by_context(line, quotes.double)
        }
    }
}

fn apostrophe(line: &mut Line, quotes: Quotes, rest: &str) -> &'static str {
    let next = rest[1..].chars().next();
    let after_word = line.last.is_some_and(char::is_alphanumeric);
    let latin = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
    match quotes.inside {
        Some((_, sign)) if after_word && next.is_some_and(char::is_alphabetic) => return sign,
        _ if quotes.by_turns && !(after_word && latin(line.last) && latin(next)) => {
            return alternate(&mut line.quoted.1, quotes.single);
        }
        _ => {}
    }
    let in_word = after_word && next.is_some_and(char::is_alphanumeric);
    let decade = next.is_some_and(|c| c.is_ascii_digit());
    // If the closing single mark is `”`, one after a word closes an open mark; otherwise it is an apostrophe.
    let elision = after_word && quotes.single.1 == "”" && !line.quoted.1;
    if in_word || decade || elision {
        return "’";
    }
    line.quoted.1 = opens(line);
    by_context(line, quotes.single)
}

/// Returns whether a quotation mark at this position of the line opens a quotation.
fn opens(line: &Line) -> bool {
    line.last.is_none_or(|c| c.is_whitespace() || "([{—–“‘«„‚¿¡/".contains(c) || c == '\u{202f}')
}

fn by_context(line: &Line, (open, close): (&'static str, &'static str)) -> &'static str {
    if opens(line) { open } else { close }
}

/// Returns the opening and the closing mark alternately.
fn alternate(open: &mut bool, marks: (&'static str, &'static str)) -> &'static str {
    *open = !*open;
    if *open { marks.0 } else { marks.1 }
}
