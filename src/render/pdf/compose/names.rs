//! Names of form fields, from the surrounding text.

use crate::render::pdf::document::FieldKind;

/// The maximum length of a name, in characters.
const LONGEST: usize = 100;

/// Returns the words before a space to fill in that describe it: those of its sentence.
pub(super) fn before(words: &str) -> Option<String> {
    let line = words.lines().rev().find(|line| !line.trim().is_empty())?;
    let sentence = line.rfind(['.', '!', ';']).filter(|&end| line[end + 1..].chars().any(char::is_alphabetic));
    let own = tidy(sentence.map_or(line, |end| &line[end + 1..]))?;
    let skipped = own.chars().count().saturating_sub(LONGEST);
    if skipped == 0 {
        return Some(own);
    }
    let last: String = own.chars().skip(skipped).collect();
    Some(last.split_once(' ').map_or(last.clone(), |(_, whole)| whole.to_owned()))
}

/// Returns the words after a check box, or of a heading.
pub(super) fn after(words: &str) -> Option<String> {
    let line = tidy(words.lines().find(|line| !line.trim().is_empty())?)?;
    if line.chars().count() <= LONGEST {
        return Some(line);
    }
    let first: String = line.chars().take(LONGEST).collect();
    Some(first.rsplit_once(' ').map_or(first.clone(), |(whole, _)| whole.to_owned()))
}

/// Adds a hint in brackets directly after the space: `Born (day/month/year)`.
pub(super) fn with_hint(name: String, words: &str) -> String {
    let hint = words.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match hint {
        Some((hint, _)) if hint.len() <= LONGEST => format!("{name} ({hint})"),
        _ => name,
    }
}

/// Returns the words with single spaces, without marks at their ends; `None` without a letter or digit.
fn tidy(words: &str) -> Option<String> {
    let words: Vec<&str> =
        words.split(|c: char| c.is_whitespace() || is_unseen(c)).filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mark = |c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | ',' | ';' | '•' | '–' | '—' | '-' | '/' | '_' | '☐' | '☑')
    };
    let own = words.trim_matches(mark).trim_start_matches(['.', '。']);
    own.chars().any(char::is_alphanumeric).then(|| own.to_owned())
}

/// Returns whether a character represents a picture, or is a direction mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{fffc}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Splits a text into words, lines to fill in, and check boxes, in order.
pub(super) fn pieces(words: &str) -> Vec<(&str, Option<FieldKind>)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(found) = words[at..].find(['_', '☐']).map(|found| at + found) {
        let (end, kind) = if words[found..].starts_with('_') {
            let end = words[found..].find(|c| c != '_').map_or(words.len(), |length| found + length);
            (end, is_line(&words[..found], end - found, &words[end..]).then_some(FieldKind::Line))
        } else {
            (found + '☐'.len_utf8(), Some(FieldKind::Tick))
        };
        if kind.is_some() {
            pieces.extend((from < found).then(|| (&words[from..found], None)));
            pieces.push((&words[found..end], kind));
            from = end;
        }
        at = end;
    }
    pieces.extend((from < words.len()).then(|| (&words[from..], None)));
    pieces
}

/// Returns whether underscores are a line to write on, not part of a name such as `snake__case`. Two are one in
/// `__/__/____`.
fn is_line(before: &str, length: usize, after: &str) -> bool {
    let in_word = (before.ends_with(char::is_alphanumeric), after.starts_with(char::is_alphanumeric));
    match in_word {
        (true, true) => false,
        (true, _) | (_, true) => length >= 3,
        (false, false) => length >= 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_boxes_are_distinguished_from_names_with_underscores() {
        let kinds =
            |words| pieces(words).into_iter().filter_map(|(piece, kind)| kind.map(|_| piece)).collect::<Vec<_>>();
        assert_eq!(kinds("Name: ____ born __/__/____"), ["____", "__", "__", "____"]);
        assert_eq!(kinds("☐ yes ☐ no, ___kg"), ["☐", "☐", "___"]);
        assert_eq!(kinds("a__b, __init__, snake_case_name, x_"), Vec::<&str>::new());
        let whole: String = pieces("Name: ____ and ☐").iter().map(|(piece, _)| *piece).collect();
        assert_eq!(whole, "Name: ____ and ☐");
    }

    #[test]
    fn a_place_is_named_by_its_own_sentence() {
        assert_eq!(before("Drink a lot. Your next visit: ").as_deref(), Some("Your next visit"));
        assert_eq!(before(" / "), None);
        assert_eq!(after(" I do not smoke.\nNext").as_deref(), Some("I do not smoke."));
        assert_eq!(with_hint("Born".to_owned(), " (day, month)"), "Born (day, month)");
        assert!(before(&"word ".repeat(90)).is_some_and(|name| name.len() <= LONGEST && !name.starts_with(' ')));
    }
}
