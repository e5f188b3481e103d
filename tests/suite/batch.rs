//! Runs over many articles: plans, defaults, interruptions, reports.

use super::command::Desk;
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

const TEA: &str = "# Tea\n\nBoil the water first.\n";

/// Returns a Markdown article.
fn article(title: &str) -> String {
    format!("# {title}\n\nBoil the water first. It takes two minutes.\n")
}

/// Creates a desk with `n` articles in `in/`.
fn many(count: usize) -> Desk {
    let desk = Desk::new(&[]);
    for n in 0..count {
        desk.put(&format!("in/{n:03}.md"), article(&format!("Tea {n}")).as_bytes());
    }
    desk
}

// the plan

#[test]
fn a_pattern_mirrors_the_tree_below_its_fixed_part() {
    let desk = Desk::new(&[("a/x/tea.md", TEA), ("a/milk.md", TEA), ("a/x/notes.txt", TEA), ("a/data.json", "{}")]);
    desk.run(&["a/**/*.md", "--to", "text", "-o", "out"]).says(0, &["2 articles converted"]);
    assert!(desk.path("out/x/tea.txt").exists() && desk.path("out/milk.txt").exists());
    desk.run(&["a/*", "--to", "epub", "-o", "two"]).says(0, &["1 article converted"]);
    desk.run(&["a/*.mdx", "-o", "out"]).says(1, &["no article matches this pattern", "`**/` any folders"]);
    let ran = desk.run(&["b/*.md", "-o", "out"]);
    ran.says(1, &["b: error[unreadable]: there is no such file or folder"]);
    assert_eq!(ran.said().matches("error[").count(), 1, "{}", ran.said());
    desk.run(&["a/[.md", "-o", "out"]).says(2, &["is not a pattern"]);
}

#[test]
fn a_file_whose_name_looks_like_a_pattern_is_that_file() {
    let desk = Desk::new(&[("tea[1].md", TEA), ("tea1.md", TEA)]);
    desk.run(&["tea[1].md", "--to", "text", "-o", "out"]).says(0, &["1 article converted"]);
    assert!(desk.path("out/tea[1].txt").exists());
}

#[cfg(unix)]
#[test]
fn a_link_to_an_article_is_an_article_of_its_own_and_a_file_named_twice_is_one() {
    let desk = Desk::new(&[("in/en/tea.md", TEA), ("in/es/milk.md", TEA)]);
    std::os::unix::fs::symlink("../en/tea.md", desk.path("in/es/tea.md")).unwrap();
    desk.run(&["in", "./in/es/../en/tea.md", "-o", "out", "--to", "text"]).says(0, &["3 articles converted"]);
    assert!(desk.path("out/es/tea.txt").exists(), "{:?}", desk.files());
    fs::remove_file(desk.path("in/en/tea.md")).unwrap();
    desk.run(&["in", "-o", "two"]).says(1, &["in/es/tea.md: error[unreadable]: there is no such file", "1 failed"]);
}

#[test]
fn files_that_ignore_files_name_are_skipped() {
    let desk = Desk::new(&[
        ("in/.handoutignore", "drafts/\n*.tmp.md\n!keep.tmp.md\n"),
        ("in/.gitignore", "secret.md\n"),
        ("in/tea.md", TEA),
        ("in/old.tmp.md", TEA),
        ("in/keep.tmp.md", TEA),
        ("in/secret.md", TEA),
        ("in/drafts/milk.md", TEA),
        ("in/sub/.handoutignore", "/here.md\n"),
        ("in/sub/here.md", TEA),
        ("in/sub/there.md", TEA),
    ]);
    desk.run(&["in", "--to", "pdf", "-o", "out"]).says(0, &["3 articles converted"]);
    let made: Vec<_> = desk.files().into_iter().filter(|file| file.starts_with("out/")).collect();
    assert_eq!(made, ["out/keep.tmp.pdf", "out/sub/there.pdf", "out/tea.pdf"]);
}

#[test]
fn outputs_are_named_by_metadata_of_articles() {
    let desk = Desk::new(&[
        ("in/1.md", "---\ntitle: How to make tea\nlang: es-MX\ndate: 2026-05-03\n---\n\nBoil it.\n"),
        ("in/2.md", "# 什么是茶\n\nBoil it.\n"),
    ]);
    desk.run(&["in", "--to", "text", "-o", "out", "--name", "{lang}/{slug}"]).says(0, &[]);
    assert!(desk.path("out/es-MX/how-to-make-tea.txt").exists(), "{:?}", desk.files());
    assert!(desk.path("out/en/2.txt").exists(), "{:?}", desk.files());
    desk.run(&["in", "--name", "{titel}"]).says(2, &["choose one of name, slug"]);
    desk.run(&["in", "--name", "../{name}"]).says(2, &["leads out of the output folder"]);
}

#[test]
fn names_that_clash_are_found_before_anything_is_written() {
    let desk = Desk::new(&[("in/1.md", TEA), ("in/2.md", TEA), ("in/3.md", &article("Milk"))]);
    desk.run(&["in", "-o", "out", "--name", "{slug}"])
        .says(2, &["in/1.md and in/2.md would both be written to this file", "--name"]);
    assert!(!desk.path("out").exists());
    let ran = many(60).run(&["in", "-o", "out", "--to", "text", "--name", "{lang}"]);
    ran.says(2, &["39 more outputs clash in the same way"]);
    assert_eq!(ran.said().lines().count(), 21, "{}", ran.said());
}

#[test]
fn a_list_is_read_by_lines_or_nul_and_keeps_its_folders() {
    let desk = Desk::new(&[("a/tea.md", TEA), ("b/tea.md", TEA), ("list", "a/tea.md\r\nb/tea.md\n")]);
    desk.run(&["--from-list", "list", "--to", "text", "-o", "out"]).says(0, &["2 articles converted"]);
    assert!(desk.path("out/a/tea.txt").exists() && desk.path("out/b/tea.txt").exists());
    let absolute = desk.path("a/tea.md");
    let list = format!("{}\0b/tea.md\0", absolute.display());
    let ran = desk.run_with_input(&["--from-list", "-", "--to", "pdf", "-o", "two"], list.as_bytes());
    ran.says(0, &["2 articles converted"]);
    assert!(desk.path("two/b/tea.pdf").exists(), "{:?}", desk.files());
    desk.run_with_input(&["--from-list", "-", "--to", "text", "-o", "three"], b"a\nb\n")
        .says(0, &["2 articles converted"]);
    assert!(desk.path("three/a/tea.txt").exists() && desk.path("three/b/tea.txt").exists(), "{:?}", desk.files());
    desk.run(&["-", "--from-list", "-"]).says(2, &["`-` can be used only once"]);
    desk.run(&["--from-list", "gone"]).says(2, &["gone cannot be read"]);
}

#[test]
fn a_dry_run_prints_the_plan_and_writes_nothing() {
    let desk = Desk::new(&[("in/tea.md", TEA), ("in/x/milk.md", TEA)]);
    let ran = desk.run(&["in", "-o", "out", "--to", "pdf,text", "--dry-run"]);
    ran.says(0, &[]);
    let expected = "in/tea.md -> out/tea.pdf\nin/tea.md -> out/tea.txt\n\
                    in/x/milk.md -> out/x/milk.pdf\nin/x/milk.md -> out/x/milk.txt\n";
    assert_eq!(ran.output(), expected);
    assert!(!desk.path("out").exists());
    desk.run(&["in", "gone.md", "-o", "out", "--dry-run"]).says(1, &["gone.md: error[unreadable]"]);
}

// defaults

#[test]
fn settings_apply_to_their_folder_and_nearer_ones_and_flags_take_precedence() {
    let desk = Desk::new(&[
        ("in/handout.toml", "to = [\"text\"]\nlanguage = \"de\"\nwidth = 30\n"),
        ("in/es/handout.toml", "language = \"es\"\n"),
        ("in/tea.md", "# Tea\n\n> [!WARNING]\n> Hot.\n"),
        ("in/es/te.md", "# Te\n\n> [!WARNING]\n> Hot.\n"),
        ("in/es/own.md", "---\nlang: de\n---\n\n# Own\n\n> [!WARNING]\n> Hot.\n"),
    ]);
    desk.run(&["in", "-o", "out"]).says(0, &["3 articles converted"]);
    let text = |name: &str| desk.read(name).to_lowercase();
    assert!(text("out/tea.txt").contains("warnung"), "{}", text("out/tea.txt"));
    assert!(text("out/es/te.txt").contains("advertencia"), "{}", text("out/es/te.txt"));
    assert!(text("out/es/own.txt").contains("warnung"), "{}", text("out/es/own.txt"));
    assert!(!desk.path("out/tea.pdf").exists());
    desk.run(&["in/es", "-o", "two", "--lang", "de", "--to", "text,html"]).says(0, &[]);
    assert!(text("two/te.txt").contains("warnung"), "{}", text("two/te.txt"));
    desk.run(&["in/es/own.md", "-o", "four", "--lang", "es", "--name", "{lang}"]).says(0, &[]);
    assert!(text("four/es.txt").contains("advertencia"), "the flag takes precedence over the article");
    desk.run(&["in/tea.md", "-o", "three", "--no-config"]).says(0, &[]);
    assert!(desk.path("three/tea.pdf").exists());
}

#[test]
fn config_shows_the_settings_and_where_they_come_from() {
    let desk = Desk::new(&[
        ("handout.toml", "theme = \"book\"\npaper = \"letter\"\n"),
        ("in/handout.toml", "paper = \"a5\"\nroot = false\n"),
        ("alone/handout.toml", "root = true\nwidth = 60\n"),
    ]);
    let shown = desk.run(&["config", "in", "--width", "none"]).output();
    let line = |shown: &str, key: &str| {
        let line = shown.lines().find(|line| line.trim_start_matches("# ").starts_with(key)).unwrap_or_default();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line(&shown, "theme"), "theme = \"book\" # handout.toml");
    assert_eq!(line(&shown, "paper"), "paper = \"a5\" # in/handout.toml");
    assert_eq!(line(&shown, "width"), "width = \"none\" # --width");
    assert_eq!(line(&shown, "to"), "to = [\"pdf\", \"epub\", \"text\"] # default");
    assert_eq!(line(&shown, "csl"), "# csl # declared by each article");
    let alone = desk.run(&["config", "alone"]).output();
    assert_eq!(line(&alone, "theme"), "theme = \"clinic\" # default");
    // the output is a valid settings file
    desk.put("copy/handout.toml", shown.as_bytes());
    desk.run(&["config", "copy"]).says(0, &[]);
    desk.put("copy/handout.toml", b"bibliography = [\"gone.bib\"]\n");
    let ran = desk.run(&["config", "copy"]);
    ran.says(2, &["copy/handout.toml: gone.bib cannot be read"]);
    assert_eq!(line(&ran.output(), "bibliography"), "bibliography = [\"gone.bib\"] # copy/handout.toml");
}

#[test]
fn an_invalid_settings_file_is_a_usage_error_with_a_place() {
    let desk = Desk::new(&[("in/tea.md", TEA), ("in/handout.toml", "\npapr = \"a4\"\n")]);
    desk.run(&["in", "-o", "out"]).says(2, &["in/handout.toml:2:1: unknown key `papr`: did you mean `paper`?"]);
    desk.put("in/handout.toml", b"bibliography = [\"../all.bib\"]\n");
    desk.put("all.bib", b"");
    desk.run(&["in", "-o", "out"]).says(2, &["../all.bib cannot be read: it is outside its folder"]);
    desk.put("in/handout.toml", b"theme = \"gone.toml\"\n");
    desk.run(&["in", "-o", "out"]).says(2, &["gone.toml cannot be read"]);
    assert!(!desk.path("out").exists());
}

// the run

#[test]
fn fail_fast_leaves_the_rest_aside() {
    let desk = many(40);
    desk.put("in/000.md", b"\n");
    desk.run(&["in", "-o", "out", "--to", "text", "-j", "1", "--fail-fast"])
        .says(1, &["stopped because an article failed: 39 articles left", "0 articles converted, 1 failed"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_is_one_error() {
    let desk = many(30);
    // even root cannot create folders there
    let ran = desk.run(&["in", "-o", "/sys/handout/out", "--to", "text"]);
    ran.says(1, &["error[unwritable]", "stopped because nothing more can be written"]);
    assert_eq!(ran.said().matches("error[").count(), 1, "{}", ran.said());
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_is_one_error_and_no_file_is_half() {
    let desk = many(30);
    let handout = env!("CARGO_BIN_EXE_handout");
    // a file size limit simulates a full disk
    let script = format!("trap '' XFSZ; ulimit -f 8; exec {handout} in -o out --to text,pdf");
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(desk.path(".")).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.matches("error[unwritable]").count(), 1, "{said}");
    assert!(!desk.files().iter().any(|file| file.starts_with("out/")), "{:?}", desk.files());
}

/// Returns every file of a run's output folder except the cache, by its path.
fn made(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let below = format!("{folder}/");
    let files = desk.files().into_iter().filter_map(|file| file.strip_prefix(&below).map(str::to_owned));
    let files = files.filter(|file| !file.ends_with(".handout-cache"));
    files.map(|file| (file.clone(), fs::read(desk.path(&below).join(file)).unwrap())).collect()
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_no_half_file_and_the_next_one_completes() {
    let desk = many(24);
    desk.run(&["in", "-o", "whole"]).says(0, &[]);
    let whole = made(&desk, "whole");
    for wait in (0..12).map(|n| n * 37) {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(["in", "-o", "out", "--incremental", "--quiet"])
            .current_dir(desk.path("."))
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, bytes) in made(&desk, "out") {
            assert!(name.contains(".handout-") || whole[&name] == bytes, "{name} is half after {wait} ms");
        }
    }
    desk.run(&["in", "-o", "out", "--incremental"]).says(0, &[]);
    assert!(made(&desk, "out") == whole, "{:?}", desk.files());
    desk.run(&["in", "-o", "out", "--incremental"]).says(0, &["0 articles converted, 24 unchanged"]);
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_finishes_what_is_in_hand() {
    let desk = many(400);
    let child = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["in", "-o", "out", "-j", "1"])
        .current_dir(desk.path("."))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(400));
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stopped: ") && said.contains(" converted"), "{said}");
    assert!(!desk.files().iter().any(|file| file.contains(".part")), "{:?}", desk.files());
    let made = made(&desk, "out").len();
    assert!(made.is_multiple_of(3) && made < 1200, "{made} files");
}

#[test]
fn outputs_are_the_same_for_any_number_of_jobs_and_any_order() {
    let desk = many(12);
    desk.run(&["in", "-o", "one", "-j", "1"]).says(0, &[]);
    desk.run(&["in", "-o", "four", "-j", "4"]).says(0, &[]);
    let list: String = (0..12).rev().map(|n| format!("in/{n:03}.md\n")).collect();
    desk.run_with_input(&["--from-list", "-", "-o", "back"], list.as_bytes()).says(0, &[]);
    assert!(made(&desk, "one") == made(&desk, "four"));
    assert!(made(&desk, "one") == made(&desk, "back/in"));
}

#[test]
fn the_moment_of_dating_is_in_the_metadata_and_never_printed() {
    let desk = Desk::new(&[("tea.md", "---\ntitle: Tea\ndate: 2026-05-03\n---\n\nBoil it.\n")]);
    let run = |moment: &str, out: &str| {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(["tea.md", "-q", "-o", out])
            .env("SOURCE_DATE_EPOCH", moment)
            .current_dir(desk.path("."))
            .status();
        assert!(status.unwrap().success());
    };
    run("315532800", "a");
    run("1700000000", "b");
    assert_eq!(desk.read("a/tea.txt"), desk.read("b/tea.txt"));
    let holds = |file: &str, words: &str| {
        let bytes = fs::read(desk.path(file)).unwrap();
        bytes.windows(words.len()).any(|window| window == words.as_bytes())
    };
    assert!(holds("a/tea.pdf", "1980-01-01T00:00:00Z") && !holds("b/tea.pdf", "1980-01-01"));
    let refused = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["tea.md", "-o", "c"])
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .current_dir(desk.path("."))
        .output()
        .unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("SOURCE_DATE_EPOCH is `yesterday`: set it to whole seconds")
    );
    // the dates do not change the text
    for out in ["a/tea", "b/tea"] {
        desk.run(&["verify", out, "--article", "tea.md"]).says(0, &[]);
    }
    assert!(!desk.read("a/tea.txt").contains("1980"));
}

// incremental

/// Returns two articles, one with a citation.
fn citing() -> Desk {
    let bib = "@book{lind, author = {Lind, Ove}, title = {Caffeine}, year = {2022}}\n";
    Desk::new(&[
        ("in/tea.md", "# Tea\n\nTea is warm [@lind].\n"),
        ("in/milk.md", "# Milk\n\nMilk is white.\n"),
        ("in/references.bib", bib),
        ("all.bib", bib),
    ])
}

#[track_caller]
fn again(desk: &Desk, more: &[&str], summary: &str) {
    let ran = desk.run(&[&["in", "-o", "out", "--incremental"], more].concat());
    ran.says(0, &[summary]);
}

#[test]
fn what_did_not_change_is_not_made_again() {
    let desk = citing();
    again(&desk, &[], "2 articles converted");
    again(&desk, &[], "0 articles converted, 2 unchanged");
    // content counts, times do not
    for file in ["in/tea.md", "in/references.bib"] {
        let bytes = fs::read(desk.path(file)).unwrap();
        fs::remove_file(desk.path(file)).unwrap();
        desk.put(file, &bytes);
    }
    again(&desk, &[], "0 articles converted, 2 unchanged");
    desk.put("in/milk.md", b"# Milk\n\nMilk is whiter.\n");
    again(&desk, &[], "1 article converted, 1 unchanged");
    assert!(desk.read("out/milk.txt").contains("whiter"));
}

#[test]
fn an_edited_bibliography_rebuilds_its_users_alone() {
    let desk = citing();
    again(&desk, &[], "2 articles converted");
    desk.put("in/references.bib", b"@book{lind, author = {Lind, Ove}, title = {Theine}, year = {2022}}\n");
    again(&desk, &[], "1 article converted, 1 unchanged");
    assert!(desk.read("out/tea.txt").contains("Theine"));
    // a new one, and one on the command line
    desk.put("in/tea.bib", b"@book{other, author = {Wu, Chi}, title = {Other}, year = {2021}}\n");
    again(&desk, &[], "1 article converted, 1 unchanged");
    again(&desk, &["-b", "all.bib"], "1 article converted, 1 unchanged");
    desk.put("all.bib", b"");
    again(&desk, &["-b", "all.bib"], "1 article converted, 1 unchanged");
}

#[test]
fn options_themes_configs_and_pictures_count() {
    let desk = citing();
    let picture = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/page.png")).unwrap();
    desk.put("in/cup.png", &picture);
    desk.put("in/milk.md", b"# Milk\n\n![A cup](cup.png)\n");
    again(&desk, &[], "2 articles converted");
    again(&desk, &["--paper", "letter"], "2 articles converted");
    desk.put("handout.toml", b"paper = \"letter\"\n");
    again(&desk, &[], "0 articles converted, 2 unchanged");
    let theme = desk.run(&["themes", "show", "book"]).output();
    desk.put("mine.toml", theme.as_bytes());
    again(&desk, &["--theme", "mine.toml"], "2 articles converted");
    desk.put("mine.toml", theme.replacen("pt\"", "pt\" ", 1).as_bytes());
    again(&desk, &["--theme", "mine.toml"], "0 articles converted, 2 unchanged");
    fs::remove_file(desk.path("in/cup.png")).unwrap();
    desk.run(&["in", "-o", "out", "-i", "--theme", "mine.toml"]).says(0, &["warning[missing-image]", "1 unchanged"]);
    desk.put("in/cup.png", &picture);
    again(&desk, &["--theme", "mine.toml"], "1 article converted, 1 unchanged");
}

#[test]
fn outputs_that_are_gone_or_changed_are_made_again() {
    let desk = citing();
    again(&desk, &[], "2 articles converted");
    fs::remove_file(desk.path("out/tea.epub")).unwrap();
    again(&desk, &[], "1 article converted, 1 unchanged");
    let text = desk.read("out/milk.txt");
    desk.put("out/milk.txt", text.replace("white", "black").as_bytes());
    desk.run(&["in", "-o", "out", "-i"])
        .says(2, &["out/milk.txt: this file was not written by handout, or was changed"]);
    again(&desk, &["--force"], "1 article converted, 1 unchanged");
    assert_eq!(desk.read("out/milk.txt"), text);
}

#[test]
fn a_cache_that_is_damaged_or_gone_means_a_rebuild() {
    let desk = citing();
    again(&desk, &[], "2 articles converted");
    let cache = desk.read("out/.handout-cache");
    assert_eq!(cache.lines().count(), 3, "{cache}");
    desk.put("out/.handout-cache", &cache.as_bytes()[..cache.len() - 20]);
    again(&desk, &[], "1 article converted, 1 unchanged");
    again(&desk, &[], "0 articles converted, 2 unchanged");
    for damage in [&b"\xff\xfe\0"[..], b"{\"handout-cache\":9}\n", b""] {
        desk.put("out/.handout-cache", damage);
        again(&desk, &[], "2 articles converted");
    }
    fs::remove_file(desk.path("out/.handout-cache")).unwrap();
    again(&desk, &[], "2 articles converted");
    again(&desk, &[], "0 articles converted, 2 unchanged");
}

#[test]
fn warnings_of_unchanged_articles_still_count_and_are_printed_under_strict() {
    let desk = Desk::new(&[("in/tea.md", "# Tea\n\nTea is warm [@gone].\n")]);
    desk.run(&["in", "-o", "out", "-i", "--strict"]).says(3, &["1 article converted, 1 warning"]);
    desk.run(&["in", "-o", "out", "-i"]).says(0, &["1 unchanged, 1 warning"]);
    let reported = "in/tea.md:3:14: warning[missing-reference]: no bibliography has `gone`";
    desk.run(&["in", "-o", "out", "-i", "--strict"])
        .says(3, &[reported, "0 articles converted, 1 unchanged, 1 warning"]);
    desk.run(&["in", "-o", "out", "-i", "--strict", "-q"]).says(3, &[reported]);
    desk.run(&["in", "-o", "two", "--strict", "-q"]).says(3, &[reported]);
    assert_eq!(desk.run(&["in", "-o", "two", "-q"]).said(), "");
}

#[test]
fn pruning_removes_only_what_it_wrote_of_articles_that_are_gone() {
    let desk = many(4);
    desk.put("out/mine.txt", b"mine");
    let run = |more: &[&str]| {
        let ran = desk.run(&[&["in", "-o", "out", "--to", "text,pdf", "--incremental"], more].concat());
        ran.says(0, &[]);
        ran
    };
    run(&[]);
    fs::remove_file(desk.path("in/000.md")).unwrap();
    fs::remove_file(desk.path("in/001.md")).unwrap();
    desk.put("out/001.txt", b"edited by hand");
    run(&[]);
    assert!(desk.path("out/000.txt").exists());
    let planned = run(&["--prune", "--dry-run"]);
    assert!(planned.output().contains("out/000.txt would be removed"), "{}", planned.output());
    assert!(desk.path("out/000.txt").exists());
    let ran = run(&["--prune"]);
    ran.says(0, &["out/000.pdf: removed", "out/001.txt: not removed", "it was changed since", "3 removed"]);
    let left = [
        "out/.handout-cache",
        "out/001.txt",
        "out/002.pdf",
        "out/002.txt",
        "out/003.pdf",
        "out/003.txt",
        "out/mine.txt",
    ];
    let files: Vec<_> = desk.files().into_iter().filter(|file| file.starts_with("out/")).collect();
    assert_eq!(files, left);
    // an article that is not part of this run keeps its outputs
    desk.run(&["in/002.md", "-o", "out", "--to", "text", "-i", "--prune"]).says(0, &[]);
    assert!(desk.path("out/003.txt").exists() && desk.path("out/002.pdf").exists());
    // an output with a new name replaces the one with the old name
    desk.put("in/002.md", article("Fresh Milk").as_bytes());
    run(&["--prune", "--name", "{slug}"]).says(0, &["out/002.txt: removed"]);
    assert!(desk.path("out/fresh-milk.txt").exists() && !desk.path("out/002.pdf").exists());
}

#[test]
fn nothing_is_pruned_when_an_input_is_missing() {
    let desk = many(2);
    desk.put("more/tea.md", TEA.as_bytes());
    let run = |inputs: &[&str]| desk.run(&[inputs, &["-o", "out", "--to", "text", "-i", "--prune"]].concat());
    run(&["in", "more"]).says(0, &["3 articles converted"]);
    // a disk that is not mounted: its folder is missing or empty
    let outputs = made(&desk, "out");
    fs::rename(desk.path("in"), desk.path("away")).unwrap();
    let kept = "outputs whose article is gone are kept, because an input is missing";
    run(&["in", "more"]).says(1, &["in: error[unreadable]", kept]);
    fs::create_dir(desk.path("in")).unwrap();
    run(&["in", "more"]).says(1, &["the folder contains no articles", kept]);
    run(&["in/**/*.md", "more"]).says(1, &[kept]);
    assert!(made(&desk, "out") == outputs, "{:?}", desk.files());
    fs::rename(desk.path("away/000.md"), desk.path("in/000.md")).unwrap();
    run(&["in", "more"]).says(0, &["out/001.txt: removed", "2 unchanged, 1 removed"]);
}

#[test]
fn watching_converts_again_what_changed() {
    let desk = many(2);
    desk.put("handout.toml", b"width = 72\n");
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .args(["in", "-o", "out", "--to", "text", "--watch", "-q"])
        .current_dir(desk.path("."))
        .spawn()
        .unwrap();
    let start = Instant::now();
    let until = |what: &dyn Fn() -> bool| {
        while !what() && start.elapsed() < Duration::from_secs(120) {
            thread::sleep(Duration::from_millis(20));
        }
        what()
    };
    let there = until(&|| desk.path("out/001.txt").exists());
    desk.put("in/000.md", article("Milk").as_bytes());
    desk.put("in/new.md", article("New").as_bytes());
    let again = until(&|| fs::read_to_string(desk.path("out/000.txt")).is_ok_and(|text| text.contains("Milk")));
    let new = until(&|| desk.path("out/new.txt").exists());
    // a settings file in the parent folder
    desk.put("handout.toml", b"width = 20\n");
    let narrow =
        until(&|| fs::read_to_string(desk.path("out/new.txt")).is_ok_and(|text| !text.contains("water first")));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(there && again && new && narrow);
}

#[test]
fn a_watch_does_not_wake_itself() {
    let desk = Desk::new(&[("tea.md", TEA)]);
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_handout"))
        .args([".", "-o", "out", "--to", "text", "--watch", "--report", "report.jsonl"])
        .current_dir(desk.path("."))
        .stderr(log.reopen().unwrap())
        .spawn()
        .unwrap();
    let said = || fs::read_to_string(log.path()).unwrap();
    let started = Instant::now();
    while !said().contains("watching ") && started.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(50));
    }
    // time for another run
    thread::sleep(Duration::from_secs(3));
    child.kill().unwrap();
    child.wait().unwrap();
    let said = said();
    assert!(said.contains("watching "), "{said}");
    // once, and once more when the output folder is new
    assert!((1..=2).contains(&said.matches(" converted").count()), "{said}");
}

// messages and reports

#[test]
fn a_report_has_a_line_for_each_article() {
    let desk = Desk::new(&[("in/a.md", "# Tea\n\nBoil *it* well [@gone].\n"), ("in/b.md", "\n")]);
    desk.run(&["in", "-o", "out", "--report", "r/report.jsonl"]).says(1, &[]);
    let lines: Vec<serde_json::Value> =
        desk.read("r/report.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    let good = &lines[0];
    assert_eq!((good["input"].as_str(), good["status"].as_str()), (Some("in/a.md"), Some("converted")));
    assert_eq!((good["pages"].as_u64(), good["words"]["article"].as_u64()), (Some(1), Some(3)), "{good}");
    assert_eq!(good["diagnostics"][0]["code"], "missing-reference");
    assert_eq!(good["diagnostics"][0]["line"], 3);
    let pdf = &good["outputs"][0];
    let bytes = fs::read(desk.path("out/a.pdf")).unwrap();
    assert_eq!((pdf["format"].as_str(), pdf["bytes"].as_u64()), (Some("pdf"), Some(bytes.len() as u64)));
    let sum: String = sha2::Digest::finalize(<sha2::Sha256 as sha2::Digest>::new_with_prefix(&bytes))
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(pdf["sha256"], sum);
    for stage in ["read", "resolve", "pdf", "epub", "text", "write"] {
        assert!(good["ms"][stage].as_f64().is_some(), "{stage}: {good}");
    }
    assert_eq!(lines[1]["status"], "failed");
    assert!(lines[1]["diagnostics"].to_string().contains("empty-article"), "{}", lines[1]);
    let ran = desk.run(&["in/a.md", "-o", "out", "-q", "--report", "-"]);
    assert!(serde_json::from_str::<serde_json::Value>(&ran.output()).is_ok(), "{}", ran.output());
}

#[test]
fn messages_may_be_json() {
    let desk = Desk::new(&[("in/a.md", "# Tea\n\nBoil it [@gone].\n"), ("in/b.md", "\n")]);
    let ran = desk.run(&["in", "-o", "out", "--to", "text", "--log-format", "json"]);
    ran.says(1, &[]);
    let lines: Vec<serde_json::Value> = ran.said().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        (lines[0]["code"].as_str(), lines[0]["severity"].as_str()),
        (Some("missing-reference"), Some("warning"))
    );
    assert_eq!((lines[0]["file"].as_str(), lines[0]["line"].as_u64()), (Some("in/a.md"), Some(3)));
    let last = lines.last().unwrap();
    assert_eq!((last["converted"].as_u64(), last["failed"].as_u64()), (Some(1), Some(1)), "{last}");
}

#[test]
fn the_summary_has_the_rate_and_the_slowest_articles() {
    many(12)
        .run(&["in", "-o", "out", "--to", "text"])
        .says(0, &["12 articles converted in ", "/s; outputs are in out; slowest: in/"]);
}

#[test]
fn completions_and_the_manual_come_from_the_help() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = desk.run(&["completions", shell]);
        ran.says(0, &[]);
        assert!(ran.output().contains("from-list"), "{shell}");
    }
    let manual = desk.run(&["manual"]).output();
    assert!(manual.contains(".TH handout 1") && manual.contains("incremental"), "{manual}");
    // options that the short help hides are included
    assert!(manual.contains("Stop when an article fails"), "{manual}");
    let pipe = desk.run(&["manual", "pipe"]).output();
    assert!(pipe.contains(".TH handout-pipe 1") && pipe.contains("instead of their bytes"), "{pipe}");
    desk.run(&["manual", "bok"]).says(2, &["no command is called `bok`"]);
}

// for engines

#[test]
fn a_pipe_answers_in_order_with_bytes_or_paths() {
    let desk = Desk::new(&[("milk.md", TEA)]);
    let ask = |more: &[&str], lines: &[&str]| {
        let ran = desk.run_with_input(&[&["pipe"], more].concat(), (lines.join("\n") + "\n").as_bytes());
        ran.says(0, &[]);
        let answers = ran.output();
        answers.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<serde_json::Value>>()
    };
    let text = r##"{"id": 1, "name": "tea.md", "text": "# Tea\n\nBoil it.", "options": {"to": ["text", "pdf"]}}"##;
    let path = r#"{"id": "two", "path": "milk.md", "options": {"to": "text", "width": 20}}"#;
    let bad =
        ["{", r#"{"id": 3}"#, r#"{"id": 4, "path": "gone.md"}"#, r#"{"id": 5, "text": "a", "options": {"x": 1}}"#];
    let lines: Vec<&str> = [text, path].into_iter().chain(bad).collect();
    let answers = ask(&[], &lines);
    let ids: Vec<_> = answers.iter().map(|answer| (answer["id"].to_string(), answer["format"].to_string())).collect();
    let expected = [
        ("1", "\"text\""),
        ("1", "\"pdf\""),
        ("\"two\"", "\"text\""),
        ("null", "null"),
        ("3", "null"),
        ("4", "null"),
        ("5", "null"),
    ];
    assert_eq!(ids, expected.map(|(id, format)| (id.to_owned(), format.to_owned())));
    assert!(answers[1]["bytes_base64"].as_str().unwrap().starts_with("JVBERi"));
    assert_eq!(
        answers[6]["report"]["diagnostics"][0]["message"],
        "unknown option `x`: expected one of from, to, name, language, theme, paper, pdf-standard, greyscale, fit, fillable, page-list, width, text-links, linear, ascii, bidi-marks, crlf, bibliography, csl, references, organization, check"
    );
    // an invalid request does not affect the others, and its id is returned if it can be read
    let broken =
        [b"{\"id\": 6, \"name\": \"\xff\"}\n".as_slice(), b"{\"id\": 7, \"txt\": \"\"}\n[1]\n", text.as_bytes(), b"\n"];
    let ran = desk.run_with_input(&["pipe"], &broken.concat());
    ran.says(0, &[]);
    let answers: Vec<serde_json::Value> =
        ran.output().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].to_string()).collect();
    assert_eq!(ids, ["6", "7", "null", "1", "1"]);
    let answers = ask(&["-o", "out"], &[text]);
    assert_eq!(answers[0]["path"], "out/tea.txt");
    assert!(desk.read("out/tea.txt").contains("Boil it."));
}
