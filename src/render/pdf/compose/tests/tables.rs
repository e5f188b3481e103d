//! Properties of tables: no hyphenated words, on pages of any width.

use super::*;

/// Returns a table with this number of rows and a column for each pair of a header and a cell.
fn table(columns: &[(&str, &str)], rows: usize) -> String {
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let heads = line(columns.iter().map(|column| column.0).collect());
    let rule = line(columns.iter().map(|_| "---").collect());
    heads + &rule + &line(columns.iter().map(|column| column.1).collect()).repeat(rows)
}

/// Returns the text of all pages, including decoration, line by line.
fn lines(document: &Document) -> Vec<String> {
    let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run.text.trim().to_owned()),
        _ => None,
    });
    runs.collect()
}

const WIDE: [(&str, &str); 7] = [
    ("Antihypertensive", "Hydrochlorothiazide"),
    ("Strength", "12.5 mg"),
    ("Contraindications", "Hypersensitivity"),
    ("Precautions", "Hyponatraemia"),
    ("Administration", "Breakfast"),
    ("Interactions", "Antiarrhythmics"),
    ("Discontinuation", "Photosensitivity"),
];

#[test]
fn a_table_too_wide_for_its_words_is_set_row_by_row_with_the_words_of_its_headers() {
    let document = from_markdown(&format!("# T\n\n{}", table(&WIDE, 2)));
    let lines = lines(&document);
    assert!(lines.iter().all(|line| !line.contains('\u{ad}')), "{lines:?}");
    for (head, cell) in WIDE {
        assert_eq!(lines.iter().filter(|line| *line == head).count(), 2, "{head} in {lines:?}");
        assert_eq!(lines.iter().filter(|line| *line == cell).count(), 2, "{cell} in {lines:?}");
    }
    // a screen reader reads a table whose headers occur once
    let tree = tree(&document);
    assert_eq!(tree.matches("TH ").count(), 7, "{tree}");
    assert!(tree.contains("Table") && tree.contains("THead") && tree.matches("TD\n").count() == 0, "{tree}");
    let attributes = |role| document.structure.iter().filter(move |(_, node)| node.role == role);
    assert_eq!(attributes(crate::render::pdf::structure::Role::TD).count(), 14);
}

#[test]
fn a_cell_that_spans_rows_is_repeated_in_each_of_them_for_the_eye_alone() {
    let cells = |extra: &str| WIDE[1..].iter().map(|(_, cell)| format!("<td>{cell}</td>")).collect::<String>() + extra;
    let heads: String = WIDE.iter().map(|(head, _)| format!("<th>{head}</th>")).collect();
    let html = format!(
        "<table><thead><tr>{heads}</tr></thead><tbody><tr><td rowspan=\"2\">Spironolactone</td>{}</tr><tr>{}</tr></tbody></table>",
        cells(""),
        cells("")
    );
    let document = from_markdown(&format!("# T\n\n{html}\n"));
    assert_eq!(lines(&document).iter().filter(|line| *line == "Spironolactone").count(), 2);
    assert_eq!(tree(&document).matches("Spironolactone").count(), 1);
}

#[test]
fn a_long_table_too_wide_for_the_page_has_turned_pages_and_the_text_goes_on_before_them() {
    let text = "Words before.\n\n".to_owned() + &table(&WIDE, 30) + "\nWords after.\n";
    let document = from_markdown(&text);
    let turned = |page: &Page| page.width > page.height;
    assert!(!turned(&document.pages[0]) && document.pages[1..].iter().all(turned), "{}", pages(&document));
    assert!(words(&document.pages[0]).contains("after"), "{}", pages(&document));
    let all = lines(&document);
    assert!(all.iter().all(|line| !line.contains('\u{ad}')), "{all:?}");
    assert!(
        all.iter().any(|line| line == "(continues on the next page)") && all.iter().any(|line| line == "(continued)")
    );
}

#[test]
fn headings_are_turned_with_the_table_that_they_bring() {
    let document = from_markdown(&format!("# T\n\nWords.\n\n## A\n\n### B\n\n{}\nAfter.\n", table(&WIDE, 30)));
    assert!(words(&document.pages[0]).ends_with("Words."), "{}", pages(&document));
    assert!(words(&document.pages[1]).starts_with("AB"), "{}", pages(&document));
    assert!(words(document.pages.last().unwrap()).ends_with("After."), "{}", pages(&document));
}

#[test]
fn a_narrow_table_is_as_wide_as_its_words_and_its_headers_have_a_band() {
    let document = from_markdown(&table(&[("Day", "Monday"), ("Hour", "9")], 3));
    let band = Theme::clinic().colors.band();
    let fills = document.pages[0].items.iter().filter_map(|item| match &item.kind {
        ItemKind::Fill { rect, color, .. } if *color == band => Some(rect.width),
        _ => None,
    });
    let widths: Vec<f32> = fills.collect();
    assert!(matches!(widths[..], [width] if width < 120.0), "{widths:?}");
}

#[test]
fn a_low_table_is_never_split() {
    for before in 30..50 {
        let document =
            from_markdown(&("A line.\n\n".repeat(before) + &table(&[("Who", "Nurse"), ("Call", "0199")], 4)));
        let on = document.pages.iter().filter(|page| words(page).contains("Nurse")).count();
        assert_eq!(on, 1, "{before}");
    }
}
