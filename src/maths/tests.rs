//! The formulas of `tests/maths/formulas.md`, as text on one line and as they are said.

use super::{from_mathml, from_tex, linear, spoken, to_mathml};
use crate::article::Lang;
use std::fmt::Write;

const FORMULAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/maths/formulas.md");
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/maths/formulas.txt");

/// Returns the name and the TeX of each formula.
fn formulas() -> Vec<(String, String)> {
    let page = std::fs::read_to_string(FORMULAS).unwrap();
    let (mut found, mut name) = (Vec::new(), String::new());
    for line in page.lines() {
        match line.strip_prefix("$$").and_then(|line| line.strip_suffix("$$")) {
            Some(tex) => found.push((name.clone(), tex.to_owned())),
            None => name = line.to_owned(),
        }
    }
    found
}

#[test]
fn sixty_formulas_are_written_and_said_as_was_accepted() {
    let lang = Lang::new("en").unwrap();
    let mut dump = String::new();
    for (name, tex) in formulas() {
        let node = from_tex(&tex, true).unwrap_or_else(|error| panic!("{tex}: {error:?}"));
        writeln!(dump, "{name}\n  {tex}\n  {}\n  {}\n", linear(&node, &lang), spoken(&node, &lang)).unwrap();
    }
    if std::env::var_os("HANDOUT_ACCEPT").is_some() {
        std::fs::write(GOLDEN, &dump).unwrap();
    }
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    for (now, accepted) in dump.lines().zip(golden.lines()) {
        assert_eq!(now, accepted, "accept with HANDOUT_ACCEPT=1 once you have read it");
    }
    assert_eq!(dump.lines().count(), golden.lines().count());
}

#[test]
fn mathml_that_is_read_back_is_said_the_same() {
    let lang = Lang::new("en").unwrap();
    for (name, tex) in formulas() {
        let node = from_tex(&tex, true).unwrap();
        let again = from_mathml(&to_mathml(&node, true, "a < b & \"c\"", &lang)).unwrap();
        assert_eq!(linear(&again, &lang), linear(&node, &lang), "{name}");
        assert_eq!(spoken(&again, &lang), spoken(&node, &lang), "{name}");
    }
}
