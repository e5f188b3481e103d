//! What pages promise, held as readable dumps: positioned text for every theme and paper, and the tree.

use super::compose;
use crate::{
    article::{Article, Block, Inline, Lang, Scope, Span, TocMode},
    diagnostic::{Code, Diagnostic, Source},
    env::{DiskEnv, FontSet, MemoryEnv},
    read::{Syntax, read},
    render::{
        Paper,
        pdf::{
            document::{Document, Part},
            structure::{NodeId, Structure},
        },
    },
    resolve::{Options, Resolved, resolve},
    theme::Theme,
    typeset::{Fonts, ItemKind, Page, Shaper, dump},
};
use std::{collections::BTreeMap, fmt::Write as _, io::Cursor, sync::OnceLock};

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::new(&FontSet::bundled()))
}

fn picture() -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    image::RgbImage::new(120, 80).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    png.into_inner()
}

fn resolved(article: Article) -> Resolved {
    let env = MemoryEnv::new().with_file("img/leaf.png", picture());
    resolve(article, None, &env, &Options::default(), &mut Vec::new())
}

fn rich() -> Article {
    let json = include_str!("../../../../tests/cases/epub/rich/article.json");
    serde_json::from_str(json).expect("an article")
}

fn composed(article: Article, theme: &str, paper: Paper) -> Document {
    let theme = Theme::bundled(theme).expect("a bundled theme");
    compose(&resolved(article), fonts(), &mut Shaper::default(), &theme, paper).expect("a document").0
}

fn article(body: Vec<Block>) -> Article {
    let mut article = Article { body, ..Article::default() };
    article.meta.title = vec![Inline::words("A title")];
    article
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(vec![Inline::words(words)], Span::default())
}

/// The samples in the patients' languages, by name; those of scripts without bundled fonts too.
fn samples() -> Vec<(String, Resolved)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut samples = Vec::new();
    for folder in ["sources/languages", "tests/cases/languages"].map(|folder| root.join(folder)) {
        let env = DiskEnv::new(&folder, FontSet::bundled());
        for path in std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("hand-washing") {
                let source = Source::new(name.as_str(), std::fs::read_to_string(&path).unwrap());
                let (article, _) = read(&source, Syntax::Markdown);
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
        let mut article = article(vec![block]);
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
            let (document, told) = compose(&article, fonts(), &mut Shaper::default(), &theme, Paper::A4).unwrap();
            let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
                ItemKind::Glyphs(run) => Some(run),
                _ => None,
            });
            let boxes: String =
                runs.filter(|run| run.glyphs.iter().any(|glyph| glyph.id == 0)).map(|run| run.text.as_str()).collect();
            let is_told = told.iter().any(|told| told.code == Code::MissingGlyph);
            assert_eq!(!boxes.is_empty(), is_told, "{name}: {boxes}");
            assert!(boxes.is_empty() || name.contains(".zh") || name.contains(".ja") || name.contains(".ko"), "{name}");
        }
    }
}

/// The words on a page, without header and footer.
fn words(page: &Page) -> String {
    let mut words = String::new();
    for item in &page.items {
        if let (ItemKind::Glyphs(run), Part::Content(_)) = (&item.kind, Part::of(item.owner)) {
            words.push_str(&run.text);
        }
    }
    words
}

fn pages(document: &Document) -> String {
    document.pages.iter().map(dump::page).collect()
}

/// The structure tree with the words of each element.
fn tree(document: &Document) -> String {
    let mut owned: BTreeMap<NodeId, String> = BTreeMap::new();
    for item in document.pages.iter().flat_map(|page| &page.items) {
        if let (ItemKind::Glyphs(run), Part::Content(node)) = (&item.kind, Part::of(item.owner)) {
            owned.entry(node).or_default().push_str(&run.text);
        }
    }
    let mut out = String::new();
    branch(&document.structure, Structure::ROOT, 0, &owned, &mut out);
    out
}

fn branch(structure: &Structure, id: NodeId, depth: usize, owned: &BTreeMap<NodeId, String>, out: &mut String) {
    let node = structure.node(id);
    let words = owned.get(&id).map_or("", |words| words.trim());
    let _ = writeln!(out, "{:1$}{2} {words}", "", depth * 2, node.role.name());
    for &child in &node.children {
        branch(structure, child, depth + 1, owned, out);
    }
}

#[test]
fn every_theme_on_every_paper_sets_the_rich_article_so() {
    for theme in Theme::NAMES {
        for (name, paper) in Paper::ALL {
            insta::assert_snapshot!(format!("{theme}-{name}"), pages(&composed(rich(), theme, paper)));
        }
    }
}

#[test]
fn the_tree_reads_in_the_order_of_the_article() {
    insta::assert_snapshot!(tree(&composed(rich(), "clinic", Paper::A4)));
}

#[test]
fn nothing_leaves_the_paper() {
    for theme in Theme::NAMES {
        for (name, paper) in Paper::ALL {
            let document = composed(rich(), theme, paper);
            let (width, height) = paper.size();
            for item in document.pages.iter().flat_map(|page| &page.items) {
                let ItemKind::Glyphs(run) = &item.kind else { continue };
                let inside =
                    run.x >= 20.0 && run.x + run.width() <= width - 15.0 && run.y > 15.0 && run.y < height - 10.0;
                assert!(inside, "{theme} {name}: {:?} at {} {}", run.text, run.x, run.y);
            }
        }
    }
}

#[test]
fn a_heading_stands_with_the_lines_below_it() {
    // However much stands before it, no page ends in the heading.
    for lines in 20..60 {
        let mut body: Vec<Block> = (0..lines).map(|_| paragraph("One line.")).collect();
        let heading =
            serde_json::json!({"type": "heading", "level": 1, "content": [{"type": "text", "text": "Heading"}]});
        body.push(serde_json::from_value(heading).expect("a heading"));
        body.push(paragraph("After the heading."));
        let document = composed(article(body), "clinic", Paper::A5);
        assert!(document.pages.iter().all(|page| !words(page).trim_end().ends_with("Heading")), "{lines}");
    }
}

#[test]
fn the_header_of_a_table_repeats_after_a_page_break_for_the_eye_only() {
    let cell = |words: &str| serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
    let rows: Vec<_> = (0..80).map(|_| serde_json::json!({"cells": [cell("a"), cell("b")]})).collect();
    let head = serde_json::json!([{"cells": [cell("Left"), cell("Right")]}]);
    let table = serde_json::json!({"type": "table", "columns": ["start", "end"], "head": head, "body": rows});
    let document = composed(article(vec![serde_json::from_value(table).expect("a table")]), "clinic", Paper::A4);
    assert!(document.pages.len() > 1);
    for (at, page) in document.pages.iter().enumerate() {
        assert!(dump::page(page).contains("Left"), "page {}", at + 1);
        assert_eq!(words(page).contains("Left"), at == 0);
    }
}

#[test]
fn running_text_keeps_to_a_grid_of_half_lines_past_headings_tables_callouts_and_figures() {
    let text = |words: &str| serde_json::json!([{"type": "text", "text": words}]);
    let run = |words: &str| serde_json::json!({"type": "paragraph", "content": text(words)});
    let cell = |words: &str| serde_json::json!({"body": [run(words)]});
    let between = [
        serde_json::json!({"type": "heading", "level": 1, "content": text("Heading")}),
        serde_json::json!({"type": "heading", "level": 2, "content": text("Heading")}),
        serde_json::json!({"type": "heading", "level": 3, "content": text("Heading")}),
        serde_json::json!({"type": "table", "columns": ["start"], "body": [{"cells": [cell("a")]}, {"cells": [cell("b")]}]}),
        serde_json::json!({"type": "callout", "kind": "note", "title": text("Note"), "body": [run("Words.")]}),
        serde_json::json!({"type": "figure", "path": "img/leaf.png", "alt": "A leaf"}),
        serde_json::json!({"type": "code", "text": "code"}),
    ];
    let mut body = Vec::new();
    for (at, block) in between.iter().cycle().take(35).enumerate() {
        body.push(paragraph(&"Grid of the running text. ".repeat(3 + at * 7 % 5)));
        body.push(serde_json::from_value(block.clone()).expect("a block"));
    }
    body.push(paragraph("Grid."));
    for name in Theme::NAMES {
        let step = {
            let theme = Theme::bundled(name).unwrap();
            theme.points(theme.body.leading, 0.0) / 2.0
        };
        let document = composed(article(body.clone()), name, Paper::A4);
        let runs = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.contains("Grid") || run.text.contains("running") => Some(run.y),
            _ => None,
        });
        let steps: Vec<f32> = runs.map(|y| y / step).collect();
        assert!(steps.len() > 50, "{name}: {}", steps.len());
        let off = steps.iter().find(|&&at| ((at - steps[0]) - (at - steps[0]).round()).abs() > 0.02);
        assert_eq!(off, None, "{name}: {}", steps[0]);
    }
}

#[test]
fn a_footnote_stands_at_the_foot_of_the_page_that_refers_to_it() {
    let mut body: Vec<Block> = (0..50).map(|n| paragraph(&format!("Line {n}."))).collect();
    let reference = serde_json::json!({"type": "paragraph", "content":
        [{"type": "text", "text": "Here"}, {"type": "note-ref", "label": "n"}]});
    body.insert(40, serde_json::from_value(reference).expect("a paragraph"));
    let mut article = article(body);
    let note = serde_json::json!({"label": "n", "body": [{"type": "paragraph", "content": [{"type": "text", "text": "The note."}]}]});
    article.notes.push(serde_json::from_value(note).expect("a note"));
    let document = composed(article, "clinic", Paper::A4);
    let page = document.pages.iter().find(|page| words(page).contains("Here")).expect("the page of the reference");
    assert!(words(page).trim_end().ends_with("The note."));
}

#[test]
fn the_margin_at_the_spine_is_on_the_side_where_the_book_is_bound() {
    let set = |lang: &str, words: &str| {
        let mut article = article((0..40).map(|_| paragraph(&words.repeat(40))).collect());
        article.meta.lang = Lang::new(lang).ok();
        composed(article, "book", Paper::A4)
    };
    // The outer margin is the wider one.
    let margins = |page: &Page| {
        let runs = page.items.iter().filter_map(|item| match (&item.kind, Part::of(item.owner)) {
            (ItemKind::Glyphs(run), Part::Content(_)) => Some((run.x, run.x + run.width())),
            _ => None,
        });
        let (left, right) = runs.fold((f32::INFINITY, 0.0f32), |(a, b), (x, end)| (a.min(x), b.max(end)));
        (left, page.width - right)
    };
    let (english, arabic) = (set("en", "word "), set("ar", "كلمة "));
    for (spine_at_left, page) in [(true, &english.pages[0]), (false, &english.pages[1])] {
        let (left, right) = margins(page);
        assert_eq!(left + 10.0 < right, spine_at_left, "{left} {right}");
    }
    for (spine_at_left, page) in [(false, &arabic.pages[0]), (true, &arabic.pages[1])] {
        let (left, right) = margins(page);
        assert_eq!(left + 10.0 < right, spine_at_left, "{left} {right}");
    }
}

#[test]
fn a_table_of_contents_gives_the_page_of_each_heading() {
    let heading = |level: u8, words: &str| -> Block {
        let heading =
            serde_json::json!({"type": "heading", "level": level, "content": [{"type": "text", "text": words}]});
        serde_json::from_value(heading).expect("a heading")
    };
    let mut body = Vec::new();
    for (level, words) in [(1, "Wash"), (2, "With soap"), (3, "Not listed"), (2, "With gel"), (1, "Dry")] {
        body.push(heading(level, words));
        body.extend((0..30).map(|_| paragraph("One line.")));
    }
    let mut article = article(body);
    article.meta.toc = TocMode::Yes;
    let document = composed(article.clone(), "clinic", Paper::A5);
    let tree = tree(&document);
    let contents = tree.split("Sect").next().unwrap_or_default().replace('\u{a0}', " ");
    insta::assert_snapshot!(contents);
    for mark in document.outline.iter().filter(|mark| matches!(mark.level, 2 | 3)) {
        let page = document.destinations[&mark.anchor].page + 1;
        assert!(contents.contains(&format!("Link {} {page}\n", mark.title)), "{}: {page}\n{contents}", mark.title);
    }
    assert!(!contents.contains("Not listed"));
    article.meta.toc = TocMode::Auto;
    let has_toc = |theme, paper| self::tree(&composed(article.clone(), theme, paper)).contains("TOC");
    assert!(!has_toc("clinic", Paper::A4), "a short article has none");
    assert!(has_toc("large-print", Paper::A5), "a long one has");
}

/// The glyphs of all runs of some words.
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
fn words_in_a_table_stay_whole_where_its_columns_have_room_for_them() {
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
    assert!(!roomy.contains('\u{ad}'), "{roomy}");
    assert!(narrow.contains('\u{ad}'), "{narrow}");
    let whole = |said: &str| said.replace('\u{ad}', "").matches("Representation").count();
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

#[test]
fn a_front_and_a_table_higher_than_the_paper_go_on_on_the_next_page() {
    let cell = |words: &str| serde_json::json!({"body": [{"type": "paragraph", "content": [{"type": "text", "text": words}]}]});
    let head = serde_json::json!([{"cells": [cell(&"Head ".repeat(30)), cell("Right")]}]);
    let rows: Vec<_> = (0..3).map(|_| serde_json::json!({"cells": [cell(&"word ".repeat(400)), cell("b")]})).collect();
    let table = serde_json::json!({"type": "table", "columns": ["start", "end"], "head": head, "body": rows});
    let mut article = article(vec![serde_json::from_value(table).expect("a table")]);
    article.meta.title = vec![Inline::words("A title that goes on and on ".repeat(12))];
    article.meta.description = Some("A summary. ".repeat(40));
    let document = composed(article, "large-print", Paper::Custom { width: 220_000, height: 400_000 });
    for run in document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
        ItemKind::Glyphs(run) => Some(run),
        _ => None,
    }) {
        let inside = run.x >= 10.0 && run.x + run.width() <= 215.0 && run.y > 10.0 && run.y < 390.0;
        assert!(inside, "{:?} at {} {}", run.text, run.x, run.y);
    }
}

/// What a page's header and footer say, from left to right.
fn furniture(page: &Page) -> Vec<String> {
    let mut said: Vec<(f32, f32, String)> = Vec::new();
    for item in &page.items {
        if let (ItemKind::Glyphs(run), Part::Artifact(_)) = (&item.kind, Part::of(item.owner)) {
            said.push((run.y, run.x, run.text.clone()));
        }
    }
    said.sort_by(|a, b| (a.0, a.1).partial_cmp(&(b.0, b.1)).expect("numbers"));
    said.into_iter().map(|(_, _, words)| words).collect()
}

#[test]
fn title_and_section_share_the_header_as_they_need_and_the_footer_parts_where_it_is_narrow() {
    let heading = |words: &str| -> Block {
        let content = serde_json::json!([{"type": "text", "text": words}]);
        serde_json::from_value(serde_json::json!({"type": "heading", "level": 1, "content": content}))
            .expect("a heading")
    };
    let long = "Is this title with many words too long to stand beside a section in half of a line";
    let set = |section: &str, paper| {
        let mut body = vec![heading(section)];
        body.extend((0..90).map(|_| paragraph("One line.")));
        let mut article = article(body);
        article.meta.title = vec![Inline::words(long)];
        article.meta.version = Some("2.1 of the second edition".to_owned());
        furniture(&composed(article, "clinic", paper).pages[2])
    };
    assert_eq!(set("Rest", Paper::A4)[..2], [long, "Rest"]);
    let both = set("A section whose heading is nearly as long as the title", Paper::A4);
    assert!(both[0].ends_with('…') && both[1].ends_with('…'), "{both:?}");
    let narrow = set("Rest", Paper::Custom { width: 210_000, height: 500_000 });
    assert_eq!(narrow.len(), 3, "{narrow:?}");
    assert_eq!(narrow[0], "Rest", "of title and section the one that changes");
    assert!(narrow[1].starts_with("Version 2.1 of") && narrow[2].starts_with("Page 3 of"), "{narrow:?}");
}

#[test]
fn a_callout_stays_whole_where_that_leaves_less_than_a_third_of_a_page() {
    let run = |words: &str| serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": words}]});
    let callout = serde_json::json!({"type": "callout", "kind": "note", "title": [{"type": "text", "text": "Note"}],
        "body": [run(&"Inside. ".repeat(60))]});
    let callout: Block = serde_json::from_value(callout).expect("a callout");
    for before in 12..40 {
        let mut body: Vec<Block> = (0..before).map(|_| paragraph("One line.")).collect();
        body.push(callout.clone());
        body.extend((0..40).map(|_| paragraph("One line.")));
        let document = composed(article(body), "clinic", Paper::A4);
        let pages = document.pages.iter().filter(|page| words(page).contains("Inside.")).count();
        assert_eq!(pages, 1, "{before}");
    }
}

#[test]
fn numbers_of_a_list_end_at_one_edge() {
    let items: Vec<_> = (1..=12)
        .map(|at| {
            let body = [serde_json::json!({"type": "paragraph", "content": [{"type": "text", "text": "Words"}]})];
            serde_json::json!({"label": format!("{at}."), "body": body})
        })
        .collect();
    let marker = serde_json::json!({"ordered": {"start": 1, "numerals": "decimal"}});
    let list = serde_json::json!({"type": "list", "marker": marker, "tight": true, "items": items});
    let list: Block = serde_json::from_value(list).expect("a list");
    for theme in Theme::NAMES {
        let document = composed(article(vec![list.clone()]), theme, Paper::A4);
        let ends = document.pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.kind {
            ItemKind::Glyphs(run) if run.text.ends_with('.') && run.text.len() < 4 => Some(run.x + run.width()),
            _ => None,
        });
        let ends: Vec<f32> = ends.collect();
        assert_eq!(ends.len(), 12, "{theme}");
        assert!(ends.iter().all(|end| (end - ends[0]).abs() < 0.05), "{theme}: {ends:?}");
    }
}

#[test]
fn a_theme_that_leaves_no_room_for_words_is_refused() {
    let source =
        Theme::source("clinic").expect("a theme").replace("margin-inner = \"22mm\"", "margin-inner = \"400mm\"");
    let theme = Theme::parse(&source).expect("a theme");
    let made = compose(&resolved(article(vec![paragraph("One.")])), fonts(), &mut Shaper::default(), &theme, Paper::A4);
    assert!(made.unwrap_err().message.contains("leave no room"));
}

#[test]
fn a_picture_with_too_few_pixels_for_its_width_is_told() {
    let figure = |width: Option<u8>| -> Vec<Diagnostic> {
        let json = serde_json::json!({"type": "figure", "path": "img/leaf.png", "alt": "A leaf", "width": width});
        let article = resolved(article(vec![serde_json::from_value(json).expect("a figure")]));
        let theme = Theme::clinic();
        compose(&article, fonts(), &mut Shaper::default(), &theme, Paper::A4).expect("a document").1
    };
    assert_eq!(figure(None), []);
    let told = figure(Some(100));
    let [told] = &told[..] else { panic!("one: {told:?}") };
    assert_eq!(told.code, Code::CoarseImage);
    assert_eq!(told.help.as_deref(), Some("use a picture at least 916 pixels wide, or a smaller `width`"));
}
