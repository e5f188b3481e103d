//! `handout impose`: pages on sheets, for printing.

use super::command::Desk;
use lopdf::{Document, Object};
use std::fs;

/// Creates a desk with `tea.pdf`, which has several A5 pages.
fn desk() -> Desk {
    let words = "Boil the water first. It takes two minutes.\n\n".repeat(120);
    let desk = Desk::new(&[("tea.md", &format!("# Tea\n\n{words}"))]);
    desk.run(&["tea.md", "--to", "pdf", "--paper", "a5"]).says(0, &[]);
    desk
}

fn load(desk: &Desk, name: &str) -> Document {
    Document::load_mem(&fs::read(desk.path(name)).unwrap()).unwrap()
}

/// Returns the forms that each page draws, in order.
fn drawn(document: &Document) -> Vec<Vec<String>> {
    let forms = |id| {
        let content = String::from_utf8(document.get_page_content(id)).unwrap();
        content.split_whitespace().filter(|word| word.starts_with("/P")).map(str::to_owned).collect()
    };
    document.get_pages().into_values().map(forms).collect()
}

#[test]
fn a_booklet_of_a5_is_printed_on_both_sides_of_a4() {
    let desk = desk();
    let pages = load(&desk, "tea.pdf").get_pages().len();
    assert!(pages > 4, "{pages}");
    desk.run(&["impose", "tea.pdf", "--booklet"])
        .says(0, &["tea-booklet.pdf written for printing", "fold and staple it"]);
    let sheets = load(&desk, "tea-booklet.pdf");
    assert_eq!(sheets.get_pages().len(), pages.next_multiple_of(4) / 2);
    let order = drawn(&sheets);
    assert!(order[0].ends_with(&["/P0".to_owned()]) && order[1].starts_with(&["/P1".to_owned()]), "{order:?}");
    let mut all: Vec<_> = order.concat().iter().map(|name| name[2..].parse::<usize>().unwrap()).collect();
    all.sort_unstable();
    assert!(all.into_iter().eq(0..pages), "each page once: {order:?}");
    let first = sheets.get_dictionary(sheets.get_pages()[&1]).unwrap();
    let sides: Vec<_> = first
        .get(b"MediaBox")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|side| side.as_float().unwrap().round())
        .collect();
    assert_eq!(sides, [0.0, 0.0, 842.0, 595.0]);
}

#[test]
fn imposed_sheets_claim_no_standard_and_declare_that_they_are_for_printing() {
    let desk = desk();
    desk.run(&["impose", "tea.pdf", "--nup", "2", "-o", "two.pdf"]).says(0, &["two.pdf written for printing"]);
    let bytes = fs::read(desk.path("two.pdf")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    for gone in ["pdfuaid", "pdfaid", "StructTreeRoot", "MarkInfo", "/Outlines"] {
        assert!(!text.contains(gone), "{gone}");
    }
    let sheets = load(&desk, "two.pdf");
    let info = sheets.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    let subject = sheets.get_dictionary(info).unwrap().get(b"Subject").unwrap().as_str().unwrap();
    assert_eq!(subject, b"Imposed for printing: not for reading on a screen");
    assert_eq!(drawn(&sheets)[0], ["/P0", "/P1"]);
    desk.run(&["impose", "tea.pdf", "--nup", "2", "-o", "again.pdf"]).says(0, &[]);
    assert!(bytes == fs::read(desk.path("again.pdf")).unwrap(), "the same bytes each time");
}

#[test]
fn what_cannot_be_imposed_is_refused_and_nothing_is_overwritten() {
    let desk = desk();
    desk.put("two.pdf", b"mine");
    desk.run(&["impose", "tea.pdf", "--nup", "2", "-o", "two.pdf"]).says(2, &["two.pdf: this file was not written by"]);
    desk.run(&["impose", "tea.md", "--booklet"]).says(1, &["tea.md cannot be imposed: it cannot be read as a PDF"]);
    desk.run(&["impose", "gone.pdf", "--booklet"]).says(1, &["gone.pdf cannot be read"]);
    desk.run(&["impose", "tea.pdf"]).says(2, &["--booklet|--nup"]);
    desk.run(&["impose", "tea.pdf", "--nup", "3"]).says(1, &["3 pages do not fit on a side: choose 2 or 4"]);
    desk.run(&["impose", "tea.pdf", "--booklet", "--creep", "2cm"]).says(2, &["write a length up to 5pt"]);
}
