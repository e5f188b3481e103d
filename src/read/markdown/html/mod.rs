//! Raw HTML in Markdown: a safe subset is interpreted; other tags leave their text.
//!
//! [`tags`] splits HTML into tags and text, [`entities`] decodes character references, [`preformatted`] reads
//! `<pre>`, [`frames`] maps elements to frames, and [`elements`] passes the result to a
//! [`super::block::builder::Builder`].

pub(super) mod elements;
mod entities;
mod frames;
pub(super) mod maths;
mod preformatted;
mod tags;
