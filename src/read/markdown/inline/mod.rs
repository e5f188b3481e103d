//! Lines of text: source text is collected in a [`line::TextRun`], and [`scan`] converts it to inlines.
//!
//! [`line`] holds a line under construction. [`scanner`] is the state of a scan; [`brackets`], [`citations`] and
//! [`typography`] each handle one kind of markup, and [`scan`] goes from one to the next. [`element`] converts links,
//! styles and HTML elements once they are complete. Nothing here knows blocks.

pub(super) mod brackets;
pub(super) mod citations;
pub(super) mod element;
pub(super) mod line;
pub(super) mod scan;
pub(super) mod scanner;
pub(super) mod typography;
