//! Renders the elements of a style for one item.

mod conditions;
mod dates;
mod initials;
mod labels;
mod name;
mod names;
mod renderer;
mod text;
mod types;

pub(super) use dates::sort_date;
pub(super) use initials::initials_of;
pub(super) use renderer::Renderer;
pub(super) use text::citation_label;
pub(super) use types::{Area, Disambiguation, GivenLevel, NameList, Part, Work};
