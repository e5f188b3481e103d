//! The records that an article may cite: found, read and deduplicated.

use super::Sources;
use crate::{
    article::{Article, Span, SpannedPath},
    diagnostic::{Code, Diagnostic, Source},
    records::{self, ENDINGS, Record},
};
use std::{
    cell::Cell,
    collections::{BTreeSet, HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

/// The number of bibliography files kept in memory for other articles.
const KEPT: usize = 16;

/// How many keys are compared with missing ones, to suggest others: each missing one is compared with all.
const COMPARED: usize = 1_000_000;

/// Records by all their keys.
#[derive(Default)]
pub(super) struct Library {
    pub(super) records: Vec<Arc<Record>>,
    by_key: HashMap<String, usize>,
    /// Generated author–year keys that a second record shares, with that record.
    shared: HashMap<String, usize>,
    by_doi: HashMap<String, usize>,
    /// How many keys have been compared with missing ones.
    compared: Cell<usize>,
}

impl Library {
    /// Reads the files named by the caller and the article, or else those next to the article; then the works in the
    /// front matter. If a key occurs twice, the first record wins.
    pub(super) fn load(article: &Article, sources: &Sources<'_>, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut library = Self::default();
        let named: Vec<SpannedPath> = article.meta.bibliography.clone();
        let found =
            if named.is_empty() && sources.options.bibliography.is_empty() { next_to_article(sources) } else { named };
        let files: Vec<Arc<Source>> = found.iter().filter_map(|path| open(path, sources, diagnostics)).collect();
        for file in sources.options.bibliography.iter().chain(&files) {
            let read = read_once(file);
            diagnostics.extend(read.diagnostics.iter().cloned());
            for record in &read.records {
                library.add(record, diagnostics);
            }
        }
        library.add_own(article, diagnostics);
        library
    }

    /// Adds the works in the article's front matter.
    fn add_own(&mut self, article: &Article, diagnostics: &mut Vec<Diagnostic>) {
        let source = Arc::new(Source::new("references", ""));
        for work in &article.meta.works {
            match records::from_yaml(work.clone()) {
                Ok(item) => {
                    let keys = vec![item.id.clone()];
                    let record =
                        Record { keys, item, members: Vec::new(), span: Span::default(), source: source.clone() };
                    self.add(&Arc::new(record), diagnostics);
                }
                Err(problem) => {
                    let message = format!("a work in `references` is left out: {problem}");
                    diagnostics.push(Diagnostic::new(Code::BadRecord, message).help("fix or remove it"));
                }
            }
        }
    }

    /// Returns the record with a key, which may be `doi:10…`.
    pub(super) fn find(&self, key: &str) -> Option<usize> {
        let by_doi = || {
            let doi = ["doi:", "DOI:", "https://doi.org/", "http://doi.org/"]
                .iter()
                .find_map(|start| key.strip_prefix(start))?;
            self.by_doi.get(&doi.to_lowercase()).copied()
        };
        self.by_key.get(key).copied().or_else(by_doi)
    }

    /// Returns the records that a record stands for: itself, or the members of a set.
    pub(super) fn members(&self, record: usize) -> Vec<usize> {
        let members = &self.records[record].members;
        let found: Vec<usize> = members.iter().filter_map(|key| self.by_key.get(key).copied()).collect();
        if found.is_empty() { vec![record] } else { found }
    }

    /// Returns all keys, including alternative ones, to compare them with a missing one; none if many were missing.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        let compared = self.compared.get();
        self.compared.set(compared + self.records.len());
        let records = self.records.iter().take_while(move |_| compared < COMPARED);
        records.flat_map(|record| &record.keys).map(String::as_str)
    }

    fn add(&mut self, record: &Arc<Record>, diagnostics: &mut Vec<Diagnostic>) {
        let index = self.records.len();
        if let Some(&first) = self.by_key.get(&record.keys[0])
            && self.records[first].keys[0] == record.keys[0]
        {
            if self.records[first].item != record.item {
                let message = format!("two records have the key `{}`; the first is used", record.keys[0]);
                let help = format!("used: {}; left out: {}", title(&self.records[first]), title(record));
                let duplicate = Diagnostic::new(Code::DuplicateRecord, message).at(record.span).help(help);
                diagnostics.push(duplicate.within(record.source.clone()));
            }
            return;
        }
        for (place, key) in record.keys.iter().enumerate() {
            match self.by_key.get(key) {
                // a record's own key takes precedence over an alternative key of another
                Some(&first) if place == 0 && self.records[first].keys[0] != *key => {
                    self.by_key.insert(key.clone(), index);
                }
                Some(&first) if self.records[first].keys[0] != *key && self.records[first].item != record.item => {
                    self.shared.entry(key.clone()).or_insert(index);
                }
                Some(_) => {}
                None => {
                    self.by_key.insert(key.clone(), index);
                }
            }
        }
        if let Some(doi) = record.item.get("DOI") {
            self.by_doi.entry(doi.to_lowercase()).or_insert(index);
        }
        self.records.push(record.clone());
    }

    /// Warns about a key that is an alternative key of two records.
    pub(super) fn report_shared_key(&self, key: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        let (Some(&first), Some(&second)) = (self.by_key.get(key), self.shared.get(key)) else { return };
        let (first, second) = (&self.records[first], &self.records[second]);
        if first.keys[0] == key {
            return;
        }
        let message = format!("`{key}` matches both {} and {}; the first is used", title(first), title(second));
        let help = format!("cite `{}` or `{}`", first.keys[0], second.keys[0]);
        diagnostics.push(Diagnostic::new(Code::DuplicateRecord, message).at(span).help(help));
    }

    /// Warns about cited records that are the same work: they share a DOI or PMID.
    pub(super) fn report_same_works(&self, cited: &[usize], diagnostics: &mut Vec<Diagnostic>) {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for record in cited.iter().map(|&index| &self.records[index]) {
            for variable in ["DOI", "PMID"] {
                let Some(id) = record.item.get(variable) else { continue };
                let first = *seen.entry(format!("{variable} {}", id.to_lowercase())).or_insert(&record.keys[0]);
                if first != record.keys[0] {
                    let message = format!("`{first}` and `{}` are the same work: {variable} {id}", record.keys[0]);
                    let duplicate = Diagnostic::new(Code::DuplicateRecord, message).at(record.span);
                    diagnostics.push(duplicate.within(record.source.clone()).help("cite it by one key"));
                    break;
                }
            }
        }
    }
}

/// Returns the title of a record, quoted for a message.
fn title(record: &Record) -> String {
    format!("`{}`", record.item.get("title").unwrap_or(&record.keys[0]))
}

/// The contents of a bibliography file.
struct Read {
    records: Vec<Arc<Record>>,
    diagnostics: Vec<Diagnostic>,
}

/// Reads a bibliography file, or returns the cached result for the same text: a batch has many articles and few
/// bibliographies. The most recent files are cached for the process.
fn read_once(file: &Arc<Source>) -> Arc<Read> {
    static FILES: Mutex<VecDeque<(Arc<Source>, Arc<Read>)>> = Mutex::new(VecDeque::new());
    let known = |files: &VecDeque<(Arc<Source>, Arc<Read>)>| {
        let same =
            |source: &Arc<Source>| Arc::ptr_eq(source, file) || (source.name == file.name && source.text == file.text);
        files.iter().find(|(source, _)| same(source)).map(|(_, read)| read.clone())
    };
    if let Some(read) = known(&FILES.lock().unwrap_or_else(PoisonError::into_inner)) {
        return read;
    }
    let mut diagnostics: Vec<Diagnostic> =
        file.reported.iter().map(|reported| reported.clone().within(file.clone())).collect();
    let records = records::read(file, &mut diagnostics).into_iter().map(Arc::new).collect();
    let read = Arc::new(Read { records, diagnostics });
    let mut files = FILES.lock().unwrap_or_else(PoisonError::into_inner);
    if files.len() >= KEPT {
        files.pop_front();
    }
    files.push_back((file.clone(), read.clone()));
    read
}

/// Returns `references.*` and `NAME.bib` in the article's folder, sorted.
fn next_to_article(sources: &Sources<'_>) -> Vec<SpannedPath> {
    let shared = ENDINGS.iter().map(|ending| format!("references.{ending}"));
    let own = sources.name.map(|name| format!("{name}.bib"));
    let names: BTreeSet<String> = sources.env.existing(shared.chain(own).collect()).into_iter().collect();
    names.into_iter().map(|path| SpannedPath { path, span: Span::default() }).collect()
}

fn open(path: &SpannedPath, sources: &Sources<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<Source>> {
    let problem = match sources.env.read(&path.path) {
        Ok(bytes) => return Some(Arc::new(Source::lenient(&path.path, &bytes))),
        Err(error) => error.to_string(),
    };
    let message = format!("the bibliography `{}` cannot be read: {problem}", path.path);
    let help = "name a file in the article's folder, or pass one with `--bibliography`";
    diagnostics.push(Diagnostic::new(Code::MissingBibliography, message).at(path.span).help(help));
    None
}
