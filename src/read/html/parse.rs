//! Parses a page with html5ever into a [`Tree`] in which every node has its span in the source.
//!
//! The parser reports only line numbers. So it is fed tag by tag: the nodes created by a tag get the tag's span.

use super::tree::{Element, Id, Kind, PAGE, Tree};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};
use html5ever::{
    Attribute, LocalName, ParseOpts, QualName,
    interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
    parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::TreeBuilderOpts,
};
use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

/// The maximum nesting depth of elements, as the readers of the tree recurse.
const DEEPEST: u32 = 200;

/// The maximum number of attributes of a tag.
const MOST_ATTRIBUTES: usize = 1000;

/// The maximum number of nodes per byte of a page: unclosed tags may be repeated on every line.
const NODES_A_BYTE: usize = 2;

/// Parses a page.
///
/// # Errors
/// Returns a diagnostic if the page is nested too deeply, or its tags multiply.
pub(super) fn parse(text: &str) -> Result<Tree, Diagnostic> {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Sink::new(text), options);
    for (start, piece) in pieces(text) {
        if attributes(piece) > MOST_ATTRIBUTES {
            let message = format!("a tag has more than {MOST_ATTRIBUTES} attributes");
            let place = Span::new(start, start + piece.len());
            return Err(Diagnostic::new(Code::Limit, message).at(place).help("save the page again, or paste its text"));
        }
        let sink = &parser.tokenizer.sink.sink;
        if let Some(limit) = sink.beyond.get() {
            let message = format!("the page's {limit}");
            return Err(Diagnostic::new(Code::Limit, message).at(sink.place()).help("save only the article"));
        }
        sink.at.set((start, start + piece.len()));
        parser.process(StrTendril::from_slice(piece));
    }
    parser.tokenizer.sink.sink.at.set((text.len(), text.len()));
    let mut tree = parser.finish();
    cover(&mut tree);
    Ok(tree)
}

/// The longest chunk of an element whose text has no tags. Within formulas and drawings it may have tags, so the
/// resulting nodes are checked after each chunk.
const LONGEST: usize = 4096;

/// Returns the tags and the text between them, each with the position of its first byte.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    // The end of an element whose text has no tags, such as `<script>`.
    let mut raw_until = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = match rest.starts_with('<') {
            _ if at < raw_until => Some(rest.floor_char_boundary(LONGEST.min(raw_until - at))),
            true => {
                let end = tag_end(rest);
                let name = |name: &&&str| {
                    rest.get(1..=name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name))
                        && rest[1 + name.len()..].starts_with(|c: char| c == '>' || c.is_whitespace())
                };
                let own = ["script", "style", "textarea", "title"].iter().find(name);
                if let Some((name, end)) = own.zip(end) {
                    raw_until = at + end + end_tag(&rest[end..], name).unwrap_or(rest.len() - end);
                }
                end
            }
            false => rest.find('<'),
        };
        let piece = &rest[..end.unwrap_or(rest.len())];
        let start = at;
        at += piece.len();
        Some((start, piece))
    })
}

/// Returns the position of an element's end tag.
fn end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        from += at + 2;
        if text[from..].get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            return Some(from - 2);
        }
    }
    None
}

/// Returns the end of a tag: after its `>`, which may also occur in a quoted value.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote: Option<u8> = None;
    let mut value = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match quote {
            Some(own) if own == byte => quote = None,
            Some(_) => {}
            None => match byte {
                b'>' => return Some(at + 1),
                b'"' | b'\'' if value => quote = Some(byte),
                _ => {}
            },
        }
        value = byte == b'=' || (value && byte.is_ascii_whitespace());
    }
    None
}

/// Returns an upper bound of the number of attributes of a tag: html5ever compares each with all others.
fn attributes(piece: &str) -> usize {
    if !piece.starts_with('<') {
        return 0;
    }
    let mut quote: Option<u8> = None;
    let mut count = 0;
    let mut before = b'<';
    for byte in piece.bytes() {
        match quote {
            Some(own) if own == byte => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => count += usize::from(!is_blank(byte) && is_blank(before)),
        }
        before = byte;
    }
    count
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

/// Extends the span of each element to the end of its content.
fn cover(tree: &mut Tree) {
    let order: Vec<Id> = tree.below(PAGE).collect();
    for &id in order.iter().rev() {
        if let Some(parent) = tree.parent(id) {
            let end = tree.span(id).end;
            let span = &mut tree.nodes[parent].span;
            span.end = span.end.max(end);
        }
    }
}

/// A node, as the parser refers to it.
#[derive(Debug, Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

struct Sink<'a> {
    text: &'a str,
    tree: RefCell<Tree>,
    /// The nesting depth of each node, as known when it was added.
    depths: RefCell<Vec<u32>>,
    /// The piece of the source that is being parsed.
    at: Cell<(usize, usize)>,
    most: usize,
    beyond: Cell<Option<&'static str>>,
    page: Handle,
}

impl<'a> Sink<'a> {
    fn new(text: &'a str) -> Self {
        let mut tree = Tree::default();
        tree.add(Kind::Other, Span::new(0, text.len()));
        let name = QualName::new(None, "".into(), "".into());
        Self {
            text,
            tree: RefCell::new(tree),
            depths: RefCell::new(vec![0]),
            at: Cell::new((0, 0)),
            most: text.len() * NODES_A_BYTE + 1000,
            beyond: Cell::new(None),
            page: Handle { id: PAGE, name: Rc::new(name) },
        }
    }

    fn place(&self) -> Span {
        let (start, end) = self.at.get();
        Span::new(start, end)
    }

    fn add(&self, kind: Kind) -> Id {
        let id = self.tree.borrow_mut().add(kind, self.place());
        self.depths.borrow_mut().push(0);
        if id > self.most {
            self.beyond.set(Some("unclosed tags multiply"));
        }
        id
    }

    fn other(&self) -> Handle {
        Handle { id: self.add(Kind::Other), name: self.page.name.clone() }
    }

    /// Adds a node before the child at `index` of a parent, or as the last child.
    fn put(&self, parent: Id, index: Option<usize>, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => handle.id,
            NodeOrText::AppendText(text) => {
                if self.joins(parent, index, &text) {
                    return;
                }
                self.add(Kind::Text(text.to_string()))
            }
        };
        self.detach(id);
        let depth = self.depths.borrow()[parent] + 1;
        self.depths.borrow_mut()[id] = depth;
        if depth > DEEPEST {
            self.beyond.set(Some("elements are nested more than 200 deep"));
        }
        let mut tree = self.tree.borrow_mut();
        tree.nodes[id].parent = Some(parent);
        let children = &mut tree.nodes[parent].children;
        let index = index.unwrap_or(children.len()).min(children.len());
        children.insert(index, id);
    }

    /// Appends a text to an adjacent preceding text. Returns whether there was one.
    fn joins(&self, parent: Id, index: Option<usize>, text: &str) -> bool {
        let mut tree = self.tree.borrow_mut();
        let children = &tree.nodes[parent].children;
        let before = index.unwrap_or(children.len()).checked_sub(1).and_then(|at| children.get(at)).copied();
        let Some(before) = before else { return false };
        let node = &mut tree.nodes[before];
        let Kind::Text(own) = &mut node.kind else { return false };
        own.push_str(text);
        node.span = node.span.cover(self.place());
        true
    }

    fn detach(&self, id: Id) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.nodes[id].parent.take() {
            let children = &mut tree.nodes[parent].children;
            if let Some(at) = children.iter().rposition(|&child| child == id) {
                children.remove(at);
            }
        }
    }
}

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'b>
        = &'b QualName
    where
        Self: 'b;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.page.clone()
    }

    fn elem_name<'b>(&'b self, target: &'b Handle) -> &'b QualName {
        &target.name
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let attributes: Vec<(LocalName, String)> =
            attributes.into_iter().map(|own| (own.name.local, own.value.to_string())).collect();
        let is_shadow = |(name, _): &(LocalName, String)| matches!(&**name, "shadowrootmode" | "shadowroot");
        let local = match &*name.local {
            // AMP's name for a picture
            "amp-img" => LocalName::from("img"),
            // the content of a custom element (declarative shadow DOM)
            "template" if attributes.iter().any(is_shadow) => LocalName::from("div"),
            _ => name.local.clone(),
        };
        let id = self.add(Kind::Element(Element { name: local, attributes }));
        Handle { id, name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.other()
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.other()
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.put(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.tree.borrow().parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    /// Records the end of an element: after its end tag, or before the tag that implies it.
    fn pop(&self, node: &Handle) {
        let (start, end) = self.at.get();
        let name = self.text[start..end].strip_prefix("</").and_then(|rest| rest.get(..node.name.local.len()));
        let own = name.is_some_and(|name| name.eq_ignore_ascii_case(&node.name.local));
        let end = Span::new(start, if own { end } else { start }).end;
        let span = &mut self.tree.borrow_mut().nodes[node.id].span;
        span.end = span.end.max(end);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let shown = self.tree.borrow().name(target.id) == "div";
        if shown { Handle { id: target.id, name: target.name.clone() } } else { self.other() }
    }

    fn same_node(&self, one: &Handle, two: &Handle) -> bool {
        one.id == two.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let place = {
            let tree = self.tree.borrow();
            tree.parent(sibling.id)
                .map(|parent| (parent, tree.children(parent).iter().rposition(|&child| child == sibling.id)))
        };
        if let Some((parent, index)) = place {
            self.put(parent, index, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut tree = self.tree.borrow_mut();
        if let Kind::Element(element) = &mut tree.nodes[target.id].kind {
            for own in attributes {
                if !element.attributes.iter().any(|(name, _)| *name == own.name.local) {
                    element.attributes.push((own.name.local, own.value.to_string()));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let children = std::mem::take(&mut self.tree.borrow_mut().nodes[node.id].children);
        for id in children {
            self.tree.borrow_mut().nodes[id].parent = None;
            let name = self.page.name.clone();
            self.put(parent.id, None, NodeOrText::AppendNode(Handle { id, name }));
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, _: &Handle) -> bool {
        false
    }
}
