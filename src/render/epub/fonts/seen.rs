//! What the texts hold that fonts are chosen by. It is read off from the finished XHTML: words that are put into texts
//! along the way are among them.

use crate::locale::Digits;
use std::collections::BTreeSet;

/// What was seen so far.
#[derive(Debug, Default)]
pub(in crate::render::epub) struct Seen {
    /// Every character of the texts, when fonts are needed.
    pub(super) letters: BTreeSet<char>,
    /// The languages of texts, as tags.
    pub(super) langs: BTreeSet<String>,
    pub(super) italics: bool,
    pub(super) code: bool,
}

impl Seen {
    /// Takes one text into account. Its letters are looked at only where fonts are `asked` for, or one of its languages
    /// needs one: it takes as long as parsing.
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

    /// Takes the digits of lists into account, which readers count themselves; Western ones and Latin letters are in every
    /// font that is brought along.
    fn count(&mut self, xhtml: &str) {
        for digits in Digits::all() {
            if digits.counter.is_some_and(|counter| xhtml.contains(&format!("{counter}\""))) {
                self.also(&digits.write("0123456789"));
            }
        }
    }

    /// Takes words into account that stand in no text, as in the table of contents.
    pub(in crate::render::epub) fn also(&mut self, words: &str) {
        self.letters.extend(words.chars());
    }

    /// Whether any font is needed for what was seen.
    pub(in crate::render::epub) fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }
}

/// The characters outside of tags. Of entities the names count, which are letters that every text has.
fn letters(xhtml: &str) -> impl Iterator<Item = char> {
    xhtml.split('<').flat_map(|part| part.split_once('>').map_or(part, |(_, words)| words).chars())
}
