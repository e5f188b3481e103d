//! One layer of settings, as written in flags and files.

use super::formats::KnownFormat;
use clap::Args;
use handout::{
    article::{Lang, Organization, PageCount, ReferencesMode},
    batch::Template,
    check,
    render::{Paper, PdfStandard, TextLinks, TextWidth},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{
    fmt,
    hash::{Hash, Hasher},
    str::FromStr,
};

/// One layer of settings: the flags of a command, a `handout.toml`, or the defaults. A setting that the layer does not
/// set is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Args, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[command(next_help_heading = "Settings (also in handout.toml)")]
pub(crate) struct Settings {
    /// Formats, separated by commas [default: pdf,epub,text]
    #[arg(short, long, value_name = "FORMAT", value_delimiter = ',')]
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub(crate) to: Option<Vec<Written<KnownFormat>>>,
    /// Template for file names, of {name}, {slug}, {lang}, {category} and {date} [default: {name}]
    #[arg(long, value_name = "TEMPLATE", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Written<Template>>,
    /// Language, such as es or zh-Hant [default: declared by each article]
    #[arg(long = "lang", value_name = "TAG")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<Written<Lang>>,
    /// Theme: a name from `handout themes`, or a .toml file [default: clinic]
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) theme: Option<String>,
    /// Paper: a4, letter, a5, legal, or a size such as 6inx9in [default: a4]
    #[arg(long)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) paper: Option<Written<Paper>>,
    /// Standard that the PDF claims to conform to: ua-1+a-2a, ua-1, a-2a, a-2b or none [default: ua-1+a-2a]
    #[arg(long, value_name = "STANDARD", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) pdf_standard: Option<Written<PdfStandard>>,
    /// Print pictures in shades of grey, as a black-and-white printer would
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) greyscale: Option<bool>,
    /// Number of pages of the PDF to fit each article on, 1 to 99: spaces, margins, pictures and type shrink as far as
    /// the theme allows
    #[arg(long, value_name = "PAGES", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fit: Option<Written<PageCount>>,
    /// Turn lines to fill in, check boxes and boxes for notes into form fields of the PDF
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fillable: Option<bool>,
    /// List the page numbers of the PDF in the EPUB
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) page_list: Option<bool>,
    /// Width of plain text in columns, or none for one line per paragraph, as patient
    /// portals need [default: 72]
    #[arg(long, value_name = "COLUMNS", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) width: Option<Written<TextWidth>>,
    /// Where plain text shows addresses: printed as the theme says, numbered, inline or bare [default: printed]
    #[arg(long, visible_alias = "links", value_name = "WHERE", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) text_links: Option<Written<TextLinks>>,
    /// Plain text for screen readers: no columns, no underlines
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) linear: Option<bool>,
    /// Plain text in ASCII
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ascii: Option<bool>,
    /// Add invisible direction marks to plain text, for viewers that show Arabic or Hebrew from left to right
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bidi_marks: Option<bool>,
    /// End the lines of plain text with CR LF
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_possible_values = true, hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) crlf: Option<bool>,
    /// Bibliography: .bib, .json, .yaml, .ris, .nbib or .xml; may be repeated
    #[arg(short, long, value_name = "FILE")]
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "one_or_many")]
    pub(crate) bibliography: Option<Vec<String>>,
    /// Citation style of all articles: a name from `handout styles`, or a .csl file
    #[arg(long, value_name = "STYLE", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) csl: Option<String>,
    /// How all bibliographies appear: printed, linked or omitted
    #[arg(long, value_name = "HOW", hide_short_help = true)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) references: Option<Written<ReferencesMode>>,
    /// The organization that hands the articles out; only in files and requests.
    #[arg(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) organization: Option<Organization>,
    /// The options of `handout check`; only in files and requests.
    #[arg(skip)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) check: Option<check::Options>,
}

impl Settings {
    /// The names of all settings, in the order of the help.
    pub(crate) const NAMES: [&'static str; 21] = [
        "to",
        "name",
        "language",
        "theme",
        "paper",
        "pdf-standard",
        "greyscale",
        "fit",
        "fillable",
        "page-list",
        "width",
        "text-links",
        "linear",
        "ascii",
        "bidi-marks",
        "crlf",
        "bibliography",
        "csl",
        "references",
        "organization",
        "check",
    ];

    /// Returns the defaults. Settings that articles decide have none, except for the language, which is shown to users.
    pub(super) fn defaults() -> Self {
        let default = || toml::from_str(DEFAULTS);
        default().expect("the defaults are valid settings")
    }
}

const DEFAULTS: &str = r#"
to = ["pdf", "epub", "text"]
name = "{name}"
language = "en"
theme = "clinic"
paper = "a4"
pdf-standard = "ua-1+a-2a"
greyscale = false
fillable = false
page-list = false
width = 72
text-links = "printed"
linear = false
ascii = false
bidi-marks = false
crlf = false
"#;

/// A value with the text that it was parsed from, which identifies it.
#[derive(Debug, Clone)]
pub(crate) struct Written<T> {
    text: String,
    pub(crate) value: T,
}

impl<T: FromStr> FromStr for Written<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        Ok(Self { text: text.to_owned(), value: text.parse()? })
    }
}

impl<T> PartialEq for Written<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Written<T> {}

impl<T> Hash for Written<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> Serialize for Written<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T: FromStr<Err: fmt::Display>> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a string or a number")]
        enum Scalar {
            Text(String),
            Number(i64),
        }
        let text = match Scalar::deserialize(deserializer)? {
            Scalar::Text(text) => text,
            Scalar::Number(number) => number.to_string(),
        };
        text.parse().map_err(de::Error::custom)
    }
}

/// Parses a list, or a single value as a list of one.
fn one_or_many<'de, D: Deserializer<'de>, T: FromStr<Err: fmt::Display>>(
    deserializer: D,
) -> Result<Option<Vec<T>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected a string, or a list of strings such as [\"a\", \"b\"]")]
    enum Words {
        One(String),
        Many(Vec<String>),
    }
    let words = match Words::deserialize(deserializer)? {
        Words::One(word) => vec![word],
        Words::Many(words) => words,
    };
    words.iter().map(|word| word.parse().map_err(de::Error::custom)).collect::<Result<_, _>>().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_listed() {
        let mut all = Settings::defaults();
        all.bibliography = Some(vec!["references.bib".to_owned()]);
        all.fit = "2".parse().ok();
        all.csl = Some("apa".to_owned());
        all.references = "linked".parse().ok();
        all.organization = Some(Organization::default());
        all.check = Some(check::Options::default());
        let table = toml::Table::try_from(all).unwrap();
        let mut names: Vec<_> = table.keys().map(String::as_str).collect();
        let mut listed = Settings::NAMES.to_vec();
        names.sort_unstable();
        listed.sort_unstable();
        assert_eq!(names, listed);
    }
}
