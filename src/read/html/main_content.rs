//! Finds the article in a page, and the furniture within it.
//!
//! The search goes from the body inwards: as long as one element contains all prose, the elements around it are left
//! out if they are links or the author marked up a `<main>`. Sentences are left out only for a reason given by
//! [`super::furniture`], or if there are only a few next to a `<main>` with many. Everything left out is in
//! [`Main::left_out`].

use super::{
    furniture, names,
    page::Page,
    shape::Shape,
    tree::{Id, Kind},
};
use crate::read::account::Reason;

/// The maximum number of words of prose next to the main content that are left out, with a warning.
const ASIDE: u32 = 25;

/// The part of a page that is the article.
pub(super) struct Main {
    /// The element that contains it.
    pub(super) root: Id,
    /// For each node, whether it is left out.
    pub(super) dropped: Vec<bool>,
    /// The parts that are left out (outermost only), in page order.
    pub(super) left_out: Vec<(Id, Reason)>,
}

impl Main {
    pub(super) fn find(page: &Page) -> Self {
        let nodes = page.tree.nodes.len();
        let mut finder =
            Finder { page, shapes: page.shapes.clone(), dropped: vec![false; nodes], left_out: Vec::new() };
        finder.furniture();
        finder.menus();
        let root = if finder.is_plain() { page.body } else { finder.root() };
        for (id, reason) in &mut finder.left_out {
            let inside = page.tree.around(*id).any(|around| around == root);
            let few = *reason == Reason::Hidden && page.shapes[*id].words < ASIDE;
            if !inside && (few || *reason == Reason::Navigation) {
                *reason = Reason::Surroundings;
            }
        }
        finder.left_out.sort_by_key(|&(id, _)| page.tree.span(id).start);
        Self { root, dropped: finder.dropped, left_out: finder.left_out }
    }
}

struct Finder<'a> {
    page: &'a Page<'a>,
    /// The shape of each element without the parts that are left out.
    shapes: Vec<Shape>,
    dropped: Vec<bool>,
    left_out: Vec<(Id, Reason)>,
}

impl Finder<'_> {
    /// Leaves out furniture that is recognized by itself, wherever it is.
    fn furniture(&mut self) {
        let mut open = vec![(self.page.body, false)];
        while let Some((id, inside)) = open.pop() {
            if let Some(reason) = furniture::reason(self.page, id, inside) {
                self.drop(id, reason);
                continue;
            }
            let inside = inside || is_marked(self.page, id);
            open.extend(self.page.tree.children(id).iter().rev().map(|&child| (child, inside)));
        }
    }

    fn drop(&mut self, id: Id, reason: Reason) {
        self.dropped[id] = true;
        self.left_out.push((id, reason));
        let gone = self.shapes[id];
        for around in std::iter::once(id).chain(self.page.tree.around(id)) {
            let shape = &mut self.shapes[around];
            shape.words = shape.words.saturating_sub(gone.words);
            shape.linked = shape.linked.saturating_sub(gone.linked);
            shape.prose = shape.prose.saturating_sub(gone.prose);
            shape.links = shape.links.saturating_sub(gone.links);
        }
    }

    /// Returns whether the page has no furniture, so that all of it is the article.
    fn is_plain(&self) -> bool {
        let editors = |reason: Reason| matches!(reason, Reason::Script | Reason::Comment | Reason::Hidden);
        let tree = self.page.tree;
        self.left_out.iter().all(|&(id, reason)| editors(reason) || names::is_inline(tree.name(id)))
    }

    /// Finds the element that contains the article, and leaves out everything around it.
    fn root(&mut self) -> Id {
        let tree = self.page.tree;
        let main = self.only(&["main"]);
        let marked =
            main.or_else(|| self.only(&["article"])).or_else(|| self.only_titled()).or_else(|| self.only_entry());
        let mut root = self.page.body;
        while let Some(inner) = self.inner(root, marked) {
            let others = tree.children(root).iter().copied().filter(|&child| child != inner && !self.dropped[child]);
            for other in others.collect::<Vec<_>>() {
                if matches!(tree.nodes[other].kind, Kind::Other) || self.shapes[other].words == 0 {
                    continue;
                }
                let shape = self.shapes[other];
                let reported = shape.prose > 0 || shape.words - shape.linked >= ASIDE;
                self.drop(other, if reported { Reason::Doubtful } else { Reason::Surroundings });
            }
            root = inner;
        }
        root
    }

    /// Returns the only child that may contain the article.
    fn inner(&self, root: Id, marked: Option<Id>) -> Option<Id> {
        let tree = self.page.tree;
        if is_unit(tree.name(root)) || (tree.name(root) == "article" && self.only(&["article"]) == Some(root)) {
            return None;
        }
        let kept = || tree.children(root).iter().copied().filter(|&child| !self.dropped[child]);
        let total = self.shapes[root];
        let towards = marked.filter(|&marked| marked != root && tree.around(marked).any(|around| around == root));
        let inner = match towards {
            Some(marked) => {
                kept().find(|&child| child == marked || tree.around(marked).any(|around| around == child))?
            }
            None => kept().max_by_key(|&child| self.shapes[child].prose)?,
        };
        if names::is_inline(tree.name(inner)) && !self.page.holds_lines[inner] || is_unit(tree.name(inner)) {
            return None;
        }
        let teasers = kept().filter(|&child| child != inner && self.is_teasers(child));
        let beside = self.shapes[inner].prose + teasers.map(|child| self.shapes[child].prose).sum::<u32>();
        let outside = total.prose.saturating_sub(self.shapes[inner].prose);
        let apart = total.prose.saturating_sub(beside);
        let chaff = |child: Id| {
            let shape = self.shapes[child];
            shape.words == 0
                || (shape.prose == 0 && shape.links > 0 && shape.is_linked() && !self.follows_heading(child))
        };
        let header =
            || kept().any(|child| child != inner && tree.name(child) == "header" && self.shapes[child].prose > 0);
        let fits = match towards {
            Some(_) => apart < ASIDE && apart * 10 <= total.prose && !header(),
            None => outside == 0 && self.shapes[inner].prose > 0 && kept().all(|child| child == inner || chaff(child)),
        };
        fits.then_some(inner)
    }

    /// Returns whether an element next to the article is a list of links to others.
    fn is_teasers(&self, id: Id) -> bool {
        let tree = self.page.tree;
        self.shapes[id].is_teasers() && !tree.below(id).any(|inner| matches!(tree.name(inner), "h1" | "main"))
    }

    /// Returns the only `<article>` with a top-level heading: the others are teasers.
    fn only_titled(&self) -> Option<Id> {
        let tree = self.page.tree;
        let titled = |&id: &Id| {
            tree.name(id) == "article" && !self.dropped[id] && tree.below(id).any(|inner| tree.name(inner) == "h1")
        };
        let mut found = tree.below(self.page.body).filter(titled);
        found.next().filter(|_| found.next().is_none())
    }

    /// Returns the page's only element with one of these names that contains text.
    fn only(&self, names: &[&str]) -> Option<Id> {
        let tree = self.page.tree;
        let named = |&id: &Id| {
            let role = tree.attribute(id, "role").unwrap_or_default();
            (names.contains(&tree.name(id)) || names.contains(&role)) && self.shapes[id].words > 0
        };
        let mut found = None;
        let mut open = vec![self.page.body];
        while let Some(id) = open.pop() {
            if named(&id) && found.replace(id).is_some() {
                return None;
            }
            open.extend(tree.children(id).iter().filter(|&&child| !self.dropped[child]));
        }
        found
    }

    /// Returns the element with the only dated blog entry on the page, by microformat classes.
    fn only_entry(&self) -> Option<Id> {
        let tree = self.page.tree;
        let is_entry = |&id: &Id| tree.classes(id).iter().any(|class| matches!(class.as_str(), "hentry" | "h-entry"));
        let mut found = tree.below(self.page.body).filter(is_entry);
        let entry = found.next().filter(|_| found.next().is_none())?;
        let is_feed = |&id: &Id| tree.classes(id).iter().any(|class| class == "hfeed");
        Some(tree.around(entry).find(is_feed).unwrap_or(entry))
    }

    /// Returns whether the preceding element is a heading or a paragraph, so that a list of links belongs to it.
    fn follows_heading(&self, id: Id) -> bool {
        let tree = self.page.tree;
        let (before, _) = tree.siblings(id);
        let before = before.iter().rev().copied().find(|&child| !tree.name(child).is_empty());
        before.is_some_and(|before| {
            names::is_heading(tree.name(before)) || (self.shapes[before].prose > 0 && !self.page.holds_lines[before])
        })
    }

    /// Leaves out link lists outside the marked-up article, unless a heading or a sentence introduces them.
    fn menus(&mut self) {
        let tree = self.page.tree;
        // A page without a sentence is itself a list of links.
        let mut open = if self.shapes[self.page.body].prose > 0 { vec![self.page.body] } else { Vec::new() };
        let mut text = false;
        while let Some(id) = open.pop() {
            for &child in tree.children(id) {
                let shape = self.shapes[child];
                if self.dropped[child] || tree.name(child).is_empty() || is_marked(self.page, child) {
                    continue;
                }
                let links = shape.prose == 0 && shape.links >= 3 && shape.is_linked();
                if links && self.page.own_line[child] && tree.name(child) != "p" && !self.follows_heading(child) {
                    self.drop(child, if text { Reason::Doubtful } else { Reason::Navigation });
                } else if shape.words > 0 && is_copyright(self.page, child) {
                    self.drop(child, Reason::Surroundings);
                } else if shape.prose > 0 && (!is_unit(tree.name(child)) || tree.name(child) == "table") {
                    open.push(child);
                }
                text |= shape.prose > 0;
            }
        }
    }
}

/// Returns whether the author marked up an element as the article or the main part of the page.
fn is_marked(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    matches!(tree.name(id), "main" | "article")
        || tree.attribute(id, "role") == Some("main")
        || tree.attribute(id, "itemprop") == Some("articleBody")
}

/// Returns whether an element is a line such as "© 2024 City Hospital. All rights reserved."
fn is_copyright(page: &Page, id: Id) -> bool {
    let shape = page.shapes[id];
    if shape.words == 0 || shape.words > ASIDE || shape.holds_article {
        return false;
    }
    let text = page.tree.text(id);
    text.starts_with('©') || text.to_ascii_lowercase().starts_with("copyright ©")
}

/// Returns whether an element is read as a unit, so that it cannot contain the article.
fn is_unit(name: &str) -> bool {
    names::is_heading(name)
        || matches!(
            name,
            "table" | "ul" | "ol" | "dl" | "figure" | "p" | "pre" | "blockquote" | "details" | "fieldset" | "center"
        )
}
