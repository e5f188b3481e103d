//! Reads the contents of a file as text, with `lopdf`, from the bytes alone.

use lopdf::{Dictionary, Document, Object, ObjectId, content::Content};
use std::{collections::BTreeMap, fmt::Write};

/// A file that was read.
pub(super) struct File {
    document: Document,
    /// The text of each marked-content sequence, by page and MCID.
    texts: BTreeMap<(ObjectId, i64), String>,
}

/// A link annotation.
pub(super) struct Annotation {
    pub(super) contents: Option<String>,
    /// The type of the element that the parent tree maps it to.
    pub(super) element: Option<String>,
    pub(super) flags: i64,
}

impl File {
    pub(super) fn open(bytes: &[u8]) -> Self {
        let document = Document::load_mem(bytes).expect("a PDF");
        let mut texts = BTreeMap::new();
        for page in document.get_pages().into_values() {
            read_page(&document, page, &mut texts);
        }
        Self { document, texts }
    }

    /// Returns the structure tree, one element per line, texts in quotation marks: all content of an element on a page
    /// between its children is one text.
    pub(super) fn tree(&self) -> String {
        let root = self.dictionary(self.catalog_dictionary().get(b"StructTreeRoot").expect("a structure tree"));
        let mut out = String::new();
        self.element(root.get(b"K").expect("a document element"), 0, &mut out);
        out
    }

    fn element(&self, object: &Object, depth: usize, out: &mut String) {
        let element = self.dictionary(object);
        let _ = write!(out, "{:1$}{2}", "", depth * 2, name(element, b"S"));
        for key in [b"ID".as_slice(), b"Lang", b"Alt", b"ActualText", b"E"] {
            if let Ok(value) = element.get(key) {
                let _ = write!(out, " {}={:?}", String::from_utf8_lossy(key), text(value));
            }
        }
        for (key, value) in element.get(b"A").and_then(Object::as_dict).iter().flat_map(|attributes| attributes.iter())
        {
            let _ = write!(out, " {}={}", String::from_utf8_lossy(key), plain(value));
        }
        out.push('\n');
        let page = element.get(b"Pg").and_then(Object::as_reference).ok();
        let kids = element.get(b"K").expect("kids");
        let mut texts: Option<(ObjectId, String)> = None;
        for kid in kids.as_array().map_or(std::slice::from_ref(kids), Vec::as_slice) {
            let Some((page, mcid)) = sequence(kid, page) else {
                write_text(texts.take(), depth + 1, out);
                self.kid(kid, depth + 1, out);
                continue;
            };
            let text = self.texts.get(&(page, mcid)).expect("marked content");
            match &mut texts {
                Some((before, joined)) if *before == page => joined.push_str(text),
                _ => write_text(texts.replace((page, text.clone())), depth + 1, out),
            }
        }
        write_text(texts, depth + 1, out);
    }

    fn kid(&self, kid: &Object, depth: usize, out: &mut String) {
        match kid {
            Object::Dictionary(_) => {
                let _ = writeln!(out, "{:1$}(annotation)", "", depth * 2);
            }
            element => self.element(element, depth, out),
        }
    }

    /// Returns the catalog and its descendants, except for structure and metadata.
    pub(super) fn catalog(&self) -> String {
        let mut out = String::new();
        for (key, value) in self.catalog_dictionary() {
            match key.as_slice() {
                b"StructTreeRoot" | b"Metadata" | b"Pages" | b"OutputIntents" | b"Names" => {}
                b"Outlines" => self.outline(self.dictionary(value), 1, &mut out),
                key => {
                    let _ = writeln!(out, "{}: {}", String::from_utf8_lossy(key), plain(value));
                }
            }
        }
        out
    }

    fn outline(&self, parent: &Dictionary, depth: usize, out: &mut String) {
        let mut next = parent.get(b"First").ok();
        while let Some(entry) = next.map(|entry| self.dictionary(entry)) {
            let title = text(entry.get(b"Title").expect("a title"));
            let _ = writeln!(
                out,
                "{:1$}bookmark {title:?} to {2}",
                "",
                depth * 2,
                plain(entry.get(b"Dest").expect("a place"))
            );
            self.outline(entry, depth + 1, out);
            next = entry.get(b"Next").ok();
        }
    }

    pub(super) fn annotations(&self) -> Vec<Annotation> {
        let root = self.dictionary(self.catalog_dictionary().get(b"StructTreeRoot").expect("a structure tree"));
        let parents = self.dictionary(root.get(b"ParentTree").expect("a parent tree")).get(b"Nums").expect("numbers");
        let parents = parents.as_array().expect("an array");
        let element = |key: i64| {
            let pair = parents.chunks(2).find(|pair| pair[0].as_i64().is_ok_and(|known| known == key))?;
            Some(name(self.dictionary(&pair[1]), b"S"))
        };
        let annotation = |object: &Object| {
            let dictionary = self.dictionary(object);
            let key = dictionary.get(b"StructParent").and_then(Object::as_i64).expect("a key");
            Annotation {
                contents: dictionary.get(b"Contents").ok().map(text),
                element: element(key),
                flags: dictionary.get(b"F").and_then(Object::as_i64).unwrap_or(0),
            }
        };
        let pages = self.document.get_pages().into_values();
        let pages =
            pages.filter_map(|page| self.document.get_dictionary(page).ok()?.get(b"Annots").ok()?.as_array().ok());
        pages.flatten().map(annotation).collect()
    }

    pub(super) fn xmp(&self) -> String {
        let stream = self.catalog_dictionary().get_deref(b"Metadata", &self.document).and_then(Object::as_stream);
        String::from_utf8(stream.expect("a metadata stream").content.clone()).expect("UTF-8")
    }

    pub(super) fn identifier(&self) -> String {
        plain(self.document.trailer.get(b"ID").expect("an identifier"))
    }

    /// Returns the pages' operators.
    pub(super) fn content(&self) -> String {
        let pages = self.document.get_pages().into_values();
        pages.map(|page| String::from_utf8_lossy(&self.document.get_page_content(page)).into_owned()).collect()
    }

    fn catalog_dictionary(&self) -> &Dictionary {
        self.document.catalog().expect("a catalog")
    }

    fn dictionary<'a>(&'a self, object: &'a Object) -> &'a Dictionary {
        let (_, object) = self.document.dereference(object).expect("an object");
        object.as_dict().expect("a dictionary")
    }
}

/// Returns the page and the number of a sequence that is an element's own content.
fn sequence(kid: &Object, page: Option<ObjectId>) -> Option<(ObjectId, i64)> {
    match kid {
        Object::Integer(mcid) => Some((page.expect("a page"), *mcid)),
        Object::Dictionary(reference) if reference.has_type(b"MCR") => {
            let page = reference.get(b"Pg").and_then(Object::as_reference).expect("a page");
            Some((page, reference.get(b"MCID").and_then(Object::as_i64).expect("a number")))
        }
        _ => None,
    }
}

fn write_text(text: Option<(ObjectId, String)>, depth: usize, out: &mut String) {
    if let Some((_, text)) = text {
        let _ = writeln!(out, "{:1$}{text:?}", "", depth * 2);
    }
}

/// Follows a page's operators and collects what is shown in each sequence.
fn read_page(document: &Document, page: ObjectId, texts: &mut BTreeMap<(ObjectId, i64), String>) {
    let maps = unicode_maps(document, page);
    let content = Content::decode(&document.get_page_content(page)).expect("operators");
    let mut open: Vec<Sequence> = Vec::new();
    let mut font = Vec::new();
    for operation in content.operations {
        match operation.operator.as_str() {
            "Tf" => font = operation.operands[0].as_name().expect("a font's name").to_vec(),
            "BDC" => {
                let properties = operation.operands[1].as_dict().expect("properties");
                let mcid = properties.get(b"MCID").and_then(Object::as_i64).ok();
                if let Some(mcid) = mcid {
                    assert!(open.is_empty(), "content is marked twice");
                    assert!(texts.insert((page, mcid), String::new()).is_none(), "a number stands twice");
                }
                let replacement = properties.get(b"ActualText").ok().map(text);
                open.push(Sequence { mcid, replacement, ..Sequence::default() });
            }
            "EMC" => {
                let ended = open.pop().expect("an open sequence");
                let words = ended.replacement.unwrap_or_else(|| ended.shown.concat());
                match (open.last_mut(), ended.mcid) {
                    (Some(outer), _) => outer.shown.push(words),
                    (None, Some(mcid)) => drop(texts.insert((page, mcid), words)),
                    (None, None) => {}
                }
            }
            "Tj" | "TJ" => {
                let inner = open.last_mut().expect("content is not marked");
                inner.shown.extend(shown(&operation.operands[0], &maps[&font]));
            }
            "f" | "S" | "Do" => assert!(!open.is_empty(), "content is not marked"),
            _ => {}
        }
    }
    assert!(open.is_empty());
}

/// An open marked-content sequence.
#[derive(Default)]
struct Sequence {
    mcid: Option<i64>,
    /// Its replacement text.
    replacement: Option<String>,
    shown: Vec<String>,
}

/// Returns the text of each glyph of a string, or of the strings of an array.
fn shown(operand: &Object, map: &BTreeMap<u16, String>) -> Vec<String> {
    let items = operand.as_array().map_or(std::slice::from_ref(operand), Vec::as_slice);
    let strings = items.iter().filter_map(|item| item.as_str().ok());
    let codes = strings.flat_map(|bytes| bytes.chunks(2)).map(|code| u16::from_be_bytes([code[0], code[1]]));
    codes.map(|code| map[&code].clone()).collect()
}

/// Returns the `ToUnicode` maps, by font.
fn unicode_maps(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, BTreeMap<u16, String>> {
    let fonts = document.get_page_fonts(page).expect("fonts");
    fonts
        .into_iter()
        .map(|(name, font)| {
            let stream = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).expect("a map");
            let map = String::from_utf8(stream.decompressed_content().expect("content")).expect("ASCII");
            (name, map.lines().filter_map(pair).collect())
        })
        .collect()
}

/// Parses a line `<0001> <0041>`.
fn pair(line: &str) -> Option<(u16, String)> {
    let (code, units) = line.strip_prefix('<')?.strip_suffix('>')?.split_once("> <")?;
    let hex = |digits: &str| u16::from_str_radix(digits, 16).ok();
    let units: Vec<u16> = (0..units.len() / 4).filter_map(|at| hex(&units[at * 4..at * 4 + 4])).collect();
    Some((hex(code)?, String::from_utf16(&units).ok()?))
}

fn name(dictionary: &Dictionary, key: &[u8]) -> String {
    String::from_utf8_lossy(dictionary.get(key).and_then(Object::as_name).expect("a name")).into_owned()
}

/// Returns a text string.
fn text(object: &Object) -> String {
    lopdf::decode_text_string(object).expect("a text")
}

/// Returns any small object, without PDF's delimiters.
fn plain(object: &Object) -> String {
    match object {
        Object::Name(bytes) | Object::String(bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
        Object::Array(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(" ")),
        Object::Dictionary(entries) => {
            let entry =
                |(key, value): (&Vec<u8>, &Object)| format!("{}={}", String::from_utf8_lossy(key), plain(value));
            entries.iter().map(entry).collect::<Vec<_>>().join(" ")
        }
        Object::Reference(_) => "(reference)".to_owned(),
        Object::Null => "null".to_owned(),
        Object::Boolean(value) => value.to_string(),
        Object::Integer(value) => value.to_string(),
        Object::Real(value) => value.to_string(),
        Object::Stream(_) => "(stream)".to_owned(),
    }
}
