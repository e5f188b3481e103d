//! The info string of a code fence after the language: a title, settings of other programs, or other words.

use crate::read::common::attributes::{is_quote, words};

/// Keys whose value is printed above the code.
const TITLES: [&str; 7] = ["title", "caption", "lst-cap", "fig-cap", "filename", "file", "name"];

/// The info string after the language.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Info {
    /// The title, printed above the code.
    pub(crate) title: Option<String>,
    /// Words that are neither a title nor a known setting.
    pub(crate) unknown: Vec<String>,
}

/// Parses an info string: `python {.numberLines} title="Doses" linenos=1`.
pub(crate) fn info(line: &str) -> Info {
    let mut found = Info::default();
    let line = line.trim_start();
    let rest = &line[line.find([' ', ',', '{', '\t']).unwrap_or(line.len())..];
    let rest = rest.replace(['{', '}'], " ");
    for word in words(&rest) {
        match word.split_once('=') {
            Some((key, value)) if TITLES.contains(&key.trim_start_matches(',')) && found.title.is_none() => {
                found.title = Some(value.trim_matches(is_quote).to_owned()).filter(|title| !title.trim().is_empty());
            }
            Some(_) => {}
            None if word.starts_with(['#', '.', '-']) || !word.contains(char::is_alphabetic) => {}
            None => found.unknown.push(word.to_owned()),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_distinguished_from_settings_and_words() {
        for (line, title, unknown) in [
            ("", None, ""),
            ("python", None, ""),
            ("{.r .numberLines startFrom=\"3\"}", None, ""),
            ("js {1,3-5} title=\"Two cups\"", Some("Two cups"), ""),
            ("python,file=a.py", Some("a.py"), ""),
            ("> some words", None, "some words"),
        ] {
            let found = info(line);
            assert_eq!((found.title.as_deref(), found.unknown.join(" ").as_str()), (title, unknown), "{line}");
        }
    }
}
