//! Pandoc lists with markers unknown to CommonMark: `a.`, `(i)`, `(1)`, `#.`, and `(@)` for examples.
//!
//! A marker becomes a number of the same width, inside a division that sets the numerals. Letters and Roman numerals
//! make a list only if the next one follows, so that `(c) 2024` stays text.

use super::{
    directive::{Directive, Division},
    lines::Line,
    phrases,
    writer::Writer,
};
use crate::{
    article::{Numerals, Span},
    read::common::attributes::numerals_class,
};
use std::collections::BTreeMap;

/// Returns the numbers of labelled examples.
pub(super) fn examples(lines: &[Line<'_>]) -> BTreeMap<String, u32> {
    let mut numbers = BTreeMap::new();
    for (label, number) in lines.iter().filter_map(|line| example(line.bare())).zip(1..) {
        if !label.is_empty() {
            numbers.entry(label.to_owned()).or_insert(number);
        }
    }
    numbers
}

/// Returns the label of an example at the start of a line.
fn example(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix("(@")?.split_once(')')?;
    let sound = label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (sound && rest.starts_with([' ', '\t'])).then_some(label)
}

/// The marker of an item.
struct Mark {
    /// Its length in bytes, without the space after it.
    length: usize,
    /// Its possible meanings.
    readings: Vec<(Numerals, u32)>,
    kind: MarkKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    Example,
    /// `#.` or `#)`
    Automatic,
    /// Delimited with `.`, `)`, or `(` and `)`.
    Counted(&'static str, &'static str),
}

impl Mark {
    fn parse(line: &str) -> Option<Self> {
        if let Some(label) = example(line) {
            return Some(Self { length: label.len() + 3, readings: Vec::new(), kind: MarkKind::Example });
        }
        if line.starts_with("#. ") || line.starts_with("#) ") {
            return Some(Self { length: 2, readings: Vec::new(), kind: MarkKind::Automatic });
        }
        for (open, close) in [("(", ")"), ("", "."), ("", ")")] {
            let Some((label, rest)) = line.strip_prefix(open).and_then(|rest| rest.split_once(close)) else { continue };
            let readings = readings(label, open.is_empty());
            if !readings.is_empty() && rest.starts_with([' ', '\t']) {
                let length = open.len() + label.len() + close.len();
                return Some(Self { length, readings, kind: MarkKind::Counted(open, close) });
            }
        }
        None
    }

    /// Returns the numerals and the number of this marker, given that `next` follows it.
    fn before(&self, next: &Self) -> Option<(Numerals, u32)> {
        let follows = |(numerals, number): &&(Numerals, u32)| next.readings.contains(&(*numerals, number + 1));
        if self.kind == next.kind { self.readings.iter().find(follows).copied() } else { None }
    }
}

/// Returns the possible meanings of a label. Plain numbers are left to CommonMark unless they are in parentheses.
fn readings(label: &str, plain: bool) -> Vec<(Numerals, u32)> {
    if label.is_empty() || label.len() > 8 || !label.is_ascii() {
        return Vec::new();
    }
    if label.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = label.parse().ok().filter(|_| !plain);
        return number.map(|number| (Numerals::Decimal, number)).into_iter().collect();
    }
    let lower = label.to_ascii_lowercase();
    let (alpha, roman) = match label {
        _ if label == lower => (Numerals::LowerAlpha, Numerals::LowerRoman),
        _ if label == label.to_ascii_uppercase() => (Numerals::UpperAlpha, Numerals::UpperRoman),
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    if let &[letter @ b'a'..=b'z'] = lower.as_bytes() {
        found.push((alpha, u32::from(letter - b'a') + 1));
    }
    found.extend(from_roman(&lower).map(|number| (roman, number)));
    found
}

fn from_roman(text: &str) -> Option<u32> {
    let value = |byte: u8| match byte {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        b'c' => Some(100),
        _ => None,
    };
    let values: Vec<u32> = text.bytes().map(value).collect::<Option<_>>()?;
    let parts = values.iter().enumerate().map(|(at, own)| {
        let subtracts = values.get(at + 1).is_some_and(|next| next > own);
        if subtracts { -i64::from(*own) } else { i64::from(*own) }
    });
    u32::try_from(parts.sum::<i64>()).ok().filter(|number| *number > 0)
}

/// Writes the list that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(line) = lines.first().filter(|_| writer.blank) else { return 0 };
    let Some(first) = Mark::parse(line.bare()) else { return 0 };
    let indent = line.indent();
    let opens = |line: &Line<'_>| if line.indent() == indent { Mark::parse(line.bare()) } else { None };
    // most lines that look like an item are not: the list is read only up to its second item
    let second = lines_of_list(lines, indent, first.kind).skip(1).find_map(|(_, line)| opens(line));
    let (numerals, start) = match (first.kind, &second) {
        (MarkKind::Example, _) => (Numerals::Decimal, writer.examples_written + 1),
        (MarkKind::Automatic, _) => (Numerals::Decimal, 1),
        (MarkKind::Counted(..), Some(second)) => match first.before(second) {
            Some(read) => read,
            None => return 0,
        },
        (MarkKind::Counted(..), None) => return 0,
    };
    let end = lines_of_list(lines, indent, first.kind).last().map_or(1, |(at, _)| at + 1);
    let own = &lines[..end];
    let classes = ["list", numerals_class(numerals)].into_iter().filter(|class| !class.is_empty()).map(str::to_owned);
    writer.insert("\n", line.start);
    let division = Division::of_classes(classes.collect(), line.span());
    writer.directive(indent, Directive::Open(division), Span::new(line.start, line.start));
    let mut number = start;
    let mut at = 0;
    while at < own.len() {
        let next = (at + 1..own.len()).find(|&next| opens(&own[next]).is_some_and(|mark| mark.kind == first.kind));
        let next = next.unwrap_or(own.len());
        let written = item(writer, &own[at..next], number, &first);
        number += u32::from(written);
        at = next;
    }
    if first.kind == MarkKind::Example {
        writer.examples_written = number - 1;
    }
    let close = own.last().map_or(line.start, |line| line.start + line.text.len());
    writer.insert("\n", close);
    writer.directive(indent, Directive::Close, Span::new(close, close));
    end
}

/// Returns the non-blank lines of a list: up to the first line after a blank one that is neither indented nor an item
/// of this kind.
fn lines_of_list<'a>(
    lines: &'a [Line<'a>],
    indent: usize,
    kind: MarkKind,
) -> impl Iterator<Item = (usize, &'a Line<'a>)> {
    let mut blank = false;
    let belongs = move |(_, line): &(usize, &Line<'_>)| {
        let is_item = || Mark::parse(line.bare()).is_some_and(|mark| mark.kind == kind);
        let outside = line.indent() < indent || line.indent() == indent && !is_item();
        let ends = !line.is_blank() && outside && (blank || line.bare().starts_with(['#', '>', '`', '~']));
        blank = line.is_blank();
        !ends
    };
    lines.iter().enumerate().take_while(belongs).filter(|(_, line)| !line.is_blank())
}

/// Writes an item with this number. Returns whether it is one.
fn item(writer: &mut Writer<'_>, lines: &[Line<'_>], number: u32, first: &Mark) -> bool {
    let Some((line, rest)) = lines.split_first() else { return false };
    let Some(mark) = Mark::parse(line.bare()).filter(|mark| mark.kind == first.kind) else {
        writer.blocks(lines, line.indent());
        return false;
    };
    let lead = line.text.len() - line.text.trim_start().len();
    writer.part(&line.text[..lead], line.start);
    let width = mark.length.saturating_sub(1).clamp(1, 9);
    writer.insert(&format!("{number:0>width$}."), line.start + lead);
    let words = line.slice(lead + mark.length, line.text.len());
    let pad = mark.length.saturating_sub(number.to_string().len().max(width) + 1);
    writer.insert(&" ".repeat(pad), words.start);
    let space = words.text.len() - words.text.trim_start().len();
    writer.part(&words.text[..space], words.start);
    phrases::write_words(writer, &words.slice(space, words.text.len()));
    writer.end(line);
    writer.blocks(rest, line.indent() + mark.length + space);
    true
}
