//! Measures of reading ease: formulas, the counts that they use, and the syllables of words.

mod counts;
pub(super) mod english;
mod formula;
mod syllables;

pub(super) use counts::Counts;
pub(super) use formula::Formula;
pub(super) use syllables::Syllables;
