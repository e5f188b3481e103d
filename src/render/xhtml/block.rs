//! Blocks, one function per kind.

use super::{Writer, direction, inline::id};
use crate::{
    article::{
        Block, Callout, CalloutKind, Caption, Code, Definitions, Division, EPIGRAPH, Figure, Heading, Inline, Layout,
        List, ListItem, ListMarker, Numerals, Paragraph, Quote, Tip, Tips, VERSE, Width, are_pictures, attributed,
        plain_text,
    },
    locale::Digits,
    render::icons,
};

impl Writer<'_> {
    /// Writes blocks in order. Headings open no sections here; see [`Writer::sections`].
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        self.begin_block();
        match block {
            Block::Heading(x) => self.heading(x),
            Block::Paragraph(x) => {
                self.out.tag("p").open();
                self.paragraph(x);
                self.out.end_line("p");
            }
            Block::Tips(x) => self.tips(x),
            Block::List(x) => self.list(x),
            Block::Quote(x) => self.quote(x),
            Block::Callout(x) => self.callout(x),
            Block::Table(x) => self.table(x),
            Block::Figure(x) => self.figure(x),
            Block::Code(x) => self.code(x),
            Block::Formula(x) => self.formula(x),
            Block::Definitions(x) => self.definitions(x),
            Block::Rule(_) => {
                self.out.tag("hr").empty();
                self.out.line();
            }
            Block::PageBreak(_) => {
                self.out.tag("div").attr("class", "page-break").open();
                self.out.end_line("div");
            }
            Block::Division(x) => self.division(x),
            Block::Bibliography(_) => self.bibliography(),
        }
    }

    /// Writes the text of a paragraph. Pictures without text are shown at their own size, others at the height of a
    /// line.
    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.pictures_alone = are_pictures(&paragraph.content);
        self.inlines(&paragraph.content);
        self.pictures_alone = false;
    }

    /// Writes an element with a line of text.
    pub(super) fn line_of(&mut self, name: &'static str, class: Option<&str>, content: &[Inline]) {
        self.out.tag(name).maybe("class", class).open();
        self.inlines(content);
        self.out.end_line(name);
    }

    /// Writes a heading, one level below the title's `h1`; the deepest two share `h6`.
    pub(super) fn heading(&mut self, heading: &Heading) {
        const NAMES: [&str; 6] = ["h2", "h3", "h4", "h5", "h6", "h6"];
        let name = NAMES[usize::from(heading.level.get().clamp(1, 6)) - 1];
        self.out.tag(name).maybe("id", id(heading.anchor.as_ref())).classes(&heading.classes).open();
        if let Some(number) = &heading.number {
            self.out.tag("span").attr("class", "number").open();
            self.out.text(number);
            self.out.end("span");
            self.out.text(" ");
        }
        self.inlines(&heading.content);
        self.out.end_line(name);
    }

    fn tips(&mut self, tips: &Tips) {
        let start = tips.items.first().and_then(|tip| tip.number).filter(|&number| number != 1);
        let start = start.map(|number| number.to_string());
        let counter = tips.items.first().and_then(|tip| counter(tip.numeral.as_deref()));
        let classes: Vec<_> = std::iter::once("tips").chain(counter).collect();
        self.out.tag("ol").attr("class", &classes.join(" ")).maybe("start", start.as_deref()).open();
        self.out.line();
        for tip in &tips.items {
            self.tip(tip);
        }
        self.out.end_line("ol");
    }

    fn tip(&mut self, tip: &Tip) {
        let number = tip.number.map(|number| number.to_string());
        self.out.tag("li").maybe("id", id(tip.anchor.as_ref())).maybe("value", number.as_deref()).open();
        self.out.line();
        if !tip.lead.is_empty() {
            self.out.tag("p").attr("class", "lead").open();
            self.out.tag("strong").open();
            self.inlines(&tip.lead);
            self.out.end("strong");
            self.out.end_line("p");
        }
        self.blocks(&tip.body);
        self.out.end_line("li");
    }

    fn list(&mut self, list: &List) {
        let tasks = list.items.iter().all(|item| item.task.is_some()).then_some("tasks");
        let name = match list.marker {
            ListMarker::Bullet => {
                self.out.tag("ul").maybe("class", tasks).open();
                "ul"
            }
            ListMarker::Ordered { start, numerals } => {
                let start = (start != 1).then(|| start.to_string());
                let kind = numerals_type(numerals);
                let counter = list.items.iter().find_map(|item| counter(item.label.as_deref()));
                let classes: Vec<_> = tasks.into_iter().chain(counter).collect();
                let classes = (!classes.is_empty()).then(|| classes.join(" "));
                self.out
                    .tag("ol")
                    .maybe("class", classes.as_deref())
                    .maybe("start", start.as_deref())
                    .maybe("type", kind)
                    .open();
                "ol"
            }
        };
        self.out.line();
        for item in &list.items {
            self.item(item, list.tight);
        }
        self.out.end_line(name);
    }

    fn item(&mut self, item: &ListItem, tight: bool) {
        self.out.tag("li").maybe("class", item.task.map(|_| "task")).open();
        if let Some(done) = item.task {
            self.out.text(if done { "☑ " } else { "☐ " });
        }
        self.flow(&item.body, tight);
        self.out.end_line("li");
    }

    /// Writes blocks in an item or a cell. If `bare`, paragraphs get no `<p>`.
    pub(super) fn flow(&mut self, blocks: &[Block], bare: bool) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Paragraph(x) if bare => {
                    if at > 0 {
                        self.out.line();
                    }
                    self.begin_block();
                    self.paragraph(x);
                }
                block => {
                    self.out.fresh_line();
                    self.block(block);
                }
            }
        }
    }

    fn quote(&mut self, quote: &Quote) {
        self.out.tag("blockquote").open();
        self.out.line();
        self.quoted(&quote.body);
        self.out.end_line("blockquote");
    }

    /// Writes a quotation, with its attribution at the end edge.
    fn quoted(&mut self, quoted: &[Block]) {
        let (words, attribution) = attributed(quoted);
        self.blocks(words);
        if let Some(said_by) = attribution {
            self.begin_block();
            self.out.tag("p").attr("class", "attribution").open();
            self.paragraph(said_by);
            self.out.end_line("p");
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let class = match callout.kind {
            CalloutKind::Note => "callout note",
            CalloutKind::Tip => "callout tip",
            CalloutKind::Important => "callout important",
            CalloutKind::Warning => "callout warning",
            CalloutKind::Caution => "callout caution",
            CalloutKind::Emergency => "callout emergency",
            CalloutKind::FurtherReading => "callout further-reading",
        };
        let label = plain_text(&callout.heading());
        self.out.tag("aside").attr("class", class).attr("role", "note").attr("aria-label", &label).open();
        self.out.line();
        self.out.tag("p").attr("class", "callout-title").open();
        self.out.raw(&icons::svg(callout.kind));
        callout.label.iter().for_each(|label| self.out.text(label));
        self.inlines(&callout.title);
        self.out.end_line("p");
        self.blocks(&callout.body);
        self.out.end_line("aside");
    }

    fn figure(&mut self, figure: &Figure) {
        let (host, words) = (self.host, self.words);
        let share = self.share.take().map(|percent| format!("width: {percent}%"));
        self.out.tag("figure").maybe("id", id(figure.anchor.as_ref())).maybe("style", share.as_deref()).open();
        self.out.line();
        match host.picture(&figure.path) {
            Some(src) => {
                let alt = if figure.alt.is_empty() { words.no_description } else { &figure.alt };
                let style = figure.width.map(|width| match width {
                    Width::Percent(percent) => format!("width: {percent}%"),
                    Width::Points { points } => format!("width: {points}pt"),
                });
                self.out.tag("img").attr("src", src).attr("alt", alt).maybe("style", style.as_deref()).empty();
                self.out.line();
            }
            None => {
                self.out.tag("p").open();
                self.out.text(&format!("[{}: {}]", words.image, figure.alt));
                self.out.end_line("p");
            }
        }
        self.caption("figcaption", figure.caption.as_ref());
        self.out.end_line("figure");
    }

    pub(super) fn caption(&mut self, name: &'static str, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        self.out.tag(name).open();
        if let Some(label) = &caption.label {
            self.out.tag("span").attr("class", "label").open();
            self.out.text(label);
            self.out.text(".");
            self.out.end("span");
            self.out.text(" ");
        }
        self.inlines(&caption.content);
        self.out.end_line(name);
    }

    fn code(&mut self, code: &Code) {
        let class = code.language.as_ref().map(|language| format!("language-{language}"));
        self.out.tag("pre").open();
        self.out.tag("code").maybe("class", class.as_deref()).open();
        for line in format!("{}\n", code.text).split_inclusive('\n') {
            self.code_line(line);
        }
        self.out.end("code");
        self.out.end_line("pre");
    }

    /// Writes a line of code. One that may be too long for a narrow screen is wrapped at its own indent.
    fn code_line(&mut self, line: &str) {
        const NARROW: usize = 30;
        const HANGING: usize = 2;
        if line.trim_end().chars().count() <= NARROW {
            return self.out.text(line);
        }
        let inset = line.chars().take_while(|c| *c == ' ').count().min(NARROW / 2) + HANGING;
        let style = format!("padding-inline-start: {inset}ch; text-indent: -{inset}ch;");
        self.out.tag("span").attr("class", "line").attr("style", &style).open();
        self.out.text(line);
        self.out.end("span");
    }

    fn definitions(&mut self, definitions: &Definitions) {
        self.out.tag("dl").open();
        self.out.line();
        for item in &definitions.items {
            self.line_of("dt", None, &item.term);
            for meaning in &item.meanings {
                self.out.tag("dd").open();
                self.flow(meaning, matches!(meaning.as_slice(), [Block::Paragraph(_)]));
                self.out.end_line("dd");
            }
        }
        // a list ends with a definition (HTML, 4.4.9)
        if definitions.items.last().is_some_and(|item| item.meanings.is_empty()) {
            self.out.tag("dd").open();
            self.out.end_line("dd");
        }
        self.out.end_line("dl");
    }

    fn division(&mut self, division: &Division) {
        let lang = division.lang.as_ref();
        let layout = division.layout.map(|layout| layout.name().to_owned());
        self.share = match division.layout {
            Some(Layout::Left { percent } | Layout::Right { percent }) => Some(percent),
            _ => None,
        };
        // lines to write on are for print, which ebooks are not
        let lines = match division.layout {
            Some(Layout::Notes { lines }) if !self.host.epub_types() => Some(format!("--lines: {lines}")),
            _ => None,
        };
        let classes: Vec<String> = layout.into_iter().chain(division.classes.iter().cloned()).collect();
        self.out
            .tag("div")
            .maybe("id", id(division.anchor.as_ref()))
            .classes(&classes)
            .lang(lang.map(|lang| lang.as_str()))
            .maybe("dir", direction(lang, division.dir))
            .maybe("style", lines.as_deref())
            .open();
        self.out.line();
        if division.is(VERSE) || division.is(EPIGRAPH) {
            self.quoted(&division.body);
        } else {
            self.blocks(&division.body);
        }
        self.out.end_line("div");
    }
}

/// Returns the class of a list that uses the language's own digits: the name of a counter style.
fn counter(label: Option<&str>) -> Option<&'static str> {
    Digits::in_use(label?).counter
}

/// Returns the value of `type` on `ol` (HTML, 4.4.5).
fn numerals_type(numerals: Numerals) -> Option<&'static str> {
    match numerals {
        Numerals::Decimal => None,
        Numerals::LowerAlpha => Some("a"),
        Numerals::UpperAlpha => Some("A"),
        Numerals::LowerRoman => Some("i"),
        Numerals::UpperRoman => Some("I"),
    }
}
