//! Footnotes and the reference list of a page: recognized by links to them and back.

use super::{
    address::Addresses,
    main_content::Main,
    names,
    tree::{Id, Kind, Tree},
};
use crate::read::common::{clean::folded, words::is_references};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The maximum length of a note reference, in characters: `[12]`, `note 3`.
const MARK: usize = 10;

/// Headings of sections that contain only notes.
const HEADINGS: &[&str] = &[
    "footnotes",
    "notes",
    "endnotes",
    "footnote",
    "fußnoten",
    "anmerkungen",
    "notas",
    "notas al pie",
    "notes de bas de page",
    "voetnoten",
    "note",
];

/// The targets of links within the page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The element of each note with its label, the name that references link to.
    pub(super) notes: BTreeMap<Id, String>,
    /// The label of the note that a reference (a link) refers to.
    pub(super) marks: HashMap<Id, String>,
    /// The entry of the reference list that a link cites.
    pub(super) cites: HashMap<Id, u32>,
    /// Back links of notes and entries.
    pub(super) back: BTreeSet<Id>,
    /// Elements that contain only notes: their list, its heading.
    pub(super) around: BTreeSet<Id>,
    /// The last number of the reference list, or 0 without one.
    pub(super) cited: u32,
    /// The reference list.
    pub(super) works: Option<Id>,
    /// Its entries, with their numbers.
    numbers: HashMap<Id, u32>,
    /// The names that links refer to.
    pub(super) targets: BTreeSet<String>,
}

impl Notes {
    pub(super) fn find(tree: &Tree, main: &Main, addresses: &Addresses) -> Self {
        let mut names: HashMap<&str, Id> = HashMap::new();
        let mut links: Vec<(Id, String)> = Vec::new();
        let mut shown = Vec::new();
        let mut open = vec![main.root];
        while let Some(id) = open.pop() {
            open.extend(tree.children(id).iter().rev().filter(|&&child| !main.dropped[child]));
            shown.push(id);
        }
        for id in shown {
            let name = tree.filled(id, "id").or_else(|| tree.filled(id, "name").filter(|_| tree.name(id) == "a"));
            if let Some(name) = name {
                names.entry(name).or_insert(id);
            }
            if tree.name(id) == "a"
                && let Some(target) = tree.filled(id, "href").and_then(|href| addresses.inner(href))
            {
                links.push((id, target));
            }
        }
        links.sort_unstable_by_key(|(link, _)| *link);
        let mut notes = Self::default();
        notes.works(tree, main);
        let finder = Finder { tree, names: &names, links: &links };
        notes.pair(&finder);
        notes.around(tree, main);
        let goes = |link: &Id| {
            !(notes.marks.contains_key(link) || notes.cites.contains_key(link) || notes.back.contains(link))
        };
        notes.targets = links.iter().filter(|(link, _)| goes(link)).map(|(_, target)| target.clone()).collect();
        notes
    }

    /// Finds the numbered list under a heading such as "References", or one that is marked as such.
    fn works(&mut self, tree: &Tree, main: &Main) {
        let mut heading = false;
        for id in tree.below(main.root) {
            match tree.name(id) {
                name if names::is_heading(name) => heading = is_references(&heading_text(tree, id)),
                "ol" if heading && !main.dropped[id] => {
                    let items = tree.elements(id).filter(|&item| tree.name(item) == "li");
                    self.works = Some(id);
                    self.numbers = items.zip(tree.list_start(id)..u32::MAX).collect();
                    self.cited = self.numbers.values().copied().max().unwrap_or(0);
                    heading = false;
                }
                "ul" if heading && !main.dropped[id] => {
                    if let Some(labels) = labels(tree, id) {
                        self.works = Some(id);
                        self.cited = labels.len() as u32;
                        self.numbers = labels.iter().zip(1..).map(|(&(item, _), number)| (item, number)).collect();
                        self.back.extend(labels.iter().map(|&(_, label)| label));
                        heading = false;
                    }
                }
                "p" | "table" | "figure" => heading = false,
                _ => {}
            }
        }
    }

    fn pair(&mut self, finder: &Finder<'_>) {
        let tree = finder.tree;
        // Which links point into each element, so that a note finds its references without checking all links.
        for (link, target) in finder.links {
            let Some(&place) = finder.names.get(target.as_str()) else { continue };
            if let Some(number) = self.entry(tree, place) {
                if tree.text(*link).chars().count() <= MARK && !finder.inside(*link, self.works) {
                    self.cites.insert(*link, number);
                }
                continue;
            }
            // A link from within the reference list leads back to a citation, not to a footnote.
            let listed = finder.inside(*link, self.works);
            if listed || tree.text(*link).chars().count() > MARK || !finder.is_mark(*link) {
                continue;
            }
            let Some(note) = finder.note(place) else { continue };
            // A link inside a note is a back link or leads elsewhere; it is not a reference.
            if finder.inside(*link, Some(note)) || tree.around(*link).any(|around| self.notes.contains_key(&around)) {
                continue;
            }
            let marked = finder.is_marked(note) || finder.leads_back(note, *link);
            if self.notes.contains_key(&note) || marked {
                let label = self.notes.entry(note).or_insert_with(|| target.clone()).clone();
                self.marks.insert(*link, label);
            }
        }
        let holders: BTreeSet<Id> = self.notes.keys().copied().chain(self.works).collect();
        for (link, target) in finder.links {
            let leads = finder.names.get(target.as_str()).is_some_and(|&place| self.is_mark_place(tree, place));
            let said = std::iter::once(*link).chain(tree.around(*link).take(2)).any(|id| is_back_link(tree, id));
            if (leads || said) && tree.around(*link).any(|around| holders.contains(&around)) {
                self.back.insert(*link);
            }
        }
        // `^ a b`: an element that contains only back links goes with them.
        let around: BTreeSet<Id> = self.back.iter().filter_map(|&link| tree.parent(link)).collect();
        for id in around.into_iter().filter(|id| !holders.contains(id) && tree.name(*id) != "p") {
            let bare = tree.children(id).iter().all(|&child| {
                self.back.contains(&child) || tree.text(child).chars().all(|c| "^↑↩ ,;a[]().".contains(c))
            });
            if bare {
                self.back.insert(id);
            }
        }
    }

    /// Returns whether there is a note reference at this element, in it, or around it.
    fn is_mark_place(&self, tree: &Tree, place: Id) -> bool {
        let is = |id: Id| self.marks.contains_key(&id) || self.cites.contains_key(&id);
        tree.below(place).take(6).any(is) || tree.around(place).take(2).any(is) || {
            // An empty anchor directly before its reference.
            let (_, after) = tree.siblings(place);
            after.first().is_some_and(|&next| tree.below(next).take(3).any(is))
        }
    }

    /// Returns the number of the reference list entry that contains an element.
    fn entry(&self, tree: &Tree, place: Id) -> Option<u32> {
        let mut holders = std::iter::once(place).chain(tree.around(place));
        holders.find_map(|id| self.numbers.get(&id).copied())
    }

    /// Finds lists, sections and headings that are empty without their notes.
    fn around(&mut self, tree: &Tree, main: &Main) {
        let mut done: BTreeSet<Id> = self.notes.keys().copied().collect();
        let parents: BTreeSet<Id> = done.iter().filter_map(|&note| tree.parent(note)).collect();
        let mut open: Vec<Id> = parents.into_iter().collect();
        while let Some(id) = open.pop() {
            if id == main.root || done.contains(&id) {
                continue;
            }
            let empty = tree.children(id).iter().all(|&child| {
                done.contains(&child)
                    || match &tree.nodes[child].kind {
                        Kind::Text(text) => text.trim().is_empty(),
                        Kind::Other => true,
                        Kind::Element(_) => {
                            matches!(tree.name(child), "hr" | "br") || is_heading_of_notes(tree, main, child)
                        }
                    }
            });
            if empty {
                done.insert(id);
                self.around.insert(id);
                open.extend(tree.parent(id));
            }
        }
        // Only the first note of each parent needs to be checked for what precedes it.
        let mut firsts: BTreeMap<Option<Id>, Id> = BTreeMap::new();
        for &id in self.around.iter().chain(self.notes.keys()) {
            let first = firsts.entry(tree.parent(id)).or_insert(id);
            *first = id.min(*first);
        }
        let before: Vec<Id> = firsts.values().filter_map(|&id| before(tree, id)).collect();
        for id in before {
            if is_heading_of_notes(tree, main, id) || tree.name(id) == "hr" {
                self.around.insert(id);
                self.around.extend(before_if(tree, id, "hr"));
            }
        }
    }
}

/// Returns the items of a list that is numbered by its own labels, `<span class="label">1.</span>`, and the labels.
fn labels(tree: &Tree, list: Id) -> Option<Vec<(Id, Id)>> {
    let items: Vec<Id> = tree.elements(list).filter(|&item| tree.name(item) == "li").collect();
    let labelled = |(&item, number): (&Id, u32)| {
        let first = tree.children(item).iter().copied().find(|&child| !tree.is_blank(child))?;
        let text = tree.text(first);
        let digits = text.trim_matches(['[', ']', '(', ')', '.', ' ']);
        (!tree.name(first).is_empty() && digits.parse() == Ok(number)).then_some((item, first))
    };
    if items.is_empty() { None } else { items.iter().zip(1..).map(labelled).collect() }
}

fn before_if(tree: &Tree, id: Id, name: &str) -> Option<Id> {
    before(tree, id).filter(|&id| tree.name(id) == name)
}

/// Returns the element before one, with only white space between them.
fn before(tree: &Tree, id: Id) -> Option<Id> {
    let (before, _) = tree.siblings(id);
    let found = before.iter().rev().copied().find(|&own| !tree.is_blank(own))?;
    (!tree.name(found).is_empty()).then_some(found)
}

fn is_heading_of_notes(tree: &Tree, main: &Main, id: Id) -> bool {
    // `<div class="mw-heading"><h2>Notes</h2><span class="mw-editsection">…</span></div>`
    let mut inner = tree.elements(id);
    if tree.name(id) == "div"
        && let Some(first) = inner.next()
    {
        return is_heading_of_notes(tree, main, first) && inner.all(|id| main.dropped[id]);
    }
    (names::is_heading(tree.name(id)) || matches!(tree.name(id), "p" | "strong"))
        && HEADINGS.contains(&folded(&tree.text(id)).as_str())
}

/// Returns whether an element is marked as containing only back links of a note: `<span class="mw-cite-backlink">`.
fn is_back_link(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "role") == Some("doc-backlink")
        || tree.tokens(id).iter().any(|token| matches!(token.as_str(), "backlink" | "backref"))
}

/// Returns the text of a heading, without a permalink to itself.
fn heading_text(tree: &Tree, id: Id) -> String {
    tree.text(id).trim_end_matches(['#', '¶', ' ', '§']).to_owned()
}

struct Finder<'a> {
    tree: &'a Tree,
    names: &'a HashMap<&'a str, Id>,
    links: &'a [(Id, String)],
}

impl Finder<'_> {
    fn inside(&self, id: Id, outer: Option<Id>) -> bool {
        outer.is_some_and(|outer| id == outer || self.tree.around(id).any(|around| around == outer))
    }

    /// Returns whether a link looks like a note reference: superscript, a number, a symbol, or marked as one.
    fn is_mark(&self, link: Id) -> bool {
        let text = self.tree.text(link);
        let bare = text.trim_matches(['[', ']', '(', ')', ' ']);
        let sign = !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || "*†‡§¶#".contains(c));
        let letter = bare.chars().count() == 1 && text.starts_with('[');
        let raised = self.tree.around(link).take(2).any(|id| self.tree.name(id) == "sup")
            || self.tree.elements(link).any(|id| self.tree.name(id) == "sup");
        let said = self.tree.attribute(link, "role") == Some("doc-noteref")
            || self.tree.tokens(link).iter().any(|token| matches!(token.as_str(), "footnote" | "noteref" | "fnref"));
        sign || letter || raised || said
    }

    /// Returns the element that is the whole note at this target.
    fn note(&self, place: Id) -> Option<Id> {
        let whole = |id: &Id| matches!(self.tree.name(*id), "li" | "p" | "dd" | "aside" | "div" | "section");
        let found = std::iter::once(place).chain(self.tree.around(place).take(3)).find(whole)?;
        // `<li><p id="fn1">`: the item is the note.
        let item = self.tree.parent(found).filter(|&id| self.tree.name(id) == "li" && self.tree.name(found) == "p");
        Some(item.unwrap_or(found))
    }

    /// Returns whether a note is marked up as one.
    fn is_marked(&self, note: Id) -> bool {
        std::iter::once(note).chain(self.tree.around(note).take(3)).any(|id| {
            let role = self.tree.attribute(id, "role").unwrap_or_default();
            let kind = self.tree.attribute(id, "epub:type").unwrap_or_default();
            matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes")
                || kind.contains("footnote")
                || self
                    .tree
                    .tokens(id)
                    .iter()
                    .any(|token| matches!(token.as_str(), "footnote" | "footnotes" | "endnotes"))
        })
    }

    /// Returns whether a link in the note leads to its reference, or directly next to it.
    fn leads_back(&self, note: Id, mark: Id) -> bool {
        let near: Vec<Id> = std::iter::once(mark).chain(self.tree.around(mark).take(2)).collect();
        let first = self.links.partition_point(|(link, _)| *link < note);
        // Nodes are numbered in source order, so the links of a note are consecutive.
        self.links[first..].iter().take_while(|(link, _)| self.inside(*link, Some(note))).any(|(_, target)| {
            self.names.get(target.as_str()).is_some_and(|&place| {
                near.contains(&place)
                    || self.tree.below(place).take(4).any(|id| id == mark)
                    || self.tree.parent(place).is_some_and(|parent| {
                        !matches!(self.tree.name(parent), "body" | "div" | "article")
                            && self.tree.children(parent).iter().any(|child| near.contains(child))
                            && self.tree.text(place).is_empty()
                    })
            })
        })
    }
}
