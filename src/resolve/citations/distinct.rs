//! Telling works apart whose marks would be the same: more names, given names, letters behind years (CSL 1.0.2,
//! "Disambiguation").
//!
//! hayagriva's own way settles one group of three a run, and leaves its marks in the bibliography (its issues 209,
//! 469 and 530). Styles are relieved of it by [`Rules::take_over`]; [`Distinct::find`] decides what each work
//! needs, from what the style sets for it alone.

mod names;
mod years;

use super::{elements, library::Library, styles::Language, tailor::Tailored};
use crate::article::plain_text;
use hayagriva::{
    CitationItem as Cite, CitationRequest, Elem, ElemChildren,
    citationberg::{Collapse, DisambiguationRule, IndependentStyle, json::Item},
    standalone_citation,
};
use names::Shape;
use std::collections::{BTreeMap, HashMap};

pub(super) use years::YEARS_SEPARATOR;

/// What a style asks for where works would look the same, and how it joins works by the same authors.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    more_names: bool,
    given_names: Option<DisambiguationRule>,
    /// Whether it says more of such works.
    more: bool,
    /// Whether letters go behind years.
    letters: bool,
    /// Whether the style says itself where letters go.
    letters_placed: bool,
    /// Whether the style puts the works of a mark in order.
    pub(super) sorted: bool,
    /// Whether runs of numbers are joined.
    pub(super) runs: bool,
    /// How years of the same authors are joined.
    pub(super) collapse: Option<Collapse>,
    /// Between years of the same authors.
    pub(super) years: Option<String>,
    /// Between letters of the same year.
    pub(super) between_letters: Option<String>,
    /// After such a group.
    pub(super) after: Option<String>,
}

impl Rules {
    /// Takes the rules out of a style, which hayagriva then sets without.
    pub(super) fn take_over(style: &mut IndependentStyle) -> Self {
        let (more, letters_placed) = (names::ask_for_more(style), years::carry_letters(style));
        let citation = &mut style.citation;
        let given = std::mem::take(&mut citation.disambiguate_add_givenname);
        let mut rules = Self {
            more_names: std::mem::take(&mut citation.disambiguate_add_names),
            given_names: given.then_some(citation.givenname_disambiguation_rule),
            more,
            letters: std::mem::take(&mut citation.disambiguate_add_year_suffix),
            letters_placed,
            sorted: citation.sort.is_some(),
            ..Self::default()
        };
        if citation.collapse == Some(Collapse::CitationNumber) {
            citation.collapse = None;
            rules.runs = true;
            rules.after = citation.after_collapse_delimiter.take();
        }
        if matches!(citation.collapse, Some(Collapse::Year | Collapse::YearSuffix | Collapse::YearSuffixRanged)) {
            rules.collapse = citation.collapse.take();
            rules.years = citation.cite_group_delimiter.take();
            rules.between_letters = citation.year_suffix_delimiter.take();
            rules.after = citation.after_collapse_delimiter.take();
        }
        rules
    }
}

/// What tells the works of an article apart.
#[derive(Debug, Default)]
pub(super) struct Distinct {
    /// The names of works whose mark needs others than the style would set.
    names: HashMap<usize, Elem>,
    /// The letters behind years.
    letters: HashMap<usize, String>,
    /// Records as they are to be set.
    items: HashMap<usize, Item>,
    letters_placed: bool,
}

impl Distinct {
    /// Looks at the cited records, each once, in order of citation.
    pub(super) fn find(
        records: &[usize],
        library: &Library,
        tailored: &Tailored,
        rules: &Rules,
        language: &Language,
    ) -> Self {
        if !(rules.more_names || rules.given_names.is_some() || rules.more || rules.letters) {
            return Self::default();
        }
        let (shapes, styles) = (BTreeMap::new(), BTreeMap::new());
        let mut search = Search { library, tailored, language, shapes, styles, seen: HashMap::new() };
        records.iter().for_each(|&record| drop(search.shapes.insert(record, Shape::default())));
        if let Some(rule) = rules.given_names {
            search.name_people(records, rule);
        }
        if rules.more_names {
            search.same(records).iter().for_each(|group| search.add_names(group));
        }
        if rules.given_names == Some(DisambiguationRule::ByCite) {
            search.same(records).iter().for_each(|group| search.add_given_names(group));
        }
        let mut distinct = Self { letters_placed: rules.letters_placed, ..Self::default() };
        if rules.more {
            search.same(records).iter().for_each(|group| search.say_more(group));
        }
        if rules.letters {
            let groups = search.same(records);
            distinct.letters.extend(groups.iter().flat_map(|group| search.letters(group)));
        }
        distinct.keep(&mut search);
        distinct
    }

    fn keep(&mut self, search: &mut Search<'_>) {
        for (record, shape) in search.shapes.clone() {
            let own = search.tailored.item(record, search.library);
            if shape.more {
                self.items.insert(record, names::with_more(own));
            }
            if let Some(letter) = self.letters.get(&record) {
                let lettered = years::lettered(self.items.get(&record).unwrap_or(own), letter);
                self.items.insert(record, lettered);
            }
            if shape.has_names() {
                let set = search.set(record, &shape);
                self.names.extend(set.find_names().map(|names| (record, names.clone())));
            }
        }
    }

    /// The record as it is to be set.
    pub(super) fn item<'a>(&'a self, record: usize, tailored: &'a Tailored, library: &'a Library) -> &'a Item {
        self.items.get(&record).unwrap_or_else(|| tailored.item(record, library))
    }

    /// Puts into a work's part of a mark what tells it apart.
    pub(super) fn in_mark(&self, record: usize, part: &mut ElemChildren) {
        if let (Some(names), Some(place)) = (self.names.get(&record), part.find_names_mut()) {
            place.children = names.children.clone();
        }
        self.in_entry(record, part);
    }

    /// Puts the letter of a work behind its year, where the style does not.
    pub(super) fn in_entry(&self, record: usize, content: &mut ElemChildren) {
        let known = self.letters.get(&record).zip(self.items.get(&record));
        if let (Some((letter, item)), false) = (known, self.letters_placed) {
            years::put_letter(content, letter, item);
        }
    }

    /// The letter behind the year of a work.
    pub(super) fn letter(&self, record: usize) -> Option<&str> {
        self.letters.get(&record).map(String::as_str)
    }
}

/// What is known while works are told apart.
struct Search<'a> {
    library: &'a Library,
    tailored: &'a Tailored,
    language: &'a Language,
    shapes: BTreeMap<usize, Shape>,
    /// The style with so many names before `et al.`
    styles: BTreeMap<u32, IndependentStyle>,
    /// What works looked like so far.
    seen: HashMap<(usize, Shape), String>,
}

impl Search<'_> {
    /// What the style sets for a work alone.
    fn set(&mut self, record: usize, shape: &Shape) -> ElemChildren {
        let own = &self.tailored.style;
        let style = match shape.shown {
            Some(count) => &*self.styles.entry(count).or_insert_with(|| names::showing(own, count)),
            None => own,
        };
        let item = shape.applied(self.tailored.item(record, self.library));
        standalone_citation(CitationRequest::new(
            vec![Cite::new(&item, None, None, false, None)],
            style,
            Some(self.language.code.clone()),
            &self.language.locales,
            None,
        ))
    }

    fn words(&mut self, record: usize, shape: &Shape) -> String {
        let key = (record, shape.clone());
        if let Some(known) = self.seen.get(&key) {
            return known.clone();
        }
        let words = plain_text(&elements::inlines(&self.set(record, shape)));
        self.seen.insert(key, words.clone());
        words
    }

    /// Groups of works whose marks are the same, in order of citation.
    fn same(&mut self, records: &[usize]) -> Vec<Vec<usize>> {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for &record in records {
            let words = self.words(record, &self.shapes[&record].clone());
            let place = *places.entry(words).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push(record);
        }
        groups.retain(|group| group.len() > 1);
        groups
    }
}
