//! What the readers share: clean words, web addresses, dates, numerals that cite, and words known by meaning.

pub(super) mod clean;
pub(super) mod dates;
pub(super) mod links;
pub(super) mod numerals;
pub(super) mod words;
