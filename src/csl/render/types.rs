//! Types that rendering takes and returns.

use crate::csl::item::{Date, Item};
use crate::csl::node::{self, Node, Tag};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The result of rendering an element.
#[derive(Debug, Default)]
pub(in crate::csl) struct Rendered {
    /// The text; empty if there is none.
    pub(in crate::csl) nodes: Vec<Node>,
    /// Whether a variable was called.
    pub(in crate::csl) called: bool,
    /// Whether one of the called variables was not empty.
    pub(in crate::csl) filled: bool,
}

/// An item with its state in the document.
#[derive(Debug)]
pub(in crate::csl) struct Work<'a> {
    pub(in crate::csl) item: &'a Item,
    /// The dates, including parsed raw ones.
    pub(in crate::csl) dates: BTreeMap<&'a str, Date>,
    /// The number in the bibliography, from 1.
    pub(in crate::csl) number: usize,
    /// How its cites are disambiguated.
    pub(in crate::csl) disambiguation: Disambiguation,
    /// Whether a cite or its entry would have been too long.
    pub(in crate::csl) excessive: Cell<bool>,
}

/// How the cites of a work are disambiguated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) struct Disambiguation {
    /// The minimum number of names shown in each name list.
    pub(in crate::csl) names: Vec<usize>,
    /// The amount of each given name shown in each name list.
    pub(in crate::csl) given: Vec<Vec<GivenLevel>>,
    /// The number of conditions testing `disambiguate` that are true, counted from the first.
    pub(in crate::csl) conditions: u32,
    /// The number of the year suffix, from 1.
    pub(in crate::csl) year_suffix: Option<u32>,
}

/// The amount of a given name that is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::csl) enum GivenLevel {
    #[default]
    AsStyled,
    Initials,
    Full,
}

/// The part of a document that an element is rendered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::csl) enum Area {
    Citation,
    Bibliography,
    /// A sort key.
    Sort,
}

/// The part of a cite that is rendered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::csl) enum Part {
    #[default]
    Whole,
    /// All but the names in the first `cs:names`. Substitutes for missing names are kept.
    WithoutNames,
    /// All but the output of the first `cs:names`.
    WithoutCreator,
    /// Only the first `cs:names`.
    NamesOnly,
}

/// A rendered name list, for disambiguation.
#[derive(Clone, Debug)]
pub(in crate::csl) struct NameList {
    pub(in crate::csl) variable: String,
    /// The number of names shown.
    pub(in crate::csl) shown: usize,
    /// The number of names in the variable.
    pub(in crate::csl) total: usize,
    /// The amount of given names shown without disambiguation.
    pub(in crate::csl) level: GivenLevel,
    /// Whether given names may be shown as initials.
    pub(in crate::csl) has_initials: bool,
}

impl NameList {
    /// Returns the next level that shows more of a given name.
    pub(in crate::csl) fn next_level(&self, level: GivenLevel) -> Option<GivenLevel> {
        match level.max(self.level) {
            GivenLevel::AsStyled if self.has_initials => Some(GivenLevel::Initials),
            GivenLevel::AsStyled | GivenLevel::Initials => Some(GivenLevel::Full),
            GivenLevel::Full => None,
        }
    }
}

impl Rendered {
    /// Returns the result of an element without variables.
    pub(in crate::csl) fn neutral(nodes: Vec<Node>) -> Self {
        Self { called: false, filled: false, ..Self::variable(nodes) }
    }

    /// Returns the result of an element that calls a variable.
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
