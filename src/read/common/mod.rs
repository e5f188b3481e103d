//! Code shared by the readers: text normalization, web addresses, dates, numbered citations, known words, and
//! recognition of blocks by their context: tips, callouts, the title, a reference list.

pub(super) mod attributes;
pub(super) mod byline;
pub(super) mod callouts;
pub(super) mod captions;
pub(super) mod clean;
pub(super) mod colors;
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
