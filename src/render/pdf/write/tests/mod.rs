//! Tests of complete files, read back with `lopdf`.
//!
//! [`sample`] builds a document by hand, [`read_back`] prints the contents of a file.

mod read_back;
mod sample;

use super::write;
use crate::{
    article::Target,
    env::{FontSet, Timestamp},
    render::{PdfStandard, pdf::document::Document},
    typeset::Fonts,
};
use read_back::File;
use sample::Sample;

fn written(document: &Document, standard: PdfStandard) -> Vec<u8> {
    let fonts = Fonts::new(&FontSet::bundled());
    write(document.clone(), &fonts, &sample::picture, Timestamp::FIXED, standard, false).expect("a sound document")
}

fn file(document: &Document) -> File {
    File::open(&written(document, PdfStandard::default()))
}

#[test]
fn the_structure_tree_holds_everything_in_reading_order() {
    insta::assert_snapshot!(file(&Sample::handout()).tree());
}

#[test]
fn the_catalog_has_what_a_viewer_needs() {
    insta::assert_snapshot!(file(&Sample::handout()).catalog());
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = written(&Sample::handout(), PdfStandard::default());
    assert_eq!(first, written(&Sample::handout(), PdfStandard::default()));
    let mut other = Sample::handout();
    other.info.title.push('!');
    assert_ne!(File::open(&first).identifier(), file(&other).identifier());
}

#[test]
fn every_link_annotation_is_described_and_tied_to_its_element() {
    let file = file(&Sample::handout());
    let annotations = file.annotations();
    assert_eq!(annotations.len(), 2);
    for annotation in annotations {
        assert!(annotation.contents.is_some_and(|contents| !contents.is_empty()));
        assert_eq!(annotation.element.as_deref(), Some("Link"));
        assert_eq!(annotation.flags, 4);
    }
}

#[test]
fn a_link_that_leads_nowhere_is_a_mere_span() {
    let mut document = Sample::handout();
    for link in &mut document.links {
        link.target = Target::Url("javascript:alert(1)".to_owned());
    }
    let file = file(&document);
    assert!(file.annotations().is_empty());
    assert!(!file.tree().contains("Link"), "{}", file.tree());
}

#[test]
fn every_header_cell_has_a_scope() {
    let tree = file(&Sample::handout()).tree();
    let headers: Vec<_> = tree.lines().filter(|line| line.trim_start().starts_with("TH ")).collect();
    assert!(!headers.is_empty());
    assert!(headers.iter().all(|line| line.contains("Scope=")), "{headers:#?}");
}

#[test]
fn a_ligature_is_copied_as_its_letters_and_a_shared_glyph_as_what_it_represents() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    // the same glyph represents an `i`, two letters, and a dotless i
    sample.glyphs(paragraph, "ifiı", &[('i', 0, 1), ('x', 1, 3), ('i', 3, 5)]);
    assert!(file(&sample.document).tree().contains("\"ifiı\""));
}

#[test]
fn a_divided_word_is_copied_out_whole_and_a_hyphen_of_the_author_stays() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    sample.glyphs(paragraph, "x-y mi\u{ad}", &sample::letters("x-y mi-", "x-y mi\u{ad}"));
    sample.glyphs(paragraph, "tra\u{ad}", &sample::letters("tra-", "tra\u{ad}"));
    sample.glyphs(paragraph, "gyn in", &sample::letters("gyn in", "gyn in"));
    let file = file(&sample.document);
    assert!(file.tree().contains("\"x-y mitragyn in\""), "{}", file.tree());
}

#[test]
fn a_private_use_character_has_actual_text_and_no_entry_in_a_character_map() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    sample.glyphs(paragraph, "a\u{e000}", &[('a', 0, 1), ('x', 1, 4)]);
    let file = file(&sample.document);
    assert!(file.tree().contains(r#""a\u{e000}""#), "{}", file.tree());
    assert!(file.content().contains("/ActualText"), "{}", file.content());
}

/// Poppler drops what follows such a sequence in an element.
#[test]
fn no_sequence_without_a_number_is_nested_in_one_with_a_number() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    sample.glyphs(paragraph, "ifiı", &[('i', 0, 1), ('x', 1, 3), ('i', 3, 5)]);
    sample.right_to_left(paragraph, "abc");
    let content = file(&sample.document).content();
    let mark = |line: &str| ["BMC", "BDC", "EMC"].into_iter().find(|mark| line.ends_with(mark));
    let pairs: Vec<_> = content.lines().filter_map(mark).collect();
    assert!(pairs.len() > 4 && pairs.chunks(2).all(|pair| pair == ["BDC", "EMC"]), "{pairs:?}");
}

#[test]
fn a_character_that_no_font_has_is_replaced_by_a_box_and_keeps_its_text() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    sample.glyphs(paragraph, "a\u{13000}b", &[('a', 0, 1), ('\u{13000}', 1, 5), ('b', 5, 6)]);
    let file = file(&sample.document);
    assert!(file.tree().contains("\"a\u{13000}b\""), "{}", file.tree());
    // all codes are below 256: two consecutive zeros can only be the missing glyph
    assert!(!file.content().contains("\0\0"), "the missing glyph is shown");
}

#[test]
fn right_to_left_words_are_written_in_reading_order() {
    let mut sample = Sample::new();
    let paragraph = sample.paragraph();
    sample.right_to_left(paragraph, "abc");
    let file = file(&sample.document);
    assert!(file.tree().contains("\"abc\""), "{}", file.tree());
}

#[test]
fn each_standard_is_claimed_as_chosen() {
    for (name, standard) in PdfStandard::ALL {
        let xmp = File::open(&written(&Sample::handout(), standard)).xmp();
        assert_eq!(xmp.contains("<pdfuaid:part>1"), name.contains("ua-1"), "{name}");
        assert_eq!(xmp.contains("<pdfaid:part>2"), name.contains("a-2"), "{name}");
        assert_eq!(xmp.contains("<pdfaid:conformance>A"), name.contains("a-2a"), "{name}");
    }
}

#[test]
fn metadata_of_any_characters_stays_sound() {
    let mut document = Sample::handout();
    document.info.title = "1 < 2 & \"drei\" \u{1} \u{fffe}".to_owned();
    let xmp = file(&document).xmp();
    assert!(xmp.contains("1 &lt; 2 &amp;"), "{xmp}");
    assert!(!xmp.contains(['\u{1}', '\u{fffe}']));
}

#[test]
fn a_document_without_pages_is_a_file_still() {
    let mut document = Sample::handout();
    document.pages.clear();
    assert!(file(&document).tree().starts_with("Document"));
}
