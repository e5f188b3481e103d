//! Settings of articles: flags, `handout.toml` files, defaults.
//!
//! Precedence: flags, the article itself, the `handout.toml` of the article's folder, those of parent folders up to one
//! with `root = true`, defaults. `references` and additional bibliographies override what an article says wherever they
//! are set. An article without a language, in a folder without one, is read in the language of its prose.
//!
//! [`Settings`] is one layer of them, [`Layers`] stacks layers, and [`Chooser`] makes converters of the layers of a
//! folder. Start with [`Chooser`].

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
