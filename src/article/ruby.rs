//! Ruby: words with their reading.

use super::Span;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words with their reading: `<ruby>漢字<rt>かんじ</rt></ruby>`. Several pairs of one element become several of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ruby {
    /// The words.
    pub base: String,
    /// Their reading.
    pub reading: String,
    /// The source span.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Ruby {
    /// Returns the brackets around the reading, for formats that cannot show it above the words.
    #[must_use]
    pub fn brackets(&self) -> [&'static str; 2] {
        let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        if self.base.ends_with(wide) { ["（", "）"] } else { [" (", ")"] }
    }

    /// Returns the words followed by the reading: `漢字（かんじ）`.
    #[must_use]
    pub fn in_line(&self) -> String {
        let [open, close] = self.brackets();
        format!("{}{open}{}{close}", self.base, self.reading)
    }
}

/// Collects the pairs of a ruby element from alternating words and readings. Words without a reading remain words.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pairs: Vec<Ruby>,
    base: String,
}

impl Pairs {
    pub(crate) fn base(&mut self, words: &str) {
        self.base.push_str(words);
    }

    /// Adds a reading of the words before it; a second one for the same words is appended to the first.
    pub(crate) fn reading(&mut self, reading: &str, span: Span) {
        let (base, reading) = (std::mem::take(&mut self.base), reading.trim());
        match self.pairs.last_mut() {
            Some(last) if base.trim().is_empty() => last.reading.push_str(reading),
            _ if reading.is_empty() => self.base = base,
            _ => self.pairs.push(Ruby { base: base.trim().to_owned(), reading: reading.to_owned(), span }),
        }
    }

    /// Returns the pairs, and the words after the last one.
    pub(crate) fn end(self) -> (Vec<Ruby>, String) {
        (self.pairs, self.base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_is_that_of_the_words_before_it() {
        let mut pairs = Pairs::default();
        for (base, reading) in [(" 漢", "かん"), ("字\n", "じ"), ("", "x"), ("y", "")] {
            pairs.base(base);
            pairs.reading(reading, Span::default());
        }
        let (pairs, rest) = pairs.end();
        let reported: Vec<_> = pairs.iter().map(Ruby::in_line).collect();
        assert_eq!((reported.concat().as_str(), rest.as_str()), ("漢（かん）字（じx）", "y"));
    }
}
