//! Records as reference managers and databases export them, with all that they add.

use super::tests::{article, entries, run};
use crate::diagnostic::Diagnostic;

/// A cohort study and an evaluation, by the keys of the file; EndNote's has the first alone.
const EXPORTED: [(&str, &str, &[&str]); 6] = [
    ("references.bib", include_str!("fixtures/exported.bib"), &["marquez_kratom_2019", "okafor_bmj_2023"]),
    ("references.json", include_str!("fixtures/exported.json"), &["marquez_kratom_2019", "okafor_bmj_2023"]),
    ("references.yaml", include_str!("fixtures/exported.yaml"), &["marquez_kratom_2019", "okafor_bmj_2023"]),
    ("references.ris", include_str!("fixtures/exported.ris"), &["marquez_kratom_2019", "okafor_bmj_2023"]),
    ("references.nbib", include_str!("fixtures/exported.nbib"), &["30650001", "37400002"]),
    ("references.xml", include_str!("fixtures/exported.xml"), &["marquez2019"]),
];

fn set(file: (&str, &str), key: &str, style: &str) -> Vec<String> {
    let (resolved, diagnostics) = run(article(&[&[key]]), file, Some(style));
    assert_eq!(diagnostics, Vec::<Diagnostic>::new(), "{}", file.0);
    entries(&resolved)
}

#[test]
fn exports_of_one_work_give_the_same_entry_whatever_made_them() {
    for style in ["ama", "apa", "vancouver", "chicago"] {
        let (name, text, keys) = EXPORTED[0];
        let first: Vec<_> = keys.iter().map(|key| set((name, text), key, style)).collect();
        for (name, text, keys) in EXPORTED {
            for (key, first) in keys.iter().zip(&first) {
                assert_eq!(&set((name, text), key, style), first, "{style} {name}");
            }
        }
    }
}

#[test]
fn names_of_bodies_are_not_taken_apart() {
    let people =
        "AU  - Centers for Disease Control and Prevention\nAU  - Tea Study Group\nAU  - Lind O\nAU  - Berg, Jan, Jr";
    let ris = format!("TY  - JOUR\nID  - a\n{people}\nTI  - Tea\nJO  - J Tea\nPY  - 2020\nER  - \n");
    let entry = set(("references.ris", &ris), "a", "apa").join("");
    let names = "- Centers for Disease Control and Prevention, Tea Study Group, Lind, O., & Berg, J., Jr. (2020).";
    assert!(entry.starts_with(names), "{entry}");
}

#[test]
fn particles_stay_before_the_family_name() {
    let entry = |author: &str| {
        let bib =
            format!("@article{{a, author = {{{author}}}, title = {{Tea}}, journal = {{J Tea}}, year = {{2020}}}}");
        set(("references.bib", &bib), "a", "vancouver").join("")
    };
    for (author, printed) in [
        ("Van den Berg, Pieter", "1. Van den Berg P."),
        ("van der Berg, Jan", "1. van der Berg J."),
        ("Ortega y Gasset, José", "1. Ortega y Gasset J."),
        ("De la Cruz, Ana", "1. De la Cruz A."),
    ] {
        assert!(entry(author).starts_with(printed), "{}", entry(author));
    }
}

#[test]
fn journals_are_shortened_where_the_style_asks_and_the_record_knows_how() {
    let nbib = "PMID- 1\nFAU - Lind, Ove\nTI  - Tea.\nTA  - N Engl J Tea\nJT  - The New England journal of tea\nDP  - 2020\nPT  - Case Reports\n";
    let json = r#"[{"id":"1","type":"article-journal","title":"Tea","author":[{"family":"Lind","given":"Ove"}],
        "container-title":"The New England journal of tea","journalAbbreviation":"N Engl J Tea","issued":{"date-parts":[[2020]]}}]"#;
    for file in [("references.nbib", nbib), ("references.json", json)] {
        assert_eq!(set(file, "1", "vancouver")[0].split(". ").nth(3), Some("N Engl J Tea"));
        assert!(set(file, "1", "apa")[0].contains("The New England Journal of Tea"));
    }
}
