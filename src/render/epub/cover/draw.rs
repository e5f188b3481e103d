//! Typesets and draws a cover, in the theme's fonts and colors.
//!
//! [`crate::typeset`] shapes words and breaks lines as for the PDF, at one pixel per point. A cover with a letter that
//! no font has is not drawn, as no cover is better than a wrong one.

use super::{
    glyph::{Glyphs, Run},
    palette,
};
use crate::{
    article::Lang,
    locale::Writing,
    theme::{self, CoverStyle, Theme},
    typeset::{
        Alignment, Color, Divider, Division, FaceId, FaceQuery, Fit, Fonts, Forms, GlyphRun, ItemKind, Owner, SetLine,
        Setter, Setting, Shaper, Text, TextStyle, Zero,
    },
};

/// Width and height in pixels: the aspect ratio of most stores' covers, below their limit of 4 megapixels.
pub(super) const SIZE: (usize, usize) = (1200, 1920);

/// The margin on the left and right, in pixels.
const MARGIN: f32 = 115.0;
const MEASURE: f32 = SIZE.0 as f32 - 2.0 * MARGIN;

/// Title sizes; the largest that fits is used. At the last one, words may be hyphenated.
const TITLES: [f32; 6] = [192.0, 162.0, 138.0, 115.0, 95.0, 77.0];
/// The minimum length of a title's shortest line, relative to its longest one, if a smaller size achieves that.
const EVEN: f32 = 0.6;

/// Vertical positions, in pixels from the top.
struct Layout {
    centered: bool,
    /// The baseline of the first line of the category.
    category: f32,
    /// The top of the title.
    title: f32,
    /// The largest size of the title.
    largest: f32,
    /// The largest height of the title.
    height: f32,
    /// The size of the subtitle.
    subtitle: f32,
    /// The baseline of the last author.
    authors: f32,
    /// The maximum number of lines of authors.
    most_authors: usize,
    /// The row from which on the background is white, with text in the background color.
    white_from: Option<usize>,
}

impl Layout {
    fn of(style: CoverStyle) -> Self {
        match style {
            CoverStyle::Band => Self {
                centered: false,
                category: 254.0,
                title: 323.0,
                largest: 162.0,
                height: 808.0,
                subtitle: 68.0,
                authors: 1769.0,
                most_authors: 3,
                white_from: Some(1531),
            },
            CoverStyle::Frame => Self {
                centered: true,
                category: 323.0,
                title: 492.0,
                largest: 138.0,
                height: 692.0,
                subtitle: 65.0,
                authors: 1662.0,
                most_authors: 4,
                white_from: None,
            },
            CoverStyle::Poster => Self {
                centered: false,
                category: 223.0,
                title: 292.0,
                largest: 192.0,
                height: 1000.0,
                subtitle: 80.0,
                authors: 1792.0,
                most_authors: 4,
                white_from: None,
            },
        }
    }
}

/// The text of a cover.
pub(super) struct Words<'a> {
    pub(super) category: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) subtitle: &'a str,
    pub(super) authors: String,
    pub(super) lang: Lang,
    pub(super) rtl: bool,
}

/// The tools for drawing a cover.
pub(in crate::render::epub) struct Tools<'a> {
    pub(in crate::render::epub) theme: &'a Theme,
    pub(in crate::render::epub) fonts: &'a Fonts,
    pub(in crate::render::epub) shaper: &'a mut Shaper,
    pub(in crate::render::epub) glyphs: &'a Glyphs,
}

/// Draws a cover as PNG. `None` if no font has one of its letters, or if the title is too long.
pub(super) fn draw(words: &Words<'_>, tools: &mut Tools<'_>) -> Option<Vec<u8>> {
    let style = tools.theme.cover;
    let layout = Layout::of(style);
    let mut sheet = Sheet::new(words, &layout, tools)?;
    let (size, title) = sheet.title(words.title, &layout)?;
    let category = sheet.lines(words.category.unwrap_or_default(), true, 49.0, true)?;
    let subtitle = sheet.lines(words.subtitle, false, layout.subtitle, true)?;
    let authors = sheet.lines(&words.authors, false, 58.0, true)?;
    if !sheet.setter.missing().is_empty() {
        return None;
    }
    let step = sheet.step;
    let mut canvas = Canvas::new(tools.fonts, tools.glyphs);
    for (at, line) in category.iter().enumerate() {
        canvas.line(line, layout.category + 62.0 * at as f32, Ink::Tint);
    }
    for (at, line) in title.iter().enumerate() {
        canvas.line(line, layout.title + size * (0.9 + step * at as f32), Ink::White);
    }
    let end = layout.title + size * step * title.len() as f32;
    let below = canvas.rules(style, end, words.rtl);
    // authors without room are left out: the title page has them
    let shown = authors.len().min(layout.most_authors);
    let bottom = layout.white_from.map_or(layout.authors - 77.0 * shown as f32, |row| row as f32);
    let room = ((bottom - 46.0 - below) / (layout.subtitle * step)).max(0.0) as usize;
    for (at, line) in subtitle.iter().take(room).enumerate() {
        canvas.line(line, below + layout.subtitle * (1.2 + step * at as f32), Ink::White);
    }
    for (at, line) in authors[authors.len() - shown..].iter().enumerate() {
        canvas.line(line, layout.authors - 77.0 * (shown - 1 - at) as f32, Ink::White);
    }
    layout.white_from.into_iter().for_each(|row| canvas.invert(row));
    canvas.png(&palette::of(tools.theme.colors.accent)).ok()
}

/// The setting of text on a cover.
struct Sheet<'a> {
    setter: Setter<'a>,
    regular: FaceId,
    bold: FaceId,
    rtl: bool,
    alignment: Alignment,
    zero: Option<Zero>,
    /// The distance of baselines of a title, in ems.
    step: f32,
    division: Option<Division>,
}

impl<'a> Sheet<'a> {
    fn new(words: &Words<'_>, layout: &Layout, tools: &'a mut Tools<'_>) -> Option<Self> {
        let writing = Writing::of(&words.lang);
        let family = tools.fonts.family_for(&tools.theme.fonts.heading, writing);
        let face = |bold| tools.fonts.select(FaceQuery { family, bold, italic: false });
        let (regular, bold) = (face(false)?, face(true)?);
        let code: Option<[u8; 2]> = words.lang.primary().as_bytes().try_into().ok();
        let division = code.and_then(hypher::Lang::from_iso).map(|lang| Division::Freely(Divider::Language(lang)));
        let zero = (tools.theme.body.zero == theme::Zero::Plain).then_some(Zero::Plain);
        let setter = Setter::new(tools.fonts, tools.shaper);
        let alignment = if layout.centered { Alignment::Center } else { Alignment::Start };
        Some(Self { setter, regular, bold, rtl: words.rtl, alignment, zero, step: 1.18 * writing.leading, division })
    }

    /// Sets the title at the largest size that gives lines of similar length, else at the largest that fits.
    fn title(&mut self, title: &str, layout: &Layout) -> Option<(f32, Vec<SetLine>)> {
        let mut first = None;
        for (at, size) in TITLES.into_iter().enumerate().filter(|(_, size)| *size <= layout.largest) {
            let Some(lines) = self.lines(title, true, size, at + 1 == TITLES.len()) else { continue };
            if lines.len() as f32 * size * self.step >= layout.height {
                continue;
            }
            let widths = || lines.iter().map(|line| line.width);
            let (widest, narrowest) = (widths().fold(0.0, f32::max), widths().fold(f32::MAX, f32::min));
            if narrowest >= EVEN * widest {
                return Some((size, lines));
            }
            first = first.or(Some((size, lines)));
        }
        first
    }

    /// Sets text in lines between the margins, hyphenated if `divided`. `None` if a word is too long.
    fn lines(&mut self, words: &str, bold: bool, size: f32, divided: bool) -> Option<Vec<SetLine>> {
        let style = TextStyle {
            face: if bold { self.bold } else { self.regular },
            size,
            color: Color::BLACK,
            rise: 0.0,
            forms: Forms { zero: self.zero, ..Forms::default() },
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
            firsts: 1,
            hanging: 0.0,
            leading: size,
            fit: Fit::Balanced,
            alignment: self.alignment,
            rtl: self.rtl,
            decoration: Owner(0),
        };
        Some(if text.is_empty() { Vec::new() } else { self.setter.set(&text, &setting) })
    }
}

/// The color of text: white, or the tint of the palette.
#[derive(Clone, Copy)]
enum Ink {
    White,
    Tint,
}

impl Ink {
    /// Returns the palette entry for a coverage in sixteenths. Entry 0 is the background.
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

/// Bytes per row, at two pixels per byte.
const STRIDE: usize = SIZE.0 / 2;

/// The cover's pixels, as palette entries.
struct Canvas<'a> {
    rows: Vec<u8>,
    fonts: &'a Fonts,
    glyphs: &'a Glyphs,
}

impl<'a> Canvas<'a> {
    fn new(fonts: &'a Fonts, glyphs: &'a Glyphs) -> Self {
        Self { rows: vec![0; STRIDE * SIZE.1], fonts, glyphs }
    }

    /// Fills pixels from `x` (inclusive) to `end` (exclusive) in a row, if they are inside and have less ink: where
    /// letters touch, both count.
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
            // whole bytes, inside of a letter
            let (first, last) = (x.next_multiple_of(2).min(end), (end - end % 2).max(x));
            (x..first).chain(last.max(first)..end).for_each(&mut set);
            if first < last {
                row[first / 2..last / 2].fill(entry << 4 | entry);
            }
        } else {
            (x..end).for_each(set);
        }
    }

    /// Draws the rules of a style, some of them below the title, which ends at `end`. Returns where the subtitle
    /// begins.
    fn rules(&mut self, style: CoverStyle, end: f32, rtl: bool) -> f32 {
        const SHORT: f32 = 185.0;
        let (width, height) = (SIZE.0 as f32, SIZE.1 as f32);
        let start = if rtl { width - MARGIN - SHORT } else { MARGIN };
        match style {
            CoverStyle::Band => {
                self.bar(start, end + 54.0, SHORT, 9.0);
                end + 85.0
            }
            CoverStyle::Frame => {
                const EDGE: f32 = 65.0;
                for (inset, line) in [(EDGE, 6.0), (EDGE + 20.0, 2.0)] {
                    let (across, down) = (width - 2.0 * inset, height - 2.0 * inset);
                    self.bar(inset, inset, across, line);
                    self.bar(inset, height - inset - line, across, line);
                    self.bar(inset, inset, line, down);
                    self.bar(width - inset - line, inset, line, down);
                }
                self.bar((width - SHORT) / 2.0, end + 54.0, SHORT, 5.0);
                end + 77.0
            }
            CoverStyle::Poster => {
                self.bar(0.0, end + 54.0, width, 31.0);
                end + 115.0
            }
        }
    }

    /// Fills a rectangle in the tint.
    fn bar(&mut self, x: f32, y: f32, width: f32, height: f32) {
        let (left, top) = (x as i32, y as i32);
        for row in top..top + height as i32 {
            self.fill(left, left + width as i32, row, Ink::Tint.entry(16));
        }
    }

    /// Swaps the background color and white in all rows from this one on.
    fn invert(&mut self, row: usize) {
        let inverse = |entry: u8| palette::WHITES.saturating_sub(entry);
        let table: [u8; 256] = std::array::from_fn(|byte| inverse(byte as u8 >> 4) << 4 | inverse(byte as u8 & 0xf));
        for row in self.rows[row * STRIDE..].chunks_exact_mut(STRIDE) {
            // most rows are empty
            if row.iter().all(|&byte| byte == 0) {
                row.fill(table[0]);
            } else {
                row.iter_mut().for_each(|byte| *byte = table[usize::from(*byte)]);
            }
        }
    }

    /// Draws a line of text on a baseline, in pixels from the top.
    fn line(&mut self, line: &SetLine, baseline: f32, ink: Ink) {
        for item in &line.items {
            if let ItemKind::Glyphs(run) = &item.kind {
                self.run(run, baseline, ink);
            }
        }
    }

    /// Draws glyphs, each at a whole pixel.
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

    /// Returns the picture as PNG. The compression is suited to pictures whose bytes are mostly zeros.
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
