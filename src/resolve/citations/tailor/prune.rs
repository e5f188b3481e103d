//! A style's elements for works of which the same is known: tests are decided, what cannot print is gone, and what
//! only wraps one thing is unwrapped. What stays prints the same as all would have.
//!
//! hayagriva asks every element whether it will print before it prints it, anew on each level above it. What it
//! asks for, and what a group makes of the answer, is kept:
//! a group prints when it has no variables, or one of them has a value. So when the last variable of a group goes,
//! one without a value stays in its place.

use super::{
    super::gaps::branch,
    known::{Known, is_looked_for},
};
use hayagriva::citationberg::{
    Affixes, Choose, ChooseBranch, CslMacro, ElseBranch, Group, IndependentStyle, LayoutRenderingElement as Element,
    LongShortForm, Names, NamesChild, Text, TextTarget,
    taxonomy::{StandardVariable, Variable},
};
use std::collections::BTreeMap;

/// What an element can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Never prints.
    Dead,
    /// Prints words, with or without works.
    Words,
    /// Prints words, even where hayagriva sets one variable only.
    Label,
    /// May print a value.
    Live,
}

/// How surely an element counts as one with a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counts {
    Never,
    /// Where hayagriva does not set one variable only.
    Plainly,
    Always,
}

/// An element that stays, with what its container must know of it.
#[derive(Debug, Clone)]
struct Node {
    element: Element,
    weight: Weight,
    counts: Counts,
    /// Whether it counts as one with a variable whenever it prints.
    backed: bool,
}

impl Node {
    fn live(element: Element, counts: Counts, backed: bool) -> Self {
        Self { element, weight: Weight::Live, counts, backed }
    }

    fn dead(element: Element, counts: Counts) -> Self {
        Self { element, weight: Weight::Dead, counts, backed: true }
    }
}

/// Whether a container asks its children if they print before it lets them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Yes,
    No,
}

/// Prunes a style for works of which the same is known.
pub(super) struct Pruner<'a> {
    style: &'a IndependentStyle,
    known: Known<'a>,
    /// What stands behind the names of macros.
    mark: String,
    /// Macros that are still called.
    pub(super) macros: BTreeMap<String, CslMacro>,
    /// Macros that are being pruned: they may not call themselves.
    open: Vec<&'a str>,
}

impl<'a> Pruner<'a> {
    pub(super) fn new(style: &'a IndependentStyle, known: Known<'a>, mark: String) -> Self {
        Self { style, known, mark, macros: BTreeMap::new(), open: Vec::new() }
    }

    /// What stays of these elements.
    pub(super) fn elements(&mut self, elements: &'a [Element]) -> Vec<Element> {
        unwrapped(self.children(elements, Asks::No))
    }

    /// What stays of each of these elements.
    pub(super) fn each(&mut self, elements: &'a [Element]) -> Vec<Vec<Element>> {
        elements.iter().map(|element| self.elements(std::slice::from_ref(element))).collect()
    }

    /// What stays of a container's children.
    fn children(&mut self, elements: &'a [Element], asks: Asks) -> Vec<Node> {
        let nodes: Vec<Node> = elements.iter().flat_map(|element| self.element(element, asks)).collect();
        let alive = nodes.iter().filter(|node| node.weight != Weight::Dead).map(|node| node.counts).max();
        let mut least = alive.unwrap_or(Counts::Never);
        let best = nodes.iter().map(|node| node.counts).max().unwrap_or(Counts::Never);
        let mut kept = Vec::new();
        for node in nodes {
            let stays = node.weight != Weight::Dead || (node.counts > least && node.counts == best);
            if stays && node.weight == Weight::Dead {
                least = best;
            }
            kept.extend(stays.then_some(node));
        }
        kept
    }

    fn element(&mut self, element: &'a Element, asks: Asks) -> Vec<Node> {
        let variable = |variable: Variable| (variable, Counts::Always);
        match element {
            Element::Text(text) => self.text(text),
            Element::Names(names) => self.names(names, asks),
            Element::Choose(choose) => self.choose(choose, asks),
            Element::Group(group) => self.group(group),
            Element::Label(_) => {
                vec![Node { element: element.clone(), weight: Weight::Label, counts: Counts::Never, backed: false }]
            }
            Element::Date(date) => match date.variable {
                None => vec![Node::live(element.clone(), Counts::Never, false)],
                Some(date) => self.value(element, (date.into(), Counts::Plainly), Asks::Yes),
            },
            Element::Number(number) => self.value(element, variable(number.variable.into()), asks),
        }
    }

    /// An element that prints a variable.
    fn value(&self, element: &Element, (variable, counts): (Variable, Counts), asks: Asks) -> Vec<Node> {
        let node = match self.known.has(variable) {
            Some(false) if asks == Asks::Yes => Node::dead(element.clone(), counts),
            _ => Node::live(element.clone(), counts, true),
        };
        vec![node]
    }

    fn text(&mut self, text: &'a Text) -> Vec<Node> {
        let element = || Element::Text(text.clone());
        match &text.target {
            TextTarget::Variable { var: Variable::Standard(StandardVariable::YearSuffix), .. } => {
                vec![Node::live(element(), Counts::Never, false)]
            }
            TextTarget::Variable { var: Variable::Date(_) | Variable::Name(_), .. } => {
                vec![Node::dead(element(), Counts::Always)]
            }
            TextTarget::Variable { var, form } => {
                let short = Variable::Standard(StandardVariable::TitleShort);
                let stands_in = *form == LongShortForm::Short
                    && *var == Variable::Standard(StandardVariable::Title)
                    && self.known.has(short) != Some(false);
                if stands_in {
                    return vec![Node::live(element(), Counts::Always, true)];
                }
                self.value(&element(), (*var, Counts::Always), Asks::Yes)
            }
            TextTarget::Macro { name } => self.call(text, name),
            TextTarget::Term { .. } | TextTarget::Value { .. } => {
                vec![Node { element: element(), weight: Weight::Words, counts: Counts::Never, backed: false }]
            }
        }
    }

    /// A macro's call: a group where it can be one, else a macro of these works.
    fn call(&mut self, text: &'a Text, name: &'a str) -> Vec<Node> {
        let Some(part) = self.style.macros.iter().find(|part| part.name == name) else { return Vec::new() };
        if self.open.contains(&name) {
            return vec![Node::live(Element::Text(text.clone()), Counts::Never, false)];
        }
        self.open.push(name);
        let nodes = self.children(&part.children, Asks::Yes);
        let plain =
            !text.quotes && !text.strip_periods && text.text_case.is_none() && text.affixes == Affixes::default();
        let pruned = match settled(&nodes) {
            Err(dead) => dead,
            Ok((counts, backed)) if plain && backed => {
                let children = unwrapped(nodes);
                vec![Node::live(Element::Group(as_group(text, children)), counts, backed)]
            }
            Ok((counts, backed)) => {
                let own = format!("{name}{}", self.mark);
                if !self.macros.contains_key(&own) {
                    let children = self.elements(&part.children);
                    self.macros.insert(own.clone(), CslMacro { name: own.clone(), children });
                }
                let text = Text { target: TextTarget::Macro { name: own }, ..text.clone() };
                vec![Node::live(Element::Text(text), counts, backed)]
            }
        };
        self.open.pop();
        pruned
    }

    fn group(&mut self, group: &'a Group) -> Vec<Node> {
        let nodes = self.children(&group.children, Asks::Yes);
        match settled(&nodes) {
            Err(dead) => dead,
            Ok((counts, backed)) => {
                let children = unwrapped(nodes);
                vec![Node::live(Element::Group(Group { children, ..group.clone() }), counts, backed)]
            }
        }
    }

    fn names(&mut self, names: &'a Names, asks: Asks) -> Vec<Node> {
        let has: Vec<Option<bool>> = names.variable.iter().map(|&name| self.known.has(Variable::Name(name))).collect();
        let sure = has.contains(&Some(true)) && !self.known.shows_no_names;
        let none = !has.is_empty() && has.iter().all(|has| *has == Some(false)) && !is_looked_for(names);
        let substitute = names.substitute().filter(|_| !sure);
        let nodes = substitute.map(|own| self.children(&own.children, Asks::No)).unwrap_or_default();
        if none && nodes.is_empty() && (substitute.is_none() || asks == Asks::Yes) {
            return Vec::new();
        }
        let backed = nodes.iter().all(|node| node.backed);
        let names = with_substitute(names, substitute.map(|_| unwrapped(nodes)));
        vec![Node::live(Element::Names(names), Counts::Never, backed)]
    }

    fn choose(&mut self, choose: &'a Choose, asks: Asks) -> Vec<Node> {
        let mut branches = Vec::new();
        let mut last = choose.otherwise.as_ref().map(|branch| branch.children.as_slice());
        for branch in choose.branches() {
            match self.known.holds(branch) {
                Some(true) => {
                    last = Some(&branch.children);
                    break;
                }
                Some(false) => {}
                None => branches.push(branch),
            }
        }
        let last = last.map(|children| self.children(children, Asks::Yes)).unwrap_or_default();
        if branches.is_empty() {
            return decided(last, asks);
        }
        self.undecided(&branches, last)
    }

    /// A choice that hangs on where a work is cited.
    fn undecided(&mut self, branches: &[&'a ChooseBranch], last: Vec<Node>) -> Vec<Node> {
        let mut backed = last.iter().all(|node| node.backed);
        let mut empty = last.is_empty();
        let mut pruned = branches.iter().map(|branch| {
            let nodes = self.children(&branch.children, Asks::Yes);
            backed &= nodes.iter().all(|node| node.backed);
            empty &= nodes.is_empty();
            let children = unwrapped(nodes);
            ChooseBranch { children, ..(*branch).clone() }
        });
        let Some(if_) = pruned.next() else { return Vec::new() };
        let else_if = pruned.collect();
        let children = unwrapped(last);
        let otherwise = (!children.is_empty()).then_some(ElseBranch { children });
        match empty {
            true => Vec::new(),
            false => {
                vec![Node::live(Element::Choose(Choose { if_, else_if, otherwise }), Counts::Never, backed)]
            }
        }
    }
}

/// Names with another substitute, or none.
fn with_substitute(names: &Names, substitute: Option<Vec<Element>>) -> Names {
    let mut names = names.clone();
    names.children.retain(|child| substitute.is_some() || !matches!(child, NamesChild::Substitute(_)));
    for child in &mut names.children {
        if let (NamesChild::Substitute(own), Some(elements)) = (child, &substitute) {
            own.children.clone_from(elements);
        }
    }
    names
}

fn unwrapped(nodes: Vec<Node>) -> Vec<Element> {
    nodes.into_iter().map(|node| node.element).collect()
}

/// What a group of these children comes to: what is left in its place when it never prints, else how it counts.
fn settled(nodes: &[Node]) -> Result<(Counts, bool), Vec<Node>> {
    let counts = nodes.iter().map(|node| node.counts).max().unwrap_or(Counts::Never);
    let has = |weight: Weight| nodes.iter().any(|node| node.weight == weight);
    let without_values = !has(Weight::Live);
    let never = match counts {
        Counts::Always => true,
        Counts::Plainly => !has(Weight::Label),
        Counts::Never => nodes.is_empty(),
    };
    if without_values && never {
        return Err(nodes.iter().filter(|node| node.weight == Weight::Dead).cloned().collect());
    }
    let words = has(Weight::Words);
    let loose = nodes.iter().any(|node| node.weight != Weight::Words && !node.backed);
    let backed = counts == Counts::Always || (!loose && (!words || counts == Counts::Plainly));
    Ok((counts, backed))
}

/// The children of the branch that is taken. They stand for themselves where that makes no difference to the group
/// around them, which counts groups in it, or to the names they are a substitute for, which hand on how names are set.
fn decided(nodes: Vec<Node>, asks: Asks) -> Vec<Node> {
    let as_before = |node: &Node| node.backed || !matches!(node.element, Element::Group(_));
    let alone = nodes.len() == 1 && !matches!(nodes[0].element, Element::Names(_));
    if nodes.is_empty() || (nodes.iter().all(as_before) && (asks == Asks::Yes || alone)) {
        return nodes;
    }
    let counts = nodes.iter().map(|node| node.counts).max().unwrap_or(Counts::Never);
    let backed = nodes.iter().all(|node| node.backed);
    let children = unwrapped(nodes);
    let choose = Choose { if_: branch(None, children), else_if: Vec::new(), otherwise: None };
    vec![Node::live(Element::Choose(choose), counts, backed)]
}

fn as_group(text: &Text, children: Vec<Element>) -> Group {
    Group {
        children,
        font_style: text.formatting.font_style,
        font_variant: text.formatting.font_variant,
        font_weight: text.formatting.font_weight,
        text_decoration: text.formatting.text_decoration,
        vertical_align: text.formatting.vertical_align,
        prefix: None,
        suffix: None,
        delimiter: None,
        display: text.display,
    }
}
