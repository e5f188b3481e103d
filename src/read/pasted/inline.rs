//! Turns the lines of a passage into inlines: words, links, and citations of a numbered reference list.
//!
//! Citations are looked for only when the article ends in a numbered list, so that `[1]` in other texts
//! stays what it is.

use super::{clean::clean, hyphen::Hyphens, links::link_at};
use crate::article::{Citation, CitationItem, CitationKey, CitationMode, Inline, Link, Span, Target};

/// The most works that one range (`[3–50]`) may stand for.
const RANGE_LIMIT: u32 = 100;

/// Makes inlines from lines.
pub(super) struct Inliner {
    /// The last number of the reference list; 0 when the article has none.
    pub(super) cited: u32,
    pub(super) hyphens: Hyphens,
}

impl Inliner {
    /// The inlines of these pieces of lines, each with its byte offset in the source.
    pub(super) fn inlines(&self, pieces: &[(usize, &str)]) -> Vec<Inline> {
        let mut run = Run::default();
        let pieces: Vec<_> = pieces.iter().filter(|(_, text)| !text.is_empty()).collect();
        for (at, &&(start, text)) in pieces.iter().enumerate() {
            let Some(&&(next_start, next)) = pieces.get(at + 1) else {
                self.line(&mut run, start, text);
                break;
            };
            let (kept, space) = self.hyphens.join(text, next);
            self.line(&mut run, start, kept);
            run.text(space, Span::new(start + text.len(), next_start));
        }
        run.finish()
    }

    fn line(&self, run: &mut Run, start: usize, text: &str) {
        let (mut plain, mut at, mut boundary) = (0, 0, true);
        while let Some(c) = text[at..].chars().next() {
            let special = self.special(text, at, boundary);
            if let Some((length, inline)) = special {
                run.text(&text[plain..at], Span::new(start + plain, start + at));
                run.push(shift(inline, start));
                at += length;
                plain = at;
                boundary = false;
                continue;
            }
            boundary = !c.is_alphanumeric() && !matches!(c, '.' | '/' | '_' | '-' | '@');
            at += c.len_utf8();
        }
        run.text(&text[plain..], Span::new(start + plain, start + text.len()));
    }

    /// A link or citation at this byte, with its length. Its spans are relative to the line.
    fn special(&self, text: &str, at: usize, boundary: bool) -> Option<(usize, Inline)> {
        if boundary && let Some(found) = link_at(text, at) {
            let span = Span::from(found.range.clone());
            let content = vec![Inline::text(clean(&text[found.range.clone()]), span)];
            let link = Link { target: Target::Url(found.url), content, title: None, span };
            return Some((found.range.len(), Inline::Link(link)));
        }
        if self.cited == 0 {
            return None;
        }
        let numbers = bracketed(&text[at..]).or_else(|| raised(text, at, self.cited))?;
        let span = Span::new(at, at + numbers.length);
        let item = |number: &u32| CitationItem {
            key: CitationKey::new(number.to_string()),
            prefix: Vec::new(),
            locator: None,
            suffix: Vec::new(),
            suppress_author: false,
            span,
        };
        let citation = Citation {
            mode: CitationMode::Parenthetical,
            items: numbers.numbers.iter().map(item).collect(),
            written: Some(clean(&text[at..at + numbers.length])),
            mark: Vec::new(),
            anchor: None,
            span,
        };
        Some((numbers.length, Inline::Citation(citation)))
    }
}

/// Moves the spans of a link or citation from the line to the source.
fn shift(mut inline: Inline, by: usize) -> Inline {
    let moved = |span: Span| Span::new(span.start as usize + by, span.end as usize + by);
    match &mut inline {
        Inline::Link(link) => {
            link.span = moved(link.span);
            let span = link.span;
            link.content.iter_mut().for_each(|inner| {
                if let Inline::Text(text) = inner {
                    text.span = span;
                }
            });
        }
        Inline::Citation(citation) => {
            citation.span = moved(citation.span);
            let span = citation.span;
            citation.items.iter_mut().for_each(|item| item.span = span);
        }
        _ => {}
    }
    inline
}

/// Numbers cited, and the bytes that the mark takes.
struct Cited {
    numbers: Vec<u32>,
    length: usize,
}

/// `[3]`, `[3,4]`, `[3–5; 7]`
fn bracketed(text: &str) -> Option<Cited> {
    let inside = text.strip_prefix('[')?;
    let end = inside
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ',' | ';' | ' ' | '\u{a0}' | '-' | '–' | '‐' | '‑')))?;
    inside[end..].starts_with(']').then_some(())?;
    Some(Cited { numbers: numbers(&inside[..end])?, length: end + 2 })
}

/// Superscript digits after a word or its punctuation: `tea.¹,²`. Powers and units (`10³`, `m²`) are none,
/// nor are numbers beyond the list.
fn raised(text: &str, at: usize, most: u32) -> Option<Cited> {
    let rest = &text[at..];
    digit(rest.chars().next()?)?;
    let before = text[..at].chars().last()?;
    let inside = before.is_ascii_digit() || digit(before).is_some() || before.is_whitespace();
    if inside || is_unit(&text[..at]) {
        return None;
    }
    let mut plain = String::new();
    let mut length = 0;
    for c in rest.chars() {
        match digit(c) {
            Some(number) => plain.push(number),
            None if matches!(c, ',' | '\u{2d2}' | '–' | '-' | '⁻') => plain.push(if c == ',' { ',' } else { '-' }),
            None => break,
        }
        length += c.len_utf8();
    }
    let trailing = plain.len() - plain.trim_end_matches([',', '-']).len();
    let cut = rest[..length].chars().rev().take(trailing).map(char::len_utf8).sum::<usize>();
    let numbers = numbers(&plain[..plain.len() - trailing])?;
    numbers.iter().all(|&number| number <= most).then_some(Cited { numbers, length: length - cut })
}

fn digit(c: char) -> Option<char> {
    let value = match c {
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁰' => 0,
        '⁴'..='⁹' => c as u32 - '⁰' as u32,
        _ => return None,
    };
    char::from_digit(value, 10)
}

/// Whether the last word before a raised digit is a unit.
fn is_unit(before: &str) -> bool {
    let start = before.rfind(|c: char| !c.is_alphabetic() && c != '/').map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or_default();
    matches!(word.rsplit('/').next(), Some("m" | "cm" | "mm" | "km" | "dm" | "ft" | "in" | "mi" | "s" | "µm" | "nm"))
}

/// The numbers of `3, 4–6`; none when a part is no number.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    for part in text.split([',', ';']) {
        let ends: Vec<&str> = part.split(['-', '–', '‐', '‑']).map(|end| end.trim_matches([' ', '\u{a0}'])).collect();
        match ends.as_slice() {
            [one] => found.push(number(one)?),
            [first, last] => {
                let (first, last) = (number(first)?, number(last)?);
                if first >= last || last - first > RANGE_LIMIT {
                    return None;
                }
                found.extend(first..=last);
            }
            _ => return None,
        }
    }
    Some(found)
}

fn number(text: &str) -> Option<u32> {
    let sound = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| text.parse().ok()).flatten().filter(|&number| number > 0)
}

/// Inlines in the making: neighbouring words become one text.
#[derive(Default)]
struct Run {
    done: Vec<Inline>,
    words: String,
    span: Span,
}

impl Run {
    fn text(&mut self, raw: &str, span: Span) {
        if raw.is_empty() {
            return;
        }
        let words = clean(raw);
        let doubled = self.words.ends_with(' ') && words.starts_with(' ');
        self.words.push_str(if doubled { &words[1..] } else { &words });
        self.span = self.span.cover(span);
    }

    fn push(&mut self, inline: Inline) {
        self.flush();
        self.done.push(inline);
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        let span = std::mem::take(&mut self.span);
        if !words.is_empty() {
            self.done.push(Inline::text(words, span));
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        let trimmed = self.words.trim_end().len();
        self.words.truncate(trimmed);
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(text: &str) -> Vec<(String, usize)> {
        let inliner = Inliner { cited: 9, hyphens: Hyphens::default() };
        let inlines = inliner.inlines(&[(0, text)]).into_iter();
        inlines
            .filter_map(|inline| match inline {
                Inline::Citation(citation) => Some((citation.written?, citation.items.len())),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn marks_in_brackets_and_raised_digits_cite() {
        assert_eq!(cited("tea [3,4] and [5–7]."), [("[3,4]".to_owned(), 2), ("[5–7]".to_owned(), 3)]);
        assert_eq!(cited("warm.¹,² Cold"), [("¹,²".to_owned(), 2)]);
    }

    #[test]
    fn powers_units_and_other_brackets_do_not() {
        for text in ["10³ cups", "12 m² of floor", "[a]", "[0]", "[1990]", "[7-3]", "x⁴²"] {
            assert_eq!(cited(text), [], "{text}");
        }
    }
}
