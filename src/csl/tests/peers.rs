//! Tests with published styles, which are not part of this repository.

use super::html;
use crate::csl::{Cite, Cluster, Locale, Locales, Processor, Style, item};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

/// Writes entries and citations of a list of items in several styles, for `tests/references/compare.py`.
///
/// `HANDOUT_CSL_ITEMS` names a CSL-JSON file, `HANDOUT_CSL_STYLES` styles separated by colons, `HANDOUT_CSL_LOCALES`
/// the folder of CSL's locale files, `HANDOUT_CSL_OUTPUT` the file to write.
#[test]
#[ignore = "writes a file for tests/references/compare.py"]
fn writes_entries_for_comparison() {
    let items = item::from_json(&std::fs::read_to_string(variable("HANDOUT_CSL_ITEMS")).unwrap()).unwrap().items;
    let folder = PathBuf::from(variable("HANDOUT_CSL_LOCALES"));
    let mut all = serde_json::Map::new();
    for path in variable("HANDOUT_CSL_STYLES").split(':') {
        let style = Style::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
        let locales = Locales::new(&style, style.default_locale().unwrap_or("en-US"), |tag| locale(&folder, tag));
        // each work alone, then in groups of three, the second with a locator
        let single =
            |item: &crate::csl::Item| Cluster { cites: vec![Cite::new(item.id.clone())], ..Cluster::default() };
        let mut clusters: Vec<Cluster> = items.iter().map(single).collect();
        for three in items.chunks_exact(3) {
            let mut cites: Vec<Cite> = three.iter().map(|item| Cite::new(item.id.clone())).collect();
            cites[1].locator = Some("3".into());
            clusters.push(Cluster { cites, ..Cluster::default() });
        }
        let output = Processor::new(&style, &locales, &items).render(&clusters);
        let entries = output.bibliography.iter().map(|entry| (entry.id.clone(), Value::from(html::runs(&entry.runs))));
        let key = |cluster: &Cluster| cluster.cites.iter().map(|cite| cite.id.as_str()).collect::<Vec<_>>().join(" ");
        let marks = clusters
            .iter()
            .zip(&output.citations)
            .map(|(cluster, mark)| (key(cluster), Value::from(html::runs(&mark.runs))));
        let (entries, marks): (serde_json::Map<_, _>, serde_json::Map<_, _>) = (entries.collect(), marks.collect());
        all.insert(path.to_string(), json!({ "entries": entries, "marks": marks }));
    }
    std::fs::write(variable("HANDOUT_CSL_OUTPUT"), Value::Object(all).to_string()).unwrap();
}

fn locale(folder: &Path, tag: &str) -> Option<Arc<Locale>> {
    let xml = std::fs::read_to_string(folder.join(format!("locales-{tag}.xml"))).ok()?;
    Some(Arc::new(Locale::parse(&xml).unwrap()))
}

/// Loads all styles in the folder that `HANDOUT_CSL_STYLE_FOLDER` names, and in its subfolders.
#[test]
#[ignore = "needs a folder of styles: set HANDOUT_CSL_STYLE_FOLDER"]
fn all_published_styles_load() {
    let mut folders = vec![PathBuf::from(variable("HANDOUT_CSL_STYLE_FOLDER"))];
    let (mut count, mut errors) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "csl") {
                count += 1;
                if let Err(error) = Style::parse(&std::fs::read_to_string(&path).unwrap()) {
                    errors.push(format!("{}: {error}", path.display()));
                }
            }
        }
    }
    assert!(count > 0, "no styles found");
    assert!(errors.is_empty(), "{} of {count} styles do not load:\n{}", errors.len(), errors.join("\n"));
}
