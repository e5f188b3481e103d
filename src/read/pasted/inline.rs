//! Turns the lines of a passage into inlines: words, links, and citations of a numbered reference list.
//!
//! Citations are recognized only if the article ends in a numbered list, so that `[1]` in other texts is unchanged.

use super::{dropped::dropped, hyphen::Hyphens};
use crate::article::{Inline, Link, Span, Target};
use crate::read::common::{
    clean::clean,
    links::{Found, link_at},
    numerals,
};

/// Converts lines to inlines.
pub(super) struct Inliner {
    /// The last number of the reference list, or 0 if there is none.
    pub(super) cited: u32,
    /// Whether `(1)` is a citation.
    pub(super) in_parentheses: bool,
    /// Whether a number directly after a period is a citation.
    pub(super) after_stops: bool,
    pub(super) hyphens: Hyphens,
}

impl Inliner {
    /// Returns the inlines of pieces of lines, each given with its byte offset in the source.
    pub(super) fn inlines(&self, pieces: &[(usize, &str)]) -> Vec<Inline> {
        let mut run = Run::default();
        let pieces: Vec<_> = pieces.iter().filter(|(_, text)| !text.is_empty()).collect();
        let mut taken = 0;
        for (at, &&(start, text)) in pieces.iter().enumerate() {
            // the part of this line that belongs to an address at the end of the previous one
            let (start, text) = (start + taken, &text[taken..]);
            taken = 0;
            let Some(&&(next_start, next)) = pieces.get(at + 1) else {
                self.line(&mut run, start, text);
                break;
            };
            if let Some((before, found)) = broken_address(text, next) {
                self.line(&mut run, start, &text[..before]);
                taken = found.range.len() - (text.len() - before);
                let span = Span::new(start + before, next_start + taken);
                let whole = format!("{}{}", &text[before..], &next[..taken]);
                let content = vec![Inline::text(clean(&whole), span)];
                run.push(Inline::Link(Box::new(Link { target: Target::Url(found.url), content, title: None, span })));
                continue;
            }
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

    /// Returns the link or citation at this byte, with its length. Its spans are relative to the line.
    fn special(&self, text: &str, at: usize, boundary: bool) -> Option<(usize, Inline)> {
        if boundary && let Some(found) = link_at(text, at) {
            let span = Span::from(found.range.clone());
            let content = vec![Inline::text(clean(&text[found.range.clone()]), span)];
            let link = Link { target: Target::Url(found.url), content, title: None, span };
            return Some((found.range.len(), Inline::Link(Box::new(link))));
        }
        if self.cited == 0 {
            return None;
        }
        let parenthesized = || numerals::parenthesized(text, at, self.cited).filter(|_| self.in_parentheses);
        let numbers = numerals::bracketed(&text[at..])
            .or_else(|| numerals::raised(text, at, self.cited))
            .or_else(parenthesized)
            .or_else(|| dropped(text, at, self.cited).filter(|_| self.after_stops))?;
        let span = Span::new(at, at + numbers.length);
        let citation = numerals::citation(&numbers.numbers, clean(&text[at..at + numbers.length]), span);
        Some((numbers.length, Inline::Citation(Box::new(citation))))
    }
}

/// Returns the start of a web address broken at the end of the line, and the whole address. It continues on the next
/// line with a word that contains a slash, a dot, a digit or a query character.
fn broken_address(text: &str, next: &str) -> Option<(usize, Found)> {
    let last = text.split_whitespace().next_back()?;
    let word = last.trim_start_matches(['(', '<', '[', '"', '“']);
    let start = text.len() - word.len();
    let known = ["http://", "https://", "www."].iter().any(|scheme| word.starts_with(scheme));
    let open = word.ends_with(['/', '-', '_', '?', '&', '=', '%', '#']) && word.len() > 8;
    let path = next.split_whitespace().next()?;
    let bare = path.trim_end_matches(['.', ',', ';', ')', ':']);
    let goes_on = bare.contains(['/', '.', '=', '&', '_', '%', '-']) || bare.bytes().any(|byte| byte.is_ascii_digit());
    let sound = !path.contains("://") && path.starts_with(|c: char| c.is_ascii_alphanumeric() || "?&=#%_~".contains(c));
    if !(known && open && goes_on && sound && next.starts_with(path)) {
        return None;
    }
    link_at(&format!("{word}{path}"), 0).filter(|found| found.range.len() > word.len()).map(|found| (start, found))
}

/// Shifts the spans of a link or citation from the line to the source.
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

/// Inlines under construction: adjacent words are merged into one text.
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
        let inliner = Inliner { cited: 9, in_parentheses: false, after_stops: false, hyphens: Hyphens::default() };
        let inlines = inliner.inlines(&[(0, text)]).into_iter();
        inlines
            .filter_map(|inline| match inline {
                Inline::Citation(citation) => Some((citation.written?, citation.items.len())),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn brackets_and_superscript_digits_cite() {
        assert_eq!(cited("tea [3,4] and [5–7]."), [("[3,4]".to_owned(), 2), ("[5–7]".to_owned(), 3)]);
        assert_eq!(cited("warm.¹,² Cold"), [("¹,²".to_owned(), 2)]);
    }

    #[test]
    fn an_address_broken_over_lines_is_one() {
        let inliner = Inliner { cited: 0, in_parentheses: false, after_stops: false, hyphens: Hyphens::default() };
        let links = |lines: [&str; 2]| -> Vec<String> {
            let pieces = [(0, lines[0]), (lines[0].len() + 1, lines[1])];
            let urls = inliner.inlines(&pieces).into_iter().filter_map(|inline| match inline {
                Inline::Link(link) => match link.target {
                    Target::Url(url) => Some(url),
                    Target::Anchor(_) => None,
                },
                _ => None,
            });
            urls.collect()
        };
        assert_eq!(links(["See https://example.org/a/", "b-c.html, or not."]), ["https://example.org/a/b-c.html"]);
        assert_eq!(links(["See https://example.org/a/", "and then go."]), ["https://example.org/a/"]);
        assert_eq!(links(["See https://example.org/a.", "Then b.c/d."]), ["https://example.org/a"]);
    }

    #[test]
    fn powers_units_and_other_brackets_do_not() {
        for text in ["10³ cups", "12 m² of floor", "[a]", "[0]", "[1990]", "[7-3]", "x⁴²"] {
            assert_eq!(cited(text), [], "{text}");
        }
    }
}
