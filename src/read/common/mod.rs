//! What the readers share: clean words, web addresses, dates, numerals that cite, words known by meaning, and what
//! blocks make of their neighbours: tips, callouts, the title, a written-out list of references.

pub(super) mod attributes;
pub(super) mod byline;
pub(super) mod callouts;
pub(super) mod captions;
pub(super) mod clean;
pub(super) mod colours;
pub(super) mod dates;
pub(super) mod escape;
pub(super) mod finish;
pub(super) mod formulas;
pub(super) mod links;
pub(super) mod locators;
pub(super) mod numerals;
pub(super) mod quotes;
pub(super) mod references;
pub(super) mod tips;
pub(super) mod title;
pub(super) mod words;
