//! Tests across all formats, and of each format's reading of works typical for it.

use super::{Record, read};
use crate::{
    csl::{Date, Item, Name},
    diagnostic::{Diagnostic, Source},
};
use std::sync::Arc;

fn load(name: &str, text: &str) -> (Vec<Record>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let records = read(&Arc::new(Source::new(name, text)), &mut diagnostics);
    (records, diagnostics)
}

/// Reads a file with a single work and no messages.
#[track_caller]
fn only(name: &str, text: &str) -> Item {
    let (records, diagnostics) = load(name, text);
    assert_eq!(
        diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
    assert_eq!(records.len(), 1);
    records[0].item.clone()
}

fn messages(name: &str, text: &str) -> Vec<String> {
    load(name, text).1.into_iter().map(|diagnostic| diagnostic.message).collect()
}

fn names(item: &Item, role: &str) -> Vec<String> {
    let shown = |name: &Name| match name.literal.is_empty() {
        true => [&name.given, &name.non_dropping_particle, &name.family, &name.suffix].map(String::as_str).join("|"),
        false => name.literal.clone(),
    };
    item.names.get(role).into_iter().flatten().map(shown).collect()
}

/// Seven works in every format that supports them, in the same order.
const SAME: [(&str, &str); 6] = [
    ("same.json", include_str!("fixtures/same.json")),
    ("same.bib", include_str!("fixtures/same.bib")),
    ("same.yaml", include_str!("fixtures/same.yaml")),
    ("same.ris", include_str!("fixtures/same.ris")),
    ("same.nbib", include_str!("fixtures/same.nbib")),
    ("same.xml", include_str!("fixtures/same.xml")),
];

#[test]
fn the_same_work_gives_the_same_item_in_every_format() {
    let first = load(SAME[0].0, SAME[0].1).0;
    assert_eq!(first.len(), 7);
    for (name, text) in SAME {
        let (records, diagnostics) = load(name, text);
        assert_eq!(diagnostics, [], "{name}");
        assert_eq!(records.len(), if name.ends_with("nbib") { 3 } else { 7 }, "{name}");
        for (record, first) in records.iter().zip(&first) {
            assert_eq!(Item { id: first.item.id.clone(), ..record.item.clone() }, first.item, "{name}");
        }
    }
}

#[test]
fn exports_of_other_programs_give_the_same_work() {
    let exported = [
        ("exported.json", include_str!("fixtures/exported.json")),
        ("exported.bib", include_str!("fixtures/exported.bib")),
        ("exported.yaml", include_str!("fixtures/exported.yaml")),
        ("exported.ris", include_str!("fixtures/exported.ris")),
        ("exported.nbib", include_str!("fixtures/exported.nbib")),
        ("exported.xml", include_str!("fixtures/exported.xml")),
    ];
    let bare = |item: &Item| {
        let mut item = Item { id: String::new(), language: None, ..item.clone() };
        item.text.retain(|variable, _| !["ISSN", "abstract"].contains(&variable.as_str()));
        // some formats write a period after the last initial
        item.names.values_mut().flatten().for_each(|name| name.given = name.given.trim_end_matches('.').to_owned());
        item
    };
    let first = load(exported[0].0, exported[0].1).0;
    for (name, text) in exported {
        let (records, diagnostics) = load(name, text);
        assert_eq!(diagnostics, [], "{name}");
        for (record, first) in records.iter().zip(&first) {
            assert_eq!(bare(&record.item), bare(&first.item), "{name}");
        }
    }
}

#[test]
fn a_review_that_no_style_names_is_reported() {
    let entry = |kind: &str| format!("@article{{a, author = {{Ruiz, A}}, title = {{T}}, type = {{{kind}}}}}");
    assert_eq!(messages("a.bib", &entry("Review")), ["`a.bib` has unsupported fields: `type`"]);
    assert_eq!(messages("a.bib", &entry("Article")), [""; 0]);
}

#[test]
fn bibtex_theses_patents_and_preprints_have_their_genre() {
    let genre = |entry: &str| only("a.bib", entry).get("genre").unwrap_or_default().to_owned();
    assert_eq!(genre("@phdthesis{a, title = {T}, school = {S}}"), "PhD thesis");
    assert_eq!(genre("@thesis{a, title = {T}, type = {phdthesis}, institution = {S}}"), "PhD thesis");
    assert_eq!(genre("@mastersthesis{a, title = {T}}"), "Master’s thesis");
    assert_eq!(genre("@patent{a, title = {T}, type = {patentus}, number = {4683202}}"), "U.S. Patent");
    let preprint =
        only("a.bib", "@misc{a, title = {T}, eprint = {2401.00001}, archiveprefix = {arXiv}, primaryclass = {cs.CL}}");
    assert_eq!(preprint.kind, "article");
    assert_eq!([preprint.get("number"), preprint.get("publisher")], [Some("2401.00001"), Some("arXiv")]);
    assert_eq!(preprint.get("URL"), Some("https://arxiv.org/abs/2401.00001"));
}

#[test]
fn bibtex_addresses_are_found_in_howpublished_and_their_date_in_notes() {
    let item = only(
        "a.bib",
        r"@misc{a, title = {T}, howpublished = {\url{https://example.org/a_b}}, note = {Accessed: 2024-09-05}}",
    );
    assert_eq!([item.get("URL"), item.get("note")], [Some("https://example.org/a_b"), None]);
    assert_eq!(item.dates["accessed"], Date::new(2024, Some(9), Some(5)));
    let item = only("a.bib", r"@misc{a, title = {T}, url = {\url{https://example.org/c\_d}}}");
    assert_eq!(item.get("URL"), Some("https://example.org/c_d"));
}

#[test]
fn bibtex_text_around_an_address_is_kept() {
    let how = |how: &str| {
        let item = only("a.bib", &format!("@misc{{a, title = {{T}}, howpublished = {{{how}}}}}"));
        let value = |variable| item.get(variable).unwrap_or_default().to_owned();
        (value("URL"), value("publisher"), item.dates.contains_key("accessed"))
    };
    let url = "https://example.org/a_b".to_owned();
    assert_eq!(how(r"Patient leaflet, \url{https://example.org/a_b}"), (url.clone(), "Patient leaflet".into(), false));
    let both = how(r"Leaflet: \url{https://example.org/a_b}, second printing");
    assert_eq!(both, (url.clone(), "Leaflet, second printing".into(), false));
    assert_eq!(how(r"Available at: \url{https://example.org/a_b}"), (url.clone(), String::new(), false));
    assert_eq!(how("https://example.org/a_b (accessed 2024-09-05)"), (url, String::new(), true));
    assert_eq!(how("Handed out in the clinic"), (String::new(), "Handed out in the clinic".into(), false));
    let item = only("a.bib", r"@misc{a, title = {T}, note = {Data at \url{https://example.org/d}, in part}}");
    assert_eq!(item.get("note"), Some("Data at https://example.org/d, in part"));
}

#[test]
fn bibtex_states_and_first_editions_are_read() {
    let item = only(
        "a.bib",
        "@book{a, title = {T}, pubstate = {inpress}, origdate = {1892/1895}, volumes = {3}, volume = {2}, part = {1}}",
    );
    assert_eq!(item.dates["issued"], Date::literal("in press"));
    assert_eq!(item.dates["original-date"].parts.len(), 2);
    assert_eq!(
        [item.get("number-of-volumes"), item.get("volume"), item.get("status")],
        [Some("3"), Some("2.1"), Some("in press")]
    );
}

#[test]
fn bibtex_sets_expand_to_their_members() {
    let (records, _) =
        load("a.bib", "@set{s, entryset = {a, b}}\n@book{a, title = {A}, ids = {alias}}\n@book{b, title = {B}}");
    assert_eq!(records[0].members, ["a", "b"]);
    assert_eq!(records[1].keys, ["a", "alias"]);
}

#[test]
fn fields_that_are_not_read_are_reported_once_per_file() {
    let bib = "@book{a, title = {A}, shelf = {3}, file = {a.pdf}}\n@book{b, title = {B}, shelf = {4}, color = {red}}";
    assert_eq!(messages("a.bib", bib), ["`a.bib` has unsupported fields: `color`, `shelf`"]);
    assert_eq!(messages("a.ris", "TY  - BOOK\nTI  - A\nC5  - x\nER  - \n"), ["`a.ris` has unsupported fields: `C5`"]);
    let unknown = messages("a.bib", r"@book{a, title = {\foo{A} and \foo{B}}}");
    assert_eq!(unknown, [r"`a.bib` has unknown TeX commands, whose text is kept: `\foo`"]);
}

#[test]
fn ris_keeps_editions_series_translators_and_kinds_of_theses() {
    let book = only(
        "a.ris",
        "TY  - BOOK\nID  - a\nAU  - Harrell, Frank E., Jr.\nTI  - Models\nT2  - Springer Series\nET  - 2nd\nA4  - Lind, Ove\nPB  - Springer\nCY  - Cham\nPY  - 2015\nSP  - 582\nER  - \n",
    );
    let of = |variable| book.get(variable);
    assert_eq!(
        [of("collection-title"), of("edition"), of("publisher"), of("number-of-pages")],
        [Some("Springer Series"), Some("2"), Some("Springer"), Some("582")]
    );
    assert_eq!([names(&book, "author"), names(&book, "translator")], [["Frank E.||Harrell|Jr."], ["Ove||Lind|"]]);
    let thesis =
        only("a.ris", "TY  - THES\nAU  - Lind, Ove\nTI  - T\nM3  - PhD thesis\nPB  - Uni\nPY  - 2015\nER  - \n");
    assert_eq!([thesis.get("genre"), thesis.get("publisher")], [Some("PhD thesis"), Some("Uni")]);
    let paper =
        only("a.ris", "TY  - CONF\nAU  - Lind, Ove\nTI  - T\nT2  - Sleep 2019\nC1  - Oslo\nPY  - 2019\nER  - \n");
    assert_eq!((paper.kind.as_str(), paper.get("container-title")), ("paper-conference", Some("Sleep 2019")));
    let patent = only("a.ris", "TY  - PAT\nAU  - Mullis, Kary\nTI  - T\nSN  - 4683202\nPY  - 1987\nER  - \n");
    assert_eq!(patent.get("number"), Some("4683202"));
}

#[test]
fn ris_dates_may_have_the_day_in_another_field() {
    let issued =
        |fields: &str| only("a.ris", &format!("TY  - JOUR\nTI  - T\n{fields}\nER  - \n")).dates["issued"].clone();
    assert_eq!(issued("PY  - 2020\nDA  - 2020/03/12"), Date::new(2020, Some(3), Some(12)));
    assert_eq!(issued("PY  - 2020\nDA  - Mar 12"), Date::new(2020, Some(3), Some(12)));
    assert_eq!(issued("PY  - 2020/03//\nDA  - 2021/01/01"), Date::new(2020, Some(3), None));
}

#[test]
fn endnote_records_are_cited_by_number_and_keep_their_data() {
    let xml = r#"<xml><records><record><rec-number>12</rec-number><ref-type name="Book">6</ref-type><contributors><authors><author>Harrell, Frank E., Jr.</author></authors><secondary-authors><author>Lind, Ove</author></secondary-authors><subsidiary-authors><author>Berg, Jan</author></subsidiary-authors></contributors><titles><title><style face="normal">On </style><style face="italic">E. coli</style><style face="normal"> &amp; more</style></title><secondary-title>Springer Series</secondary-title></titles><edition>2nd</edition><dates><year>2015</year></dates><pub-location>Cham</pub-location><publisher>Springer</publisher></record></records></xml>"#;
    let (records, diagnostics) = load("a.xml", xml);
    assert_eq!(diagnostics, []);
    let book = &records[0].item;
    assert_eq!(records[0].keys, ["12", "harrell2015"]);
    assert_eq!(
        [book.get("title"), book.get("edition"), book.get("collection-title")],
        [Some("On <i>E. coli</i> & more"), Some("2"), Some("Springer Series")]
    );
    assert_eq!(
        [names(book, "author"), names(book, "collection-editor"), names(book, "translator")],
        [["Frank E.||Harrell|Jr."], ["Ove||Lind|"], ["Jan||Berg|"]]
    );
}

#[test]
fn pubmed_suffixes_months_and_journals_are_read() {
    let nbib = "PMID- 1\nTI  - Heart failure.\nFAU - Casey, Donald E Jr\nAU  - Casey DE Jr\nCN  - Heart Group\nDP  - 2017 Jul-Aug\nVI  - 136\nPG  - 1-9\nTA  - Am J Kidney Dis\nJT  - American journal of kidney diseases : the official journal of the National Kidney\n      Foundation\nPT  - Journal Article\n";
    let item = only("a.nbib", nbib);
    assert_eq!(names(&item, "author"), ["Donald E||Casey|Jr", "Heart Group"]);
    assert_eq!(item.get("container-title"), Some("American journal of kidney diseases"));
    assert_eq!(item.dates["issued"].parts.iter().map(|date| date.month).collect::<Vec<_>>(), [Some(7), Some(8)]);
    let bmj = only("a.nbib", "PMID- 2\nTI  - T.\nTA  - BMJ\nJT  - BMJ (Clinical research ed.)\nDP  - 2019 Summer\n");
    assert_eq!(bmj.get("container-title"), Some("BMJ"));
    assert_eq!(bmj.dates["issued"], Date::new(2019, Some(22), None));
}

#[test]
fn pubmed_books_and_preprints_are_recognized() {
    let chapter = only(
        "a.nbib",
        "PMID- 1\nPB  - StatPearls Publishing\nDP  - 2024 Jan\nTI  - Kratom.\nBTI - StatPearls\nPL  - Treasure Island (FL)\nPT  - Study Guide\nFAU - Lind, Ove\n",
    );
    assert_eq!([chapter.kind.as_str(), chapter.get("container-title").unwrap_or_default()], ["chapter", "StatPearls"]);
    assert_eq!(
        [chapter.get("publisher"), chapter.get("publisher-place")],
        [Some("StatPearls Publishing"), Some("Treasure Island (FL)")]
    );
    let preprint = only(
        "a.nbib",
        "PMID- 4\nDP  - 2020 May 12\nTI  - T.\nLID - 10.1101/2020.05.08 [doi]\nPT  - Journal Article\nPT  - Preprint\nPL  - United States\nTA  - medRxiv\nJT  - medRxiv : the preprint server for health sciences\n",
    );
    assert_eq!([preprint.kind.as_str(), preprint.get("publisher").unwrap_or_default()], ["article", "medRxiv"]);
    assert_eq!(preprint.get("publisher-place"), None);
}

#[test]
fn one_bad_item_affects_only_itself_in_json_and_yaml() {
    let json = r#"[{"id": "a", "type": "book", "title": "A"}, {"title": "no id"}, 3, {"id": "b", "type": "book", "issued": {"date-parts": "x"}}, {"id": 7}]"#;
    let (records, diagnostics) = load("a.json", json);
    assert_eq!(records.iter().map(|record| record.keys[0].as_str()).collect::<Vec<_>>(), ["a", "7"]);
    assert_eq!(diagnostics.len(), 3);
    let yaml = "references:\n- id: a\n  type: book\n  title: A\n  issued: {year: 2020, month: 3}\n- title: no id\n- id: b\n  issued: 2020-03-01\n";
    let (records, diagnostics) = load("a.yaml", yaml);
    assert_eq!(records.iter().map(|record| record.keys[0].as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(records[0].item.dates["issued"], Date::new(2020, Some(3), None));
    assert_eq!(records[1].item.dates["issued"], Date::new(2020, Some(3), Some(1)));
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn notes_of_json_items_may_contain_variables() {
    let item = only("a.json", r#"[{"id": "a", "type": "book", "note": "PMID: 123\nA word.\noriginal-date: 1892"}]"#);
    assert_eq!([item.get("PMID"), item.get("note")], [Some("123"), Some("A word.")]);
    assert_eq!(item.dates["original-date"], Date::new(1892, None, None));
}

#[test]
fn large_files_are_read_in_linear_time() {
    let entry = |n: usize| {
        format!(
            "@article{{k{n}, author = {{Doe, Ann and Roe, Ben}}, title = {{On {{TEA}} and $\\beta$}}, journal = {{J}}, year = {{2020}}}}\n"
        )
    };
    let time = |count: usize| {
        let text: String = (0..count).map(entry).collect();
        let start = std::time::Instant::now();
        assert_eq!(load("a.bib", &text).0.len(), count);
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (time(1000), time(8000));
    assert!(long < 40.0 * short, "{short} s for 1,000 entries, {long} s for 8,000");
}

#[test]
fn records_of_eric_have_no_pmid() {
    let text = "OWN - ERIC\nTI  - Tea\nAU  - Lind, Ove\nJT  - Journal of Tea\nAID - http://dx.doi.org/10.1000/1\n\
                LID - http://eric.example/?id=1\nPG  - 1-9\nDP  - 2000\n\n\nOWN - ERIC\nTI  - Coffee\nDP  - 2001\n";
    let (records, diagnostics) = load("works.nbib", text);
    assert_eq!((records.len(), diagnostics), (2, vec![]));
    let get = |variable| records[0].item.get(variable);
    assert_eq!(
        [get("DOI"), get("URL"), get("page")],
        [Some("10.1000/1"), Some("http://eric.example/?id=1"), Some("1-9")]
    );
}

#[test]
fn notes_that_databases_put_into_numbers_are_not_printed_as_numbers() {
    let text = "TY  - JOUR\nTI  - Tea\nAU  - Adler D.G.\nA2  - Lind, Berg, Ruiz, Okoro\nT2  - Journal of Tea\n\
                M1  - (Adler D.G.) Department of Tea, Lund, Sweden\nSP  - No Pagination Specified\nPY  - 2020\nER  - \n";
    let (records, diagnostics) = load("works.ris", text);
    let item = &records[0].item;
    assert_eq!([item.get("issue"), item.get("page")], [None, None]);
    assert_eq!((names(item, "author"), names(item, "editor")), (vec!["D.G.||Adler|".to_owned()], vec![]));
    assert_eq!(diagnostics[0].message, "`works.ris` has unsupported fields: `A2`, `M1`");
}

#[test]
fn a_field_that_occurs_again_with_another_value_is_reported() {
    let again = "the field `title` occurs again in its record; the first value is used";
    for (name, text) in [
        ("a.bib", "@book{k, title = {One}, year = 2020, title = {Two}, year = {2020}}"),
        ("a.yaml", "k:\n  type: book\n  title: One\n  title: Two\n"),
        ("b.yaml", "references:\n- id: k\n  title: One\n  title: Two\n"),
    ] {
        assert_eq!(messages(name, text), [again], "{name}");
        assert_eq!(load(name, text).0[0].item.text["title"], "One", "{name}");
    }
}

#[test]
fn a_record_that_lost_its_type_is_kept_with_a_warning() {
    let (records, diagnostics) =
        load("works.ris", "Y  - JOUR\nTI  - Tea\nJO  - Tea\nER  - \n\nTY  - BOOK\nTI  - Pots\nER  - \n");
    assert_eq!((records.len(), records[0].item.kind.as_str()), (2, "article-journal"));
    let messages: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(messages, ["a record does not begin with its type, `TY`"]);
}
