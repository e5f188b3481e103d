//! Tests of dates.

use super::elements;
use crate::csl::Date;

/// Renders an `issued` date given as JSON.
fn date(element: &str, json: &str) -> String {
    elements(element, &format!(r#"[{{"id":"a","type":"book","issued":{json}}}]"#))
}

const TEXT: &str = "<date variable=\"issued\" form=\"text\"/>";

#[test]
fn localized_dates_show_the_available_parts() {
    assert_eq!(date(TEXT, r#"{"date-parts":[[2020,3,9]]}"#), "March 9, 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[["2020","3"]]}"#), "March 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2020]]}"#), "2020");
    assert_eq!(
        date("<date variable=\"issued\" form=\"text\" date-parts=\"year-month\"/>", r#"{"date-parts":[[2020,3,9]]}"#),
        "March 2020"
    );
    assert_eq!(date("<date variable=\"issued\" form=\"numeric\"/>", r#"{"date-parts":[[2020,3]]}"#), "2020-03");
}

#[test]
fn ranges_print_common_parts_once() {
    assert_eq!(date(TEXT, r#"{"date-parts":[[2020,3,9],[2020,3,11]]}"#), "March 9–11, 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2020,3],[2020,5]]}"#), "March–May 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2019,3],[2020,5]]}"#), "March 2019–May 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2019],[2020,3]]}"#), "2019–March 2020");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2019],[0]]}"#), "2019–");
}

#[test]
fn a_range_of_days_is_separated_from_its_month_by_the_prefix_of_the_day() {
    let element = "<date variable=\"issued\"><date-part name=\"month\"/><date-part name=\"day\" prefix=\" \"/></date>";
    assert_eq!(date(element, r#"{"date-parts":[[2020,3,2],[2020,3,7]]}"#), "March 2–7");
    assert_eq!(date(element, r#"{"date-parts":[[2020,3,2],[2020,5,7]]}"#), "March 2–May 7");
}

#[test]
fn seasons_eras_and_words_are_printed() {
    assert_eq!(date(TEXT, r#"{"date-parts":[[2019]],"season":1}"#), "Spring 2019");
    assert_eq!(date(TEXT, r#"{"date-parts":[[2019,21]]}"#), "Spring 2019");
    assert_eq!(date(TEXT, r#"{"date-parts":[[-44]]}"#), "44BC");
    assert_eq!(date(TEXT, r#"{"date-parts":[[79]]}"#), "79AD");
    assert_eq!(date(TEXT, r#"{"literal":"in press"}"#), "in press");
}

#[test]
fn conditions_recognize_uncertain_dates() {
    let element = format!("<choose><if is-uncertain-date=\"issued\"><text value=\"c. \"/></if></choose>{TEXT}");
    assert_eq!(date(&element, r#"{"date-parts":[[1485]],"circa":true}"#), "c. 1485");
    assert_eq!(date(&element, r#"{"date-parts":[[1485]]}"#), "1485");
}

#[test]
fn date_parts_have_their_own_forms() {
    let element = "<date variable=\"issued\" delimiter=\" \"><date-part name=\"day\" form=\"ordinal\"/><date-part name=\"month\" form=\"short\" strip-periods=\"true\"/><date-part name=\"year\" form=\"short\"/></date>";
    assert_eq!(date(element, r#"{"date-parts":[[2020,3,11]]}"#), "11th Mar 20");
}

#[test]
fn dates_written_as_text_are_parsed() {
    for (text, expected) in [
        ("2020-03-09", "March 9, 2020"),
        ("2020-03-09T10:20:30Z", "March 9, 2020"),
        ("March 9, 2020", "March 9, 2020"),
        ("9 Mar 2020", "March 9, 2020"),
        ("3/9/2020", "March 9, 2020"),
        ("2020-03/2020-05", "March–May 2020"),
        ("May 2020", "May 2020"),
        ("Spring 2019", "Spring 2019"),
        ("44 BC", "44BC"),
        ("1999–2001", "1999–2001"),
        ("last summer", "last summer"),
    ] {
        assert_eq!(date(TEXT, &format!(r#"{{"raw":"{text}"}}"#)), expected, "{text}");
    }
    assert!(Date::parse("ca. 1850").circa && Date::parse("1850?").circa);
}
