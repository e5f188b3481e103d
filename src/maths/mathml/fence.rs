//! MathML 3 elements that MathML Core lacks: `mfenced`, `menclose`.

use super::element::Element;
use crate::maths::tree::{Form, Node, Notation, Operator};

fn sign(text: &str, form: Form) -> Node {
    Node::Operator(Operator {
        text: text.to_owned(),
        stretchy: None,
        size: None,
        before: None,
        after: None,
        form: Some(form),
        movable_limits: None,
    })
}

/// Reads an `mfenced`: parts in brackets, with separators between them.
pub(super) fn fenced(element: &Element, parts: Vec<Node>) -> Node {
    let mark = |name, usual| element.attribute(name).unwrap_or(usual).to_owned();
    let (open, close, separators) = (mark("open", "("), mark("close", ")"), mark("separators", ","));
    let separators: Vec<char> = separators.chars().filter(|c| !c.is_whitespace()).collect();
    let mut nodes = Vec::new();
    if !open.is_empty() {
        nodes.push(sign(&open, Form::Prefix));
    }
    for (at, part) in parts.into_iter().enumerate() {
        if let Some(separator) = at.checked_sub(1).and_then(|at| separators.get(at).or(separators.last())) {
            nodes.push(sign(separator.encode_utf8(&mut [0; 4]), Form::Infix));
        }
        nodes.push(part);
    }
    if !close.is_empty() {
        nodes.push(sign(&close, Form::Postfix));
    }
    Node::Row(nodes)
}

/// Reads an `menclose`: a part with lines around or through it.
pub(super) fn enclosed(element: &Element, mut base: Node) -> Node {
    let over = |base, text: &str| Node::Limits {
        base: Box::new(base),
        under: None,
        over: Some(Box::new(sign(text, Form::Postfix))),
        accent: true,
        accent_under: false,
    };
    let notation = element.attribute("notation").unwrap_or("longdiv");
    let named = |name| notation.split_whitespace().any(|own| own == name);
    if named("radical") {
        return Node::Root { base: Box::new(base), degree: None };
    }
    if notation.contains("strike") {
        base = Node::Enclosed { base: Box::new(base), notation: Notation::Strike };
    }
    if named("box") || named("roundedbox") || named("circle") {
        base = Node::Enclosed { base: Box::new(base), notation: Notation::Box };
    }
    if named("longdiv") {
        base = Node::Row(vec![sign(")", Form::Prefix), over(base, "‾")]);
    } else if named("top") || named("actuarial") {
        base = over(base, "‾");
    }
    if named("left") {
        base = Node::Row(vec![sign("|", Form::Prefix), base]);
    }
    if named("right") || named("actuarial") {
        base = Node::Row(vec![base, sign("|", Form::Postfix)]);
    }
    if named("bottom") {
        let under = Some(Box::new(sign("_", Form::Postfix)));
        base = Node::Limits { base: Box::new(base), under, over: None, accent: false, accent_under: true };
    }
    base
}
