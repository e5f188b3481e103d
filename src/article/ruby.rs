//! Ruby: words with the way that they are read.

use super::Span;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Words with their reading: `<ruby>漢字<rt>かんじ</rt></ruby>`. Several pairs of one element are one after another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ruby {
    /// The words.
    pub base: String,
    /// How they are read.
    pub reading: String,
    /// Where it stands in the source.
    #[serde(default, skip_serializing_if = "Span::is_unknown")]
    pub span: Span,
}

impl Ruby {
    /// What stands around the reading where it cannot stand above the words.
    #[must_use]
    pub fn brackets(&self) -> [&'static str; 2] {
        let wide = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
        if self.base.ends_with(wide) { ["（", "）"] } else { [" (", ")"] }
    }

    /// The words with the reading behind them: `漢字（かんじ）`.
    #[must_use]
    pub fn in_line(&self) -> String {
        let [open, close] = self.brackets();
        format!("{}{open}{}{close}", self.base, self.reading)
    }
}

/// Gathers the pairs of one ruby element: words and readings by turns. Words that no reading follows stay words.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    pairs: Vec<Ruby>,
    base: String,
}

impl Pairs {
    pub(crate) fn base(&mut self, words: &str) {
        self.base.push_str(words);
    }

    /// A reading is that of the words before it; a second one of the same words goes on from the first.
    pub(crate) fn reading(&mut self, reading: &str, span: Span) {
        let (base, reading) = (std::mem::take(&mut self.base), reading.trim());
        match self.pairs.last_mut() {
            Some(last) if base.trim().is_empty() => last.reading.push_str(reading),
            _ if reading.is_empty() => self.base = base,
            _ => self.pairs.push(Ruby { base: base.trim().to_owned(), reading: reading.to_owned(), span }),
        }
    }

    /// The pairs, and the words after the last.
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
        let told: Vec<_> = pairs.iter().map(Ruby::in_line).collect();
        assert_eq!((told.concat().as_str(), rest.as_str()), ("漢（かん）字（じx）", "y"));
    }
}
