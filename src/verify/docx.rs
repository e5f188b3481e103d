//! Extracts the words of a Word document as Word displays them: paragraphs with computed numbers (ISO/IEC 29500-1,
//! 17.9), the alternative text of pictures, and footnotes by number. Tables of contents are skipped.

use super::{
    Extract,
    epub::{part, unpackable},
    links::{Linked, SOMEWHERE},
    numbering::Numbers,
    xml::Element,
};
use std::{
    collections::{HashMap, HashSet},
    io::Cursor,
};

/// Reads a Word document.
///
/// # Errors
/// Returns a message if the document cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Extract, String> {
    let mut budget = unpackable(bytes.len());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let has_notes = archive.by_name("word/footnotes.xml").is_ok();
    let mut part = |path: &str| part(&mut archive, path, &mut budget);
    let document = part("word/document.xml")?;
    let notes = if has_notes { part("word/footnotes.xml")? } else { Element::default() };
    let mut walk = Walk {
        addresses: addresses(&part("word/_rels/document.xml.rels")?),
        numbers: Numbers::read(&part("word/numbering.xml")?, &part("word/styles.xml")?),
        places: places(&document).chain(places(&notes)).collect(),
        ..Walk::default()
    };
    walk.children(&document);
    if has_notes {
        walk.addresses = addresses(&part("word/_rels/footnotes.xml.rels")?);
        let mut found = Vec::new();
        notes.all("footnote", &mut found);
        for note in found.into_iter().filter(|note| note.attribute("w:type").is_none()) {
            walk.note = Some(note.attribute("w:id").unwrap_or_default().to_owned());
            walk.say("");
            walk.children(note);
        }
    }
    Ok(walk.extract)
}

/// Returns the external link targets of a part, by relationship id.
fn addresses(relations: &Element) -> HashMap<String, String> {
    let mut found = Vec::new();
    relations.all("Relationship", &mut found);
    let pair =
        |relation: &Element| Some((relation.attribute("Id")?.to_owned(), relation.attribute("Target")?.to_owned()));
    found.into_iter().filter_map(pair).collect()
}

/// Returns the names of bookmarks.
fn places(document: &Element) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    document.all("bookmarkStart", &mut found);
    found.into_iter().filter_map(|bookmark| bookmark.attribute("w:name").map(str::to_owned))
}

#[derive(Default)]
struct Walk {
    extract: Extract,
    addresses: HashMap<String, String>,
    numbers: Numbers,
    /// The names of all bookmarks.
    places: HashSet<String>,
    /// The number of the note being read, if any.
    note: Option<String>,
}

impl Walk {
    fn children(&mut self, element: &Element) {
        element.elements().for_each(|child| self.element(child));
    }

    fn text_so_far(&mut self) -> &mut String {
        match &self.note {
            Some(number) => self.extract.notes.entry(number.clone()).or_default(),
            None => &mut self.extract.body,
        }
    }

    fn say(&mut self, text: &str) {
        self.text_so_far().push_str(text);
    }

    fn element(&mut self, element: &Element) {
        match element.name.as_str() {
            "p" => self.paragraph(element),
            "t" => self.say(&element.text()),
            "tab" | "br" => self.say(" "),
            "footnoteReference" => {
                let number = element.attribute("w:id").unwrap_or_default().to_owned();
                self.say(&number);
                self.linked(number, SOMEWHERE.to_owned());
            }
            "fldSimple" => {
                let from = self.text_so_far().len();
                self.children(element);
                let number = self.text_so_far()[from..].to_owned();
                self.linked(number, SOMEWHERE.to_owned());
            }
            "docPr" => {
                let alt = element.attribute("descr").unwrap_or_default().to_owned();
                self.say(&format!(" {alt} "));
            }
            "oMath" => {
                let mut letters = String::new();
                characters(element, &mut letters);
                self.extract.formulas.push(letters);
                self.say(super::FORMULA);
            }
            "ruby" => self.ruby(element),
            "hyperlink" => self.link(element),
            "pPr" | "rPr" | "instrText" | "sdtPr" | "sectPr" | "tblPr" | "tcPr" | "trPr" => {}
            "tc" => {
                self.say(" ");
                self.children(element);
                self.say(" ");
            }
            _ => self.children(element),
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let properties = paragraph.elements().find(|child| child.name == "pPr");
        let properties: Vec<(&str, &str)> = properties.map(values).unwrap_or_default();
        let property = |name: &str| properties.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value);
        let style = property("pStyle");
        if style.starts_with("TOC") {
            return;
        }
        if style == "Colophon" {
            self.note = None;
        } else if style == "FootnoteText" && paragraph.elements().any(is_note) {
            return self.note_at_end(paragraph);
        }
        self.say(" ");
        let label = self.numbers.label(paragraph);
        self.say(&format!("{label} "));
        self.children(paragraph);
        self.say(" ");
    }

    /// Reads the first paragraph of a note at the end of the document, which begins with its number.
    fn note_at_end(&mut self, paragraph: &Element) {
        const NEW: &str = "?";
        self.note = Some(NEW.to_owned());
        self.children(paragraph);
        let words = self.extract.notes.remove(NEW).unwrap_or_default();
        let links = self.extract.links.remove(&Some(NEW.to_owned())).unwrap_or_default();
        let (number, rest) = words.split_once('.').unwrap_or((&words, ""));
        self.note = Some(number.trim().to_owned());
        self.extract.links.insert(self.note.clone(), links);
        self.say(rest);
        self.say(" ");
    }

    fn ruby(&mut self, element: &Element) {
        for (name, brackets) in [("rubyBase", ["", ""]), ("rt", ["(", ")"])] {
            let [open, close] = brackets;
            self.say(open);
            element.elements().filter(|child| child.name == name).for_each(|child| self.children(child));
            self.say(close);
        }
    }

    fn link(&mut self, element: &Element) {
        let from = self.text_so_far().len();
        self.children(element);
        let words = self.text_so_far()[from..].to_owned();
        let to = match (element.attribute("r:id"), element.attribute("w:anchor")) {
            (Some(id), _) => self.addresses.get(id).cloned().unwrap_or_default(),
            (None, Some(place)) if self.places.contains(place) => SOMEWHERE.to_owned(),
            (None, place) => format!("a missing place: {}", place.unwrap_or_default()),
        };
        self.linked(words, to);
    }

    fn linked(&mut self, words: String, to: String) {
        self.extract.links.entry(self.note.clone()).or_default().push(Linked { words, to });
    }
}

/// Appends the characters of a formula. The degree of a root becomes a root sign: `∛`.
fn characters(element: &Element, out: &mut String) {
    if element.name == "t" {
        out.push_str(&element.text());
    }
    element.elements().filter(|child| child.name != "deg").for_each(|child| characters(child, out));
}

/// Returns the names and values of the descendants with a `w:val` attribute, in order.
fn values(element: &Element) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    for child in element.elements() {
        found.extend(child.attribute("w:val").map(|value| (child.name.as_str(), value)));
        found.extend(values(child));
    }
    found
}

/// Returns whether a bookmark starts a note at the end of the document.
fn is_note(element: &Element) -> bool {
    element.name == "bookmarkStart" && element.attribute("w:name").is_some_and(|name| name.starts_with("_note"))
}
