//! Tests of unclosed delimiters, and of lines that only look like markup.

use super::article;
use crate::article::{Block, plain_text};
use std::time::{Duration, Instant};

/// Each takes a fifth of a second; it would take minutes if each delimiter scanned all text after it.
#[test]
fn unclosed_delimiters_are_read_in_linear_time() {
    let marks = ["{\"", "[[a", "==a ", "{~~a ", "{++ ", "(@a ", "$${a ", "{`a`", " ^1", "%%a ", "_\n_", "{/*"];
    let lines = ["|-|\n", "(c) x\n\n", "```{r}`\n", "| a | b |\n", "\\begin{a}\n", "<A>\n"];
    for part in marks.into_iter().chain(lines) {
        let text = format!("Tea\n\n{}", part.repeat(100_000 / part.len()));
        let start = Instant::now();
        let _ = article(&text);
        assert!(start.elapsed() < Duration::from_secs(10), "{part:?} took {:?}", start.elapsed());
    }
}

#[test]
fn of_nested_changes_the_inner_one_is_read() {
    let (article, _) = article("Tea {++one {++two++} three++} four.\n");
    let Block::Paragraph(paragraph) = &article.body[0] else { panic!("{article:?}") };
    assert_eq!(plain_text(&paragraph.content), "Tea {++one two three++} four.");
}
