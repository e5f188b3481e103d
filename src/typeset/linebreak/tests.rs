//! Properties promised by Knuth and Plass: their own example, the least total demerits, fitness classes, flagged
//! penalties.

use super::*;
use proptest::prelude::*;

/// Returns words of the given widths with spaces of 3 (stretch 1.5, shrink 1) between them.
pub(super) fn words(widths: &[f32]) -> Vec<Candidate> {
    let mut sum = Sum::default();
    let mut candidates = Vec::new();
    for (at, width) in widths.iter().enumerate() {
        sum.width += width;
        let end = sum;
        sum = Sum { width: sum.width + 3.0, stretch: sum.stretch + 1.5, shrink: sum.shrink + 1.0 };
        candidates.push(Candidate { end, start: sum, forced: at + 1 == widths.len(), ..Candidate::default() });
    }
    candidates
}

fn lines(widths: &[f32], measure: f32, fit: Fit) -> Vec<usize> {
    break_lines(&words(widths), Measure::even(measure), fit).iter().map(|chosen| chosen.candidate).collect()
}

#[test]
fn a_short_paragraph_is_one_line() {
    assert_eq!(lines(&[10.0, 20.0], 100.0, Fit::Ragged), [1]);
    assert!(break_lines(&[], Measure::even(1.0), Fit::Ragged).is_empty());
}

#[test]
fn ragged_lines_are_evened_out_rather_than_filled_greedily() {
    // Greedy: 40+3+40 | 10 alone | 90. Better: 40 | 40+3+10 | 90.
    let greedy_would_leave_ten_alone = lines(&[40.0, 40.0, 10.0, 90.0, 50.0], 90.0, Fit::Ragged);
    assert_eq!(greedy_would_leave_ten_alone, [0, 2, 3, 4]);
}

#[test]
fn a_heading_is_balanced_over_its_lines() {
    assert_eq!(lines(&[30.0, 30.0, 30.0, 30.0], 100.0, Fit::Balanced), [1, 3]);
    assert_eq!(lines(&[30.0, 30.0, 30.0, 30.0], 100.0, Fit::Ragged), [2, 3]);
}

#[test]
fn a_heading_divides_no_word_where_there_is_another_way() {
    let mut candidates = words(&[30.0, 30.0, 30.0, 30.0]);
    candidates[0].penalty = 60.0;
    let balanced = |candidates: &[Candidate]| {
        let chosen = break_lines(candidates, Measure::even(100.0), Fit::Balanced);
        chosen.iter().map(|line| line.candidate).collect::<Vec<_>>()
    };
    assert_eq!(balanced(&candidates), [1, 3]);
    candidates[1] = Candidate { hyphen: 2.0, flagged: true, start: candidates[1].end, ..candidates[1] };
    assert_eq!(balanced(&candidates), [2, 3]);
}

#[test]
fn justified_lines_shrink_and_stretch_within_their_limits() {
    let chosen = break_lines(&words(&[20.0, 20.0, 20.0, 20.0, 20.0, 10.0, 5.0]), Measure::even(65.0), Fit::Justified);
    assert!(chosen.iter().all(|line| line.ratio >= -1.0), "{chosen:?}");
    assert_eq!(chosen.iter().map(|line| line.candidate).collect::<Vec<_>>(), [2, 6]);
}

#[test]
fn a_word_wider_than_the_measure_does_not_hide_those_after_it() {
    assert_eq!(lines(&[10.0, 300.0, 10.0, 10.0], 50.0, Fit::Ragged), [0, 1, 3]);
}

/// The paper's example, with its hyphenation points.
const FROG_KING: &str = "In old-en times when wish-ing still helped one, there lived a king whose daugh-ters were all \
    beau-ti-ful; and the young-est was so beau-ti-ful that the sun it-self, which has seen so much, was aston-ished \
    when-ever it shone in her face. Close by the king's cas-tle lay a great dark for-est, and un-der an old lime=tree \
    in the for-est was a well; and when the day was very warm, the king's child went out in-to the for-est and sat \
    down by the side of the cool foun-tain; and when she was bored she took a gold-en ball, and threw it up on high \
    and caught it; and this ball was her fa-vor-ite play-thing.";

/// Returns the widths of the paper's characters, in eighteenths of an em.
fn unit(character: char) -> f32 {
    const SMALL: [u8; 26] = [9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15, 10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8];
    match character {
        'a'..='z' => f32::from(SMALL[character as usize - 'a' as usize]),
        'I' => 6.0,
        'C' => 13.0,
        '=' | '-' => 6.0,
        _ => 5.0,
    }
}

/// Returns the paper's glue: width, stretch and shrink of the space after a character.
fn glue(after: char) -> Sum {
    let (width, stretch, shrink) = match after {
        ',' => (6.0, 4.0, 2.0),
        ';' => (6.0, 4.0, 1.0),
        '.' => (8.0, 6.0, 1.0),
        _ => (6.0, 3.0, 2.0),
    };
    Sum { width, stretch, shrink }
}

/// Returns the example as candidates, each with the characters of the line that it ends; its first line is indented by
/// an em.
fn frog_king() -> (Vec<Candidate>, Vec<String>) {
    let mut sum = Sum { width: 18.0, ..Sum::default() };
    let (mut candidates, mut texts) = (Vec::new(), Vec::new());
    let mut text = String::new();
    let words: Vec<&str> = FROG_KING.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        for character in word.chars() {
            let penalty = 50.0;
            if character == '-' {
                let divided = Candidate { end: sum, start: sum, penalty, hyphen: 6.0, flagged: true, forced: false };
                candidates.push(divided);
                texts.push(format!("{text}-"));
                continue;
            }
            sum.width += unit(character);
            text.push(if character == '=' { '-' } else { character });
            if character == '=' {
                candidates.push(Candidate { end: sum, start: sum, penalty, flagged: true, ..Candidate::default() });
                texts.push(text.clone());
            }
        }
        let end = sum;
        sum += glue(word.chars().next_back().unwrap_or_default());
        candidates.push(Candidate { end, start: sum, forced: at + 1 == words.len(), ..Candidate::default() });
        texts.push(text.clone());
        text.push(' ');
    }
    (candidates, texts)
}

/// Returns the lines of the example, each with its glue set ratio.
fn set_frog_king(measure: f32) -> Vec<(f32, String)> {
    let (candidates, texts) = frog_king();
    let mut from = 0;
    let measure = Measure::even(measure);
    // without rivers, which the paper does not consider
    let mut breaker = Breaker::new(&candidates, measure, Fit::Justified);
    let last = breaker.run(TOLERANCE).expect("a way");
    let chosen = breaker.trace(last);
    let line = |line: &Chosen| {
        let text = &texts[line.candidate];
        let words = text[from..].trim_start().to_owned();
        from = text.trim_end_matches('-').len();
        ((line.ratio * 1000.0).round() / 1000.0, words)
    };
    chosen.iter().map(line).collect()
}

#[test]
fn the_example_of_the_paper_is_set_as_published() {
    let ratios: Vec<f32> = set_frog_king(500.0).into_iter().map(|(ratio, _)| ratio).collect();
    assert_eq!(ratios, [0.774, 0.179, 0.629, 0.545, 0.0, 0.079, 0.282, 0.294, 0.575, 0.0]);
    let narrow = set_frog_king(390.0);
    let dump: String = narrow.iter().map(|(ratio, words)| format!("{ratio:6.3} |{words}\n")).collect();
    insta::assert_snapshot!(dump);
}

/// Returns the least total demerits of all continuations from a node, tried one by one.
fn least(breaker: &mut Breaker<'_>, from: Open) -> Option<f64> {
    let (candidates, mut best) = (breaker.candidates, None);
    let first = breaker.nodes[from.node].candidate.map_or(0, |at| at + 1);
    for (to, candidate) in candidates.iter().enumerate().skip(first) {
        let ratio = breaker.ratio(&from, candidate);
        if ratio < -1.0 {
            break;
        }
        if ratio <= TOLERANCE {
            let way = breaker.way(&from, to, ratio, breaker.looks(candidate, ratio));
            let open = breaker.open(to, &way);
            let total = if candidate.forced { Some(way.demerits) } else { least(breaker, open) };
            breaker.nodes.pop();
            best = [best, total].into_iter().flatten().min_by(f64::total_cmp);
        }
    }
    best
}

/// Returns the last node of the best path found.
fn best(breaker: &mut Breaker<'_>) -> Node {
    let last = breaker.run(TOLERANCE).expect("a way");
    breaker.nodes[last]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_other_breaks_have_fewer_total_demerits(
        widths in prop::collection::vec((4.0f32..16.0, 0..3u8), 2..45),
        measure in 80.0f32..120.0,
    ) {
        let mut candidates = words(&widths.iter().map(|(width, _)| *width).collect::<Vec<_>>());
        for (candidate, (_, divided)) in candidates.iter_mut().zip(&widths) {
            if *divided == 0 && !candidate.forced {
                (candidate.hyphen, candidate.penalty, candidate.flagged) = (2.0, 60.0, true);
            }
        }
        let breaker = || Breaker::new(&candidates, Measure::even(measure), Fit::Justified);
        let mut all = breaker();
        all.nodes.push(START);
        let start = all.start();
        if let Some(least) = least(&mut all, start) {
            let ours = best(&mut breaker()).demerits;
            prop_assert!((ours - least).abs() <= least * 1.0e-6, "{ours} {least}");
        }
    }
}

#[test]
fn a_loose_line_is_not_next_to_a_tight_one_if_avoidable() {
    assert_eq!([-0.8, 0.0, 0.9, 1.7].map(fitness), [0, 1, 2, 3]);
    let candidates = words(&[40.0, 40.0]);
    let after = |fitness| {
        let mut breaker = Breaker::new(&candidates, Measure::even(82.5), Fit::Justified);
        breaker.nodes.push(START);
        breaker.way(&Open { fitness, ..breaker.start() }, 1, -0.8, 100.0).demerits
    };
    assert_eq!(after(1), after(0), "a class apart is not seen");
    assert_eq!(after(2) - after(1), f64::from(FITNESS_JUMP));
}

/// Returns syllables of ten points that each may end a line with a hyphen of four, in words of `count`.
fn syllables(words: usize, count: usize) -> Vec<Candidate> {
    let mut sum = Sum::default();
    let mut candidates = Vec::new();
    for at in 1..=words * count {
        sum.width += 10.0;
        let end = sum;
        let divided = at % count != 0;
        if !divided {
            sum += Sum { width: 3.0, stretch: 1.5, shrink: 1.0 };
        }
        let (penalty, hyphen) = if divided { (60.0, 4.0) } else { (0.0, 0.0) };
        let forced = at == words * count;
        candidates.push(Candidate { end, start: sum, penalty, hyphen, flagged: divided, forced });
    }
    candidates
}

#[test]
fn no_more_than_two_lines_in_a_row_end_in_hyphens_where_there_is_another_way() {
    for (words, count, measure) in [(20, 6, 87.0), (20, 5, 76.0), (20, 5, 98.0)] {
        let candidates = syllables(words, count);
        let chosen = break_lines(&candidates, Measure::even(measure), Fit::Justified);
        let hyphens: Vec<bool> = chosen.iter().map(|line| candidates[line.candidate].flagged).collect();
        assert!(hyphens.contains(&true), "{measure}: {hyphens:?}");
        assert!(!hyphens.windows(3).any(|three| three == [true; 3]), "{measure}: {hyphens:?}");
    }
}

#[test]
fn a_line_after_a_forced_break_has_a_width_of_its_own() {
    let mut candidates = words(&[30.0, 30.0, 30.0, 30.0, 30.0, 30.0]);
    candidates[2].forced = true;
    let measure = Measure { first: 100.0, firsts: 1, begun: 100.0, rest: 40.0 };
    let chosen = break_lines(&candidates, measure, Fit::Ragged);
    assert_eq!(chosen.iter().map(|line| line.candidate).collect::<Vec<_>>(), [2, 5]);
    let measure = Measure { begun: 40.0, ..measure };
    let chosen = break_lines(&candidates, measure, Fit::Ragged);
    assert_eq!(chosen.iter().map(|line| line.candidate).collect::<Vec<_>>(), [2, 3, 4, 5]);
}
