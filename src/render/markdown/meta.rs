//! Front matter in YAML: all metadata of the article.

use super::Writer;
use crate::article::{Author, Direction, Inline, Meta, ReferencesMode, Span, TocMode, WrittenDate};
use serde_json::{Map, Value, json};

impl<'a> Writer<'a> {
    /// Returns whether the title can be in the front matter, which holds text without markup.
    pub(super) fn has_plain_title(&self) -> bool {
        matches!(self.title(), [] | [Inline::Text(_)])
    }

    /// Returns the title, with its citations.
    pub(super) fn title(&self) -> &'a [Inline] {
        self.article.front.as_ref().map_or(&self.article.meta.title, |front| &front.title)
    }

    /// Returns a title or subtitle, with its markup.
    fn head(&mut self, line: &[Inline]) -> Option<Value> {
        (!line.is_empty()).then(|| Value::from(self.line(line)))
    }

    /// Returns the block between its fences; empty if there is no metadata.
    pub(super) fn front_matter(&mut self) -> String {
        let meta = &self.article.meta;
        let front = self.article.front.as_ref();
        let subtitle = front.map_or(&meta.subtitle, |front| &front.subtitle);
        let summary = front.map(|front| &front.summary).filter(|summary| !summary.is_empty());
        let description = summary.unwrap_or(&meta.description);
        let title = self.head(self.title()).filter(|_| self.has_plain_title());
        let (subtitle_written, description) = (self.head(subtitle), self.head(description));
        let mut lines = Vec::new();
        let mut add = |key: &str, value: Option<Value>| lines.extend(value.map(|value| entry(key, &value)));
        add("title", title);
        add("subtitle", subtitle_written);
        add("author", authors(&meta.authors));
        add("description", description);
        for (key, value) in texts(meta) {
            add(key, value.map(Value::from));
        }
        add("keywords", list(meta.keywords.iter().map(String::as_str)));
        add(
            "series",
            meta.series.as_ref().map(|series| match series.position {
                Some(position) => json!({ "name": series.name, "position": position }),
                None => json!(series.name),
            }),
        );
        let organization = meta.organization.as_ref().map(serde_json::to_value);
        add("organization", organization.and_then(Result::ok));
        add("bibliography", list(meta.bibliography.iter().map(|path| path.path.as_str())));
        let nocite: Vec<String> = meta.nocite.iter().map(|key| format!("@{key}")).collect();
        add("nocite", (!nocite.is_empty()).then(|| Value::from(nocite.join(", "))));
        add(
            "references",
            match meta.references {
                _ if !meta.works.is_empty() => Some(Value::from(meta.works.clone())),
                ReferencesMode::Printed => None,
                ReferencesMode::Linked => Some(json!("linked")),
                ReferencesMode::Omitted => Some(json!("omitted")),
            },
        );
        add(
            "toc",
            match meta.toc {
                TocMode::Auto => None,
                TocMode::Yes => Some(json!(true)),
                TocMode::No => Some(json!(false)),
            },
        );
        add("number-headings", meta.number_headings.then_some(Value::Bool(true)));
        add("fit", meta.fit.map(|pages| json!(pages)));
        for (key, value) in &meta.other {
            add(key, Some(value.clone()));
        }
        let worded = |inline: &Inline| {
            matches!(
                inline,
                Inline::Text(_) | Inline::Styled(_) | Inline::Code(_) | Inline::Citation(_) | Inline::NoteRef(_)
            )
        };
        if !subtitle.iter().all(worded) {
            self.lose("links in the subtitle", "write it in words", Span::default());
        }
        if !meta.works.is_empty() && meta.references != ReferencesMode::Printed {
            self.lose("how references are shown", "keep the works in a bibliography file", Span::default());
        }
        if lines.is_empty() { String::new() } else { format!("---\n{}\n---", lines.join("\n")) }
    }
}

/// Returns the fields that hold text.
fn texts(meta: &Meta) -> [(&'static str, Option<&str>); 18] {
    [
        ("byline", meta.byline.as_deref()),
        ("category", meta.category.as_deref()),
        ("lang", meta.lang.as_ref().map(|lang| lang.as_str())),
        (
            "dir",
            meta.dir.map(|dir| match dir {
                Direction::Ltr => "ltr",
                Direction::Rtl => "rtl",
            }),
        ),
        ("date", text_of(meta.published.as_ref())),
        ("updated", text_of(meta.updated.as_ref())),
        ("reviewed", text_of(meta.reviewed.as_ref())),
        ("next-review", text_of(meta.next_review.as_ref())),
        ("version", meta.version.as_deref()),
        ("identifier", meta.identifier.as_deref()),
        ("rights", meta.rights.as_deref()),
        ("source", meta.source.as_deref()),
        ("conforms-to", meta.conforms_to.as_deref()),
        ("certified-by", meta.certified_by.as_deref()),
        ("code", meta.code.as_deref()),
        ("publisher", meta.publisher.as_deref()),
        ("cover", meta.cover.as_deref()),
        ("csl", meta.csl.as_ref().map(|path| path.path.as_str())),
    ]
}

fn text_of(date: Option<&WrittenDate>) -> Option<&str> {
    date.map(|date| date.text.as_str())
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> Option<Value> {
    let items: Vec<Value> = items.map(Value::from).collect();
    (!items.is_empty()).then_some(Value::Array(items))
}

fn authors(authors: &[Author]) -> Option<Value> {
    let items: Vec<Value> = authors.iter().map(author).collect();
    match items.as_slice() {
        [] => None,
        [Value::String(name)] => Some(json!(name)),
        _ => Some(Value::Array(items)),
    }
}

fn author(author: &Author) -> Value {
    let details = [
        ("file-as", &author.file_as),
        ("role", &author.role),
        ("affiliation", &author.affiliation),
        ("orcid", &author.orcid),
    ];
    let mut map = Map::from_iter([("name".to_owned(), json!(author.name))]);
    map.extend(details.iter().filter_map(|(key, value)| value.as_ref().map(|value| ((*key).to_owned(), json!(value)))));
    if map.len() == 1 { json!(author.name) } else { Value::Object(map) }
}

fn entry(key: &str, value: &Value) -> String {
    let key = scalar(key);
    match value {
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(|item| format!("  - {}", flow(item))).collect();
            format!("{key}:\n{}", items.join("\n"))
        }
        value => format!("{key}: {}", flow(value)),
    }
}

/// Returns a value on one line. Text that needs quotes is written as JSON, which is YAML.
fn flow(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        Value::Object(map) => {
            let entries: Vec<String> =
                map.iter().map(|(key, value)| format!("{}: {}", scalar(key), flow(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(flow).collect::<Vec<_>>().join(", ")),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// Returns a text, unquoted if it can only be parsed as itself.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '/' | '’' | '(' | ')');
    let opens = text.starts_with(char::is_alphabetic);
    let word = matches!(
        text.to_ascii_lowercase().as_str(),
        "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "y" | "n"
    );
    let sound = opens && !word && text.chars().all(plain) && !text.ends_with(' ') && text.chars().count() > 1;
    if sound { text.to_owned() } else { json!(text).to_string() }
}
