//! Tests of resolving, with small articles.

use super::{Options, Resolved, resolve};
use crate::{
    article::*,
    diagnostic::{Code, Diagnostic},
    env::MemoryEnv,
};

fn run(article: Article) -> (Resolved, Vec<Code>) {
    let (resolved, diagnostics) = run_in(article, &MemoryEnv::new());
    (resolved, diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn run_in(article: Article, env: &MemoryEnv) -> (Resolved, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let resolved = resolve(article, None, env, &Options::default(), &mut diagnostics);
    assert_eq!(resolved.article().validate(), []);
    (resolved, diagnostics)
}

/// Parses an article from the JSON form of the AST, where spans and empty fields may be left out.
fn article(body: serde_json::Value) -> Article {
    whole(serde_json::json!({ "meta": { "title": [text("T")] }, "body": body }))
}

fn whole(article: serde_json::Value) -> Article {
    serde_json::from_value(article).expect("an article")
}

fn text(words: &str) -> serde_json::Value {
    serde_json::json!({ "type": "text", "text": words })
}

fn heading(level: u8, words: &str) -> serde_json::Value {
    serde_json::json!({ "type": "heading", "level": level, "content": [text(words)] })
}

fn paragraph(content: serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "type": "paragraph", "content": content })
}

fn citation(written: &str, keys: &[&str]) -> serde_json::Value {
    let items: Vec<_> = keys.iter().map(|key| serde_json::json!({ "key": key })).collect();
    serde_json::json!({ "type": "citation", "items": items, "written": written })
}

fn headings(article: &Article) -> Vec<(u8, Option<String>, String, String)> {
    let mut found = Vec::new();
    for_each_block(&article.body, &mut |block| {
        if let Block::Heading(x) = block {
            let anchor = x.anchor.as_ref().map(ToString::to_string).unwrap_or_default();
            found.push((x.level.get(), x.number.clone(), plain_text(&x.content), anchor));
        }
    });
    found
}

#[test]
fn heading_levels_never_skip_and_numbers_follow() {
    let mut input = article(serde_json::json!([
        heading(2, "A"),
        heading(4, "B"),
        heading(4, "B"),
        heading(2, "¿Qué?"),
        heading(3, "茶")
    ]));
    input.meta.number_headings = true;
    let (resolved, codes) = run(input);
    let shown: Vec<String> = headings(resolved.article())
        .into_iter()
        .map(|(level, number, _, anchor)| format!("{level} {} #{anchor}", number.unwrap_or_default()))
        .collect();
    assert_eq!(shown, ["1 1 #a", "2 1.1 #b", "2 1.2 #b-2", "1 2 #que", "2 2.1 #section-5"]);
    assert_eq!(codes, [Code::SkippedLevel, Code::SkippedLevel]);
}

#[test]
fn a_title_comes_from_the_heading_above_all_others() {
    let input = whole(serde_json::json!({ "meta": {}, "body": [heading(1, "Tea"), heading(2, "Water")] }));
    let (resolved, codes) = run(input);
    assert_eq!(resolved.article().title_text(), "Tea");
    assert_eq!(headings(resolved.article()).len(), 1);
    assert_eq!(codes, []);
    let (resolved, codes) = run(whole(serde_json::json!({ "meta": {}, "body": [] })));
    assert_eq!((resolved.article().title_text().as_str(), codes), ("Untitled", vec![Code::NoTitle]));
}

#[test]
fn the_title_block_lists_authors_and_dates_unless_there_is_a_byline() {
    let mut meta = serde_json::json!({
        "title": [text("T")], "lang": "de", "category": "Ratgeber", "description": "Kurz.",
        "authors": [{ "name": "A" }, { "name": "B" }, { "name": "C", "role": "reviewer" }],
        "published": { "text": "3. Mai 2026" }, "reviewed": { "text": "4. Mai 2026" }, "version": "2"
    });
    let front = |meta: &serde_json::Value| {
        let (resolved, _) = run(whole(serde_json::json!({ "meta": meta, "body": [] })));
        resolved.article().front.clone().expect("a title block")
    };
    let block = front(&meta);
    assert_eq!(
        block.lines,
        ["Von A und B", "C (reviewer)", "Veröffentlicht: 3. Mai 2026 · Geprüft: 4. Mai 2026 · Version 2"]
    );
    assert_eq!((block.category.as_deref(), plain_text(&block.summary)), (Some("Ratgeber"), "Kurz.".to_owned()));
    meta["byline"] = "Zuletzt vor 6 Monaten von A".into();
    assert_eq!(front(&meta).lines, ["Zuletzt vor 6 Monaten von A", "Geprüft: 4. Mai 2026 · Version 2"]);
}

#[test]
fn tips_continue_numbering_if_asked() {
    let tips = |extra: serde_json::Value| {
        let mut tips =
            serde_json::json!({ "type": "tips", "items": [{ "lead": [text("x")] }, { "lead": [text("y")] }] });
        tips.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        tips
    };
    let (resolved, _) = run(article(serde_json::json!([
        tips(serde_json::json!({})),
        { "type": "quote", "body": [tips(serde_json::json!({ "continues": true }))] },
        tips(serde_json::json!({ "start": 9 })),
        paragraph(serde_json::json!([{ "type": "cross-ref", "target": "tip-3" }, { "type": "cross-ref", "target": "tip:9" }])),
    ])));
    let mut shown = Vec::new();
    for_each_block(&resolved.article().body, &mut |block| {
        if let Block::Tips(x) = block {
            shown.extend(
                x.items
                    .iter()
                    .map(|tip| (tip.number.expect("a number"), tip.anchor.clone().expect("an anchor").to_string())),
            );
        }
    });
    let anchors: Vec<String> = [1, 2, 3, 4, 9, 10].iter().map(|n| format!("tip-{n}")).collect();
    assert_eq!(shown, [1, 2, 3, 4, 9, 10].into_iter().zip(anchors).collect::<Vec<_>>());
    let Some(Block::Paragraph(last)) = resolved.article().body.last() else { panic!("a paragraph") };
    assert_eq!(plain_text(&last.content), "Tip 3Tip 9");
}

#[test]
fn notes_are_numbered_in_order_of_first_reference() {
    let mark = |label: &str| serde_json::json!({ "type": "note-ref", "label": label });
    let note =
        |label: &str| serde_json::json!({ "label": label, "body": [paragraph(serde_json::json!([text(label)]))] });
    let (resolved, codes) = run(whole(serde_json::json!({
        "meta": { "title": [text("T")] },
        "body": [paragraph(serde_json::json!([mark("b"), mark("a"), mark("b"), mark("gone")]))],
        "notes": [note("a"), note("unused"), note("b")],
    })));
    let article = resolved.article();
    let shown: Vec<String> = article
        .notes
        .iter()
        .map(|x| {
            let from: Vec<&str> = x.referred_from.iter().map(Anchor::as_str).collect();
            format!(
                "{} {} {} {}",
                x.number.unwrap_or_default(),
                x.label,
                x.anchor.as_ref().map_or("", Anchor::as_str),
                from.join(" ")
            )
        })
        .collect();
    assert_eq!(shown, ["1 b note-1 noteref-1 noteref-1-2", "2 a note-2 noteref-2"]);
    assert_eq!(codes, [Code::MissingNote, Code::UnusedNote]);
    let Block::Paragraph(x) = &article.body[0] else { panic!("a paragraph") };
    assert_eq!(plain_text(&x.content), "[^gone]");
}

#[test]
fn written_marks_link_each_numeral_and_count_ranges() {
    let entry = |n: u32| serde_json::json!({ "key": n.to_string(), "content": [text("Entry")] });
    let (resolved, codes) = run(whole(serde_json::json!({
        "meta": { "title": [text("T")] },
        "body": [paragraph(serde_json::json!([citation("[3,4]", &["3", "4"]), citation("[1–3]", &["1", "3"]), citation("[9]", &["9"])]))],
        "references": (1..=5).map(entry).collect::<Vec<_>>(),
    })));
    let mut marks = Vec::new();
    for_each_inline(&resolved.article().body, &mut |inline| {
        if let Inline::Citation(x) = inline {
            let parts = x.mark.iter().map(|part| {
                let words = plain_text(&part.content);
                part.entry.as_ref().map_or(words.clone(), |entry| format!("{words}→{entry}"))
            });
            marks.push(parts.collect::<Vec<_>>().join("|"));
        }
    });
    assert_eq!(marks, ["[|3→ref-3|,|4→ref-4|]", "[|1→ref-1|–|3→ref-3|]", "[|9|]"]);
    let cited: Vec<usize> = resolved.article().references.iter().map(|entry| entry.cited_from.len()).collect();
    assert_eq!(cited, [1, 1, 2, 1, 0]);
    assert_eq!(codes, [Code::MissingReference, Code::UncitedReference]);
    assert_eq!(headings(resolved.article())[0].2, "References");
    assert!(matches!(resolved.article().body.last(), Some(Block::Bibliography(_))));
}

#[test]
fn dead_or_unsafe_links_become_text() {
    let link =
        |target: serde_json::Value| serde_json::json!({ "type": "link", "target": target, "content": [text("w")] });
    let urls = [
        "https://a.org/x y",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "file:///etc",
        "data:text/html,x",
        "other.md",
        "MAILTO:a@b.org",
        "https:://a.org/b",
    ];
    let mut content: Vec<_> = urls.iter().map(|url| link(serde_json::json!({ "url": url }))).collect();
    content.extend(["dose", "nowhere"].map(|name| link(serde_json::json!({ "anchor": name }))));
    content.push(serde_json::json!({ "type": "cross-ref", "target": "sec:dose" }));
    let (resolved, codes) = run(article(serde_json::json!([
        { "type": "heading", "level": 1, "content": [text("The dose")], "anchor": "sec:dose" },
        { "type": "heading", "level": 1, "content": [text("Dose")], "anchor": "sec:dose" },
        paragraph(content.into()),
    ])));
    let mut shown = Vec::new();
    let Some(Block::Paragraph(x)) = resolved.article().body.last() else { panic!("a paragraph") };
    for inline in &x.content {
        shown.push(match inline {
            Inline::Link(link) => match &link.target {
                Target::Url(url) => url.clone(),
                Target::Anchor(anchor) => format!("#{anchor}"),
            },
            Inline::CrossRef(x) => format!("{} #{}", plain_text(&x.content), x.target),
            other => plain_text(std::slice::from_ref(other)),
        });
    }
    assert_eq!(
        shown,
        [
            "https://a.org/x%20y",
            "w",
            "w",
            "w",
            "w",
            "w",
            "MAILTO:a@b.org",
            "w",
            "#sec-dose-2",
            "w",
            "The dose #sec-dose"
        ]
    );
    let unsafe_link = Code::UnsafeLink;
    assert_eq!(
        codes,
        [
            Code::DuplicateAnchor,
            unsafe_link,
            unsafe_link,
            unsafe_link,
            unsafe_link,
            Code::DeadLink,
            Code::DeadLink,
            Code::DeadLink
        ]
    );
}

/// Returns a gray PNG of this size.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(width, height).write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

#[test]
fn pictures_are_read_once_and_typed_by_their_bytes() {
    use base64::Engine as _;
    let data = format!("data:image/jpeg;base64,{}", base64::engine::general_purpose::STANDARD.encode(png(2, 1)));
    let figure = |path: &str| serde_json::json!({ "type": "figure", "path": path, "alt": "A cup" });
    let env = MemoryEnv::new().with_file("a cup.png", png(3, 2));
    let body = serde_json::json!([figure("a%20cup.png"), figure(&data), figure("a%20cup.png")]);
    let (resolved, diagnostics) = run_in(article(body), &env);
    assert_eq!(diagnostics, []);
    let shown: Vec<(&str, u32, u32)> =
        resolved.article().resources.iter().map(|x| (x.media_type.as_str(), x.width, x.height)).collect();
    assert_eq!(shown, [("image/png", 3, 2), ("image/png", 2, 1)]);
    assert!(resolved.picture(&data).is_some());
}

#[test]
fn pictures_that_cannot_be_shown_are_named_with_help() {
    let mut huge = png(1, 1);
    huge[16..24].copy_from_slice(&[0, 0, 0x40, 0, 0, 0, 0x40, 0]);
    let crc = flate2::Crc::new();
    let crc = {
        let mut crc = crc;
        crc.update(&huge[12..29]);
        crc.sum()
    };
    huge[29..33].copy_from_slice(&crc.to_be_bytes());
    let env = MemoryEnv::new()
        .with_file("huge.png", huge)
        .with_file("text.png", *b"words")
        .with_file("a.svg", *b"<svg><g></svg>");
    let paths =
        ["gone.png", "../up.png", "https://a.org/x.png", "huge.png", "text.png", "a.svg", "data:image/png;base64,!!"];
    let figures: Vec<_> =
        paths.iter().map(|path| serde_json::json!({ "type": "figure", "path": path, "alt": "" })).collect();
    let (resolved, diagnostics) = run_in(article(figures.into()), &env);
    let reported: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.code != Code::NoAlt).collect();
    assert_eq!(diagnostics.len() - reported.len(), paths.len());
    assert!(resolved.article().resources.is_empty());
    let lines: Vec<String> = reported
        .iter()
        .map(|x| format!("{}: {} ({})", x.code, x.message, x.help.as_deref().unwrap_or_default()))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_resolved_article_from_json_passes_through_unchanged() {
    let env = MemoryEnv::new().with_file("a.png", png(3, 2));
    let body = serde_json::json!([heading(1, "Tea"), { "type": "figure", "path": "a.png", "alt": "A cup" }]);
    let (first, _) = run_in(article(body), &env);
    let json = serde_json::to_string(first.article()).expect("JSON");
    let (again, diagnostics) = run_in(serde_json::from_str(&json).expect("an article"), &env);
    assert_eq!(first.article(), again.article());
    assert_eq!((diagnostics.len(), again.picture("a.png").is_some()), (0, true));
}

#[test]
fn long_chains_of_notes_and_many_equal_headings_resolve() {
    let mark = |n: u32| serde_json::json!({ "type": "note-ref", "label": n.to_string() });
    let notes: Vec<_> = (0..3000)
        .map(|n| serde_json::json!({ "label": n.to_string(), "body": [paragraph(serde_json::json!([mark(n + 1)]))] }))
        .collect();
    let mut body: Vec<_> = (0..20_000).map(|_| heading(1, "Dose")).collect();
    body.push(paragraph(serde_json::json!([mark(0)])));
    let (resolved, _) =
        run(whole(serde_json::json!({ "meta": { "title": [text("T")] }, "body": body, "notes": notes })));
    assert_eq!(resolved.article().notes.len(), 3000);
    assert_eq!(headings(resolved.article())[19_999].3, "dose-20000");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
    #[test]
    fn every_valid_article_resolves_to_a_valid_one(input in super::any::article()) {
        assert_eq!(input.validate(), []);
        let env = MemoryEnv::new().with_file("references.bib", *b"@book{a, title = {A}}\n@book{b, title = {B}, year = 2020}");
        let (resolved, _) = run_in(input, &env);
        let (again, _) = run_in(resolved.article().clone(), &env);
        assert_eq!(resolved.article(), again.article());
    }
}

fn callout(kind: &str, title: &str) -> serde_json::Value {
    serde_json::json!({ "type": "callout", "kind": kind, "title": [text(title)], "body": [paragraph(serde_json::json!([text("Words.")]))] })
}

#[test]
fn a_callout_whose_text_starts_with_its_kind_says_it_once() {
    let boxed = |words: &str| serde_json::json!({ "type": "callout", "kind": "note", "title": [], "body": [paragraph(serde_json::json!([text(words)]))] });
    let (resolved, _) =
        run(article(serde_json::json!([boxed("NOTE: Ask first."), boxed("Notes are kept."), boxed("Note:")])));
    let mut said = Vec::new();
    for_each_block(&resolved.article().body, &mut |block| {
        if let Block::Paragraph(x) = block {
            said.push(plain_text(&x.content));
        }
    });
    assert_eq!(said, ["Ask first.", "Notes are kept.", "Note:"]);
}

#[test]
fn a_callout_names_its_kind_next_to_its_own_title_in_the_surrounding_language() {
    let part = |lang: &str, inside: serde_json::Value| serde_json::json!({ "type": "division", "lang": lang, "body": [inside] });
    let (resolved, _) = run(article(serde_json::json!([
        callout("warning", "Phone us when"),
        callout("warning", "A last warning"),
        callout("warning", "Danger"),
        callout("note", "Key facts"),
        callout("further-reading", "Good books"),
        part("fr", callout("emergency", "Appelez le 15")),
        part("ja", callout("caution", "")),
    ])));
    let mut said = Vec::new();
    for_each_block(&resolved.article().body, &mut |block| {
        if let Block::Callout(x) = block {
            said.push(plain_text(&x.heading()));
        }
    });
    let wanted = [
        "Warning: Phone us when",
        "A last warning",
        "Danger",
        "Key facts",
        "Good books",
        "Urgence\u{a0}: Appelez le 15",
        "注意",
    ];
    assert_eq!(said, wanted);
}

#[test]
fn the_title_block_formats_dates_and_names_and_metadata_keeps_them_as_written() {
    let front = |author: &str| {
        let (resolved, _) = run(whole(serde_json::json!({
            "meta": {
                "title": [text("T")],
                "lang": "en-US",
                "authors": [{ "name": author }],
                "published": { "text": "2026-03-09", "iso": "2026-03-09" },
                "reviewed": { "text": "spring 2026", "iso": "2026" },
            },
            "body": [],
        })));
        let article = resolved.article();
        assert_eq!(article.meta.authors[0].name, author);
        assert_eq!(article.meta.published.as_ref().unwrap().text, "2026-03-09");
        article.front.as_ref().unwrap().lines.join(" | ")
    };
    let dates = "Published March 9, 2026 · Reviewed spring 2026";
    assert_eq!(front("Anne O'Hara"), format!("By Anne O’Hara | {dates}"));
    assert_eq!(front("Sleep Clinic, St. Mary's"), format!("Sleep Clinic, St. Mary’s | {dates}"));
}

#[test]
fn one_figure_has_a_number_only_where_something_refers_to_it() {
    let figure = serde_json::json!({ "type": "figure", "path": "a.png", "alt": "A", "anchor": "sling", "caption": { "content": [text("A sling.")] } });
    let label = |others: Vec<serde_json::Value>| {
        let body: Vec<_> = std::iter::once(figure.clone()).chain(others).collect();
        let env = MemoryEnv::new().with_file("a.png", png(3, 2)).with_file("b.png", png(3, 2));
        let (resolved, _) = run_in(article(serde_json::json!(body)), &env);
        let Block::Figure(first) = &resolved.article().body[0] else { panic!("a figure") };
        first.caption.as_ref().unwrap().label.clone()
    };
    let one = Some("Figure 1".to_owned());
    assert_eq!(label(vec![]), None);
    let reference = serde_json::json!({ "type": "cross-ref", "target": "sling", "content": [] });
    assert_eq!(label(vec![paragraph(serde_json::json!([text("As in "), reference]))]), one);
    assert_eq!(label(vec![paragraph(serde_json::json!([text("See figure 1.")]))]), one);
    let other = serde_json::json!({ "type": "figure", "path": "b.png", "alt": "B", "caption": { "content": [text("A cast.")] } });
    assert_eq!(label(vec![other]), one);
}

#[test]
fn a_reference_does_not_repeat_the_word_before_it() {
    let figure = serde_json::json!({ "type": "figure", "path": "a.png", "alt": "A", "anchor": "fig-a",
        "caption": { "content": [text("Cup")] } });
    let division = serde_json::json!({ "type": "division", "anchor": "fig-b", "body": [figure] });
    let to = |anchor: &str| serde_json::json!({ "type": "cross-ref", "target": anchor, "content": [] });
    let line = [text("See Figure "), to("fig-a"), text(", (Fig."), text(" "), to("fig-a"), text(") and "), to("fig-b")];
    let (resolved, _) = run(article(serde_json::json!([division, paragraph(serde_json::json!(line))])));
    let mut found = String::new();
    for_each_block(&resolved.article().body, &mut |block| {
        if let Block::Paragraph(x) = block {
            found = plain_text(&x.content);
        }
    });
    assert_eq!(found, "See Figure 1, (Fig. 1) and Figure 1");
}
