//! Apostrophes in text that no reader has processed: names in the front matter, records of a bibliography.

use super::rewrite::for_each_inline;
use crate::article::{Article, Inline};

/// Curls the apostrophes of the title block's lines, the colophon and the references. Metadata for programs stays as
/// written.
pub(super) fn set(article: &mut Article) {
    for line in article.front.iter_mut().flat_map(|front| front.category.iter_mut().chain(&mut front.lines)) {
        curl(line);
    }
    article.colophon.iter_mut().for_each(curl);
    for entry in &mut article.references {
        for_each_inline(&mut entry.content, &mut |inline| {
            if let Inline::Text(x) = inline
                && !is_address(&x.text)
            {
                curl(&mut x.text);
            }
        });
    }
}

/// Returns text with typographic apostrophes after letters: `O’Brien`, `the patients’ guide`.
pub(crate) fn curled(words: &str) -> String {
    let mut before = ' ';
    let curl = |c: char| {
        let set = if c == '\'' && before.is_alphabetic() { '’' } else { c };
        before = c;
        set
    };
    words.chars().map(curl).collect()
}

fn curl(words: &mut String) {
    if words.contains('\'') {
        *words = curled(words);
    }
}

/// Returns whether text is an address, which must be copied verbatim.
fn is_address(words: &str) -> bool {
    words.contains("://") || words.starts_with("10.") || words.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apostrophe_after_a_letter_is_curled_and_prime_marks_are_not() {
        assert_eq!(curled("St. Anne's, O'Brien, patients' 5' 'tis"), "St. Anne’s, O’Brien, patients’ 5' 'tis");
    }
}
