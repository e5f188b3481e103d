//! What a style asks of works, found once for each style.

use hayagriva::citationberg::{
    Choose, IndependentStyle, InheritableNameOptions, LayoutRenderingElement as Element, Names, NamesChild, SortKey,
    TextTarget,
    taxonomy::{NameVariable, NumberVariable, PageVariable, StandardVariable, Variable},
};
use std::collections::{BTreeSet, HashSet};

/// What a style asks of works.
#[derive(Debug, Default)]
pub(in super::super) struct Survey {
    /// The names of all variables that it looks at.
    pub(super) asked: BTreeSet<String>,
    /// Whether names may count as none though there are some.
    pub(super) shows_no_names: bool,
}

impl Survey {
    /// Looks through a style.
    pub(in super::super) fn of(style: &IndependentStyle) -> Self {
        let mut survey = Self::default();
        let bibliography = style.bibliography.iter().map(|part| &part.layout.elements);
        let macros = style.macros.iter().map(|part| &part.children);
        let mut asked = HashSet::new();
        for elements in macros.chain([&style.citation.layout.elements]).chain(bibliography) {
            each(elements, &mut |element| {
                variables(element, &mut asked);
                if let Element::Names(names) = element {
                    survey.names(names);
                }
            });
        }
        let sorts = style.bibliography.iter().map(|part| &part.sort).chain([&style.citation.sort]).flatten();
        survey.shows_no_names |= sorts.flat_map(|sort| &sort.keys).any(shows_no_names);
        survey.asked = asked.iter().map(ToString::to_string).collect();
        // These stand in for others.
        let also = [
            Variable::from(StandardVariable::TitleShort),
            Variable::from(PageVariable::Page),
            Variable::from(NumberVariable::PageFirst),
            Variable::from(NameVariable::Author),
            Variable::from(NameVariable::Editor),
        ];
        survey.asked.extend(also.iter().map(ToString::to_string));
        survey
    }

    fn names(&mut self, names: &Names) {
        let none = InheritableNameOptions::default();
        let own = names.name().and_then(|name| name.options(&none).et_al_use_first);
        self.shows_no_names |= names.et_al_use_first == Some(0) || own == Some(0);
    }
}

fn shows_no_names(key: &SortKey) -> bool {
    matches!(key, SortKey::MacroName { names_use_first: Some(0), .. })
}

/// The variables that an element itself names.
pub(super) fn variables(element: &Element, into: &mut HashSet<Variable>) {
    match element {
        Element::Text(text) => {
            if let TextTarget::Variable { var, .. } = text.target {
                into.insert(var);
            }
        }
        Element::Number(number) => drop(into.insert(number.variable.into())),
        Element::Label(label) => drop(into.insert(label.variable.into())),
        Element::Date(date) => into.extend(date.variable.map(Variable::Date)),
        Element::Names(names) => into.extend(names.variable.iter().map(|&name| Variable::Name(name))),
        Element::Choose(choose) => {
            for branch in choose.branches() {
                into.extend(branch.variable.iter().chain(&branch.is_numeric).flatten());
                into.extend(branch.is_uncertain_date.iter().flatten().map(|&date| Variable::Date(date)));
            }
        }
        Element::Group(_) => {}
    }
}

/// Calls `visit` on every element, those inside others too.
fn each<'s>(elements: &'s [Element], visit: &mut dyn FnMut(&'s Element)) {
    for element in elements {
        visit(element);
        match element {
            Element::Group(group) => each(&group.children, visit),
            Element::Choose(Choose { if_, else_if, otherwise }) => {
                each(&if_.children, visit);
                else_if.iter().for_each(|branch| each(&branch.children, visit));
                otherwise.iter().for_each(|branch| each(&branch.children, visit));
            }
            Element::Names(names) => names.children.iter().for_each(|child| {
                if let NamesChild::Substitute(substitute) = child {
                    each(&substitute.children, visit);
                }
            }),
            Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}
