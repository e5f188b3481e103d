//! Blocks. Those that need context (`tips`, a list that must remain a list, a language, a class) are written in a
//! `<div>`, which, unlike `:::`, may contain any other block.

use super::{
    Writer,
    before::Before,
    citation, escape, formula,
    inline::{self, attributes},
};
use crate::{
    article::{
        Block, Callout, CalloutKind, Caption, Code, Division, Figure, Heading, Inline, InlineImage, Note, Paragraph,
        Width,
    },
    locale::Words,
    read::grammar,
    resolve,
};

impl<'a> Writer<'a> {
    /// Returns blocks separated by blank lines. `top`: those of the article itself.
    pub(super) fn body(&mut self, blocks: &'a [Block], top: bool) -> String {
        let mut out = String::new();
        let mut before = Before::default();
        for (at, block) in blocks.iter().enumerate() {
            let text = match block {
                Block::Bibliography(_) => self.bibliography(before, blocks.get(at + 1), top),
                block => self.block(block, before, top),
            };
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push_str(if runs_on(before.block, block) { "\n\n<!-- -->\n\n" } else { "\n\n" });
                }
                out.push_str(&text);
            }
            if let Block::Heading(heading) = block {
                before.heading = Some(heading);
            }
            before.block = Some(block);
        }
        out
    }

    fn block(&mut self, block: &'a Block, before: Before<'a>, top: bool) -> String {
        match block {
            Block::Heading(x) => self.heading(x, top),
            Block::Paragraph(x) => self.paragraph(x),
            Block::Tips(x) => self.tips(x, before),
            Block::List(x) => self.list(x, before),
            Block::Quote(x) => quoted(&self.body(&x.body, false)),
            Block::Callout(x) => self.callout(x),
            Block::Table(x) => self.table(x),
            Block::Figure(x) => self.figure(x),
            Block::Code(x) => code(x),
            Block::Formula(x) => formula::display(x),
            Block::Definitions(x) => self.definitions(x),
            Block::Rule(_) => "***".to_owned(),
            Block::PageBreak(_) => "\\newpage".to_owned(),
            Block::Division(x) => self.division(x),
            Block::Bibliography(_) => String::new(),
        }
    }

    fn heading(&mut self, heading: &Heading, top: bool) -> String {
        let level = heading.level.get() + if top { self.shift } else { 0 };
        let mut text = self.line(&heading.content);
        let natural = resolve::heading_name(&heading.content);
        let anchor = self.place(heading.anchor.as_ref(), &natural);
        if text.is_empty() {
            return text;
        }
        if text.ends_with('#') {
            text.insert(text.len() - 1, '\\');
        }
        // braces at the end are attributes, whatever comes before them
        if text.ends_with('}') {
            text.truncate(text.len() - 1);
            text.push_str("&#125;");
        }
        let classes = heading.classes.iter().map(|class| format!(".{class}"));
        let attributes: Vec<String> = anchor.map(|anchor| format!("#{anchor}")).into_iter().chain(classes).collect();
        let attributes = if attributes.is_empty() { String::new() } else { format!(" {{{}}}", attributes.join(" ")) };
        format!("{} {text}{attributes}", "#".repeat(level.into()))
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> String {
        if citation::is_kept_elsewhere(paragraph, self.words) {
            return "<div id=\"refs\"></div>".to_owned();
        }
        let alone = match inline::without_end(&paragraph.content) {
            [Inline::Image(image)] => Some(image),
            [Inline::Image(image), Inline::Text(_)] if grammar::ends_in_attributes(&paragraph.content) => Some(image),
            _ => None,
        };
        if let Some(image) = alone {
            self.lose("a picture alone in a paragraph: it reads as a figure", "put words next to it", image.span);
        }
        self.colon = grammar::opens_callout(paragraph);
        let text = self.paragraph_text(&paragraph.content);
        self.colon = false;
        match ["Table:", "table:", "Figure:", "figure:"].into_iter().find(|mark| text.starts_with(mark)) {
            Some(mark) => format!("{}\\{}", &text[..mark.len() - 1], &text[mark.len() - 1..]),
            None => text,
        }
    }

    /// Returns a GFM alert; a custom title follows the marker.
    fn callout(&mut self, callout: &'a Callout) -> String {
        let kind = match callout.kind {
            CalloutKind::Note => "NOTE",
            CalloutKind::Tip => "TIP",
            CalloutKind::Important => "IMPORTANT",
            CalloutKind::Warning => "WARNING",
            CalloutKind::Caution => "CAUTION",
            CalloutKind::Emergency => "EMERGENCY",
            CalloutKind::FurtherReading => "FURTHER-READING",
        };
        let usual = matches!(callout.title.as_slice(), [Inline::Text(x)] if is_usual(&x.text, callout.kind));
        let title = if usual { String::new() } else { self.line(&callout.title) };
        let body = self.body(&callout.body, false);
        let mark = format!("[!{kind}] {title}");
        quoted(&[mark.trim_end(), &body].join(if title.is_empty() { "\n" } else { "\n\n" }))
    }

    /// Returns a picture alone in a paragraph; its title is the caption, or a paragraph below if the caption has
    /// markup.
    fn figure(&mut self, figure: &Figure) -> String {
        let anchor = self.place(figure.anchor.as_ref(), &resolve::captioned_name("figure", &figure.caption));
        let image = InlineImage { path: figure.path.clone(), alt: figure.alt.clone(), span: figure.span };
        let mut text = self.image(&image);
        let caption = figure.caption.as_ref().filter(|caption| !caption.content.is_empty());
        let plain = caption.and_then(plain_caption);
        if let Some(words) = plain {
            text.insert_str(text.len() - 1, &format!(" {}", escape::title(words)));
        }
        let width = figure.width.map(|width| match width {
            Width::Percent(percent) => format!("width={percent}%"),
            Width::Points { points } => format!("width={points}pt"),
        });
        let id = anchor.map(|anchor| format!("#{}", escape::words(&anchor, false)));
        let attributes: Vec<String> = id.into_iter().chain(width).collect();
        if !attributes.is_empty() {
            text.push_str(&format!("{{{}}}", attributes.join(" ")));
        }
        match caption.filter(|_| plain.is_none()) {
            Some(caption) => {
                self.keep_braces(&caption.content, figure.span);
                format!("{text}\n\nFigure: {}", self.paragraph_text(&caption.content))
            }
            None => text,
        }
    }

    fn division(&mut self, division: &'a Division) -> String {
        let anchor = division.anchor.as_ref().map(|anchor| anchor.as_str().to_owned());
        self.named.extend(anchor.clone());
        let body = self.body(&division.body, false);
        let lang = division.lang.as_ref().map(|lang| lang.as_str());
        let layout = division.layout.map(|layout| match layout.number() {
            Some(number) => format!("handout-{}-{number}", layout.name()),
            None => format!("handout-{}", layout.name()),
        });
        let classes: Vec<String> = layout.into_iter().chain(division.classes.iter().cloned()).collect();
        let attributes = attributes(anchor.as_deref(), &classes, lang, division.dir);
        if body.is_empty() || attributes.is_empty() { body } else { within(&attributes, &body) }
    }

    /// Returns a note, placed below the text.
    pub(super) fn note(&mut self, note: &'a Note) -> String {
        let body = self.body(&note.body, false);
        hung(&format!("[^{}]: ", self.label_of(&note.label)), 4, &body)
    }
}

/// Returns blocks in an element with these attributes.
pub(super) fn within(attributes: &str, body: &str) -> String {
    format!("<div{attributes}>\n\n{body}\n\n</div>")
}

/// Returns blocks after a marker, with the other lines indented.
pub(super) fn hung(mark: &str, indent: usize, body: &str) -> String {
    let mut out = mark.to_owned();
    for (at, line) in body.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', if line.is_empty() { 0 } else { indent }));
        }
        out.push_str(line);
    }
    out
}

fn quoted(body: &str) -> String {
    let line = |line: &str| if line.is_empty() { ">".to_owned() } else { format!("> {line}") };
    body.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn code(code: &Code) -> String {
    let fence = "`".repeat(escape::longest(&code.text, '`').max(2) + 1);
    format!("{fence}{}\n{}\n{fence}", code.language.as_deref().unwrap_or_default(), code.text)
}

fn plain_caption(caption: &Caption) -> Option<&str> {
    match caption.content.as_slice() {
        [Inline::Text(text)] if text.text.trim() == text.text => Some(&text.text),
        _ => None,
    }
}

/// Returns whether the second block would be parsed as a continuation of the first.
fn runs_on(first: Option<&Block>, second: &Block) -> bool {
    let list = |block: &Block| matches!(block, Block::List(_) | Block::Tips(_));
    match (first, second) {
        (Some(first), second) if list(first) && list(second) => true,
        (Some(Block::Definitions(_)), Block::Definitions(_)) => true,
        _ => false,
    }
}

/// Returns whether a title is the name of a callout's kind in any language: parts of an article may be in another one.
fn is_usual(title: &str, kind: CalloutKind) -> bool {
    Words::all().iter().any(|words| words.callout(kind) == title)
}
