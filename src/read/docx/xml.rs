//! Parses a part into a tree of elements: a flat list in document order that borrows the part's text.
//!
//! Of `mc:AlternateContent`, one branch is read. Document types are refused, so there are no entities to expand.

use super::errors::{broken, limit};
use crate::{article::Span, diagnostic::Diagnostic};
use quick_xml::{
    Reader,
    escape::unescape,
    events::{Event, attributes::Attributes},
};
use std::borrow::Cow;

/// The maximum nesting depth of elements, as the readers of the tree recurse.
const DEEPEST: usize = 250;

/// The maximum number of elements of a part.
const MOST_ELEMENTS: usize = 3_000_000;

/// An element's index in the list. The root is at 0.
pub(super) type Id = usize;

/// The namespaces that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// No namespace: attributes without a prefix.
    None,
    /// WordprocessingML.
    W,
    /// Relationship ids.
    R,
    /// DrawingML.
    A,
    /// The placement of drawings in Word.
    Wp,
    /// Pictures in DrawingML.
    Pic,
    /// Word shapes: text boxes.
    Wps,
    /// VML and its extensions.
    V,
    /// Office Math.
    M,
    /// Markup compatibility.
    Mc,
    /// Additions of Word 2010.
    W14,
    /// Any other namespace.
    Other,
}

impl Space {
    /// Returns the namespace of a URI, in its transitional or strict form.
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::W,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => Self::R,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => {
                Self::A
            }
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => Self::Wp,
            "http://schemas.openxmlformats.org/drawingml/2006/picture"
            | "http://purl.oclc.org/ooxml/drawingml/picture" => Self::Pic,
            "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => Self::Wps,
            "urn:schemas-microsoft-com:vml" | "urn:schemas-microsoft-com:office:office" => Self::V,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::M,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Mc,
            "http://schemas.microsoft.com/office/word/2010/wordml" => Self::W14,
            _ => Self::Other,
        }
    }
}

/// Returns whether the branch of an alternative that requires this namespace is read. Ink, charts and 3D models are
/// not, as their fallback is a picture.
fn is_known(uri: &str) -> bool {
    let drawn = ["wordprocessingShape", "wordprocessingGroup", "wordprocessingCanvas", "wordprocessingDrawing"];
    Space::of(uri) != Space::Other
        || drawn.iter().any(|name| uri.ends_with(name))
        || uri.starts_with("http://schemas.microsoft.com/office/word/")
        || uri.starts_with("http://schemas.microsoft.com/office/drawing/2010/main")
}

/// An element.
#[derive(Debug)]
struct Node<'a> {
    space: Space,
    name: &'a str,
    parent: u32,
    /// The index after its last descendant.
    end: u32,
    /// The range of its attributes in the list.
    attributes: (u32, u32),
    /// The text directly in it.
    text: Cow<'a, str>,
    /// Its range in the part, from the start tag to the end tag.
    source: (u32, u32),
    /// The offset of its text in the document's text.
    at: u32,
}

/// An attribute.
#[derive(Debug)]
struct Attribute<'a> {
    space: Space,
    name: &'a str,
    value: Cow<'a, str>,
}

/// The elements of a part.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    xml: &'a str,
    nodes: Vec<Node<'a>>,
    attributes: Vec<Attribute<'a>>,
}

impl<'a> Tree<'a> {
    /// Parses a part. Appends its text to `words`, one line per paragraph.
    ///
    /// # Errors
    /// Returns a diagnostic if the part is malformed, has a document type, or exceeds a limit.
    pub(super) fn parse(xml: &'a str, words: &mut String) -> Result<Self, Diagnostic> {
        Parser { xml, words, tree: Self { xml, ..Self::default() }, open: Vec::new(), spaces: Vec::new(), skipped: 0 }
            .run()
    }

    /// Returns the number of elements.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns an element's local name.
    pub(super) fn name(&self, id: Id) -> &'a str {
        self.nodes[id].name
    }

    /// Returns an element's namespace and local name.
    pub(super) fn full(&self, id: Id) -> (Space, &'a str) {
        (self.nodes[id].space, self.nodes[id].name)
    }

    /// Returns whether an element has this namespace and name.
    pub(super) fn is(&self, id: Id, space: Space, name: &str) -> bool {
        self.nodes[id].space == space && self.nodes[id].name == name
    }

    /// Returns the text directly in an element.
    pub(super) fn text(&self, id: Id) -> &str {
        &self.nodes[id].text
    }

    /// Returns the source of an element.
    pub(super) fn source(&self, id: Id) -> &'a str {
        let (start, end) = self.nodes[id].source;
        self.xml.get(start as usize..end as usize).unwrap_or_default()
    }

    /// Returns the span of an element's text in the document's text; unknown if it has none.
    pub(super) fn span(&self, id: Id) -> Span {
        let node = &self.nodes[id];
        if node.text.is_empty() {
            Span::default()
        } else {
            Span::new(node.at as usize, node.at as usize + node.text.len())
        }
    }

    /// Returns the span of the text of an element and its descendants.
    pub(super) fn whole_span(&self, id: Id) -> Span {
        let node = &self.nodes[id];
        let last = self.nodes[id..node.end as usize].last().map_or(0, |last| last.at as usize + last.text.len());
        Span::new(node.at as usize, last.max(node.at as usize))
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        (id > 0).then(|| self.nodes[id].parent as usize)
    }

    /// Returns the child elements of an element.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + use<'_, 'a> {
        let end = self.nodes.get(id).map_or(0, |node| node.end as usize);
        let mut at = id + 1;
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let this = at;
                at = self.nodes[this].end as usize;
                this
            })
        })
    }

    /// Returns an element and its descendants, in document order.
    pub(super) fn below(&self, id: Id) -> std::ops::Range<Id> {
        id..self.nodes.get(id).map_or(id, |node| node.end as usize)
    }

    /// Returns the first child with a name.
    pub(super) fn child(&self, id: Id, space: Space, name: &str) -> Option<Id> {
        self.children(id).find(|&child| self.is(child, space, name))
    }

    /// Returns the first descendant with a name, or the element itself.
    pub(super) fn find(&self, id: Id, space: Space, name: &str) -> Option<Id> {
        self.below(id).find(|&inner| self.is(inner, space, name))
    }

    pub(super) fn attribute(&self, id: Id, space: Space, name: &str) -> Option<&str> {
        let (start, end) = self.nodes[id].attributes;
        let own = &self.attributes[start as usize..end as usize];
        own.iter().find(|own| own.name == name && own.space == space).map(|own| &*own.value)
    }

    /// Returns the value of a Word element: `w:val`.
    pub(super) fn value(&self, id: Id) -> Option<&str> {
        self.attribute(id, Space::W, "val")
    }

    /// Returns the value of a Word child element.
    pub(super) fn value_of(&self, id: Id, name: &str) -> Option<&str> {
        self.value(self.child(id, Space::W, name)?)
    }

    /// Returns whether a Word child element turns a property on or off; `None` without one.
    pub(super) fn switch(&self, id: Id, name: &str) -> Option<bool> {
        self.child(id, Space::W, name).map(|child| self.is_on(child))
    }

    /// Returns whether a Word element turns a property on, which is the default without a value.
    pub(super) fn is_on(&self, id: Id) -> bool {
        !matches!(self.value(id), Some("0" | "false" | "off"))
    }

    /// Returns all text in an element and its descendants.
    pub(super) fn words(&self, id: Id) -> String {
        let mut words = String::new();
        for inner in self.below(id) {
            match self.full(inner) {
                (Space::W | Space::M | Space::A, "t" | "delText") => words.push_str(self.text(inner)),
                (Space::W, "tab" | "br" | "cr") => words.push(' '),
                (Space::W | Space::A, "p") if !words.is_empty() => words.push('\n'),
                _ => {}
            }
        }
        words
    }
}

struct Parser<'a, 'w> {
    xml: &'a str,
    words: &'w mut String,
    tree: Tree<'a>,
    open: Vec<Open>,
    /// The declared namespace prefixes; the last declaration wins.
    spaces: Vec<Declared<'a>>,
    /// The number of enclosing elements within a branch that is not read.
    skipped: usize,
}

/// A prefix declaration, with its depth.
struct Declared<'a> {
    prefix: &'a str,
    uri: &'a str,
    space: Space,
    depth: usize,
}

/// An open element.
struct Open {
    id: Id,
    /// Whether it is an alternative of which a branch has been chosen.
    taken: bool,
}

impl<'a> Parser<'a, '_> {
    fn run(mut self) -> Result<Tree<'a>, Diagnostic> {
        let mut reader = Reader::from_str(self.xml);
        let malformed = |error: &dyn std::fmt::Display| broken(&error.to_string());
        loop {
            let event = reader.read_event().map_err(|error| malformed(&error))?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(start) => self.start(self.tag(end - 1, start.len()), end - 2 - start.len())?,
                Event::Empty(start) => {
                    self.start(self.tag(end - 2, start.len()), end - 3 - start.len())?;
                    self.end(end);
                }
                Event::End(_) => self.end(end),
                Event::Text(text) => {
                    let raw = self.xml.get(end - text.len()..end).unwrap_or_default();
                    self.text(if raw.contains('\r') {
                        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
                    } else {
                        Cow::Borrowed(raw)
                    });
                }
                Event::CData(text) => {
                    self.text(Cow::Owned(String::from_utf8_lossy(&text).into_owned()));
                }
                Event::GeneralRef(reference) => {
                    let name = reference.decode().map_err(|error| malformed(&error))?;
                    let text =
                        unescape(&format!("&{name};")).map(Cow::into_owned).map_err(|error| malformed(&error))?;
                    self.text(Cow::Owned(text));
                }
                Event::DocType(_) => return Err(broken("it has a document type definition")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        if self.open.is_empty() && !self.tree.nodes.is_empty() { Ok(self.tree) } else { Err(broken("it is cut off")) }
    }

    /// Returns the source of a tag of this length that ends here.
    fn tag(&self, end: usize, length: usize) -> &'a str {
        self.xml.get(end.saturating_sub(length)..end).unwrap_or_default()
    }

    fn start(&mut self, tag: &'a str, start: usize) -> Result<(), Diagnostic> {
        if self.skipped > 0 {
            self.skipped += 1;
            return Ok(());
        }
        if self.open.len() >= DEEPEST {
            return Err(limit(format!("elements of the document are nested more than {DEEPEST} levels deep")));
        }
        if self.tree.nodes.len() >= MOST_ELEMENTS {
            return Err(limit(format!("the document has more than {MOST_ELEMENTS} elements")));
        }
        let length = tag.find(|c: char| c.is_ascii_whitespace()).unwrap_or(tag.len());
        let (name, depth) = (&tag[..length], self.open.len());
        let first = self.tree.attributes.len();
        for attribute in Attributes::new(tag, length).with_checks(false) {
            let attribute = attribute.map_err(|error| broken(&error.to_string()))?;
            let key = self.own(attribute.key.as_ref());
            let value = attribute.unescape_value().map_err(|error| broken(&error.to_string()))?;
            match key.strip_prefix("xmlns") {
                Some(prefix) if prefix.is_empty() || prefix.starts_with(':') => {
                    let uri = self.own(&attribute.value);
                    let (prefix, space) = (prefix.trim_start_matches(':'), Space::of(uri));
                    self.spaces.push(Declared { prefix, uri, space, depth });
                }
                _ => self.tree.attributes.push(Attribute { space: Space::None, name: key, value }),
            }
        }
        for at in first..self.tree.attributes.len() {
            if let Some((prefix, local)) = self.tree.attributes[at].name.split_once(':') {
                self.tree.attributes[at].space = self.space(prefix);
                self.tree.attributes[at].name = local;
            }
        }
        let (prefix, name) = name.split_once(':').unwrap_or(("", name));
        let space = self.space(prefix);
        let id = self.tree.nodes.len();
        let index = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.tree.nodes.push(Node {
            space,
            name,
            parent: self.open.last().map_or(0, |open| index(open.id)),
            end: index(id + 1),
            attributes: (index(first), index(self.tree.attributes.len())),
            text: Cow::Borrowed(""),
            source: (index(start), index(start)),
            at: index(self.words.len()),
        });
        if space == Space::Mc && !self.takes(id) {
            self.tree.nodes.pop();
            self.tree.attributes.truncate(first);
            self.skipped = 1;
            self.forget(depth);
            return Ok(());
        }
        if depth == 0 && id > 0 {
            return Err(broken("it has several roots"));
        }
        self.open.push(Open { id, taken: false });
        Ok(())
    }

    /// Returns bytes from the parser as the corresponding slice of the part.
    fn own(&self, bytes: &[u8]) -> &'a str {
        let start = (bytes.as_ptr() as usize).wrapping_sub(self.xml.as_ptr() as usize);
        self.xml.get(start..start.wrapping_add(bytes.len())).unwrap_or_default()
    }

    fn declared(&self, prefix: &str) -> Option<&Declared<'a>> {
        self.spaces.iter().rev().find(|known| known.prefix == prefix)
    }

    /// Returns the namespace of a prefix.
    fn space(&self, prefix: &str) -> Space {
        self.declared(prefix).map_or(Space::Other, |known| known.space)
    }

    /// Decides whether a branch of an alternative is read.
    fn takes(&mut self, id: Id) -> bool {
        let name = self.tree.name(id);
        if name == "AlternateContent"
            || self.open.last().is_none_or(|open| self.tree.name(open.id) != "AlternateContent")
        {
            return true;
        }
        let requires = self.tree.attribute(id, Space::None, "Requires").unwrap_or_default();
        let known = name == "Fallback"
            || requires.split_whitespace().all(|prefix| self.declared(prefix).is_some_and(|known| is_known(known.uri)));
        match self.open.last_mut() {
            Some(open) if known && !open.taken => {
                open.taken = true;
                true
            }
            _ => false,
        }
    }

    fn end(&mut self, at: usize) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let Some(Open { id, .. }) = self.open.pop() else { return };
        self.tree.nodes[id].end = u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX);
        self.tree.nodes[id].source.1 = u32::try_from(at).unwrap_or(u32::MAX);
        match self.tree.full(id) {
            (Space::W | Space::M | Space::A, "t") => self.words.push_str(&self.tree.nodes[id].text),
            (Space::W, "tab" | "br" | "cr") => self.words.push(' '),
            (Space::W, "p") if !self.words.ends_with('\n') => self.words.push('\n'),
            _ => {}
        }
        self.forget(self.open.len());
    }

    /// Drops the prefixes declared at this depth or deeper.
    fn forget(&mut self, depth: usize) {
        while self.spaces.pop_if(|known| known.depth >= depth && depth > 0).is_some() {}
    }

    fn text(&mut self, text: Cow<'a, str>) {
        if self.skipped > 0 {
            return;
        }
        let Some(open) = self.open.last() else { return };
        let own = &mut self.tree.nodes[open.id].text;
        if own.is_empty() { *own = text } else { own.to_mut().push_str(&text) }
    }
}
