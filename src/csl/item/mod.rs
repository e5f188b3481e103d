//! Bibliographic items with the variables of CSL 1.0.2, as in CSL-JSON.

mod json;
mod note_fields;
mod particles;
mod raw_date;
mod variables;

use serde_json::Value;
use std::collections::BTreeMap;

pub(in crate::csl) use variables::is_number_variable;

pub use json::{ItemError, Items, from_json, from_value, to_json, to_value};

/// A work: what CSL-JSON calls an item.
///
/// Variables are in the map of their kind under their CSL names (`container-title`, `editor`, `issued`). Text may contain
/// the markup of CSL-JSON: `<i>`, `<b>`, `<sup>`, `<sub>`, `<span style="font-variant:small-caps;">` (or `<sc>`) and
/// `<span class="nocase">`. Any other `<` is text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The key by which cites name the item.
    pub id: String,
    /// The CSL type, such as `article-journal`. An empty or unknown type is treated as `document`.
    pub kind: String,
    /// The language of the title as an IETF tag or a name; decides whether titles get English title case.
    pub language: Option<String>,
    /// Standard and number variables, such as `title`, `volume`, `DOI`.
    pub text: BTreeMap<String, String>,
    /// Name variables, such as `author`.
    pub names: BTreeMap<String, Vec<Name>>,
    /// Date variables, such as `issued`.
    pub dates: BTreeMap<String, Date>,
    /// Fields of CSL-JSON that are not variables, kept for writing back.
    pub other: BTreeMap<String, Value>,
}

impl Item {
    /// Returns an item without variables.
    pub fn new(id: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { id: id.into(), kind: kind.into(), ..Self::default() }
    }

    /// Sets a text or number variable, or removes it if `value` is empty.
    pub fn set(&mut self, variable: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.text.remove(variable);
        } else {
            self.text.insert(variable.to_string(), value);
        }
    }

    /// Returns the value of a text or number variable.
    pub fn get(&self, variable: &str) -> Option<&str> {
        match variable {
            "language" => self.language.as_deref(),
            // CSL 1.0.2 renamed it; many styles and libraries still use the old name
            "event" | "event-title" => {
                ["event-title", "event"].iter().find_map(|name| self.text.get(*name)).map(String::as_str)
            }
            _ => self.text.get(variable).map(String::as_str),
        }
        .filter(|value| !value.is_empty())
    }

    /// Returns whether the record marks the work as retracted: in its `status`, `genre` or `note`, or in Crossref's
    /// `updated-by`.
    pub fn is_retracted(&self) -> bool {
        let is =
            |word: &str| ["retracted", "withdrawn", "retraction"].iter().any(|mark| word.eq_ignore_ascii_case(mark));
        let begins = |text: &str| is(text.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default());
        let says = |variable: &&str| self.get(variable).is_some_and(begins);
        let updates = self.other.get("updated-by").and_then(Value::as_array);
        let kind = |update: &Value| update.get("type").and_then(Value::as_str).is_some_and(is);
        ["status", "genre", "note"].iter().any(says) || updates.is_some_and(|updates| updates.iter().any(kind))
    }
}

/// The name of a person or an institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Name {
    /// The family name, without particles stored in their own fields.
    pub family: String,
    /// The given names or initials, as written: `Jean-Paul`, `J. P.`, `J.P.`.
    ///
    /// Initials without periods need spaces (`J P`): `JP` counts as one name, whose initial is `J`.
    pub given: String,
    /// A particle that is dropped when only the family name is printed: `Alexander [von] Humboldt`.
    pub dropping_particle: String,
    /// A particle that is kept when only the family name is printed: `Vincent [van] Gogh`.
    pub non_dropping_particle: String,
    /// A suffix such as `Jr.` or `III`.
    pub suffix: String,
    /// Whether a comma precedes the suffix in given-name-first order: `James Doe, Jr.`.
    pub comma_suffix: bool,
    /// Whether the family name always comes first, as in Hungarian or romanized Chinese names.
    pub static_ordering: bool,
    /// The name of an institution, or of anyone whose name has no parts. The other fields are then ignored.
    pub literal: String,
}

impl Name {
    /// Returns the name of an institution.
    pub fn literal(name: impl Into<String>) -> Self {
        Self { literal: name.into(), ..Self::default() }
    }

    /// Returns the name of a person.
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Self { family: family.into(), given: given.into(), ..Self::default() }
    }
}

/// A date or a range of dates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Date {
    /// One date, or the two ends of a range. Empty if the date is known as text only.
    pub parts: Vec<DateParts>,
    /// The season from 1 (spring) to 4 (winter), or its name.
    pub season: Option<String>,
    /// Whether the date is approximate.
    pub circa: bool,
    /// Text that is printed verbatim, such as `in press`.
    pub literal: Option<String>,
    /// Text to be parsed as a date, such as `2020-03-01/2020-04` or `March 2020`. Used if `parts` is empty.
    pub raw: Option<String>,
}

/// A year with an optional month and day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateParts {
    /// The year. Years before the common era are negative: -44 is 44 BC. Zero as the end of a range leaves it open.
    pub year: i32,
    /// The month from 1 to 12, or the season from 13 or 21 (spring) to 16 or 24 (winter).
    pub month: Option<u8>,
    /// The day from 1 to 31.
    pub day: Option<u8>,
}

impl Date {
    /// Returns a single date.
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Self {
        Self { parts: vec![DateParts { year, month, day }], ..Self::default() }
    }

    /// Returns a date that prints as `text`.
    pub fn literal(text: impl Into<String>) -> Self {
        Self { literal: Some(text.into()), ..Self::default() }
    }
}
