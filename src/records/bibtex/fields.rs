//! Maps the fields of an entry to CSL variables: the BibTeX column of `FIELDS.md`.

use super::{
    dates,
    kinds::{self, editor_role},
    names::names,
    parse::Entry,
    tex::{Decoder, journals, verbatim},
};
use crate::{
    csl::{Date, Item},
    records::{File, work::Work},
};
use std::{cell::RefCell, collections::BTreeSet};

/// Fields that do not describe the work, or that other modules read.
const ADMINISTRATIVE: &[&str] = &[
    "bookpagination",
    "citation-key",
    "citeulike-article-id",
    "creationdate",
    "crossref",
    "date-added",
    "date-modified",
    "entryset",
    "entrysubtype",
    "execute",
    "file",
    "gender",
    "groups",
    "ids",
    "indexsorttitle",
    "indextitle",
    "issn-l",
    "keyword",
    "langidopts",
    "local-url",
    "localfile",
    "modificationdate",
    "nationality",
    "options",
    "owner",
    "pagination",
    "presort",
    "primaryclass",
    "priority",
    "qualityassured",
    "rating",
    "read",
    "readstatus",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "sortkey",
    "sortname",
    "sortshorthand",
    "sorttitle",
    "sortyear",
    "timestamp",
    "username",
    "xdata",
    "xref",
    "creationdate",
    "__markedentry",
    "ranking",
    "web_url",
    "posted-at",
    "mendeley-groups",
    "mendeley-tags",
    "unique-id",
    "da",
    "archivedprefix",
    "copyright",
    "source",
    "acmid",
    "adsnote",
    "adsurl",
    "bibdate",
    "bibsource",
    "biburl",
    "coden",
    "eissn",
    "eprintclass",
    "orcid-numbers",
    "researcherid-numbers",
];

/// Plain text fields. If several map to one variable, the first wins.
const TEXTS: &[(&str, &str)] = &[
    ("shorttitle", "title-short"),
    ("shortjournal", "container-title-short"),
    ("eventtitle", "event-title"),
    ("venue", "event-place"),
    ("origtitle", "original-title"),
    ("origpublisher", "original-publisher"),
    ("origlocation", "original-publisher-place"),
    ("volumes", "number-of-volumes"),
    ("pages", "page"),
    ("eid", "page"),
    ("article-number", "page"),
    ("articleno", "page"),
    ("art_number", "page"),
    ("pagetotal", "number-of-pages"),
    ("numpages", "number-of-pages"),
    ("chapter", "chapter-number"),
    ("edition", "edition"),
    ("version", "version"),
    ("langid", "language"),
    ("language", "language"),
    ("hyphenation", "language"),
    ("abstract", "abstract"),
    ("keywords", "keyword"),
    ("annotation", "annote"),
    ("annote", "annote"),
    ("library", "call-number"),
    ("lccn", "call-number"),
    ("scale", "scale"),
];

/// Addresses and identifiers, which are not decoded as TeX.
const IDENTIFIERS: &[(&str, &str)] = &[
    ("doi", "DOI"),
    ("url", "URL"),
    ("isbn", "ISBN"),
    ("issn", "ISSN"),
    ("pmid", "PMID"),
    ("pmcid", "PMCID"),
    ("pmc", "PMCID"),
];

/// Fields with name lists. `editor` and related fields are read by [`editors`].
const NAMES: &[(&str, &str)] = &[
    ("author", "author"),
    ("bookauthor", "container-author"),
    ("translator", "translator"),
    ("origauthor", "original-author"),
    ("introduction", "contributor"),
    ("foreword", "contributor"),
    ("afterword", "contributor"),
    ("commentator", "contributor"),
    ("annotator", "contributor"),
    ("director", "director"),
    ("illustrator", "illustrator"),
];

/// Converts an entry to an item, without the alternative keys.
pub(super) fn item(entry: &Entry, decoder: &mut Decoder, file: &mut File<'_>) -> Item {
    let values = Values { entry, used: RefCell::default() };
    let has = |name: &str| match name {
        "url" => values.has(name) && !is_published(&values),
        "howpublished" => is_address(values.raw(name)) && !is_published(&values),
        _ => values.has(name),
    };
    let kind = kinds::csl(&entry.kind, values.raw("entrysubtype"), &has);
    let mut reader = Reader { values, decoder, work: Work::new(kind) };
    reader.titles();
    reader.people();
    reader.numbers();
    reader.publishing();
    reader.dates();
    for &(field, variable) in TEXTS {
        reader.text(field, variable);
    }
    for &(field, variable) in IDENTIFIERS {
        let value = verbatim(reader.values.take(field));
        reader.set_from(field, variable, &value);
    }
    reader.eprint();
    let Reader { values, work, .. } = reader;
    values.unread().for_each(|name| file.unread(name));
    work.finish(&entry.key)
}

/// The values of an entry, with a record of those used.
struct Values<'a> {
    entry: &'a Entry,
    used: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Values<'a> {
    fn has(&self, name: &str) -> bool {
        !self.raw(name).trim().is_empty()
    }

    /// Returns a raw value.
    fn raw(&self, name: &str) -> &'a str {
        self.entry.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Returns a raw value and marks it as used.
    fn take(&self, name: &'a str) -> &'a str {
        self.used.borrow_mut().insert(name);
        self.raw(name)
    }

    /// Returns the fields that were not used.
    fn unread(&self) -> impl Iterator<Item = &'a str> {
        let used = self.used.take();
        let names = self.entry.fields.iter().map(|(name, _)| name.as_str());
        names.filter(move |name| !used.contains(name) && !is_administrative(name))
    }
}

fn is_administrative(name: &str) -> bool {
    // `author+an` annotates another field, and Emacs marks an empty one with `OPT`
    ADMINISTRATIVE.contains(&name)
        || ["bdsk-", "zotero", "opt"].iter().any(|start| name.starts_with(start))
        || name.contains("+an")
}

struct Reader<'a, 'd> {
    values: Values<'a>,
    decoder: &'d mut Decoder,
    work: Work,
}

impl<'a> Reader<'a, '_> {
    fn decoded(&mut self, field: &'a str) -> String {
        self.decoder.text(self.values.take(field))
    }

    fn text(&mut self, field: &'a str, variable: &str) {
        let value = self.decoded(field);
        self.set_from(field, variable, &value);
    }

    /// Sets a variable. If it already has another value, or the value is none for it, the field counts as unread.
    fn set_from(&mut self, field: &str, variable: &str, value: &str) {
        let is_other = self.work.has(variable) && self.work.get(variable) != value;
        self.work.set(variable, value);
        if is_other || !value.is_empty() && !self.work.has(variable) {
            self.values.used.borrow_mut().remove(field);
        }
    }

    /// Returns a title with its subtitle and addition.
    fn title(&mut self, name: &'a str, subtitle: &'a str, addition: &'a str) -> String {
        let written = self.values.take(name);
        let command = journals::journal(written.trim()).filter(|_| name.starts_with("journal"));
        let mut title = command.map_or_else(|| self.decoder.title(written), str::to_owned);
        for (field, separator) in [(subtitle, ": "), (addition, ". ")] {
            let more = self.decoder.title(self.values.take(field));
            if !more.is_empty() {
                let separator = if title.is_empty() || title.ends_with(['?', '!', ':']) { " " } else { separator };
                title = format!("{}{separator}{more}", title.trim_end_matches('.'));
            }
        }
        title
    }

    fn titles(&mut self) {
        let whole = self.title("maintitle", "mainsubtitle", "maintitleaddon");
        let has_subtitle = self.values.has("subtitle");
        let own = self.title("title", "subtitle", "titleaddon");
        let book = self.title("booktitle", "booksubtitle", "booktitleaddon");
        let journal = self.title("journaltitle", "journalsubtitle", "journaltitleaddon");
        let journal =
            if journal.is_empty() { self.title("journal", "journalsubtitle", "journaltitleaddon") } else { journal };
        let issue = self.title("issuetitle", "issuesubtitle", "issuetitleaddon");
        let series = self.decoder.title(self.values.take("series"));
        let series = kinds::series(&self.values.entry.kind, &series);
        let book = if self.is_handed_down(&book, &own) { String::new() } else { book };
        // an issue of a journal, which has a title of its own
        if self.values.entry.kind == "periodical" && !issue.is_empty() {
            self.work.set("title", &issue);
            self.work.set("container-title", &own);
        }
        if book.is_empty() && journal.is_empty() && !whole.is_empty() {
            self.work.set("title", &whole);
            self.work.set("volume-title", &own);
        } else {
            self.work.set("title", &own);
            self.work.set("container-title", &whole);
            self.work.set(if whole.is_empty() { "container-title" } else { "volume-title" }, &book);
            self.work.set("container-title", &journal);
        }
        self.work.set("volume-title", &issue);
        self.work.set("collection-title", &series);
        self.text("shorttitle", "title-short");
        if has_subtitle {
            let short = self.decoder.title(self.values.raw("title"));
            self.work.set("title-short", &short);
        }
    }

    /// Returns whether a `booktitle` is only there for the parts that inherit it from this entry.
    fn is_handed_down(&mut self, book: &str, own: &str) -> bool {
        let is_whole =
            matches!(&*self.values.entry.kind, "proceedings" | "collection" | "reference") && !own.is_empty();
        let is_same = same_title(book, own);
        if is_whole && !is_same {
            self.values.used.borrow_mut().remove("booktitle");
        }
        is_whole || self.work.kind() == "book" && is_same
    }

    fn people(&mut self) {
        for &(field, role) in NAMES {
            let read = names(self.values.take(field), self.decoder);
            self.work.add_names(role, read);
        }
        for (field, type_field, default) in [
            ("editor", "editortype", "editor"),
            ("editora", "editoratype", "contributor"),
            ("editorb", "editorbtype", "contributor"),
            ("editorc", "editorctype", "contributor"),
        ] {
            let role = editor_role(self.values.take(type_field).trim(), default);
            let read = names(self.values.take(field), self.decoder);
            self.work.add_names(role, read);
        }
        // a patent without inventors lists its holder
        if self.values.has("holder") && !self.work.has_names("author") {
            let read = names(self.values.take("holder"), self.decoder);
            self.work.add_names("author", read);
        }
    }

    fn numbers(&mut self) {
        let volume = self.decoded("volume");
        let part = self.decoded("part");
        let volume = if part.is_empty() || volume.is_empty() { volume + &part } else { format!("{volume}.{part}") };
        self.work.set("volume", &volume);
        let variable = match self.work.kind() {
            "report" | "patent" | "thesis" | "document" | "article" | "standard" | "legislation" | "legal_case"
            | "webpage" | "manuscript" | "software" | "dataset" => "number",
            "chapter" | "book" | "paper-conference" | "entry-encyclopedia" | "pamphlet" => "collection-number",
            _ => "issue",
        };
        let number = self.decoded("number");
        self.work.set(variable, &number);
        let issue = self.decoded("issue");
        self.work.append("issue", ", ", &issue);
        let genre = self.decoded("type");
        let words = kinds::genre(&self.values.entry.kind, &genre);
        // unlike `Article`, this is not said by the type of the entry
        if words.is_empty() && genre.eq_ignore_ascii_case("review") {
            self.values.used.borrow_mut().remove("type");
        }
        self.work.set("genre", &words);
        let status = self.decoded("pubstate");
        self.work.set("status", kinds::status(&status));
    }

    fn publishing(&mut self) {
        let how = self.values.take("howpublished");
        let how = match address(how) {
            Some((url, around)) => {
                self.work.set("URL", &url);
                around
            }
            None => how.to_owned(),
        };
        let how = self.decoder.text(&how);
        match accessed(&how) {
            Some(date) => self.work.set_date("accessed", Some(date)),
            None => self.work.append("publisher", "; ", &how),
        }
        for field in ["address", "location"] {
            let place = kinds::location(&self.decoded(field));
            self.set_from(field, "publisher-place", &place);
        }
        for field in ["publisher", "institution", "school", "organization"] {
            let value = self.decoded(field);
            self.work.append("publisher", "; ", &value);
        }
        for field in ["note", "addendum"] {
            let note = self.decoded(field);
            match accessed(&note) {
                Some(date) => self.work.set_date("accessed", Some(date)),
                None => self.work.append("note", ". ", &note),
            }
        }
    }

    fn dates(&mut self) {
        for (field, variable) in
            [("date", "issued"), ("urldate", "accessed"), ("eventdate", "event-date"), ("origdate", "original-date")]
        {
            let date = dates::edtf(&self.decoded(field));
            self.work.set_date(variable, date);
        }
        let [year, month, day, first] = ["year", "month", "day", "origyear"].map(|field| self.decoded(field));
        self.work.set_date("issued", dates::by_fields(&year, &month, &day));
        self.work.set_date("original-date", dates::by_fields(&first, "", ""));
        if self.work.has("status") && !self.work.has_date("issued") {
            let status = Date::literal(self.work.get("status"));
            self.work.set_date("issued", Some(status));
        }
    }

    /// Sets the archive of a preprint and its number there.
    fn eprint(&mut self) {
        let server = ["eprinttype", "archiveprefix"].map(|field| self.decoded(field));
        let server = server.into_iter().find(|server| !server.is_empty()).unwrap_or_default();
        let id = verbatim(self.values.take("eprint"));
        if server.is_empty() && id.is_empty() {
            return;
        }
        match server.to_lowercase().as_str() {
            "pubmed" => self.work.set("PMID", &id),
            "arxiv" | "" => self.preprint("arXiv", &id, "https://arxiv.org/abs/"),
            "jstor" => self.address(&format!("https://www.jstor.org/stable/{id}")),
            "googlebooks" => self.address(&format!("https://books.google.com?id={id}")),
            _ => self.preprint(&server, &id, ""),
        }
    }

    fn preprint(&mut self, server: &str, id: &str, base: &str) {
        if self.work.kind() == "article" {
            self.work.set("publisher", server);
            self.work.set("number", id.trim_start_matches("arXiv:"));
        }
        if !base.is_empty() && !id.is_empty() {
            self.address(&format!("{base}{}", id.trim_start_matches("arXiv:")));
        }
    }

    /// Sets the address of a work that has neither an address nor a DOI.
    fn address(&mut self, url: &str) {
        if !self.work.has("DOI") {
            self.work.set("URL", url);
        }
    }
}

/// Returns whether a title is the same as another, or its beginning before a subtitle.
fn same_title(one: &str, other: &str) -> bool {
    other.strip_prefix(one).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// Phrases before an address that citation styles print themselves.
const LEAD_INS: [&str; 8] =
    ["available at", "available from", "available online", "online", "retrieved from", "accessed at", "url", "web"];

/// Returns whether an entry names who published it. Styles print that, and the year, with other works than web pages.
fn is_published(values: &Values<'_>) -> bool {
    let how = values.raw("howpublished");
    ["publisher", "organization", "institution", "school"].iter().any(|field| values.has(field))
        || !how.trim().is_empty() && !is_address(how)
}

fn is_address(how: &str) -> bool {
    ["\\url", "\\href", "http", "www."].iter().any(|sign| how.contains(sign))
}

/// Returns the address in `\url{…}` or at the start of a value, and the text around it.
fn address(how: &str) -> Option<(String, String)> {
    let start = how.find("\\url").or_else(|| how.find("http"))?;
    let (before, rest) = how.split_at(start);
    let end = match rest.starts_with('\\') {
        true => rest.find('}').map_or(rest.len(), |brace| brace + 1),
        // an address mentioned within text stays part of the text
        false if before.trim_matches(['{', ' ']).is_empty() => rest.find([' ', '}', '~']).unwrap_or(rest.len()),
        false => return None,
    };
    let url = verbatim(&rest[..end]);
    let edge = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | ',' | ';' | ':' | '.' | '(' | ')' | '[' | ']');
    let before = before.trim_matches(edge);
    let before = if LEAD_INS.contains(&before.to_lowercase().as_str()) { "" } else { before };
    let around: Vec<&str> = [before, rest[end..].trim_matches(edge)].into_iter().filter(|x| !x.is_empty()).collect();
    (url.starts_with("http://") || url.starts_with("https://")).then(|| (url, around.join(", ")))
}

/// Returns the date in notes such as `Accessed: 2024-09-05`.
fn accessed(note: &str) -> Option<Date> {
    let lower = note.to_ascii_lowercase();
    let rest = ["accessed", "last accessed", "retrieved", "visited", "last visited", "cited"]
        .iter()
        .find_map(|word| lower.strip_prefix(word))?;
    let rest = &note[note.len() - rest.len()..];
    let date = Date::parse(rest.trim_start_matches([':', ' ']).trim_start_matches("on ").trim_end_matches('.'));
    (!date.parts.is_empty()).then_some(date)
}
