//! Word documents (ISO/IEC 29500, WordprocessingML): the article for further editing.
//!
//! The document is structured as if it were written in Word: headings, lists, captions and notes have Word's built-in
//! styles; numbers are counted by Word if that agrees with the article, and are text otherwise. Boxes are single-cell
//! tables, in a table style for each kind. Page layouts (columns, parallel languages, pictures next to their text)
//! become sequential.
//!
//! Start with [`Docx::render`]: `block`, `list`, `table` and `inline` write the body, `notes` the footnotes, `styles`
//! and `numbering` their definitions, and `package` puts the parts into a ZIP archive.

mod block;
mod drawing;
mod formula;
mod inline;
mod list;
mod names;
mod notes;
mod numbering;
mod package;
mod paint;
mod part;
mod run;
mod settings;
mod styles;
mod table;
#[cfg(test)]
mod tests;

use super::{Context, Format, RenderError, Rendered, Renderer};
use crate::{
    article::{Article, Direction, Lang, Span, TocMode},
    diagnostic::{Code, Diagnostic},
    locale::Words,
    resolve::Resolved,
    theme::Theme,
};
use drawing::Media;
use list::Mark;
use names::Names;
use notes::Notes;
use numbering::Numbering;
use part::Part;
use run::Look;

/// The Word renderer.
#[derive(Debug, Default)]
pub(super) struct Docx;

impl Renderer for Docx {
    fn format(&self) -> Format {
        Format::DOCX
    }

    fn extension(&self) -> &'static str {
        "docx"
    }

    fn description(&self) -> &'static str {
        "a Word document for further editing"
    }

    fn render(&self, resolved: &Resolved, context: &Context<'_>) -> Result<Rendered, RenderError> {
        let theme = context.options.theme.colored(color(resolved.article()));
        let page = Page::of(&theme, context.options.paper.size());
        let mut writer = Writer::new(resolved, &theme, page);
        writer.article();
        let diagnostics = losses(&writer);
        let bytes = package::pack(writer, context.env.timestamp())
            .map_err(|error| RenderError::new(format!("the Word document cannot be packed: {error}")))?;
        Ok(Rendered { bytes, diagnostics, pages: None })
    }
}

fn color(article: &Article) -> Option<crate::color::Color> {
    article.meta.organization.as_ref()?.color
}

fn losses(writer: &Writer<'_>) -> Vec<Diagnostic> {
    let lost = writer.media.lost.iter().map(|path| {
        let message = format!("the picture `{path}` is not shown in the Word document");
        Diagnostic::new(Code::Loss, message).help("save it as PNG or JPEG")
    });
    let unexplained = writer.unexplained.iter().map(|span| {
        Diagnostic::new(Code::Loss, "a Word document cannot show what an abbreviation stands for")
            .help("write it out at its first use")
            .at(*span)
    });
    lost.chain(unexplained).collect()
}

/// The page, in points.
#[derive(Debug, Clone, Copy)]
struct Page {
    width: f32,
    height: f32,
    /// The margins: top, bottom, left and right.
    margins: [f32; 4],
}

impl Page {
    fn of(theme: &Theme, (width, height): (f32, f32)) -> Self {
        let em = theme.body.size.points(0.0, width);
        let points = |length: crate::theme::Length| length.points(em, width);
        let style = &theme.page;
        let (left, right) = (points(style.margin_inner), points(style.margin_outer));
        // lines are not wider than the measure
        let more = (width - left - right - points(style.measure)).max(0.0) / 2.0;
        Self {
            width,
            height,
            margins: [points(style.margin_top), points(style.margin_bottom), left + more, right + more],
        }
    }

    /// Returns the measure.
    fn measure(&self) -> f32 {
        (self.width - self.margins[2] - self.margins[3]).max(72.0)
    }
}

/// Converts points to twentieths of a point, Word's unit.
fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Writes an article.
struct Writer<'a> {
    article: &'a Article,
    resolved: &'a Resolved,
    theme: &'a Theme,
    page: Page,
    words: &'static Words,
    /// The part that is being written.
    part: Part,
    names: Names,
    numbering: Numbering,
    media: Media<'a>,
    notes: Notes<'a>,
    /// The format of the text being written.
    look: Look,
    /// The paragraph style; `None` for running text.
    style: Option<&'static str>,
    /// The indent of paragraphs, in twentieths of a point.
    indent: i32,
    /// The nesting depth of lists.
    depth: usize,
    /// The marker of the next paragraph.
    mark: Option<Mark>,
    /// Whether list items have no space between them.
    is_tight: bool,
    /// The alignment of paragraphs in a cell.
    alignment: Option<&'static str>,
    /// Whether a link is open; links cannot be nested.
    in_link: bool,
    /// The offsets at which the open cells begin.
    cells: Vec<usize>,
    /// The spans of abbreviations whose expansion is not shown.
    unexplained: Vec<Span>,
}

impl<'a> Writer<'a> {
    fn new(resolved: &'a Resolved, theme: &'a Theme, page: Page) -> Self {
        let article = resolved.article();
        Self {
            article,
            resolved,
            theme,
            page,
            words: Words::of(&article.lang()),
            part: Part::default(),
            names: Names::of(article),
            numbering: Numbering::default(),
            media: Media::new(resolved),
            notes: Notes::of(article),
            look: Look { rtl: article.direction() == Direction::Rtl, ..Look::default() },
            style: None,
            indent: 0,
            depth: 0,
            mark: None,
            is_tight: false,
            alignment: None,
            in_link: false,
            cells: Vec::new(),
            unexplained: Vec::new(),
        }
    }

    fn article(&mut self) {
        self.title_block();
        if self.article.meta.toc == TocMode::Yes {
            self.contents();
        }
        self.blocks(&self.article.body);
        self.notes_at_end();
        for line in &self.article.colophon {
            self.line_in("Colophon", line);
        }
    }

    /// Writes with another language or direction.
    fn within(&mut self, lang: Option<&Lang>, dir: Option<Direction>, write: impl FnOnce(&mut Self)) {
        let outer = self.look.clone();
        if let Some(dir) = dir.or_else(|| lang.map(Lang::direction)) {
            self.look.rtl = dir == Direction::Rtl;
        }
        if let Some(lang) = lang {
            self.look.lang = Some(lang.as_str().to_owned());
        }
        write(self);
        self.look = outer;
    }
}
