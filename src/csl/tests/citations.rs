//! Tests of citations: collapsing, affixes, positions, narrative citations.

use super::{cluster, html, marks, render, style};
use crate::csl::{Cite, CiteForm, Cluster, Run};

const ITEMS: &str = r#"[
    {"id":"a","type":"book","title":"Pain","author":[{"family":"Ames"}],"issued":{"date-parts":[[2001]]}},
    {"id":"b","type":"book","title":"Fever","author":[{"family":"Ames"}],"issued":{"date-parts":[[2002]]}},
    {"id":"c","type":"book","title":"Cough","author":[{"family":"Cole"}],"issued":{"date-parts":[[2002]]}},
    {"id":"d","type":"book","title":"Fainting","author":[{"family":"Ames"}],"issued":{"date-parts":[[2002]]}},
    {"id":"e","type":"book","title":"Itch","issued":{"date-parts":[[2003]]}}
]"#;

const NUMBERS: &str = "<layout prefix=\"[\" suffix=\"]\" delimiter=\",\"><text variable=\"citation-number\"/></layout>";

const YEARS: &str = "<layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group delimiter=\" \"><names variable=\"author\"><name form=\"short\"/><substitute><text variable=\"title\"/></substitute></names><date variable=\"issued\"><date-part name=\"year\"/></date></group><text variable=\"locator\" prefix=\", \"/></layout>";

fn years(options: &str, clusters: &[Cluster]) -> Vec<String> {
    marks(&render(&style("", &format!("<citation {options}>{YEARS}</citation>")), ITEMS, clusters))
}

#[test]
fn three_numbers_make_a_range() {
    let style = style(
        "",
        &format!(
            "<citation collapse=\"citation-number\"><sort><key variable=\"citation-number\"/></sort>{NUMBERS}</citation>"
        ),
    );
    let output =
        render(&style, ITEMS, &[cluster(&["a", "b", "c"]), cluster(&["d", "b"]), cluster(&["c", "a", "b", "e"])]);
    assert_eq!(marks(&output), ["[1–3]", "[2,4]", "[1–3,5]"]);
    let cites: Vec<usize> = output.citations[2]
        .runs
        .iter()
        .filter_map(|run| if let Run::Cite(index, _) = run { Some(*index) } else { None })
        .collect();
    assert_eq!(cites, [1, 0, 3], "the ends of a range belong to their cites");
}

#[test]
fn unsorted_clusters_keep_their_order() {
    let style = style("", &format!("<citation><sort><key variable=\"citation-number\"/></sort>{NUMBERS}</citation>"));
    let unsorted = Cluster { unsorted: true, ..cluster(&["b", "a"]) };
    assert_eq!(marks(&render(&style, ITEMS, &[cluster(&["a"]), unsorted])), ["[1]", "[2,1]"]);
}

#[test]
fn names_are_not_repeated_when_years_collapse() {
    assert_eq!(years("collapse=\"year\"", &[cluster(&["a", "b", "c"])]), ["(Ames 2001, 2002; Cole 2002)"]);
    assert_eq!(years("", &[cluster(&["a", "b"])]), ["(Ames 2001; Ames 2002)"]);
    let grouped = "collapse=\"year\" cite-group-delimiter=\" and \" after-collapse-delimiter=\". \"";
    assert_eq!(years(grouped, &[cluster(&["a", "c", "b"])]), ["(Ames 2001 and 2002. Cole 2002)"]);
}

#[test]
fn year_suffixes_collapse_to_letters_and_ranges() {
    let items: Vec<_> = (0..4).map(|index| serde_json::json!({ "id": format!("w{index}"), "type": "book", "author": [{ "family": "Doe" }], "issued": { "date-parts": [[2020]] } })).collect();
    let items = serde_json::Value::from(items).to_string();
    let mark = |collapse: &str| {
        let options =
            format!("disambiguate-add-year-suffix=\"true\" year-suffix-delimiter=\",\" collapse=\"{collapse}\"");
        let style = style("", &format!("<citation {options}>{YEARS}</citation>"));
        marks(&render(&style, &items, &[cluster(&["w0", "w1", "w2", "w3"])])).remove(0)
    };
    assert_eq!(mark("year-suffix"), "(Doe 2020a,b,c,d)");
    assert_eq!(mark("year-suffix-ranged"), "(Doe 2020a–d)");
    let style = style(
        "",
        &format!(
            "<citation disambiguate-add-year-suffix=\"true\" year-suffix-delimiter=\",\" collapse=\"year-suffix\">{YEARS}</citation>"
        ),
    );
    let mut located = cluster(&["w0", "w1", "w2"]);
    located.cites[1].locator = Some("7".into());
    let marks = marks(&render(&style, &items, &[located, cluster(&["w3"])]));
    assert_eq!(marks[0], "(Doe 2020a,b, 7, 2020c)", "a locator belongs to its own letter");
}

#[test]
fn affixes_and_locators_of_cites_are_printed() {
    let cite =
        Cite { prefix: "see".into(), suffix: "with <i>care</i>".into(), locator: Some("4-6".into()), ..Cite::new("a") };
    let clusters =
        [Cluster { cites: vec![cite, Cite { suffix: ", passim.".into(), ..Cite::new("c") }], ..Cluster::default() }];
    assert_eq!(years("", &clusters), ["(see Ames 2001, 4–6 with <i>care</i>; Cole 2002, passim.)"]);
}

#[test]
fn narrative_citations_have_two_parts() {
    let narrative =
        |id: &str| Cluster { cites: vec![Cite { form: CiteForm::Narrative, ..Cite::new(id) }], ..Cluster::default() };
    let style = style("", &format!("<citation>{YEARS}</citation>"));
    let output = render(&style, ITEMS, &[narrative("a"), narrative("e")]);
    let parts =
        |index: usize| (html::runs(&output.citations[index].narrative), html::runs(&output.citations[index].runs));
    assert_eq!(parts(0), ("Ames".into(), "(2001)".into()));
    assert_eq!(parts(1), ("Itch".into(), "(2003)".into()));
}

#[test]
fn authors_can_be_suppressed_or_printed_alone() {
    let with = |form| Cluster { cites: vec![Cite { form, ..Cite::new("a") }], ..Cluster::default() };
    assert_eq!(years("", &[with(CiteForm::SuppressAuthor), with(CiteForm::AuthorOnly)]), ["(2001)", "Ames"]);
}

#[test]
fn narrative_citations_of_numeric_styles_name_the_authors() {
    let style = style("", &format!("<citation>{NUMBERS}</citation>"));
    let narrative = Cluster { cites: vec![Cite { form: CiteForm::Narrative, ..Cite::new("a") }], ..Cluster::default() };
    let output = render(&style, ITEMS, &[narrative]);
    assert_eq!(
        (html::runs(&output.citations[0].narrative), html::runs(&output.citations[0].runs)),
        ("Ames".into(), "[1]".into())
    );
}

#[test]
fn notes_refer_to_earlier_citations() {
    let body = "<citation near-note-distance=\"2\"><layout suffix=\".\"><choose><if position=\"ibid-with-locator\"><text term=\"ibid\"/><text variable=\"locator\" prefix=\", \"/></if><else-if position=\"ibid\"><text term=\"ibid\"/></else-if><else-if position=\"near-note\"><text variable=\"title\" prefix=\"near \"/></else-if><else-if position=\"subsequent\"><text variable=\"title\"/><text variable=\"first-reference-note-number\" prefix=\" n. \"/></else-if><else><names variable=\"author\" suffix=\", \"/><text variable=\"title\"/></else></choose></layout></citation>";
    let style = style("class=\"note\"", body);
    let note = |note: u32, cite: Cite| Cluster { cites: vec![cite], note, unsorted: false };
    let at = |locator: &str| Cite { locator: Some(locator.into()), ..Cite::new("a") };
    let clusters = [
        note(1, Cite::new("a")),
        note(2, Cite::new("a")),
        note(3, at("7")),
        note(4, Cite::new("c")),
        note(5, Cite::new("a")),
        note(6, Cite::new("c")),
        note(7, Cite::new("b")),
        note(12, Cite::new("a")),
    ];
    assert_eq!(
        marks(&render(&style, ITEMS, &clusters)),
        [
            "Ames, Pain.",
            "Ibid.",
            "Ibid., 7.",
            "Cole, Cough.",
            "near Pain.",
            "near Cough.",
            "Ames, Fever.",
            "Pain n. 1."
        ]
    );
}

#[test]
fn unknown_works_are_reported_and_print_nothing() {
    let style = style("", &format!("<citation>{YEARS}</citation>"));
    let output = render(&style, ITEMS, &[cluster(&["nobody"]), cluster(&["a", "nobody"])]);
    assert_eq!(marks(&output), ["", "(Ames 2001)"]);
    assert_eq!(output.unknown, ["nobody"]);
}

#[test]
fn names_in_a_sentence_are_joined_by_a_word_and_others_are_et_al() {
    let items = r#"[{"id":"p","type":"book","title":"T","author":[{"family":"Ames"},{"family":"Cole"}]},
        {"id":"q","type":"book","title":"U","author":[{"family":"Ames"},{"literal":"others"}]}]"#;
    let names = "<names variable=\"author\"><name form=\"short\" and=\"symbol\"/></names>";
    let style = style("", &format!("<citation><layout>{names}</layout></citation>"));
    let narrative = Cluster { cites: vec![Cite { form: CiteForm::Narrative, ..Cite::new("p") }], ..Cluster::default() };
    let output = render(&style, items, &[narrative, cluster(&["p"]), cluster(&["q"])]);
    let text = |runs: &[Run]| crate::csl::output::plain_text(runs);
    assert_eq!(text(&output.citations[0].narrative), "Ames and Cole");
    assert_eq!(text(&output.citations[1].runs), "Ames & Cole");
    assert_eq!(text(&output.citations[2].runs), "Ames et al.");
}
