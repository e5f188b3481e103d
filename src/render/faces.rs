//! Faces and shapers that renderers share, so that fonts are parsed once.

use crate::{
    diagnostic::{Code, Diagnostic},
    env::{FontSet, SystemFonts},
    typeset::{FaceId, Fonts, Shaper},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// The faces of a registry's fonts, and shapers that cache words across articles.
#[derive(Debug, Clone, Default)]
pub(super) struct Faces(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    fonts: OnceLock<Fonts>,
    /// Shapers that no thread is using.
    shapers: Mutex<Vec<Shaper>>,
}

impl Faces {
    /// Returns the faces of a font set. Later calls return those of the first set.
    pub(super) fn of(&self, set: &FontSet) -> &Fonts {
        self.0.fonts.get_or_init(|| Fonts::new(set))
    }

    /// Calls `work` with a shaper that no other thread is using.
    pub(super) fn shaping<T>(&self, work: impl FnOnce(&mut Shaper) -> T) -> T {
        let shapers = || self.0.shapers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut shaper = shapers().pop().unwrap_or_default();
        let done = work(&mut shaper);
        shapers().push(shaper);
        done
    }
}

/// Returns notes on system fonts among the faces in use, if they were not requested.
pub(super) fn system_font_notes(set: &FontSet, fonts: &Fonts, faces: impl Iterator<Item = FaceId>) -> Vec<Diagnostic> {
    if set.system() != SystemFonts::MissingScripts {
        return Vec::new();
    }
    let used: BTreeSet<FaceId> = faces.collect();
    let system = used.iter().map(|&id| fonts.face(id)).filter(|face| face.is_system);
    let families: BTreeSet<&str> = system.map(|face| face.family.as_str()).collect();
    let note = |family: &str| {
        let message = format!("the system's font `{family}` is used, as no bundled font has its script");
        let help =
            "other systems may lack it: --font-dir names a folder that you can share, --no-system-fonts forbids it";
        Diagnostic::new(Code::SystemFont, message).help(help)
    };
    families.into_iter().map(note).collect()
}
