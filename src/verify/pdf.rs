//! Extracts the words of a PDF through its structure tree and Unicode maps (ISO 32000-1, 14.7, 14.8 and 9.10).
//!
//! Content is found by its marks, in the order of the tree; artifacts are never reached. `ActualText` and `Alt`
//! replace the content they describe (14.9.3, 14.9.4). Start with [`read`]; [`content`] reads pages, [`unicode`] the
//! maps of fonts.

mod content;
mod unicode;

use super::{Extract, epub::unpackable, links::Linked};
use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use std::collections::HashMap;

/// The maximum nesting depth of structure elements.
const DEEPEST: usize = 400;

/// The number of bytes of pages and Unicode maps that may still be unpacked.
struct Budget(usize);

impl Budget {
    /// Deducts unpacked bytes from the budget.
    fn spend(&mut self, unpacked: lopdf::Result<Vec<u8>>) -> Result<Vec<u8>, String> {
        let bytes = unpacked.map_err(|error| error.to_string())?;
        self.0 = self.0.saturating_sub(bytes.len());
        Ok(bytes)
    }
}

/// Reads a tagged PDF.
///
/// # Errors
/// Returns a message if the PDF cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Extract, String> {
    let most = usize::try_from(unpackable(bytes.len())).unwrap_or(usize::MAX);
    let options = LoadOptions::with_max_decompressed_size(most);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    let mut marked = HashMap::new();
    let mut budget = Budget(most);
    for page in document.get_pages().into_values() {
        for (mark, text) in content::read(&document, page, &mut budget)? {
            marked.insert((page, mark), text);
        }
    }
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    let root = dictionary(&document, catalog.get(b"StructTreeRoot").ok()).ok_or("it has no structure tree")?;
    let mut walk = Walk {
        document: &document,
        marked,
        roles: roles(&document, root),
        extract: Extract::default(),
        note: None,
        to: None,
    };
    walk.children(root, None, 0)?;
    Ok(walk.extract)
}

/// Returns a dictionary given directly or by reference.
fn dictionary<'a>(document: &'a Document, object: Option<&'a Object>) -> Option<&'a Dictionary> {
    let object = document.dereference(object?).ok()?.1;
    object.as_dict().ok()
}

/// Returns the role map: the standard type of each custom structure type.
fn roles(document: &Document, root: &Dictionary) -> HashMap<Vec<u8>, Vec<u8>> {
    let map = dictionary(document, root.get(b"RoleMap").ok());
    let pairs = map.into_iter().flat_map(|map| map.iter());
    pairs.filter_map(|(name, role)| Some((name.clone(), role.as_name().ok()?.to_vec()))).collect()
}

struct Walk<'a> {
    document: &'a Document,
    marked: HashMap<(ObjectId, i64), String>,
    roles: HashMap<Vec<u8>, Vec<u8>>,
    extract: Extract,
    /// The number of the note being read, if any.
    note: Option<String>,
    /// The target of the link being read, if any.
    to: Option<String>,
}

impl Walk<'_> {
    fn children(&mut self, element: &Dictionary, page: Option<ObjectId>, depth: usize) -> Result<(), String> {
        if depth > DEEPEST {
            return Err("its structure is nested too deeply".to_owned());
        }
        let document = self.document;
        let Ok(children) = element.get(b"K") else { return Ok(()) };
        let children = document.dereference(children).map_err(|error| error.to_string())?.1;
        match children {
            Object::Array(children) => children.iter().try_for_each(|child| self.child(child, page, depth)),
            child => self.child(child, page, depth),
        }
    }

    fn child(&mut self, child: &Object, page: Option<ObjectId>, depth: usize) -> Result<(), String> {
        let document = self.document;
        match document.dereference(child).map_err(|error| error.to_string())?.1 {
            Object::Integer(mark) => self.content(page, *mark),
            Object::Dictionary(dictionary) if dictionary.has_type(b"MCR") => {
                let page = page_of(dictionary).or(page);
                if let Ok(mark) = dictionary.get(b"MCID").and_then(Object::as_i64) {
                    self.content(page, mark);
                }
            }
            Object::Dictionary(reference) if reference.has_type(b"OBJR") => self.annotation(reference),
            Object::Dictionary(element) => return self.element(element, page_of(element).or(page), depth),
            _ => {}
        }
        Ok(())
    }

    fn content(&mut self, page: Option<ObjectId>, mark: i64) {
        let text = page.and_then(|page| self.marked.remove(&(page, mark))).unwrap_or_default();
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        self.text_so_far().push_str(text);
    }

    /// Returns the text so far of the body, or of the note being read.
    fn text_so_far(&mut self) -> &mut String {
        match &self.note {
            Some(number) => self.extract.notes.entry(number.clone()).or_default(),
            None => &mut self.extract.body,
        }
    }

    fn element(&mut self, element: &Dictionary, page: Option<ObjectId>, depth: usize) -> Result<(), String> {
        let name = element.get(b"S").and_then(Object::as_name).unwrap_or_default().to_vec();
        let role = self.roles.get(&name).cloned().unwrap_or(name);
        let inline = matches!(role.as_slice(), b"Span" | b"Link" | b"Reference" | b"Quote" | b"Code");
        if matches!(role.as_slice(), b"TOC" | b"Artifact") {
            return Ok(());
        }
        if role == b"Note" {
            return self.footnote(element, page, depth);
        }
        if !inline {
            self.say(" ");
        }
        let outer = (role == b"Link").then(|| (self.text_so_far().len(), self.to.take()));
        match self.replacement(element) {
            Some(text) => self.say(&text),
            None => self.children(element, page, depth + 1)?,
        }
        if let Some((from, outer)) = outer {
            let words = self.text_so_far()[from..].to_owned();
            if let Some(to) = std::mem::replace(&mut self.to, outer) {
                self.extract.links.entry(self.note.clone()).or_default().push(Linked { words, to });
            }
        }
        if !inline {
            self.say(" ");
        }
        Ok(())
    }

    /// Returns the text that replaces an element's content.
    fn replacement(&self, element: &Dictionary) -> Option<String> {
        let text = element.get(b"ActualText").or_else(|_| element.get(b"Alt")).ok()?;
        let text = self.document.dereference(text).ok()?.1;
        lopdf::decode_text_string(text).ok()
    }

    /// Reads a note: its label is its number, the rest its text.
    fn footnote(&mut self, element: &Dictionary, page: Option<ObjectId>, depth: usize) -> Result<(), String> {
        const NEW: &str = "?";
        let outer = self.note.replace(NEW.to_owned());
        self.say(" ");
        self.children(element, page, depth + 1)?;
        self.note = outer;
        let links = self.extract.links.remove(&Some(NEW.to_owned())).unwrap_or_default();
        let words = self.extract.notes.remove(NEW).unwrap_or_default();
        let words = words.trim_start();
        let digits = words.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(words.len());
        let rest = words[digits..].trim_start_matches('.').to_owned();
        self.extract.links.insert(Some(words[..digits].to_owned()), links);
        self.extract.notes.insert(words[..digits].to_owned(), rest);
        Ok(())
    }

    /// Reads the target of a link: an address, or a named destination (12.5.6.5, 12.6.4.7, 12.3.2.3).
    fn annotation(&mut self, reference: &Dictionary) {
        let document = self.document;
        let annotation = dictionary(document, reference.get(b"Obj").ok());
        if let Some(kind) = annotation.and_then(|field| field.get(b"FT").and_then(Object::as_name).ok()) {
            self.extract.has_fields = true;
            return self.say(if kind == b"Btn" { "☐" } else { " " });
        }
        let action = annotation.and_then(|annotation| dictionary(document, annotation.get(b"A").ok()));
        let address = action.and_then(|action| action.get(b"URI").ok());
        let place = annotation.and_then(|annotation| annotation.get(b"Dest").ok());
        let text = |object: Option<&Object>| Some(String::from_utf8_lossy(object?.as_str().ok()?).into_owned());
        let to = text(address).or_else(|| text(place).map(|place| format!("#{place}")));
        self.to = self.to.take().or(to);
    }
}

fn page_of(element: &Dictionary) -> Option<ObjectId> {
    element.get(b"Pg").and_then(Object::as_reference).ok()
}
