//! A tailored style prints what the whole one does: every bundled style, on our records with and without each of
//! their variables.

use super::{super::elements, super::styles, super::tests::BIB, *};
use crate::{article::Lang, diagnostic::Source};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, CitePurpose, LocatorPayload,
    SpecificLocator, archive::ArchivedStyle, citationberg::taxonomy::Locator,
};
use std::sync::Arc;

/// Types of works that styles treat each in its own way.
const KINDS: [&str; 8] =
    ["article-journal", "book", "chapter", "report", "webpage", "thesis", "paper-conference", "personal_communication"];

/// Our records as they are; then, for each, some without some of their variables, and of another type.
fn works(seed: u64, variants: usize) -> Vec<Item> {
    let source = Arc::new(Source::new("references.bib", BIB));
    let records = super::super::read::read(&source, &mut Vec::new());
    let mut works: Vec<Item> = records.iter().map(|record| record.item.clone()).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 33).unwrap() % below
    };
    for at in 0..variants {
        let mut item = records[next(records.len())].item.clone();
        let other = &records[next(records.len())].item;
        item.0.extend(other.0.iter().filter(|_| next(3) == 0).map(|(name, value)| (name.clone(), value.clone())));
        item.0.retain(|_, _| next(3) > 0);
        if next(4) == 0 {
            let editors = records[next(records.len())].item.0.get("author").cloned();
            item.0.extend(editors.map(|names| ("editor".to_owned(), names)));
        }
        item.0.insert("id".to_owned(), Value::String(format!("variant{at}")));
        item.0.insert("type".to_owned(), Value::String(KINDS[next(KINDS.len())].to_owned()));
        works.push(item);
    }
    works
}

/// All works as a style sets them: in brackets, in a sentence, by page, together, and in the list.
fn printed(style: &IndependentStyle, items: &[Item]) -> Vec<String> {
    let language = styles::language(&Lang::new("en").unwrap(), style);
    let request = |cites| CitationRequest::new(cites, style, Some(language.code.clone()), &language.locales, None);
    let cite = |item, locator, purpose| CitationItem::new(item, locator, None, false, purpose);
    let page = || Some(SpecificLocator(Locator::Page, LocatorPayload::Str("12")));
    let mut driver = BibliographyDriver::new();
    for item in items {
        driver.citation(request(vec![cite(item, None, None)]));
        driver.citation(request(vec![cite(item, page(), None)]));
        driver.citation(request(vec![cite(item, None, Some(CitePurpose::Prose))]));
    }
    for some in items.chunks(4) {
        driver.citation(request(some.iter().map(|item| cite(item, None, None)).collect()));
    }
    let locale = Some(language.code.clone());
    let rendered = driver.finish(BibliographyRequest { style, locale, locale_files: &language.locales });
    let inlines = |children: &hayagriva::ElemChildren| format!("{:?}", elements::inlines(children));
    let mut out: Vec<String> = rendered.citations.iter().map(|mark| inlines(&mark.citation)).collect();
    for entry in rendered.bibliography.into_iter().flat_map(|list| list.items) {
        let field = entry.first_field.as_ref().map(elements::inlines_of);
        out.push(format!("{} {field:?} {}", entry.key, inlines(&entry.content)));
    }
    out
}

/// Where the whole style and the one tailored to the works differ.
fn differences(name: &str, ready: &Ready, works: &[Item]) -> Vec<String> {
    let numbered: BTreeMap<usize, &Item> = works.iter().enumerate().collect();
    let tailored = Tailored::of(ready, &numbered);
    let items: Vec<Item> = (0..works.len()).map(|at| tailored.items[&at].clone()).collect();
    let (whole, cut) = (printed(&ready.csl, works), printed(&tailored.style, &items));
    assert_eq!(whole.len(), cut.len());
    let pairs = whole.iter().zip(&cut).filter(|(whole, cut)| whole != cut);
    pairs.map(|(whole, cut)| format!("{name}\n  whole {whole}\n  cut   {cut}")).collect()
}

fn differences_of_all(seeds: std::ops::Range<u64>, variants: usize) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, archived) in ArchivedStyle::all().iter().enumerate() {
        let ready = bundled(*archived);
        let works = seeds.clone().map(|seed| works(seed + at as u64 * 1000, variants));
        wrong.extend(works.flat_map(|works| differences(archived.names()[0], &ready, &works)));
    }
    wrong
}

fn bundled(style: ArchivedStyle) -> Ready {
    match style.get() {
        hayagriva::citationberg::Style::Independent(style) => Ready::from(style),
        hayagriva::citationberg::Style::Dependent(style) => panic!("{} depends on another", style.info.id),
    }
}

#[test]
fn a_tailored_style_prints_what_the_whole_one_does() {
    let wrong = differences_of_all(0..1, 4);
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong[..wrong.len().min(9)].join("\n"));
}

#[test]
#[ignore = "takes minutes: for changes to what is cut"]
fn tailored_styles_print_what_whole_ones_do_on_many_more_works() {
    let wrong = differences_of_all(1..12, 25);
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

#[test]
fn more_works_than_ways_are_all_printed() {
    let (ready, works) = (bundled(ArchivedStyle::AmericanPsychologicalAssociation), works(7, 90));
    assert_eq!(differences("apa", &ready, &works), Vec::<String>::new());
}

#[test]
fn a_tailored_style_is_a_small_part_of_the_whole() {
    let ready = bundled(ArchivedStyle::ChicagoAuthorDate);
    let works = works(0, 0);
    let tailored = Tailored::of(&ready, &BTreeMap::from([(0, &works[0])]));
    let size = |style: &IndependentStyle| {
        let mut count = 0;
        super::super::gaps::each_element(&mut style.clone(), &mut |_| count += 1);
        count
    };
    let (whole, cut) = (size(&ready.csl), size(&tailored.style));
    assert!(cut * 4 < whole, "{cut} of {whole} elements");
}
