//! What people expect of a command without reading the manual.

use super::command::Desk;

const TEA: &str = "# Green tea\n\nBoil the water first.\n";

fn desk() -> Desk {
    Desk::new(&[("tea.md", TEA)])
}

#[test]
fn an_output_may_be_a_file_whose_ending_chooses_the_format() {
    let desk = desk();
    desk.run(&["tea.md", "-o", "cup.pdf", "-o", "new/cup.TXT"])
        .says(0, &["1 article converted: cup.pdf (1 page), new/cup.TXT"]);
    assert_eq!(desk.files(), ["cup.pdf", "new/cup.TXT", "tea.md"]);
    desk.run(&["tea.md", "-o", "cup.odt"]).says(2, &["no format has this extension: choose from .pdf, .epub, .txt"]);
    desk.run(&["tea.md", "-o", "cup.pdf", "--to", "epub"]).says(2, &["`--to` names another one"]);
    desk.run(&["tea.md", "-o", "cup.txt", "--to", "txt"]).says(0, &["cup.txt"]);
    desk.put("milk.md", TEA.as_bytes());
    desk.run(&["tea.md", "milk.md", "-o", "all.pdf"])
        .says(2, &["all.pdf is one file, and there are 2 articles", "handout book"]);
    desk.run(&["tea.md", "-o", "v1.2/", "--to", "text"]).says(0, &["v1.2/tea.txt"]);
}

#[test]
fn formats_have_the_names_of_their_files_in_any_case() {
    let desk = desk();
    desk.run(&["tea.md", "-o", "out", "--to", "txt,md,PDF,Html"]).says(0, &[]);
    assert_eq!(desk.files(), ["out/tea.html", "out/tea.md", "out/tea.pdf", "out/tea.txt", "tea.md"]);
}

#[test]
fn all_files_of_a_folder_can_be_named_again_and_again() {
    let desk = Desk::new(&[("tea.md", TEA), ("cup.png", "x"), ("works.bib", "")]);
    desk.run(&["cup.png", "tea.md", "works.bib"])
        .says(0, &["cup.png: skipped, as it is not an article", "1 article converted"]);
    let all = ["cup.png", "tea.epub", "tea.md", "tea.pdf", "tea.txt", "works.bib"];
    assert_eq!(desk.files(), all);
    for _ in 0..2 {
        desk.run(&all).says(0, &["tea.txt: skipped, as handout wrote it", "1 article converted"]);
    }
    desk.run(&["cup.png"]).says(1, &["error[unknown-syntax]"]);
}

#[test]
fn documents_of_other_programs_get_advice() {
    let desk = Desk::new(&[("tea.doc", "PK"), ("in/tea.odt", "PK"), ("in/milk.md", TEA), ("in/~$tea.docx", "")]);
    desk.run(&["tea.doc", "-o", "out"])
        .says(1, &["tea.doc: error[unknown-syntax]: this is a document of an old word processor", "save it as .docx"]);
    desk.run(&["in", "-o", "out"]).says(0, &["in/tea.odt: skipped, as this is a LibreOffice document", "1 article"]);
}

#[test]
fn standard_input_is_named_after_its_title_and_goes_to_a_pipe_when_one_format_is_asked_for() {
    let desk = Desk::new(&[]);
    desk.run_with_input(&["-", "--to", "pdf,text"], TEA.as_bytes()).says(0, &["green-tea.pdf (1 page), green-tea.txt"]);
    let ran = desk.run_with_input(&["-", "--to", "text"], TEA.as_bytes());
    assert_eq!(ran.output(), "Green tea\n=========\n\n\nBoil the water first.\n");
    assert_eq!(desk.files(), ["green-tea.pdf", "green-tea.txt"]);
}

#[test]
fn the_last_flag_takes_precedence_and_a_switch_can_be_turned_off() {
    let desk = desk();
    desk.put("handout.toml", b"ascii = true\n");
    desk.put("tea.md", "# Tea\n\nIt’s hot – very.\n".as_bytes());
    let text = |flags: &[&str]| desk.run(&[&["tea.md", "--to", "text", "-o", "-"], flags].concat()).output();
    assert!(text(&[]).contains("It's hot"));
    assert!(text(&["--no-ascii"]).contains("It’s hot"));
    assert!(text(&["--no-ascii", "--ascii"]).contains("It's hot"));
    desk.run(&["tea.md", "--paper", "a4", "--paper", "a5", "-o", "a.pdf"]).says(0, &[]);
}

#[test]
fn a_mistyped_command_is_suggested_and_no_arguments_show_the_help() {
    let desk = desk();
    desk.run(&["vrify", "out"]).says(2, &["did you mean the command `handout verify`?"]);
    desk.run(&["theme"]).says(2, &["did you mean the command `handout themes`?"]);
    desk.run(&["milk"]).says(1, &["there is no such file"]);
    desk.run(&[]).says(2, &["Usage: handout", "Examples:"]);
}

#[test]
fn messages_are_colored_only_when_asked_for_or_on_a_terminal() {
    let desk = desk();
    assert!(desk.run(&["milk.md", "--color", "always"]).said().contains("\u{1b}[1;31merror[unreadable]\u{1b}[0m"));
    assert!(!desk.run(&["milk.md"]).said().contains('\u{1b}'));
    assert!(!desk.run(&["milk.md", "--color", "never"]).said().contains('\u{1b}'));
    let json = desk.run(&["--log-format", "json", "--colour"]).said();
    assert!(json.starts_with("{\"message\":\"unexpected argument '--colour'"), "{json}");
}

#[test]
fn a_book_takes_folders_and_patterns_and_reports_what_it_wrote() {
    let desk = Desk::new(&[("in/a.md", TEA), ("in/b.md", "# Milk\n\nWarm it.\n"), ("c.md", "# Cup\n\nWash it.\n")]);
    let text = |articles: &[&str]| {
        let ran = desk.run(&[&["book", "-o", "all.txt", "--title", "Drinks"], articles].concat());
        ran.says(0, &["all.txt written"]);
        desk.read("all.txt")
            .split("\n\n")
            .filter(|line| line.trim().ends_with('.'))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let all = ["Boil the water first.", "Warm it.", "Wash it."];
    assert_eq!(text(&["in", "c.md"]).iter().map(|line| line.trim()).collect::<Vec<_>>(), all);
    assert_eq!(text(&["in/*.md", "c.md"]).iter().map(|line| line.trim()).collect::<Vec<_>>(), all);
    desk.run(&["book", "empty*", "-o", "b.txt", "--title", "X"]).says(2, &["no article matches this pattern"]);
    let json = desk.run(&["book", "c.md", "-o", "all.txt", "--title", "X", "--log-format", "json"]).said();
    assert!(json.lines().all(|line| line.starts_with('{')) && json.contains("\"outputs\":[\"all.txt\"]"), "{json}");
}

#[test]
fn a_dry_run_lists_only_what_would_be_made() {
    let desk = Desk::new(&[("in/a.md", TEA), ("in/b.md", "# Milk\n\nWarm it.\n")]);
    desk.run(&["in", "-o", "out", "-i", "--to", "text"]).says(0, &[]);
    desk.put("in/b.md", b"# Milk\n\nCool it.\n");
    let listed = desk.run(&["in", "-o", "out", "-i", "--to", "text", "--dry-run"]).output();
    assert_eq!(listed, "in/b.md -> out/b.txt\n");
    assert!(desk.read("out/b.txt").contains("Warm"));
}

#[test]
fn a_report_has_a_version_a_schema_and_the_skipped_files() {
    let desk = Desk::new(&[("in/a.md", TEA), ("in/b.odt", "PK")]);
    desk.run(&["in", "-o", "out", "--to", "text", "--report", "r.jsonl"]).says(0, &[]);
    let lines: Vec<serde_json::Value> = desk.read("r.jsonl").lines().map(|line| line.parse().unwrap()).collect();
    let field = |line: usize, name: &str| lines[line][name].as_str().unwrap_or_default().to_owned();
    assert_eq!((field(0, "input"), field(0, "status")), ("in/b.odt".to_owned(), "skipped".to_owned()));
    assert_eq!((field(1, "input"), field(1, "status")), ("in/a.md".to_owned(), "converted".to_owned()));
    let schema: serde_json::Value = desk.run(&["schema", "report"]).output().parse().unwrap();
    assert_eq!(schema["properties"]["version"]["const"], lines[0]["version"]);
    for key in lines.iter().flat_map(|line| line.as_object().unwrap().keys()) {
        assert!(schema["properties"].get(key).is_some(), "the schema lacks {key}");
    }
}

#[test]
fn the_message_for_a_misplaced_key_says_where_it_belongs() {
    let desk = Desk::new(&[("tea.md", "---\ntitle: Tea\npaper: a5\nnumber-headings: maybe\n---\n\nBoil.\n")]);
    let said = ["this is a setting: put it in a `handout.toml`", "`number-headings` is not a boolean", "`yes` or `no`"];
    desk.run(&["tea.md", "-o", "out"]).says(0, &said);
    desk.put("handout.toml", b"jobs = 4\n");
    desk.run(&["tea.md", "-o", "out"]).says(2, &["handout.toml:1:1: unknown key `jobs`: only the command line has it"]);
}

#[test]
fn a_role_is_the_same_as_a_word_and_as_a_code() {
    let text = |role: &str| {
        let article =
            format!("---\ntitle: Tea\nauthor:\n- name: Ana Ruiz\n- {{name: Bo Li, role: {role}}}\n---\n\nBoil.\n");
        Desk::new(&[("tea.md", &article)]).run(&["tea.md", "--to", "text", "-o", "-"]).output()
    };
    for (code, word) in [("trl", "translator"), ("edt", "editor"), ("ill", "illustrator"), ("aut", "author")] {
        assert_eq!(text(code), text(word));
    }
}

#[test]
fn a_mail_merge_replaces_no_file_of_somebody_else() {
    let desk =
        Desk::new(&[("tea.md", "# Tea for {{name}}\n\nBoil the water.\n"), ("rows.csv", "id,name\n1,Ana\n2,Bo\n")]);
    let merge =
        ["tea.md", "--merge", "rows.csv", "--name", "tea-{id}", "--to", "pdf", "-o", "out", "--merge-into", "all.pdf"];
    desk.put("all.pdf", b"mine");
    desk.run(&merge).says(2, &["all.pdf: this file was not written by handout"]);
    assert!(!desk.path("out").exists());
    std::fs::remove_file(desk.path("all.pdf")).unwrap();
    desk.run(&merge).says(0, &[]);
    desk.run(&merge).says(0, &[]);
    desk.put("out/tea-2.pdf", b"mine");
    desk.run(&merge).says(2, &["out/tea-2.pdf: this file was not written by handout"]);
    desk.run(&[&merge[..], &["--force"]].concat()).says(0, &[]);
}

#[test]
fn editors_get_schemas_of_the_files_that_people_write() {
    let desk = Desk::new(&[]);
    let schema = |what: &str| desk.run(&["schema", what]).output().parse::<serde_json::Value>().unwrap();
    let settings = schema("settings");
    assert_eq!(settings["properties"]["greyscale"]["type"], "boolean");
    assert!(settings["properties"]["theme"]["description"].as_str().unwrap().contains("handout themes"));
    assert!(settings["properties"]["organization"]["properties"]["phone"].is_object());
    assert_eq!(schema("theme")["properties"]["page"]["properties"]["duplex"]["type"], "boolean");
    assert!(schema("front-matter")["properties"]["next-review"].is_object());
    assert!(schema("book")["properties"]["parts"]["items"]["properties"]["articles"].is_object());
    // the starter files refer to them, and are valid
    desk.run(&["new", "leaflet", "--clinic"]).says(0, &[]);
    assert!(desk.read("handout.toml").contains("#:schema handout.schema.json"));
    assert!(desk.read("leaflet.md").contains("$schema=front-matter.schema.json"));
    desk.run(&["leaflet.md", "-o", "out", "--strict", "--today", "2026-11-30"]).says(0, &["1 article converted"]);
}

/// Returns the number of pages of a leaflet's PDF, and the messages.
fn fitted(desk: &Desk, arguments: &[&str]) -> (usize, String) {
    let run = desk.run(&[&["leaflet.md", "--to", "pdf"], arguments].concat());
    let pages = lopdf::Document::load(desk.path("leaflet.pdf")).unwrap().get_pages().len();
    run.says(0, &[]);
    (pages, run.said())
}

/// Returns a leaflet that takes a little more than a page.
fn leaflet(front: &str) -> String {
    let part =
        |at: usize| format!("## Part {at}\n\nDrink the tea while it is warm, and rest the leg on a low chair.\n\n");
    format!("---\ntitle: Tea for sore legs\n{front}---\n\n{}", (1..=11).map(part).collect::<String>())
}

#[test]
fn an_article_fits_on_the_requested_pages_and_a_note_says_what_was_shrunk() {
    let desk = Desk::new(&[("leaflet.md", &leaflet(""))]);
    assert_eq!(fitted(&desk, &[]).0, 2);
    let (pages, said) = fitted(&desk, &["--fit", "1"]);
    assert!(pages == 1 && said.contains("note[fit]: 1 page instead of 2: ") && !said.contains("pictures"), "{said}");
    desk.put("leaflet.md", leaflet("fit: 1\n").as_bytes());
    assert_eq!(fitted(&desk, &[]).0, 1);
    assert_eq!(fitted(&desk, &["--fit", "2"]).0, 2);
    desk.put("leaflet.md", leaflet("").as_bytes());
    desk.put("handout.toml", b"fit = 1\n");
    assert_eq!(fitted(&desk, &[]).0, 1);
    desk.put("leaflet.md", leaflet("fit: 3\n").as_bytes());
    assert_eq!(fitted(&desk, &[]).0, 2);
}

#[test]
fn an_article_that_cannot_fit_is_set_as_usual_with_a_warning() {
    let desk = Desk::new(&[("leaflet.md", &leaflet(""))]);
    let (pages, said) = fitted(&desk, &["--fit", "1", "--theme", "large-print", "--paper", "a5"]);
    assert!(pages > 2 && said.contains("warning[no-fit]: the article does not fit on 1 page: the tightest"), "{said}");
    assert!(said.contains(&format!("on {pages} pages")), "{said}");
    desk.put("leaflet.md", leaflet("fit: many\n").as_bytes());
    assert!(fitted(&desk, &[]).1.contains("`fit` is not a number of pages\n"));
    desk.run(&["leaflet.md", "--fit", "0"]).says(2, &["`0` is not a number of pages: write 1 to 99"]);
}
