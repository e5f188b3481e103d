//! The source before it is parsed as CommonMark: what belongs to other syntaxes is replaced at equal length, so that
//! every offset stays true.
//!
//! [`shortcode`] removes what belongs to a site generator, [`latex`] marks environments of maths, [`fences`] marks
//! divisions, each of which becomes a [`directive`]. [`references`] looks for a written-out list of works, and
//! [`code_fence`] tells code from text.

pub(super) mod code_fence;
pub(super) mod directive;
pub(super) mod fences;
pub(super) mod latex;
pub(super) mod references;
pub(super) mod shortcode;
