//! Rendering: a resolved article becomes the bytes of one format.
//!
//! A [`Renderer`] writes no file, reads no clock, and knows no other renderer. Built-in renderers are listed in
//! [`Registry::builtin`]; a caller may add its own with [`Registry::with`].

mod address;
mod animated;
#[cfg(feature = "docx")]
mod docx;
mod epub;
mod faces;
mod format;
mod heads;
mod html;
mod icons;
mod markdown;
mod markup;
mod options;
mod pages;
mod paper;
mod pdf;
mod raster;
mod registry;
mod scaling;
mod text;
mod xhtml;
mod zipped;

pub use format::{Format, FormatError};
pub use options::Options;
pub use pages::{PageMap, PageStart};
pub use paper::Paper;
pub use pdf::PdfStandard;
pub use registry::Registry;
pub use text::{TextLinks, TextOptions, TextWidth};

use crate::{article::Lang, diagnostic::Diagnostic, env::Env, resolve::Resolved};

/// The name of this program in outputs.
pub(crate) const TOOL: &str = concat!("handout ", env!("CARGO_PKG_VERSION"));

/// Spells a text in ASCII, like the plain text renderer for a language.
pub(crate) fn ascii(text: &str, lang: &Lang) -> String {
    text::ascii::finished(&text::ascii::spell(text, text::ascii::Spelling::of(lang), &mut Default::default()))
}

/// One output format.
pub trait Renderer: Send + Sync {
    /// Returns its format.
    fn format(&self) -> Format;

    /// Returns the extension of its files, without the dot.
    fn extension(&self) -> &str;

    /// Returns a short description for `handout formats`.
    fn description(&self) -> &str;

    /// Renders an article.
    ///
    /// # Errors
    /// [`RenderError`] if no valid output can be made.
    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError>;
}

/// What a renderer may use in addition to the article.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Fonts, and the time that the output is dated with.
    pub env: &'a dyn Env,
    /// The options.
    pub options: &'a Options,
    /// The pages of another output of the same article, if [`Options::page_list`] requests them and there is one.
    pub pages: Option<&'a PageMap>,
}

/// The output of a renderer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Rendered {
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// Warnings and notes, such as losses and missing glyphs.
    pub diagnostics: Vec<Diagnostic>,
    /// Its pages, if the format has pages.
    pub pages: Option<PageMap>,
}

/// Why a renderer made no output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderError {
    /// The message: lower case, no final period.
    pub message: String,
}

impl RenderError {
    /// Creates an error.
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
