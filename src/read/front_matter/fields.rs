//! The fields of front matter.

use super::{
    organization,
    people::authors,
    steering,
    tree::{Entry, Node, Value, normal},
};
use crate::{
    article::{CitationKey, Direction, Inline, Lang, Meta, ReferencesMode, Series, SpannedPath, TocMode, WrittenDate},
    diagnostic::{Code, Diagnostic},
    read::common::{clean::trimmed, dates},
    value::nearest,
};

/// The keys of front matter, in canonical spelling.
pub const KNOWN: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "authors",
    "affiliations",
    "byline",
    "category",
    "categories",
    "description",
    "keywords",
    "tags",
    "language",
    "lang",
    "direction",
    "published",
    "date",
    "updated",
    "lastmod",
    "reviewed",
    "next-review",
    "version",
    "identifier",
    "doi",
    "isbn",
    "rights",
    "license",
    "publisher",
    "organization",
    "contact",
    "fillable",
    "code",
    "url",
    "source",
    "conforms-to",
    "certified-by",
    "series",
    "cover",
    "bibliography",
    "csl",
    "references",
    "nocite",
    "toc",
    "number-headings",
    "fit",
];

/// Keys of `handout.toml` that articles cannot have.
const SETTINGS: [&str; 14] = [
    "to",
    "name",
    "theme",
    "paper",
    "pdf-standard",
    "greyscale",
    "page-list",
    "width",
    "text-links",
    "linear",
    "ascii",
    "bidi-marks",
    "crlf",
    "formats",
];

/// Returns whether a key is known.
pub(super) fn is_known(key: &str) -> bool {
    KNOWN.contains(&normal(key).as_str())
}

/// Returns the metadata of front matter entries.
pub(super) fn meta(entries: Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let affiliations =
        entries.iter().find(|entry| normal(&entry.key) == "affiliations").map(|entry| entry.node.clone());
    let mut fields = Fields { meta: Meta::default(), affiliations, diagnostics };
    for entry in &entries {
        fields.entry(entry);
    }
    fields.meta
}

struct Fields<'a> {
    meta: Meta,
    affiliations: Option<Node>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Fields<'_> {
    fn entry(&mut self, entry: &Entry) {
        let key = normal(&entry.key);
        let node = &entry.node;
        if matches!(node.value, Value::Null) {
            return;
        }
        if !self.words(&key, entry) && !self.others(&key, entry) {
            self.unknown(&key, entry);
        }
    }

    /// Reads fields with text or dates. Returns `false` for other keys.
    fn words(&mut self, key: &str, entry: &Entry) -> bool {
        match key {
            "title" => self.meta.title = self.inlines(entry),
            "subtitle" => self.meta.subtitle = self.inlines(entry),
            "byline" => self.meta.byline = self.text(entry),
            "category" | "categories" => {
                let list = list(&entry.node, false);
                self.meta.category = (!list.is_empty()).then(|| list.join(", "));
            }
            "description" | "summary" | "abstract" | "excerpt" => {
                if self.meta.description.is_empty() {
                    self.meta.description = self.inlines(entry);
                }
            }
            "version" => self.meta.version = self.text(entry),
            "identifier" | "isbn" => self.meta.identifier = self.text(entry),
            "doi" => self.meta.identifier = self.text(entry).map(doi),
            "rights" | "license" | "licence" | "copyright" => self.meta.rights = self.text(entry),
            "publisher" => self.meta.publisher = self.text(entry),
            "code" => self.meta.code = self.text(entry),
            "source" => self.meta.source = self.text(entry),
            "conforms-to" => self.meta.conforms_to = self.text(entry),
            "certified-by" => self.meta.certified_by = self.text(entry),
            "cover" | "cover-image" => {
                if let Some(SpannedPath { path, span }) = self.cover(entry) {
                    (self.meta.cover, self.meta.cover_span) = (Some(path), span);
                }
            }
            "published" if matches!(entry.node.value, Value::Bool(_)) => self.keep(entry),
            "published" | "date" | "publishdate" | "publish-date" | "pubdate" => self.meta.published = self.date(entry),
            "updated" | "lastmod" | "last-modified-at" | "last-modified" | "modified" | "date-modified" => {
                self.meta.updated = self.date(entry);
            }
            "reviewed" | "last-reviewed" | "reviewed-on" => self.meta.reviewed = self.date(entry),
            "next-review" | "review-due" | "next-review-date" => self.meta.next_review = self.date(entry),
            _ => return false,
        }
        true
    }

    /// Reads the remaining fields. Returns `false` for unknown keys.
    fn others(&mut self, key: &str, entry: &Entry) -> bool {
        match key {
            "author" | "authors" => self.meta.authors = authors(&entry.node, self.affiliations.as_ref()),
            "keywords" | "tags" => self.meta.keywords.extend(list(&entry.node, true)),
            "language" | "lang" | "locale" => self.lang(entry),
            "direction" | "dir" => self.direction(entry),
            "series" => self.series(entry),
            "fit" => self.fit(entry),
            "organization" | "organisation" => {
                self.meta.organization = organization::organization(&entry.node, self.diagnostics);
            }
            "url" => self.url(entry),
            "contact" => match yes_or_no(&entry.node) {
                Some(contact) => self.meta.contact = contact,
                None => self.keep(entry),
            },
            "fillable" => match yes_or_no(&entry.node) {
                Some(fillable) => self.meta.fillable = Some(fillable),
                None => self.bad(entry, "a boolean", "write `yes` or `no`"),
            },
            "bibliography" => {
                self.meta.bibliography = entry.node.items().iter().filter_map(spanned_path).collect();
            }
            "csl" | "citation-style" => self.meta.csl = self.path(entry),
            "references" if matches!(entry.node.value, Value::List(_)) => {
                self.meta.works = entry.node.items().iter().map(Node::json_as_written).collect();
            }
            "references" => self.references(entry),
            "nocite" => {
                self.meta.nocite =
                    entry.node.items().iter().filter_map(Node::text).flat_map(|text| keys(&text)).collect()
            }
            "toc" | "contents" | "table-of-contents" => self.toc(entry),
            "number-headings" | "number-sections" | "numbersections" => {
                self.meta.number_headings = self.switch(entry);
            }
            _ => return false,
        }
        true
    }

    fn inlines(&mut self, entry: &Entry) -> Vec<Inline> {
        self.text(entry).map(|text| vec![Inline::text(text, entry.node.span)]).unwrap_or_default()
    }

    fn text(&mut self, entry: &Entry) -> Option<String> {
        let text = entry.node.text();
        if text.is_none() && matches!(entry.node.value, Value::List(_) | Value::Map(_)) {
            self.bad(entry, "a line of text", "write one value after the colon");
        }
        text
    }

    fn path(&mut self, entry: &Entry) -> Option<SpannedPath> {
        self.text(entry).map(|path| SpannedPath { path, span: entry.node.span })
    }

    /// Reads the path of a cover. Hugo themes use a map, `cover: {image: …, relative: true}`, whose picture is
    /// relative to the site's root unless `relative` is set.
    fn cover(&mut self, entry: &Entry) -> Option<SpannedPath> {
        if !matches!(entry.node.value, Value::Map(_)) {
            return self.path(entry);
        }
        let relative = entry.node.get("relative").and_then(Node::text).is_some_and(|text| text == "true");
        let image = entry.node.get("image").filter(|_| relative).and_then(spanned_path);
        if image.is_none() {
            self.keep(entry);
        }
        image
    }

    /// Reads the address of the online version. Site generators write `url: /heels/`, which is not a complete
    /// address.
    fn url(&mut self, entry: &Entry) {
        match self.path(entry) {
            Some(url) if url.path.starts_with("https://") || url.path.starts_with("http://") => {
                self.meta.url = Some(url);
            }
            _ => self.keep(entry),
        }
    }

    fn date(&mut self, entry: &Entry) -> Option<WrittenDate> {
        let text = self.text(entry)?;
        // Quarto, R Markdown and Hugo insert the date on which they run.
        let is_word = matches!(text.trim(), "today" | "now" | "last-modified" | "last_modified");
        if is_word || ["`r ", "{{", "{%", "\\today"].iter().any(|mark| text.contains(mark)) {
            let message = format!("`{}: {text}` is not a date yet, and is left out", entry.key);
            let help = "write the date, such as `2026-05-03`";
            self.diagnostics.push(Diagnostic::new(Code::BadValue, message).at(entry.node.span).help(help));
            self.keep(entry);
            return None;
        }
        // The time of day is dropped: `2026-05-03T10:00:00Z`, `2026-05-03 10:00:00 +0200`.
        let day = text.get(..10).filter(|day| text.len() > 10 && dates::iso(day).as_deref() == Some(*day));
        let text = day.map_or_else(|| text.clone(), str::to_owned);
        Some(WrittenDate { iso: dates::iso(&text), text })
    }

    fn lang(&mut self, entry: &Entry) {
        let Some(text) = self.text(entry) else { return };
        match Lang::new(&text) {
            Ok(lang) => self.meta.lang = Some(lang),
            Err(_) => self.bad(entry, "a language tag", "write a tag such as `en` or `es-MX`"),
        }
    }

    fn direction(&mut self, entry: &Entry) {
        match self.text(entry).as_deref() {
            Some("ltr") => self.meta.dir = Some(Direction::Ltr),
            Some("rtl") => self.meta.dir = Some(Direction::Rtl),
            _ => self.bad(entry, "a direction", "write `ltr` or `rtl`"),
        }
    }

    fn references(&mut self, entry: &Entry) {
        self.meta.references = match self.text(entry).as_deref() {
            Some("printed") => ReferencesMode::Printed,
            Some("linked") => ReferencesMode::Linked,
            Some("omitted") => ReferencesMode::Omitted,
            _ => return self.bad(entry, "a way to show references", "write `printed`, `linked` or `omitted`"),
        };
    }

    fn fit(&mut self, entry: &Entry) {
        let Some(text) = self.text(entry) else { return };
        match text.parse() {
            Ok(pages) => self.meta.fit = Some(pages),
            Err(_) => self.bad(entry, "a number of pages", "write 1 to 99"),
        }
    }

    fn toc(&mut self, entry: &Entry) {
        self.meta.toc = match self.text(entry).as_deref() {
            Some("auto") => TocMode::Auto,
            Some("yes" | "true" | "on") => TocMode::Yes,
            Some("no" | "false" | "off") => TocMode::No,
            _ => return self.bad(entry, "a way to show the table of contents", "write `auto`, `yes` or `no`"),
        };
    }

    fn switch(&mut self, entry: &Entry) -> bool {
        match self.text(entry).map(|text| text.to_lowercase()).as_deref() {
            Some("true" | "yes" | "on" | "1") => true,
            Some("false" | "no" | "off" | "0") | None => false,
            Some(_) => {
                self.bad(entry, "a boolean", "write `yes` or `no`");
                false
            }
        }
    }

    fn series(&mut self, entry: &Entry) {
        let text = |key: &str| entry.node.get(key).and_then(Node::text);
        let name = entry.node.items().first().and_then(Node::text).or_else(|| text("name")).or_else(|| text("title"));
        let position = text("position").or_else(|| text("number")).and_then(|number| number.parse().ok());
        match name {
            Some(name) => self.meta.series = Some(Series { name, position }),
            None => self.bad(entry, "a series", "write its name, or `{name: …, position: 2}`"),
        }
    }

    fn keep(&mut self, entry: &Entry) {
        self.meta.other.insert(entry.key.clone(), entry.node.json());
    }

    fn unknown(&mut self, key: &str, entry: &Entry) {
        self.keep(entry);
        if steering::is(key) {
            return;
        }
        let help = match nearest(key, KNOWN.iter().copied(), key.chars().count().saturating_sub(1).min(2)) {
            Some(known) => format!("did you mean `{known}`?"),
            _ if SETTINGS.contains(&key) => {
                "this is a setting: put it in a `handout.toml`, or on the command line".to_owned()
            }
            _ => "it is kept, but not shown in any output".to_owned(),
        };
        let message = format!("unknown front-matter key `{}`", trimmed(&entry.key));
        self.diagnostics.push(Diagnostic::new(Code::UnknownKey, message).at(entry.span).help(help));
    }

    fn bad(&mut self, entry: &Entry, wanted: &str, help: &str) {
        let message = format!("`{}` is not {wanted}", trimmed(&entry.key));
        self.diagnostics.push(Diagnostic::new(Code::BadValue, message).at(entry.node.span).help(help));
    }
}

fn yes_or_no(node: &Node) -> Option<bool> {
    match node.text().as_deref() {
        Some("yes" | "true" | "on") => Some(true),
        Some("no" | "false" | "off") => Some(false),
        _ => None,
    }
}

fn spanned_path(node: &Node) -> Option<SpannedPath> {
    node.text().map(|path| SpannedPath { path, span: node.span })
}

/// Returns the items of a list. With `commas`, text is split at commas.
fn list(node: &Node, commas: bool) -> Vec<String> {
    let texts = node.items().iter().filter_map(Node::text);
    match (&node.value, commas) {
        (Value::Text(text), true) => text.split(',').map(trimmed).filter(|item| !item.is_empty()).collect(),
        _ => texts.collect(),
    }
}

fn doi(text: String) -> String {
    if text.starts_with("10.") { format!("https://doi.org/{text}") } else { text }
}

/// Parses the keys in `@one, @{two}; @*`.
fn keys(text: &str) -> Vec<CitationKey> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '[' | ']'));
    let key = |word: &str| word.strip_prefix('@').map(|key| key.trim_matches(['{', '}']).to_owned());
    words.filter_map(key).filter(|key| !key.is_empty()).map(CitationKey::new).collect()
}
