//! `handout` turns one article into a printable PDF, an EPUB and clean plain text that say the same words
//! with the same numbers.
//!
//! ```
//! use handout::{Converter, Source, Syntax, env::MemoryEnv};
//!
//! let source = Source::new("tea.md", "# Tea\n\nBoil the *water* first.\n");
//! let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &["text", "epub"]);
//! assert!(!conversion.failed(), "{:?}", conversion.diagnostics);
//! assert!(String::from_utf8_lossy(&conversion.outputs[0].bytes).contains("Boil the water first."));
//! ```
//!
//! # Where to start
//! - One article in memory: [`Converter`]. Pictures and bibliographies come through an [`env::Env`]:
//!   [`env::DiskEnv`] for an article in a folder, [`env::MemoryEnv`] for one in memory.
//! - Many articles and files: [`batch::plan`] and [`batch::Batch`].
//! - What was noticed on the way: [`Diagnostic`]s, shown to people by [`diagnostic::Printer`].
//! - Several articles as one book: [`book`].
//! - A format of your own: implement [`render::Renderer`] and add it with [`Registry::with`].
//! - Another program that works on articles: [`article::json`], the same as `handout ast` prints.
//! - Whether the outputs say what the article says: [`verify`].
//!
//! # The way through the house
//! ```text
//! source text ──read──▶ Article ──resolve──▶ Resolved ──render──▶ bytes ──batch──▶ files
//! ```
//! [`read`] turns an input syntax into the [`article`] AST; [`resolve`] numbers and links it, once for all
//! formats; [`render`] makes the bytes of a format; [`batch`] plans, runs in parallel and writes files.
//! [`env`] is the only door to files, fonts and the clock. [`Converter`] ties the first three together.

pub mod article;
pub mod batch;
pub mod book;
mod breaks;
mod cache;
mod color;
pub mod convert;
pub mod csl;
pub mod diagnostic;
mod drawing;
pub mod env;
pub mod locale;
pub mod read;
mod records;
pub mod render;
pub mod resolve;
pub mod theme;
pub(crate) mod typeset;
pub mod verify;

pub use convert::{Conversion, Converter, Output};
pub use diagnostic::{Diagnostic, Source};
pub use read::Syntax;
pub use render::{Options, Registry};
