//! Blocks: a [`builder::Builder`] keeps a stack of open containers ([`frame`]) instead of recursing.
//!
//! [`kinds`] maps parser tags to frames, [`containers`] converts frames when they close, and [`arrange`] recognizes
//! blocks by their context: captions ([`figures`]), callouts ([`alerts`]), lists and tips ([`lists`]). [`html_table`]
//! assigns the cells of HTML tables to columns. Nothing here knows the parser's events or HTML.

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
