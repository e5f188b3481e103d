//! Runs: text with one format (ISO/IEC 29500-1, 17.3.2).

use super::Writer;

/// The format of text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// The character style.
    pub(super) style: Option<&'static str>,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) small_caps: bool,
    pub(super) strike: bool,
    /// The size in half points, if not that of the paragraph.
    pub(super) size: Option<i32>,
    /// `superscript` or `subscript`.
    pub(super) shift: Option<&'static str>,
    pub(super) rtl: bool,
    /// The language, if not that of the document.
    pub(super) lang: Option<String>,
}

impl Writer<'_> {
    /// Writes text in the current format. Tabs and line ends in it are kept.
    pub(super) fn run(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.begin_run();
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.part.out.tag("w:br").empty();
            }
            for (at, words) in line.split('\t').enumerate() {
                if at > 0 {
                    self.part.out.tag("w:tab").empty();
                }
                if !words.is_empty() {
                    self.part.out.tag("w:t").attr("xml:space", "preserve").open();
                    self.part.out.text(words);
                    self.part.out.end("w:t");
                }
            }
        }
        self.part.out.end("w:r");
    }

    /// Begins a run and writes its properties, in the order of the schema.
    pub(super) fn begin_run(&mut self) {
        let (out, look) = (&mut self.part.out, &self.look);
        out.tag("w:r").open();
        if *look == Look::default() {
            return;
        }
        out.tag("w:rPr").open();
        if let Some(style) = look.style {
            out.tag("w:rStyle").attr("w:val", style).empty();
        }
        let flags = [
            (look.bold, "w:b"),
            (look.bold, "w:bCs"),
            (look.italic, "w:i"),
            (look.italic, "w:iCs"),
            (look.small_caps, "w:smallCaps"),
            (look.strike, "w:strike"),
        ];
        for (_, name) in flags.into_iter().filter(|(is_on, _)| *is_on) {
            out.tag(name).empty();
        }
        if let Some(size) = look.size {
            out.tag("w:sz").attr("w:val", &size.to_string()).empty();
            out.tag("w:szCs").attr("w:val", &size.to_string()).empty();
        }
        if let Some(shift) = look.shift {
            out.tag("w:vertAlign").attr("w:val", shift).empty();
        }
        if look.rtl {
            out.tag("w:rtl").empty();
        }
        if let Some(lang) = &look.lang {
            let tag = out.tag("w:lang").attr("w:val", lang);
            tag.maybe("w:bidi", look.rtl.then_some(lang)).empty();
        }
        out.end("w:rPr");
    }

    /// Writes with a modified format.
    pub(super) fn looking(&mut self, change: impl FnOnce(&mut Look), write: impl FnOnce(&mut Self)) {
        let outer = self.look.clone();
        change(&mut self.look);
        write(self);
        self.look = outer;
    }
}
