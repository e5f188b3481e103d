//! Builds locales from XML.

use super::{DateFormat, Gender, Locale, OrdinalMatch, Term};
use crate::csl::Error;
use crate::csl::attributes::date_parts;
use crate::csl::elements::TermForm;
use crate::csl::xml::{self, Node};

impl Locale {
    /// Parses a CSL locale file.
    ///
    /// # Errors
    /// Returns an error if `xml` is not well-formed, nested too deeply, or not a CSL locale.
    pub fn parse(xml: &str) -> Result<Self, Error> {
        let root = xml::parse(xml)?;
        if root.name != "locale" {
            return Err(Error::new(format!("expected a CSL locale, found `<{}>`", root.name)));
        }
        Self::from_xml(&root)
    }

    /// Builds a locale from the `locale` element of a locale file or style.
    pub(in crate::csl) fn from_xml(node: &Node) -> Result<Self, Error> {
        let mut locale = Self { language: node.attribute("xml:lang").map(str::to_string), ..Self::default() };
        for child in &node.children {
            match child.name.as_str() {
                "terms" => child.named("term").for_each(|term| locale.add_term(term)),
                "date" => locale.add_date(child)?,
                "style-options" => {
                    let flag = |name| child.attribute(name).map(|value| value == "true");
                    locale.limit_day_ordinals = flag("limit-day-ordinals-to-day-1").or(locale.limit_day_ordinals);
                    locale.punctuation_in_quote = flag("punctuation-in-quote").or(locale.punctuation_in_quote);
                }
                _ => {}
            }
        }
        Ok(locale)
    }

    fn add_term(&mut self, node: &Node) {
        let Some(name) = node.attribute("name") else { return };
        let single = node.child("single").map_or(&node.text, |single| &single.text);
        let multiple = node.child("multiple").map_or(&node.text, |multiple| &multiple.text);
        self.has_ordinals |= name.starts_with("ordinal");
        let term = Term {
            form: TermForm::parse(node.attribute("form")),
            gender_form: Gender::parse(node.attribute("gender-form")),
            gender: Gender::parse(node.attribute("gender")),
            matching: match node.attribute("match") {
                Some("last-digit") => OrdinalMatch::LastDigit,
                Some("whole-number") => OrdinalMatch::WholeNumber,
                Some(_) => OrdinalMatch::LastTwoDigits,
                // single digits and tens match by their last digit unless the locale says otherwise
                None if name < "ordinal-10" => OrdinalMatch::LastDigit,
                None => OrdinalMatch::LastTwoDigits,
            },
            single: tidy(single),
            multiple: tidy(multiple),
        };
        // the last of several definitions wins
        let known = self.terms.entry(name.to_string()).or_default();
        known.retain(|other| {
            (other.form, other.gender_form, other.matching) != (term.form, term.gender_form, term.matching)
        });
        known.push(term);
    }

    fn add_date(&mut self, node: &Node) -> Result<(), Error> {
        let delimiter = node.attribute("delimiter").unwrap_or_default().to_string();
        let format = DateFormat { parts: date_parts(node)?, delimiter };
        match node.attribute("form") {
            Some("numeric") => self.numeric_date = Some(format),
            _ => self.text_date = Some(format),
        }
        Ok(())
    }
}

/// Removes the line breaks around a term, but keeps the spaces that belong to it.
fn tidy(text: &str) -> String {
    if text.contains('\n') { text.trim().to_string() } else { text.to_string() }
}

impl Gender {
    fn parse(value: Option<&str>) -> Self {
        match value {
            Some("masculine") => Self::Masculine,
            Some("feminine") => Self::Feminine,
            _ => Self::Neuter,
        }
    }
}
