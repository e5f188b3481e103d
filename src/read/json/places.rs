//! Finds the AST nodes in a JSON text.

use crate::article::{Article, Span, json};
use serde_json::{Value, value::RawValue};
use std::collections::BTreeMap;

/// The positions of nodes in a JSON text.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The position in the JSON of the first node with each source span.
    by_span: BTreeMap<(u32, u32), Span>,
}

impl Places {
    /// Returns the positions in a JSON text; empty if it is malformed.
    pub(super) fn of(text: &str) -> Self {
        let mut places = Self::default();
        let _ = places.value_of(text);
        places
    }

    /// Returns the position of the node with this span.
    pub(super) fn get(&self, span: Span) -> Option<Span> {
        self.by_span.get(&(span.start, span.end)).copied()
    }

    fn value_of(&mut self, text: &str) -> Option<Value> {
        self.value(serde_json::from_str(text).ok()?, text)
    }

    /// Returns a value in which every node with a type or a span has the span of its braces.
    fn value(&mut self, raw: &RawValue, text: &str) -> Option<Value> {
        let own = raw.get();
        match own.as_bytes().first()? {
            b'{' => self.object(own, text).map(Value::Object),
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(own).ok()?;
                items.into_iter().map(|item| self.value(item, text)).collect::<Option<_>>().map(Value::Array)
            }
            _ => serde_json::from_str(own).ok(),
        }
    }

    fn object(&mut self, own: &str, text: &str) -> Option<serde_json::Map<String, Value>> {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(own).ok()?;
        // A raw value is a slice of the text that it was read from.
        let start = own.as_ptr().addr() - text.as_ptr().addr();
        let here = Span::new(start, start + own.len());
        let reported = fields.get("span").and_then(|span| serde_json::from_str::<Span>(span.get()).ok());
        if let Some(span) = reported {
            self.by_span.entry((span.start, span.end)).or_insert(here);
        }
        let is_node = fields.contains_key("type") || reported.is_some();
        let fields = fields.into_iter().map(|(name, field)| Some((name, self.value(field, text)?)));
        let mut fields: serde_json::Map<String, Value> = fields.collect::<Option<_>>()?;
        if is_node {
            fields.insert("span".to_owned(), serde_json::json!([here.start, here.end]));
        }
        Some(fields)
    }
}

/// Returns the article of a JSON text, with spans that point into that text rather than into the original source.
/// Returns `None` if the text is not an article.
pub(super) fn relocated(text: &str) -> Option<Article> {
    json::from_str(&Places::default().value_of(text)?.to_string()).ok()
}
