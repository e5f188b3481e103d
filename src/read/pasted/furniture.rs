//! Lines that were copied along with a text and are not part of it: running heads and page numbers of a PDF, navigation
//! of a web page, headers of a mail.
//!
//! They are taken out before passages are formed, so that a sentence goes on across the end of a page.

use super::{
    entries,
    lines::{Line, Marks},
    mail, navigation, pages,
};
use crate::read::Reason;

/// A line that is not part of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Furniture<'a> {
    pub(super) line: Line<'a>,
    pub(super) reason: Reason,
    /// What it is, in a few words.
    pub(super) why: &'static str,
}

/// Takes out the lines that are not part of the text. Blank lines around them count for the lines that follow.
pub(super) fn take(mut lines: Vec<Line<'_>>) -> (Vec<Line<'_>>, Vec<Furniture<'_>>) {
    let mut marks: Marks = vec![None; lines.len()];
    mail::mark(&mut lines, &mut marks);
    entries::mark(&mut lines, &mut marks);
    pages::mark(&lines, &mut marks);
    navigation::mark(&lines, &mut marks);
    let (mut kept, mut taken) = (Vec::with_capacity(lines.len()), Vec::new());
    let mut blanks = 0;
    for (mut line, mark) in lines.into_iter().zip(marks) {
        match mark {
            Some((reason, why)) => {
                // a sentence goes on across a page, and not across a menu
                let separates = usize::from(reason == Reason::Surroundings);
                blanks = blanks.max(line.blanks_before).max(separates);
                taken.push(Furniture { line, reason, why });
            }
            None => {
                line.blanks_before = line.blanks_before.max(blanks);
                blanks = 0;
                kept.push(line);
            }
        }
    }
    (kept, taken)
}
