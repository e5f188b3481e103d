//! What readers of elements do once all are read.

use crate::{
    article::{Anchor, Block, Inline, Span, for_each_inline_mut},
    diagnostic::{Code, Diagnostic},
};
use std::collections::BTreeMap;

/// Points links at the anchors that replaced the names they were given.
pub(in crate::read) fn redirect(body: &mut [Block], aliases: &BTreeMap<String, Anchor>) {
    for_each_inline_mut(body, &mut |inline| {
        if let Inline::CrossRef(reference) = inline
            && let Some(anchor) = aliases.get(reference.target.as_str())
        {
            reference.target = anchor.clone();
        }
    });
}

/// Warns of formulas that were written out in words.
pub(in crate::read) fn written_out(formulas: &[(Span, String)]) -> Option<Diagnostic> {
    let ((span, text), rest) = formulas.split_first()?;
    let more = match rest.len() {
        0 => String::new(),
        1 => ", and one more".to_owned(),
        count => format!(", and {count} more"),
    };
    let short: String = text.chars().take(60).collect();
    let message = format!("formulas are printed on one line of text: `{short}`{more}");
    Some(Diagnostic::new(Code::MathsAsText, message).at(*span).help("check that they can be read, or add pictures"))
}
