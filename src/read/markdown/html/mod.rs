//! Raw HTML in Markdown: a harmless subset becomes what it means; other tags leave their text.
//!
//! [`tags`] cuts HTML into tags and text, [`entities`] decodes character references, [`preformatted`] reads `<pre>`,
//! [`frames`] says what elements open, and [`elements`] hands what it all means to
//! a [`super::block::builder::Builder`].

pub(super) mod elements;
mod entities;
mod frames;
pub(super) mod maths;
mod preformatted;
mod tags;
