//! MathML in words on one line that cannot be misread: `1/2`, `10^9`, `√9`, `C_0`.

use super::tree::{Id, Kind, Tree};
use crate::read::common::{
    clean::trimmed,
    formula::{self, Role, Term, join},
};

/// Returns a formula in words. Empty when it has no presentation markup.
pub(super) fn words(tree: &Tree, math: Id) -> String {
    join(&row(tree, math))
}

/// The terms of an element that groups others.
fn row(tree: &Tree, id: Id) -> Vec<Term> {
    let mut terms = Vec::new();
    for &child in tree.children(id) {
        add(tree, child, &mut terms);
    }
    terms
}

fn add(tree: &Tree, id: Id, terms: &mut Vec<Term>) {
    if let Kind::Text(text) = &tree.nodes[id].kind {
        let text = trimmed(text);
        if !text.is_empty() {
            terms.push(Term { text, role: Role::Word });
        }
        return;
    }
    let parts: Vec<Id> = tree.elements(id).collect();
    let terms_of = |at: usize| parts.get(at).map(|&part| row_of(tree, part)).unwrap_or_default();
    let part = |at: usize| join(&terms_of(at));
    match tree.name(id) {
        "annotation" | "annotation-xml" | "mphantom" | "mprescripts" | "none" => {}
        "semantics" | "maction" => {
            if let Some(&first) = parts.first() {
                add(tree, first, terms);
            }
        }
        "mi" | "mn" | "mtext" | "ms" | "mo" => terms.extend(leaf(tree, id)),
        "mspace" => {}
        "mfrac" if tree.attribute(id, "linethickness") == Some("0") => {
            terms.push(Term::compound(format!("({} over {})", part(0), part(1))));
        }
        "mfrac" => terms.push(formula::fraction(&terms_of(0), &terms_of(1))),
        "msqrt" => terms.push(formula::root("", &row(tree, id))),
        "mroot" => terms.push(formula::root(&part(1), &terms_of(0))),
        "msup" | "mover" => terms.extend(script(tree, &parts, None, Some(1))),
        "msub" | "munder" => terms.extend(script(tree, &parts, Some(1), None)),
        "msubsup" | "munderover" => terms.extend(script(tree, &parts, Some(1), Some(2))),
        "mfenced" => {
            let mark = |name: &str, usual: &str| tree.attribute(id, name).unwrap_or(usual).to_owned();
            let inner: Vec<String> = parts.iter().map(|&part| one(tree, part)).collect();
            let text = format!("{}{}{}", mark("open", "("), inner.join(", "), mark("close", ")"));
            terms.push(Term { text, role: Role::Letter });
        }
        "mtable" => {
            let cells = |row: &Id| tree.elements(*row).map(|cell| one(tree, cell)).collect::<Vec<_>>().join(", ");
            let rows: Vec<String> = parts.iter().map(cells).collect();
            terms.push(Term::compound(rows.join("; ")));
        }
        _ => terms.extend(row(tree, id)),
    }
}

fn leaf(tree: &Tree, id: Id) -> Option<Term> {
    // Invisible operators: function application, times, separator, plus.
    let text: String = tree.text(id).chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}')).collect();
    let text = trimmed(&text);
    let mut chars = text.chars();
    let (first, more) = (chars.next()?, chars.next().is_some());
    let role = match tree.name(id) {
        "mn" => Role::Number,
        "mo" if more && first.is_alphabetic() => Role::Word,
        "mo" if more && !matches!(first, '|' | '‖') => Role::Operator,
        "mo" => Term::sign(first).role,
        _ if more || tree.name(id) == "mtext" => Role::Word,
        _ => Role::Letter,
    };
    Some(Term { text, role })
}

/// A base with what is below and above it.
fn script(tree: &Tree, parts: &[Id], below: Option<usize>, above: Option<usize>) -> Option<Term> {
    let of = |at: Option<usize>| at.and_then(|at| parts.get(at)).map(|&part| row_of(tree, part)).unwrap_or_default();
    Some(formula::script(&row_of(tree, *parts.first()?), &of(below), &of(above)))
}

fn row_of(tree: &Tree, id: Id) -> Vec<Term> {
    let mut terms = Vec::new();
    add(tree, id, &mut terms);
    terms
}

fn one(tree: &Tree, id: Id) -> String {
    join(&row_of(tree, id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::{parse::parse, tree::PAGE};

    fn formula(mathml: &str) -> String {
        let tree = parse(&format!("<math>{mathml}</math>")).unwrap();
        let math = tree.below(PAGE).find(|&id| tree.name(id) == "math").unwrap();
        words(&tree, math)
    }

    #[test]
    fn fractions_powers_and_roots_cannot_be_misread() {
        let half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
        for (mathml, text) in [
            (half, "1/2"),
            (&format!("<mn>2</mn>{half}"), "2 1/2"),
            (&format!("{half}<mi>x</mi>"), "1/2 x"),
            ("<msup><mn>10</mn><mn>9</mn></msup>", "10^9"),
            ("<msup><mn>10</mn><mrow><mo>−</mo><mn>9</mn></mrow></msup>", "10^−9"),
            ("<msup><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></msup>", "(a + b)^2"),
            ("<msqrt><mn>9</mn></msqrt>", "√9"),
            ("<msqrt><mi>a</mi><mo>+</mo><mn>1</mn></msqrt>", "√(a + 1)"),
            ("<mroot><mn>8</mn><mn>3</mn></mroot>", "∛8"),
            ("<mroot><mi>x</mi><mn>5</mn></mroot>", "(x)^(1/5)"),
            ("<msub><mi>C</mi><mn>0</mn></msub><mo>=</mo><mn>5</mn>", "C_0 = 5"),
            ("<mfrac><mi>weight</mi><msup><mi>height</mi><mn>2</mn></msup></mfrac>", "weight/height^2"),
            (
                "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mrow><mn>2</mn><mi>c</mi></mrow></mfrac>",
                "(a + b)/(2c)",
            ),
            (&format!("<msup>{half}<mn>2</mn></msup>"), "(1/2)^2"),
            (&format!("<mfrac>{half}<mn>3</mn></mfrac>"), "(1/2)/3"),
            ("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><msub><mi>d</mi><mi>i</mi></msub>", "∑_i^n d_i"),
        ] {
            assert_eq!(formula(mathml), text, "{mathml}");
        }
    }

    #[test]
    fn signs_operators_and_fences_have_their_spaces() {
        for (mathml, text) in [
            ("<mo>−</mo><mn>5</mn><mo>&lt;</mo><mi>x</mi>", "−5 < x"),
            ("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>,</mo><mn>2</mn><mo>)</mo>", "f(x, 2)"),
            ("<mi>a</mi><mo>=</mo><mo>−</mo><mn>1</mn>", "a = −1"),
            ("<mn>37</mn><mo>±</mo><mn>0.5</mn><mi>°C</mi>", "37 ± 0.5 °C"),
            ("<mn>5</mn><mtext>mg</mtext><mi>x</mi><mn>2</mn>", "5 mg x 2"),
            ("<mover><mi>x</mi><mo>¯</mo></mover>", "x\u{304}"),
        ] {
            assert_eq!(formula(mathml), text, "{mathml}");
        }
    }

    #[test]
    fn annotations_are_not_said_again() {
        let twice = "<semantics><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>\\frac12</annotation></semantics>";
        assert_eq!(formula(twice), "1/2");
    }
}
