//! The last step of rendering: punctuation, quotation marks and alternating fonts.
//!
//! Where an affix meets other text, punctuation merges as in citeproc-js: `?` and `.` become `?`, two periods become
//! one. Periods and commas move inside quotation marks if the locale says so. Italics inside italics become upright.

use super::elements::TermForm;
use super::locales::Locales;
use super::node::Node;
use super::node::Tag;
use super::output::{Display, Font, Run};

/// Converts nodes into final runs.
pub(super) fn finish(nodes: &[Node], locales: &Locales) -> Vec<Run> {
    let mut flat = Flat { marks: QuoteMarks::new(locales), tokens: Vec::new(), quote_depth: 0 };
    flat.add(nodes, Origin::Content);
    let mut tokens = flat.tokens;
    punctuate(&mut tokens, locales.punctuation_in_quote());
    let mut tokens = tokens.into_iter();
    build(&mut tokens, &mut Vec::new())
}

/// A piece of the flattened tree.
#[derive(Debug)]
enum Token {
    Text { text: String, origin: Origin },
    OpenQuote(String),
    CloseQuote(String),
    Open(Wrap),
    Close,
}

/// The origin of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// An item or a term.
    Content,
    /// The style, as an affix or a delimiter.
    Affix,
    /// The author of the document, before or after a cite. The number distinguishes such texts.
    Author(usize),
}

#[derive(Clone, Debug)]
enum Wrap {
    Font(Font),
    Rich(Font),
    Link(String),
    Block(Display),
    Cite(usize),
}

/// The quotation marks of a locale.
struct QuoteMarks {
    outer: [String; 2],
    inner: [String; 2],
}

impl QuoteMarks {
    fn new(locales: &Locales) -> Self {
        let term = |name, default: &str| locales.term(name, TermForm::Long, false).unwrap_or(default).to_string();
        Self {
            outer: [term("open-quote", "“"), term("close-quote", "”")],
            inner: [term("open-inner-quote", "‘"), term("close-inner-quote", "’")],
        }
    }
}

struct Flat {
    marks: QuoteMarks,
    tokens: Vec<Token>,
    quote_depth: usize,
}

impl Flat {
    fn add(&mut self, nodes: &[Node], origin: Origin) {
        for node in nodes {
            match node {
                Node::Text(text) => self.text(text, origin),
                Node::Affix(text) => self.text(text, Origin::Affix),
                Node::Nocase(inner) => self.add(inner, origin),
                Node::Tagged(Tag::Cite(index), inner) => self.wrapped(Wrap::Cite(*index), inner, origin),
                Node::Tagged(Tag::CiteAffix, inner) => self.add(inner, Origin::Author(self.tokens.len())),
                Node::Tagged(_, inner) => self.add(inner, origin),
                Node::Font(font, inner) => self.wrapped(Wrap::Font(*font), inner, origin),
                Node::Rich(font, inner) => self.wrapped(Wrap::Rich(*font), inner, origin),
                Node::Link(url, inner) => self.wrapped(Wrap::Link(url.clone()), inner, origin),
                Node::Block(display, inner) => self.wrapped(Wrap::Block(*display), inner, origin),
                Node::Quoted(inner) => {
                    let marks = if self.quote_depth.is_multiple_of(2) { &self.marks.outer } else { &self.marks.inner };
                    let [open, close] = marks.clone();
                    self.tokens.push(Token::OpenQuote(open));
                    self.quote_depth += 1;
                    self.add(inner, origin);
                    self.quote_depth -= 1;
                    self.tokens.push(Token::CloseQuote(close));
                }
            }
        }
    }

    fn text(&mut self, text: &str, origin: Origin) {
        if !text.is_empty() {
            // apostrophes in the style's own text
            let text = if origin == Origin::Affix { text.replace('\'', "’") } else { text.to_string() };
            self.tokens.push(Token::Text { text, origin });
        }
    }

    fn wrapped(&mut self, wrap: Wrap, inner: &[Node], origin: Origin) {
        self.tokens.push(Token::Open(wrap));
        self.add(inner, origin);
        self.tokens.push(Token::Close);
    }
}

/// Text that later text may merge into.
#[derive(Clone, Copy)]
struct Last {
    /// The index of its token.
    token: usize,
    /// Whether a quotation is closed after it.
    closed: bool,
}

/// Merges punctuation and moves it into quotation marks.
fn punctuate(tokens: &mut [Token], in_quote: bool) {
    let mut before: Vec<Last> = Vec::new();
    for index in 0..tokens.len() {
        match &tokens[index] {
            Token::CloseQuote(_) => {
                if let Some(last) = before.last_mut() {
                    last.closed = true;
                }
            }
            Token::OpenQuote(_) | Token::Open(Wrap::Block(_)) => before.clear(),
            Token::Open(_) | Token::Close => {}
            Token::Text { .. } => {
                merge(tokens, &mut before, index, in_quote);
                if matches!(&tokens[index], Token::Text { text, .. } if !text.is_empty()) {
                    before.push(Last { token: index, closed: false });
                }
            }
        }
    }
}

/// Merges the start of the text at `index` into the text before it.
fn merge(tokens: &mut [Token], before: &mut Vec<Last>, index: usize, in_quote: bool) {
    let (earlier, rest) = tokens.split_at_mut(index);
    let Some(Token::Text { text: right, origin }) = rest.first_mut() else { return };
    while let Some(last) = before.last().copied() {
        let Token::Text { text: left, origin: left_origin } = &mut earlier[last.token] else { return };
        // texts of the same origin stay as their author wrote them
        if origin == left_origin && *origin != Origin::Affix {
            return;
        }
        // the text of an item loses at most one mark
        let most = if *origin == Origin::Affix { usize::MAX } else { 1 };
        merge_pair(left, right, last.closed, in_quote, most);
        if !left.is_empty() {
            return;
        }
        // the last mark of the previous text was taken over
        before.pop();
    }
}

/// Merges up to `most` punctuation marks at the start of `right` into `left`.
fn merge_pair(left: &mut String, right: &mut String, closed: bool, in_quote: bool, most: usize) {
    for _ in 0..most {
        let (Some(a), Some(b)) = (left.chars().next_back(), right.chars().next()) else { return };
        // an ellipsis stays whole
        if right.starts_with("..") {
            return;
        }
        let doubled = a == b && is_punctuation(a) || is_space(a) && is_space(b);
        let merged = if doubled { Some(Merge::Left) } else { merged(a, b) };
        match merged {
            Some(Merge::Left) => {
                right.remove(0);
            }
            Some(Merge::Right) if !closed || in_quote && moves_in(b) => {
                left.pop();
                if left.is_empty() {
                    return;
                }
                left.push(right.remove(0));
            }
            _ if closed && in_quote && moves_in(b) && !is_space(a) => left.push(right.remove(0)),
            _ => return,
        }
    }
}

enum Merge {
    /// Only the left character remains.
    Left,
    /// Only the right character remains.
    Right,
}

/// Returns how two different punctuation marks merge, if they do.
fn merged(left: char, right: char) -> Option<Merge> {
    match (left, right) {
        ('!', '.' | ':') | ('?', '.' | ':') | (':', '.') | (';', ':' | '.') => Some(Merge::Left),
        (':' | ';', '!' | '?') => Some(Merge::Right),
        _ => None,
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?')
}

fn moves_in(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// Builds runs from tokens, up to the end of the current element.
fn build(tokens: &mut std::vec::IntoIter<Token>, fonts: &mut Vec<Font>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Close => break,
            Token::Text { text, .. } | Token::OpenQuote(text) | Token::CloseQuote(text) => match runs.last_mut() {
                Some(Run::Text(last)) => last.push_str(&text),
                _ if text.is_empty() => {}
                _ => runs.push(Run::Text(text)),
            },
            Token::Open(wrap @ (Wrap::Font(font) | Wrap::Rich(font))) => {
                let font = change(font, matches!(wrap, Wrap::Rich(_)), fonts);
                fonts.extend(font);
                let inner = build(tokens, fonts);
                match font {
                    Some(font) => {
                        fonts.pop();
                        push_wrapped(&mut runs, inner, |inner| Run::Styled(font, inner));
                    }
                    None => runs.extend(inner),
                }
            }
            Token::Open(wrap) => {
                let inner = build(tokens, fonts);
                push_wrapped(&mut runs, inner, |inner| match wrap {
                    Wrap::Link(url) => Run::Link(url, inner),
                    Wrap::Block(display) => Run::Block(display, inner),
                    Wrap::Cite(index) => Run::Cite(index, inner),
                    Wrap::Font(font) | Wrap::Rich(font) => Run::Styled(font, inner),
                });
            }
        }
    }
    runs
}

fn push_wrapped(runs: &mut Vec<Run>, inner: Vec<Run>, wrap: impl FnOnce(Vec<Run>) -> Run) {
    if !inner.is_empty() {
        runs.push(wrap(inner));
    }
}

/// Returns the font change that `font` means within the surrounding fonts, or `None` if nothing changes.
///
/// Formatting of fields alternates: italics within italics are upright. Formatting of styles does not.
fn change(font: Font, alternates: bool, around: &[Font]) -> Option<Font> {
    let (on, off) = pair(font);
    let is_on = around.iter().rev().find(|other| **other == on || **other == off) == Some(&on);
    let turns_on = font == on && !(is_on && alternates);
    (turns_on != is_on).then_some(if turns_on { on } else { off })
}

/// Returns the font itself and its regular counterpart.
fn pair(font: Font) -> (Font, Font) {
    match font {
        Font::Italic | Font::Upright => (Font::Italic, Font::Upright),
        Font::Bold | Font::RegularWeight => (Font::Bold, Font::RegularWeight),
        Font::Light => (Font::Light, Font::RegularWeight),
        Font::SmallCaps | Font::RegularCaps => (Font::SmallCaps, Font::RegularCaps),
        Font::Underline | Font::NoUnderline => (Font::Underline, Font::NoUnderline),
        Font::Superscript => (Font::Superscript, Font::Baseline),
        Font::Subscript => (Font::Subscript, Font::Baseline),
        Font::Baseline => (Font::Superscript, Font::Baseline),
    }
}
