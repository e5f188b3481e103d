//! Tests of the whole processor, by chapters of the specification.

mod bibliography;
mod citations;
mod dates;
mod disambiguation;
mod hostile;
mod html;
mod items;
mod names;
mod numbers;
mod peers;
mod punctuation;
mod sorting;
mod suite;
mod text;

use crate::csl::{Cite, Cluster, Item, Locales, Output, Processor, Style, item};

/// The terms used by the styles of these tests.
const TERMS: &str = r#"<locale>
  <terms>
    <term name="and">and</term>
    <term name="and" form="symbol">&amp;</term>
    <term name="et-al">et al.</term>
    <term name="editor"><single>editor</single><multiple>editors</multiple></term>
    <term name="editor" form="short"><single>ed.</single><multiple>eds.</multiple></term>
    <term name="page" form="short"><single>p.</single><multiple>pp.</multiple></term>
    <term name="chapter" form="short">chap.</term>
    <term name="ibid">ibid.</term>
    <term name="no date" form="short">n.d.</term>
    <term name="bc">BC</term><term name="ad">AD</term>
    <term name="month-03">March</term><term name="month-03" form="short">Mar.</term><term name="month-05">May</term>
    <term name="season-01">Spring</term>
    <term name="ordinal">th</term><term name="ordinal-01">st</term><term name="ordinal-02">nd</term><term name="ordinal-11">th</term>
    <term name="long-ordinal-02">second</term>
    <term name="open-quote">“</term><term name="close-quote">”</term>
    <term name="open-inner-quote">‘</term><term name="close-inner-quote">’</term>
  </terms>
  <date form="text"><date-part name="month" suffix=" "/><date-part name="day" suffix=", "/><date-part name="year"/></date>
  <date form="numeric"><date-part name="year"/><date-part name="month" form="numeric-leading-zeros" prefix="-"/></date>
  <style-options punctuation-in-quote="true"/>
</locale>"#;

/// Parses a style with the given attributes and elements.
fn style(attributes: &str, body: &str) -> Style {
    let xml = format!("<style version=\"1.0\" class=\"in-text\" {attributes}>{TERMS}{body}</style>");
    Style::parse(&xml.replace("class=\"in-text\" class=\"note\"", "class=\"note\"")).unwrap()
}

/// Renders clusters of items in a style.
fn render(style: &Style, items: &str, clusters: &[Cluster]) -> Output {
    let items = items_of(items);
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    Processor::new(style, &Locales::new(style, "en-US", |_| None), &items).uncited(&ids).render(clusters)
}

fn items_of(json: &str) -> Vec<Item> {
    let items = item::from_json(json).unwrap();
    assert_eq!(items.errors, []);
    items.items
}

/// Renders the elements of a layout for each item, in one citation with ` | ` between items.
fn elements(layout: &str, items: &str) -> String {
    let style = style("", &format!("<citation><layout delimiter=\" | \">{layout}</layout></citation>"));
    let cites = items_of(items).into_iter().map(|item| Cite::new(item.id)).collect();
    let output = render(&style, items, &[Cluster { cites, ..Cluster::default() }]);
    html::runs(&output.citations[0].runs)
}

/// Returns a cluster with plain cites of `ids`.
fn cluster(ids: &[&str]) -> Cluster {
    Cluster { cites: ids.iter().map(|id| Cite::new(*id)).collect(), ..Cluster::default() }
}

/// Returns the citations as HTML.
fn marks(output: &Output) -> Vec<String> {
    output.citations.iter().map(|citation| html::runs(&citation.runs)).collect()
}

/// Returns the entries as HTML.
fn entries(output: &Output) -> Vec<String> {
    output.bibliography.iter().map(|entry| html::runs(&entry.runs)).collect()
}
