//! The JSON form of the AST: `{"handout-ast": 1, "article": {…}}`.
//!
//! Fields are named in kebab-case, nodes carry their kind as `"type"`, and empty fields are omitted. Reading an article
//! that was written gives the same article, and writing it again gives the same bytes.

use super::{AST_VERSION, Article};
#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Written<'a> {
    handout_ast: u32,
    article: &'a Article,
}

/// An article of handout, with the version of its form.
#[derive(Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(test, schemars(title = "handout AST"))]
struct Envelope {
    /// The version of this form; this schema is that of version 1.
    #[serde(rename = "handout-ast")]
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    _version: u32,
    /// The article.
    article: Article,
}

/// The version alone, to distinguish an AST of another version from a malformed one.
#[derive(Deserialize)]
struct Version {
    #[serde(rename = "handout-ast")]
    version: u32,
}

/// Why JSON cannot be read as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// The envelope names another version.
    Version(u32),
    /// The JSON is malformed or not an AST.
    Malformed {
        /// The parser's message, with line and column.
        why: String,
        /// The line, from 1; 0 when unknown.
        line: usize,
        /// The column in bytes, from 1; 0 when unknown.
        column: usize,
    },
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => {
                write!(f, "the AST has version {found}; this handout reads version {AST_VERSION}")
            }
            Self::Malformed { why, .. } => write!(f, "not a JSON AST: {why}"),
        }
    }
}

impl std::error::Error for JsonError {}

/// Writes an article as indented JSON in its envelope, ending with a newline.
///
/// # Panics
/// Never: every value of an article can be represented in JSON.
#[must_use]
pub fn to_string(article: &Article) -> String {
    let written = Written { handout_ast: AST_VERSION, article };
    let mut text = serde_json::to_string_pretty(&written).expect("every map of an article has strings for keys");
    text.push('\n');
    text
}

/// Returns the JSON Schema (2020-12) of what [`from_str`] reads, as indented JSON ending with a newline.
#[must_use]
pub fn schema() -> &'static str {
    include_str!("schema.json")
}

/// Reads an article from its envelope. JSON nested deeper than 128 levels is rejected.
///
/// # Errors
/// [`JsonError`] says which version it is, or where the JSON is wrong.
pub fn from_str(text: &str) -> Result<Article, JsonError> {
    let malformed = |error: serde_json::Error| JsonError::Malformed {
        why: error.to_string(),
        line: error.line(),
        column: error.column(),
    };
    match serde_json::from_str::<Version>(text).map_err(malformed)?.version {
        AST_VERSION => serde_json::from_str::<Envelope>(text).map(|envelope| envelope.article).map_err(malformed),
        other => Err(JsonError::Version(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use schemars::generate::SchemaSettings;

    /// Generates the schema from the types of the AST.
    fn generated() -> String {
        let settings = SchemaSettings::draft2020_12().for_deserialize();
        let schema = settings.into_generator().into_root_schema_for::<Envelope>();
        serde_json::to_string_pretty(&schema).expect("a schema has strings for keys") + "\n"
    }

    #[test]
    fn the_schema_matches_the_types() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/article/schema.json");
        if std::env::var_os("HANDOUT_ACCEPT").is_some() {
            std::fs::write(&path, generated()).expect("a writable file");
        }
        let committed = std::fs::read_to_string(path).expect("a file");
        assert!(committed == generated(), "accept the new schema with `tests/accept json`");
    }
}
