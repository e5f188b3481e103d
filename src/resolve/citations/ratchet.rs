//! What hayagriva sets otherwise than a style's manual asks, pinned case by case: `GAPS.md` lists for each what is
//! printed today and what would be right. A case that prints anything else fails until the list is mended, so the
//! list only gets shorter.

use super::tests::{BIB, article, run, shown};

const GAPS: &str = include_str!("GAPS.md");

/// Jones wrote once, Smith twice; Wang, Wang and Wang are three people.
const BOOKS: &str = r#"
@book{jones, author = {Jones, Al}, title = {Jars}, year = {1999}}
@book{smith, author = {Smith, Bo}, title = {Spoons}, year = {2000}}
@book{smiths, author = {Smith, Bo}, title = {Saucers}, year = {2001}}
@book{wanga, author = {Wang, Chu and Liu, Qi and Li, Yu}, title = {Kettles}, year = {2023}}
@book{wangb, author = {Wang, Ao and Chen, Hui and Lin, Zi}, title = {Leaves}, year = {2023}}
@book{doex, author = {Doe, Jo}, title = {Milk}, year = {2020}}
@book{doey, author = {Doe, Jo}, title = {Ale}, year = {2020}}
@online{pagea, author = {{Tea Board}}, title = {Steeping}, url = {https://example.org/a}}
@online{pageb, author = {{Tea Board}}, title = {Boiling}, url = {https://example.org/b}}
@article{pages, author = {Jones, Al}, title = {Cups}, journal = {J Tea}, year = {2001}, volume = {3}, pages = {12--15, 18}}
@article{roman, author = {Jones, Al}, title = {Mugs}, journal = {J Tea}, year = {2002}, volume = {3}, pages = {S101--S109}}
@misc{press, author = {Moss, Iris}, title = {Paper}, year = {2007}, publisher = {Press}}
@report{labour, author = {{Bureau}}, title = {Work}, year = {2026}, number = {TEA-26-0599}, institution = {Bureau}}
"#;

/// A case: its name in the list, the style, the file, and the citations, each with its keys.
type Case = (&'static str, &'static str, &'static str, &'static [&'static [&'static str]]);

const CASES: [Case; 0] = [];

/// Gaps that are worked round, or that this version has closed: what is printed is right and stays so.
const CLOSED: [(Case, &str); 14] = [
    (("379", "apa", BOOKS, &[&["jones", "smith", "smiths"]]), "(Jones, 1999; Smith, 2000, 2001)."),
    (("170", "ama", BOOKS, &[&["pages"]]), "2001;3:12-15, 18."),
    (("170", "nlm", BOOKS, &[&["roman"]]), "2002;3:S101–S109."),
    (("466", "ieee", BOOKS, &[&["press"]]), "Press, 2007."),
    (("508", "apa", BIB, &[&["who2020"]]), "(WHO/TEA-20-1)."),
    (
        ("209", "apa", BOOKS, &[&["wanga"], &["wangb"]]),
        "(A. Wang et al., 2023). ⏎ - Wang, A., Chen, H., & Lin, Z. (2023).",
    ),
    (("469", "chicago", BOOKS, &[&["doex"], &["doey"]]), "(Doe 2020b). ⏎ Said (Doe 2020a). ⏎ - Doe, Jo. 2020a. Ale."),
    (("530", "apa", BOOKS, &[&["pagea", "pageb"]]), "(Tea Board, n.d.-a, n.d.-b). ⏎ - Tea Board. (n.d.-a). Boiling."),
    (("ieee runs", "ieee", BIB, &[&["ruiz2021", "group2019", "lind2022"]]), "Said [1]–[3]."),
    (("508", "ieee", BOOKS, &[&["labour"]]), "TEA-26-0599"),
    (
        ("265", "ama", BIB, &[&["who2020"]]),
        "1. World Health Organization. Safe Water for Tea. World Health Organization; 2020. WHO/TEA-20-1.",
    ),
    (("apa page without dates", "apa", BOOKS, &[&["pagea"]]), "- Tea Board. (n.d.). Steeping. https://example.org/a"),
    (
        ("chicago preprint", "chicago", BIB, &[&["kim2024"]]),
        "“Tea at Altitude.” Preprint, arXiv. https://doi.org/10.5555/arxiv.2401.00001.",
    ),
    (("plural never", "vancouver", BIB, &[&["dale2018"]]), "Cup Press; 2018. p. 33–47."),
];

/// The row of a case: what is printed today, and what would be right.
fn row(name: &str) -> Option<(&'static str, &'static str)> {
    let row = GAPS.lines().find_map(|line| line.strip_prefix("| ")?.strip_prefix(name)?.strip_prefix(" | `"))?;
    row.strip_suffix("` |")?.split_once("` | `")
}

fn printed((_, style, file, citations): Case) -> String {
    let (resolved, _) = run(article(citations), ("references.bib", file), Some(style));
    shown(&resolved).replace('\n', " ⏎ ")
}

#[test]
fn what_is_worked_round_stays_right() {
    for (case, right) in CLOSED {
        let printed = printed(case);
        assert!(printed.contains(right) && !printed.contains(",."), "{}: {printed}", case.0);
    }
}

#[test]
fn each_listed_gap_is_still_there_and_none_is_unlisted() {
    let mut wrong = Vec::new();
    for case in CASES {
        let (name, printed) = (case.0, printed(case));
        match row(name) {
            Some((today, right)) if today == printed && right != printed => {}
            Some((_, right)) if right == printed => wrong.push(format!("{name} is right now: take it off the list")),
            _ => wrong.push(format!("{name} prints\n`{printed}`")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let listed = GAPS.lines().filter(|line| line.ends_with("` |") && line.contains("` | `")).count();
    assert_eq!(listed, CASES.len(), "GAPS.md lists what no case pins");
}
