//! Renders the elements of a style for one item.

mod conditions;
mod dates;
mod initials;
mod labels;
mod name;
mod names;
mod text;

use super::item::{Date, Item};
use super::locale::{Locales, TermForm};
use super::node::{self, Node, Tag, affix};
use super::position::Place;
use super::style::Style;
use super::style::elements::*;
use std::collections::BTreeMap;
pub(super) use text::citation_label;

/// What an element has rendered.
#[derive(Debug, Default)]
pub(super) struct Rendered {
    /// The text; no nodes if there is none.
    pub(super) nodes: Vec<Node>,
    /// Whether a variable was called.
    called: bool,
    /// Whether one of the called variables was not empty.
    filled: bool,
}

/// An item with what is known about it in the document.
#[derive(Debug)]
pub(super) struct Work<'a> {
    pub(super) item: &'a Item,
    /// The dates, with raw ones parsed.
    pub(super) dates: BTreeMap<&'a str, Date>,
    /// The number in the bibliography, from 1.
    pub(super) number: usize,
    /// How the work is told apart from others.
    pub(super) disambiguation: Disambiguation,
}

/// How cites of a work are told apart from those of other works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Disambiguation {
    /// How many names are shown in each list of names, at least.
    pub(super) names: Vec<usize>,
    /// How much of each given name is shown in each list of names.
    pub(super) given: Vec<Vec<GivenLevel>>,
    /// How many of the conditions that test `disambiguate` are true, from the first.
    pub(super) conditions: u32,
    /// The number of the year suffix, from 1.
    pub(super) year_suffix: Option<u32>,
}

/// How much of a given name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum GivenLevel {
    #[default]
    AsStyled,
    Initials,
    Full,
}

/// Where an element is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Area {
    Citation,
    Bibliography,
    /// A sort key.
    Sort,
}

/// What is left out of a cite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Whole,
    /// All but the names in the first `cs:names`. What is substituted for missing names is kept.
    WithoutNames,
    /// All but what the first `cs:names` prints.
    WithoutCreator,
    /// The first `cs:names` alone.
    NamesOnly,
}

/// Renders elements for one work.
pub(super) struct Renderer<'a> {
    pub(super) style: &'a Style,
    pub(super) locales: &'a Locales,
    pub(super) work: &'a Work<'a>,
    pub(super) disambiguation: &'a Disambiguation,
    pub(super) area: Area,
    pub(super) options: &'a NameOptions,
    /// The position of the cite, in citations.
    pub(super) place: Option<&'a Place<'a>>,
    pub(super) part: Part,
    /// Whether the cite is compared with others, to tell them apart.
    pub(super) comparing: bool,
    /// The et-al options of a sort key, which come before those of the elements.
    pub(super) sort_options: Option<&'a NameOptions>,
    /// Variables that a `cs:substitute` has used, which are not rendered again.
    substituted: Vec<&'a str>,
    /// The variables that have been rendered.
    used: Vec<&'a str>,
    /// How the names in a `cs:substitute` are set unless they say it themselves.
    outer_names: Option<&'a Names>,
    /// How many lists of names have been rendered.
    pub(super) lists: Vec<NameList>,
    /// Whether the first `cs:names` with text is behind.
    names_done: bool,
    /// Whether the year suffix has been rendered.
    suffix_done: bool,
    /// How many conditions have tested `disambiguate`.
    pub(super) tested: std::cell::Cell<u32>,
    /// Whether something has been rendered.
    started: bool,
}

/// A list of names that has been rendered, for disambiguation.
#[derive(Clone, Debug)]
pub(super) struct NameList {
    pub(super) variable: String,
    /// How many names are shown.
    pub(super) shown: usize,
    /// How many names there are.
    pub(super) total: usize,
    /// How given names are shown without disambiguation.
    pub(super) level: GivenLevel,
    /// Whether given names may be shown as initials.
    pub(super) has_initials: bool,
}

impl NameList {
    /// Returns the level after `level` that shows more of a given name.
    pub(super) fn next_level(&self, level: GivenLevel) -> Option<GivenLevel> {
        match level.max(self.level) {
            GivenLevel::AsStyled if self.has_initials => Some(GivenLevel::Initials),
            GivenLevel::AsStyled | GivenLevel::Initials => Some(GivenLevel::Full),
            GivenLevel::Full => None,
        }
    }
}

impl<'a> Renderer<'a> {
    /// Prepares to render for `work`.
    pub(super) fn new(
        style: &'a Style,
        locales: &'a Locales,
        work: &'a Work<'a>,
        area: Area,
        options: &'a NameOptions,
    ) -> Self {
        Self {
            style,
            locales,
            work,
            disambiguation: &work.disambiguation,
            area,
            options,
            place: None,
            part: Part::Whole,
            comparing: false,
            sort_options: None,
            substituted: Vec::new(),
            used: Vec::new(),
            tested: std::cell::Cell::new(0),
            outer_names: None,
            lists: Vec::new(),
            names_done: false,
            suffix_done: false,
            started: false,
        }
    }

    /// Renders the contents of a layout, without its affixes.
    pub(super) fn layout(&mut self, layout: &'a Group) -> Vec<Node> {
        self.elements(&layout.children, "").nodes
    }

    /// Renders the elements of a layout apart from each other, without the layout's affixes.
    pub(super) fn fields(&mut self, layout: &'a Group) -> Vec<Vec<Node>> {
        let fields = layout.children.iter().map(|element| {
            let nodes = self.element(element, &layout.delimiter).nodes;
            self.started |= !node::is_empty(&nodes);
            nodes
        });
        fields.collect()
    }

    /// Renders a macro as a sort key.
    pub(super) fn sort_macro(&mut self, index: usize) -> Vec<Node> {
        let style = self.style;
        self.elements(&style.macros[index].children, "").nodes
    }

    /// Renders elements that belong to no layout.
    pub(super) fn loose(&mut self, elements: &'a [Element]) -> Vec<Node> {
        self.elements(elements, "").nodes
    }

    /// Renders elements and joins those that are not empty.
    fn elements(&mut self, elements: &'a [Element], delimiter: &str) -> Rendered {
        let mut all = Rendered::default();
        for element in elements {
            let rendered = self.element(element, delimiter);
            all.called |= rendered.called;
            all.filled |= rendered.filled;
            if rendered.nodes.is_empty() {
                continue;
            }
            self.started = true;
            if all.nodes.is_empty() {
                all.nodes = rendered.nodes;
            } else {
                all.nodes.extend(affix(delimiter));
                all.nodes.extend(rendered.nodes);
            }
        }
        all
    }

    /// Renders an element. `delimiter` is that of the group around it.
    fn element(&mut self, element: &'a Element, delimiter: &str) -> Rendered {
        match element {
            Element::Text(text) => self.text(text),
            Element::Number(number) => self.number(number),
            Element::Date(date) => self.date(date),
            Element::Names(names) => self.names(names),
            Element::Label(label) => self.label(label),
            Element::Group(group) => self.group(group),
            Element::Choose(branches) => match branches.iter().find(|branch| self.is_met(branch)) {
                Some(branch) => self.elements(&branch.children, delimiter),
                None => Rendered::default(),
            },
        }
    }

    /// Renders a group. It prints nothing if it calls variables and all of them are empty.
    fn group(&mut self, group: &'a Group) -> Rendered {
        self.grouped(&group.children, &group.delimiter, &group.look)
    }

    /// Renders the elements of a group or of a macro, which is a group as well.
    fn grouped(&mut self, children: &'a [Element], delimiter: &str, look: &Look) -> Rendered {
        let started = self.started;
        let inner = self.elements(children, delimiter);
        if inner.called && !inner.filled {
            self.started = started;
            return Rendered { called: true, ..Rendered::default() };
        }
        let filled = !inner.nodes.is_empty();
        Rendered { nodes: self.styled(inner.nodes, look), called: inner.called || filled, filled }
    }

    /// Applies text case, formatting, quotes, affixes and display to `nodes`.
    fn styled(&self, mut nodes: Vec<Node>, look: &Look) -> Vec<Node> {
        if nodes.is_empty() {
            return nodes;
        }
        if look.strip_periods {
            node::for_each_text(&mut nodes, &mut |text| text.retain(|c| c != '.'));
        }
        if let Some(case) = look.text_case {
            super::text_case::apply(&mut nodes, case, self.is_english());
        }
        for font in look.fonts.iter().rev() {
            nodes = vec![Node::Font(*font, nodes)];
        }
        if look.quotes {
            nodes = vec![Node::Quoted(nodes)];
        }
        if let Some(prefix) = affix(&look.prefix) {
            nodes.insert(0, prefix);
        }
        nodes.extend(affix(&look.suffix));
        if let Some(display) = look.display.filter(|_| self.area == Area::Bibliography) {
            nodes = vec![Node::Block(display, nodes)];
        }
        nodes
    }

    /// Returns the symbol for `and`.
    fn ampersand(&self) -> &'a str {
        let word = self.locales.term("and", TermForm::Long, false);
        self.locales.term("and", TermForm::Symbol, false).filter(|symbol| Some(*symbol) != word).unwrap_or("&")
    }

    /// Returns whether titles are in English, by the language of the item or else that of the document.
    fn is_english(&self) -> bool {
        match self.work.item.language.as_deref().map(str::trim) {
            None | Some("") => self.locales.is_english(),
            Some(language) => language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")),
        }
    }
}

impl Rendered {
    /// Returns what an element without variables renders.
    fn neutral(nodes: Vec<Node>) -> Self {
        Self { called: false, filled: false, ..Self::variable(nodes) }
    }

    /// Returns what an element that calls a variable renders.
    fn variable(nodes: Vec<Node>) -> Self {
        let filled = !node::is_empty(&nodes);
        Self { nodes: if filled { nodes } else { Vec::new() }, called: true, filled }
    }
}

/// Returns the letters of a year suffix: `a` to `z`, then `aa`.
pub(super) fn suffix_letters(mut number: u32) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.iter().rev().collect()
}

/// Returns the year suffix as a node.
fn year_suffix(number: u32) -> Node {
    Node::Tagged(Tag::YearSuffix, vec![Node::Text(suffix_letters(number))])
}

/// Returns the initials of given names, to find out whose are the same.
pub(super) fn initials_of(given: &str) -> String {
    initials::initialize(given, "", false)
}

/// Returns a key that sorts dates from the oldest to the newest.
pub(super) fn sort_date(date: &Date) -> String {
    dates::sort_key(date, ShownParts::YearMonthDay)
}
