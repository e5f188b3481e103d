//! Where words may be divided.

/// The fewest letters before and after a division.
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// Byte offsets inside the word where it may be divided by a hyphen. Words in capitals, with digits or
/// with marks of their own are not divided.
pub(super) fn divisions(word: &str, lang: hypher::Lang) -> Vec<usize> {
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
        let divide = |word| divisions(word, hypher::Lang::English);
        assert_eq!(divide("(hyphenation)"), [3, 7]);
        assert!(divide("WHO").is_empty() && divide("B12vitamin").is_empty() && divide("over").is_empty());
    }
}
