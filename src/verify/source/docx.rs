//! Extracts the words of a Word document: its text, its notes, and the text around it. Deleted words are included, as
//! they are in the reader's account. The numbers that Word prints before paragraphs are counted independently of the
//! reader.

use super::{
    SourceText,
    words::{LEVEL, LOWER, RAISE},
};
use crate::verify::{
    numbering::Numbers,
    xml::{Element, parse},
};
use std::{
    collections::{BTreeMap, HashMap},
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

/// The largest part, in bytes.
const LARGEST: u64 = 512 << 20;

/// Latin letters, and the Greek letters that the Symbol font shows for them.
const SYMBOL: [(&str, &str); 2] = [
    ("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω"),
    ("ABGDEZHQIKLMNXOPRSTUFCYW", "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"),
];

/// Symbols that the Symbol font has in place of those of Latin-1.
const SIGNS: [(char, char); 12] = [
    ('\u{a3}', '≤'),
    ('\u{a5}', '∞'),
    ('\u{ae}', '→'),
    ('\u{b0}', '°'),
    ('\u{b1}', '±'),
    ('\u{b3}', '≥'),
    ('\u{b4}', '×'),
    ('\u{b8}', '÷'),
    ('\u{b9}', '≠'),
    ('\u{bb}', '≈'),
    ('\u{d6}', '√'),
    ('\u{e5}', '∑'),
];

/// Returns the words of a document.
pub(super) fn text(bytes: &[u8]) -> SourceText<'static> {
    let mut found = SourceText::default();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return found };
    let parts = parts(&mut archive);
    let tree = |kind: &str, archive: &mut ZipArchive<_>| {
        let name = parts.iter().find(|(_, own)| own.as_str() == kind).map(|(name, _)| name.clone());
        name.and_then(|name| part(archive, &name)).and_then(|bytes| parse(&bytes).ok()).unwrap_or_default()
    };
    let (styles, numbering) = (tree("styles", &mut archive), tree("numbering", &mut archive));
    let mut walk = Walk {
        out: &mut found,
        line: String::new(),
        looks: looks(&styles),
        numbers: Numbers::read(&numbering, &styles),
    };
    for kind in ["document", "footnotes", "endnotes", "comments", "header", "footer"] {
        for (name, _) in parts.iter().filter(|(_, own)| own.as_str() == kind) {
            let root = part(&mut archive, name).and_then(|bytes| parse(&bytes).ok()).unwrap_or_default();
            walk.children(&root, Run::default());
            walk.end_line();
        }
    }
    let mut words = String::new();
    for (name, _) in parts.iter().filter(|(_, own)| matches!(own.as_str(), "core" | "diagramData")) {
        let root = part(&mut archive, name).and_then(|bytes| parse(&bytes).ok()).unwrap_or_default();
        all_text(&root, &mut words);
    }
    found.allow(&words);
    found
}

/// Returns the names of parts with their content types.
fn parts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> BTreeMap<String, String> {
    let types = part(archive, "[Content_Types].xml").and_then(|bytes| parse(&bytes).ok()).unwrap_or_default();
    let (mut overrides, mut defaults) = (Vec::new(), Vec::new());
    types.all("Override", &mut overrides);
    types.all("Default", &mut defaults);
    let kind = |types: &str| {
        let last = types.rsplit(['.', '/']).next().unwrap_or_default();
        match last {
            "main+xml" => "document".to_owned(),
            "core-properties+xml" => "core".to_owned(),
            other => other.trim_end_matches("+xml").to_owned(),
        }
    };
    let named = |element: &&Element| {
        let name = element.attribute("PartName")?.trim_start_matches('/').to_owned();
        Some((name, kind(element.attribute("ContentType")?)))
    };
    let mut found: BTreeMap<String, String> = overrides.iter().filter_map(named).collect();
    // parts without a type of their own have that of their extension
    for name in (0..archive.len()).filter_map(|at| archive.name_for_index(at)) {
        let extension = name.rsplit('.').next();
        let default = defaults.iter().find(|element| element.attribute("Extension") == extension);
        if let Some(own) = default.and_then(|element| element.attribute("ContentType")) {
            found.entry(name.to_owned()).or_insert_with(|| kind(own));
        }
    }
    found
}

fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<Vec<u8>> {
    let at =
        (0..archive.len()).find(|&at| archive.name_for_index(at).is_some_and(|own| own.eq_ignore_ascii_case(name)))?;
    let mut bytes = Vec::new();
    archive.by_index(at).ok()?.take(LARGEST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The character formatting of a run.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    level: Option<char>,
    symbol: bool,
    /// Whether the font has pictures in place of letters.
    pictures: bool,
    hidden: bool,
}

struct Walk<'o> {
    out: &'o mut SourceText<'static>,
    line: String,
    /// Styles that make text superscript or subscript, or set it in the Symbol font.
    looks: HashMap<String, Run>,
    numbers: Numbers,
}

impl Walk<'_> {
    fn children(&mut self, element: &Element, run: Run) {
        for child in element.elements() {
            self.element(child, run);
        }
    }

    fn element(&mut self, element: &Element, run: Run) {
        match element.name.as_str() {
            "t" | "delText" => self.words(&element.text(), run),
            "tab" | "ptab" | "br" | "cr" => self.line.push(' '),
            "noBreakHyphen" => self.line.push('\u{2011}'),
            "sym" => {
                let code = element.local("char").and_then(|code| u32::from_str_radix(code, 16).ok());
                let letter = code.and_then(|code| char::from_u32(code & 0xff));
                let symbol = element.local("font").is_some_and(|font| font.eq_ignore_ascii_case("symbol"));
                if let Some(letter) = letter.filter(|_| symbol) {
                    self.words(&letter.to_string(), Run { symbol, ..run });
                }
            }
            "p" => {
                let label = self.numbers.label(element);
                self.out.allow(&label);
                let outer = std::mem::take(&mut self.line);
                self.children(element, run);
                self.end_line();
                self.line = outer;
            }
            "r" => {
                let own = self.run(element);
                if own.hidden {
                    // hidden text does not join what is around it
                    let outer = std::mem::take(&mut self.line);
                    self.children(element, own);
                    self.end_line();
                    self.line = outer;
                } else {
                    self.children(element, own);
                }
            }
            "AlternateContent" => self.alternative(element, run),
            "sup" => self.leveled(element, RAISE),
            "sub" => self.leveled(element, LOWER),
            "num" | "den" | "deg" | "mr" | "lim" | "fName" => {
                self.line.push(' ');
                self.children(element, run);
                self.line.push(' ');
            }
            // deleted text is separate from the text around it
            "del" | "moveFrom" => {
                let outer = std::mem::take(&mut self.line);
                self.children(element, run);
                self.end_line();
                self.line = outer;
            }
            "instrText" => {
                // the parts of a fraction are separate: `\f(1,2)`
                self.out.allow(&element.text());
                self.out.allow(&element.text().replace([',', ';'], " "));
            }
            // ruby annotations follow their base
            "ruby" => {
                let part = |name: &str| element.elements().find(|child| child.name == name);
                for name in ["rubyBase", "rt"] {
                    part(name).into_iter().for_each(|part| self.children(part, run));
                    self.line.push(' ');
                }
            }
            "docPr" | "cNvPr" | "shape" | "imagedata" => {
                for name in ["descr", "title", "alt"] {
                    self.out.allow(element.local(name).unwrap_or_default());
                }
                self.children(element, run);
            }
            "textpath" => self.out.allow(element.local("string").unwrap_or_default()),
            "listEntry" => self.out.allow(element.local("val").unwrap_or_default()),
            "rPr" | "pPr" | "sectPr" | "tblPr" | "trPr" | "tcPr" => {}
            _ => self.children(element, run),
        }
    }

    fn leveled(&mut self, element: &Element, level: char) {
        self.line.push(level);
        self.children(element, Run::default());
        self.line.push(LEVEL);
    }

    /// Takes one branch of an `mc:AlternateContent`.
    fn alternative(&mut self, element: &Element, run: Run) {
        const DRAWN: [&str; 8] = ["wps", "wpg", "wpc", "wp14", "w14", "w15", "a14", "w16se"];
        let known = |child: &&Element| {
            let needs = child.local("Requires").unwrap_or_default();
            child.name == "Choice" && needs.split_whitespace().all(|need| DRAWN.contains(&need))
        };
        let chosen =
            element.elements().find(known).or_else(|| element.elements().find(|child| child.name == "Fallback"));
        chosen.into_iter().for_each(|chosen| self.children(chosen, run));
    }

    fn words(&mut self, text: &str, run: Run) {
        if run.pictures {
            self.out.allow(text);
            return self.line.push(' ');
        }
        self.line.extend(run.level);
        for c in text.chars() {
            let c =
                if matches!(c, '\u{f020}'..='\u{f0ff}') { char::from_u32(u32::from(c) & 0xff).unwrap_or(c) } else { c };
            self.line.push(if run.symbol { greek(c) } else { c });
        }
        self.line.extend(run.level.map(|_| LEVEL));
    }

    fn run(&self, element: &Element) -> Run {
        let Some(properties) = element.elements().find(|child| child.name == "rPr") else { return Run::default() };
        let style = properties.elements().find(|child| child.name == "rStyle").and_then(|child| child.local("val"));
        let base = style.and_then(|style| self.looks.get(style)).copied().unwrap_or_default();
        look(properties, base)
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.out.require(None, line);
    }
}

/// Returns the character formatting of run properties, on top of that of their style.
fn look(properties: &Element, mut run: Run) -> Run {
    for child in properties.elements() {
        match child.name.as_str() {
            "vertAlign" => {
                run.level = match child.local("val") {
                    Some("superscript") => Some(RAISE),
                    Some("subscript") => Some(LOWER),
                    _ => None,
                };
            }
            "rFonts" => {
                let font = child.local("ascii").unwrap_or_default().to_lowercase();
                run.symbol = font == "symbol";
                run.pictures = font.starts_with("wingdings") || font == "webdings";
            }
            "vanish" => run.hidden = !matches!(child.local("val"), Some("0" | "false" | "off")),
            _ => {}
        }
    }
    run
}

/// Returns the character formatting of all styles.
fn looks(styles: &Element) -> HashMap<String, Run> {
    let mut all = Vec::new();
    styles.all("style", &mut all);
    let by_id: HashMap<&str, &Element> =
        all.iter().filter_map(|style| Some((style.local("styleId")?, *style))).collect();
    let mut found = HashMap::new();
    for (&id, _) in by_id.iter().filter(|(_, style)| style.local("type") == Some("character")) {
        let mut chain = Vec::new();
        let mut next = by_id.get(id);
        while let Some(style) = next.filter(|_| chain.len() < 20) {
            chain.push(*style);
            let base = style.elements().find(|child| child.name == "basedOn").and_then(|child| child.local("val"));
            next = base.and_then(|base| by_id.get(base));
        }
        let mut run = Run::default();
        for style in chain.into_iter().rev() {
            if let Some(properties) = style.elements().find(|child| child.name == "rPr") {
                run = look(properties, run);
            }
        }
        found.insert(id.to_owned(), run);
    }
    found
}

fn greek(c: char) -> char {
    let found = SYMBOL.iter().find_map(|(latin, greek)| {
        let at = latin.chars().position(|letter| letter == c)?;
        greek.chars().nth(at)
    });
    let sign = SIGNS.iter().find(|(code, _)| *code == c).map(|(_, sign)| *sign);
    found.or(sign).unwrap_or(if c.is_ascii() { c } else { ' ' })
}

fn all_text(element: &Element, out: &mut String) {
    out.push_str(&element.text());
    out.push('\n');
    element.elements().for_each(|child| all_text(child, out));
}
