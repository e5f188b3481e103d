//! Boxes, spaces to write in and QR codes; reviews; mail merge; imposition; private metadata of pictures.

use crate::command::Desk;
use lopdf::Document;
use std::fs;

const ALL: [&str; 3] = ["--to", "pdf,epub,text,html,markdown", "--verify"];

fn said(desk: &Desk, article: &str) -> String {
    let mut arguments = vec![article, "-o", "out"];
    arguments.extend(ALL);
    desk.run(&arguments).says(0, &[]);
    desk.read(&format!("out/{}", article.replace(".md", ".txt")))
}

#[test]
fn boxes_and_spaces_to_write_in_have_the_same_words_in_every_format() {
    let article = "---\ntitle: Heels\nlang: en\n---\n::: {.emergency}\nCall 911 if you faint.\n:::\n\n::: {.glance}\n- Rest.\n:::\n\n\
        ::: {.notes lines=3}\n:::\n\n::: {.label}\n:::\n\n::: {.columns}\n1. **One.** First.\n2. **Two.** Second.\n3. **Three.** \
        Third.\n:::\n\n::: {.bilingual}\n::: {lang=en}\nWalk.\n\nRest.\n:::\n::: {lang=es}\nCamine.\n:::\n:::\n";
    let desk = Desk::new(&[("heels.md", article)]);
    let text = said(&desk, "heels.md");
    let places: Vec<usize> =
        ["Call 911", "At a glance", "• Rest.", "Your notes", "Patient label", "3. Three", "Walk.", "Camine."]
            .iter()
            .map(|words| text.find(words).unwrap_or_else(|| panic!("{words} is not in:\n{text}")))
            .collect();
    assert!(places.is_sorted(), "{text}");
    // normalized Markdown reads back with the same boxes
    desk.put("again.md", desk.read("out/heels.md").as_bytes());
    assert_eq!(said(&desk, "again.md"), text);
}

#[test]
fn slides_keep_the_speaker_s_notes() {
    let desk = Desk::new(&[("talk.md", "---\ntitle: Talk\nlang: en\n---\n::: notes\nSay hello.\n:::\n")]);
    let text = said(&desk, "talk.md");
    assert!(text.contains("Say hello.") && !text.contains("Your notes"), "{text}");
}

#[test]
fn text_after_a_picture_at_a_side_keeps_its_order_and_its_caption() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'><path d='M0 0h40v40z'/></svg>";
    let article = "---\ntitle: Heels\nlang: en\n---\n![A heel](heel.svg){.left width=30%}\n\nFigure: Your heel.\n\nRest it.\n\nCool \
        it.\n\n## Then\n\nWalk.\n";
    let desk = Desk::new(&[("heels.md", article), ("heel.svg", svg)]);
    let text = said(&desk, "heels.md");
    assert!(text.contains("[Image: A heel]\nYour heel.\n\nRest it.\n\nCool it.\n"), "{text}");
    assert!(
        desk.read("out/heels.html")
            .contains("<div class=\"left\">\n<figure id=\"uncaptioned-figure\" style=\"width: 30%\">")
    );
}

#[test]
fn a_link_becomes_a_code_with_its_address() {
    let article = "---\ntitle: Heels\nlang: en\n---\n[Watch the film](https://elm.example/film){.qr}\n\n<https://elm.example/x>{.qr}\n";
    let desk = Desk::new(&[("heels.md", article)]);
    let text = said(&desk, "heels.md");
    assert!(text.contains("[Image: QR code]\n\nWatch the film: https://elm.example/film\n"), "{text}");
    assert!(text.contains("[Image: QR code]\n\nRead online: https://elm.example/x"), "{text}");
    let bad = Desk::new(&[("a.md", "---\ntitle: A\nlang: en\n---\n::: {.qr}\nNo address.\n:::\n")]);
    bad.run(&["a.md", "--to", "text"]).says(0, &["there is no web address for a QR code"]);
}

/// Reads the QR code of a printed page.
#[test]
#[ignore = "needs pdftoppm and zbarimg (zbar-tools): tests/run runs it"]
fn a_camera_reads_the_code_of_a_printed_page() {
    let address = "https://elm.example/feet/film?lang=es";
    let desk = Desk::new(&[("heels.md", &format!("---\ntitle: Heels\nlang: en\n---\n<{address}>{{.qr}}\n"))]);
    desk.run(&["heels.md", "--to", "pdf"]).says(0, &[]);
    let page = desk.path("page");
    let mut draw = std::process::Command::new("pdftoppm");
    draw.args(["-r", "150", "-png"]).arg(desk.path("heels.pdf")).arg(&page);
    assert!(draw.status().expect("pdftoppm").success());
    let read = std::process::Command::new("zbarimg").args(["--raw", "-q"]).arg(desk.path("page-1.png")).output();
    assert_eq!(String::from_utf8(read.expect("zbarimg").stdout).unwrap().trim(), address);
}

#[test]
fn a_review_that_is_due_is_reported_and_changes_no_byte() {
    let desk = Desk::new(&[("a.md", "---\ntitle: A\nlang: en\nnext-review: 2026-05-03\n---\nRest.\n")]);
    desk.run(&["a.md", "--to", "pdf,text", "--today", "2026-05-03", "-o", "one", "--strict"]).says(0, &[]);
    desk.run(&["a.md", "--to", "pdf,text", "--today", "2026-05-04", "-o", "two"]).says(0, &["warning[review-due]"]);
    for file in ["a.pdf", "a.txt"] {
        let (one, two) = (format!("one/{file}"), format!("two/{file}"));
        assert_eq!(fs::read(desk.path(&one)).unwrap(), fs::read(desk.path(&two)).unwrap());
    }
    desk.run(&["a.md", "--today", "tomorrow"]).says(2, &["is not a day"]);
}

const VISIT: &str = "---\ntitle: Your visit\nlang: en\n---\nDear **{{name}}**, come to {{ward|our desk}}.\n\n{{#if \
    fasting}}\n\nDo not eat.\n\n{{/if}}\n\nBring this sheet.\n";

#[test]
fn each_row_of_a_table_gives_a_handout() {
    let table = "\u{feff}id;name;ward;fasting\r\n17;Ana *Ruiz*;Ward 3;yes\r\n18;Bo;;\r\n";
    let desk = Desk::new(&[("visit.md", VISIT), ("people.csv", table)]);
    let ran = desk.run(&[
        "visit.md",
        "--merge",
        "people.csv",
        "--name",
        "{slug}-{id}",
        "--to",
        "text,pdf",
        "-o",
        "out",
        "--verify",
        "--merge-into",
        "all.pdf",
    ]);
    let all = Document::load(desk.path("all.pdf")).unwrap();
    assert_eq!(all.get_pages().len(), 2);
    let info = all.trailer.get(b"Info").and_then(|id| all.get_dictionary(id.as_reference().unwrap())).unwrap();
    assert!(!info.has(b"Title") && info.has(b"Subject"), "the title of the first row may name somebody");
    ran.says(0, &["2 articles converted"]);
    assert!(!ran.said().contains("Ruiz"), "{}", ran.said());
    let text = desk.read("out/your-visit-17.txt");
    assert!(text.contains("Dear Ana *Ruiz*, come to Ward 3.\n\nDo not eat.\n\nBring this sheet."), "{text}");
    let text = desk.read("out/your-visit-18.txt");
    assert!(text.contains("Dear Bo, come to our desk.\n\nBring this sheet."), "{text}");
}

#[test]
fn errors_of_a_merge_are_reported_without_values_before_anything_is_written() {
    let refused = |article: &str, table: &str, name: &str, words: &[&str]| {
        let desk = Desk::new(&[("visit.md", article), ("people.csv", table)]);
        let ran = desk.run(&["visit.md", "--merge", "people.csv", "--name", name, "--to", "text", "-o", "out"]);
        assert_ne!(ran.code(), 0);
        for word in words {
            assert!(ran.said().contains(word), "`{word}` is not in:\n{}", ran.said());
        }
        assert!(!ran.said().contains("Secret"), "{}", ran.said());
        assert_eq!(desk.files(), ["people.csv", "visit.md"]);
    };
    let table = "id,name,ward,fasting\n1,Secret,,\n1,Secretary,,\n";
    refused(VISIT, table, "{id}", &["rows 1 and 2 would write the same files"]);
    refused(VISIT, "id,name,ward,fasting\n1,,Secret,\n", "{id}", &["row 1 has no value for `name`"]);
    refused(VISIT, "id,nam,ward,fasting\n1,Secret,,\n", "{id}", &["the table has no field `name`"]);
    refused(VISIT, "id,name,ward,fasting\n1,Secret\n", "{id}", &["line 2 of the table has 2 values"]);
    refused(VISIT, table, "{nome}", &["`{nome}`, which is not a field of the table"]);
}

#[test]
fn fields_of_a_table_name_no_files_without_one() {
    let desk = Desk::new(&[("a.md", "# A\n\nRest.\n")]);
    desk.run(&["a.md", "--name", "{id}"]).says(2, &["`id` is not a field"]);
}

#[test]
fn a_file_to_start_from_converts_without_a_warning_and_is_never_overwritten() {
    let desk = Desk::new(&[]);
    desk.run(&["new", "leaflet", "--clinic"]).says(0, &["leaflet.md written", "handout.toml written"]);
    desk.run(&["leaflet.md", "--to", "pdf,epub,text", "--verify", "--strict", "--today", "2026-06-01"]).says(0, &[]);
    assert!(desk.read("leaflet.txt").starts_with("Name of the clinic · Department\n"));
    desk.run(&["new", "leaflet"]).says(1, &["a file of this name exists"]);
    desk.run(&["new", "book", "x.toml"]).says(0, &[]);
}

#[test]
fn a_position_in_a_picture_is_in_no_output() {
    const PLACE: &[u8] = b"GPS 47.3769N 8.5417E";
    let photo = image::RgbImage::from_pixel(64, 48, image::Rgb([90, 120, 60]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let plain = bytes.into_inner();
    let data = [b"Exif\0\0", PLACE].concat();
    let told = [&plain[..2], &[0xff, 0xe1], &(data.len() as u16 + 2).to_be_bytes(), &data, &plain[2..]].concat();
    let desk = Desk::new(&[("a.md", "---\ntitle: A\nlang: en\ncover: p.jpg\n---\n![A field](p.jpg)\n\nRest.\n")]);
    desk.put("p.jpg", &told);
    desk.run(&["a.md", "--to", "pdf,epub,html", "--verify"]).says(0, &[]);
    let has = |bytes: &[u8]| bytes.windows(PLACE.len()).any(|part| part == PLACE);
    assert!(has(&told) && !has(&fs::read(desk.path("a.pdf")).unwrap()));
    let html = desk.read("a.html");
    let coded = html.split("base64,").nth(1).unwrap().split('"').next().unwrap();
    use base64::Engine as _;
    assert!(!has(&base64::engine::general_purpose::STANDARD.decode(coded).unwrap()));
    let mut archive = zip::ZipArchive::new(fs::File::open(desk.path("a.epub")).unwrap()).unwrap();
    for at in 0..archive.len() {
        let mut file = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_index(at).unwrap(), &mut file).unwrap();
        assert!(!has(&file));
    }
}
