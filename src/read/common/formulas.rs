//! Formula handling shared by all readers: extracts labels and numbers from TeX, and converts trivial formulas
//! (numbers, units, symbols) to text.

use crate::{
    article::{Anchor, Block, DisplayFormula, Formula, Inline, Lang, MathSyntax, Span, Style},
    maths::{self, Node},
};

/// A TeX formula with its extracted labels and number.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Tex {
    /// The formula without them.
    pub(in crate::read) source: String,
    /// The labels that cross-references use.
    pub(in crate::read) labels: Vec<String>,
    /// The number given by the author.
    pub(in crate::read) tag: Option<String>,
}

impl Tex {
    /// Extracts labels and a number from TeX. If there are several numbers, they are left in place.
    pub(in crate::read) fn of(tex: &str) -> Self {
        let (tex, labels) = maths::labels(tex);
        let (source, mut tags) = tags(&tex);
        let (source, tag) = match tags.len() {
            0 | 1 => (source, tags.pop()),
            _ => (tex.replace("\\tag*{", "\\qquad\\text{").replace("\\tag{", "\\qquad\\text{"), None),
        };
        Self { source: lines(&source), labels, tag }
    }

    /// Converts it to a display formula. Returns it with all labels but the first.
    pub(in crate::read) fn display(self, given: Option<Anchor>, span: Span, place: Span) -> (Block, Vec<Anchor>) {
        let Self { source, labels, tag } = self;
        let mut names: Vec<Anchor> = given.into_iter().chain(labels.into_iter().map(Anchor::new)).collect();
        names.dedup();
        let anchor = (!names.is_empty()).then(|| names.remove(0));
        let formula = Formula::new(MathSyntax::Tex, source, place);
        (Block::Formula(Box::new(DisplayFormula { formula, anchor, tag, number: None, span })), names)
    }
}

/// Extracts `\tag{3a}` and `\tag*{(3a)}` from TeX.
fn tags(tex: &str) -> (String, Vec<String>) {
    let (mut left, mut found) = (String::with_capacity(tex.len()), Vec::new());
    let mut rest = tex;
    while let Some(at) = rest.find("\\tag") {
        let after = rest[at + 4..].trim_start_matches('*');
        let Some((tag, next)) = after.strip_prefix('{').and_then(|inside| inside.split_once('}')) else { break };
        left.push_str(&rest[..at]);
        let bare = tag.trim().trim_matches('$').trim();
        let bare = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')')).unwrap_or(bare);
        found.push(bare.to_owned());
        rest = next;
    }
    left.push_str(rest);
    (left, found)
}

/// Returns the non-blank lines, trimmed.
fn lines(tex: &str) -> String {
    tex.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Returns an inline formula. `after` is the character that follows it. A formula that consists of numbers, units,
/// words and symbols becomes text. So do a letter that is part of a word or unit (`$\mu$g`) and a lone script
/// (`H$_2$O`): they look the same and can be searched and copied. Everything else, such as variables and fractions,
/// stays a formula.
pub(in crate::read) fn in_line(formula: Formula, after: Option<char>) -> Vec<Inline> {
    if let Some(inlines) = raised(&formula) {
        return inlines;
    }
    let node = match formula.syntax {
        MathSyntax::Tex => maths::from_tex(&formula.source).ok(),
        MathSyntax::Mathml => maths::from_mathml(&formula.source).ok(),
    };
    let joined = after.is_some_and(|c| c.is_alphabetic() || c == '-');
    match node.as_ref().and_then(|node| plain(node, joined, formula.span)) {
        Some(inlines) => inlines,
        None => vec![Inline::Formula(Box::new(formula))],
    }
}

/// Converts a lone subscript or superscript of the preceding text.
fn raised(formula: &Formula) -> Option<Vec<Inline>> {
    let rest = formula.source.strip_prefix("{}").unwrap_or(&formula.source);
    let style = match rest.chars().next()? {
        '_' => Style::Sub,
        '^' => Style::Sup,
        _ => return None,
    };
    if formula.syntax != MathSyntax::Tex {
        return None;
    }
    let node = maths::from_tex(&rest[1..]).ok()?;
    let text = script(&node)?;
    if style == Style::Sup && matches!(text.as_str(), "∘" | "°") {
        return Some(vec![Inline::text("°", formula.span)]);
    }
    Some(vec![Inline::styled(style, vec![Inline::text(text, formula.span)], formula.span)])
}

/// Returns a simple formula as text.
fn plain(node: &Node, joined: bool, span: Span) -> Option<Vec<Inline>> {
    let parts = match node {
        Node::Row(parts) => parts.as_slice(),
        node => std::slice::from_ref(node),
    };
    let Some((Node::Scripts { base, sub, sup }, before)) = parts.split_last() else {
        return Some(vec![Inline::text(words(parts, joined)?, span)]);
    };
    let (style, script) = match (sub, sup) {
        (Some(sub), None) => (Style::Sub, sub),
        (None, Some(sup)) => (Style::Sup, sup),
        _ => return None,
    };
    // a script on a variable makes a formula, on a number or unit it is text
    let base = [before, std::slice::from_ref(&**base)].concat();
    let (base, script) = (words(&base, false)?, self::script(script)?);
    if style == Style::Sup && matches!(script.as_str(), "∘" | "°") {
        return Some(vec![Inline::text(format!("{base}°"), span)]);
    }
    Some(vec![Inline::text(base, span), Inline::styled(style, vec![Inline::text(script, span)], span)])
}

/// Returns the text of a simple script: `−3`, `2+`.
fn script(node: &Node) -> Option<String> {
    words(std::slice::from_ref(node), true).map(|text| text.replace(' ', ""))
}

/// Returns parts as linear text if they are numbers, words, units and symbols. Single letters are allowed only with
/// `letters`.
fn words(parts: &[Node], letters: bool) -> Option<String> {
    parts
        .iter()
        .all(|part| is_plain(part, letters))
        .then(|| maths::linear(&Node::Row(parts.to_vec()), &Lang::default()))
}

fn is_plain(node: &Node, letters: bool) -> bool {
    match node {
        Node::Row(parts) => parts.iter().all(|part| is_plain(part, letters)),
        Node::Number(leaf) | Node::Text(leaf) => !leaf.bold,
        Node::Identifier(leaf) => {
            let one = leaf.text.chars().count() == 1;
            !leaf.bold && (leaf.upright || letters && one)
        }
        Node::Operator(sign) => sign.text.chars().count() == 1,
        Node::Space(ems) => *ems >= 0.0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    /// Returns the text of a formula, with `^` and `_` before scripts, or `formula` if it stays one.
    fn said(tex: &str, after: Option<char>) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Styled(x) => format!("{}{}", if x.style == Style::Sup { "^" } else { "_" }, plain_text(&x.content)),
            Inline::Formula(_) => "formula".to_owned(),
            inline => plain_text(std::slice::from_ref(inline)),
        };
        in_line(Formula::new(MathSyntax::Tex, tex, Span::default()), after).iter().map(one).collect()
    }

    #[test]
    fn numbers_units_and_symbols_become_text() {
        for (tex, text) in [
            ("5\\,\\mathrm{mg}", "5 mg"),
            ("10^9", "10^9"),
            ("5 \\times 10^{-3}", "5 × 10^−3"),
            ("\\geq", "≥"),
            ("\\pm 5", "±5"),
            ("38^\\circ", "38°"),
            ("^\\circ", "°"),
            ("_2", "_2"),
            ("{}^{2+}", "^2+"),
            ("50\\%", "50%"),
        ] {
            assert_eq!(said(tex, None), text, "{tex}");
        }
    }

    #[test]
    fn variables_and_layout_stay_formulas() {
        for tex in ["n", "p < 0.05", "x^2", "\\frac{1}{2}", "\\sqrt{9}", "C_0", "\\mu", "\\nope"] {
            assert_eq!(said(tex, None), "formula", "{tex}");
        }
        assert_eq!(said("\\mu", Some('g')), "μ");
        assert_eq!(said("\\alpha", Some('-')), "α");
    }

    #[test]
    fn labels_and_numbers_are_not_part_of_a_formula() {
        let tex = Tex::of("a = b \\label{eq:a}\n\n  \\tag{3a}\n");
        assert_eq!(
            tex,
            Tex { source: "a = b".to_owned(), labels: vec!["eq:a".to_owned()], tag: Some("3a".to_owned()) }
        );
        assert_eq!(Tex::of("a \\tag*{(x)}").tag.as_deref(), Some("x"));
        let two = Tex::of("a \\tag{1} \\\\ b \\tag{2}");
        assert_eq!((two.tag, two.source.as_str()), (None, "a \\qquad\\text{1} \\\\ b \\qquad\\text{2}"));
    }
}
