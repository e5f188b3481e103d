//! The phrases that a language needs for spoken formulas. `{0}` and `{1}` are parts.

/// A phrase with a short form for simple parts, such as a letter or number, and a long form that marks its end.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) short: &'static str,
    pub(super) long: &'static str,
}

/// The phrases of a language.
#[derive(Debug)]
pub(super) struct Phrases {
    /// The names of symbols.
    pub(super) signs: &'static [(&'static str, &'static str)],
    /// The names of functions and letters. Greek letters are in the order of [`GREEK`].
    pub(super) names: &'static [(&'static str, &'static str)],
    pub(super) greek: &'static str,
    pub(super) capital: &'static str,
    pub(super) bold: &'static str,
    /// The word between a function and its argument.
    pub(super) of: &'static str,
    /// The word for a slash before a unit.
    pub(super) per: &'static str,
    /// Fractions with a name of their own: numerator, denominator, name.
    pub(super) fractions: &'static [(&'static str, &'static str, &'static str)],
    pub(super) fraction: Phrase,
    pub(super) binomial: Phrase,
    pub(super) square_root: Phrase,
    pub(super) cube_root: Phrase,
    /// A root: `{0}` is the radicand, `{1}` the degree.
    pub(super) root: Phrase,
    pub(super) squared: &'static str,
    pub(super) cubed: &'static str,
    pub(super) power: Phrase,
    pub(super) sub: Phrase,
    /// A logarithm with its base.
    pub(super) base: &'static str,
    /// A superscript: `{0}` is the base, `{1}` the superscript.
    pub(super) raised: Phrase,
    /// A charge: `{0}` is the substance, `{1}` its charge.
    pub(super) charge: &'static str,
    /// The names of bonds and other symbols without space around them.
    pub(super) bonds: &'static [(&'static str, &'static str)],
    /// Scripts before a base: `{0}` is the base, `{1}` the scripts.
    pub(super) before: Phrase,
    pub(super) absolute: Phrase,
    pub(super) norm: Phrase,
    /// The names of superscripts that are not exponents: a star, a transpose.
    pub(super) marks: &'static [(&'static str, &'static str)],
    /// The words for a bar or colon before a condition. Elsewhere a colon is `colon`.
    pub(super) such_that: &'static str,
    pub(super) colon: &'static str,
    pub(super) determinant: &'static str,
    /// A bracketed term evaluated between two limits.
    pub(super) evaluated: &'static str,
    /// A sum with limits: `{0}` the sum, `{1}` the lower, `{2}` the upper limit.
    pub(super) from_to: &'static str,
    pub(super) over_all: &'static str,
    /// The limit of a function.
    pub(super) limit: &'static str,
    pub(super) approaches: &'static str,
    /// Accents: `{0}` is the letter.
    pub(super) accents: &'static [(&'static str, &'static str)],
    /// A line over more than one letter.
    pub(super) line_over: &'static str,
    pub(super) braced: &'static str,
    pub(super) above: &'static str,
    pub(super) below: &'static str,
    /// A matrix: `{0}` the number of rows, `{1}` of columns, `{2}` the rows.
    pub(super) matrix: &'static str,
    pub(super) row: &'static str,
    pub(super) cases: &'static str,
    pub(super) line: &'static str,
    pub(super) crossed: Phrase,
    /// Contractions of two words: `a el` becomes `al`.
    pub(super) contractions: &'static [(&'static str, &'static str)],
}

/// The Greek letters, in the order of `greek`.
pub(super) const GREEK: &str = "αβγδεζηθικλμνξοπρστυφχψω";
