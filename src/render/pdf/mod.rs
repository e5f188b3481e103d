//! PDF: the printed handout.
//!
//! Two halves that meet in [`document::Document`]: [`compose`] turns the AST into pages of positioned glyphs and a
//! structure tree, with [`crate::typeset`]; [`write`] turns those into the bytes of a tagged, archivable PDF (PDF/UA-1,
//! PDF/A-2a).

mod compose;
mod document;
mod fit;
mod standard;
mod structure;
mod write;

pub use standard::PdfStandard;

use super::{
    Context, Format, Options, RenderError, Rendered, Renderer, animated,
    faces::{Faces, system_font_notes},
};
use crate::{
    diagnostic::{Code, Diagnostic},
    resolve::Resolved,
    typeset::{FaceId, ItemKind},
};
use compose::Design;

/// The PDF renderer.
#[derive(Debug)]
pub(super) struct Pdf {
    faces: Faces,
}

impl Pdf {
    pub(super) fn new(faces: Faces) -> Self {
        Self { faces }
    }
}

impl Renderer for Pdf {
    fn format(&self) -> Format {
        Format::PDF
    }

    fn extension(&self) -> &'static str {
        "pdf"
    }

    fn description(&self) -> &'static str {
        "a printable, tagged document for paper and screen readers"
    }

    fn render(&self, article: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let fonts = self.faces.of(context.env.fonts());
        let color = article.article().meta.organization.as_ref().and_then(|organization| organization.color);
        let (theme, paper) = (context.options.theme.colored(color), context.options.paper);
        let Options { fit, usual_fit, fillable, usual_fillable, .. } = *context.options;
        let fillable = fillable.or(article.article().meta.fillable).or(usual_fillable).unwrap_or_default();
        let wanted = fit.or(article.article().meta.fit).or(usual_fit);
        let composed = fit::fitted(wanted, (&theme, paper.size().0), |theme, pictures| {
            let design = Design { theme, paper, pictures, fillable };
            self.faces.shaping(|shaper| compose::compose(article, fonts, shaper, design))
        });
        let (mut document, mut diagnostics) = composed?;
        diagnostics.extend(system_font_notes(context.env.fonts(), fonts, faces(&document)));
        diagnostics.extend(animated::losses(article, "PDF", |_| true));
        diagnostics.extend(fillable.then(|| form_note(document.fields.len(), context.options.pdf_standard)));
        let pages = std::mem::take(&mut document.map);
        let pictures = |key: &str| article.picture(key);
        let Options { pdf_standard, greyscale, .. } = *context.options;
        let bytes = write::write(document, fonts, &pictures, context.env.timestamp(), pdf_standard, greyscale)?;
        Ok(Rendered { bytes, diagnostics, pages: Some(pages) })
    }
}

/// Reports the number of fields of the form, and the standards that it conforms to.
fn form_note(fields: usize, standard: PdfStandard) -> Diagnostic {
    if fields == 0 {
        let help =
            "write lines as `Name: ____`, boxes as `- [ ] done`, and space for notes as `::: {.notes}` above `:::`";
        return Diagnostic::new(Code::Fillable, "there is nothing to fill in: the PDF has no form").help(help);
    }
    let plural = if fields == 1 { "field" } else { "fields" };
    let claims = standard.claims().map_or_else(String::new, |claims| format!(", and still conforms to {claims}"));
    let note = Diagnostic::new(Code::Fillable, format!("the PDF is a form with {fields} {plural}{claims}"));
    match standard.archival_level() {
        Some(_) => {
            note.help("Acrobat opens PDF/A files in reading mode: press Enable Editing, or use `--pdf-standard ua-1`")
        }
        None => note,
    }
}

/// Iterates over the faces of all text on the pages.
fn faces(document: &document::Document) -> impl Iterator<Item = FaceId> + '_ {
    document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run.face),
        ItemKind::Fill { .. } | ItemKind::Shape { .. } | ItemKind::Picture { .. } => None,
        ItemKind::Place { .. } | ItemKind::Mark { .. } => None,
    })
}
