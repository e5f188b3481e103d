//! Paragraphs: breaks text into lines of positioned glyphs.

use super::{
    FaceId, FaceMetrics, Fonts, Shaper, Text,
    atoms::{Atoms, Tools, atomize},
    itemize::Missing,
    line::{LineSetter, SetLine},
    linebreak::{Measure, break_lines},
    setting::Setting,
};

/// Sets paragraphs; holds what all paragraphs of a document share.
#[derive(Debug)]
pub(crate) struct Setter<'a> {
    pub(super) fonts: &'a Fonts,
    shaper: &'a mut Shaper,
    pub(super) missing: Missing,
    /// The number of lines set so far.
    pub(super) lines: usize,
}

/// The maximum number of lines. An article of the maximum size has a third of them in large print; only themes with
/// hardly a letter per line need more.
const MOST_LINES: usize = 600_000;

/// The widths that a text needs, in points.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Extent {
    /// The width of its widest unbreakable piece.
    pub(crate) least: f32,
    /// Its width on one line, keeping forced breaks.
    pub(crate) most: f32,
}

impl<'a> Setter<'a> {
    /// Creates a setter with these fonts, and a shaper that may have served other documents.
    pub(crate) fn new(fonts: &'a Fonts, shaper: &'a mut Shaper) -> Self {
        Self { fonts, shaper, missing: Missing::new(), lines: 0 }
    }

    /// Returns the characters that no font has, each once, in order of appearance.
    #[must_use]
    pub(crate) fn missing(&self) -> &[char] {
        &self.missing
    }

    /// Returns the metrics of a face.
    pub(crate) fn metrics(&self, face: FaceId) -> FaceMetrics {
        self.fonts.face(face).metrics()
    }

    /// Returns the face for formulas within text in another face.
    pub(crate) fn math_face(&self, text: FaceId) -> Option<FaceId> {
        self.fonts.maths(text)
    }

    /// Returns whether the limit of lines has been reached: from then on, nothing is set.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.lines >= MOST_LINES
    }

    /// Breaks a text into lines. No line is wider than the measure.
    pub(crate) fn set(&mut self, text: &Text, setting: &Setting) -> Vec<SetLine> {
        if self.is_exhausted() {
            return vec![SetLine::default()];
        }
        let atoms = self.atoms(text, setting.rtl, setting.measure - setting.first_indent.max(setting.hanging).max(0.0));
        let candidates: Vec<_> = atoms.breaks.iter().map(|b| b.candidate).collect();
        let (first, rest) = (setting.measure - setting.first_indent, setting.measure - setting.hanging);
        let measure = Measure { first, firsts: setting.firsts, begun: setting.measure, rest };
        let mut setter = LineSetter { text, atoms: &atoms, fonts: self.fonts, setting, end: 0.0 };
        let mut from = None;
        let mut lines = Vec::new();
        for chosen in break_lines(&candidates, measure, setting.fit).into_iter().take(MOST_LINES) {
            let at = &atoms.breaks[chosen.candidate];
            let last = chosen.candidate + 1 == candidates.len();
            lines.push(setter.line((from, lines.len()), at, chosen.ratio, last));
            from = Some(at);
        }
        self.lines += lines.len();
        lines
    }

    /// Returns the widths that a text needs.
    pub(crate) fn extent(&mut self, text: &Text, rtl: bool) -> Extent {
        let atoms = self.atoms(text, rtl, f32::INFINITY);
        let mut extent = Extent::default();
        let (mut line, mut piece) = (0.0, 0.0);
        for at in &atoms.breaks {
            extent.least = extent.least.max(at.candidate.end.width + at.candidate.hyphen - piece);
            piece = at.candidate.start.width;
            if at.candidate.forced {
                extent.most = extent.most.max(at.candidate.end.width - line);
                line = at.candidate.start.width;
            }
        }
        extent
    }

    fn atoms(&mut self, text: &Text, rtl: bool, measure: f32) -> Atoms {
        let mut tools = Tools { fonts: self.fonts, shaper: self.shaper, missing: &mut self.missing };
        atomize(text, rtl, measure, &mut tools)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        env::FontSet,
        typeset::{Alignment, Color, Divider, Division, FaceQuery, Fit, Forms, Owner, TextStyle, dump},
    };
    use proptest::prelude::*;
    use std::sync::OnceLock;

    fn fonts() -> &'static Fonts {
        static FONTS: OnceLock<Fonts> = OnceLock::new();
        FONTS.get_or_init(|| Fonts::new(&FontSet::bundled()))
    }

    fn style(division: Division) -> TextStyle {
        let query = FaceQuery { family: "Atkinson Hyperlegible Next", bold: false, italic: false };
        TextStyle {
            face: fonts().select(query).unwrap(),
            size: 12.0,
            color: Color::BLACK,
            rise: 0.0,
            forms: Forms::default(),
            underline: false,
            strike: false,
            division,
        }
    }

    fn set(words: &str, measure: f32, fit: Fit, rtl: bool) -> Vec<SetLine> {
        let division = match fit {
            Fit::Justified => Division::Freely(Divider::Language(hypher::Lang::English)),
            Fit::Ragged | Fit::Balanced => Division::Never,
        };
        set_divided(words, measure, fit, rtl, division)
    }

    fn set_divided(words: &str, measure: f32, fit: Fit, rtl: bool, division: Division) -> Vec<SetLine> {
        let mut text = Text::new();
        text.push(words, style(division), Owner(7), None);
        let alignment = Alignment::Start;
        let (first_indent, hanging, leading, decoration) = (0.0, 0.0, 17.0, Owner(0));
        let setting = Setting { measure, first_indent, firsts: 1, hanging, leading, fit, alignment, rtl, decoration };
        Setter::new(fonts(), &mut Shaper::default()).set(&text, &setting)
    }

    const TALE: &str = "In olden times when wishing still helped one, there lived a king whose daughters were all \
        beautiful; and the youngest was so beautiful that the sun itself, which has seen so much, was astonished \
        whenever it shone in her face.";

    #[test]
    fn a_ragged_paragraph_has_even_lines_and_divides_no_word() {
        insta::assert_snapshot!(dump::lines(&set(TALE, 220.0, Fit::Ragged, false)));
    }

    #[test]
    fn a_justified_paragraph_fills_its_measure() {
        let lines = set(TALE, 180.0, Fit::Justified, false);
        for line in &lines[..lines.len() - 1] {
            assert!((line.width - 180.0).abs() < 0.1, "{}", dump::lines(&lines));
        }
        insta::assert_snapshot!(dump::lines(&lines));
    }

    #[test]
    fn letters_without_width_add_no_breaks_and_stay_in_the_text() {
        let marks = "\u{fffc}".repeat(500);
        let words = format!("one {marks} two");
        let mut text = Text::new();
        text.push(&words, style(Division::Never), Owner(7), None);
        let mut shaper = Shaper::default();
        let mut setter = Setter::new(fonts(), &mut shaper);
        assert!(setter.atoms(&text, false, 400.0).breaks.len() < 9);
        let lines = set(&words, 400.0, Fit::Ragged, false);
        let said: String = lines.iter().map(dump::words).collect();
        assert_eq!((lines.len(), said.contains("two")), (1, true), "{said}");
    }

    #[test]
    fn a_long_address_is_divided_rather_than_set_into_the_margin() {
        let lines = set(
            "see https://example.org/a/very/long/address-that-nobody-could-ever-type-by-hand now",
            120.0,
            Fit::Ragged,
            false,
        );
        assert!(lines.iter().all(|line| line.width <= 120.01), "{}", dump::lines(&lines));
    }

    #[test]
    fn a_word_wider_than_the_line_is_divided_by_a_hyphen_where_the_language_is_known_and_no_other_is() {
        let needed = Division::Needed(Divider::Language(hypher::Lang::English));
        let words = "an internationalisation of understanding";
        let lines = set_divided(words, 70.0, Fit::Ragged, false, needed);
        let said: Vec<_> = lines.iter().map(|line| dump::words(line).replace('\u{ad}', "-")).collect();
        assert_eq!(said, ["an interna-", "tionalisation ", "of under-", "standing"]);
        assert!(lines.iter().all(|line| line.width <= 70.0), "{}", dump::lines(&lines));
        let wide = set_divided(words, 130.0, Fit::Ragged, false, needed);
        assert!(wide.iter().all(|line| !line.divided), "{}", dump::lines(&wide));
    }

    #[test]
    fn a_word_from_right_to_left_wider_than_the_line_stays_within_it() {
        for word in ["والاستراتيجيات".repeat(4), "בינלאומיות".repeat(5), "مُسْتَشْفَيَاتٌ".repeat(4)]
        {
            let lines = set(&word, 60.0, Fit::Ragged, true);
            assert!(lines.len() > 1 && lines.iter().all(|line| line.width <= 60.01), "{}", dump::lines(&lines));
            let letters = |words: &str| words.chars().collect::<Vec<_>>();
            let mut set: Vec<char> = lines.iter().flat_map(|line| letters(&dump::words(line))).collect();
            let mut given = letters(&word);
            set.sort_unstable();
            given.sort_unstable();
            assert_eq!(set, given);
        }
    }

    #[test]
    fn a_river_is_not_avoided_by_a_line_over_the_measure() {
        let words = "b4CbämAa(,00AAäa0 22äßä,mAAßä,(A,ßN A2aämaa.aAa,(c1 W, k Aäaääc(0ßßaR(tPA1, a";
        let lines = set(words, 108.706_16, Fit::Justified, false);
        assert!(lines.iter().all(|line| line.width <= 108.71), "{}", dump::lines(&lines));
    }

    #[test]
    fn a_line_does_not_end_in_the_authors_hyphen_where_it_can_end_between_words() {
        let lines = set("after a good long night of rest and in a well-kept garden", 233.0, Fit::Ragged, false);
        assert_eq!(dump::words(&lines[0]), "after a good long night of rest and in a ", "{}", dump::lines(&lines));
    }

    #[test]
    fn the_rest_of_a_line_that_is_too_long_hangs_and_the_next_one_does_not() {
        let mut text = Text::new();
        text.push("one two three four\nfive", style(Division::Never), Owner(7), None);
        let (alignment, fit, decoration) = (Alignment::Start, Fit::Ragged, Owner(0));
        let (measure, leading) = (70.0, 17.0);
        let setting = Setting {
            measure,
            first_indent: 0.0,
            firsts: 1,
            hanging: 10.0,
            leading,
            fit,
            alignment,
            rtl: false,
            decoration,
        };
        let lines = Setter::new(fonts(), &mut Shaper::default()).set(&text, &setting);
        let starts = lines.iter().map(|line| match &line.items[0].kind {
            crate::typeset::ItemKind::Glyphs(run) => run.x,
            _ => panic!("glyphs"),
        });
        assert_eq!(starts.collect::<Vec<_>>(), [0.0, 10.0, 0.0], "{}", dump::lines(&lines));
    }

    #[test]
    fn tied_words_too_wide_for_a_line_part_at_their_space_and_keep_it() {
        let words = |measure| {
            let lines = set("take 100 mg (5–10 mg) now", measure, Fit::Ragged, false);
            lines.iter().map(dump::words).collect::<Vec<_>>()
        };
        assert_eq!(words(30.0), ["take ", "100 ", "mg ", "(5–10 ", "mg) ", "now"]);
        assert_eq!(words(12.0).concat(), "take 100 mg (5–10 mg) now");
    }

    #[test]
    fn a_forced_break_ends_the_line() {
        let lines = set("one\ntwo three", 200.0, Fit::Ragged, false);
        assert_eq!(
            lines.iter().map(|line| dump::words(line).trim_end().to_owned()).collect::<Vec<_>>(),
            ["one", "two three"]
        );
    }

    #[test]
    fn a_right_to_left_paragraph_starts_at_the_right() {
        let lines = set("one", 200.0, Fit::Ragged, true);
        let crate::typeset::ItemKind::Glyphs(run) = &lines[0].items[0].kind else { panic!("glyphs") };
        assert!((run.x + run.width() - 200.0).abs() < 0.1);
    }

    #[test]
    fn isolates_order_what_is_between_them_and_are_not_set() {
        let places = |words: &str| {
            let lines = set(words, 300.0, Fit::Ragged, true);
            assert!(!dump::words(&lines[0]).contains(['\u{2066}', '\u{2069}']));
            let place = |wanted: &str| {
                let place = lines[0].items.iter().find_map(|item| match &item.kind {
                    crate::typeset::ItemKind::Glyphs(run) => {
                        let glyph = run.glyphs.iter().position(|g| Some(g.start as usize) == run.text.find(wanted))?;
                        Some(run.x + run.glyphs[..glyph].iter().map(|g| g.advance).sum::<f32>())
                    }
                    _ => None,
                });
                place.unwrap_or_else(|| panic!("{wanted}: {:?}", lines[0].items))
            };
            (place("1"), place("010"))
        };
        let (country, rest) = places("هاتف 1 (555) 010 نهاية");
        assert!(country > rest, "without isolates the parts of a number run from right to left");
        let (country, rest) = places("هاتف \u{2066}1 (555) 010\u{2069} نهاية");
        assert!(country < rest, "{country} {rest}");
    }

    #[test]
    fn a_character_without_a_glyph_is_reported_once() {
        let (mut shaper, mut text) = (Shaper::default(), Text::new());
        text.push("a 你好 你", style(Division::Never), Owner(1), None);
        let mut setter = Setter::new(fonts(), &mut shaper);
        setter.extent(&text, false);
        assert_eq!(setter.missing(), ['你', '好']);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_word_is_set_once_in_order_and_no_line_exceeds_the_measure(
            words in prop::collection::vec("[a-zA-Zäß,.()0-9-]{1,40}", 1..60),
            measure in 60.0f32..500.0,
            justified: bool,
        ) {
            let text = words.join(" ");
            let fit = if justified { Fit::Justified } else { Fit::Ragged };
            let lines = set(&text, measure, fit, false);
            for line in &lines {
                prop_assert!(line.width <= measure + 0.05, "{} > {measure}", line.width);
            }
            let joined: String = lines.iter().map(dump::words).collect();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect::<String>();
            prop_assert_eq!(letters(&joined), letters(&text));
        }
    }
}
