//! What citations by key promise, on records of our own.

use super::super::{Options, Style, resolve as resolve_article};
use crate::{
    article::*,
    diagnostic::{Diagnostic, Printer, Source},
    env::MemoryEnv,
    resolve::Resolved,
};

const BIB: &str = include_str!("fixtures/same.bib");

/// An article with these citations, each as the keys that it cites, in paragraphs of their own.
fn article(citations: &[&[&str]]) -> Article {
    let cite = |keys: &&[&str]| {
        let item = |key: &&str| CitationItem {
            key: CitationKey::new(*key),
            prefix: vec![],
            locator: None,
            suffix: vec![],
            suppress_author: false,
            span: Span::default(),
        };
        Inline::Citation(Citation {
            mode: CitationMode::Parenthetical,
            items: keys.iter().map(item).collect(),
            written: None,
            mark: vec![],
            anchor: None,
            span: Span::default(),
        })
    };
    let paragraph = |keys: &&[&str]| {
        Block::paragraph(vec![Inline::words("Said "), cite(keys), Inline::words(".")], Span::default())
    };
    let meta = Meta { title: vec![Inline::words("T")], ..Meta::default() };
    Article { meta, body: citations.iter().map(paragraph).collect(), ..Article::default() }
}

fn run(article: Article, file: (&str, &str), style: Option<&str>) -> (Resolved, Vec<Diagnostic>) {
    let env = MemoryEnv::new().with_file(file.0, file.1.as_bytes());
    let options = Options { csl: style.map(|name| Style::Named(name.to_owned())), ..Options::default() };
    let mut diagnostics = Vec::new();
    let resolved = resolve_article(article, Some("tea"), &env, &options, &mut diagnostics);
    assert_eq!(resolved.article().validate(), []);
    (resolved, diagnostics)
}

/// The paragraphs' words, then the entries with their labels.
fn shown(resolved: &Resolved) -> String {
    let mut lines = Vec::new();
    for block in &resolved.article().body {
        if let Block::Paragraph(x) = block {
            lines.push(plain_text(&x.content));
        }
    }
    lines.extend(entries(resolved));
    lines.join("\n")
}

fn entries(resolved: &Resolved) -> Vec<String> {
    let line = |entry: &Reference| format!("{} {}", entry.label.as_deref().unwrap_or("-"), plain_text(&entry.content));
    resolved.article().references.iter().map(line).collect()
}

fn messages(diagnostics: &[Diagnostic]) -> String {
    let article = Source::new("tea.md", "");
    diagnostics.iter().map(|diagnostic| Printer::new(&article).print(diagnostic)).collect()
}

#[test]
fn styles_set_marks_and_entries() {
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

#[test]
fn the_same_record_in_every_format_gives_the_same_entry() {
    let files: [(&str, &str, &[&str]); 6] = [
        ("references.bib", BIB, &["ruiz2021", "group2019", "lind2022", "who2020", "leaf2023", "dale2018", "kim2024"]),
        (
            "references.json",
            include_str!("fixtures/same.json"),
            &["ruiz2021", "group2019", "lind2022", "who2020", "leaf2023", "dale2018", "kim2024"],
        ),
        ("references.yaml", include_str!("fixtures/same.yaml"), &["ruiz2021", "group2019"]),
        ("references.ris", include_str!("fixtures/same.ris"), &["ruiz2021", "group2019", "lind2022", "who2020"]),
        ("references.nbib", include_str!("fixtures/same.nbib"), &["33333333", "22222222"]),
        ("references.xml", include_str!("fixtures/same.xml"), &["ruiz2021", "warm-drinks-study-group2019"]),
    ];
    for style in ["ama", "apa", "nlm"] {
        let mut first: Vec<String> = Vec::new();
        for (name, text, keys) in files {
            let each: Vec<&[&str]> = keys.iter().map(std::slice::from_ref).collect();
            let (resolved, diagnostics) = run(article(&each), (name, text), Some(style));
            assert_eq!(messages(&diagnostics), "", "{name}");
            // Author-date styles sort; compare as sets of entries by what the BibTeX file gives.
            let entries = entries(&resolved);
            if first.is_empty() {
                first = entries;
            } else {
                let words = |entry: &String| entry.split_once(' ').map_or(String::new(), |(_, words)| words.to_owned());
                let known: Vec<String> = first.iter().map(words).collect();
                for entry in entries.iter().map(words) {
                    assert!(known.contains(&entry), "{style} {name}: {entry}\n{known:#?}");
                }
            }
        }
    }
}

#[test]
fn author_lists_are_cut_as_each_style_asks() {
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
fn raised_marks_stand_after_full_stops_and_before_semicolons() {
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
fn runs_collapse_and_every_work_of_a_mark_is_cited() {
    let keys = ["ruiz2021", "group2019", "lind2022", "who2020"];
    let (resolved, _) = run(article(&[&keys]), ("references.bib", BIB), None);
    assert!(shown(&resolved).starts_with("Said [1–4]."), "{}", shown(&resolved));
    assert!(resolved.article().references.iter().all(|entry| entry.cited_from.len() == 1));
}

#[test]
fn a_missing_key_is_named_with_its_nearest_and_shows_in_the_output() {
    let (resolved, diagnostics) = run(article(&[&["ruiz2012"], &["ruiz2021", "gone"]]), ("references.bib", BIB), None);
    assert!(shown(&resolved).starts_with("Said [ruiz2012?].\nSaid [1] [gone?]."), "{}", shown(&resolved));
    insta::assert_snapshot!(messages(&diagnostics));
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

#[test]
fn every_bundled_style_sets_our_records() {
    let all: &[&[&str]] = &[&["ruiz2021", "group2019", "lind2022", "who2020", "leaf2023", "dale2018", "kim2024"]];
    for style in super::styles::names() {
        let (resolved, diagnostics) = run(article(all), ("references.bib", BIB), Some(style));
        assert_eq!(messages(&diagnostics), "", "{style}");
        assert!(!shown(&resolved).starts_with("Said ."), "{style}: {}", shown(&resolved));
    }
}

#[test]
fn italics_and_raised_letters_in_titles_are_kept_and_nothing_else_leaks() {
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
    for lang in ["en", "de", "es-MX", "ar"] {
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

#[test]
fn a_narrative_citation_names_the_author_in_the_sentence() {
    let mut out = String::new();
    for style in ["apa", "nlm", "ama"] {
        let mut input = article(&[&["dale2018"]]);
        let Block::Paragraph(x) = &mut input.body[0] else { panic!("a paragraph") };
        let Inline::Citation(citation) = &mut x.content[1] else { panic!("a citation") };
        citation.mode = CitationMode::Narrative;
        let (resolved, _) = run(input, ("references.bib", BIB), Some(style));
        out += &format!("{style}: {}\n", shown(&resolved).lines().next().unwrap_or_default());
    }
    insta::assert_snapshot!(out);
}
