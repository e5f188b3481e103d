//! Review information: the last review of an article, the next one, its version and its code.

use crate::{
    article::{Meta, WrittenDate},
    diagnostic::{Code, Diagnostic},
    locale::{Words, fill},
};

/// Returns whether the review is printed in the colophon: in an organization's handout it is for staff, and the first
/// page is for patients and other readers.
pub(super) fn is_at_end(meta: &Meta) -> bool {
    meta.organization.is_some() || meta.code.is_some()
}

/// Returns the line with the review information.
pub(super) fn line(meta: &Meta, words: &Words) -> Option<String> {
    let dated =
        |pattern: &str, date: &Option<WrittenDate>| date.as_ref().map(|date| fill(pattern, &[("date", &date.text)]));
    let version = meta.version.as_ref().map(|version| fill(words.version, &[("version", version)]));
    let code = meta.code.as_ref().map(|code| fill(words.code, &[("code", code)]));
    let parts = [dated(words.reviewed, &meta.reviewed), dated(words.next_review, &meta.next_review), version, code];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// How long a review is valid if the article does not give the next date, in years.
const GOOD_FOR: u32 = 3;

/// Warns if a review is due on the given date.
pub(super) fn check(meta: &Meta, today: &str, diagnostics: &mut Vec<Diagnostic>) {
    let iso = |date: &Option<WrittenDate>| date.as_ref().and_then(|date| date.iso.clone());
    let message = match (iso(&meta.next_review), iso(&meta.reviewed)) {
        (Some(next), _) if last_day(&next).as_str() < today => {
            format!("the next review was due on {next}")
        }
        (None, Some(last)) if in_years(&last_day(&last), GOOD_FOR).as_str() < today => {
            format!("the last review was on {last}, over {} months ago", 12 * GOOD_FOR)
        }
        _ => return,
    };
    let help = "review it, and write `reviewed` and `next-review` into its front matter";
    diagnostics.push(Diagnostic::new(Code::ReviewDue, message).help(help));
}

/// Returns the last day of a date: `2026-05` ends on `2026-05-31`. Dates are compared as strings, so a short month
/// may end late.
fn last_day(iso: &str) -> String {
    match iso.len() {
        4 => format!("{iso}-12-31"),
        7 => format!("{iso}-31"),
        _ => iso.to_owned(),
    }
}

/// Returns the same day a number of years later.
fn in_years(iso: &str, years: u32) -> String {
    let year = iso.get(..4).and_then(|year| year.parse::<u32>().ok());
    year.map_or_else(|| iso.to_owned(), |year| format!("{:04}{}", year + years, &iso[4..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(next: Option<&str>, reviewed: Option<&str>, today: &str) -> Option<String> {
        let date = |iso: Option<&str>| iso.map(|iso| WrittenDate { text: iso.to_owned(), iso: Some(iso.to_owned()) });
        let meta = Meta { next_review: date(next), reviewed: date(reviewed), ..Meta::default() };
        let mut diagnostics = Vec::new();
        check(&meta, today, &mut diagnostics);
        diagnostics.pop().map(|diagnostic| diagnostic.message)
    }

    #[test]
    fn a_review_is_due_after_its_date_or_three_years() {
        assert_eq!(due(Some("2026-05-03"), None, "2026-05-03"), None);
        assert_eq!(due(Some("2026-05-03"), None, "2026-05-04").unwrap(), "the next review was due on 2026-05-03");
        assert_eq!(due(Some("2026-05"), None, "2026-05-31"), None);
        assert!(due(Some("2026"), None, "2027-01-01").is_some());
        assert_eq!(due(None, Some("2023-05-03"), "2026-05-03"), None);
        assert!(due(None, Some("2023-05-03"), "2026-05-04").unwrap().contains("over 36 months ago"));
        assert_eq!(due(Some("2030"), Some("2020"), "2026-05-04"), None);
        assert_eq!(due(None, None, "2026-05-04"), None);
    }
}
