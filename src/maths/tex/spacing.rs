//! Context-dependent spacing: signs that are not binary operators, functions and their arguments, numbers before a
//! symbol.

use super::atom::{Atom, Class, operator};
use crate::maths::tree::{Form, Node, Operator};

/// The space between a function and its argument, in ems.
const THIN: f32 = 1.0 / 6.0;

/// Returns whether an earlier bracket is still open, so that commas separate list items.
pub(super) fn in_brackets(atoms: &[Atom]) -> bool {
    let mut depth = 0_i32;
    // a bounded search, as brackets may close far away
    for atom in atoms.iter().rev().take(40) {
        match atom.class {
            Class::Close => depth -= 1,
            Class::Open => depth += 1,
            _ => {}
        }
        if depth > 0 {
            return true;
        }
    }
    false
}

/// Returns the nodes of a row. `before` is the class of the atom that it continues, if any.
pub(super) fn finish(atoms: Vec<Atom>, mut before: Option<Class>) -> Vec<Node> {
    let mut nodes = Vec::with_capacity(atoms.len());
    let mut atoms = atoms.into_iter().peekable();
    while let Some(mut atom) = atoms.next() {
        if let Some((sub, sup)) = free_scripts(&mut atom) {
            // scripts without a base belong to the next atom: `{}^{14}C`
            if let Some(next) = atoms.next_if(|next| takes_prescripts(next, &sup)) {
                let base = Box::new(next.node);
                nodes.push(Node::Prescripts { base, sub, sup });
                before = Some(Class::Ordinary);
                continue;
            }
            atom.node = Node::Scripts { base: Box::new(Node::Row(Vec::new())), sub, sup };
        }
        if let Some(sign) = sign_of(&mut atom.node) {
            place(sign, atom.class, before, atoms.peek().map(|next| next.class));
        }
        nodes.push(atom.node);
        if atom.class == Class::Function {
            apply(&mut nodes, atoms.peek());
        }
        if atom.class != Class::Space {
            before = Some(atom.class);
        }
    }
    nodes
}

/// Returns the operator in a node, with or without scripts.
fn sign_of(node: &mut Node) -> Option<&mut Operator> {
    match node {
        Node::Operator(sign) => Some(sign),
        Node::Scripts { base, .. } => match &mut **base {
            Node::Operator(sign) => Some(sign),
            _ => None,
        },
        _ => None,
    }
}

type Script = Option<Box<Node>>;

/// Takes the scripts of an atom without a base.
fn free_scripts(atom: &mut Atom) -> Option<(Script, Script)> {
    let Node::Scripts { base, sub, sup } = &mut atom.node else { return None };
    matches!(&**base, Node::Row(parts) if parts.is_empty()).then(|| (sub.take(), sup.take()))
}

fn takes_prescripts(next: &Atom, sup: &Script) -> bool {
    let degree = matches!(sup.as_deref(), Some(Node::Operator(sign)) if matches!(&*sign.text, "∘" | "°" | "′" | "″"));
    next.class == Class::Ordinary && !degree && !matches!(next.node, Node::Operator(_))
}

/// Sets the form of an operator where TeX and MathML would differ.
fn place(sign: &mut Operator, class: Class, before: Option<Class>, after: Option<Class>) {
    let starts = !matches!(before, Some(Class::Ordinary | Class::Close | Class::Function));
    match class {
        // a sign after a relation, or at the start
        Class::Binary if starts => {
            sign.form = Some(Form::Prefix);
            if !matches!(&*sign.text, "+" | "−" | "±" | "∓") {
                (sign.before, sign.after) = (Some(0.0), Some(0.0));
            }
        }
        Class::Binary
            if after.is_none() || matches!(after, Some(Class::Relation | Class::Close | Class::Punctuation)) =>
        {
            (sign.before, sign.after) = (Some(0.0), Some(0.0));
        }
        Class::Open => sign.form = Some(Form::Prefix),
        Class::Close => sign.form = Some(Form::Postfix),
        Class::Large => sign.form = Some(Form::Prefix),
        Class::Ordinary if matches!(&*sign.text, "|" | "‖" | "/" | "." | ":" | "∖" | "⋅" | "×" | "…" | "⋯") =>
        {
            (sign.before, sign.after) = (Some(0.0), Some(0.0));
        }
        _ => {}
    }
    if matches!(class, Class::Open | Class::Close | Class::Ordinary) && sign.stretchy.is_none() && grows(&sign.text) {
        sign.stretchy = Some(false);
    }
}

/// Returns whether an operator is stretchy by default in MathML.
fn grows(text: &str) -> bool {
    matches!(text, "(" | ")" | "[" | "]" | "{" | "}" | "|" | "‖" | "⟨" | "⟩" | "⌈" | "⌉" | "⌊" | "⌋" | "∣" | "∥")
}

/// Adds the function application operator, and a space before an argument without brackets.
fn apply(nodes: &mut Vec<Node>, next: Option<&Atom>) {
    let Some(next) = next else { return };
    match next.class {
        Class::Open => nodes.push(Node::Operator(operator("\u{2061}"))),
        Class::Ordinary | Class::Large | Class::Function => {
            nodes.push(Node::Operator(operator("\u{2061}")));
            if !matches!(&next.node, Node::Row(parts) if is_fenced(parts)) {
                nodes.push(Node::Space(THIN));
            }
        }
        _ => {}
    }
}

fn is_fenced(parts: &[Node]) -> bool {
    matches!(parts.first(), Some(Node::Operator(sign)) if sign.form == Some(Form::Prefix) && grows(&sign.text))
}
