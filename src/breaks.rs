//! Line break opportunities: those of Unicode (UAX 14), except those that typographers avoid.
//!
//! The PDF and plain text break lines by the same rules.

#[cfg(test)]
mod conformance;
mod east_asian;
mod ties;

use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed, options::LineBreakOptions};
use std::sync::LazyLock;
pub(crate) use ties::FORMULA;
use ties::is_tied;

/// Thai, Lao, Khmer and Burmese are segmented by dictionaries: the crate's neural networks take ten times as long, and
/// split more words.
static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_dictionary(LineBreakOptions::default()));

/// Returns byte offsets where a new line may start, ascending, including the text's end.
pub(crate) fn opportunities(text: &str) -> Vec<usize> {
    let mut places: Vec<usize> =
        SEGMENTER.segment_str(text).filter(|&at| at > 0 && (at == text.len() || !is_tied(text, at))).collect();
    if east_asian::is_in(text) {
        places.retain(|&at| !east_asian::starts_no_line(&text[..at], &text[at..]));
        places.extend(east_asian::next_to_quotes(text));
        places.sort_unstable();
        places.dedup();
    }
    places
}

/// Returns the byte offsets where words that do not belong together are separated by a space, in ascending order, and
/// the end of the text: a quick substitute for [`opportunities`] where something else breaks the lines.
pub(crate) fn parted(text: &str) -> impl Iterator<Item = usize> {
    let spaces = text.match_indices(' ').map(|(at, _)| at + 1);
    spaces.filter(|&at| at < text.len() && !is_tied(text, at)).chain([text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn pieces(text: &str) -> Vec<&str> {
        let mut start = 0;
        opportunities(text).into_iter().map(|at| &text[std::mem::replace(&mut start, at)..at]).collect()
    }

    #[test]
    fn the_last_place_is_the_end_of_the_text() {
        for text in ["—", "none —", "5 mg –", "(", "stage 2", "a", "東京「"] {
            assert_eq!(opportunities(text).last(), Some(&text.len()), "{text}");
        }
    }

    #[test]
    fn lines_may_end_after_spaces_and_hyphens() {
        assert_eq!(pieces("a well-kept house"), ["a ", "well-", "kept ", "house"]);
        // and not before the stress of a pronunciation
        assert_eq!(pieces("is [ˌpɹəˈnʌnsiˌeɪʃən] here"), ["is ", "[ˌpɹəˈnʌnsiˌeɪʃən] ", "here"]);
    }

    #[test]
    fn citations_units_initials_and_dashes_stay_with_the_word_before() {
        assert_eq!(pieces("pain [3,4]. So"), ["pain [3,4]. ", "So"]);
        assert_eq!(pieces("Name: ____ Since: ____"), ["Name: ____ ", "Since: ____"]);
        assert_eq!(
            pieces("sore arms [2–4] or [1]–[3] may (2–4) last"),
            ["sore ", "arms [2–4] ", "or [1]–[3] ", "may (2–4) ", "last"]
        );
        assert_eq!(pieces("pain.2–4 So well–being"), ["pain.2–4 ", "So ", "well–", "being"]);
        assert_eq!(pieces("take 5 mg now"), ["take ", "5 mg ", "now"]);
        assert_eq!(pieces("Day, J. E., & Roe"), ["Day, ", "J. E., ", "& ", "Roe"]);
        assert_eq!(pieces("by Dr J. R. Smith here"), ["by ", "Dr ", "J. R. Smith ", "here"]);
        assert_eq!(pieces("of 1 200 people"), ["of ", "1 200 people"]);
        assert_eq!(pieces("12 500 000, or 12.5 100x"), ["12 500 000, ", "or ", "12.5 ", "100x"]);
        assert_eq!(pieces("in 2019 300 of"), ["in ", "2019 ", "300 ", "of"]);
        assert_eq!(pieces("병은 손을 씻어"), ["병은 ", "손을 ", "씻어"]);
        assert_eq!(pieces("one — two"), ["one — ", "two"]);
        assert_eq!(pieces("Published 2026 · Updated 2027"), ["Published ", "2026 · ", "Updated ", "2027"]);
        assert_eq!(pieces("7-hydroxy 1-2 days"), ["7-hydroxy ", "1-2 days"]);
    }

    #[test]
    fn numbers_stay_with_what_they_count_and_what_they_number() {
        assert_eq!(pieces("take 2 tablets for 8 minutes."), ["take ", "2 tablets ", "for ", "8 minutes."]);
        assert_eq!(pieces("of 38 GB at 7 a.m.–6 p.m. now"), ["of ", "38 GB ", "at ", "7 a.m.–", "6 p.m. ", "now"]);
        assert_eq!(pieces("on Tue., Oct. 6 in room 12"), ["on ", "Tue., ", "Oct. 6 ", "in ", "room 12"]);
        assert_eq!(pieces("a las 10:15 a. m. en"), ["a ", "las ", "10:15 a. m. ", "en"]);
        assert_eq!(pieces("with --verify or long-term"), ["with ", "--verify ", "or ", "long-", "term"]);
        assert_eq!(pieces("see `--verify` (--quiet) now"), ["see ", "`--verify` ", "(--quiet) ", "now"]);
        assert_eq!(pieces("5 mg/kg and/or"), ["5 mg/kg ", "and/", "or"]);
        assert_eq!(pieces("says \u{e000} mg/kg here"), ["says ", "\u{e000} mg/kg ", "here"]);
        assert_eq!(pieces("of (stage 2) cancer"), ["of ", "(stage 2) ", "cancer"]);
        assert_eq!(pieces("nach der Seite 4"), ["nach ", "der ", "Seite 4"]);
        // a long number is not tied to what it counts
        assert_eq!(pieces("in 20260 participants of"), ["in ", "20260 ", "participants ", "of"]);
        assert_eq!(pieces("of the 9 November"), ["of ", "the ", "9 ", "November"]);
    }

    #[test]
    fn signs_of_relation_stay_with_both_sides() {
        assert_eq!(pieces("was p < 0.05 (two-sided)"), ["was ", "p < 0.05 ", "(two-", "sided)"]);
        assert_eq!(pieces("high (I² = 84 %)."), ["high ", "(I² = 84 %)."]);
        assert_eq!(pieces("Lee et al. found"), ["Lee ", "et al. ", "found"]);
        assert_eq!(pieces("by Dr. Lind in"), ["by ", "Dr. Lind ", "in"]);
    }

    #[test]
    fn no_line_starts_with_a_dash_that_closes_or_ends_with_one_that_opens() {
        assert_eq!(pieces("hour—at least—of"), ["hour—", "at ", "least—", "of"]);
        assert_eq!(pieces("dijo —y lo hizo— él"), ["dijo ", "—y ", "lo ", "hizo— ", "él"]);
        assert_eq!(pieces("by MAO-B inhibitors"), ["by ", "MAO-B ", "inhibitors"]);
    }
}
