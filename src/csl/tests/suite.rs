//! Runs the test suite of the Citation Style Language project (github.com/citation-style-language/test-suite).
//!
//! The suite is not part of this repository. `HANDOUT_CSL_TESTS` names the folder with its cases
//! (`processor-tests/humans`), `HANDOUT_CSL_LOCALES` the folder with CSL's locale files.
//!
//! `known_failures.tsv` lists the failing cases with reasons. A reason that starts with `extension:` marks cases that
//! test features outside the specification. `HANDOUT_CSL_CASE` runs the cases whose names contain its value and
//! prints their results.

use super::html;
use crate::csl::{Cite, CiteForm, Cluster, Item, Locale, Locales, Output, Processor, Style, item};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const KNOWN_FAILURES: &str = include_str!("known_failures.tsv");

#[test]
#[allow(clippy::print_stdout)]
#[ignore = "needs the CSL test suite: set HANDOUT_CSL_TESTS and HANDOUT_CSL_LOCALES"]
fn the_csl_test_suite_passes_except_for_known_failures() {
    let folder = |name: &str| PathBuf::from(std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set")));
    let (cases, locales) = (folder("HANDOUT_CSL_TESTS"), folder("HANDOUT_CSL_LOCALES"));
    let wanted = std::env::var("HANDOUT_CSL_CASE").unwrap_or_default();
    let known: BTreeMap<&str, &str> = KNOWN_FAILURES.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut cache = HashMap::new();
    let (mut passed, mut failed, mut extensions) = (0, 0, 0);
    let mut surprises = Vec::new();
    let mut paths: Vec<PathBuf> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "txt")) {
        let name = path.file_stem().unwrap().to_str().unwrap();
        if !name.contains(&wanted) {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        let case = Case::parse(&text);
        let (expected, actual) = (normalize(&case.expected()), normalize(&case.run(&mut cache, &locales)));
        let passes = expected == actual;
        let reason = known.get(name);
        match (passes, reason) {
            (_, Some(reason)) if reason.starts_with("extension:") => extensions += 1,
            (true, _) => passed += 1,
            (false, _) => failed += 1,
        }
        if !wanted.is_empty() || passes == reason.is_some() {
            let verdict = if passes { "passes" } else { "fails" };
            surprises.push(format!("== {name} {verdict}\n-- expected\n{expected}\n-- actual\n{actual}\n"));
        }
    }
    let total = passed + failed;
    println!("{passed} of {total} cases pass, not counting {extensions} that test extensions");
    assert!(surprises.is_empty(), "{} cases are not as listed:\n{}", surprises.len(), surprises.join("\n"));
}

/// A case of the suite: its sections by name.
struct Case<'a> {
    sections: HashMap<&'a str, &'a str>,
}

impl<'a> Case<'a> {
    fn parse(text: &'a str) -> Self {
        let mut sections = HashMap::new();
        let mut rest = text;
        while let Some(start) = rest.find(">>==") {
            let line_end = rest[start..].find('\n').map_or(rest.len(), |at| start + at);
            let name = rest[start..line_end].trim_matches(|c: char| "><= \r".contains(c));
            let body = &rest[(line_end + 1).min(rest.len())..];
            let Some(end) = body.find("<<==") else { break };
            sections.insert(name, body[..end].trim_end_matches(['\n', '\r']));
            rest = &body[end..];
        }
        Self { sections }
    }

    fn section(&self, name: &str) -> &str {
        self.sections.get(name).copied().unwrap_or_default()
    }

    fn json(&self, name: &str) -> Option<Value> {
        self.sections.get(name).map(|text| serde_json::from_str(text).unwrap())
    }

    fn expected(&self) -> String {
        let result = self.section("RESULT");
        // `>>` marks citations that the last step changed, `..` the others
        let line = |line: &str| {
            line.strip_prefix(">>")
                .or(line.strip_prefix(".."))
                .filter(|rest| rest.starts_with('['))
                .unwrap_or(line)
                .to_string()
        };
        result.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    fn run(&self, cache: &mut HashMap<String, Option<Arc<Locale>>>, folder: &Path) -> String {
        let style = match Style::parse(self.section("CSL")) {
            Ok(style) => style,
            Err(error) => return format!("error: {error}"),
        };
        let locales = Locales::new(&style, style.default_locale().unwrap_or("en-US"), |tag| {
            let read = || std::fs::read_to_string(folder.join(format!("locales-{tag}.xml"))).ok();
            cache
                .entry(tag.to_string())
                .or_insert_with(|| read().map(|xml| Arc::new(Locale::parse(&xml).unwrap())))
                .clone()
        });
        let input = self.json("INPUT").unwrap();
        let mut items: Vec<Item> = Vec::new();
        for (index, value) in input.as_array().unwrap().iter().enumerate() {
            let mut value = value.clone();
            if value["id"].is_null() {
                value["id"] = Value::from(format!("CASE-{index}"));
            }
            let item = item::from_value(&value).unwrap();
            // the last of several items with the same id wins
            match items.iter_mut().find(|known| known.id == item.id) {
                Some(known) => *known = item,
                None => items.push(item),
            }
        }
        // a case without citations cites all works in bibliography order
        let all: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
        let sorted = Processor::new(&style, &locales, &items).uncited(&all).render(&[]).bibliography;
        let order = if sorted.len() == items.len() {
            sorted.iter().map(|entry| entry.id.clone()).collect()
        } else {
            all.iter().map(|id| id.to_string()).collect()
        };
        let clusters = self.clusters(order);
        let uncited: Vec<String> = match self.json("BIBENTRIES") {
            Some(Value::Array(steps)) => strings(steps.last().unwrap()),
            _ if self.sections.contains_key("CITATIONS") => Vec::new(),
            _ => items.iter().map(|item| item.id.clone()).collect(),
        };
        let bibliography = self.section("MODE").trim() == "bibliography";
        let cited = self.sections.contains_key("CITATION-ITEMS") || self.sections.contains_key("CITATIONS");
        let uncited: Vec<&str> =
            if bibliography || !cited { uncited.iter().map(String::as_str).collect() } else { Vec::new() };
        // in bibliography mode, works are in input order
        let clusters = if bibliography && !cited { Vec::new() } else { clusters };
        let mut output = Processor::new(&style, &locales, &items).uncited(&uncited).render(&clusters);
        if bibliography {
            self.select(&mut output, &items);
            return html::bibliography(&output);
        }
        let printed = |citation: &crate::csl::Citation| {
            let narrative = html::runs(&citation.narrative);
            let mark = html::runs(&citation.runs);
            if narrative.is_empty() && mark.is_empty() {
                return "[CSL STYLE ERROR: reference with no printed form.]".to_string();
            }
            if narrative.is_empty() { mark } else { format!("{narrative} {mark}") }
        };
        let numbered = self.sections.contains_key("CITATIONS");
        let lines = output.citations.iter().enumerate().map(|(index, citation)| match numbered {
            true => format!("[{index}] {}", printed(citation)),
            false => printed(citation),
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    fn clusters(&self, order: Vec<String>) -> Vec<Cluster> {
        if let Some(Value::Array(steps)) = self.json("CITATIONS") {
            return citations(&steps);
        }
        if let Some(Value::Array(clusters)) = self.json("CITATION-ITEMS") {
            return clusters.iter().map(|cites| cluster(cites, None)).collect();
        }
        vec![Cluster { cites: order.into_iter().map(Cite::new).collect(), ..Cluster::default() }]
    }

    /// Applies BIBSECTION: keeps only the entries that it selects.
    fn select(&self, output: &mut Output, items: &[Item]) {
        let Some(section) = self.json("BIBSECTION") else { return };
        let matches = |item: &Item, test: &Value| {
            let (field, value) = (test["field"].as_str().unwrap(), test["value"].as_str().unwrap());
            let actual = match field {
                "type" => item.kind.clone(),
                "categories" | "keyword" => {
                    let list = item.other.get(field).and_then(Value::as_array).cloned().unwrap_or_default();
                    return list.iter().any(|entry| entry == value);
                }
                field => item.get(field).unwrap_or_default().to_string(),
            };
            actual == value || (value.is_empty() && actual.is_empty())
        };
        let tests = |name: &str| section[name].as_array().cloned().unwrap_or_default();
        output.bibliography.retain(|entry| {
            let item = items.iter().find(|item| item.id == entry.id).unwrap();
            let included = tests("include").is_empty() || tests("include").iter().any(|test| matches(item, test));
            let selected = tests("select").iter().all(|test| matches(item, test));
            let excluded = tests("exclude").iter().any(|test| matches(item, test));
            let quashed = !tests("quash").is_empty() && tests("quash").iter().all(|test| matches(item, test));
            included && selected && !excluded && !quashed
        });
    }
}

fn strings(value: &Value) -> Vec<String> {
    let string = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    value.as_array().unwrap().iter().map(string).collect()
}

/// Builds the clusters of the last step of CITATIONS.
fn citations(steps: &[Value]) -> Vec<Cluster> {
    let mut known: HashMap<String, Value> = HashMap::new();
    for (index, step) in steps.iter().enumerate() {
        known.insert(citation_id(&step[0], index), step[0].clone());
    }
    let last = steps.last().unwrap();
    let place = |pair: &Value| {
        let id = pair[0].as_str().unwrap();
        cluster(&known[id]["citationItems"], Some((&known[id], pair[1].as_u64().unwrap())))
    };
    let own_note = last[0]["properties"]["noteIndex"].as_u64().unwrap_or(0);
    let mut clusters: Vec<Cluster> = last[1].as_array().unwrap().iter().map(place).collect();
    clusters.push(cluster(&last[0]["citationItems"], Some((&last[0], own_note))));
    clusters.extend(last[2].as_array().unwrap().iter().map(place));
    clusters
}

fn citation_id(citation: &Value, index: usize) -> String {
    citation["citationID"].as_str().map_or_else(|| format!("CITATION-{index}"), str::to_string)
}

fn cluster(cites: &Value, citation: Option<(&Value, u64)>) -> Cluster {
    let mode = citation.and_then(|(citation, _)| citation["properties"]["mode"].as_str()).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let flag = |value: &Value| value.as_bool() == Some(true) || value.as_u64().is_some_and(|n| n > 0);
    let mut list = Vec::new();
    for (index, cite) in cites.as_array().unwrap().iter().enumerate() {
        let form = match mode {
            "author-only" if index == 0 => CiteForm::AuthorOnly,
            "suppress-author" if index == 0 => CiteForm::SuppressAuthor,
            "composite" if index == 0 => CiteForm::Narrative,
            _ if flag(&cite["author-only"]) => CiteForm::AuthorOnly,
            _ if flag(&cite["suppress-author"]) => CiteForm::SuppressAuthor,
            _ => CiteForm::Normal,
        };
        list.push(Cite {
            id: cite["id"].as_str().map_or_else(|| cite["id"].to_string(), str::to_string),
            locator: cite["locator"]
                .as_str()
                .map(str::to_string)
                .or_else(|| cite["locator"].as_u64().map(|n| n.to_string())),
            label: cite["label"].as_str().map(str::to_string),
            prefix: text(&cite["prefix"]),
            suffix: text(&cite["suffix"]),
            form,
        });
    }
    let note = citation.map_or(0, |(_, note)| u32::try_from(note).unwrap());
    Cluster { cites: list, note, unsorted: false }
}

/// Removes insignificant spaces between block tags.
fn normalize(html: &str) -> String {
    let mut lines = String::new();
    for line in html.trim().lines() {
        let line = if line.trim_start().starts_with("<div") || line.trim_start().starts_with("</div") {
            line.trim()
        } else {
            line.trim_end()
        };
        lines.push_str(line);
        lines.push('\n');
    }
    let mut text = lines.replace("&amp;", "&#38;").replace("&nbsp;", "\u{a0}");
    for tag in ["<div", "</div>"] {
        text = text.replace(&format!("\n{tag}"), tag);
    }
    text = text.replace(" </div>", "</div>");
    text.replace("\">\n", "\">").replace("</div>\n", "</div>").trim().to_string()
}
