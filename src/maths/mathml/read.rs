//! Reads presentation MathML: Core and the rest of MathML 3.

use super::{
    element::{Child, Element, parse},
    fence::{enclosed, fenced},
    leaf::{self, ems},
    table::table,
};
use crate::maths::tree::{Leaf, Node};

/// Why a formula cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MathmlError {
    pub(crate) message: String,
}

/// Reads a formula in MathML.
///
/// # Errors
/// Returns an error for malformed or oversized XML, and for content MathML, which encodes the meaning of a formula
/// rather than its notation.
pub(crate) fn from_mathml(xml: &str) -> Result<Node, MathmlError> {
    let root = parse(xml).map_err(|message| MathmlError { message })?;
    one(children(&root)?.into_iter().map(flatten).collect())
}

fn one(mut nodes: Vec<Node>) -> Result<Node, MathmlError> {
    Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Row(nodes) })
}

/// Unwraps a row with a single part.
fn flatten(node: Node) -> Node {
    match node {
        Node::Row(mut nodes) if nodes.len() == 1 => nodes.remove(0),
        other => other,
    }
}

type Read<T> = Result<T, MathmlError>;

/// Reads the children of an element. Text between elements becomes words.
fn children(element: &Element) -> Read<Vec<Node>> {
    let mut nodes = Vec::with_capacity(element.children.len());
    for child in &element.children {
        match child {
            Child::Element(element) => nodes.push(node(element)?),
            Child::Text(text) if text.trim().is_empty() => {}
            Child::Text(text) => {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                nodes.push(Node::Text(Leaf { text, upright: true, bold: false }));
            }
        }
    }
    Ok(nodes)
}

fn row(element: &Element) -> Read<Node> {
    Ok(flatten(Node::Row(children(element)?)))
}

/// Reads the children of an element that takes exactly `COUNT`. Missing ones are empty; extra ones are added to the
/// last.
fn parts<const COUNT: usize>(element: &Element) -> Read<[Node; COUNT]> {
    let mut all = children(element)?.into_iter();
    let mut found: [Node; COUNT] = std::array::from_fn(|_| all.next().unwrap_or(Node::Row(Vec::new())));
    let more: Vec<Node> = all.collect();
    if let Some(last) = found.last_mut().filter(|_| !more.is_empty()) {
        let kept = std::mem::replace(last, Node::Row(Vec::new()));
        *last = Node::Row(std::iter::once(kept).chain(more).collect());
    }
    Ok(found)
}

fn some(node: Node) -> Option<Box<Node>> {
    (!matches!(&node, Node::Row(nodes) if nodes.is_empty())).then(|| Box::new(node))
}

fn node(element: &Element) -> Read<Node> {
    if let Some(leaf) = leaf::read(element) {
        return Ok(leaf);
    }
    Ok(match &*element.name {
        "mfrac" => {
            let [above, below] = parts(element)?;
            let line = !matches!(element.attribute("linethickness").map(ems), Some(Some(0.0)));
            Node::Fraction { above: Box::new(above), below: Box::new(below), line }
        }
        "msqrt" => Node::Root { base: Box::new(row(element)?), degree: None },
        "mroot" => {
            let [base, degree] = parts(element)?;
            Node::Root { base: Box::new(base), degree: some(degree) }
        }
        "msub" | "msup" | "msubsup" => scripts(element)?,
        "munder" | "mover" | "munderover" => limits(element)?,
        "mmultiscripts" => multiscripts(element)?,
        "mtable" => table(element, node)?,
        "mfenced" => fenced(element, children(element)?),
        "menclose" => enclosed(element, row(element)?),
        "mphantom" => Node::Phantom(Box::new(row(element)?)),
        "mstyle" | "math" => styled(element)?,
        "semantics" => {
            element.elements().find(|part| !part.name.starts_with("annotation")).map_or_else(|| row(element), node)?
        }
        "maction" => {
            let chosen = element.attribute("selection").and_then(|at| at.parse::<usize>().ok()).unwrap_or(1);
            element.elements().nth(chosen.saturating_sub(1)).map_or_else(|| row(element), node)?
        }
        "annotation" | "annotation-xml" | "none" | "mprescripts" | "maligngroup" | "malignmark" => {
            Node::Row(Vec::new())
        }
        name if is_content(name) => {
            return Err(MathmlError { message: format!("content MathML (`{name}`) is not supported") });
        }
        _ => row(element)?,
    })
}

fn scripts(element: &Element) -> Read<Node> {
    let (base, sub, sup) = match &*element.name {
        "msub" => {
            let [base, sub] = parts(element)?;
            (base, some(sub), None)
        }
        "msup" => {
            let [base, sup] = parts(element)?;
            (base, None, some(sup))
        }
        _ => {
            let [base, sub, sup] = parts(element)?;
            (base, some(sub), some(sup))
        }
    };
    Ok(Node::Scripts { base: Box::new(base), sub, sup })
}

/// Returns whether an element is content MathML.
fn is_content(name: &str) -> bool {
    matches!(
        name,
        "apply" | "ci" | "cn" | "csymbol" | "cs" | "bind" | "bvar" | "lambda" | "piecewise" | "reln" | "cerror"
    )
}

fn styled(element: &Element) -> Read<Node> {
    let base = row(element)?;
    let display = element.attribute("displaystyle").map(|value| value.eq_ignore_ascii_case("true"));
    let level = element.attribute("scriptlevel").and_then(|level| level.parse::<u8>().ok()).map(|level| level.min(5));
    let own = element.name == "mstyle" && (display.is_some() || level.is_some());
    Ok(if own { Node::Styled { base: Box::new(base), display, level } } else { base })
}

fn limits(element: &Element) -> Read<Node> {
    let (base, under, over) = match &*element.name {
        "munder" => {
            let [base, under] = parts(element)?;
            (base, some(under), None)
        }
        "mover" => {
            let [base, over] = parts(element)?;
            (base, None, some(over))
        }
        _ => {
            let [base, under, over] = parts(element)?;
            (base, some(under), some(over))
        }
    };
    let accent = |name: &str, part: &Option<Box<Node>>| match element.attribute(name) {
        Some(value) => value.eq_ignore_ascii_case("true"),
        None => part.as_deref().is_some_and(is_accent),
    };
    let (over_base, under_base) = (accent("accent", &over), accent("accentunder", &under));
    Ok(Node::Limits { base: Box::new(base), under, over, accent: over_base, accent_under: under_base })
}

/// Returns whether an overscript or underscript is an accent.
fn is_accent(node: &Node) -> bool {
    const MARKS: &str = "^ˆ~˜¯‾ˉ˙¨´`ˇ˘˚_⏞⏟⎴⎵\u{302}\u{303}\u{304}\u{305}\u{307}\u{308}\u{20d7}";
    matches!(node, Node::Operator(sign) if sign.text.chars().count() == 1 && MARKS.contains(&*sign.text))
}

fn multiscripts(element: &Element) -> Read<Node> {
    let mut before = Vec::new();
    let mut after = Vec::new();
    let mut all = element.elements();
    let mut node_of = all.next().map_or(Ok(Node::Row(Vec::new())), node)?;
    let mut own = &mut after;
    for part in all {
        if part.name == "mprescripts" {
            own = &mut before;
        } else {
            own.push(some(node(part)?));
        }
    }
    let mut after = after.into_iter();
    while let Some(sub) = after.next() {
        node_of = Node::Scripts { base: Box::new(node_of), sub, sup: after.next().flatten() };
    }
    let mut before = before.into_iter();
    while let Some(sub) = before.next() {
        node_of = Node::Prescripts { base: Box::new(node_of), sub, sup: before.next().flatten() };
    }
    Ok(node_of)
}
