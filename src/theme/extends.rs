//! `extends = "clinic"`: a theme that sets only what differs from a bundled one.

use super::{
    Theme,
    error::{ThemeError, helpful},
};
use crate::value::nearest;
use serde::Deserialize as _;
use std::ops::Range;
use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};

/// The key that names the extended theme.
const KEY: &str = "extends";

/// Returns the theme with missing values taken from the one that it extends; `None` if it extends no other.
pub(super) fn merged(source: &str) -> Result<Option<Theme>, ThemeError> {
    let Ok(own) = toml::from_str::<Table>(source) else { return Ok(None) };
    let Some(name) = own.get(KEY) else { return Ok(None) };
    let base = name.as_str().and_then(Theme::source);
    let base = base.ok_or_else(|| ThemeError { message: unknown(name), span: place(source, &[KEY]) })?;
    let base: Table = toml::from_str(base).expect("a test parses every bundled theme");
    let mut all = base.clone();
    for (key, value) in own.iter().filter(|(key, _)| *key != KEY) {
        for (path, value) in leaves(key, value) {
            // each value is merged separately, so that an error points at it
            let mut one = base.clone();
            put(&mut one, &path, value.clone());
            if let Err(error) = Theme::deserialize(one) {
                return Err(ThemeError { message: helpful(error.message()), span: place(source, &path) });
            }
            put(&mut all, &path, value.clone());
        }
    }
    let theme = Theme::deserialize(all);
    theme.map(Some).map_err(|error| ThemeError { message: helpful(error.message()), span: None })
}

fn unknown(name: &Value) -> String {
    let Some(name) = name.as_str() else {
        return format!("`extends` is the name of a theme: choose from {}", Theme::NAMES.join(", "));
    };
    match nearest(name, Theme::NAMES, 3) {
        Some(near) => format!("no theme is called `{name}`: did you mean `{near}`?"),
        None => format!("no theme is called `{name}`: a theme can extend {}", Theme::NAMES.join(", ")),
    }
}

/// Returns the values of a key: each value in a table with its path, or the value itself.
fn leaves<'a>(key: &'a str, value: &'a Value) -> Vec<(Vec<&'a str>, &'a Value)> {
    match value {
        Value::Table(table) => table.iter().map(|(inner, value)| (vec![key, inner.as_str()], value)).collect(),
        value => vec![(vec![key], value)],
    }
}

fn put(table: &mut Table, path: &[&str], value: Value) {
    match path {
        [key] => drop(table.insert((*key).to_owned(), value)),
        [key, rest @ ..] => {
            let inner = table.entry((*key).to_owned()).or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(inner) = inner {
                put(inner, rest, value);
            }
        }
        [] => {}
    }
}

/// Returns the byte range of a key in the source.
fn place(source: &str, path: &[&str]) -> Option<Range<usize>> {
    let parsed = DeTable::parse(source).ok()?;
    let mut table = parsed.get_ref();
    let (last, tables) = path.split_last()?;
    for key in tables {
        let DeValue::Table(inner) = table.get(*key)?.get_ref() else { return None };
        table = inner;
    }
    table.keys().find(|key| key.get_ref() == last).map(toml::Spanned::span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::Color;

    #[test]
    fn a_theme_names_only_what_differs() {
        let text =
            "extends = \"clinic\"\n[colors]\naccent = \"#5b2a86\"\n[title]\nsize = \"28pt\"\nleading = \"32pt\"\n";
        let theme = Theme::parse(text).unwrap();
        let clinic = Theme::clinic();
        assert_eq!(theme.colors.accent, Color::rgb(0x5b, 0x2a, 0x86));
        assert_eq!(theme.colors.ink, clinic.colors.ink);
        assert_eq!(theme.points(theme.title.size, 0.0), 28.0);
        assert_eq!((theme.page, theme.headings.len()), (clinic.page, clinic.headings.len()));
    }

    #[test]
    fn an_error_names_the_key_its_place_and_the_nearest_key() {
        let error = |text: &str| Theme::parse(text).unwrap_err();
        let text = "extends = \"clinic\"\n[colors]\nacent = \"#5b2a86\"\n";
        let wrong = error(text);
        assert_eq!(wrong.message, "unknown key `acent`: did you mean `accent`?");
        assert_eq!(&text[wrong.span.unwrap()], "acent");
        let text = "extends = \"clinic\"\n[page]\nduplex = false\nmargin-top = \"wide\"\n";
        let wrong = error(text);
        assert!(wrong.message.contains("`wide` is not a length"), "{}", wrong.message);
        assert_eq!(&text[wrong.span.unwrap()], "margin-top");
        assert_eq!(error("extends = \"clinc\"").message, "no theme is called `clinc`: did you mean `clinic`?");
        assert!(error("extends = \"clinic\"\n[[headings]]\nsize = \"9pt\"\n").message.contains("`leading`"));
    }
}
