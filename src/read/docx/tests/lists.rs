//! Tests of lists and their numbers.

use super::{Docx, p, r, run, style, styled};

/// Returns a list item.
fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr>{}</w:p>"#,
        r(text)
    )
}

fn level(at: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn base(id: u32, levels: &str) -> String {
    format!(r#"<w:abstractNum w:abstractNumId="{id}">{levels}</w:abstractNum>"#)
}

fn num(id: u32, base: u32, more: &str) -> String {
    format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{base}"/>{more}</w:num>"#)
}

#[test]
fn lists_nest_by_level_and_lower_levels_restart() {
    let levels = level(0, "decimal", "%1.", "") + &level(1, "lowerLetter", "%2)", "");
    let numbering = base(0, &levels) + &num(1, 0, "");
    let body =
        [item(1, 0, "Boil"), item(1, 1, "fast"), item(1, 1, "slow"), item(1, 0, "Pour"), item(1, 1, "hot")].concat();
    assert_eq!(
        Docx::new(&body).numbering(&numbering).dump(),
        "ol1Decimal[Boil | ol1LowerAlpha[fast; slow]; Pour | ol1LowerAlpha[hot]]"
    );
}

#[test]
fn numbers_continue_after_an_interruption_and_restart_where_the_list_says() {
    let numbering = base(0, &level(0, "decimal", "%1.", ""))
        + &num(1, 0, "")
        + &num(2, 0, r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>"#)
        + &num(3, 0, "");
    let body = [
        item(1, 0, "a"),
        item(1, 0, "b"),
        p("Stop."),
        item(1, 0, "c"),
        item(2, 0, "d"),
        item(2, 0, "e"),
        item(3, 0, "f"),
    ];
    assert_eq!(
        Docx::new(&body.concat()).numbering(&numbering).dump(),
        "ol1Decimal[a; b] | Stop. | ol3Decimal[c] | ol7Decimal[d; e; f]",
        "lists that share an abstract list share its counters"
    );
}

#[test]
fn labels_that_lists_do_not_support_become_text() {
    let levels = level(0, "decimal", "Step %1:", "")
        + &level(1, "decimal", "%1.%2", "")
        + &level(2, "upperRoman", "%1.%3", "<w:isLgl/>");
    let numbering = base(0, &levels) + &num(1, 0, "");
    let body =
        [item(1, 0, "Boil"), item(1, 1, "fast"), item(1, 2, "now"), item(1, 0, "Pour"), item(1, 1, "all")].concat();
    assert_eq!(
        Docx::new(&body).numbering(&numbering).dump(),
        "Step 1: Boil | 1.1 fast | 1.1 now | Step 2: Pour | 2.1 all"
    );
}

#[test]
fn a_level_restarts_only_after_the_level_that_it_names() {
    let levels = level(0, "decimal", "%1.", "")
        + &level(1, "decimal", "%2.", r#"<w:lvlRestart w:val="0"/>"#)
        + &level(2, "decimal", "%3.", r#"<w:lvlRestart w:val="1"/>"#);
    let numbering = base(0, &levels) + &num(1, 0, "");
    let body = [
        item(1, 0, "a"),
        item(1, 1, "b"),
        item(1, 2, "c"),
        item(1, 1, "d"),
        item(1, 2, "e"),
        item(1, 0, "f"),
        item(1, 1, "g"),
        item(1, 2, "h"),
    ]
    .concat();
    assert_eq!(
        Docx::new(&body).numbering(&numbering).dump(),
        "ol1Decimal[a | ol1Decimal[b | ol1Decimal[c]; d | ol2Decimal[e]]; f | ol3Decimal[g | ol1Decimal[h]]]"
    );
}

#[test]
fn headings_have_the_numbers_of_their_style() {
    let styles = style("H1", "heading 1", r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#)
        + &style("H2", "heading 2", r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#);
    let levels = level(0, "decimal", "%1", r#"<w:pStyle w:val="H1"/>"#)
        + &level(1, "decimal", "%1.%2", r#"<w:pStyle w:val="H2"/>"#);
    let numbering = base(0, &levels) + &num(1, 0, "");
    let body = [
        styled("H1", "Tea"),
        styled("H2", "Black"),
        styled("H2", "Green"),
        styled("H1", "Cups"),
        styled("H2", "Clay"),
        p("x"),
    ];
    assert_eq!(
        Docx::new(&body.concat()).styles(&styles).numbering(&numbering).dump(),
        "h1 1 Tea | h2 1.1 Black | h2 1.2 Green | h1 2 Cups | h2 2.1 Clay | x"
    );
}

#[test]
fn a_list_style_provides_its_list() {
    let numbering = r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Mine"/></w:abstractNum>"#.to_owned()
        + &format!(
            r#"<w:abstractNum w:abstractNumId="1">{}<w:styleLink w:val="Mine"/></w:abstractNum>"#,
            level(0, "upperLetter", "%1.", "")
        )
        + &num(1, 0, "")
        + &num(2, 1, "");
    let body = [item(1, 0, "a"), item(2, 0, "b")].concat();
    assert_eq!(Docx::new(&body).numbering(&numbering).dump(), "ol1UpperAlpha[a; b]");
}

#[test]
fn meaningful_bullets_become_text_and_boxes_become_tasks() {
    let bullet = |id: u32, font: &str, c: &str| {
        base(
            id,
            &format!(
                r#"<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="{c}"/><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>"#
            ),
        ) + &num(id + 1, id, "")
    };
    let numbering =
        bullet(0, "Symbol", "\u{f0b7}") + &bullet(1, "Wingdings", "\u{f0fb}") + &bullet(2, "Wingdings", "\u{f06f}");
    let body = [item(1, 0, "tea"), item(2, 0, "sand"), item(3, 0, "wash")].concat();
    assert_eq!(Docx::new(&body).numbering(&numbering).dump(), "ul[tea] | ✗ sand | ul[[ ] wash]");
}

#[test]
fn a_paragraph_with_the_indentation_of_the_previous_item_belongs_to_it() {
    let indent = r#"<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr>"#;
    let own = format!(
        r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>{indent}</w:lvl>"#
    );
    let numbering = base(0, &own) + &num(1, 0, "");
    let inner = format!(r#"<w:p><w:pPr><w:ind w:left="720"/></w:pPr>{}</w:p>"#, r("Mind the steam."));
    let body = [item(1, 0, "Boil"), inner, item(1, 0, "Pour"), p("Done.")].concat();
    assert_eq!(Docx::new(&body).numbering(&numbering).dump(), "ol1Decimal[Boil | Mind the steam.; Pour] | Done.");
}

#[test]
fn items_with_a_bold_lead_are_tips() {
    let numbering = base(0, &level(0, "decimal", "%1.", "")) + &num(1, 0, "");
    let tip = |lead: &str, rest: &str| {
        let properties = r#"<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>"#;
        format!("<w:p>{properties}{}{}</w:p>", run("<w:b/>", lead), r(rest))
    };
    let body = [tip("Rest.", " Sleep long."), tip("Drink.", " Water will do.")].concat();
    assert_eq!(Docx::new(&body).numbering(&numbering).dump(), "tips1[Rest.: Sleep long.; Drink.: Water will do.]");
}

#[test]
fn a_list_with_more_indentation_is_nested() {
    let at = |left: u32| {
        let indent = format!(r#"<w:pPr><w:ind w:left="{left}"/></w:pPr>"#);
        format!(
            r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>{indent}</w:lvl>"#
        )
    };
    let numbering = base(0, &at(360)) + &base(1, &at(720)) + &num(1, 0, "") + &num(2, 1, "");
    let body = [item(1, 0, "Boil"), item(2, 0, "fast"), item(2, 0, "slow"), item(1, 0, "Pour")].concat();
    assert_eq!(Docx::new(&body).numbering(&numbering).dump(), "ol1Decimal[Boil | ol1Decimal[fast; slow]; Pour]");
}

#[test]
fn bullets_that_are_typed_make_a_list() {
    let body = [p("Pack:"), p("• a cup"), p("•\tsome tea"), p("Go.")].concat();
    assert_eq!(Docx::new(&body).dump(), "Pack: | ul[a cup; some tea] | Go.");
}
