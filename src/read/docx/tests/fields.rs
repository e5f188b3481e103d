//! Tests of fields, notes, content controls, citations.

use super::{Docx, p, r};
use crate::read::Reason;
use base64::{Engine as _, engine::general_purpose::STANDARD};

fn begin(instruction: &str) -> String {
    format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>"#
    )
}

const END: &str = r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#;

fn field(instruction: &str, result: &str) -> String {
    format!("{}{}{END}", begin(instruction), r(result))
}

#[test]
fn fields_show_their_result_and_links_keep_their_target() {
    let body = format!(
        r#"<w:p>{}{}</w:p><w:p><w:bookmarkStart w:id="1" w:name="_Ref1"/>{}</w:p><w:p><w:fldSimple w:instr=" AUTHOR ">{}</w:fldSimple>{}</w:p>"#,
        field(r#" HYPERLINK "https://tea.example/" "#, "Tea"),
        r(" is hot."),
        r("Cups"),
        r("Ana "),
        field(r" REF _Ref1 \h ", "see Cups")
    );
    assert_eq!(
        Docx::new(&body).dump(),
        "[Tea](https://tea.example/) is hot. | div#_Ref1[Cups] | Ana [see Cups](#_Ref1)"
    );
}

#[test]
fn formulas_that_word_draws_are_kept_as_text() {
    let drawn = |code: &str| begin(code).replace(r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#, "") + END;
    let body = format!("<w:p>{}{}{}</w:p>", r("Take 1"), drawn(r" EQ \f(1,2) "), drawn(r" EQ \r(3,x) "));
    let docx = Docx::new(&body);
    assert_eq!(docx.dump(), r"Take 1 1/2\r(3,x)");
    assert_eq!(docx.read().diagnostics.len(), 1);
}

#[test]
fn a_table_of_contents_is_left_out_over_its_paragraphs() {
    let body =
        format!("<w:p>{}{}</w:p>{}<w:p>{END}</w:p>{}", begin(r#" TOC \o "1-3" "#), r("Tea 1"), p("Cups 2"), p("Text."));
    let reading = Docx::new(&body).read();
    assert_eq!(super::dump(&reading.article.body), "Text.");
    assert_eq!((reading.account.left_out()[0].reason, reading.account.word_count()), (Reason::Navigation, 4));
}

#[test]
fn a_link_over_two_paragraphs_is_a_link_in_each() {
    let body =
        format!("<w:p>{}{}</w:p><w:p>{}{END}</w:p>", begin(r#"HYPERLINK "https://tea.example/""#), r("Tea"), r("cups"));
    assert_eq!(Docx::new(&body).dump(), "[Tea](https://tea.example/) | [cups](https://tea.example/)");
}

#[test]
fn notes_of_both_kinds_are_read() {
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:id="2"/></w:r>{}<w:r><w:endnoteReference w:id="2"/></w:r></w:p>"#,
        r("Tea"),
        r(" and cups")
    );
    let note = |kind: &str, text: &str| {
        format!(r#"<w:{kind} w:type="separator" w:id="0"><w:p/></w:{kind}><w:{kind} w:id="2">{}</w:{kind}>"#, p(text))
    };
    let reading = Docx::new(&body)
        .xml("footnotes", "footnotes.xml", "footnotes", &note("footnote", "Hot."))
        .xml("endnotes", "endnotes.xml", "endnotes", &note("endnote", "Clay."))
        .read();
    assert_eq!(super::dump(&reading.article.body), "Tea[^footnote-2] and cups[^endnote-2]");
    let notes: Vec<String> = reading.article.notes.iter().map(|note| super::dump(&note.body)).collect();
    assert_eq!(notes, ["Hot.", "Clay."]);
}

#[test]
fn checkboxes_become_tasks() {
    let control = |checked: u8, shown: &str| {
        format!(
            r#"<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
            r(shown)
        )
    };
    let form = r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let body = format!(
        "<w:p>{}{}</w:p><w:p>{form}{}</w:p><w:p>{}{}{}{}</w:p>",
        control(0, "☐"),
        r(" Wash"),
        r(" Dry"),
        control(1, "☒"),
        r(" yes "),
        control(0, "☐"),
        r(" no")
    );
    assert_eq!(Docx::new(&body).dump(), "ul[[ ] Wash; [x] Dry] | ☒ yes ☐ no");
}

#[test]
fn content_controls_are_unwrapped_and_placeholders_left_out() {
    let body = format!(
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt><w:p>{}<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        p("Kept."),
        r("Name:"),
        r("Click here")
    );
    let reading = Docx::new(&body).read();
    assert_eq!(super::dump(&reading.article.body), "Kept. | Name:");
    assert_eq!(reading.account.left_out()[0].reason, Reason::Placeholder);
}

#[test]
fn citations_of_a_program_are_citations_with_their_works() {
    let json = r#"{"citationItems":[{"id":7,"uris":["http://zotero.org/users/1/items/ABC"],"itemData":{"id":7,"type":"book","title":"On tea"},"locator":"12","label":"page"}]}"#;
    let body = format!(
        "<w:p>{}{}</w:p><w:p>{}</w:p>",
        r("Tea is hot "),
        field(&format!(" ADDIN ZOTERO_ITEM CSL_CITATION {json}"), "(On tea, 12)"),
        field(" ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY ", "On tea. 2020.")
    );
    let reading = Docx::new(&body).read();
    assert_eq!(super::dump(&reading.article.body), "Tea is hot [@ABC]");
    assert_eq!(reading.article.meta.works[0]["title"], "On tea");
    assert!(reading.account.left_out().iter().any(|left| left.reason == Reason::Bibliography));
}

#[test]
fn citations_of_endnote_and_of_mendeley_cite_are_citations_too() {
    let xml = "<EndNote><Cite><Author>Roe</Author><RecNum>4</RecNum><Pages>9</Pages><record><ref-type name=\"Book\">6</ref-type><titles><title>On cups</title></titles></record></Cite></EndNote>";
    let escaped = xml.replace('<', "&lt;").replace('>', "&gt;");
    let packed = STANDARD.encode(xml);
    let inner = format!(
        r#"<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{packed}</w:fldData></w:fldChar></w:r><w:r><w:instrText> ADDIN EN.CITE.DATA </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    );
    let outer = begin(" ADDIN EN.CITE ");
    let (before, after) = outer.split_at(outer.rfind("<w:r>").unwrap());
    let json = r#"{"citationItems":[{"itemData":{"id":"c1","type":"book","title":"On milk"}}]}"#;
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:tag w:val="MENDELEY_CITATION_v3_{}"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        STANDARD.encode(json),
        r("(Milk)")
    );
    let body = format!(
        "<w:p>{}</w:p><w:p>{before}{inner}{after}{}{END}</w:p><w:p>{control}</w:p>",
        field(&format!("ADDIN EN.CITE {escaped}"), "(Roe)"),
        r("(Roe again)")
    );
    let reading = Docx::new(&body).read();
    assert_eq!(super::dump(&reading.article.body), "[@endnote-4] | [@endnote-4] | [@c1]");
    let titles: Vec<_> = reading.article.meta.works.iter().map(|work| work["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["On milk", "On cups"]);
}

#[test]
fn a_citation_whose_data_is_broken_is_kept_as_printed() {
    let docx = Docx::new(&format!("<w:p>{}</w:p>", field(" ADDIN ZOTERO_ITEM CSL_CITATION {oops", "(Roe, 2020)")));
    assert_eq!((docx.dump(), docx.codes()), ("(Roe, 2020)".to_owned(), vec!["bad-record".to_owned()]));
}

#[test]
fn numbers_cite_a_reference_list_in_the_text() {
    let styles = super::style("H2", "heading 2", "");
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let entry = |text: &str| {
        format!(r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>"#, r(text))
    };
    let raised = super::run(r#"<w:vertAlign w:val="superscript"/>"#, "2");
    let body = format!("<w:p>{}{raised}</w:p>", r("Tea is hot [1]. Cups are clay."))
        + &super::styled("H2", "References")
        + &entry("Roe. On tea.")
        + &entry("Doe. On cups.");
    let reading = Docx::new(&body).styles(&styles).numbering(numbering).read();
    assert_eq!(
        super::dump(&reading.article.body),
        "Tea is hot [@1]. Cups are clay.^[@2]^ | h1 References | bibliography"
    );
    assert_eq!(reading.article.references.len(), 2);
}
