//! Letters in mathematical alphabets: `\mathbb{R}` is `ℝ`.

use crate::maths::{
    letters::{self, Alphabet},
    tree::{Leaf, Node},
};

/// A font for letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Font {
    Normal,
    Upright,
    Bold,
    BoldItalic,
    /// Italic words.
    Italic,
    DoubleStruck,
    Script,
    Fraktur,
}

impl Font {
    /// Returns the font of a command with an argument, such as `\mathbb`.
    pub(super) fn of(command: &str) -> Option<Self> {
        Some(match command {
            "mathrm" | "mathup" | "mathsf" | "mathtt" | "symrm" | "symup" | "symsf" | "mathnormal" => match command {
                "mathnormal" => Self::Normal,
                _ => Self::Upright,
            },
            "mathbf" | "symbf" | "mathbfup" => Self::Bold,
            "boldsymbol" | "bm" | "pmb" | "mathbfit" | "symbfit" => Self::BoldItalic,
            "mathit" | "symit" => Self::Italic,
            "mathbb" | "Bbb" | "symbb" | "mathds" => Self::DoubleStruck,
            "mathcal" | "mathscr" | "symcal" | "symscr" => Self::Script,
            "mathfrak" | "symfrak" | "frak" => Self::Fraktur,
            _ => return None,
        })
    }

    /// Returns the font of a command that applies to the rest of a group, such as `\rm`.
    pub(super) fn of_switch(command: &str) -> Option<Self> {
        Some(match command {
            "rm" | "sf" | "tt" => Self::Upright,
            "bf" => Self::Bold,
            "it" => Self::Italic,
            "cal" => Self::Script,
            _ => return None,
        })
    }

    /// Returns whether adjacent letters form a word.
    pub(super) fn joins(self) -> bool {
        matches!(self, Self::Upright | Self::Bold | Self::Italic)
    }

    /// Returns letters in this font.
    pub(super) fn letters(self, text: &str) -> Node {
        let (upright, bold) = match self {
            Self::Normal => (text.chars().count() > 1 && !text.chars().nth(1).is_some_and(is_mark), false),
            Self::Italic => (false, false),
            Self::Upright => (true, false),
            Self::Bold => (true, true),
            Self::BoldItalic => (false, true),
            Self::DoubleStruck | Self::Script | Self::Fraktur => {
                let text = text.chars().map(|c| self.letter(c)).collect();
                return Node::Identifier(Leaf { text, upright: true, bold: false });
            }
        };
        Node::Identifier(Leaf { text: text.to_owned(), upright, bold })
    }

    /// Returns a number in this font.
    pub(super) fn number(self, text: &str) -> Node {
        let bold = matches!(self, Self::Bold | Self::BoldItalic);
        let text = match self {
            Self::DoubleStruck => text.chars().map(|c| self.letter(c)).collect(),
            _ => text.to_owned(),
        };
        Node::Number(Leaf { text, upright: true, bold })
    }

    fn letter(self, plain: char) -> char {
        let alphabet = match self {
            Self::DoubleStruck => Alphabet::DoubleStruck,
            Self::Script => Alphabet::Script,
            Self::Fraktur => Alphabet::Fraktur,
            _ => return plain,
        };
        letters::letter(plain, alphabet)
    }
}

/// Returns whether a character is a combining mark.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}
