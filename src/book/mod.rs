//! Several articles bound into one book: parts, one table of contents, one bibliography or one an article, links
//! from article to article, one cover.
//!
//! ```text
//! article ──read──▶ resolve ──┐
//! article ──read──▶ resolve ──┼─ bind ─▶ Resolved ──render──▶ …
//! article ──read──▶ resolve ──┘
//! ```
//! Each article is resolved alone, in its own folder, with its own bibliographies: so what it says of itself stays
//! its own (keys, notes, tips), and its diagnostics point into it. [`Binder`] then joins the resolved
//! trees: anchors, notes and pictures get names of their own ([`apart`]), tables and figures
//! numbers of their own ([`captions`]), headings go down a level or two under the
//! article's title, and bibliographies are merged ([`references`]). Renderers see one article and know no books.
//!
//! Start with [`Book`] and [`Book::bind`].

mod apart;
mod bind;
mod captions;
mod describe;
mod references;
#[cfg(test)]
mod tests;

pub use bind::Binder;
pub use describe::{Book, Member, Part, ReferencesIn};
