use super::*;
use crate::article::Span;
use crate::article::TocMode;

fn meta(text: &str) -> (Meta, Vec<Diagnostic>, usize) {
    let mut diagnostics = Vec::new();
    let (meta, body) = read(text, &mut diagnostics);
    (meta, diagnostics, body)
}

/// Returns metadata without positions, which depend on the syntax.
fn bare(text: &str) -> Meta {
    let mut meta = meta(text).0;
    for inline in meta.title.iter_mut().chain(&mut meta.subtitle) {
        if let crate::article::Inline::Text(text) = inline {
            text.span = Span::default();
        }
    }
    meta.bibliography.iter_mut().for_each(|path| path.span = Span::default());
    meta
}

const YAML: &str = "---\ntitle: Tea\nauthors:\n  - name: Ana Ruiz\n    role: reviewer\ndate: 2026-05-03\ntags: [tea, water]\nversion: 1.10\nlang: en-GB\nseries: {name: Drinks, position: 2}\nbibliography: refs.bib\nmood: calm\n---\n";
const TOML: &str = "+++\ntitle = \"Tea\"\ndate = 2026-05-03\ntags = [\"tea\", \"water\"]\nversion = \"1.10\"\nlang = \"en-GB\"\nbibliography = \"refs.bib\"\nmood = \"calm\"\n[series]\nname = \"Drinks\"\nposition = 2\n[[authors]]\nname = \"Ana Ruiz\"\nrole = \"reviewer\"\n+++\n";
const JSON: &str = r#"{"title": "Tea", "date": "2026-05-03", "tags": ["tea", "water"], "version": "1.10", "lang": "en-GB",
"bibliography": "refs.bib", "mood": "calm", "series": {"name": "Drinks", "position": 2},
"authors": [{"name": "Ana Ruiz", "role": "reviewer"}]}
"#;

#[test]
fn yaml_toml_and_json_give_the_same_metadata() {
    assert_eq!(bare(YAML), bare(TOML));
    assert_eq!(bare(YAML), bare(JSON));
    let meta = bare(YAML);
    assert_eq!(meta.version.as_deref(), Some("1.10"));
    assert_eq!(meta.keywords, ["tea", "water"]);
    assert_eq!(meta.authors[0].role.as_deref(), Some("reviewer"));
}

#[test]
fn a_table_of_contents_is_requested_by_a_word_or_a_boolean() {
    for (written, mode) in [
        ("yes", TocMode::Yes),
        ("true", TocMode::Yes),
        ("\"no\"", TocMode::No),
        ("false", TocMode::No),
        ("auto", TocMode::Auto),
    ] {
        assert_eq!(meta(&format!("---\ntoc: {written}\n---\n")).0.toc, mode, "{written}");
    }
    assert_eq!(meta("---\ntoc: perhaps\n---\n").1[0].code, Code::BadValue);
}

#[test]
fn an_unknown_key_is_kept_and_reported_once_with_a_suggestion() {
    let (meta, diagnostics, _) = meta("---\ntitel: Tea\nlayout: post\n---\n");
    assert!(meta.other.contains_key("titel") && meta.other.contains_key("layout"));
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].help.as_deref(), Some("did you mean `title`?"));
    assert_eq!(diagnostics[0].span, Some(Span::new(4, 9)));
}

#[test]
fn joss_affiliations_are_found_by_their_number() {
    let text = "---\nauthors:\n  - name: A\n    affiliation: \"1, 2\"\n    orcid: https://orcid.org/0000-0001-2345-6789\naffiliations:\n  - name: One\n    index: 1\n  - name: Two\n    index: 2\n---\n";
    let author = &meta(text).0.authors[0];
    assert_eq!(author.affiliation.as_deref(), Some("One; Two"));
    assert_eq!(author.orcid.as_deref(), Some("0000-0001-2345-6789"));
}

#[test]
fn a_broken_block_is_an_error_at_its_line() {
    for text in ["---\ntitle: [a\n---\nbody", "+++\ntitle = \n+++\nbody", "{\"title\": }\n\nbody"] {
        let (_, diagnostics, body) = meta(text);
        assert_eq!(diagnostics.len(), 1, "{text}");
        assert_eq!(diagnostics[0].code, Code::BadFrontMatter, "{text}");
        assert!(diagnostics[0].span.is_some() && text[body..].ends_with("body"), "{text}");
    }
}

#[test]
fn a_rule_at_the_start_is_not_front_matter() {
    assert_eq!(meta("---\n\nwords\n\n---\n").2, 0);
    assert_eq!(meta("---\nwords\n---\n").2, 0);
    assert_eq!(meta("{% include x %}\n").2, 0);
}

#[test]
fn aliases_and_nesting_cannot_fill_the_memory() {
    let bomb: String = (0..40).map(|n| format!("a{n}: &a{n} [*a{}, *a{}]\n", n + 1, n + 1)).collect();
    let chain = |name: &str| {
        let levels = (1..40).map(|n| format!("a{n}: &{name}{n} [*{name}{}, *{name}{}]\n", n - 1, n - 1));
        format!("a0: &{name}0 [x]\n{}", levels.collect::<String>())
    };
    let wide = format!("a: &_a \"{}\"\nb: [{}]\n", "x".repeat(5_000), "*_a, ".repeat(5_000));
    for inside in [
        bomb,
        chain("a"),
        chain("_"),
        chain("é"),
        wide,
        format!("a: {}", "[".repeat(50_000)),
        format!("a:\n {}b", "- ".repeat(50_000)),
    ] {
        let (_, diagnostics, _) = meta(&format!("---\n{inside}\n---\n"));
        assert_eq!(diagnostics[0].code, Code::BadFrontMatter);
    }
}

#[test]
fn hugo_dates_and_jekyll_categories_are_understood() {
    let hugo = "+++\ntitle = \"T\"\ndate = 2026-05-03T10:00:00+02:00\nlastmod = 2026-06-01\ndraft = true\n+++\n";
    let (read, reported, _) = meta(hugo);
    assert_eq!(read.published.and_then(|date| date.iso).as_deref(), Some("2026-05-03"));
    assert_eq!(read.updated.and_then(|date| date.iso).as_deref(), Some("2026-06-01"));
    assert!(reported.is_empty(), "{reported:?}");
    let jekyll = "---\nlayout: post\ntitle: T\ndate: 2026-05-03 10:00:00 +0200\ncategories: [Health, Sleep]\n---\n";
    let (read, reported, _) = meta(jekyll);
    assert_eq!(read.published.and_then(|date| date.iso).as_deref(), Some("2026-05-03"));
    assert!(read.category.is_some() && reported.is_empty(), "{reported:?}");
}

#[test]
fn a_diagnostic_points_at_the_value_or_key_in_every_syntax() {
    let texts = ["---\nlang: not a tag\n---\n", "+++\nlang = \"not a tag\"\n+++\n", "{\"lang\": \"not a tag\"}\n\nx"];
    for text in texts {
        let (_, reported, _) = meta(text);
        let span = reported.first().and_then(|reported| reported.span).unwrap_or_default();
        assert!(text[span.start as usize..span.end as usize].contains("not a tag"), "{text}: {reported:?}");
    }
}

#[test]
fn a_name_is_sorted_by_its_sort_key_or_parts_and_never_guessed() {
    let text = "---\ntitle: T\nauthor:\n  - Ana Ruiz\n  - {name: Ludwig van Beethoven, file-as: 'Beethoven, Ludwig van'}\n  - {name: World Health Organization, sort: World Health Organization}\n  - {given: Chi, family: Wu}\n---\n";
    let (read, reported, _) = meta(text);
    let sorted: Vec<_> = read.authors.iter().map(|author| author.file_as.as_deref()).collect();
    assert_eq!(
        sorted,
        [None, Some("Beethoven, Ludwig van"), Some("World Health Organization"), Some("Wu, Chi")],
        "{reported:?}"
    );
}

#[test]
fn a_block_may_follow_blank_lines_and_must_be_closed() {
    let (read, reported, body) = meta("\n \n---\ntitle: Tea\n---\nWords.\n");
    assert_eq!((crate::article::plain_text(&read.title).as_str(), reported, body), ("Tea", vec![], 22));
    let (_, reported, _) = meta("---\ntitle: Tea\n\nWords.\n");
    assert_eq!((reported[0].code, reported[0].span), (Code::BadFrontMatter, Some(Span::new(4, 9))));
    assert!(reported[0].help.as_ref().is_some_and(|help| help.contains("`---`")));
    for rule in ["---\n\nWords.\n", "---\nWords: so.\n", "---\n"] {
        assert_eq!(meta(rule).1, [], "{rule}");
    }
}

#[test]
fn a_cover_on_a_site_is_kept_and_one_next_to_the_article_is_used() {
    let (read, reported, _) = meta("+++\n[cover]\nimage = \"a.png\"\nrelative = true\n+++\n");
    assert_eq!((read.cover.as_deref(), reported), (Some("a.png"), vec![]));
    let (read, reported, _) = meta("+++\n[cover]\nimage = \"a.png\"\nalt = \"A\"\n+++\n");
    assert_eq!((read.cover, reported, read.other.contains_key("cover")), (None, vec![], true));
}

#[test]
fn emphasis_in_a_summary_is_not_an_alias() {
    let many = "*one* and ".repeat(40);
    let (read, reported, _) = meta(&format!("---\nabstract: |\n  {many}\n---\n"));
    assert_eq!(reported, []);
    assert!(!read.description.is_empty());
}

#[test]
fn a_value_with_an_unquoted_colon_is_read_and_reported() {
    let (meta, reported, body) = meta("---\ntitle: Asthma: a plan\nauthor: Jo\ntags: [a, b]\n---\nText.\n");
    assert_eq!((crate::article::plain_text(&meta.title).as_str(), meta.keywords.len()), ("Asthma: a plan", 2));
    assert_eq!((reported.len(), reported[0].code, body), (1, Code::BadValue, 54));
}

#[test]
fn title_blocks_of_pandoc_and_multimarkdown_are_front_matter() {
    let (read, reported, _) = meta("% The title\n  goes on\n% Jo Doe; Al Roe\n% May 2024\n\nText.\n");
    assert_eq!(crate::article::plain_text(&read.title), "The title goes on");
    assert_eq!(
        (read.authors.len(), read.published.map(|date| date.text).as_deref(), reported.len()),
        (2, Some("May 2024"), 0)
    );
    let (read, _, _) = meta("Title: A plan\nAuthor: Jo Doe\nDate: 2024-05-01\n\nText.\n");
    assert_eq!((crate::article::plain_text(&read.title).as_str(), read.authors.len()), ("A plan", 1));
    for text in
        ["Note: keep dry.\n\nText.\n", "Source: https://a.org\n\nText.\n", "%\n\nText.\n", "Title: x\nand words\n"]
    {
        assert_eq!(meta(text).2, 0, "{text}");
    }
}

#[test]
fn a_date_that_another_program_fills_in_is_left_out_with_a_message() {
    for date in ["last-modified", "today", "\"`r Sys.Date()`\""] {
        let (read, reported, _) = meta(&format!("---\ntitle: T\ndate: {date}\n---\n"));
        assert_eq!((read.published.is_none(), reported.len(), reported[0].code), (true, 1, Code::BadValue), "{date}");
    }
}
