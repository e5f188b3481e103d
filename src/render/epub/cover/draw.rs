//! Sets a cover's words and draws them, in the theme's fonts and colours.
//!
//! Words are shaped and broken into lines as the PDF's are, by [`crate::typeset`], a pixel for a point. A cover with a
//! letter that no font has is not drawn: none is better than a wrong one.

use super::{
    glyph::{Drawn, Glyphs},
    palette, png,
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
use std::{ops::Range, sync::Arc};

/// Width and height in pixels: the shape of most stores' covers, below their limit of 4 megapixels.
pub(super) const SIZE: (usize, usize) = (1560, 2496);

/// Space at the left and right, in pixels.
const MARGIN: f32 = 150.0;
const MEASURE: f32 = SIZE.0 as f32 - 2.0 * MARGIN;
/// The length of the line between category and title.
const RULE: f32 = 240.0;
/// Its rows.
const RULE_ROWS: Range<i32> = 430..438;

/// Sizes of titles, the largest that fits; at the last one words may be divided.
const TITLES: [f32; 5] = [210.0, 180.0, 150.0, 124.0, 100.0];
/// The most that a title's lines take up together.
const TITLE_HEIGHT: f32 = 1300.0;

/// The words of a cover.
pub(super) struct Words<'a> {
    pub(super) category: Option<&'a str>,
    pub(super) title: &'a str,
    pub(super) authors: String,
    pub(super) lang: Lang,
    pub(super) rtl: bool,
}

/// What covers are drawn with.
pub(in crate::render::epub) struct Tools<'a> {
    pub(in crate::render::epub) theme: &'a Theme,
    pub(in crate::render::epub) fonts: &'a Fonts,
    pub(in crate::render::epub) shaper: &'a mut Shaper,
    pub(in crate::render::epub) glyphs: &'a Glyphs,
}

/// The cover as PNG; none when a letter cannot be drawn or the title is too long for it.
pub(super) fn draw(words: &Words<'_>, tools: &mut Tools<'_>) -> Option<Vec<u8>> {
    let mut sheet = Sheet::new(words, tools)?;
    let (size, title) = sheet.title(words.title)?;
    let category = sheet.lines(words.category.unwrap_or_default(), true, 64.0, true)?;
    let authors = sheet.lines(&words.authors, false, 76.0, true)?;
    if !sheet.setter.missing().is_empty() {
        return None;
    }
    let step = sheet.step;
    let mut page = Page { letters: Vec::new(), fonts: tools.fonts, glyphs: tools.glyphs };
    for (at, line) in category.iter().enumerate() {
        page.line(line, 330.0 + 80.0 * at as f32, Ink::Small);
    }
    for (at, line) in title.iter().enumerate() {
        page.line(line, 520.0 + size * (0.9 + step * at as f32), Ink::Large);
    }
    let shown = authors.len().min(5);
    for (at, line) in authors[authors.len() - shown..].iter().enumerate() {
        page.line(line, 2290.0 - 100.0 * (shown - 1 - at) as f32, Ink::Large);
    }
    page.picture(words.rtl).finish(&palette::of(tools.theme.colors.accent))
}

/// How words are set on a cover.
struct Sheet<'a> {
    setter: Setter<'a>,
    regular: FaceId,
    bold: FaceId,
    rtl: bool,
    /// From baseline to baseline of a title, in ems.
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

    /// The title's lines, at the largest size that fits.
    fn title(&mut self, title: &str) -> Option<(f32, Vec<SetLine>)> {
        TITLES.into_iter().enumerate().find_map(|(at, size)| {
            let lines = self.lines(title, true, size, at + 1 == TITLES.len())?;
            (lines.len() as f32 * size * self.step < TITLE_HEIGHT).then_some((size, lines))
        })
    }

    /// Lines between the margins; none when a word has no room, `divided` where it may be.
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
            Self::Large => (0, palette::WHITES),
            Self::Small => (palette::WHITES, palette::TINTS),
        };
        match (sixteenths * steps + 8) / 16 {
            0 => 0,
            step => base + step,
        }
    }
}

/// A letter in its place.
struct Letter {
    /// How many were put on the page before it.
    order: usize,
    drawn: Arc<Drawn>,
    /// Its origin, in pixels from the left.
    x: i32,
    /// Its first row, in pixels from the top.
    top: i32,
    ink: Ink,
}

impl Letter {
    /// Draws what it has in a row of the page.
    fn draw(&self, y: i32, row: &mut png::Row) {
        let down = usize::try_from(y - self.top).ok().filter(|down| *down < self.drawn.height());
        let runs = down.map_or(&[][..], |down| self.drawn.row(down));
        row.set_runs(runs.iter().map(|run| {
            let from = self.x + i32::from(run.x);
            (from, from + i32::from(run.length), self.ink.level(run.sixteenths))
        }));
    }

    fn bottom(&self) -> i32 {
        self.top + self.drawn.height() as i32
    }
}

/// The cover as it is drawn.
struct Page<'a> {
    letters: Vec<Letter>,
    fonts: &'a Fonts,
    glyphs: &'a Glyphs,
}

impl Page<'_> {
    /// Puts a line of words on a baseline, in pixels from the top.
    fn line(&mut self, line: &SetLine, baseline: f32, ink: Ink) {
        for item in &line.items {
            match &item.kind {
                ItemKind::Glyphs(run) => self.run(run, baseline, ink),
                ItemKind::Fill { .. } | ItemKind::Picture { .. } | ItemKind::Mark { .. } => {}
            }
        }
    }

    /// Puts glyphs in their places, each on a whole pixel.
    fn run(&mut self, run: &GlyphRun, baseline: f32, ink: Ink) {
        let face = self.fonts.face(run.face);
        let mut pen = MARGIN + run.x;
        for glyph in &run.glyphs {
            let (x, y) = ((pen + glyph.dx).round() as i32, (baseline - glyph.dy).round() as i32);
            let drawn = self.glyphs.get(run.face, face, glyph.id, run.size);
            self.letters.push(Letter { order: self.letters.len(), x, top: y + drawn.top, drawn, ink });
            pen += glyph.advance;
        }
    }

    /// Draws all of it, row by row, with a short line where reading starts, in the second colour.
    fn picture(&self, rtl: bool) -> png::Picture {
        let (width, height) = SIZE;
        let left = if rtl { width as f32 - MARGIN - RULE } else { MARGIN } as i32;
        let mut picture = png::Picture::new(SIZE);
        let mut coming: Vec<&Letter> = self.letters.iter().collect();
        coming.sort_by_key(|letter| letter.top);
        let mut coming = coming.into_iter().peekable();
        let mut here: Vec<&Letter> = Vec::new();
        for y in 0..height as i32 {
            here.retain(|letter| letter.bottom() > y);
            while let Some(letter) = coming.next_if(|letter| letter.top <= y) {
                // where letters touch, the later one counts
                let place = here.partition_point(|other| other.order < letter.order);
                here.insert(place, letter);
            }
            picture.row(|row| {
                if RULE_ROWS.contains(&y) {
                    row.set_run(left, RULE as i32, Ink::Small.level(16));
                }
                here.iter().for_each(|letter| letter.draw(y, row));
            });
        }
        picture
    }
}
