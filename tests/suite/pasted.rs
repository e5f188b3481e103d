//! Pasted text: each folder under `tests/cases/pasted` has an `input.txt` and its expected dump. `tests/accept pasted`
//! updates the dumps.

use crate::dump::dump;
use handout::{
    Source, Syntax,
    article::{Article, Inline, Stage, for_each_block, for_each_inline},
    diagnostic::Printer,
    read::{Reading, explain, read},
    verify::verify_source,
};
use proptest::prelude::*;
use std::{fs, path::PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pasted");
    let mut found: Vec<_> =
        fs::read_dir(folder).expect("the cases are there").flatten().map(|entry| entry.path()).collect();
    found.sort();
    assert!(found.len() >= 12, "the cases are gone");
    found
}

fn source_of(case: &std::path::Path) -> Source {
    Source::new("input.txt", fs::read_to_string(case.join("input.txt")).expect("a case has an input"))
}

#[test]
fn every_case_gives_the_expected_article() {
    let mut wrong = Vec::new();
    for case in cases() {
        let source = source_of(&case);
        let Reading { article, diagnostics, .. } = read(&source, Syntax::Pasted);
        let printer = Printer::new(&source);
        let reported: String = diagnostics.iter().map(|diagnostic| printer.print(diagnostic)).collect();
        let seen = format!("{}\n{reported}", dump(&article)).trim_end().to_owned() + "\n";
        let expected = case.join("expected.txt");
        if std::env::var_os("HANDOUT_ACCEPT").is_some() {
            fs::write(&expected, &seen).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != seen {
            wrong.push(format!("{}:\n{seen}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "accept them with `tests/accept pasted` when these are right:\n{}", wrong.join("\n"));
}

/// Returns the dump of a text's body.
fn body(text: &str) -> String {
    let Reading { article, .. } = read(&Source::new("a.txt", text), Syntax::Pasted);
    dump(&article).split_once("\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn numbered_sections_of_a_report_are_not_tips() {
    let text = "On tea\n\n1. Introduction\n\nTea is drunk warm by many people.\n\nIt is old.\n\n2. Results\n\nWe liked it very much.\n";
    let body = body(text);
    assert_eq!(body.matches("# ").count(), 2, "{body}");
}

#[test]
fn sections_nest_by_their_numbers_and_the_references_are_not_in_the_last_one() {
    let text = body(
        "Back pain\n\n1. Introduction\n\nMost people have it at some time.\n\n1.1 Muscles\n\nThey hurt when you bend or \
         lift.\n\n1.1.1. Strains\n\nKeep moving, and rest a little.\n\n2. What helps\n\nTake short walks.\n\nReferences\n\n\
         1. Ruiz A. Walks. J Pain. 2019;12:45-50.\n2. Lin B. Heat. Lancet. 2020;395:100-2.\n",
    );
    for heading in ["# 1. Introduction", "## 1.1 Muscles", "### 1.1.1. Strains", "# 2. What helps", "# References"] {
        assert!(text.lines().any(|line| line == heading), "{heading}: {text}");
    }
}

#[test]
fn clauses_with_numbers_are_paragraphs_of_their_own() {
    let text = body("Rules\n\n1. Loans\n1.1 Take up to ten books at a time.\n1.2 Return them after four weeks.\n");
    assert!(text.contains("p 1.1 Take") && text.contains("p 1.2 Return"), "{text}");
}

#[test]
fn lines_of_a_poem_are_kept_and_a_refrain_is_not_the_title() {
    let poem = "The Kettle\n\nThe kettle sings upon the hob,\n  The cat sleeps by the door;\nThe rain goes on about its job\n  \
                As it has done before.\n\nAnd I, who have no job at all,\n  Sit still and hear it fall.\n";
    assert!(body(poem).contains("the hob, / The cat sleeps by the door; /"), "{}", body(poem));
    let refrain = "[Chorus]\nLa la la la la la\nOh, take me home\n";
    let song = format!(
        "Down by the River\n\n[Verse]\nWhere the willows lean\n\n{refrain}\n[Verse]\nWhere the boats go by\n\n{refrain}"
    );
    let reading = read(&Source::new("a.txt", song), Syntax::Pasted);
    assert_eq!(reading.article.title_text(), "Down by the River");
    assert!(reading.account.left_out().is_empty(), "{:?}", reading.account);
}

#[test]
fn what_a_speaker_asks_is_not_a_heading() {
    let text = body(
        "A night nurse\n\n[0:03] ANNA: So, how did you get here?\n\nNURSE: By bus, and that was in 1989.\n\nANNA: What has \
         changed?\n\nNURSE: Everything. The machines beep in another key.\n",
    );
    assert!(!text.contains("# "), "{text}");
}

#[test]
fn different_bullets_below_one_another_are_one_list() {
    let list = body(
        "To bring\n\nBring all of these with you:\n\n• soap\n• a towel\n- socks\n* a book to read\n\nCome early.\n",
    );
    assert_eq!(list.matches("list ").count(), 1, "{list}");
    assert_eq!(list.matches("item").count(), 4, "{list}");
    let nested =
        body("To bring\n\nBring all of these with you:\n\n• clothes\n- socks\n- shoes\n• a book\n\nCome early.\n");
    assert_eq!(nested.matches("list ").count(), 2, "{nested}");
}

#[test]
fn a_warning_with_a_dash_is_a_box_of_its_own_below_a_note() {
    let text = "Tea\n\nDrink it warm.\n\nNote: Green tea has caffeine.\nWARNING - Not with milk.\n\nThat is all.\n";
    let body = body(text);
    assert_eq!(body.matches("callout").count(), 2, "{body}");
}

#[test]
fn every_case_keeps_its_words() {
    for case in cases() {
        let source = source_of(&case);
        check(&source, &read(&source, Syntax::Pasted)).unwrap_or_else(|why| panic!("{}: {why}", case.display()));
    }
}

#[test]
fn explain_lists_every_line_that_is_not_blank() {
    for case in cases() {
        let source = source_of(&case);
        let reported: Vec<usize> = explain(&source).iter().map(|line| line.line).collect();
        let lines = source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        assert_eq!(reported, lines.map(|(at, _)| at + 1).collect::<Vec<_>>(), "{}", case.display());
    }
}

#[test]
fn a_text_without_words_is_an_error() {
    for text in ["", " \n\u{feff}\n\t\n"] {
        let diagnostics = read(&Source::new("a.txt", text), Syntax::Pasted).diagnostics;
        assert_eq!(diagnostics[0].code.as_str(), "empty-article");
    }
}

#[test]
fn deep_nesting_and_long_lines_end() {
    let nested: String = (0..1000).map(|depth| format!("{}- item {depth}\n", " ".repeat(depth * 2 % 5000))).collect();
    let marks = "[1".repeat(50_000);
    let numbered: String = (1..4_000).map(|n| format!("{n}. Item {n}\n\n")).collect();
    let titles = "Same Line\n\n".repeat(4_000);
    for text in [nested, marks, numbered, titles, "x".repeat(300_000), "-".repeat(300_000), "(a) ".repeat(20_000)] {
        let article = read(&Source::new("a.txt", text), Syntax::Pasted).article;
        assert_eq!(article.validate(), []);
    }
}

/// Checks the rules for every reader: nothing lost, nothing duplicated, nothing out of place.
fn check(source: &Source, reading: &Reading) -> Result<(), String> {
    let article = &reading.article;
    let violations = article.validate();
    if article.stage != Stage::Read || !violations.is_empty() {
        return Err(format!("{violations:?}"));
    }
    let differences = verify_source(source, Syntax::Pasted, reading).differences;
    if !differences.is_empty() {
        return Err(format!("{differences:?}"));
    }
    spans(source, article)?;
    reading.diagnostics.iter().filter_map(|d| d.span).try_for_each(|span| slice(source, span.start, span.end).map(drop))
}

/// Checks that every span is valid in the source, and that texts are in reading order.
fn spans(source: &Source, article: &Article) -> Result<(), String> {
    let mut all = Vec::new();
    for_each_block(&article.body, &mut |block| all.push(block.span()));
    for_each_inline(&article.body, &mut |inline| all.push(inline.span()));
    all.extend(article.references.iter().map(|entry| entry.span));
    all.iter().try_for_each(|span| slice(source, span.start, span.end).map(drop))?;
    let mut last = 0;
    let mut order = Ok(());
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::Text(x) = inline {
            if x.span.start < last {
                order = Err(format!("{x:?} stands before byte {last}"));
            }
            last = x.span.start;
        }
    });
    order
}

fn slice(source: &Source, start: u32, end: u32) -> Result<&str, String> {
    let found = source.text.get(start as usize..end as usize);
    found.filter(|text| !text.is_empty()).ok_or_else(|| format!("{start}..{end} is no place in the source"))
}

/// Generates a line of text as people paste it, good or odd.
fn line() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "",
        "",
        "",
        "• ",
        "- ",
        "– ",
        "* ",
        "1. ",
        "2. ",
        "3. ",
        "1) ",
        "(a) ",
        "b) ",
        "ii. ",
        "[1] ",
        "[2] ",
        "¹ ",
        "² ",
        "o\t",
        "--",
        "☐ ",
        "    ",
        "  1. ",
        "\t",
        "Note: ",
        "By ",
        "Updated: ",
        "WARNING: ",
        "\u{a0}\u{a0}",
    ]);
    let word = prop::sample::select(vec![
        "tea",
        "Tea",
        "TEA",
        "kettle",
        "well-known",
        "wa\u{ad}ter",
        "cafe\u{301}",
        "2019",
        "12",
        "https://example.org/a_(b).",
        "doi:10.5555/x",
        "tip",
        "steps",
        "[1]",
        "[2–3]",
        "cup.¹",
        "m²",
        "et al.",
        "Ana",
        "Ruiz",
        "May",
        "茶",
        "شاي",
        "(see",
        "below)",
        "half-",
        "…",
        "*",
        "—",
        "a@b.example",
        "cup\tpot",
        "cup     pot",
        "Further reading",
        "\t12",
        "References",
        "\u{200b}",
        "\u{a0}:",
    ]);
    let end = prop::sample::select(vec!["", "", "", ".", "?", ":", "-", "!", ",", " \u{a0}", "\u{7}"]);
    (start, prop::collection::vec(word, 0..14), end)
        .prop_map(|(start, words, end)| format!("{start}{}{end}", words.join(" ")))
}

fn text() -> impl Strategy<Value = String> {
    let gap =
        prop::sample::select(vec!["\n", "\n", "\n\n", "\n\n\n", "\r\n", "\n====\n", "\n----\n", "\n* * *\n", "\n \n"]);
    let tail = prop::sample::select(vec![
        "",
        "",
        "\nReferences\n\n1. One 2019.\n2. Two.\n",
        "\n\n1. A 2001.\n2. B 2002.\n3. C.\n\nFurther reading\n",
        "\nSources\nOne.\nTwo.\n",
    ]);
    (prop::collection::vec((line(), gap), 0..24), tail)
        .prop_map(|(lines, tail)| lines.into_iter().map(|(line, gap)| line + gap).collect::<String>() + tail)
}

proptest! {
    // PROPTEST_CASES=20000 runs more than the usual few hundred cases
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(text in text()) {
        let source = Source::new("generated.txt", text);
        if let Err(why) = check(&source, &read(&source, Syntax::Pasted)) {
            prop_assert!(false, "{why}\nof\n{}", source.text);
        }
    }

    #[test]
    fn any_characters_are_read_without_harm(text in "\\PC*|(?s).{0,200}") {
        let source = Source::new("generated.txt", text);
        let article = read(&source, Syntax::Pasted).article;
        prop_assert_eq!(article.validate(), []);
        prop_assert!(explain(&source).iter().all(|line| line.line > 0));
    }
}
