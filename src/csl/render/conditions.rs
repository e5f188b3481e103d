//! `cs:choose`: the tests of `cs:if` and `cs:else-if`.

use super::renderer::Renderer;
use crate::csl::elements::{Branch, Match, Position, Test};
use crate::csl::number;
use crate::csl::position::Place;

impl Renderer<'_> {
    /// Returns whether the condition of a branch is met. `cs:else` always is.
    pub(super) fn is_met(&self, branch: &Branch) -> bool {
        let mut results = branch.tests.iter().map(|test| self.holds(test));
        match branch.matching {
            _ if branch.tests.is_empty() => true,
            Match::All => results.all(|result| result),
            Match::Any => results.any(|result| result),
            Match::None => !results.any(|result| result),
        }
    }

    fn holds(&self, test: &Test) -> bool {
        match test {
            Test::Disambiguate => {
                self.tested.set(self.tested.get() + 1);
                self.tested.get() <= self.disambiguation.conditions
            }
            Test::IsNumeric(variable) => self.is_numeric(variable),
            Test::IsUncertainDate(variable) => self.work.dates.get(variable.as_str()).is_some_and(|date| date.circa),
            Test::Locator(kinds) => self.place.is_some_and(|place| kinds.iter().any(|kind| has_locator(place, kind))),
            Test::Position(position) => self.place.is_some_and(|place| is_at(place, *position)),
            Test::Type(kinds) => kinds.iter().any(|kind| kind == self.kind()),
            Test::Variable(variable) => self.has(variable),
            Test::Unknown => false,
        }
    }

    /// Returns the CSL type of the item.
    fn kind(&self) -> &str {
        match self.work.item.kind.as_str() {
            "" => "document",
            kind => kind,
        }
    }

    /// Returns whether a variable has a value.
    fn has(&self, variable: &str) -> bool {
        let item = self.work.item;
        match variable {
            "locator" => {
                self.place.is_some_and(|place| place.cite.locator.as_deref().is_some_and(|text| !text.is_empty()))
            }
            "citation-number" => self.work.number > 0,
            "year-suffix" => self.disambiguation.year_suffix.is_some(),
            "first-reference-note-number" => self.place.is_some_and(|place| place.first_note > 0),
            "page-first" => item.get(variable).or(item.get("page")).is_some(),
            _ => {
                item.get(variable).is_some()
                    || item.names.get(variable).is_some_and(|names| !names.is_empty())
                    || self
                        .work
                        .dates
                        .get(variable)
                        .is_some_and(|date| !date.parts.is_empty() || date.literal.is_some() || date.season.is_some())
            }
        }
    }

    fn is_numeric(&self, variable: &str) -> bool {
        match variable {
            "locator" => self.place.and_then(|place| place.cite.locator.as_deref()).is_some_and(number::is_numeric),
            "citation-number" => true,
            "page-first" => {
                self.work.item.get("page-first").or(self.work.item.get("page")).is_some_and(number::is_numeric)
            }
            _ => self.work.item.get(variable).is_some_and(number::is_numeric),
        }
    }
}

/// Returns whether a cite has a locator of the given kind.
fn has_locator(place: &Place<'_>, kind: &str) -> bool {
    let has = place.cite.locator.as_deref().is_some_and(|text| !text.is_empty());
    let label = place.cite.label.as_deref().filter(|label| !label.is_empty()).unwrap_or("page");
    has && (label == kind || label.replace(' ', "-") == kind)
}

/// Returns whether a cite is at a position. Ibid. and near note imply subsequent.
fn is_at(place: &Place<'_>, position: Position) -> bool {
    match position {
        Position::First => place.position == Position::First,
        Position::Subsequent => place.position != Position::First,
        Position::Ibid => matches!(place.position, Position::Ibid | Position::IbidWithLocator),
        Position::IbidWithLocator => place.position == Position::IbidWithLocator,
        Position::NearNote => place.near_note,
    }
}
