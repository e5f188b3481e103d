//! Lists and tips: numbered paragraphs, which Word counts if its numbers agree with the article's.

use super::{Writer, numbering::Kind, twips};
use crate::article::{Block, List, ListItem, ListMarker, Tip, Tips};

/// The marker before the first words of an item.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    /// The number of the list and the level, if Word counts it.
    number: Option<(usize, usize)>,
    /// A label as text.
    label: Option<String>,
    /// A check box.
    task: Option<bool>,
    /// Whether it is the number of a footnote, at the start of the note.
    is_note: bool,
    /// The indent of the text after it, in twentieths of a point.
    step: i32,
    /// The name of its bookmark.
    name: Option<String>,
}

impl Mark {
    pub(super) fn said(label: String, step: i32) -> Self {
        Self { label: Some(label), step, ..Self::default() }
    }

    pub(super) fn note() -> Self {
        Self { is_note: true, ..Self::default() }
    }

    pub(super) fn named(self, name: String) -> Self {
        Self { name: Some(name), ..self }
    }

    /// Returns the list and level for Word to count it with.
    pub(super) fn number(&self) -> Option<(usize, usize)> {
        self.number
    }

    pub(super) fn step(&self) -> i32 {
        self.step
    }
}

impl Writer<'_> {
    pub(super) fn list(&mut self, list: &List) {
        let step = self.step();
        let (kind, start) = match list.marker {
            ListMarker::Bullet => (Kind::Bullet, 1),
            ListMarker::Ordered { start, numerals } => (Kind::Ordered(numerals), start),
        };
        let labels: Vec<Option<&str>> = list.items.iter().map(|item| item.label.as_deref()).collect();
        let counted = kind.counts(start, &labels).then(|| self.numbering.list(kind, start, self.level()));
        self.depth += 1;
        let outer = std::mem::replace(&mut self.is_tight, list.tight);
        for item in &list.items {
            self.item(item, counted, step);
        }
        self.is_tight = outer;
        self.depth -= 1;
    }

    fn item(&mut self, item: &ListItem, counted: Option<usize>, step: i32) {
        let is_plain = item.task.is_none() || item.label.is_some();
        let number = counted.filter(|_| is_plain).map(|list| (list, self.level() - 1));
        let label = item.label.clone().filter(|_| number.is_none());
        self.mark = Some(Mark { number, label, task: item.task, step, ..Mark::default() });
        let style = if item.label.is_some() { "ListNumber" } else { "ListBullet" };
        self.styled_as(style, |writer| writer.item_body(&item.body, step));
    }

    pub(super) fn tips(&mut self, tips: &Tips) {
        let em = self.theme.body.size.points(0.0, self.page.width);
        let step = twips(self.theme.space.tip_indent.points(em, self.page.width));
        let labels: Vec<Option<String>> =
            tips.items.iter().map(|tip| tip.printed_number().map(|n| format!("{n}."))).collect();
        let labels: Vec<Option<&str>> = labels.iter().map(Option::as_deref).collect();
        let start = tips.items.first().and_then(|tip| tip.number).unwrap_or(1);
        let counted = Kind::Tips.counts(start, &labels).then(|| self.numbering.list(Kind::Tips, start, self.level()));
        self.depth += 1;
        for (tip, label) in tips.items.iter().zip(labels) {
            let number = counted.map(|list| (list, self.level() - 1));
            let label = label.filter(|_| number.is_none()).map(str::to_owned);
            self.mark = Some(Mark { number, label, step, ..Mark::default() });
            self.tip(tip, step);
        }
        self.depth -= 1;
    }

    fn tip(&mut self, tip: &Tip, step: i32) {
        let bookmark = tip.anchor.as_ref().and_then(|anchor| self.names.get(anchor)).map(str::to_owned);
        if let Some(mark) = &mut self.mark {
            mark.name = bookmark;
        }
        if !tip.lead.is_empty() {
            self.indented(step, |writer| {
                writer.styled_as("Tip", |writer| writer.paragraph(|writer| writer.inlines(&tip.lead)));
            });
        }
        self.styled_as("TipText", |writer| writer.item_body(&tip.body, step));
    }

    /// Writes the blocks of an item, the first one with the marker.
    pub(super) fn item_body(&mut self, body: &[Block], step: i32) {
        self.indented(step, |writer| {
            writer.blocks(body);
            writer.mark_alone();
        });
    }

    /// Writes a marker that no paragraph has taken in a separate paragraph.
    pub(super) fn mark_alone(&mut self) {
        if self.mark.is_some() {
            self.paragraph(|_| {});
        }
    }

    pub(super) fn mark_next(&mut self, mark: Mark) {
        self.mark = Some(mark);
    }

    /// Writes the textual parts of a marker, at the start of its paragraph.
    pub(super) fn mark_words(&mut self, mark: &Mark) {
        self.named(mark.name.as_deref(), |writer| {
            if let Some(label) = &mark.label {
                writer.run(&format!("{label}\t"));
            }
            if mark.is_note {
                writer.looking(
                    |look| look.style = Some("FootnoteReference"),
                    |writer| {
                        writer.begin_run();
                        writer.part.out.tag("w:footnoteRef").empty();
                        writer.part.out.end("w:r");
                    },
                );
                writer.run(" ");
            }
            if let Some(done) = mark.task {
                writer.check_box(done);
                let is_alone = mark.number.is_none() && mark.label.is_none();
                writer.run(if is_alone { "\t" } else { " " });
            }
        });
    }

    /// Writes a check box that can be toggled in Word (MS-DOCX, 2.6.1.4).
    fn check_box(&mut self, done: bool) {
        let out = &mut self.part.out;
        out.tag("w:sdt").open();
        out.tag("w:sdtPr").open();
        out.tag("w14:checkbox").open();
        out.tag("w14:checked").attr("w14:val", if done { "1" } else { "0" }).empty();
        for (name, sign) in [("w14:checkedState", "2611"), ("w14:uncheckedState", "2610")] {
            out.tag(name).attr("w14:val", sign).attr("w14:font", "Segoe UI Symbol").empty();
        }
        out.end("w14:checkbox");
        out.end("w:sdtPr");
        out.tag("w:sdtContent").open();
        self.run(if done { "☑" } else { "☐" });
        let out = &mut self.part.out;
        out.end("w:sdtContent");
        out.end("w:sdt");
    }

    /// Writes with a paragraph style.
    pub(super) fn styled_as(&mut self, style: &'static str, write: impl FnOnce(&mut Self)) {
        let outer = self.style.replace(style);
        write(self);
        self.style = outer;
    }

    pub(super) fn indented(&mut self, step: i32, write: impl FnOnce(&mut Self)) {
        self.indent += step;
        write(self);
        self.indent -= step;
    }

    /// Returns the indent of items, in twentieths of a point.
    pub(super) fn step(&self) -> i32 {
        let em = self.theme.body.size.points(0.0, self.page.width);
        twips(self.theme.space.list_indent.points(em, self.page.width))
    }

    /// Returns the level of nested lists, limited to Word's nine.
    fn level(&self) -> usize {
        self.depth.min(8)
    }
}
