//! The small parts: settings, fonts, properties, and the footer with the page number.

use super::Writer;
use crate::{
    env::Timestamp,
    locale::fill,
    render::{TOOL, markup::Markup},
};

impl Writer<'_> {
    /// Returns the settings (ISO/IEC 29500-1, 17.15): the layout of Word 2013 and later, as older versions are shown in
    /// compatibility mode.
    pub(super) fn settings(&self, has_notes: bool) -> String {
        let mut out = Markup::default();
        if has_notes {
            out.tag("w:footnotePr").open();
            for id in ["-1", "0"] {
                out.tag("w:footnote").attr("w:id", id).empty();
            }
            out.end("w:footnotePr");
        }
        out.tag("w:compat").open();
        let tag = out.tag("w:compatSetting").attr("w:name", "compatibilityMode");
        tag.attr("w:uri", "http://schemas.microsoft.com/office/word").attr("w:val", "15").empty();
        out.end("w:compat");
        let lang = self.article.lang();
        out.tag("w:themeFontLang").attr("w:val", lang.as_str()).empty();
        out.into_string()
    }

    /// Returns the theme's fonts, with substitutes that most computers have.
    pub(super) fn font_table(&self) -> String {
        let mut out = Markup::default();
        let fonts = &self.theme.fonts;
        let mut names = vec![(&fonts.text, false), (&fonts.heading, false), (&fonts.mono, true)];
        names.dedup_by(|one, other| one.0 == other.0);
        for (name, is_mono) in names {
            let (other, family) = match name {
                _ if is_mono => ("Consolas", "modern"),
                name if name.contains("Serif") => ("Georgia", "roman"),
                _ => ("Arial", "swiss"),
            };
            out.tag("w:font").attr("w:name", name).open();
            out.tag("w:altName").attr("w:val", other).empty();
            out.tag("w:family").attr("w:val", family).empty();
            out.tag("w:pitch").attr("w:val", if is_mono { "fixed" } else { "variable" }).empty();
            out.end("w:font");
        }
        out.into_string()
    }

    /// Returns the footer: the page number, as a field.
    pub(super) fn footer(&mut self) -> String {
        let outer = std::mem::take(&mut self.part.out);
        let fields = [("page", "\u{1}PAGE\u{1}"), ("pages", "\u{1}NUMPAGES\u{1}")];
        let words = fill(self.words.page_of, &fields);
        self.styled_as("Footer", |writer| {
            writer.paragraph(|writer| {
                for (at, piece) in words.split('\u{1}').enumerate() {
                    if at % 2 == 0 {
                        writer.run(piece);
                        continue;
                    }
                    writer.part.out.tag("w:fldSimple").attr("w:instr", &format!(" {piece} ")).open();
                    writer.run("1");
                    writer.part.out.end("w:fldSimple");
                }
            });
        });
        std::mem::replace(&mut self.part.out, outer).into_string()
    }

    /// Returns the properties (ISO/IEC 29500-2, 11).
    pub(super) fn core(&self, timestamp: Timestamp) -> String {
        let meta = &self.article.meta;
        let mut out = Markup::default();
        let names: Vec<&str> = meta.authors.iter().map(|author| author.name.as_str()).collect();
        let lang = self.article.lang();
        let description = meta.description_text().unwrap_or_default();
        let (authors, keywords) = (names.join("; "), meta.keywords.join(", "));
        let title = self.article.title_text();
        let texts = [
            ("dc:title", title.as_str()),
            ("dc:subject", meta.category.as_deref().unwrap_or_default()),
            ("dc:creator", &authors),
            ("cp:keywords", &keywords),
            ("dc:description", &description),
            ("dc:language", lang.as_str()),
            ("cp:version", meta.version.as_deref().unwrap_or_default()),
        ];
        for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            out.tag(name).open();
            out.text(text);
            out.end(name);
        }
        for name in ["dcterms:created", "dcterms:modified"] {
            out.tag(name).attr("xsi:type", "dcterms:W3CDTF").open();
            out.text(&timestamp.iso());
            out.end(name);
        }
        out.into_string()
    }
}

/// Returns the properties that name the producing program.
pub(super) fn app() -> String {
    let mut out = Markup::default();
    out.tag("Application").open();
    out.text(TOOL);
    out.end("Application");
    out.into_string()
}
