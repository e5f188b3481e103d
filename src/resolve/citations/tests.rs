//! Tests of citations by key.

use super::super::{Options, Style, resolve as resolve_article};
use crate::{
    article::*,
    diagnostic::{Diagnostic, Printer, Source},
    env::MemoryEnv,
    resolve::Resolved,
};

pub(super) const BIB: &str = include_str!("../../records/fixtures/same.bib");

/// Returns an article with one paragraph per citation; each citation is given as a list of keys.
pub(super) fn article(citations: &[&[&str]]) -> Article {
    let cite = |keys: &&[&str]| {
        let item = |key: &&str| CitationItem {
            key: CitationKey::new(*key),
            prefix: vec![],
            locator: None,
            suffix: vec![],
            suppress_author: false,
            span: Span::default(),
        };
        Inline::Citation(Box::new(Citation {
            mode: CitationMode::Parenthetical,
            items: keys.iter().map(item).collect(),
            written: None,
            mark: vec![],
            anchor: None,
            span: Span::default(),
        }))
    };
    let paragraph = |keys: &&[&str]| {
        Block::paragraph(vec![Inline::words("Said "), cite(keys), Inline::words(".")], Span::default())
    };
    let meta = Meta { title: vec![Inline::words("T")], ..Meta::default() };
    Article { meta, body: citations.iter().map(paragraph).collect(), ..Article::default() }
}

pub(super) fn run(article: Article, file: (&str, &str), style: Option<&str>) -> (Resolved, Vec<Diagnostic>) {
    let env = MemoryEnv::new().with_file(file.0, file.1.as_bytes());
    let options = Options { csl: style.map(|name| Style::Named(name.to_owned())), ..Options::default() };
    let mut diagnostics = Vec::new();
    let resolved = resolve_article(article, Some("tea"), &env, &options, &mut diagnostics);
    assert_eq!(resolved.article().validate(), []);
    (resolved, diagnostics)
}

/// Returns the text of the paragraphs, followed by the entries with their labels.
pub(super) fn shown(resolved: &Resolved) -> String {
    let mut lines = Vec::new();
    for block in &resolved.article().body {
        if let Block::Paragraph(x) = block {
            lines.push(plain_text(&x.content));
        }
    }
    lines.extend(entries(resolved));
    lines.join("\n")
}

pub(super) fn entries(resolved: &Resolved) -> Vec<String> {
    let line = |entry: &Reference| format!("{} {}", entry.label.as_deref().unwrap_or("-"), plain_text(&entry.content));
    resolved.article().references.iter().map(line).collect()
}

fn messages(diagnostics: &[Diagnostic]) -> String {
    let article = Source::new("tea.md", "");
    diagnostics.iter().map(|diagnostic| Printer::new(&article).print(diagnostic)).collect()
}

#[test]
fn entries_in_a_language_without_a_csl_locale_are_reported() {
    let reported = |lang: &str| {
        let mut article = article(&[&[BIB.split(['{', ',']).nth(1).expect("a key")]]);
        article.meta.lang = Some(Lang::new(lang).expect("a language"));
        let (resolved, diagnostics) = run(article, ("tea.bib", BIB), None);
        assert!(!resolved.article().references.is_empty());
        diagnostics.iter().any(|reported| reported.code == crate::diagnostic::Code::EntriesInEnglish)
    };
    assert_eq!(["ur", "ht", "de", "en", "zh-Hant"].map(reported), [true, true, false, false, false]);
}

#[test]
fn styles_format_citations_and_entries() {
    let all: &[&[&str]] = &[
        &["group2019"],
        &["ruiz2021", "lind2022", "who2020"],
        &["leaf2023", "group2019"],
        &["dale2018"],
        &["kim2024"],
    ];
    let mut out = String::new();
    for style in [
        None,
        Some("ama"),
        Some("nlm"),
        Some("apa"),
        Some("ieee"),
        Some("chicago"),
        Some("harvard"),
        Some("nature"),
        Some("vancouver"),
    ] {
        let (resolved, diagnostics) = run(article(all), ("references.bib", BIB), style);
        out += &format!("## {}\n{}\n{}\n", style.unwrap_or("default"), shown(&resolved), messages(&diagnostics));
    }
    insta::assert_snapshot!(out);
}

/// The test records by key, in every format that supports them. PubMed's has only journal articles. EndNote's has no
/// keys; its records are cited by author and year.
const FORMATS: [(&str, &str, [Option<&str>; 7]); 6] = [
    ("references.bib", BIB, KEYS),
    ("references.json", include_str!("../../records/fixtures/same.json"), KEYS),
    ("references.yaml", include_str!("../../records/fixtures/same.yaml"), KEYS),
    ("references.ris", include_str!("../../records/fixtures/same.ris"), KEYS),
    (
        "references.nbib",
        include_str!("../../records/fixtures/same.nbib"),
        [Some("33333333"), Some("22222222"), Some("44444444"), None, None, None, None],
    ),
    (
        "references.xml",
        include_str!("../../records/fixtures/same.xml"),
        [
            Some("ruiz2021"),
            Some("warm-drinks-study-group2019"),
            Some("lind2022"),
            Some("world-health-organization2020"),
            Some("leaf-institute2023"),
            Some("dale2018"),
            Some("kim2024"),
        ],
    ),
];

const KEYS: [Option<&str>; 7] = [
    Some("ruiz2021"),
    Some("group2019"),
    Some("lind2022"),
    Some("who2020"),
    Some("leaf2023"),
    Some("dale2018"),
    Some("kim2024"),
];

#[test]
fn the_same_record_in_every_format_gives_the_same_entry() {
    for style in ["ama", "apa", "nlm", "ieee"] {
        let entry = |name: &str, text: &str, key: &str| {
            let (resolved, diagnostics) = run(article(&[&[key]]), (name, text), Some(style));
            assert_eq!(messages(&diagnostics), "", "{name}");
            entries(&resolved)
        };
        for (index, key) in KEYS.iter().flatten().enumerate() {
            let first = entry("references.bib", BIB, key);
            for (name, text, keys) in FORMATS {
                let Some(key) = keys[index] else { continue };
                assert_eq!(entry(name, text, key), first, "{style} {name}");
            }
        }
    }
}

#[test]
fn author_lists_are_shortened_by_the_rules_of_each_style() {
    let mut out = String::new();
    for count in [6, 7, 20, 21] {
        let authors: Vec<String> =
            (0..count).map(|n| format!("Author{}, {}ia", (b'A' + n) as char, (b'A' + n) as char)).collect();
        let bib = format!(
            "@article{{k, author = {{{}}}, title = {{Tea}}, journal = {{J Tea}}, year = {{2020}}}}",
            authors.join(" and ")
        );
        for style in ["ama", "nlm", "apa"] {
            let (resolved, _) = run(article(&[&["k"]]), ("tea.bib", &bib), Some(style));
            out += &format!("{count} {style}: {}\n", entries(&resolved).join("\n"));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn superscript_marks_follow_periods_and_precede_semicolons() {
    let mut input = article(&[&["lind2022"]]);
    let Block::Paragraph(x) = &mut input.body[0] else { panic!("a paragraph") };
    let cite = x.content[1].clone();
    x.content = ["One ", ", two; ", " three: ", " four ", ".”"]
        .map(Inline::words)
        .into_iter()
        .flat_map(|text| [text, cite.clone()])
        .collect();
    let (resolved, _) = run(input.clone(), ("references.bib", BIB), Some("ama"));
    assert_eq!(shown(&resolved).lines().next(), Some("One,1 two1; three1: four.1”1"));
    let (resolved, _) = run(input, ("references.bib", BIB), Some("nlm"));
    assert_eq!(shown(&resolved).lines().next(), Some("One (1), two; (1) three: (1) four (1).”(1)"));
}

#[test]
fn ranges_collapse_and_every_work_of_a_mark_is_cited() {
    let keys = ["ruiz2021", "group2019", "lind2022", "who2020"];
    let (resolved, _) = run(article(&[&keys]), ("references.bib", BIB), None);
    assert!(shown(&resolved).starts_with("Said [1–4]."), "{}", shown(&resolved));
    assert!(resolved.article().references.iter().all(|entry| entry.cited_from.len() == 1));
}

#[test]
fn a_work_cited_by_page_is_not_collapsed_into_a_range() {
    for (keys, by_page, style, line) in [
        (["ruiz2021", "group2019", "lind2022", "who2020"], 3, "ama", "Said.1–3,4(p7)"),
        (["ruiz2021", "group2019", "lind2022", "who2020"], 1, "ama", "Said.1,2(p7),3,4"),
        (["ruiz2021", "group2019", "lind2022", "who2020"], 0, "ieee", "Said [1, p. 7], [2]–[4]."),
    ] {
        let mut article = article(&[&keys]);
        let item = &mut first_citation(&mut article).items[by_page];
        item.locator = Some(Locator { label: "page".to_owned(), value: "7".to_owned() });
        let (resolved, _) = run(article, ("references.bib", BIB), Some(style));
        assert_eq!(first_line(&resolved), line);
    }
}

#[test]
fn words_before_a_superscript_number_stay_in_the_sentence_and_a_place_that_is_not_printed_is_reported() {
    let made = || {
        let mut article = article(&[&["ruiz2021"]]);
        let item = &mut first_citation(&mut article).items[0];
        item.prefix = vec![Inline::words("see")];
        item.locator = Some(Locator { label: "page".to_owned(), value: "7".to_owned() });
        article
    };
    let (resolved, diagnostics) = run(made(), ("references.bib", BIB), Some("ama"));
    assert_eq!(first_line(&resolved), "Said see1(p7).");
    assert!(!diagnostics.iter().any(|told| told.code == crate::diagnostic::Code::Loss), "{diagnostics:?}");
    let (_, diagnostics) = run(made(), ("references.bib", BIB), Some("nature"));
    assert_eq!(diagnostics.iter().filter(|told| told.message.contains("`page 7`")).count(), 1, "{diagnostics:?}");
}

#[test]
fn a_missing_key_is_reported_with_suggestions_and_shows_in_the_output() {
    let (resolved, diagnostics) = run(article(&[&["ruiz2012"], &["ruiz2021", "gone"]]), ("references.bib", BIB), None);
    assert!(shown(&resolved).starts_with("Said [ruiz2012?].\nSaid [1] [gone?]."), "{}", shown(&resolved));
    insta::assert_snapshot!(messages(&diagnostics));
}

#[test]
fn the_words_around_a_missing_key_stay() {
    let mut article = article(&[&["gone"]]);
    let item = &mut first_citation(&mut article).items[0];
    item.prefix = vec![Inline::words("see also")];
    item.locator = Some(Locator { label: "chapter".to_owned(), value: "7".to_owned() });
    item.suffix = vec![Inline::words("and others")];
    let (resolved, _) = run(article, ("references.bib", BIB), None);
    assert_eq!(first_line(&resolved), "Said [see also gone?, chapter 7 and others].");
}

#[test]
fn broken_records_are_reported_with_their_line_and_the_others_still_work() {
    let bib = "@article{a, title = {A}, year = 2020}\n\n@article{b, title = {B}\n\n@article{c, title = {C}, month = foo}\n@book{d, title = {D}}\n@book{d, title = {E}}\n";
    let ris = "TY  - JOUR\nID  - d\nER  - \nTY  - JOUR\nID  - a\nTI  - A\nER  - \n";
    let json = r#"[{"id": "d", "type": "book", "title": "D"}, {"title": "no id"}, {"id": "a"}]"#;
    let yaml = "a:\n  title: no type\nd:\n  type: book\n  title: D\n";
    let mut out = String::new();
    for (name, text) in [
        ("references.bib", bib),
        ("references.ris", ris),
        ("references.json", json),
        ("references.yml", yaml),
        ("references.json", "[\n{\n"),
    ] {
        let (resolved, diagnostics) = run(article(&[&["a"], &["d"]]), (name, text), None);
        out += &format!("## {name}\n{}\n{}\n", shown(&resolved), messages(&diagnostics));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn the_list_is_printed_kept_or_left_out_as_asked() {
    for (mode, last) in [
        (ReferencesMode::Linked, "The list of references is available on request."),
        (ReferencesMode::Omitted, "Said [1]."),
    ] {
        let mut input = article(&[&["ruiz2021"]]);
        input.meta.references = mode;
        let (resolved, _) = run(input, ("references.bib", BIB), None);
        assert_eq!(shown(&resolved).lines().last(), Some(last));
        assert!(resolved.article().references.is_empty());
    }
}

/// Works by people who share names, and by one organization without dates.
const ALIKE: &str = r#"
@book{wanga, author = {Wang, Chu and Liu, Qi and Li, Yu}, title = {Kettles}, year = {2023}}
@book{wangb, author = {Wang, Ao and Chen, Hui and Lin, Zi}, title = {Leaves}, year = {2023}}
@book{solo, author = {Wang, Ao}, title = {Solo}, year = {2021}}
@book{doex, author = {Doe, Jo}, title = {Milk}, year = {2020}}
@book{doey, author = {Doe, Jo}, title = {Ale}, year = {2020}}
@book{doez, author = {Doe, Jo}, title = {Mead}, year = {2018}}
@online{pagea, author = {{Tea Board}}, title = {Steeping}, url = {https://example.org/a}}
@online{pageb, author = {{Tea Board}}, title = {Boiling}, url = {https://example.org/b}}
@book{kima, author = {Kim, A. and Lee, B. and Park, C. and Roh, D.}, title = {One}, year = {2019}}
@book{kimb, author = {Kim, A. and Choi, D. and Park, C. and Roh, D.}, title = {Two}, year = {2019}}
@book{kimc, author = {Kim, A. and Lee, B. and Yoon, C. and Roh, D.}, title = {Three}, year = {2019}}
@book{kimd, author = {Kim, A. and Lee, B. and Yoon, C. and Roh, D.}, title = {Four}, year = {2019}}
"#;

#[test]
fn ambiguous_works_are_disambiguated_in_marks_and_listed_in_full() {
    let citations: &[&[&str]] = &[
        &["wanga"],
        &["wangb", "solo"],
        &["doex", "doez", "kima", "doey"],
        &["pagea", "pageb"],
        &["kima", "kimb", "kimc", "kimd"],
    ];
    let mut out = String::new();
    for style in ["apa", "chicago", "harvard", "elsevier-harvard", "mla"] {
        let (resolved, _) = run(article(citations), ("references.bib", ALIKE), Some(style));
        out += &format!("## {style}\n{}\n", shown(&resolved));
    }
    insta::assert_snapshot!(out);
}

#[test]
fn every_bundled_style_formats_the_test_records() {
    let all: &[&[&str]] = &[&["ruiz2021", "group2019", "lind2022", "who2020", "leaf2023", "dale2018", "kim2024"]];
    for style in super::styles::names() {
        let (resolved, diagnostics) = run(article(all), ("references.bib", BIB), Some(style));
        assert_eq!(messages(&diagnostics), "", "{style}");
        assert!(!shown(&resolved).starts_with("Said ."), "{style}: {}", shown(&resolved));
    }
}

#[test]
fn italics_and_superscripts_in_titles_are_kept_and_nothing_else_leaks() {
    let bib = r"@book{a, title = {On \textit{{Mitragyna} speciosa} and {\emph{tea}}}}";
    let json = r#"[{"id": "a", "type": "book", "title": "On <i>Mitragyna speciosa</i> and <i>tea</i>"}]"#;
    let shown = [("references.bib", bib), ("references.json", json)].map(|(name, text)| {
        let (resolved, _) = run(article(&[&["a"]]), (name, text), None);
        let content = &resolved.article().references[0].content;
        let italic = content.iter().filter(|inline| matches!(inline, Inline::Styled(_))).cloned().collect::<Vec<_>>();
        (plain_text(content), italic.iter().map(|inline| plain_text(std::slice::from_ref(inline))).collect::<Vec<_>>())
    });
    assert_eq!(
        shown[0],
        ("On Mitragyna speciosa and tea.".to_owned(), vec!["Mitragyna speciosa".to_owned(), "tea".to_owned()])
    );
    assert_eq!(shown[0], shown[1]);
}

#[test]
fn locators_and_lists_speak_the_language_of_the_article() {
    let mut out = String::new();
    for lang in ["en", "de", "es-MX", "ar", "zh-Hans", "zh-Hant", "yue"] {
        let mut input = article(&[&["dale2018", "ruiz2021"]]);
        input.meta.lang = Lang::new(lang).ok();
        let Block::Paragraph(x) = &mut input.body[0] else { panic!("a paragraph") };
        let Inline::Citation(citation) = &mut x.content[1] else { panic!("a citation") };
        citation.items[0].locator = Some(Locator { label: "page".to_owned(), value: "34-35".to_owned() });
        citation.items[0].prefix = vec![Inline::words("see")];
        citation.items[1].suffix = vec![Inline::words("too")];
        let (resolved, _) = run(input, ("references.bib", BIB), Some("apa"));
        out += &format!("{lang}: {}\n", shown(&resolved));
    }
    insta::assert_snapshot!(out);
}

/// Returns the article's first citation, for modification.
fn first_citation(article: &mut Article) -> &mut Citation {
    let Block::Paragraph(x) = &mut article.body[0] else { panic!("a paragraph") };
    let Inline::Citation(citation) = &mut x.content[1] else { panic!("a citation") };
    citation
}

fn first_line(resolved: &Resolved) -> String {
    shown(resolved).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_narrative_citation_names_the_authors_in_the_sentence() {
    let mut out = String::new();
    for (style, lang) in [("apa", "en"), ("nlm", "en"), ("ama", "en"), ("nlm", "es"), ("ama", "ar")] {
        for key in ["dale2018", "lind2022", "ruiz2021", "who2020"] {
            let mut input = article(&[&[key]]);
            input.meta.lang = Lang::new(lang).ok();
            first_citation(&mut input).mode = CitationMode::Narrative;
            let (resolved, _) = run(input, ("references.bib", BIB), Some(style));
            out += &format!("{style} {lang}: {}\n", first_line(&resolved));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn a_citation_without_its_author_keeps_the_brackets_and_the_page() {
    let mut out = String::new();
    for style in ["apa", "chicago", "harvard", "nlm", "ama"] {
        for page in [None, Some("35")] {
            let mut input = article(&[&["dale2018"]]);
            let item = &mut first_citation(&mut input).items[0];
            item.suppress_author = true;
            item.locator = page.map(|page| Locator { label: "page".to_owned(), value: page.to_owned() });
            let (resolved, _) = run(input, ("references.bib", BIB), Some(style));
            out += &format!("{style}: {}\n", first_line(&resolved));
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn and_others_in_bibtex_is_et_al() {
    let bib = "@book{a, author = {Lind, Ove and others}, title = {Tea}, year = {2022}}\n\
               @book{b, author = {Lind, Ove and Moss, Iris and others}, title = {Tea}, year = {2023}}";
    let mut out = String::new();
    for style in ["ama", "nlm", "apa", "chicago"] {
        let (resolved, _) = run(article(&[&["a"], &["b"]]), ("references.bib", bib), Some(style));
        out += &format!("{}\n", shown(&resolved));
    }
    insta::assert_snapshot!(out);
}

/// A style that prints citations as `<Family>` and entries as `FAMILY: Title`.
const CSL: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Ours</title><id>https://example.org/ours</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="&lt;" suffix="&gt;" delimiter="|"><names variable="author"><name form="short"/></names></layout></citation>
<bibliography><layout><names variable="author" suffix=": "><name form="short" text-case="uppercase"/></names>
<text variable="title"/></layout></bibliography></style>"#;

const DEPENDENT: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="en-US">
<info><title>Hangs on APA</title><id>https://example.org/hangs</id>
<link href="http://www.zotero.org/styles/PARENT" rel="independent-parent"/><updated>2026-01-01T00:00:00+00:00</updated></info></style>"#;

fn run_with_file_style(text: &str, from_options: bool) -> (Resolved, Vec<Diagnostic>) {
    let mut input = article(&[&["dale2018", "lind2022"]]);
    let mut options = Options::default();
    let mut env = MemoryEnv::new().with_file("references.bib", BIB.as_bytes());
    if from_options {
        options.csl = Some(Style::File(Source::new("ours.csl", text).into()));
    } else {
        env = env.with_file("ours.csl", text.as_bytes());
        input.meta.csl = Some(SpannedPath { path: "ours.csl".to_owned(), span: Span::default() });
    }
    let mut diagnostics = Vec::new();
    (resolve_article(input, Some("tea"), &env, &options, &mut diagnostics), diagnostics)
}

#[test]
fn a_style_may_be_a_file_next_to_the_article_or_from_the_caller() {
    for from_options in [false, true] {
        let (resolved, diagnostics) = run_with_file_style(CSL, from_options);
        assert_eq!(messages(&diagnostics), "");
        assert_eq!(first_line(&resolved), "Said <Dale|Lind, van der Berg>.");
        assert_eq!(entries(&resolved)[0], "- DALE: Teapots");
    }
}

#[test]
fn a_dependent_style_is_its_parent_and_one_without_is_reported() {
    for from_options in [false, true] {
        let (resolved, diagnostics) = run_with_file_style(&DEPENDENT.replace("PARENT", "apa"), from_options);
        assert_eq!(messages(&diagnostics), "");
        assert_eq!(first_line(&resolved), "Said (Dale, 2018; Lind & van der Berg, 2022).");
    }
    let (_, diagnostics) = run_with_file_style(&DEPENDENT.replace("PARENT", "gone"), false);
    let said = messages(&diagnostics);
    assert!(said.contains("it depends on http://www.zotero.org/styles/gone, which is not bundled"), "{said}");
    let (_, diagnostics) = run_with_file_style("<style>", false);
    assert!(messages(&diagnostics).contains("the citation style `ours.csl` cannot be used"));
}

#[test]
fn two_records_of_the_same_work_are_reported_when_both_are_cited() {
    let bib = "@book{a, title = {Tea}, doi = {10.5555/TEA}}\n@book{b, title = {Tea!}, doi = {10.5555/tea}}\n\
               @book{c, title = {Cups}, pmid = {7}}\n@book{d, title = {Cups!}, pmid = {7}}\n@book{e, title = {Cups?}, pmid = {7}}\n";
    let (_, diagnostics) = run(article(&[&["a", "b"], &["c"], &["d"]]), ("references.bib", bib), None);
    insta::assert_snapshot!(messages(&diagnostics));
}

#[test]
fn the_callers_options_pass_through_the_converter() {
    let source = Source::new("tea.md", "# Tea\n\nWarm [@lind2022].\n");
    let options = Options {
        bibliography: vec![Source::new("all.bib", BIB).into()],
        csl: Some(Style::Named("apa".to_owned())),
        references: Some(ReferencesMode::Linked),
        ..Options::default()
    };
    let converter = crate::Converter::default().resolving(options);
    let (resolved, diagnostics) = converter.prepare(&source, crate::Syntax::Markdown, &MemoryEnv::new());
    assert_eq!(messages(&diagnostics), "");
    let text = shown(&resolved.unwrap());
    assert!(text.contains("Warm (Lind & van der Berg, 2022)."), "{text}");
    assert!(text.contains("available on request"), "{text}");
}

#[test]
fn a_bibliography_that_changes_between_articles_is_reloaded() {
    for title in ["Cups", "Pots"] {
        let bib = format!("@book{{a, title = {{{title}}}}}");
        let (resolved, _) = run(article(&[&["a"]]), ("references.bib", &bib), None);
        assert_eq!(entries(&resolved), [format!("1. {title}.")]);
    }
}

#[test]
fn a_heading_over_an_empty_bibliography_is_removed_unless_it_has_a_note() {
    let headings = |note: bool| {
        let mark = serde_json::json!({"type": "note-ref", "label": "why"});
        let mut content = vec![serde_json::json!({"type": "text", "text": "Sources"})];
        content.extend(note.then_some(mark));
        let body = serde_json::json!([{"type": "paragraph", "content": [{"type": "text", "text": "Words."}]},
            {"type": "heading", "level": 2, "content": content}, {"type": "bibliography"}]);
        let notes = if note { serde_json::json!([{"label": "why", "body": []}]) } else { serde_json::json!([]) };
        let article = serde_json::json!({"meta": {}, "body": body, "notes": notes});
        let (resolved, _) = run(serde_json::from_value(article).expect("an article"), ("tea.bib", BIB), None);
        resolved.article().body.iter().filter(|block| matches!(block, Block::Heading(_))).count()
    };
    assert_eq!([false, true].map(headings), [0, 1]);
}

/// Resolves Markdown with this front matter. Returns the lines of its text, its entries and its notes.
fn resolved_markdown(front: &str, body: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
    let source = Source::new("tea.md", format!("---\ntitle: T\n{front}\n---\n\n{body}\n"));
    let env = MemoryEnv::new().with_file("references.bib", BIB.as_bytes());
    let (resolved, _) = crate::Converter::default().prepare(&source, crate::Syntax::Markdown, &env);
    let resolved = resolved.expect("an article");
    assert_eq!(resolved.article().validate(), []);
    let lines = |blocks: &[Block]| -> Vec<String> {
        let line = |block: &Block| match block {
            Block::Paragraph(x) => Some(plain_text(&x.content)),
            _ => None,
        };
        blocks.iter().filter_map(line).collect()
    };
    let notes = resolved.article().notes.iter().map(|note| lines(&note.body).join(" ")).collect();
    (lines(&resolved.article().body), entries(&resolved), notes)
}

#[test]
fn a_note_style_puts_citations_into_footnotes_with_short_forms() {
    let body = "One [@dale2018, p. 35]. Two [@dale2018, p. 35]. Three [@lind2022]. As @dale2018 says.[^n]\n\n[^n]: See [@dale2018] for more.";
    let (lines, entries, notes) = resolved_markdown("csl: chicago-notes", body);
    assert_eq!(lines, ["One. Two. Three. As Dale says."]);
    assert_eq!(entries.len(), 2);
    assert_eq!(notes.len(), 5);
    assert!(notes[0].starts_with("Hugh Dale, “Teapots,” in A History of Cups, ed. Iris Moss"), "{}", notes[0]);
    assert!(notes[1].len() < 40 && notes[1].contains("35"), "{}", notes[1]);
    assert!(notes[4].starts_with("See Dale, “Teapots”") && notes[4].ends_with(" for more."), "{}", notes[4]);
}

#[test]
fn uncited_works_are_listed_on_request() {
    let (_, entries, _) = resolved_markdown("nocite: \"@dale2018, @kim2024\"", "Words.");
    assert_eq!(entries.len(), 2);
    assert_eq!(resolved_markdown("nocite: \"@*\"", "Words [@lind2022].").1.len(), 7);
}

#[test]
fn works_may_be_in_the_front_matter() {
    let front = "references:\n- id: a\n  type: book\n  title: On *tea*\n  author:\n  - {family: Doe, given: Ann}\n  issued: 2020-03";
    let (lines, entries, _) = resolved_markdown(front, "Words [@a].");
    assert_eq!((lines, entries), (vec!["Words [1].".to_owned()], vec!["1. Doe A. On tea. 2020.".to_owned()]));
}

#[test]
fn a_work_may_be_cited_by_its_doi() {
    let (lines, entries, _) = resolved_markdown("csl: apa", "Words [@doi:10.5555/TEA.2021.12].");
    assert_eq!(lines, ["Words (Ruiz et al., 2021)."]);
    assert_eq!(entries.len(), 1);
}

#[test]
fn a_handle_that_no_work_has_stays_text() {
    let (lines, ..) = resolved_markdown("csl: apa", "Ask @robin about [@lind2022].");
    assert_eq!(lines, ["Ask @robin about (Lind & van der Berg, 2022)."]);
}

#[test]
fn words_after_a_superscript_mark_stay_in_the_sentence() {
    let (lines, ..) = resolved_markdown("csl: ama", "Good [@lind2022 and passim]. See it [@lind2022, table 2].");
    assert_eq!(lines, ["Good1 and passim. See it1 table 2."]);
}

#[test]
fn works_connected_by_words_keep_the_authors_order() {
    let (lines, ..) = resolved_markdown("csl: apa", "So [e.g., @ruiz2021; but cf. @dale2018, p. 35].");
    assert_eq!(lines, ["So (e.g., Ruiz et al., 2021; but cf. Dale, 2018, p. 35)."]);
}

const NAMESAKES: &str = "TY  - JOUR\nID  - r1\nAU  - Smith, Ann\nPY  - 2020\nTI  - Tea\nER  -\nTY  - JOUR\nID  - r2\nAU  - Smith, Bob\nPY  - 2020\nTI  - Salt\nER  -\n";

#[test]
fn a_generated_key_of_two_works_is_reported_with_both_when_cited() {
    let (resolved, diagnostics) = run(article(&[&["smith2020"], &["smith2020"]]), ("references.ris", NAMESAKES), None);
    assert_eq!(resolved.article().references.len(), 1);
    let reported: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(reported, ["`smith2020` matches both `Tea` and `Salt`; the first is used"]);
    let (resolved, diagnostics) = run(article(&[&["r1"], &["r2"]]), ("references.ris", NAMESAKES), None);
    assert_eq!((resolved.article().references.len(), diagnostics.len()), (2, 0));
}

#[test]
fn a_records_own_key_takes_precedence_over_an_alternative_key() {
    let file = NAMESAKES.replace("ID  - r2", "ID  - smith2020");
    let (resolved, diagnostics) = run(article(&[&["smith2020"]]), ("references.ris", &file), None);
    assert!(entries(&resolved)[0].contains("Salt"), "{:?}", entries(&resolved));
    assert_eq!(diagnostics, []);
}

/// Resolves a Markdown article with this front matter. Returns it with its messages.
fn converted(front: &str, body: &str) -> (Article, String) {
    let source = Source::new("tea.md", format!("---\n{front}\n---\n\n{body}\n"));
    let cup = br#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"#;
    let env = MemoryEnv::new().with_file("references.bib", BIB.as_bytes()).with_file("cup.svg", cup.as_slice());
    let (resolved, diagnostics) = crate::Converter::default().prepare(&source, crate::Syntax::Markdown, &env);
    let resolved = resolved.expect("an article");
    assert_eq!(resolved.article().validate(), []);
    (resolved.article().clone(), messages(&diagnostics))
}

#[test]
fn title_block_lines_may_cite_and_metadata_has_no_marks() {
    let front = "title: Tea [@lind2022] at night\nsubtitle: After @dale2018 wrote\n\
                 description: More in books [see @lind2022, p. 3].";
    let (article, _) = converted(front, "Also [@dale2018].");
    let shown: Vec<String> = article.front.iter().flat_map(TitleBlock::texts).map(|line| plain_text(line)).collect();
    assert_eq!(shown, ["Tea [1] at night", "After Dale [2] wrote", "More in books [see 1]."]);
    let meta = &article.meta;
    let said = [plain_text(&meta.title), plain_text(&meta.subtitle), meta.description_text().unwrap_or_default()];
    assert_eq!(said, ["Tea at night", "After Dale wrote", "More in books."]);
    assert_eq!(article.references[0].cited_from.len(), 2);
    let (article, _) = converted(&format!("{front}\ncsl: chicago-notes"), "Also [@dale2018].");
    assert_eq!((article.notes.len(), article.title_text().as_str()), (4, "Tea at night"));
}

#[test]
fn captions_and_link_text_may_cite_and_citations_in_alt_text_are_reported() {
    let body = "![A cup [@lind2022]](cup.svg \"Hot [@lind2022] tea\")\n\n\
                Read [what [@lind2022] says](https://a.example), and [see @dale2018](https://b.example).";
    let (article, messages) = converted("title: T", body);
    let Block::Figure(figure) = &article.body[0] else { panic!("a figure") };
    let caption = figure.caption.iter().map(|caption| plain_text(&caption.content)).collect::<String>();
    assert_eq!((figure.alt.as_str(), caption.as_str()), ("A cup", "Hot [1] tea"));
    let Block::Paragraph(words) = &article.body[1] else { panic!("a paragraph") };
    assert_eq!(plain_text(&words.content), "Read what says [1], and see Dale [2].");
    assert!(messages.contains("the citation `[@lind2022]` in the description of a picture is left out"), "{messages}");
}
