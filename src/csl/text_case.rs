//! Text case: the `text-case` attribute.
//!
//! The case of `nocase` spans, small capitals, superscripts and subscripts never changes.

use super::elements::TextCase;
use super::node::{Node, Tag};
use super::output::Font;

/// Changes the case of `nodes`. Title case applies to English fields and to terms of any language.
pub(super) fn apply(nodes: &mut [Node], case: TextCase, english: bool) {
    let text = super::node::plain(nodes);
    let shouted = text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let mut state = State { case, first: true, after_punctuation: false, shouted, last: None, length: 0 };
    match case {
        TextCase::Title if !english => return terms(nodes),
        TextCase::Title => state.last = last_word(nodes),
        _ => {}
    }
    state.length = 0;
    state.nodes(nodes, false);
}

/// Words that title case leaves in lowercase, unless they are first, last or follow a colon.
const STOP_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "afore",
    "after",
    "against",
    "al",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "amongst",
    "an",
    "and",
    "anenst",
    "apropos",
    "apud",
    "around",
    "as",
    "aside",
    "astride",
    "at",
    "athwart",
    "atop",
    "barring",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "besides",
    "between",
    "beyond",
    "but",
    "by",
    "c",
    "ca",
    "circa",
    "d'",
    "de",
    "despite",
    "down",
    "during",
    "et",
    "except",
    "for",
    "forenenst",
    "from",
    "given",
    "in",
    "inside",
    "into",
    "lest",
    "like",
    "modulo",
    "near",
    "next",
    "nor",
    "notwithstanding",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "out",
    "over",
    "per",
    "plus",
    "pro",
    "qua",
    "sans",
    "since",
    "so",
    "than",
    "the",
    "through",
    "throughout",
    "thru",
    "thruout",
    "till",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "unto",
    "up",
    "upon",
    "v",
    "van",
    "versus",
    "via",
    "vis-à-vis",
    "von",
    "vs",
    "with",
    "within",
    "without",
    "yet",
];

/// Applies title case to terms only.
fn terms(nodes: &mut [Node]) {
    for node in nodes {
        let is_term = matches!(node, Node::Tagged(Tag::Term, _));
        match node.children_mut() {
            Some(children) if is_term => apply(children, TextCase::Title, true),
            Some(children) => terms(children),
            None => {}
        }
    }
}

struct State {
    case: TextCase,
    /// Whether no word has been seen yet.
    first: bool,
    /// Whether the last word was followed by `:`, `!` or `?`.
    after_punctuation: bool,
    /// Whether the whole text is uppercase.
    shouted: bool,
    /// The byte position of the last word, which title case capitalizes even if it is a stop word.
    last: Option<usize>,
    /// The number of bytes before the current text.
    length: usize,
}

impl State {
    fn nodes(&mut self, nodes: &mut [Node], protected: bool) {
        for node in nodes {
            match node {
                Node::Text(text) => {
                    let length = text.len();
                    if protected {
                        self.first &= text.trim().is_empty();
                        self.after_punctuation &= text.trim().is_empty();
                    } else {
                        *text = self.text(text);
                    }
                    self.length += length;
                }
                Node::Affix(text) => {
                    let length = text.len();
                    *text = self.text(text);
                    self.length += length;
                }
                node => {
                    let protects = protects(node);
                    if let Some(children) = node.children_mut() {
                        self.nodes(children, protected || protects);
                    }
                }
            }
        }
    }

    fn text(&mut self, text: &str) -> String {
        match self.case {
            TextCase::Lowercase => return text.to_lowercase(),
            TextCase::Uppercase => return text.to_uppercase(),
            _ => {}
        }
        let mut changed = String::with_capacity(text.len());
        for word in Words::new(text) {
            let piece = &text[word.start..word.end];
            changed.push_str(&self.word(piece, &text[..word.start], &text[word.end..], word.start));
            if piece.chars().any(char::is_alphanumeric) {
                self.first = false;
                self.after_punctuation = false;
            }
            let separator = &text[word.end..word.next];
            changed.push_str(separator);
            self.after_punctuation |= separator.contains([':', '!', '?']);
        }
        changed
    }

    fn word(&self, word: &str, before: &str, after: &str, start: usize) -> String {
        let lower = word.to_lowercase();
        let is_lower = word == lower;
        match self.case {
            TextCase::CapitalizeFirst if self.first && is_lower => capitalized(word),
            TextCase::CapitalizeAll if is_lower => capitalized(word),
            TextCase::Sentence if self.first && self.shouted => capitalized(&lower),
            TextCase::Sentence if self.first && is_lower => capitalized(word),
            TextCase::Sentence if !self.first && (self.shouted || is_capitalized(word)) => lower,
            TextCase::Title if is_lower => {
                let single = word.chars().nth(1).is_none();
                let stop = single || STOP_WORDS.contains(&lower.as_str());
                let compound = after.starts_with('-') && !before.ends_with('-') && !single;
                let last = !single && self.last == Some(self.length + start);
                if !stop || compound || last || self.first || self.after_punctuation {
                    capitalized(word)
                } else {
                    word.to_string()
                }
            }
            _ => word.to_string(),
        }
    }
}

/// Returns whether the text in a node keeps its case.
fn protects(node: &Node) -> bool {
    matches!(node, Node::Nocase(_) | Node::Rich(Font::SmallCaps | Font::Superscript | Font::Subscript, _))
}

/// Returns `word` with its first letter capitalized, unless it is a lone Greek letter.
fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if !(('\u{370}'..='\u{3ff}').contains(&first) && chars.as_str().is_empty()) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => word.to_string(),
    }
}

fn is_capitalized(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.clone().next().is_some() && !chars.any(char::is_uppercase)
}

/// Returns the byte position of the last word of `nodes`, or `None` if it keeps its case.
fn last_word(nodes: &[Node]) -> Option<usize> {
    fn visit(nodes: &[Node], protected: bool, length: &mut usize, last: &mut Option<usize>) {
        for node in nodes {
            match node {
                Node::Text(text) | Node::Affix(text) => {
                    for word in Words::new(text).filter(|word| word.end > word.start) {
                        *last = (!protected).then_some(*length + word.start);
                    }
                    *length += text.len();
                }
                node => visit(node.children(), protected || protects(node), length, last),
            }
        }
    }
    let (mut length, mut last) = (0, None);
    visit(nodes, false, &mut length, &mut last);
    last
}

/// A word and the separators after it, as byte positions.
struct Word {
    start: usize,
    end: usize,
    next: usize,
}

/// Splits text into words at spaces and punctuation, but not at apostrophes or at periods inside a word.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let start = self.at;
        let rest = &self.text[start..];
        if rest.is_empty() {
            return None;
        }
        let mut end = self.text.len();
        for (offset, c) in rest.char_indices() {
            if is_separator(c, &self.text[start + offset + c.len_utf8()..], offset > 0) {
                end = start + offset;
                break;
            }
        }
        let mut next = self.text.len();
        for (offset, c) in self.text[end..].char_indices() {
            if !is_separator(c, &self.text[end + offset + c.len_utf8()..], false) {
                next = end + offset;
                break;
            }
        }
        self.at = next;
        Some(Word { start, end, next })
    }
}

fn is_separator(c: char, after: &str, inside: bool) -> bool {
    let joins = || inside && after.chars().next().is_some_and(char::is_alphanumeric);
    match c {
        '.' | ',' | '\'' | '’' => !joins(),
        '-' | '–' | '—' | '/' | ';' | '?' | '!' | ':' | '[' | ']' | '(' | ')' | '"' | '“' | '”' | '‘' => true,
        c => c.is_whitespace(),
    }
}
