//! Tests of malicious and invalid documents.

use super::{Docx, p};
use crate::{
    diagnostic::{Code, Source},
    read::{Syntax, decode, read},
};

fn refused(bytes: Vec<u8>) -> (Code, String) {
    let problem = read(&Source::of_file("a.docx", bytes), Syntax::Docx).diagnostics.remove(0);
    (problem.code, problem.message)
}

#[test]
fn input_that_is_not_a_document_is_rejected() {
    assert_eq!(refused(b"PK\x03\x04 and no more".to_vec()).0, Code::Unreadable);
    assert_eq!(refused(Vec::new()).0, Code::Unreadable);
    let cut = Docx::new(&p("Tea")).bytes();
    assert_eq!(refused(cut[..cut.len() / 2].to_vec()).0, Code::Unreadable);
}

#[test]
fn documents_are_recognized_by_their_name_or_their_first_bytes() {
    let bytes = Docx::new(&p("Tea")).bytes();
    assert_eq!(decode("tea.docx", bytes.clone(), None).unwrap().1, Syntax::Docx);
    assert_eq!(decode("-", bytes, None).unwrap().1, Syntax::Docx);
    assert_eq!(decode("tea.txt", b"PK".to_vec(), None).unwrap().1, Syntax::Pasted);
}

#[test]
fn document_types_are_rejected() {
    let bytes = Docx::new(&p("Tea")).part("x", "x.xml", "").bytes();
    assert!(read(&Source::of_file("a.docx", bytes), Syntax::Docx).diagnostics.is_empty());
    let with_type = Docx::new(&p("Tea")).part("footnotes", "footnotes.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>");
    let (code, message) = refused(with_type.bytes());
    assert!(code == Code::Unreadable && message.contains("document type"), "{message}");
    let entity = Docx::new(&p("&b;"));
    assert_eq!(refused(entity.bytes()).0, Code::Unreadable);
}

#[test]
fn elements_nested_too_deeply_are_rejected() {
    let deep = "<w:sdt><w:sdtContent>".repeat(200) + &"</w:sdtContent></w:sdt>".repeat(200);
    assert_eq!(refused(Docx::new(&deep).bytes()).0, Code::Limit);
}

#[test]
fn a_part_that_unpacks_beyond_the_limit_is_rejected() {
    let bomb = Docx::new(&p("Tea")).part("footnotes", "footnotes.xml", vec![b' '; 8 << 20]);
    assert_eq!(refused(bomb.bytes()).0, Code::Limit);
}

#[test]
fn tables_within_tables_stop_at_the_limit_of_nesting() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(70) + &p("x") + &"</w:tc></w:tr></w:tbl>".repeat(70);
    assert_eq!(Docx::new(&deep).dump(), "x");
}

#[test]
fn macros_are_ignored_with_a_note() {
    let docx = Docx::new(&p("Tea")).part("vbaProject", "vbaProject.bin", "Sub");
    assert!(docx.codes().contains(&"tidied".to_owned()));
}
