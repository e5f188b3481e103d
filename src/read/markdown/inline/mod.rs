//! Lines of text: source text gathers in a [`line::TextRun`], and [`scan`] turns it into inlines.
//!
//! [`line`] holds a line in the making. [`scanner`] is the state of a scan; [`brackets`], [`citations`] and
//! [`typography`] each know one kind of mark, and [`scan`] walks from mark to mark. [`element`] says what links,
//! styles and HTML elements become once they are complete. Nothing here knows blocks.

pub(super) mod brackets;
pub(super) mod citations;
pub(super) mod element;
pub(super) mod line;
pub(super) mod scan;
pub(super) mod scanner;
pub(super) mod typography;
