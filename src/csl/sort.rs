//! `cs:sort`: the order of bibliography entries and of cites.

use super::collate;
use super::elements::*;
use super::item::is_number_variable;
use super::locales::Locales;
use super::node;
use super::render::{Area, Renderer, Work, sort_date};
use super::style::Style;
use std::cmp::Ordering;

/// A sort value. Empty values come last in both directions.
#[derive(Debug)]
pub(super) enum SortValue {
    Empty,
    Number(u64, String),
    Text(String),
}

/// Returns a work's values for all keys of a `cs:sort`.
pub(super) fn values(
    keys: &[SortKey],
    style: &Style,
    locales: &Locales,
    work: &Work<'_>,
    options: &NameOptions,
) -> Vec<SortValue> {
    keys.iter().map(|key| value(key, style, locales, work, options)).collect()
}

fn value(key: &SortKey, style: &Style, locales: &Locales, work: &Work<'_>, options: &NameOptions) -> SortValue {
    match &key.source {
        SortSource::Variable(name) => variable(name, style, locales, work),
        SortSource::Macro(index) => {
            // names in sort keys are inverted, and the key's own et-al options take precedence
            let base = NameOptions { name_as_sort_order: Some(SortOrderNames::All), ..key.options.within(options) };
            let mut renderer = Renderer::new(style, locales, work, Area::Sort, &base);
            renderer.sort_options = Some(&key.options);
            let plain = node::plain(&renderer.sort_macro(*index));
            match plain.trim().parse() {
                Ok(number) if plain.trim().len() < 7 => SortValue::Number(number, String::new()),
                _ => text(&plain, locales),
            }
        }
    }
}

fn variable(name: &str, style: &Style, locales: &Locales, work: &Work<'_>) -> SortValue {
    if name == "citation-number" {
        return SortValue::Number(u64::try_from(work.number).unwrap_or(u64::MAX), String::new());
    }
    if let Some(date) = work.dates.get(name) {
        return match sort_date(date) {
            key if key.is_empty() => SortValue::Empty,
            key => SortValue::Text(key),
        };
    }
    if work.item.names.contains_key(name) {
        let options = NameOptions { name_as_sort_order: Some(SortOrderNames::All), ..NameOptions::default() };
        let element = Names { variables: vec![name.to_string()], ..Names::default() };
        let elements = [Element::Names(Box::new(element))];
        let mut renderer = Renderer::new(style, locales, work, Area::Sort, &options);
        return text(&node::plain(&renderer.loose(&elements)), locales);
    }
    if name == "citation-label" {
        return text(&super::render::citation_label(work), locales);
    }
    let value = work.item.get(name).unwrap_or_default();
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    match digits.parse() {
        Ok(number) if is_number_variable(name) => SortValue::Number(number, value.to_string()),
        _ => text(&node::plain(&super::markup::parse(value)), locales),
    }
}

/// Returns the sort value of a text.
fn text(text: &str, locales: &Locales) -> SortValue {
    let text = text.trim();
    if text.is_empty() {
        return SortValue::Empty;
    }
    SortValue::Text(collate::key(text, locales.language()))
}

/// Compares two works by their sort values.
pub(super) fn compare(keys: &[SortKey], a: &[SortValue], b: &[SortValue]) -> Ordering {
    for (key, (a, b)) in keys.iter().zip(a.iter().zip(b)) {
        let order = match (a, b) {
            (SortValue::Empty, SortValue::Empty) => Ordering::Equal,
            (SortValue::Empty, _) => return Ordering::Greater,
            (_, SortValue::Empty) => return Ordering::Less,
            (SortValue::Number(a, text_a), SortValue::Number(b, text_b)) => a.cmp(b).then_with(|| text_a.cmp(text_b)),
            (SortValue::Number(..), SortValue::Text(..)) => Ordering::Less,
            (SortValue::Text(..), SortValue::Number(..)) => Ordering::Greater,
            (SortValue::Text(a), SortValue::Text(b)) => a.cmp(b),
        };
        let order = if key.descending { order.reverse() } else { order };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
