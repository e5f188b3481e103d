//! Tighter variants of themes, to fit articles on fewer pages.

use super::{Length, TextStyle, Theme};

/// The minimum leading, as a multiple of the size.
const LEAST_LEADING: f32 = 1.2;

/// The factors by which a theme's measures are reduced, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tightness {
    /// The factor for type sizes, limited by the theme's minimum.
    pub(crate) type_size: f32,
    /// The factor for the leading of each size.
    pub(crate) leading: f32,
    /// The factor for spaces between blocks.
    pub(crate) spaces: f32,
    /// The factor for margins, limited by the theme's minimum.
    pub(crate) margins: f32,
    /// The factor for pictures.
    pub(crate) pictures: f32,
}

impl Theme {
    /// Returns the theme with reduced measures, on paper of a given width.
    pub(crate) fn tightened(&self, by: Tightness, page_width: f32) -> Self {
        let points = |length: Length| self.points(length, page_width);
        let (least, least_margin) = (points(self.least.size), points(self.least.margin));
        let shrunk = |length: Length, part: f32, least: f32| {
            let usual = points(length);
            Length::Points((usual * part).max(least.min(usual)))
        };
        // all type shrinks in proportion to what the minimum leaves of the body size, so that sizes keep their order
        let body = points(self.body.size);
        let part = (body * by.type_size).max(least.min(body)) / body;
        let style = |usual: TextStyle| {
            let size = shrunk(usual.size, part, least);
            let lines = points(usual.leading) / points(usual.size);
            let leading = (lines * by.leading).max(LEAST_LEADING.min(lines)) * points(size);
            TextStyle { size, leading: Length::Points(leading) }
        };
        let mut tighter = self.clone();
        let running = style(TextStyle { size: self.body.size, leading: self.body.leading });
        (tighter.body.size, tighter.body.leading) = (running.size, running.leading);
        let Self { title, subtitle, byline, fine, references, code, furniture, headings, .. } = &mut tighter;
        for usual in [title, subtitle, byline, fine, code, furniture].into_iter().chain(references).chain(headings) {
            *usual = style(*usual);
        }
        let page = &mut tighter.page;
        for margin in [&mut page.margin_top, &mut page.margin_bottom, &mut page.margin_inner, &mut page.margin_outer] {
            *margin = shrunk(*margin, by.margins, least_margin);
        }
        for space in [&mut tighter.space.paragraph, &mut tighter.space.block] {
            *space = shrunk(*space, by.spaces, 0.0);
        }
        tighter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_and_no_margin_gets_smaller_than_the_theme_allows() {
        let tight = Tightness { type_size: 0.5, leading: 0.5, spaces: 0.5, margins: 0.1, pictures: 1.0 };
        for name in Theme::NAMES {
            let usual = Theme::bundled(name).unwrap();
            let tighter = usual.tightened(tight, 595.0);
            let points = |length| usual.points(length, 595.0);
            let (least, body) = (points(usual.least.size), points(tighter.body.size));
            assert!((body - least).abs() < 0.01, "{name}: {body}");
            let styles =
                |theme: &Theme| [vec![theme.title, theme.fine, theme.furniture], theme.headings.clone()].concat();
            for (style, before) in styles(&tighter).into_iter().zip(styles(&usual)) {
                assert!(points(style.size) >= least.min(points(before.size)), "{name}: {style:?}");
                assert!(points(style.leading) >= points(style.size) * 1.19, "{name}: {style:?}");
            }
            assert!(points(tighter.page.margin_top) >= points(usual.least.margin), "{name}");
        }
    }
}
