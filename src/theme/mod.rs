//! Themes: the look of the printed page, as TOML files that users copy and change.
//!
//! Three are bundled: `clinic` (clear print for handouts, the default), `book` (justified, with hyphens)
//! and `large-print` (18 points for all text). [`Theme::parse`] reads a file and checks it: an unknown key
//! or a malformed length is an error that says what to write instead. With `extends = "clinic"` it names only what
//! differs from that theme.

mod error;
mod extends;
mod length;
mod parse;
mod tighten;

pub use crate::color::Color;
pub use error::ThemeError;
pub use length::Length;

pub(crate) use tighten::Tightness;

use crate::article::CalloutKind;
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

/// The look of a page. All lengths may be given in `pt`, `mm`, `cm`, `in`, `em` (of the body's size) or `%`
/// (of the page's width).
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Theme {
    /// One line for `handout themes`.
    pub description: String,
    /// Paper-independent measures of the page.
    pub page: PageStyle,
    /// Font families.
    pub fonts: Families,
    /// Colors.
    pub colors: Palette,
    /// Running text.
    pub body: BodyStyle,
    /// The article's title.
    pub title: TextStyle,
    /// The subtitle.
    pub subtitle: TextStyle,
    /// Category, byline and dates.
    pub byline: TextStyle,
    /// Headings, from the highest level; deeper ones look like the last.
    pub headings: Vec<TextStyle>,
    /// Captions, footnotes and the bibliography.
    pub fine: TextStyle,
    /// The bibliography, where it is set otherwise than `fine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<TextStyle>,
    /// Code.
    pub code: TextStyle,
    /// Header and footer.
    pub furniture: TextStyle,
    /// Spaces between things.
    pub space: Spaces,
    /// What links become.
    #[serde(default)]
    pub links: Links,
    /// What measures may shrink to where an article is to fit on fewer pages.
    #[serde(default)]
    pub least: Least,
    /// The cover that an ebook gets when its author names no picture.
    #[serde(default)]
    pub cover: CoverStyle,
    /// What makes pages those of a book.
    #[serde(default)]
    pub book: Book,
}

/// What makes pages those of a book.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Book {
    /// The page number.
    pub folio: Folio,
    /// How quotes are set off.
    pub quotes: Quotes,
    /// What parts scenes.
    pub rules: Rules,
    /// How the first words of a chapter look.
    pub opening: Opening,
    /// The empty space above the title of a chapter.
    pub sink: Option<Length>,
    /// Whether chapters open on right-hand pages, and a book has a half-title and a title page.
    pub recto: bool,
}

/// The page number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Folio {
    /// `Page 2 of 7`.
    #[default]
    Counted,
    /// `2`.
    Bare,
}

/// How quotes are set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quotes {
    /// By a bar where reading starts.
    #[default]
    Bar,
    /// By space alone.
    Indented,
}

/// What parts scenes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rules {
    /// A line.
    #[default]
    Line,
    /// Three diamonds.
    Ornament,
}

/// How the first words of a chapter look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// As all others.
    #[default]
    Plain,
    /// In small capitals, if the family has them.
    SmallCaps,
    /// After an initial over three lines.
    DropCap,
}

/// The cover that an ebook gets when its author names no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverStyle {
    /// The title on the accent, the authors on a white band.
    #[default]
    Band,
    /// Words in the middle of a fine frame.
    Frame,
    /// The title as large as it goes, above a bar.
    Poster,
}

/// Measures of the page.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PageStyle {
    /// Margin above the text.
    pub margin_top: Length,
    /// Margin below the text.
    pub margin_bottom: Length,
    /// Margin at the spine when `duplex`, else left and right.
    pub margin_inner: Length,
    /// Margin away from the spine when `duplex`, else left and right.
    pub margin_outer: Length,
    /// The widest that lines may be; margins grow when the paper is wider.
    pub measure: Length,
    /// Whether inner and outer margins swap on every other page.
    pub duplex: bool,
}

/// Font families.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Families {
    /// Running text.
    pub text: String,
    /// Title, headings, labels.
    pub heading: String,
    /// Code.
    pub mono: String,
    /// Whether EPUBs bring these families along; else they are set in the reader's own font.
    #[serde(default)]
    pub embed: bool,
}

/// Colors, as `#rrggbb`. Words keep a contrast of 4.5:1 on white and on the tint (WCAG 2.2, 1.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Palette {
    /// Words.
    pub ink: Color,
    /// Words that matter less.
    pub faint: Color,
    /// Headings, badges, links.
    pub accent: Color,
    /// Callouts that warn.
    pub alarm: Color,
    /// Thin rules.
    pub hairline: Color,
    /// Behind callouts and code.
    pub tint: Color,
}

impl Palette {
    /// Behind the headers of tables: darker than the tint, so that greyscale printers keep it.
    #[must_use]
    pub fn band(&self) -> Color {
        self.tint.mixed(self.hairline, 0.35)
    }
}

/// Running text.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BodyStyle {
    /// Points per em.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
    /// How lines end.
    pub align: Align,
    /// Whether words may be divided at line ends; those wider than a line are.
    pub hyphenate: bool,
    /// The figures of running text. Those of headings and tables are lining.
    #[serde(default)]
    pub figures: Figures,
    /// The zero, in headings and tables too. Code has that of its own family.
    #[serde(default)]
    pub zero: Zero,
    /// How far the first line of a paragraph is indented after another paragraph.
    pub indent: Length,
    /// Size of raised and lowered characters; `em` is a part of the text around them.
    pub script_size: Length,
}

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// As words come.
    Ragged,
    /// All at the measure.
    Justified,
}

/// Forms of figures, as far as the family has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// As tall as capitals.
    #[default]
    Lining,
    /// With ascenders and descenders, like small letters.
    OldStyle,
}

/// Forms of the zero, as far as the family has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zero {
    /// An open oval, as in print: `500 mg`.
    #[default]
    Plain,
    /// With a stroke across, apart from the letter O.
    Slashed,
}

/// A size with its leading.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TextStyle {
    /// Points per em.
    pub size: Length,
    /// From baseline to baseline.
    pub leading: Length,
}

/// Spaces between things.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spaces {
    /// Between paragraphs.
    pub paragraph: Length,
    /// Around figures, tables and callouts.
    pub block: Length,
    /// How far lists and quotes are indented.
    pub list_indent: Length,
    /// How far the words of a tip are indented.
    pub tip_indent: Length,
}

/// What measures may shrink to where an article is to fit on fewer pages (`fit`).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Least {
    /// The minimum size of type. What is smaller by itself stays as it is.
    pub size: Length,
    /// The minimum margin.
    pub margin: Length,
}

impl Default for Least {
    fn default() -> Self {
        Self { size: Length::Points(11.0), margin: Length::Points(42.5) }
    }
}

/// What links become, on paper above all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Links {
    /// Where an entry of the bibliography has a link back to the text.
    pub backlinks: Backlinks,
    /// How the address of a link whose words do not show it is printed. The words are the same in all formats.
    pub addresses: Addresses,
}

/// How the address of a link whose words do not show it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addresses {
    /// In brackets behind the words when it is short, else by a number and in a list at the end.
    #[default]
    Inline,
    /// By a number, and in a list at the end.
    Notes,
    /// Not at all.
    None,
}

/// Where an entry of the bibliography has a link back to the place that cites it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backlinks {
    /// In EPUB and HTML: on paper an arrow leads nowhere.
    #[default]
    Screen,
    /// In PDF too.
    Always,
    /// Nowhere.
    Never,
}

/// The bundled themes: name and file.
const BUNDLED: [(&str, &str); 3] = [
    ("clinic", include_str!("bundled/clinic.toml")),
    ("book", include_str!("bundled/book.toml")),
    ("large-print", include_str!("bundled/large-print.toml")),
];

impl Theme {
    /// The names of the bundled themes; the first is the default.
    pub const NAMES: [&'static str; 3] = [BUNDLED[0].0, BUNDLED[1].0, BUNDLED[2].0];

    /// Returns the file of a bundled theme.
    #[must_use]
    pub fn source(name: &str) -> Option<&'static str> {
        BUNDLED.iter().find(|(known, _)| *known == name).map(|(_, source)| *source)
    }

    /// Returns a bundled theme.
    #[must_use]
    pub fn bundled(name: &str) -> Option<Arc<Self>> {
        static PARSED: [OnceLock<Arc<Theme>>; BUNDLED.len()] = [const { OnceLock::new() }; BUNDLED.len()];
        let at = BUNDLED.iter().position(|(known, _)| *known == name)?;
        let parse = || Arc::new(Self::parse(BUNDLED[at].1).expect("a test parses every bundled theme"));
        Some(PARSED[at].get_or_init(parse).clone())
    }

    /// Returns the default theme.
    #[must_use]
    pub fn clinic() -> Arc<Self> {
        Self::bundled(BUNDLED[0].0).expect("the first bundled theme has the first bundled name")
    }

    /// Returns the theme in the color of an organization, which its headings, badges, links and tints take over.
    #[must_use]
    pub fn colored(&self, color: Option<Color>) -> Cow<'_, Self> {
        match color {
            Some(accent) => {
                let colors = Palette { accent, tint: accent.ground(), ..self.colors };
                Cow::Owned(Self { colors, ..self.clone() })
            }
            None => Cow::Borrowed(self),
        }
    }

    /// Returns a heading's style, by its level from 1.
    #[must_use]
    pub fn heading(&self, level: u8) -> TextStyle {
        let at = usize::from(level.max(1)) - 1;
        self.headings.get(at).or(self.headings.last()).copied().unwrap_or(self.byline)
    }

    /// Returns a callout's color.
    #[must_use]
    pub fn callout(&self, kind: CalloutKind) -> Color {
        match kind {
            CalloutKind::Warning | CalloutKind::Caution | CalloutKind::Emergency => self.colors.alarm,
            CalloutKind::Note | CalloutKind::Tip | CalloutKind::Important | CalloutKind::FurtherReading => {
                self.colors.accent
            }
        }
    }

    /// Returns the body's size in points, which `em` is a part of.
    #[must_use]
    pub fn em(&self) -> f32 {
        self.body.size.points(12.0, 0.0)
    }

    /// Returns a length in points on paper of some width.
    #[must_use]
    pub fn points(&self, length: Length, page_width: f32) -> f32 {
        length.points(self.em(), page_width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_theme_parses() {
        for (name, source) in BUNDLED {
            Theme::parse(source).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }

    #[test]
    fn words_stand_out_from_paper_and_tint_in_colour_and_in_grey() {
        for name in Theme::NAMES {
            let colors = Theme::bundled(name).unwrap().colors;
            for words in [colors.ink, colors.faint, colors.accent, colors.alarm] {
                for ground in [Color::WHITE, colors.tint, colors.band()] {
                    assert!(words.contrast(ground) >= 4.5, "{name}: {words:?} on {ground:?}");
                    assert!(words.grey().contrast(ground.grey()) >= 4.5, "{name}: {words:?} on {ground:?} in grey");
                }
            }
        }
    }

    #[test]
    fn large_print_sets_all_text_in_eighteen_points_or_more() {
        let theme = Theme::bundled("large-print").unwrap();
        let styles = [theme.title, theme.subtitle, theme.byline, theme.fine, theme.code, theme.furniture];
        for style in styles.iter().chain(&theme.headings) {
            assert!(theme.points(style.size, 0.0) >= 18.0, "{style:?}");
        }
        assert!(theme.em() >= 18.0 && theme.body.script_size.points(18.0, 0.0) >= 18.0);
    }
}
