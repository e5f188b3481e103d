//! Formulas on pages: their positions, their spoken text, and what they are kept with.

use super::*;
use crate::{render::pdf::structure::Role, typeset::GlyphRun};

/// Returns the runs on a page that contain these characters, in painting order.
fn runs<'d>(page: &'d Page, text: &str) -> Vec<&'d GlyphRun> {
    let run = |item: &'d crate::typeset::Item| match &item.kind {
        ItemKind::Glyphs(run) if run.text.contains(text) => Some(run),
        _ => None,
    };
    page.items.iter().filter_map(run).collect()
}

fn run<'d>(document: &'d Document, text: &str) -> &'d GlyphRun {
    let found = document.pages.iter().flat_map(|page| runs(page, text)).next();
    found.unwrap_or_else(|| panic!("no {text} in {}", pages(document)))
}

#[test]
fn a_formula_is_an_element_with_spoken_text_and_is_copied_as_linear_text() {
    let document = from_markdown("It is $\\frac{a+b}{c}$ of all.\n");
    let formulas: Vec<_> = document.structure.iter().filter(|(_, node)| node.role == Role::Formula).collect();
    let [(id, node)] = formulas[..] else { panic!("{}", tree(&document)) };
    assert_eq!(document.structure.replacement_text(id), Some("(a + b)/c"));
    assert!(node.attributes.alt.as_deref().is_some_and(|alt| alt.contains("over")), "{:?}", node.attributes);
    assert_eq!(document.structure.node(node.parent.unwrap()).role, Role::P);
}

#[test]
fn the_spoken_pieces_of_a_formula_add_up_to_its_text() {
    let document = from_markdown("It is $y = a_1 + a_2$ here.\n");
    let said = document.structure.iter().filter(|(_, node)| node.role == Role::Span);
    let said: String = said.filter_map(|(id, _)| document.structure.replacement_text(id)).collect();
    assert_eq!(said, "y = a₁ + a₂");
}

#[test]
fn a_formula_sits_on_the_line_of_its_words() {
    let document = from_markdown("Words and $x_i$ here.\n");
    assert_eq!(run(&document, "𝑥").y, run(&document, "Words").y);
}

#[test]
fn a_line_with_a_tall_formula_takes_the_room_that_it_needs() {
    let filler = "word ".repeat(40);
    let bare = from_markdown(&format!("First $x$ {filler}\n"));
    let tall = from_markdown(&format!("First $\\cfrac{{a}}{{\\cfrac{{b}}{{\\cfrac{{c}}{{d}}}}}}$ {filler}\n"));
    let leading = |document: &Document| {
        let mut lines: Vec<f32> = runs(&document.pages[0], "word").iter().map(|run| run.y).collect();
        lines.dedup();
        lines[1] - lines[0]
    };
    assert!(leading(&tall) > leading(&bare) + 10.0, "{} {}", leading(&tall), leading(&bare));
    let lowest = run(&tall, "𝑑");
    let next = runs(&tall.pages[0], "word").iter().map(|run| run.y).find(|&y| y > run(&tall, "First").y + 1.0).unwrap();
    assert!(next - lowest.y > lowest.size, "no collision");
}

#[test]
fn a_long_formula_is_broken_within_the_measure() {
    let sum: Vec<String> = (0..60).map(|n| format!("a_{{{n}}}")).collect();
    let document = from_markdown(&format!("It is $y = {}$.\n", sum.join(" + ")));
    let right = document.pages[0].width - 40.0;
    let all = runs(&document.pages[0], "𝑎");
    assert!(all.iter().all(|run| run.x + run.width() < right));
    assert!(all.last().unwrap().y > all[0].y + 10.0, "{}", pages(&document));
}

#[test]
fn a_display_stays_with_the_sentence_before_it_and_its_number_is_at_the_end_of_the_line() {
    for lines in 20..36 {
        let text = format!("{}We find\n\n$$x = 1$$ {{#eq:x}}\n", "Filler.\n\n".repeat(lines));
        let document = from_markdown(&text);
        let page = |word: &str| document.pages.iter().position(|page| !runs(page, word).is_empty());
        assert_eq!(page("We find"), page("𝑥"), "{lines}");
        assert_eq!((run(&document, "(1)").y * 10.0).round(), (run(&document, "𝑥").y * 10.0).round());
        assert!(run(&document, "(1)").x > run(&document, "𝑥").x + 100.0);
    }
}

#[test]
fn a_formula_reads_from_left_to_right_on_pages_that_do_not() {
    let document = from_markdown("---\nlang: ar\n---\nهو $x = y$ هنا.\n");
    assert!(run(&document, "𝑥").x < run(&document, "𝑦").x, "{}", pages(&document));
}

#[test]
fn each_theme_sets_formulas_in_a_face_like_its_text() {
    let face = |theme| {
        let reading = read(&Source::new("a.md", "It is $x$.\n"), Syntax::Markdown);
        let document = composed(reading.article, theme, Paper::A4);
        fonts().face(run(&document, "𝑥").face).family.clone()
    };
    assert_eq!([face("clinic"), face("book")], ["Noto Sans Math", "STIX Two Math"]);
}

#[test]
fn a_formula_that_no_column_holds_is_reported() {
    let reading =
        read(&Source::new("a.md", format!("# A\n\n$$\\text{{{}}}$$\n", "word ".repeat(80))), Syntax::Markdown);
    let theme = Theme::bundled("clinic").unwrap();
    let resolved = resolved(reading.article);
    let (_, found) = compose(&resolved, fonts(), &mut Shaper::default(), design(&theme, Paper::A4)).unwrap();
    assert!(found.iter().any(|one| one.code == Code::WideFormula), "{found:?}");
}

#[test]
fn a_formula_wider_than_its_line_is_made_smaller() {
    let document = from_markdown(&format!("So $\\sqrt{{\\text{{{}}}}}$.\n", "word ".repeat(25)));
    let right = document.pages[0].width - 40.0;
    let words = runs(&document.pages[0], "word");
    assert!(words.iter().all(|run| run.x + run.width() < right && run.size < 11.0), "{}", pages(&document));
}
