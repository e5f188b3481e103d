//! Tests of punctuation where affixes meet text.

use super::elements;

fn title(layout: &str, title: &str) -> String {
    elements(
        layout,
        &serde_json::json!([{ "id": "a", "type": "book", "title": title, "publisher": "Co." }]).to_string(),
    )
}

#[test]
fn punctuation_is_not_doubled() {
    let layout = "<text variable=\"title\" suffix=\". \"/><text variable=\"publisher\" suffix=\".\"/>";
    assert_eq!(title(layout, "Pain"), "Pain. Co.");
    assert_eq!(title(layout, "Pain?"), "Pain? Co.");
    assert_eq!(title(layout, "Pain!"), "Pain! Co.");
    assert_eq!(title("<group suffix=\".\"><text variable=\"publisher\" suffix=\".\"/></group>", "Pain"), "Co.");
    assert_eq!(
        title(
            "<group delimiter=\", \"><text variable=\"title\" suffix=\",\"/><text variable=\"publisher\"/></group>",
            "Pain"
        ),
        "Pain, Co."
    );
}

#[test]
fn periods_and_commas_move_into_quotation_marks() {
    assert_eq!(title("<text variable=\"title\" quotes=\"true\" suffix=\".\"/>", "Pain"), "“Pain.”");
    assert_eq!(title("<text variable=\"title\" quotes=\"true\" suffix=\",\"/>", "Pain?"), "“Pain?,”");
    assert_eq!(title("<text variable=\"title\" quotes=\"true\" suffix=\".\"/>", "Pain?"), "“Pain?”");
    assert_eq!(title("<text variable=\"title\" quotes=\"true\" suffix=\"; x\"/>", "Pain"), "“Pain”; x");
}

#[test]
fn the_authors_own_text_is_not_changed() {
    assert_eq!(title("<text variable=\"title\"/>", "Wait... what?!"), "Wait... what?!");
    assert_eq!(title("<text variable=\"title\" prefix=\"Co. \"/>", "...and more"), "Co. ...and more");
    assert_eq!(title("<text variable=\"title\"/><text value=\"…\" prefix=\"..., \"/>", "Why?"), "Why?..., …");
}
