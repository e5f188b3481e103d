//! Parses theme files, with helpful errors.

use super::{
    Least, PageStyle, Spaces, TextStyle, Theme,
    error::{ThemeError, helpful},
    extends,
};
use std::str::FromStr;

impl Theme {
    /// Parses a theme file.
    ///
    /// # Errors
    /// If it is not TOML, lacks a key without extending another theme, has an unknown key, or has a malformed value.
    pub fn parse(source: &str) -> Result<Self, ThemeError> {
        let theme = match extends::merged(source)? {
            Some(theme) => theme,
            None => toml::from_str(source)
                .map_err(|error| ThemeError { message: helpful(error.message()), span: error.span() })?,
        };
        if theme.headings.is_empty() {
            return Err(ThemeError {
                message: "there is no heading: add a `[[headings]]` table".to_owned(),
                span: None,
            });
        }
        match theme.unreadable().or_else(|| theme.unprintable()) {
            Some(message) => Err(ThemeError { message, span: None }),
            None => Ok(theme),
        }
    }

    /// Returns a message if any type is too small to read.
    fn unreadable(&self) -> Option<String> {
        let body = TextStyle { size: self.body.size, leading: self.body.leading };
        let named = [
            ("[body]", body),
            ("[title]", self.title),
            ("[subtitle]", self.subtitle),
            ("[byline]", self.byline),
            ("[fine]", self.fine),
            ("[code]", self.code),
            ("[furniture]", self.furniture),
        ];
        let named = named.into_iter().chain(self.references.map(|style| ("[references]", style)));
        let styles = named.chain(self.headings.iter().map(|&style| ("[[headings]]", style)));
        styles.into_iter().find_map(|(name, style)| {
            let (size, leading) = (self.points(style.size, A4_WIDTH), self.points(style.leading, A4_WIDTH));
            if size < LEAST_SIZE {
                Some(format!(
                    "the `size` in `{name}` is {size} points, which nobody can read: make it {LEAST_SIZE}pt or more"
                ))
            } else if leading < size {
                let (size, leading) = (size.round(), leading.round());
                Some(format!(
                    "the `leading` in `{name}` ({leading} points) is less than the `size` ({size} points), and lines \
                     would run into each other: make it greater"
                ))
            } else {
                None
            }
        })
    }
}

/// The maximum type size and leading, in points: a single letter fills a page.
const LARGEST_TYPE: f32 = 800.0;
/// The maximum of other lengths, in points: 200 inches, the largest page of a PDF (ISO 32000-1, annex C).
const LONGEST: f32 = 14_400.0;

impl Theme {
    /// Returns a message if a length is too large for any paper: a few words would become thousands of pages.
    fn unprintable(&self) -> Option<String> {
        let body = [self.body.size, self.body.leading, self.body.script_size];
        let fixed = [self.title, self.subtitle, self.byline, self.fine, self.code, self.furniture];
        let styles =
            fixed.iter().chain(&self.references).chain(&self.headings).flat_map(|style| [style.size, style.leading]);
        let PageStyle { margin_top, margin_bottom, margin_inner, margin_outer, measure, duplex: _ } = self.page;
        let Spaces { paragraph, block, list_indent, tip_indent } = self.space;
        let others = [margin_top, margin_bottom, margin_inner, margin_outer, measure, self.body.indent];
        let Least { size, margin } = self.least;
        let spaces = [paragraph, block, list_indent, tip_indent, size, margin].into_iter().chain(self.book.sink);
        let others = others.into_iter().chain(spaces);
        let type_lengths = body.into_iter().chain(styles).map(|length| (length, LARGEST_TYPE));
        let mut limited = type_lengths.chain(others.map(|length| (length, LONGEST)));
        let (length, most) = limited.find(|(length, most)| self.points(*length, A4_WIDTH) > *most)?;
        let points = self.points(length, A4_WIDTH).round();
        Some(format!("a length is {points} points, which fits on no paper: make it {most}pt or less"))
    }
}

/// The minimum type size, in points.
const LEAST_SIZE: f32 = 4.0;
/// The page width that percentages refer to here, in points: a theme is parsed before its paper is known.
const A4_WIDTH: f32 = 595.0;

impl FromStr for Theme {
    type Err = ThemeError;
    fn from_str(source: &str) -> Result<Self, ThemeError> {
        Self::parse(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(from: &str, to: &str) -> String {
        let source = Theme::source("clinic").unwrap().replacen(from, to, 1);
        Theme::parse(&source).unwrap_err().message
    }

    #[test]
    fn an_unknown_key_is_an_error_that_names_the_nearest() {
        assert_eq!(error("margin-top", "margintop"), "unknown key `margintop`: did you mean `margin-top`?");
    }

    #[test]
    fn the_error_of_a_malformed_value_says_what_to_write() {
        assert!(error("size = \"12pt\"", "size = \"12\"").contains("such as `12pt`"));
        assert!(error("size = \"12pt\"", "size = 12").contains("`12` is not a length"));
        assert!(error("size = \"12pt\"", "size = []").contains("such as `12pt`"));
        assert!(error("ink = \"#", "ink = \"").contains("#rrggbb"));
        assert!(error("\"ragged\"", "\"left\"").ends_with("expected `ragged` or `justified`"));
    }

    #[test]
    fn a_missing_key_is_named() {
        assert!(error("duplex = false", "").starts_with("the key `duplex` is missing"));
    }

    #[test]
    fn lengths_that_fit_on_no_paper_are_refused() {
        let no_paper = |from: &str, to: &str| error(from, to).contains("fits on no paper");
        assert!(no_paper("size = \"12pt\"\nleading = \"17pt\"", "size = \"12pt\"\nleading = \"888888888pt\""));
        assert!(no_paper("paragraph = \"", "paragraph = \"1000000"));
        assert!(no_paper("measure = \"", "measure = \"1000000"));
    }

    #[test]
    fn type_that_nobody_could_read_is_refused() {
        assert!(error("size = \"12pt\"", "size = \"0pt\"").contains("in `[body]` is 0 points"));
        assert!(error("leading = \"17pt\"", "leading = \"11pt\"").contains("(11 points) is less than"));
    }
}
