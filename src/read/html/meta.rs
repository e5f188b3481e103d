//! Metadata of a page: `<meta>` (plain, Open Graph, Highwire, Dublin Core), JSON-LD, the `html` element.
//!
//! Precedence: JSON-LD, which the site's software keeps up to date, then Open Graph, then `<meta name>`.

use super::{
    address::Addresses,
    tree::{Id, PAGE, Tree},
};
use crate::{
    article::{Author, Inline, Lang, Meta, WrittenDate},
    read::common::{clean::trimmed, dates},
};
use quick_xml::escape::{resolve_predefined_entity, unescape_with};
use serde_json::Value;

/// The JSON-LD types of articles (schema.org).
const ARTICLES: [&str; 4] = ["Article", "BlogPosting", "WebPage", "Report"];

/// Returns the page's metadata, without its title.
pub(super) fn meta(tree: &Tree, addresses: &Addresses) -> Meta {
    let head = Head::of(tree);
    let mut meta = Meta { lang: head.lang(tree), ..Meta::default() };
    meta.dir = head.html.and_then(|html| tree.direction(html));
    meta.authors = head.authors();
    meta.published = date(head.first(
        &["datePublished"],
        &[
            "article:published_time",
            "citation_publication_date",
            "citation_date",
            "dc.date",
            "dcterms.created",
            "dcterms.issued",
            "date",
            "pubdate",
        ],
    ));
    meta.updated =
        date(head.first(
            &["dateModified"],
            &["article:modified_time", "og:updated_time", "dcterms.modified", "last-modified"],
        ));
    meta.reviewed = date(head.first(&["lastReviewed"], &["dcterms.reviewed"]));
    let description =
        head.first(&["description"], &["og:description", "description", "dc.description", "twitter:description"]);
    meta.description = description.map(unescaped).map(Inline::words).into_iter().collect();
    meta.category = head.first(&["articleSection"], &["article:section"]);
    meta.publisher = head.first(&["publisher"], &["citation_publisher", "dc.publisher", "og:site_name"]);
    meta.rights = head.first(&["license", "copyrightNotice"], &["dc.rights", "dcterms.rights", "copyright"]);
    meta.keywords = head.keywords();
    let doi = head.first(&[], &["citation_doi", "dc.identifier"]);
    let doi = doi.map(|doi| if doi.starts_with("10.") { format!("https://doi.org/{doi}") } else { doi });
    meta.identifier = doi.or_else(|| addresses.page().map(ToString::to_string));
    meta
}

/// Returns the title in the page's metadata: JSON-LD's headline, Open Graph's title, or `<title>` without the site's
/// name.
pub(super) fn title(tree: &Tree, meta: &Meta) -> Option<String> {
    let head = Head::of(tree);
    head.first(&["headline"], &["og:title", "citation_title", "dc.title"]).or_else(|| {
        let title = tree.below(PAGE).find(|&id| tree.name(id) == "title" && in_head(tree, id))?;
        let title = trimmed(&tree.raw(title));
        let site = meta.publisher.clone().unwrap_or_default();
        let cut = [" | ", " – ", " — ", " - ", " · ", " :: ", " » "].iter().find_map(|mark| {
            let (words, name) = title.rsplit_once(mark)?;
            let sound =
                name == site || (*mark == " | " || name.split_whitespace().count() <= 3) && words.len() >= name.len();
            sound.then(|| words.to_owned())
        });
        Some(cut.unwrap_or(title)).filter(|title| !title.is_empty())
    })
}

fn in_head(tree: &Tree, id: Id) -> bool {
    tree.around(id).all(|around| tree.name(around) != "svg")
}

fn date(text: Option<String>) -> Option<WrittenDate> {
    // Highwire writes `2024/05/03`.
    let text = text?;
    let slashed = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'/' } else { b.is_ascii_digit() });
    let text = if slashed { text.replace('/', "-") } else { text };
    let day = text.get(..10).filter(|day| dates::iso(day).as_deref() == Some(*day)).map(str::to_owned);
    let text = day.unwrap_or(text);
    Some(WrittenDate { iso: dates::iso(&text), text })
}

/// The metadata in a page's head.
struct Head {
    html: Option<Id>,
    /// The JSON-LD objects of articles.
    objects: Vec<Value>,
    /// `<meta>` elements: lowercase name, content.
    tags: Vec<(String, String)>,
}

impl Head {
    fn of(tree: &Tree) -> Self {
        let mut head = Self { html: None, objects: Vec::new(), tags: Vec::new() };
        for id in tree.below(PAGE) {
            match tree.name(id) {
                "html" => head.html = Some(id),
                "meta" => {
                    let name = ["property", "name", "http-equiv"].iter().find_map(|key| tree.filled(id, key));
                    if let (Some(name), Some(content)) = (name, tree.filled(id, "content")) {
                        head.tags.push((name.to_ascii_lowercase(), trimmed(content)));
                    }
                }
                "script" if tree.attribute(id, "type") == Some("application/ld+json") => {
                    if let Ok(value) = serde_json::from_str(&tree.raw(id)) {
                        head.gather(value, 0);
                    }
                }
                _ => {}
            }
        }
        head
    }

    /// Collects articles: single, in a list, or in a `@graph`.
    fn gather(&mut self, value: Value, depth: usize) {
        match value {
            Value::Array(items) if depth < 4 => items.into_iter().for_each(|item| self.gather(item, depth + 1)),
            Value::Object(mut map) => {
                if let Some(graph) = map.remove("@graph").filter(|_| depth < 4) {
                    self.gather(graph, depth + 1);
                }
                let kinds = texts(map.get("@type").unwrap_or(&Value::Null));
                if kinds.iter().any(|kind| ARTICLES.iter().any(|known| kind.ends_with(known))) {
                    self.objects.push(Value::Object(map));
                }
            }
            _ => {}
        }
    }

    fn lang(&self, tree: &Tree) -> Option<Lang> {
        let said = self.html.and_then(|html| tree.filled(html, "lang").or_else(|| tree.filled(html, "xml:lang")));
        let said = said.map(str::to_owned);
        let said = said.or_else(|| self.first(&["inLanguage"], &["content-language", "og:locale", "dc.language"]));
        Lang::new(&said?).ok()
    }

    /// Returns the first value of these JSON-LD keys, or else of these `<meta>` names.
    fn first(&self, keys: &[&str], names: &[&str]) -> Option<String> {
        let values = keys.iter().flat_map(|key| self.objects.iter().filter_map(move |object| object.get(*key)));
        let said = values.flat_map(texts).next();
        said.or_else(|| names.iter().find_map(|name| self.tag(name).next().map(str::to_owned)))
    }

    fn tag<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.tags.iter().filter(move |(own, _)| own == name).map(|(_, content)| content.as_str())
    }

    fn authors(&self) -> Vec<Author> {
        let people = |key: &str, role: Option<&str>| -> Vec<Author> {
            let values = self.objects.iter().filter_map(|object| object.get(key));
            let mut names: Vec<String> = Vec::new();
            values.flat_map(texts).for_each(|name| {
                if !names.contains(&name) {
                    names.push(name)
                }
            });
            names.into_iter().map(|name| Author { name, role: role.map(str::to_owned), ..Author::default() }).collect()
        };
        let mut authors = people("author", None);
        if authors.is_empty() {
            let names = ["citation_author", "article:author", "author", "dc.creator", "parsely-author"];
            let found = names.iter().map(|name| self.tag(name).collect::<Vec<_>>()).find(|found| !found.is_empty());
            let names = found.unwrap_or_default().into_iter().filter(|name| !name.contains("://"));
            for name in names.map(turned) {
                if !authors.iter().any(|author| author.name == name) {
                    authors.push(Author { name, ..Author::default() });
                }
            }
        }
        authors.extend(people("reviewedBy", Some("reviewer")));
        authors
    }

    fn keywords(&self) -> Vec<String> {
        let said: Vec<String> =
            self.objects.iter().filter_map(|object| object.get("keywords")).flat_map(texts).collect();
        let tags = || self.tag("article:tag").chain(self.tag("keywords")).map(str::to_owned).collect();
        let all: Vec<String> = if said.is_empty() { tags() } else { said };
        let mut words: Vec<String> = Vec::new();
        for word in all.iter().flat_map(|text| text.split([',', ';'])).map(trimmed) {
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        words
    }
}

/// Returns a text without the character references that a site escaped twice: `Today&amp;#039;s tea`.
fn unescaped(text: String) -> String {
    let named = |name: &str| match name {
        "nbsp" => Some(" "),
        "hellip" => Some("…"),
        name => resolve_predefined_entity(name),
    };
    unescape_with(&text, named).map_or_else(|_| text.clone(), |text| trimmed(&text))
}

/// Returns a name in reading order: `Ana Ruiz` for Highwire's `Ruiz, Ana`.
fn turned(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given)) if !given.contains(',') && family.split_whitespace().count() <= 2 => {
            format!("{given} {family}")
        }
        _ => name.to_owned(),
    }
}

/// Returns the strings of a value: texts, or the names of objects.
fn texts(value: &Value) -> Vec<String> {
    let found = match value {
        Value::String(text) => vec![trimmed(text)],
        Value::Array(items) => {
            items.iter().flat_map(|item| if item.is_array() { Vec::new() } else { texts(item) }).collect()
        }
        Value::Object(map) => {
            ["name", "url"].iter().find_map(|key| map.get(*key)?.as_str()).map(trimmed).into_iter().collect()
        }
        Value::Number(number) => vec![number.to_string()],
        Value::Null | Value::Bool(_) => Vec::new(),
    };
    found.into_iter().filter(|text| !text.is_empty()).collect()
}
