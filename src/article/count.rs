//! Counts words, which are separated by white space.

use super::{Article, Inline, for_each_inline};

/// Returns the number of words in a text: runs between white space that contain a letter or a digit.
pub(crate) fn count_words(text: &str) -> usize {
    if text.is_ascii() {
        let words = text.as_bytes().split(|byte| byte.is_ascii_whitespace());
        return words.filter(|word| word.iter().any(u8::is_ascii_alphanumeric)).count();
    }
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}

impl Article {
    /// Returns the number of words in the body and the notes.
    #[must_use]
    pub fn word_count(&self) -> usize {
        let mut count = 0;
        for body in std::iter::once(&self.body).chain(self.notes.iter().map(|note| &note.body)) {
            for_each_inline(body, &mut |inline| match inline {
                Inline::Text(x) => count += count_words(&x.text),
                Inline::Code(x) => count += count_words(&x.text),
                _ => {}
            });
        }
        count
    }
}
