//! Text painting: runs of glyphs become show operators.
//!
//! Consecutive glyphs of one line share an operator. The pen is only moved if it would drift by half a thousandth of an
//! em from a glyph's position. A glyph whose `ToUnicode` text does not apply here (it represents other characters
//! elsewhere, or is one of several that show one character) is in a `Span` with `ActualText` (ISO 32000-1, 14.9.4).
//!
//! Right-to-left words are shown from their first letter to their last, each letter left of the one before: programs
//! that follow the tags read the content in file order.

use super::{
    content::Painter,
    divided::SOFT_HYPHEN,
    fonts::{FaceIndex, copied_text, resource_name},
    line::Line,
    shapes::hundredths,
    syntax::nearest,
};
use crate::{
    render::pdf::document::Part,
    typeset::{FaceId, Glyph, GlyphRun, LinkId, Rect},
};

impl Painter<'_, '_> {
    /// Paints a run.
    pub(super) fn run(&mut self, run: &GlyphRun, part: Part) {
        if run.glyphs.is_empty() {
            return;
        }
        self.fill_color(run.color);
        let index = self.font(run.face, run.size);
        self.line.take_if(|line| !line.is_of(run));
        if run.rtl {
            let mut x = run.x + run.width();
            for cluster in clusters(&run.glyphs).rev() {
                x -= width(cluster);
                self.cluster(run, part, index, cluster, x);
            }
        } else {
            let (mut x, mut rest) = (run.x, &run.glyphs[..]);
            while !rest.is_empty() {
                rest = &rest[self.plain(run, part, index, rest, &mut x)..];
                let Some(cluster) = clusters(rest).next() else { break };
                self.cluster(run, part, index, cluster, x);
                x += width(cluster);
                rest = &rest[cluster.len()..];
            }
        }
        if let Some(link) = run.link {
            self.area(link, run);
        }
    }

    fn font(&mut self, face: FaceId, size: f32) -> FaceIndex {
        let index = self.faces.index(face);
        if self.font != Some((face, size)) {
            self.flush();
            self.line = None;
            self.page.content.font(&resource_name(index), hundredths(size));
            self.font = Some((face, size));
        }
        index
    }

    /// Shows glyphs that continue a line and each have their own text, as nearly all do: up to the first that does not.
    /// Returns their number.
    fn plain(&mut self, run: &GlyphRun, part: Part, index: FaceIndex, glyphs: &[Glyph], x: &mut f32) -> usize {
        if !self.continues(part) || self.rise != 0.0 {
            return 0;
        }
        let Some(line) = self.line.as_mut() else { return 0 };
        let face = self.faces.used(index);
        for (at, glyph) in glyphs.iter().enumerate() {
            let is_alone = glyph.dy == 0.0 && glyphs.get(at + 1).is_none_or(|next| next.start != next.end);
            let text = run.text.as_bytes().get(glyph.start as usize..glyph.end as usize);
            let mapped = text.filter(|_| is_alone).and_then(|text| face.code_for(glyph.id, text));
            let Some((code, width)) = mapped else { return at };
            line.show(&mut self.shown, code, *x + glyph.dx, width);
            *x += glyph.advance;
        }
        glyphs.len()
    }

    /// Shows the glyphs of one cluster, beginning at `x`.
    fn cluster(&mut self, run: &GlyphRun, part: Part, index: FaceIndex, cluster: &[Glyph], mut x: f32) {
        let text = text_of(run, cluster);
        if let [glyph] = cluster {
            let code = self.faces.code(index, glyph.id);
            let is_mapped = !text.starts_with(SOFT_HYPHEN) && self.faces.maps_to(index, code, text);
            if is_mapped || self.replacement_text(part).is_some() {
                self.switch(part);
                self.begin_text();
                return self.glyph(run, index, glyph, code, x);
            }
        }
        let whole = self.replacement_text(part).is_some();
        if whole {
            self.switch(part);
        } else {
            self.replaced(part, copied_text(text));
        }
        self.begin_text();
        for glyph in cluster {
            let code = self.faces.code(index, glyph.id);
            self.glyph(run, index, glyph, code, x);
            x += glyph.advance;
        }
        if !whole {
            self.end_replaced(part);
        }
    }

    /// Shows one glyph whose origin, without its own offset, is at `x`.
    fn glyph(&mut self, run: &GlyphRun, index: FaceIndex, glyph: &Glyph, code: u16, x: f32) {
        self.set_rise(glyph.dy);
        let width = self.faces.width(index, code);
        let target = x + glyph.dx;
        if self.line.is_none() {
            self.begin_line(run, target);
        }
        if let Some(line) = self.line.as_mut() {
            line.show(&mut self.shown, code, target, width);
        }
    }

    #[cold]
    fn begin_line(&mut self, run: &GlyphRun, x: f32) {
        self.flush();
        let place = [x, self.height - run.y].map(|length| nearest(length * 100.0));
        self.page.content.pen_to(place);
        self.line = Some(Line::new(run, place[0] as f32 / 100.0));
    }

    fn set_rise(&mut self, rise: f32) {
        if rise == 0.0 && self.rise == 0.0 {
            return;
        }
        let rise = hundredths(rise);
        if self.rise != rise {
            self.flush();
            self.page.content.rise(rise);
            self.rise = rise;
        }
    }

    /// Writes the collected part of the line; the line continues.
    pub(super) fn flush(&mut self) {
        if !self.shown.is_empty() {
            self.page.content.show(&mut self.shown);
        }
    }

    /// Records the clickable area of a run's link: the run's extent; one box for consecutive runs.
    fn area(&mut self, link: LinkId, run: &GlyphRun) {
        let rect = self.extent(run);
        match self.page.areas.last_mut() {
            Some((last, before)) if *last == link && adjoin(before, &rect) => {
                before.width = rect.x + rect.width - before.x;
            }
            _ if rect.width > 0.0 => self.page.areas.push((link, rect)),
            _ => {}
        }
    }

    /// Returns the extent of a run: from the tallest letters to the lowest, without trailing space.
    pub(super) fn extent(&self, run: &GlyphRun) -> Rect {
        let metrics = self.faces.metrics(run.face);
        let end = if run.rtl { run.glyphs.first() } else { run.glyphs.last() };
        let trailing = end.filter(|_| run.text.ends_with(' ')).map_or(0.0, |glyph| glyph.advance);
        let left = if run.rtl { run.x + trailing } else { run.x };
        let (top, bottom) = (run.y - metrics.ascent * run.size, run.y - metrics.descent * run.size);
        Rect { x: left, y: top, width: run.width() - trailing, height: bottom - top }
    }
}

/// Iterates over groups of glyphs that represent the same characters.
fn clusters(glyphs: &[Glyph]) -> impl DoubleEndedIterator<Item = &[Glyph]> {
    glyphs.chunk_by(|_, next| next.start == next.end)
}

/// Returns the characters of a cluster.
fn text_of<'r>(run: &'r GlyphRun, cluster: &[Glyph]) -> &'r str {
    let range = cluster.first().map_or(0..0, |first| first.start as usize..first.end as usize);
    run.text.get(range).unwrap_or_default()
}

/// Returns the advance of glyphs.
fn width(glyphs: &[Glyph]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

/// Returns whether `next` continues where `before` ends, at most a word space apart.
fn adjoin(before: &Rect, next: &Rect) -> bool {
    let gap = next.x - (before.x + before.width);
    (before.y - next.y).abs() < 0.01
        && (before.height - next.height).abs() < 0.01
        && (-0.1..=before.height * 0.6).contains(&gap)
}
