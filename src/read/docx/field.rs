//! An open field, and what its result is converted to.

use super::citations;
use crate::read::account::Reason;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    Address(String),
    /// A bookmark of the document.
    Place(String),
}

/// An open field.
#[derive(Debug, Default)]
pub(super) struct Field {
    pub(super) instruction: String,
    /// What its result is converted to, once it is known.
    pub(super) result: Option<Becomes>,
    /// The index in the line where its result starts.
    pub(super) at: usize,
    /// The state of a form field: a ticked or empty box, or the chosen entry of a list.
    pub(super) form: Option<Form>,
    /// Data that a program stored with the field.
    pub(super) data: String,
}

/// The state of a form field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    Box(bool),
    Entry(String),
}

/// What the result of a field is converted to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Becomes {
    Words,
    Link(To),
    LeftOut(Reason),
    Cites(Vec<citations::Cited>),
}
