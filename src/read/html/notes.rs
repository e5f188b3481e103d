//! Footnotes and written-out references of a page: found by the links that lead to them and back.

use super::{
    address::Addresses,
    main_content::Main,
    names,
    tree::{Id, Kind, Tree},
};
use crate::read::common::{clean::folded, words::is_references};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The longest mark that is taken for a note's, in characters: `[12]`, `note 3`.
const MARK: usize = 10;

/// Headings over nothing but notes.
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

/// What the links within the page lead to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The element of each note, by its label: the name that its marks lead to.
    pub(super) notes: BTreeMap<Id, String>,
    /// The note that a mark (a link) refers to.
    pub(super) marks: HashMap<Id, String>,
    /// The entry of the list of references that a mark cites.
    pub(super) cites: HashMap<Id, u32>,
    /// Links from notes and entries back to their marks.
    pub(super) back: BTreeSet<Id>,
    /// What holds nothing but notes: their list, its heading.
    pub(super) around: BTreeSet<Id>,
    /// The last number of the list of references; 0 without one.
    pub(super) cited: u32,
    /// The list of references.
    pub(super) works: Option<Id>,
    /// Its entries, with their numbers.
    numbers: HashMap<Id, u32>,
    /// Names that links lead to.
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

    /// The numbered list under a heading such as "References", or one that says so itself.
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
        // Which links lead into each element, so that a note finds its marks without looking at all links.
        for (link, target) in finder.links {
            let Some(&place) = finder.names.get(target.as_str()) else { continue };
            if let Some(number) = self.entry(tree, place) {
                if tree.text(*link).chars().count() <= MARK && !finder.inside(*link, self.works) {
                    self.cites.insert(*link, number);
                }
                continue;
            }
            // A link out of the list of references leads back to where a work is cited: no footnote is there.
            let listed = finder.inside(*link, self.works);
            if listed || tree.text(*link).chars().count() > MARK || !finder.is_mark(*link) {
                continue;
            }
            let Some(note) = finder.note(place) else { continue };
            // A link inside a note leads back from it, or elsewhere; it is no mark.
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
            let said = std::iter::once(*link).chain(tree.around(*link).take(2)).any(|id| says_back(tree, id));
            if (leads || said) && tree.around(*link).any(|around| holders.contains(&around)) {
                self.back.insert(*link);
            }
        }
        // `^ a b`: an element that holds nothing but such links goes with them.
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

    /// Returns whether a mark is at this place: it is one, or holds one, or is in one.
    fn is_mark_place(&self, tree: &Tree, place: Id) -> bool {
        let is = |id: Id| self.marks.contains_key(&id) || self.cites.contains_key(&id);
        tree.below(place).take(6).any(is) || tree.around(place).take(2).any(is) || {
            // An empty anchor right before its mark.
            let (_, after) = tree.siblings(place);
            after.first().is_some_and(|&next| tree.below(next).take(3).any(is))
        }
    }

    /// Returns the number of the entry of the list of references that a place is in.
    fn entry(&self, tree: &Tree, place: Id) -> Option<u32> {
        let mut holders = std::iter::once(place).chain(tree.around(place));
        holders.find_map(|id| self.numbers.get(&id).copied())
    }

    /// Finds lists, sections and headings of notes alone, of which nothing is left without their notes.
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
        // The first note of each parent is enough to look before.
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

/// Returns the items of a list that counts them by labels of its own, `<span class="label">1.</span>`, and the labels.
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

/// Returns the element before one, with nothing but white space between.
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

/// Returns whether an element is named as one of nothing but links back from a note: `<span class="mw-cite-backlink">`.
fn says_back(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "role") == Some("doc-backlink")
        || tree.tokens(id).iter().any(|token| matches!(token.as_str(), "backlink" | "backref"))
}

/// Returns a heading's words, without the mark of a link to itself.
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

    /// Returns whether a link looks like a note's mark: raised, a number, a sign, or named as one.
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

    /// Returns the element that is the whole note at this place.
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

    /// Returns whether a link in the note leads to the mark, or right next to it.
    fn leads_back(&self, note: Id, mark: Id) -> bool {
        let near: Vec<Id> = std::iter::once(mark).chain(self.tree.around(mark).take(2)).collect();
        let first = self.links.partition_point(|(link, _)| *link < note);
        // Nodes are numbered in the order of the source, so the links of a note are next to each other.
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
