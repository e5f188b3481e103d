//! Formulas, in TeX between dollar signs, as the reader takes them back.

use crate::article::{DisplayFormula, Formula, MathSyntax};

/// Returns a formula in a line.
pub(super) fn in_line(formula: &Formula) -> String {
    match formula.syntax {
        MathSyntax::Tex => format!("${}$", one_line(&formula.source)),
        MathSyntax::Mathml => one_line(&formula.source),
    }
}

/// Returns a formula on lines of its own, with its label and number.
pub(super) fn display(display: &DisplayFormula) -> String {
    let source = &display.formula.source;
    let tag = display.tag.as_ref().map(|tag| format!(" \\tag{{{tag}}}")).unwrap_or_default();
    let label = display.anchor.as_ref().map(|anchor| format!(" {{#{anchor}}}")).unwrap_or_default();
    match display.formula.syntax {
        MathSyntax::Tex => format!("$$\n{}{tag}\n$${label}", without_blank_lines(source)),
        MathSyntax::Mathml => one_line(source),
    }
}

fn one_line(source: &str) -> String {
    source.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_blank_lines(source: &str) -> String {
    source.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
