//! Dates as people write them. Relative and ambiguous dates are recognized but never guessed.

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "enero", "janvier"],
    &["february", "feb", "februar", "febrero", "février"],
    &["march", "mar", "märz", "marzo", "mars"],
    &["april", "apr", "abril", "avril"],
    &["may", "mai", "mayo"],
    &["june", "jun", "juni", "junio", "juin"],
    &["july", "jul", "juli", "julio", "juillet"],
    &["august", "aug", "agosto", "août"],
    &["september", "sep", "sept", "septiembre", "septembre"],
    &["october", "oct", "oktober", "okt", "octubre", "octobre"],
    &["november", "nov", "noviembre", "novembre"],
    &["december", "dec", "dezember", "dez", "diciembre", "décembre"],
];

/// Words that mark a relative date, at its start or end.
const RELATIVE: &[&str] = &["ago", "today", "yesterday", "heute", "gestern", "vor", "hoy", "ayer", "hace"];

const UNITS: &[&str] = &["week", "month", "year", "spring", "summer", "autumn", "winter"];

/// Returns whether a text is a date: an absolute one, or a relative one such as `6 months ago`.
pub(in crate::read) fn is_date(text: &str) -> bool {
    let words: Vec<String> = words(text);
    let ends = [words.first(), words.last()];
    let relative = ends.into_iter().flatten().any(|word| RELATIVE.contains(&word.as_str()))
        || matches!(words.as_slice(), [first, last] if matches!(first.as_str(), "last" | "this") && UNITS.contains(&last.as_str()));
    (1..=6).contains(&words.len()) && (relative || iso(text).is_some() || is_numeric(text))
}

/// Returns a date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY` if it is unambiguous.
pub(in crate::read) fn iso(text: &str) -> Option<String> {
    if let Some(found) = already_iso(text.trim()) {
        return Some(found);
    }
    let (mut day, mut month, mut year) = (None, None, None);
    for word in words(text) {
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word);
        match ordinal.parse::<u32>() {
            Ok(number @ 1..=31) if day.is_none() && word.len() <= 4 => day = Some(number),
            Ok(number @ 1000..=2999) if year.is_none() => year = Some(number),
            Ok(_) => return None,
            Err(_) => match month_of(&word) {
                Some(number) if month.is_none() => month = Some(number),
                None if matches!(word.as_str(), "de" | "of" | "the" | "le" | "am") => {}
                _ => return None,
            },
        }
    }
    match (year?, month, day) {
        (year, Some(month), Some(day)) => Some(format!("{year:04}-{month:02}-{day:02}")),
        (year, Some(month), None) => Some(format!("{year:04}-{month:02}")),
        (year, None, None) => Some(format!("{year:04}")),
        (_, None, Some(_)) => None,
    }
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'))
        .filter(|word| !word.is_empty())
        .take(8)
        .map(str::to_lowercase)
        .collect()
}

fn month_of(word: &str) -> Option<usize> {
    MONTHS.iter().position(|names| names.contains(&word)).map(|at| at + 1)
}

fn already_iso(text: &str) -> Option<String> {
    let parts: Vec<&str> = if text.contains('/') { text.split('/').collect() } else { text.split('-').collect() };
    let digits = |part: &&str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let in_range = |part: &str, most| part.parse::<u32>().is_ok_and(|n| (1..=most).contains(&n));
    let sound = match parts.as_slice() {
        [year, month] => digits(year, 4) && digits(month, 2) && in_range(month, 12),
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && in_range(month, 12) && in_range(day, 31)
        }
        _ => false,
    };
    sound.then(|| parts.join("-"))
}

/// Returns whether a text is a numeric date such as `03/05/2026`, whose day and month are ambiguous.
fn is_numeric(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    parts.len() == 3
        && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unambiguous_date_is_given_as_iso() {
        for (written, expected) in [
            ("3 May 2026", "2026-05-03"),
            ("May 3rd, 2026", "2026-05-03"),
            ("3. Mai 2026", "2026-05-03"),
            ("3 de mayo de 2026", "2026-05-03"),
            ("September 2025", "2025-09"),
            ("2024", "2024"),
            ("2026-05-03", "2026-05-03"),
            ("2026/05/03", "2026-05-03"),
        ] {
            assert_eq!(iso(written).as_deref(), Some(expected), "{written}");
        }
    }

    #[test]
    fn a_relative_or_ambiguous_date_is_never_guessed() {
        for written in ["6 months ago", "03/05/2026", "last week"] {
            assert_eq!(iso(written), None, "{written}");
            assert!(is_date(written), "{written}");
        }
        assert!(!is_date("the clinic"));
    }
}
