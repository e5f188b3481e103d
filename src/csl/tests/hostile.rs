//! Tests of invalid and malicious styles, locales and items.

use super::{TERMS, cluster, elements, marks, render, style};
use crate::csl::{Locale, Style};

fn error(body: &str) -> String {
    Style::parse(&format!("<style class=\"in-text\" version=\"1.0\">{body}</style>")).unwrap_err().to_string()
}

const LAYOUT: &str = "<citation><layout><text macro=\"m0\"/></layout></citation>";

#[test]
fn recursive_macros_are_rejected() {
    let circle =
        "<macro name=\"m0\"><text macro=\"m1\"/></macro><macro name=\"m1\"><group><text macro=\"m0\"/></group></macro>";
    assert!(error(&format!("{circle}{LAYOUT}")).contains("calls itself"));
    assert!(error(LAYOUT).contains("`m0` does not exist"));
}

#[test]
fn macros_that_expand_exponentially_are_rejected() {
    let doubling: String = (0..32)
        .map(|index| {
            format!("<macro name=\"m{index}\"><text macro=\"m{0}\"/><text macro=\"m{0}\"/></macro>", index + 1)
        })
        .collect();
    assert!(error(&format!("{doubling}<macro name=\"m32\"><text value=\"x\"/></macro>{LAYOUT}")).contains("too large"));
}

#[test]
fn a_style_that_prints_too_much_for_a_work_says_so() {
    let of = |texts: usize| {
        let text = format!("<text value=\"{}\"/>", "x".repeat(900));
        let style = style("", &format!("<citation><layout>{}</layout></citation>", text.repeat(texts)));
        render(&style, r#"[{"id": "a", "title": "A"}]"#, &[cluster(&["a"])])
    };
    let (usual, long) = (of(20), of(2000));
    assert!(!usual.excessive && marks(&usual)[0].len() == 20 * 900);
    assert!(long.excessive && marks(&long)[0].len() < 60_000);
    let affix =
        format!("<citation><layout><text variable=\"title\" prefix=\"{}\"/></layout></citation>", "x".repeat(2000));
    assert!(error(&affix).contains("longer than 1000 bytes"));
}

#[test]
fn deep_nesting_is_rejected() {
    let deep = format!("<citation><layout>{}{}</layout></citation>", "<group>".repeat(8000), "</group>".repeat(8000));
    assert!(error(&deep).contains("nested too deeply"));
    let chain: String =
        (0..20_000).map(|index| format!("<macro name=\"m{index}\"><text macro=\"m{}\"/></macro>", index + 1)).collect();
    assert!(
        error(&format!("{chain}<macro name=\"m20000\"><text value=\"x\"/></macro>{LAYOUT}"))
            .contains("nested too deeply")
    );
}

#[test]
fn input_that_is_not_a_style_is_rejected() {
    for xml in
        ["", "<style", "<locale/>", "<style/>", "<style><citation/></style>", "<style>&unknown;</style>", "no xml"]
    {
        assert!(Style::parse(xml).is_err(), "{xml}");
        assert!(Locale::parse(xml).is_err() || xml == "<locale/>", "{xml}");
    }
}

#[test]
fn dependent_styles_name_their_parent() {
    let xml = "<style class=\"in-text\" default-locale=\"en-GB\"><info><title>T</title><link href=\"http://www.zotero.org/styles/apa\" rel=\"independent-parent\"/></info></style>";
    let style = Style::parse(xml).unwrap();
    assert_eq!(
        (style.parent(), style.default_locale(), style.title()),
        (Some("http://www.zotero.org/styles/apa"), Some("en-GB"), "T")
    );
}

#[test]
fn markup_that_is_never_closed_stays_text_in_linear_time() {
    let title = format!("{}{}", "<i>".repeat(2000), "\"(".repeat(20_000));
    let items = serde_json::json!([{ "id": "a", "type": "book", "title": title }]).to_string();
    let printed = elements("<text variable=\"title\" text-case=\"title\"/>", &items);
    assert!(printed.matches("&#60;i&#62;").count() > 1900);
    let title = "'<".repeat(200_000);
    let items = serde_json::json!([{ "id": "a", "type": "book", "title": title }]).to_string();
    assert!(elements("<text variable=\"title\"/>", &items).len() > 400_000);
}

#[test]
fn a_thousand_identical_cites_are_disambiguated() {
    let names: Vec<_> =
        (0..20).map(|index| serde_json::json!({ "family": format!("Name{index}"), "given": "A B" })).collect();
    let items: Vec<_> = (0..1000).map(|index| serde_json::json!({ "id": format!("w{index}"), "type": "book", "author": names, "issued": { "date-parts": [[2020]] } })).collect();
    let body = "<citation disambiguate-add-names=\"true\" disambiguate-add-givenname=\"true\" disambiguate-add-year-suffix=\"true\"><layout><names variable=\"author\"><name form=\"short\" et-al-min=\"2\" et-al-use-first=\"1\"/></names><date variable=\"issued\" prefix=\" \"><date-part name=\"year\"/></date></layout></citation>";
    let output =
        render(&style("", body), &serde_json::Value::from(items).to_string(), &[cluster(&["w0"]), cluster(&["w999"])]);
    assert_eq!(marks(&output), ["Name0 et al. 2020a", "Name0 et al. 2020b"]);
}

#[test]
fn odd_dates_numbers_and_names_are_harmless() {
    let layout = "<names variable=\"author\"><name initialize-with=\".\" name-as-sort-order=\"all\"/></names><date variable=\"issued\" form=\"text\"/><number variable=\"volume\" form=\"roman\"/><text variable=\"page\"/>";
    for (date, volume, page, name) in [
        (
            r#"{"date-parts":[[2147483647,255,255],[-2147483648]]}"#,
            "99999999999999999999",
            "-–-",
            r#"{"family":"","given":""}"#,
        ),
        (r#"{"date-parts":[[]]}"#, "0", "1-", r#"{"family":"-","given":"."}"#),
        (r#"{"raw":"-/-/-"}"#, "-", "–", r#"{"given":"’ ’"}"#),
        (r#"{"raw":"ĉ. 0"}"#, "２", "é1-é2", r#"{"family":"’t","given":"ß ĳ"}"#),
    ] {
        let items = format!(
            r#"[{{"id":"a","type":"book","issued":{date},"volume":"{volume}","page":"{page}","author":[{name}]}}]"#
        );
        elements(layout, &items);
    }
}

#[test]
fn entities_and_comments_in_styles_are_read() {
    let xml = format!(
        "<?xml version=\"1.0\"?><!-- c --><style class=\"in-text\">{TERMS}<citation><layout><text value=\"a &amp; &#x2013; &lt;\"/></layout></citation></style>"
    );
    let style = Style::parse(&xml).unwrap();
    assert_eq!(marks(&render(&style, r#"[{"id":"a"}]"#, &[cluster(&["a"])])), ["a &#38; – &#60;"]);
}
