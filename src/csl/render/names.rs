//! `cs:names`: lists of names, et-al abbreviation, labels, substitution.

use super::name::NameStyle;
use super::renderer::Renderer;
use super::types::{Area, NameList, Part, Rendered};
use crate::csl::elements::TermForm;
use crate::csl::elements::*;
use crate::csl::item::Name;
use crate::csl::markup;
use crate::csl::node::{self, Node, Tag, affix};

/// The part of a name list that is shown.
struct Shown<'n> {
    names: &'n [Name],
    /// Whether `et al.` follows.
    et_al: bool,
    /// The last name, if it follows an ellipsis.
    last: Option<&'n Name>,
}

static NO_LOOK: Look = Look {
    prefix: String::new(),
    suffix: String::new(),
    fonts: Vec::new(),
    text_case: None,
    quotes: false,
    strip_periods: false,
    display: None,
};

impl<'a> Renderer<'a> {
    pub(super) fn names(&mut self, element: &'a Names) -> Rendered {
        let first = !self.names_done;
        if self.part == Part::NamesOnly && self.names_done {
            return Rendered { called: true, ..Rendered::default() };
        }
        let rendered = self.names_or_substitute(element);
        if !rendered.nodes.is_empty() {
            self.names_done = true;
            let is_list = node::find(&rendered.nodes, Tag::NameList).is_some();
            if first && (self.part == Part::WithoutCreator || self.part == Part::WithoutNames && is_list) {
                return Rendered { nodes: Vec::new(), called: true, filled: false };
            }
        }
        rendered
    }

    fn names_or_substitute(&mut self, element: &'a Names) -> Rendered {
        let nodes = self.variables(element);
        if !node::is_empty(&nodes) {
            // in a substitute, names without a `cs:name` inherit everything from the enclosing `cs:names`
            let own = &element.look;
            let shorthand =
                element.name.is_none() && own.prefix.is_empty() && own.suffix.is_empty() && own.fonts.is_empty();
            let look = self.outer_names.filter(|_| shorthand).map_or(own, |outer| &outer.look);
            let nodes = self.styled(nodes, look);
            return Rendered::variable(vec![Node::Tagged(Tag::Names, nodes)]);
        }
        for substitute in &element.substitute {
            let outer = self.outer_names.replace(element);
            let part = std::mem::take(&mut self.part);
            let names_done = self.names_done;
            let used = self.used.len();
            let around = self.substitute.replace(used);
            let rendered = self.element(substitute, "");
            self.substitute = around;
            self.names_done = names_done;
            self.part = part;
            self.outer_names = outer;
            if !rendered.nodes.is_empty() {
                // variables that replace the names are not printed again
                self.substituted.extend_from_slice(&self.used[used..]);
                let nodes = match substitute {
                    Element::Names(_) => rendered.nodes,
                    _ => vec![Node::Tagged(Tag::Names, rendered.nodes)],
                };
                return Rendered::variable(nodes);
            }
        }
        Rendered { called: true, ..Rendered::default() }
    }

    /// Renders the variables of a `cs:names`, without its affixes.
    fn variables(&mut self, element: &'a Names) -> Vec<Node> {
        // a `cs:names` without a `cs:name` in a substitute is formatted like the enclosing one
        let outer = self.outer_names.filter(|_| element.name.is_none());
        let name = element.name.as_ref().or_else(|| outer.and_then(|outer| outer.name.as_ref()));
        let et_al = element.et_al.as_ref().or_else(|| outer.and_then(|outer| outer.et_al.as_ref()));
        let (label, label_first) = match (&element.label, outer) {
            (Some(label), _) => (Some(label), element.label_first),
            (None, Some(outer)) => (outer.label.as_ref(), outer.label_first),
            (None, None) => (None, false),
        };
        let mut options = name.map_or_else(|| self.options.clone(), |name| name.options.within(self.options));
        if let Some(sort) = self.sort_options {
            options = NameOptions { name_as_sort_order: Some(SortOrderNames::All), ..sort.within(&options) };
        }
        let delimiter = element.delimiter.clone().or_else(|| options.names_delimiter.clone()).unwrap_or_default();
        let style = NameStyle {
            options,
            family: name.map_or(&NO_LOOK, |name| &name.family),
            given: name.map_or(&NO_LOOK, |name| &name.given),
            look: name.map_or(&NO_LOOK, |name| &name.look),
        };
        let item = self.work.item;
        let mut lists = Vec::new();
        let mut count = 0;
        for (variable, term) in self.merged_variables(&element.variables) {
            if self.substituted.contains(&variable) {
                continue;
            }
            let Some(names) = item.names.get(variable).filter(|names| !names.is_empty()) else { continue };
            let (nodes, shown) = self.list(variable, names, &style, et_al);
            count += shown;
            self.used.push(variable);
            if self.outer_names.is_some() {
                self.substituted.push(variable);
            }
            let nodes = vec![Node::Tagged(Tag::NameList, nodes)];
            lists.push(self.labelled(nodes, label, label_first, term, names.len()));
        }
        if style.options.form == Some(NameForm::Count) {
            return if count > 0 { vec![Node::Text(count.to_string())] } else { Vec::new() };
        }
        node::join(lists, &delimiter)
    }

    /// Returns the variables to render and the terms of their labels. Editors who are also the translators are listed
    /// once.
    fn merged_variables(&self, variables: &'a [String]) -> Vec<(&'a str, &'a str)> {
        if let [first, second] = variables {
            let names = &self.work.item.names;
            let pair = matches!((first.as_str(), second.as_str()), ("editor", "translator") | ("translator", "editor"));
            let same = names.get(first).is_some_and(|list| !list.is_empty()) && names.get(first) == names.get(second);
            if pair
                && same
                && self.locales.term("editortranslator", TermForm::Long, false).is_some_and(|term| !term.is_empty())
            {
                return vec![(first, "editortranslator")];
            }
        }
        variables.iter().map(|variable| (variable.as_str(), variable.as_str())).collect()
    }

    fn labelled(&self, nodes: Vec<Node>, label: Option<&Label>, first: bool, term: &str, count: usize) -> Vec<Node> {
        let Some(label) = label.filter(|_| self.area != Area::Sort && !node::is_empty(&nodes)) else { return nodes };
        let plural = match label.plural {
            Plural::Contextual => count > 1,
            Plural::Always => true,
            Plural::Never => false,
        };
        let text = self.locales.term(term, label.form, plural).unwrap_or_default();
        if text.is_empty() {
            return nodes;
        }
        let mut text = vec![Node::Tagged(Tag::Term, vec![Node::Text(text.replace('\'', "’"))])];
        if first && !self.started && self.area == Area::Bibliography {
            crate::csl::text_case::apply(&mut text, TextCase::CapitalizeFirst, true);
        }
        let text = self.styled(text, &label.look);
        if first { text.into_iter().chain(nodes).collect() } else { nodes.into_iter().chain(text).collect() }
    }

    /// Renders a list of names. Also returns the number of names shown.
    fn list(
        &mut self,
        variable: &str,
        names: &[Name],
        style: &NameStyle<'_>,
        et_al: Option<&EtAl>,
    ) -> (Vec<Node>, usize) {
        let index = self.lists.len();
        let shown = self.cut(names, &style.options, index);
        let levels = self.disambiguation.given.get(index);
        let render = |position: usize, name: &Name| {
            let level = levels.and_then(|levels| levels.get(position)).copied().unwrap_or_default();
            vec![Node::Tagged(Tag::Name, self.styled(self.one_name(name, position, style, level), style.look))]
        };
        let rendered: Vec<Vec<Node>> =
            shown.names.iter().enumerate().map(|(position, name)| render(position, name)).collect();
        let last = shown.last.map(|name| render(names.len() - 1, name));
        let count = rendered.len();
        let nodes = self.joined(rendered, last, &shown, style, et_al);
        let total = names.len();
        self.lists.push(NameList {
            variable: variable.to_string(),
            shown: count,
            total,
            level: style.level(),
            has_initials: style.options.initialize_with.is_some(),
        });
        (nodes, count)
    }

    /// Applies et-al abbreviation.
    fn cut<'n>(&self, names: &'n [Name], options: &NameOptions, index: usize) -> Shown<'n> {
        let subsequent = self.place.is_some_and(|place| place.position != Position::First);
        let (mut min, mut first) = (options.et_al_min, options.et_al_use_first);
        if subsequent {
            min = options.et_al_subsequent_min.or(min);
            first = options.et_al_subsequent_use_first.or(first);
        }
        // a list that ends with `others`, as in BibTeX, omits names
        let (names, open) = match names.split_last() {
            Some((last, named)) if last.literal == "others" && !named.is_empty() => (named, true),
            _ => (names, false),
        };
        let all = Shown { names, et_al: open, last: None };
        let (Some(min), Some(first)) = (min, first) else { return all };
        let at_least = self.disambiguation.names.get(index).copied().unwrap_or(0);
        let shown = first.max(at_least);
        if min == 0 || names.len() + usize::from(open) < min || names.len() <= shown {
            return all;
        }
        let last = names.last().filter(|_| !open && options.et_al_use_last == Some(true) && names.len() >= shown + 2);
        // an ellipsis that hides no name is pointless
        Shown { names: &names[..shown], et_al: last.is_none(), last }
    }

    /// Joins rendered names with delimiters, `and`, and `et al.` or an ellipsis.
    fn joined(
        &self,
        names: Vec<Vec<Node>>,
        last: Option<Vec<Node>>,
        shown: &Shown<'_>,
        style: &NameStyle<'_>,
        et_al_element: Option<&EtAl>,
    ) -> Vec<Node> {
        let delimiter = style.options.delimiter.as_deref().unwrap_or(", ");
        if names.is_empty() {
            return Vec::new();
        }
        if let Some(last) = last {
            let mut nodes = node::join(names, delimiter);
            nodes.extend(affix(delimiter));
            nodes.push(Node::Affix("… ".to_string()));
            nodes.extend(last);
            return nodes;
        }
        if shown.et_al {
            let count = names.len();
            let precedes = precedes(style.options.delimiter_precedes_et_al, count > 1, count - 1, shown, style);
            return self.with_et_al(node::join(names, delimiter), precedes.then_some(delimiter), et_al_element);
        }
        self.with_and(names, delimiter, shown, style)
    }

    /// Appends `et al.` after a delimiter or a space.
    fn with_et_al(&self, nodes: Vec<Node>, delimiter: Option<&str>, element: Option<&EtAl>) -> Vec<Node> {
        let term = element.map_or("et-al", |element| element.term.as_str());
        let text = self.locales.term(term, TermForm::Long, false).unwrap_or(term);
        if text.is_empty() || self.area == Area::Sort {
            return nodes;
        }
        let space = if text.starts_with(super::name::is_unspaced) { "" } else { " " };
        let text = vec![Node::Tagged(Tag::Term, markup::parse(text))];
        let text = self.styled(text, element.map_or(&NO_LOOK, |element| &element.look));
        nodes.into_iter().chain(affix(delimiter.unwrap_or(space))).chain(text).collect()
    }

    /// Joins names, with `and` before the last if the style says so.
    fn with_and(
        &self,
        mut names: Vec<Vec<Node>>,
        delimiter: &str,
        shown: &Shown<'_>,
        style: &NameStyle<'_>,
    ) -> Vec<Node> {
        let and = match style.options.and.filter(|_| self.area != Area::Sort) {
            Some(And::Text) => self.locales.term("and", TermForm::Long, false).unwrap_or("and"),
            Some(And::Symbol) if self.in_sentence => self.locales.term("and", TermForm::Long, false).unwrap_or("and"),
            Some(And::Symbol) => self.ampersand(),
            None => "",
        };
        let count = names.len();
        if and.is_empty() || count < 2 {
            return node::join(names, delimiter);
        }
        let precedes = precedes(style.options.delimiter_precedes_last, count > 2, count - 2, shown, style);
        let last = names.pop().unwrap_or_default();
        let mut nodes = node::join(names, delimiter);
        nodes.extend(affix(if precedes { delimiter } else { " " }));
        nodes.push(Node::Affix(format!("{and} ")));
        nodes.extend(last);
        nodes
    }
}

/// Returns whether a delimiter precedes the last name or `et al.`. `before` is the index of the preceding name.
fn precedes(
    option: Option<Precedes>,
    contextual: bool,
    before: usize,
    shown: &Shown<'_>,
    style: &NameStyle<'_>,
) -> bool {
    match option {
        Some(Precedes::Always) => true,
        Some(Precedes::Never) => false,
        Some(Precedes::AfterInvertedName) => style.inverts(before) && shown.names[before].literal.is_empty(),
        Some(Precedes::Contextual) | None => contextual,
    }
}
