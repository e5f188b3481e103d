//! Ordinal numbers: `2nd`, `second`, `2e`.

use super::Locales;
use crate::csl::elements::TermForm;
use crate::csl::locale::{Gender, OrdinalMatch, Term};

impl Locales {
    /// Returns the suffix that makes `number` an ordinal.
    ///
    /// Ordinal terms come from the first locale that defines any and are never mixed.
    pub(in crate::csl) fn ordinal_suffix(&self, number: u64, gender: Gender) -> &str {
        let Some(locale) = self.chain.iter().find(|locale| locale.has_ordinals) else { return "" };
        let find = |name: &str, wanted: &dyn Fn(&Term) -> bool| {
            let terms = locale.terms.get(name)?;
            let gendered = terms.iter().find(|term| term.gender_form == gender && wanted(term));
            gendered.or_else(|| terms.iter().find(|term| term.gender_form == Gender::Neuter && wanted(term)))
        };
        let two_digits = number % 100;
        let whole = (number < 100)
            .then(|| find(&format!("ordinal-{number:02}"), &|term| term.matching == OrdinalMatch::WholeNumber))
            .flatten();
        let last_two =
            || find(&format!("ordinal-{two_digits:02}"), &|term| term.matching == OrdinalMatch::LastTwoDigits);
        let last = || find(&format!("ordinal-{:02}", number % 10), &|term| term.matching == OrdinalMatch::LastDigit);
        let found = whole.or_else(last_two).or_else(last).or_else(|| find("ordinal", &|_| true));
        found.map_or("", |term| &term.single)
    }

    /// Returns the word for an ordinal from 1 to 10, if the locales have one.
    pub(in crate::csl) fn long_ordinal(&self, number: u64, gender: Gender) -> Option<&str> {
        let name = format!("long-ordinal-{number:02}");
        let gendered = self.find(&name, |term| term.gender_form == gender);
        gendered
            .or_else(|| self.find(&name, |term| term.gender_form == Gender::Neuter))
            .map(|term| term.single.as_str())
    }

    /// Returns the name of a month or season.
    pub(in crate::csl) fn month(&self, term: &str, form: TermForm) -> Option<&str> {
        self.term(term, form, false)
    }
}
