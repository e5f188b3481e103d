//! Formulas in MathML.

use super::entities::as_xml;
use crate::{
    article::{Block, DisplayFormula, Formula, MathSyntax, Span},
    maths::from_mathml,
    read::{common::formulas, markdown::block::builder::Builder},
};

/// The maximum length of a formula, in bytes.
const LONGEST: usize = 20_000;

/// Returns the length of a formula at the start of a text, if it is valid and ends before a blank line.
pub(crate) fn length(text: &str) -> Option<usize> {
    const END: &str = "</math>";
    let inside = text.strip_prefix("<math").filter(|inside| inside.starts_with([' ', '>', '\n']))?;
    let most = (0..=LONGEST.min(inside.len())).rev().find(|&most| inside.is_char_boundary(most))?;
    let reach = inside[..most].find("\n\n").unwrap_or(most);
    let length = "<math".len() + inside[..reach].find(END)? + END.len();
    from_mathml(&as_xml(&text[..length])).is_ok().then_some(length)
}

/// Adds a formula, as a block or inline.
pub(super) fn read(builder: &mut Builder<'_>, mathml: &str, as_block: bool, span: Span) {
    let after = builder.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
    let formula = Formula::new(MathSyntax::Mathml, as_xml(mathml), span);
    if as_block {
        let display = DisplayFormula { formula, anchor: None, tag: None, number: None, span };
        builder.block(Block::Formula(Box::new(display)));
    } else {
        formulas::in_line(formula, after).into_iter().for_each(|inline| builder.inline(inline));
    }
}
