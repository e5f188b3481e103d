//! Parses dates written as text.

use super::{Date, DateParts};

impl Date {
    /// Parses a date such as `2020`, `2020-03-01`, `2020-03/2020-05`, `c. 1850`, `March 3, 2020`, `44 BC` or `Spring
    /// 2019`. Other text becomes a literal.
    pub fn parse(text: &str) -> Self {
        parse(text)
    }

    /// Returns the date with `raw` parsed.
    pub(crate) fn parsed(&self) -> Self {
        match &self.raw {
            Some(raw) if self.parts.is_empty() => {
                let parsed = Self::parse(raw);
                Self { circa: self.circa || parsed.circa, season: self.season.clone().or(parsed.season), ..parsed }
            }
            _ => self.clone(),
        }
    }
}

/// Parses a date or a range; other text becomes a literal.
fn parse(text: &str) -> Date {
    let trimmed = text.trim();
    let (rest, circa) = strip_circa(trimmed);
    let parsed = range(rest).or_else(|| single(rest).map(|date| Date { parts: vec![date], ..Date::default() }));
    match parsed {
        Some(date) => Date { circa, ..date },
        None => Date { circa: false, ..Date::literal(trimmed) },
    }
}

/// Removes the words and symbols for approximate and uncertain dates.
fn strip_circa(text: &str) -> (&str, bool) {
    let lower = text.to_ascii_lowercase();
    for word in ["circa ", "ca. ", "ca.", "ca ", "c. ", "c."] {
        if lower.starts_with(word) {
            return (text[word.len()..].trim_start(), true);
        }
    }
    match text.strip_suffix(['?', '~', '%']) {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    }
}

/// Parses `A/B`, `A–B`, `A - B` and, for years, `A-B`.
fn range(text: &str) -> Option<Date> {
    let halves = text
        .split_once('/')
        .filter(|(_, end)| !end.contains('/'))
        .or_else(|| text.split_once('–'))
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once('-').filter(|(a, b)| is_year(a) && is_year(b)));
    let (start, end) = halves?;
    let mut first = single(start.trim());
    let end = end.trim();
    let last = match end {
        "" | ".." | "open" => DateParts::default(),
        _ => single(end)?,
    };
    // `May–June 2020`, `3–5 March 2020`: missing parts of the start come from the end
    if first.is_none() {
        first = start_of(start.trim(), last);
    }
    Some(Date { parts: vec![first?, last], ..Date::default() })
}

/// Completes the start of a range, a month or a day, with parts of its end.
fn start_of(text: &str, end: DateParts) -> Option<DateParts> {
    if let Some(month) = month(text) {
        return Some(DateParts { month: Some(month), day: None, ..end });
    }
    let day = text.parse().ok().filter(|day| (1..=31).contains(day))?;
    Some(DateParts { day: Some(day), ..end })
}

fn is_year(text: &str) -> bool {
    let text = text.trim();
    (3..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parses a date without a range.
fn single(text: &str) -> Option<DateParts> {
    iso(text).or_else(|| slashed(text)).or_else(|| worded(text))
}

/// Parses `2020`, `-0044`, `2020-03`, `2020-03-01`, optionally followed by a time of day.
fn iso(text: &str) -> Option<DateParts> {
    let text = text.split_once('T').filter(|(date, _)| date.len() == 10).map_or(text, |(date, _)| date);
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('y').unwrap_or(text)),
    };
    let mut fields = digits.split('-');
    let year = fields.next().filter(|year| !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year: i32 = year.parse().ok()?;
    let rest: Vec<u8> = fields.map(|field| field.parse().ok()).collect::<Option<_>>()?;
    let year = if negative { -year } else { year };
    checked(year, rest.first().copied(), rest.get(1).copied()).filter(|_| rest.len() < 3)
}

/// Parses `3/1/2020` (month first) and `2020/3/1`.
fn slashed(text: &str) -> Option<DateParts> {
    let fields: Vec<i32> = text.split('/').map(|field| field.trim().parse().ok()).collect::<Option<_>>()?;
    let small = |number: i32| u8::try_from(number).ok();
    match fields[..] {
        [year, month, day] if year > 31 => checked(year, small(month), small(day)),
        [month, day, year] if month > 12 => checked(year, small(day), small(month)),
        [month, day, year] => checked(year, small(month), small(day)),
        _ => None,
    }
}

fn checked(year: i32, month: Option<u8>, day: Option<u8>) -> Option<DateParts> {
    let month_fits = month.is_none_or(|month| (1..=16).contains(&month) || (21..=24).contains(&month));
    (month_fits && day.is_none_or(|day| (1..=31).contains(&day))).then_some(DateParts { year, month, day })
}

/// Parses `March 2020`, `3 March 2020`, `March 3, 2020`, `44 BC`, `Spring 2019`.
fn worded(text: &str) -> Option<DateParts> {
    let mut date = DateParts::default();
    let (mut year, mut era) = (None, 1);
    for word in text.split([' ', ',', '\u{a0}']).map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty())
    {
        if let Some(number) = month(word) {
            if date.month.replace(number).is_some() {
                return None;
            }
        } else if ["bc", "bce", "b.c", "b.c.e"].contains(&word.to_ascii_lowercase().as_str()) {
            era = -1;
        } else if ["ad", "ce", "a.d", "c.e"].contains(&word.to_ascii_lowercase().as_str()) {
            era = 1;
        } else {
            let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
            let number: i32 = digits.parse().ok().filter(|number| *number > 0)?;
            // a day is below 32 and needs a month
            if number <= 31
                && date.day.is_none()
                && (year.is_some() || text.chars().any(char::is_alphabetic))
                && era == 1
            {
                date.day = u8::try_from(number).ok();
            } else if year.replace(number).is_some() {
                return None;
            }
        }
    }
    if year.is_none() && date.month.is_none() {
        year = date.day.take().map(i32::from);
    }
    Some(DateParts { year: year? * era, ..date }).filter(|date| date.day.is_none() || date.month.is_some())
}

/// Returns the number of a month or season by its English name, which may be abbreviated to three letters.
fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const SEASONS: [(&str, u8); 5] = [("spring", 21), ("summer", 22), ("autumn", 23), ("fall", 23), ("winter", 24)];
    let lower = word.trim_end_matches('.').to_ascii_lowercase();
    let position = MONTHS.iter().position(|month| lower.len() >= 3 && month.starts_with(&lower));
    let position = position.or_else(|| (lower == "sept").then_some(8));
    let named = position.and_then(|position| u8::try_from(position + 1).ok());
    named.or_else(|| SEASONS.iter().find(|(season, _)| *season == lower).map(|(_, number)| *number))
}
