//! Lines copied along with a text that are not part of it: running heads and page numbers of a PDF, navigation of a
//! web page, headers of a mail.
//!
//! They are removed before passages are formed, so that a sentence can continue across a page break.

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
    /// What the line is, in a few words.
    pub(super) why: &'static str,
}

/// Removes the lines that are not part of the text. Blank lines around them are credited to the following lines.
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
                // a sentence may continue across a page break, but not across a menu
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
