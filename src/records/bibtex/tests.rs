//! Tests of entries as people write them in biblatex's and BibTeX's terms.

use crate::{csl::Item, diagnostic::Source, records::read};
use std::sync::Arc;

/// Reads a file and returns its items, and its messages.
fn load(text: &str) -> (Vec<Item>, Vec<String>) {
    let mut diagnostics = Vec::new();
    let records = read(&Arc::new(Source::new("works.bib", text)), &mut diagnostics);
    (
        records.into_iter().map(|record| record.item).collect(),
        diagnostics.into_iter().map(|diagnostic| diagnostic.message).collect(),
    )
}

/// Reads a file with one entry and no messages.
#[track_caller]
fn item(text: &str) -> Item {
    let (items, messages) = load(text);
    assert_eq!(messages, Vec::<String>::new());
    items.into_iter().next().unwrap_or_default()
}

#[test]
fn identifiers_of_biblatex_are_printed_as_words() {
    let patent = item("@patent{k, title = {Kettle}, type = {patreqfr}, location = {countryfr and countryuk}}");
    assert_eq!(
        [patent.get("genre"), patent.get("publisher-place")],
        [Some("French patent request"), Some("France and United Kingdom")]
    );
    let series = |value: &str| item(&format!("@article{{k, title = {{Tea}}, series = {{{value}}}}}"));
    for (written, printed) in
        [("newseries", "New series"), ("3", "3rd series"), ("12", "12th series"), ("Ser. B", "Ser. B")]
    {
        assert_eq!(series(written).get("collection-title"), Some(printed));
    }
}

#[test]
fn the_title_that_a_book_hands_down_to_its_chapters_is_not_repeated() {
    let book =
        item("@collection{k, title = {Tea}, subtitle = {A Reader}, booktitle = {Tea}, booksubtitle = {A Reader}}");
    assert_eq!([book.get("title"), book.get("container-title")], [Some("Tea: A Reader"), None]);
}

#[test]
fn an_issue_with_a_title_is_part_of_its_journal() {
    let issue = item("@periodical{k, title = {Journal of Tea}, issuetitle = {Green Tea}, number = 4}");
    assert_eq!([issue.get("title"), issue.get("container-title")], [Some("Green Tea"), Some("Journal of Tea")]);
}

#[test]
fn a_commentator_who_is_also_the_editor_is_named_once() {
    let book = item("@book{k, title = {Tea}, editor = {Ann Lind}, commentator = {Ann Lind and Ove Berg}}");
    let count = |role: &str| book.names.get(role).map_or(0, Vec::len);
    assert_eq!([count("editor"), count("contributor")], [1, 1]);
}

#[test]
fn article_numbers_are_read_by_the_names_that_databases_give_them() {
    for field in ["eid", "articleno", "art_number", "article-number"] {
        assert_eq!(item(&format!("@article{{k, title = {{Tea}}, {field} = {{e1234}}}}")).get("page"), Some("e1234"));
    }
}

#[test]
fn an_explicit_hyphen_is_a_hyphen() {
    assert_eq!(
        item(r"@book{k, title = {Methodology\hyphen independent}}").get("title"),
        Some("Methodology-independent")
    );
}

#[test]
fn a_conference_whose_papers_inherit_another_title_is_listed_under_its_own() {
    let (items, messages) = load("@proceedings{k, title = {Proc. Tea Days}, booktitle = {Proc. 5th Tea Days}}");
    assert_eq!([items[0].get("title"), items[0].get("container-title")], [Some("Proc. Tea Days"), None]);
    assert_eq!(messages, ["`works.bib` has unsupported fields: `booktitle`"]);
}

#[test]
fn a_doi_that_is_none_is_reported() {
    let (items, messages) = load("@book{k, title = {Tea}, doi = {see publisher}}");
    assert_eq!((items[0].get("DOI"), messages), (None, vec!["`works.bib` has unsupported fields: `doi`".to_owned()]));
}

#[test]
fn commands_of_astronomers_are_names_of_journals() {
    assert_eq!(
        item(r"@article{k, title = {Tea}, journal = {\mnras}}").get("container-title"),
        Some("Monthly Notices of the Royal Astronomical Society")
    );
    let (_, messages) = load(r"@book{k, title = {The \mnras}}");
    assert_eq!(messages, [r"`works.bib` has unknown TeX commands, whose text is kept: `\mnras`"]);
}

#[test]
fn a_work_is_a_web_page_if_it_was_published_at_an_address() {
    let kind = |how: &str| item(&format!("@misc{{k, title = {{Tea}}, howpublished = {{{how}}}}}")).kind;
    let dataset = "@misc{k, title = {Tea}, url = {https://tea.example}, publisher = {Tea Data}}";
    assert_eq!(item(dataset).kind, "document");
    assert_eq!([kind("Handed out at the market"), kind(r"\url{https://tea.example}")], ["document", "webpage"]);
}

#[test]
fn organizers_of_a_book_are_its_editors() {
    let book = item("@collection{k, title = {Tea}, editor = {Ann Lind}, editortype = {organizer}}");
    assert_eq!(book.names.keys().collect::<Vec<_>>(), ["editor"]);
}
