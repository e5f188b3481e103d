//! Turns the parts of a formula into terms.

use super::{
    accents::limits,
    fraction::{fraction, root},
    line::join,
    scripts::{prescript, script},
    term::{Role, Term},
};
use crate::{
    article::Lang,
    maths::tree::{Form, Leaf, Node, Notation, Operator, TableKind},
};

/// The words that a language uses in formulas.
pub(super) struct Words {
    /// The word between the two numbers of a binomial coefficient. Languages without one write `binom(n, k)`.
    over: Option<&'static str>,
}

impl Words {
    pub(super) fn of(lang: &Lang) -> Self {
        let over = match &*lang.primary() {
            "en" => Some("over"),
            "de" => Some("über"),
            "es" => Some("sobre"),
            _ => None,
        };
        Self { over }
    }

    /// Returns the terms of adjacent nodes.
    pub(super) fn terms(&self, nodes: &[Node]) -> Vec<Term> {
        let mut terms = Vec::new();
        self.add_all(nodes, &mut terms);
        terms
    }

    fn of_node(&self, node: &Node) -> Vec<Term> {
        self.terms(std::slice::from_ref(node))
    }

    fn of_part(&self, node: Option<&Node>) -> Vec<Term> {
        node.map(|node| self.of_node(node)).unwrap_or_default()
    }

    fn add_all(&self, nodes: &[Node], terms: &mut Vec<Term>) {
        if let [open, inner, close] = nodes
            && let (Some(open), Some(close)) = (bracket(open), bracket(close))
            && let Some(own) = self.in_brackets(open, inner, close)
        {
            return terms.push(own);
        }
        if let [open, inner] = nodes
            && bracket(open) == Some("{")
            && let Node::Table { rows, .. } = inner
        {
            return terms.push(Term::compound(format!("{{ {} }}", self.rows(rows, ", ", "; "))));
        }
        nodes.iter().for_each(|node| self.add(node, terms));
    }

    /// Returns a construct whose brackets are implied in linear text: a binomial coefficient or a matrix.
    fn in_brackets(&self, open: &str, inner: &Node, close: &str) -> Option<Term> {
        match inner {
            Node::Row(nodes) if nodes.len() == 1 => self.in_brackets(open, &nodes[0], close),
            Node::Fraction { line: false, .. } if open == "(" => {
                Some(Term::new(self.of_node(inner).first()?.text.clone(), Role::Word))
            }
            Node::Table { rows, kind: TableKind::Array, .. } => {
                Some(Term::compound(format!("{open}{}{close}", self.rows(rows, ", ", "; "))))
            }
            _ => None,
        }
    }

    fn add(&self, node: &Node, terms: &mut Vec<Term>) {
        match node {
            Node::Row(nodes) => self.add_all(nodes, terms),
            Node::Identifier(leaf) => terms.extend(letters(leaf)),
            Node::Number(leaf) => terms.push(Term::new(&*leaf.text, Role::Number)),
            Node::Operator(sign) => self.operator(sign, terms),
            Node::Text(leaf) => terms.extend(text(&leaf.text)),
            // a wide space separates formulas
            Node::Space(ems) if *ems > 0.9 => {
                if terms.last().is_some_and(|last| last.role != Role::Comma) {
                    terms.push(Term::new(",", Role::Comma));
                }
            }
            Node::Space(ems) if *ems > 0.1 => terms.push(Term::new("", Role::Space)),
            Node::Space(_) | Node::Phantom(_) => {}
            Node::Enclosed { base, notation: Notation::Box } | Node::Styled { base, .. } => self.add(base, terms),
            node => terms.extend(self.built(node)),
        }
    }

    /// Returns a compound node as one term.
    fn built(&self, node: &Node) -> Option<Term> {
        let two = |one: &Option<Box<Node>>, other: &Option<Box<Node>>| {
            (self.of_part(one.as_deref()), self.of_part(other.as_deref()))
        };
        Some(match node {
            Node::Fraction { above, below, line: true } => fraction(&self.of_node(above), &self.of_node(below)),
            Node::Fraction { above, below, line: false } => {
                let (above, below) = (join(&self.of_node(above)), join(&self.of_node(below)));
                let text = match self.over {
                    Some(over) => format!("({above} {over} {below})"),
                    None => format!("binom({above}, {below})"),
                };
                Term::new(text, Role::Word)
            }
            Node::Root { base, degree } => root(&join(&self.of_part(degree.as_deref())), &self.of_node(base)),
            Node::Scripts { base, sub, sup } => {
                let (sub, sup) = two(sub, sup);
                script(&self.of_node(base), &sub, &sup)
            }
            Node::Prescripts { base, sub, sup } => {
                let (sub, sup) = two(sub, sup);
                prescript(&self.of_node(base), &sub, &sup)
            }
            Node::Limits { base, under, over, .. } => {
                let (under, over) = two(under, over);
                limits(&self.of_node(base), &under, &over)
            }
            Node::Table { rows, kind: TableKind::Lines, columns } => {
                let lines: Vec<String> = rows.iter().map(|row| self.line(row, columns.len())).collect();
                Term::compound(lines.join("; "))
            }
            Node::Table { rows, kind: TableKind::Array, .. } => Term::compound(self.rows(rows, ", ", "; ")),
            Node::Enclosed { base, .. } => Term::new(format!("cancel({})", join(&self.of_node(base))), Role::Word),
            _ => return None,
        })
    }

    /// Adds an operator, without invisible characters.
    fn operator(&self, sign: &Operator, terms: &mut Vec<Term>) {
        let shown: String = sign.text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')).collect();
        let tight = (sign.form, sign.before, sign.after) == (Some(Form::Infix), Some(0.0), Some(0.0));
        if tight && !shown.is_empty() {
            terms.push(Term::new(shown, Role::Tight));
        } else if !shown.trim().is_empty() {
            terms.push(Term::sign(shown.trim()));
        } else if sign.text == "\u{2063}" {
            terms.push(Term::new("", Role::Joint));
        }
    }

    /// Joins the cells of a line. Columns repeat in groups of `columns`, so `x &= 1 & y &= 2` is two equations.
    pub(super) fn line(&self, cells: &[Node], columns: usize) -> String {
        let pairs = cells.chunks(columns.max(1)).map(|pair| join(&self.terms(pair))).filter(|pair| !pair.is_empty());
        pairs.collect::<Vec<_>>().join(", ")
    }

    /// Returns the rows of a table, with separators between cells and rows.
    fn rows(&self, rows: &[Vec<Node>], between_cells: &str, between_rows: &str) -> String {
        let row = |cells: &Vec<Node>| {
            let mut text = String::new();
            for cell in cells.iter().map(|cell| join(&self.of_node(cell))) {
                if !text.is_empty() {
                    // the author's own punctuation separates cells
                    text.push_str(if text.ends_with([',', ';', ':']) { " " } else { between_cells });
                }
                text.push_str(&cell);
            }
            text.trim_end_matches([';', ',']).to_owned()
        };
        rows.iter().map(row).collect::<Vec<_>>().join(between_rows)
    }
}

/// Returns the bracket that a node is, or `None`.
fn bracket(node: &Node) -> Option<&str> {
    match node {
        Node::Operator(sign) if sign.text.chars().count() == 1 && "()[]{}|‖".contains(&*sign.text) => {
            Some(&sign.text)
        }
        _ => None,
    }
}

fn letters(leaf: &Leaf) -> Option<Term> {
    let text = leaf.text.trim();
    let mut chars = text.chars();
    let first = chars.next()?;
    let more = chars.any(|c| !matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}'));
    Some(match (more, first.is_alphabetic()) {
        (true, _) => Term::new(text, Role::Word),
        (false, true) => Term::new(text, Role::Letter),
        (false, false) => Term::sign(text),
    })
}

/// Returns words as terms. Spaces at the ends separate them from their neighbors.
fn text(text: &str) -> Vec<Term> {
    let inner = text.trim_matches([' ', '\u{a0}']);
    let mut terms = Vec::new();
    if text.starts_with([' ', '\u{a0}']) {
        terms.push(Term::new("", Role::Space));
    }
    if !inner.is_empty() {
        let one = inner.chars().count() == 1;
        terms.push(match inner {
            "–" | "—" | "-" => Term::new(inner, Role::Tight),
            _ if one && inner.chars().all(char::is_alphabetic) => Term::new(inner, Role::Letter),
            // a single bracket or comma written as text
            _ if one && !inner.chars().all(char::is_alphanumeric) => Term::sign(inner),
            _ => Term::new(inner, Role::Word),
        });
    }
    if text.ends_with([' ', '\u{a0}']) && !inner.is_empty() {
        terms.push(Term::new("", Role::Space));
    }
    terms
}
