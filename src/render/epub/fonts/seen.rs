//! Collects from the finished XHTML everything that determines the fonts: characters, languages and styles.

use crate::locale::Digits;
use std::collections::BTreeSet;

/// The characters, languages and styles found so far.
#[derive(Debug, Default)]
pub(in crate::render::epub) struct Seen {
    /// All characters, if fonts are needed.
    pub(super) letters: BTreeSet<char>,
    /// The language tags.
    pub(super) langs: BTreeSet<String>,
    pub(super) italics: bool,
    pub(super) code: bool,
}

impl Seen {
    /// Adds a page. Its characters are only collected if fonts are `asked` for or one of its languages needs one, as
    /// this takes as long as parsing.
    pub(in crate::render::epub) fn look(&mut self, xhtml: &str, asked: bool) {
        let langs: BTreeSet<&str> = xhtml
            .match_indices(" lang=\"")
            .filter_map(|(at, found)| xhtml[at + found.len()..].split('"').next())
            .collect();
        if !asked && !langs.iter().any(|lang| super::is_needed(lang)) {
            return;
        }
        self.langs.extend(langs.into_iter().map(str::to_owned));
        let has = |marks: &[&str]| marks.iter().any(|mark| xhtml.contains(mark));
        self.italics |= has(&["<em", "<i>", "<i ", "<cite", "class=\"summary\"", "<h5", "<h6"]);
        self.code |= has(&["<code", "<pre", "<kbd"]);
        self.letters.extend(letters(xhtml));
        self.count(xhtml);
    }

    /// Adds the digits of list numbers, which reading systems generate. Western digits and Latin letters are in every
    /// embedded font.
    fn count(&mut self, xhtml: &str) {
        for digits in Digits::all() {
            if digits.counter.is_some_and(|counter| xhtml.contains(&format!("{counter}\""))) {
                self.also(&digits.write("0123456789"));
            }
        }
    }

    /// Adds text that is not in a page, such as that of the table of contents.
    pub(in crate::render::epub) fn also(&mut self, words: &str) {
        self.letters.extend(words.chars());
    }

    /// Returns whether no font is needed.
    pub(in crate::render::epub) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// Returns the characters outside of tags. Entities count by their names, which only have basic letters.
fn letters(xhtml: &str) -> impl Iterator<Item = char> {
    xhtml.split('<').flat_map(|part| part.split_once('>').map_or(part, |(_, words)| words).chars())
}
