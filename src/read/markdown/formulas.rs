//! Formulas: TeX between dollar signs, in environments and in fences.

use super::block::{builder::Builder, frame::Kind};
use crate::{
    article::{Anchor, Formula, MathSyntax, Span},
    read::{
        account::Reason,
        common::{
            attributes,
            formulas::{self, Tex},
        },
    },
};
use std::ops::Range;

/// How far after a display formula its label is searched for, in bytes.
const LONGEST: usize = 1000;

/// Adds an inline formula.
pub(super) fn in_line(builder: &mut Builder<'_>, tex: &str, range: &Range<usize>) {
    // GitLab puts backticks inside its dollar signs
    let bare = tex.strip_prefix('`').and_then(|bare| bare.strip_suffix('`')).unwrap_or(tex);
    let tex = Tex::of(bare);
    let span = Span::from(range.clone());
    tex.labels.iter().chain(&tex.tag).for_each(|name| builder.report.account.leave_out(Reason::Markup, span, name));
    let after = builder.text.get(range.end..).and_then(|rest| rest.chars().next());
    let formula = Formula::new(MathSyntax::Tex, tex.source.as_str(), place(builder.text, &tex.source, range));
    formulas::in_line(formula, after).into_iter().for_each(|inline| builder.inline(inline));
}

/// Returns whether a display formula may be here: between blocks, or in a paragraph, which it splits.
pub(super) fn takes_displays(builder: &mut Builder<'_>) -> bool {
    let top = &builder.top().kind;
    let blocks = matches!(top, Kind::Root | Kind::Quote(_) | Kind::Item(_) | Kind::Meaning | Kind::Note(_));
    blocks || matches!(top, Kind::Paragraph | Kind::Fenced(_) | Kind::Division(_))
}

/// Adds a display formula. Returns the byte of the source up to which everything has been read.
pub(super) fn display(builder: &mut Builder<'_>, tex: &str, range: &Range<usize>) -> usize {
    // an environment is always a display
    let written = builder.text.get(range.clone()).unwrap_or_default();
    let tex = if written.starts_with("\\begin{") { written } else { tex };
    if !takes_displays(builder) {
        in_line(builder, tex, range);
        return range.end;
    }
    let rest = builder.text.get(range.end..).unwrap_or_default();
    let (mark, length) = punctuation(rest);
    let (name, named) = if length == 0 { name(rest) } else { (None, 0) };
    let tex = Tex::of(&with_punctuation(tex, mark));
    block(builder, tex, name, range.clone());
    range.end + length.max(named)
}

/// Returns whether an info string marks a math fence, as on GitHub.
pub(super) fn is_fence(info: &str) -> bool {
    info.split([' ', '{']).next() == Some("math")
}

/// Adds a math fence.
pub(super) fn fence(builder: &mut Builder<'_>, info: &str, tex: &str, range: Range<usize>) {
    let given = info.find('{').and_then(|at| attributes::parse(&info[at..])).and_then(|given| given.anchor);
    block(builder, Tex::of(tex), given, range);
}

fn block(builder: &mut Builder<'_>, tex: Tex, given: Option<Anchor>, range: Range<usize>) {
    if tex.source.is_empty() {
        return;
    }
    let place = place(builder.text, &tex.source, &range);
    let span = Span::from(range);
    let (block, more) = tex.display(given, span, place);
    builder.block(block);
    builder.name_last(more, span);
}

/// Returns the span of a formula's source within its range, if it appears there literally.
fn place(text: &str, source: &str, range: &Range<usize>) -> Span {
    let written = text.get(range.clone()).unwrap_or_default();
    match written.find(source).filter(|_| !source.is_empty()) {
        Some(at) => Span::new(range.start + at, range.start + at + source.len()),
        None => Span::from(range.clone()),
    }
}

/// Returns the punctuation that ends the sentence of a display formula, and its length.
fn punctuation(rest: &str) -> (&str, usize) {
    let alone = |rest: &str| rest.chars().next().is_none_or(char::is_whitespace);
    match rest.chars().next() {
        Some('.' | ',' | ';' | ':') if alone(&rest[1..]) => (&rest[..1], 1),
        _ => ("", 0),
    }
}

/// Appends punctuation to the last line of a display formula.
fn with_punctuation(tex: &str, mark: &str) -> String {
    match tex.rfind("\\end{").filter(|at| !mark.is_empty() && tex[*at..].trim_end().ends_with('}')) {
        Some(at) => format!("{}{mark}\n{}", tex[..at].trim_end(), &tex[at..]),
        None => format!("{}{mark}", tex.trim_end()),
    }
}

/// Returns the label after a display formula, `{#eq:bmi}` or `(bmi)`, and the length of its source.
fn name(rest: &str) -> (Option<Anchor>, usize) {
    // the end of a long line is not looked for: each of its formulas would do that
    if rest.len() > 2 * LONGEST && !rest.as_bytes()[..2 * LONGEST].contains(&b'\n') {
        return (None, 0);
    }
    let line = rest.lines().next().unwrap_or_default();
    let bare = line.trim();
    if bare.len() > LONGEST {
        return (None, 0);
    }
    if bare.starts_with('{') {
        let end = bare.find('}').map_or(0, |end| end + 1);
        return (attributes::parse(&bare[..end]).and_then(|given| given.anchor), 0);
    }
    let sound = |name: &&str| {
        !name.is_empty()
            && name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
    };
    let label = bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')')).filter(sound);
    (label.map(Anchor::new), label.map_or(0, |_| line.len()))
}
