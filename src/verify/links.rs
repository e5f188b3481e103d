//! Links: which text links to which target, in reading order.
//!
//! Active addresses and anchors within the article are treated alike. Back links from notes to their references are
//! ignored; those of the bibliography must lead to a citation.

use super::normal::normal;
use crate::article::*;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, HashSet};

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Linked {
    /// The link text.
    pub(super) words: String,
    /// The target: an address, or `#` and an anchor.
    pub(super) to: String,
}

/// Links in reading order: those of the text under `None`, and those of each note under its number.
pub(super) type Links = BTreeMap<Option<String>, Vec<Linked>>;

/// The target of links in a format that renames anchors.
pub(super) const SOMEWHERE: &str = "#";

/// Returns the first difference between the links of an article and those found in an output.
pub(super) fn difference(article: &Article, found: &Links) -> Option<String> {
    let mut walk = Walk { article, links: Links::new(), note: None };
    walk.article();
    if found.values().flatten().any(|link| link.to == SOMEWHERE) {
        return somewhere(walk.links, found);
    }
    let back: HashSet<String> = article.references.iter().flat_map(|entry| &entry.cited_from).map(place).collect();
    let marks = note_marks(article);
    let (mut expected, mut found) = (walk.links, found.clone());
    // The author's own links may lead to a citation too.
    let mut wanted = backward(&mut expected, &back);
    wanted.extend(expected_backward(article));
    let mut returning = backward(&mut found, &back);
    wanted.sort_unstable();
    returning.sort_unstable();
    // A format may have only the back link to the first citation, or none.
    if has_bibliography(article) && !returning.iter().all(|place| wanted.binary_search(place).is_ok()) {
        return Some("a back link of the bibliography does not lead to a citation".to_owned());
    }
    for links in expected.values_mut().chain(found.values_mut()) {
        links.retain(|link| !marks.contains(&link.to));
    }
    let notes: Vec<Option<String>> = expected.keys().chain(found.keys()).cloned().collect();
    notes.iter().find_map(|note| {
        let of = |links: &Links| links.get(note).cloned().unwrap_or_default();
        first(&of(&expected), &of(&found))
    })
}

/// Returns the first difference in link text or external targets; anchors are not compared.
fn somewhere(mut expected: Links, found: &Links) -> Option<String> {
    let places = expected.values_mut().flatten().filter(|link| link.to.starts_with('#'));
    places.for_each(|link| SOMEWHERE.clone_into(&mut link.to));
    let notes: Vec<&Option<String>> = expected.keys().chain(found.keys()).collect();
    notes.into_iter().find_map(|note| {
        let of = |links: &Links| links.get(note).cloned().unwrap_or_default();
        first(&of(&expected), &of(found))
    })
}

fn first(expected: &[Linked], found: &[Linked]) -> Option<String> {
    for at in 0..expected.len().max(found.len()) {
        match (expected.get(at), found.get(at)) {
            (Some(expected), Some(found)) if same(&expected.to, &found.to) => {
                let (right, wrong) = (letters(&expected.words), letters(&found.words));
                // formulas of a Word document are compared separately
                let known = found.words.contains(super::FORMULA);
                if !right.is_empty() && right != wrong && !known {
                    return Some(format!("link {}: expected “{}”, found “{}”", at + 1, expected.words, found.words));
                }
            }
            (Some(expected), Some(found)) => {
                return Some(format!(
                    "link {}, “{}”: expected to lead to {}, leads to {}",
                    at + 1,
                    expected.words,
                    expected.to,
                    found.to
                ));
            }
            (Some(expected), None) => return Some(format!("no link “{}” leads to {}", expected.words, expected.to)),
            (None, Some(found)) => {
                return Some(format!(
                    "a link “{}” leads to {}, which no link of the article does",
                    found.words, found.to
                ));
            }
            (None, None) => {}
        }
    }
    None
}

/// Returns whether two addresses are the same apart from percent-encoding.
fn same(one: &str, other: &str) -> bool {
    let plain = |address: &str| percent_decode_str(address.trim()).collect::<Vec<u8>>();
    plain(one) == plain(other)
}

fn letters(words: &str) -> String {
    normal(words).into_iter().filter(|c| c.is_alphanumeric()).collect()
}

fn place(anchor: &Anchor) -> String {
    format!("#{anchor}")
}

fn has_bibliography(article: &Article) -> bool {
    fn any(blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match block {
            Block::Bibliography(_) => true,
            Block::Division(x) => any(&x.body),
            _ => false,
        })
    }
    any(&article.body)
}

fn expected_backward(article: &Article) -> Vec<String> {
    article.references.iter().flat_map(|entry| &entry.cited_from).map(place).collect()
}

/// Removes the back links of the bibliography and returns their targets.
fn backward(found: &mut Links, back: &HashSet<String>) -> Vec<String> {
    let mut returning = Vec::new();
    for links in found.values_mut() {
        returning.extend(links.extract_if(.., |link| back.contains(&link.to)).map(|link| link.to));
    }
    returning
}

/// Returns the anchors of note references.
fn note_marks(article: &Article) -> HashSet<String> {
    let mut marks = HashSet::new();
    let mut add = |inline: &Inline| {
        if let Inline::NoteRef(mark) = inline {
            marks.extend(mark.anchor.as_ref().map(place));
        }
    };
    article.front.iter().flat_map(TitleBlock::texts).for_each(|line| inlines_of(line, &mut |inline| add(inline)));
    for_each_inline(&article.body, &mut |inline| add(inline));
    article.notes.iter().for_each(|note| for_each_inline(&note.body, &mut |inline| add(inline)));
    marks
}

struct Walk<'a> {
    article: &'a Article,
    links: Links,
    note: Option<String>,
}

impl Walk<'_> {
    fn article(&mut self) {
        let article = self.article;
        if let Some(front) = &article.front {
            front.texts().for_each(|line| self.inlines(line));
        }
        self.blocks(&article.body);
        for note in &article.notes {
            self.note = Some(note.number.unwrap_or_default().to_string());
            self.blocks(&note.body);
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(x) => self.inlines(&x.content),
            Block::Paragraph(x) => self.inlines(&x.content),
            Block::Tips(x) => x.items.iter().for_each(|tip| {
                self.inlines(&tip.lead);
                self.blocks(&tip.body);
            }),
            Block::List(x) => x.items.iter().for_each(|item| self.blocks(&item.body)),
            Block::Quote(x) => self.blocks(&x.body),
            Block::Callout(x) => {
                self.inlines(&x.title);
                self.blocks(&x.body);
            }
            Block::Table(x) => {
                self.caption(x.caption.as_ref());
                x.head.iter().chain(&x.body).flat_map(|row| &row.cells).for_each(|cell| self.blocks(&cell.body));
            }
            Block::Figure(x) => self.caption(x.caption.as_ref()),
            Block::Definitions(x) => x.items.iter().for_each(|item| {
                self.inlines(&item.term);
                item.meanings.iter().for_each(|meaning| self.blocks(meaning));
            }),
            Block::Division(x) => self.blocks(&x.body),
            Block::Bibliography(_) => {
                let article = self.article;
                article.references.iter().for_each(|entry| self.inlines(&entry.content));
            }
            Block::Code(_) | Block::Formula(_) | Block::Rule(_) | Block::PageBreak(_) => {}
        }
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        caption.into_iter().for_each(|caption| self.inlines(&caption.content));
    }

    fn inlines(&mut self, content: &[Inline]) {
        content.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Link(x) => match &x.target {
                Target::Url(url) if is_active(url) => self.link(plain_text(&x.content), url.clone()),
                Target::Url(_) => self.inlines(&x.content),
                Target::Anchor(anchor) => self.link(plain_text(&x.content), place(anchor)),
            },
            Inline::CrossRef(x) => self.link(plain_text(&x.content), place(&x.target)),
            Inline::Citation(x) => x.mark.iter().for_each(|part| match &part.entry {
                Some(entry) => self.link(plain_text(&part.content), place(entry)),
                None => self.inlines(&part.content),
            }),
            Inline::NoteRef(x) => {
                let note = self.article.notes.iter().find(|note| note.label == x.label);
                if let Some(anchor) = note.and_then(|note| note.anchor.as_ref()) {
                    self.link(x.number.unwrap_or_default().to_string(), place(anchor));
                }
            }
            Inline::Styled(x) => self.inlines(&x.content),
            Inline::Scope(x) => self.inlines(&x.content),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(_)
            | Inline::Break(_)
            | Inline::Ruby(_)
            | Inline::Formula(_) => {}
        }
    }

    fn link(&mut self, words: String, to: String) {
        self.links.entry(self.note.clone()).or_default().push(Linked { words, to });
    }
}

/// Returns whether formats make an address an active link.
fn is_active(address: &str) -> bool {
    let scheme = url::Url::parse(address.trim()).map(|url| url.scheme().to_owned()).unwrap_or_default();
    matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel")
}
