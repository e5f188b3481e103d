//! Tests of runs, styles, revisions, links.

use super::{Docx, p, r, run, style, styled, title};
use crate::{
    article::plain_text,
    diagnostic::Source,
    read::{Reason, Syntax, read_as},
};

#[test]
fn formatting_beyond_that_of_all_text_becomes_emphasis() {
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        run("<w:b/>", "Bold"),
        r(", "),
        run("<w:i/>", "italic"),
        run(r#"<w:vertAlign w:val="superscript"/>"#, "2"),
        run("<w:strike/>", " gone"),
        run(r#"<w:b w:val="0"/><w:smallCaps/>"#, " small"),
    );
    assert_eq!(Docx::new(&body).dump(), "**Bold**, *italic*^2^~~ gone~~' small'");
}

#[test]
fn toggles_of_a_run_style_and_a_paragraph_style_cancel_out() {
    let styles = style("Loud", "Loud", "<w:rPr><w:b/></w:rPr>")
        + r#"<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>"#;
    let body = format!(
        r#"<w:p><w:pPr><w:pStyle w:val="Loud"/></w:pPr>{}{}{}</w:p>"#,
        r("one "),
        run(r#"<w:rStyle w:val="Strong"/>"#, "two "),
        run(r#"<w:b/>"#, "three")
    );
    assert_eq!(Docx::new(&body).styles(&styles).dump(), "**one **two **three**");
}

#[test]
fn headings_are_recognized_by_style_name_ancestor_or_outline_level() {
    let styles = style("berschrift1", "heading 1", "<w:rPr><w:b/></w:rPr>")
        + &style("Mine", "My heading", r#"<w:basedOn w:val="Deeper"/>"#)
        + &style("Deeper", "Titre 2", "")
        + &style("Level", "Level", r#"<w:pPr><w:outlineLvl w:val="2"/></w:pPr>"#);
    let body = p("It is hot.")
        + &styled("berschrift1", "Tea")
        + &p("x")
        + &styled("berschrift1", "Cups")
        + &styled("Mine", "Clay")
        + &styled("Level", "Glaze")
        + &p("x");
    assert_eq!(Docx::new(&body).styles(&styles).dump(), "It is hot. | h1 Tea | x | h1 Cups | h2 Clay | h3 Glaze | x");
}

#[test]
fn the_title_is_the_paragraph_of_that_style_or_the_only_top_heading() {
    let styles = style("Title", "Title", "") + &style("Sub", "Subtitle", "") + &style("H1", "heading 1", "");
    let with_style = styled("Title", "Warm tea") + &styled("Sub", "for winter") + &styled("H1", "Water") + &p("x");
    let reading = Docx::new(&with_style).styles(&styles).read();
    assert_eq!((title(&reading), plain_text(&reading.article.meta.subtitle)), ("Warm tea".into(), "for winter".into()));
    let with_heading = styled("H1", "Warm tea") + &p("x");
    let reading = Docx::new(&with_heading).styles(&styles).read();
    assert_eq!((title(&reading), reading.article.body.len()), ("Warm tea".to_owned(), 1));
}

#[test]
fn insertions_are_read_and_deletions_and_comments_left_out_with_a_note() {
    let body = format!(
        r#"<w:p>{}<w:ins w:id="1">{}</w:ins><w:del w:id="2"><w:r><w:delText>three</w:delText></w:r></w:del></w:p>"#,
        r("Take "),
        r("two")
    );
    let docx =
        Docx::new(&body).xml("comments", "comments.xml", "comments", &format!("<w:comment>{}</w:comment>", p("Why?")));
    let reading = docx.read();
    assert_eq!(super::dump(&reading.article.body), "Take two");
    let left: Vec<_> =
        reading.account.left_out().iter().map(|left| (left.reason, left.words.trim().to_owned())).collect();
    assert_eq!(left, [(Reason::Deleted, "three".to_owned()), (Reason::Comment, "Why?".to_owned())]);
}

#[test]
fn a_paragraph_whose_end_is_deleted_continues_in_the_next() {
    let body = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", r("Take it "), p("at night."));
    assert_eq!(Docx::new(&body).dump(), "Take it at night.");
}

#[test]
fn a_drop_cap_is_the_first_letter_of_the_next_paragraph() {
    let body = format!("<w:p><w:pPr><w:framePr w:dropCap=\"drop\"/></w:pPr>{}</w:p>{}", r("T"), p("ake it at night."));
    assert_eq!(Docx::new(&body).dump(), "Take it at night.");
}

#[test]
fn moved_text_is_read_once_where_it_went() {
    let body =
        format!("<w:p><w:moveFrom>{}</w:moveFrom>{}<w:moveTo>{}</w:moveTo></w:p>", r("One. "), r("Two. "), r("One."));
    assert_eq!(Docx::new(&body).dump(), "Two. One.");
}

#[test]
fn symbols_are_the_characters_that_word_shows() {
    let body = format!(
        r#"<w:p>{}{}{}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r><w:r><w:noBreakHyphen/></w:r>{}</w:p>"#,
        r("5 "),
        run(r#"<w:rFonts w:ascii="Symbol"/>"#, "m"),
        r("g "),
        r("ok")
    );
    assert_eq!(Docx::new(&body).dump(), "5 μg ✓\u{2011}ok");
}

#[test]
fn hidden_text_is_left_out_with_a_warning() {
    let body = format!("<w:p>{}{}</w:p>", r("Shown"), run("<w:vanish/>", " not shown"));
    let docx = Docx::new(&body);
    assert_eq!(docx.dump(), "Shown");
    assert_eq!(docx.read().account.left_out()[0].reason, Reason::Hidden);
}

#[test]
fn runs_in_another_language_keep_it() {
    let said = |lang: &str, text: &str| run(&format!(r#"<w:lang w:val="{lang}"/>"#), text);
    let body = format!("<w:p>{}{}</w:p>", said("de-DE", "Das heißt auf Französisch "), said("fr-FR", "tisane"));
    let reading = Docx::new(&body).read();
    assert_eq!(super::dump(&reading.article.body), "Das heißt auf Französisch <fr-FR>tisane</>");
    assert_eq!(reading.article.meta.lang.unwrap().as_str(), "de-DE");
}

#[test]
fn links_lead_to_addresses_and_bookmarks() {
    let body = format!(
        r#"<w:p><w:bookmarkStart w:id="0" w:name="cups"/>{}</w:p><w:p><w:hyperlink r:id="web">{}</w:hyperlink>{}<w:hyperlink w:anchor="cups">{}</w:hyperlink></w:p>"#,
        r("Cups"),
        r("Tea"),
        r(" and "),
        r("cups")
    );
    let docx = Docx::new(&body).link("web", "https://tea.example/");
    assert_eq!(docx.dump(), "div#cups[Cups] | [Tea](https://tea.example/) and [cups](#cups)");
}

#[test]
fn ruby_text_keeps_its_annotation() {
    let body = format!(
        "<w:p><w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r></w:p>",
        r("かんじ"),
        r("漢字")
    );
    assert_eq!(Docx::new(&body).dump(), "漢字（かんじ）");
}

#[test]
fn underlined_text_is_emphasized_and_underlined_blanks_are_lines_to_write_on() {
    let body = format!(
        "<w:p>{}{}{}</w:p>",
        r("Name: "),
        run(r#"<w:u w:val="single"/>"#, "\t"),
        run(r#"<w:u w:val="single"/>"#, " please")
    );
    assert_eq!(Docx::new(&body).dump(), "Name: ____________________* please*");
}

#[test]
fn text_marked_as_the_wrong_language_gets_the_detected_one() {
    let said = |text: &str| format!("<w:p>{}</w:p>", run(r#"<w:lang w:val="en-US"/>"#, text));
    let german = "Trinken Sie jeden Tag genug Wasser, und gehen Sie an die frische Luft. Der Schlaf wird dann besser, und \
                  die Schmerzen lassen oft schon nach wenigen Tagen nach. Fragen Sie uns, wenn Sie unsicher sind.";
    let source = Source::of_file("a.docx", Docx::new(&said(german)).bytes());
    let article = read_as(&source, Syntax::Docx, None, None).article;
    assert_eq!(article.meta.lang.unwrap().as_str(), "de");
    assert_eq!(super::dump(&article.body), german, "no part of it is in English");
}

#[test]
fn a_custom_note_reference_mark_is_left_out() {
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>{}</w:p>"#,
        r("Tea"),
        r(" now")
    );
    let notes = format!(r#"<w:footnote w:id="2">{}</w:footnote>"#, p("Hot."));
    let docx = Docx::new(&body).xml("footnotes", "footnotes.xml", "footnotes", &notes);
    assert_eq!(docx.dump(), "Tea[^footnote-2] now");
}
