//! Parses a page by html5ever into a [`Tree`], every node with its place in the source.
//!
//! The parser tells lines only. So it is fed tag by tag: what it makes meanwhile stands where that tag stands.

use super::tree::{Element, Id, Kind, PAGE, Tree};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};
use html5ever::{
    Attribute, ParseOpts, QualName,
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

/// How deep elements may stand in one another; what reads the tree recurses.
const DEEPEST: u32 = 200;

/// How many nodes a page may have for each of its bytes: unclosed tags may be opened anew on every line.
const NODES_A_BYTE: usize = 2;

/// The tree of a page.
///
/// # Errors
/// A diagnostic when it is nested too deep or its tags blow up.
pub(super) fn parse(text: &str) -> Result<Tree, Diagnostic> {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Sink::new(text), options);
    for (start, piece) in pieces(text) {
        let sink = &parser.tokenizer.sink.sink;
        if let Some(limit) = sink.beyond.get() {
            let message = format!("the page's {limit}");
            return Err(Diagnostic::new(Code::Limit, message).at(sink.place()).help("save the article alone"));
        }
        sink.at.set((start, start + piece.len()));
        parser.process(StrTendril::from_slice(piece));
    }
    parser.tokenizer.sink.sink.at.set((text.len(), text.len()));
    let mut tree = parser.finish();
    cover(&mut tree);
    Ok(tree)
}

/// The tags and the texts between them, each with its first byte.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let end = if rest.starts_with('<') { rest.find('>').map(|end| end + 1) } else { rest.find('<') };
        let piece = &rest[..end.unwrap_or(rest.len())];
        let start = at;
        at += piece.len();
        Some((start, piece))
    })
}

/// Elements reach as far as what stands in them.
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

/// A node as the parser knows it.
#[derive(Debug, Clone)]
struct Handle {
    id: Id,
    name: Rc<QualName>,
}

struct Sink<'a> {
    text: &'a str,
    tree: RefCell<Tree>,
    /// How deep each node stands, as far as was known when it was put there.
    depths: RefCell<Vec<u32>>,
    /// The piece of the source that the parser works on.
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
            self.beyond.set(Some("tags are left open in such a way that they multiply"));
        }
        id
    }

    fn other(&self) -> Handle {
        Handle { id: self.add(Kind::Other), name: self.page.name.clone() }
    }

    /// Puts a node before the child at `index` of a parent, or last.
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
            self.beyond.set(Some("elements stand more than 200 deep in one another"));
        }
        let mut tree = self.tree.borrow_mut();
        tree.nodes[id].parent = Some(parent);
        let children = &mut tree.nodes[parent].children;
        let index = index.unwrap_or(children.len()).min(children.len());
        children.insert(index, id);
    }

    /// Adds a text to the one before it.
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
        let attributes = attributes.into_iter().map(|own| (own.name.local, own.value.to_string())).collect();
        let id = self.add(Kind::Element(Element { name: name.local.clone(), attributes }));
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

    /// The element has ended: at its end tag, or before the tag that ends it.
    fn pop(&self, node: &Handle) {
        let (start, end) = self.at.get();
        let name = self.text[start..end].strip_prefix("</").and_then(|rest| rest.get(..node.name.local.len()));
        let own = name.is_some_and(|name| name.eq_ignore_ascii_case(&node.name.local));
        let end = Span::new(start, if own { end } else { start }).end;
        let span = &mut self.tree.borrow_mut().nodes[node.id].span;
        span.end = span.end.max(end);
    }

    fn get_template_contents(&self, _: &Handle) -> Handle {
        self.other()
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
