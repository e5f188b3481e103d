//! Disambiguation of cites that look the same but cite different works.
//!
//! In this order: more names and more of given names, `disambiguate` conditions, year suffixes. Works are grouped by
//! their rendered cites, so the cost is that of rendering, not of comparing all pairs.

use super::cite::Cite;
use super::elements::Position;
use super::item::Name;
use super::locales::Locales;
use super::node;
use super::position::Place;
use super::render::{Area, Disambiguation, GivenLevel, NameList, Renderer, Work};
use super::style::{GivennameRule, Style};
use std::collections::HashMap;

/// The maximum number of times that each work of an ambiguous group is rendered with more names.
const MAX_STEPS: usize = 100;

/// The maximum number of conditions per cite that may test `disambiguate`; further ones are ignored.
const MAX_CONDITIONS: u32 = 20;

/// Disambiguates works. `works` must be in bibliography order, which is the order of year suffixes.
pub(super) fn disambiguate(style: &Style, locales: &Locales, works: &mut [Work<'_>]) {
    let options = &style.citation;
    let by_cite = options.givenname_rule == GivennameRule::ByCite;
    if options.add_givenname && !by_cite {
        expand_given_names(style, locales, works);
    }
    let scope = Scope { style, locales, add_names: options.add_names, add_given: options.add_givenname && by_cite };
    for group in scope.groups(works, &(0..works.len()).collect::<Vec<_>>()) {
        scope.resolve(works, group);
    }
}

struct Scope<'a> {
    style: &'a Style,
    locales: &'a Locales,
    add_names: bool,
    add_given: bool,
}

impl Scope<'_> {
    /// Groups works by their cites and returns the groups of two or more.
    fn groups(&self, works: &[Work<'_>], members: &[usize]) -> Vec<Vec<usize>> {
        let keys = members.iter().map(|index| (*index, self.cite(&works[*index], &works[*index].disambiguation).0));
        partition(keys).into_iter().filter(|group| group.len() > 1).collect()
    }

    /// Renders a cite for comparison, as if it were not the first.
    fn cite(&self, work: &Work<'_>, disambiguation: &Disambiguation) -> (String, Vec<NameList>) {
        let (text, lists, _) = self.render(work, disambiguation);
        (text, lists)
    }

    /// Returns the number of conditions in a cite that test `disambiguate`.
    fn tested(&self, work: &Work<'_>) -> u32 {
        self.render(work, &work.disambiguation).2
    }

    fn render(&self, work: &Work<'_>, disambiguation: &Disambiguation) -> (String, Vec<NameList>, u32) {
        let cite = Cite::default();
        let place = Place { cite: &cite, position: Position::Subsequent, near_note: true, first_note: 0 };
        let mut renderer = Renderer::new(self.style, self.locales, work, Area::Citation, &self.style.citation.names);
        renderer.place = Some(&place);
        renderer.comparing = true;
        renderer.disambiguation = disambiguation;
        let nodes = renderer.layout(&self.style.citation.layout);
        (node::plain(&nodes), renderer.lists, renderer.tested.get())
    }

    /// Disambiguates the works of a group.
    fn resolve(&self, works: &mut [Work<'_>], group: Vec<usize>) {
        let mut alike = vec![group];
        if self.add_names || self.add_given {
            alike = self.with_more_names(works, &alike[0]);
        }
        let mut remaining = Vec::new();
        for group in alike {
            remaining.extend(self.with_conditions(works, group));
        }
        if self.style.citation.add_year_suffix {
            for mut group in remaining {
                group.sort_unstable_by_key(|index| works[*index].number);
                for (suffix, index) in (1..).zip(group) {
                    works[index].disambiguation.year_suffix = Some(suffix);
                }
            }
        }
    }

    /// Makes conditions that test `disambiguate` true, one after the other. Returns the groups that are still
    /// ambiguous.
    fn with_conditions(&self, works: &mut [Work<'_>], group: Vec<usize>) -> Vec<Vec<usize>> {
        let mut alike = vec![group];
        for conditions in 1..=MAX_CONDITIONS {
            let mut rest = Vec::new();
            let mut any = false;
            for group in alike {
                group.iter().for_each(|index| works[*index].disambiguation.conditions = conditions);
                any |= self.tested(&works[group[0]]) >= conditions;
                rest.extend(self.groups(works, &group));
            }
            alike = rest;
            if !any || alike.is_empty() {
                break;
            }
        }
        alike
    }

    /// Shows more names and more of given names where that helps. Returns the groups that are still ambiguous.
    fn with_more_names(&self, works: &mut [Work<'_>], group: &[usize]) -> Vec<Vec<usize>> {
        // works that look the same with all names cannot be disambiguated by names; one represents them all
        let full = group.iter().map(|index| {
            let work = &works[*index];
            let lists = self.cite(work, &work.disambiguation).1;
            (*index, self.cite(work, &self.all_names(&work.disambiguation, &lists)).0)
        });
        let classes = partition(full);
        if classes.len() > 1 {
            let mut search = Search { scope: self, works, budget: MAX_STEPS * group.len() };
            let representatives: Vec<usize> = classes.iter().map(|class| class[0]).collect();
            let base = search.works[representatives[0]].disambiguation.clone();
            search.refine(representatives, base.clone(), base, (0, 0));
            for class in &classes {
                let found = works[class[0]].disambiguation.clone();
                class.iter().for_each(|index| works[*index].disambiguation = found.clone());
            }
        }
        classes.into_iter().filter(|class| class.len() > 1).collect()
    }

    /// Returns the disambiguation that shows as much of all names as is allowed.
    fn all_names(&self, base: &Disambiguation, lists: &[NameList]) -> Disambiguation {
        let mut all = base.clone();
        if self.add_names {
            all.names = lists.iter().map(|list| list.total).collect();
        }
        if self.add_given {
            let shown = |list: &NameList| if self.add_names { list.total } else { list.shown };
            all.given = lists.iter().map(|list| vec![GivenLevel::Full; shown(list)]).collect();
        }
        all
    }
}

/// A search that adds names step by step until the cites differ.
struct Search<'s, 'w, 'a> {
    scope: &'s Scope<'a>,
    works: &'s mut [Work<'w>],
    /// The number of cites that may still be rendered.
    budget: usize,
}

impl Search<'_, '_, '_> {
    /// Tries steps starting at `at` (list, name). `trial` has all steps so far, `kept` only those that helped.
    fn refine(&mut self, group: Vec<usize>, trial: Disambiguation, kept: Disambiguation, at: (usize, usize)) {
        // works in the same state, with the steps tried and the steps kept
        let mut queue = vec![(group, trial, kept, at)];
        while let Some((group, mut trial, mut kept, mut at)) = queue.pop() {
            let mut group = group;
            loop {
                if group.len() < 2 || self.budget == 0 {
                    group.iter().for_each(|index| self.works[*index].disambiguation = kept.clone());
                    break;
                }
                let lists = self.scope.cite(&self.works[group[0]], &trial).1;
                let Some(step) = self.next_step(&mut trial, &lists, &mut at) else {
                    group.iter().for_each(|index| self.works[*index].disambiguation = kept.clone());
                    break;
                };
                self.budget = self.budget.saturating_sub(group.len());
                let keys = group.iter().map(|index| (*index, self.scope.cite(&self.works[*index], &trial).0));
                let mut classes = partition(keys);
                if classes.len() > 1 {
                    step.copy(&trial, &mut kept);
                    group = classes.remove(0);
                    queue.extend(classes.into_iter().map(|class| (class, trial.clone(), kept.clone(), at)));
                }
            }
        }
    }

    /// Shows more of the current name, adds a name, or moves on to the next list.
    fn next_step(&self, trial: &mut Disambiguation, lists: &[NameList], at: &mut (usize, usize)) -> Option<Step> {
        while let Some(list) = lists.get(at.0) {
            if trial.given.len() <= at.0 {
                trial.given.resize(at.0 + 1, Vec::new());
            }
            if trial.names.len() <= at.0 {
                trial.names.resize(at.0 + 1, 0);
            }
            let shown = list.shown.max(trial.names[at.0]);
            if self.scope.add_given && at.1 < shown {
                let given = &mut trial.given[at.0];
                if given.len() <= at.1 {
                    given.resize(at.1 + 1, GivenLevel::AsStyled);
                }
                if let Some(next) = list.next_level(given[at.1]) {
                    given[at.1] = next;
                    return Some(Step { list: at.0, name: at.1, given: true });
                }
            }
            if at.1 + 1 < shown {
                at.1 += 1;
                if !self.scope.add_given {
                    continue;
                }
                continue;
            }
            if self.scope.add_names && shown < list.total {
                trial.names[at.0] = shown + 1;
                at.1 = shown;
                return Some(Step { list: at.0, name: at.1, given: false });
            }
            *at = (at.0 + 1, 0);
        }
        None
    }
}

/// A change to a trial: more of a given name, or an additional name.
struct Step {
    list: usize,
    name: usize,
    given: bool,
}

impl Step {
    /// Copies the change from a trial to `kept`.
    fn copy(&self, trial: &Disambiguation, kept: &mut Disambiguation) {
        if self.given {
            kept.given.resize(kept.given.len().max(self.list + 1), Vec::new());
            let given = &mut kept.given[self.list];
            given.resize(given.len().max(self.name + 1), GivenLevel::AsStyled);
            given[self.name] = trial.given[self.list][self.name];
        }
        kept.names.resize(kept.names.len().max(self.list + 1), 0);
        kept.names[self.list] = trial.names[self.list];
    }
}

/// Groups indices by key, in order of appearance.
fn partition(keys: impl IntoIterator<Item = (usize, String)>) -> Vec<Vec<usize>> {
    let mut classes: Vec<Vec<usize>> = Vec::new();
    let mut found: HashMap<String, usize> = HashMap::new();
    for (index, key) in keys {
        let class = *found.entry(key).or_insert_with(|| {
            classes.push(Vec::new());
            classes.len() - 1
        });
        classes[class].push(index);
    }
    classes
}

/// Shows more of given names wherever different people share a family name, for the rules that do not depend on
/// cites.
fn expand_given_names(style: &Style, locales: &Locales, works: &mut [Work<'_>]) {
    let rule = style.citation.givenname_rule;
    let primary = matches!(rule, GivennameRule::PrimaryName | GivennameRule::PrimaryNameWithInitials);
    let initials_only = matches!(rule, GivennameRule::AllNamesWithInitials | GivennameRule::PrimaryNameWithInitials);
    let scope = Scope { style, locales, add_names: false, add_given: false };
    let lists: Vec<Vec<NameList>> = works.iter().map(|work| scope.cite(work, &work.disambiguation).1).collect();
    // family name → initials → given names
    let mut people: HashMap<String, HashMap<String, Vec<String>>> = HashMap::new();
    for (work, lists) in works.iter().zip(&lists) {
        for list in lists {
            let names = work.item.names.get(&list.variable).map_or(&[][..], Vec::as_slice);
            for name in names.iter().take(if primary { 1 } else { usize::MAX }) {
                let given = plain_given(name);
                let entry =
                    people.entry(family(name)).or_default().entry(super::render::initials_of(&given)).or_default();
                if !entry.contains(&given) {
                    entry.push(given);
                }
            }
        }
    }
    for (work, lists) in works.iter_mut().zip(&lists) {
        work.disambiguation.given = lists
            .iter()
            .map(|list| {
                let names = work.item.names.get(&list.variable).map_or(&[][..], Vec::as_slice);
                names
                    .iter()
                    .enumerate()
                    .map(|(index, name)| {
                        if primary && index > 0 {
                            return GivenLevel::AsStyled;
                        }
                        level(&people, name, initials_only)
                    })
                    .collect()
            })
            .collect();
    }
}

/// Returns how much of a given name distinguishes people.
fn level(people: &HashMap<String, HashMap<String, Vec<String>>>, name: &Name, initials_only: bool) -> GivenLevel {
    let Some(namesakes) = people.get(&family(name)) else { return GivenLevel::AsStyled };
    let same_initials = namesakes.get(&super::render::initials_of(&plain_given(name))).map_or(0, Vec::len);
    match (namesakes.len() > 1, same_initials > 1) {
        (_, true) if !initials_only => GivenLevel::Full,
        (true, _) => GivenLevel::Initials,
        _ => GivenLevel::AsStyled,
    }
}

fn family(name: &Name) -> String {
    if name.literal.is_empty() {
        format!("{} {}", name.non_dropping_particle, name.family)
    } else {
        name.literal.clone()
    }
}

fn plain_given(name: &Name) -> String {
    name.given.replace('.', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
