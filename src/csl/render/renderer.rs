//! The renderer: elements in order, groups, formatting.

use super::types::{Area, Disambiguation, NameList, Part, Rendered, Work};
use crate::csl::elements::*;
use crate::csl::locales::Locales;
use crate::csl::node::{self, Node, affix};
use crate::csl::position::Place;
use crate::csl::style::Style;
use crate::csl::text_case;
use std::cell::Cell;

/// Renders elements for one work.
pub(in crate::csl) struct Renderer<'a> {
    pub(in crate::csl) style: &'a Style,
    pub(in crate::csl) locales: &'a Locales,
    pub(in crate::csl) work: &'a Work<'a>,
    pub(in crate::csl) disambiguation: &'a Disambiguation,
    pub(in crate::csl) area: Area,
    pub(in crate::csl) options: &'a NameOptions,
    /// The position of the cite; `None` in the bibliography.
    pub(in crate::csl) place: Option<&'a Place<'a>>,
    pub(in crate::csl) part: Part,
    /// Whether the cite is rendered for comparison, to disambiguate it.
    pub(in crate::csl) comparing: bool,
    /// Whether the names are part of a sentence, where `&` is spelled out.
    pub(in crate::csl) in_sentence: bool,
    /// The et-al options of a sort key, which override those of the elements.
    pub(in crate::csl) sort_options: Option<&'a NameOptions>,
    /// Variables that a `cs:substitute` has printed, which are not rendered again.
    pub(in crate::csl) substituted: Vec<&'a str>,
    /// The number of variables rendered before the current `cs:substitute`.
    pub(in crate::csl) substitute: Option<usize>,
    /// The variables rendered so far.
    pub(in crate::csl) used: Vec<&'a str>,
    /// The enclosing `cs:names` of a `cs:substitute`, whose formatting is inherited.
    pub(in crate::csl) outer_names: Option<&'a Names>,
    /// The name lists rendered so far.
    pub(in crate::csl) lists: Vec<NameList>,
    /// Whether the first non-empty `cs:names` has been rendered.
    pub(in crate::csl) names_done: bool,
    /// Whether the year suffix has been rendered.
    pub(in crate::csl) suffix_done: bool,
    /// The number of conditions that have tested `disambiguate`.
    pub(in crate::csl) tested: std::cell::Cell<u32>,
    /// Whether anything has been rendered.
    pub(in crate::csl) started: bool,
    /// How much may still be rendered, in bytes of the style's text.
    left: Cell<usize>,
}

/// The maximum length of the style's text in one cite or entry, in bytes.
const MOST: usize = 50_000;

/// How many bytes an element counts as.
const ELEMENT: usize = 20;

impl<'a> Renderer<'a> {
    /// Returns whether a substitute has rendered a variable, which is then not rendered again, even by the same
    /// substitute.
    pub(in crate::csl) fn is_done(&self, variable: &str) -> bool {
        let own = self.substitute.and_then(|from| self.used.get(from..)).unwrap_or_default();
        self.substituted.contains(&variable) || own.contains(&variable)
    }

    /// Creates a renderer for `work`.
    pub(in crate::csl) fn new(
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
            in_sentence: false,
            sort_options: None,
            substituted: Vec::new(),
            substitute: None,
            used: Vec::new(),
            tested: std::cell::Cell::new(0),
            outer_names: None,
            lists: Vec::new(),
            names_done: false,
            suffix_done: false,
            started: false,
            left: Cell::new(MOST),
        }
    }

    /// Counts text of the style. Returns whether there was too much before.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(bytes));
        self.work.excessive.set(self.work.excessive.get() || left == 0);
        left == 0
    }

    /// Renders the contents of a layout, without its affixes.
    pub(in crate::csl) fn layout(&mut self, layout: &'a Group) -> Vec<Node> {
        self.elements(&layout.children, "").nodes
    }

    /// Renders the elements of a layout separately, without the layout's affixes.
    pub(in crate::csl) fn fields(&mut self, layout: &'a Group) -> Vec<Vec<Node>> {
        let fields = layout.children.iter().map(|element| {
            let nodes = self.element(element, &layout.delimiter).nodes;
            self.started |= !node::is_empty(&nodes);
            nodes
        });
        fields.collect()
    }

    /// Renders a macro as a sort key.
    pub(in crate::csl) fn sort_macro(&mut self, index: usize) -> Vec<Node> {
        let style = self.style;
        self.elements(&style.macros[index].children, "").nodes
    }

    /// Renders elements outside a layout.
    pub(in crate::csl) fn loose(&mut self, elements: &'a [Element]) -> Vec<Node> {
        self.elements(elements, "").nodes
    }

    /// Renders elements and joins the non-empty ones.
    pub(in crate::csl) fn elements(&mut self, elements: &'a [Element], delimiter: &str) -> Rendered {
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

    /// Renders an element. `delimiter` is that of the enclosing group.
    pub(in crate::csl) fn element(&mut self, element: &'a Element, delimiter: &str) -> Rendered {
        if self.spend(ELEMENT + delimiter.len()) {
            return Rendered::default();
        }
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
    pub(in crate::csl) fn group(&mut self, group: &'a Group) -> Rendered {
        self.grouped(&group.children, &group.delimiter, &group.look)
    }

    /// Renders the elements of a group or of a macro, which also acts as a group.
    pub(in crate::csl) fn grouped(&mut self, children: &'a [Element], delimiter: &str, look: &Look) -> Rendered {
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
    pub(in crate::csl) fn styled(&self, mut nodes: Vec<Node>, look: &Look) -> Vec<Node> {
        if nodes.is_empty() {
            return nodes;
        }
        self.spend(look.prefix.len() + look.suffix.len());
        if look.strip_periods {
            node::for_each_text(&mut nodes, &mut |text| text.retain(|c| c != '.'));
        }
        if let Some(case) = look.text_case {
            text_case::apply(&mut nodes, case, self.is_english());
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
    pub(in crate::csl) fn ampersand(&self) -> &'a str {
        let word = self.locales.term("and", TermForm::Long, false);
        self.locales.term("and", TermForm::Symbol, false).filter(|symbol| Some(*symbol) != word).unwrap_or("&")
    }

    /// Returns whether titles are in English, according to the item or, failing that, the document.
    pub(in crate::csl) fn is_english(&self) -> bool {
        match self.work.item.language.as_deref().map(str::trim) {
            None | Some("") => self.locales.is_english(),
            Some(language) => language.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en")),
        }
    }
}
