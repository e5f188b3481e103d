//! CriticMarkup: `{++added++}`, `{--removed--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`.

/// What opens and closes a change.
const MARKS: [(&str, &str); 5] = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];

/// Returns what opens the change at the start of a text, and its words.
fn parse(text: &str) -> Option<(&str, &str)> {
    let (open, close) = MARKS.into_iter().find(|(open, _)| text.starts_with(open))?;
    let words = &text[open.len()..];
    let words = &words[..words.find(close)?];
    (!words.trim().is_empty()).then_some((open, words))
}

/// Returns the length of the change at the start of a text.
pub(super) fn length(text: &str) -> Option<usize> {
    parse(text).map(|(open, words)| words.len() + 2 * open.len())
}

/// Returns the words of the comment at the start of a text.
pub(super) fn comment(text: &str) -> Option<&str> {
    parse(text).filter(|(open, _)| *open == "{>>").map(|(_, words)| words)
}

/// Returns the Markdown of the change at the start of a text. What was removed is struck out.
pub(super) fn markdown(text: &str) -> Option<String> {
    let (open, words) = parse(text)?;
    Some(match open {
        "{++" => words.to_owned(),
        "{--" => format!("<del>{words}</del>"),
        "{~~" => {
            let (old, new) = words.split_once("~>")?;
            format!("<del>{old}</del>{new}")
        }
        "{==" => format!("<mark>{words}</mark>"),
        _ => String::new(),
    })
}
