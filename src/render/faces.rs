//! Faces and shapers that renderers share: fonts are parsed once, whichever of them asks first.

use crate::{
    env::FontSet,
    typeset::{Fonts, Shaper},
};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The faces of a registry's fonts, and shapers that remember words from article to article.
#[derive(Debug, Clone, Default)]
pub(super) struct Faces(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    fonts: OnceLock<Fonts>,
    /// Shapers that no thread uses just now.
    shapers: Mutex<Vec<Shaper>>,
}

impl Faces {
    /// The faces of a set; the first set that was asked for stays.
    pub(super) fn of(&self, set: &FontSet) -> &Fonts {
        self.0.fonts.get_or_init(|| Fonts::new(set))
    }

    /// Does something with a shaper that no other thread has.
    pub(super) fn shaping<T>(&self, work: impl FnOnce(&mut Shaper) -> T) -> T {
        let shapers = || self.0.shapers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut shaper = shapers().pop().unwrap_or_default();
        let done = work(&mut shaper);
        shapers().push(shaper);
        done
    }
}
