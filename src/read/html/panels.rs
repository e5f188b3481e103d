//! Panels that a page reveals on a click: accordions, tabs, "read more". In print they are all open, under their
//! titles.

use super::{
    looks::Look,
    names,
    tree::{Id, Kind, PAGE, Tree},
};
use crate::read::common::clean::folded;
use std::collections::{HashMap, HashSet, hash_map::Entry};

/// Words in the class names of panels or their containers.
const PANELS: &[&str] = &[
    "accordion",
    "accordions",
    "answer",
    "collapse",
    "collapsed",
    "collapsible",
    "content",
    "details",
    "disclosure",
    "drawer",
    "expand",
    "expandable",
    "expander",
    "faq",
    "faqs",
    "more",
    "panel",
    "panels",
    "reveal",
    "revealed",
    "spoiler",
    "tab",
    "tabs",
    "tabcontent",
    "tabpanel",
    "toggle",
    "transcript",
];

/// Words in the class names of controls that open a panel.
const TRIGGERS: &[&str] =
    &["expander", "header", "heading", "question", "summary", "title", "toggle", "toggler", "trigger"];

/// Text of controls that says nothing about the content of the panel.
const BARE: &[&str] = &[
    "answer",
    "close",
    "collapse",
    "continue reading",
    "expand",
    "hide",
    "learn more",
    "more",
    "open",
    "read more",
    "see more",
    "show",
    "show all",
    "show answer",
    "show less",
    "show more",
    "toggle",
    "view answer",
    "view more",
];

/// The maximum number of nodes of a control that is not a button.
const LONGEST: usize = 8;

/// The number of bytes of a panel that are compared with the text of its control.
const FIRST: usize = 300;

/// The panels of a page, and their controls.
#[derive(Debug, Default)]
pub(super) struct Panels {
    revealed: HashSet<Id>,
    /// For each panel, the control that has its title, unless that already is a heading on the page.
    titles: HashMap<Id, Id>,
    /// Controls whose text is the title of a panel, is repeated in it, or says nothing about it.
    controls: HashMap<Id, Role>,
}

/// How the text of a control is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It is the title of a panel.
    Title,
    /// The panel begins with it.
    Repeated,
    /// It says nothing about the panel: "Read more".
    Bare,
}

impl Panels {
    pub(super) fn find(tree: &Tree, looks: &[Look], own_line: &[bool]) -> Self {
        let mut panels = Self::default();
        let mut ids: HashMap<&str, Id> = HashMap::new();
        for id in tree.below(PAGE) {
            if let Some(name) = tree.filled(id, "id") {
                ids.entry(name).or_insert(id);
            }
        }
        let elements = || tree.below(PAGE).filter(|&id| !tree.name(id).is_empty());
        // explicit relations take precedence over those inferred from the order
        for id in elements() {
            named_pairs(tree, looks, id, &ids)
                .into_iter()
                .for_each(|(control, panel)| panels.add(tree, control, panel));
        }
        for id in elements() {
            let rows = row(tree, looks, id).into_iter().chain(labels(tree, id));
            for (control, panel) in next_pair(tree, looks, id).into_iter().chain(rows) {
                panels.add(tree, control, panel);
            }
            if looks[id].hidden && is_panel(tree, own_line, id) {
                panels.revealed.insert(id);
            }
        }
        panels
    }

    /// Returns whether a click reveals an element.
    pub(super) fn is_revealed(&self, id: Id) -> bool {
        self.revealed.contains(&id)
    }

    /// Returns the control whose text is the title of a panel.
    pub(super) fn title(&self, panel: Id) -> Option<Id> {
        self.titles.get(&panel).copied()
    }

    /// Returns how the text of a control is used, or `None` for elements that are not controls.
    pub(super) fn control(&self, id: Id) -> Option<Role> {
        self.controls.get(&id).copied()
    }

    fn add(&mut self, tree: &Tree, control: Id, panel: Id) {
        let within = |inner: Id, outer: Id| inner == outer || tree.around(inner).any(|around| around == outer);
        if within(control, panel) || within(panel, control) || is_menu(tree, panel) || !has_words(tree, panel) {
            return;
        }
        self.revealed.insert(panel);
        let mut holders = std::iter::once(control).chain(tree.around(control).take(4));
        let headed = holders.any(|id| names::is_heading(tree.name(id)) || matches!(tree.name(id), "dt" | "summary"));
        if headed || self.controls.contains_key(&control) {
            return;
        }
        let words = folded(&tree.text(control));
        let role = if words.is_empty() || is_bare(&words) {
            Role::Bare
        } else {
            match self.titles.entry(panel) {
                // a second name for narrow screens
                Entry::Occupied(title)
                    if !within(control, *title.get())
                        && !within(*title.get(), control)
                        && folded(&tree.text(*title.get())) == words =>
                {
                    Role::Repeated
                }
                Entry::Occupied(_) => return,
                Entry::Vacant(_) if folded(&first_line(tree, panel)) == words => Role::Repeated,
                Entry::Vacant(title) => {
                    title.insert(control);
                    Role::Title
                }
            }
        };
        self.controls.insert(control, role);
    }
}

/// Returns whether the text of a control says nothing about its panel: "Read more…", "Expand section".
pub(super) fn is_bare(words: &str) -> bool {
    let words = words.trim_end_matches([' ', '.', '+', '»', '›', '…']);
    let about = [" section", " this section", " panel", " details"].iter().find_map(|part| words.strip_suffix(part));
    BARE.contains(&about.unwrap_or(words))
}

/// Returns the pairs of control and panel that an element declares: the panel that it controls, or the control that
/// labels it.
fn named_pairs(tree: &Tree, looks: &[Look], id: Id, ids: &HashMap<&str, Id>) -> Vec<(Id, Id)> {
    let panels =
        |names: &str| -> Vec<Id> { names.split_whitespace().filter_map(|name| ids.get(name).copied()).collect() };
    let role = tree.attribute(id, "role").unwrap_or_default();
    if role == "tabpanel" {
        let labels = panels(tree.attribute(id, "aria-labelledby").unwrap_or_default());
        return labels.first().map(|&label| (label, id)).into_iter().collect();
    }
    let toggle = ["data-toggle", "data-bs-toggle"].iter().find_map(|name| tree.attribute(id, name));
    let controls = matches!(toggle, Some("tab" | "pill" | "collapse"))
        || role == "tab"
        || (tree.attribute(id, "aria-expanded").is_some() && is_control(tree, id));
    let mut found = Vec::new();
    if controls || is_control(tree, id) {
        found = panels(tree.attribute(id, "aria-controls").unwrap_or_default());
    }
    if controls && found.is_empty() {
        let target = ["data-target", "data-bs-target", "href"].iter().find_map(|name| tree.filled(id, name));
        found = panels(target.and_then(|target| target.strip_prefix('#')).unwrap_or_default());
    }
    if found.is_empty() && is_control(tree, id) {
        // `onclick="openTab(event, 'adults')"`
        let script = tree.attribute(id, "onclick").unwrap_or_default();
        let quoted = script.split(['\'', '"']).skip(1).step_by(2).filter_map(|name| ids.get(name).copied());
        found = quoted.filter(|&panel| looks[panel].hidden || is_named(tree, panel)).take(1).collect();
    }
    found.into_iter().map(|panel| (id, panel)).collect()
}

/// Returns the pairs of a row of controls and the same number of panels directly after it.
fn row(tree: &Tree, looks: &[Look], id: Id) -> Vec<(Id, Id)> {
    let controls: Vec<Id> = tree.elements(id).take_while(|&child| is_control(tree, child)).collect();
    if controls.len() < 2 {
        return Vec::new();
    }
    let inner: Vec<Id> = tree.elements(id).skip(controls.len()).collect();
    let (_, after) = tree.siblings(id);
    let outer = || after.iter().copied().filter(|&after| !tree.name(after).is_empty()).collect();
    let panels: Vec<Id> = if inner.is_empty() { outer() } else { inner };
    let is_panel = |&panel: &Id| looks[panel].hidden || is_named(tree, panel);
    let count = panels.iter().take_while(|&panel| is_panel(panel)).count();
    if count == controls.len() { controls.into_iter().zip(panels).collect() } else { Vec::new() }
}

/// Returns the pairs of a row of labels, which select one of several tabs, and the same number of panels in the next
/// element.
fn labels(tree: &Tree, id: Id) -> Vec<(Id, Id)> {
    let is_label = |&child: &Id| tree.name(child) == "label" && tree.filled(child, "for").is_some();
    let labels: Vec<Id> = tree.elements(id).take_while(is_label).collect();
    if labels.len() < 2 || labels.len() != tree.elements(id).count() {
        return Vec::new();
    }
    let Some(after) = next(tree, id).filter(|&after| is_named(tree, after)) else { return Vec::new() };
    let panels: Vec<Id> = tree.elements(after).collect();
    if panels.len() == labels.len() { labels.into_iter().zip(panels).collect() } else { Vec::new() }
}

/// Returns whether the class of an element is that of a panel.
fn is_named(tree: &Tree, id: Id) -> bool {
    tree.tokens(id).iter().any(|token| PANELS.contains(&token.as_str()))
}

/// Returns a button, or an element with the class of one, and the panel that follows it.
fn next_pair(tree: &Tree, looks: &[Look], id: Id) -> Option<(Id, Id)> {
    let tokens = || tree.tokens(id);
    let trigger = is_control(tree, id)
        || (matches!(tree.name(id), "div" | "p" | "a" | "label" | "span")
            && tokens().iter().any(|token| TRIGGERS.contains(&token.as_str()))
            && tokens().iter().any(|token| PANELS.contains(&token.as_str()))
            && tree.below(id).take(LONGEST).count() < LONGEST);
    if !trigger {
        return None;
    }
    let neighbors = before(tree, id).into_iter().chain(next(tree, id));
    if neighbors.into_iter().any(|other| is_control(tree, other)) && is_control(tree, id) {
        // one of a row, whose panels are matched by order
        return None;
    }
    // `<div class="card-header"><button>…</button></div>`: the panel follows the outermost element that contains only
    // the control.
    let mut outer = id;
    for around in tree.around(id).take(4) {
        let parts = tree.children(around);
        let alone = parts.iter().all(|&child| child == outer || !has_words(tree, child));
        if parts.len() > 8 || !alone || matches!(tree.name(around), "body" | "main" | "article") {
            break;
        }
        outer = around;
    }
    let panel = next(tree, outer)?;
    let named = is_named(tree, panel);
    let block = !names::is_inline(tree.name(panel)) && !names::is_heading(tree.name(panel));
    (block && (looks[panel].hidden || named)).then_some((id, panel))
}

/// Returns the element after one, with only white space between them.
fn next(tree: &Tree, id: Id) -> Option<Id> {
    let (_, after) = tree.siblings(id);
    after.iter().copied().find(|&child| !tree.is_blank(child)).filter(|&child| !tree.name(child).is_empty())
}

fn before(tree: &Tree, id: Id) -> Option<Id> {
    let (before, _) = tree.siblings(id);
    before.iter().rev().take(3).copied().find(|&child| !tree.name(child).is_empty())
}

fn is_control(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "button" || matches!(tree.attribute(id, "role"), Some("button" | "tab"))
}

/// Returns whether a hidden element is a panel that a click reveals: by its name, its container, or what it follows.
fn is_panel(tree: &Tree, own_line: &[bool], id: Id) -> bool {
    let named = |id: Id| is_named(tree, id);
    let control = |id: Id| {
        names::is_heading(tree.name(id))
            || matches!(tree.name(id), "dt" | "summary")
            || tree.below(id).take(8).any(|id| is_control(tree, id) || tree.attribute(id, "aria-expanded").is_some())
    };
    if is_menu(tree, id) || matches!(tree.name(id), "input" | "select" | "option" | "dialog") {
        return false;
    }
    if !own_line[id] {
        return named(id);
    }
    tree.attribute(id, "role") == Some("tabpanel")
        || std::iter::once(id).chain(tree.around(id).take(2)).any(named)
        || before(tree, id).is_some_and(control)
}

/// Returns whether an element is a menu or a dialog rather than part of the text.
fn is_menu(tree: &Tree, id: Id) -> bool {
    let role = tree.attribute(id, "role").unwrap_or_default();
    matches!(tree.name(id), "nav" | "dialog" | "form")
        || matches!(
            role,
            "menu" | "menubar" | "navigation" | "dialog" | "alertdialog" | "search" | "listbox" | "tooltip"
        )
        || tree.around(id).any(|around| tree.name(around) == "nav")
        || !matches!(role, "region" | "tabpanel")
            && tree.tokens(id).iter().any(|token| {
                matches!(
                    token.as_str(),
                    "menu" | "nav" | "navbar" | "dropdown" | "modal" | "popup" | "search" | "submenu" | "tooltip"
                )
            })
}

fn has_words(tree: &Tree, id: Id) -> bool {
    tree.below(id).any(|id| matches!(&tree.nodes[id].kind, Kind::Text(text) if !text.trim().is_empty()))
}

/// Returns the text of the first element with text that contains no other element with text before it.
fn first_line(tree: &Tree, id: Id) -> String {
    let mut words = String::new();
    for node in tree.below(id).skip(1) {
        match &tree.nodes[node].kind {
            Kind::Text(_) if words.len() > FIRST => break,
            Kind::Text(text) => words.push_str(text),
            Kind::Element(element) if !names::is_inline(&element.name) && !words.trim().is_empty() => break,
            Kind::Element(_) | Kind::Other => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::{looks, parse::parse};

    /// Returns the text of the panels that are revealed, and of their titles.
    fn revealed(html: &str) -> Vec<String> {
        let tree = parse(html).unwrap();
        let (own, _) = looks::looks(&tree);
        let panels = Panels::find(&tree, &own, &looks::own_lines(&tree, &own));
        let mut found: Vec<Id> = panels.revealed.iter().copied().collect();
        found.sort_unstable();
        let title = |id: Id| panels.title(id).map_or(String::new(), |title| tree.text(title) + ": ");
        found.into_iter().map(|id| title(id) + &tree.text(id)).collect()
    }

    #[test]
    fn a_hidden_panel_is_shown_under_the_text_of_its_control() {
        let tabs = "<ul><li role=tab aria-controls=a>Adults</li></ul><div id=a hidden>Two a day.</div>";
        assert_eq!(revealed(tabs), ["Adults: Two a day."]);
        let button = "<div><p><button>Can I drive?</button></p></div><div style='display:none'>No.</div>";
        assert_eq!(revealed(button), ["Can I drive?: No."]);
        assert_eq!(revealed("<h3>Pain</h3><div hidden>Rest.</div>"), ["Rest."]);
        let twice = tabs.replace("<div id=a", "<div class=tab-title role=tab>Adults</div><div id=a");
        let tree = parse(&twice).unwrap();
        let (own, _) = looks::looks(&tree);
        let panels = Panels::find(&tree, &own, &looks::own_lines(&tree, &own));
        let roles: Vec<_> = tree.below(PAGE).filter_map(|id| panels.control(id)).collect();
        assert_eq!(roles, [Role::Title, Role::Repeated], "a second name for narrow screens");
        assert_eq!(revealed("<button aria-controls=m>Read more…</button><div id=m hidden>Rest.</div>"), ["Rest."]);
    }

    #[test]
    fn each_control_of_a_row_names_its_own_panel() {
        let panels = "<div id=a class=tabcontent>1 g</div><div id=b class=tabcontent style='display:none'>15 mg</div>";
        let called =
            "<button onclick=\"show(event, 'b')\">Young</button><button onclick=\"show(event, 'a')\">Old</button>";
        assert_eq!(revealed(&format!("<div>{called}{panels}</div>")), ["Old: 1 g", "Young: 15 mg"]);
        let plain = "<button>Old</button><button>Young</button>";
        assert_eq!(revealed(&format!("<div>{plain}{panels}</div>")), ["Old: 1 g", "Young: 15 mg"]);
        assert_eq!(revealed(&format!("<div class=tab>{plain}</div>{panels}")), ["Old: 1 g", "Young: 15 mg"]);
    }

    #[test]
    fn a_region_of_an_accordion_is_not_a_menu_whatever_its_class() {
        let region = "<h4><button aria-expanded=false aria-controls=d>Wake me?</button></h4>\
                      <div role=region class=item__dropdown id=d hidden>No.</div>";
        assert_eq!(revealed(region), ["No."]);
        let bare = "<button aria-controls=s aria-expanded=false>Expand Section</button><div id=s hidden>Rest.</div>";
        assert_eq!(revealed(bare), ["Rest."]);
    }

    #[test]
    fn menus_dialogs_and_unrevealed_elements_stay_hidden() {
        for html in [
            "<button aria-controls=m>Menu</button><ul id=m role=menu hidden><li>Home</ul>",
            "<p>Text</p><div hidden>Draft.</div>",
            "<button>Share</button><div class=modal style='display:none'>Copy the link</div>",
        ] {
            assert_eq!(revealed(html), [""; 0], "{html}");
        }
    }
}
