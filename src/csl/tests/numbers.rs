//! Tests of numbers, labels and page ranges.

use super::{elements, render, style};
use crate::csl::{Cite, Cluster};

fn pages(format: &str, page: &str) -> String {
    let attributes = format!("page-range-format=\"{format}\"");
    let style = style(&attributes, "<citation><layout><text variable=\"page\"/></layout></citation>");
    let output = render(&style, &format!(r#"[{{"id":"a","type":"book","page":"{page}"}}]"#), &[super::cluster(&["a"])]);
    super::marks(&output).remove(0)
}

#[test]
fn page_ranges_are_expanded_or_shortened() {
    assert_eq!(pages("expanded", "1455-61, 1470"), "1455–1461, 1470");
    assert_eq!(pages("minimal", "1455-1461"), "1455–61");
    assert_eq!(pages("minimal-two", "104-105"), "104–05");
    assert_eq!(pages("chicago", "104-108"), "104–8");
    assert_eq!(pages("chicago", "100-104"), "100–104");
    assert_eq!(pages("chicago", "321-328"), "321–28");
    assert_eq!(pages("minimal-two", "e137-e161"), "e137–61");
    assert_eq!(pages("", "e137-e161"), "e137–e161");
    assert_eq!(pages("minimal", "xii-xv"), "xii–xv");
}

#[test]
fn numbers_become_ordinals_and_numerals() {
    let number = |form: &str, edition: &str| {
        let layout = format!("<number variable=\"edition\" form=\"{form}\"/>");
        elements(&layout, &format!(r#"[{{"id":"a","type":"book","edition":"{edition}"}}]"#))
    };
    assert_eq!(number("ordinal", "1"), "1st");
    assert_eq!(number("ordinal", "11"), "11th");
    assert_eq!(number("ordinal", "22"), "22nd");
    assert_eq!(number("long-ordinal", "2"), "second");
    assert_eq!(number("roman", "14"), "xiv");
    assert_eq!(number("ordinal", "revised"), "revised");
    assert_eq!(number("numeric", "2-4, 6 & 8"), "2–4, 6 &#38; 8");
}

#[test]
fn conditions_recognize_numeric_values() {
    let layout =
        "<choose><if is-numeric=\"edition\"><text value=\"yes\"/></if><else><text value=\"no\"/></else></choose>";
    let numeric = |edition: &str| elements(layout, &format!(r#"[{{"id":"a","type":"book","edition":"{edition}"}}]"#));
    for edition in ["2", "2b", "D2", "2nd", "2-4", "2, 3", "2 & 4"] {
        assert_eq!(numeric(edition), "yes", "{edition}");
    }
    for edition in ["second", "2nd edition", ""] {
        assert_eq!(numeric(edition), "no", "{edition}");
    }
}

#[test]
fn labels_of_locators_agree_with_them() {
    let body = "<citation><layout><label variable=\"locator\" form=\"short\" suffix=\" \"/><text variable=\"locator\"/></layout></citation>";
    let cite = |locator: &str, label: Option<&str>| Cluster {
        cites: vec![Cite { locator: Some(locator.into()), label: label.map(str::to_string), ..Cite::new("a") }],
        ..Cluster::default()
    };
    let clusters = [cite("3", None), cite("3-5", None), cite("3 & 7", Some("page")), cite("2", Some("chapter"))];
    let output = render(&style("", body), r#"[{"id":"a","type":"book"}]"#, &clusters);
    assert_eq!(super::marks(&output), ["p. 3", "pp. 3–5", "pp. 3 &#38; 7", "chap. 2"]);
}
