//! Finds the article on a page: `dom_smoothie`, a port of the Readability that browsers have, says which elements it is.
//!
//! It is asked only what it would keep. The article is then read from our own tree, which knows its places in the
//! source and keeps what a reader view strips: notes, captions, marks of language.

use super::{
    clutter,
    tree::{Id, Kind, PAGE, Tree},
};
use dom_smoothie::{Config, Readability};
use std::fmt::Write as _;

/// The attribute by which elements are known again.
const MARK: &str = "data-handout";

/// What of a page is the article.
pub(super) struct Main {
    /// The element that holds it.
    pub(super) root: Id,
    /// For each node: whether it is left out.
    pub(super) dropped: Vec<bool>,
    /// The parts that were left out and have words, outermost only.
    pub(super) told: Vec<Id>,
}

/// The article of a page; of one without any furniture, the whole body.
pub(super) fn main(tree: &Tree) -> Main {
    let body = tree.below(PAGE).find(|&id| tree.name(id) == "body").unwrap_or(PAGE);
    let kept = if clutter::is_plain(tree) { None } else { kept(tree, body) };
    let root = kept.as_ref().map_or(body, |kept| root(tree, kept, body));
    let mut main = Main { root, dropped: vec![false; tree.nodes.len()], told: Vec::new() };
    main.drop_below(tree, root, kept.as_deref());
    main
}

impl Main {
    fn drop_below(&mut self, tree: &Tree, root: Id, kept: Option<&[bool]>) {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            for &child in tree.children(id).iter().rev() {
                let left_out = kept.is_some_and(|kept| !kept[child]) && clutter::is_left_out(tree, child);
                if left_out || clutter::is_clutter(tree, child) {
                    self.dropped[child] = true;
                    if !clutter::is_hidden(tree, child) && !tree.text(child).is_empty() {
                        self.told.push(child);
                    }
                } else {
                    open.push(child);
                }
            }
        }
        self.told.sort_unstable_by_key(|&id| tree.span(id));
    }
}

/// For each node, whether the extractor keeps it or something in it. None when it finds no article.
fn kept(tree: &Tree, body: Id) -> Option<Vec<bool>> {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let page = format!("<html><head><title></title></head>{}</html>", marked(tree, body));
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    let mut kept = vec![false; tree.nodes.len()];
    let mark = format!("{MARK}=\"");
    for (at, _) in article.content.match_indices(mark.as_str()) {
        let digits = article.content[at + mark.len()..].split('"').next().unwrap_or_default();
        let mut id = digits.parse().ok().filter(|&id: &Id| id < kept.len());
        while let Some(own) = id.filter(|&own| !kept[own]) {
            kept[own] = true;
            id = tree.parent(own);
        }
    }
    kept[body].then_some(kept)
}

/// The innermost element that holds all that is kept; or the article around it, when the author marked one up.
fn root(tree: &Tree, kept: &[bool], body: Id) -> Id {
    let mut root = body;
    loop {
        let mut inner = tree.children(root).iter().copied().filter(|&child| kept[child]);
        match (inner.next(), inner.next()) {
            (Some(only), None) if !is_unit(tree.name(only)) && !clutter::is_clutter(tree, only) => root = only,
            _ => break,
        }
    }
    let article = std::iter::once(root).chain(tree.around(root)).find(|&id| tree.name(id) == "article");
    let alone = |id: Id| tree.below(body).filter(|&other| tree.name(other) == tree.name(id)).count() == 1;
    article.filter(|&id| alone(id)).unwrap_or(root)
}

/// Elements that are read as a whole: the article is around them, not in them.
fn is_unit(name: &str) -> bool {
    matches!(
        name,
        "table"
            | "ul"
            | "ol"
            | "dl"
            | "figure"
            | "p"
            | "pre"
            | "blockquote"
            | "details"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// The page's body as HTML, without what is hidden, its elements marked.
fn marked(tree: &Tree, body: Id) -> String {
    let mut out = String::new();
    let mut open = vec![(body, false)];
    while let Some((id, ends)) = open.pop() {
        match &tree.nodes[id].kind {
            Kind::Element(element) if ends => {
                let _ = write!(out, "</{}>", element.name);
            }
            Kind::Element(_) if clutter::is_hidden(tree, id) && !matches!(tree.name(id), "nav" | "form" | "button") => {
            }
            Kind::Element(element) => {
                let _ = write!(out, "<{} {MARK}=\"{id}\"", element.name);
                for (name, value) in &element.attributes {
                    if matches!(&**name, "class" | "id" | "role" | "href" | "src" | "itemprop" | "rel" | "colspan") {
                        let value = if value.starts_with("data:") { "picture.png" } else { value };
                        let _ = write!(out, " {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"));
                    }
                }
                out.push('>');
                if !matches!(&*element.name, "br" | "hr" | "img" | "input" | "wbr" | "col" | "source" | "embed") {
                    open.push((id, true));
                    open.extend(tree.children(id).iter().rev().map(|&child| (child, false)));
                }
            }
            Kind::Text(text) => out.push_str(&text.replace('&', "&amp;").replace('<', "&lt;")),
            Kind::Other => open.extend(tree.children(id).iter().rev().map(|&child| (child, false))),
        }
    }
    out
}
