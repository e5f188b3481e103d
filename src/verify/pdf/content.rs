//! The text of a page's marked content (ISO 32000-1, 14.6), decoded through the fonts' Unicode maps.

use super::{Budget, dictionary, unicode::UnicodeMap};
use lopdf::{
    Dictionary, Document, Object, ObjectId,
    content::{Content, Operation},
};
use std::collections::{BTreeMap, HashMap};

/// Returns the text of each marked-content id of a page.
///
/// # Errors
/// Returns a message if the page cannot be read.
pub(super) fn read(document: &Document, page: ObjectId, budget: &mut Budget) -> Result<BTreeMap<i64, String>, String> {
    let content = budget.spend(document.get_page_content_with_limit(page, budget.0))?;
    let content = Content::decode(&content).map_err(|error| error.to_string())?;
    let fonts = document.get_page_fonts(page).map_err(|error| error.to_string())?;
    let mut maps = HashMap::new();
    for (name, font) in &fonts {
        maps.extend(map(document, font, budget)?.map(|map| (name.as_slice(), map)));
    }
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

/// Returns the property lists that marks may refer to by name (14.6.2).
fn properties(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let page = document.get_dictionary(page).ok()?;
    let resources = dictionary(document, page.get(b"Resources").ok())?;
    dictionary(document, resources.get(b"Properties").ok())
}

/// Returns a font's Unicode map, if it has one.
fn map(document: &Document, font: &Dictionary, budget: &mut Budget) -> Result<Option<UnicodeMap>, String> {
    let map = font.get(b"ToUnicode").and_then(|map| document.dereference(map));
    let Ok(stream) = map.and_then(|(_, map)| map.as_stream()) else { return Ok(None) };
    let bytes = budget.spend(stream.get_plain_content_with_limit(budget.0))?;
    Ok(Some(UnicodeMap::read(&bytes)))
}

/// An open marked-content sequence.
struct Mark {
    /// Its id in the structure tree; `None` for artifacts.
    id: Option<i64>,
    /// Whether the text inside is replaced.
    replaced: bool,
}

struct Reader<'a> {
    document: &'a Document,
    properties: Option<&'a Dictionary>,
    /// The Unicode maps by the font names of the page.
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

    /// Returns the mark that text belongs to: the innermost with an id.
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
