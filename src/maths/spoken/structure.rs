//! Speech for compound nodes: fractions, roots, powers, sums, accents. `table` handles tables and brackets.

use super::speaker::{Speaker, Words, fill};
use crate::maths::tree::{Node, Notation, TableKind};

impl Speaker {
    pub(super) fn structure(self, node: &Node) -> String {
        match node {
            Node::Fraction { above, below, line } => self.fraction(above, below, *line),
            Node::Root { base, degree } => self.root(base, degree.as_deref()),
            Node::Scripts { base, sub, sup } => self.scripts(base, sub.as_deref(), sup.as_deref()),
            Node::Prescripts { base, sub, sup } => {
                let marks = [self.say_part(sup.as_deref()), self.say_part(sub.as_deref())].join(" ");
                self.fill(&self.phrases.before, true, &[&self.say(base), marks.trim()])
            }
            Node::Limits { base, under, over, accent, accent_under } => {
                self.limits(base, under.as_deref(), over.as_deref(), *accent || *accent_under)
            }
            Node::Table { rows, kind: TableKind::Lines, columns } => self.lines(rows, columns.len().max(1)),
            // stacked lines below a limit
            Node::Table { rows, .. } if rows.iter().all(|row| row.len() == 1) => {
                self.cells(rows, ",").trim_end_matches(',').to_owned()
            }
            Node::Table { rows, kind: TableKind::Array, .. } => self.matrix(rows),
            Node::Enclosed { base, notation: Notation::Box } => self.say(base),
            Node::Enclosed { base, notation: Notation::Strike } => {
                self.fill(&self.phrases.crossed, is_simple(base), &[&self.say(base)])
            }
            Node::Styled { base, .. } => self.say(base),
            Node::Row(_)
            | Node::Identifier(_)
            | Node::Number(_)
            | Node::Operator(_)
            | Node::Text(_)
            | Node::Space(_)
            | Node::Phantom(_) => String::new(),
        }
    }

    fn fraction(self, above: &Node, below: &Node, line: bool) -> String {
        let simple = is_simple(above) && is_simple(below);
        let (above, below) = (self.say(above), self.say(below));
        if !line {
            return self.fill(&self.phrases.binomial, simple, &[&above, &below]);
        }
        match self.named_fraction(&above, &below) {
            Some(name) => name.to_owned(),
            None => self.fill(&self.phrases.fraction, simple, &[&above, &below]),
        }
    }

    fn root(self, base: &Node, degree: Option<&Node>) -> String {
        let degree = self.say_part(degree);
        let phrase = match &*degree {
            "" | "2" => &self.phrases.square_root,
            "3" => &self.phrases.cube_root,
            _ => &self.phrases.root,
        };
        self.fill(phrase, is_simple(base), &[&self.say(base), &degree])
    }

    fn scripts(self, base: &Node, sub: Option<&Node>, sup: Option<&Node>) -> String {
        if is_large(base) {
            return self.with_limits(base, sub, sup);
        }
        let said = self.say(base);
        if let (Node::Row(nodes), Some(sub), Some(sup)) = (base, sub, sup)
            && matches!(nodes.first(), Some(Node::Operator(open)) if open.text == "[")
            && !has_element(base)
        {
            return fill(self.phrases.evaluated, &[&said, &self.say(sub), &self.say(sup)]);
        }
        self.marked(base, said, sub, sup)
    }

    /// Adds the speech for the subscript and superscript of a base.
    pub(super) fn marked(self, base: &Node, mut said: String, sub: Option<&Node>, sup: Option<&Node>) -> String {
        if let Some(sub) = sub {
            let below = self.say(sub);
            said = if is_substance(base, sub) {
                format!("{said} {below}")
            } else if matches!(base, Node::Identifier(leaf) if leaf.text == "log") {
                fill(self.phrases.base, &[&said, &below])
            } else {
                self.fill(&self.phrases.sub, is_simple(sub), &[&said, &below])
            };
        }
        match sup {
            Some(sup) => self.raised(base, &said, sup),
            None => said,
        }
    }

    /// Adds the speech for a superscript.
    fn raised(self, base: &Node, said: &str, sup: &Node) -> String {
        let above = self.say(sup);
        let is_mark = |node: &Node| matches!(node, Node::Operator(_));
        match sup {
            Node::Number(two) if two.text == "2" => fill(self.phrases.squared, &[said]),
            Node::Number(three) if three.text == "3" => fill(self.phrases.cubed, &[said]),
            // a charge
            Node::Operator(sign) if is_upright(base) && matches!(&*sign.text, "+" | "−") => {
                fill(self.phrases.charge, &[said, &above])
            }
            Node::Operator(sign)
                if let Some((_, mark)) = self.phrases.marks.iter().find(|(own, _)| *own == sign.text) =>
            {
                format!("{said} {mark}")
            }
            Node::Identifier(leaf) if leaf.upright && leaf.text == "T" => {
                let name = self.phrases.marks.iter().find(|(own, _)| *own == "⊤").map_or("T", |(_, name)| name);
                format!("{said} {name}")
            }
            mark if is_mark(mark) => self.fill(&self.phrases.raised, true, &[said, &above]),
            Node::Row(parts) if parts.last().is_some_and(is_mark) && is_upright(base) => {
                fill(self.phrases.charge, &[said, &above])
            }
            Node::Row(parts) if parts.first().is_some_and(|first| is_mark(first) && above_is_prime(first)) => {
                self.fill(&self.phrases.raised, false, &[said, &above])
            }
            sup => self.fill(&self.phrases.power, is_simple(sup), &[said, &above]),
        }
    }

    fn limits(self, base: &Node, under: Option<&Node>, over: Option<&Node>, accent: bool) -> String {
        if accent && let Some(said) = self.accent(base, under, over) {
            return said;
        }
        if is_large(base) {
            return self.with_limits(base, under, over);
        }
        let mut said = self.say(base);
        if let (Some(name), Some(under), None) = (function(base), under, over) {
            return match name {
                "lim" | "lim sup" | "lim inf" => fill(self.phrases.limit, &[&self.approached(under)]),
                _ => fill(self.phrases.over_all, &[&said, &self.say(under)]),
            };
        }
        if is_braced(base) {
            let label = [self.say_part(over), self.say_part(under)].concat();
            return fill(self.phrases.braced, &[&said, &label]);
        }
        if let Some(over) = over {
            said = fill(self.phrases.above, &[&said, &self.say(over)]);
        }
        if let Some(under) = under {
            said = fill(self.phrases.below, &[&said, &self.say(under)]);
        }
        said
    }

    /// Returns the speech for a sum, product or integral with its limits.
    fn with_limits(self, base: &Node, under: Option<&Node>, over: Option<&Node>) -> String {
        let said = self.say(base);
        match (under, over) {
            (Some(under), Some(over)) => fill(self.phrases.from_to, &[&said, &self.say(under), &self.say(over)]),
            (Some(under), None) => fill(self.phrases.over_all, &[&said, &self.say(under)]),
            (None, Some(over)) => fill(self.phrases.above, &[&said, &self.say(over)]),
            (None, None) => said,
        }
    }

    /// Returns the speech for what is under `lim`, with its own word for the arrow.
    fn approached(self, under: &Node) -> String {
        let Node::Row(nodes) = under else { return self.say(under) };
        let mut said = Words::default();
        for node in nodes {
            match node {
                Node::Operator(sign) if sign.text == "→" => said.push(self.phrases.approaches),
                node => said.push(&self.say(node)),
            }
        }
        said.0
    }

    /// Returns the speech for a letter with an accent.
    fn accent(self, base: &Node, under: Option<&Node>, over: Option<&Node>) -> Option<String> {
        let Some(Node::Operator(sign)) = over.or(under) else { return None };
        let name = match &*sign.text {
            "¯" | "‾" | "ˉ" | "\u{304}" | "\u{305}" => "bar",
            "^" | "ˆ" | "\u{302}" => "hat",
            "~" | "˜" | "\u{303}" => "tilde",
            "→" | "⃗" => "vec",
            "˙" => "dot",
            "¨" => "ddot",
            // underlines and braces are only emphasis, or carry a label
            "_" | "⏞" | "⏟" | "⎴" | "⎵" => return Some(self.say(base)),
            _ => return None,
        };
        let phrase = self.phrases.accents.iter().find(|(own, _)| *own == name)?.1;
        let said = self.say(base);
        if name == "bar" && !is_simple(base) {
            return Some(fill(self.phrases.line_over, &[&said]));
        }
        Some(fill(phrase, &[&said]))
    }
}

/// Returns whether nothing can be misheard around a node: a letter, a number, a word or a signed number.
pub(super) fn is_simple(node: &Node) -> bool {
    match node {
        Node::Identifier(_) | Node::Number(_) | Node::Operator(_) => true,
        Node::Text(leaf) => !leaf.text.trim().contains(' '),
        Node::Row(nodes) => match nodes.as_slice() {
            [] => true,
            [one] => is_simple(one),
            [Node::Operator(_), Node::Number(_)] | [Node::Number(_), Node::Operator(_)] => true,
            [Node::Number(one), Node::Operator(slash), Node::Number(_)] => slash.text == "/" && one.text == "1",
            // an acronym written as separate letters: `BMI`
            letters => letters.iter().all(|node| matches!(node, Node::Identifier(leaf) if is_capital(&leaf.text))),
        },
        Node::Limits { base, accent: true, .. } => is_simple(base),
        Node::Styled { base, .. } => is_simple(base),
        _ => false,
    }
}

fn is_capital(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_uppercase())
}

/// Returns the function name in a node, or `None`.
fn function(node: &Node) -> Option<&str> {
    let name = match node {
        Node::Operator(sign) => &sign.text,
        Node::Identifier(leaf) if leaf.upright && leaf.text.len() > 1 => &leaf.text,
        _ => return None,
    };
    name.chars().all(|c| c.is_alphabetic() || c == ' ').then_some(name)
}

fn is_large(node: &Node) -> bool {
    matches!(node, Node::Operator(sign) if sign.text.starts_with(['∑', '∏', '∐', '∫', '∬', '∭', '∮', '⋃', '⋂', '⋁', '⋀', '⨁', '⨂']))
}

fn is_braced(node: &Node) -> bool {
    let brace = |node: &Option<Box<Node>>| matches!(node.as_deref(), Some(Node::Operator(sign)) if matches!(&*sign.text, "⏞" | "⏟" | "⎴" | "⎵"));
    matches!(node, Node::Limits { under, over, .. } if brace(under) || brace(over))
}

/// Returns whether a subscript is the number of atoms in a chemical formula.
fn is_substance(base: &Node, sub: &Node) -> bool {
    matches!(sub, Node::Number(_)) && is_upright(base)
}

/// Returns whether a base is upright, as chemical elements are.
fn is_upright(base: &Node) -> bool {
    match base {
        Node::Identifier(leaf) => leaf.upright && leaf.text.starts_with(char::is_uppercase),
        Node::Row(nodes) => {
            matches!(nodes.as_slice(), [Node::Operator(_), inner, Node::Operator(_)] if has_element(inner))
        }
        Node::Scripts { base, .. } | Node::Prescripts { base, .. } => is_upright(base),
        _ => false,
    }
}

fn has_element(node: &Node) -> bool {
    match node {
        Node::Row(nodes) => nodes.iter().any(is_upright),
        node => is_upright(node),
    }
}

fn above_is_prime(node: &Node) -> bool {
    matches!(node, Node::Operator(sign) if sign.text.starts_with(['′', '″', '‴']))
}
