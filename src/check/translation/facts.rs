//! Language-independent facts of a text.

use crate::{
    article::{Block, Inline, Span, Target, for_each_block, for_each_inline, plain_text},
    check::numbers::numbers,
};

/// Language-independent facts of a text.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) headings: Vec<(u8, Span)>,
    pub(super) tips: usize,
    pub(super) links: Vec<(String, Span)>,
    pub(super) numbers: Vec<Figure>,
    /// The digits of telephone numbers.
    pub(super) phones: Vec<(String, Span)>,
}

/// A number.
#[derive(Debug)]
pub(super) struct Figure {
    /// The number as written, with its unit.
    pub(super) written: String,
    /// Its possible values: they differ if its separator may be one of thousands or of decimals.
    pub(super) values: [f64; 2],
    pub(super) span: Span,
}

/// The largest number that may be spelled out in another language: `two`.
const SPELLED: f64 = 12.0;

/// The minimum number of digits of a telephone number.
const TELEPHONE: usize = 7;

/// Returns the facts of blocks.
pub(super) fn facts(blocks: &[Block]) -> Facts {
    let mut facts = Facts::default();
    for_each_block(blocks, &mut |block| match block {
        Block::Heading(heading) => facts.headings.push((heading.level.get(), heading.span)),
        Block::Tips(tips) => facts.tips += tips.items.len(),
        _ => {}
    });
    for_each_block(blocks, &mut |block| {
        let lines: Vec<(&[Inline], Span)> = match block {
            Block::Heading(x) => vec![(&x.content, x.span)],
            Block::Paragraph(x) => vec![(&x.content, x.span)],
            Block::Tips(x) => x.items.iter().map(|tip| (tip.lead.as_slice(), tip.span)).collect(),
            Block::Callout(x) => vec![(&x.title, x.span)],
            _ => Vec::new(),
        };
        lines.into_iter().for_each(|(line, span)| read(line, span, &mut facts));
    });
    for_each_inline(blocks, &mut |inline| {
        if let Inline::Link(link) = inline
            && let Target::Url(url) = &link.target
        {
            facts.links.push((url.clone(), link.span));
        }
    });
    facts
}

/// Adds the numbers and telephone numbers of a line.
fn read(line: &[Inline], span: Span, facts: &mut Facts) {
    // citation marks are numbered separately
    let own: Vec<Inline> = line.iter().filter(|inline| !matches!(inline, Inline::Citation(_))).cloned().collect();
    let text = plain_text(&own);
    facts.phones.extend(phones(&text).into_iter().map(|figures| (figures, span)));
    for number in numbers(&text) {
        let time = text[number.range.end..].starts_with(':') || text[..number.range.start].ends_with(':');
        let values = values(&text[number.range.clone()]);
        let counts = number.is_dose(&text) || values[0] > SPELLED || values[0].fract() != 0.0;
        if counts && !time {
            facts.numbers.push(Figure { written: text[number.with_unit()].to_owned(), values, span });
        }
    }
}

/// Returns the possible values of a number: `1.000` is one or a thousand.
fn values(figures: &str) -> [f64; 2] {
    let separators: Vec<char> = figures.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole: String = figures.chars().filter(char::is_ascii_digit).collect();
    let whole: f64 = whole.parse().unwrap_or_default();
    let Some(last) = separators.last() else { return [whole; 2] };
    let after = figures.rsplit(*last).next().unwrap_or_default().len();
    let decimal = whole / 10f64.powi(i32::try_from(after).unwrap_or_default());
    let mixed = separators.iter().any(|one| one != last);
    match (separators.len(), after) {
        _ if !last.is_ascii() => [whole; 2],
        (1, 3) => [whole, decimal],
        (1, _) => [decimal; 2],
        _ if mixed => [decimal; 2],
        _ => [whole; 2],
    }
}

/// Returns the digits of telephone numbers.
fn phones(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut figures = String::new();
    for c in text.chars().chain(['\n']) {
        match c {
            '0'..='9' => figures.push(c),
            ' ' | '-' | '(' | ')' | '.' | '+' | '‑' | '\u{a0}' => {}
            _ => {
                if figures.len() >= TELEPHONE {
                    found.push(std::mem::take(&mut figures));
                }
                figures.clear();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_the_same_in_all_notations() {
        assert_eq!(values("2.5"), [2.5, 2.5]);
        assert_eq!(values("2,5"), [2.5, 2.5]);
        assert_eq!(values("1.000"), [1000.0, 1.0]);
        assert_eq!(values("1,234,567.8"), [1_234_567.8, 1_234_567.8]);
        assert_eq!(values("12\u{a0}500"), [12500.0, 12500.0]);
    }
}
