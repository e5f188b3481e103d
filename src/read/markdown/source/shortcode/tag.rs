//! A single shortcode, tag, value or attribute list: its position and content.

use crate::read::common::escape::ends_in_escape;
use std::{collections::HashMap, ops::Range};

/// Replaces a removed byte where a space would have a meaning; removed later.
pub(crate) const FILLER: char = '\u{7f}';

/// Returns the byte after the line at this byte.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// The maximum length of a shortcode, in bytes.
const LONGEST: usize = 4000;

/// The delimiters of each kind, in order of precedence.
const PAIRS: [(&str, &str, Kind); 6] = [
    ("{{<", ">}}", Kind::Hugo),
    ("{{%", "%}}", Kind::Hugo),
    ("{{/*", "*/}}", Kind::Comment),
    ("{%", "%}", Kind::Liquid),
    ("{{", "}}", Kind::Value),
    ("{:", "}", Kind::Attributes),
];

/// The syntax of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Hugo,
    Comment,
    Liquid,
    Value,
    Attributes,
}

/// A tag in a text.
#[derive(Debug)]
pub(super) struct Tag {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    /// The lengths of its opening and closing delimiters.
    edges: (usize, usize),
    name: String,
}

impl Tag {
    /// Returns the tag that starts at this byte, if it is closed within limits.
    pub(super) fn at(text: &str, at: usize) -> Option<Self> {
        let rest = &text[at..];
        if ends_in_escape(&text[..at]) {
            return None;
        }
        let (open, close, kind) = PAIRS.into_iter().find(|(open, ..)| rest.starts_with(open))?;
        let most = (0..=LONGEST.min(rest.len())).rev().find(|&most| rest.is_char_boundary(most))?;
        // A tag ends with its paragraph, so that an unclosed one swallows no more than that.
        let reach = rest[..most].find("\n\n").unwrap_or(most);
        let length = rest[open.len()..reach].find(close)? + open.len() + close.len();
        let inside = &rest[open.len()..length - close.len()];
        let sound = match kind {
            Kind::Value => is_value(inside, &text[..at]),
            Kind::Attributes => is_attributes(inside),
            Kind::Hugo | Kind::Comment | Kind::Liquid => true,
        };
        let name = inside.split_whitespace().find(|word| *word != "-").unwrap_or_default();
        let name = name.trim_start_matches('-').chars().take(30).collect();
        sound.then(|| Self { kind, range: at..at + length, edges: (open.len(), close.len()), name })
    }

    /// Returns its first word.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Returns the bytes between its delimiters.
    pub(super) fn inner(&self) -> Range<usize> {
        self.range.start + self.edges.0..self.range.end - self.edges.1
    }

    /// Returns its content; `text` is the text that contains it.
    pub(super) fn inside<'a>(&self, text: &'a str) -> &'a str {
        &text[self.inner()]
    }
}

/// Returns whether braces contain a Liquid value: a name or a quoted string, with or without filters.
/// `{{bibliography}}`, which is ours, and braces in math are not.
fn is_value(inside: &str, before: &str) -> bool {
    let bare = inside.trim_matches(['-', ' ', '\n']);
    let apart =
        inside.starts_with([' ', '-']) || !before.ends_with(|c: char| c.is_alphanumeric() || "_^\\}$".contains(c));
    let opens = bare.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '\'' | '"' | '.' | '$'));
    let name = bare.split([' ', '|']).next().unwrap_or_default();
    let sound = quoted(bare).is_some() || name.chars().all(|c| c.is_alphanumeric() || "_-.$[]'\"".contains(c));
    let alone = bare.len() == name.len() || bare[name.len()..].trim_start().starts_with('|') || quoted(bare).is_some();
    // Hugo's templates call functions: `{{ partial "a" . }}`, `{{ range .Pages }}`.
    let called = bare.contains(['"', '.', '$']) || bare.starts_with("end");
    apart && opens && sound && (alone || called) && bare != "bibliography"
}

/// Returns the bytes of the quoted string at the start of a value.
pub(super) fn quoted(inside: &str) -> Option<Range<usize>> {
    let lead = inside.len() - inside.trim_start_matches(['-', ' ']).len();
    let quote = inside[lead..].chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let length = inside[lead + 1..].find(quote)?;
    let rest = inside[lead + length + 2..].trim_start();
    (rest.is_empty() || rest.starts_with(['|', '-'])).then_some(lead + 1..lead + 1 + length)
}

/// Returns whether braces contain kramdown's attributes: classes, ids, key-value pairs, or `toc`.
fn is_attributes(inside: &str) -> bool {
    let mut quoted = false;
    let mut words = inside
        .split(|c: char| {
            quoted ^= c == '"';
            !quoted && c.is_whitespace()
        })
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some()
        && words.all(|word| matches!(word, "toc" | "no_toc") || word.starts_with(['.', '#']) || word.contains('='))
}

/// Finds closing tags. Each search continues where the last one of its kind ended.
pub(super) struct Closers<'a> {
    pub(super) text: &'a str,
    /// The last closing tag found for each name.
    found: HashMap<(Kind, &'static str), Option<Range<usize>>>,
}

impl<'a> Closers<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, found: HashMap::new() }
    }

    /// Returns the closing tag of a pair at or after a byte: `{% endraw %}`, `{{< /highlight >}}`.
    pub(super) fn after(&mut self, kind: Kind, name: &'static str, from: usize) -> Option<Range<usize>> {
        match self.found.get(&(kind, name)) {
            Some(None) => return None,
            Some(Some(found)) if found.start >= from => return Some(found.clone()),
            _ => {}
        }
        let ends = |tag: &Tag| {
            let said: String = tag.inside(self.text).chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
            tag.kind == kind && (said == format!("end{name}") || said == format!("/{name}"))
        };
        let mut at = from;
        let mut found = None;
        while let Some(next) = self.text[at..].find('{').map(|next| at + next) {
            match Tag::at(self.text, next) {
                Some(tag) if ends(&tag) => {
                    found = Some(tag.range);
                    break;
                }
                _ => at = next + 1,
            }
        }
        self.found.insert((kind, name), found.clone());
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_distinguished_from_other_braces() {
        for value in [
            "{{ site.baseurl }}",
            "{{page.title|escape}}",
            "{{ '/a' | relative_url }}",
            "{{ content }}",
            "{{ partial \"a\" . }}",
        ] {
            assert_eq!(Tag::at(value, 0).map(|tag| tag.kind), Some(Kind::Value), "{value}");
        }
        for words in ["{{bibliography}}", "{{ 1 + 1 }}", "{{ }}", "{{ a set of words }}", "{{x", "\\{{ x }}"] {
            assert!(words.match_indices('{').all(|(at, _)| Tag::at(words, at).is_none()), "{words}");
        }
        assert!(Tag::at("x^{{a}}", 2).is_none());
    }

    #[test]
    fn attributes_are_distinguished_from_other_braces() {
        for said in ["{: .notice}", "{:toc}", "{:.a #b width=\"20 mm\"}"] {
            assert_eq!(Tag::at(said, 0).map(|tag| tag.kind), Some(Kind::Attributes), "{said}");
        }
        for words in ["{: a word }", "{:}", "{: ) }", "{::comment}"] {
            assert!(Tag::at(words, 0).is_none(), "{words}");
        }
    }
}
