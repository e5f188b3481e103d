//! Addresses of links for print: in parentheses after the link text, or in a numbered list at the end of the article.
//!
//! In note mode, all addresses are numbered. Links in headings, the title block and references are left alone. An
//! address that the link text already shows, or that was printed before, is not repeated.

use super::{
    Resolved,
    rewrite::{for_each_line_of_text, rewrite},
};
use crate::{
    article::{
        ADDRESSES, Anchor, Article, Block, Division, Heading, HeadingLevel, Inline, Link, Span, Target,
        for_each_inline, plain_text,
    },
    locale::Words,
    theme::Addresses,
};
use std::collections::HashMap;

/// The maximum length of an address in parentheses, in characters.
const SHORT: usize = 32;

/// The anchor of the list. Anchors of the article's own headings never start with an underscore.
const ANCHOR: &str = "_addresses";

/// Returns the article with the addresses of its links printed, or `None` if there are none to print.
pub(crate) fn spelled(resolved: &Resolved, mode: Addresses) -> Option<Resolved> {
    let mut any = false;
    let article = resolved.article();
    for body in std::iter::once(&article.body).chain(article.notes.iter().map(|note| &note.body)) {
        for_each_inline(body, &mut |inline| any |= matches!(inline, Inline::Link(x) if hidden(x).is_some()));
    }
    if mode == Addresses::None || !any {
        return None;
    }
    let mut article = resolved.article.clone();
    let mut speller = Speller::new(mode, SHORT);
    speller.blocks(&mut article.body);
    for note in &mut article.notes {
        Speller::new(Addresses::Inline, usize::MAX).blocks(&mut note.body);
    }
    if !speller.listed.is_empty() {
        let list = speller.list(&article);
        article.body.push(list);
    }
    Some(Resolved { article, pictures: resolved.pictures.clone(), formulas: resolved.formulas.clone() })
}

struct Speller {
    mode: Addresses,
    /// The maximum length of an address in parentheses, in characters.
    short: usize,
    /// The number of each address; `None` for one in parentheses.
    seen: HashMap<String, Option<usize>>,
    listed: Vec<String>,
}

impl Speller {
    fn new(mode: Addresses, short: usize) -> Self {
        Self { mode, short, seen: HashMap::new(), listed: Vec::new() }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for_each_line_of_text(blocks, &mut |line| rewrite(line, &mut |inline| self.inline(inline)));
    }

    fn inline(&mut self, inline: Inline) -> Vec<Inline> {
        let words = match &inline {
            Inline::Link(link) => hidden(link).and_then(|url| self.words(url)),
            _ => None,
        };
        std::iter::once(inline).chain(words.map(Inline::words)).collect()
    }

    /// Returns the text to insert after a link: ` (example.org)` or ` <1>`.
    fn words(&mut self, url: &str) -> Option<String> {
        if let Some(known) = self.seen.get(url) {
            return known.map(mark);
        }
        let shown = shown(url);
        if self.mode == Addresses::Inline && shown.chars().count() <= self.short {
            self.seen.insert(url.to_owned(), None);
            return Some(format!(" ({shown})"));
        }
        self.listed.push(shown.to_owned());
        self.seen.insert(url.to_owned(), Some(self.listed.len()));
        Some(mark(self.listed.len()))
    }

    fn list(&self, article: &Article) -> Block {
        let span = Span::default();
        let title = Heading {
            level: HeadingLevel::TOP,
            number: None,
            content: vec![Inline::words(Words::of(&article.lang()).addresses)],
            anchor: Some(Anchor::new(ANCHOR)),
            classes: Vec::new(),
            span,
        };
        let entry = |(at, address): (usize, &String)| {
            Block::paragraph(vec![Inline::words(format!("<{}> {address}", at + 1))], span)
        };
        let entries = self.listed.iter().enumerate().map(entry);
        let body = std::iter::once(Block::Heading(Box::new(title))).chain(entries).collect();
        Block::Division(Box::new(Division {
            lang: None,
            dir: None,
            classes: vec![ADDRESSES.to_owned()],
            anchor: None,
            layout: None,
            body,
            span,
        }))
    }
}

fn mark(number: usize) -> String {
    format!("\u{a0}<{number}>")
}

/// Returns the address of a link whose text does not show it.
fn hidden(link: &Link) -> Option<&str> {
    let Target::Url(url) = &link.target else { return None };
    let words = plain_text(&link.content);
    let (plain_words, plain_url) = (plain(&words), plain(url));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = digits(&words);
    let same = plain_words.is_empty()
        || plain_words.contains(&plain_url)
        || plain_url.strip_prefix("doi.org/").is_some_and(|doi| plain_words.contains(doi))
        || (url.starts_with("tel:") && !number.is_empty() && digits(url).ends_with(&number));
    (!same).then_some(url.as_str())
}

/// Returns an address in a normalized form, for comparison.
fn plain(address: &str) -> String {
    let address = shown(address.trim()).to_lowercase();
    address.strip_prefix("www.").map(str::to_owned).unwrap_or(address)
}

/// Returns an address in its printed form.
fn shown(url: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    schemes.iter().find_map(|scheme| url.strip_prefix(scheme)).unwrap_or(url).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::for_each_block,
        diagnostic::Source,
        env::MemoryEnv,
        read::{Syntax, read},
        resolve::{Options, resolve},
    };

    fn lines(text: &str, mode: Addresses) -> Vec<String> {
        let article = read(&Source::new("a.md", text), Syntax::Markdown).article;
        let resolved = resolve(article, None, &MemoryEnv::new(), &Options::default(), &mut Vec::new());
        let spelled = spelled(&resolved, mode).unwrap_or(resolved);
        let mut lines = Vec::new();
        for_each_block(&spelled.article().body, &mut |block| match block {
            Block::Paragraph(x) => lines.push(plain_text(&x.content)),
            Block::Heading(x) => lines.push(format!("# {}", plain_text(&x.content))),
            _ => {}
        });
        lines
    }

    const LINKS: &str = "---\ntitle: T\nlang: en\n---\n\nAsk [us](https://lung.example/), [us](https://lung.example/) or \
        [call](tel:+1-555-0100). Read [this](https://lung.example/a/very/long/way/to/a/page).\n\n\
        See <https://lung.example/> and [555-0100](tel:+15550100).\n";

    #[test]
    fn short_addresses_are_in_brackets_once_and_long_ones_in_a_list() {
        let wanted = [
            "Ask us (lung.example), us or call (+1-555-0100). Read this\u{a0}<1>.",
            "See https://lung.example/ and 555-0100.",
            "# Addresses",
            "<1> lung.example/a/very/long/way/to/a/page",
        ];
        assert_eq!(lines(LINKS, Addresses::Inline), wanted);
    }

    #[test]
    fn a_theme_may_list_all_addresses_or_none() {
        let notes = lines(LINKS, Addresses::Notes);
        assert!(notes[0].starts_with("Ask us\u{a0}<1>, us\u{a0}<1> or call\u{a0}<2>."), "{notes:?}");
        assert_eq!(notes.len(), 6);
        assert!(lines(LINKS, Addresses::None)[0].starts_with("Ask us, us or call. Read this."));
    }
}
