//! Settings of articles: flags, `handout.toml` files, defaults.
//!
//! Precedence: flags, the article itself, the `handout.toml` of the article's folder, those of parent folders up to one
//! with `root = true`, defaults. `references` and additional bibliographies override the article wherever they are set.
//! The language of an article that declares none, in a folder without one, is detected.
//!
//! [`Settings`] is one layer, [`Layers`] stacks layers, and [`Chooser`] creates converters from the layers of a folder.
//! Start with [`Chooser`].

mod chooser;
mod choosers;
mod converter;
mod file;
mod formats;
mod house;
mod layers;
mod recipe;
mod unknown;
mod values;

pub(crate) use chooser::Chooser;
pub(crate) use choosers::Choosers;
pub(crate) use file::NAME;
pub(crate) use formats::{KnownFormat, find_program};
pub(crate) use layers::{Layers, Origin};
#[cfg(feature = "serve")]
pub(crate) use recipe::Given;
pub(crate) use recipe::Recipe;
pub(crate) use values::{Settings, Written};
