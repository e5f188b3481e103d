//! Mail: the headers above a message, and the quotes in it.
//!
//! The subject becomes the title, sender and date the byline; other headers are left out. Lines that start with `>`
//! are quotes, one level for each.

use super::{
    lines::{Line, Marks},
    role::Role,
};
use crate::read::Reason;

/// Headers for the subject, by language.
const SUBJECT: &[&str] = &["subject", "betreff", "asunto", "objet", "oggetto", "onderwerp"];

/// Headers for the sender or date.
const BYLINE: &[&str] =
    &["from", "date", "sent", "von", "datum", "gesendet", "de", "fecha", "enviado", "envoyé", "da", "data"];

/// Headers that are left out.
const OTHER: &[&str] = &[
    "to",
    "cc",
    "bcc",
    "reply-to",
    "message-id",
    "in-reply-to",
    "content-type",
    "content-transfer-encoding",
    "mime-version",
    "return-path",
    "received",
    "an",
    "para",
    "à",
    "a",
    "aan",
    "user-agent",
    "x-mailer",
    "importance",
    "thread-topic",
];

/// Marks headers, and strips the markers of quotes.
pub(super) fn mark(lines: &mut [Line<'_>], marks: &mut Marks) {
    headers(lines, marks);
    quotes(lines, marks);
}

/// Marks headers: the first consecutive lines of the text, which must include a subject.
fn headers(lines: &mut [Line<'_>], marks: &mut Marks) {
    let is =
        |line: &Line<'_>, known: &[&str]| header(line.text).is_some_and(|(name, _)| known.contains(&name.as_str()));
    let known = |line: &Line<'_>| is(line, SUBJECT) || is(line, BYLINE) || is(line, OTHER);
    let count =
        lines.iter().enumerate().take_while(|(at, line)| known(line) && (*at == 0 || line.blanks_before == 0)).count();
    if count < 3 || !lines[..count].iter().any(|line| is(line, SUBJECT)) {
        return;
    }
    for (line, mark) in lines[..count].iter_mut().zip(marks.iter_mut()) {
        if is(line, SUBJECT) {
            line.role = Some(Role::Title);
            line.skip(header(line.text).map_or(0, |(_, length)| length));
        } else if is(line, BYLINE) {
            line.role = Some(Role::Byline);
        } else {
            *mark = Some((Reason::Surroundings, "a header of the mail"));
        }
    }
}

/// Returns a header's name in lowercase, and the length of what precedes its value; in a subject, that includes `Re:
/// Fwd:`.
fn header(text: &str) -> Option<(String, usize)> {
    let (name, value) = text.split_once(':')?;
    if value.trim().is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let mut value = value.trim_start();
    while let Some(rest) =
        ["Re:", "RE:", "Fwd:", "FW:", "Fw:", "AW:", "WG:"].iter().find_map(|mark| value.strip_prefix(mark))
    {
        value = rest.trim_start();
    }
    Some((name.to_lowercase(), text.len() - value.len()))
}

/// Marks quotes if at least two lines start with `>`; a single one may mean "more than".
fn quotes(lines: &mut [Line<'_>], marks: &mut Marks) {
    if lines.iter().filter(|line| line.text.starts_with('>')).count() < 2 {
        return;
    }
    for (line, mark) in lines.iter_mut().zip(marks) {
        let words = line.text.trim_start_matches(['>', ' ']);
        line.quotes = line.text[..line.text.len() - words.len()].matches('>').count();
        if words.is_empty() && line.quotes > 0 {
            // an empty quoted line separates paragraphs of the quote
            line.blanks_before = line.blanks_before.max(1);
            *mark = Some((Reason::Markup, "a blank line of a quote"));
        } else if line.quotes > 0 {
            line.skip(line.text.len() - words.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pasted::lines::lines;

    #[test]
    fn headers_become_title_and_byline_or_are_left_out() {
        let mut lines =
            lines("From: Ward 7 <w@example.org>\nTo: Ann\nSubject: Re: Your cast\nDate: Tue, 3 Mar\n\nDear Ann,\n");
        let mut marks = vec![None; lines.len()];
        mark(&mut lines, &mut marks);
        assert_eq!(lines[2].text, "Your cast");
        assert_eq!(
            lines.iter().map(|line| line.role).collect::<Vec<_>>(),
            [Some(Role::Byline), None, Some(Role::Title), Some(Role::Byline), None]
        );
        assert_eq!(marks.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, false, false, false]);
    }

    #[test]
    fn quotes_lose_their_markers_and_a_single_sign_stays() {
        let mut quoted = lines("> Can I?\n>> Friday.\nYes.\n");
        mark(&mut quoted, &mut vec![None; 3]);
        assert_eq!(
            quoted.iter().map(|line| (line.text, line.quotes)).collect::<Vec<_>>(),
            [("Can I?", 1), ("Friday.", 2), ("Yes.", 0)]
        );
        let mut lone = lines("> 5 mg is too much.\nAsk.\n");
        mark(&mut lone, &mut vec![None; 2]);
        assert_eq!(lone[0].text, "> 5 mg is too much.");
    }
}
