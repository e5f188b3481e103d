//! A style cut down to the works of an article, which prints the same and takes a fraction of the time.
//!
//! Most of a style is for works of other types, and for variables that a work has not; hayagriva asks it all, again
//! and again. So works of which the same is known ([`facts`]) share a way through the style that is cut down for
//! them ([`prune`]), and are told from others by variables that no style prints.

mod facts;
mod known;
mod prune;
mod survey;
#[cfg(test)]
mod tests;

use super::{gaps::branch, library::Library, styles::Ready};
use facts::Facts;
use hayagriva::citationberg::{
    Choose, ChooseBranch, CslMacro, ElseBranch, IndependentStyle, LayoutRenderingElement as Element, SortKey,
    json::{Item, Value},
    taxonomy::{StandardVariable, Variable},
};
use known::Known;
use prune::Pruner;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

pub(super) use survey::Survey;

/// No more ways than these are cut; other works take the whole style.
const WAYS: usize = 63;

/// Variables that may tell the ways apart, where neither style nor works have them.
const TAGS: [StandardVariable; 12] = [
    StandardVariable::Dimensions,
    StandardVariable::References,
    StandardVariable::License,
    StandardVariable::Jurisdiction,
    StandardVariable::Scale,
    StandardVariable::ReviewedGenre,
    StandardVariable::ArchivePlace,
    StandardVariable::CitationKey,
    StandardVariable::Source,
    StandardVariable::Status,
    StandardVariable::Medium,
    StandardVariable::CallNumber,
];

/// A style for the works of an article, and these works.
#[derive(Debug)]
pub(super) struct Tailored {
    /// The style.
    pub(super) style: Arc<IndependentStyle>,
    items: HashMap<usize, Item>,
}

impl Tailored {
    /// Cuts a style for these records.
    pub(super) fn new(ready: &Ready, records: &[usize], library: &Library) -> Self {
        let works: BTreeMap<usize, &Item> =
            records.iter().map(|&record| (record, &library.records[record].item)).collect();
        Self::of(ready, &works)
    }

    fn of(Ready { csl, survey, cuts, .. }: &Ready, works: &BTreeMap<usize, &Item>) -> Self {
        let mut by_facts: BTreeMap<Facts, Vec<usize>> = BTreeMap::new();
        for (&record, item) in works {
            by_facts.entry(Facts::of(item, &survey.asked)).or_default().push(record);
        }
        let mut groups: Vec<(Facts, Vec<usize>)> = by_facts.into_iter().collect();
        groups.sort_by_key(|(_, records)| std::cmp::Reverse(records.len()));
        let tags = tags(survey, works);
        groups.truncate(WAYS.min((1 << tags.len().min(6)) - 1));
        let codes = codes(groups.len());
        let mut items: HashMap<usize, Item> = works.iter().map(|(&record, &item)| (record, item.clone())).collect();
        let own = |code: usize| -> Vec<Variable> {
            tags.iter().enumerate().filter(|(bit, _)| code >> bit & 1 == 1).map(|(_, &tag)| tag.into()).collect()
        };
        for ((_, records), &code) in groups.iter().zip(&codes) {
            for record in records {
                let Some(item) = items.get_mut(record) else { continue };
                item.0.extend(own(code).iter().map(|tag| (tag.to_string(), Value::String("x".to_owned()))));
            }
        }
        let all = groups.iter().map(|(_, records)| records.len()).sum::<usize>() == works.len();
        let cut = Cut {
            facts: groups.into_iter().map(|(facts, _)| facts).collect(),
            tags: tags.iter().map(ToString::to_string).collect(),
            all,
        };
        let style = cuts.get(cut, |cut| {
            let way = |(facts, code)| Way::new(csl, survey, facts, own(code), code);
            joined(csl, cut.facts.iter().zip(codes).map(way).collect(), all)
        });
        Self { style, items }
    }

    /// The work of a record.
    pub(super) fn item<'a>(&'a self, record: usize, library: &'a Library) -> &'a Item {
        self.items.get(&record).unwrap_or(&library.records[record].item)
    }
}

/// What a style is cut down by: equal cuts of a style are equal.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    facts: Vec<Facts>,
    tags: Vec<String>,
    /// Whether there is a way for every work.
    all: bool,
}

/// The cuts of a style that have been made: articles that cite the same kinds of works share them.
#[derive(Debug, Default)]
pub(super) struct Cuts(Mutex<BTreeMap<Cut, Arc<IndependentStyle>>>);

/// More cuts of a style are made anew.
const CUTS: usize = 200;

impl Cuts {
    fn get(&self, cut: Cut, make: impl FnOnce(&Cut) -> IndependentStyle) -> Arc<IndependentStyle> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = known().get(&cut) {
            return style.clone();
        }
        let style = Arc::new(make(&cut));
        let mut known = known();
        if known.len() < CUTS {
            known.insert(cut, style.clone());
        }
        style
    }
}

/// Variables that neither the style nor the works have.
fn tags(survey: &Survey, works: &BTreeMap<usize, &Item>) -> Vec<StandardVariable> {
    let used: BTreeSet<&str> = works.values().flat_map(|item| item.0.keys()).map(String::as_str).collect();
    let free = |name: String| !survey.asked.contains(&name) && !used.contains(name.as_str());
    TAGS.into_iter().filter(|tag| free(tag.to_string())).take(6).collect()
}

/// Numbers for so many ways: each is tried before those whose ones it has too.
fn codes(count: usize) -> Vec<usize> {
    let mut codes: Vec<usize> = (1..(count + 1).next_power_of_two()).collect();
    codes.sort_by_key(|code| std::cmp::Reverse(code.count_ones()));
    codes
}

/// A style's parts for works of which the same is known.
struct Way {
    tags: Vec<Variable>,
    citation: Vec<Vec<Element>>,
    entry: Vec<Vec<Element>>,
    /// What works are sorted by.
    keys: BTreeMap<String, Vec<Element>>,
    macros: BTreeMap<String, CslMacro>,
}

impl Way {
    fn new(style: &IndependentStyle, survey: &Survey, facts: &Facts, tags: Vec<Variable>, code: usize) -> Self {
        let keys = keys(style);
        let mut pruner = Pruner::new(style, Known::new(style, survey, facts, &keys), format!(" {code}"));
        let bibliography = style.bibliography.as_ref();
        let citation = pruner.each(&style.citation.layout.elements);
        let entry = bibliography.map(|part| pruner.each(&part.layout.elements)).unwrap_or_default();
        let keys = keys.into_iter().map(|part| (part.name.clone(), pruner.elements(&part.children))).collect();
        Self { tags, citation, entry, keys, macros: pruner.macros }
    }
}

/// The macros that works are sorted by.
fn keys(style: &IndependentStyle) -> Vec<&CslMacro> {
    let sorts = style.bibliography.iter().map(|part| &part.sort).chain([&style.citation.sort]).flatten();
    let names: BTreeSet<&str> = sorts
        .flat_map(|sort| &sort.keys)
        .filter_map(|key| match key {
            SortKey::MacroName { name, .. } => Some(name.as_str()),
            SortKey::Variable { .. } => None,
        })
        .collect();
    style.macros.iter().filter(|part| names.contains(part.name.as_str())).collect()
}

/// The ways, joined to one style; `all` tells whether there is one for every work.
fn joined(style: &IndependentStyle, ways: Vec<Way>, all: bool) -> IndependentStyle {
    let part = |own: &[Element], parts: &dyn Fn(&Way) -> &[Vec<Element>]| -> Vec<Element> {
        let fork = |(at, whole): (usize, &Element)| {
            fork(&ways, &|way| &parts(way)[at], whole_of(std::slice::from_ref(whole), all))
        };
        own.iter().enumerate().flat_map(fork).collect()
    };
    let mut citation = style.citation.clone();
    citation.layout.elements = part(&style.citation.layout.elements, &|way| &way.citation);
    let bibliography = style.bibliography.clone().map(|mut entry| {
        entry.layout.elements = part(&entry.layout.elements, &|way| &way.entry);
        entry
    });
    let key = |own: &CslMacro| {
        let children =
            fork(&ways, &|way| way.keys.get(&own.name).map_or(&[], Vec::as_slice), whole_of(&own.children, all));
        CslMacro { name: own.name.clone(), children }
    };
    let mut macros: Vec<CslMacro> = keys(style).into_iter().map(key).collect();
    macros.extend(ways.iter().flat_map(|way| way.macros.values().cloned()));
    if !all {
        let rest: Vec<CslMacro> =
            style.macros.iter().filter(|own| macros.iter().all(|part| part.name != own.name)).cloned().collect();
        macros.extend(rest);
    }
    IndependentStyle {
        info: style.info.clone(),
        default_locale: style.default_locale.clone(),
        version: style.version.clone(),
        citation,
        bibliography,
        settings: style.settings.clone(),
        macros,
        locale: style.locale.clone(),
    }
}

fn whole_of(whole: &[Element], all: bool) -> Option<&[Element]> {
    (!all).then_some(whole)
}

/// Elements that send each work its way.
fn fork(ways: &[Way], part: &dyn Fn(&Way) -> &[Element], whole: Option<&[Element]>) -> Vec<Element> {
    if let ([only], None) = (ways, whole) {
        return part(only).to_vec();
    }
    let mut branches =
        ways.iter().map(|way| ChooseBranch { variable: Some(way.tags.clone()), ..branch(None, part(way).to_vec()) });
    let otherwise = whole.map(|whole| ElseBranch { children: whole.to_vec() });
    match branches.next() {
        Some(_) if ways.iter().all(|way| part(way).is_empty()) && whole.is_none() => Vec::new(),
        Some(if_) => vec![Element::Choose(Choose { if_, else_if: branches.collect(), otherwise })],
        None => whole.unwrap_or_default().to_vec(),
    }
}
