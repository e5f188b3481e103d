//! Lookup of terms, date formats and options, with fallback between locales.

mod ordinals;

use super::elements::TermForm;
use super::locale::{DateFormat, Gender, Locale, Term};
use super::style::Style;
use std::sync::Arc;

/// The locales of a style for one language, from the most to the least specific.
///
/// Terms, dates and options are looked up in this order: the style's own `cs:locale` elements, the locale of the
/// dialect (`de-AT`), that of the language's main dialect (`de-DE`), and `en-US`.
#[derive(Clone, Debug)]
pub struct Locales {
    language: String,
    chain: Vec<Arc<Locale>>,
}

impl Locales {
    /// Collects the locales for `language`, an IETF tag such as `en-GB` or `de`. An empty tag means `en-US`.
    ///
    /// Callers usually pass [`Style::default_locale`] if the style (or the dependent style) has one, and the language
    /// of the document otherwise. `lookup` returns the locale file for a tag such as `de-DE`; it is called at most
    /// three times.
    pub fn new(style: &Style, language: &str, mut lookup: impl FnMut(&str) -> Option<Arc<Locale>>) -> Self {
        let language = if language.is_empty() { "en-US".to_string() } else { language.replace('_', "-") };
        let (base, dialect) = with_main_dialect(&language);
        let mut chain = Vec::new();
        let mut own = vec![Some(language.as_str()), Some(base.as_str()), None];
        own.dedup();
        for tag in own {
            chain.extend(style.locales.iter().filter(|locale| locale.language.as_deref() == tag).cloned());
        }
        let mut tags = vec![language.clone(), dialect, "en-US".to_string()];
        tags.dedup();
        chain.extend(tags.iter().filter_map(|tag| lookup(tag)));
        Self { language, chain }
    }

    /// Returns the language tag for which the locales were collected.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Returns whether the language is English.
    pub(in crate::csl) fn is_english(&self) -> bool {
        self.language.split('-').next() == Some("en")
    }

    /// Returns the text of a term, or `None` if no locale has it.
    pub(in crate::csl) fn term(&self, name: &str, form: TermForm, plural: bool) -> Option<&str> {
        let mut form = Some(form);
        while let Some(wanted) = form {
            let found = self.find(name, |term| term.form == wanted && term.gender_form == Gender::Neuter);
            if let Some(term) = found {
                return Some(if plural { &term.multiple } else { &term.single });
            }
            form = wanted.fallback();
        }
        None
    }

    /// Returns the gender of a term, which ordinals agree with.
    pub(in crate::csl) fn gender(&self, name: &str) -> Gender {
        self.find(name, |term| term.form == TermForm::Long).map_or(Gender::Neuter, |term| term.gender)
    }

    /// Returns a localized date format.
    pub(in crate::csl) fn date(&self, numeric: bool) -> Option<&DateFormat> {
        self.chain
            .iter()
            .find_map(|locale| if numeric { locale.numeric_date.as_ref() } else { locale.text_date.as_ref() })
    }

    /// Returns whether only the first day of a month is an ordinal.
    pub(in crate::csl) fn limits_day_ordinals(&self) -> bool {
        self.chain.iter().find_map(|locale| locale.limit_day_ordinals).unwrap_or(false)
    }

    /// Returns whether periods and commas go inside quotation marks.
    pub(in crate::csl) fn punctuation_in_quote(&self) -> bool {
        self.chain.iter().find_map(|locale| locale.punctuation_in_quote).unwrap_or(false)
    }

    fn find(&self, name: &str, wanted: impl Fn(&Term) -> bool) -> Option<&Term> {
        self.chain.iter().find_map(|locale| locale.terms.get(name)?.iter().find(|term| wanted(term)))
    }
}

/// Returns the language of a tag without its region, and with the region of its main dialect.
fn with_main_dialect(tag: &str) -> (String, String) {
    const MAIN: &[(&str, &str)] = &[
        ("af", "ZA"),
        ("ca", "AD"),
        ("cs", "CZ"),
        ("cy", "GB"),
        ("da", "DK"),
        ("el", "GR"),
        ("en", "US"),
        ("et", "EE"),
        ("fa", "IR"),
        ("he", "IL"),
        ("hi", "IN"),
        ("ja", "JP"),
        ("km", "KH"),
        ("ko", "KR"),
        ("nb", "NO"),
        ("nn", "NO"),
        ("sl", "SI"),
        ("sr", "RS"),
        ("sv", "SE"),
        ("uk", "UA"),
        ("vi", "VN"),
        ("zh", "CN"),
    ];
    let base = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match base.as_str() {
        "ar" | "eu" | "la" => (base.clone(), base),
        _ => {
            let region = MAIN
                .iter()
                .find(|(language, _)| *language == base)
                .map_or_else(|| base.to_ascii_uppercase(), |(_, region)| region.to_string());
            let dialect = format!("{base}-{region}");
            (base, dialect)
        }
    }
}
