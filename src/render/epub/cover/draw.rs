//! Sets a cover's words in the bundled fonts, on one of a few grounds.
//!
//! [`super::glyph`] draws the letters, each in a box of its own, and the page holds only rows that have ink.
//! It is no typesetter: lines break at spaces and letters are not kerned. A title with a letter that the
//! fonts lack, or in a script that must be shaped, gets no cover rather than a wrong one.

use super::{glyph::Drawn, png};
use crate::env::FontSet;
use skrifa::{
    FontRef, GlyphId, MetadataProvider as _,
    instance::{LocationRef, Size},
};

/// Width and height in pixels: the shape of most stores' covers, below their limit of 4 megapixels.
pub(super) const SIZE: (usize, usize) = (1560, 2496);

/// Space at the left and right, in pixels.
const MARGIN: f32 = 150.0;

/// Grounds and the colour of the small words on them; all have a contrast of 7:1 or more with white and 4.5:1
/// or more between each other (WCAG 2.2, 1.4.3 and 1.4.6).
const GROUNDS: [([u8; 3], [u8; 3]); 5] = [
    ([0x12, 0x3b, 0x4d], [0xa9, 0xd8, 0xdf]),
    ([0x2b, 0x2f, 0x5b], [0xc4, 0xca, 0xf2]),
    ([0x1d, 0x42, 0x2f], [0xb9, 0xdf, 0xbd]),
    ([0x54, 0x1f, 0x33], [0xf2, 0xc4, 0xcb]),
    ([0x4a, 0x2f, 0x14], [0xf0, 0xd2, 0xa4]),
];

/// The words of a cover.
pub(super) struct Words<'a> {
    pub(super) category: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) authors: String,
}

/// The cover as PNG; none when a letter cannot be drawn or the title is too long for it.
pub(super) fn draw(words: &Words<'_>, fonts: &FontSet) -> Option<Vec<u8>> {
    let bold = face(fonts, "-Bold.ttf")?;
    let regular = face(fonts, "-Regular.ttf")?;
    let title = words.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let (size, lines) = [210.0, 180.0, 150.0, 124.0, 100.0].into_iter().find_map(|size| {
        let lines = broken(&title, &bold, size)?;
        (lines.len() as f32 * size * 1.18 < 1300.0).then_some((size, lines))
    })?;
    let mut page = Page { picture: png::Picture::blank(SIZE) };
    let category = words.category.unwrap_or_default();
    for (at, line) in broken(category, &bold, 64.0)?.iter().enumerate() {
        page.line(line, &bold, 64.0, 330.0 + 80.0 * at as f32, Ink::Small);
    }
    page.rule(430);
    for (at, line) in lines.iter().enumerate() {
        page.line(line, &bold, size, 520.0 + size * (0.9 + 1.18 * at as f32), Ink::Large);
    }
    let authors = broken(&words.authors, &regular, 76.0)?;
    for (at, line) in authors.iter().rev().take(5).rev().enumerate() {
        let up = (authors.len().min(5) - 1 - at) as f32;
        page.line(line, &regular, 76.0, 2290.0 - 100.0 * up, Ink::Large);
    }
    let ground = words.category.unwrap_or(words.title).bytes().map(usize::from).sum::<usize>() % GROUNDS.len();
    page.picture.encode(&palette(GROUNDS[ground]))
}

/// A font of the bundled family by the end of its file's name.
fn face<'a>(fonts: &'a FontSet, ending: &str) -> Option<FontRef<'a>> {
    let is = |name: &str| name.contains("HyperlegibleNext") && name.ends_with(ending);
    let file = fonts.files().iter().find(|file| is(&file.name))?;
    FontRef::new(&file.bytes).ok()
}

/// Breaks words into lines that fit between the margins; none when a letter has no glyph or a word no room.
fn broken(words: &str, font: &FontRef<'_>, size: f32) -> Option<Vec<String>> {
    let measure = SIZE.0 as f32 - 2.0 * MARGIN;
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        if width(word, font, size)? > measure {
            return None;
        }
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(&longer, font, size)? <= measure => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
}

fn width(words: &str, font: &FontRef<'_>, size: f32) -> Option<f32> {
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    words.chars().map(|c| metrics.advance_width(glyph(c, font)?)).sum()
}

fn glyph(c: char, font: &FontRef<'_>) -> Option<GlyphId> {
    font.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)
}

/// What words are drawn with: white, or the ground's second colour.
#[derive(Clone, Copy)]
enum Ink {
    Large,
    Small,
}

impl Ink {
    /// The palette's entry for a share of ink, 0 to 1. Entry 0 is the ground.
    fn level(self, share: f32) -> u8 {
        let (base, steps) = match self {
            Self::Large => (0, 9.0),
            Self::Small => (9, 6.0),
        };
        // A cast rounds down, and is one instruction; `round` is a call for each pixel.
        let step = (share.clamp(0.0, 1.0) * steps + 0.5) as u8;
        if step == 0 { 0 } else { base + step }
    }
}

/// Sixteen colours: the ground, nine steps to white, six to the second colour.
fn palette((ground, second): ([u8; 3], [u8; 3])) -> [[u8; 3]; 16] {
    let mix = |to: [u8; 3], share: f32| -> [u8; 3] {
        std::array::from_fn(|at| (f32::from(ground[at]) * (1.0 - share) + f32::from(to[at]) * share).round() as u8)
    };
    std::array::from_fn(|entry| match entry {
        0 => ground,
        1..=9 => mix([255; 3], entry as f32 / 9.0),
        _ => mix(second, (entry as f32 - 9.0) / 6.0),
    })
}

/// The cover as it is drawn.
struct Page {
    picture: png::Picture,
}

impl Page {
    /// Sets a line of words on a baseline, in pixels from the top. Each letter stands on a whole pixel.
    fn line(&mut self, words: &str, font: &FontRef<'_>, size: f32, baseline: f32, ink: Ink) {
        let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
        let mut x = MARGIN;
        for id in words.chars().filter_map(|c| glyph(c, font)) {
            // An outline that the font has wrong leaves its letter out.
            if let Some(drawn) = Drawn::new(font, id, size) {
                let (left, top) = (x.round() as i32 + drawn.left, baseline.round() as i32 + drawn.top);
                drawn.each_inked(|x, y, share| self.picture.set((left + x, top + y), ink.level(share)));
            }
            x += metrics.advance_width(id).unwrap_or_default();
        }
    }

    /// A short line across, in the second colour.
    fn rule(&mut self, top: i32) {
        let left = MARGIN as i32;
        for (x, y) in (left..left + 240).flat_map(|x| (top..top + 8).map(move |y| (x, y))) {
            self.picture.set((x, y), Ink::Small.level(1.0));
        }
    }
}
