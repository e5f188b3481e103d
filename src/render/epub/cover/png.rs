//! A picture of sixteen colours, written from top to bottom as PNG (ISO/IEC 15948).
//!
//! A drawn cover has few colours and large even grounds: four bits a pixel make it smaller than JPEG would,
//! without its blur around letters, and many times faster to write. The `image` crate writes no palettes.
//! Rows are written as differences from those above, nearly all of which are zeros.

use super::deflate::Packer;
use flate2::Crc;
use std::ops::Range;

/// The filter that writes a row as the difference from that above.
const UP: u8 = 2;

/// A picture that is being written.
pub(super) struct Picture {
    width: usize,
    height: usize,
    row: Row,
    above: Row,
    difference: Vec<u8>,
    packer: Packer,
}

/// A row's pixels, as entries of a palette, two in a byte.
#[derive(Clone)]
pub(super) struct Row {
    bytes: Vec<u8>,
    width: usize,
    /// The bytes that have ink, and those between them.
    inked: Range<usize>,
}

impl Picture {
    /// A picture without a row yet.
    pub(super) fn new((width, height): (usize, usize)) -> Self {
        let bytes = vec![0; width.div_ceil(2)];
        let row = Row { bytes: bytes.clone(), width, inked: 0..0 };
        Self { width, height, above: row.clone(), row, difference: bytes, packer: Packer::new() }
    }

    /// Writes a row whose pixels are all entry 0.
    fn blank(&mut self) {
        // its own bytes are all zeros: the filter's number for none, and pixels
        self.packer.zeros(1 + self.row.bytes.len());
        self.above.clear();
    }

    /// Writes the next row, as it is drawn.
    pub(super) fn row(&mut self, draw: impl FnOnce(&mut Row)) {
        self.row.clear();
        draw(&mut self.row);
        if self.row.inked.is_empty() {
            return self.blank();
        }
        let (now, above) = (&self.row.inked, &self.above.inked);
        let inked = if above.is_empty() { now.clone() } else { now.start.min(above.start)..now.end.max(above.end) };
        let difference = &mut self.difference[inked.clone()];
        let pairs = self.row.bytes[inked.clone()].iter().zip(&self.above.bytes[inked.clone()]);
        difference.iter_mut().zip(pairs).for_each(|(to, (now, above))| *to = now.wrapping_sub(*above));
        self.packer.bytes(&[UP]);
        self.packer.zeros(inked.start);
        self.packer.bytes(difference);
        self.packer.zeros(self.row.bytes.len() - inked.end);
        std::mem::swap(&mut self.row, &mut self.above);
    }

    /// The file's bytes. All rows are written.
    pub(super) fn finish(self, palette: &[[u8; 3]; 16]) -> Option<Vec<u8>> {
        let data = self.packer.finish();
        let mut png = Vec::with_capacity(data.len() + 200);
        png.extend(b"\x89PNG\r\n\x1a\n");
        let mut header = Vec::with_capacity(13);
        header.extend(u32::try_from(self.width).ok()?.to_be_bytes());
        header.extend(u32::try_from(self.height).ok()?.to_be_bytes());
        header.extend([4, 3, 0, 0, 0]); // four bits a pixel, a palette, and the only methods there are
        chunk(&mut png, *b"IHDR", &header);
        chunk(&mut png, *b"PLTE", palette.as_flattened());
        chunk(&mut png, *b"IDAT", &data);
        chunk(&mut png, *b"IEND", &[]);
        Some(png)
    }
}

impl Row {
    /// Sets pixels side by side, from one on, to an entry of the palette. Those that lie outside are left out.
    pub(super) fn set_run(&mut self, x: i32, length: i32, entry: u8) {
        let clamped = |x: i32| usize::try_from(x).unwrap_or(0).min(self.width);
        let (from, to) = (clamped(x), clamped(x.saturating_add(length)));
        if from < to {
            self.ink(from, to);
            self.paint(from, to, entry);
        }
    }

    /// Sets several runs, each by where it begins and ends and by its entry, from left to right.
    pub(super) fn set_runs(&mut self, runs: impl DoubleEndedIterator<Item = (i32, i32, u8)> + Clone) {
        let edges = runs.clone().next().zip(runs.clone().next_back()).map(|(first, last)| (first.0, last.1));
        let place = |x: i32| usize::try_from(x).ok().filter(|x| *x <= self.width);
        match edges.and_then(|(from, to)| Some((place(from)?, place(to)?))) {
            Some((from, to)) => {
                self.ink(from, to);
                runs.for_each(|(from, to, entry)| self.paint(from as usize, to as usize, entry));
            }
            None => runs.for_each(|(from, to, entry)| self.set_run(from, to - from, entry)),
        }
    }

    /// Notes that pixels have ink.
    fn ink(&mut self, from: usize, to: usize) {
        let (from, to) = (from / 2, to.div_ceil(2));
        let inked = &self.inked;
        self.inked = if inked.is_empty() { from..to } else { from.min(inked.start)..to.max(inked.end) };
    }

    /// Sets pixels that are in the row, one at least.
    fn paint(&mut self, from: usize, to: usize, entry: u8) {
        // a byte holds two pixels: the left one in the high half
        if !from.is_multiple_of(2) {
            self.bytes[from / 2] = (self.bytes[from / 2] & 0xf0) | entry;
        }
        if !to.is_multiple_of(2) {
            self.bytes[to / 2] = (self.bytes[to / 2] & 0x0f) | (entry << 4);
        }
        let whole = from.div_ceil(2)..to / 2;
        if whole.start < whole.end {
            self.bytes[whole].fill((entry << 4) | entry);
        }
    }

    fn clear(&mut self) {
        self.bytes[self.inked.clone()].fill(0);
        self.inked = 0..0;
    }
}

/// Puts a chunk at the end of a file.
pub(in crate::render::epub) fn chunk(png: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(data);
    png.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    png.extend(name);
    png.extend(data);
    png.extend(sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const PALETTE: [[u8; 3]; 16] = {
        let mut palette = [[0; 3]; 16];
        let mut at = 0;
        while at < 16 {
            palette[at] = [at as u8; 3];
            at += 1;
        }
        palette
    };

    #[test]
    fn a_picture_reads_back_as_it_was_drawn() {
        let mut picture = Picture::new((9, 5));
        picture.row(|_| {});
        picture.row(|row| {
            row.set_run(1, 3, 7);
            row.set_run(4, 1, 2);
        });
        picture.row(|row| {
            row.set_run(0, 9, 15);
            row.set_run(7, 40, 1);
        });
        picture.row(|row| row.set_run(9, 3, 4));
        picture.row(|row| row.set_run(-3, 4, 9));
        let read = image::load_from_memory(&picture.finish(&PALETTE).expect("a file")).expect("a picture").into_luma8();
        let row = |y: u32| (0..9).map(|x| format!("{:x}", read.get_pixel(x, y).0[0])).collect::<String>();
        let rows = [0, 1, 2, 3, 4].map(row);
        assert_eq!(rows, ["000000000", "077720000", "fffffff11", "000000000", "900000000"]);
    }
}
