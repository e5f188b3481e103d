//! The organization that hands an article out, such as a clinic: its name, its logo, and how to reach it.

use crate::{color::Color, value::ValueError};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::str::FromStr;

/// The organization that hands the article out. It is usually the same for a folder of articles, so missing fields are
/// taken from settings ([`Organization::or`]).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Organization {
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The part of it that the article is from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The path of its logo, or a `data:` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The alternative text of the logo. Without it the logo is decorative.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_alt: Option<String>,
    /// The height of the logo in print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_height: Option<LogoHeight>,
    /// Its postal address, in lines.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub address: Vec<String>,
    /// Its telephone numbers, the main one first, with optional labels: `555-0142`, `Nurse line, day and night:
    /// 555-0199`.
    #[serde(skip_serializing_if = "Vec::is_empty", deserialize_with = "one_or_many")]
    pub phone: Vec<String>,
    /// The address of its web site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
    /// Its e-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What to do in an emergency, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emergency: Option<String>,
    /// The color of its letterhead, headings and boxes. Text in it is readable on white.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub color: Option<Color>,
    /// Where it is registered: `Registered charity 1234567`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<String>,
    /// How to get the article in other languages and formats, in a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<String>,
    /// How it is shown above the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<Letterhead>,
}

/// How an organization is shown above the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Letterhead {
    /// On a band in its color, together with the title.
    Band,
    /// On a line above the title.
    #[default]
    Line,
    /// Not at all.
    None,
}

/// The height of a logo in print, in points: `14mm`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(into = "String")]
#[cfg_attr(test, schemars(with = "String"))]
pub struct LogoHeight {
    /// The height in points.
    pub points: u16,
}

impl Default for LogoHeight {
    fn default() -> Self {
        Self { points: 40 }
    }
}

impl From<LogoHeight> for String {
    fn from(height: LogoHeight) -> Self {
        format!("{}pt", height.points)
    }
}

impl FromStr for LogoHeight {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let wrong = || ValueError::malformed(text, "a height of a logo", "write 5mm to 60mm, such as `14mm`");
        let unit = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).ok_or_else(wrong)?;
        let number: f32 = text[..unit].parse().map_err(|_| wrong())?;
        let points = match text[unit..].trim() {
            "mm" => number * 72.0 / 25.4,
            "cm" => number * 72.0 / 2.54,
            "in" => number * 72.0,
            "pt" => number,
            _ => return Err(wrong()),
        };
        // the value is within the range of the type
        if (14.0..=170.5).contains(&points) { Ok(Self { points: points.round() as u16 }) } else { Err(wrong()) }
    }
}

impl<'de> Deserialize<'de> for LogoHeight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Parses a list of lines, or a single line.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a text, or a list of texts")]
    enum Lines {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Lines::deserialize(deserializer)? {
        Lines::One(line) => vec![line],
        Lines::Many(lines) => lines,
    })
}

impl Organization {
    /// The names of the fields.
    pub const FIELDS: [&'static str; 14] = [
        "name",
        "department",
        "logo",
        "logo-alt",
        "logo-height",
        "address",
        "phone",
        "web",
        "email",
        "emergency",
        "color",
        "registration",
        "languages",
        "letterhead",
    ];

    /// Returns the organization with missing fields taken from another.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        let or = |own: Option<String>, other: &Option<String>| own.or_else(|| other.clone());
        let lines = |own: Vec<String>, other: &Vec<String>| if own.is_empty() { other.clone() } else { own };
        Self {
            // a logo comes with its description and height
            logo_alt: if self.logo.is_some() { self.logo_alt } else { or(self.logo_alt, &other.logo_alt) },
            logo: or(self.logo, &other.logo),
            name: or(self.name, &other.name),
            department: or(self.department, &other.department),
            logo_height: self.logo_height.or(other.logo_height),
            address: lines(self.address, &other.address),
            phone: lines(self.phone, &other.phone),
            web: or(self.web, &other.web),
            email: or(self.email, &other.email),
            emergency: or(self.emergency, &other.emergency),
            color: self.color.or(other.color),
            registration: or(self.registration, &other.registration),
            languages: or(self.languages, &other.languages),
            letterhead: self.letterhead.or(other.letterhead),
        }
    }

    /// Returns it with spaces in place of line breaks and other control characters.
    #[must_use]
    pub fn without_control_characters(mut self) -> Self {
        let Self { name, department, logo_alt, address, phone, web, email, emergency, registration, languages, .. } =
            &mut self;
        let texts = [name, department, logo_alt, web, email, emergency, registration, languages];
        let texts = texts.into_iter().flatten().chain(address).chain(phone);
        texts.for_each(|text| *text = text.replace(char::is_control, " "));
        self
    }

    /// Returns its name and department on one line; `None` without either.
    #[must_use]
    pub fn line(&self) -> Option<String> {
        let said = [&self.name, &self.department].into_iter().flatten().map(|words| words.trim());
        let said: Vec<&str> = said.filter(|words| !words.is_empty()).collect();
        (!said.is_empty()).then(|| said.join(" · "))
    }

    /// Returns the logo if it is shown.
    #[must_use]
    pub fn shown_logo(&self) -> Option<&str> {
        self.logo.as_deref().filter(|_| self.letterhead != Some(Letterhead::None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_fields_are_taken_from_another_organization() {
        let house: Organization =
            serde_json::from_str(r#"{"name": "Elm House", "phone": "555-0100", "logo": "a.svg", "logo-alt": "Elm"}"#)
                .unwrap();
        let ward: Organization = serde_json::from_str(r#"{"department": "Ward 3", "logo": "b.svg"}"#).unwrap();
        let both = ward.or(&house);
        assert_eq!(both.line().as_deref(), Some("Elm House · Ward 3"));
        assert_eq!(both.phone, ["555-0100"]);
        assert_eq!((both.logo.as_deref(), both.logo_alt), (Some("b.svg"), None));
    }

    #[test]
    fn control_characters_are_spaces() {
        let elm: Organization = serde_json::from_str(r#"{"web": "elm\u000b.example", "phone": "1\n2"}"#).unwrap();
        let elm = elm.without_control_characters();
        assert_eq!((elm.web.as_deref(), elm.phone[0].as_str()), (Some("elm .example"), "1 2"));
    }

    #[test]
    fn every_field_is_listed() {
        let text = r##"{"name":"a","department":"a","logo":"a","logo-alt":"a","logo-height":"14mm","address":"a",
            "phone":"a","web":"a","email":"a","emergency":"a","color":"#102030","registration":"a","languages":"a",
            "letterhead":"band"}"##;
        let all: Organization = serde_json::from_str(text).unwrap();
        let json = serde_json::to_value(&all).unwrap();
        let mut names: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        let mut listed = Organization::FIELDS.to_vec();
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed);
        assert_eq!(json["logo-height"], "40pt");
    }

    #[test]
    fn a_height_unsuitable_for_a_logo_is_refused() {
        for wrong in ["14", "mm", "1mm", "20cm", "1e9mm"] {
            assert!(wrong.parse::<LogoHeight>().is_err(), "{wrong}");
        }
    }
}
