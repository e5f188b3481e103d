//! Tests of text: case, rich text, groups, conditions, links.

use super::{elements, html, render, style};
use crate::csl::Run;

/// Renders a title in a text case.
fn title(case: &str, title: &str) -> String {
    let items = serde_json::json!([{ "id": "a", "type": "book", "title": title }]);
    elements(&format!("<text variable=\"title\" text-case=\"{case}\"/>"), &items.to_string())
}

#[test]
fn title_case_keeps_words_that_have_capitals() {
    for (given, expected) in [
        ("living with AIDS", "Living with AIDS"),
        ("SARS-CoV-2 and TNF-α in the NHS", "SARS-CoV-2 and TNF-α in the NHS"),
        ("Brown v. Board of Health", "Brown v. Board of Health"),
        ("the pH of mRNA on an iPad", "The pH of mRNA on an iPad"),
        ("what is health?", "What Is Health?"),
        ("out-of-hours care", "Out-of-Hours Care"),
        ("in-house teams", "In-House Teams"),
        ("a review: the end", "A Review: The End"),
        ("what patients don't ask for", "What Patients Don’t Ask For"),
        ("a <span class=\"nocase\">de novo</span> mutation", "A de novo Mutation"),
        ("<i>escherichia coli</i> at home", "<i>Escherichia Coli</i> at Home"),
    ] {
        assert_eq!(title("title", given), expected);
    }
}

#[test]
fn other_cases_change_letters_only_where_they_should() {
    assert_eq!(title("sentence", "The Worst of Times"), "The worst of times");
    assert_eq!(title("sentence", "THE WORST OF TIMES"), "The worst of times");
    assert_eq!(title("capitalize-first", "on pain"), "On pain");
    assert_eq!(title("capitalize-all", "on pain"), "On Pain");
    assert_eq!(title("uppercase", "on <span class=\"nocase\">pH</span>"), "ON pH");
}

#[test]
fn titles_in_other_languages_keep_their_case() {
    let items = r#"[{"id":"a","type":"book","title":"die bedeutung der bewegung","language":"de"}]"#;
    assert_eq!(elements("<text variable=\"title\" text-case=\"title\"/>", items), "die bedeutung der bewegung");
}

#[test]
fn rich_text_is_kept_and_alternates() {
    let items =
        r#"[{"id":"a","type":"book","title":"On <i>E. coli</i>, CO<sub>2</sub> and <sc>who</sc> <b>b</b> 1 < 2 <u>"}]"#;
    assert_eq!(
        elements("<text variable=\"title\" font-style=\"italic\"/>", items),
        "<i>On <span style=\"font-style:normal;\">E. coli</span>, CO<sub>2</sub> and \
         <span style=\"font-variant:small-caps;\">who</span> <b>b</b> 1 &#60; 2 &#60;u&#62;</i>"
    );
}

#[test]
fn quotation_marks_alternate_and_apostrophes_do_not() {
    let items = r#"[{"id":"a","type":"book","title":"The \"worried well\" and the doctor's '80s"}]"#;
    assert_eq!(
        elements("<text variable=\"title\" quotes=\"true\"/>", items),
        "“The ‘worried well’ and the doctor’s ’80s”"
    );
    assert_eq!(elements("<text variable=\"title\"/>", items), "The “worried well” and the doctor’s ’80s");
}

#[test]
fn groups_with_only_empty_variables_print_nothing() {
    let layout = "<group delimiter=\", \"><group prefix=\"[\" suffix=\"]\"><text value=\"vol.\"/><text variable=\"volume\" prefix=\" \"/></group><text variable=\"title\"/></group>";
    let items = r#"[{"id":"a","type":"book","title":"Pain"},{"id":"b","type":"book","title":"Fever","volume":2}]"#;
    assert_eq!(elements(layout, items), "Pain | [vol. 2], Fever");
}

#[test]
fn conditions_combine_their_tests() {
    let layout = |matching: &str| {
        format!(
            "<choose><if type=\"book chapter\" variable=\"volume\" match=\"{matching}\"><text value=\"yes\"/></if><else><text value=\"no\"/></else></choose>"
        )
    };
    let items = r#"[{"id":"a","type":"book"},{"id":"b","type":"report"},{"id":"c","type":"report","volume":"1"}]"#;
    assert_eq!(elements(&layout("any"), items), "yes | no | yes");
    assert_eq!(elements(&layout("none"), items), "no | yes | no");
    assert_eq!(elements(&layout("all"), items), "no | no | no");
}

#[test]
fn identifiers_link_with_the_prefix_that_belongs_to_them() {
    let body = "<citation><layout><text variable=\"DOI\" prefix=\"https://doi.org/\"/><text variable=\"PMID\" prefix=\" PMID: \"/></layout></citation>";
    let output =
        render(&style("", body), r#"[{"id":"a","type":"book","DOI":"10.1/x","PMID":"77"}]"#, &[super::cluster(&["a"])]);
    let Run::Cite(0, runs) = &output.citations[0].runs[0] else { panic!("no cite") };
    assert_eq!(runs[0], Run::Link("https://doi.org/10.1/x".into(), vec![Run::Text("https://doi.org/10.1/x".into())]));
    assert_eq!(runs[2], Run::Link("https://www.ncbi.nlm.nih.gov/pubmed/77".into(), vec![Run::Text("77".into())]));
    assert_eq!(html::runs(runs), "https://doi.org/10.1/x PMID: 77");
}
