//! What is known of works of the same facts at any place of a style.

use super::{
    facts::Facts,
    survey::{Survey, variables},
};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, CslMacro, IndependentStyle, LayoutRenderingElement as Element, Names, Text,
    TextTarget,
    taxonomy::{DateVariable, NameVariable, Variable},
};
use std::collections::HashSet;

/// What is known of works of the same facts at any place of a style.
#[derive(Debug)]
pub(super) struct Known<'a> {
    facts: &'a Facts,
    /// Variables that may be set in place of names, and then not again; none tells that any may be.
    spent: Option<HashSet<Variable>>,
    /// Whether names may count as none though there are some.
    pub(super) shows_no_names: bool,
}

impl<'a> Known<'a> {
    /// What is known of works of these facts, in a style that sorts them by these macros.
    pub(super) fn new(style: &IndependentStyle, survey: &Survey, facts: &'a Facts, keys: &[&CslMacro]) -> Self {
        let mut known = Self { facts, spent: None, shows_no_names: survey.shows_no_names };
        // With less that may be spent more is known of the ways on which it is.
        for _ in 0..2 {
            known.spent = Some(known.may_be_spent(style, keys));
        }
        known
    }

    /// Variables that may be set in place of names, by what is known so far.
    fn may_be_spent(&self, style: &IndependentStyle, keys: &[&CslMacro]) -> HashSet<Variable> {
        let mut reach = Reach { style, known: self, seen: HashSet::new(), names: Vec::new(), queried: HashSet::new() };
        reach.walk(&style.citation.layout.elements);
        style.bibliography.iter().for_each(|part| reach.walk(&part.layout.elements));
        keys.iter().for_each(|key| reach.walk(&key.children));
        let names = std::mem::take(&mut reach.names);
        let substitutes: Vec<_> = names.into_iter().map(|names| (names, reach.queried_for(names))).collect();
        let mut spent = HashSet::new();
        loop {
            let before = spent.len();
            for (names, queried) in &substitutes {
                let there = |name: &NameVariable| {
                    let name = Variable::Name(*name);
                    self.facts.has(name) == Some(true) && !spent.contains(&name)
                };
                if !names.variable.iter().any(there) {
                    spent.extend(queried);
                }
            }
            if spent.len() == before {
                return spent;
            }
        }
    }

    /// Whether a work has the variable where it is asked for, if that is certain.
    pub(super) fn has(&self, variable: Variable) -> Option<bool> {
        self.facts
            .has(variable)
            .filter(|&has| !has || self.spent.as_ref().is_some_and(|spent| !spent.contains(&variable)))
    }

    /// Whether a branch is taken, if that is certain.
    pub(super) fn holds(&self, branch: &ChooseBranch) -> Option<bool> {
        let tests = self.tests(branch);
        let all = |value: bool| tests.iter().all(|test| *test == Some(value));
        let any = |value: bool| tests.contains(&Some(value));
        let (yes, no) = match branch.match_ {
            ChooseMatch::All => (all(true), any(false)),
            ChooseMatch::Any => (any(true), all(false)),
            ChooseMatch::None => (all(false), any(true)),
        };
        if yes { Some(true) } else { no.then_some(false) }
    }

    fn tests(&self, branch: &ChooseBranch) -> Vec<Option<bool>> {
        let open = [branch.disambiguate.is_some(), branch.locator.is_some(), branch.position.is_some()];
        let mut tests: Vec<Option<bool>> = open.iter().filter(|open| **open).map(|_| None).collect();
        let numeric = branch.is_numeric.iter().flatten();
        tests.extend(numeric.map(|&variable| self.has(variable).filter(|has| !has)));
        let uncertain = branch.is_uncertain_date.iter().flatten();
        tests.extend(uncertain.map(|&date: &DateVariable| self.facts.is_certain(date).then_some(false)));
        tests.extend(branch.type_.iter().flatten().map(|&kind| Some(self.facts.is(kind))));
        tests.extend(branch.variable.iter().flatten().map(|&variable| self.has(variable)));
        tests
    }
}

/// The elements of a style that works may reach.
struct Reach<'a> {
    style: &'a IndependentStyle,
    known: &'a Known<'a>,
    /// Macros that were followed.
    seen: HashSet<&'a str>,
    /// Names that something else may stand for.
    names: Vec<&'a Names>,
    /// Variables that are looked at.
    queried: HashSet<Variable>,
}

impl<'a> Reach<'a> {
    fn walk(&mut self, elements: &'a [Element]) {
        for element in elements {
            variables(element, &mut self.queried);
            match element {
                Element::Group(group) => self.walk(&group.children),
                Element::Text(Text { target: TextTarget::Macro { name }, .. }) => self.call(name),
                Element::Names(names) => {
                    self.names.extend(names.substitute().map(|_| names));
                    names.substitute().iter().for_each(|substitute| self.walk(&substitute.children));
                }
                Element::Choose(choose) => self.choose(choose),
                Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
            }
        }
    }

    fn choose(&mut self, choose: &'a Choose) {
        for branch in choose.branches() {
            let holds = self.known.holds(branch);
            if holds != Some(false) {
                self.walk(&branch.children);
            }
            if holds == Some(true) {
                return;
            }
        }
        choose.otherwise.iter().for_each(|branch| self.walk(&branch.children));
    }

    fn call(&mut self, name: &str) {
        if let Some(part) = self.style.macros.iter().find(|part| part.name == name)
            && self.seen.insert(&part.name)
        {
            self.walk(&part.children);
        }
    }

    /// The variables that are looked at where something stands for these names.
    fn queried_for(&mut self, names: &'a Names) -> HashSet<Variable> {
        self.seen.clear();
        self.queried = names.variable.iter().map(|&name| Variable::Name(name)).collect();
        names.substitute().iter().for_each(|substitute| self.walk(&substitute.children));
        std::mem::take(&mut self.queried)
    }
}

/// Whether hayagriva looks for these names, empty or not, to set an author in a sentence or to leave one out.
pub(super) fn is_looked_for(names: &Names) -> bool {
    names.variable.contains(&NameVariable::Author)
}
