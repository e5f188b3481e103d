//! Inheritance between entries: `crossref` from the containing work, `xdata` from shared data.

use super::parse::{Entry, Fields};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// The longest chain of references that is followed.
const DEPTH: usize = 8;

/// The limit on inherited bytes, as a multiple of the file size.
const GROWTH: usize = 8;

/// The cost of visiting one entry, in bytes of that limit.
const VISIT: usize = 32;

/// Fields that belong to the entry itself and are never inherited.
const OWN: &[&str] = &[
    "ids",
    "crossref",
    "xref",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "sortkey",
    "key",
    "file",
    "keywords",
    "abstract",
    "annote",
];

/// Completes all entries. Returns messages about what could not be inherited, each with the index of the entry.
pub(super) fn inherit(entries: &mut [Entry], size: usize) -> Vec<(usize, String)> {
    let by_key: HashMap<String, usize> =
        entries.iter().enumerate().rev().map(|(index, entry)| (entry.key.to_lowercase(), index)).collect();
    let mut heirs = Heirs { entries, by_key, left: GROWTH * size + (1 << 16), path: Vec::new(), problems: Vec::new() };
    let inherited: Vec<Fields> = (0..heirs.entries.len()).map(|index| heirs.inherited(index)).collect();
    let mut problems = heirs.problems;
    if heirs.left < VISIT {
        problems.push((0, "records inherit too much from each other; the rest is left out".to_owned()));
    }
    problems.sort();
    problems.dedup();
    for (entry, fields) in entries.iter_mut().zip(inherited) {
        entry.fields.extend(fields);
    }
    problems
}

/// The fields that an entry inherits.
struct Taken {
    fields: Fields,
    /// The names of these fields and of the entry's own.
    names: HashSet<String>,
    /// Whether the entry itself has a `date` or `year`.
    is_dated: bool,
}

impl Taken {
    /// Returns whether a field belongs to the date of the containing work, and the entry has a date of its own, by
    /// whatever fields.
    fn has_own_date(&self, name: &str) -> bool {
        const DATES: [&str; 4] = ["date", "year", "month", "day"];
        DATES.contains(&name) && self.is_dated
    }
}

struct Heirs<'a> {
    entries: &'a [Entry],
    by_key: HashMap<String, usize>,
    /// The number of bytes that may still be inherited.
    left: usize,
    /// The chain of entries being completed, each referring to the next.
    path: Vec<usize>,
    problems: Vec<(usize, String)>,
}

impl Heirs<'_> {
    /// Returns the fields that an entry lacks and can inherit.
    fn inherited(&mut self, index: usize) -> Fields {
        let entry = &self.entries[index];
        let of = |name: &str| entry.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
        let names: HashSet<String> = entry.fields.iter().map(|(name, _)| name.clone()).collect();
        let is_dated = names.contains("date") || names.contains("year");
        let mut taken = Taken { names, is_dated, fields: Fields::new() };
        self.path.push(index);
        for (name, is_parent) in [("xdata", false), ("crossref", true)] {
            for key in of(name).iter().flat_map(split) {
                let Some(left) = self.left.checked_sub(VISIT) else { break };
                self.left = left;
                if let Err(problem) = self.take(index, &key, is_parent, &mut taken) {
                    self.problems.push((index, format!("`{}` inherits nothing from `{key}`: {problem}", entry.key)));
                }
            }
        }
        self.path.pop();
        taken.fields
    }

    fn take(&mut self, index: usize, key: &str, is_parent: bool, taken: &mut Taken) -> Result<(), &'static str> {
        let other = *self.by_key.get(&key.to_lowercase()).ok_or("the file has no such record")?;
        if self.path.contains(&other) {
            return Err("the reference is circular");
        }
        if self.path.len() > DEPTH {
            return Err("the chain of records is too long");
        }
        let cost = VISIT * self.entries[other].fields.len();
        self.left = self.left.checked_sub(cost).ok_or("the file inherits too much")?;
        let mut fields: Fields = self.entries[other].fields.clone();
        fields.extend(self.inherited(other));
        let heir = &self.entries[index];
        for (name, value) in fields {
            let name =
                if is_parent { renamed(&name, &self.entries[other].kind, &heir.kind) } else { Some(name.as_str()) };
            let Some(name) = name.filter(|name| !OWN.contains(name) && *name != "xdata") else { continue };
            if is_parent && taken.has_own_date(name) {
                continue;
            }
            // a part with an author of its own is in a book by another
            let name = match name {
                "author" if is_parent && heir.kind == "inbook" && taken.names.contains("author") => "bookauthor",
                name => name,
            };
            if taken.names.insert(name.to_owned()) {
                self.left = self.left.checked_sub(value.len()).ok_or("the file inherits too much")?;
                taken.fields.push((name.to_owned(), value));
            }
        }
        Ok(())
    }
}

/// Returns the name that a field of the containing work, of type `parent`, gets in an entry of type `kind`, or `None`
/// if it is not inherited.
fn renamed<'a>(name: &'a str, parent: &str, kind: &str) -> Option<&'a str> {
    let has_volumes = parent.starts_with("mv") && !kind.starts_with("mv");

    let is_part = matches!(
        kind,
        "inbook"
            | "incollection"
            | "inproceedings"
            | "conference"
            | "inreference"
            | "bookinbook"
            | "suppbook"
            | "suppcollection"
    );
    let is_article = matches!(kind, "article" | "suppperiodical");
    match name {
        "title" if has_volumes => Some("maintitle"),
        "subtitle" if has_volumes => Some("mainsubtitle"),
        "titleaddon" if has_volumes => Some("maintitleaddon"),
        "shorttitle" | "volumes" | "indextitle" | "sorttitle" if has_volumes => None,
        "title" if is_part => Some("booktitle"),
        "subtitle" if is_part => Some("booksubtitle"),
        "titleaddon" if is_part => Some("booktitleaddon"),
        "title" if is_article => Some("journaltitle"),
        "subtitle" if is_article => Some("journalsubtitle"),
        "author" if kind == "inbook" => Some("author"),
        "author" if is_part => Some("bookauthor"),
        "shorttitle" | "indextitle" | "sorttitle" | "pages" | "doi" if is_part => None,
        name => Some(name),
    }
}

/// Splits a comma-separated list of keys.
pub(super) fn split(keys: &Arc<str>) -> Vec<String> {
    keys.split(',').map(str::trim).filter(|key| !key.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::parse::parse, *};

    fn inherited(text: &str) -> (Vec<Entry>, Vec<String>) {
        let mut entries = parse(text).0;
        let problems = inherit(&mut entries, text.len());
        (entries, problems.into_iter().map(|(_, message)| message).collect())
    }

    fn field<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
        entry.fields.iter().find(|(field, _)| field == name).map(|(_, value)| &**value)
    }

    #[test]
    fn a_chapter_inherits_the_title_and_missing_fields_of_its_book() {
        let text = "@inbook{a, title = {Part}, crossref = {B}, xdata = {x}}\n@book{b, title = {Whole}, year = 2020, crossref = {c}}\n\
                    @book{c, publisher = {P}}\n@xdata{x, location = {Rome}}";
        let (entries, problems) = inherited(text);
        let of = |name| field(&entries[0], name);
        assert_eq!(
            [of("title"), of("booktitle"), of("year"), of("publisher"), of("location")],
            [Some("Part"), Some("Whole"), Some("2020"), Some("P"), Some("Rome")]
        );
        assert_eq!(problems, Vec::<String>::new());
    }

    #[test]
    fn a_part_of_a_book_names_the_author_of_the_book() {
        let text = "@inbook{a, author = {Lind}, crossref = {c}}\n@inbook{b, crossref = {c}}\n@book{c, author = {Berg}}";
        let (entries, _) = inherited(text);
        let authors = |entry| [field(entry, "author"), field(entry, "bookauthor")];
        assert_eq!(authors(&entries[0]), [Some("Lind"), Some("Berg")]);
        assert_eq!(authors(&entries[1]), [Some("Berg"), None]);
    }

    #[test]
    fn a_volume_inherits_the_title_of_the_whole_work() {
        let text = "@book{a, title = {Volume}, year = 1989, crossref = {b}}\n\
                    @mvbook{b, title = {Whole}, subtitle = {All}, volumes = 3, date = {1988/2009}}";
        let (entries, _) = inherited(text);
        let of = |name| field(&entries[0], name);
        assert_eq!(
            [of("title"), of("maintitle"), of("mainsubtitle"), of("volumes"), of("date")],
            [Some("Volume"), Some("Whole"), Some("All"), None, None]
        );
    }

    #[test]
    fn circular_and_missing_references_are_reported() {
        let (_, problems) = inherited(
            "@book{a, crossref = {b}}\n@book{b, crossref = {a}}\n@book{c, crossref = {gone}}\n@book{d, crossref = {d}}",
        );
        assert!(problems.iter().any(|problem| problem.contains("circular")), "{problems:?}");
        assert!(problems.contains(&"`c` inherits nothing from `gone`: the file has no such record".to_owned()));
    }

    #[test]
    fn inheritance_is_bounded() {
        let shared = format!("@xdata{{x, note = {{{}}}}}\n", "y".repeat(10_000));
        let text = shared + &"@misc{k, xdata = {x}}\n".repeat(1000);
        let (entries, _) = inherited(&text);
        let taken: usize = entries.iter().filter_map(|entry| field(entry, "note")).map(str::len).sum();
        assert!(taken < 12 * text.len(), "{taken}");
    }

    #[test]
    fn visiting_many_fields_is_bounded() {
        let wide: String = (0..2000).map(|n| format!("f{n} = {{}}, ")).collect();
        let text = format!("@xdata{{x, {wide}}}\n") + &"@misc{k, xdata = {x}}\n".repeat(2000);
        let (entries, problems) = inherited(&text);
        let taken: usize = entries[1..].iter().map(|entry| entry.fields.len()).sum();
        assert!(taken < 40_000, "{taken}");
        assert!(problems.iter().any(|problem| problem.contains("too much")), "{problems:?}");
    }

    #[test]
    fn wide_chains_of_shared_data_terminate() {
        let mut text = String::new();
        for n in 0..200 {
            let all: Vec<String> = (0..200).map(|other| format!("k{other}")).collect();
            text += &format!("@xdata{{k{n}, xdata = {{{}}}}}\n", all.join(","));
        }
        inherited(&text);
    }
}
