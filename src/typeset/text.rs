//! Text to be set: characters, each with a style and an owner, and embedded objects.

use super::{Color, FaceId, ItemKind, LinkId, Owner, maths::Formula};
use crate::breaks::FORMULA;
use std::{borrow::Cow, ops::Range, sync::Arc};

/// The style of characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct TextStyle {
    /// The preferred face; characters that it lacks are taken from another.
    pub(crate) face: FaceId,
    /// The size in points per em.
    pub(crate) size: f32,
    /// The color.
    pub(crate) color: Color,
    /// How far the baseline is raised, in points; negative values lower it.
    pub(crate) rise: f32,
    /// The forms of digits and letters.
    pub(crate) forms: Forms,
    /// Whether the characters are underlined.
    pub(crate) underline: bool,
    /// Whether the characters are struck through.
    pub(crate) strike: bool,
    /// Whether words are hyphenated or otherwise divided at line ends.
    pub(crate) division: Division,
}

/// Forms of the zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Zero {
    /// An open oval.
    Plain,
    /// With a slash.
    Slashed,
}

/// Forms of digits and letters, if a face has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Forms {
    /// Digits of equal width, for columns.
    pub(crate) tabular: bool,
    /// Digits with ascenders and descenders, for running text.
    pub(crate) old_style: bool,
    /// Lowercase letters as small capitals.
    pub(crate) small_caps: bool,
    /// The zero, if not the default of the face.
    pub(crate) zero: Option<Zero>,
}

/// Whether words are hyphenated or otherwise divided at line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Division {
    /// Only if a word is wider than a line, and then anywhere.
    #[default]
    Never,
    /// Only if a word is wider than a line.
    Needed(Divider),
    /// Wherever it makes better lines.
    Freely(Divider),
}

/// How words are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Divider {
    /// With a hyphen, by the rules of the language.
    Language(hypher::Lang),
    /// After the marks in names and paths, without a hyphen.
    Code,
}

impl Division {
    /// Returns how words are divided, if they may be.
    pub(super) fn divider(self) -> Option<Divider> {
        match self {
            Self::Never => None,
            Self::Needed(divider) | Self::Freely(divider) => Some(divider),
        }
    }
}

/// A run of characters of one style, owner and link.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StyledRun {
    pub(super) range: Range<usize>,
    pub(super) style: TextStyle,
    pub(super) owner: Owner,
    pub(super) link: Option<LinkId>,
}

/// An inline picture, or a piece of an inline formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Object {
    /// Width in points.
    pub(crate) width: f32,
    /// Height above the baseline in points.
    pub(crate) height: f32,
    /// Depth below the baseline in points.
    pub(crate) depth: f32,
    /// The contents.
    pub(crate) content: ObjectContent,
}

/// The contents of an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ObjectContent {
    /// A picture, by its key.
    Picture(Arc<str>),
    /// Glyphs and rules, from the left end of the baseline.
    Formula {
        items: Vec<ItemKind>,
        /// If the formula continues: the penalty for ending a line here, and how much of the width then vanishes.
        continues: Option<(f32, f32)>,
    },
}

/// The character that represents an object in the text.
pub(super) const OBJECT: char = '\u{fffc}';

/// Text to be set, built from start to end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Text {
    pub(super) text: String,
    pub(super) runs: Vec<StyledRun>,
    pub(super) objects: Vec<(usize, Object)>,
    pub(super) marks: Vec<(usize, u32)>,
    pub(super) notes: Vec<(usize, u32)>,
}

impl Text {
    /// Returns an empty text.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Returns whether there is nothing to set.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the characters.
    #[must_use]
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds characters.
    pub(crate) fn push(&mut self, characters: &str, style: TextStyle, owner: Owner, link: Option<LinkId>) {
        let start = self.text.len();
        self.text.push_str(characters);
        self.cover(start, style, owner, link);
    }

    /// Adds an object. It is set on the baseline and owned like a character.
    pub(crate) fn push_object(&mut self, object: Object, style: TextStyle, owner: Owner, link: Option<LinkId>) {
        let start = self.text.len();
        self.objects.push((start, object));
        self.text.push(OBJECT);
        self.cover(start, style, owner, link);
    }

    /// Returns the text for line breaking: a formula counts as a letter of its word.
    pub(super) fn breakable(&self) -> Cow<'_, str> {
        let formulas =
            self.objects.iter().filter(|(_, object)| matches!(object.content, ObjectContent::Formula { .. }));
        let mut text = String::new();
        for (at, _) in formulas {
            text.push_str(&self.text[text.len()..*at]);
            text.push(FORMULA);
        }
        if text.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        text.push_str(&self.text[text.len()..]);
        Cow::Owned(text)
    }

    /// Returns the index of the object at an offset of the text.
    pub(super) fn object_at(&self, place: usize) -> Option<usize> {
        self.objects.binary_search_by_key(&place, |(at, _)| *at).ok()
    }

    /// Adds a formula, each piece with its owner.
    pub(crate) fn push_formula(
        &mut self,
        formula: Formula,
        owners: impl IntoIterator<Item = Owner>,
        style: TextStyle,
        link: Option<LinkId>,
    ) {
        let last = formula.pieces.len().saturating_sub(1);
        for ((at, piece), owner) in formula.pieces.into_iter().enumerate().zip(owners) {
            let continues = (at < last).then_some((piece.penalty, piece.blank));
            let content = ObjectContent::Formula { items: piece.items, continues };
            let object = Object { width: piece.width, height: piece.ascent, depth: piece.descent, content };
            self.push_object(object, style, owner, link);
        }
    }

    /// Adds a forced line break.
    pub(crate) fn push_break(&mut self, style: TextStyle, owner: Owner) {
        self.push("\n", style, owner, None);
    }

    /// Requests an item of kind [`super::ItemKind::Mark`] at the position of the next character.
    pub(crate) fn push_mark(&mut self, mark: u32) {
        self.marks.push((self.text.len(), mark));
    }

    /// Attaches a note, by the caller's number, to the line of the previous character.
    pub(crate) fn push_note(&mut self, note: u32) {
        self.notes.push((self.text.len().saturating_sub(1), note));
    }

    fn cover(&mut self, start: usize, style: TextStyle, owner: Owner, link: Option<LinkId>) {
        let range = start..self.text.len();
        if range.is_empty() {
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.style == style && last.owner == owner && last.link == link => last.range.end = range.end,
            _ => self.runs.push(StyledRun { range, style, owner, link }),
        }
    }
}
