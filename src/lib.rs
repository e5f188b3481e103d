//! Converts one article into a printable PDF, an EPUB and plain text with the same words and the same numbers.
//!
//! # Convert one article
//! ```
//! use handout::{Converter, Format, Source, Syntax, env::MemoryEnv};
//!
//! let source = Source::new("tea.md", "# Tea\n\nBoil the *water* first.\n");
//! let formats = [Format::TEXT, Format::EPUB];
//! let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &formats);
//! assert!(!conversion.failed(), "{:?}", conversion.diagnostics);
//! assert!(String::from_utf8_lossy(&conversion.outputs[0].bytes).contains("Boil the water first."));
//! ```
//! Pictures and bibliographies are read through an [`env::Env`]: [`env::DiskEnv`] for an article in a folder,
//! [`env::MemoryEnv`] for one in memory. [`Options`] are those of the renderers, and [`resolve::Options`] those of
//! citations and language. [`diagnostic::Printer`] formats [`Diagnostic`]s for people.
//!
//! # Convert many articles
//! ```
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use handout::{Converter, Format, Registry, batch::{Batch, Choice, Input, Request, plan}};
//! use std::sync::Arc;
//!
//! # let folder = tempfile::tempdir()?;
//! # let (articles, out) = (folder.path().join("articles"), folder.path().join("out"));
//! # std::fs::create_dir(&articles)?;
//! # std::fs::write(articles.join("tea.md"), "# Tea\n\nBoil the water first.\n")?;
//! let registry = Registry::builtin();
//! let choice = Arc::new(Choice::formats(registry.get(&Format::TEXT)));
//! let plan = plan(Request {
//!     inputs: vec![Input::Path(articles)],
//!     folder: Some(out.clone()),
//!     files: Vec::new(),
//!     syntax: None,
//!     force: false,
//!     choose: &|_folder| Ok(choice.clone()),
//! })?;
//! let mut failed = 0;
//! Batch::new(Converter::default()).run(&plan, |outcome| failed += usize::from(outcome.failed()))?;
//! assert_eq!(failed, 0);
//! assert!(out.join("tea.txt").exists());
//! # Ok(())
//! # }
//! ```
//! See [`batch`]; [`book`] binds several articles into one.
//!
//! # Add a format
//! ```
//! use handout::{Converter, Format, Options, Registry, Source, Syntax, env::MemoryEnv};
//! use handout::render::{Context, RenderError, Rendered, Renderer};
//! use handout::resolve::Resolved;
//!
//! struct Outline;
//!
//! impl Renderer for Outline {
//!     fn format(&self) -> Format {
//!         Format::named("outline")
//!     }
//!
//!     fn extension(&self) -> &str {
//!         "txt"
//!     }
//!
//!     fn description(&self) -> &str {
//!         "the title"
//!     }
//!
//!     fn render(&self, article: &Resolved, _: &Context<'_>) -> Result<Rendered, RenderError> {
//!         Ok(Rendered { bytes: article.article().title_text().into_bytes(), ..Rendered::default() })
//!     }
//! }
//!
//! let converter = Converter::new(Registry::builtin().with(Outline), Options::default());
//! let source = Source::new("tea.md", "# Tea\n\nBoil the water first.\n");
//! let conversion = converter.convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Outline.format()]);
//! assert_eq!(conversion.outputs[0].bytes, b"Tea");
//! ```
//!
//! # Stages
//! ```text
//! source text ──read──▶ Article ──resolve──▶ Resolved ──render──▶ bytes ──batch──▶ files
//! ```
//! [`read`] turns an input syntax into the [`article`] AST, [`resolve`] numbers and links it once for all formats,
//! [`render`] makes the bytes of a format, and [`batch`] writes files. [`mod@env`] is the only access to files, fonts and the
//! time. [`Converter`] ties the first three together, and [`verify`] reads outputs back. Other programs can work on
//! [`article::json`], which `handout ast` prints.
//!
//! # Features
//! - `batch`: folders of articles and files on disk: the modules [`batch`] and [`book`].
//! - `web`: reading saved web pages.
//! - `docx`: writing Word documents.
//! - `cli` (default): the command `handout`, with all three.
//! - `serve`: `handout serve`.

// some functions of `read` and `resolve` serve only books and output names
#![cfg_attr(not(feature = "batch"), allow(dead_code))]

pub mod article;
#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "batch")]
pub mod book;
mod breaks;
mod cache;
pub mod check;
mod color;
pub mod convert;
pub mod csl;
pub mod diagnostic;
mod drawing;
pub mod env;
mod hash;
pub mod impose;
pub mod locale;
mod maths;
#[cfg(feature = "batch")]
pub mod merge;
mod metadata;
pub mod panics;
mod pixels;
pub mod read;
mod records;
pub mod render;
pub mod resolve;
pub mod theme;
pub(crate) mod typeset;
mod value;
pub mod verify;
mod yaml;

pub use convert::{Conversion, Converter, Output};
pub use diagnostic::{Diagnostic, Source};
pub use read::Syntax;
pub use render::{Format, Options, Registry};
pub use value::ValueError;
