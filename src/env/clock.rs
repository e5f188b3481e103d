//! The time that outputs are dated with.

/// A time in seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Timestamp(pub i64);

/// The parts of a time in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    second: i64,
}

/// The error for a `SOURCE_DATE_EPOCH` that is not a time, with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampError(String);

impl std::fmt::Display for TimestampError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "SOURCE_DATE_EPOCH is `{}`: set it to whole seconds since 1970, such as 315532800, or unset it",
            self.0
        )
    }
}

impl std::error::Error for TimestampError {}

impl Timestamp {
    /// 2000-01-01T00:00:00Z, the default. A fixed time keeps outputs reproducible.
    pub const FIXED: Self = Self(946_684_800);

    /// Returns the time in the environment variable `SOURCE_DATE_EPOCH`, or [`Timestamp::FIXED`] when it is not set or
    /// invalid.
    #[must_use]
    pub fn from_environment() -> Self {
        Self::checked_environment().ok().flatten().unwrap_or(Self::FIXED)
    }

    /// Returns the time in `SOURCE_DATE_EPOCH`, if it is set and not empty.
    ///
    /// # Errors
    /// [`TimestampError`] if it is not a time in the years from 1970 to 9999.
    pub fn checked_environment() -> Result<Option<Self>, TimestampError> {
        let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) else { return Ok(None) };
        let text = text.to_string_lossy();
        Self::parse(&text).map(Some).ok_or_else(|| TimestampError(text.into_owned()))
    }

    /// Returns the current time of the system clock, for messages; outputs are never dated with it.
    #[must_use]
    pub fn now() -> Self {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Self(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }

    fn parse(text: &str) -> Option<Self> {
        const LAST: i64 = 253_402_300_799;
        text.trim().parse().ok().filter(|seconds| (0..=LAST).contains(seconds)).map(Self)
    }

    /// Returns the time as `2026-05-03T00:00:00Z` (ISO 8601, UTC).
    #[must_use]
    pub fn iso(self) -> String {
        let Civil { year, month, day, second } = self.civil();
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// Returns the time as a PDF date, `D:20260503000000Z` (ISO 32000-1, 7.9.4).
    #[must_use]
    pub fn pdf(self) -> String {
        let digits: String = self.iso().chars().filter(char::is_ascii_digit).collect();
        format!("D:{digits}Z")
    }

    /// Converts days to a civil date, by Howard Hinnant's `civil_from_days`.
    fn civil(self) -> Civil {
        let days = self.0.div_euclid(86_400) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Civil { year, month, day: day_of_year - (153 * shifted + 2) / 5 + 1, second: self.0.rem_euclid(86_400) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_number_of_seconds_up_to_the_year_9999() {
        assert_eq!(Timestamp::parse("315532800\n").unwrap().iso(), "1980-01-01T00:00:00Z");
        assert_eq!(Timestamp::parse("253402300799").unwrap().iso(), "9999-12-31T23:59:59Z");
        for text in ["", "today", "1.5", "-1", "253402300800", "9223372036854775808"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_print_as_iso_and_pdf_dates() {
        assert_eq!(Timestamp::FIXED.iso(), "2000-01-01T00:00:00Z");
        assert_eq!(Timestamp(315_532_800).iso(), "1980-01-01T00:00:00Z");
        assert_eq!(Timestamp(1_709_210_096).pdf(), "D:20240229123456Z");
        assert_eq!(Timestamp(-1).iso(), "1969-12-31T23:59:59Z");
    }
}
