//! Formulas in TeX between dollar signs, as the reader parses them.

use super::tex::tex;
use crate::{
    article::{DisplayFormula, Formula, MathSyntax},
    maths,
};

/// Returns an inline formula.
pub(super) fn in_line(formula: &Formula) -> String {
    match source(formula) {
        Some(source) => format!("${}$", one_line(&source)),
        None => one_line(&formula.in_line()),
    }
}

/// Returns a displayed formula, with its label and number.
pub(super) fn display(display: &DisplayFormula) -> String {
    let tag = display.tag.as_ref().map(|tag| format!(" \\tag{{{tag}}}")).unwrap_or_default();
    let label = display.anchor.as_ref().map(|anchor| format!(" {{#{anchor}}}")).unwrap_or_default();
    match source(&display.formula) {
        Some(source) => format!("$$\n{}{tag}\n$${label}", without_blank_lines(&source)),
        None => one_line(&display.formula.in_line()),
    }
}

/// Returns the TeX of a formula. `None` for MathML that cannot be parsed.
fn source(formula: &Formula) -> Option<String> {
    match formula.syntax {
        MathSyntax::Tex => Some(formula.source.clone()),
        MathSyntax::Mathml => maths::from_mathml(&formula.source).ok().map(|tree| tex(&tree)),
    }
}

fn one_line(source: &str) -> String {
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_blank_lines(source: &str) -> String {
    source.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
