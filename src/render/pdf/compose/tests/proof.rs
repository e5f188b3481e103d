//! Measures whole pages: the samples in all bundled themes on A4 and Letter. No faults are allowed but the exceptions,
//! each with its reason.

use super::*;
use crate::{
    article::{Direction, Organization},
    render::pdf::{
        compose::{pages::Frame, sheet::Sheet},
        document::Artifact,
        structure::Role,
    },
    typeset::{GlyphRun, Item},
};
use std::path::Path;

/// The fraction of a page above which a gap is a fault, and below which the last page is nearly empty.
const FIFTH: f32 = 0.2;

/// The padding above and below the text of a cell, in points.
const PAD: f32 = 4.0;

/// The faults that have a reason: sample, theme, paper, and the start of the fault's description.
const EXCEPTIONS: &[(&str, &str, &str, &str)] = &[
    // side-by-side columns are one box, and on Letter paper it is taller than the rest of the page
    ("broken-wrist.md", "clinic", "letter", "gap"),
    ("broken-wrist.md", "book", "letter", "gap"),
    ("broken-wrist.md", "large-print", "a4", "gap"),
    ("broken-wrist.md", "large-print", "letter", "gap"),
    // the box of contacts and the colophon stay together
    ("clean-hands.md", "clinic", "a4", "gap"),
    ("clean-hands.md", "book", "a4", "gap"),
    ("clean-hands.md", "large-print", "a4", "gap"),
    // at 18 points a tip more on this page would leave the next one with the gap
    ("hand-washing.th.md", "large-print", "letter", "gap"),
    // at 18 points the figure at 80 %, a warning and each of the tables are taller than the rest of the page
    ("after-a-fall.md", "large-print", "a4", "gap"),
    ("after-a-fall.md", "large-print", "letter", "gap"),
];

/// Returns the samples; the clinic's have the settings that all its handouts share.
fn samples() -> Vec<(String, Resolved)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = std::fs::read_to_string(root.join("sources/clinic/handout.toml")).expect("settings of the clinic");
    let settings: toml::Table = toml::from_str(&settings).expect("a table");
    let mut clinic: Organization = settings["organization"].clone().try_into().expect("an organization");
    clinic.logo = None;
    let mut samples = Vec::new();
    for folder in ["sources", "sources/clinic", "sources/languages", "sources/maths", "tests/cases/pages"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join(folder)).expect("a folder").flatten().collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        for file in files {
            let name = file.file_name().into_string().expect("a name");
            let syntax = match name.rsplit_once('.') {
                Some((_, "md")) => Syntax::Markdown,
                Some((_, "txt")) => Syntax::Pasted,
                _ => continue,
            };
            let text = std::fs::read_to_string(file.path()).expect("a sample");
            let pictures = if folder.starts_with("tests") { "sources" } else { folder };
            let env = DiskEnv::new(root.join(pictures), FontSet::bundled());
            let article = read(&Source::new(name.as_str(), &text), syntax).article;
            let organization = folder.ends_with("clinic").then(|| clinic.clone());
            let options = Options { organization, ..Options::default() };
            samples.push((name, resolve(article, None, &env, &options, &mut Vec::new())));
        }
    }
    samples
}

/// Returns the largest gap on a page, between content or at its foot, as a fraction of the text area's height.
fn largest_gap(page: &Page, frame: &Frame) -> f32 {
    let reach = |item: &Item| match (&item.kind, Part::of(item.owner)) {
        (_, Part::Artifact(Artifact::Header | Artifact::Footer)) => None,
        (ItemKind::Glyphs(run), _) => Some((run.y - run.size, run.y)),
        (ItemKind::Place { .. } | ItemKind::Mark { .. }, _) => None,
        (ItemKind::Fill { rect, .. } | ItemKind::Shape { rect, .. } | ItemKind::Picture { rect, .. }, _) => {
            Some((rect.y, rect.y + rect.height))
        }
    };
    let mut content: Vec<(f32, f32)> = page.items.iter().filter_map(reach).collect();
    content.push((frame.y + frame.height, f32::MAX));
    content.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut end, mut largest) = (frame.y, 0.0_f32);
    for (top, foot) in content {
        (largest, end) = (largest.max(top - end), end.max(foot));
    }
    largest / frame.height
}

/// Returns the table that an element is in.
fn table_around(structure: &Structure, mut node: NodeId) -> Option<NodeId> {
    while structure.node(node).role != Role::Table {
        node = structure.node(node).parent?;
    }
    Some(node)
}

/// Returns whether a line of a table ends within a word: it ends and the next line begins with letters.
fn divides(before: &GlyphRun, after: &GlyphRun) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric();
    before.y < after.y && before.text.ends_with(is_letter) && after.text.starts_with(is_letter)
}

fn faults(document: &Document, frame: &Frame) -> Vec<String> {
    let mut faults = Vec::new();
    let count = document.pages.len();
    // the vertical extent of each table, by page
    let mut tables: BTreeMap<NodeId, BTreeMap<usize, (f32, f32)>> = BTreeMap::new();
    for (at, page) in document.pages.iter().enumerate() {
        let turned = page.width > page.height;
        let empty = largest_gap(page, frame);
        if !turned && at + 1 < count && empty > FIFTH {
            faults.push(format!("gap of {:.0} % on page {}", empty * 100.0, at + 1));
        }
        if !turned && at > 0 && at + 1 == count && empty > 1.0 - FIFTH {
            faults.push("short last page".to_owned());
        }
        let mut before: Option<(&Item, &GlyphRun)> = None;
        for item in &page.items {
            let ItemKind::Glyphs(run) = &item.kind else { continue };
            let left = frame.left(at + 1);
            // the space at the end of a line is invisible
            if !turned && run.x + run.width() > left + frame.width + run.size * 0.4 && !run.rtl {
                faults.push(format!("overfull line on page {}: {}", at + 1, run.text));
            }
            let last = before.replace((item, run));
            let Part::Content(node) = Part::of(item.owner) else { continue };
            let Some(table) = table_around(&document.structure, node) else { continue };
            let divided = last.is_some_and(|(last, line)| last.owner == item.owner && divides(line, run));
            if divided || run.text.contains('\u{ad}') {
                faults.push(format!("divided word in a table on page {}: {}", at + 1, run.text));
            }
            // the line and the padding of a cell
            let (top, foot) = (run.y - run.size - PAD, run.y + 0.3 * run.size + PAD);
            let on = tables.entry(table).or_default().entry(at).or_insert((top, foot));
            *on = (on.0.min(top), on.1.max(foot));
        }
    }
    let low =
        |on: &&BTreeMap<usize, (f32, f32)>| on.values().map(|(top, foot)| foot - top).sum::<f32>() < frame.height / 3.0;
    let split = tables.values().filter(|on| on.len() > 1).filter(low);
    faults.extend(split.map(|on| format!("low table on pages {:?}", on.keys())));
    faults
}

/// Typesets an article and returns the faults of its pages.
fn measured(resolved: &Resolved, theme: &str, paper: Paper) -> Vec<String> {
    let theme = Theme::bundled(theme).expect("a bundled theme");
    let sheet = Sheet::new(&theme, paper.size().0, &resolved.article().lang(), fonts()).expect("fonts");
    let frame = Frame::new(&sheet, paper, resolved.article().direction() == Direction::Rtl);
    let document = compose(resolved, fonts(), &mut Shaper::default(), design(&theme, paper)).expect("pages").0;
    faults(&document, &frame)
}

#[test]
fn samples_have_no_gaps_divided_words_short_last_pages_overfull_lines_or_split_tables() {
    let samples = samples();
    assert!(samples.len() > 20, "{}", samples.len());
    let (mut found, mut met) = (Vec::new(), vec![false; EXCEPTIONS.len()]);
    for ((path, resolved), theme) in samples.iter().flat_map(|sample| Theme::NAMES.map(|theme| (sample, theme))) {
        for (name, paper) in [("a4", Paper::A4), ("letter", Paper::Letter)] {
            for fault in measured(resolved, theme, paper) {
                let known = EXCEPTIONS.iter().position(|(sample, look, sheet, kind)| {
                    path == sample && *look == theme && *sheet == name && fault.starts_with(kind)
                });
                match known {
                    Some(known) => met[known] = true,
                    None => found.push(format!("{path} {theme} {name}: {fault}")),
                }
            }
        }
    }
    let stale = EXCEPTIONS.iter().zip(met).filter(|(_, met)| !met).map(|(known, _)| format!("no longer: {known:?}"));
    found.extend(stale);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn measuring_finds_each_kind_of_fault() {
    let faults = |text: &str, break_words: bool| {
        let article = read(&Source::new("a.md", text), Syntax::Markdown).article;
        let theme = Theme::clinic();
        let resolved = resolved(article);
        let sheet = Sheet::new(&theme, Paper::A4.size().0, &resolved.article().lang(), fonts()).expect("fonts");
        let frame = Frame::new(&sheet, Paper::A4, false);
        let composed = compose(&resolved, fonts(), &mut Shaper::default(), design(&theme, Paper::A4));
        let mut document = composed.expect("pages").0;
        if break_words {
            spoil(&mut document);
        }
        self::faults(&document, &frame).join("\n")
    };
    let lines = |count: usize| "One line.\n\n".repeat(count);
    let table = "| A | B |\n|---|---|\n| one | Two words |\n\n";
    let broken = faults(&format!("{}\n\n\\newpage\n\nEnd.\n", lines(5)), false);
    assert!(broken.contains("gap of") && broken.contains("short last page"), "{broken}");
    let spoilt = faults(table, true);
    assert!(spoilt.contains("overfull") && spoilt.contains("divided word"), "{spoilt}");
    assert!(spoilt.contains("low table on pages"), "{spoilt}");
    assert_eq!(faults(&format!("{}{table}", lines(3)), false), "");
}

/// Introduces faults that the composer never makes: the last run of a table is divided, too wide, and partly on another
/// page.
fn spoil(document: &mut Document) {
    let page = document.pages.first_mut().expect("a page");
    let words =
        page.items.iter().rposition(|item| matches!(&item.kind, ItemKind::Glyphs(run) if run.text.contains("Two")));
    let mut item = page.items[words.expect("a run of a table")].clone();
    let ItemKind::Glyphs(run) = &mut item.kind else { return };
    (run.x, run.y, run.text) = (run.x + 900.0, run.y + 20.0, "wo".to_owned());
    let (overleaf, at) = (item.clone(), words.expect("a run of a table"));
    if let ItemKind::Glyphs(run) = &mut page.items[at].kind {
        run.text = "T".to_owned();
    }
    page.items.insert(at + 1, item);
    document.pages.push(Page { items: vec![overleaf], ..document.pages[0].clone() });
}
