//! Sets a cover's words in the bundled fonts, on one of a few grounds.
//!
//! It is no typesetter: lines break at spaces and letters are not kerned. A title with a letter that the
//! fonts lack, or in a script that must be shaped, gets no cover rather than a wrong one.

use super::{glyph::Glyphs, png};
use crate::env::{FontData, FontSet};
use skrifa::{
    FontRef, MetadataProvider as _,
    instance::{LocationRef, Size},
};
use std::borrow::Cow;

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
pub(super) fn draw(words: &Words<'_>, fonts: &FontSet, glyphs: &Glyphs) -> Option<Vec<u8>> {
    let bold = face(fonts, "-Bold.ttf")?;
    let regular = face(fonts, "-Regular.ttf")?;
    let title = words.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let (size, lines) = [210.0, 180.0, 150.0, 124.0, 100.0].into_iter().find_map(|size| {
        let lines = broken(&title, &bold, size)?;
        (lines.len() as f32 * size * 1.18 < 1300.0).then_some((size, lines))
    })?;
    let mut page = Page { picture: png::Picture::blank(SIZE), glyphs };
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

/// A bundled font.
struct Face {
    data: &'static [u8],
    font: FontRef<'static>,
}

/// A font of the bundled family by the end of its file's name.
fn face(fonts: &FontSet, ending: &str) -> Option<Face> {
    let is = |name: &str| name.contains("HyperlegibleNext") && name.ends_with(ending);
    let bundled = |file: &FontData| match file.bytes {
        Cow::Borrowed(data) if is(&file.name) => Some(data),
        Cow::Borrowed(_) | Cow::Owned(_) => None,
    };
    let data = fonts.files().iter().find_map(bundled)?;
    Some(Face { data, font: FontRef::new(data).ok()? })
}

/// Breaks words into lines that fit between the margins; none when a letter has no glyph or a word no room.
fn broken(words: &str, face: &Face, size: f32) -> Option<Vec<String>> {
    let measure = SIZE.0 as f32 - 2.0 * MARGIN;
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        if width(word, face, size)? > measure {
            return None;
        }
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match (longer, lines.last_mut()) {
            (Some(longer), Some(line)) if width(&longer, face, size)? <= measure => *line = longer,
            _ => lines.push(word.to_owned()),
        }
    }
    Some(lines)
}

fn width(words: &str, face: &Face, size: f32) -> Option<f32> {
    let (metrics, letters) = (face.font.glyph_metrics(Size::new(size), LocationRef::default()), face.font.charmap());
    words.chars().map(|c| metrics.advance_width(letters.map(c).filter(|glyph| glyph.to_u32() != 0)?)).sum()
}

/// What words are drawn with: white, or the ground's second colour.
#[derive(Clone, Copy)]
enum Ink {
    Large,
    Small,
}

impl Ink {
    /// The palette's entry for a share of ink in sixteenths. Entry 0 is the ground.
    fn level(self, sixteenths: u8) -> u8 {
        let (base, steps) = match self {
            Self::Large => (0, 9),
            Self::Small => (9, 6),
        };
        match (sixteenths * steps + 8) / 16 {
            0 => 0,
            step => base + step,
        }
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
struct Page<'a> {
    picture: png::Picture,
    glyphs: &'a Glyphs,
}

impl Page<'_> {
    /// Sets a line of words on a baseline, in pixels from the top. Each letter stands on a whole pixel.
    fn line(&mut self, words: &str, face: &Face, size: f32, baseline: f32, ink: Ink) {
        let (metrics, letters) =
            (face.font.glyph_metrics(Size::new(size), LocationRef::default()), face.font.charmap());
        let (mut x, y) = (MARGIN, baseline.round() as i32);
        for id in words.chars().filter_map(|c| letters.map(c)) {
            let left = x.round() as i32;
            for run in &self.glyphs.get(face.data, id, size).runs {
                self.picture.set_run((left + run.x, y + run.y), run.length, ink.level(run.sixteenths));
            }
            x += metrics.advance_width(id).unwrap_or_default();
        }
    }

    /// A short line across, in the second colour.
    fn rule(&mut self, top: i32) {
        for y in top..top + 8 {
            self.picture.set_run((MARGIN as i32, y), 240, Ink::Small.level(16));
        }
    }
}
