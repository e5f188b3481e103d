//! Turns addresses, DOIs and PubMed ids in entries into links without changing the text.

use super::super::rewrite::rewrite;
use crate::article::{Inline, Link, Target, Text};

/// Adds links to the text of an entry.
pub(super) fn linkify(content: &mut Vec<Inline>) {
    // Text inside a link is visited first (children before parents); it is restored when the link is reached.
    rewrite(content, &mut |inline| match inline {
        Inline::Text(text) => split(text),
        Inline::Link(mut link) => {
            rewrite(&mut link.content, &mut |inner| match inner {
                Inline::Link(inner) => inner.content,
                other => vec![other],
            });
            vec![Inline::Link(link)]
        }
        other => vec![other],
    });
}

fn split(text: Text) -> Vec<Inline> {
    let mut parts = Vec::new();
    let mut rest = text.text.as_str();
    while let Some((start, end, url)) = next(rest) {
        if start > 0 {
            parts.push(Inline::text(&rest[..start], text.span));
        }
        let content = vec![Inline::text(&rest[start..end], text.span)];
        parts.push(Inline::Link(Box::new(Link { target: Target::Url(url), content, title: None, span: text.span })));
        rest = &rest[end..];
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push(Inline::text(rest, text.span));
    }
    parts
}

/// Returns the first address in a text: its start, end and link target.
fn next(text: &str) -> Option<(usize, usize, String)> {
    let candidates = [
        text.find("https://").map(|at| (at, at, String::new())),
        text.find("http://").map(|at| (at, at, String::new())),
        doi(text).map(|at| (at, at, "https://doi.org/".to_owned())),
        pubmed(text).map(|at| (at, at, "https://pubmed.ncbi.nlm.nih.gov/".to_owned())),
    ];
    let (start, from, base) = candidates.into_iter().flatten().min_by_key(|(at, _, _)| *at)?;
    let length = match base.as_str() {
        "https://pubmed.ncbi.nlm.nih.gov/" => {
            text[from..].find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len() - from)
        }
        _ => address_length(&text[from..]),
    };
    let end = from + length;
    Some((start, end, format!("{base}{}", text[from..end].replace(['<', '>', '"'], ""))))
}

/// Returns the length of an address, which ends before a space or the punctuation of the surrounding sentence.
fn address_length(text: &str) -> usize {
    let run = &text
        [..text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '“')).unwrap_or(text.len())];
    let mut length = run.len();
    while let Some(last) = run[..length].chars().next_back() {
        let closes = last == ')' && run[..length].matches('(').count() >= run[..length].matches(')').count();
        if closes || !matches!(last, '.' | ',' | ';' | ':' | ')' | ']' | '!' | '?' | '\'' | '’') {
            break;
        }
        length -= last.len_utf8();
    }
    length
}

/// Finds a bare DOI: `10.`, four to nine digits, a slash (DOI Handbook §2.2).
fn doi(text: &str) -> Option<usize> {
    text.match_indices("10.").map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back();
        let digits = text[at + 3..].bytes().take_while(u8::is_ascii_digit).count();
        let slash = text.as_bytes().get(at + 3 + digits) == Some(&b'/');
        slash && (4..=9).contains(&digits) && before.is_none_or(|c| !c.is_alphanumeric() && c != '/' && c != '.')
    })
}

/// Finds the digits after `PMID: `.
fn pubmed(text: &str) -> Option<usize> {
    text.match_indices("PMID").find_map(|(at, _)| {
        let after = text[at + 4..].trim_start_matches([':', ' ', '\u{a0}']);
        after.starts_with(|c: char| c.is_ascii_digit()).then(|| text.len() - after.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let mut content = vec![Inline::words(text)];
        linkify(&mut content);
        assert_eq!(crate::article::plain_text(&content), text);
        content
            .iter()
            .filter_map(|inline| match inline {
                Inline::Link(link) => match &link.target {
                    Target::Url(url) => Some(url.clone()),
                    Target::Anchor(_) => None,
                },
                _ => None,
            })
            .collect()
    }

    #[test]
    fn addresses_dois_and_pubmed_numbers_become_links_without_the_full_stop() {
        assert_eq!(links("At https://example.org/a_(b). Then."), ["https://example.org/a_(b)"]);
        assert_eq!(links("doi:10.1000/xyz123."), ["https://doi.org/10.1000/xyz123"]);
        assert_eq!(
            links("https://doi.org/10.1000/x (PMID: 123456)"),
            ["https://doi.org/10.1000/x", "https://pubmed.ncbi.nlm.nih.gov/123456"]
        );
        assert_eq!(links("version 10.2 of 2010.1234/5"), Vec::<String>::new());
    }
}
