//! Sets a cover's words and draws them, in the theme's fonts and colors.
//!
//! [`crate::typeset`] shapes words and breaks lines as for the PDF, with one pixel per point. A cover with a letter
//! that no font has is not drawn, as no cover is better than a wrong one.

use super::{
    glyph::{Glyphs, Run},
    palette,
};
use crate::{
    article::Lang,
    locale::Writing,
    theme::Theme,
    typeset::{
        Alignment, Color, Divider, Division, FaceId, FaceQuery, Fit, Fonts, Forms, GlyphRun, ItemKind, Owner, SetLine,
        Setter, Setting, Shaper, Text, TextStyle,
    },
};
use std::ops::Range;

/// Width and height in pixels: the shape of most stores' covers, below their limit of 4 megapixels.
pub(super) const SIZE: (usize, usize) = (1560, 2496);

/// Space at the left and right, in pixels.
const MARGIN: f32 = 150.0;
const MEASURE: f32 = SIZE.0 as f32 - 2.0 * MARGIN;
/// The length of the line between category and title.
const RULE: f32 = 240.0;
/// The rows of that line.
const RULE_ROWS: Range<i32> = 430..438;

/// Sizes of titles, of which the largest that fits is used. At the last one, words may be hyphenated.
const TITLES: [f32; 5] = [210.0, 180.0, 150.0, 124.0, 100.0];
/// The largest height of the title.
const TITLE_HEIGHT: f32 = 1300.0;

/// The words of a cover.
pub(super) struct Words<'a> {
    pub(super) category: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) authors: String,
    pub(super) lang: Lang,
    pub(super) rtl: bool,
}

/// What a cover is drawn with.
pub(in crate::render::epub) struct Tools<'a> {
    pub(in crate::render::epub) theme: &'a Theme,
    pub(in crate::render::epub) fonts: &'a Fonts,
    pub(in crate::render::epub) shaper: &'a mut Shaper,
    pub(in crate::render::epub) glyphs: &'a Glyphs,
}

/// Draws a cover as PNG. `None` if no font has one of its letters, or if the title is too long.
pub(super) fn draw(words: &Words<'_>, tools: &mut Tools<'_>) -> Option<Vec<u8>> {
    let mut sheet = Sheet::new(words, tools)?;
    let (size, title) = sheet.title(words.title)?;
    let category = sheet.lines(words.category.unwrap_or_default(), true, 64.0, true)?;
    let authors = sheet.lines(&words.authors, false, 76.0, true)?;
    if !sheet.setter.missing().is_empty() {
        return None;
    }
    let step = sheet.step;
    let mut canvas = Canvas::new(tools.fonts, tools.glyphs);
    canvas.rule(words.rtl);
    for (at, line) in category.iter().enumerate() {
        canvas.line(line, 330.0 + 80.0 * at as f32, Ink::Tint);
    }
    for (at, line) in title.iter().enumerate() {
        canvas.line(line, 520.0 + size * (0.9 + step * at as f32), Ink::White);
    }
    let shown = authors.len().min(5);
    for (at, line) in authors[authors.len() - shown..].iter().enumerate() {
        canvas.line(line, 2290.0 - 100.0 * (shown - 1 - at) as f32, Ink::White);
    }
    canvas.png(&palette::of(tools.theme.colors.accent)).ok()
}

/// How words are set on a cover.
struct Sheet<'a> {
    setter: Setter<'a>,
    regular: FaceId,
    bold: FaceId,
    rtl: bool,
    /// The distance of baselines of a title, in ems.
    step: f32,
    division: Option<Division>,
}

impl<'a> Sheet<'a> {
    fn new(words: &Words<'_>, tools: &'a mut Tools<'_>) -> Option<Self> {
        let writing = Writing::of(&words.lang);
        let family = tools.fonts.family_for(&tools.theme.fonts.heading, writing);
        let face = |bold| tools.fonts.select(FaceQuery { family, bold, italic: false });
        let (regular, bold) = (face(false)?, face(true)?);
        let code: Option<[u8; 2]> = words.lang.primary().as_bytes().try_into().ok();
        let division = code.and_then(hypher::Lang::from_iso).map(|lang| Division::Freely(Divider::Language(lang)));
        let setter = Setter::new(tools.fonts, tools.shaper);
        Some(Self { setter, regular, bold, rtl: words.rtl, step: 1.18 * writing.leading, division })
    }

    /// Sets the title at the largest size that fits.
    fn title(&mut self, title: &str) -> Option<(f32, Vec<SetLine>)> {
        TITLES.into_iter().enumerate().find_map(|(at, size)| {
            let lines = self.lines(title, true, size, at + 1 == TITLES.len())?;
            (lines.len() as f32 * size * self.step < TITLE_HEIGHT).then_some((size, lines))
        })
    }

    /// Sets words in lines between the margins, hyphenated if `divided`. `None` if a word is too long.
    fn lines(&mut self, words: &str, bold: bool, size: f32, divided: bool) -> Option<Vec<SetLine>> {
        let style = TextStyle {
            face: if bold { self.bold } else { self.regular },
            size,
            color: Color::BLACK,
            rise: 0.0,
            forms: Forms::default(),
            underline: false,
            strike: false,
            division: self.division.filter(|_| divided).unwrap_or_default(),
        };
        let mut text = Text::new();
        text.push(&words.split_whitespace().collect::<Vec<_>>().join(" "), style, Owner(0), None);
        if self.setter.extent(&text, self.rtl).least > MEASURE {
            return None;
        }
        let setting = Setting {
            measure: MEASURE,
            first_indent: 0.0,
            hanging: 0.0,
            leading: size,
            fit: Fit::Ragged,
            alignment: Alignment::Start,
            rtl: self.rtl,
            decoration: Owner(0),
        };
        Some(if text.is_empty() { Vec::new() } else { self.setter.set(&text, &setting) })
    }
}

/// What words are drawn with: white, or the tint of the palette.
#[derive(Clone, Copy)]
enum Ink {
    White,
    Tint,
}

impl Ink {
    /// The palette's entry for a coverage in sixteenths. Entry 0 is the background.
    fn entry(self, sixteenths: u8) -> u8 {
        let (base, steps) = match self {
            Self::White => (0, palette::WHITES),
            Self::Tint => (palette::WHITES, palette::TINTS),
        };
        match (sixteenths * steps + 8) / 16 {
            0 => 0,
            step => base + step,
        }
    }
}

/// Bytes per row: two pixels in each.
const STRIDE: usize = SIZE.0 / 2;

/// The cover's pixels as entries of the palette.
struct Canvas<'a> {
    rows: Vec<u8>,
    fonts: &'a Fonts,
    glyphs: &'a Glyphs,
}

impl<'a> Canvas<'a> {
    fn new(fonts: &'a Fonts, glyphs: &'a Glyphs) -> Self {
        Self { rows: vec![0; STRIDE * SIZE.1], fonts, glyphs }
    }

    /// Fills pixels from `x` (inclusive) to `end` (exclusive) in a row, unless they are outside or have more ink already:
    /// where letters touch, both count.
    fn fill(&mut self, x: i32, end: i32, y: i32, entry: u8) {
        let inside = |at: i32| at.clamp(0, SIZE.0 as i32) as usize;
        let Some(row) = usize::try_from(y).ok().and_then(|y| self.rows.chunks_exact_mut(STRIDE).nth(y)) else { return };
        let (x, end) = (inside(x), inside(end));
        let mut set = |x: usize| {
            let shift = if x.is_multiple_of(2) { 4 } else { 0 };
            let byte = &mut row[x / 2];
            *byte = *byte & !(0xf << shift) | (*byte >> shift & 0xf).max(entry) << shift;
        };
        if entry == palette::WHITES || entry == palette::WHITES + palette::TINTS {
            // the whole bytes of the inside of a letter
            let (first, last) = (x.next_multiple_of(2).min(end), (end - end % 2).max(x));
            (x..first).chain(last.max(first)..end).for_each(&mut set);
            if first < last {
                row[first / 2..last / 2].fill(entry << 4 | entry);
            }
        } else {
            (x..end).for_each(set);
        }
    }

    /// Draws the line between category and title where reading starts.
    fn rule(&mut self, rtl: bool) {
        let left = if rtl { SIZE.0 as f32 - MARGIN - RULE } else { MARGIN } as i32;
        RULE_ROWS.for_each(|y| self.fill(left, left + RULE as i32, y, Ink::Tint.entry(16)));
    }

    /// Draws a line of words on a baseline, in pixels from the top.
    fn line(&mut self, line: &SetLine, baseline: f32, ink: Ink) {
        for item in &line.items {
            if let ItemKind::Glyphs(run) = &item.kind {
                self.run(run, baseline, ink);
            }
        }
    }

    /// Draws glyphs, each on a whole pixel.
    fn run(&mut self, run: &GlyphRun, baseline: f32, ink: Ink) {
        let mut pen = MARGIN + run.x;
        for glyph in &run.glyphs {
            let (left, top) = ((pen + glyph.dx).round() as i32, (baseline - glyph.dy).round() as i32);
            for &Run { x, y, length, sixteenths } in &*self.glyphs.get(self.fonts, run.face, glyph.id, run.size) {
                let x = left.saturating_add(x);
                self.fill(x, x.saturating_add(length as i32), top.saturating_add(y), ink.entry(sixteenths));
            }
            pen += glyph.advance;
        }
    }

    /// Returns the picture as PNG. The compressor is made for pictures whose bytes are nearly all zeros.
    fn png(&self, palette: &[[u8; 3]; 16]) -> Result<Vec<u8>, png::EncodingError> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, SIZE.0 as u32, SIZE.1 as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_palette(palette.as_flattened());
        encoder.set_deflate_compression(png::DeflateCompression::FdeflateUltraFast);
        encoder.set_filter(png::Filter::Up);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.rows)?;
        writer.finish()?;
        Ok(bytes)
    }
}
