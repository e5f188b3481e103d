//! Hyphenation, and other breaks within words.

use super::text::Divider;

/// The minimum number of letters before and after a division.
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// Returns the byte offsets inside the word at which it may be divided, ascending.
pub(super) fn divisions(word: &str, divider: Divider) -> Vec<usize> {
    match divider {
        Divider::Language(lang) => syllables(word, lang),
        Divider::Code => parts(word),
    }
}

/// Returns where names and paths may be divided: after a mark with letters or digits on both sides.
fn parts(word: &str) -> Vec<usize> {
    let is_mark = |c: char| matches!(c, '_' | '/' | '\\' | '.' | ':' | '-' | '=' | '&' | '?' | ',' | ';');
    let divides = |&(at, mark): &(usize, &str)| {
        let (before, after) = (&word[..at], &word[at + mark.len()..]);
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    };
    word.match_indices(is_mark).filter(divides).map(|(at, mark)| at + mark.len()).collect()
}

/// Returns where a language hyphenates a word. Words in capitals, or with digits or inner marks, are not hyphenated.
fn syllables(word: &str, lang: hypher::Lang) -> Vec<usize> {
    let core = word.trim_matches(|c: char| !c.is_alphabetic());
    let letters = core.chars().count();
    if letters < BEFORE + AFTER
        || !core.chars().all(char::is_alphabetic)
        || core.chars().skip(1).any(char::is_uppercase)
    {
        return Vec::new();
    }
    let offset = word.find(core).unwrap_or(0);
    let mut at = 0;
    let mut divisions = Vec::new();
    for syllable in hypher::hyphenate(core, lang) {
        at += syllable.len();
        let (before, after) = (core[..at].chars().count(), core[at..].chars().count());
        if before >= BEFORE && after >= AFTER {
            divisions.push(offset + at);
        }
    }
    divisions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_divide_at_syllables_but_not_near_their_ends() {
        let divide = |word| divisions(word, Divider::Language(hypher::Lang::English));
        assert_eq!(divide("(hyphenation)"), [3, 7]);
        assert!(divide("WHO").is_empty() && divide("B12vitamin").is_empty() && divide("over").is_empty());
    }

    #[test]
    fn code_divides_after_marks_between_its_parts() {
        assert_eq!(divisions("largest_dose/over.day()", Divider::Code), [8, 13, 18]);
        assert!(divisions("--flag", Divider::Code).is_empty());
    }
}
