//! EPUB 3.3.
//!
//! The way of an article: [`plan`] splits it into files and knows which one each anchor is in; [`page`] writes
//! them, by way of the shared [`super::xhtml`]; [`cover`] makes the cover, [`fonts`] the fonts; [`pack`] gathers the files,
//! [`listing`] has `epub-builder` list them, and [`finish`] passes once over what that wrote: it mends `content.opf`
//! ([`package`]), `nav.xhtml` and `toc.ncx` ([`navigation`]), and puts our files in, pictures as [`picture`] prepared
//! them, into a [`container`]. [`kindle`] looks at the result.

mod accessibility;
mod container;
mod cover;
mod finish;
mod fonts;
mod ground;
mod identity;
mod kindle;
mod listing;
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

use super::{Context, RenderError, Rendered, Renderer, animated, faces::Faces};
use crate::{
    diagnostic::{Code, Diagnostic},
    resolve::Resolved,
    theme::Theme,
    typeset::Fonts,
};
use cover::Cover;

/// The EPUB renderer.
#[derive(Debug)]
pub(super) struct Epub {
    /// The letters of drawn covers.
    glyphs: cover::Glyphs,
    /// The faces of covers, and those that EPUBs may bring along.
    faces: Faces,
    sheets: style::Sheets,
    listings: listing::Listings,
}

impl Renderer for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn extension(&self) -> &'static str {
        "epub"
    }

    fn description(&self) -> &'static str {
        "an ebook for Kobo, Apple Books, Kindle and phones"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let (theme, fonts) = (&*context.options.theme, self.faces.of(context.env.fonts()));
        let (cover, lost) = self.cover(article, theme, fonts);
        let plan = plan::Plan::new(article, cover, context.pages);
        let look = pack::Look { theme, fonts, sheets: &self.sheets, listings: &self.listings };
        let pack::Packed { bytes, told, faults } = pack::pack(&plan, &look, context.env.timestamp())?;
        let mut diagnostics: Vec<Diagnostic> = lost.into_iter().chain(told).chain(plan.losses()).collect();
        // GIFs stay as they are, and so do PNGs but large ones; any WebP is drawn anew.
        diagnostics.extend(animated::losses(article, "EPUB", |picture| picture.media_type == "image/webp"));
        diagnostics.extend(refused(&bytes, faults)?);
        Ok(Rendered { bytes, diagnostics, pages: None })
    }
}

impl Epub {
    pub(super) fn new(faces: Faces) -> Self {
        let (glyphs, sheets, listings) = Default::default();
        Self { glyphs, faces, sheets, listings }
    }

    fn cover<'a>(
        &self,
        article: &'a Resolved,
        theme: &Theme,
        fonts: &Fonts,
    ) -> (Option<Cover<'a>>, Option<Diagnostic>) {
        let glyphs = &self.glyphs;
        self.faces.shaping(|shaper| Cover::of(article, &mut cover::Tools { theme, fonts, shaper, glyphs }))
    }
}

/// What Send to Kindle would refuse. It is a fault of ours, and in debug builds no EPUB is made.
fn refused(bytes: &[u8], faults: Vec<String>) -> Result<Vec<Diagnostic>, RenderError> {
    match faults.first() {
        Some(fault) if cfg!(debug_assertions) => Err(RenderError::new(format!("Kindle will refuse the EPUB: {fault}"))),
        _ => {
            let warn = |fault| Diagnostic::new(Code::Loss, format!("Kindle may refuse the EPUB: {fault}"));
            Ok(faults.into_iter().chain(kindle::too_large(bytes)).map(warn).collect())
        }
    }
}
