//! Formulas (Office Math) in words on one line: `1/2`, `10^9`, `√9`.

use super::xml::{Id, Space, Tree};
use crate::read::common::formula::{Role, Term, enclosed, fraction, join, root, script};

/// Returns a formula in words.
pub(super) fn words(tree: &Tree<'_>, id: Id) -> String {
    join(&terms(tree, id))
}

fn terms(tree: &Tree<'_>, id: Id) -> Vec<Term> {
    let mut found = Vec::new();
    for child in tree.children(id) {
        add(tree, child, &mut found);
    }
    found
}

fn add(tree: &Tree<'_>, id: Id, out: &mut Vec<Term>) {
    if tree.full(id).0 != Space::M {
        return out.extend(terms(tree, id));
    }
    let part = |name| tree.child(id, Space::M, name).map(|part| terms(tree, part)).unwrap_or_default();
    let property = |name: &str| {
        let properties = tree.children(id).find(|&child| tree.name(child).ends_with("Pr"))?;
        tree.attribute(tree.child(properties, Space::M, name)?, Space::M, "val")
    };
    match tree.name(id) {
        "t" => out.extend(symbols(tree.text(id))),
        "f" => out.push(fraction(&part("num"), &part("den"))),
        "rad" => out.push(root(&join(&part("deg")), &part("e"))),
        "sSup" => out.push(script(&part("e"), &[], &part("sup"))),
        "sSub" => out.push(script(&part("e"), &part("sub"), &[])),
        "sSubSup" => out.push(script(&part("e"), &part("sub"), &part("sup"))),
        "sPre" => {
            out.push(script(&[], &part("sub"), &part("sup")));
            out.extend(part("e"));
        }
        "nary" => {
            let sign = property("chr").and_then(|chr| chr.chars().next()).unwrap_or('∫');
            out.push(script(&[Term::sign(sign)], &part("sub"), &part("sup")));
            out.extend(part("e"));
        }
        "d" => {
            let bracket = |name, usual: char| property(name).map_or(Some(usual), |chr| chr.chars().next());
            let inner: Vec<Vec<Term>> = tree
                .children(id)
                .filter(|&child| tree.is(child, Space::M, "e"))
                .map(|child| terms(tree, child))
                .collect();
            out.extend(bracket("begChr", '(').map(Term::sign));
            let between = bracket("sepChr", '|').unwrap_or(' ');
            for (at, part) in inner.into_iter().enumerate() {
                if at > 0 {
                    out.push(Term::sign(between));
                }
                out.extend(part);
            }
            out.extend(bracket("endChr", ')').map(Term::sign));
        }
        "acc" => {
            let mark = property("chr").unwrap_or("\u{302}").to_owned();
            let base = part("e");
            out.push(Term::new(format!("{}{mark}", enclosed(&base)), Role::Scripted));
        }
        "bar" => out.push(Term::new(format!("{}\u{304}", enclosed(&part("e"))), Role::Scripted)),
        "func" => {
            out.push(Term::new(join(&part("fName")), Role::Word));
            out.extend(part("e"));
        }
        "limLow" => out.push(script(&part("e"), &part("lim"), &[])),
        "limUpp" => out.push(script(&part("e"), &[], &part("lim"))),
        "m" | "eqArr" => {
            let mut lines = Vec::new();
            for row in tree.children(id).filter(|&row| matches!(tree.name(row), "mr" | "e")) {
                lines.push(match tree.name(row) {
                    "mr" => tree.children(row).map(|cell| join(&terms(tree, cell))).collect::<Vec<_>>().join(", "),
                    _ => join(&terms(tree, row)),
                });
            }
            out.push(Term::compound(lines.join("; ")));
        }
        name if name.ends_with("Pr") => {}
        _ => out.extend(terms(tree, id)),
    }
}

/// Splits the text of a run into numbers, words and signs.
fn symbols(text: &str) -> Vec<Term> {
    let mut found: Vec<Term> = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut own = c.to_string();
        if c.is_numeric() {
            while let Some(next) = chars.next_if(|next| next.is_numeric() || matches!(next, '.' | ',')) {
                own.push(next);
            }
            found.push(Term::new(own, Role::Number));
        } else if c.is_alphabetic() {
            while let Some(next) = chars.next_if(|next| next.is_alphabetic()) {
                own.push(next);
            }
            let role = if own.chars().count() > 1 { Role::Word } else { Role::Letter };
            found.push(Term::new(own, role));
        } else {
            found.push(Term::sign(c));
        }
    }
    found
}
