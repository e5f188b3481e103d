//! Impossible dates.

use crate::{
    check::{
        findings::Found,
        numbers::{Number, numbers},
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
    locale::Words,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "impossible-date",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "a date does not exist",
    reason: "`31 June` or `30/02/2026` is a mistake: readers cannot know which day is meant. `29 February` depends \
             on the year.",
    check: dates,
}];

fn dates(subject: &Subject<'_>, found: &mut Found<'_>) {
    let months = Words::of(&subject.article().lang()).dates.months;
    for passage in &subject.prose.passages {
        let text = passage.text.as_str();
        let found_numbers = numbers(text);
        for (at, number) in found_numbers.iter().enumerate() {
            let (start, end) = match with_name(text, number, found_numbers.get(at + 1), &months)
                .or_else(|| in_figures(text, number))
            {
                Some((Date { year, month, day }, part)) if !is_possible(year, month, day) => part,
                _ => continue,
            };
            let part = start..end;
            let place = subject.place(passage, part.clone());
            found.add(place, format!("`{}` is not a date", &text[part]), "write the day that is meant");
        }
    }
}

/// The maximum length of a numeric date, with a mark after it.
const LONGEST: usize = 11;

struct Date {
    year: Option<u32>,
    month: u32,
    day: u32,
}

/// Parses `31 June`, `June 31, 2026`, `31 de junio`: returns the date, its start and its end.
fn with_name(
    text: &str,
    number: &Number,
    next: Option<&Number>,
    months: &[&str; 12],
) -> Option<(Date, (usize, usize))> {
    let day: u32 = text[number.range.clone()].parse().ok().filter(|day| (1..=99).contains(day))?;
    let named = |word: &str| {
        // lowercase `may` is not a month in English; languages with lowercase months may capitalize them
        let small = word.to_lowercase();
        (1..).zip(months).find(|(_, month)| **month == word || **month == small).map(|(month, _)| month)
    };
    let after = text[number.range.end..].trim_start_matches(['.', ' ', '\u{a0}']);
    let after = after.strip_prefix("de ").unwrap_or(after);
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let before = text[..number.range.start].trim_end_matches([' ', '\u{a0}']);
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let (month, (start, end)) = match (named(word), named(last)) {
        (Some(month), _) if number.range.end + 20 > text.len() - after.len() => {
            (month, (number.range.start, text.len() - after.len() + word.len()))
        }
        // in `In May 45 people came` the number counts what follows
        (_, Some(month)) if number.unit.is_empty() => (month, (before.len() - last.len(), number.range.end)),
        _ => return None,
    };
    let year = next.filter(|next| next.range.start >= end && next.range.start < end + 6);
    let year = year.and_then(|year| text[year.range.clone()].parse().ok()).filter(|year| (1000..3000).contains(year));
    Some((Date { year, month, day }, (start, end)))
}

/// Parses `31/02/2026` and `2026-02-31`. Day and month may be in either order.
fn in_figures(text: &str, number: &Number) -> Option<(Date, (usize, usize))> {
    let rest = &text[number.range.start..];
    let end = rest.bytes().take(LONGEST + 1).take_while(|byte| byte.is_ascii_digit() || b"/-.".contains(byte)).count();
    if end > LONGEST {
        return None;
    }
    let date = rest[..end].trim_end_matches(['/', '-', '.']);
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(separator).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let value = |part: &str| part.parse::<u32>().ok();
    let whole = (number.range.start, number.range.start + date.len());
    let (one, two, three) = (value(first)?, value(second)?, value(third)?);
    if first.len() == 4 && second.len() == 2 && third.len() == 2 && separator == '-' {
        return Some((Date { year: Some(one), month: two, day: three }, whole));
    }
    if third.len() != 4 || first.len() > 2 || second.len() > 2 || !(1900..2200).contains(&three) {
        return None;
    }
    let swapped = is_possible(Some(three), one, two);
    let (day, month) = if swapped { (two, one) } else { (one, two) };
    Some((Date { year: Some(three), month, day }, whole))
}

/// Returns whether a day exists in the calendar; 29 February does if the year is not known.
fn is_possible(year: Option<u32>, month: u32, day: u32) -> bool {
    let leap = year.is_none_or(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(lang: &str, text: &str) -> Vec<String> {
        let said = found("impossible-date", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n"));
        said.iter().filter_map(|line| Some(line.split(": ").next()?.to_owned())).collect()
    }

    #[test]
    fn days_that_are_in_no_calendar_are_reported() {
        assert_eq!(
            findings("en", "On 31 June, on February 30, on 29 February 2026, on 2026-13-02 or 31/02/2026."),
            ["31 June", "February 30", "29 February", "2026-13-02", "31/02/2026"]
        );
        assert_eq!(findings("es", "El 31 de junio de 2026."), ["31 de junio"]);
        assert_eq!(findings("de", "Am 31. Juni 2026."), ["31. Juni"]);
    }

    #[test]
    fn other_days_and_other_figures_are_not() {
        assert!(
            findings(
                "en",
                "On 31 May, 12/31/2026, 29 February 2028 and 29 February. Call 555-14-9999. Version 1.2.2026 may help."
            )
            .is_empty()
        );
        assert!(findings("en", "In May 45 people came. Of them, 45 may stay. The ratio is 32/45/2.").is_empty());
    }
}
