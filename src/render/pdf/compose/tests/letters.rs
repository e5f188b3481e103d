//! Tests of glyphs and of hyphenation.

use super::*;

/// Returns the samples in the patients' languages, by name, including those in scripts without bundled fonts.
fn samples() -> Vec<(String, Resolved)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut samples = Vec::new();
    for folder in ["sources/languages", "tests/cases/languages"].map(|folder| root.join(folder)) {
        let env = DiskEnv::new(&folder, FontSet::bundled());
        for path in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("hand-washing") {
                let source = Source::new(name.as_str(), std::fs::read_to_string(&path).unwrap());
                let article = read(&source, Syntax::Markdown).article;
                samples.push((name, resolve(article, None, &env, &Options::default(), &mut Vec::new())));
            }
        }
    }
    samples
}

fn foreign(words: &str, lang: &str) -> Block {
    let scope = Scope { lang: Lang::new(lang).ok(), content: vec![Inline::words(words)], ..Scope::default() };
    Block::paragraph(vec![Inline::Scope(Box::new(scope))], Span::default())
}

#[test]
fn words_of_another_language_are_divided_as_it_divides_them() {
    let long = "representatividad particularmente internacionalización responsabilidad ".repeat(6);
    let divided = |lang: &str, block: Block| {
        let mut article = article(vec![paragraph("O."), block]);
        article.meta.lang = Lang::new(lang).ok();
        words(&composed(article, "book", Paper::A5).pages[0])
    };
    let spanish = divided("es", paragraph(&long));
    assert!(spanish.contains('\u{ad}'), "{spanish}");
    assert_eq!(divided("en", foreign(&long, "es")), spanish);
    assert_ne!(divided("en", paragraph(&long)), spanish);
    assert!(!divided("es", foreign(&long, "ja")).contains('\u{ad}'), "Japanese divides no words");
}

/// `.notdef`, the box, is glyph 0 of every font.
#[test]
fn no_sample_shows_a_box_in_any_theme() {
    let samples = samples();
    assert!(samples.len() > 18, "{}", samples.len());
    for (name, article) in samples {
        for theme in ["clinic", "book", "large-print"] {
            let theme = Theme::bundled(theme).expect("a bundled theme");
            let (document, reported) =
                compose(&article, fonts(), &mut Shaper::default(), design(&theme, Paper::A4)).unwrap();
            let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
                ItemKind::Glyphs(run) => Some(run),
                _ => None,
            });
            let boxes: String =
                runs.filter(|run| run.glyphs.iter().any(|glyph| glyph.id == 0)).map(|run| run.text.as_str()).collect();
            let is_reported = reported.iter().any(|reported| reported.code == Code::MissingGlyph);
            assert_eq!(!boxes.is_empty(), is_reported, "{name}: {boxes}");
            assert!(boxes.is_empty() || name.contains(".zh") || name.contains(".ja") || name.contains(".ko"), "{name}");
        }
    }
}

/// Returns the glyphs of all runs of a text.
fn glyphs(document: &Document, words: &str) -> Vec<Vec<u16>> {
    let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) if run.text.trim() == words => Some(run.glyphs.iter().map(|glyph| glyph.id).collect()),
        _ => None,
    });
    runs.collect()
}

#[test]
fn large_print_has_no_smaller_words_anywhere() {
    let document = composed(rich(), "large-print", Paper::A4);
    let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run),
        _ => None,
    });
    for run in runs {
        assert!(run.size >= 17.99, "{:?} in {} points", run.text, run.size);
    }
}

#[test]
fn figures_are_old_style_in_the_text_of_the_book_and_tabular_in_its_tables() {
    let table = |words: &str| -> Block {
        let cell = serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
        let table = serde_json::json!({"type": "table", "columns": ["end"], "body": [{"cells": [cell]}]});
        serde_json::from_value(table).expect("a table")
    };
    let set = |theme, block| glyphs(&composed(article(vec![block]), theme, Paper::A4), "1974").remove(0);
    assert_ne!(set("book", paragraph("1974")), set("book", table("1974")));
    assert_ne!(set("clinic", paragraph("1974")), set("clinic", table("1974")));
    let words = "Nobody knew before 1974";
    let set = |block| glyphs(&composed(article(vec![block]), "clinic", Paper::A4), words).remove(0);
    assert_eq!(set(paragraph(words)), set(table(words)), "figures among words are not in columns");
}

#[test]
fn words_in_a_table_stay_whole_on_any_paper() {
    let cell = |words: &str| serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
    let long = "Representation of the understanding of medicines and their remarkable responsibilities";
    let rows: Vec<_> = (0..6)
        .map(|_| serde_json::json!({"cells": [cell("Representation"), cell(long), cell("Remarkable")]}))
        .collect();
    let table = serde_json::json!({"type": "table", "columns": ["start", "start", "start"], "body": rows});
    let set = |paper| {
        let document = composed(article(vec![serde_json::from_value(table.clone()).expect("a table")]), "book", paper);
        document.pages.iter().map(words).collect::<String>()
    };
    let (roomy, narrow) = (set(Paper::A4), set(Paper::Custom { width: 210_000, height: 800_000 }));
    assert!(!roomy.contains('\u{ad}') && !narrow.contains('\u{ad}'), "{roomy} {narrow}");
    let whole = |said: &str| said.matches("Representation").count();
    assert_eq!((whole(&roomy), whole(&narrow)), (12, 12), "{narrow}");
}

#[test]
fn code_runs_from_left_to_right_in_any_language() {
    let code = || -> Block {
        serde_json::from_value(serde_json::json!({"type": "code", "text": "let x = 1;"})).expect("code")
    };
    let mut article = article(vec![paragraph("كلمات"), code()]);
    article.meta.lang = Lang::new("ar").ok();
    let document = composed(article, "clinic", Paper::A4);
    let run = document.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Glyphs(run) if run.text.contains("let") => Some(run),
        _ => None,
    });
    let run = run.expect("the code");
    assert!(!run.rtl && run.text == "let x = 1;" && run.x < 100.0, "{run:?}");
}

#[test]
fn small_capitals_are_those_of_the_face_or_none() {
    let words = |style: Option<&str>| -> Block {
        let text = serde_json::json!({"type": "text", "text": "nato"});
        let styled = serde_json::json!({"type": "styled", "style": style, "content": [text.clone()]});
        let content = if style.is_some() { styled } else { text };
        serde_json::from_value(serde_json::json!({"type": "paragraph", "content": [content]})).expect("a paragraph")
    };
    let set = |theme, block| glyphs(&composed(article(vec![block]), theme, Paper::A4), "nato");
    assert_ne!(set("book", words(Some("small-caps"))), set("book", words(None)));
    assert_eq!(set("clinic", words(Some("small-caps"))), set("clinic", words(None)));
}

/// Returns where the glyphs of a text begin on the first page.
fn left(document: &Document, words: &str) -> f32 {
    let run = document.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Glyphs(run) if run.text.contains(words) => Some(run.x),
        _ => None,
    });
    run.unwrap_or_else(|| panic!("no {words}"))
}

/// Returns the document of an article in Hebrew.
fn hebrew(text: &str) -> Document {
    let article = read(&Source::new("a.md", format!("---\nlang: he\n---\n{text}")), Syntax::Markdown).article;
    composed(article, "clinic", Paper::A4)
}

#[test]
fn a_mark_after_a_number_is_left_of_it_in_right_to_left_text() {
    let document = hebrew("טבלה 25.[^a]\n\n[^a]: הערה.\n");
    assert!(left(&document, "1") < left(&document, "25"));
}

#[test]
fn figures_are_lining_where_letters_have_one_height() {
    let set = |words: &str, lang: &str, theme: &str| {
        let mut article = article(vec![paragraph(words)]);
        article.meta.lang = Lang::new(lang).ok();
        glyphs(&composed(article, theme, Paper::A4), words).remove(0)
    };
    let hindi = ["book", "clinic"].map(|theme| set("1974", "hi", theme));
    assert_eq!(hindi[0], hindi[1]);
}

#[test]
fn a_long_name_in_code_is_divided_after_its_marks_so_that_other_columns_keep_their_words() {
    let document = from_markdown(
        "| | Example 1 | Example 2 | Example 3 | Example 4 | Example 5 |\n|---|---|---|---|---|---|\n\
         | `largest_hourly_dose_over_one_day_ever_given` | 3 | 3 | 3 | 4 | 5 |\n",
    );
    let words = words(&document.pages[0]);
    assert!(!words.contains('\u{ad}'), "{words}");
    assert!(words.contains("Example") && words.contains("largest_hourly_dose_over_one_day_ever_given"), "{words}");
}

#[test]
fn the_zero_is_plain_or_slashed_by_theme() {
    for name in ["clinic", "large-print"] {
        let source = Theme::source(name).unwrap();
        let zero = |source: &str| {
            let theme = Theme::parse(source).unwrap();
            let resolved = resolved(article(vec![paragraph("900")]));
            let document =
                compose(&resolved, fonts(), &mut Shaper::default(), design(&theme, Paper::A4)).expect("a document").0;
            glyphs(&document, "900").remove(0)
        };
        let plain = zero(source);
        assert_ne!(plain, zero(&source.replacen("zero = \"plain\"", "zero = \"slashed\"", 1)), "{name}");
        assert_eq!(plain, zero(&source.replacen("zero = \"plain\"", "", 1)), "{name}");
    }
}
