//! The day for checking whether reviews are due.

use handout::{ValueError, env::Timestamp};
use std::str::FromStr;

/// A day, such as `2026-05-03`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) String);

impl FromStr for Day {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse::<u16>().ok().filter(|_| sound)
        };
        let sound = match parts.as_slice() {
            [year, month, day] => {
                let month = number(month, 2).filter(|month| (1..=12).contains(month));
                let day = number(day, 2).filter(|day| (1..=31).contains(day));
                number(year, 4).is_some() && month.is_some() && day.is_some()
            }
            _ => false,
        };
        let help = "write year, month and day, such as 2026-05-03".to_owned();
        let wrong = || ValueError::Malformed { value: text.to_owned(), kind: "a day", help };
        if sound { Ok(Self(text.to_owned())) } else { Err(wrong()) }
    }
}

/// Returns the day in `SOURCE_DATE_EPOCH`, or that of the clock.
pub(crate) fn today() -> String {
    let time = Timestamp::checked_environment().ok().flatten().unwrap_or_else(Timestamp::now);
    time.iso()[..10].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_a_year_a_month_and_a_day() {
        assert!("2026-05-03".parse::<Day>().is_ok());
        for wrong in ["2026", "2026-5-3", "2026-13-01", "3 May 2026", "2026-05-32", "+026-05-03", ""] {
            assert!(wrong.parse::<Day>().is_err(), "{wrong}");
        }
    }
}
