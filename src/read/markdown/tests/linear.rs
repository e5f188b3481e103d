//! Marks that nothing closes, and lines that look like more than they are.

use super::article;
use crate::article::{Block, plain_text};
use std::time::{Duration, Instant};

/// Each takes a fifth of a second; minutes, if each mark looked at all that follows it.
#[test]
fn marks_that_nothing_closes_are_read_in_linear_time() {
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
fn of_changes_within_each_other_the_inner_one_is_read() {
    let (article, _) = article("Tea {++one {++two++} three++} four.\n");
    let Block::Paragraph(paragraph) = &article.body[0] else { panic!("{article:?}") };
    assert_eq!(plain_text(&paragraph.content), "Tea {++one two three++} four.");
}
