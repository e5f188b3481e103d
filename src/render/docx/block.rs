//! Blocks, and the lines above the body.

use super::{Writer, styles};
use crate::article::{
    Anchor, Block, Callout, Caption, Code, Definitions, Division, Figure, Heading, Inline, Layout, Quote, Width,
    for_each_block, heading_text,
};

/// The number of lines that a patient label has room for.
const LABEL_LINES: u8 = 4;

impl Writer<'_> {
    /// Writes a paragraph with its properties, in the order of the schema (ISO/IEC 29500-1, 17.3.1.26).
    pub(super) fn paragraph(&mut self, write: impl FnOnce(&mut Self)) {
        let mark = self.mark.take();
        let (style, rtl) = (self.style, self.look.rtl);
        let out = &mut self.part.out;
        out.tag("w:p").open();
        out.tag("w:pPr").open();
        if let Some(style) = style {
            out.tag("w:pStyle").attr("w:val", style).empty();
        }
        if let Some((list, level)) = mark.as_ref().and_then(super::Mark::number) {
            out.tag("w:numPr").open();
            out.tag("w:ilvl").attr("w:val", &level.to_string()).empty();
            out.tag("w:numId").attr("w:val", &list.to_string()).empty();
            out.end("w:numPr");
        }
        if rtl {
            out.tag("w:bidi").empty();
        }
        let step = mark.as_ref().map_or(0, super::Mark::step);
        if self.indent > 0 {
            let hanging = (step > 0).then(|| step.to_string());
            let tag = out.tag("w:ind").attr("w:left", &self.indent.to_string());
            tag.maybe("w:hanging", hanging.as_deref()).empty();
        }
        if self.is_tight {
            out.tag("w:contextualSpacing").empty();
        }
        if let Some(alignment) = self.alignment {
            out.tag("w:jc").attr("w:val", alignment).empty();
        }
        out.end("w:pPr");
        if let Some(mark) = mark {
            self.mark_words(&mark);
        }
        write(self);
        self.part.out.end("w:p");
    }

    /// Writes text as a paragraph in a style.
    pub(super) fn line_in(&mut self, style: &'static str, words: &str) {
        self.styled_as(style, |writer| writer.paragraph(|writer| writer.run(words)));
    }

    fn inlines_in(&mut self, style: &'static str, content: &[Inline]) {
        self.styled_as(style, |writer| writer.paragraph(|writer| writer.inlines(content)));
    }

    pub(super) fn title_block(&mut self) {
        let Some(front) = &self.article.front else { return };
        if let Some(organization) = &front.organization {
            self.styled_as("Letterhead", |writer| writer.paragraph(|writer| writer.letterhead(organization)));
        }
        if let Some(category) = &front.category {
            self.line_in("Category", category);
        }
        self.inlines_in("Title", &front.title);
        if !front.subtitle.is_empty() {
            self.inlines_in("Subtitle", &front.subtitle);
        }
        for line in &front.lines {
            self.line_in("Byline", line);
        }
        if !front.summary.is_empty() {
            self.inlines_in("Abstract", &front.summary);
        }
    }

    /// Writes the logo and the name of the organization.
    fn letterhead(&mut self, words: &str) {
        let organization = self.article.meta.organization.as_ref();
        if let Some((organization, path)) = organization.and_then(|all| Some((all, all.shown_logo()?))) {
            let height = f32::from(organization.logo_height.unwrap_or_default().points);
            let alt = organization.logo_alt.as_deref().unwrap_or_default();
            if self.picture(path, alt, None, Some(height)) {
                self.run("  ");
            }
        }
        self.run(words);
    }

    /// Writes a table of contents as a field that Word can update, without page numbers.
    pub(super) fn contents(&mut self) {
        let mut headings: Vec<(&Heading, &Anchor)> = Vec::new();
        for_each_block(&self.article.body, &mut |block| {
            if let Block::Heading(heading) = block
                && heading.level.get() <= 3
                && let Some(anchor) = &heading.anchor
            {
                headings.push((heading, anchor));
            }
        });
        if headings.is_empty() {
            return;
        }
        self.line_in("TOCHeading", self.words.contents);
        let last = headings.len() - 1;
        for (at, (heading, anchor)) in headings.into_iter().enumerate() {
            let style = ["TOC1", "TOC2", "TOC3"][usize::from(heading.level.get()) - 1];
            self.styled_as(style, |writer| {
                writer.paragraph(|writer| {
                    if at == 0 {
                        writer.field("begin");
                        writer.begin_run();
                        writer.part.out.tag("w:instrText").attr("xml:space", "preserve").open();
                        writer.part.out.text(" TOC \\o \"1-3\" \\n \\h \\z \\u ");
                        writer.part.out.end("w:instrText");
                        writer.part.out.end("w:r");
                        writer.field("separate");
                    }
                    let number = heading.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
                    let words = format!("{number}{}", heading_text(&heading.content));
                    let name = writer.names.get(anchor).unwrap_or_default().to_owned();
                    writer.part.out.tag("w:hyperlink").attr("w:anchor", &name).open();
                    writer.run(&words);
                    writer.part.out.end("w:hyperlink");
                    if at == last {
                        writer.field("end");
                    }
                });
            });
        }
    }

    fn field(&mut self, kind: &str) {
        self.begin_run();
        self.part.out.tag("w:fldChar").attr("w:fldCharType", kind).empty();
        self.part.out.end("w:r");
    }

    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        if !matches!(block, Block::Paragraph(_) | Block::Division(_)) {
            self.mark_alone();
        }
        match block {
            Block::Heading(x) => self.heading(x),
            Block::Paragraph(x) => self.paragraph(|writer| writer.inlines(&x.content)),
            Block::Tips(x) => self.tips(x),
            Block::List(x) => self.list(x),
            Block::Quote(x) => self.quote(x),
            Block::Callout(x) => self.callout(x),
            Block::Table(x) => self.table(x),
            Block::Figure(x) => self.figure(x, None),
            Block::Code(x) => self.code(x),
            Block::Formula(x) => self.formula(x),
            Block::Definitions(x) => self.definitions(x),
            Block::Rule(_) => self.styled_as("Rule", |writer| writer.paragraph(|_| {})),
            Block::PageBreak(_) => self.paragraph(|writer| {
                writer.begin_run();
                writer.part.out.tag("w:br").attr("w:type", "page").empty();
                writer.part.out.end("w:r");
            }),
            Block::Division(x) => self.division(x),
            Block::Bibliography(_) => self.references(),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        const STYLES: [&str; 6] = ["Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6"];
        let style = STYLES[usize::from(heading.level.get().clamp(1, 6)) - 1];
        let name = self.name(heading.anchor.as_ref());
        self.styled_as(style, |writer| {
            writer.paragraph(|writer| {
                writer.named(name.as_deref(), |writer| {
                    if let Some(number) = &heading.number {
                        writer.run(&format!("{number} "));
                    }
                    writer.inlines(&heading.content);
                });
            });
        });
    }

    pub(super) fn name(&self, anchor: Option<&Anchor>) -> Option<String> {
        anchor.and_then(|anchor| self.names.get(anchor)).map(str::to_owned)
    }

    fn quote(&mut self, quote: &Quote) {
        let step = self.step();
        self.indented(step, |writer| writer.styled_as("Quote", |writer| writer.blocks(&quote.body)));
    }

    fn callout(&mut self, callout: &Callout) {
        self.boxed(styles::callout(callout.kind).0, |writer| {
            writer.inlines_in("CalloutTitle", &callout.heading());
            writer.blocks(&callout.body);
        });
    }

    fn figure(&mut self, figure: &Figure, share: Option<u8>) {
        let alt = if figure.alt.is_empty() { self.words.no_description } else { &figure.alt };
        let width = share.map(Width::Percent).or(figure.width);
        let name = self.name(figure.anchor.as_ref());
        self.styled_as("Figure", |writer| {
            writer.paragraph(|writer| {
                writer.named(name.as_deref(), |writer| {
                    if !writer.picture(&figure.path, alt, width, None) {
                        writer.run(&format!("[{}: {alt}]", writer.words.image));
                    }
                });
            });
        });
        self.caption(figure.caption.as_ref(), "Caption");
    }

    pub(super) fn caption(&mut self, caption: Option<&Caption>, style: &'static str) {
        let Some(caption) = caption else { return };
        self.styled_as(style, |writer| {
            writer.paragraph(|writer| {
                if let Some(label) = &caption.label {
                    writer.looking(|look| look.bold = true, |writer| writer.run(&format!("{label}.")));
                    writer.run(" ");
                }
                writer.inlines(&caption.content);
            });
        });
    }

    fn code(&mut self, code: &Code) {
        self.styled_as("SourceCode", |writer| writer.paragraph(|writer| writer.run(&code.text)));
    }

    fn definitions(&mut self, definitions: &Definitions) {
        let step = self.step();
        for item in &definitions.items {
            self.inlines_in("DefinitionTerm", &item.term);
            for meaning in &item.meanings {
                self.styled_as("Definition", |writer| writer.indented(step, |writer| writer.blocks(meaning)));
            }
        }
    }

    fn division(&mut self, division: &Division) {
        self.within(division.lang.as_ref(), division.dir, |writer| {
            let name = writer.name(division.anchor.as_ref());
            if name.is_some() {
                writer.named(name.as_deref(), |_| {});
            }
            match division.layout {
                Some(Layout::Contact) => writer.place("BoxContact", &division.body, (0, "Normal")),
                Some(Layout::Glance) => writer.place("BoxGlance", &division.body, (0, "Normal")),
                Some(Layout::Label) => writer.place("BoxLabel", &division.body, (LABEL_LINES, "Normal")),
                Some(Layout::Notes { lines }) => writer.place("BoxNotes", &division.body, (lines, "WritingLine")),
                Some(Layout::Left { percent } | Layout::Right { percent }) => {
                    for block in &division.body {
                        match block {
                            Block::Figure(figure) => writer.figure(figure, Some(percent)),
                            block => writer.block(block),
                        }
                    }
                }
                Some(Layout::Qr | Layout::Columns { .. } | Layout::Column { .. } | Layout::Bilingual) | None => {
                    writer.blocks(&division.body);
                }
            }
        });
    }

    /// Writes a box with empty lines below its text.
    fn place(&mut self, kind: &str, body: &[Block], (lines, style): (u8, &'static str)) {
        self.boxed(kind, |writer| {
            writer.blocks(body);
            for _ in 0..lines {
                writer.styled_as(style, |writer| writer.paragraph(|_| {}));
            }
        });
    }

    fn references(&mut self) {
        let step = self.step();
        for entry in &self.article.references {
            let name = self.name(entry.anchor.as_ref());
            if let Some(label) = &entry.label {
                self.mark_next(super::Mark::said(label.clone(), step));
            }
            self.styled_as("Bibliography", |writer| {
                writer.indented(step, |writer| {
                    writer.paragraph(|writer| {
                        writer.named(name.as_deref(), |writer| {
                            writer.within(entry.lang.as_ref(), None, |writer| writer.inlines(&entry.content));
                        });
                    });
                });
            });
        }
    }
}
