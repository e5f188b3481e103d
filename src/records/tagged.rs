//! Records of tagged lines, as in RIS and PubMed, and generated keys for records without one.

use super::work::tidy;
use crate::resolve::slug;
use std::ops::Range;

/// A record: its fields in file order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tagged {
    /// Tags and values. The lines of a value are joined with spaces.
    pub(super) fields: Vec<(String, String)>,
    /// The first line of the record.
    pub(super) span: Range<usize>,
}

impl Tagged {
    /// Returns the first non-empty value of a tag, or an empty string.
    pub(super) fn get(&self, tag: &str) -> &str {
        self.all(tag).next().unwrap_or_default()
    }

    /// Returns the non-empty values of a tag.
    pub(super) fn all<'a>(&'a self, tag: &str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(name, value)| name == tag && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }
}

/// Reads the records of a file. `tag` splits a line that begins with a tag, and `first` is the tag that begins a
/// record.
pub(super) fn records(text: &str, first: &str, tag: impl Fn(&str) -> Option<(&str, &str)>) -> Vec<Tagged> {
    let mut records: Vec<Tagged> = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        match tag(bare) {
            Some((name, value)) => {
                // the first record may have lost its beginning
                if name == first || records.is_empty() {
                    records.push(Tagged { fields: Vec::new(), span: offset..offset + bare.len() });
                }
                if let Some(record) = records.last_mut() {
                    record.fields.push((name.to_owned(), tidy(value)));
                }
            }
            None => {
                let last = records.last_mut().and_then(|record| record.fields.last_mut());
                if let (Some((_, value)), false) = (last, bare.trim().is_empty()) {
                    value.push(' ');
                    value.push_str(&tidy(bare));
                }
            }
        }
        offset += line.len();
    }
    records
}

/// Returns the keys of a record: its own, and one made of author and year such as `ruiz2020`.
pub(super) fn keys(own: &[&str], author: &str, year: Option<i32>, title: &str) -> Vec<String> {
    let author = slug(author);
    let made = match year {
        Some(year) if !author.is_empty() => format!("{author}{year}"),
        Some(_) | None if !author.is_empty() => author,
        _ => slug(title),
    };
    let mut keys: Vec<String> = Vec::new();
    for key in own.iter().copied().chain([made.as_str()]).map(str::trim).filter(|key| !key.is_empty()) {
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    }
    keys
}
