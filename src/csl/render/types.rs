//! What rendering takes and gives.

use crate::csl::item::{Date, Item};
use crate::csl::node::{self, Node, Tag};
use std::collections::BTreeMap;

/// What an element has rendered.
#[derive(Debug, Default)]
pub(in crate::csl) struct Rendered {
    /// The text; no nodes if there is none.
    pub(in crate::csl) nodes: Vec<Node>,
    /// Whether a variable was called.
    pub(in crate::csl) called: bool,
    /// Whether one of the called variables was not empty.
    pub(in crate::csl) filled: bool,
}

/// An item with what is known about it in the document.
#[derive(Debug)]
pub(in crate::csl) struct Work<'a> {
    pub(in crate::csl) item: &'a Item,
    /// The dates, with raw ones parsed.
    pub(in crate::csl) dates: BTreeMap<&'a str, Date>,
    /// The number in the bibliography, from 1.
    pub(in crate::csl) number: usize,
    /// How the work is told apart from others.
    pub(in crate::csl) disambiguation: Disambiguation,
}

/// How cites of a work are told apart from those of other works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) struct Disambiguation {
    /// How many names are shown in each list of names, at least.
    pub(in crate::csl) names: Vec<usize>,
    /// How much of each given name is shown in each list of names.
    pub(in crate::csl) given: Vec<Vec<GivenLevel>>,
    /// How many of the conditions that test `disambiguate` are true, from the first.
    pub(in crate::csl) conditions: u32,
    /// The number of the year suffix, from 1.
    pub(in crate::csl) year_suffix: Option<u32>,
}

/// How much of a given name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::csl) enum GivenLevel {
    #[default]
    AsStyled,
    Initials,
    Full,
}

/// Where an element is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Area {
    Citation,
    Bibliography,
    /// A sort key.
    Sort,
}

/// What is left out of a cite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum Part {
    #[default]
    Whole,
    /// All but the names in the first `cs:names`. What is substituted for missing names is kept.
    WithoutNames,
    /// All but what the first `cs:names` prints.
    WithoutCreator,
    /// The first `cs:names` alone.
    NamesOnly,
}

/// A list of names that has been rendered, for disambiguation.
#[derive(Clone, Debug)]
pub(in crate::csl) struct NameList {
    pub(in crate::csl) variable: String,
    /// How many names are shown.
    pub(in crate::csl) shown: usize,
    /// How many names there are.
    pub(in crate::csl) total: usize,
    /// How given names are shown without disambiguation.
    pub(in crate::csl) level: GivenLevel,
    /// Whether given names may be shown as initials.
    pub(in crate::csl) has_initials: bool,
}

impl NameList {
    /// Returns the level after `level` that shows more of a given name.
    pub(in crate::csl) fn next_level(&self, level: GivenLevel) -> Option<GivenLevel> {
        match level.max(self.level) {
            GivenLevel::AsStyled if self.has_initials => Some(GivenLevel::Initials),
            GivenLevel::AsStyled | GivenLevel::Initials => Some(GivenLevel::Full),
            GivenLevel::Full => None,
        }
    }
}

impl Rendered {
    /// Returns what an element without variables renders.
    pub(in crate::csl) fn neutral(nodes: Vec<Node>) -> Self {
        Self { called: false, filled: false, ..Self::variable(nodes) }
    }

    /// Returns what an element that calls a variable renders.
    pub(in crate::csl) fn variable(nodes: Vec<Node>) -> Self {
        let filled = !node::is_empty(&nodes);
        Self { nodes: if filled { nodes } else { Vec::new() }, called: true, filled }
    }
}

/// Returns the letters of a year suffix: `a` to `z`, then `aa`.
pub(in crate::csl) fn suffix_letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// Returns the year suffix as a node.
pub(in crate::csl) fn year_suffix(number: u32) -> Node {
    Node::Tagged(Tag::YearSuffix, vec![Node::Text(suffix_letters(number))])
}
