//! CriticMarkup: `{++added++}`, `{--removed--}`, `{~~old~>new~~}`, `{==marked==}`, `{>>comment<<}`.

use super::{closers::Closers, edit::Edit};

/// The delimiters of changes.
const MARKS: [(&str, &str); 5] = [("{++", "++}"), ("{--", "--}"), ("{~~", "~~}"), ("{==", "==}"), ("{>>", "<<}")];

/// Returns the Markdown of the change at byte `at`, and the text of a comment. Removed text is struck through.
pub(super) fn edit<'a>(text: &'a str, at: usize, closers: &mut Closers<'_>) -> Option<(Edit, Option<&'a str>)> {
    let (open, close) = MARKS.into_iter().find(|(open, _)| text[at..].starts_with(open))?;
    let start = at + open.len();
    let end = closers.next(close, start)?;
    let words = &text[start..end];
    // of nested changes, the inner one is read
    if words.trim().is_empty() || words.contains(open) {
        return None;
    }
    let text = markdown(open, words)?;
    Some((Edit { range: at..end + close.len(), text }, (open == "{>>").then_some(words)))
}

fn markdown(open: &str, words: &str) -> Option<String> {
    Some(match open {
        "{++" => words.to_owned(),
        "{--" => format!("<del>{words}</del>"),
        "{~~" => {
            let (old, new) = words.split_once("~>")?;
            // with a space, so that `{~~5~>10~~}` is not read as 510
            format!("<del>{old}</del>{}{new}", if old.ends_with(' ') || new.starts_with(' ') { "" } else { " " })
        }
        "{==" => format!("<mark>{words}</mark>"),
        _ => String::new(),
    })
}
