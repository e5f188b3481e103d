//! Handouts in the patients' scripts: set entirely in bundled fonts, or with a message about what is missing.

use handout::{
    Converter, Format, Source, Syntax,
    diagnostic::{Code, Diagnostic},
    env::{DiskEnv, FontSet, MemoryEnv},
};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

fn manifest() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["sources/languages", "tests/cases/languages"].map(|folder| root.join(folder));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut files: Vec<_> = files.filter(|path| path.to_string_lossy().contains("hand-washing")).collect();
    files.sort();
    assert!(files.len() >= 15, "the samples are not found: {files:?}");
    files
}

/// Returns the messages about characters when a sample becomes a PDF that is read back.
fn missing(path: &Path) -> Vec<Diagnostic> {
    let source = Source::new(path.display().to_string(), std::fs::read_to_string(path).unwrap());
    let env = DiskEnv::new(path.parent().unwrap(), FontSet::bundled());
    let conversion = Converter::default().verifying(true).convert(&source, Syntax::Markdown, &env, &[Format::PDF]);
    assert!(!conversion.failed(), "{}: {:?}", path.display(), conversion.diagnostics);
    conversion.diagnostics.into_iter().filter(|reported| reported.code == Code::MissingGlyph).collect()
}

#[test]
fn every_script_but_those_of_east_asia_is_set_in_bundled_fonts() {
    for path in samples() {
        let east_asian = ["ja", "ko", "zh"].iter().any(|lang| path.to_string_lossy().contains(&format!(".{lang}")));
        let reported = missing(&path);
        assert_eq!(reported.is_empty(), !east_asian, "{}: {reported:?}", path.display());
        if let [reported] = &reported[..] {
            assert!(
                reported.span.is_some() && reported.help.as_ref().unwrap().contains("Noto Sans CJK"),
                "{reported:?}"
            );
        }
    }
}

#[test]
fn a_missing_character_is_reported_with_its_position() {
    let text = "---\ntitle: T\ndescription: 図\n---\n\n```\ncode ሀ\n```\n\nOne `ಕ` and *an გ*[^1].\n\n\
        [^1]: Note ཀ.\n\n| a | ක |\n|---|---|\n| b | &#x1820; |\n";
    let source = Source::new("a.md", text);
    let made = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::PDF]);
    let reported = made.diagnostics.iter().filter(|reported| reported.code == Code::MissingGlyph);
    let mut places: Vec<String> = reported
        .map(|reported| {
            let place = source.place(reported.span.unwrap().start as usize);
            let character = reported.message.split('`').nth(1).unwrap();
            let package = reported.help.as_ref().unwrap().split(" (").next().unwrap();
            format!("{}:{} {character}: {package}", place.line, place.column)
        })
        .collect();
    places.sort();
    insta::assert_snapshot!(places.join("\n"));
}

#[test]
fn a_theme_may_name_a_family_of_a_font_folder() {
    let folder = tempfile::tempdir().unwrap();
    let theme = handout::theme::Theme::source("clinic").unwrap();
    let theme = theme.replace("text = \"Atkinson Hyperlegible Next\"", "text = \"Source Serf\"");
    std::fs::write(folder.path().join("own.toml"), &theme).unwrap();
    std::fs::write(folder.path().join("tea.md"), "# Tea\n\nDrink.\n").unwrap();
    std::fs::create_dir_all(folder.path().join("fonts/deep")).unwrap();
    let run = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(["tea.md", "--to", "pdf", "--theme", "own.toml"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        (program.status.code(), String::from_utf8(program.stderr).unwrap())
    };
    let (code, reported) = run(&["--font-dir", "fonts"]);
    assert_eq!(code, Some(0));
    assert!(reported.contains("unknown-font") && reported.contains("the nearest is `Source Serif 4`"), "{reported}");
    std::fs::copy(manifest().join("tests/cases/fonts/bars.ttf"), folder.path().join("fonts/bars.ttf")).unwrap();
    std::fs::write(folder.path().join("own.toml"), theme.replace("Source Serf", "Handout Bars")).unwrap();
    let (code, reported) = run(&[]);
    assert!(code == Some(0) && !reported.contains("unknown-font"), "{reported}");
    let (code, reported) = run(&["--font-dir", "none"]);
    assert_eq!(code, Some(2));
    assert!(reported.contains("the fonts in none cannot be read"), "{reported}");
}

#[test]
fn fonts_of_the_system_set_scripts_that_no_other_font_has_unless_forbidden() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join(".fonts")).unwrap();
    std::fs::copy(manifest().join("tests/cases/fonts/squares.ttf"), folder.path().join(".fonts/squares.ttf")).unwrap();
    std::fs::write(folder.path().join("a.md"), "# Tea\n\nIdeographs: 一二三.\n").unwrap();
    let run = |arguments: &[&str]| {
        let program = Command::new(env!("CARGO_BIN_EXE_handout"))
            .args(["a.md", "--to", "pdf"])
            .args(arguments)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .output()
            .unwrap();
        assert_eq!(program.status.code(), Some(0));
        String::from_utf8(program.stderr).unwrap()
    };
    // a machine may have other fonts for the script
    let noted = run(&[]);
    assert!(noted.contains("note[system-font]: the system's font `") && !noted.contains("missing-glyph"), "{noted}");
    let asked = run(&["--system-fonts"]);
    assert!(!asked.contains("system-font]") && !asked.contains("missing-glyph"), "{asked}");
    let forbidden = run(&["--no-system-fonts"]);
    assert!(forbidden.contains("warning[missing-glyph]: no font has `一`"), "{forbidden}");
}
