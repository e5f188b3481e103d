//! Citations in articles that contain their reference list: the citation stays as written, its numerals become links.

use super::{super::anchors::Names, Entries, reading_order::in_reading_order, suggest};
use crate::{
    article::{Anchor, Article, Citation, CitationKey, Inline, MarkPart, Reference, Span},
    diagnostic::{Code, Diagnostic},
};
use std::collections::BTreeSet;

/// Links citations to the entries of the article's reference list.
pub(super) fn resolve(article: &mut Article, names: &mut Names, diagnostics: &mut Vec<Diagnostic>) {
    let mut references = std::mem::take(&mut article.references);
    let entries = Entries::new(&mut references, names, diagnostics);
    let mut count = 0;
    in_reading_order(article, &mut |mut citation, _| {
        count += 1;
        let anchor = names.claim(&format!("cite-{count}"));
        let linker = Linker { references: &references, entries: &entries };
        let (mark, cited) = linker.mark(&citation);
        diagnostics.extend(linker.missing(&citation));
        citation.mark = mark;
        citation.anchor = Some(anchor.clone());
        for index in cited.into_iter().collect::<BTreeSet<_>>() {
            references[index].cited_from.push(anchor.clone());
        }
        vec![Inline::Citation(citation)]
    });
    diagnostics.extend(references.iter().filter(|entry| entry.cited_from.is_empty()).map(|entry| {
        Diagnostic::new(Code::UncitedReference, format!("nothing cites the reference `{}`", entry.key)).at(entry.span)
    }));
    article.references = references;
}

struct Linker<'a> {
    references: &'a [Reference],
    entries: &'a Entries,
}

impl Linker<'_> {
    /// Returns the citation's mark in parts, and the entries that it cites.
    fn mark(&self, citation: &Citation) -> (Vec<MarkPart>, Vec<usize>) {
        let written = citation.written.clone().filter(|text| !text.is_empty()).unwrap_or_else(|| listed(citation));
        let tokens = tokens(&written);
        let mut cited: Vec<usize> =
            citation.items.iter().filter_map(|item| self.entries.by_key.get(&item.key).copied()).collect();
        cited.extend(self.inside_ranges(&tokens));
        let mut parts: Vec<MarkPart> = tokens
            .iter()
            .map(|token| {
                let entry = token.number.and_then(|n| self.index_of(n)).filter(|index| cited.contains(index));
                part(token.text, citation.span, entry.and_then(|index| self.anchor(index)))
            })
            .collect();
        if let Some(&first) = cited.first()
            && parts.iter().all(|part| part.entry.is_none())
        {
            parts = vec![part(&written, citation.span, self.anchor(first))];
        }
        (parts, cited)
    }

    fn anchor(&self, index: usize) -> Option<Anchor> {
        self.references[index].anchor.clone()
    }

    fn index_of(&self, number: u32) -> Option<usize> {
        self.entries.by_key.get(&CitationKey::new(number.to_string())).copied()
    }

    /// Returns the entries in ranges, from one numeral to another with a dash between them, inclusive.
    fn inside_ranges(&self, tokens: &[Token<'_>]) -> Vec<usize> {
        let mut inside = Vec::new();
        for window in tokens.windows(3) {
            if let (Some(from), "-" | "–" | "—" | "‐" | "‑", Some(to)) =
                (window[0].number, window[1].text.trim(), window[2].number)
            {
                let number = |entry: &Reference| entry.key.as_str().parse::<u32>().ok();
                let within = |entry: &Reference| number(entry).is_some_and(|n| (from..=to).contains(&n));
                inside.extend((0..self.references.len()).filter(|&index| within(&self.references[index])));
            }
        }
        inside
    }

    /// Returns a warning for each cited work that is not in the list.
    fn missing(&self, citation: &Citation) -> Vec<Diagnostic> {
        let missing = citation.items.iter().filter(|item| !self.entries.by_key.contains_key(&item.key));
        missing
            .map(|item| {
                let span = if item.span.is_unknown() { citation.span } else { item.span };
                let message = format!("there is no reference `{}`", item.key);
                Diagnostic::new(Code::MissingReference, message).at(span).help(self.help(item.key.as_str()))
            })
            .collect()
    }

    fn help(&self, key: &str) -> String {
        let last = self.references.iter().filter_map(|entry| entry.key.as_str().parse::<u32>().ok()).max();
        match last.filter(|_| key.parse::<u32>().is_ok()) {
            Some(last) => format!("the list of references ends with {last}"),
            None => suggest::help(key, self.references.iter().map(|entry| entry.key.as_str())),
        }
    }
}

fn part(text: &str, span: Span, entry: Option<Anchor>) -> MarkPart {
    MarkPart { content: vec![Inline::text(text.chars().filter(|c| !c.is_control()).collect::<String>(), span)], entry }
}

/// Returns a mark for a citation without one: `[3, 4]`.
fn listed(citation: &Citation) -> String {
    let keys: Vec<&str> = citation.items.iter().map(|item| item.key.as_str()).collect();
    format!("[{}]", keys.join(", "))
}

/// A run of digits with its value, or a run of other characters.
struct Token<'a> {
    text: &'a str,
    number: Option<u32>,
}

fn tokens(mark: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = mark;
    while let Some(first) = rest.chars().next() {
        let is_digit = digit(first).is_some();
        let end = rest.find(|c| digit(c).is_some() != is_digit).unwrap_or(rest.len());
        let (text, after) = rest.split_at(end);
        let number = is_digit.then(|| text.chars().filter_map(digit).collect::<String>());
        tokens.push(Token { text, number: number.and_then(|digits| digits.parse().ok()) });
        rest = after;
    }
    tokens
}

/// Returns an ordinary or superscript digit as an ordinary one.
fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => char::from_digit(c as u32 - '⁰' as u32, 10),
        _ => None,
    }
}
