//! The command line: files, messages and exit codes.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const TEA: &str = "Tea\n\nBoil the water first. It takes two minutes.\n";

/// A folder for one test, in which the command runs.
pub(crate) struct Desk(TempDir);

impl Desk {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            desk.put(path, text.as_bytes());
        }
        desk
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Returns every file below, sorted, including hidden ones.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() { folders.push(path) } else { found.push(relative(&path, self.0.path())) }
            }
        }
        found.sort();
        found
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, b"")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Ran {
        self.run_with(arguments, input, &[])
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8], variables: &[(&str, &str)]) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(arguments)
            .env_remove("RUST_BACKTRACE")
            .envs(variables.iter().copied())
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // the command may exit before it reads its input
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran(child.wait_with_output().unwrap())
    }
}

fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/")
}

pub(crate) struct Ran(Output);

impl Ran {
    pub(crate) fn code(&self) -> i32 {
        self.0.status.code().unwrap()
    }

    pub(crate) fn said(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    pub(crate) fn output(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    /// Checks the exit code, and that standard error contains each of these texts.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, words: &[&str]) {
        let said = self.said();
        assert_eq!(self.code(), code, "{said}");
        for word in words {
            assert!(said.contains(word), "`{word}` is not in:\n{said}");
        }
    }
}

#[test]
fn an_article_becomes_three_files_in_a_folder_that_is_made() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "-o", "a/b"])
        .says(0, &["1 article converted: a/b/tea.pdf (1 page), a/b/tea.epub, a/b/tea.txt\n"]);
    assert_eq!(desk.files(), ["a/b/tea.epub", "a/b/tea.pdf", "a/b/tea.txt", "tea.txt"]);
    assert!(desk.read("a/b/tea.txt").contains("Boil the water first."));
    assert!(fs::read(desk.path("a/b/tea.pdf")).unwrap().starts_with(b"%PDF-"));
    assert!(fs::read(desk.path("a/b/tea.epub")).unwrap().starts_with(b"PK"));
}

#[test]
fn without_an_output_folder_files_go_next_to_the_article() {
    let desk = Desk::new(&[("x/tea.txt", TEA)]);
    desk.run(&["x/tea.txt", "--to", "pdf,epub"]).says(0, &[]);
    assert_eq!(desk.files(), ["x/tea.epub", "x/tea.pdf", "x/tea.txt"]);
}

#[test]
fn a_folder_is_walked_and_its_tree_mirrored() {
    let desk = Desk::new(&[
        ("in/b.txt", TEA),
        ("in/a/c.txt", TEA),
        ("in/.hidden/d.txt", TEA),
        ("in/.e.txt", TEA),
        ("in/notes.rst", TEA),
    ]);
    desk.run(&["in", "-o", "out", "--to", "text"]).says(0, &["2 articles converted; outputs are in out\n"]);
    let made: Vec<_> = desk.files().into_iter().filter(|file| file.starts_with("out")).collect();
    assert_eq!(made, ["out/a/c.txt", "out/b.txt"]);
}

#[test]
fn a_second_run_over_the_same_folder_makes_the_same_files() {
    let desk = Desk::new(&[("tea.txt", TEA), ("x/milk.txt", TEA)]);
    desk.run(&[".", "-o", "out"]).says(0, &["2 articles converted"]);
    let before = desk.files();
    desk.run(&[".", "-o", "out"]).says(0, &["2 articles converted"]);
    assert_eq!(desk.files(), before);
}

#[test]
fn the_text_output_of_a_markdown_article_is_not_taken_for_an_article() {
    let desk = Desk::new(&[("tea.md", "# Tea\n\nBoil the water.\n")]);
    desk.run(&["."]).says(0, &["1 article converted"]);
    desk.run(&["."]).says(0, &["tea.txt: skipped", "1 article converted"]);
    assert_eq!(desk.files(), ["tea.epub", "tea.md", "tea.pdf", "tea.txt"]);
}

#[test]
fn diagnostics_of_an_ast_and_of_a_whole_article_have_a_place() {
    let picture = r#"{"type": "image", "path": "no.png", "alt": "A cup.", "span": [7, 20]}"#;
    let ast = format!(
        "{{\"handout-ast\": 1, \"article\": {{\"meta\": {{}}, \"body\": [\n  {{\"type\": \"paragraph\", \"content\": [\n    \
         {picture}]}}]}}}}"
    );
    let desk = Desk::new(&[("cup.json", &ast), ("pot.md", "Boil the water.\n")]);
    desk.run(&["cup.json", "pot.md", "-o", "out"]).says(
        0,
        &[
            "cup.json:1:1: warning[no-title]",
            "cup.json:3:5: warning[missing-image]",
            "pot.md:1:1: warning[no-title]: the article has no title; it is called “pot”",
        ],
    );
}

#[test]
fn messages_come_in_the_order_of_the_input_whatever_the_number_of_threads() {
    let names: Vec<_> = (0..20).map(|n| format!("in/{n:02}.txt")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), " \n")).collect();
    let desk = Desk::new(&files);
    let ran = desk.run(&["in", "-o", "out", "-j", "4"]);
    let said: Vec<_> = ran.said().lines().filter_map(|l| l.split_once(": error").map(|(n, _)| n.to_owned())).collect();
    assert_eq!(said, names.iter().map(|name| format!("{name}:1:1")).collect::<Vec<_>>());
    ran.says(1, &["0 articles converted, 20 failed"]);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let desk = Desk::new(&[]);
    let ran = desk.run_with_input(&["-", "--from", "text", "--to", "text", "-o", "-"], TEA.as_bytes());
    ran.says(0, &[]);
    assert!(ran.output().contains("Boil the water first."), "{}", ran.output());
    assert!(desk.files().is_empty());
}

#[test]
fn standard_output_takes_one_article_in_one_format() {
    let desk = Desk::new(&[("tea.txt", TEA), ("milk.txt", TEA)]);
    desk.run(&["tea.txt", "-o", "-"]).says(2, &["`-o -` takes one article and one format"]);
    desk.run(&["tea.txt", "milk.txt", "--to", "text", "-o", "-"]).says(2, &["`-o -` takes one article"]);
    // as a file, the text output of tea.txt would overwrite it
    desk.run(&["tea.txt", "--to", "text", "-o", "-"]).says(0, &[]);
}

#[test]
fn a_schema_is_printed() {
    let ran = Desk::new(&[]).run(&["schema"]);
    ran.says(0, &[]);
    assert!(ran.output().contains("\"handout-ast\""));
}

#[test]
fn width_and_paper_reach_the_renderers() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "-o", "out", "--width", "20", "--paper", "letter"]).says(0, &[]);
    assert!(desk.read("out/tea.txt").lines().all(|line| line.len() <= 20));
    let pdf = |paper| {
        desk.run(&["tea.txt", "-o", "out", "--paper", paper]).says(0, &[]);
        fs::read(desk.path("out/tea.pdf")).unwrap()
    };
    assert_ne!(pdf("letter"), pdf("a4"));
    desk.run(&["tea.txt", "--width", "3"]).says(2, &["20 or more columns"]);
    desk.run(&["tea.txt", "--paper", "a9"]).says(2, &["choose one of a4, letter, a5, legal"]);
}

#[test]
fn formats_lists_the_registry() {
    let ran = Desk::new(&[]).run(&["formats"]);
    ran.says(0, &[]);
    let names: Vec<_> = ran.output().lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["pdf", "epub", "text", "html", "markdown", "docx"]);
}

#[test]
fn styles_lists_the_citation_styles() {
    let ran = Desk::new(&[]).run(&["styles"]);
    ran.says(0, &[]);
    for name in ["ama", "nlm", "vancouver", "apa", "ieee", "chicago", "harvard", "nature"] {
        assert!(ran.output().lines().any(|line| line == name), "{name}");
    }
}

const CITING: &str = "# Tea\n\nTea is warm [@lind2022].\n";
const BIB: &str =
    "@article{lind2022, author = {Lind, Ove}, title = {Caffeine}, journal = {Open Sleep}, year = {2022}}\n";

#[test]
fn a_bibliography_and_a_style_may_be_outside_the_folder_of_the_article() {
    let desk = Desk::new(&[("in/tea.md", CITING), ("lists/all.bib", BIB), ("lists/none.ris", "TY  - BOOK\nER  - \n")]);
    let base = ["in/tea.md", "-b", "lists/all.bib", "-b", "lists/none.ris", "--to", "text", "-o", "-"];
    let run = |more: &[&str]| desk.run(&[&base, more].concat()).output();
    assert!(run(&[]).contains("Tea is warm [1]."), "{}", run(&[]));
    assert!(run(&[]).contains("Lind O. Caffeine. Open Sleep. 2022."), "{}", run(&[]));
    assert!(run(&["--csl", "apa"]).contains("Tea is warm (Lind, 2022)."), "{}", run(&["--csl", "apa"]));
    assert!(!run(&["--references", "omitted"]).contains("Caffeine"));
    assert!(run(&["--references", "linked"]).contains("available on request"));
}

#[test]
fn citation_flags_override_the_article_and_apply_to_its_ast() {
    let cited = format!("---\ncsl: nlm\nbibliography: own.bib\nreferences: printed\n---\n{CITING}");
    let desk =
        Desk::new(&[("in/tea.md", &cited), ("in/own.bib", BIB), ("all.bib", &BIB.replace("Caffeine", "Theine"))]);
    let flags = ["in/tea.md", "--csl", "apa", "-b", "all.bib"];
    let text = desk.run(&[&flags[..], &["--to", "text", "-o", "-"]].concat()).output();
    let ast = desk.run(&[&["ast"], &flags[..]].concat()).output();
    for said in ["Lind, 2022", "Theine"] {
        assert!(text.contains(said) && ast.contains(said), "{text}\n{ast}");
    }
    assert!(!desk.run(&["ast", "in/tea.md", "--references", "omitted"]).output().contains("Caffeine"));
    desk.run(&["ast", "in/tea.md", "--csl", "apaa"]).says(2, &["there is no citation style `apaa`"]);
}

#[test]
fn impossible_citation_flags_are_usage_errors() {
    let desk = Desk::new(&[("tea.md", CITING)]);
    desk.run(&["tea.md", "-b", "gone.bib", "-b", "lost.bib"]).says(2, &["gone.bib cannot be read", "lost.bib"]);
    desk.run(&["tea.md", "--csl", "apaa"]).says(2, &["there is no citation style `apaa`", "handout styles"]);
    desk.run(&["tea.md", "--csl", "gone.csl"]).says(2, &["gone.csl cannot be read"]);
    desk.run(&["tea.md", "--references", "maybe"]).says(2, &["printed, linked, omitted"]);
    assert_eq!(desk.files(), ["tea.md"]);
}

#[test]
fn a_missing_reference_is_a_warning_that_fails_under_strict() {
    let desk = Desk::new(&[("tea.md", CITING), ("references.bib", &BIB.replace("lind2022", "lind2021"))]);
    desk.run(&["tea.md", "--to", "text", "-o", "out"]).says(0, &["tea.md:3:", "`lind2022`", "lind2021"]);
    assert!(desk.read("out/tea.txt").contains("Tea is warm [lind2022?]."));
    desk.run(&["tea.md", "--to", "text", "-o", "out", "--strict"]).says(3, &["1 warning"]);
    desk.run(&["tea.md", "--to", "text", "-o", "-", "--strict"]).says(3, &["`lind2022`"]);
}

#[test]
fn help_is_short() {
    let ran = Desk::new(&[]).run(&["-h"]);
    ran.says(0, &[]);
    assert!(ran.output().lines().count() <= 62, "{}", ran.output());
}

#[test]
fn an_ast_reads_back_and_is_the_same_to_the_byte_after_a_second_trip() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    let first = desk.run(&["ast", "tea.txt"]);
    first.says(0, &[]);
    assert!(first.output().starts_with("{\n  \"handout-ast\": 1,\n  \"article\": {"), "{}", first.output());
    desk.put("tea.json", first.output().as_bytes());
    assert_eq!(desk.run(&["ast", "tea.json"]).output(), first.output());
    desk.run(&["tea.json", "-o", "json"]).says(0, &[]);
    desk.run(&["tea.txt", "-o", "text"]).says(0, &[]);
    assert_eq!(desk.read("json/tea.txt"), desk.read("text/tea.txt"));
}

#[test]
fn an_ast_of_another_version_is_refused_by_name() {
    let desk =
        Desk::new(&[("tea.json", r#"{"handout-ast": 9, "article": {}}"#), ("broken.json", r#"{"handout-ast": 1,"#)]);
    desk.run(&["ast", "tea.json"]).says(1, &["error[bad-ast]: the AST has version 9; this handout reads version 1"]);
    desk.run(&["ast", "broken.json"]).says(1, &["error[bad-ast]: not a JSON AST", "line 1"]);
}

#[test]
fn tables_of_an_ast_that_span_too_much_are_refused_at_once() {
    let ast = |columns: usize, rows: &str| {
        let columns = vec!["\"start\""; columns].join(",");
        let table = format!(r#"{{"type":"table","columns":[{columns}],"head":[],"body":[{rows}]}}"#);
        format!(r#"{{"handout-ast":1,"article":{{"meta":{{}},"body":[{table}]}}}}"#)
    };
    let wide = r#"{"cells":[{"body":[],"columns":4294967295,"rows":1},{"body":[],"columns":4294967295,"rows":1}]}"#;
    let tall = r#"{"cells":[{"body":[],"columns":2000,"rows":4294967295}]}"#;
    let below = format!("{tall}{}", r#",{"cells":[]}"#.repeat(80));
    let many = vec![r#"{"cells":[{"body":[],"columns":3000,"rows":1}]}"#; 3000].join(",");
    let desk = Desk::new(&[
        ("wide.json", ast(1, wide).as_str()),
        ("tall.json", ast(2000, &below).as_str()),
        ("many.json", ast(3000, &many).as_str()),
    ]);
    desk.run(&["wide.json", "-o", "out"]).says(1, &["covers 8589934590 of 1 columns"]);
    desk.run(&["tall.json", "-o", "out"]).says(1, &["cover more than 100000 places in rows below"]);
    desk.run(&["ast", "many.json"]).says(1, &["a table of 9000000 places"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn explain_shows_how_lines_are_interpreted() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    let ran = desk.run(&["explain", "tea.txt"]);
    ran.says(0, &[]);
    assert!(ran.output().starts_with("    1  title "), "{}", ran.output());
    let flag = desk.run(&["tea.txt", "--explain"]);
    flag.says(0, &[]);
    assert_eq!(flag.output(), ran.output());
    assert_eq!(desk.files(), ["tea.txt"]);
}

#[test]
fn explain_refuses_other_syntaxes_than_pasted_text() {
    let desk = Desk::new(&[("tea.md", "# Tea\n\nBoil the water.\n")]);
    desk.run(&["explain", "tea.md"]).says(2, &["tea.md is read as markdown", "`--from text`"]);
    desk.run(&["explain", "tea.md", "--from", "text"]).says(0, &[]);
}

// bad input

#[test]
fn a_missing_file_is_named_and_the_others_are_converted() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    let ran = desk.run(&["nowhere.md", "tea.txt", "-o", "out", "--to", "text"]);
    ran.says(1, &["nowhere.md: error[unreadable]: there is no such file", "check the spelling", "1 failed"]);
    assert_eq!(desk.files(), ["out/tea.txt", "tea.txt"]);
}

#[test]
fn a_folder_without_an_article_is_an_error() {
    let desk = Desk::new(&[("in/picture.png", "")]);
    desk.run(&["in", "-o", "out"])
        .says(1, &["in: error[unreadable]: the folder contains no articles", ".md, .markdown, .txt, .html or .docx"]);
    assert_eq!(desk.files(), ["in/picture.png"]);
}

#[test]
fn text_that_is_not_utf8_is_refused_with_its_place() {
    let desk = Desk::new(&[]);
    desk.put("tea.txt", b"Tea\n\ncaf\xe9\n");
    desk.run(&["tea.txt", "-o", "out"])
        .says(1, &["tea.txt:3:4: error[not-utf8]: ", "line 3, column 4", "save it as UTF-8 (in Notepad,"]);
    assert_eq!(desk.files(), ["tea.txt"]);
}

#[test]
fn a_missing_cover_is_reported_where_it_is_named() {
    let desk = Desk::new(&[("tea.md", "---\ntitle: Tea\ncover: cup.png\n---\nBoil it.\n")]);
    desk.run(&["tea.md", "--to", "epub"]).says(0, &["tea.md:3:8: warning[missing-image]: the picture `cup.png`"]);
}

#[test]
fn a_detected_encoding_is_reported_at_the_first_word_of_the_page() {
    let desk = Desk::new(&[]);
    desk.put("said.html", b"<meta charset=iso-8859-1><title>T</title>\n<p>Ein Caf\xe9 ist ge\xf6ffnet.</p>");
    desk.put("unsaid.htm", b"<title>T</title>\n<p>F\xfcr F\xfc\xdfe gilt: t\xe4glich pr\xfcfen.</p>");
    desk.run(&["said.html", "--to", "text"]).says(0, &["1 article converted"]);
    assert!(desk.read("said.txt").contains("Ein Café ist geöffnet."));
    desk.run(&["unsaid.htm", "--to", "text"]).says(0, &["unsaid.htm:2:5: note[encoding-found]", "`windows-1252`"]);
    assert!(desk.read("unsaid.txt").contains("Für Füße gilt: täglich prüfen."));
}

#[test]
fn an_empty_article_is_refused() {
    let desk = Desk::new(&[("tea.txt", " \n\n"), ("milk.md", "\n")]);
    desk.run(&["tea.txt", "-o", "out"]).says(1, &["error[empty-article]"]);
    desk.run(&["milk.md", "-o", "out"]).says(1, &["error[empty-article]"]);
    assert_eq!(desk.files(), ["milk.md", "tea.txt"]);
}

#[test]
fn a_missing_picture_is_a_warning_at_its_place_and_its_description_is_printed() {
    let desk = Desk::new(&[("tea.md", "# Tea\r\n\r\nSee ![a cup](cup.png).\r\n")]);
    let ran = desk.run(&["tea.md", "-o", "out"]);
    ran.says(0, &["tea.md:3:5: warning[missing-image]: ", "cup.png", "= help: ", "1 article converted"]);
    assert!(desk.read("out/tea.txt").contains("See a cup."));
    let desk = Desk::new(&[("tea.md", "# Tea\n\nOne![two](a.png)**three**, ![four](b.png).\n")]);
    desk.run(&["tea.md", "--to", "text", "--verify"]).says(0, &["missing-image"]);
    assert!(desk.read("tea.txt").contains("One two three, four."), "{}", desk.read("tea.txt"));
}

#[test]
fn an_image_outside_the_folder_or_on_the_web_is_not_read() {
    for path in ["../secret.png", "/etc/hostname", "https://example.org/cup.png"] {
        let desk = Desk::new(&[("in/tea.md", &format!("# Tea\n\n![a cup]({path})\n")), ("secret.png", "")]);
        let ran = desk.run(&["in/tea.md", "-o", "out"]);
        assert!(ran.said().contains("tea.md:3:"), "{path}: {}", ran.said());
        assert!(!ran.said().contains("secret.png: No such"), "{}", ran.said());
    }
}

#[test]
fn pictures_of_a_site_are_read_below_its_root_and_nowhere_else() {
    const CUP: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M1 1h7v7z"/></svg>"#;
    let article = "# Tea\n\n![A](/assets/cup.svg)\n\n![B](../../assets/cup.svg)\n\n![C](../../../cup.svg)\n";
    let desk = Desk::new(&[("site/posts/may/tea.md", article), ("site/assets/cup.svg", CUP), ("cup.svg", CUP)]);
    let missing = |ran: &Ran| ran.said().matches("warning[missing-image]").count();
    let ran = desk.run(&["site/posts/may/tea.md", "--to", "html", "-o", "out"]);
    ran.says(0, &["`/assets/cup.svg`", "--site-root"]);
    assert_eq!(missing(&ran), 3, "{}", ran.said());
    let ran = desk.run(&["site/posts/may/tea.md", "--to", "html", "-o", "out", "--site-root", "site"]);
    ran.says(0, &["`../../../cup.svg`", "outside"]);
    assert_eq!(missing(&ran), 1, "{}", ran.said());
    desk.run(&["site/posts/may/tea.md", "--site-root", "none"]).says(2, &["there is no folder `none`"]);
}

#[test]
fn an_unknown_front_matter_key_is_a_warning_and_the_article_is_converted() {
    let desk = Desk::new(&[("tea.md", "---\ntitle: Tea\ncolour: green\n---\n\nBoil the water.\n")]);
    let ran = desk.run(&["tea.md", "-o", "out", "--to", "text"]);
    ran.says(0, &["tea.md:3:1: warning[unknown-key]: ", "colour", "1 article converted, 1 warning"]);
    assert_eq!(desk.files(), ["out/tea.txt", "tea.md"]);
    assert!(!desk.run(&["tea.md", "-o", "out", "-q"]).said().contains("colour"));
}

#[test]
fn front_matter_that_is_broken_is_an_error_at_its_line() {
    let desk = Desk::new(&[("tea.md", "---\ntitle: \"Tea\n---\n\nBoil the water.\n")]);
    desk.run(&["tea.md", "-o", "out"]).says(1, &["tea.md:", "error[bad-front-matter]", "= help: "]);
    assert_eq!(desk.files(), ["tea.md"]);
}

#[test]
fn a_file_of_unknown_kind_asks_for_its_syntax() {
    let desk = Desk::new(&[("tea.rst", TEA)]);
    desk.run(&["tea.rst", "-o", "out"]).says(1, &["tea.rst: error[unknown-syntax]", "`--from text`"]);
    desk.run(&["tea.rst", "-o", "out", "--from", "text"]).says(0, &[]);
}

#[test]
fn an_unknown_format_is_a_usage_error() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "--to", "odt"]).says(2, &["odt", "choose from pdf, epub, text"]);
    assert_eq!(desk.files(), ["tea.txt"]);
}

#[test]
fn an_output_that_would_replace_an_article_is_found_before_anything_is_written() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "--to", "text"]).says(2, &["would overwrite an article", "-o DIR"]);
    assert_eq!(desk.read("tea.txt"), TEA);
    assert_eq!(desk.files(), ["tea.txt"]);
    desk.run(&["tea.txt"]).says(0, &["tea.txt: the text is left out, as it would replace the article"]);
    assert_eq!(desk.read("tea.txt"), TEA);
    assert_eq!(desk.files(), ["tea.epub", "tea.pdf", "tea.txt"]);
}

#[test]
fn a_file_that_handout_did_not_write_is_replaced_only_by_force() {
    let desk = Desk::new(&[("tea.md", TEA), ("tea.txt", "My own notes.\n")]);
    let foreign = "tea.txt: this file was not written by handout, or was changed since: nothing is written";
    desk.run(&["tea.md"]).says(2, &[foreign, "`--force`"]);
    desk.run(&["."]).says(2, &[foreign]);
    desk.run(&["book", "tea.md", "-o", "tea.txt", "--title", "Tea"]).says(2, &[foreign]);
    assert_eq!(desk.files(), ["tea.md", "tea.txt"]);
    assert_eq!(desk.read("tea.txt"), "My own notes.\n");
    desk.run(&["tea.md", "--force"]).says(0, &["1 article converted"]);
    assert!(desk.read("tea.txt").contains("Boil the water first."));
    desk.run(&["tea.md"]).says(0, &["1 article converted"]);
    let made = desk.read("tea.txt");
    desk.put("tea.txt", format!("{made}\nCall Ana on Monday.\n").as_bytes());
    desk.run(&["tea.md"]).says(2, &[foreign]);
    assert!(desk.read("tea.txt").contains("Call Ana on Monday."));
}

#[cfg(unix)]
#[test]
fn outputs_are_recognized_after_a_copy_that_keeps_only_their_times() {
    let desk = Desk::new(&[("tea.md", TEA)]);
    desk.run(&["tea.md", "-o", "out", "--to", "pdf,epub,text,html"]).says(0, &[]);
    let copied = std::process::Command::new("sh")
        .args(["-c", "tar --no-xattrs -cf out.tar out && rm -r out && tar --no-xattrs -xf out.tar && rm out.tar"])
        .current_dir(desk.path("."))
        .status();
    assert!(copied.unwrap().success());
    desk.run(&["tea.md", "-o", "out", "--to", "pdf,epub,text,html"]).says(0, &["1 article converted"]);
    fs::remove_file(desk.path("out/tea.txt")).unwrap();
    desk.put("out/tea.txt", b"My own notes.\n");
    std::process::Command::new("touch").args(["-d", "2001-01-01"]).arg(desk.path("out/tea.txt")).status().unwrap();
    desk.run(&["tea.md", "-o", "out"]).says(2, &["out/tea.txt: this file was not written by handout"]);
}

#[test]
fn two_articles_that_would_write_the_same_file_are_found_before_anything_is_written() {
    let desk = Desk::new(&[("a/tea.txt", TEA), ("b/tea.txt", TEA)]);
    let ran = desk.run(&["a/tea.txt", "b/tea.txt", "-o", "out", "--to", "pdf"]);
    ran.says(2, &["a/tea.txt and b/tea.txt would both be written to this file"]);
    assert_eq!(desk.files(), ["a/tea.txt", "b/tea.txt"]);
    desk.run(&["a/tea.txt", "./a/tea.txt", "-o", "out", "--to", "pdf"]).says(0, &["1 article converted"]);
}

#[test]
fn an_output_folder_that_is_a_file_is_a_usage_error() {
    let desk = Desk::new(&[("tea.txt", TEA), ("out", "")]);
    desk.run(&["tea.txt", "-o", "out"]).says(2, &["`out` is not a folder"]);
}

#[test]
fn an_earlier_output_stays_when_a_conversion_fails() {
    let desk = Desk::new(&[("tea.txt", "\n"), ("out/tea.pdf", "earlier")]);
    desk.run(&["tea.txt", "-o", "out", "--force"]).says(1, &[]);
    assert_eq!(desk.read("out/tea.pdf"), "earlier");
    assert_eq!(desk.files(), ["out/tea.pdf", "tea.txt"]);
}

#[test]
fn an_article_beyond_the_limit_is_refused() {
    let desk = Desk::new(&[]);
    desk.put("big.txt", &vec![b'a'; (32 << 20) + 1]);
    desk.run(&["big.txt", "-o", "out"]).says(1, &["error[limit]: the article is larger than 32 MiB", "split it"]);
}

#[test]
fn verify_finds_outputs_by_their_name_and_reports_where_they_differ() {
    let desk = Desk::new(&[(
        "tea.md",
        "# Tea\n\n## Advice\n\n1. **Stop at noon.** Later cups keep you up.\n2. **Keep cool.** Open a window.\n\nAsk[^a] [us](https://example.org/).\n\n[^a]: At the desk.\n",
    )]);
    desk.run(&["tea.md", "-o", "out", "--quiet"]).says(0, &[]);
    desk.run(&["verify", "out/tea"]).says(0, &["out/tea: pdf, epub, text agree"]);
    desk.run(&["verify", "out/tea.pdf", "out/tea.txt", "--article", "tea.md"]).says(0, &[" agree"]);
    desk.put("out/tea.txt", desk.read("out/tea.txt").replace("2. Keep", "3. Keep").as_bytes());
    desk.run(&["verify", "out/tea"]).says(1, &["out/tea: text: in list item 2."]);
    desk.run(&["verify", "out/tea", "--article", "tea.md"]).says(1, &["out/tea: text: in tip 2"]);
    desk.run(&["verify", "out/coffee"]).says(2, &["out/coffee"]);
}

#[test]
fn conversion_with_verify_reads_its_outputs_back() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "--verify", "--to", "pdf,epub,text,html", "-o", "out"]).says(0, &["1 article converted"]);
    assert!(desk.path("out/tea.html").exists());
}

#[test]
fn the_usual_formats_are_three() {
    let desk = Desk::new(&[("tea.txt", TEA)]);
    desk.run(&["tea.txt", "-o", "out", "--quiet"]).says(0, &[]);
    assert_eq!(desk.files(), ["out/tea.epub", "out/tea.pdf", "out/tea.txt", "tea.txt"]);
}

/// Runs the command with another folder first on the PATH.
#[cfg(unix)]
fn with_programs(desk: &Desk, folder: &Path, arguments: &[&str]) -> Ran {
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths([folder.to_owned()].into_iter().chain(std::env::split_paths(&path))).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_handout"));
    Ran(command.args(arguments).current_dir(desk.0.path()).env("PATH", path).output().unwrap())
}

#[cfg(unix)]
#[test]
fn a_program_on_the_path_makes_a_format() {
    let desk = Desk::new(&[(
        "tea.md",
        "# Tea\n\n## Advice\n\n1. **Stop at noon.** Later cups keep you up.\n2. **Keep cool.** Open a window.\n",
    )]);
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    with_programs(&desk, &examples, &["tea.md", "--to", "outline,text", "--quiet"]).says(0, &[]);
    assert_eq!(desk.read("tea.outline"), "Tea\n  Advice\n    1. Stop at noon.\n    2. Keep cool.\n");
    assert!(desk.path("tea.txt").exists());
}

#[cfg(unix)]
#[test]
fn a_program_that_fails_makes_the_article_fail_and_is_quoted() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::new(&[("tea.txt", TEA), ("bin/handout-to-broken", "#!/bin/sh\necho no ink >&2\nexit 4\n")]);
    fs::set_permissions(desk.path("bin/handout-to-broken"), fs::Permissions::from_mode(0o755)).unwrap();
    with_programs(&desk, &desk.path("bin"), &["tea.txt", "--to", "broken,text", "-o", "out"]).says(1, &["no ink", "4"]);
    assert!(!desk.path("out").join("tea.txt").exists());
    desk.run(&["tea.txt", "--to", "broken"]).says(2, &["handout-to-broken"]);
}

#[cfg(unix)]
#[test]
fn a_program_without_output_fails_and_its_standard_error_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let programs = [
        ("tea.txt", TEA),
        ("bin/handout-to-silent", "#!/bin/sh\ncat >/dev/null\n"),
        ("bin/handout-to-lossy", "#!/bin/sh\ncat >/dev/null\necho tea\necho no pictures >&2\n"),
    ];
    let desk = Desk::new(&programs);
    for name in ["bin/handout-to-silent", "bin/handout-to-lossy"] {
        fs::set_permissions(desk.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = |format: &str| with_programs(&desk, &desk.path("bin"), &["tea.txt", "--to", format]);
    run("silent").says(1, &["cannot make the silent", "it wrote nothing to standard output"]);
    assert!(!desk.path("tea.silent").exists());
    run("lossy").says(0, &["note[loss]: lossy: no pictures"]);
    assert_eq!(desk.read("tea.lossy"), "tea\n");
}

#[test]
fn themes_are_listed_shown_and_read_from_files() {
    let desk = Desk::new(&[("tea.txt", "Tea\n\nTea is warm and good for many an afternoon.\n")]);
    let listed = desk.run(&["themes"]).output();
    assert!(["clinic", "book", "large-print"].iter().all(|name| listed.contains(name)), "{listed}");
    let shown = desk.run(&["themes", "show", "book"]).output();
    std::fs::write(desk.path("mine.toml"), &shown).unwrap();
    desk.run(&["tea.txt", "--theme", "mine.toml", "--to", "pdf"]).says(0, &["1 article converted"]);
    std::fs::write(desk.path("mine.toml"), shown.replace("margin-top", "margintop")).unwrap();
    let said = ["mine.toml:", "unknown key `margintop`: did you mean `margin-top`?"];
    desk.run(&["tea.txt", "--theme", "mine.toml"]).says(2, &said);
    desk.run(&["tea.txt", "--theme", "books"]).says(2, &["no theme is called `books`", "clinic, book, large-print"]);
    desk.run(&["tea.txt", "--paper", "6x9"]).says(2, &["`6` is not a side of a paper", "such as `17cm`"]);
}

#[test]
fn a_page_list_needs_both_formats_and_gives_the_epub_the_pages_of_the_pdf() {
    let words = "word ".repeat(120);
    let text: String = (1..=30).map(|n| format!("## Section {n}\n\n{words}\n\n")).collect();
    let desk = Desk::new(&[("a.md", &format!("---\ntitle: A\nlang: en\n---\n{text}"))]);
    assert_eq!(desk.run(&["a.md", "--page-list", "--to", "epub"]).code(), 2);
    assert_eq!(desk.run(&["a.md", "--page-list", "--to", "epub,pdf"]).code(), 0);
    let bytes = fs::read(desk.path("a.epub")).unwrap();
    let mut epub = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let nav = std::io::read_to_string(epub.by_name("OEBPS/nav.xhtml").unwrap()).unwrap();
    let pdf = lopdf::Document::load(desk.path("a.pdf")).unwrap();
    assert_eq!(nav.matches("#page-").count(), pdf.get_pages().len());
    assert!(nav.matches("#page-").count() > 4);
}

#[test]
fn a_book_is_bound_from_articles_or_from_its_file() {
    let desk = Desk::new(&[
        ("tea.md", "---\ntitle: Tea\nlang: en\n---\n\nSee [light](b/light.md#blue).\n"),
        ("b/light.md", "---\ntitle: Light\nlang: en\n---\n\n## Blue\n\nSee [tea](../tea.md).\n"),
        ("book.toml", "title = \"Nights\"\n[[parts]]\ntitle = \"All\"\narticles = [\"tea.md\", \"b/light.md\"]\n"),
    ]);
    let flags = ["-o", "out/n.epub", "-o", "out/n.txt", "-o", "out/n.pdf", "--verify", "--strict"];
    let ran = desk.run(&[&["book", "tea.md", "b/light.md", "--title", "Nights"], flags.as_slice()].concat());
    ran.says(0, &[]);
    let text = desk.read("out/n.txt");
    assert!(text.starts_with("Nights\n======") && text.contains("Tea\n---") && text.contains("Light\n---"), "{text}");
    let ran = desk.run(&[&["book", "book.toml"], flags.as_slice()].concat());
    ran.says(0, &[]);
    assert!(desk.read("out/n.txt").contains("All\n---"));
    desk.run(&["book", "tea.md", "-o", "tea.odt"]).says(2, &["unknown extension"]);
    desk.run(&["book", "tea.md", "gone.md", "-o", "out/m.epub"])
        .says(1, &["gone.md: error[unreadable]: there is no such file"]);
    assert!(!desk.path("out/m.epub").exists());
}

const DRAWING: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='96' height='48' onload='alert(1)'>\
    <script>alert(1)</script><rect width='96' height='48' fill='red'/><text y='20'>Dose</text></svg>";

#[test]
fn a_drawing_is_vectors_in_the_pdf_and_without_scripts_in_the_others() {
    let article = "---\ntitle: Tea\nlang: en\n---\n\nBoil it.\n\n![A red sign](sign.svg)\n";
    let desk = Desk::new(&[("a.md", article), ("sign.svg", DRAWING)]);
    let ran = desk.run(&["a.md", "--to", "pdf,epub,html"]);
    ran.says(0, &["the drawing `sign.svg` is shown without scripts"]);
    let pdf = lopdf::Document::load(desk.path("a.pdf")).unwrap();
    let streams = || pdf.objects.values().filter_map(|object| object.as_stream().ok());
    let of_kind = |kind: &[u8]| {
        streams().filter(|x| x.dict.get(b"Subtype").is_ok_and(|x| x.as_name().ok() == Some(kind))).count()
    };
    assert_eq!((of_kind(b"Form"), of_kind(b"Image")), (1, 0));
    let mut zip = zip::ZipArchive::new(fs::File::open(desk.path("a.epub")).unwrap()).unwrap();
    let svg = std::io::read_to_string(zip.by_name("OEBPS/picture-01.svg").unwrap()).unwrap();
    assert!(svg.starts_with("<svg viewBox=\"0 0 96 48\"") && !svg.contains("alert"), "{svg}");
    let package = std::io::read_to_string(zip.by_name("OEBPS/content.opf").unwrap()).unwrap();
    assert!(package.contains("media-type=\"image/svg+xml\"") && !package.contains("properties=\"svg\""), "{package}");
    assert!(!desk.read("a.html").contains("alert"));
}

#[test]
fn greyscale_leaves_no_color_in_the_pictures_of_the_pdf() {
    let article = "# Tea\n\nBoil it.\n\n![A red sign](sign.svg)\n\n![A photograph](red.jpg)\n\n![A chart](red.png)\n";
    let desk = Desk::new(&[("a.md", article), ("sign.svg", DRAWING)]);
    for name in ["red.jpg", "red.png"] {
        image::RgbImage::from_pixel(300, 200, image::Rgb([200, 0, 0])).save(desk.path(name)).unwrap();
    }
    let spaces = |arguments: &[&str]| {
        assert_eq!(desk.run(arguments).code(), 0);
        let pdf = lopdf::Document::load(desk.path("a.pdf")).unwrap();
        let images = pdf.objects.values().filter_map(|object| object.as_stream().ok()?.dict.get(b"ColorSpace").ok());
        let spaces: Vec<_> =
            images.map(|space| String::from_utf8_lossy(space.as_name().unwrap()).into_owned()).collect();
        spaces
    };
    assert_eq!(spaces(&["a.md", "--to", "pdf"]), ["DeviceRGB", "DeviceRGB"]);
    assert_eq!(spaces(&["a.md", "--to", "pdf", "--greyscale"]), ["DeviceGray", "DeviceGray"]);
    desk.put("handout.toml", b"greyscale = true\n");
    assert_eq!(spaces(&["a.md", "--to", "pdf"]), ["DeviceGray", "DeviceGray"]);
}
