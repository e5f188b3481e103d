//! Office Math formulas (ISO/IEC 29500-1, 22.1) as trees.

use super::xml::{Id, Space, Tree};
use crate::maths::{Align, Leaf, Node, Notation, Operator, TableKind};

/// The maximum nesting depth of parts.
const DEEPEST: usize = 60;

/// Returns a formula, and the number that Word prints at the end of its line: `E = mc²#(1)`.
pub(super) fn tree(tree: &Tree<'_>, id: Id) -> (Node, Option<String>) {
    let mut parts = Reader { tree, depth: 0 }.parts(id);
    // a numbered formula is an array with one line
    if let [Node::Table { rows, kind: TableKind::Lines, .. }] = parts.as_mut_slice()
        && let [cells] = rows.as_mut_slice()
        && let [Node::Row(inner)] = cells.as_mut_slice()
        && let Some(at) = inner.iter().rposition(|part| matches!(part, Node::Operator(sign) if sign.text == "#"))
    {
        let number = words(&inner.split_off(at)[1..]);
        return (Node::Row(std::mem::take(inner)), Some(number.trim_matches(['(', ')']).to_owned()));
    }
    (row(parts), None)
}

/// Returns the text of parts.
fn words(parts: &[Node]) -> String {
    let one = |part: &Node| match part {
        Node::Row(parts) => words(parts),
        Node::Identifier(leaf) | Node::Number(leaf) | Node::Text(leaf) => leaf.text.clone(),
        Node::Operator(sign) => sign.text.clone(),
        _ => String::new(),
    };
    parts.iter().map(one).collect()
}

fn row(mut parts: Vec<Node>) -> Node {
    if parts.len() == 1 { parts.remove(0) } else { Node::Row(parts) }
}

fn sign(text: impl Into<String>) -> Node {
    operator(text, None)
}

fn operator(text: impl Into<String>, stretchy: Option<bool>) -> Node {
    Node::Operator(Operator {
        text: text.into(),
        stretchy,
        size: None,
        before: None,
        after: None,
        form: None,
        movable_limits: None,
    })
}

struct Reader<'t, 'a> {
    tree: &'t Tree<'a>,
    depth: usize,
}

impl Reader<'_, '_> {
    /// Returns the parts that an element contains.
    fn parts(&mut self, id: Id) -> Vec<Node> {
        let mut found = Vec::new();
        if self.depth >= DEEPEST {
            found.extend(symbols(&self.tree.words(id), false));
            return found;
        }
        self.depth += 1;
        for child in self.tree.children(id) {
            self.add(child, &mut found);
        }
        self.depth -= 1;
        found
    }

    fn part(&mut self, id: Id, name: &str) -> Node {
        row(self.given(id, name).unwrap_or_default())
    }

    fn given(&mut self, id: Id, name: &str) -> Option<Vec<Node>> {
        let part = self.tree.child(id, Space::M, name)?;
        Some(self.parts(part))
    }

    fn boxed(&mut self, id: Id, name: &str) -> Box<Node> {
        Box::new(self.part(id, name))
    }

    /// Returns the named part, or `None` if it is empty.
    fn filled(&mut self, id: Id, name: &str) -> Option<Box<Node>> {
        self.given(id, name).filter(|parts| !parts.is_empty()).map(|parts| Box::new(row(parts)))
    }

    fn property(&self, id: Id, name: &str) -> Option<&str> {
        let properties = self.tree.children(id).find(|&child| self.tree.name(child).ends_with("Pr"))?;
        self.tree.attribute(self.tree.child(properties, Space::M, name)?, Space::M, "val")
    }

    fn add(&mut self, id: Id, out: &mut Vec<Node>) {
        if self.tree.full(id).0 != Space::M {
            return out.extend(self.parts(id));
        }
        match self.tree.name(id) {
            "r" => self.run(id, out),
            "t" => out.extend(symbols(self.tree.text(id), false)),
            "f" => {
                let line = self.property(id, "type") != Some("noBar");
                out.push(Node::Fraction { above: self.boxed(id, "num"), below: self.boxed(id, "den"), line });
            }
            "rad" => out.push(Node::Root { base: self.boxed(id, "e"), degree: self.filled(id, "deg") }),
            "sSup" | "sSub" | "sSubSup" => out.push(Node::Scripts {
                base: self.boxed(id, "e"),
                sub: self.filled(id, "sub"),
                sup: self.filled(id, "sup"),
            }),
            "sPre" => out.push(Node::Prescripts {
                base: self.boxed(id, "e"),
                sub: self.filled(id, "sub"),
                sup: self.filled(id, "sup"),
            }),
            "nary" => self.sum(id, out),
            "d" => self.brackets(id, out),
            "acc" | "bar" | "groupChr" | "limLow" | "limUpp" => self.limits(id, out),
            "func" => {
                out.extend(self.given(id, "fName").unwrap_or_default().into_iter().map(upright));
                out.push(sign("\u{2061}"));
                out.extend(self.given(id, "e").unwrap_or_default());
            }
            "m" => self.matrix(id, out),
            "eqArr" => self.lines(id, out),
            "borderBox" => {
                let strike = ["strikeH", "strikeV", "strikeBLTR", "strikeTLBR"];
                let strike = strike.iter().any(|name| self.property(id, name).is_some());
                let notation = if strike { Notation::Strike } else { Notation::Box };
                out.push(Node::Enclosed { base: self.boxed(id, "e"), notation });
            }
            name if name.ends_with("Pr") => {}
            _ => out.extend(self.parts(id)),
        }
    }

    /// Adds the characters of a run: words, or numbers, letters and symbols.
    fn run(&mut self, id: Id, out: &mut Vec<Node>) {
        let on = |name: &str| {
            let properties = self.tree.child(id, Space::M, "rPr")?;
            let own = self.tree.child(properties, Space::M, name)?;
            Some(self.tree.attribute(own, Space::M, "val").unwrap_or_default().to_owned())
        };
        let style = on("sty").unwrap_or_default();
        let is_text = on("nor").is_some();
        let bold = matches!(style.as_str(), "b" | "bi");
        let upright = matches!(style.as_str(), "p" | "b");
        for child in self.tree.children(id).filter(|&child| self.tree.is(child, Space::M, "t")).collect::<Vec<_>>() {
            let text = self.tree.text(child);
            if is_text {
                out.push(Node::Text(Leaf { text: text.to_owned(), upright: true, bold }));
                continue;
            }
            for mut part in symbols(text, upright) {
                if let Node::Identifier(leaf) | Node::Number(leaf) = &mut part {
                    leaf.bold = bold;
                }
                out.push(part);
            }
        }
    }

    /// Adds an n-ary operator such as a sum or integral, with its limits and operand.
    fn sum(&mut self, id: Id, out: &mut Vec<Node>) {
        let mark = self.property(id, "chr").unwrap_or("∫").to_owned();
        let at_side = match self.property(id, "limLoc") {
            Some(place) => place == "subSup",
            None => mark == "∫",
        };
        let base = Box::new(sign(mark));
        let (sub, sup) = (self.filled(id, "sub"), self.filled(id, "sup"));
        out.push(match (at_side, &sub, &sup) {
            (_, None, None) => *base,
            (true, ..) => Node::Scripts { base, sub, sup },
            (false, ..) => Node::Limits { base, under: sub, over: sup, accent: false, accent_under: false },
        });
        out.extend(self.given(id, "e").unwrap_or_default());
    }

    fn brackets(&mut self, id: Id, out: &mut Vec<Node>) {
        let mark = |name: &str, usual: &str| self.property(id, name).unwrap_or(usual).to_owned();
        let (open, between, close) = (mark("begChr", "("), mark("sepChr", "|"), mark("endChr", ")"));
        let inner: Vec<Id> = self.tree.children(id).filter(|&child| self.tree.is(child, Space::M, "e")).collect();
        let mut parts = Vec::new();
        parts.extend((!open.is_empty()).then(|| operator(open, Some(true))));
        for (at, part) in inner.into_iter().enumerate() {
            parts.extend((at > 0).then(|| operator(between.as_str(), Some(true))));
            parts.extend(self.parts(part));
        }
        parts.extend((!close.is_empty()).then(|| operator(close, Some(true))));
        out.push(row(parts));
    }

    /// Adds a base with its underscript or overscript.
    fn limits(&mut self, id: Id, out: &mut Vec<Node>) {
        let base = self.boxed(id, "e");
        let mark = |own: Option<&str>, usual: &str| Some(Box::new(sign(own.unwrap_or(usual))));
        let below = self.property(id, "pos") == Some("bot");
        let (over, under, accent) = match self.tree.name(id) {
            "acc" => {
                let mark = self.property(id, "chr").unwrap_or("\u{302}");
                (Some(Box::new(sign(spacing(mark)))), None, true)
            }
            "bar" if self.property(id, "pos") == Some("top") => (mark(None, "¯"), None, true),
            "bar" => (None, mark(None, "_"), true),
            "groupChr" if !below && self.property(id, "pos").is_some() => {
                (mark(self.property(id, "chr"), "⏞"), None, false)
            }
            "groupChr" => (None, mark(self.property(id, "chr"), "⏟"), false),
            "limLow" => (None, self.filled(id, "lim"), false),
            _ => (self.filled(id, "lim"), None, false),
        };
        let accent_under = accent && under.is_some();
        out.push(Node::Limits { base, accent: accent && over.is_some(), accent_under, under, over });
    }

    fn matrix(&mut self, id: Id, out: &mut Vec<Node>) {
        let ids: Vec<Id> = self.tree.children(id).filter(|&child| self.tree.is(child, Space::M, "mr")).collect();
        let mut rows = Vec::new();
        for line in ids {
            let cells: Vec<Id> = self.tree.children(line).filter(|&cell| self.tree.is(cell, Space::M, "e")).collect();
            rows.push(cells.into_iter().map(|cell| row(self.parts(cell))).collect());
        }
        out.push(Node::Table { rows, kind: TableKind::Array, columns: vec![Align::Center] });
    }

    /// Adds stacked lines, which `&` aligns.
    fn lines(&mut self, id: Id, out: &mut Vec<Node>) {
        let ids: Vec<Id> = self.tree.children(id).filter(|&child| self.tree.is(child, Space::M, "e")).collect();
        let mut rows = Vec::new();
        for line in ids {
            let mut cells = vec![Vec::new()];
            for part in self.parts(line) {
                match (part, cells.last_mut()) {
                    (Node::Operator(sign), _) if sign.text == "&" => cells.push(Vec::new()),
                    (part, Some(cell)) => cell.push(part),
                    (_, None) => {}
                }
            }
            rows.push(cells.into_iter().map(Node::Row).collect());
        }
        out.push(Node::Table { rows, kind: TableKind::Lines, columns: vec![Align::Right, Align::Left] });
    }
}

/// Makes the name of a function upright.
fn upright(mut part: Node) -> Node {
    if let Node::Identifier(leaf) = &mut part {
        leaf.upright = true;
    }
    part
}

/// Returns the spacing form of a combining character.
fn spacing(mark: &str) -> &str {
    match mark {
        "\u{300}" => "`",
        "\u{301}" => "´",
        "\u{302}" => "^",
        "\u{303}" => "~",
        "\u{304}" | "\u{305}" => "¯",
        "\u{306}" => "˘",
        "\u{307}" => "˙",
        "\u{308}" => "¨",
        "\u{30a}" => "˚",
        "\u{30c}" => "ˇ",
        "\u{20d7}" | "\u{20d1}" => "→",
        other => other,
    }
}

/// Splits the text of a run into numbers, letters, names and symbols.
fn symbols(text: &str, upright: bool) -> Vec<Node> {
    let mut found = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut own = c.to_string();
        if c.is_numeric() && !is_raised(c) {
            while let Some(next) = chars.next_if(goes_on) {
                own.push(next);
            }
            let end = own.trim_end_matches(['.', ',']).len();
            let rest = own.split_off(end);
            found.push(Node::Number(Leaf { text: own, upright: true, bold: false }));
            found.extend(rest.chars().map(sign));
        } else if c.is_alphabetic() {
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                own.push(next);
            }
            let upright = upright || own.chars().count() > 1;
            found.push(Node::Identifier(Leaf { text: own, upright, bold: false }));
        } else if c.is_whitespace() {
            found.extend((c != ' ').then_some(Node::Space(0.25)));
        } else {
            found.push(sign(c));
        }
    }
    found
}

/// Returns whether a character continues a number.
fn goes_on(next: &char) -> bool {
    next.is_numeric() && !is_raised(*next) || matches!(next, '.' | ',')
}

fn is_raised(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉')
}
