//! Dates as a language writes them: `November 2, 2026` instead of `2026-11-02`.

use super::{Digits, Words, fill};
use crate::article::{Lang, WrittenDate};

/// How a language writes dates of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    /// A day: `{day}`, `{month}` and `{year}`.
    pub day: &'static str,
    /// A month: `{month}` and `{year}`.
    pub month: &'static str,
    /// The months as written after a day.
    pub months: [&'static str; 12],
    /// The months as written without a day.
    pub months_alone: [&'static str; 12],
}

/// Regions in which English dates start with the month.
const MONTH_FIRST: [&str; 3] = ["us", "ca", "ph"];

/// Returns the date `2026-11-02` or `2026-11` as a language writes it; `None` for anything else, such as a year.
#[must_use]
pub fn date(iso: &str, lang: &Lang) -> Option<String> {
    let words = Words::of(lang);
    let digits = |number: &str| Some(Digits::of(lang).write(number.parse::<u32>().ok()?));
    let mut parts = iso.split('-');
    let (year, month, day) = (digits(parts.next()?)?, parts.next()?, parts.next());
    let at = month.parse::<usize>().ok()?.checked_sub(1)?;
    let dates = words.dates;
    match day {
        Some(day) => {
            let pattern = if is_day_first(lang) { "{day} {month} {year}" } else { dates.day };
            let first = words.lang == "fr" && day == "01";
            let day = if first { "1er".to_owned() } else { digits(day)? };
            Some(fill(pattern, &[("day", &day), ("month", dates.months.get(at)?), ("year", &year)]))
        }
        None => Some(fill(dates.month, &[("month", dates.months_alone.get(at)?), ("year", &year)])),
    }
}

/// Returns a machine-readable date, `2026-11-02`, as the language writes it; others unchanged.
#[must_use]
pub fn date_in_words(written: &WrittenDate, lang: &Lang) -> String {
    let text = written.text.trim();
    let for_programs = written.iso.as_deref() == Some(text);
    for_programs.then(|| date(text, lang)).flatten().unwrap_or_else(|| written.text.clone())
}

/// Returns whether the language is English of a region that writes the day first.
fn is_day_first(lang: &Lang) -> bool {
    let region = lang.as_str().split('-').skip(1).find(|subtag| subtag.len() == 2);
    lang.primary() == "en" && region.is_some_and(|region| !MONTH_FIRST.contains(&region.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_language_writes_them() {
        let written = |iso: &str, lang: &str| date(iso, &Lang::new(lang).expect("a tag")).expect("a date");
        assert_eq!(written("2026-11-02", "en"), "November 2, 2026");
        assert_eq!(written("2026-11-02", "en-US"), "November 2, 2026");
        assert_eq!(written("2026-11-02", "en-GB"), "2 November 2026");
        assert_eq!(written("2026-11-02", "de"), "2. November 2026");
        assert_eq!(written("2026-05-01", "fr"), "1er mai 2026");
        assert_eq!(written("2026-11-02", "es-MX"), "2 de noviembre de 2026");
        assert_eq!(written("2026-11-02", "ja"), "2026年11月2日");
        assert_eq!(written("2026-11-02", "fa"), "۲ نوامبر ۲۰۲۶");
        assert_eq!(written("2026-11", "ru"), "ноябрь 2026 г.");
    }

    #[test]
    fn only_dates_with_a_day_or_a_month_are_rewritten() {
        for words in ["2026", "2026-13-02", "last week", "-", "2026-00"] {
            assert_eq!(date(words, &Lang::default()), None, "{words}");
        }
    }
}
