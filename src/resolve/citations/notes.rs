//! Citations in footnotes, for styles that ask for that.

use super::super::rewrite::{for_each_line, rewrite};
use crate::article::{Article, Block, Citation, CitationMode, Inline, Note, NoteRef};
use std::collections::HashSet;

/// How the labels of these notes begin. No author writes such a label: it has a space.
const LABEL: &str = "citation ";

/// Whether a mark belongs to a note that was made for a citation.
pub(super) fn is_made(mark: &NoteRef) -> bool {
    mark.label.starts_with(LABEL)
}

/// Puts each citation of the text into a footnote of its own. Those in notes stay where they are. A narrative citation
/// stays in the sentence too, for its authors.
pub(super) fn put_in_notes(article: &mut Article) {
    let taken: HashSet<String> = article.notes.iter().map(|note| note.label.clone()).collect();
    let mut made: Vec<Note> = Vec::new();
    let mut count = 0;
    for_each_line(&mut article.body, &mut |line| {
        rewrite(line, &mut |inline| match inline {
            Inline::Citation(citation) => {
                let label = loop {
                    count += 1;
                    let label = format!("{LABEL}{count}");
                    if !taken.contains(&label) {
                        break label;
                    }
                };
                let mark = NoteRef { label: label.clone(), number: None, anchor: None, span: citation.span };
                let in_sentence =
                    (citation.mode == CitationMode::Narrative).then(|| Inline::Citation(citation.clone()));
                made.push(note(label, citation));
                in_sentence.into_iter().chain([Inline::NoteRef(Box::new(mark))]).collect()
            }
            other => vec![other],
        });
    });
    article.notes.extend(made);
}

fn note(label: String, citation: Box<Citation>) -> Note {
    let span = citation.span;
    let body = vec![Block::paragraph(vec![Inline::Citation(citation)], span)];
    Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span }
}
