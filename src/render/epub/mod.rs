//! EPUB 3.3.
//!
//! [`plan`] decides which files an article becomes and which file each anchor is in. [`page`] writes the chapters,
//! through the shared [`super::xhtml`]; [`cover`], [`picture`], [`fonts`] and [`style`] make the other files.
//! [`builder`] makes `epub-builder` write the package documents; [`package`] and [`navigation`] correct them. [`pack`]
//! packs everything into a ZIP archive; start there.

mod accessibility;
mod builder;
mod cover;
mod fonts;
mod ground;
mod identity;
mod navigation;
mod pack;
mod package;
mod page;
mod pages;
mod patch;
mod picture;
mod plan;
mod style;
#[cfg(test)]
mod tests;

use super::{Context, Format, RenderError, Rendered, Renderer, animated, faces::Faces};
use crate::{
    diagnostic::{Code, Diagnostic},
    resolve::Resolved,
    theme::Backlinks,
};
use cover::{Cover, Glyphs, Tools};

/// The maximum size of a file that Send to Kindle accepts by email, in bytes. Its web page accepts 200 MB.
const KINDLE_LIMIT: usize = 50_000_000;

/// The EPUB renderer.
#[derive(Debug)]
pub(super) struct Epub {
    /// The faces for covers and for embedding.
    faces: Faces,
    /// Rasterized letters of covers.
    glyphs: Glyphs,
}

impl Renderer for Epub {
    fn format(&self) -> Format {
        Format::EPUB
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn description(&self) -> &'static str {
        "an ebook for Kobo, Apple Books, Kindle and phones"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let color = article.article().meta.organization.as_ref().and_then(|organization| organization.color);
        let theme = &*context.options.theme.colored(color);
        let fonts = self.faces.of(context.env.fonts());
        let glyphs = &self.glyphs;
        let (cover, lost) =
            self.faces.shaping(|shaper| Cover::of(article, &mut Tools { theme, fonts, shaper, glyphs }));
        let mut plan = plan::Plan::new(article, cover, context.pages);
        plan.links_back = theme.links.backlinks != Backlinks::Never;
        let (bytes, font_diagnostics) = pack::pack(&plan, theme, fonts, context.env.timestamp())?;
        let mut diagnostics: Vec<Diagnostic> = lost.into_iter().chain(font_diagnostics).chain(plan.losses()).collect();
        // GIF and all but large PNG files are kept as they are; WebP is always re-encoded.
        diagnostics.extend(animated::losses(article, "EPUB", |picture| picture.media_type == "image/webp"));
        diagnostics.extend(too_large_for_kindle(bytes.len()));
        Ok(Rendered { bytes, diagnostics, pages: None })
    }
}

impl Epub {
    pub(super) fn new(faces: Faces) -> Self {
        Self { faces, glyphs: Glyphs::default() }
    }
}

fn too_large_for_kindle(size: usize) -> Option<Diagnostic> {
    let message = format!("the EPUB has {} MB; Send to Kindle accepts 50 MB by email", size / 1_000_000);
    (size > KINDLE_LIMIT).then(|| {
        Diagnostic::new(Code::Loss, message).help(
            "make its pictures smaller, or upload it to Send to \
                                                            Kindle's web page",
        )
    })
}
