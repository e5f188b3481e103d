//! Builds an item from the fields of a record, normalized so that a work yields the same item in every format.

use super::languages;
use crate::csl::{Date, Item, Name};

/// An item under construction. The first value set for a variable wins.
#[derive(Debug)]
pub(super) struct Work {
    item: Item,
}

impl Work {
    /// Creates a work of a CSL type: `article-journal`.
    pub(super) fn new(kind: &str) -> Self {
        Self { item: Item::new("", kind) }
    }

    /// Creates a work from an existing item and normalizes its variables.
    pub(super) fn of(mut item: Item) -> Self {
        item.text.iter_mut().for_each(|(variable, value)| *value = tidied(variable, value));
        item.text.retain(|_, value| !value.is_empty());
        item.language = item.language.map(|language| tidied("language", &language));
        item.dates.values_mut().for_each(|date| *date = date.parsed());
        Self { item }
    }

    /// Returns the CSL type.
    pub(super) fn kind(&self) -> &str {
        &self.item.kind
    }

    /// Returns whether a text or number variable has a value.
    pub(super) fn has(&self, variable: &str) -> bool {
        self.item.get(variable).is_some()
    }

    /// Returns the value of a text or number variable, or an empty string.
    pub(super) fn get(&self, variable: &str) -> &str {
        self.item.get(variable).unwrap_or_default()
    }

    /// Sets a text or number variable unless it already has a value.
    pub(super) fn set(&mut self, variable: &str, value: &str) {
        let value = tidied(variable, value);
        if value.is_empty() || self.has(variable) {
            return;
        }
        match variable {
            "language" => self.item.language = Some(value),
            _ => self.item.set(variable, value),
        }
    }

    /// Appends to a text variable, with a separator if it already has a value.
    pub(super) fn append(&mut self, variable: &str, separator: &str, value: &str) {
        let (before, value) = (self.get(variable).to_owned(), tidied(variable, value));
        if before.is_empty() {
            self.set(variable, &value);
        } else if !value.is_empty() && !before.split(separator).any(|part| part == value) {
            self.item.set(variable, format!("{before}{separator}{value}"));
        }
    }

    /// Adds names to a role: `author`.
    pub(super) fn add_names(&mut self, role: &str, names: Vec<Name>) {
        if !names.is_empty() {
            self.item.names.entry(role.to_owned()).or_default().extend(names);
        }
    }

    /// Returns whether a role has names.
    pub(super) fn has_names(&self, role: &str) -> bool {
        self.item.names.contains_key(role)
    }

    /// Sets a date variable unless it already has a value.
    pub(super) fn set_date(&mut self, variable: &str, date: Option<Date>) {
        if let Some(date) = date {
            self.item.dates.entry(variable.to_owned()).or_insert(date);
        }
    }

    /// Returns whether a date variable has a value.
    pub(super) fn has_date(&self, variable: &str) -> bool {
        self.item.dates.contains_key(variable)
    }

    /// Completes the item and sets its key.
    pub(super) fn finish(mut self, key: &str) -> Item {
        self.item.id = key.to_owned();
        self.drop_repeated_doi();
        self.drop_repeated_contributors();
        if self.get("container-title-short") == self.get("container-title") {
            self.item.text.remove("container-title-short");
        }
        self.item
    }

    /// Removes contributors that another role names as well, such as an editor who also wrote the commentary.
    fn drop_repeated_contributors(&mut self) {
        let Some(contributors) = self.item.names.remove("contributor") else { return };
        let is_new = |name: &Name| !self.item.names.values().any(|names| names.contains(name));
        let left: Vec<Name> = contributors.into_iter().filter(is_new).collect();
        self.add_names("contributor", left);
    }

    /// Removes an address that only repeats the DOI, as reference managers often write both.
    fn drop_repeated_doi(&mut self) {
        let repeats =
            self.get("URL").contains("doi.org/") && bare_doi(self.get("URL")).eq_ignore_ascii_case(self.get("DOI"));
        if repeats && self.has("DOI") {
            self.item.text.remove("URL");
            self.item.dates.remove("accessed");
        }
    }
}

/// Returns text on a single line, without invisible characters.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().filter(|c| !c.is_control()));
    }
    out
}

fn tidied(variable: &str, value: &str) -> String {
    let value = tidy(value);
    match variable {
        "page" => pages(&value),
        "volume" | "issue" | "number-of-pages" => hyphenated(&value),
        "edition" => edition(&value),
        "DOI" => bare_doi(&value),
        "PMID" => value.trim_start_matches(|c: char| !c.is_ascii_digit()).to_owned(),
        "PMCID" => pmcid(&value),
        "language" => languages::tag(&value).unwrap_or(value),
        "title" => value.strip_suffix('.').filter(|title| !title.ends_with('.')).unwrap_or(&value).to_owned(),
        _ => value,
    }
}

/// Returns page numbers without `pp.`; nothing for what databases write where they know none.
fn pages(value: &str) -> String {
    const NONE: [&str; 4] = ["no pagination specified", "no-specified", "no pagination", "not specified"];
    let bare = ["pp. ", "p. ", "pp.", "p.", "pp ", "p "].iter().find_map(|label| value.strip_prefix(label));
    let pages = hyphenated(bare.filter(|rest| rest.starts_with(|c: char| c.is_alphanumeric())).unwrap_or(value));
    if NONE.contains(&pages.to_lowercase().as_str()) { String::new() } else { pages }
}

/// Returns text with plain hyphens in ranges, which styles replace with their own dash.
fn hyphenated(value: &str) -> String {
    let plain = value.replace("--", "-").replace(['–', '—', '‐', '‑', '−'], "-");
    plain.split('-').map(str::trim).collect::<Vec<_>>().join("-")
}

/// Returns the number of an edition: `2` for `2nd ed.`, `Second edition` and `2`.
fn edition(value: &str) -> String {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    let lower = value.to_lowercase();
    let bare = ["edition", "edn.", "edn", "ed.", "ed"].iter().find_map(|word| lower.strip_suffix(word));
    let bare = bare.filter(|before| before.ends_with(' ')).unwrap_or(&lower).trim();
    if let Some(index) = WORDS.iter().position(|word| *word == bare) {
        return (index + 1).to_string();
    }
    let digits = bare.trim_end_matches('.');
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| digits.strip_suffix(end)).unwrap_or(digits);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { digits.to_owned() } else { value.to_owned() }
}

/// Returns a DOI without its prefix: `10.1000/x` for `https://doi.org/10.1000/x` and `doi:10.1000/x`.
pub(super) fn bare_doi(value: &str) -> String {
    value.find("10.").map_or_else(String::new, |at| value[at..].trim_end_matches('.').to_owned())
}

fn pmcid(value: &str) -> String {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() { String::new() } else { format!("PMC{digits}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_the_same_in_whatever_form_they_are_written() {
        for edition in ["2", "2nd", "2nd ed.", "Second", "Second edition", "2. ed."] {
            assert_eq!(tidied("edition", edition), "2", "{edition}");
        }
        assert_eq!(tidied("edition", "Revised ed."), "Revised ed.");
        for pages in ["101--109", "101–109", "101 - 109"] {
            assert_eq!(tidied("page", pages), "101-109");
        }
        assert_eq!([tidied("page", "pp 37-64"), tidied("page", "No Pagination Specified")], ["37-64", ""]);
        for doi in ["https://doi.org/10.1000/x", "doi: 10.1000/x", "10.1000/x."] {
            assert_eq!(tidied("DOI", doi), "10.1000/x");
        }
        assert_eq!(tidied("PMCID", "PMC6331001; available 2020".split(';').next().unwrap_or_default()), "PMC6331001");
        assert_eq!([tidied("title", "Tea."), tidied("title", "Tea...")], ["Tea", "Tea..."]);
    }

    #[test]
    fn an_address_that_repeats_the_doi_is_removed() {
        let mut work = Work::new("book");
        work.set("DOI", "10.1000/X");
        work.set("URL", "https://doi.org/10.1000/x");
        assert_eq!(work.finish("k").get("URL"), None);
    }
}
