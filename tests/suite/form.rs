//! `--fillable`: spaces to fill in become form fields, and nothing else changes.

use crate::command::Desk;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::{collections::BTreeMap, fs};

const SHEET: &str = "---\ntitle: Before we meet\n---\nPlease write. Your cat: ________ born \\_\\_/\\_\\_\\_\\_ (month/year)\n\n\
    Shots? ☐ all ☐ some\n\nCode: `a ____ b`, x__y\n\n- [ ] It ate today.\n- [x] We know it.\n\n## Food\n\n\
    | Food | Morning | Night |\n|--|--|--|\n| Fish | 1 | |\n| Milk | ____ | |\n| Other | | |\n\n\
    ::: {.label}\n:::\n\n::: {.notes lines=3}\n## Questions for us\n:::\n";

fn form(desk: &Desk, name: &str) -> Document {
    Document::load_mem(&fs::read(desk.path(name)).unwrap()).unwrap()
}

fn text(dictionary: &Dictionary, key: &[u8]) -> String {
    dictionary.get(key).ok().and_then(|text| lopdf::decode_text_string(text).ok()).unwrap_or_default()
}

/// Returns the fields by their names, in the order of the file.
fn fields(document: &Document) -> Vec<(String, &Dictionary)> {
    let form = document.catalog().unwrap().get(b"AcroForm").and_then(|form| document.dereference(form)).unwrap().1;
    let form = form.as_dict().unwrap();
    assert!(!form.has(b"NeedAppearances") && form.has(b"DA"));
    let all = form.get(b"Fields").and_then(Object::as_array).unwrap();
    let field = |id: &Object| document.get_dictionary(id.as_reference().unwrap()).unwrap();
    all.iter().map(|id| (text(field(id), b"T"), field(id))).collect()
}

#[test]
fn lines_boxes_notes_labels_and_blank_rows_become_fields_with_names() {
    let desk = Desk::new(&[("cat.md", SHEET)]);
    desk.run(&["cat.md", "--fillable", "--verify"])
        .says(0, &["note[fillable]: the PDF is a form with 11 fields, and still conforms to PDF/UA-1 and PDF/A-2a"]);
    let document = form(&desk, "cat.pdf");
    let found: Vec<_> = fields(&document)
        .into_iter()
        .map(|(name, field)| {
            let kind = field.get(b"FT").unwrap().as_name().unwrap().to_vec();
            let lines = field.get(b"Ff").and_then(Object::as_i64).unwrap_or_default() == 4096;
            let mark = if kind == b"Btn" {
                "tick"
            } else if lines {
                "lines"
            } else {
                "line"
            };
            (name, text(field, b"TU"), mark)
        })
        .collect();
    let wanted = [
        ("your-cat", "Your cat", "line"),
        ("born", "born", "line"),
        ("born-month-year", "born (month/year)", "line"),
        ("all", "all", "tick"),
        ("some", "some", "tick"),
        ("it-ate-today", "It ate today.", "tick"),
        ("morning-milk", "Morning, Milk", "line"),
        ("morning-other", "Morning, Other", "lines"),
        ("night-other", "Night, Other", "lines"),
        ("patient-label", "Patient label", "lines"),
        ("questions-for-us", "Questions for us", "lines"),
    ];
    assert_eq!(found, wanted.map(|(name, title, kind)| (name.to_owned(), title.to_owned(), kind)));
}

#[test]
fn each_field_has_an_appearance_a_place_and_a_form_element_and_no_script() {
    let desk = Desk::new(&[("cat.md", SHEET)]);
    desk.run(&["cat.md", "--to", "pdf", "--fillable", "--quiet"]).says(0, &[]);
    let document = form(&desk, "cat.pdf");
    // every reference from a `Form` element to an annotation
    let mut owned: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for object in document.objects.values() {
        let Ok(element) = object.as_dict() else { continue };
        if element.get(b"S").and_then(Object::as_name).is_ok_and(|role| role == b"Form") {
            let only = element.get(b"K").unwrap().as_dict().expect("one reference and nothing else");
            assert!(only.has_type(b"OBJR"));
            *owned.entry(only.get(b"Obj").unwrap().as_reference().unwrap()).or_default() += 1;
        }
    }
    assert_eq!(owned.len(), 11);
    assert!(owned.values().all(|&count| count == 1));
    for (name, field) in fields(&document) {
        let looks = field.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap();
        assert_eq!(looks.as_dict().is_ok(), field.get(b"FT").unwrap().as_name().unwrap() == b"Btn", "{name}");
        let rect: Vec<f32> =
            field.get(b"Rect").unwrap().as_array().unwrap().iter().map(|side| side.as_float().unwrap()).collect();
        assert!(rect[2] - rect[0] > 5.0 && rect[3] - rect[1] > 5.0, "{name}: {rect:?}");
        assert!(!field.has(b"A") && !field.has(b"AA"), "{name}");
    }
    let again = fs::read(desk.path("cat.pdf")).unwrap();
    desk.run(&["cat.md", "--to", "pdf", "--fillable", "--quiet"]).says(0, &[]);
    assert!(again == fs::read(desk.path("cat.pdf")).unwrap(), "the same bytes each time");
}

#[test]
fn flags_decide_before_front_matter_and_that_before_files_and_the_paper_stays_the_same() {
    let yes = SHEET.replace("title:", "fillable: yes\ntitle:");
    let no = SHEET.replace("title:", "fillable: no\ntitle:");
    let desk =
        Desk::new(&[("yes.md", &yes), ("no.md", &no), ("handout.toml", "fillable = true\n"), ("plain.md", "Words.\n")]);
    desk.run(&["yes.md", "--to", "pdf", "--quiet"]).says(0, &[]);
    desk.run(&["no.md", "--to", "pdf", "--quiet"]).says(0, &[]);
    let (filled, plain) = (form(&desk, "yes.pdf"), form(&desk, "no.pdf"));
    assert_eq!(fields(&filled).len(), 11);
    assert!(!plain.catalog().unwrap().has(b"AcroForm"));
    desk.run(&["yes.md", "--to", "pdf", "--no-fillable", "-o", "flag.pdf", "--quiet"]).says(0, &[]);
    assert!(!form(&desk, "flag.pdf").catalog().unwrap().has(b"AcroForm"), "a flag is above all");
    let rules = |document: &Document| {
        let content = document.get_page_content(document.get_pages()[&1]);
        String::from_utf8_lossy(&content).split_whitespace().filter(|operator| *operator == "re").count()
    };
    assert!(rules(&filled) > 5);
    assert_eq!(rules(&filled), rules(&plain), "lines to write on are printed in both");
    desk.run(&["plain.md", "--to", "pdf"]).says(0, &["note[fillable]: there is nothing to fill in", "::: {.notes}"]);
    let bad = SHEET.replace("title:", "fillable: perhaps\ntitle:");
    desk.put("bad.md", bad.as_bytes());
    desk.run(&["bad.md", "--to", "pdf"])
        .says(0, &["warning[bad-value]: `fillable` is not a boolean", "write `yes` or `no`"]);
}

#[test]
fn what_a_form_is_filled_in_with_is_on_imposed_sheets() {
    let desk = Desk::new(&[("cat.md", SHEET)]);
    desk.run(&["cat.md", "--to", "pdf", "--fillable", "--quiet"]).says(0, &[]);
    let mut document = form(&desk, "cat.pdf");
    let boxes: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| {
            object
                .as_dict()
                .is_ok_and(|field| field.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Btn"))
        })
        .map(|(id, _)| *id)
        .collect();
    assert_eq!(boxes.len(), 3);
    document.get_object_mut(boxes[0]).unwrap().as_dict_mut().unwrap().set("AS", "Yes");
    document.save(desk.path("ticked.pdf")).unwrap();
    let sheets = |name: &str| {
        desk.run(&["impose", name, "--nup", "2", "-o", "sheets.pdf", "--force"]).says(0, &[]);
        let sheets = form(&desk, "sheets.pdf");
        assert!(!sheets.catalog().unwrap().has(b"AcroForm"));
        let ticks = |object: &&Object| {
            object.as_stream().is_ok_and(|stream| {
                stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()).starts_with(b"0 g\n")
            })
        };
        sheets.objects.values().filter(ticks).count()
    };
    assert_eq!((sheets("cat.pdf"), sheets("ticked.pdf")), (0, 1));
}
