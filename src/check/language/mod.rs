//! What is known of languages: abbreviations, syllables, the measure of reading ease.

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod ru;

use super::measure::{Formula, Syllables};
use crate::article::Lang;

/// What rules know of a language.
#[derive(Debug)]
pub(super) struct Language {
    /// Its primary subtag.
    pub(super) code: &'static str,
    /// Abbreviations that do not end a sentence, in small letters and without their last stop.
    pub(super) abbreviations: &'static [&'static str],
    /// Words of emergencies, in small letters.
    pub(super) emergency: &'static [&'static str],
    /// Words before the number of a dose, in small letters.
    pub(super) doses: &'static [&'static str],
    /// Words after a number that cannot be what it counts.
    pub(super) dose_ends: &'static [&'static str],
    /// Words of links that do not say where they lead.
    pub(super) vague_links: &'static [&'static str],
    /// Words of every text, which other languages do not have.
    pub(super) common: &'static [&'static str],
    pub(super) syllables: Syllables,
    pub(super) formula: Formula,
}

const ALL: &[&Language] = &[&en::EN, &es::ES, &de::DE, &fr::FR, &it::IT, &nl::NL, &ru::RU];

/// Returns every language that rules know.
pub(super) fn all() -> impl Iterator<Item = &'static Language> {
    ALL.iter().copied()
}

/// Returns what is known of a language.
pub(super) fn of(lang: &Lang) -> Option<&'static Language> {
    let primary = lang.primary();
    all().find(|language| language.code == primary)
}
