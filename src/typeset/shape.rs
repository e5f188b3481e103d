//! Shaping: characters become glyphs (by HarfBuzz's rules), word by word, with a cache.

use super::{
    Face, FaceId, Fonts, Forms, Zero, cjk,
    shaped::{Shaped, ShapedGlyph},
};
use crate::cache::Cache;
use foldhash::fast::RandomState;
use harfrust::{BufferClusterLevel, Direction, Feature, GlyphBuffer, ShapeOptions, ShapePlan, Tag, UnicodeBuffer};
use std::{collections::HashMap, sync::Arc};
use unicode_script::Script;

#[cfg(test)]
mod tests;

/// What determines a word's glyphs in addition to its characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Setting {
    pub(super) face: FaceId,
    pub(super) script: Script,
    pub(super) rtl: bool,
    pub(super) forms: Forms,
}

/// The maximum number of cached words per setting.
const MEMORY: usize = 20_000;

/// The cache of a setting.
struct Known {
    plan: Option<ShapePlan>,
    words: Cache<Box<str>, Arc<Shaped>>,
}

impl Default for Known {
    fn default() -> Self {
        Self { plan: None, words: Cache::new(MEMORY) }
    }
}

/// Shapes words and caches them. Each serves one thread at a time.
#[derive(Default)]
pub(crate) struct Shaper {
    known: HashMap<Setting, Known, RandomState>,
    /// Reused for all words.
    buffer: UnicodeBuffer,
}

impl std::fmt::Debug for Shaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shaper").field("settings", &self.known.len()).finish_non_exhaustive()
    }
}

impl Shaper {
    /// Returns the glyphs of a word. All characters must be of one script and direction.
    pub(super) fn word(&mut self, word: &str, setting: Setting, fonts: &Fonts) -> Arc<Shaped> {
        let known = self.known.entry(setting).or_default();
        if let Some(shaped) = known.words.get(word) {
            return shaped.clone();
        }
        let shaped = Arc::new(shape_word(word, setting, fonts, &mut self.buffer, &mut known.plan));
        known.words.insert(word.into(), shaped.clone());
        shaped
    }
}

/// Returns a word's glyphs as shown.
fn shape_word(
    word: &str,
    setting: Setting,
    fonts: &Fonts,
    buffer: &mut UnicodeBuffer,
    plan: &mut Option<ShapePlan>,
) -> Shaped {
    let mut shaped = harfbuzz(word, setting, fonts, buffer, plan);
    let face = fonts.face(setting.face);
    show_joiners(&mut shaped, word, face, setting.rtl);
    if !setting.rtl {
        cjk::tighten(&mut shaped, word, face);
    }
    shaped.measure();
    shaped
}

/// Returns a word's glyphs as returned by HarfBuzz.
fn harfbuzz(
    word: &str,
    setting: Setting,
    fonts: &Fonts,
    spare: &mut UnicodeBuffer,
    plan: &mut Option<ShapePlan>,
) -> Shaped {
    let face = fonts.face(setting.face);
    let shaper = face.shaper();
    let features = features(setting.forms);
    let features = features.as_slice();
    let direction = if setting.rtl { Direction::RightToLeft } else { Direction::LeftToRight };
    let script = setting.script.short_name().parse().unwrap_or(harfrust::script::UNKNOWN);
    let mut buffer = std::mem::take(spare);
    // each mark is a cluster, so that each glyph has its own character
    buffer.set_cluster_level(BufferClusterLevel::MonotoneCharacters);
    for (at, character) in word.char_indices() {
        buffer.add(face.shown_as(character).unwrap_or(character), at as u32);
    }
    buffer.set_direction(direction);
    buffer.set_script(script);
    let plan = plan.get_or_insert_with(|| ShapePlan::new(&shaper, direction, Some(script), None, features));
    let glyphs = shaper.shape(buffer, ShapeOptions::new().plan(Some(plan)).features(features));
    let shaped = collect(word, &glyphs, face.metrics().units_per_em, setting.rtl);
    *spare = glyphs.clear();
    shaped
}

/// Returns the requested features in addition to the default ones, which include kerning and ligatures.
fn features(forms: Forms) -> Vec<Feature> {
    let asked = [
        (forms.tabular, b"tnum"),
        (forms.old_style, b"onum"),
        (forms.small_caps, b"smcp"),
        (forms.zero == Some(Zero::Slashed), b"zero"),
        // our own feature, in families whose zero is slashed (fonts/README.md)
        (forms.zero == Some(Zero::Plain), b"PZRO"),
    ];
    asked.into_iter().filter(|(asked, _)| *asked).map(|(_, tag)| Feature::new(Tag::new(tag), 1, ..)).collect()
}

/// Gives joiners their own glyphs. HarfBuzz shows them as a space without an advance: programs that go by positions
/// take that for a wide character over its neighbors. In right-to-left text, a joiner is placed slightly left of its
/// letter: poppler ends a line at a character that begins where the previous one does.
fn show_joiners(shaped: &mut Shaped, word: &str, face: &Face, rtl: bool) {
    const HAIR: f32 = 0.01;
    for glyph in shaped.glyphs.iter_mut().filter(|glyph| glyph.advance == 0.0) {
        let joiner = match word.get(glyph.start as usize..glyph.end as usize) {
            Some("\u{200c}") => face.unseen('\u{200c}'),
            Some("\u{200d}") => face.unseen('\u{200d}'),
            _ => None,
        };
        if let Some(joiner) = joiner {
            glyph.id = joiner;
            glyph.dx = if rtl { -HAIR } else { 0.0 };
        }
    }
}

fn collect(word: &str, buffer: &GlyphBuffer, units_per_em: f32, rtl: bool) -> Shaped {
    let em = |units: i32| units as f32 / units_per_em;
    let clusters: Vec<u32> = buffer.glyph_infos().iter().map(|info| info.cluster).collect();
    let end_of_text = u32::try_from(word.len()).unwrap_or(u32::MAX);
    let glyph = |at: usize, id: u32, position: &harfrust::GlyphPosition| {
        let (start, end) = cluster_of(&clusters, at, end_of_text, rtl);
        let id = u16::try_from(id).unwrap_or(0);
        let (advance, dx, dy) = (em(position.x_advance), em(position.x_offset), em(position.y_offset));
        ShapedGlyph { id, advance, dx, dy, start, end }
    };
    let pairs = buffer.glyph_infos().iter().zip(buffer.glyph_positions()).enumerate();
    let glyphs = pairs.map(|(at, (info, position))| glyph(at, info.glyph_id, position)).collect();
    Shaped { glyphs, ..Shaped::default() }
}

/// Returns the byte range of a glyph's cluster, assigned only to the first glyph of the cluster in visual order.
fn cluster_of(clusters: &[u32], at: usize, end_of_text: u32, rtl: bool) -> (u32, u32) {
    let start = clusters[at];
    if at > 0 && clusters[at - 1] == start {
        return (start, start);
    }
    let next = if rtl {
        clusters[..at].iter().rev().find(|&&cluster| cluster > start)
    } else {
        clusters[at..].iter().find(|&&cluster| cluster > start)
    };
    (start, next.copied().unwrap_or(end_of_text))
}
