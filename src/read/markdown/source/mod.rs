//! Prepares the source for the CommonMark parser by replacing other syntaxes.
//!
//! [`shortcode`] and [`latex`] replace at equal length, so that all offsets stay valid. [`dialect`] then rewrites
//! other dialects: [`fences`], [`admonitions`] and [`myst`] as [`directive`]s, [`tables`], [`grid_tables`],
//! [`spanned_tables`], [`fancy_lists`], [`line_blocks`], [`comments`], [`mdx`], [`cells`], [`snippets`] and [`tex`]
//! line by line, and [`phrases`] within a line. The result can be mapped back to the source ([`rewrite`]).
//! [`references`] finds a reference list, [`implicit`] the headings that references may name, and [`code_fence`]
//! distinguishes code from text.

mod abbreviations;
mod admonitions;
mod cells;
mod closers;
mod code_fence;
mod comments;
mod critic;
pub(super) mod dialect;
pub(in crate::read) mod directive;
mod edit;
mod fancy_lists;
mod fences;
mod grid_tables;
pub(super) mod implicit;
pub(super) mod latex;
mod line_blocks;
mod lines;
mod mdx;
mod myst;
pub(super) mod phrases;
mod pipe_tables;
pub(super) mod references;
pub(super) mod rewrite;
mod roles;
pub(super) mod shortcode;
mod snippets;
mod spanned_tables;
mod tables;
mod tex;
mod wikilinks;
pub(super) mod writer;
