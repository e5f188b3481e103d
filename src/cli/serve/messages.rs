//! Messages of conversions as JSON, and the equivalent command.

use handout::{Diagnostic, Source, check, diagnostic::Severity};
use serde::Serialize;
use serde_json::{Map, Value};

/// A message with its position.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Message {
    pub(super) severity: Severity,
    pub(super) code: String,
    /// The rule that it comes from, for findings of checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
    pub(super) text: String,
    pub(super) help: Option<String>,
    pub(super) file: String,
    /// The line of its first character, from 1.
    pub(super) line: Option<usize>,
    /// The column in characters, from 1.
    pub(super) column: Option<usize>,
    /// The line of the character after its last one.
    pub(super) end_line: Option<usize>,
    pub(super) end_column: Option<usize>,
}

impl Message {
    fn of(diagnostic: &Diagnostic, article: &Source) -> Self {
        let source = diagnostic.source.as_deref().unwrap_or(article);
        let place = |offset: u32| source.place(offset as usize);
        let start = diagnostic.span.map(|span| place(span.start));
        let end = diagnostic.span.map(|span| {
            let text = source.text.get(span.start as usize..span.end as usize).unwrap_or_default();
            // what ends with a line does not extend into the next one
            place(span.end - (text.len() - text.trim_end().len()) as u32)
        });
        let code = diagnostic.code.to_string();
        Self {
            severity: diagnostic.severity(),
            rule: check::rule(&code).map(|rule| rule.name.to_owned()),
            code,
            text: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            file: source.name.clone(),
            line: start.map(|place| place.line),
            column: start.map(|place| place.column),
            end_line: end.map(|place| place.line),
            end_column: end.map(|place| place.column),
        }
    }
}

/// Returns messages and, separately, the findings of checks.
pub(super) fn messages(diagnostics: &[Diagnostic], article: &Source) -> (Vec<Message>, Vec<Message>) {
    let all = diagnostics.iter().map(|diagnostic| Message::of(diagnostic, article));
    let (findings, messages) = all.partition(|message| message.rule.is_some());
    (messages, findings)
}

/// Returns the command that converts an article with these settings. Settings that only files may have are left out.
pub(super) fn command(name: &str, settings: &Map<String, Value>) -> String {
    let mut words = vec!["handout".to_owned(), quoted(name)];
    for (key, value) in settings {
        let flag = if key == "language" { "--lang".to_owned() } else { format!("--{key}") };
        match value {
            Value::Bool(true) => words.push(flag),
            Value::Bool(false) => words.push(format!("{flag}=false")),
            Value::Array(items) if key == "to" => {
                let items: Vec<_> = items.iter().map(plain).collect();
                words.extend([flag, quoted(&items.join(","))]);
            }
            Value::Array(items) => items.iter().for_each(|item| words.extend([flag.clone(), quoted(&plain(item))])),
            Value::String(_) | Value::Number(_) => words.extend([flag, quoted(&plain(value))]),
            Value::Null | Value::Object(_) => {}
        }
    }
    words.join(" ")
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Quotes a word for a shell, if necessary.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./,+=@%".contains(c);
    if !word.is_empty() && !word.starts_with('-') && word.chars().all(is_plain) {
        return word.to_owned();
    }
    let word = if word.starts_with('-') { format!("./{word}") } else { word.to_owned() };
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_has_the_settings_as_flags() {
        let settings = serde_json::json!({
            "to": ["pdf", "epub"], "theme": "clinic", "language": "es", "greyscale": true, "fillable": false,
            "fit": 2, "bibliography": ["a b.bib", "c.bib"], "organization": { "name": "Clinic" },
        });
        assert_eq!(
            command("it's tea.md", settings.as_object().unwrap()),
            r"handout 'it'\''s tea.md' --bibliography 'a b.bib' --bibliography c.bib --fillable=false --fit 2 --greyscale --lang es --theme clinic --to pdf,epub"
        );
        assert_eq!(command("-x;rm.md", &Map::new()), "handout './-x;rm.md'");
    }
}
