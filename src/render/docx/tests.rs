//! What Word is told, seen in the parts of the package.

use crate::{Converter, Syntax, diagnostic::Source, env::MemoryEnv, render::Format};
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
fn text_from_right_to_left_says_so_in_paragraphs_runs_and_the_section() {
    let body = body("---\nlang: ar\ntitle: شاي\n---\n\nمرحبا\n");
    assert!(body.contains("<w:bidi/>") && body.contains("<w:rtl/>"), "{body}");
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    let text = "# Tea\n\nSee [pots](#pots).\n\n## Pots\n";
    assert_eq!(document(text), document(text));
}

#[test]
fn names_of_bookmarks_are_short_and_told_apart() {
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
