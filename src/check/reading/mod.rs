//! Reading ease: how easy the text is to read, by a formula of its language.

mod hardest;
mod read;
mod rules;

pub(super) use read::measured;
pub use read::{Measured, SectionEase};
pub(super) use rules::RULES;
