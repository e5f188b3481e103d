//! Tests of the EPUB renderer. The cases are articles in JSON under `tests/cases/epub`, one folder each, with a
//! readable dump of the EPUB. `HANDOUT_KEEP=DIR` keeps the EPUBs for validators.

use super::Epub;
use crate::{
    article::{Article, Lang},
    env::MemoryEnv,
    locale::Digits,
    render::{Context, Options, PageMap, PageStart, Rendered, Renderer, faces::Faces},
    resolve::resolve,
};
use std::{
    fmt::Write as _,
    io::{Cursor, Read as _},
    path::Path,
};
use zip::{CompressionMethod, ZipArchive};

fn leaf() -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    let green = image::RgbImage::from_fn(120, 80, |x, y| {
        let inside = (f64::from(x) - 60.0).powi(2) / 3000.0 + (f64::from(y) - 40.0).powi(2) / 1000.0 < 1.0;
        image::Rgb(if inside { [60, 120, 60] } else { [240, 240, 230] })
    });
    green.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    png.into_inner()
}

fn render(article: Article) -> Rendered {
    render_with(article, None)
}

fn render_with(article: Article, pages: Option<&PageMap>) -> Rendered {
    let env = MemoryEnv::new().with_file("img/leaf.png", leaf());
    let mut diagnostics = Vec::new();
    let resolved = resolve(article, None, &env, &crate::resolve::Options::default(), &mut diagnostics);
    assert_eq!(resolved.article().validate(), []);
    Epub::new(Faces::default())
        .render(&resolved, &Context { env: &env, options: &Options::default(), pages })
        .expect("an EPUB")
}

fn case(name: &str) -> Article {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/epub").join(name).join("article.json");
    let json = std::fs::read_to_string(path).expect("a case");
    serde_json::from_str(&json).expect("an article")
}

fn keep(name: &str, bytes: &[u8]) {
    if let Ok(folder) = std::env::var("HANDOUT_KEEP") {
        std::fs::write(Path::new(&folder).join(format!("{name}.epub")), bytes).expect("a folder");
    }
}

/// Lists the files of the EPUB with their compression, and the content of text files.
fn dump(bytes: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut dump = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let method = if file.compression() == CompressionMethod::Stored { "stored" } else { "deflated" };
        writeln!(dump, "=== {} ({method})", file.name()).expect("a string");
        let text = [".xhtml", ".opf", ".ncx", "mimetype"].iter().any(|ending| file.name().ends_with(ending));
        if text {
            file.read_to_string(&mut dump).expect("text");
        }
    }
    dump
}

fn matches_dump(name: &str) {
    let rendered = render(case(name));
    assert_eq!(rendered.diagnostics, []);
    keep(name, &rendered.bytes);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/epub").join(name);
    insta::with_settings!({ snapshot_path => folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("epub", dump(&rendered.bytes));
    });
}

#[test]
fn an_article_with_every_kind_of_node_is_marked_up() {
    matches_dump("rich");
}

#[test]
fn a_small_article_is_one_file() {
    matches_dump("small");
}

/// Returns a right-to-left article long enough to be split, with notes, a citation and links between its files.
fn long() -> Article {
    let text = |words: &str| serde_json::json!({ "type": "text", "text": words });
    let note = |label: &str| serde_json::json!({ "type": "note-ref", "label": label });
    let paragraph = |content: serde_json::Value| serde_json::json!({ "type": "paragraph", "content": content });
    let heading =
        |level: u8, words: &str| serde_json::json!({ "type": "heading", "level": level, "content": [text(words)] });
    let citation = serde_json::json!({ "type": "citation", "items": [{ "key": "1" }], "written": "[1]" });
    let back = serde_json::json!({ "type": "link", "target": { "anchor": "one" }, "content": [text("back")] });
    let words = "كلمة ".repeat(3000);
    let article = serde_json::json!({
        "meta": { "title": [text("الطريق الطويل")], "lang": "ar", "authors": [{ "name": "ليلى" }] },
        "body": [
            paragraph(serde_json::json!([text("Opening"), note("n")])),
            heading(1, "One"),
            paragraph(serde_json::json!([text(words.trim()), note("n"), citation])),
            heading(2, "One and a half"),
            heading(1, "Two"),
            paragraph(serde_json::json!([text(words.trim()), back, note("m"), citation])),
            heading(1, "المراجع"),
            { "type": "bibliography" },
        ],
        "notes": [
            { "label": "n", "body": [paragraph(serde_json::json!([text("First.")]))] },
            { "label": "m", "body": [paragraph(serde_json::json!([text("Second.")]))] },
        ],
        "references": [{ "key": "1", "label": "1.", "content": [text("A work.")] }],
    });
    serde_json::from_value(article).expect("an article")
}

#[test]
fn a_long_article_is_split_and_links_across_its_files() {
    let rendered = render(long());
    keep("long", &rendered.bytes);
    let dump = dump(&rendered.bytes).replace(&"كلمة ".repeat(3000).trim().to_owned(), "…");
    for part in [
        "=== OEBPS/title.xhtml",
        "=== OEBPS/section-3.xhtml",
        "href=\"section-1.xhtml#one\"",
        "href=\"section-3.xhtml#ref-1\"",
        "href=\"section-1.xhtml#cite-1\"",
        "<spine toc=\"ncx\" page-progression-direction=\"rtl\">",
        "<li><a href=\"section-2.xhtml#two\">Two</a></li>",
    ] {
        assert!(dump.contains(part), "{part} is missing from\n{dump}");
    }
    assert_eq!(dump.matches("epub:type=\"footnote\"").count(), 2, "one pop-up per note");
    let title = dump.split("===").find(|file| file.contains("title.xhtml (")).unwrap_or_default();
    assert!(title.contains("First.") && !title.contains("Second."), "a note stands in the text that names it first");
}

#[test]
fn the_same_article_gives_the_same_bytes() {
    assert_eq!(render(case("rich")).bytes, render(case("rich")).bytes);
}

fn titled(title: &str) -> Article {
    serde_json::from_value(serde_json::json!({
        "meta": { "title": [{ "type": "text", "text": title }], "category": "Better Nights", "authors": [{ "name": "Ana Ruiz" }] },
        "body": [{ "type": "paragraph", "content": [{ "type": "text", "text": "Words." }] }],
    }))
    .expect("an article")
}

fn cover(article: Article) -> Option<(usize, image::RgbImage)> {
    let rendered = render(article);
    let mut archive = ZipArchive::new(Cursor::new(rendered.bytes.as_slice())).expect("a zip");
    let mut png = Vec::new();
    archive.by_name("OEBPS/cover.png").ok()?.read_to_end(&mut png).expect("bytes");
    Some((png.len(), image::load_from_memory(&png).expect("a picture").into_rgb8()))
}

#[test]
fn a_cover_is_drawn_in_the_themes_accent_where_every_letter_can_be() {
    let accent = crate::theme::Theme::clinic().colors.accent;
    let titles =
        ["Tea, and what it does to a long night’s sleep", "A Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"];
    for title in titles {
        let (size, picture) = cover(titled(title)).expect("a cover");
        assert_eq!(picture.dimensions(), (1200, 1920));
        assert!(size < 60_000, "{size} bytes");
        assert_eq!(picture.get_pixel(0, 0).0, [accent.r, accent.g, accent.b]);
        assert!(picture.pixels().any(|pixel| pixel.0 == [255; 3]), "the title is set in white");
    }
    let rendered = render(titled("茶と睡眠"));
    assert!(!dump(&rendered.bytes).contains("cover.png"));
    assert!(rendered.diagnostics[0].message.contains("no cover"), "{:?}", rendered.diagnostics);
}

#[test]
fn a_cover_is_aligned_to_the_side_where_reading_starts() {
    for (lang, title, right) in [("ru", "Мойте руки", false), ("vi", "Rửa tay", false), ("ar", "اغسل يديك", true)]
    {
        let mut article = titled(title);
        article.meta.lang = crate::article::Lang::new(lang).ok();
        let (_, picture) = cover(article).expect("a cover");
        let white = |x: u32| (385..1460).any(|y| picture.get_pixel(x, y).0 == [255; 3]);
        let (left_most, right_most) =
            ((0..1200).find(|x| white(*x)).expect("ink"), (0..1200).rev().find(|x| white(*x)).expect("ink"));
        assert!(left_most >= 115 && right_most <= 1085, "{title}: from {left_most} to {right_most}");
        assert_eq!(if right { 1085 - right_most } else { left_most - 115 } / 24, 0, "{title}");
    }
}

#[test]
fn pages_of_a_printed_edition_are_listed_and_marked_where_they_begin() {
    let at = |block, entry| PageStart { block, entry };
    // the paragraph of the first section, the heading of the third, its entry, and one past the last block
    let starts = vec![at(0, None), at(2, None), at(6, None), at(7, Some(0)), at(8, None)];
    let rendered = render_with(long(), Some(&PageMap { starts }));
    keep("pages", &rendered.bytes);
    let dump = dump(&rendered.bytes);
    let list: Vec<&str> = dump.lines().filter(|line| line.contains("#page-")).collect();
    insta::assert_snapshot!(list.join("\n"), @r##"
    <li><a href="title.xhtml#page-1">١</a></li>
    <li><a href="section-1.xhtml#page-2">٢</a></li>
    <li><a href="section-3.xhtml#page-3">٣</a></li>
    <li><a href="section-3.xhtml#page-4">٤</a></li>
    <li><a href="section-3.xhtml#page-5">٥</a></li>
    "##);
    let mark = |page| {
        let label = Digits::of(&Lang::new("ar").unwrap()).write(page);
        format!("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-{page}\" aria-label=\"{label}\"/>")
    };
    for (page, before) in [(1, "<header"), (2, "<p>"), (3, "<h2"), (4, "<span class=\"label\">1."), (5, "</body>")] {
        assert!(dump.contains(&(mark(page) + before)), "page {page}: {dump}");
    }
    assert!(dump.contains("<meta property=\"pageBreakSource\">الطريق الطويل (PDF)</meta>"));
}

#[test]
fn claims_of_the_author_are_in_the_package_as_given() {
    let mut article = titled("Tea");
    article.meta.authors[0].file_as = Some("Ruiz, Ana".to_owned());
    article.meta.source = Some("The tea book".to_owned());
    let plain = dump(&render(article.clone()).bytes);
    assert!(plain.contains("<meta refines=\"#creator-1\" property=\"file-as\">Ruiz, Ana</meta>"));
    assert!(plain.contains("<dc:source>The tea book</dc:source>"));
    assert!(!plain.contains("conformsTo"));
    article.meta.conforms_to = Some("EPUB Accessibility 1.1 - WCAG 2.2 Level AA".to_owned());
    article.meta.certified_by = Some("Ana Ruiz".to_owned());
    let asserted = dump(&render(article).bytes);
    assert!(asserted.contains("id=\"conformance\">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>"));
    assert!(asserted.contains("<meta refines=\"#conformance\" property=\"a11y:certifiedBy\">Ana Ruiz</meta>"));
}

#[test]
fn a_page_with_formulas_declares_them_in_the_manifest_and_to_readers() {
    let mut article = titled("Tea");
    let formula = crate::article::Formula::new(crate::article::MathSyntax::Tex, "x^2", Default::default());
    let line = vec![crate::article::Inline::Formula(Box::new(formula))];
    article.body = vec![crate::article::Block::paragraph(line, Default::default())];
    let dump = dump(&render(article).bytes);
    for part in ["properties=\"mathml\"", ">MathML</meta>", ">describedMath</meta>", " alttext=\"x²\">"] {
        assert!(dump.contains(part), "{part} in {dump}");
    }
}
