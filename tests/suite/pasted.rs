//! Pasted text: each folder under `tests/cases/pasted` has an `input.txt` and the dump expected of it.
//! `HANDOUT_ACCEPT=1 cargo test --test suite pasted` writes the dumps anew.

use crate::dump::dump;
use handout::{
    Source, Syntax,
    article::{
        Article, Block, Inline, ListItem, ListMarker, Numerals, Stage, Tip, for_each_block, for_each_inline, inlines_of,
    },
    diagnostic::{Diagnostic, Printer},
    read::{Reading, Role, explain, read},
};
use proptest::prelude::*;
use std::{fs, path::PathBuf};
use unicode_normalization::UnicodeNormalization as _;

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
        let told: String = diagnostics.iter().map(|diagnostic| printer.print(diagnostic)).collect();
        let seen = format!("{}\n{told}", dump(&article)).trim_end().to_owned() + "\n";
        let expected = case.join("expected.txt");
        if std::env::var_os("HANDOUT_ACCEPT").is_some() {
            fs::write(&expected, &seen).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != seen {
            wrong.push(format!("{}:\n{seen}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "accept with HANDOUT_ACCEPT=1 when these are right:\n{}", wrong.join("\n"));
}

#[test]
fn every_case_keeps_its_words() {
    for case in cases() {
        let source = source_of(&case);
        let Reading { article, diagnostics, .. } = read(&source, Syntax::Pasted);
        check(&source, &article, &diagnostics).unwrap_or_else(|why| panic!("{}: {why}", case.display()));
    }
}

#[test]
fn explain_tells_every_line_that_is_not_blank() {
    for case in cases() {
        let source = source_of(&case);
        let told: Vec<usize> = explain(&source).iter().map(|line| line.line).collect();
        let lines = source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        assert_eq!(told, lines.map(|(at, _)| at + 1).collect::<Vec<_>>(), "{}", case.display());
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

/// The rules of every reader: nothing lost, nothing doubled, nothing out of place.
fn check(source: &Source, article: &Article, diagnostics: &[Diagnostic]) -> Result<(), String> {
    let violations = article.validate();
    if article.stage != Stage::Read || !violations.is_empty() {
        return Err(format!("{violations:?}"));
    }
    let (mut before, mut after) = (words(&kept_lines(source, false)), words(&whole_text(article)));
    if words(&kept_lines(source, true)) != words(&body_text(article)) {
        return Err(format!("body:\n{:?}\n{:?}", words(&kept_lines(source, true)), words(&body_text(article))));
    }
    before.sort();
    after.sort();
    if before != after {
        return Err(format!("words:\n{before:?}\n{after:?}"));
    }
    spans(source, article)?;
    diagnostics.iter().filter_map(|d| d.span).try_for_each(|span| slice(source, span.start, span.end).map(drop))
}

/// The source's lines but those that were left out with a diagnostic; and those of the head, when only the body counts.
fn kept_lines(source: &Source, body_only: bool) -> String {
    let mut kept = String::new();
    for line in explain(source) {
        let head = matches!(line.role, Role::Title | Role::Category | Role::Subtitle | Role::Byline);
        let dropped = matches!(line.role, Role::RepeatedTitle | Role::EmptySection) || (head && body_only);
        if !dropped {
            // a space keeps a hyphen at a passage's end from joining it to the next
            kept.push_str(if line.why.starts_with("goes on") { "" } else { " " });
            kept.push_str(
                source.line(line.line).trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}'),
            );
            kept.push('\n');
        }
    }
    kept
}

/// Words for comparing: NFC, without hyphens, which a line's end may add or hide.
fn words(text: &str) -> Vec<String> {
    let text: String = text
        .nfc()
        .filter(|&c| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{ad}' | '\u{200b}')))
        .collect();
    let mut joined = String::new();
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if matches!(c, '-' | '‐') && before.is_alphanumeric() {
            while chars.next_if(|&next| next == '\n').is_some() {}
        } else {
            joined.push(c);
        }
        before = c;
    }
    let found = joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // A raised mark that opens an entry becomes the entry's number.
    let plain =
        |c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().zip('0'..='9').find(|(raised, _)| *raised == c).map_or(c, |(_, digit)| digit);
    let found = found.map(|word| word.chars().map(plain).collect::<String>());
    // Word's second bullet is a letter.
    found.map(|word| word.trim_start_matches('0').to_owned()).filter(|word| word != "o").collect()
}

fn whole_text(article: &Article) -> String {
    let meta = &article.meta;
    let mut text =
        [meta.category.as_deref(), meta.byline.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" \n");
    for line in [&meta.title, &meta.subtitle] {
        text.push_str(" \n");
        inlines(&mut text, line);
    }
    text + " \n" + &body_text(article)
}

fn body_text(article: &Article) -> String {
    let mut text = String::new();
    blocks(&mut text, &article.body, article);
    text
}

fn blocks(text: &mut String, list: &[Block], article: &Article) {
    for block in list {
        match block {
            Block::Heading(x) => inlines(text, &x.content),
            Block::Paragraph(x) => inlines(text, &x.content),
            Block::Tips(x) => {
                for (Tip { lead, body, .. }, number) in x.items.iter().zip(x.start.unwrap_or(1)..) {
                    text.push_str(&format!("{number}. "));
                    inlines(text, lead);
                    blocks(text, body, article);
                }
            }
            Block::List(x) => {
                for (ListItem { body, .. }, at) in x.items.iter().zip(0..) {
                    text.push_str(&label(x.marker, at));
                    blocks(text, body, article);
                }
            }
            Block::Callout(x) => {
                inlines(text, &x.title);
                blocks(text, &x.body, article);
            }
            Block::Bibliography(_) => {
                for entry in &article.references {
                    text.push_str(&format!("{} ", entry.label.as_deref().unwrap_or_default()));
                    inlines(text, &entry.content);
                }
            }
            Block::Table(x) => {
                if let Some(caption) = &x.caption {
                    // The label was left out where resolve gives it again.
                    let captioned = article.body.iter().filter(|b| matches!(b, Block::Table(t) if t.caption.is_some()));
                    let number = captioned.take_while(|b| !std::ptr::eq(*b, block)).count() + 1;
                    text.push_str(&format!("Table {number} "));
                    inlines(text, &caption.content);
                }
                x.head
                    .iter()
                    .chain(&x.body)
                    .flat_map(|row| &row.cells)
                    .for_each(|cell| blocks(text, &cell.body, article));
            }
            Block::Rule(_) => {}
            other => panic!("the reader makes no {other:?}"),
        }
    }
}

fn label(marker: ListMarker, at: u32) -> String {
    let ListMarker::Ordered { start, numerals } = marker else { return String::new() };
    let number = start + at;
    let roman = || {
        format!(
            "{}{}",
            "x".repeat((number / 10) as usize),
            ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][(number % 10) as usize]
        )
    };
    let alpha = || char::from(b'a' + (number - 1) as u8).to_string();
    match numerals {
        Numerals::Decimal => format!("{number} "),
        Numerals::LowerAlpha => alpha() + " ",
        Numerals::UpperAlpha => alpha().to_uppercase() + " ",
        Numerals::LowerRoman => roman() + " ",
        Numerals::UpperRoman => roman().to_uppercase() + " ",
    }
}

fn inlines(text: &mut String, content: &[Inline]) {
    inlines_of(content, &mut |inline| match inline {
        Inline::Text(x) => text.push_str(&x.text),
        Inline::Citation(x) => text.push_str(x.written.as_deref().unwrap_or_default()),
        Inline::Break(_) => text.push_str(" \n"),
        _ => {}
    });
    text.push_str(" \n");
}

/// Every span is a sound place in the source, and texts stand in reading order.
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

/// A line of what people paste, good or odd.
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
    // PROPTEST_CASES=20000 looks further than the usual few hundred.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(text in text()) {
        let source = Source::new("generated.txt", text);
        let Reading { article, diagnostics, .. } = read(&source, Syntax::Pasted);
        if let Err(why) = check(&source, &article, &diagnostics) {
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
