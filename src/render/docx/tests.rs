//! The parts of the package.

use crate::{
    Converter, Syntax,
    diagnostic::Source,
    env::MemoryEnv,
    render::{Context, Format, Options, Registry, TextLinks, TextOptions},
    resolve::Resolved,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::{Cursor, Read as _};

fn document(markdown: &str) -> Vec<u8> {
    let source = Source::new("a.md", markdown);
    let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::DOCX]);
    assert!(!conversion.failed(), "{:?}", conversion.diagnostics);
    conversion.outputs[0].bytes.clone()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn body(markdown: &str) -> String {
    part(&document(markdown), "word/document.xml")
}

#[test]
fn headings_lists_and_quotes_have_the_styles_of_word() {
    let body = body("# Tea\n\n## Pots\n\n- one\n\n> said\n\n1. first\n");
    for style in ["Title", "Heading1", "ListBullet", "Quote", "ListNumber"] {
        assert!(body.contains(&format!("<w:pStyle w:val=\"{style}\"/>")), "{style} in {body}");
    }
}

#[test]
fn word_counts_lists_from_where_they_begin_and_other_labels_are_words() {
    let numbering = part(&document("3. three\n4. four\n\nText.\n\n1. one\n"), "word/numbering.xml");
    assert!(numbering.contains("<w:startOverride w:val=\"3\"/>"), "{numbering}");
    assert_eq!(numbering.matches("<w:num w").count(), 2);
    let persian = body("---\nlang: fa\ntitle: چای\n---\n\n1. یک\n2. دو\n");
    assert!(!persian.contains("<w:numPr>") && persian.contains("۱."), "{persian}");
}

#[test]
fn a_note_is_a_footnote_of_word_and_its_second_mark_refers_to_the_first() {
    let bytes = document("One.[^a] Two.[^a]\n\n[^a]: Because.\n");
    let body = part(&bytes, "word/document.xml");
    assert_eq!(body.matches("<w:footnoteReference").count(), 1);
    assert!(body.contains(" NOTEREF _note1 "), "{body}");
    assert!(part(&bytes, "word/footnotes.xml").contains("Because."));
}

#[test]
fn a_note_that_only_another_note_refers_to_puts_all_notes_at_the_end() {
    let bytes = document("One.[^a]\n\n[^a]: First.[^b]\n\n[^b]: Second.\n");
    let body = part(&bytes, "word/document.xml");
    assert!(!body.contains("<w:footnoteReference") && body.contains("Second."), "{body}");
}

#[test]
fn cells_that_span_rows_and_columns_are_merged_and_heads_are_repeated() {
    let table = "<table><thead><tr><th colspan=2>Wide</th></tr></thead><tbody>\
                 <tr><td rowspan=2>Tall</td><td>a</td></tr><tr><td>b</td></tr></tbody></table>\n";
    let body = body(table);
    for part in ["<w:tblHeader/>", "<w:gridSpan w:val=\"2\"/>", "w:val=\"restart\"", "w:val=\"continue\""] {
        assert!(body.contains(part), "{part} in {body}");
    }
}

#[test]
fn type_is_smaller_in_a_table_whose_words_would_be_divided() {
    let row = |word: &str| format!("|{}|\n", [word; 7].join("|"));
    let table = |word: &str| body(&format!("{}{}{}", row(word), row("-"), row("x")));
    assert!(table("antihypertensives").contains("<w:sz w:val="));
    assert!(!table("tea").contains("<w:sz w:val="));
}

#[test]
fn running_text_alone_is_justified() {
    let source = Source::new("a.md", "# A\n\n## B\n\nText.\n");
    let options = Options::default().theme(crate::theme::Theme::bundled("book").expect("a theme"));
    let converter = Converter::new(Registry::builtin(), options);
    let conversion = converter.convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::DOCX]);
    let styles = part(&conversion.outputs[0].bytes, "word/styles.xml");
    let style =
        |id: &str| styles.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"{id}\""))).expect(id);
    assert!(style("Normal").contains("<w:jc w:val=\"both\"/>"));
    assert!(style("Heading1").contains("<w:jc w:val=\"left\"/>") && !style("Quote").contains("<w:jc"));
}

#[test]
fn a_callout_is_a_box_in_the_table_style_of_its_kind() {
    let body = body("> [!WARNING]\n> Hot.\n");
    assert!(body.contains("<w:tblStyle w:val=\"CalloutWarning\"/>"), "{body}");
}

#[test]
fn a_task_is_a_box_that_can_be_ticked() {
    let body = body("- [x] done\n- [ ] open\n");
    assert_eq!(body.matches("<w14:checkbox>").count(), 2);
    assert!(body.contains("<w14:checked w14:val=\"1\"/>") && body.contains("<w14:checked w14:val=\"0\"/>"));
}

#[test]
fn only_harmless_addresses_are_relations() {
    let bytes = document("[a](https://example.org) [b](javascript:x) [c](file:///etc/passwd)\n");
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    assert_eq!(relations.matches("TargetMode=\"External\"").count(), 1, "{relations}");
}

#[test]
fn right_to_left_text_is_marked_in_paragraphs_runs_and_the_section() {
    let body = body("---\nlang: ar\ntitle: شاي\n---\n\nمرحبا\n");
    assert!(body.contains("<w:bidi/>") && body.contains("<w:rtl/>"), "{body}");
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    let text = "# Tea\n\nSee [pots](#pots).\n\n## Pots\n";
    assert_eq!(document(text), document(text));
}

#[test]
fn names_of_bookmarks_are_short_and_unique() {
    let long = "a-very-long-name-of-a-heading-that-nobody-would-write";
    let text = format!("[x](#{long}-1) [y](#{long}-2)\n\n## A {{#{long}-1}}\n\n## B {{#{long}-2}}\n");
    let body = body(&text);
    let names: Vec<&str> = body
        .split("w:name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|n| n.contains("very"))
        .collect();
    assert_eq!(names.len(), 2);
    assert!(
        names[0] != names[1] && names.iter().all(|name| name.chars().count() <= 40 && !name.contains('-')),
        "{names:?}"
    );
}

#[test]
fn the_meaning_of_an_abbreviation_is_reported_as_lost() {
    let source = Source::new("a.md", "<abbr title=\"intravenous\">IV</abbr> line.\n");
    let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::DOCX]);
    assert!(conversion.diagnostics.iter().any(|reported| reported.message.contains("abbreviation")));
}

/// Returns the words of plain text, without surrounding punctuation.
fn words(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

fn text_of(source: &Source, syntax: Syntax) -> Vec<String> {
    let env = MemoryEnv::new();
    let (article, diagnostics) = Converter::default().prepare(source, syntax, &env);
    let article = article.unwrap_or_else(|| panic!("{diagnostics:?}"));
    words(&rendered(&article, &Format::TEXT))
}

#[test]
fn formulas_are_those_of_word_and_read_back() {
    let markdown = "# T\n\nSo $\\frac{a}{b}$.\n\n$$\\sqrt{x} = \\left(\\frac{1}{2}\\right)$$ {#eq:a}\n\n$$y_1^2$$\n";
    let body = body(markdown);
    for part in [
        "<m:f><m:num>",
        "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr>",
        "<m:d><m:dPr><m:begChr m:val=\"(\"/>",
        "<m:oMathPara>",
        "<m:sSubSup>",
    ] {
        assert!(body.contains(part), "{part} in {body}");
    }
    let source = Source::new("a.md", markdown);
    let back = Source::of_file("a.docx", document(markdown));
    assert_eq!(text_of(&back, Syntax::Docx), text_of(&source, Syntax::Markdown));
}

#[test]
fn a_document_reads_back_as_the_same_article() {
    let markdown = "---\ntitle: Tea\nsubtitle: All of it\ncategory: Drinks\nauthor: Ana Ruiz\nlang: en\ndescription: What tea is.\n---\n\n\
                    ## Pots {#pots}\n\nA **strong** *cup*, H~2~O.[^a] See [pots](#pots).\n\n> Said so.\n\n\
                    > [!WARNING] Hot\n> Do not spill.\n\n\
                    3. three\n4. four\n   - inner\n\n     more\n\n- [x] done\n- [ ] open\n\n\
                    | A | B |\n|---|--:|\n| 1 | 2 |\n\nTable: Numbers\n\n***\n\n::: {.notes lines=4}\n**Ask**\n:::\n\n\
                    ```\nlet x;\n  y\n```\n\nTea\n: a drink\n\n[^a]: Warm.\n";
    let source = Source::new("a.md", markdown);
    let back = Source::of_file("a.docx", document(markdown));
    assert_eq!(text_of(&back, Syntax::Docx), text_of(&source, Syntax::Markdown));
    let read = crate::read::read(&back, Syntax::Docx);
    let first = crate::read::read(&source, Syntax::Markdown);
    let kinds = |article: &crate::article::Article| {
        let mut kinds: Vec<String> = Vec::new();
        crate::article::for_each_block(&article.body, &mut |block| {
            let json = serde_json::to_value(block).expect("JSON");
            kinds.push(json["type"].as_str().unwrap_or_default().to_owned());
        });
        kinds
    };
    assert_eq!(kinds(&read.article), kinds(&first.article));
    let meta = &read.article.meta;
    assert_eq!((meta.category.as_deref(), meta.description_text().as_deref()), (Some("Drinks"), Some("What tea is.")));
}

/// Returns an output, without addresses of links in its text.
fn rendered(article: &Resolved, format: &Format) -> Vec<u8> {
    let (env, registry) = (MemoryEnv::new(), Registry::builtin());
    let options = Options::default().text(TextOptions { links: TextLinks::Bare, ..TextOptions::default() });
    let context = Context { env: &env, options: &options, pages: None };
    registry.get(format).expect("a renderer").render(article, &context).expect("an output").bytes
}

/// Makes every block begin with words, and removes pictures, whose files do not exist here.
fn with_text(value: Value) -> Value {
    let is = |map: &serde_json::Map<String, Value>, kind: &str| map.get("type").is_some_and(|known| known == kind);
    match value {
        Value::Object(map) if is(&map, "figure") => json!({ "type": "rule" }),
        Value::Object(map) if is(&map, "break") => json!({ "type": "text", "text": "so" }),
        Value::Object(mut map) => {
            if is(&map, "callout") {
                map.insert("label".to_owned(), "Note: ".into());
            }
            map.into_iter().map(|(key, value)| (key.clone(), begun(&key, with_text(value)))).collect()
        }
        Value::Array(values) => values.into_iter().map(with_text).collect(),
        other => other,
    }
}

/// Inserts words before the first block.
fn begun(key: &str, value: Value) -> Value {
    match value {
        Value::Array(values) if key == "meanings" => values.into_iter().map(|value| begun("body", value)).collect(),
        Value::Array(values) if key == "body" && values.first().is_some_and(|first| first.get("type").is_some()) => {
            std::iter::once(crate::verify::any::para("so")).chain(values).collect()
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_article_reads_back_with_the_same_letters_and_figures(
        body in prop::collection::vec(crate::verify::any::some_block(), 1..5)
    ) {
        let title = json!([{ "type": "text", "text": "Tea" }]);
        let body: Vec<_> = std::iter::once(crate::verify::any::para("so")).chain(body.into_iter().map(with_text)).collect();
        let article = json!({
            "stage": "resolved",
            "meta": { "title": title, "lang": "en" },
            "front": { "title": title },
            "body": body,
        });
        let article = Resolved::for_tests(serde_json::from_value(article).expect("an article"));
        let outputs = [Format::DOCX, Format::TEXT].map(|format| rendered(&article, &format));
        let back = Source::of_file("a.docx", outputs[0].clone());
        // in parallel columns, lines may be broken elsewhere
        let sorted = |words: Vec<String>| {
            let mut letters: Vec<char> = words.concat().chars().collect();
            letters.sort_unstable();
            letters.into_iter().collect::<String>()
        };
        prop_assert_eq!(sorted(text_of(&back, Syntax::Docx)), sorted(words(&outputs[1])));
    }
}
