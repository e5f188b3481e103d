//! Renders the citations and the bibliography of a document.

use super::citations::Citations;
use super::elements::{Element, SortSource, Text, TextSource};
use super::render::{Disambiguation, Work};
use super::{Cluster, Item, Locales, Output, Style};
use super::{bibliography, disambiguate, position, sort};
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// Renders the citations and the bibliography of a document in one style.
///
/// Disambiguation, positions and numbers depend on all clusters, so a document is rendered as a whole.
pub struct Processor<'a> {
    style: &'a Style,
    locales: &'a Locales,
    items: HashMap<&'a str, &'a Item>,
    uncited: Vec<&'a str>,
}

impl<'a> Processor<'a> {
    /// Creates a processor for `items` and an independent style. If an id occurs twice, the first item wins.
    pub fn new(style: &'a Style, locales: &'a Locales, items: &'a [Item]) -> Self {
        let items = items.iter().rev().map(|item| (item.id.as_str(), item)).collect();
        Self { style, locales, items, uncited: Vec::new() }
    }

    /// Adds uncited works to the bibliography. Cited ones are not added twice.
    #[must_use]
    pub fn uncited(mut self, ids: &[&'a str]) -> Self {
        self.uncited.extend_from_slice(ids);
        self
    }

    /// Renders the clusters of a document, in document order, and its bibliography.
    pub fn render(&self, clusters: &[Cluster]) -> Output {
        let mut output = Output { line_spacing: 1, entry_spacing: 1, ..Output::default() };
        let mut works = self.works(clusters, &mut output.unknown);
        self.number(&mut works);
        disambiguate::disambiguate(self.style, self.locales, &mut works);
        let works = &works[..];
        let index: HashMap<&str, usize> =
            works.iter().enumerate().map(|(index, work)| (work.item.id.as_str(), index)).collect();
        let find = |cluster: &Cluster| cluster.cites.iter().map(|cite| index.get(cite.id.as_str()).copied()).collect();
        let found: Vec<Vec<Option<usize>>> = clusters.iter().map(find).collect();
        let order = self.order(clusters, &found, works);
        let places = position::places(clusters, &order, self.style.citation.near_note_distance);
        let citations = Citations { style: self.style, locales: self.locales, works };
        for ((cluster, places), (found, order)) in clusters.iter().zip(&places).zip(found.iter().zip(&order)) {
            output.citations.push(citations.render(cluster, places, found, order));
        }
        if let Some(bibliography) = &self.style.bibliography {
            output.hanging_indent = bibliography.hanging_indent;
            output.second_field_align = bibliography.second_field_align;
            output.line_spacing = bibliography.line_spacing;
            output.entry_spacing = bibliography.entry_spacing;
            output.bibliography = bibliography::entries(self.style, bibliography, self.locales, works);
        }
        output.excessive = works.iter().any(|work| work.excessive.get());
        output
    }

    /// Returns the works in order of their first citation, followed by the uncited ones.
    fn works(&self, clusters: &[Cluster], unknown: &mut Vec<String>) -> Vec<Work<'a>> {
        let cited = clusters.iter().flat_map(|cluster| &cluster.cites).map(|cite| cite.id.as_str());
        let mut seen = HashSet::new();
        let mut works = Vec::new();
        for id in cited.chain(self.uncited.iter().copied()) {
            if !seen.insert(id.to_string()) {
                continue;
            }
            match self.items.get(id) {
                Some(item) => works.push(Work {
                    item,
                    dates: item.dates.iter().map(|(name, date)| (name.as_str(), date.parsed())).collect(),
                    number: works.len() + 1,
                    disambiguation: Disambiguation::default(),
                    excessive: Cell::default(),
                }),
                None => unknown.push(id.to_string()),
            }
        }
        works
    }

    /// Sorts the works into bibliography order and numbers them.
    fn number(&self, works: &mut Vec<Work<'a>>) {
        let Some(bibliography) = self.style.bibliography.as_ref().filter(|bibliography| !bibliography.sort.is_empty())
        else {
            return;
        };
        let keys = &bibliography.sort;
        let values = |work: &Work<'a>| sort::values(keys, self.style, self.locales, work, &bibliography.names);
        let mut sorted: Vec<_> = std::mem::take(works).into_iter().map(|work| (values(&work), work)).collect();
        sorted.sort_by(|(a, _), (b, _)| sort::compare(keys, a, b));
        works.extend(sorted.into_iter().map(|(_, work)| work));
        // if the sort is by descending number, the numbers count down
        let descending = keys.iter().any(|key| key.descending && self.is_number(&key.source));
        let total = works.len();
        for (position, work) in works.iter_mut().enumerate() {
            work.number = if descending { total - position } else { position + 1 };
        }
    }

    /// Returns whether a sort key compares citation numbers.
    fn is_number(&self, source: &SortSource) -> bool {
        match source {
            SortSource::Variable(name) => name == "citation-number",
            SortSource::Macro(index) => match &self.style.macros[*index].children[..] {
                [Element::Text(Text { source: TextSource::Variable { name, .. }, .. })] => name == "citation-number",
                [Element::Number(number)] => number.variable == "citation-number",
                _ => false,
            },
        }
    }

    /// Returns the print order of each cluster's cites.
    fn order(&self, clusters: &[Cluster], found: &[Vec<Option<usize>>], works: &[Work<'a>]) -> Vec<Vec<usize>> {
        let keys = &self.style.citation.sort;
        let mut values: Vec<Option<Vec<sort::SortValue>>> = works.iter().map(|_| None).collect();
        let mut orders = Vec::with_capacity(clusters.len());
        for (cluster, found) in clusters.iter().zip(found) {
            let mut order: Vec<usize> = (0..cluster.cites.len()).filter(|index| found[*index].is_some()).collect();
            if !keys.is_empty() && !cluster.unsorted && order.len() > 1 {
                for work in found.iter().flatten() {
                    values[*work].get_or_insert_with(|| {
                        sort::values(keys, self.style, self.locales, &works[*work], &self.style.citation.names)
                    });
                }
                order.sort_by(|a, b| {
                    match (found[*a].and_then(|a| values[a].as_ref()), found[*b].and_then(|b| values[b].as_ref())) {
                        (Some(a), Some(b)) => sort::compare(keys, a, b),
                        _ => std::cmp::Ordering::Equal,
                    }
                });
            }
            orders.push(order);
        }
        orders
    }
}
