//! Tables: CSV with a header line, separated by commas, semicolons or tabs; or JSON lines.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
};

/// The rows of a table.
#[derive(Debug)]
pub struct Rows {
    fields: Vec<String>,
    rows: Vec<Row>,
}

/// A row: its values by field name.
#[derive(Debug)]
pub struct Row {
    number: usize,
    values: HashMap<Arc<str>, String>,
}

/// Why a table cannot be used. Contains no values of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError(String);

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TableError {}

impl Row {
    /// Returns the number of the row, from 1, not counting the header.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Returns the value of a field; `None` if it is empty.
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&str> {
        self.values.get(field).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Returns the fields and their values, in no particular order.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(field, value)| (&**field, value.as_str()))
    }
}

impl Rows {
    /// Parses a table. The name determines whether it is JSON: `.jsonl`, `.ndjson`.
    ///
    /// # Errors
    /// If it is not UTF-8, is malformed, has no rows, or has two fields with the same name.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        let text = std::str::from_utf8(bytes);
        let text = text.map_err(|_| TableError("the table is not in UTF-8: save it as “CSV UTF-8”".to_owned()))?;
        let text = text.trim_start_matches('\u{feff}');
        let lower = name.to_ascii_lowercase();
        let rows = if lower.ends_with(".jsonl") || lower.ends_with(".ndjson") { objects(text)? } else { lines(text)? };
        if rows.rows.is_empty() { Err(TableError("the table has no rows".to_owned())) } else { Ok(rows) }
    }

    /// Returns the names of the fields.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Returns the rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter()
    }
}

/// Returns a value with runs of white space and control characters collapsed to single spaces.
fn words(value: &str) -> String {
    let spaced: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn lines(text: &str) -> Result<Rows, TableError> {
    let delimiter = delimiter(text.lines().next().unwrap_or_default());
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
    let broken = |error: &csv::Error| {
        let line = error.position().map_or(0, csv::Position::line);
        TableError(match error.kind() {
            csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                format!("line {line} of the table has {len} values, and the first line names {expected_len} fields")
            }
            _ => format!("line {line} of the table cannot be read"),
        })
    };
    let fields: Vec<String> =
        reader.headers().map_err(|error| broken(&error))?.iter().map(|name| name.trim().to_owned()).collect();
    if let Some(twice) = twice(fields.iter()) {
        return Err(TableError(format!("two fields of the table are named `{twice}`")));
    }
    let names: Vec<Arc<str>> = fields.iter().map(|name| name.as_str().into()).collect();
    let mut rows = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|error| broken(&error))?;
        let values = names.iter().cloned().zip(record.iter().map(words)).collect();
        rows.push(Row { number: at + 1, values });
    }
    Ok(Rows { fields, rows })
}

/// Returns the separator of a table: the candidate that is most frequent in the line, outside of quotation marks.
fn delimiter(line: &str) -> u8 {
    let mut quoted = false;
    let bare: String = line
        .chars()
        .filter(|c| {
            quoted ^= *c == '"';
            !quoted
        })
        .collect();
    let count = |c: char| bare.matches(c).count();
    [(b',', count(',')), (b';', count(';')), (b'\t', count('\t'))]
        .into_iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .map_or(b',', |(delimiter, _)| delimiter)
}

fn objects(text: &str) -> Result<Rows, TableError> {
    let (mut fields, mut rows): (Vec<String>, Vec<Row>) = (Vec::new(), Vec::new());
    let mut names: HashSet<Arc<str>> = HashSet::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let broken = || TableError(format!("line {} of the table is not a JSON object", at + 1));
        let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).map_err(|_| broken())?;
        let mut values = HashMap::new();
        for (name, value) in object {
            let value = match value {
                serde_json::Value::String(text) => words(&text),
                serde_json::Value::Null | serde_json::Value::Bool(false) => String::new(),
                serde_json::Value::Bool(true) => "yes".to_owned(),
                serde_json::Value::Number(number) => number.to_string(),
                serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                    return Err(TableError(format!(
                        "line {}: `{name}` is not a string, a number or a boolean",
                        at + 1
                    )));
                }
            };
            let known = names.get(name.as_str()).cloned();
            let field = known.unwrap_or_else(|| {
                let field: Arc<str> = name.as_str().into();
                names.insert(field.clone());
                fields.push(name);
                field
            });
            values.insert(field, value);
        }
        rows.push(Row { number: rows.len() + 1, values });
    }
    Ok(Rows { fields, rows })
}

fn twice<'a>(names: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let mut seen = HashSet::new();
    names.into_iter().find(|name| !seen.insert(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_semicolons_tabs_and_json_are_distinguished() {
        for table in
            ["id,name\n1,Ana", "\u{feff}id;name\r\n1;Ana\r\n", "id\tname\n1\tAna", "\"id\",\"name\"\n1,\"Ana\""]
        {
            let rows = Rows::parse("a.csv", table.as_bytes()).unwrap();
            assert_eq!(rows.fields(), ["id", "name"], "{table}");
            let row = rows.iter().next().unwrap();
            assert_eq!((row.number(), row.get("name"), row.get("x")), (1, Some("Ana"), None));
        }
        let rows = Rows::parse("a.jsonl", b"{\"id\": 1, \"fasting\": true}\n\n{\"id\": 2}\n").unwrap();
        assert_eq!(rows.iter().filter_map(|row| row.get("fasting")).collect::<Vec<_>>(), ["yes"]);
        assert_eq!(rows.iter().count(), 2);
    }

    #[test]
    fn a_broken_table_is_refused_without_its_values() {
        let error = |name: &str, table: &[u8]| Rows::parse(name, table).unwrap_err().to_string();
        assert!(error("a.csv", b"id,name\n1,Ana,secret\n").contains("line 2 of the table has 3 values"));
        assert!(error("a.csv", b"id,id\n1,2\n").contains("two fields of the table are named `id`"));
        assert!(error("a.csv", b"id,name\n").contains("no rows"));
        assert!(error("a.csv", b"id\n\xff\n").contains("UTF-8"));
        assert!(error("a.jsonl", b"{\"id\": \"secret\"\n").ends_with("line 1 of the table is not a JSON object"));
    }
}
