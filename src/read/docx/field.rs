//! A field in progress, and what becomes of its result.

use super::citations;
use crate::read::account::Reason;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    Address(String),
    /// A place of the document, by the name of its bookmark.
    Place(String),
}

/// A field that is not at its end.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    /// Once it is separated, what becomes of its result.
    pub(super) result: Option<Becomes>,
    /// The position in the line where its result starts.
    pub(super) at: usize,
    /// What a form's field says: a ticked or empty box, the chosen entry of a list.
    pub(super) form: Option<Form>,
    /// Data that a program keeps with it.
    pub(super) data: String,
}

/// What is in a form's field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Box(bool),
    Entry(String),
}

/// What becomes of the result of a field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Becomes {
    Words,
    Link(To),
    LeftOut(Reason),
    Cites(Vec<citations::Cited>),
}
