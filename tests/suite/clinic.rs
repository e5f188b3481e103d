//! What an organization puts on all its handouts: configured once in `handout.toml`, shown in every format.

use crate::command::Desk;
use std::{io::Read as _, path::Path};

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="18" fill="#135"/></svg>"##;

const HOUSE: &str = r##"root = true
[organization]
name = "Elm Street Practice"
department = "Foot Clinic"
logo = "pictures/elm.svg"
phone = ["Desk, weekdays: 555-0101", "555-0102"]
web = "https://elm.example/feet"
email = "feet@elm.example"
address = ["4 Elm Street", "Northby"]
emergency = "In an emergency call 911."
color = "#0b4f6c"
registration = "Registered practice 00-17"
languages = "Ask for this sheet in large print."
letterhead = "band"
"##;

const SHEET: &str = "---\ntitle: Sore heels\nreviewed: 4 May 2026\nversion: 2\ncode: F-7\n---\nRest your foot.\n";

fn desk(files: &[(&str, &str)]) -> Desk {
    let desk = Desk::new(&[("handout.toml", HOUSE), ("pictures/elm.svg", LOGO)]);
    files.iter().for_each(|(path, text)| desk.put(path, text.as_bytes()));
    desk
}

/// Returns the files of an EPUB, one after another.
fn unpacked(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut bytes = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut bytes).unwrap();
        all += &String::from_utf8_lossy(&bytes);
    }
    all
}

#[test]
fn the_organization_is_on_top_and_at_the_end_in_every_format() {
    let desk = desk(&[("sore.md", SHEET)]);
    desk.run(&["sore.md", "--to", "pdf,epub,text,html,markdown", "--verify", "-o", "out"]).says(0, &[]);
    let text = desk.read("out/sore.txt");
    assert!(text.starts_with("Elm Street Practice · Foot Clinic\n\nSore heels\n"), "{text}");
    let end = "Elm Street Practice · Foot Clinic\n4 Elm Street\nNorthby\nDesk, weekdays: 555-0101\nPhone: 555-0102\n\
        https://elm.example/feet · feet@elm.example\nIn an emergency call 911.\nRegistered practice 00-17\n\
        Ask for this sheet in large print.\nReviewed 4 May 2026 · Version 2 · Code F-7\n";
    assert!(text.ends_with(end), "{text}");
    let html = desk.read("out/sore.html");
    assert!(html.contains("<p class=\"letterhead\"><img class=\"logo\""), "{html}");
    let epub = unpacked(&desk.path("out/sore.epub"));
    assert!(epub.contains("<dc:publisher>Elm Street Practice</dc:publisher>"));
    assert!(epub.contains("<footer class=\"colophon\">\n<p>Elm Street Practice · Foot Clinic</p>"));
    desk.run(&["verify", "out/sore"]).says(0, &[]);
}

#[test]
fn a_book_prints_shared_closing_lines_of_its_articles_once() {
    let other = SHEET.replace("Sore heels", "Sore toes").replace("F-7", "F-8");
    let desk = desk(&[("sore.md", SHEET), ("toes.md", &other)]);
    desk.run(&["book", "sore.md", "toes.md", "--title", "Feet", "-o", "feet.txt", "-o", "feet.pdf", "--verify"])
        .says(0, &[]);
    let text = desk.read("feet.txt");
    for once in ["Desk, weekdays: 555-0101", "In an emergency call 911.", "Code F-7", "Code F-8"] {
        assert_eq!(text.matches(once).count(), 1, "{once}: {text}");
    }
    let at = |words: &str| text.find(words).unwrap();
    assert!(at("Code F-7") < text.rfind("Sore toes").unwrap() && at("555-0101") > at("Code F-8"), "{text}");
}

#[test]
fn markdown_output_reads_back_with_the_same_organization() {
    let desk = desk(&[("sore.md", &SHEET.replace("code:", "contact: yes\ncode:"))]);
    desk.run(&["sore.md", "--to", "markdown,text", "-o", "one"]).says(0, &[]);
    desk.run(&["one/sore.md", "--to", "text", "-o", "two", "--no-config", "--verify"]).says(0, &[]);
    assert_eq!(desk.read("one/sore.txt"), desk.read("two/sore.txt"));
}

#[test]
fn a_contact_box_replaces_the_contact_details_at_the_end() {
    let sheet = SHEET.replace("Rest your foot.", "Rest.\n\n::: {.contact}\n:::\n\nThen walk.");
    let desk = desk(&[("sore.md", &sheet)]);
    desk.run(&["sore.md", "--to", "text,epub,pdf", "--verify"]).says(0, &[]);
    let text = desk.read("sore.txt");
    assert_eq!(text.matches("555-0101").count(), 1, "{text}");
    let shown = "Rest.\n\nContact\n\nDesk, weekdays: 555-0101\nPhone: 555-0102\n\n";
    assert!(text.contains(shown), "{text}");
    assert!(unpacked(&desk.path("sore.epub")).contains("<div class=\"contact\">"));
}

#[test]
fn articles_and_nearer_settings_override_the_organization() {
    let own = "---\ntitle: Sore heels\norganization:\n  department: Night desk\n  letterhead: none\n---\nRest.\n";
    let desk = desk(&[
        ("sore.md", own),
        ("ward/handout.toml", "[organization]\ndepartment = \"Ward 3\"\n"),
        ("ward/sore.md", SHEET),
    ]);
    desk.run(&["sore.md", "ward/sore.md", "--to", "text"]).says(0, &[]);
    let text = desk.read("sore.txt");
    assert!(text.starts_with("Sore heels\n") && text.contains("Elm Street Practice · Night desk"), "{text}");
    assert!(desk.read("ward/sore.txt").starts_with("Elm Street Practice · Ward 3\n"));
}

#[test]
fn a_color_too_light_for_words_is_refused_with_the_nearest_that_can_be_read() {
    let light = HOUSE.replace("#0b4f6c", "#5ec8e0");
    let desk = Desk::new(&[("handout.toml", &light), ("pictures/elm.svg", LOGO), ("sore.md", SHEET)]);
    desk.run(&["sore.md", "--to", "text"]).says(2, &["`#5ec8e0`", "nearest that can be read is `#"]);
    let own = "---\ntitle: A\norganization: {name: Elm, color: \"#5ec8e0\"}\n---\nRest.\n";
    let desk = Desk::new(&[("a.md", own)]);
    desk.run(&["a.md", "--to", "text"]).says(0, &["hard to read on white: `#"]);
}

#[test]
fn a_wrong_key_of_the_organization_is_reported_with_its_position_and_a_suggestion() {
    let desk = Desk::new(&[("handout.toml", "[organization]\nname = \"Elm\"\nphones = \"1\"\n"), ("sore.md", SHEET)]);
    desk.run(&["sore.md"]).says(2, &["handout.toml:3:1: unknown key `phones`: did you mean `phone`?"]);
    let desk = Desk::new(&[("handout.toml", "[organization]\nlogo-height = \"9\"\n"), ("sore.md", SHEET)]);
    desk.run(&["sore.md"]).says(2, &["handout.toml:2:15: `logo-height`:"]);
    let desk = desk_of_front("logo_heigth: 9mm");
    desk.run(&["a.md", "--to", "text"]).says(0, &["did you mean `logo-height`?"]);
}

fn desk_of_front(field: &str) -> Desk {
    Desk::new(&[("a.md", &format!("---\ntitle: A\norganization:\n  name: Elm\n  {field}\n---\nRest.\n"))])
}

#[test]
fn a_logo_that_cannot_be_read_is_an_error_before_anything_is_written() {
    let desk = Desk::new(&[("handout.toml", HOUSE), ("sore.md", SHEET)]);
    desk.run(&["sore.md", "--to", "text"]).says(2, &["the logo pictures/elm.svg cannot be read"]);
    assert_eq!(desk.files(), ["handout.toml", "sore.md"]);
}
