//! The organization in print: its name and logo above the title, on a band in its color or on a line.

use super::{Column, Composer, front::rule, inline::Look, layout, pages::Frame};
use crate::{
    article::{Inline, Letterhead, LogoHeight, plain_text},
    render::pdf::{
        document::Part,
        structure::{Role, Structure},
    },
    typeset::{
        Color, Item, ItemKind, Rect,
        flow::{Node, VBox, stack},
    },
};

/// The distance from the edge of the paper to the first line on a band, as a fraction of the margin: printers leave the
/// edge white.
const BAND_TOP: f32 = 0.5;
/// The distance from the last line on a band to its lower edge, in points.
const BAND_FOOT: f32 = 15.0;
/// The space between text and a logo, in points.
const BESIDE_LOGO: f32 = 16.0;
/// The padding of a logo on its white plate, on a band, in points.
const PLATE: f32 = 6.0;
/// The maximum width of a logo, as a fraction of the column.
const WIDEST_LOGO: f32 = 0.4;
/// The maximum number of characters of a title on a band: a longer one is set on white, where pages may break it.
const LONGEST_ON_BAND: usize = 240;

/// The colors of the title block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground {
    pub(super) ink: Color,
    pub(super) faint: Color,
    pub(super) accent: Color,
}

impl Composer<'_> {
    /// Returns how the organization is shown; not at all if there is none.
    pub(super) fn letterhead_style(&self) -> Letterhead {
        let named = self.article.front.as_ref().is_some_and(|front| front.organization.is_some());
        let style = self.article.meta.organization.as_ref().filter(|_| named);
        let style = style.map_or(Letterhead::None, |organization| organization.letterhead.unwrap_or_default());
        let meta = &self.article.meta;
        let length = plain_text(&meta.title).chars().count() + plain_text(&meta.subtitle).chars().count();
        if style == Letterhead::Band && length > LONGEST_ON_BAND { Letterhead::Line } else { style }
    }

    /// Returns the colors of the title block: white text on a band.
    pub(super) fn ground(&self, band: bool) -> Ground {
        let colors = self.sheet.colors;
        match band {
            true => Ground { ink: Color::WHITE, faint: Color::WHITE, accent: Color::WHITE },
            false => Ground { ink: colors.ink, faint: colors.faint, accent: colors.accent },
        }
    }

    /// Sets the name of the organization.
    pub(super) fn organization_line(&mut self, color: Color, column: Column) -> Vec<Node> {
        let words = self.article.front.as_ref().and_then(|front| front.organization.as_ref());
        let Some(words) = words.map(|words| [Inline::words(words.as_str())]) else { return Vec::new() };
        let look = Look { color, ..Look::new(self.sheet.byline, color) }.heading();
        let mut nodes = Vec::new();
        self.front_line(&words, look, Role::P, column, &mut nodes);
        nodes
    }

    /// Returns the logo and its size.
    pub(super) fn logo(&self, column: Column) -> Option<(String, f32, f32)> {
        let organization = self.article.meta.organization.as_ref()?;
        let path = organization.shown_logo()?;
        let picture = self.resolved.picture(path)?;
        let height = f32::from(organization.logo_height.map_or(LogoHeight::default().points, |height| height.points));
        let width = height * picture.width as f32 / picture.height as f32;
        let scale = (column.width * WIDEST_LOGO / width).min(1.0);
        Some((path.to_owned(), width * scale, height * scale))
    }

    /// Returns the column for text next to a logo.
    pub(super) fn next_to(logo: Option<&(String, f32, f32)>, column: Column) -> Column {
        logo.map_or(column, |(_, width, _)| column.inset(0.0, width + BESIDE_LOGO))
    }

    /// Paints a logo at the end edge, with its top at `y`. Without a description it is decoration.
    fn paint_logo(&mut self, (path, width, height): (String, f32, f32), column: Column, y: f32) -> Item {
        let alt = self.article.meta.organization.as_ref().and_then(|organization| organization.logo_alt.clone());
        let owner = match alt {
            Some(alt) => {
                let node = self.structure.child(Structure::ROOT, Role::Figure);
                self.structure.attributes(node).alt = Some(alt);
                Part::Content(node).owner()
            }
            None => layout(),
        };
        let rect = Rect { x: column.part(column.width - width, width).x, y, width, height };
        Item { owner, kind: ItemKind::Picture { rect, key: path.as_str().into(), link: None } }
    }

    /// Returns the name of the organization and its logo above a rule.
    pub(super) fn name_line(&mut self, column: Column) -> Vec<Node> {
        let logo = self.logo(column);
        let accent = self.sheet.colors.accent;
        let taller = logo.as_ref().map_or(0.0, |(_, _, height)| *height);
        let mut line = VBox::default();
        let picture = logo.clone().map(|logo| self.paint_logo(logo, column, 0.0));
        let words = self.organization_line(accent, Self::next_to(logo.as_ref(), column));
        let words = stack(words);
        line.height = words.height.max(taller);
        let (words_at, logo_at) = ((line.height - words.height) / 2.0, (line.height - taller) / 2.0);
        line.absorb(words, 0.0, words_at);
        line.items.extend(picture.map(|mut item| {
            item.kind.shift(0.0, logo_at);
            item
        }));
        let forbidden = || Node::Break(crate::typeset::flow::penalty::FORBIDDEN);
        vec![Node::Box(line), forbidden(), Node::Space(7.0), rule(column, accent), forbidden(), Node::Space(18.0)]
    }

    /// Puts the title lines on a band as wide as the paper, with the logo on a white plate at its end.
    pub(super) fn on_band(&mut self, words: VBox, column: Column, frame: &Frame) -> Node {
        let logo = self.logo(column);
        let plate = logo.as_ref().map_or(0.0, |(_, _, height)| height + 2.0 * PLATE);
        let content = words.height.max(plate);
        let top = frame.y * BAND_TOP;
        let bottom = top + content + BAND_FOOT;
        let rect = Rect { x: -frame.x, y: -frame.y, width: frame.page_width, height: bottom };
        let mut band = VBox { height: (bottom - frame.y).max(0.0), ..VBox::default() };
        let fill = |rect, radius, color| Item { owner: layout(), kind: ItemKind::Fill { rect, radius, color } };
        band.items.push(fill(rect, 0.0, self.sheet.colors.accent));
        if let Some(logo) = logo {
            let y = top - frame.y + (content - plate) / 2.0;
            let mut picture = self.paint_logo(logo, column, y + PLATE);
            picture.kind.shift(if column.rtl { PLATE } else { -PLATE }, 0.0);
            if let ItemKind::Picture { rect, .. } = &picture.kind {
                let Rect { x, width, .. } = *rect;
                let rect = Rect { x: x - PLATE, y, width: width + 2.0 * PLATE, height: plate };
                band.items.push(fill(rect, 5.0, Color::WHITE));
            }
            band.items.push(picture);
        }
        let height = band.height;
        let y = top - frame.y + (content - words.height) / 2.0;
        band.absorb(words, 0.0, y);
        band.height = height;
        Node::Box(band)
    }
}
