//! Imposes the pages of a PDF: places them on sheets for printing, as a booklet or several per side.
//!
//! Each page becomes a form XObject (ISO 32000-1, 8.10) that is drawn on a sheet. The result is for printing only: it
//! has no tags, links or bookmarks, and claims no standard. Start with [`impose`].

mod paper;

#[cfg(feature = "batch")]
pub(crate) use paper::{detach, file};

use crate::render::Paper;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::fmt;

/// How pages are placed on sheets.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Layout {
    /// Two pages on each side, so that the sheets can be folded and stapled in the middle (saddle stitch).
    Booklet {
        /// How far the pages of each sheet move towards the fold, relative to the sheet around it, in points: about the
        /// thickness of the paper, which pushes inner sheets out.
        creep: f32,
    },
    /// The number of pages per side, in reading order: 2 or 4.
    Several(u8),
}

/// Why a PDF cannot be imposed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImposeError {
    /// It cannot be read, with the reason.
    Unreadable(String),
    /// It has no pages, or a page with an unexpected structure.
    Unusual,
    /// The number of pages per side is neither 2 nor 4.
    PagesPerSide(u8),
}

impl fmt::Display for ImposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "it cannot be read as a PDF: {why}"),
            Self::Unusual => f.write_str("it is not a PDF that handout made"),
            Self::PagesPerSide(pages) => write!(f, "{pages} pages do not fit on a side: choose 2 or 4"),
        }
    }
}

impl std::error::Error for ImposeError {}

/// Returns a PDF with the pages of another one on sheets of this paper.
///
/// Without a paper, sheets are as large as two pages side by side when that is A4 or Letter, as with pages of A5; larger
/// pages are scaled to fit on sheets of their own size.
///
/// # Errors
/// [`ImposeError`].
pub fn impose(pdf: &[u8], layout: Layout, paper: Option<Paper>) -> Result<Vec<u8>, ImposeError> {
    let unreadable = |error: lopdf::Error| ImposeError::Unreadable(error.to_string());
    let mut document = Document::load_mem(pdf).map_err(unreadable)?;
    let from_right = reads_from_right(&document);
    let ids: Vec<ObjectId> = document.get_pages().into_values().collect();
    let pages = ids.into_iter().map(|id| form(&mut document, id)).collect::<Option<Vec<_>>>();
    let pages = pages.filter(|pages| !pages.is_empty()).ok_or(ImposeError::Unusual)?;
    let sheet = sheet_size(&pages[0], paper, layout);
    let sides = match layout {
        Layout::Booklet { creep } => booklet(pages.len(), creep, from_right),
        Layout::Several(per_side @ (2 | 4)) => several(pages.len(), per_side, from_right),
        Layout::Several(per_side) => return Err(ImposeError::PagesPerSide(per_side)),
    };
    let sheets: Vec<ObjectId> = sides.iter().map(|side| draw(&mut document, side, &pages, sheet, layout)).collect();
    // duplex printing that flips on the short edge, at actual size
    let mut preferences = dictionary! { "PrintScaling" => "None" };
    if matches!(layout, Layout::Booklet { .. }) {
        preferences.set("Duplex", "DuplexFlipShortEdge");
    }
    let info = document.trailer.get(b"Info").and_then(Object::as_reference).and_then(|id| document.get_dictionary(id));
    let mut info = info.cloned().unwrap_or_default();
    info.set("Subject", Object::string_literal("Imposed for printing: not for reading on a screen"));
    paper::file(document, &sheets, preferences, info).map_err(unreadable)
}

/// A page as a form XObject.
struct Page {
    form: ObjectId,
    width: f32,
    height: f32,
}

/// A page on a side of a sheet: its index, its cell, and its shift to the right in points.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Placed {
    page: usize,
    cell: usize,
    shift: f32,
}

/// Returns the pages of each side of the sheets of a booklet, the front of the outermost sheet first.
fn booklet(pages: usize, creep: f32, from_right: bool) -> Vec<Vec<Placed>> {
    let padded = pages.next_multiple_of(4);
    let mut sides = Vec::new();
    for sheet in 0..padded / 4 {
        let (first, last) = (2 * sheet, padded - 1 - 2 * sheet);
        for [left, right] in [[last, first], [first + 1, last - 1]] {
            let [left, right] = if from_right { [right, left] } else { [left, right] };
            let shift = creep * sheet as f32;
            let placed = [Placed { page: left, cell: 0, shift }, Placed { page: right, cell: 1, shift: -shift }];
            sides.push(placed.into_iter().filter(|placed| placed.page < pages).collect());
        }
    }
    sides
}

/// Returns the pages of each side, with two or four pages per side.
fn several(pages: usize, per_side: u8, from_right: bool) -> Vec<Vec<Placed>> {
    let per_side = usize::from(per_side);
    let cell = |index: usize| if from_right { index ^ 1 } else { index };
    let side = |first: usize| {
        let last = pages.min(first + per_side);
        (first..last).map(|page| Placed { page, cell: cell(page - first), shift: 0.0 }).collect()
    };
    (0..pages).step_by(per_side).map(side).collect()
}

/// Returns the width and height of the sheets in points: landscape for two pages, portrait for four.
fn sheet_size(first: &Page, paper: Option<Paper>, layout: Layout) -> (f32, f32) {
    let near = |(width, height): (f32, f32), paper: Paper| {
        let (other_width, other_height) = paper.size();
        (width - other_width).abs() < 6.0 && (height - other_height).abs() < 6.0
    };
    let doubled = (first.height, 2.0 * first.width);
    let named = [Paper::A4, Paper::Letter, Paper::Legal].into_iter();
    let of_two = named.clone().find(|paper| near(doubled, *paper));
    let own = named.into_iter().find(|paper| near((first.width, first.height), *paper));
    let (short, long) = paper.or(of_two).or(own).map_or((first.width, first.height), Paper::size);
    let (short, long) = (short.min(long), short.max(long));
    if layout == Layout::Several(4) { (short, long) } else { (long, short) }
}

/// Draws a side of a sheet, and returns its page object.
fn draw(
    document: &mut Document,
    side: &[Placed],
    pages: &[Page],
    (width, height): (f32, f32),
    layout: Layout,
) -> ObjectId {
    let rows = if layout == Layout::Several(4) { 2 } else { 1 };
    let (cell_width, cell_height) = (width / 2.0, height / rows as f32);
    let mut content = String::new();
    let mut forms = Dictionary::new();
    for placed in side {
        let page = &pages[placed.page];
        // a landscape page is turned, as for reading it from the side
        let turned = (page.width > page.height) != (cell_width > cell_height);
        let (wide, high) = if turned { (page.height, page.width) } else { (page.width, page.height) };
        let scale = (cell_width / wide).min(cell_height / high).min(1.0);
        let (column, row) = (placed.cell % 2, placed.cell / 2);
        let left = column as f32 * cell_width + (cell_width - wide * scale) / 2.0 + placed.shift;
        let bottom = (rows - 1 - row) as f32 * cell_height + (cell_height - high * scale) / 2.0;
        let matrix = if turned {
            format!("0 {scale:.5} -{scale:.5} 0 {:.3} {bottom:.3}", left + wide * scale)
        } else {
            format!("{scale:.5} 0 0 {scale:.5} {left:.3} {bottom:.3}")
        };
        content += &format!("q {matrix} cm /P{} Do Q\n", placed.page);
        forms.set(format!("P{}", placed.page), page.form);
    }
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    document.add_object(dictionary! {
        "Type" => "Page",
        "MediaBox" => vec![0.into(), 0.into(), width.into(), height.into()],
        "Resources" => dictionary! { "XObject" => forms },
        "Contents" => content,
    })
}

/// Makes a form XObject of a page. `None` if the page has an unexpected structure.
fn form(document: &mut Document, id: ObjectId) -> Option<Page> {
    paper::detach(document, id)?;
    let page = document.get_dictionary(id).ok()?;
    let [left, bottom, right, top] = paper::numbers(document, page.get(b"MediaBox").ok()?)?;
    let resources = page.get(b"Resources").ok()?.clone();
    let group = page.get(b"Group").ok().cloned();
    let streams = document.get_page_contents(id);
    let mut stream = match streams.as_slice() {
        [only] => document.get_object(*only).and_then(Object::as_stream).ok()?.clone(),
        _ => {
            let content = document.get_page_content_with_limit(id, paper::LARGEST_PAGE).ok()?;
            Stream::new(Dictionary::new(), content)
        }
    };
    stream.dict.set("Type", "XObject");
    stream.dict.set("Subtype", "Form");
    stream.dict.set("BBox", vec![left.into(), bottom.into(), right.into(), top.into()]);
    stream.dict.set("Matrix", vec![1.into(), 0.into(), 0.into(), 1.into(), (-left).into(), (-bottom).into()]);
    stream.dict.set("Resources", resources);
    if let Some(group) = group {
        stream.dict.set("Group", group);
    }
    Some(Page { form: document.add_object(stream), width: right - left, height: top - bottom })
}

/// Returns whether the document is read from right to left.
fn reads_from_right(document: &Document) -> bool {
    let preferences = document.catalog().and_then(|catalog| document.get_dict_in_dict(catalog, b"ViewerPreferences"));
    let direction = preferences.and_then(|preferences| preferences.get(b"Direction")).and_then(Object::as_name);
    direction.is_ok_and(|direction| direction == b"R2L")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(side: &[Placed]) -> Vec<(usize, usize)> {
        side.iter().map(|placed| (placed.cell, placed.page + 1)).collect()
    }

    #[test]
    fn the_pages_of_a_booklet_are_in_order_once_it_is_folded() {
        let sides = booklet(8, 0.5, false);
        let placed: Vec<_> = sides.iter().map(|side| pages(side)).collect();
        assert_eq!(placed, [[(0, 8), (1, 1)], [(0, 2), (1, 7)], [(0, 6), (1, 3)], [(0, 4), (1, 5)]]);
        assert_eq!((sides[0][0].shift, sides[2][0].shift, sides[2][1].shift), (0.0, 0.5, -0.5), "inner sheets creep");
        let sides = booklet(5, 0.0, false);
        let placed: Vec<_> = sides.iter().map(|side| pages(side)).collect();
        assert_eq!(placed, [vec![(1, 1)], vec![(0, 2)], vec![(1, 3)], vec![(0, 4), (1, 5)]], "the end stays blank");
        let sides = booklet(4, 0.0, true);
        assert_eq!(pages(&sides[0]), [(0, 1), (1, 4)], "from right to left, the first page is on the left");
    }

    #[test]
    fn several_pages_on_a_side_are_in_reading_order() {
        let placed: Vec<_> = several(5, 4, false).iter().map(|side| pages(side)).collect();
        assert_eq!(placed, [vec![(0, 1), (1, 2), (2, 3), (3, 4)], vec![(0, 5)]]);
        let placed: Vec<_> = several(2, 2, true).iter().map(|side| pages(side)).collect();
        assert_eq!(placed, [[(1, 1), (0, 2)]]);
    }

    #[test]
    fn a_file_that_is_not_a_pdf_is_refused() {
        assert!(matches!(impose(b"%PDF-1.7\nno", Layout::Several(2), None), Err(ImposeError::Unreadable(_))));
    }
}
