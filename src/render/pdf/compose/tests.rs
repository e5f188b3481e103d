//! Properties of pages, as readable dumps: positioned text for every theme and paper, and the structure tree.

use super::{Design, compose};
use crate::{
    article::{Article, Block, Callout, CalloutKind, Inline, Lang, Scope, Span, TocMode},
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

mod formulas;
mod letters;
mod pages;
mod proof;
mod tables;
mod whole;

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| Fonts::new(&FontSet::bundled()))
}

fn design(theme: &Theme, paper: Paper) -> Design<'_> {
    Design { theme, paper, pictures: 1.0, fillable: false }
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
    compose(&resolved(article), fonts(), &mut Shaper::default(), design(&theme, paper)).expect("a document").0
}

fn article(body: Vec<Block>) -> Article {
    let mut article = Article { body, ..Article::default() };
    article.meta.title = vec![Inline::words("A title")];
    article
}

fn paragraph(words: &str) -> Block {
    Block::paragraph(vec![Inline::words(words)], Span::default())
}

/// Returns the text of a page, without header and footer.
fn words(page: &Page) -> String {
    let mut words = String::new();
    for item in &page.items {
        if let (ItemKind::Glyphs(run), Part::Content(_)) = (&item.kind, Part::of(item.owner)) {
            words.push_str(&run.text);
        }
    }
    words
}

/// Returns an article read from Markdown, on A4 in the clinic theme.
fn from_markdown(text: &str) -> Document {
    let reading = read(&Source::new("a.md", text), Syntax::Markdown);
    composed(reading.article, "clinic", Paper::A4)
}

fn pages(document: &Document) -> String {
    document.pages.iter().map(dump::page).collect()
}

/// Returns the structure tree with the text of each element.
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
fn every_theme_sets_the_rich_article_as_recorded() {
    for (theme, name) in [("clinic", "a4"), ("book", "a5"), ("large-print", "letter")] {
        let paper = name.parse().expect("a paper");
        insta::assert_snapshot!(format!("{theme}-{name}"), pages(&composed(rich(), theme, paper)));
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

#[test]
fn a_picture_with_too_few_pixels_for_its_width_is_reported() {
    let figure = |width: Option<u8>| -> Vec<Diagnostic> {
        let json = serde_json::json!({"type": "figure", "path": "img/leaf.png", "alt": "A leaf", "width": width});
        let article = resolved(article(vec![serde_json::from_value(json).expect("a figure")]));
        let theme = Theme::clinic();
        compose(&article, fonts(), &mut Shaper::default(), design(&theme, Paper::A4)).expect("a document").1
    };
    assert_eq!(figure(None), []);
    let reported = figure(Some(100));
    let [reported] = &reported[..] else { panic!("one: {reported:?}") };
    assert_eq!(reported.code, Code::CoarseImage);
    assert_eq!(reported.help.as_deref(), Some("use a picture at least 916 pixels wide, or a smaller `width`"));
}
