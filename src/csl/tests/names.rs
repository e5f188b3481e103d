//! Tests of names.

use super::elements;

/// Renders the authors in a `cs:name` with the given attributes.
fn authors(attributes: &str, authors: &str) -> String {
    let items = format!(r#"[{{"id":"a","type":"book","author":[{authors}]}}]"#);
    elements(&format!("<names variable=\"author\"><name {attributes}/></names>"), &items)
}

const THREE: &str =
    r#"{"family":"Ames","given":"Olive"},{"family":"Bell","given":"Tom"},{"family":"Cole","given":"Zoe"}"#;

#[test]
fn initials_are_set_with_and_without_spaces_and_hyphens() {
    let names = r#"{"family":"Doe","given":"J.P."},{"family":"Roe","given":"Jean-Luc Marie"},{"family":"Poe","given":"Ph. M."}"#;
    assert_eq!(
        authors("initialize-with=\"\" name-as-sort-order=\"all\" sort-separator=\" \"", names),
        "Doe JP, Roe J-LM, Poe PhM"
    );
    assert_eq!(authors("initialize-with=\". \"", names), "J. P. Doe, J.-L. M. Roe, Ph. M. Poe");
    assert_eq!(authors("initialize-with=\".\" initialize=\"false\"", names), "J.P. Doe, Jean-Luc Marie Roe, Ph.M. Poe");
}

#[test]
fn names_that_have_no_initials_are_kept() {
    assert_eq!(authors("initialize-with=\".\"", r#"{"family":"山田","given":"太郎"}"#), "山田太郎");
    assert_eq!(authors("initialize-with=\".\"", r#"{"literal":"Heart Help Group"}"#), "Heart Help Group");
}

#[test]
fn et_al_follows_the_first_names() {
    assert_eq!(authors("et-al-min=\"3\" et-al-use-first=\"1\"", THREE), "Olive Ames et al.");
    assert_eq!(authors("et-al-min=\"3\" et-al-use-first=\"2\"", THREE), "Olive Ames, Tom Bell, et al.");
    assert_eq!(authors("et-al-min=\"4\" et-al-use-first=\"1\"", THREE), "Olive Ames, Tom Bell, Zoe Cole");
    let always = "et-al-min=\"3\" et-al-use-first=\"1\" delimiter-precedes-et-al=\"always\"";
    assert_eq!(authors(always, THREE), "Olive Ames, et al.");
}

#[test]
fn an_ellipsis_leads_to_the_last_name() {
    let options = "et-al-min=\"3\" et-al-use-first=\"1\" et-al-use-last=\"true\" form=\"short\"";
    assert_eq!(authors(options, THREE), "Ames, … Cole");
}

#[test]
fn and_is_a_word_or_symbol_with_an_optional_delimiter() {
    assert_eq!(authors("and=\"text\" form=\"short\"", THREE), "Ames, Bell, and Cole");
    assert_eq!(
        authors("and=\"symbol\" form=\"short\" delimiter-precedes-last=\"never\"", THREE),
        "Ames, Bell &#38; Cole"
    );
    let two = r#"{"family":"Ames","given":"Olive"},{"family":"Bell","given":"Tom"}"#;
    assert_eq!(authors("and=\"text\" form=\"short\"", two), "Ames and Bell");
    let inverted = "and=\"text\" name-as-sort-order=\"first\" delimiter-precedes-last=\"after-inverted-name\"";
    assert_eq!(authors(inverted, two), "Ames, Olive, and Tom Bell");
}

#[test]
fn particles_are_dropped_kept_or_demoted() {
    let names = r#"{"family":"Gogh","given":"Vincent","non-dropping-particle":"van"},{"family":"Humboldt","given":"Alexander","dropping-particle":"von"}"#;
    assert_eq!(authors("", names), "Vincent van Gogh, Alexander von Humboldt");
    assert_eq!(authors("form=\"short\"", names), "van Gogh, Humboldt");
    assert_eq!(
        authors("name-as-sort-order=\"all\" delimiter=\"; \"", names),
        "Gogh, Vincent van; Humboldt, Alexander von"
    );
}

#[test]
fn particles_written_into_other_fields_are_found() {
    let names = r#"{"family":"van der Vlist","given":"Eric"},{"family":"d'Aubignac","given":"François"},{"family":"Humboldt","given":"Alexander von"}"#;
    assert_eq!(authors("form=\"short\"", names), "van der Vlist, d’Aubignac, Humboldt");
}

#[test]
fn suffixes_follow_with_or_without_a_comma() {
    let names = r#"{"family":"King","given":"Martin","suffix":"Jr.","comma-suffix":true},{"family":"Doe","given":"John","suffix":"III"}"#;
    assert_eq!(authors("delimiter=\"; \"", names), "Martin King, Jr.; John Doe III");
    assert_eq!(authors("name-as-sort-order=\"all\" delimiter=\"; \"", names), "King, Martin, Jr.; Doe, John, III");
}

#[test]
fn parts_of_names_are_formatted() {
    let layout = "<names variable=\"author\"><name><name-part name=\"family\" text-case=\"uppercase\"/><name-part name=\"given\" font-style=\"italic\"/></name></names>";
    let items = r#"[{"id":"a","type":"book","author":[{"family":"Ames","given":"Olive"}]}]"#;
    assert_eq!(elements(layout, items), "<i>Olive</i> AMES");
}

#[test]
fn labels_agree_with_the_number_of_names() {
    let layout =
        "<names variable=\"editor\"><name form=\"short\"/><label form=\"short\" prefix=\" (\" suffix=\")\"/></names>";
    let items = r#"[{"id":"a","type":"book","editor":[{"family":"Ames"}]},{"id":"b","type":"book","editor":[{"family":"Bell"},{"family":"Cole"}]}]"#;
    assert_eq!(elements(layout, items), "Ames (ed.) | Bell, Cole (eds.)");
}

#[test]
fn a_substitute_replaces_missing_names_and_is_not_repeated() {
    let layout = "<group delimiter=\". \"><names variable=\"author\"><name form=\"short\"/><label form=\"short\" prefix=\", \"/><substitute><names variable=\"editor\"/><text variable=\"title\"/></substitute></names><text variable=\"title\" font-style=\"italic\"/></group>";
    let items = r#"[{"id":"a","type":"book","title":"Pain","editor":[{"family":"Ames"}]},{"id":"b","type":"book","title":"Fever"}]"#;
    assert_eq!(elements(layout, items), "Ames, ed. <i>Pain</i> | Fever");
}

#[test]
fn a_substitute_renders_no_variable_twice() {
    let layout = "<names variable=\"author\"><substitute><group delimiter=\", \"><text variable=\"container-title\"/><group><text variable=\"container-title\"/></group><text variable=\"title\"/></group></substitute></names>";
    let items = r#"[{"id":"a","type":"entry-dictionary","title":"Nap","container-title":"Words"}]"#;
    assert_eq!(elements(layout, items), "Words, Nap");
}
