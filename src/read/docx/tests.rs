//! Tests with documents of a few elements, built from XML here.

mod fields;
mod layout;
mod limits;
mod lists;
mod runs;

use super::{super::Reading, read};
use crate::{
    article::{Block, Inline, Style, plain_text},
    diagnostic::Source,
    read::Syntax,
    verify::verify_source,
};
use std::io::{Cursor, Write as _};
use zip::{ZipWriter, write::SimpleFileOptions};

const SPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document as parts.
#[derive(Default)]
struct Docx {
    body: String,
    styles: String,
    numbering: String,
    /// Other parts: relationship type, name, bytes.
    parts: Vec<(&'static str, &'static str, Vec<u8>)>,
    /// External addresses by relationship id.
    links: Vec<(&'static str, &'static str)>,
}

impl Docx {
    fn new(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    fn styles(mut self, styles: &str) -> Self {
        self.styles = styles.to_owned();
        self
    }

    fn numbering(mut self, numbering: &str) -> Self {
        self.numbering = numbering.to_owned();
        self
    }

    fn part(mut self, kind: &'static str, name: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.push((kind, name, bytes.into()));
        self
    }

    fn xml(self, kind: &'static str, name: &'static str, root: &str, inner: &str) -> Self {
        self.part(kind, name, format!("<w:{root} {SPACES}>{inner}</w:{root}>"))
    }

    fn link(mut self, id: &'static str, address: &'static str) -> Self {
        self.links.push((id, address));
        self
    }

    /// Returns the bytes of the document. The relationship id of a part is its name without folder and extension.
    fn bytes(&self) -> Vec<u8> {
        let root = |name: &str, inner: &str| format!("<w:{name} {SPACES}>{inner}</w:{name}>").into_bytes();
        let mut parts = vec![
            ("officeDocument", "document.xml", root("document", &format!("<w:body>{}</w:body>", self.body))),
            ("styles", "styles.xml", root("styles", &self.styles)),
            ("numbering", "numbering.xml", root("numbering", &self.numbering)),
        ];
        parts.extend(self.parts.iter().cloned());
        let id =
            |name: &str| name.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default().to_owned();
        let relation = |(kind, name, _): &(&str, &str, Vec<u8>)| {
            format!(r#"<Relationship Id="{}" Type="{RELATIONS}/{kind}" Target="{name}"/>"#, id(name))
        };
        let link = |(id, address): &(&str, &str)| {
            format!(
                r#"<Relationship Id="{id}" Type="{RELATIONS}/hyperlink" Target="{address}" TargetMode="External"/>"#
            )
        };
        let inner: String = parts[1..].iter().map(relation).chain(self.links.iter().map(link)).collect();
        let relations = |inner: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
            )
        };
        let content = |(kind, name, _): &(&str, &str, Vec<u8>)| {
            let kind = if *kind == "officeDocument" { "document.main" } else { kind };
            let types = "application/vnd.openxmlformats-officedocument.wordprocessingml";
            format!(r#"<Override PartName="/word/{name}" ContentType="{types}.{kind}+xml"/>"#)
        };
        let types: String = parts.iter().map(content).collect();
        let main = format!(r#"<Relationship Id="a" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>"#);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, bytes: &[u8]| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        };
        add("[Content_Types].xml", format!("<Types>{types}</Types>").as_bytes());
        add("_rels/.rels", relations(&main).as_bytes());
        add("word/_rels/document.xml.rels", relations(&inner).as_bytes());
        parts.iter().for_each(|(_, name, bytes)| add(&format!("word/{name}"), bytes));
        zip.finish().unwrap().into_inner()
    }

    /// Reads the document, and checks that none of its words is lost.
    fn read(&self) -> Reading {
        let source = Source::of_file("a.docx", self.bytes());
        let reading = read(&source, None);
        assert_eq!(verify_source(&source, Syntax::Docx, &reading).differences, []);
        assert_eq!(reading.article.validate(), []);
        reading
    }

    fn dump(&self) -> String {
        dump(&self.read().article.body)
    }

    fn codes(&self) -> Vec<String> {
        self.read().diagnostics.iter().map(|reported| reported.code.to_string()).collect()
    }
}

/// Returns a paragraph with one run.
fn p(text: &str) -> String {
    format!("<w:p>{}</w:p>", r(text))
}

/// Returns a run.
fn r(text: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// Returns a run with properties.
fn run(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// Returns a paragraph with a style.
fn styled(style: &str, text: &str) -> String {
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, r(text))
}

/// Returns a paragraph style.
fn style(id: &str, name: &str, inner: &str) -> String {
    format!(r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>{inner}</w:style>"#)
}

/// Returns blocks in a short form, one after another.
fn dump(blocks: &[Block]) -> String {
    blocks.iter().map(one).collect::<Vec<_>>().join(" | ")
}

fn one(block: &Block) -> String {
    match block {
        Block::Heading(x) => format!("h{} {}", x.level.get(), line(&x.content)),
        Block::Paragraph(x) => line(&x.content),
        Block::Tips(x) => {
            let tip = |tip: &crate::article::Tip| format!("{}: {}", line(&tip.lead), dump(&tip.body));
            format!("tips{:?}[{}]", x.start.unwrap_or(1), x.items.iter().map(tip).collect::<Vec<_>>().join("; "))
        }
        Block::List(x) => {
            let marker = match x.marker {
                crate::article::ListMarker::Bullet => "ul".to_owned(),
                crate::article::ListMarker::Ordered { start, numerals } => format!("ol{start}{numerals:?}"),
            };
            let item = |item: &crate::article::ListItem| {
                let task = item.task.map_or("", |ticked| if ticked { "[x] " } else { "[ ] " });
                format!("{task}{}", dump(&item.body))
            };
            format!("{marker}[{}]", x.items.iter().map(item).collect::<Vec<_>>().join("; "))
        }
        Block::Quote(x) => format!("quote[{}]", dump(&x.body)),
        Block::Callout(x) => format!("{:?}({})[{}]", x.kind, line(&x.title), dump(&x.body)),
        Block::Table(x) => {
            let cell = |cell: &crate::article::Cell| {
                let span = if (cell.columns, cell.rows) == (1, 1) {
                    String::new()
                } else {
                    format!("{}x{} ", cell.columns, cell.rows)
                };
                format!("{}{span}{}", if cell.heads_row { "#" } else { "" }, dump(&cell.body))
            };
            let row = |row: &crate::article::Row| row.cells.iter().map(cell).collect::<Vec<_>>().join(", ");
            let rows = |rows: &[crate::article::Row]| rows.iter().map(row).collect::<Vec<_>>().join(" / ");
            let caption = x.caption.as_ref().map_or(String::new(), |caption| format!("({})", line(&caption.content)));
            format!("table{caption}[{} || {}]", rows(&x.head), rows(&x.body))
        }
        Block::Figure(x) => {
            let caption = x.caption.as_ref().map_or(String::new(), |caption| format!("({})", line(&caption.content)));
            format!("figure{caption}[{}]", x.alt)
        }
        Block::Code(x) => format!("code[{}]", x.text),
        Block::Formula(x) => format!("$${}$$", x.formula.in_line()),
        Block::Definitions(_) => "definitions".to_owned(),
        Block::Rule(_) => "rule".to_owned(),
        Block::PageBreak(_) => "page".to_owned(),
        Block::Division(x) => {
            let anchor = x.anchor.as_ref().map_or(String::new(), |anchor| format!("#{anchor}"));
            let dir = x.dir.map_or(String::new(), |dir| format!("{dir:?}"));
            format!("div{anchor}{dir}[{}]", dump(&x.body))
        }
        Block::Bibliography(_) => "bibliography".to_owned(),
    }
}

fn line(content: &[Inline]) -> String {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Text(x) => x.text.clone(),
        Inline::Styled(x) => {
            let mark = match x.style {
                Style::Strong => "**",
                Style::Emphasis => "*",
                Style::Strike => "~~",
                Style::Sub => "~",
                Style::Sup => "^",
                Style::SmallCaps => "'",
                Style::Keyboard => "`",
            };
            format!("{mark}{}{mark}", line(&x.content))
        }
        Inline::Code(x) => format!("`{}`", x.text),
        Inline::Link(x) => match &x.target {
            crate::article::Target::Url(url) => format!("[{}]({url})", line(&x.content)),
            crate::article::Target::Anchor(anchor) => format!("[{}](#{anchor})", line(&x.content)),
        },
        Inline::CrossRef(x) => format!("[{}](#{})", line(&x.content), x.target),
        Inline::Image(x) => format!("![{}]", x.alt),
        Inline::Citation(x) => {
            format!("[@{}]", x.items.iter().map(|item| item.key.as_str()).collect::<Vec<_>>().join("; @"))
        }
        Inline::NoteRef(x) => format!("[^{}]", x.label),
        Inline::Break(_) => "⏎".to_owned(),
        Inline::Scope(x) => {
            let lang = x.lang.as_ref().map_or(String::new(), |lang| lang.to_string());
            format!("<{lang}{}>{}</>", x.dir.map_or(String::new(), |dir| format!("{dir:?}")), line(&x.content))
        }
        Inline::Ruby(x) => x.in_line(),
        Inline::Formula(x) => format!("${}$", x.in_line()),
    }
}

fn title(reading: &Reading) -> String {
    plain_text(&reading.article.meta.title)
}
