//! A minimal tree of XML elements, for reading XHTML and package documents back.

use quick_xml::{Reader, events::Event};
use std::collections::BTreeMap;

/// The maximum nesting depth of elements.
const DEEPEST: usize = 400;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name, without its namespace prefix.
    pub(super) name: String,
    attributes: BTreeMap<String, String>,
    pub(super) children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// Returns an attribute by its full name, including the prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// Returns an attribute by its local name.
    pub(super) fn local(&self, name: &str) -> Option<&str> {
        let is_own = |key: &str| key.rsplit(':').next() == Some(name) && !key.starts_with("xmlns");
        self.attributes.iter().find(|(key, _)| is_own(key)).map(|(_, value)| value.as_str())
    }

    /// Returns whether `class` or `role` contains a word.
    pub(super) fn is(&self, word: &str) -> bool {
        let words = |name| self.attribute(name).unwrap_or_default().split_whitespace().any(|known| known == word);
        words("class") || words("role")
    }

    /// Returns the text directly in the element.
    pub(super) fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Appends all descendants with a name, in document order.
    pub(super) fn all<'a>(&'a self, name: &'a str, found: &mut Vec<&'a Self>) {
        if self.name == name {
            found.push(self);
        }
        self.elements().for_each(|element| element.all(name, found));
    }
}

/// Parses a document. The root element is the only child of the returned element.
///
/// # Errors
/// Returns a message if the document is malformed.
pub(super) fn parse(bytes: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) if open.len() < DEEPEST => open.push(element(&start)?),
            Event::Start(_) => return Err("it is nested too deeply".to_owned()),
            Event::Empty(start) => add(&mut open, Node::Element(element(&start)?)),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                add(&mut open, Node::Element(done));
            }
            Event::Text(text) => {
                let text = text.decode().map_err(|error| error.to_string())?.into_owned();
                add(&mut open, Node::Text(text));
            }
            Event::CData(text) => add(&mut open, Node::Text(String::from_utf8_lossy(&text).into_owned())),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                let text = quick_xml::escape::unescape(&format!("&{name};")).map(|text| text.into_owned());
                add(&mut open, Node::Text(text.map_err(|error| error.to_string())?));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if open.len() > 1 { Err("an element is not closed".to_owned()) } else { Ok(open.pop().unwrap_or_default()) }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn element(start: &quick_xml::events::BytesStart<'_>) -> Result<Element, String> {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute.unescape_value().map_err(|error| error.to_string())?.into_owned();
        attributes.insert(String::from_utf8_lossy(attribute.key.as_ref()).into_owned(), value);
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        assert!(
            parse("\u{feff}<?xml version='1.0'?><a>Tea</a>".as_bytes()).is_ok_and(|root| !root.children.is_empty())
        );
    }
}
