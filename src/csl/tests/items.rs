//! Tests of CSL-JSON.

use super::elements;
use crate::csl::item::{from_json, from_value, to_json};
use crate::csl::{DateParts, Name};

#[test]
fn items_round_trip_through_json() {
    let json = r#"[{"id":"a","type":"article-journal","title":"Pain","volume":"4","language":"en","author":[{"family":"Gogh","given":"Vincent","non-dropping-particle":"van","suffix":"Jr.","comma-suffix":true},{"literal":"Group"}],"issued":{"date-parts":[[2020,3,1],[2021]],"circa":true},"accessed":{"raw":"May 2020"},"custom":{"x":1},"keyword":"pain"}]"#;
    let items = from_json(json).unwrap().items;
    let again = from_json(&to_json(&items)).unwrap().items;
    assert_eq!(items, again);
    let item = &items[0];
    assert_eq!(item.get("volume"), Some("4"));
    assert_eq!(item.names["author"][1], Name::literal("Group"));
    assert_eq!(item.dates["issued"].parts[1], DateParts { year: 2021, month: None, day: None });
    assert!(item.other.contains_key("custom"));
}

#[test]
fn a_bad_item_affects_only_itself() {
    let items = from_json(r#"[{"id":1,"type":"book","volume":7},{"title":"no id"},7,{"id":"x","issued":{"date-parts":[["soon"]]}},{"id":"y"}]"#).unwrap();
    assert_eq!(items.items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["1", "y"]);
    assert_eq!(items.errors.iter().map(|error| error.index).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(items.errors[2].id.as_deref(), Some("x"));
    assert!(from_json("{").is_err() && from_json("7").is_err());
}

#[test]
fn variables_in_the_note_are_read() {
    let value = serde_json::json!({ "id": "a", "type": "book", "note": "original-date: 1898\nPMCID: PMC1\ntranslator: Page || Linda\nAn old book: rare" });
    let item = from_value(&value).unwrap();
    assert_eq!(item.dates["original-date"].parts[0].year, 1898);
    assert_eq!(item.get("PMCID"), Some("PMC1"));
    assert_eq!(item.names["translator"], [Name::person("Page", "Linda")]);
    assert!(item.get("note").unwrap().contains("rare"));
}

#[test]
fn older_names_of_short_titles_are_read() {
    let item =
        from_value(&serde_json::json!({ "id": "a", "journalAbbreviation": "J Test", "shortTitle": "Short" })).unwrap();
    assert_eq!((item.get("container-title-short"), item.get("title-short")), (Some("J Test"), Some("Short")));
}

#[test]
fn the_title_of_an_event_is_found_by_its_old_name_and_its_new_one() {
    for variable in ["event", "event-title"] {
        for written in ["event", "event-title"] {
            let json = format!(r#"[{{"id":"a","type":"speech","{written}":"Tea Days"}}]"#);
            assert_eq!(
                elements(&format!("<text variable=\"{variable}\"/>"), &json),
                "Tea Days",
                "{variable} {written}"
            );
        }
    }
}
