//! Tests of the bibliography.

use super::{cluster, entries, render, style};
use crate::csl::{Align, Display, Locales, Processor, Run};

const ITEMS: &str = r#"[
    {"id":"a","type":"book","title":"Pain","author":[{"family":"Ames","given":"O"},{"family":"Bell","given":"T"}]},
    {"id":"b","type":"book","title":"Fever","author":[{"family":"Ames","given":"O"},{"family":"Bell","given":"T"}]},
    {"id":"c","type":"book","title":"Cough","author":[{"family":"Ames","given":"O"},{"family":"Cole","given":"Z"}]},
    {"id":"d","type":"personal_communication"}
]"#;

fn bibliography(options: &str, layout: &str) -> crate::csl::Output {
    let body = format!(
        "<citation><layout><text variable=\"title\"/></layout></citation><bibliography {options}>{layout}</bibliography>"
    );
    render(&style("", &body), ITEMS, &[])
}

fn substituted(rule: &str) -> Vec<String> {
    let options = format!("subsequent-author-substitute=\"—\" subsequent-author-substitute-rule=\"{rule}\"");
    entries(&bibliography(
        &options,
        "<layout suffix=\".\"><names variable=\"author\"><name form=\"short\"/></names><text variable=\"title\" prefix=\". \"/></layout>",
    ))
}

#[test]
fn repeated_authors_are_substituted_by_rule() {
    assert_eq!(substituted("complete-all"), ["Ames, Bell. Pain.", "—. Fever.", "Ames, Cole. Cough."]);
    assert_eq!(substituted("complete-each"), ["Ames, Bell. Pain.", "—, —. Fever.", "Ames, Cole. Cough."]);
    assert_eq!(substituted("partial-each"), ["Ames, Bell. Pain.", "—, —. Fever.", "—, Cole. Cough."]);
    assert_eq!(substituted("partial-first"), ["Ames, Bell. Pain.", "—, Bell. Fever.", "—, Cole. Cough."]);
}

#[test]
fn second_field_align_separates_the_first_field() {
    let layout = "<layout suffix=\".\"><text variable=\"citation-number\" suffix=\".\"/><text variable=\"title\" prefix=\" \"/></layout>";
    let output = bibliography("second-field-align=\"flush\" hanging-indent=\"true\" entry-spacing=\"0\"", layout);
    assert_eq!(output.second_field_align, Some(Align::Flush));
    assert!(output.hanging_indent && output.entry_spacing == 0 && output.line_spacing == 1);
    let blocks: Vec<Display> = output.bibliography[0]
        .runs
        .iter()
        .filter_map(|run| if let Run::Block(display, _) = run { Some(*display) } else { None })
        .collect();
    assert_eq!(blocks, [Display::LeftMargin, Display::RightInline]);
}

#[test]
fn works_without_text_have_no_entry() {
    let output = bibliography("", "<layout suffix=\".\"><text variable=\"title\"/></layout>");
    assert_eq!(entries(&output), ["Pain.", "Fever.", "Cough."]);
}

#[test]
fn uncited_works_follow_the_cited_ones() {
    let body = "<citation><layout><text variable=\"title\"/></layout></citation><bibliography><layout><text variable=\"citation-number\" suffix=\" \"/><text variable=\"title\"/></layout></bibliography>";
    let style = style("", body);
    let (items, locales) = (super::items_of(ITEMS), Locales::new(&style, "en-US", |_| None));
    let output =
        Processor::new(&style, &locales, &items).uncited(&["c", "a"]).render(&[cluster(&["b"]), cluster(&["c"])]);
    assert_eq!(entries(&output), ["1 Fever", "2 Cough", "3 Pain"]);
}
