//! Language data: abbreviations, syllables, the measure of reading ease.

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod ru;

use super::measure::{Formula, Syllables};
use crate::article::Lang;

/// Data about a language for rules.
#[derive(Debug)]
pub(super) struct Language {
    /// Its primary subtag.
    pub(super) code: &'static str,
    /// Abbreviations that do not end a sentence, in lower case and without their last period.
    pub(super) abbreviations: &'static [&'static str],
    /// Words that indicate an emergency, in lower case.
    pub(super) emergency: &'static [&'static str],
    /// Words before the number of a dose, in lower case.
    pub(super) doses: &'static [&'static str],
    /// Words after a number that cannot be its unit.
    pub(super) dose_ends: &'static [&'static str],
    /// Link texts that do not say where they lead.
    pub(super) vague_links: &'static [&'static str],
    /// Frequent words that other languages do not have.
    pub(super) common: &'static [&'static str],
    pub(super) syllables: Syllables,
    pub(super) formula: Formula,
}

const ALL: &[&Language] = &[&en::EN, &es::ES, &de::DE, &fr::FR, &it::IT, &nl::NL, &ru::RU];

/// Returns all languages that rules support.
pub(super) fn all() -> impl Iterator<Item = &'static Language> {
    ALL.iter().copied()
}

/// Returns the data of a language.
pub(super) fn of(lang: &Lang) -> Option<&'static Language> {
    let primary = lang.primary();
    all().find(|language| language.code == primary)
}
