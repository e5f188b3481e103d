//! Implicit references to headings (pandoc): `[Side effects]` and `[below][Side effects]` lead to that heading, unless
//! the reference is defined.

use super::code_fence::CodeFence;
use crate::article::github_name;
use std::collections::HashMap;

/// The headings of a body by their words, with the addresses of links to them.
#[derive(Debug)]
pub(in crate::read::markdown) struct Headings {
    addresses: HashMap<String, String>,
}

impl Headings {
    /// Finds the headings, except a title at the top, which is not in the body.
    pub(in crate::read::markdown) fn of(body: &str) -> Self {
        let mut addresses = HashMap::new();
        let (mut fence, mut first) = (CodeFence::default(), true);
        // the line above, if it begins a paragraph
        let mut above = "";
        let mut blank = true;
        for line in body.lines() {
            let bare = line.trim();
            let heading = if fence.covers(line) { None } else { atx(bare).or_else(|| setext(above, bare)) };
            if let Some((words, is_top)) = heading {
                if !(first && is_top) {
                    let (key, address) = named(words);
                    addresses.entry(key).or_insert(address);
                }
                first = false;
            }
            above = if blank { bare } else { "" };
            blank = bare.is_empty();
        }
        Self { addresses }
    }

    /// Returns the address of the heading that a reference names.
    pub(in crate::read::markdown) fn address(&self, reference: &str) -> Option<&str> {
        self.addresses.get(&key(reference)).map(String::as_str)
    }
}

/// Returns whether a reference may name a heading, rather than being a citation, a note or a box.
pub(in crate::read::markdown) fn may_name(reference: &str) -> bool {
    !reference.starts_with(['@', '^', '!', '-', '#']) && reference.chars().filter(|c| c.is_alphabetic()).count() > 1
}

/// Returns the words of `## Words`, and whether it is at the top level.
fn atx(line: &str) -> Option<(&str, bool)> {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let sound = (1..=6).contains(&level) && words.starts_with([' ', '\t']);
    sound.then(|| (words.trim().trim_end_matches('#').trim_end(), level == 1))
}

/// Returns the words above an underline, and whether they are at the top level.
fn setext<'a>(above: &'a str, line: &str) -> Option<(&'a str, bool)> {
    let mark = line.bytes().next().filter(|mark| matches!(mark, b'=' | b'-'))?;
    let sound = line.len() > 2 && line.bytes().all(|byte| byte == mark) && !above.is_empty();
    sound.then_some((above, mark == b'='))
}

/// Returns the key and the address of a heading: the name in its attributes (`{#name}`), or GitHub's.
fn named(words: &str) -> (String, String) {
    let (words, attributes) = match words.rsplit_once('{') {
        Some((words, attributes)) if attributes.ends_with('}') => (words.trim_end(), attributes.trim_end_matches('}')),
        _ => (words, ""),
    };
    let own = attributes.split_whitespace().find_map(|attribute| attribute.strip_prefix('#'));
    (key(words), format!("#{}", own.map_or_else(|| github_name(words), str::to_owned)))
}

/// Returns words in the form used for comparison: without emphasis, in lowercase.
fn key(words: &str) -> String {
    let plain: String = words.chars().filter(|c| !matches!(c, '*' | '_' | '`')).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_by_their_words_except_the_title_and_code() {
        let body = "# Tea\n\n## Side *effects* ##\n\n````\n```\n# Code\n````\n\nHow to\nbrew\n----\n\nSteep\n---\n\n## Dose {#d .x}\n# More\n";
        let found = Headings::of(body);
        assert_eq!(found.address("side  Effects"), Some("#side-effects"));
        assert_eq!([found.address("Dose"), found.address("More")], [Some("#d"), Some("#more")]);
        assert_eq!(found.address("steep"), Some("#steep"));
        assert_eq!(["Tea", "Code", "Salt", "brew"].map(|words| found.address(words)), [None; 4]);
        assert!(may_name("Dose") && !may_name("@doe") && !may_name("12") && !may_name("x"));
    }
}
