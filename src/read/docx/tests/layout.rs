//! Tests of tables, pictures, text boxes, pages.

use super::{Docx, p, r, run, style, styled};
use crate::{
    article::Block,
    diagnostic::Source,
    read::{Syntax, read},
};

fn cell(properties: &str, inner: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

#[test]
fn cells_span_columns_and_rows() {
    let body = table(&[
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, &p("Doses")), cell("", &p("Unit"))]),
        row(&[cell(r#"<w:vMerge w:val="restart"/>"#, &p("Day")), cell("", &p("1")), cell("", &p("mg"))]),
        row(&[cell("<w:vMerge/>", "<w:p/>"), cell("", &p("2")), cell("", &p("g"))]),
    ]);
    assert_eq!(Docx::new(&body).dump(), "table[ || 2x1 Doses, Unit / 1x2 Day, 1, mg / 2, g]");
}

#[test]
fn header_rows_are_marked_or_the_only_bold_ones() {
    let bold = |text: &str| cell("", &format!("<w:p>{}</w:p>", run("<w:b/>", text)));
    let plain = |text: &str| cell("", &p(text));
    let said = format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}{}</w:tr>", plain("Tea"), plain("Time"));
    let rest = row(&[plain("green"), plain("2 min")]);
    assert_eq!(Docx::new(&table(&[said, rest.clone()])).dump(), "table[Tea, Time || green, 2 min]");
    let looks = row(&[bold("Tea"), bold("Time")]);
    assert_eq!(Docx::new(&table(&[looks, rest])).dump(), "table[Tea, Time || green, 2 min]");
    let first_column = table(&[row(&[bold("green"), plain("2")]), row(&[bold("black"), plain("4")])]);
    assert_eq!(Docx::new(&first_column).dump(), "table[ || #green, 2 / #black, 4]");
}

#[test]
fn tables_nest_and_a_table_of_one_cell_is_its_content() {
    let inner = table(&[row(&[cell("", &p("a")), cell("", &p("b"))])]);
    let outer = table(&[row(&[cell("", &p("one")), cell("", &(inner + "<w:p/>"))])]);
    assert_eq!(Docx::new(&outer).dump(), "table[ || one, table[ || a, b]]");
    let boxed = table(&[row(&[cell("", &p("boxed"))])]);
    assert_eq!(Docx::new(&boxed).dump(), "boxed");
    let style = r#"<w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>"#;
    assert_eq!(Docx::new(&boxed.replace("<w:tblPr/>", style)).dump(), "boxed", "whatever its style");
}

#[test]
fn authors_and_dates_below_text_stay_there_if_the_document_has_others() {
    let front = |author: &str, date: &str| styled("Author", author) + &styled("Date", date);
    let body = styled("Title", "Tea") + &front("Ana Ruiz", "2020") + &p("Drink it.") + &front("Bo Lin", "2021");
    let styles = style("Title", "Title", "") + &style("Author", "Author", "") + &style("Date", "Date", "");
    let reading = Docx::new(&body).styles(&styles).read();
    assert_eq!(reading.article.meta.authors.len(), 1, "{:?}", reading.article.meta.authors);
    assert_eq!(reading.article.meta.published.map(|date| date.text).as_deref(), Some("2020"));
    assert_eq!(reading.article.body.len(), 3, "{:?}", reading.article.body);
}

#[test]
fn captions_belong_to_the_table_below_and_the_picture_above() {
    let styles = style("Caption", "caption", "");
    let number = |label: &str| {
        format!(
            r#"<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>{}<w:fldSimple w:instr=" SEQ x ">{}</w:fldSimple>{}</w:p>"#,
            r(label),
            r("1"),
            r(": Teas")
        )
    };
    let body = number("Table ")
        + &table(&[row(&[cell("", &p("a")), cell("", &p("b"))])])
        + &picture("A cup")
        + &styled("Caption", "A cup of clay");
    assert_eq!(with_picture(&body).styles(&styles).dump(), "table(Teas)[ || a, b] | figure(A cup of clay)[A cup]");
}

fn picture(alt: &str) -> String {
    format!("<w:p>{}</w:p>", drawing(alt))
}

fn drawing(alt: &str) -> String {
    format!(
        r#"<w:r><w:drawing><wp:inline><wp:extent cx="1270000" cy="1270000"/><wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="cup"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
    )
}

fn with_picture(body: &str) -> Docx {
    Docx::new(body).part("image", "media/cup.png", b"bytes of a picture".as_slice())
}

#[test]
fn a_picture_on_its_own_is_a_figure_and_others_stay_inline() {
    let body = picture("A cup") + &format!("<w:p>{}{}</w:p>", r("Here: "), drawing("tiny"));
    let docx = with_picture(&body);
    assert_eq!(docx.dump(), "figure[A cup] | Here: ![tiny]");
    let article = docx.read().article;
    let crate::article::Block::Figure(figure) = &article.body[0] else { panic!("a figure") };
    assert_eq!(figure.width, Some(crate::article::Width::Points { points: 100 }));
    assert!(figure.path.starts_with("data:image/png;name=cup.png;base64,"), "{}", figure.path);
}

#[test]
fn a_large_picture_is_not_repeated_without_end() {
    let body = picture("A cup").repeat(40);
    let docx = Docx::new(&body).part("image", "media/cup.png", vec![7_u8; 4 << 20].as_slice());
    let reading = read(&Source::of_file("a.docx", docx.bytes()), Syntax::Docx);
    let figures = reading.article.body.iter().filter(|block| matches!(block, Block::Figure(_))).count();
    assert!((2..10).contains(&figures), "{figures}");
    assert!(reading.diagnostics.iter().any(|found| found.message.contains("repeated too often")));
}

#[test]
fn a_picture_of_an_older_document_is_read_with_its_description() {
    let body = r#"<w:p><w:r><w:pict><v:shape alt="A pot" style="width:50pt;height:20pt"><v:imagedata r:id="cup"/></v:shape></w:pict></w:r></w:p>"#;
    assert_eq!(with_picture(body).dump(), "figure[A pot]");
}

#[test]
fn a_picture_that_is_only_linked_is_never_fetched() {
    let body = picture("A cup").replace("r:embed", "r:link");
    let docx = Docx::new(&body).link("cup", "https://tea.example/cup.png");
    assert_eq!(docx.dump(), "A cup");
    assert_eq!(docx.codes(), ["remote-image"]);
}

#[test]
fn a_text_box_is_read_once_next_to_its_paragraph() {
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p("In the box."));
    let body = format!(
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>"#,
        r("Beside it.")
    );
    assert_eq!(Docx::new(&body).dump(), "In the box. | Beside it.");
}

#[test]
fn pages_break_where_the_document_says_and_not_at_its_ends() {
    let body = format!(
        r#"<w:p><w:r><w:br w:type="page"/></w:r>{}<w:r><w:br w:type="page"/></w:r>{}</w:p><w:p><w:pPr><w:pageBreakBefore/></w:pPr>{}</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>"#,
        r("one"),
        r("two"),
        r("three")
    );
    assert_eq!(Docx::new(&body).dump(), "one | page | two | page | three");
}

#[test]
fn paragraphs_in_the_other_direction_are_marked() {
    let rtl = |text: &str| format!("<w:p><w:pPr><w:bidi/></w:pPr>{}</w:p>", r(text));
    assert_eq!(Docx::new(&(p("Tea") + &rtl("شاي") + &rtl("كوب") + &p("Cup"))).dump(), "Tea | divRtl[شاي | كوب] | Cup");
}

#[test]
fn headers_and_footers_are_left_out_with_a_note() {
    let docx = Docx::new(&p("Text.")).xml("header", "header1.xml", "hdr", &p("Linden Clinic"));
    assert_eq!(docx.read().account.left_out()[0].words.trim(), "Linden Clinic");
}

#[test]
fn formulas_are_mathml_and_numbers_are_text() {
    let t = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let body = format!(
        "<w:p>{}<m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath>{}<m:oMath><m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath></w:p>",
        r("take "),
        t("1"),
        t("2"),
        r(" of "),
        t("10"),
        t("9")
    );
    let half = "<mfrac><mn>1</mn><mn>2</mn></mfrac>";
    let math = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">";
    assert_eq!(Docx::new(&body).dump(), format!("take ${math}{half}</math>$ of 10^9^"));
}

#[test]
fn a_formula_on_its_own_is_a_display_with_its_number() {
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let math = format!("<m:oMath>{}</m:oMath>", run("x=1"));
    let display = |body: &str| match Docx::new(body).read().article.body.as_slice() {
        [Block::Formula(x)] => Some((x.formula.source.contains("display=\"block\""), x.tag.clone())),
        _ => None,
    };
    assert_eq!(display(&format!("<w:p><m:oMathPara>{math}</m:oMathPara></w:p>")), Some((true, None)));
    let tabs = format!("<w:p><w:r><w:tab/></w:r>{math}<w:r><w:tab/><w:t>(3)</w:t></w:r></w:p>");
    assert_eq!(display(&tabs), Some((false, Some("3".to_owned()))));
    let array = format!(
        "<w:p><m:oMathPara><m:oMath><m:eqArr><m:e>{}</m:e></m:eqArr></m:oMath></m:oMathPara></w:p>",
        run("x=1#(2)")
    );
    assert_eq!(display(&array), Some((true, Some("2".to_owned()))));
    assert_eq!(display(&format!("<w:p>{}{math}</w:p>", r("So "))), None);
}

#[test]
fn a_diagram_becomes_a_list_of_its_text() {
    let body = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="d"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><a:x r:dm="data1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#;
    let data = "<d:m xmlns:d=\"d\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><d:pt><a:p><a:t>Boil</a:t></a:p></d:pt><d:pt/><d:pt><a:p><a:t>Pour</a:t></a:p></d:pt></d:m>";
    let docx = Docx::new(body).part("diagramData", "diagrams/data1.xml", data);
    assert_eq!((docx.dump(), docx.codes()), ("ul[Boil; Pour]".to_owned(), vec!["markup-as-text".to_owned()]));
}
