//! Rendering: a resolved article becomes the bytes of one format.
//!
//! A [`Renderer`] writes no file, reads no clock, and knows no other renderer. Built-in ones stand in
//! [`Registry::builtin`], one line each; a caller may add its own with [`Registry::with`].

mod animated;
mod deflate;
mod epub;
mod faces;
mod html;
mod markdown;
mod options;
mod pages;
mod paper;
mod pdf;
mod raster;
mod registry;
mod text;
mod xhtml;

pub use options::Options;
pub use pages::{PageMap, PageStart};
pub use paper::Paper;
pub use pdf::PdfStandard;
pub use registry::Registry;
pub use text::{TextLinks, TextOptions, TextWidth};

use crate::{article::Lang, diagnostic::Diagnostic, env::Env, resolve::Resolved};

/// A text as plain text of a language spells it in ASCII.
pub(crate) fn ascii(text: &str, lang: &Lang) -> String {
    text::ascii::settled(&text::ascii::spell(text, text::ascii::Spelling::of(lang), &mut Default::default()))
}

/// One output format.
pub trait Renderer: Send + Sync {
    /// The name that chooses it: `pdf`. Lower-case ASCII.
    fn name(&self) -> &'static str;

    /// The ending of its files, without the dot.
    fn extension(&self) -> &'static str;

    /// A few words for `handout formats`.
    fn description(&self) -> &'static str;

    /// Makes the bytes.
    ///
    /// # Errors
    /// [`RenderError`] when no sound output can be made.
    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError>;
}

/// What a renderer may use besides the article.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Fonts and the moment that the output is dated with.
    pub env: &'a dyn Env,
    /// What the user asked for.
    pub options: &'a Options,
    /// The pages of another output of the same article, when [`Options::page_list`] asks for them and there is one.
    pub pages: Option<&'a PageMap>,
}

/// What a renderer made.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rendered {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// What was noticed: losses, missing glyphs.
    pub diagnostics: Vec<Diagnostic>,
    /// Its pages, where the format has pages.
    pub pages: Option<PageMap>,
}

/// Why a renderer could not make its output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// What went wrong: lower case, no full stop.
    pub message: String,
}

impl RenderError {
    /// An error with its message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl std::fmt::Display for RenderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RenderError {}
