//! Blocks: a [`builder::Builder`] keeps a stack of open containers ([`frame`]), and never recurses.
//!
//! [`kinds`] says which frame a parser tag opens, [`containers`] what a frame becomes when it closes, and [`arrange`]
//! what neighbors make of one another: captions ([`figures`]), callouts ([`alerts`]), lists and tips
//! ([`lists`]). [`html_table`] puts the cells of a table in HTML into columns.
//! Nothing here knows the parser's events or HTML.

pub(super) mod alerts;
pub(super) mod arrange;
pub(super) mod builder;
pub(super) mod containers;
pub(super) mod divisions;
pub(super) mod escapes;
pub(super) mod fence;
pub(super) mod figures;
pub(super) mod frame;
pub(super) mod html_table;
pub(super) mod kinds;
pub(super) mod layouts;
pub(super) mod lists;
pub(super) mod verse;
