//! Estimates how much work a drawing asks for before any of it is done.
//!
//! An element may show others by reference, which may do so in turn: forty lines can ask for a trillion shapes. Each
//! reference counts as much as its target; weights are memoized.

use std::collections::HashMap;
use usvg::roxmltree::{Document, Node, NodeId};

/// The maximum number of elements of a drawing, counting the targets of references each time.
const MOST: u64 = 400_000;
/// The maximum nesting depth of elements: conversion recurses into the tree.
const DEEPEST: usize = 200;
/// The longest chain of references.
const LONGEST: usize = 24;

/// The longest run of text: its layout takes quadratic time.
const WORDIEST: usize = 4_000;

/// How many bytes of the outlines of a repeated shape weigh as much as one element.
const OUTLINE: u64 = 20;

/// How many corner lookups weigh as much as one element.
const LOOKS: u64 = 10;

/// Returns why a drawing is too expensive, as a phrase that follows "it".
pub(super) fn too_much(document: &Document<'_>) -> Option<String> {
    let mut scale = Scale::of(document);
    match scale.element(document.root(), 0, 0) {
        Ok(elements) if elements <= MOST => None,
        Ok(_) => Some("asks for more shapes than a page can show".to_owned()),
        Err(why) => Some(why),
    }
}

struct Scale<'a, 'input> {
    named: HashMap<&'a str, Node<'a, 'input>>,
    rules: Vec<Rule<'a>>,
    /// The weights of referenced elements; `None` while one is being computed.
    known: HashMap<NodeId, u64>,
}

/// A style rule that contains references: its selectors and declarations.
struct Rule<'a> {
    selectors: &'a str,
    targets: Vec<&'a str>,
}

impl<'a, 'input> Scale<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let elements = || document.descendants().filter(Node::is_element);
        let named = elements().filter_map(|element| Some((element.attribute("id")?, element))).collect();
        let sheets = elements().filter(|element| element.tag_name().name() == "style");
        let texts = sheets.flat_map(|sheet| sheet.children()).filter_map(|child| child.text());
        Self { named, rules: texts.flat_map(rules).collect(), known: HashMap::new() }
    }

    fn element(&mut self, node: Node<'a, 'input>, depth: usize, followed: usize) -> Result<u64, String> {
        if depth > DEEPEST {
            return Err(format!("nests elements more than {DEEPEST} deep"));
        }
        let mut weight: u64 = 1;
        for target in self.references(node) {
            let Some(&shown) = self.named.get(target) else { continue };
            // a marker is drawn at each corner, including corners of shapes within an element that names one
            let times = if shown.tag_name().name() == "marker" { corners(node) } else { 1 };
            // usvg visits all corners for each of them
            let looks = if times > 1 { times.saturating_mul(times) / LOOKS } else { 0 };
            let shapes = self.shown(shown, followed)?.saturating_mul(times);
            weight = weight.saturating_add(shapes).saturating_add(looks);
        }
        if node.tag_name().name() == "text" {
            let words: usize =
                node.descendants().filter(Node::is_text).filter_map(|part| part.text()).map(str::len).sum();
            if words > WORDIEST {
                return Err(format!("has a run of text longer than {WORDIEST} characters"));
            }
            weight = weight.saturating_add(words as u64);
        }
        for child in node.children().filter(Node::is_element) {
            weight = weight.saturating_add(self.element(child, depth + 1, followed)?);
        }
        Ok(weight)
    }

    fn shown(&mut self, node: Node<'a, 'input>, followed: usize) -> Result<u64, String> {
        if let Some(&weight) = self.known.get(&node.id()) {
            return Ok(weight);
        }
        if followed > LONGEST {
            return Err(format!("has chains of more than {LONGEST} references"));
        }
        // a reference cycle, which no program follows
        self.known.insert(node.id(), 0);
        let size = outlines(node).map(str::len).sum::<usize>() as u64;
        let weight = self.element(node, 0, followed + 1)?.saturating_add(size / OUTLINE);
        self.known.insert(node.id(), weight);
        Ok(weight)
    }

    /// Returns the ids that an element refers to in attributes or styles.
    fn references(&self, node: Node<'a, 'input>) -> Vec<&'a str> {
        let mut found: Vec<&str> = Vec::new();
        for attribute in node.attributes() {
            match attribute.name() {
                "href" => found.extend(attribute.value().trim().strip_prefix('#')),
                _ => found.extend(targets(attribute.value())),
            }
        }
        let applying = self.rules.iter().filter(|rule| rule.may_apply(node));
        found.extend(applying.flat_map(|rule| rule.targets.iter().copied()));
        found
    }
}

/// Returns the outlines of the shapes in an element.
fn outlines<'a>(node: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    node.descendants().filter_map(|shape| shape.attribute("d").or(shape.attribute("points")))
}

/// Returns an upper bound of the number of corners in the shapes of an element.
fn corners(node: Node<'_, '_>) -> u64 {
    let numbers =
        outlines(node).map(|outline| outline.bytes().filter(|byte| matches!(byte, b' ' | b',' | b'-')).count());
    let letters = node.descendants().filter_map(|shape| shape.attribute("d"));
    let letters = letters.map(|path| path.bytes().filter(u8::is_ascii_alphabetic).count());
    (numbers.sum::<usize>() / 2 + letters.sum::<usize>() + 2) as u64
}

impl Rule<'_> {
    /// Returns whether the rule may apply to an element; `true` if in doubt.
    fn may_apply(&self, node: Node<'_, '_>) -> bool {
        let class = node.attribute("class").unwrap_or_default();
        self.selectors.contains(['*', '[', '#', ':'])
            || class.split_whitespace().any(|class| self.selectors.contains(class))
            || self.selectors.contains(node.tag_name().name()) && node.is_element()
    }
}

/// Returns the rules of a style sheet that contain references.
fn rules(sheet: &str) -> impl Iterator<Item = Rule<'_>> {
    sheet.split('}').filter_map(|rule| {
        let (selectors, declarations) = rule.rsplit_once('{')?;
        let targets: Vec<&str> = targets(declarations).collect();
        (!targets.is_empty()).then_some(Rule { selectors, targets })
    })
}

/// Returns the names in `url(#name)`, quoted or not.
fn targets(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let address = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        address.trim().strip_prefix('#')
    })
}
