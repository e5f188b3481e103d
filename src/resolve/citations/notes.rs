//! Moves citations into footnotes, for note styles.

use super::super::rewrite::{for_each_line, rewrite};
use crate::article::{Article, Block, Citation, CitationMode, Inline, Note, NoteRef};
use std::collections::HashSet;

/// The prefix of these notes' labels. Authors cannot write such a label, as it contains a space.
const LABEL: &str = "citation ";

/// Returns whether a note reference belongs to a note that was created for a citation.
pub(super) fn is_made(mark: &NoteRef) -> bool {
    mark.label.starts_with(LABEL)
}

/// Moves each citation in the text into its own footnote. Citations in notes stay there. A narrative citation also
/// stays in the sentence, for its authors.
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
