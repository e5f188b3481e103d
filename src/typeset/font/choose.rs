//! Selects faces: by family and style, by the language's script, and as fallback for characters that the theme's face
//! lacks.

use super::{Face, FaceId, FaceQuery, parse, system::System};
use crate::{env::FontSet, locale::Writing, typeset::invisible::is_ignorable};

/// The faces of a set in order of preference, shared by all documents and threads.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    faces: Vec<Face>,
    /// System faces; their IDs follow those of the set.
    system: System,
}

impl Fonts {
    /// Parses the files of a set. Files that are not fonts are left out.
    #[must_use]
    pub(crate) fn new(set: &FontSet) -> Self {
        let faces: Vec<Face> = set.files().iter().flat_map(parse::faces_of).collect();
        Self { faces, system: System::new(set) }
    }

    /// Returns a face by its ID.
    ///
    /// # Panics
    /// If the ID is of another `Fonts`.
    #[must_use]
    pub(crate) fn face(&self, id: FaceId) -> &Face {
        let at = usize::from(id.0);
        self.faces.get(at).unwrap_or_else(|| &self.system.loaded()[at - self.faces.len()])
    }

    /// Returns the closest match for the query: the family first, then italics, then weight (700 is bold, 400 is not).
    /// `None` without fonts.
    #[must_use]
    pub(crate) fn select(&self, query: FaceQuery<'_>) -> Option<FaceId> {
        let is_of_family = |face: &Face| face.family.eq_ignore_ascii_case(query.family);
        let cost = |face: &Face| {
            let away = (face.weight - if query.bold { 700.0 } else { 400.0 }).abs();
            (!is_of_family(face), face.italic != query.italic, face.bold != query.bold, away as u32)
        };
        // a family of the system has been loaded before it is requested by name
        let loaded = self.ids_from(self.faces.len(), self.system.loaded()).filter(|&id| is_of_family(self.face(id)));
        self.ids().chain(loaded).min_by_key(|&id| cost(self.face(id)))
    }

    /// Returns the face for formulas within text in another face.
    #[must_use]
    pub(crate) fn maths(&self, text: FaceId) -> Option<FaceId> {
        let mut families = ["Noto Sans Math", "STIX Two Math"];
        if has_serifs(&self.face(text).family) {
            families.reverse();
        }
        let of = |family: &&str| self.ids().find(|&id| self.face(id).family == **family);
        families.iter().find_map(of)
    }

    /// Returns whether a face of this family exists.
    #[must_use]
    pub(crate) fn has_family(&self, family: &str) -> bool {
        self.faces.iter().any(|face| face.family.eq_ignore_ascii_case(family))
    }

    /// Returns the families, each once, sorted.
    #[must_use]
    pub(crate) fn families(&self) -> Vec<&str> {
        let mut families: Vec<_> = self.faces.iter().map(|face| face.family.as_str()).collect();
        families.sort_unstable();
        families.dedup();
        families
    }

    /// Returns the family for a script: the preferred one if it has all letters, else one of the script's region with
    /// serifs like the preferred one, else the first that has the letters.
    #[must_use]
    pub(crate) fn family_for<'a>(&'a self, preferred: &'a str, writing: Writing) -> &'a str {
        let upright = |family| self.select(FaceQuery { family, bold: false, italic: false });
        let has_all = |id: FaceId| writing.letters.chars().all(|letter| self.face(id).has(letter));
        if upright(preferred).is_none_or(has_all) {
            return preferred;
        }
        let foreign = |id: FaceId| !self.face(id).family.ends_with(writing.region);
        let unlike = |id: FaceId| has_serifs(&self.face(id).family) != has_serifs(preferred);
        let cost = |&id: &FaceId| (foreign(id), unlike(id));
        let own = self.ids().filter(|&id| has_all(id)).min_by_key(cost);
        let system = || self.system_ids(writing.letters.chars().next()?).filter(|&id| has_all(id)).min_by_key(cost);
        own.or_else(system).map_or(preferred, |id| self.face(id).family.as_str())
    }

    /// Returns the closest face to `first` in style that has all letters of a word; `first` itself if it has them.
    #[must_use]
    pub(crate) fn with_word(&self, first: FaceId, word: &str) -> Option<FaceId> {
        let letters = || word.chars().filter(|letter| letter.is_alphabetic() && !is_ignorable(*letter));
        let has_all = |id: FaceId| letters().all(|letter| self.face(id).has(letter));
        let lacking = || letters().find(|&letter| !self.ids().any(|id| self.face(id).has(letter)));
        self.nearest(first, has_all, lacking)
    }

    /// Returns the closest face to `first` in style that has the character; `first` itself if it has it.
    #[must_use]
    pub(crate) fn with_character(&self, first: FaceId, character: char) -> Option<FaceId> {
        self.nearest(first, |id| self.face(id).has(character), || Some(character))
    }

    /// Returns the closest face to `first` in style that `serves`: from the set, else from the system if that may be
    /// used for the character that the set is `lacking`.
    fn nearest(
        &self,
        first: FaceId,
        serves: impl Fn(FaceId) -> bool,
        lacking: impl FnOnce() -> Option<char>,
    ) -> Option<FaceId> {
        if serves(first) {
            return Some(first);
        }
        let wanted = self.face(first);
        let style = |face: &Face| (face.bold != wanted.bold, face.italic != wanted.italic);
        let own = self.ids().filter(|&id| serves(id)).min_by_key(|&id| style(self.face(id)));
        own.or_else(|| {
            let cost = |face: &Face| {
                let weight = (face.weight - wanted.weight).abs() as u32;
                (style(face), has_serifs(&face.family) != has_serifs(&wanted.family), weight)
            };
            self.system_ids(lacking()?).filter(|&id| serves(id)).min_by_key(|&id| cost(self.face(id)))
        })
    }

    /// Iterates over the faces of the set, in order of preference.
    pub(crate) fn ids(&self) -> impl Iterator<Item = FaceId> + use<> {
        self.ids_from(0, &self.faces)
    }

    /// Iterates over the faces of the system, if they may be used for a character that no face of the set has.
    fn system_ids(&self, character: char) -> impl Iterator<Item = FaceId> + use<> {
        self.ids_from(self.faces.len(), self.system.faces_for(character, &self.faces))
    }

    fn ids_from(&self, first: usize, faces: &[Face]) -> impl Iterator<Item = FaceId> + use<> {
        (first..first + faces.len()).map_while(|at| u16::try_from(at).ok()).map(FaceId)
    }
}

/// Returns whether a family has serifs, or their East Asian counterparts, judging by its name.
fn has_serifs(family: &str) -> bool {
    ["Serif", "Mincho", "Ming", "Song", "Batang"].iter().any(|known| family.contains(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Lang;

    #[test]
    fn a_language_is_set_in_one_family_that_has_its_letters() {
        let fonts = Fonts::new(&FontSet::bundled());
        let family =
            |tag: &str, preferred| fonts.family_for(preferred, Writing::of(&Lang::new(tag).unwrap())).to_owned();
        for (tag, sans, serif) in [
            ("en", "Atkinson Hyperlegible Next", "Source Serif 4"),
            ("vi", "Noto Sans", "Source Serif 4"),
            ("ru", "Noto Sans", "Source Serif 4"),
            ("hi", "Noto Sans", "Noto Sans"),
            ("fa", "Vazirmatn", "Vazirmatn"),
            ("he", "Noto Sans Hebrew", "Noto Sans Hebrew"),
            ("th", "Noto Sans Thai", "Noto Sans Thai"),
        ] {
            assert_eq!(family(tag, "Atkinson Hyperlegible Next"), sans, "{tag}");
            assert_eq!(family(tag, "Source Serif 4"), serif, "{tag}");
        }
    }
}
