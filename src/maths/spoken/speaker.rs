//! Speech for operators, letters and rows. `structure` handles compound nodes.

use super::phrases::{GREEK, Phrase, Phrases};
use crate::maths::{
    letters,
    tree::{Form, Leaf, Node, Operator},
};

/// Generates speech in one language.
#[derive(Clone, Copy)]
pub(super) struct Speaker {
    pub(super) phrases: &'static Phrases,
}

impl Speaker {
    /// Returns the speech for a whole formula.
    pub(super) fn formula(self, node: &Node) -> String {
        let mut said = self.say(node).trim_end_matches([';', ',']).to_owned();
        for (words, one) in self.phrases.contractions {
            said = said.replace(words, one);
        }
        said
    }

    pub(super) fn say(self, node: &Node) -> String {
        match node {
            Node::Row(nodes) => self.row(nodes),
            Node::Identifier(leaf) => self.letters(leaf),
            Node::Number(leaf) => leaf.text.clone(),
            Node::Operator(sign) => self.sign(sign),
            Node::Text(leaf) => {
                let text = leaf.text.replace('\u{a0}', " ");
                let text = text.trim();
                let named = self.name_of_sign(text).map(str::to_owned);
                named.or_else(|| spelled(text)).unwrap_or_else(|| text.to_owned())
            }
            Node::Space(ems) if *ems >= 0.9 => ",".to_owned(),
            Node::Space(_) | Node::Phantom(_) => String::new(),
            node => self.structure(node),
        }
    }

    pub(super) fn say_part(self, node: Option<&Node>) -> String {
        node.map(|node| self.say(node)).unwrap_or_default()
    }

    /// Returns the speech for adjacent nodes.
    pub(super) fn row(self, nodes: &[Node]) -> String {
        if let Some(said) = self.fenced(nodes) {
            return said;
        }
        if let [Node::Number(above), Node::Operator(slash), Node::Number(below)] = nodes
            && slash.text == "/"
            && let Some(named) = self.named_fraction(&above.text, &below.text)
        {
            return named.to_owned();
        }
        let mut said = Words::default();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            match node {
                Node::Operator(sign) if let Some(end) = closing_bar(nodes, at) => {
                    said.push(&self.between_bars(&sign.text, &nodes[at + 1..end], nodes.get(end)));
                    at = end;
                }
                // the previous phrase already ends with it
                Node::Operator(sign) if sign.text == "\u{2061}" && said.0.ends_with(self.phrases.of) => {}
                Node::Operator(sign) if sign.text == "/" && is_unit(nodes.get(at + 1)) => said.push(self.phrases.per),
                Node::Operator(sign) if matches!(&*sign.text, ":" | "∣") => said.push(self.colon(nodes, at)),
                node => said.push(&self.say(node)),
            }
            // a pause, so that the next part is not heard as belonging to this one
            if nodes.get(at + 1).is_some_and(|next| self.runs_on(&nodes[at], next)) {
                said.push(",");
            }
            at += 1;
        }
        said.0
    }

    pub(super) fn named_fraction(self, above: &str, below: &str) -> Option<&'static str> {
        let mut named = self.phrases.fractions.iter();
        named.find(|(own, under, _)| *own == above && *under == below).map(|(_, _, name)| *name)
    }

    /// Returns the speech for what is between two bars, the last of which may carry a script.
    fn between_bars(self, bar: &str, inner: &[Node], close: Option<&Node>) -> String {
        let phrase = if bar == "|" { &self.phrases.absolute } else { &self.phrases.norm };
        let said = self.fill(phrase, inner.len() == 1, &[&self.row(inner)]);
        match close {
            Some(Node::Scripts { base, sub, sup }) => self.marked(base, said, sub.as_deref(), sup.as_deref()),
            _ => said,
        }
    }

    /// Returns the word for a colon or bar: a ratio, or the condition of a probability or a set.
    fn colon(self, nodes: &[Node], at: usize) -> &'static str {
        let number = |at: Option<usize>| matches!(at.and_then(|at| nodes.get(at)), Some(Node::Number(_)));
        let has = |signs: &str| {
            let is = |node: &Node| matches!(node, Node::Operator(sign) if !sign.text.is_empty() && signs.contains(&*sign.text));
            nodes.iter().take(200).any(is)
        };
        match matches!(&nodes[at], Node::Operator(sign) if sign.text == "∣") {
            true if has("{") => self.phrases.such_that,
            true => self.name_of_sign("∣").unwrap_or("|"),
            false if number(at.checked_sub(1)) && number(Some(at + 1)) => self.name_of_sign(":").unwrap_or(":"),
            false if has("∃∀≤≥<>=≠∈") => self.phrases.such_that,
            false => self.phrases.colon,
        }
    }

    /// Returns whether a node could be heard as part of the next one.
    fn runs_on(self, node: &Node, next: &Node) -> bool {
        let operand =
            |node: &Node| !matches!(node, Node::Operator(_) | Node::Space(_) | Node::Text(_) | Node::Phantom(_));
        let ends_late = match node {
            Node::Fraction { above, below, .. } => match (&**above, &**below) {
                (Node::Number(above), Node::Number(below)) => self.named_fraction(&above.text, &below.text).is_none(),
                _ => true,
            },
            Node::Root { .. } => true,
            Node::Row(nodes) => matches!(nodes.as_slice(), [_, Node::Fraction { line: false, .. }, _]),
            _ => false,
        };
        let starts_early =
            matches!(next, Node::Fraction { .. } | Node::Root { .. }) && !matches!(node, Node::Limits { .. });
        ends_late && operand(next) || starts_early && operand(node)
    }

    /// Returns the name of a symbol, or the symbol itself if it has none.
    fn sign(self, sign: &Operator) -> String {
        let tight = (sign.form, sign.before, sign.after) == (Some(Form::Infix), Some(0.0), Some(0.0));
        let bond = self.phrases.bonds.iter().find(|(bond, _)| tight && *bond == sign.text);
        if let Some((_, name)) = bond {
            return (*name).to_owned();
        }
        match &*sign.text {
            "\u{2061}" => self.phrases.of.to_owned(),
            text if text.chars().all(|c| matches!(c, '\u{2061}'..='\u{2064}')) => String::new(),
            text => match self.name_of_sign(text) {
                Some(name) => name.to_owned(),
                None => match text.chars().next() {
                    Some(first) if first.is_alphabetic() => self.name(text),
                    _ => text.to_owned(),
                },
            },
        }
    }

    pub(super) fn name_of_sign(self, text: &str) -> Option<&'static str> {
        self.phrases.signs.iter().find(|(sign, _)| *sign == text).map(|(_, name)| *name)
    }

    fn letters(self, leaf: &Leaf) -> String {
        let name = self.name(&leaf.text);
        if leaf.bold { fill(self.phrases.bold, &[&name]) } else { name }
    }

    /// Returns the spoken name of a letter or function.
    fn name(self, text: &str) -> String {
        let text = text.trim();
        let named = self.phrases.names.iter().find(|(name, _)| *name == text).map(|(_, said)| *said);
        if let Some(said) = named.or_else(|| self.name_of_sign(text)) {
            return said.to_owned();
        }
        let mut chars = text.chars();
        if let (Some(letter), None) = (chars.next(), chars.next()) {
            let letter = letters::name_of(letter);
            return self.greek(letter).unwrap_or_else(|| letter.to_string());
        }
        spelled(text).unwrap_or_else(|| text.to_owned())
    }

    fn greek(self, letter: char) -> Option<String> {
        let small = match letter {
            'ϵ' => 'ε',
            'ϑ' => 'θ',
            'ϕ' => 'φ',
            'ϱ' => 'ρ',
            'ς' => 'σ',
            'µ' => 'μ',
            letter => letter.to_lowercase().next().unwrap_or(letter),
        };
        let at = GREEK.chars().position(|greek| greek == small)?;
        let name = self.phrases.greek.split(' ').nth(at)?;
        Some(if letter.is_uppercase() { fill(self.phrases.capital, &[name]) } else { name.to_owned() })
    }

    /// Fills in a phrase, in its short form if nothing can be misheard.
    pub(super) fn fill(self, phrase: &Phrase, short: bool, parts: &[&str]) -> String {
        fill(if short { phrase.short } else { phrase.long }, parts)
    }
}

/// Words separated by single spaces, with none before a comma.
#[derive(Default)]
pub(super) struct Words(pub(super) String);

impl Words {
    pub(super) fn push(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let first = words.starts_with([',', ';']) && words.len() == 1;
        if first && (self.0.is_empty() || self.0.ends_with([',', ';'])) {
            return;
        }
        if !self.0.is_empty() && !first {
            self.0.push(' ');
        }
        self.0.push_str(words);
    }
}

/// Returns the index of the bar in the same row that closes the one at `at`.
fn closing_bar(nodes: &[Node], at: usize) -> Option<usize> {
    let open = bar(nodes.get(at)?)?;
    let close = nodes[at + 1..].iter().take(100).position(|node| bar(node) == Some(open))?;
    (close > 0).then_some(at + 1 + close)
}

/// Returns the text of a vertical bar operator, or `None`.
fn bar(node: &Node) -> Option<&str> {
    match node {
        Node::Operator(sign) if matches!(&*sign.text, "|" | "‖") => Some(&sign.text),
        Node::Scripts { base, .. } => bar(base),
        _ => None,
    }
}

/// Returns whether a slash before this node is spoken as `per`.
fn is_unit(node: Option<&Node>) -> bool {
    match node {
        Some(Node::Identifier(leaf)) => leaf.upright,
        Some(Node::Scripts { base, .. }) => is_unit(Some(base)),
        Some(Node::Operator(sign)) => sign.text == "(",
        _ => false,
    }
}

/// Spells out an acronym or the element symbols of a formula: `BMI`, `NaOH`.
fn spelled(text: &str) -> Option<String> {
    let capitals = text.chars().filter(char::is_ascii_uppercase).count();
    let fits = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphabetic())
        && capitals * 2 >= text.len();
    if capitals < 2 || !fits {
        return None;
    }
    let mut said = String::new();
    for c in text.chars() {
        if c.is_ascii_uppercase() && !said.is_empty() {
            said.push(' ');
        }
        said.push(c);
    }
    Some(said)
}

/// Fills parts into a phrase.
pub(super) fn fill(phrase: &str, parts: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = phrase;
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        filled.push_str(before);
        let index = after[1..].chars().next().and_then(|digit| digit.to_digit(10));
        filled.push_str(index.and_then(|index| parts.get(index as usize)).copied().unwrap_or_default());
        rest = after.get(3..).unwrap_or_default();
    }
    filled.push_str(rest);
    filled.trim().to_owned()
}
