//! Generated articles match all plain text outputs, and errors introduced into outputs are detected.

use super::{
    any::{para, some_block, words},
    *,
};
use crate::{
    Converter, Source, Syntax,
    env::MemoryEnv,
    render::{Context, Format, Options, Registry, TextLinks, TextOptions, TextWidth},
    resolve::Resolved,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn article(body: &[Value]) -> Article {
    let json = json!({
        "stage": "resolved",
        "meta": { "title": [words("Tea")] },
        "colophon": ["doi:10.1/x"],
        "front": { "title": [words("Tea")], "lines": ["By Ana Ruiz"] },
        "body": body,
        "notes": [{ "label": "a", "number": 1, "anchor": "note1", "body": [para("The leaflet says which.")] }],
        "references": [{ "key": "1", "label": "1.", "anchor": "r1", "content": [words("Ruiz A. Tea. 2020;93(2):283.")] }],
    });
    serde_json::from_value(json).expect("a sound article")
}

/// Replaces pictures in a block with rules, as there are no files: articles with missing pictures never get this far.
fn without_pictures(block: Value) -> Value {
    match block {
        Value::Object(map) if map.get("type") == Some(&json!("figure")) => json!({ "type": "rule" }),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, without_pictures(value))).collect(),
        Value::Array(values) => values.into_iter().map(without_pictures).collect(),
        other => other,
    }
}

/// Returns the blocks with a note reference and a bibliography added: rich formats print neither a note nor
/// references without them.
fn with_ends(body: &[Value]) -> Article {
    let mark = json!({ "type": "note-ref", "label": "a", "number": 1, "anchor": "n1" });
    let ends = [json!({ "type": "paragraph", "content": [words("See"), mark] }), json!({ "type": "bibliography" })];
    article(&[body, &ends].concat())
}

fn render(article: &Article, format: &str, text: TextOptions) -> Vec<u8> {
    let (env, options) = (MemoryEnv::new(), Options { text, ..Options::default() });
    let registry = Registry::builtin();
    let renderer = registry.get(&format.parse().expect("a format")).expect("a renderer");
    let context = Context { env: &env, options: &options, pages: None };
    renderer.render(&Resolved::for_tests(article.clone()), &context).expect("an output").bytes
}

/// Returns options for text with all addresses in a list.
fn numbered_links() -> TextOptions {
    TextOptions { links: TextLinks::Numbered, ..TextOptions::default() }
}

fn text_of(article: &Article, text: TextOptions) -> String {
    String::from_utf8(render(article, "text", text)).expect("UTF-8")
}

fn check(article: &Article, text: &str) -> Result<(), Vec<Difference>> {
    verify(article, [("text", text.as_bytes())])
}

fn sample() -> Article {
    let cell = |text: &str| json!({ "body": [para(text)] });
    article(&[
        json!({ "type": "heading", "level": 1, "content": [words("What tea does")], "anchor": "what" }),
        json!({ "type": "paragraph", "content": [
            words("It keeps people awake "),
            { "type": "citation", "items": [{ "key": "1" }], "anchor": "c1", "mark": [{ "content": [words("[1]")], "entry": "r1" }] },
            words(" for 10"), { "type": "styled", "style": "sup", "content": [words("3")] },
            words(" minutes"), { "type": "note-ref", "label": "a", "number": 1, "anchor": "n1" },
            words(". Ask the "),
            { "type": "link", "target": { "url": "https://example.org/pharmacy" }, "content": [words("pharmacy")] }, words("."),
        ]}),
        json!({ "type": "tips", "items": [
            { "number": 1, "anchor": "t1", "lead": [words("Stop at noon")], "body": [para("Later cups keep you up.")] },
            { "number": 2, "anchor": "t2", "lead": [words("Keep cool")] },
        ]}),
        json!({ "type": "list", "marker": "bullet", "tight": true, "items": [
            { "body": [para("a cup")] }, { "body": [para("a pot")] }, { "task": true, "body": [para("done")] },
        ]}),
        json!({ "type": "table", "columns": ["start", "end"], "anchor": "tab", "caption": { "label": "Table 1", "content": [words("Cups")] },
            "head": [{ "cells": [cell("Drink"), cell("Caffeine")] }],
            "body": [{ "cells": [cell("Black tea that was brewed for rather more than five minutes in a warm pot"), cell("some 50 milligrams in a large cup, at times a lot more")] }, { "cells": [cell("Green tea"), cell("30 mg")] }] }),
        json!({ "type": "bibliography" }),
    ])
}

fn forms() -> Vec<TextOptions> {
    let mut forms = Vec::new();
    for links in TextLinks::ALL.map(|(_, links)| links) {
        for (linear, ascii, crlf) in [(false, false, false), (true, false, true), (false, true, false)] {
            for width in [TextWidth::Columns(20), TextWidth::Columns(72), TextWidth::Unlimited] {
                forms.push(TextOptions { width, links, linear, ascii, bidi_marks: linear, crlf });
            }
        }
    }
    forms
}

#[test]
fn every_form_of_plain_text_matches_the_article() {
    for form in forms() {
        let text = text_of(&sample(), form.clone());
        assert_eq!(check(&sample(), &text), Ok(()), "{form:?}\n{text}");
    }
}

#[test]
fn an_error_in_the_text_is_detected() {
    let text = text_of(&sample(), numbered_links());
    let faults = [
        ("• a pot\n", "", "a pot"),
        ("2. Keep", "3. Keep", "tip 2"),
        ("[note 1] The leaflet says which.\n", "", "note 1"),
        ("[note 1]", "[note 2]", "paragraph"),
        ("awake [1]", "awake [2]", "paragraph"),
        ("What tea does", "What does tea", "heading"),
        ("<1> https://example.org/pharmacy", "<1> https://example.org/other", "link 1"),
        ("Green tea", "Green", "table"),
        ("93(2):283", "93(2):28", "reference 1"),
        ("[x]", "[ ]", "task"),
        ("1. Stop at noon", "1. Stop at noon Stop at noon", "Stop at noon"),
    ];
    for (right, wrong, place) in faults {
        assert!(text.contains(right), "{right} is not in\n{text}");
        let found = check(&sample(), &text.replacen(right, wrong, 1)).expect_err(right);
        assert!(found[0].message.contains(place), "{right} → {wrong}: {}", found[0]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_shrink_iters: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_article_matches_in_every_form_of_plain_text(body in prop::collection::vec(some_block(), 1..5), form in 0..27usize) {
        let article = article(&body);
        let text = text_of(&article, forms()[form].clone());
        prop_assert_eq!(check(&article, &text), Ok(()), "{}", text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48),
        max_shrink_iters: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_article_matches_in_epub_and_html(body in prop::collection::vec(some_block(), 1..5)) {
        check_formats(body, &[Format::EPUB, Format::HTML])?;
    }

    #[test]
    fn any_article_matches_in_the_pdf(body in prop::collection::vec(some_block(), 1..5)) {
        check_formats(body, &[Format::PDF])?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(96),
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// With notes in notes, citations, captions and all kinds of links, as a reader produces them, then resolved.
    #[test]
    fn any_article_from_a_reader_matches_in_every_format(article in crate::resolve::any::article()) {
        let env = MemoryEnv::new();
        let resolved = crate::resolve::resolve(article, None, &env, &crate::resolve::Options::default(), &mut Vec::new());
        let options = Options::default();
        let registry = Registry::builtin();
        for name in FORMATS {
            let format = name.parse().expect("a format");
            let context = Context { env: &env, options: &options, pages: None };
            let renderer = registry.get(&format).expect("a renderer");
            let bytes = renderer.render(&resolved, &context).expect("an output").bytes;
            let json = serde_json::to_string(resolved.article()).expect("JSON");
            prop_assert_eq!(verify(resolved.article(), [(name, bytes.as_slice())]), Ok(()), "{}", json);
        }
    }
}

fn check_formats(body: Vec<Value>, formats: &[Format]) -> Result<(), TestCaseError> {
    let article = with_ends(&body.into_iter().map(without_pictures).collect::<Vec<_>>());
    for format in formats {
        let bytes = render(&article, format.as_str(), TextOptions::default());
        prop_assert_eq!(verify(&article, [(format.as_str(), bytes.as_slice())]), Ok(()));
    }
    Ok(())
}

#[test]
fn outputs_are_compared_without_an_article_and_an_error_in_one_is_detected() {
    let outputs = |article: &Article| FORMATS.map(|format| (format, render(article, format, TextOptions::default())));
    let agreed =
        |outputs: &[(&'static str, Vec<u8>)]| agree(outputs.iter().map(|(format, bytes)| (*format, bytes.as_slice())));
    let right = outputs(&sample());
    assert_eq!(agreed(&right), Ok(()));
    assert!(agreed(&right[..1]).is_err(), "a PDF alone agrees with nothing");
    let wrong = outputs(&changed("/body/2/items/1/number", json!(3)));
    for at in 0..FORMATS.len() {
        let mut mixed = right.clone();
        mixed[at] = wrong[at].clone();
        assert!(agreed(&mixed).is_err(), "{}", FORMATS[at]);
    }
}

/// Returns the sample with one change.
fn changed(pointer: &str, value: Value) -> Article {
    with(&sample(), pointer, value)
}

/// Returns the article with one change or addition.
fn with(article: &Article, pointer: &str, value: Value) -> Article {
    let mut json = serde_json::to_value(article).expect("JSON");
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
    match json.pointer_mut(parent).expect(pointer) {
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = value,
        parent => parent[key] = value,
    }
    serde_json::from_value(json).expect("a sound article")
}

/// Returns possible renderer errors, each as the article that the output would seem to come from.
fn faults() -> Vec<(&'static str, &'static str, Value)> {
    vec![
        ("a heading is dropped", "/body/0", json!({ "type": "rule" })),
        ("a heading's number is off by one", "/body/0/number", json!("2")),
        ("a tip's number is off by one", "/body/2/items/1/number", json!(3)),
        ("a tip's lead is dropped", "/body/2/items/1/lead", json!([words("Keep")])),
        ("a list's item is dropped", "/body/3/items/1/body", json!([])),
        ("a list's items change places", "/body/3/items/0/body", json!([para("a pot"), para("a cup")])),
        ("a citation's number is off by one", "/body/1/content/1/mark/0/content", json!([words("[2]")])),
        ("a raised figure is dropped", "/body/1/content/3/content", json!([])),
        ("a link leads elsewhere", "/body/1/content/7/target/url", json!("https://example.org/other")),
        ("a footnote is lost", "/notes/0/body", json!([])),
        ("a footnote's number is off by one", "/notes/0/number", json!(2)),
        ("a footnote's mark is off by one", "/body/1/content/5/number", json!(2)),
        ("a cell says another number", "/body/4/body/1/cells/1/body", json!([para("31 mg")])),
        ("a cell is empty", "/body/4/head/0/cells/1/body", json!([])),
        ("a caption's number is off by one", "/body/4/caption/label", json!("Table 2")),
        ("a caption is dropped", "/body/4/caption", Value::Null),
        ("a reference's number is off by one", "/references/0/label", json!("2.")),
        ("a reference loses a word", "/references/0/content", json!([words("Ruiz A. Tea. 2020;93(2).")])),
        ("a line under the title is dropped", "/front/lines", json!([])),
    ]
}

#[test]
fn each_error_is_detected_in_every_format() {
    let numbered = changed("/body/0/number", json!("1"));
    let mut unseen = Vec::new();
    for format in FORMATS {
        let found = |article: &Article| {
            let bytes = render(article, format, numbered_links());
            verify(&numbered, [(format, bytes.as_slice())])
        };
        assert_eq!(found(&numbered), Ok(()), "{format}");
        // The PDF takes the number of a reference from its note: there is no second number that could be wrong.
        let none_there = |pointer: &str| format == "pdf" && pointer == "/body/1/content/5/number";
        let seen = |pointer: &str, value: &Value| {
            none_there(pointer) || found(&with(&numbered, pointer, value.clone())).is_err()
        };
        unseen.extend(
            faults().iter().filter(|(_, at, value)| !seen(at, value)).map(|(fault, ..)| format!("{format}: {fault}")),
        );
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

#[test]
fn a_wrong_link_is_detected_in_every_format_with_links() {
    let url = |path: &str| json!({ "type": "link", "target": { "url": format!("https://example.org/{path}") }, "content": [words(path)] });
    let inside = |place: &str| json!({ "type": "link", "target": { "anchor": place }, "content": [words(place)] });
    let heading = |name: &str| json!({ "type": "heading", "level": 1, "content": [words(name)], "anchor": name });
    let linked = |links: [Value; 4]| {
        with_ends(&[heading("here"), heading("there"), json!({ "type": "paragraph", "content": links })])
    };
    let right = [url("a"), url("b"), inside("here"), inside("there")];
    let mut renamed = right.clone();
    renamed[0]["content"] = json!([words("b")]);
    let mut bent = right.clone();
    bent[2]["target"] = json!({ "anchor": "there" });
    let mut crossed = right.clone();
    crossed[0]["target"] = right[1]["target"].clone();
    crossed[1]["target"] = right[0]["target"].clone();
    for format in ["epub", "pdf", "html"] {
        let check = |links: &[Value; 4]| {
            let bytes = render(&linked(links.clone()), format, TextOptions::default());
            verify(&linked(right.clone()), [(format, bytes.as_slice())])
        };
        assert_eq!(check(&right), Ok(()), "{format}");
        for wrong in [&renamed, &bent, &crossed] {
            assert!(check(wrong).is_err(), "{format}: {wrong:?}");
        }
    }
}

/// A few kilobytes that unpack to 192 MiB.
#[test]
fn an_output_that_unpacks_beyond_the_limit_is_rejected() {
    use lopdf::{Document, Object, Stream, dictionary};
    use std::io::Write as _;
    let mut bomb = vec![b' '; 1 << 20];
    for _ in 0..2 {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        (0..if bomb.len() == 1 << 20 { 192 } else { 1 }).for_each(|_| packed.write_all(&bomb).expect("memory"));
        bomb = packed.finish().expect("memory");
    }
    let filters = vec![Object::Name(b"FlateDecode".to_vec()), Object::Name(b"FlateDecode".to_vec())];
    let mut document = Document::with_version("1.7");
    let content = document.add_object(Stream::new(dictionary! { "Filter" => filters }, bomb));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let found = verify(&sample(), [("pdf", bytes.as_slice())]).expect_err("a bomb");
    assert!(found[0].message.contains("limit"), "{}", found[0]);
}

#[test]
fn an_epub_that_unpacks_beyond_the_limit_for_its_size_is_rejected() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("META-INF/container.xml", zip::write::SimpleFileOptions::default()).expect("a part");
    archive.write_all(&vec![b' '; 20 << 20]).expect("memory");
    let bytes = archive.finish().expect("a package").into_inner();
    assert!(bytes.len() < 100_000, "{}", bytes.len());
    let found = verify(&sample(), [("epub", bytes.as_slice())]).expect_err("a bomb");
    assert!(found[0].message.contains("limit for its size"), "{}", found[0]);
}

#[test]
fn formulas_match_in_every_format() {
    let text = "---\ntitle: T\nlang: en\n---\n\nSo $E = mc^2$, $\\sqrt[3]{x}$ and $\\nope$.[^a]\n\n\
                $$\\frac{a+b}{2} = \\sum_{i=1}^n x_i$$ {#eq:a}\n\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n\nSee @eq:a.\n\n\
                [^a]: Of $x$.\n";
    let source = crate::diagnostic::Source::new("a.md", text);
    let (converter, env) = (crate::Converter::default(), crate::env::MemoryEnv::new());
    let (article, _) = converter.prepare(&source, crate::read::Syntax::Markdown, &env);
    let article = article.expect("an article");
    let formats: Vec<crate::Format> = FORMATS.iter().map(|name| name.parse().expect("a format")).collect();
    let outputs = converter.convert(&source, crate::read::Syntax::Markdown, &env, &formats).outputs;
    let pairs = || outputs.iter().map(|output| (output.format.as_str(), output.bytes.as_slice()));
    assert_eq!(pairs().count(), FORMATS.len());
    assert_eq!(verify(article.article(), pairs()), Ok(()));
    let html = pairs().find(|(format, _)| *format == "html").expect("a page").1;
    let wrong = String::from_utf8_lossy(html).replace("alttext=\"E = mc²", "alttext=\"E = mc³");
    assert!(verify(article.article(), [("html", wrong.as_bytes())]).is_err());
    let differences = super::source::verify_source(
        &source,
        crate::read::Syntax::Markdown,
        &crate::read::read(&source, crate::read::Syntax::Markdown),
    );
    assert_eq!(differences.differences, []);
}

#[test]
fn a_link_that_only_a_note_has_is_compared_as_the_format_prints_it() {
    let mut article = with_ends(&[para("Tea.")]);
    let link = json!({ "type": "link", "target": { "url": "https://a.example/x" }, "content": [words("it")] });
    let body = json!([{ "type": "paragraph", "content": [words("See "), link] }]);
    if let Ok(body) = serde_json::from_value(body) {
        article.notes[0].body = body;
    }
    for format in ["docx", "epub", "html", "text"] {
        let bytes = render(&article, format, TextOptions::default());
        let found = compare(&article, [(format, bytes.as_slice())]);
        assert!(article.notes[0].body.len() == 1 && found.is_ok(), "{format}: {found:?}");
    }
}

#[test]
fn a_table_printed_as_records_has_the_addresses_of_its_links_in_parentheses() {
    let table = "| Who answers the telephone | Until somebody answers it |\n|---|---|\n\
                 | [the nurse on duty today](https://a.example/x) | Wait, and call again after a while. |\n";
    let source = Source::new("a.md", format!("# Help\n\n{table}"));
    let text = TextOptions { width: TextWidth::Unlimited, ..TextOptions::default() };
    let converter = Converter::new(Registry::builtin(), Options::default().text(text)).verifying(true);
    let conversion = converter.convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::TEXT]);
    assert_eq!(conversion.diagnostics, []);
    let text = String::from_utf8_lossy(&conversion.outputs[0].bytes).into_owned();
    assert!(text.contains("today (a.example/x)"), "{text}");
}
