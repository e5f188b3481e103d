//! Extracts the words of an EPUB: the XHTML documents of its spine, in order (EPUB 3.3, 5.6).
//!
//! The numbers of ordered lists are counted as a reading system does (HTML, 4.4.5 and 4.4.8). The cover, navigation
//! and back links are skipped; footnotes are kept separate.

use super::{Extract, links::Linked, xml};
use std::io::{Cursor, Read};
use xml::{Element, Node};

/// The maximum total size of the unpacked parts of an output, in bytes.
const LARGEST: u64 = 128 << 20;

/// The size that an output of any size may unpack to, and how many times its own size may be added: reading takes many
/// bytes for each.
const SMALLEST: u64 = 4 << 20;
const RATIO: u64 = 150;

/// Returns how many bytes of an output of this size may be unpacked.
pub(super) fn unpackable(size: usize) -> u64 {
    (SMALLEST + RATIO * size as u64).min(LARGEST)
}

/// Reads an EPUB.
///
/// # Errors
/// Returns a message if the EPUB cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Extract, String> {
    let mut walk = Walk::default();
    for document in unpack(bytes)? {
        if let Some(body) = first(&document, "body") {
            walk.children(body);
            walk.space();
        }
    }
    Ok(walk.extract)
}

/// Reads the main part of an HTML page that is well-formed XML.
///
/// # Errors
/// Returns a message if the page cannot be read.
pub(super) fn page(bytes: &[u8]) -> Result<Extract, String> {
    let document = xml::parse(bytes)?;
    let mut walk = Walk::default();
    walk.children(first(&document, "main").ok_or("it has no main part")?);
    Ok(walk.extract)
}

/// Unpacks the documents in the spine of an EPUB, except the navigation document.
///
/// # Errors
/// Returns a message if the EPUB cannot be read.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<Element>, String> {
    let mut budget = unpackable(bytes.len());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut part = |path: &str| part(&mut archive, path, &mut budget);
    let container = part("META-INF/container.xml")?;
    let package_path = first(&container, "rootfile")
        .and_then(|file| file.attribute("full-path"))
        .ok_or("its container names no package")?
        .to_owned();
    let package = part(&package_path)?;
    let folder = package_path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    spine(&package).iter().map(|path| part(&format!("{folder}{path}"))).collect()
}

/// Reads a part of a package and deducts its size from the budget.
pub(super) fn part(
    archive: &mut zip::ZipArchive<Cursor<&[u8]>>,
    path: &str,
    budget: &mut u64,
) -> Result<Element, String> {
    let file = archive.by_name(path).map_err(|error| format!("{path}: {error}"))?;
    let mut bytes = Vec::new();
    file.take(*budget + 1).read_to_end(&mut bytes).map_err(|error| format!("{path}: {error}"))?;
    let size = bytes.len() as u64;
    *budget = budget.checked_sub(size).ok_or_else(|| "it unpacks beyond the limit for its size".to_owned())?;
    xml::parse(&bytes).map_err(|error| format!("{path}: {error}"))
}

/// Returns the first descendant with a name.
pub(super) fn first<'a>(element: &'a Element, name: &'a str) -> Option<&'a Element> {
    let mut found = Vec::new();
    element.all(name, &mut found);
    found.first().copied()
}

/// Returns the paths of the documents in the spine, except the navigation document.
fn spine(package: &Element) -> Vec<String> {
    let (mut items, mut order) = (Vec::new(), Vec::new());
    package.all("item", &mut items);
    package.all("itemref", &mut order);
    let item = |reference: &&Element| {
        let id = reference.attribute("idref")?;
        items.iter().find(|item| item.attribute("id") == Some(id)).copied()
    };
    let navigation = |item: &&Element| {
        item.attribute("properties").is_some_and(|list| list.split_whitespace().any(|word| word == "nav"))
    };
    let items = order.iter().filter_map(item).filter(|item| !navigation(item));
    items.filter_map(|item| item.attribute("href").map(str::to_owned)).collect()
}

#[derive(Default)]
struct Walk {
    extract: Extract,
    /// The number of the note being read, if any.
    note: Option<String>,
}

impl Walk {
    fn children(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Text(text) => self.say(text),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn say(&mut self, text: &str) {
        match &self.note {
            Some(number) => self.extract.notes.entry(number.clone()).or_default().push_str(text),
            None => self.extract.body.push_str(text),
        }
    }

    fn space(&mut self) {
        self.say(" ");
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "nav" | "script" | "style" | "head" => {}
            "a" if element.is("doc-backlink") => self.link(element),
            "span" if element.is("label") => self.label(element),
            "aside" | "div" if element.is("doc-footnote") => self.footnote(element),
            "img" if element.is("doc-cover") => {}
            "img" => {
                let alt = element.attribute("alt").unwrap_or_default().to_owned();
                self.say(&format!(" {alt} "));
            }
            "br" => self.space(),
            "math" => {
                let alt = element.attribute("alttext").unwrap_or_default().to_owned();
                self.say(&alt);
            }
            "ol" => self.ordered(element),
            "input" if element.attribute("type") == Some("checkbox") => {
                self.say(if element.attribute("checked").is_some() { " ☑ " } else { " ☐ " });
            }
            "a" => {
                self.link(element);
                self.children(element);
            }
            "span" | "em" | "strong" | "i" | "b" | "s" | "del" | "sub" | "sup" | "code" | "kbd" | "abbr" | "small"
            | "bdi" | "bdo" | "cite" | "q" | "u" | "mark" | "dfn" | "ruby" | "rt" | "rp" => self.children(element),
            _ => {
                self.space();
                self.children(element);
                self.space();
            }
        }
    }

    fn link(&mut self, element: &Element) {
        let Some(href) = element.attribute("href") else { return };
        let place = href.rsplit_once('#').filter(|_| !href.contains(':'));
        let to = place.map_or_else(|| href.to_owned(), |(_, place)| format!("#{place}"));
        self.extract.links.entry(self.note.clone()).or_default().push(Linked { words: words(element), to });
    }

    /// Adds a number. It counts as text even if it is a back link.
    fn label(&mut self, element: &Element) {
        self.say(&words(element));
        self.links_back(element);
    }

    fn links_back(&mut self, element: &Element) {
        let mut links = Vec::new();
        element.all("a", &mut links);
        links.into_iter().for_each(|link| self.link(link));
    }

    fn footnote(&mut self, element: &Element) {
        let mut labels = Vec::new();
        element.all("span", &mut labels);
        let label = labels.into_iter().find(|span| span.is("label"));
        let number = label.map(words).unwrap_or_default();
        let outer = self.note.replace(number.trim().trim_end_matches('.').to_owned());
        label.into_iter().for_each(|label| self.links_back(label));
        self.space();
        for child in element.elements().filter(|child| !child.is("label")) {
            self.element(child);
        }
        self.note = outer;
    }

    /// Adds an ordered list, with the number of each item before its content.
    fn ordered(&mut self, list: &Element) {
        let number = |element: &Element, name| element.attribute(name).and_then(|value| value.parse::<u32>().ok());
        let mut next = number(list, "start").unwrap_or(1);
        for item in list.elements() {
            next = number(item, "value").unwrap_or(next);
            let label = numeral(next, list);
            self.say(&format!(" {label}. "));
            self.children(item);
            self.space();
            next = next.saturating_add(1);
        }
    }
}

/// Returns all text in an element.
fn words(element: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(image) if image.name == "img" => image.attribute("alt").unwrap_or_default().to_owned(),
        Node::Element(math) if math.name == "math" => math.attribute("alttext").unwrap_or_default().to_owned(),
        Node::Element(element) => words(element),
    };
    element.children.iter().map(text).collect()
}

/// CSS counter styles with other digits, each with its zero (CSS Counter Styles 3, 6.1).
const COUNTERS: [(&str, char); 8] = [
    ("arabic-indic", '٠'),
    ("persian", '۰'),
    ("bengali", '০'),
    ("devanagari", '०'),
    ("khmer", '០'),
    ("lao", '໐'),
    ("myanmar", '၀'),
    ("thai", '๐'),
];

/// Formats a number according to a list's `type` or class.
pub(super) fn numeral(number: u32, list: &Element) -> String {
    if let Some((_, nought)) = COUNTERS.iter().find(|(class, _)| list.is(class)) {
        let own = |c: char| char::from_u32(u32::from(*nought) + c.to_digit(10)?);
        return number.to_string().chars().filter_map(own).collect();
    }
    match list.attribute("type") {
        Some("a") => letters(number),
        Some("A") => letters(number).to_ascii_uppercase(),
        Some("i") => roman(number),
        Some("I") => roman(number).to_ascii_uppercase(),
        _ => number.to_string(),
    }
}

pub(super) fn letters(number: u32) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    if letters.is_empty() { number.to_string() } else { letters.iter().rev().collect() }
}

pub(super) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{letters, roman};

    #[test]
    fn numerals_count_as_reading_systems_count() {
        assert_eq!([1, 26, 27].map(letters), ["a", "z", "aa"]);
        assert_eq!([4, 9, 1994].map(roman), ["iv", "ix", "mcmxciv"]);
    }
}
