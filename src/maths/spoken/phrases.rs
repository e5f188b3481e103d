//! The phrases that a language needs to say formulas. `{0}` and `{1}` are parts.

/// A phrase that is short when its parts are a letter or a number, and says its end otherwise.
#[derive(Debug)]
pub(super) struct Phrase {
    pub(super) short: &'static str,
    pub(super) long: &'static str,
}

/// The phrases of a language.
#[derive(Debug)]
pub(super) struct Phrases {
    /// What signs are called.
    pub(super) signs: &'static [(&'static str, &'static str)],
    /// What functions and letters are called. Greek letters are in the order of [`GREEK`].
    pub(super) names: &'static [(&'static str, &'static str)],
    pub(super) greek: &'static str,
    pub(super) capital: &'static str,
    pub(super) bold: &'static str,
    /// Between a function and what it is applied to.
    pub(super) of: &'static str,
    /// A slash before a unit.
    pub(super) per: &'static str,
    /// Fractions that have a name: above, below, name.
    pub(super) fractions: &'static [(&'static str, &'static str, &'static str)],
    pub(super) fraction: Phrase,
    pub(super) binomial: Phrase,
    pub(super) square_root: Phrase,
    pub(super) cube_root: Phrase,
    /// `{1}` is the degree.
    pub(super) root: Phrase,
    pub(super) squared: &'static str,
    pub(super) cubed: &'static str,
    pub(super) power: Phrase,
    pub(super) sub: Phrase,
    /// A logarithm and its base.
    pub(super) base: &'static str,
    /// `{0}` is the base, `{1}` the mark.
    pub(super) raised: Phrase,
    /// `{0}` is a substance, `{1}` its charge.
    pub(super) charge: &'static str,
    /// What signs without space around them are called.
    pub(super) bonds: &'static [(&'static str, &'static str)],
    /// `{1}` is what is raised and lowered before `{0}`.
    pub(super) before: Phrase,
    pub(super) absolute: Phrase,
    pub(super) norm: Phrase,
    /// What is raised and is no exponent: a star, a transposed matrix.
    pub(super) marks: &'static [(&'static str, &'static str)],
    /// A colon or a bar before a condition, and a colon elsewhere.
    pub(super) such_that: &'static str,
    pub(super) colon: &'static str,
    pub(super) determinant: &'static str,
    /// A term in brackets between two limits.
    pub(super) evaluated: &'static str,
    /// A sum with limits: `{0}` the sum, `{1}` below, `{2}` above.
    pub(super) from_to: &'static str,
    pub(super) over_all: &'static str,
    /// The limit of a function.
    pub(super) limit: &'static str,
    pub(super) approaches: &'static str,
    /// Marks over a letter: `{0}` is the letter.
    pub(super) accents: &'static [(&'static str, &'static str)],
    /// A line over more than a letter.
    pub(super) line_over: &'static str,
    pub(super) braced: &'static str,
    pub(super) above: &'static str,
    pub(super) below: &'static str,
    /// `{0}` rows, `{1}` columns, `{2}` the rows.
    pub(super) matrix: &'static str,
    pub(super) row: &'static str,
    pub(super) cases: &'static str,
    pub(super) line: &'static str,
    pub(super) crossed: Phrase,
    /// Words that the language makes one of: `a el` is `al`.
    pub(super) contractions: &'static [(&'static str, &'static str)],
}

/// The letters that `greek` names.
pub(super) const GREEK: &str = "αβγδεζηθικλμνξοπρστυφχψω";
