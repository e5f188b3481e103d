//! Books: several articles bound into one, with parts, one table of contents, one bibliography or one per article,
//! links from article to article, and one cover.
//!
//! ```text
//! article ──read──▶ resolve ──┐
//! article ──read──▶ resolve ──┼─ bind ─▶ Resolved ──render──▶ …
//! article ──read──▶ resolve ──┘
//! ```
//! Each article is resolved alone, in its own folder, with its own bibliographies, so its keys, notes and tips are
//! its own, and diagnostics point into it. [`Binder`] then joins the resolved trees: anchors, notes and pictures get
//! distinct names (`namespace`), tables and figures distinct numbers (`captions`), headings are lowered below the
//! article's title, and bibliographies are merged (`references`). Renderers see one article and know nothing of
//! books.
//!
//! Start with [`Book`] and [`Book::bind`].

mod bind;
mod captions;
mod describe;
mod namespace;
mod references;
#[cfg(test)]
mod tests;

pub use bind::Binder;
pub use describe::{Book, Member, Part, ReferencesIn};
