//! What is known of a work before it is set: which variables it has, and its type.

use hayagriva::citationberg::{
    json::{FixedDateRange, Item, Value},
    taxonomy::{DateVariable, Kind, NumberVariable, StandardVariable, Variable},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr as _,
};

/// What is known of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// A date that is not about so.
    Exact,
    /// It is there.
    There,
    /// Only hayagriva knows.
    Open,
}

/// What is known of a work. Works of the same facts take the same ways through a style.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Facts {
    kind: String,
    values: BTreeMap<String, State>,
}

impl Facts {
    /// The facts of a work, as far as a style asks for them.
    pub(super) fn of(item: &Item, asked: &BTreeSet<String>) -> Self {
        let kind = item.type_().unwrap_or_default().into_owned();
        let known = item.0.iter().filter(|(variable, _)| asked.contains(*variable));
        Self { kind, values: known.map(|(variable, value)| (variable.clone(), state(value))).collect() }
    }

    /// Whether the work is of this type.
    pub(super) fn is(&self, kind: Kind) -> bool {
        Kind::from_str(&self.kind) == Ok(kind)
    }

    /// Whether the work has the variable, if that does not hang on where it is cited.
    pub(super) fn has(&self, variable: Variable) -> Option<bool> {
        match variable {
            // What tells works apart is put in later, and what citations have is not the work's.
            Variable::Standard(
                StandardVariable::YearSuffix
                | StandardVariable::CitationLabel
                | StandardVariable::Annote
                | StandardVariable::Keyword,
            )
            | Variable::Number(
                NumberVariable::CitationNumber | NumberVariable::Locator | NumberVariable::FirstReferenceNoteNumber,
            ) => None,
            Variable::Number(NumberVariable::PageFirst) if self.values.contains_key("page") => None,
            Variable::Standard(_) | Variable::Number(_) | Variable::Page(_) | Variable::Date(_) | Variable::Name(_) => {
                match self.values.get(&variable.to_string()) {
                    None => Some(false),
                    Some(State::There | State::Exact) => Some(true),
                    Some(State::Open) => None,
                }
            }
        }
    }

    /// Whether the work's date is certain not to be one about which it happened.
    pub(super) fn is_certain(&self, date: DateVariable) -> bool {
        self.values.get(&date.to_string()).is_none_or(|value| *value == State::Exact)
    }
}

fn state(value: &Value) -> State {
    match value {
        Value::String(text) if text.chars().all(char::is_whitespace) => State::Open,
        Value::Names(names) if names.is_empty() => State::Open,
        Value::String(_) | Value::Names(_) => State::There,
        Value::Number(_) => State::Open,
        Value::Date(date) => match FixedDateRange::try_from(date.clone()) {
            Ok(range) if range.start.circa => State::There,
            Ok(_) => State::Exact,
            Err(()) => State::Open,
        },
    }
}
