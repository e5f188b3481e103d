//! Dates in the forms that databases and reference managers use.

use crate::csl::{Date, DateParts};

/// Parses a date in any form shared by several formats: `2020`, `2020/03/01`, `2021/03//`, `2017 Jul-Aug`, `2019
/// Summer`, `Spring 2019`, `in press`. Returns `None` for empty text.
pub(super) fn written(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches('/').trim();
    if text.is_empty() {
        return None;
    }
    year_first(text).or_else(|| slashed(text)).or_else(|| Some(Date::parse(text)))
}

/// Parses `2020/03/01/Spring`, as in RIS; the fourth part is text.
fn slashed(text: &str) -> Option<Date> {
    let mut parts = text.split('/').map(str::trim);
    let year: i32 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let rest: Vec<&str> = parts.collect();
    if !text.contains('/') || rest.first().is_some_and(|month| month.len() > 2) && rest.len() == 1 {
        return None;
    }
    let small = |index: usize| rest.get(index).and_then(|part| part.parse::<u8>().ok());
    let other = rest.get(2).copied().unwrap_or_default();
    let month = small(0).filter(|month| (1..=12).contains(month)).or_else(|| month(other));
    let day = small(1).filter(|day| month.is_some() && (1..=31).contains(day));
    Some(Date::new(year, month, day))
}

/// Parses PubMed's `2017 Jul-Aug`, `2019 Dec-2020 Jan`, `2020 May 12`, `2020 May 3-9`, `2019 Summer`.
fn year_first(text: &str) -> Option<Date> {
    let (first, last) = match text.split_once('-') {
        Some((first, last)) if text.contains(' ') => (first.trim(), Some(last.trim())),
        _ => (text, None),
    };
    let mut words = first.split(' ').filter(|word| !word.is_empty());
    let year = words.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = month(words.next()?)?;
    let day = words.next().map(|day| day.parse::<u8>().ok());
    if words.next().is_some() || day == Some(None) {
        return None;
    }
    let start = DateParts { year, month: Some(month), day: day.flatten() };
    let parts = match last {
        None => vec![start],
        Some(last) => vec![start, end(last, start)?],
    };
    Some(Date { parts, ..Date::default() })
}

/// Parses the end of a range, taking missing parts from its start.
fn end(text: &str, start: DateParts) -> Option<DateParts> {
    let words: Vec<&str> = text.split(' ').collect();
    let day = |word: &str| word.parse::<u8>().ok().filter(|day| (1..=31).contains(day));
    match words.as_slice() {
        [only] => match (month(only), day(only)) {
            (Some(month), _) => Some(DateParts { month: Some(month), day: None, ..start }),
            (None, Some(day)) => Some(DateParts { day: Some(day), ..start }),
            (None, None) => None,
        },
        [one, other] => match (month(one), other.parse::<u8>().ok()) {
            (Some(month), Some(day)) => Some(DateParts { month: Some(month), day: Some(day), ..start }),
            _ => Some(DateParts { year: one.parse().ok()?, month: Some(month(other)?), day: None }),
        },
        _ => None,
    }
}

/// Returns the number of a month (1 to 12) or season (21 to 24) by its English name, possibly abbreviated to three or
/// more letters.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim().trim_end_matches('.');
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let date = Date::parse(&format!("{word} 2000"));
    date.parts.first().and_then(|parts| parts.month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<(i32, Option<u8>, Option<u8>)> {
        written(text).unwrap_or_default().parts.iter().map(|date| (date.year, date.month, date.day)).collect()
    }

    #[test]
    fn dates_of_databases_are_read() {
        assert_eq!(parts("2021/03//"), [(2021, Some(3), None)]);
        assert_eq!(parts("2024/02/03/"), [(2024, Some(2), Some(3))]);
        assert_eq!(parts("2019///Spring"), [(2019, Some(21), None)]);
        assert_eq!(parts("2017 Jul-Aug"), [(2017, Some(7), None), (2017, Some(8), None)]);
        assert_eq!(parts("2019 Dec-2020 Jan"), [(2019, Some(12), None), (2020, Some(1), None)]);
        assert_eq!(parts("2020 May 12"), [(2020, Some(5), Some(12))]);
        assert_eq!(parts("2019 Summer"), [(2019, Some(22), None)]);
        assert_eq!(parts("2019"), [(2019, None, None)]);
        assert_eq!(written("in press").and_then(|date| date.literal).as_deref(), Some("in press"));
        assert_eq!(written(" "), None);
    }
}
