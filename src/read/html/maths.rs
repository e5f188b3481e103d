//! MathML in words on one line that cannot be misread: `1/2`, `10^9`, `√9`, `C_0`.

use super::tree::{Id, Kind, Tree};
use crate::read::common::clean::trimmed;

/// What a part of a formula is, to decide on the spaces and brackets around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Number,
    Letter,
    Word,
    /// A fraction, root, power or row, which needs space next to other operands.
    Compound,
    Operator,
    Open,
    Close,
    Comma,
}

/// A part of a formula, written out.
#[derive(Debug, Clone)]
struct Term {
    text: String,
    role: Role,
}

impl Term {
    fn compound(text: String) -> Self {
        Self { text, role: Role::Compound }
    }
}

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
    let part = |at: usize| parts.get(at).map(|&part| one(tree, part)).unwrap_or_default();
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
        "mfrac" => {
            terms.push(Term::compound(format!("{}/{}", bracketed(tree, parts.first()), bracketed(tree, parts.get(1)))))
        }
        "msqrt" => terms.push(Term::compound(format!("√{}", enclosed(&row(tree, id))))),
        "mroot" => terms.push(Term::compound(match part(1).as_str() {
            "3" => format!("∛{}", bracketed(tree, parts.first())),
            "4" => format!("∜{}", bracketed(tree, parts.first())),
            degree => format!("({})^(1/{degree})", part(0)),
        })),
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
        "mo" => match first {
            '(' | '[' | '{' | '⟨' | '⌈' | '⌊' if !more => Role::Open,
            ')' | ']' | '}' | '⟩' | '⌉' | '⌋' | '!' | '%' | '′' | '°' if !more => Role::Close,
            '|' | '‖' => Role::Letter,
            ',' | ';' if !more => Role::Comma,
            _ if first.is_alphabetic() && more => Role::Word,
            _ => Role::Operator,
        },
        _ if more || tree.name(id) == "mtext" => Role::Word,
        _ => Role::Letter,
    };
    Some(Term { text, role })
}

/// A base with what is below and above it.
fn script(tree: &Tree, parts: &[Id], below: Option<usize>, above: Option<usize>) -> Option<Term> {
    let base = row_of(tree, *parts.first()?);
    // Sums and limits keep their base as it is; a sum of terms that is raised needs brackets.
    let mut text = if base.len() == 1 { base[0].text.clone() } else { enclosed(&base) };
    if base.len() == 1 && base[0].role == Role::Compound {
        text = format!("({text})");
    }
    let of = |at: Option<usize>| at.and_then(|at| parts.get(at)).map(|&part| row_of(tree, part));
    if let Some(below) = of(below).filter(|below| !below.is_empty()) {
        text = format!("{text}_{}", enclosed(&below));
    }
    if let Some(above) = of(above).filter(|above| !above.is_empty()) {
        match join(&above).as_str() {
            // Primes, degrees and marks stay as they are.
            mark @ ("′" | "″" | "‴" | "*" | "†") => text.push_str(mark),
            "∘" | "°" => text.push('°'),
            "¯" | "‾" | "ˉ" | "―" => text.push('\u{304}'),
            "^" | "ˆ" => text.push('\u{302}'),
            "~" | "˜" => text.push('\u{303}'),
            "→" | "⃗" => text.push('\u{20d7}'),
            _ => text = format!("{text}^{}", enclosed(&above)),
        }
    }
    let role = match base.as_slice() {
        [one] if matches!(one.role, Role::Letter | Role::Number) => Role::Word,
        [one] if one.role != Role::Operator => one.role,
        _ => Role::Compound,
    };
    Some(Term { text, role })
}

fn row_of(tree: &Tree, id: Id) -> Vec<Term> {
    let mut terms = Vec::new();
    add(tree, id, &mut terms);
    terms
}

fn one(tree: &Tree, id: Id) -> String {
    join(&row_of(tree, id))
}

fn bracketed(tree: &Tree, id: Option<&Id>) -> String {
    enclosed(&id.map(|&id| row_of(tree, id)).unwrap_or_default())
}

/// Terms in brackets, unless they are one number, letter or word, or a number with its sign.
fn enclosed(terms: &[Term]) -> String {
    let text = join(terms);
    let plain = |term: &Term| matches!(term.role, Role::Number | Role::Letter | Role::Word) && !term.text.contains(' ');
    let fenced = |terms: &[Term]| {
        matches!(terms.first(), Some(Term { role: Role::Open, .. }))
            && terms.iter().position(|term| term.role == Role::Close) == Some(terms.len() - 1)
    };
    match terms {
        [one] if plain(one) || one.role == Role::Operator => text,
        [sign, one] if sign.role == Role::Operator && one.role == Role::Number => text,
        [] => text,
        _ if fenced(terms) => text,
        _ => format!("({text})"),
    }
}

/// Writes terms next to each other, with the spaces that keep them apart.
fn join(terms: &[Term]) -> String {
    let mut text = String::new();
    let mut before: Option<Role> = None;
    // Whether the operator before is between operands, and no sign.
    let mut between = false;
    for term in terms {
        let gap = match (before, term.role) {
            (None, _) | (_, Role::Close | Role::Comma) | (Some(Role::Open), _) => false,
            (Some(Role::Operator), _) => between,
            (Some(Role::Comma), _) | (Some(_), Role::Operator) => true,
            (Some(_), Role::Open) => false,
            (Some(Role::Letter | Role::Number | Role::Close), Role::Letter) => false,
            (Some(_), _) => true,
        };
        if gap {
            text.push(' ');
        }
        between = !matches!(before, None | Some(Role::Operator | Role::Open | Role::Comma));
        text.push_str(&term.text);
        before = Some(term.role);
    }
    text
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
