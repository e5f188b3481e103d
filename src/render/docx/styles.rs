//! The styles (ISO/IEC 29500-1, 17.7), in the theme's fonts, sizes and colors, under Word's names.

use super::{Writer, twips};
use crate::{
    article::CalloutKind,
    color::Color,
    render::markup::Markup,
    theme::{Align, TextStyle},
};

/// A paragraph style.
struct Style {
    id: &'static str,
    name: &'static str,
    based_on: &'static str,
    next: Option<&'static str>,
    size: Option<TextStyle>,
    bold: bool,
    color: Option<Color>,
    font: Option<Font>,
    before: f32,
    after: Option<f32>,
    keep_next: bool,
    /// The outline level, from 0.
    level: Option<u8>,
    center: bool,
    /// Whether it has tab stops at the center and the end of the line.
    tabs: bool,
    /// The color of a rule below it.
    ruled: Option<Color>,
    shaded: Option<Color>,
}

#[derive(Clone, Copy)]
enum Font {
    Heading,
    Mono,
}

impl Style {
    fn new(id: &'static str, name: &'static str) -> Self {
        Self {
            id,
            name,
            based_on: "Normal",
            next: None,
            size: None,
            bold: false,
            color: None,
            font: None,
            before: 0.0,
            after: None,
            keep_next: false,
            level: None,
            center: false,
            tabs: false,
            ruled: None,
            shaded: None,
        }
    }
}

/// Returns the table style of a callout, and its name.
pub(super) fn callout(kind: CalloutKind) -> (&'static str, &'static str) {
    match kind {
        CalloutKind::Note => ("CalloutNote", "Callout Note"),
        CalloutKind::Tip => ("CalloutTip", "Callout Tip"),
        CalloutKind::Important => ("CalloutImportant", "Callout Important"),
        CalloutKind::Warning => ("CalloutWarning", "Callout Warning"),
        CalloutKind::Caution => ("CalloutCaution", "Callout Caution"),
        CalloutKind::Emergency => ("CalloutEmergency", "Callout Emergency"),
        CalloutKind::FurtherReading => ("CalloutFurtherReading", "Callout Further Reading"),
    }
}

/// Returns a color in Word's syntax.
pub(super) fn hex(color: Color) -> String {
    color.to_string().trim_start_matches('#').to_uppercase()
}

impl Writer<'_> {
    /// Returns the contents of the part with the styles.
    pub(super) fn styles(&self) -> String {
        let mut out = Markup::default();
        self.defaults(&mut out);
        for style in self.paragraph_styles() {
            self.paragraph_style(&mut out, &style);
        }
        self.character_styles(&mut out);
        out.tag("w:style").attr("w:type", "table").attr("w:default", "1").attr("w:styleId", "TableNormal").open();
        out.tag("w:name").attr("w:val", "Normal Table").empty();
        out.end("w:style");
        let colors = &self.theme.colors;
        table_style(&mut out, ("HandoutTable", "Handout Table"), colors.hairline, None);
        let boxes = [
            ("BoxContact", "Box Contact"),
            ("BoxGlance", "Box At a Glance"),
            ("BoxNotes", "Box Notes"),
            ("BoxLabel", "Box Label"),
        ];
        for style in boxes {
            table_style(&mut out, style, colors.accent, Some(colors.tint));
        }
        for kind in CalloutKind::ALL {
            table_style(&mut out, callout(kind), self.theme.callout(kind), Some(colors.tint));
        }
        out.into_string()
    }

    fn points(&self, length: crate::theme::Length) -> f32 {
        length.points(self.theme.body.size.points(0.0, self.page.width), self.page.width)
    }

    fn defaults(&self, out: &mut Markup) {
        let (body, fonts) = (&self.theme.body, &self.theme.fonts);
        out.tag("w:docDefaults").open();
        out.tag("w:rPrDefault").open();
        out.tag("w:rPr").open();
        font(out, &fonts.text);
        out.tag("w:color").attr("w:val", &hex(self.theme.colors.ink)).empty();
        size(out, self.points(body.size));
        let lang = self.article.lang();
        let (lang, rtl) = (lang.as_str(), lang.direction() == crate::article::Direction::Rtl);
        let tag = out.tag("w:lang").attr("w:val", if rtl { "en-US" } else { lang });
        tag.attr("w:eastAsia", lang).attr("w:bidi", lang).empty();
        out.end("w:rPr");
        out.end("w:rPrDefault");
        out.tag("w:pPrDefault").open();
        out.tag("w:pPr").open();
        spacing(out, 0.0, Some(self.points(self.theme.space.paragraph)), Some(self.points(body.leading)));
        out.end("w:pPr");
        out.end("w:pPrDefault");
        out.end("w:docDefaults");
        out.tag("w:style").attr("w:type", "paragraph").attr("w:default", "1").attr("w:styleId", "Normal").open();
        out.tag("w:name").attr("w:val", "Normal").empty();
        out.tag("w:qFormat").empty();
        if self.is_justified() {
            out.tag("w:pPr").open();
            out.tag("w:jc").attr("w:val", "both").empty();
            out.end("w:pPr");
        }
        out.end("w:style");
    }

    fn is_justified(&self) -> bool {
        self.theme.body.align == Align::Justified
    }

    fn paragraph_styles(&self) -> Vec<Style> {
        let (theme, colors) = (self.theme, &self.theme.colors);
        let block = self.points(theme.space.block);
        let (accent, faint) = (Some(colors.accent), Some(colors.faint));
        let new = Style::new;
        let mut styles = vec![
            Style { bold: true, size: Some(theme.byline), color: accent, ..new("Letterhead", "Letterhead") },
            Style { size: Some(theme.byline), color: accent, after: Some(2.0), ..new("Category", "Category") },
            Style {
                size: Some(theme.title),
                bold: true,
                font: Some(Font::Heading),
                next: Some("Normal"),
                keep_next: true,
                ..new("Title", "Title")
            },
            Style {
                size: Some(theme.subtitle),
                font: Some(Font::Heading),
                next: Some("Normal"),
                color: faint,
                ..new("Subtitle", "Subtitle")
            },
            Style { size: Some(theme.byline), color: faint, after: Some(2.0), ..new("Byline", "Byline") },
            Style { before: block, after: Some(block), shaded: Some(colors.tint), ..new("Abstract", "Abstract") },
        ];
        for (at, (id, name)) in HEADINGS.into_iter().enumerate() {
            let text = theme.heading(at as u8 + 1);
            styles.push(Style {
                size: Some(text),
                bold: true,
                font: Some(Font::Heading),
                color: accent,
                before: block,
                after: Some(self.points(theme.space.paragraph) / 2.0),
                keep_next: true,
                next: Some("Normal"),
                level: Some(at as u8),
                ..new(id, name)
            });
        }
        let fine = Some(theme.fine);
        styles.extend([
            new("ListBullet", "List Bullet"),
            new("ListNumber", "List Number"),
            Style { bold: true, after: Some(2.0), keep_next: true, next: Some("TipText"), ..new("Tip", "Tip") },
            new("TipText", "Tip Text"),
            Style { color: faint, ..new("Quote", "Quote") },
            Style { size: fine, center: true, keep_next: true, after: Some(4.0), ..new("Figure", "Figure") },
            Style { size: fine, after: Some(block), ..new("Caption", "caption") },
            Style { based_on: "Caption", keep_next: true, ..new("TableCaption", "Table Caption") },
            Style { after: Some(2.0), ..new("TableText", "Table Text") },
            Style { based_on: "TableText", bold: true, ..new("TableHead", "Table Head") },
            Style { bold: true, after: Some(2.0), keep_next: true, ..new("CalloutTitle", "Callout Title") },
            Style {
                font: Some(Font::Mono),
                size: Some(theme.code),
                shaded: Some(colors.tint),
                ..new("SourceCode", "Source Code")
            },
            Style { bold: true, after: Some(2.0), keep_next: true, ..new("DefinitionTerm", "Definition Term") },
            new("Definition", "Definition"),
            Style { ruled: Some(colors.hairline), after: Some(block), ..new("Rule", "Rule") },
            Style { ruled: Some(colors.faint), after: Some(12.0), ..new("WritingLine", "Writing Line") },
            Style { tabs: true, before: 6.0, after: Some(6.0), ..new("Formula", "Formula") },
            Style { size: fine, ..new("Bibliography", "Bibliography") },
            Style { size: fine, after: Some(2.0), ..new("FootnoteText", "footnote text") },
            Style { size: fine, color: faint, after: Some(2.0), ..new("Colophon", "Colophon") },
            Style { size: Some(theme.furniture), color: faint, center: true, ..new("Footer", "footer") },
            Style {
                bold: true,
                size: Some(theme.heading(1)),
                color: accent,
                keep_next: true,
                ..new("TOCHeading", "TOC Heading")
            },
            Style { after: Some(2.0), ..new("TOC1", "toc 1") },
            Style { after: Some(2.0), ..new("TOC2", "toc 2") },
            Style { after: Some(2.0), ..new("TOC3", "toc 3") },
            Style { size: Some(SPACER), after: Some(0.0), ..new("Spacer", "Spacer") },
        ]);
        styles
    }

    fn paragraph_style(&self, out: &mut Markup, style: &Style) {
        out.tag("w:style").attr("w:type", "paragraph").attr("w:styleId", style.id).open();
        out.tag("w:name").attr("w:val", style.name).empty();
        out.tag("w:basedOn").attr("w:val", style.based_on).empty();
        if let Some(next) = style.next {
            out.tag("w:next").attr("w:val", next).empty();
        }
        out.tag("w:qFormat").empty();
        out.tag("w:pPr").open();
        if style.keep_next {
            out.tag("w:keepNext").empty();
            out.tag("w:keepLines").empty();
        }
        if let Some(color) = style.ruled {
            out.tag("w:pBdr").open();
            border(out, "w:bottom", color, 6);
            // without it, consecutive paragraphs of one style share one border
            border(out, "w:between", color, 6);
            out.end("w:pBdr");
        }
        if let Some(color) = style.shaded {
            out.tag("w:shd").attr("w:val", "clear").attr("w:color", "auto").attr("w:fill", &hex(color)).empty();
        }
        if style.tabs {
            let measure = twips(self.page.measure());
            out.tag("w:tabs").open();
            for (kind, at) in [("center", measure / 2), ("right", measure)] {
                out.tag("w:tab").attr("w:val", kind).attr("w:pos", &at.to_string()).empty();
            }
            out.end("w:tabs");
        }
        let leading = style.size.map(|text| self.points(text.leading));
        if style.before > 0.0 || style.after.is_some() || leading.is_some() {
            spacing(out, style.before, style.after, leading);
        }
        let alignment = match style.center {
            true => Some("center"),
            false => (self.is_justified() && !RUNNING.contains(&style.id)).then_some("left"),
        };
        if let Some(alignment) = alignment {
            out.tag("w:jc").attr("w:val", alignment).empty();
        }
        if let Some(level) = style.level {
            out.tag("w:outlineLvl").attr("w:val", &level.to_string()).empty();
        }
        out.end("w:pPr");
        out.tag("w:rPr").open();
        match style.font {
            Some(Font::Heading) => font(out, &self.theme.fonts.heading),
            Some(Font::Mono) => font(out, &self.theme.fonts.mono),
            None => {}
        }
        if style.bold {
            out.tag("w:b").empty();
            out.tag("w:bCs").empty();
        }
        if let Some(color) = style.color {
            out.tag("w:color").attr("w:val", &hex(color)).empty();
        }
        if let Some(text) = style.size {
            size(out, self.points(text.size));
        }
        out.end("w:rPr");
        out.end("w:style");
    }

    fn character_styles(&self, out: &mut Markup) {
        let mut style = |id: &str, name: &str, write: &dyn Fn(&mut Markup)| {
            out.tag("w:style").attr("w:type", "character").attr("w:styleId", id).open();
            out.tag("w:name").attr("w:val", name).empty();
            out.tag("w:rPr").open();
            write(out);
            out.end("w:rPr");
            out.end("w:style");
        };
        let accent = hex(self.theme.colors.accent);
        let mono = |out: &mut Markup| font(out, &self.theme.fonts.mono);
        style("Hyperlink", "Hyperlink", &|out| {
            out.tag("w:color").attr("w:val", &accent).empty();
            out.tag("w:u").attr("w:val", "single").empty();
        });
        style("CitationMark", "Citation Mark", &|_| {});
        style("FootnoteReference", "footnote reference", &|out| {
            out.tag("w:vertAlign").attr("w:val", "superscript").empty();
        });
        style("VerbatimChar", "Verbatim Char", &mono);
        style("Keyboard", "Keyboard", &mono);
    }
}

/// The styles of running text, which some themes justify. All others are ragged.
const RUNNING: [&str; 6] = ["Abstract", "ListBullet", "ListNumber", "TipText", "Quote", "Definition"];

/// Word's heading styles.
const HEADINGS: [(&str, &str); 6] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
    ("Heading5", "heading 5"),
    ("Heading6", "heading 6"),
];

/// The margin on both sides of a cell, in twentieths of a point.
pub(super) const CELL_MARGIN: i32 = 90;

/// The style of the invisible paragraph after a table.
const SPACER: TextStyle =
    TextStyle { size: crate::theme::Length::Points(4.0), leading: crate::theme::Length::Points(8.0) };

fn table_style(out: &mut Markup, (id, name): (&str, &str), edge: Color, ground: Option<Color>) {
    out.tag("w:style").attr("w:type", "table").attr("w:styleId", id).open();
    out.tag("w:name").attr("w:val", name).empty();
    out.tag("w:basedOn").attr("w:val", "TableNormal").empty();
    out.tag("w:tblPr").open();
    out.tag("w:tblBorders").open();
    let is_box = ground.is_some();
    for side in ["w:top", "w:left", "w:bottom", "w:right"] {
        border(out, side, edge, if is_box && side == "w:left" { 36 } else { 6 });
    }
    if !is_box {
        border(out, "w:insideH", edge, 6);
        border(out, "w:insideV", edge, 6);
    }
    out.end("w:tblBorders");
    out.tag("w:tblCellMar").open();
    for (side, width) in [("w:top", 60), ("w:left", CELL_MARGIN), ("w:bottom", 60), ("w:right", CELL_MARGIN)] {
        let width = if is_box { width * 2 } else { width };
        out.tag(side).attr("w:w", &width.to_string()).attr("w:type", "dxa").empty();
    }
    out.end("w:tblCellMar");
    out.end("w:tblPr");
    if let Some(ground) = ground {
        out.tag("w:tcPr").open();
        out.tag("w:shd").attr("w:val", "clear").attr("w:color", "auto").attr("w:fill", &hex(ground)).empty();
        out.end("w:tcPr");
    }
    out.end("w:style");
}

/// Writes a border with a width in eighths of a point.
fn border(out: &mut Markup, side: &str, color: Color, width: u32) {
    let tag = out.tag(side).attr("w:val", "single").attr("w:sz", &width.to_string());
    tag.attr("w:space", "1").attr("w:color", &hex(color)).empty();
}

fn font(out: &mut Markup, name: &str) {
    out.tag("w:rFonts").attr("w:ascii", name).attr("w:hAnsi", name).attr("w:cs", name).empty();
}

/// Writes a size in half points.
fn size(out: &mut Markup, points: f32) {
    let half = ((points * 2.0).round() as i32).to_string();
    out.tag("w:sz").attr("w:val", &half).empty();
    out.tag("w:szCs").attr("w:val", &half).empty();
}

/// Writes space before and after, and a minimum line height.
fn spacing(out: &mut Markup, before: f32, after: Option<f32>, leading: Option<f32>) {
    let value = |points: f32| twips(points).to_string();
    let (after, line) = (after.map(value), leading.map(value));
    let tag = out.tag("w:spacing").attr("w:before", &value(before)).maybe("w:after", after.as_deref());
    tag.maybe("w:line", line.as_deref()).maybe("w:lineRule", line.as_ref().map(|_| "atLeast")).empty();
}
