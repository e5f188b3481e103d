//! Citations in source form: `[@key, p. 3]`, or the numerals as written above the list that they cite.

use super::{Writer, before::Before, escape};
use crate::{
    article::{
        Article, Block, Citation, CitationItem, CitationMode, Inline, Paragraph, Reference, for_each_inline, plain_text,
    },
    locale::Words,
    read::grammar,
};

/// Returns whether the article writes its references out: its citations are then written unchanged.
pub(super) fn listed(article: &Article) -> bool {
    let mut written = false;
    for body in std::iter::once(&article.body).chain(article.notes.iter().map(|note| &note.body)) {
        for_each_inline(body, &mut |inline| {
            written |= matches!(inline, Inline::Citation(citation) if citation.written.is_some());
        });
    }
    let numbers = |entry: &Reference| entry.key.as_str().bytes().all(|byte| byte.is_ascii_digit());
    written || (!article.references.is_empty() && article.references.iter().all(numbers))
}

/// Returns whether a paragraph says where the list of references is available, in place of the list.
pub(super) fn is_kept_elsewhere(paragraph: &Paragraph, words: &Words) -> bool {
    matches!(paragraph.content.as_slice(), [Inline::Text(text)] if text.text == words.references_kept)
}

impl<'a> Writer<'a> {
    pub(super) fn citation(&mut self, citation: &Citation) -> String {
        if let (true, Some(written)) = (self.listed, &citation.written) {
            let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
            let plain = written.starts_with(['[', '(']) || written.contains(raised);
            return if plain { written.clone() } else { format!("<sup>{written}</sup>") };
        }
        let items: Vec<String> = citation.items.iter().map(|item| self.item_cited(item)).collect();
        match (citation.mode, citation.items.as_slice()) {
            (CitationMode::Narrative, [item]) => {
                let joined = |c: char| c.is_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '@');
                if self.last.is_some_and(joined) {
                    self.lose("a citation that is part of a word", "put a space before it", citation.span);
                }
                self.narrative(item)
            }
            _ => format!("[{}]", items.join("; ")),
        }
    }

    fn narrative(&mut self, item: &CitationItem) -> String {
        let key = key(item.key.as_str());
        let place: Vec<String> = located(item)
            .into_iter()
            .chain([plain_text(&item.suffix)].into_iter().filter(|words| !words.is_empty()))
            .collect();
        if place.is_empty() { key } else { format!("{key} [{}]", place.join(", ")) }
    }

    fn item_cited(&mut self, item: &CitationItem) -> String {
        let (prefix, suffix) = (self.words_in(&item.prefix, item), self.words_in(&item.suffix, item));
        let mut text = if prefix.is_empty() { prefix } else { format!("{prefix} ") };
        text.push_str(if item.suppress_author { "-" } else { "" });
        text.push_str(&key(item.key.as_str()));
        if item.locator.as_ref().is_some_and(|own| grammar::locator(&own.label).is_none()) {
            self.lose("this kind of locator: it reads as a page", "write it in words", item.span);
        }
        if let Some(place) = located(item) {
            text.push_str(&format!(", {place}"));
        }
        if !suffix.is_empty() {
            let space = if suffix.starts_with(|c: char| c.is_alphanumeric()) { " " } else { "" };
            text.push_str(&format!("{space}{suffix}"));
        }
        text
    }

    /// Returns text inside the brackets, which contain no markup.
    fn words_in(&mut self, content: &[Inline], item: &CitationItem) -> String {
        let words = plain_text(content);
        let plain = matches!(content, [] | [Inline::Text(_)]) && !words.contains(['[', ']', ';', '@']);
        if !plain {
            self.lose("markup in the words of a citation", "write them outside of it", item.span);
        }
        escape::title(&words.replace(['[', ']', ';', '@'], "")).trim_matches('"').to_owned()
    }

    /// Returns the bibliography: nothing is needed below its heading, except for a written-out list.
    pub(super) fn bibliography(&mut self, before: Before<'a>, next: Option<&Block>, top: bool) -> String {
        let headed = matches!(before.block, Some(Block::Heading(heading)) if grammar::is_references(&plain_text(&heading.content)));
        if self.listed {
            if !(top && headed) {
                let help = "put it right below a heading such as “References”";
                self.lose("a list of references in this place", help, crate::article::Span::default());
            }
            let article = self.article;
            if article.references.iter().any(|entry| entry.label.is_none()) {
                self.lose("references without numbers", "number them", crate::article::Span::default());
            }
            let entries: Vec<String> = article.references.iter().map(|entry| self.entry(entry)).collect();
            return entries.join("\n");
        }
        let ends = next.is_none_or(|next| matches!(next, Block::Heading(_)));
        if top && headed && ends { String::new() } else { "<div id=\"refs\"></div>".to_owned() }
    }

    fn entry(&mut self, entry: &Reference) -> String {
        format!("{}. {}", entry.key, self.line(&entry.content))
    }
}

fn key(key: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ':');
    let sound = key.chars().all(plain) && key.ends_with(|c: char| c.is_alphanumeric());
    if sound { format!("@{key}") } else { format!("@{{{key}}}") }
}

/// Returns the locator, with its label.
fn located(item: &CitationItem) -> Option<String> {
    let locator = item.locator.as_ref()?;
    let label = grammar::locator(&locator.label).unwrap_or("p.");
    Some(format!("{label} {}", locator.value))
}
