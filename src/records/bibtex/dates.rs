//! The dates of an entry: biblatex's `date` and BibTeX's `year`, `month` and `day`.

use crate::{
    csl::{Date, DateParts},
    records::dates::month,
};

/// Parses an EDTF date as biblatex writes it: `2019-23`, `1892/1895`, `2020-03/..`, `1850~`, `-0044`, `199X`.
pub(super) fn edtf(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let mut date = Date::parse(&without_unknown(text));
    if date.parts.is_empty() {
        date.literal = Some(text.to_owned());
    }
    // EDTF has a year 0, which is 1 BC
    let counts_from_zero = |year: &str| year.starts_with('-') || year.starts_with("0000");
    for (parts, written) in date.parts.iter_mut().zip(text.split('/')) {
        parts.year -= i32::from(counts_from_zero(written.trim()));
    }
    if let Some(year) = decade(text) {
        date = Date { parts: vec![year_only(year), year_only(year + span(text) - 1)], ..Date::default() };
    }
    Some(date)
}

fn year_only(year: i32) -> DateParts {
    DateParts { year, ..DateParts::default() }
}

/// Drops an open start: `../1990` becomes `1990`.
fn without_unknown(text: &str) -> String {
    let open = ["../", "/"].iter().find_map(|start| text.strip_prefix(start));
    let text = open.unwrap_or(text);
    // either end of a range may be uncertain
    match text.split_once('/') {
        Some((start, end)) if start.ends_with(['~', '?', '%']) => {
            format!("{}/{}~", start.trim_end_matches(['~', '?', '%']), end.trim_end_matches(['~', '?', '%']))
        }
        _ => text.to_owned(),
    }
}

/// Returns the first year of a decade or century: 1990 for `199X`.
fn decade(text: &str) -> Option<i32> {
    let digits = text.trim_end_matches(['X', 'x', 'u']);
    (text.len() == 4 && matches!(digits.len(), 2 | 3))
        .then(|| digits.parse::<i32>().ok().map(|year| year * span(text)))
        .flatten()
}

/// Returns how many years an unspecified date spans.
fn span(text: &str) -> i32 {
    if text.trim_end_matches(['X', 'x', 'u']).len() == 2 { 100 } else { 10 }
}

/// Reads `year`, `month` and `day`. A year that is not a number, such as `in press`, is printed verbatim.
pub(super) fn by_fields(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = year.trim();
    if year.is_empty() {
        return None;
    }
    let mut date = Date::parse(year);
    let [first] = date.parts.as_mut_slice() else { return Some(date) };
    if first.month.is_some() {
        return Some(date);
    }
    let (months, own_day) = months(month, first.year);
    first.month = months.first().copied();
    first.day = day.trim().parse().ok().or(own_day).filter(|day| first.month.is_some() && (1..=31).contains(day));
    if let Some(&last) = months.get(1) {
        let start = DateParts { day: None, ..*first };
        date.parts = vec![start, DateParts { month: Some(last), ..start }];
    }
    Some(date)
}

/// Parses a month: `jan`, `3`, `sep-2020`, `jul~4`, `July--August`. Two months form a range.
fn months(text: &str, year: i32) -> (Vec<u8>, Option<u8>) {
    let (mut months, mut day) = (Vec::new(), None);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number: Option<i32> = word.parse().ok();
        match (month(word), number.and_then(|number| u8::try_from(number).ok())) {
            (Some(month), _) => months.push(month),
            (None, Some(number)) if months.is_empty() && number <= 12 => months.push(number),
            (None, Some(number)) if number <= 31 && number > 0 => day = Some(number),
            _ if number == Some(year) => {}
            _ => {}
        }
    }
    months.truncate(2);
    (months, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Parts = Vec<(i32, Option<u8>, Option<u8>)>;

    fn parts(date: Option<Date>) -> Parts {
        date.unwrap_or_default().parts.iter().map(|date| (date.year, date.month, date.day)).collect()
    }

    #[test]
    fn biblatex_dates_are_read() {
        let years = |text| parts(edtf(text)).iter().map(|date| date.0).collect::<Vec<_>>();
        assert_eq!(parts(edtf("2019-23")), [(2019, Some(23), None)]);
        assert_eq!([years("1892/1895"), years("199X"), years("18XX")], [[1892, 1895], [1990, 1999], [1800, 1899]]);
        assert_eq!([years("2020/"), years("2020/..")], [[2020, 0], [2020, 0]]);
        assert_eq!([years("-0043"), years("0000")], [[-44], [-1]]);
        assert_eq!(years("../1990"), [1990]);
        assert!(edtf("1850~").is_some_and(|date| date.circa) && edtf("1850~/1860~").is_some_and(|date| date.circa));
        assert_eq!(edtf("forthcoming").and_then(|date| date.literal).as_deref(), Some("forthcoming"));
    }

    #[test]
    fn years_with_months_are_read_in_every_spelling() {
        let read = |month| parts(by_fields("2020", month, ""));
        for month in ["sep", "September", "9", "sep-2020", "Sept."] {
            assert_eq!(read(month), [(2020, Some(9), None)], "{month}");
        }
        assert_eq!(read("jul~4"), [(2020, Some(7), Some(4))]);
        assert_eq!(read("July--August"), [(2020, Some(7), None), (2020, Some(8), None)]);
        assert_eq!(parts(by_fields("2020", "3", "7")), [(2020, Some(3), Some(7))]);
        assert_eq!(parts(by_fields("2001–2003", "", "")).len(), 2);
        assert_eq!(by_fields("in press", "3", "").and_then(|date| date.literal).as_deref(), Some("in press"));
    }
}
