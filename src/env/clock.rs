//! The moment that outputs are dated with.

/// A moment in seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Timestamp(pub i64);

/// A moment's parts in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Civil {
    year: i64,
    month: i64,
    day: i64,
    second: i64,
}

impl Timestamp {
    /// The moment used when nothing else is said: 2000-01-01T00:00:00Z. A fixed one keeps outputs reproducible.
    pub const FIXED: Self = Self(946_684_800);

    /// The moment in the environment variable `SOURCE_DATE_EPOCH`; where that says none, [`Timestamp::FIXED`].
    #[must_use]
    pub fn from_environment() -> Self {
        Self::said().ok().flatten().unwrap_or(Self::FIXED)
    }

    /// The moment that `SOURCE_DATE_EPOCH` says, if it is set to anything.
    ///
    /// # Errors
    /// A sentence when it is set and is no moment of the years from 1970 to 9999.
    pub fn said() -> Result<Option<Self>, String> {
        let Some(text) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|text| !text.is_empty()) else { return Ok(None) };
        let text = text.to_string_lossy();
        Self::read(&text).map(Some).ok_or_else(|| {
            format!("SOURCE_DATE_EPOCH is `{text}`: write whole seconds since 1970, such as 315532800, or unset it")
        })
    }

    fn read(text: &str) -> Option<Self> {
        const LAST: i64 = 253_402_300_799;
        text.trim().parse().ok().filter(|seconds| (0..=LAST).contains(seconds)).map(Self)
    }

    /// As `2026-05-03T00:00:00Z` (ISO 8601, UTC).
    #[must_use]
    pub fn iso(self) -> String {
        let Civil { year, month, day, second } = self.civil();
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// As a PDF date, `D:20260503000000Z` (ISO 32000-1, 7.9.4).
    #[must_use]
    pub fn pdf(self) -> String {
        let digits: String = self.iso().chars().filter(char::is_ascii_digit).collect();
        format!("D:{digits}Z")
    }

    /// Days to civil date, after Howard Hinnant's `civil_from_days`.
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
    fn a_moment_is_seconds_of_years_of_four_digits() {
        assert_eq!(Timestamp::read("315532800\n").unwrap().iso(), "1980-01-01T00:00:00Z");
        assert_eq!(Timestamp::read("253402300799").unwrap().iso(), "9999-12-31T23:59:59Z");
        for text in ["", "today", "1.5", "-1", "253402300800", "9223372036854775808"] {
            assert_eq!(Timestamp::read(text), None, "{text}");
        }
    }

    #[test]
    fn moments_print_as_iso_and_pdf_dates() {
        assert_eq!(Timestamp::FIXED.iso(), "2000-01-01T00:00:00Z");
        assert_eq!(Timestamp(315_532_800).iso(), "1980-01-01T00:00:00Z");
        assert_eq!(Timestamp(1_709_210_096).pdf(), "D:20240229123456Z");
        assert_eq!(Timestamp(-1).iso(), "1969-12-31T23:59:59Z");
    }
}
