//! Findings in SARIF 2.1.0, which code review tools show next to the affected lines.

use super::rule::Rule;
use crate::diagnostic::{Diagnostic, Severity, Source};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

/// Characters that need no escaping in a path (RFC 3986, 3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');

/// A log of findings.
#[derive(Debug, Default)]
pub struct Sarif {
    results: Vec<Value>,
}

impl Sarif {
    /// Adds the diagnostics of an article.
    pub fn add<'a>(&mut self, article: &Source, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
        self.results.extend(diagnostics.into_iter().map(|diagnostic| result(diagnostic, article)));
    }

    /// Returns the log, along with the rules that may occur in it.
    #[must_use]
    pub fn finish(self, rules: impl Iterator<Item = &'static Rule>) -> String {
        let driver = json!({
            "name": "handout",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.map(|rule| json!({
                "id": rule.name,
                "shortDescription": { "text": rule.summary },
                "fullDescription": { "text": rule.reason },
                "defaultConfiguration": { "level": rule.severity.to_string() },
                "properties": { "tags": [rule.family.to_string()] },
            })).collect::<Vec<_>>(),
        });
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": driver },
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        format!("{log:#}\n")
    }
}

fn result(diagnostic: &Diagnostic, article: &Source) -> Value {
    let source = diagnostic.source.as_deref().unwrap_or(article);
    let name = source.name.replace('\\', "/");
    let mut place = json!({ "artifactLocation": { "uri": utf8_percent_encode(&name, PATH).to_string() } });
    if let Some(span) = diagnostic.span {
        let (start, end) = (source.place(span.start as usize), source.place(span.end as usize));
        place["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    let help = diagnostic.help.as_ref().map(|help| format!(": {help}")).unwrap_or_default();
    let level = match diagnostic.severity() {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    json!({
        "ruleId": diagnostic.code.as_str(),
        "level": level,
        "message": { "text": format!("{}{help}", diagnostic.message) },
        "locations": [{ "physicalLocation": place }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Span, diagnostic::Code};

    #[test]
    fn a_finding_has_its_rule_its_level_and_its_region() {
        let source = Source::new("a folder/tea.md", "one\ntwo three\n");
        let mut sarif = Sarif::default();
        sarif.add(&source, [&Diagnostic::new(Code::NoAlt, "no words").at(Span::new(8, 13)).help("add some")]);
        let log: Value = serde_json::from_str(&sarif.finish(std::iter::empty())).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "no-alt");
        assert_eq!(result["message"]["text"], "no words: add some");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20folder/tea.md");
        assert_eq!(place["region"], json!({ "startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 10 }));
    }
}
