//! Names that tell works apart: more of them before `et al.`, and given names.

use super::{super::gaps::each_element, Search};
use hayagriva::citationberg::{
    DisambiguationRule, IndependentStyle, LayoutRenderingElement,
    json::{Item, LiteralName, NameItem, NameValue, Value},
    taxonomy::{StandardVariable, Variable},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// No more names than these are tried.
const MOST: usize = 30;

/// What tells a style through hayagriva that it is to say more of a work.
const MORE: (StandardVariable, &str) = (StandardVariable::Annote, "annote");

/// Asks in the style for [`MORE`] where it asks whether a work is to be told apart; tells whether it does.
pub(super) fn ask_for_more(style: &mut IndependentStyle) -> bool {
    let mut any = false;
    each_element(style, &mut |element| {
        let LayoutRenderingElement::Choose(choose) = element else { return };
        for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
            if branch.disambiguate.take() == Some(true) {
                branch.variable.get_or_insert_default().push(Variable::Standard(MORE.0));
                any = true;
            }
        }
    });
    any
}

/// How a work's names are set, where the style's own way does not do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    /// So many names before `et al.`
    pub(super) shown: Option<u32>,
    /// Names with given names, by their index.
    named: BTreeMap<usize, String>,
    /// Whether the style says more of it, as it does under `disambiguate="true"`.
    pub(super) more: bool,
}

impl Shape {
    /// Whether the names are others than the style would set.
    pub(super) fn has_names(&self) -> bool {
        self.shown.is_some() || !self.named.is_empty()
    }

    /// The record with its names as they are to be set.
    pub(super) fn applied(&self, item: &Item) -> Item {
        let mut item = item.clone();
        if self.more {
            item = with_more(&item);
        }
        let Some(role) = role(&item) else { return item };
        if let Some(Value::Names(names)) = item.0.get_mut(role) {
            for (&at, literal) in &self.named {
                names[at] = NameValue::Literal(LiteralName { literal: literal.clone() });
            }
        }
        item
    }
}

/// The record of which the style says more.
pub(super) fn with_more(item: &Item) -> Item {
    let mut item = item.clone();
    item.0.insert(MORE.1.to_owned(), Value::String("more".to_owned()));
    item
}

/// Whose names stand in marks.
fn role(item: &Item) -> Option<&'static str> {
    ["author", "editor"].into_iter().find(|role| item.0.contains_key(*role))
}

fn people(item: &Item) -> &[NameValue] {
    match role(item).and_then(|role| item.0.get(role)) {
        Some(Value::Names(names)) => names,
        _ => &[],
    }
}

/// The style with so many names before `et al.`
pub(super) fn showing(style: &IndependentStyle, count: u32) -> IndependentStyle {
    let mut style = style.clone();
    let options = &mut style.citation.name_options;
    options.et_al_min = Some(options.et_al_min.unwrap_or(0).max(count + 1));
    options.et_al_use_first = Some(count);
    (options.et_al_subsequent_min, options.et_al_subsequent_use_first) = (None, None);
    style
}

impl Search<'_> {
    fn people(&self, record: usize) -> &[NameValue] {
        people(&self.library.records[record].item)
    }

    /// Gives people who share a family name their given names wherever they are cited, as the rule asks.
    pub(super) fn name_people(&mut self, records: &[usize], rule: DisambiguationRule) {
        use DisambiguationRule as Rule;
        let (all, full) = match rule {
            Rule::AllNames => (true, true),
            Rule::AllNamesWithInitials => (true, false),
            Rule::PrimaryName => (false, true),
            Rule::PrimaryNameWithInitials => (false, false),
            Rule::ByCite => return,
        };
        let most = if all { MOST } else { 1 };
        let mut givens: HashMap<String, BTreeSet<String>> = HashMap::new();
        for &record in records {
            for person in self.people(record).iter().take(most).filter_map(person) {
                givens.entry(family(person)).or_default().insert(given(person).to_owned());
            }
        }
        for &record in records {
            let named: Vec<(usize, String)> = self
                .people(record)
                .iter()
                .take(most)
                .enumerate()
                .filter_map(|(at, name)| Some((at, told_apart(person(name)?, &givens, full)?)))
                .collect();
            self.shapes.entry(record).or_default().named.extend(named);
        }
    }

    /// Shows as many names of each work as leave the fewest others looking the same.
    pub(super) fn add_names(&mut self, group: &[usize]) {
        let most = group.iter().map(|&record| self.people(record).len()).max().unwrap_or(0).min(MOST);
        let mut best: Vec<(usize, Option<u32>)> = vec![(group.len(), None); group.len()];
        for count in 2..=u32::try_from(most).unwrap_or(0) {
            let set: Vec<String> =
                group.iter().map(|&record| self.words(record, &self.with_names(record, count))).collect();
            let mut seen: HashMap<&str, usize> = HashMap::new();
            set.iter().for_each(|words| *seen.entry(words).or_default() += 1);
            for (words, best) in set.iter().zip(&mut best) {
                if seen[words.as_str()] < best.0 {
                    *best = (seen[words.as_str()], Some(count));
                }
            }
        }
        for (&record, (_, count)) in group.iter().zip(best) {
            if let Some(count) = count {
                let shape = self.with_names(record, count);
                self.shapes.insert(record, shape);
            }
        }
    }

    /// A work's shape with so many names shown. One name alone is not left to `et al.`, which means several.
    fn with_names(&self, record: usize, count: u32) -> Shape {
        let people = u32::try_from(self.people(record).len()).unwrap_or(u32::MAX);
        let count = if count + 1 == people { people } else { count };
        Shape { shown: Some(count), ..self.shapes[&record].clone() }
    }

    /// Lets the style say more of each of these works, where that tells any of them apart.
    pub(super) fn say_more(&mut self, group: &[usize]) {
        let more = |search: &Self, record| Shape { more: true, ..search.shapes[&record].clone() };
        let words: BTreeSet<String> = group.iter().map(|&record| self.words(record, &more(self, record))).collect();
        if words.len() > 1 {
            for &record in group {
                self.shapes.insert(record, more(self, record));
            }
        }
    }

    /// Gives names in these marks alone: the first name of each work by which it is told from the others.
    pub(super) fn add_given_names(&mut self, group: &[usize]) {
        let shown = group.iter().map(|&record| self.people(record).len()).max().unwrap_or(0).min(MOST);
        for at in 0..shown {
            let mut givens: HashMap<String, BTreeSet<String>> = HashMap::new();
            for person in group.iter().filter_map(|&record| person(self.people(record).get(at)?)) {
                givens.entry(family(person)).or_default().insert(given(person).to_owned());
            }
            let before: Vec<String> =
                group.iter().map(|&record| self.words(record, &self.shapes[&record].clone())).collect();
            if before.iter().collect::<BTreeSet<_>>().len() == group.len() {
                return;
            }
            for &record in group {
                let named = self.people(record).get(at).and_then(person).and_then(|one| told_apart(one, &givens, true));
                let mut shape = self.shapes[&record].clone();
                shape.named.extend(named.map(|named| (at, named)));
                if self.words(record, &shape) != before[0] {
                    self.shapes.insert(record, shape);
                }
            }
        }
    }
}

fn person(name: &NameValue) -> Option<&NameItem> {
    match name {
        NameValue::Item(person) => Some(person),
        NameValue::Literal(_) => None,
    }
}

fn family(person: &NameItem) -> String {
    let particle = person.non_dropping_particle.iter().chain(&person.dropping_particle);
    particle.chain([&person.family]).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn given(person: &NameItem) -> &str {
    person.given.as_deref().unwrap_or_default()
}

/// `C. Wang` where other people are called Wang too; `Chu Wang` where their initials are the same, if `full`.
fn told_apart(person: &NameItem, givens: &HashMap<String, BTreeSet<String>>, full: bool) -> Option<String> {
    let (family, own) = (family(person), given(person));
    let others: Vec<&String> = givens.get(&family)?.iter().filter(|other| other.as_str() != own).collect();
    let mine = initials(own);
    if own.is_empty() || others.is_empty() {
        return None;
    }
    if full && others.iter().any(|other| initials(other) == mine) {
        return Some(format!("{own} {family}"));
    }
    others.iter().any(|other| initials(other) != mine).then(|| format!("{mine} {family}"))
}

/// `Chu-Li Bo` as `C.-L. B.`
fn initials(given: &str) -> String {
    let part = |part: &str| part.chars().next().map(|first| format!("{}.", first.to_uppercase()));
    let word = |word: &str| word.split('-').filter_map(part).collect::<Vec<_>>().join("-");
    given
        .split(|c: char| c.is_whitespace() || c == '.')
        .filter(|word| !word.is_empty())
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}
