//! Compares our breaks with Unicode's own examples (UAX 14, 9). The file is part of the sources of `icu_segmenter`;
//! `HANDOUT_LINE_BREAK_TEST`, which `tests/run` sets, names it. Every difference must be due to one of the rules that
//! we add.

use super::{SEGMENTER, east_asian, is_tied, opportunities};
use std::collections::BTreeMap;

/// Returns a text and the offsets at which a line may end.
fn example(line: &str) -> Option<(String, Vec<usize>)> {
    let (mut text, mut places) = (String::new(), Vec::new());
    for item in line.split('#').next()?.split_whitespace() {
        match item {
            "×" => {}
            "÷" => places.push(text.len()),
            code => text.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?),
        }
    }
    (!text.is_empty()).then_some((text, places))
}

/// Returns the rule that makes us differ from UAX 14 at an offset.
fn rule(text: &str, at: usize, ours: bool) -> Option<&'static str> {
    if ours {
        return east_asian::next_to_quotes(text).any(|place| place == at).then_some("next to curly quotes (LB19a)");
    }
    let (before, after) = text.split_at(at);
    if east_asian::is_in(text) && east_asian::starts_no_line(before, after) {
        return Some("never first between ideographs");
    }
    is_tied(text, at).then_some("words that are tied")
}

#[test]
#[ignore = "needs HANDOUT_LINE_BREAK_TEST, Unicode's file of examples: tests/run runs it"]
fn breaks_differ_from_unicodes_examples_by_our_rules_alone() {
    let path = std::env::var("HANDOUT_LINE_BREAK_TEST").expect("HANDOUT_LINE_BREAK_TEST names a file");
    let file = std::fs::read_to_string(path).unwrap();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, expected) in file.lines().filter_map(example) {
        let plain: Vec<usize> = SEGMENTER.segment_str(&text).filter(|&at| at > 0).collect();
        if plain != expected {
            // dictionaries find words where the examples have none
            let complex =
                |c: char| matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}');
            assert!(text.contains(complex), "icu_segmenter differs: {text:?}");
            *counts.entry("divided by a dictionary").or_default() += 1;
        }
        let ours = opportunities(&text);
        let differ = plain.iter().filter(|at| !ours.contains(at)).chain(ours.iter().filter(|at| !plain.contains(at)));
        let mut rules = Vec::new();
        for &at in differ {
            let rule = rule(&text, at, ours.contains(&at));
            rules.push(rule.unwrap_or_else(|| panic!("no rule of ours at {at} in {text:?}")));
        }
        *counts.entry(rules.first().unwrap_or(&"as UAX 14 has it")).or_default() += 1;
    }
    assert!(counts["as UAX 14 has it"] > 9000, "{counts:?}");
}
