//! Words: what is separated by spaces and dashes, without surrounding punctuation.

use super::Word;

/// Returns the words of a text. `well-known`, `5 mg` and `don't` are one, two and one.
pub(super) fn of(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let separates = c.is_whitespace() || matches!(c, '—' | '–' | '/' | '…');
        match (start, separates) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                words.extend(trimmed(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Returns a word without surrounding punctuation; `None` if it has neither a letter nor a digit.
fn trimmed(text: &str, start: usize, end: usize) -> Option<Word> {
    let word = text[start..end].trim_matches(|c: char| !c.is_alphanumeric() && !is_mark_of_letter(c));
    if !word.contains(char::is_alphanumeric) {
        return None;
    }
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    let lower = word.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c });
    Some(Word { start, end: start + word.len(), lower: lower.collect(), syllables: 1 })
}

/// Returns whether a character is part of the letter before it, like vowel signs in Indic scripts.
fn is_mark_of_letter(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{d7f}' | '\u{e00}'..='\u{eff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_without_the_marks_around_them() {
        let text = "“Don’t” take 2.5 mg/kg—or (well-known) tea… 100 %.";
        let words: Vec<_> = of(text).iter().map(|word| text[word.start..word.end].to_owned()).collect();
        assert_eq!(words, ["Don’t", "take", "2.5", "mg", "kg", "or", "well-known", "tea", "100"]);
        assert_eq!(&*of(text)[0].lower, "don't");
    }
}
