use super::*;
use crate::{
    article::{Article, Stage},
    env::MemoryEnv,
    render::Options,
};
use serde_json::{Value, json};

fn article(body: Value) -> Article {
    let mut whole = json!({
        "stage": "resolved",
        "meta": { "title": [words("Tea and sleep")] },
        "body": body,
    });
    if whole["body"].is_object() {
        whole = whole["body"].take();
    }
    serde_json::from_value(whole).expect("a sound article")
}

fn words(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn para(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [words(text)] })
}

fn render(article: Article, text: TextOptions) -> (String, Vec<Diagnostic>) {
    assert_eq!(article.stage, Stage::Resolved);
    let (env, options) = (MemoryEnv::new(), Options { text, ..Options::default() });
    let context = Context { env: &env, options: &options, pages: None };
    let rendered = PlainText.render(&Resolved::for_tests(article), &context).expect("text");
    (String::from_utf8(rendered.bytes).expect("UTF-8"), rendered.diagnostics)
}

fn plain(body: Value) -> String {
    render(article(body), TextOptions::default()).0
}

fn table(rows: &[[&str; 3]], head: [&str; 3]) -> Value {
    let row =
        |cells: &[&str; 3]| json!({ "cells": cells.iter().map(|c| json!({ "body": [para(c)] })).collect::<Vec<_>>() });
    json!([{
        "type": "table",
        "caption": { "label": "Table 1", "content": [words("What is in a cup")] },
        "columns": ["start", "end", "start"],
        "head": [row(&head)],
        "body": rows.iter().map(row).collect::<Vec<_>>(),
    }])
}

/// Returns an article with one of everything.
fn whole() -> Article {
    let body = json!([
        { "type": "heading", "level": 1, "content": [words("What tea does")], "anchor": "what" },
        { "type": "paragraph", "content": [
            words("Tea holds caffeine, which keeps many people awake "),
            { "type": "citation", "items": [{ "key": "1" }], "anchor": "c1",
              "mark": [{ "content": [words("[1]")], "entry": "r1" }] },
            words(". Ask the "),
            { "type": "link", "target": { "url": "https://example.org/pharmacy" }, "content": [words("pharmacy")] },
            words(" before you mix it with medicines"),
            { "type": "note-ref", "label": "a", "number": 1, "anchor": "n1" },
            words(". Struck: "),
            { "type": "styled", "style": "strike", "content": [words("never")] },
            words("; raised: 10"),
            { "type": "styled", "style": "sup", "content": [words("3")] },
            words("; code: "),
            { "type": "code", "text": "x = 1" },
            words("."),
        ]},
        { "type": "heading", "level": 2, "content": [words("Habits")], "anchor": "habits" },
        { "type": "tips", "items": [
            { "number": 9, "anchor": "t9", "lead": [words("Drink the last cup six hours before bed")],
              "body": [para("Caffeine leaves the body slowly: after five or six hours half of it is still there."), para("Green tea counts, too.")] },
            { "number": 10, "anchor": "t10", "lead": [words("Keep the bedroom cool")], "body": [
                { "type": "list", "marker": "bullet", "tight": true, "items": [
                    { "body": [para("open a window for ten minutes, even in winter, and close the door to the hall")] },
                    { "body": [para("turn the heating down"),
                        { "type": "list", "marker": { "ordered": { "start": 2, "numerals": "lower-alpha" } }, "tight": true,
                          "items": [{ "label": "b.", "body": [para("by two degrees")] }] }] },
                ]}] },
        ]},
        { "type": "list", "marker": "bullet", "tight": true, "items": [
            { "task": true, "body": [para("asked the pharmacy")] },
            { "task": false, "body": [para("wrote a sleep diary")] },
        ]},
        { "type": "callout", "kind": "warning", "title": [words("Warning")],
          "body": [para("Do not stop a medicine on your own. Speak with whoever prescribed it, even when the matter looks small.")] },
        { "type": "quote", "body": [para("Sleep is the best meditation, some say, and nobody was ever harmed by going to bed early.")] },
        { "type": "figure", "path": "cup.png", "alt": "a steaming cup beside a clock that shows ten at night", "anchor": "f1",
          "caption": { "label": "Figure 1", "content": [words("Too late for tea")] } },
        { "type": "code", "text": "cups = 2\nwhile awake:\n    count()" },
        { "type": "definitions", "items": [{ "term": [words("Caffeine")], "meanings": [[para("A stimulant in tea, coffee and cola.")]] }] },
        { "type": "rule" },
        { "type": "page-break" },
        { "type": "heading", "level": 1, "content": [words("References")], "anchor": "references" },
        { "type": "bibliography" },
    ]);
    article(json!({
        "stage": "resolved",
        "meta": { "title": [words("Tea and sleep")] },
        "colophon": ["urn:isbn:0-0000-0000-0", "CC BY 4.0"],
        "front": { "category": "Sleep guides", "title": [words("Tea and sleep")], "lines": ["By Ana Ruiz", "Reviewed 3 May 2026"],
                   "summary": "How tea and sleep go together." },
        "body": body,
        "notes": [{ "label": "a", "number": 1, "anchor": "note1", "body": [para("Some medicines and tea do not go together at all; the leaflet in the box says which.")] }],
        "references": [{ "key": "1", "label": "1.", "anchor": "r1",
            "content": [words("Ruiz A, Okri B. A made-up paper on tea and the hours of sleep. Journal of Examples. 2020;93(2):283.")] }],
    }))
}

#[test]
fn one_of_everything_reads_well() {
    let (text, diagnostics) = render(whole(), TextOptions::default());
    insta::assert_snapshot!(text);
    let losses: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(losses, [""; 0], "the heading after the page break tells the same");
}

#[test]
fn linear_ascii_text_reads_well() {
    let options = TextOptions { linear: true, ascii: true, links: TextLinks::Inline, ..TextOptions::default() };
    let (text, _) = render(whole(), options);
    assert!(text.is_ascii(), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn headings_of_all_levels_differ_from_lines_of_text() {
    let heading = |level: u8| json!({ "type": "heading", "level": level, "content": [words("Tea")] });
    let text = plain(json!([heading(1), heading(2), heading(3), heading(4), para("Tea")]));
    assert_eq!(text, "Tea\n---\n\nTea\n~~~\n\nTea\n^^^\n\nTea\n^^^\n\nTea\n");
}

#[test]
fn what_ascii_cannot_spell_breaks_into_lines_as_words_do_and_lost_letters_are_a_warning() {
    let ascii = TextOptions { ascii: true, width: TextWidth::Columns(20), ..TextOptions::default() };
    let (text, reported) = render(article(json!([para(&"слово ".repeat(6))])), ascii.clone());
    assert_eq!(text, "????? ????? ?????\n????? ????? ?????\n");
    assert_eq!(reported[0].code, Code::NoSpelling);
    let (_, reported) = render(article(json!([para("sun \u{2600}")])), ascii);
    assert_eq!(reported[0].code, Code::Loss);
}

#[test]
fn a_table_that_fits_is_in_columns() {
    let rows = [
        ["Green tea", "30 mg", "mild"],
        [
            "Black tea, brewed for five minutes",
            "50 mg",
            "strong; keep away from it after four o'clock in the afternoon",
        ],
    ];
    insta::assert_snapshot!(plain(table(&rows, ["Drink", "Caffeine", "Advice"])));
}

#[test]
fn a_table_that_does_not_fit_or_in_linear_text_becomes_records() {
    let rows = [["Green tea", "30 mg", "mild"], ["Black tea", "50 mg", "strong"]];
    let narrow = TextOptions { width: TextWidth::Columns(20), ..TextOptions::default() };
    let linear = TextOptions { linear: true, ..TextOptions::default() };
    let expected = "Drink: Green tea\nCaffeine: 30 mg\nAdvice: mild\n\nDrink: Black tea\n";
    for options in [narrow, linear] {
        let (text, _) = render(article(table(&rows, ["Drink", "Caffeine", "Advice"])), options);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_header_of_records_has_no_rule_or_underline_at_any_depth() {
    let cell = |body: Value| json!({ "body": body });
    let heading = json!({ "type": "heading", "level": 1, "content": [words("Tea")] });
    let item = json!({ "body": [para("green"), { "type": "rule" }] });
    let list = json!({ "type": "list", "marker": "bullet", "tight": true, "items": [item] });
    let table = json!([{
        "type": "table",
        "columns": ["start", "start"],
        "head": [{ "cells": [cell(json!([heading, list])), cell(json!([para("When")]))] }],
        "body": [{ "cells": [cell(json!([para("one"), para("two")])), cell(json!([para("noon")]))] }],
    }]);
    assert_eq!(plain(table), "Tea • green:\n    one\n\n    two\nWhen: noon\n");
}

#[test]
fn lines_keep_the_width_and_end_without_blanks() {
    for width in [20, 40, 72] {
        let (text, _) = render(whole(), TextOptions { width: TextWidth::Columns(width), ..TextOptions::default() });
        for line in text.lines().filter(|line| line.contains(' ') && !line.contains("://")) {
            let most = usize::from(width) + if width == 20 { 12 } else { 0 };
            assert!(wrap::columns(line) <= most, "{width}: {line}");
            assert_eq!(line, line.trim_end());
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    }
}

#[test]
fn unlimited_width_gives_one_line_per_paragraph_and_crlf_ends_them() {
    let options = TextOptions { width: TextWidth::Unlimited, crlf: true, ..TextOptions::default() };
    let (text, _) = render(article(json!([para(&"word ".repeat(60))])), options);
    assert_eq!(text.matches("\r\n").count(), text.matches('\n').count());
    assert_eq!(text.matches('\n').count(), 1);
}

#[test]
fn direction_marks_are_where_a_viewer_may_be_wrong() {
    let marks = TextOptions { bidi_marks: true, ..TextOptions::default() };
    let division = |body: Value| json!({ "type": "division", "lang": "en", "body": [body] });
    let arabic = |body: Value, options: TextOptions| {
        let mut article = article(body);
        article.meta.lang = Some(crate::article::Lang::new("ar").expect("a tag"));
        render(article, options).0
    };
    let body = || json!([para("Paracetamol \u{642}"), para("500 mg"), division(para("Tea"))]);
    assert_eq!(arabic(body(), marks.clone()), "\u{200f}Paracetamol \u{642}\n\n\u{200f}500 mg\n\n\u{200e}Tea\n");
    assert_eq!(arabic(body(), TextOptions::default()), "Paracetamol \u{642}\n\n500 mg\n\nTea\n");
    assert!(arabic(body(), TextOptions { ascii: true, ..marks.clone() }).is_ascii());
    let english = render(article(json!([para("Tea"), para("\u{642} is a letter")])), marks).0;
    assert_eq!(english, "Tea\n\n\u{200e}\u{642} is a letter\n");
}

#[test]
fn an_address_is_once_in_the_list_of_links() {
    let link = |words: &str| json!({ "type": "link", "target": { "url": "https://example.org/a" }, "content": [self::words(words)] });
    let body = json!([{ "type": "paragraph", "content": [link("here"), words(" and "), link("there")] }]);
    let (text, _) = render(article(body), TextOptions { links: TextLinks::Numbered, ..TextOptions::default() });
    assert_eq!(text, "here\u{a0}<1> and there\u{a0}<1>\n\n\nAddresses\n---------\n\n<1> https://example.org/a\n");
}

#[test]
fn the_lost_address_of_a_bare_link_is_reported() {
    let body = json!([{ "type": "paragraph", "content": [{ "type": "link", "target": { "url": "https://example.org/a" }, "content": [words("here")] }] }]);
    let (text, diagnostics) = render(article(body), TextOptions { links: TextLinks::Bare, ..TextOptions::default() });
    assert_eq!(text, "here\n");
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code, Code::Loss);
}

#[test]
fn a_table_in_columns_is_separated_from_the_line_before_it() {
    let table = table(&[["Green tea", "30 mg", "mild"]], ["Drink", "Caffeine", "Advice"])[0].clone();
    let mut bare = table.clone();
    bare["caption"] = Value::Null;
    let item = |body: Value| json!({ "body": body });
    let inner = json!({ "type": "list", "marker": "bullet", "tight": true, "items": [item(json!([bare]))] });
    let outer =
        json!({ "type": "list", "marker": "bullet", "tight": true, "items": [item(json!([para("a"), inner]))] });
    let text = plain(json!([
        { "type": "callout", "kind": "note", "title": [words("Note")], "body": [bare] },
        { "type": "definitions", "items": [{ "term": [words("Tea")], "meanings": [[bare]] }] },
        outer,
    ]));
    insta::assert_snapshot!(text);
}
