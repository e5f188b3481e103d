//! Tests of sorting.

use super::{entries, render, style};

/// Returns the titles in bibliography order.
fn sorted(keys: &str, items: &str) -> Vec<String> {
    let body = format!(
        "<macro name=\"name\"><names variable=\"author\"/></macro><citation><layout><text variable=\"title\"/></layout></citation><bibliography><sort>{keys}</sort><layout><text variable=\"title\"/></layout></bibliography>"
    );
    entries(&render(&style("", &body), items, &[]))
}

#[test]
fn accents_and_case_come_after_letters() {
    let items = r#"[{"id":"a","type":"book","title":"Zebra"},{"id":"b","type":"book","title":"émile"},{"id":"c","type":"book","title":"Eva"}]"#;
    assert_eq!(sorted("<key variable=\"title\"/>", items), ["émile", "Eva", "Zebra"]);
}

#[test]
fn empty_values_come_last_in_both_directions() {
    let items = r#"[{"id":"a","type":"book","title":"None"},{"id":"b","type":"book","title":"Old","issued":{"date-parts":[[1990]]}},{"id":"c","type":"book","title":"New","issued":{"date-parts":[[2020,2]]}},{"id":"d","type":"book","title":"Ancient","issued":{"date-parts":[[-20]]}}]"#;
    assert_eq!(sorted("<key variable=\"issued\"/>", items), ["Ancient", "Old", "New", "None"]);
    assert_eq!(sorted("<key variable=\"issued\" sort=\"descending\"/>", items), ["New", "Old", "Ancient", "None"]);
}

#[test]
fn shorter_family_names_come_first() {
    let items = r#"[{"id":"a","type":"book","title":"2","author":[{"family":"Doerr","given":"Al"}]},{"id":"b","type":"book","title":"1","author":[{"family":"Doe","given":"Zoe"}]},{"id":"c","type":"book","title":"0","author":[{"family":"Cole","given":"A","non-dropping-particle":"van"}]}]"#;
    assert_eq!(sorted("<key macro=\"name\"/>", items), ["0", "1", "2"]);
}

#[test]
fn numbers_are_compared_as_numbers() {
    let items = r#"[{"id":"a","type":"book","title":"ten","volume":"10"},{"id":"b","type":"book","title":"nine","volume":"9"}]"#;
    assert_eq!(sorted("<key variable=\"volume\"/>", items), ["nine", "ten"]);
}
