//! System faces, read when a character is first found that no other font has.

use super::{Face, parse};
use crate::env::{Coverage, FontSet, SystemFile, SystemFonts};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};
use unicode_script::{Script, UnicodeScript as _};

/// The minimum number of letters of a script in a font: with fewer, it only has a few signs.
const FEWEST_LETTERS: usize = 10;

/// The system faces.
#[derive(Debug, Default)]
pub(super) struct System {
    /// When they may be used.
    allowed: SystemFonts,
    /// The number of letters of each script in the set; counted when first needed.
    letters: OnceLock<HashMap<Script, usize>>,
    faces: OnceLock<Vec<Face>>,
}

impl System {
    pub(super) fn new(set: &FontSet) -> Self {
        Self { allowed: set.system(), ..Self::default() }
    }

    /// Returns the faces loaded so far.
    pub(super) fn loaded(&self) -> &[Face] {
        self.faces.get().map_or(&[], Vec::as_slice)
    }

    /// Returns all faces of the system, if they may be used for a character that no face of the `set` has.
    pub(super) fn faces_for(&self, character: char, set: &[Face]) -> &[Face] {
        let allowed = match self.allowed {
            SystemFonts::Never => false,
            SystemFonts::MissingScripts => self.lacks_script(character, set),
            SystemFonts::MissingCharacters => true,
        };
        if allowed { self.faces.get_or_init(load) } else { &[] }
    }

    fn lacks_script(&self, character: char, set: &[Face]) -> bool {
        let script = character.script();
        let letters = self.letters.get_or_init(|| count_letters(set));
        !matches!(script, Script::Common | Script::Inherited | Script::Unknown)
            && letters.get(&script).is_none_or(|&count| count < FEWEST_LETTERS)
    }
}

/// Counts the letters of each script, in the face that has the most.
fn count_letters(set: &[Face]) -> HashMap<Script, usize> {
    let mut most = HashMap::new();
    for face in set {
        let mut counts: HashMap<Script, usize> = HashMap::new();
        for letter in face.coverage().characters().filter(|character| character.is_alphabetic()) {
            *counts.entry(letter.script()).or_default() += 1;
        }
        for (script, count) in counts {
            let known: &mut usize = most.entry(script).or_default();
            *known = count.max(*known);
        }
    }
    most
}

/// Reads all system font files once, and keeps only what selection needs of each face: the files are read again when
/// text is set in them. Faces without outlines (color emoji) are left out.
fn load() -> Vec<Face> {
    let files = FontSet::default().with_system(SystemFonts::MissingCharacters).system_files();
    files.iter().flat_map(faces_of).collect()
}

fn faces_of(file: &SystemFile) -> Vec<Face> {
    let Some(data) = file.read() else { return Vec::new() };
    let bytes = file.lazily();
    let outlined = parse::faces_of(&data).into_iter().filter(parse::has_outlines);
    let forget = |face: Face| {
        let coverage: Arc<Coverage> = face.coverage();
        Face { is_system: true, bytes: bytes.clone(), coverage: Some(coverage), opened: OnceLock::new(), ..face }
    };
    outlined.map(forget).collect()
}
