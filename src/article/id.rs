//! Small types for values that a bare integer or string could confuse: spans, levels, languages, keys, anchors.

use crate::value::ValueError;
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A range of the source text, in byte offsets: `start..end`. `0..0` means unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(into = "[u32; 2]", from = "[u32; 2]")]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates a span from byte offsets; offsets past 4 GiB are clamped.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end) }
    }

    /// Returns whether the span is unknown, as for a node that is not from the source.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the smallest span that covers both; an unknown one is ignored.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        match (self.is_unknown(), other.is_unknown()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self { start: self.start.min(other.start), end: self.end.max(other.end) },
        }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

impl From<Span> for [u32; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

impl From<[u32; 2]> for Span {
    fn from([start, end]: [u32; 2]) -> Self {
        Self { start, end }
    }
}

/// A heading's level inside the article, 1 (a section) to 6. The title is not a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct HeadingLevel(u8);

impl HeadingLevel {
    /// The highest level: a section of the article.
    pub const TOP: Self = Self(1);

    /// Creates a level, clamped to 1..=6.
    #[must_use]
    pub fn clamped(level: usize) -> Self {
        Self(u8::try_from(level.clamp(1, 6)).unwrap_or(6))
    }

    /// Returns the level as a number, 1 to 6.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for HeadingLevel {
    type Error = ValueError;
    fn try_from(level: u8) -> Result<Self, ValueError> {
        let wrong = || ValueError::malformed(&level.to_string(), "a heading level", "write 1 to 6");
        (1..=6).contains(&level).then_some(Self(level)).ok_or_else(wrong)
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> Self {
        level.0
    }
}

/// A number of pages that an article is to fit on, 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(try_from = "u8", into = "u8")]
pub struct PageCount(u8);

impl PageCount {
    /// Returns the number.
    #[must_use]
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for PageCount {
    type Error = ValueError;
    fn try_from(count: u8) -> Result<Self, ValueError> {
        let wrong = || ValueError::malformed(&count.to_string(), "a number of pages", "write 1 to 99");
        (1..=99).contains(&count).then_some(Self(count)).ok_or_else(wrong)
    }
}

impl From<PageCount> for u8 {
    fn from(count: PageCount) -> Self {
        count.0
    }
}

impl std::str::FromStr for PageCount {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let count = text.trim().parse::<u8>().ok().and_then(|count| Self::try_from(count).ok());
        count.ok_or_else(|| ValueError::malformed(text, "a number of pages", "write 1 to 99"))
    }
}

/// A language tag (BCP 47), such as `en`, `es-MX` or `zh-Hans`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(try_from = "String", into = "String")]
pub struct Lang(String);

impl std::str::FromStr for Lang {
    type Err = ValueError;

    fn from_str(tag: &str) -> Result<Self, ValueError> {
        Self::new(tag)
    }
}

impl Lang {
    /// Parses a well-formed tag (BCP 47, RFC 5646 §2.1) whose primary subtag has 2 or 3 letters. Underscores count as
    /// hyphens.
    ///
    /// # Errors
    /// [`ValueError::Malformed`], with an example of a tag.
    pub fn new(tag: &str) -> Result<Self, ValueError> {
        let tag = tag.trim().replace('_', "-");
        if is_well_formed(&tag) {
            Ok(Self(tag))
        } else {
            Err(ValueError::malformed(&tag, "a language tag", "write one such as `en` or `es-MX`"))
        }
    }

    /// Returns the whole tag.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the primary language subtag, in lower case: `zh` of `zh-Hans`.
    #[must_use]
    pub fn primary(&self) -> String {
        self.0.split('-').next().unwrap_or_default().to_ascii_lowercase()
    }

    /// Returns the default direction of text in this language.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let script = self.0.split('-').nth(1).unwrap_or_default().to_ascii_lowercase();
        let by_script = matches!(script.as_str(), "arab" | "hebr" | "thaa" | "syrc" | "nkoo");
        // includes codes within a macrolanguage (`arb`) and deprecated ones (`iw`)
        let rtl = matches!(
            self.primary().as_str(),
            "ar" | "arb" | "he" | "iw" | "fa" | "pes" | "prs" | "ur" | "ps" | "yi" | "dv" | "ckb" | "sd" | "ug"
        );
        if by_script || (rtl && script != "latn") { Direction::Rtl } else { Direction::Ltr }
    }
}

/// Returns whether a tag follows the grammar of RFC 5646 §2.1: language, script, region, variants, extensions, private
/// use, in this order.
fn is_well_formed(tag: &str) -> bool {
    let letters = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_alphabetic());
    let digits = |subtag: &str| subtag.bytes().all(|byte| byte.is_ascii_digit());
    let is_variant = |subtag: &str| matches!(subtag.len(), 5..=8) || (subtag.len() == 4 && digits(&subtag[..1]));
    let mut subtags = tag.split('-').peekable();
    let sound = |subtag: &str| matches!(subtag.len(), 1..=8) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !tag.split('-').all(sound) || !subtags.next().is_some_and(|lang| matches!(lang.len(), 2 | 3) && letters(lang)) {
        return false;
    }
    for _ in 0..3 {
        subtags.next_if(|extended| extended.len() == 3 && letters(extended));
    }
    subtags.next_if(|script| script.len() == 4 && letters(script));
    subtags.next_if(|region| (region.len() == 2 && letters(region)) || (region.len() == 3 && digits(region)));
    while subtags.next_if(|subtag| is_variant(subtag)).is_some() {}
    // each extension is one character and at least one longer subtag; private use takes subtags of any length
    while let Some(singleton) = subtags.next() {
        let private = singleton.eq_ignore_ascii_case("x");
        if singleton.len() != 1 || subtags.next_if(|subtag| private || subtag.len() > 1).is_none() {
            return false;
        }
        while subtags.next_if(|subtag| private || subtag.len() > 1).is_some() {}
    }
    true
}

impl Default for Lang {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

impl TryFrom<String> for Lang {
    type Error = ValueError;
    fn try_from(tag: String) -> Result<Self, ValueError> {
        Self::new(&tag)
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The direction of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(test, derive(JsonSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// Returns the text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name_type! {
    /// The name of a link target; unique in an article once resolved.
    Anchor
}

name_type! {
    /// What a citation cites by: a record's key (`smith2020`), or the number of a written-out entry (`3`).
    CitationKey
}

/// Returns the name that GitHub gives to a heading: lowercase letters, digits, hyphens and underscores, with hyphens for
/// spaces.
pub(crate) fn github_name(words: &str) -> String {
    let kept = words.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_tags_follow_the_grammar_that_validators_check() {
        let good = [
            "en",
            "es-MX",
            "zh-Hans",
            "zh-Hant-TW",
            "sr_Latn_RS",
            "es-419",
            "de-CH-1996",
            "ca-valencia",
            "zh-yue-HK",
            "fa-u-nu-latn",
            "en-x-a",
            "hmn",
            "de-DE-u-co-phonebk-x-old",
        ];
        for tag in good {
            assert!(Lang::new(tag).is_ok(), "{tag}");
        }
        let bad = [
            "",
            "e",
            "english",
            "xx-invalid-tag",
            "en-",
            "-en",
            "en--US",
            "en-US-GB",
            "en-u",
            "en-x",
            "en-Latn-Cyrl",
            "en US",
            "de-DE-Latn",
            "en-toolongtag",
            "é",
        ];
        for tag in bad {
            assert!(Lang::new(tag).is_err(), "{tag}");
        }
    }
}
