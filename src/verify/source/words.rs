//! Splits text into words, for the check of a source.
//!
//! A word is a run of letters and digits, including dots and commas between digits, or a symbol that changes the
//! meaning of a sentence, such as `<` or `±`. Superscript and subscript digits are kept distinct: `10⁹` is not `109`.

use unicode_normalization::UnicodeNormalization as _;

/// Marks the start of superscript text.
pub(super) const RAISE: char = '\u{e000}';
/// Marks the start of subscript text.
pub(super) const LOWER: char = '\u{e001}';
/// Marks the end of superscript or subscript text.
pub(super) const LEVEL: char = '\u{e002}';

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];

/// A word with its byte offset in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) at: usize,
}

/// Splits a text into words.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut split = Splitter::default();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        split.add(at, c, next);
    }
    split.finish()
}

#[derive(Default)]
struct Splitter {
    done: Vec<Word>,
    word: String,
    start: usize,
    /// The open superscript and subscript marks, innermost last.
    levels: Vec<char>,
    /// Whether the previous character was a caret.
    caret: bool,
    /// Whether the previous character was an underscore.
    underscore: bool,
}

impl Splitter {
    fn add(&mut self, at: usize, c: char, next: Option<char>) {
        let caret = std::mem::replace(&mut self.caret, c == '^');
        let underscore = std::mem::take(&mut self.underscore);
        match c {
            RAISE | LOWER => self.levels.push(c),
            LEVEL => drop(self.levels.pop()),
            // `10^9` is equivalent to `10⁹`
            '^' if next.is_some_and(|next| next.is_ascii_digit() || "-−".contains(next)) && !self.word.is_empty() => {
            }
            // `C_0` is equivalent to `C₀`
            '_' if next.is_some_and(|next| next.is_ascii_digit()) && self.word.ends_with(char::is_alphabetic) => {
                self.underscore = true;
            }
            _ if is_invisible(c) => {}
            '.' | ',' if self.between_digits(next) => self.push(at, c),
            _ if is_word(c) => {
                let power = c.is_ascii_digit() && (caret || self.in_power());
                let index = c.is_ascii_digit() && (underscore || self.word.ends_with(LOWERED));
                let level = match self.levels.last() {
                    None if power => Some(&RAISE),
                    None if index => Some(&LOWER),
                    level => level,
                };
                let c = leveled(c, level);
                // superscript digits after a letter are separate words: they may be citations
                let cites = RAISED.contains(&c) && self.word.ends_with(char::is_alphabetic);
                let cited =
                    c.is_alphabetic() && !self.word.is_empty() && self.word.chars().all(|c| RAISED.contains(&c));
                if cites || cited {
                    self.end();
                }
                self.push(at, c);
            }
            '+' | '-' | '−'
                if self.levels.last() == Some(&RAISE) || caret && next.is_some_and(|next| next.is_ascii_digit()) =>
            {
                self.push(at, if c == '+' { '⁺' } else { '⁻' });
            }
            _ => self.other(at, c, next),
        }
    }

    /// Handles symbols and word separators.
    fn other(&mut self, at: usize, c: char, next: Option<char>) {
        let after_digit = self.word.ends_with(|c: char| c.is_numeric());
        self.end();
        let sign = match c {
            '%' => after_digit,
            '$' => next.is_some_and(|next| next.is_ascii_digit()),
            _ => is_sign(c),
        };
        if sign {
            self.done.push(Word { text: c.to_string(), at });
        }
    }

    /// Returns whether the word ends in digits or a sign raised by a caret.
    fn in_power(&self) -> bool {
        self.word.ends_with(|c| RAISED.contains(&c) || matches!(c, '⁺' | '⁻')) && self.levels.is_empty()
    }

    fn between_digits(&self, next: Option<char>) -> bool {
        self.word.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|next| next.is_ascii_digit())
    }

    fn push(&mut self, at: usize, c: char) {
        if self.word.is_empty() {
            self.start = at;
        }
        self.word.push(c);
    }

    fn end(&mut self) {
        if !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            let text = if word.is_ascii() { word } else { composed(&word) };
            self.done.push(Word { text, at: self.start });
        }
    }

    fn finish(mut self) -> Vec<Word> {
        self.end();
        self.done
    }
}

fn leveled(c: char, level: Option<&char>) -> char {
    let Some(digit) = c.to_digit(10).filter(|_| c.is_ascii_digit()) else { return c };
    match level {
        Some(&RAISE) => RAISED[digit as usize],
        Some(&LOWER) => LOWERED[digit as usize],
        _ => c,
    }
}

/// Returns a word in composed form, with ligatures as letters.
fn composed(word: &str) -> String {
    let letters =
        |c: char| if matches!(c, '\u{fb00}'..='\u{fb06}') { c.to_string().nfkc().collect() } else { String::from(c) };
    word.chars().map(letters).collect::<String>().nfc().collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '⁺' | '⁻' | '\u{300}'..='\u{36f}')
}

fn is_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '±' | '≤' | '≥' | '≈' | '≠' | '×' | '÷' | '√' | '∞' | '°' | '€' | '£' | '¥' | '¢' | '§')
}

/// Returns whether a character is invisible and does not separate words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn numbers_units_and_symbols_are_words() {
        assert_eq!(texts("3.5 mg < 1,000 µg, 5 ± 2 %"), ["3.5", "mg", "<", "1,000", "µg", "5", "±", "2"]);
        assert_eq!(
            texts("½ tablet at 38°C (20%), $5-$10"),
            ["½", "tablet", "at", "38", "°", "C", "20", "%", "$", "5", "$", "10"]
        );
    }

    #[test]
    fn superscript_digits_are_recognized_however_they_are_written() {
        let nine = ["10⁹".to_owned()];
        assert_eq!(texts("10⁹"), nine);
        assert_eq!(texts("10^9"), nine);
        assert_eq!(texts("10^-9 10^−9"), ["10⁻⁹", "10⁻⁹"]);
        assert_eq!(texts(&format!("10{RAISE}9{LEVEL}")), nine);
        assert_ne!(texts("109"), nine);
        assert_eq!(texts("C_0 H2O_10"), ["C₀", "H2O₁₀"]);
        assert_eq!(texts(&format!("10{RAISE}-9{LEVEL} H{LOWER}2{LEVEL}O")), ["10⁻⁹", "H₂O"]);
    }

    #[test]
    fn superscript_digits_after_letters_are_separate_words() {
        assert_eq!(texts(&format!("tea{RAISE}12{LEVEL} m²")), ["tea", "¹²", "m", "²"]);
        assert_eq!(texts(&format!("tea.{RAISE}1{LEVEL}The note")), ["tea", "¹", "The", "note"]);
    }

    #[test]
    fn ligatures_and_soft_hyphens_make_no_difference() {
        assert_eq!(texts("the ﬁrst docu\u{ad}ment"), texts("the first document"));
    }
}
