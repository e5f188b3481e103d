//! Themes: the look of the printed page, as TOML files that users copy and change.
//!
//! Three are bundled: `clinic` (clear print for handouts, the default), `book` (justified and hyphenated) and
//! `large-print` (all text in 18 points). [`Theme::parse`] reads a file and checks it: an unknown key or a malformed
//! length is an error that says what to write instead. A file with `extends = "clinic"` sets only what differs from
//! that theme.

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
    /// The line shown by `handout themes`.
    pub description: String,
    /// Page measures that do not depend on the paper.
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
    /// Headings, from the highest level; deeper levels use the last style.
    pub headings: Vec<TextStyle>,
    /// Captions, footnotes and the bibliography.
    pub fine: TextStyle,
    /// The bibliography, if its style differs from `fine`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub references: Option<TextStyle>,
    /// Code.
    pub code: TextStyle,
    /// Header and footer.
    pub furniture: TextStyle,
    /// Spacing.
    pub space: Spaces,
    /// How links are shown.
    #[serde(default)]
    pub links: Links,
    /// The limits to which measures may shrink to fit an article on fewer pages.
    #[serde(default)]
    pub least: Least,
    /// The cover of an ebook whose author names no picture.
    #[serde(default)]
    pub cover: CoverStyle,
    /// Book typography.
    #[serde(default)]
    pub book: Book,
}

/// Book typography.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Book {
    /// The page number.
    pub folio: Folio,
    /// How quotes are set off.
    pub quotes: Quotes,
    /// How scenes are separated.
    pub rules: Rules,
    /// How the first words of a chapter are set.
    pub opening: Opening,
    /// The sink: the empty space above the title of a chapter.
    pub sink: Option<Length>,
    /// Whether chapters open on recto pages, and a book has a half-title and a title page.
    pub recto: bool,
}

/// The form of the page number.
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
    /// By a bar at the start edge.
    #[default]
    Bar,
    /// By indentation only.
    Indented,
}

/// How scenes are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rules {
    /// By a line.
    #[default]
    Line,
    /// By three diamonds.
    Ornament,
}

/// How the first words of a chapter are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opening {
    /// Like all other words.
    #[default]
    Plain,
    /// In small capitals, if the family has them.
    SmallCaps,
    /// With a drop cap over three lines.
    DropCap,
}

/// The cover of an ebook whose author names no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverStyle {
    /// The title on the accent color, the authors on a white band.
    #[default]
    Band,
    /// Text centered in a thin frame.
    Frame,
    /// The title as large as possible, above a bar.
    Poster,
}

/// Page measures.
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
    /// The maximum width of lines; margins grow on wider paper.
    pub measure: Length,
    /// Whether inner and outer margins alternate between pages.
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
    /// Whether EPUBs embed these families; otherwise the reading system chooses the font.
    #[serde(default)]
    pub embed: bool,
}

/// Colors, as `#rrggbb`. Text colors have a contrast of at least 4.5:1 on white and on the tint (WCAG 2.2, 1.4.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Palette {
    /// Text.
    pub ink: Color,
    /// Secondary text.
    pub faint: Color,
    /// Headings, badges, links.
    pub accent: Color,
    /// Warning callouts.
    pub alarm: Color,
    /// Thin rules.
    pub hairline: Color,
    /// The background of callouts and code.
    pub tint: Color,
}

impl Palette {
    /// Returns the background of table headers: darker than the tint, so that greyscale printers show it.
    #[must_use]
    pub fn band(&self) -> Color {
        self.tint.mixed(self.hairline, 0.35)
    }
}

/// Running text.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct BodyStyle {
    /// The type size.
    pub size: Length,
    /// The distance between baselines.
    pub leading: Length,
    /// How lines are aligned.
    pub align: Align,
    /// Whether words may be hyphenated at line ends; words wider than a line always are.
    pub hyphenate: bool,
    /// The digits in running text. Those in headings and tables are lining figures.
    #[serde(default)]
    pub figures: Figures,
    /// The zero, also in headings and tables. Code uses that of its own family.
    #[serde(default)]
    pub zero: Zero,
    /// The first-line indent of a paragraph after another paragraph.
    pub indent: Length,
    /// The size of superscripts and subscripts; `em` is relative to the surrounding text.
    pub script_size: Length,
}

/// How lines are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// Ragged: lines end where words do.
    Ragged,
    /// Justified: all lines fill the measure.
    Justified,
}

/// Forms of digits, if the family has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figures {
    /// As tall as capitals.
    #[default]
    Lining,
    /// With ascenders and descenders, like lowercase letters.
    OldStyle,
}

/// Forms of the zero, if the family has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Zero {
    /// An open oval, as in print: `500 mg`.
    #[default]
    Plain,
    /// With a slash, distinct from the letter O.
    Slashed,
}

/// A size with its leading.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TextStyle {
    /// The type size.
    pub size: Length,
    /// The distance between baselines.
    pub leading: Length,
}

/// Spacing.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Spaces {
    /// Between paragraphs.
    pub paragraph: Length,
    /// Around figures, tables and callouts.
    pub block: Length,
    /// The indent of lists and quotes.
    pub list_indent: Length,
    /// The indent of the text of a tip.
    pub tip_indent: Length,
}

/// The limits to which `fit` may shrink measures.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Least {
    /// The minimum type size. Type that is smaller to begin with is kept.
    pub size: Length,
    /// The minimum margin.
    pub margin: Length,
}

impl Default for Least {
    fn default() -> Self {
        Self { size: Length::Points(11.0), margin: Length::Points(42.5) }
    }
}

/// How links are shown, on paper above all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Links {
    /// Where bibliography entries have backlinks to the text.
    pub backlinks: Backlinks,
    /// How the address of a link is printed if its text does not show it. The words are the same in all formats.
    pub addresses: Addresses,
}

/// How the address of a link is printed if its text does not show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Addresses {
    /// In brackets after the text if it is short, else by number in a list at the end.
    #[default]
    Inline,
    /// By number in a list at the end.
    Notes,
    /// Not at all.
    None,
}

/// Where bibliography entries have backlinks to the places that cite them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Backlinks {
    /// In EPUB and HTML; on paper an arrow leads nowhere.
    #[default]
    Screen,
    /// Also in PDF.
    Always,
    /// Nowhere.
    Never,
}

/// The bundled themes, as name and file.
const BUNDLED: [(&str, &str); 3] = [
    ("clinic", include_str!("bundled/clinic.toml")),
    ("book", include_str!("bundled/book.toml")),
    ("large-print", include_str!("bundled/large-print.toml")),
];

impl Theme {
    /// The names of the bundled themes; the first is the default.
    pub const NAMES: [&'static str; 3] = [BUNDLED[0].0, BUNDLED[1].0, BUNDLED[2].0];

    /// Returns the source of a bundled theme.
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

    /// Returns the theme with an organization's color as its accent, for headings, badges, links and tints.
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

    /// Returns the style of a heading by its level, from 1.
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

    /// Returns the body size in points, which is 1 `em`.
    #[must_use]
    pub fn em(&self) -> f32 {
        self.body.size.points(12.0, 0.0)
    }

    /// Returns a length in points on paper of a given width.
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
    fn text_contrasts_with_paper_and_tint_in_color_and_in_grey() {
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
