//! Tests of disambiguation.

use super::{cluster, entries, marks, render, style};

const LAYOUT: &str = "<layout prefix=\"(\" suffix=\")\" delimiter=\"; \"><group delimiter=\" \"><names variable=\"author\"><name form=\"short\" and=\"text\" initialize-with=\". \" et-al-min=\"3\" et-al-use-first=\"1\"/></names><date variable=\"issued\"><date-part name=\"year\"/></date></group></layout>";

fn cited(options: &str, items: &str, ids: &[&str]) -> Vec<String> {
    let style = style("", &format!("<citation {options}>{LAYOUT}</citation>"));
    let clusters: Vec<_> = ids.iter().map(|id| cluster(&[id])).collect();
    marks(&render(&style, items, &clusters))
}

fn work(id: &str, year: i32, authors: &[(&str, &str)]) -> String {
    let names: Vec<_> =
        authors.iter().map(|(family, given)| serde_json::json!({ "family": family, "given": given })).collect();
    serde_json::json!({ "id": id, "type": "book", "author": names, "issued": { "date-parts": [[year]] } }).to_string()
}

fn works(works: &[String]) -> String {
    format!("[{}]", works.join(","))
}

#[test]
fn year_suffixes_are_given_in_the_order_of_the_bibliography() {
    let items =
        works(&[work("x", 2020, &[("Doe", "A")]), work("y", 2020, &[("Doe", "A")]), work("z", 2021, &[("Doe", "A")])]);
    let options = "disambiguate-add-year-suffix=\"true\"";
    assert_eq!(cited(options, &items, &["x", "y", "z"]), ["(Doe 2020a)", "(Doe 2020b)", "(Doe 2021)"]);
    let body = format!(
        "<citation {options}>{LAYOUT}</citation><bibliography><sort><key variable=\"title\"/></sort><layout><text variable=\"title\"/> <date variable=\"issued\" prefix=\" \"><date-part name=\"year\"/></date></layout></bibliography>"
    );
    let items = r#"[{"id":"x","type":"book","title":"Z","author":[{"family":"Doe"}],"issued":{"date-parts":[[2020]]}},{"id":"y","type":"book","title":"A","author":[{"family":"Doe"}],"issued":{"date-parts":[[2020]]}}]"#;
    let output = render(&style("", &body), items, &[cluster(&["x"])]);
    assert_eq!(marks(&output), ["(Doe 2020b)"]);
    assert_eq!(entries(&output), ["A 2020a", "Z 2020b"]);
}

#[test]
fn works_without_a_date_get_year_suffixes_after_the_term() {
    let layout = LAYOUT.replace(
        "<date variable=\"issued\">",
        "<choose><if variable=\"issued\"><date variable=\"issued\"><date-part name=\"year\"/></date></if><else><text term=\"no date\" form=\"short\"/></else></choose><date variable=\"accessed\">",
    );
    let style = style("", &format!("<citation disambiguate-add-year-suffix=\"true\">{layout}</citation>"));
    let items = r#"[{"id":"x","type":"book","author":[{"literal":"Tea Board"}]},{"id":"y","type":"book","author":[{"literal":"Tea Board"}]}]"#;
    let output = render(&style, items, &[cluster(&["x"]), cluster(&["y"])]);
    assert_eq!(marks(&output), ["(Tea Board n.d.a)", "(Tea Board n.d.b)"]);
}

#[test]
fn the_twenty_seventh_suffix_has_two_letters() {
    let items: Vec<String> = (0..28).map(|index| work(&format!("w{index}"), 2020, &[("Doe", "A")])).collect();
    let marks = cited("disambiguate-add-year-suffix=\"true\"", &works(&items), &["w25", "w26", "w27"]);
    // cited works come first in the list
    assert_eq!(marks, ["(Doe 2020a)", "(Doe 2020b)", "(Doe 2020c)"]);
    let all: Vec<String> = (0..28).map(|index| format!("w{index}")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let marks = cited("disambiguate-add-year-suffix=\"true\"", &works(&items), &all);
    assert_eq!(marks[25..], ["(Doe 2020z)", "(Doe 2020aa)", "(Doe 2020ab)"]);
}

#[test]
fn names_are_added_until_cites_differ() {
    let items = works(&[
        work("x", 2020, &[("Doe", "A"), ("Bell", "B"), ("Cole", "C")]),
        work("y", 2020, &[("Doe", "A"), ("Bell", "B"), ("Dale", "D")]),
    ]);
    let options = "disambiguate-add-names=\"true\"";
    assert_eq!(cited(options, &items, &["x", "y"]), ["(Doe, Bell, and Cole 2020)", "(Doe, Bell, and Dale 2020)"]);
}

#[test]
fn given_names_are_added_by_cite_or_for_all_namesakes() {
    let items = works(&[
        work("x", 2020, &[("Doe", "Ann")]),
        work("y", 2020, &[("Doe", "Bob")]),
        work("z", 2021, &[("Doe", "Carl")]),
        work("w", 2021, &[("Doe", "Cleo")]),
    ]);
    let by_cite = "disambiguate-add-givenname=\"true\"";
    assert_eq!(
        cited(by_cite, &items, &["x", "y", "z", "w"]),
        ["(A. Doe 2020)", "(B. Doe 2020)", "(Carl Doe 2021)", "(Cleo Doe 2021)"]
    );
    let all = "disambiguate-add-givenname=\"true\" givenname-disambiguation-rule=\"all-names-with-initials\"";
    assert_eq!(cited(all, &items, &["x", "z"]), ["(A. Doe 2020)", "(C. Doe 2021)"]);
}

#[test]
fn conditions_are_tried_before_year_suffixes() {
    let layout = "<layout><names variable=\"author\"><name form=\"short\"/></names><choose><if disambiguate=\"true\"><text variable=\"title\" prefix=\", \"/></if></choose></layout>";
    let style = style("", &format!("<citation>{layout}</citation>"));
    let items = r#"[{"id":"x","type":"book","title":"Pain","author":[{"family":"Doe"}]},{"id":"y","type":"book","title":"Fever","author":[{"family":"Doe"}]},{"id":"z","type":"book","title":"Cough","author":[{"family":"Roe"}]}]"#;
    let output = render(&style, items, &[cluster(&["x"]), cluster(&["z"])]);
    assert_eq!(marks(&output), ["Doe, Pain", "Roe"]);
}
