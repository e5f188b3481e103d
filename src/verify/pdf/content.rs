//! The text of a page's marked content (ISO 32000-1, 14.6), decoded through the fonts' Unicode maps.

use super::{dictionary, unicode::UnicodeMap};
use lopdf::{Dictionary, Document, Object, ObjectId, content::Operation};
use std::collections::{BTreeMap, HashMap};

/// The text of each mark of a page.
///
/// # Errors
/// What is wrong with the page.
pub(super) fn read(document: &Document, page: ObjectId) -> Result<BTreeMap<i64, String>, String> {
    let content = document.get_and_decode_page_content(page).map_err(|error| error.to_string())?;
    let fonts = document.get_page_fonts(page).map_err(|error| error.to_string())?;
    let maps = fonts.iter().filter_map(|(name, font)| Some((name.as_slice(), map(document, font)?))).collect();
    let mut reader = Reader {
        document,
        properties: properties(document, page),
        maps,
        font: None,
        open: Vec::new(),
        texts: BTreeMap::new(),
    };
    content.operations.iter().for_each(|operation| reader.take(operation));
    Ok(reader.texts)
}

/// The properties that marks may name instead of giving them (14.6.2).
fn properties(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let page = document.get_dictionary(page).ok()?;
    let resources = dictionary(document, page.get(b"Resources").ok())?;
    dictionary(document, resources.get(b"Properties").ok())
}

fn map(document: &Document, font: &Dictionary) -> Option<UnicodeMap> {
    let map = document.dereference(font.get(b"ToUnicode").ok()?).ok()?.1;
    Some(UnicodeMap::read(&map.as_stream().ok()?.get_plain_content().ok()?))
}

/// A sequence that is open.
struct Mark {
    /// Its number in the structure tree; an artifact has none.
    id: Option<i64>,
    /// Whether text inside is replaced.
    replaced: bool,
}

struct Reader<'a> {
    document: &'a Document,
    properties: Option<&'a Dictionary>,
    /// By the fonts' names on the page.
    maps: HashMap<&'a [u8], UnicodeMap>,
    font: Option<Vec<u8>>,
    open: Vec<Mark>,
    texts: BTreeMap<i64, String>,
}

impl Reader<'_> {
    fn take(&mut self, operation: &Operation) {
        match operation.operator.as_str() {
            "BMC" => self.open.push(Mark { id: None, replaced: false }),
            "BDC" => self.begin(operation.operands.get(1)),
            "EMC" => drop(self.open.pop()),
            "Tf" => self.font = operation.operands.first().and_then(|name| name.as_name().ok()).map(<[u8]>::to_vec),
            "Tj" | "'" | "\"" | "TJ" => operation.operands.iter().for_each(|operand| self.show(operand)),
            _ => {}
        }
    }

    fn begin(&mut self, properties: Option<&Object>) {
        let document = self.document;
        let named = |name: &[u8]| dictionary(document, self.properties?.get(name).ok());
        let properties = match properties {
            Some(Object::Name(name)) => named(name),
            other => dictionary(document, other),
        };
        let id = properties.and_then(|list| list.get(b"MCID").ok()).and_then(|id| id.as_i64().ok());
        let said = properties.and_then(|list| list.get(b"ActualText").ok());
        let said = said.and_then(|text| lopdf::decode_text_string(text).ok());
        self.open.push(Mark { id, replaced: said.is_some() });
        if let Some(said) = said {
            self.say(&said);
        }
    }

    fn say(&mut self, text: &str) {
        if let Some(id) = self.mark() {
            self.texts.entry(id).or_default().push_str(text);
        }
    }

    /// The mark that text belongs to: the innermost that has a number.
    fn mark(&self) -> Option<i64> {
        self.open.iter().rev().find_map(|mark| mark.id)
    }

    fn show(&mut self, operand: &Object) {
        match operand {
            Object::String(bytes, _) => self.text(bytes),
            Object::Array(parts) => parts.iter().for_each(|part| self.show(part)),
            _ => {}
        }
    }

    fn text(&mut self, bytes: &[u8]) {
        if self.mark().is_none() || self.open.iter().any(|mark| mark.replaced) {
            return;
        }
        let map = self.font.as_ref().and_then(|font| self.maps.get(font.as_slice()));
        let text = map.map(|map| map.text(bytes)).unwrap_or_default();
        self.say(&text);
    }
}
