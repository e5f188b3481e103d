//! `handout check` on the command line.

use crate::command::Desk;
use serde_json::Value;

const LEAFLET: &str = "---\nlang: en\n---\n# Samplin\n\nTake 5.0 mg with water.\n\nClick [here](https://a.example).\n";

#[test]
fn findings_have_a_place_a_reason_and_a_better_wording() {
    let desk = Desk::new(&[("leaflet.md", LEAFLET)]);
    desk.run(&["check", "leaflet.md"]).says(
        0,
        &[
            "leaflet.md:6:6: warning[trailing-zero]: the dose `5.0 mg` ends in a zero after the point\n  6 | Take 5.0 mg with water.",
            "= help: write `5 mg`",
            "leaflet.md:8:7: warning[vague-link]",
            "1 article checked: ",
        ],
    );
    assert_eq!(desk.files(), ["leaflet.md"], "nothing is written");
}

#[test]
fn strict_makes_warnings_fail_and_an_unreadable_article_always_does() {
    let desk = Desk::new(&[("leaflet.md", LEAFLET)]);
    assert_eq!(desk.run(&["check", "--strict", "leaflet.md"]).code(), 1);
    assert_eq!(desk.run(&["check", "missing.md"]).code(), 1);
    assert_eq!(desk.run(&["check"]).code(), 2);
}

#[test]
fn rules_are_turned_off_by_settings_and_by_comments() {
    let desk = Desk::new(&[("a/leaflet.md", LEAFLET), ("a/handout.toml", "[check]\noff = [\"trailing-zero\"]\n")]);
    let said = desk.run(&["check", "a"]).said();
    assert!(!said.contains("trailing-zero") && said.contains("vague-link"), "{said}");
    let quiet = LEAFLET.replace("Click", "<!-- check-off-next: vague-link -->\nClick");
    desk.put("b.md", quiet.as_bytes());
    let said = desk.run(&["check", "b.md"]).said();
    assert!(said.contains("trailing-zero") && !said.contains("vague-link") && !said.contains("tidied"), "{said}");
    desk.put("a/handout.toml", b"[check]\noff = [\"trailing-zeros\"]\n");
    desk.run(&["check", "a"]).says(2, &["no rule is called `trailing-zeros`"]);
}

#[test]
fn conversions_report_no_findings_unless_asked() {
    let desk = Desk::new(&[("leaflet.md", LEAFLET), ("other.md", LEAFLET)]);
    let said = desk.run(&["leaflet.md", "other.md", "-o", "out", "--to", "text"]).said();
    assert!(!said.contains("trailing-zero"), "{said}");
    let said = desk.run(&["leaflet.md", "other.md", "-o", "out", "--to", "text", "--check", "--force"]).said();
    assert_eq!(said.matches("warning[trailing-zero]").count(), 2, "{said}");
}

#[test]
fn a_report_has_the_findings_and_the_reading_ease() {
    let desk = Desk::new(&[("leaflet.md", LEAFLET)]);
    let ran = desk.run(&["check", "leaflet.md", "--report", "-", "--log-format", "json"]);
    let line: Value = serde_json::from_str(ran.output().lines().next().unwrap()).unwrap();
    assert_eq!(line["status"], "checked");
    assert_eq!(line["reading"]["formula"], "Flesch-Kincaid");
    let codes: Vec<_> =
        line["diagnostics"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"trailing-zero"), "{codes:?}");
    assert!(ran.said().lines().all(|line| serde_json::from_str::<Value>(line).is_ok()), "{}", ran.said());
}

#[test]
fn sarif_is_printed_for_code_review() {
    let desk = Desk::new(&[("leaflet.md", LEAFLET)]);
    let log: Value = serde_json::from_str(&desk.run(&["check", "leaflet.md", "--format", "sarif"]).output()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let results = log["runs"][0]["results"].as_array().unwrap();
    let zero = results.iter().find(|result| result["ruleId"] == "trailing-zero").unwrap();
    assert_eq!(zero["locations"][0]["physicalLocation"]["region"]["startLine"], 6);
}

#[test]
fn rules_are_listed_and_explained() {
    let desk = Desk::new(&[]);
    let listed = desk.run(&["check", "--list"]).output();
    assert!(listed.contains("reading ease\n  reading-ease "), "{listed}");
    assert!(desk.run(&["check", "--explain", "trailing-zero"]).output().contains("is read as `50 mg`"));
    desk.run(&["check", "--explain", "trailing-zeroes"]).says(2, &["trailing-zero"]);
    let schema: Value = serde_json::from_str(&desk.run(&["schema", "settings"]).output()).unwrap();
    let off = &schema["properties"]["check"]["properties"]["off"]["items"]["enum"];
    assert!(off.as_array().unwrap().contains(&"trailing-zero".into()), "{off}");
}
