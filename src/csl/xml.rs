//! Reads XML into a small tree of elements, with bounded depth.

use super::Error;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// The maximum nesting depth of elements. The deepest published style has 26 levels.
const MAX_DEPTH: usize = 100;

/// The largest style or locale, in bytes. The largest published style has 300 kB.
const MAX_BYTES: usize = 8 << 20;

/// The longest attribute, in bytes: the text of a style is repeated in each cite. The longest published one has 200.
const MAX_TEXT: usize = 1000;

/// An XML element.
#[derive(Debug, Default)]
pub(super) struct Node {
    /// The local name.
    pub(super) name: String,
    /// The attributes with their qualified names.
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Node>,
    /// The text directly inside the element.
    pub(super) text: String,
}

impl Node {
    /// Returns the value of an attribute, if it is present and not empty.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attribute_or_empty(name).filter(|value| !value.is_empty())
    }

    /// Returns the value of an attribute, which may be empty.
    pub(super) fn attribute_or_empty(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Returns the children named `name`.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// Returns the first child named `name`.
    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Parses a document and returns its root element.
pub(super) fn parse(text: &str) -> Result<Node, Error> {
    if text.len() > MAX_BYTES {
        return Err(Error::new("file is too large"));
    }
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        let event = reader.read_event().map_err(|error| at(&reader, &error.to_string()))?;
        let last = open.last_mut().ok_or_else(|| Error::new("unbalanced tags"))?;
        match event {
            Event::Start(start) => {
                let node = element(&start).map_err(|error| at(&reader, &error.to_string()))?;
                if open.len() > MAX_DEPTH {
                    return Err(at(&reader, "elements are nested too deeply"));
                }
                open.push(node);
            }
            Event::Empty(start) => {
                last.children.push(element(&start).map_err(|error| at(&reader, &error.to_string()))?);
            }
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                open.last_mut().ok_or_else(|| Error::new("unbalanced tags"))?.children.push(closed);
            }
            Event::Text(piece) => last.text.push_str(&piece.decode().map_err(|error| at(&reader, &error.to_string()))?),
            Event::CData(piece) => {
                last.text.push_str(&piece.decode().map_err(|error| at(&reader, &error.to_string()))?)
            }
            Event::GeneralRef(name) => {
                let name_text = name.decode().unwrap_or_default();
                match (name.resolve_char_ref(), resolve_predefined_entity(&name_text)) {
                    (Ok(Some(character)), _) => last.text.push(character),
                    (_, Some(text)) => last.text.push_str(text),
                    _ => return Err(at(&reader, &format!("unknown entity `&{name_text};`"))),
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let root = open.pop().filter(|_| open.is_empty()).ok_or_else(|| Error::new("an element is not closed"))?;
    root.children.into_iter().next().ok_or_else(|| Error::new("no XML element found"))
}

fn at(reader: &Reader<&[u8]>, message: &str) -> Error {
    Error::new(format!("{message} (byte {})", reader.buffer_position()))
}

fn element(start: &BytesStart<'_>) -> Result<Node, Error> {
    let broken = |error: &dyn std::fmt::Display| Error::new(error.to_string());
    let mut node = Node { name: lossy(start.local_name().as_ref()), ..Node::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| broken(&error))?;
        let value = attribute.unescape_value().map_err(|error| broken(&error))?;
        node.attributes.push((lossy(attribute.key.as_ref()), value.into_owned()));
    }
    if node.attributes.iter().any(|(_, value)| value.len() > MAX_TEXT) {
        return Err(Error::new(format!("an attribute is longer than {MAX_TEXT} bytes")));
    }
    Ok(node)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
