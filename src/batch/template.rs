//! Templates for the names of outputs: `{slug}-{lang}`.

use crate::value::{ValueError, by_name};
use std::{fmt, path::PathBuf, str::FromStr};

/// A template for the names of outputs, without extensions: literal text and [`Field`]s. A `/` creates a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    Field(Field),
    /// A field of a mail merge's table.
    Other(String),
}

/// A component of an output's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `{name}`: the name of the article's file, without the extension.
    Name,
    /// `{slug}`: its title in the letters a to z, digits and hyphens; the name of its file if that leaves nothing.
    Slug,
    /// `{lang}`: its language, `en` or `es-MX`.
    Lang,
    /// `{category}`: its category as a slug.
    Category,
    /// `{date}`: its date of publication, `2026-05-03`.
    Date,
}

impl Field {
    const ALL: [(&'static str, Self); 5] = [
        ("name", Self::Name),
        ("slug", Self::Slug),
        ("lang", Self::Lang),
        ("category", Self::Category),
        ("date", Self::Date),
    ];
}

impl Default for Template {
    fn default() -> Self {
        Self { parts: vec![Part::Field(Field::Name)] }
    }
}

impl Template {
    /// Returns `{slug}`: names from titles.
    #[must_use]
    pub fn by_title() -> Self {
        Self { parts: vec![Part::Field(Field::Slug)] }
    }

    /// Returns whether the article must be read to name its outputs.
    pub(super) fn needs_article(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Field(field) if *field != Field::Name))
    }

    /// Checks that it has only fields that every article has.
    ///
    /// # Errors
    /// If it has others, which only a mail merge provides.
    pub fn check(&self) -> Result<(), ValueError> {
        let mut others =
            self.parts.iter().filter_map(|part| if let Part::Other(name) = part { Some(name) } else { None });
        others.try_for_each(|name| by_name(name, "a field", &Field::ALL).map(drop))
    }

    /// Returns the path of an output without its extension, with these values for the fields.
    pub(super) fn fill(&self, value: impl Fn(Field) -> String) -> PathBuf {
        let text: String = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => text.clone(),
                // A value must not make a folder or a hidden file.
                Part::Field(field) => value(*field).replace(['/', '\\'], "-"),
                Part::Other(_) => String::new(),
            })
            .collect();
        let names = text.split('/').map(|name| name.trim_matches(|c: char| c == '.' || c == '-' || c.is_whitespace()));
        names.filter(|name| !name.is_empty()).collect()
    }
}

impl FromStr for Template {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.starts_with(['/', '\\']) || text.contains(['\\', ':', '\0']) || text.split('/').any(|name| name == "..")
        {
            return Err(ValueError::unusable(text, "leads out of the output folder"));
        }
        let (mut parts, mut rest) = (Vec::new(), text);
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) =
                after.split_once('}').ok_or_else(|| ValueError::unusable(text, "has a `{` without a `}`"))?;
            let known = Field::ALL.iter().find(|(known, _)| *known == name);
            let field = known.map_or_else(|| Part::Other(name.to_owned()), |(_, field)| Part::Field(*field));
            parts.extend([Part::Literal(literal.to_owned()), field]);
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        parts.retain(|part| !matches!(part, Part::Literal(text) if text.is_empty()));
        if parts.iter().any(|part| !matches!(part, Part::Literal(_))) {
            Ok(Self { parts })
        } else {
            Err(ValueError::unusable(text, "gives all articles the same name: add `{name}` or `{slug}`"))
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Literal(text) => f.write_str(text),
            Part::Other(name) => write!(f, "{{{name}}}"),
            Part::Field(field) => {
                let name = Field::ALL.iter().find(|(_, known)| known == field).map_or("name", |(name, _)| name);
                write!(f, "{{{name}}}")
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> String {
        let value = |field| match field {
            Field::Name => "tea",
            Field::Slug => "how-to/make-tea",
            Field::Lang => "es-MX",
            Field::Category => "",
            Field::Date => "2026-05-03",
        };
        let template: Template = template.parse().unwrap();
        template.fill(|field| value(field).to_owned()).to_str().unwrap().replace('\\', "/")
    }

    #[test]
    fn fields_are_filled_in_and_their_values_make_no_folders() {
        assert_eq!(filled("{slug}-{lang}"), "how-to-make-tea-es-MX");
        assert_eq!(filled("{lang}/{date} {name}"), "es-MX/2026-05-03 tea");
        assert_eq!(filled("{category}/{name}-{category}"), "tea");
    }

    #[test]
    fn an_invalid_template_is_refused_with_a_hint() {
        let checked = |text: &str| text.parse::<Template>().and_then(|template| template.check().map(|()| template));
        let refused = |text: &str| checked(text).unwrap_err().to_string();
        assert!(refused("{titel}").contains("slug"));
        assert!(refused("../{name}").contains("out of"));
        assert!(refused("/{name}").contains("out of"));
        assert!(refused("leaflet").contains("same name"));
        assert!(refused("{name").contains("without"));
    }

    #[test]
    fn a_template_prints_as_it_is_written() {
        let text = "{lang}/{slug}-{date}";
        assert_eq!(text.parse::<Template>().unwrap().to_string(), text);
    }
}
