//! Pictures of text.

use super::alt::for_each_described;
use crate::{
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
    resolve::Picture,
};
use image::{DynamicImage, GrayImage, ImageDecoder as _, ImageReader};
use std::io::Cursor;

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "picture-of-text",
    family: Family::Access,
    severity: Severity::Note,
    summary: "a picture looks like lines of text",
    reason: "Text in a picture cannot be enlarged without blur, read aloud, translated or searched. Write it as \
             text (WCAG 2.2, 1.4.5). Tables and labels in pictures are not detected, and neither is text in \
             pictures of more than 12 million pixels.",
    check: text_pictures,
}];

/// The maximum number of pixels of a picture to be analyzed.
const PIXELS: u64 = 12_000_000;
/// The minimum number of lines that make a picture one of text.
const LINES: usize = 5;
/// The minimum number of transitions between ink and paper in a row of pixels that crosses some words.
const CHANGES: usize = 24;
/// The minimum width of a line without a wide gap, as a fraction of the picture's width: labels of a chart are
/// narrower.
const WIDTH: f32 = 1.0 / 3.0;
/// The x-height of a line, in pixels.
const HEIGHTS: std::ops::RangeInclusive<usize> = 4..=60;

fn text_pictures(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_described(subject, &mut |described| {
        let picture = subject.resolved.picture(described.path).filter(|picture| !picture.is_drawing());
        if picture.and_then(gray).is_some_and(|gray| lines(&gray) >= LINES) {
            found.add(
                described.span,
                "the picture looks like lines of text",
                "write it as text; keep the picture if its appearance matters",
            );
        }
    });
}

fn gray(picture: &Picture) -> Option<GrayImage> {
    let decoder = ImageReader::new(Cursor::new(&*picture.bytes)).with_guessed_format().ok()?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let small = u64::from(width) * u64::from(height) <= PIXELS;
    small.then(|| DynamicImage::from_decoder(decoder).ok()).flatten().map(|image| image.to_luma8())
}

/// Counts the bands of rows that look like lines of text: they alternate often between ink and an even background, are
/// of similar height, and are separated by background.
fn lines(gray: &GrayImage) -> usize {
    let Some(paper) = paper(gray) else { return 0 };
    let mut heights = Vec::new();
    let mut height = 0;
    for row in gray.rows() {
        if has_words(row.map(|pixel| pixel.0[0].abs_diff(paper) > 64)) {
            height += 1;
        } else if height > 0 {
            heights.push(std::mem::take(&mut height));
        }
    }
    heights.extend((height > 0).then_some(height));
    heights.retain(|height| HEIGHTS.contains(height));
    heights.sort_unstable();
    let Some(&middle) = heights.get(heights.len() / 2) else { return 0 };
    heights.iter().filter(|&&height| height * 2 >= middle && height <= middle * 2).count()
}

/// Returns whether a row of pixels, ink or paper, looks like adjacent words.
fn has_words(row: impl ExactSizeIterator<Item = bool>) -> bool {
    let width = row.len();
    let (gap, long) = ((width / 25).max(12), (width as f32 * WIDTH) as usize);
    let (mut before, mut start, mut last, mut changes) = (false, 0, 0, 0);
    for (x, ink) in row.enumerate() {
        if ink == before {
            continue;
        }
        before = ink;
        if x - last > gap {
            (start, changes) = (x, 0);
        }
        last = x;
        changes += 1;
        if changes >= CHANGES && last - start >= long {
            return true;
        }
    }
    false
}

/// Returns the gray level of an even background, if it covers half of a picture.
fn paper(gray: &GrayImage) -> Option<u8> {
    let mut counts = [0_usize; 32];
    gray.pixels().for_each(|pixel| counts[usize::from(pixel.0[0] >> 3)] += 1);
    let (level, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (count * 2 >= gray.len()).then_some((level << 3) as u8 | 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    /// Returns lines of letter-like strokes, with spaces like those between words.
    fn page(lines: u32) -> GrayImage {
        GrayImage::from_fn(300, 200, |x, y| {
            let line = y / 14;
            let stroke = line < lines && y % 14 < 7 && x % 5 < 2 && x % 37 > 6;
            Luma([if stroke { 20 } else { 250 }])
        })
    }

    #[test]
    fn a_page_of_text_has_lines() {
        assert_eq!(lines(&page(9)), 9);
    }

    #[test]
    fn charts_photos_and_labels_have_none() {
        let bars = GrayImage::from_fn(300, 200, |x, y| Luma([if x % 10 < 5 && y > x / 3 { 20 } else { 250 }]));
        let photo = GrayImage::from_fn(300, 200, |x, y| Luma([((x * 7 + y * 13) % 251) as u8]));
        assert_eq!((lines(&bars), lines(&photo)), (0, 0));
        assert!(lines(&page(2)) < LINES);
    }
}
