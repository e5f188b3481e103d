//! Writes the tree of a formula as TeX, for formulas that are MathML in an article.

use crate::maths::{Leaf, Node, Notation, Operator, TableKind};

/// Returns a formula in TeX.
pub(super) fn tex(node: &Node) -> String {
    match node {
        Node::Row(parts) => row(parts),
        Node::Identifier(leaf) => identifier(leaf),
        Node::Number(leaf) if leaf.bold => format!("\\mathbf{{{}}}", leaf.text),
        Node::Number(leaf) => leaf.text.replace(',', "{,}"),
        Node::Operator(sign) => operator(sign),
        Node::Text(leaf) => format!("\\text{{{}}}", leaf.text.chars().map(escaped).collect::<String>()),
        Node::Space(ems) => space(*ems).to_owned(),
        Node::Fraction { above, below, line: true } => format!("\\frac{{{}}}{{{}}}", tex(above), tex(below)),
        Node::Fraction { above, below, .. } => format!("\\substack{{{} \\\\ {}}}", tex(above), tex(below)),
        Node::Root { base, degree: None } => format!("\\sqrt{{{}}}", tex(base)),
        Node::Root { base, degree: Some(degree) } => format!("\\sqrt[{}]{{{}}}", tex(degree), tex(base)),
        Node::Scripts { base, sub, sup } => format!("{}{}", group(base), scripts(sub.as_deref(), sup.as_deref())),
        Node::Prescripts { base, sub, sup } => {
            format!("{{}}{} {}", scripts(sub.as_deref(), sup.as_deref()), group(base))
        }
        Node::Limits { base, under, over, .. } => limits(base, under.as_deref(), over.as_deref()),
        Node::Table { rows, kind, .. } => table(rows, *kind),
        Node::Enclosed { base, notation: Notation::Box } => format!("\\boxed{{{}}}", tex(base)),
        Node::Enclosed { base, notation: Notation::Strike } => format!("\\cancel{{{}}}", tex(base)),
        Node::Phantom(base) => format!("\\phantom{{{}}}", tex(base)),
        Node::Styled { base, .. } => tex(base),
    }
}

/// Returns adjacent parts; brackets at both ends grow with their contents.
fn row(parts: &[Node]) -> String {
    let join = |parts: &[Node]| {
        let parts = parts.iter().map(tex).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(" ")
    };
    match parts {
        [Node::Operator(open), inner @ .., Node::Operator(close)] if is_fence(open) && is_fence(close) => {
            format!("\\left{} {} \\right{}", fence(open), join(inner), fence(close))
        }
        parts => join(parts),
    }
}

fn is_fence(sign: &Operator) -> bool {
    let bracket = matches!(sign.text.as_str(), "(" | ")" | "[" | "]" | "{" | "}" | "⟨" | "⟩");
    bracket || matches!(sign.text.as_str(), "|" | "‖") && sign.stretchy == Some(true)
}

fn fence(sign: &Operator) -> &str {
    match sign.text.as_str() {
        "{" => "\\{",
        "}" => "\\}",
        "⟨" => "\\langle",
        "⟩" => "\\rangle",
        "‖" => "\\|",
        other => other,
    }
}

/// Function names that are commands.
const FUNCTIONS: [&str; 18] = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "arcsin", "arccos", "arctan", "max", "min", "lim", "det",
    "gcd", "sup", "inf",
];

fn identifier(leaf: &Leaf) -> String {
    let many = leaf.text.chars().count() > 1;
    match &leaf.text {
        name if leaf.bold => format!("\\mathbf{{{name}}}"),
        name if FUNCTIONS.contains(&name.as_str()) => format!("\\{name}"),
        name if many || leaf.upright => format!("\\mathrm{{{name}}}"),
        name => name.clone(),
    }
}

fn operator(sign: &Operator) -> String {
    let known = match sign.text.as_str() {
        "\u{2061}" | "\u{2062}" | "\u{2063}" | "\u{2064}" => "",
        "−" => "-",
        "×" => "\\times",
        "÷" => "\\div",
        "⋅" | "·" => "\\cdot",
        "±" => "\\pm",
        "≤" => "\\le",
        "≥" => "\\ge",
        "≠" => "\\ne",
        "≈" => "\\approx",
        "→" => "\\to",
        "∞" => "\\infty",
        "∑" => "\\sum",
        "∏" => "\\prod",
        "∫" => "\\int",
        "∈" => "\\in",
        "′" => "'",
        "{" => "\\{",
        "}" => "\\}",
        other => return other.chars().map(escaped).collect(),
    };
    known.to_owned()
}

/// Returns a character escaped for TeX text.
fn escaped(c: char) -> String {
    match c {
        '#' | '%' | '&' | '$' | '_' | '{' | '}' => format!("\\{c}"),
        '\\' => "\\backslash ".to_owned(),
        '~' => "\\sim ".to_owned(),
        '^' => "\\wedge ".to_owned(),
        c => c.to_string(),
    }
}

fn space(ems: f32) -> &'static str {
    match ems {
        ems if ems < 0.1 => "",
        ems if ems < 0.2 => "\\,",
        ems if ems < 0.25 => "\\:",
        ems if ems < 0.6 => "\\;",
        ems if ems < 1.5 => "\\quad",
        _ => "\\qquad",
    }
}

/// Returns a base in braces unless it is one character or command.
fn group(base: &Node) -> String {
    let text = tex(base);
    let bare = text.strip_prefix('\\').unwrap_or(&text);
    let one = text.chars().count() == 1 || bare.len() < text.len() && bare.chars().all(|c| c.is_ascii_alphabetic());
    if one { text } else { format!("{{{text}}}") }
}

fn scripts(sub: Option<&Node>, sup: Option<&Node>) -> String {
    let one = |mark: &str, script: Option<&Node>| script.map(|script| format!("{mark}{{{}}}", tex(script)));
    format!("{}{}", one("_", sub).unwrap_or_default(), one("^", sup).unwrap_or_default())
}

fn limits(base: &Node, under: Option<&Node>, over: Option<&Node>) -> String {
    let sign = |part: Option<&Node>| match part {
        Some(Node::Operator(sign)) => Some(sign.text.clone()),
        _ => None,
    };
    let accent = match (under, sign(over).as_deref()) {
        (None, Some("¯" | "‾" | "―")) => Some("\\overline"),
        (None, Some("^" | "ˆ")) => Some("\\hat"),
        (None, Some("~" | "˜")) => Some("\\tilde"),
        (None, Some("→")) => Some("\\vec"),
        (None, Some("˙")) => Some("\\dot"),
        (None, Some("¨")) => Some("\\ddot"),
        (None, Some("⏞")) => Some("\\overbrace"),
        _ => None,
    };
    if let Some(accent) = accent {
        return format!("{accent}{{{}}}", tex(base));
    }
    if over.is_none() && sign(under).as_deref() == Some("⏟") {
        return format!("\\underbrace{{{}}}", tex(base));
    }
    let large = matches!(base, Node::Operator(_))
        || matches!(base, Node::Identifier(x) if FUNCTIONS.contains(&x.text.as_str()));
    if large {
        return format!("{}{}", tex(base), scripts(under, over));
    }
    let below = under.map_or_else(|| tex(base), |under| format!("\\underset{{{}}}{{{}}}", tex(under), tex(base)));
    over.map_or(below.clone(), |over| format!("\\overset{{{}}}{{{below}}}", tex(over)))
}

fn table(rows: &[Vec<Node>], kind: TableKind) -> String {
    let name = match kind {
        TableKind::Lines => "aligned",
        TableKind::Array => "matrix",
    };
    let lines = rows.iter().map(|cells| cells.iter().map(tex).collect::<Vec<_>>().join(" & "));
    format!("\\begin{{{name}}} {} \\end{{{name}}}", lines.collect::<Vec<_>>().join(" \\\\ "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::Lang,
        maths::{from_mathml, from_tex, linear},
    };

    #[test]
    fn tex_of_a_tree_parses_to_the_same_tree() {
        for mathml in [
            "<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>",
            "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup><mo>≤</mo><mn>1,000.5</mn>",
            "<msqrt><mi>x</mi></msqrt><mo>−</mo><mroot><mn>8</mn><mn>3</mn></mroot>",
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>i</mi></msub>",
            "<mtext>weight (kg) &amp; more_</mtext><mo>×</mo><mn>50</mn><mo>%</mo>",
            "<mover><mi>x</mi><mo>^</mo></mover><mo>=</mo><mi>log</mi><mo>&#x2061;</mo><mi>y</mi>",
            "<mrow><mo>(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo>)</mo></mrow>",
        ] {
            let lang = Lang::default();
            let tree = from_mathml(&format!("<math>{mathml}</math>")).unwrap();
            let written = tex(&tree);
            let again = from_tex(&written).unwrap_or_else(|error| panic!("{written}: {error:?}"));
            assert_eq!(linear(&again, &lang), linear(&tree, &lang), "{written}");
        }
    }
}
