//! A run of words that belong together, with their positions in the source.

use crate::article::Span;
use std::ops::Range;

/// The kind of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// The title, the subtitle, a heading, or the term of a definition.
    Heading,
    /// A paragraph, the lead of a tip, or the summary.
    Paragraph,
    /// A paragraph of a list item.
    Item,
    /// A caption.
    Caption,
    /// A paragraph in a table cell.
    Cell,
    /// A paragraph of a footnote.
    Note,
}

/// The longest text that is searched for words, in bytes.
const LONGEST: usize = 1 << 12;

/// A run of words that belong together.
#[derive(Debug)]
pub(in crate::check) struct Passage {
    pub(in crate::check) kind: Kind,
    /// The text, with single spaces; forced line breaks are `\n`.
    pub(in crate::check) text: String,
    /// Whether it is marked up as being in another language than the article.
    pub(in crate::check) foreign: bool,
    /// The index of its section.
    pub(in crate::check) section: usize,
    /// The source span.
    pub(in crate::check) span: Span,
    pub(in crate::check) sentences: Vec<Range<usize>>,
    pub(in crate::check) words: Vec<Word>,
    pub(super) pieces: Vec<Piece>,
}

/// A word without surrounding punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Word {
    pub(in crate::check) start: usize,
    pub(in crate::check) end: usize,
    /// The word in lower case, with straight apostrophes.
    pub(in crate::check) lower: Box<str>,
    /// The number of syllables; 1 if the language has no rules for them.
    pub(in crate::check) syllables: usize,
}

/// A part of a passage that is contiguous in the source.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) span: Span,
}

impl Passage {
    pub(super) fn new(kind: Kind, section: usize, foreign: bool, span: Span) -> Self {
        let (text, sentences, words, pieces) = (String::new(), Vec::new(), Vec::new(), Vec::new());
        Self { kind, text, foreign, section, span, sentences, words, pieces }
    }

    /// Returns whether it counts for reading ease.
    pub(in crate::check) fn is_prose(&self) -> bool {
        matches!(self.kind, Kind::Paragraph | Kind::Item)
    }

    /// Returns a word as written.
    pub(in crate::check) fn word(&self, word: &Word) -> &str {
        &self.text[word.start..word.end]
    }

    /// Returns the sentence at an offset.
    pub(in crate::check) fn sentence_at(&self, at: usize) -> Option<&Range<usize>> {
        let index = self.sentences.partition_point(|sentence| sentence.end <= at);
        self.sentences.get(index).filter(|sentence| sentence.start <= at)
    }

    /// Returns the words of a sentence.
    pub(in crate::check) fn words_in(&self, sentence: &Range<usize>) -> &[Word] {
        let from = self.words.partition_point(|word| word.start < sentence.start);
        let to = self.words.partition_point(|word| word.start < sentence.end);
        &self.words[from..to]
    }

    /// Returns the source span of a part. If the source spells it differently (`&amp;`, a straight quote), the words
    /// are searched for, and the span of the whole text is returned if they are not found.
    pub(in crate::check) fn place(&self, part: Range<usize>, source: &str) -> Span {
        let mut place = Span::default();
        let first = self.pieces.partition_point(|piece| piece.end <= part.start);
        let touched = self.pieces[first..].iter().take_while(|piece| piece.start < part.end);
        for piece in touched {
            let within = part.start.max(piece.start)..part.end.min(piece.end);
            place = place.cover(self.place_in(piece, within, source));
        }
        if place.is_unknown() { self.span } else { place }
    }

    fn place_in(&self, piece: &Piece, part: Range<usize>, source: &str) -> Span {
        let (start, end) = (piece.span.start as usize, piece.span.end as usize);
        let Some(written) = source.get(start..end) else { return piece.span };
        let (own, words) = (&self.text[piece.start..piece.end], &self.text[part.clone()]);
        if written == own {
            return Span::new(start + part.start - piece.start, start + part.end - piece.start);
        }
        if own.len() > LONGEST {
            return piece.span;
        }
        let before = own[..part.start - piece.start].matches(words).count();
        let found = written.match_indices(words).nth(before);
        found.map_or(piece.span, |(at, _)| Span::new(start + at, start + at + words.len()))
    }
}
