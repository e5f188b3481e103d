//! A picture of sixteen colours, and its file as PNG (ISO/IEC 15948).
//!
//! A drawn cover has few colours and large even grounds: four bits a pixel make it smaller than JPEG would,
//! without its blur around letters, and many times faster to write. The `image` crate writes no palettes.
//! Rows are written as differences from those above, nearly all of which are zeros, by a compressor made for that.

use fdeflate::Compressor;
use flate2::Crc;
use std::io;

/// The pixels, as entries of a palette. Most rows of a cover have no ink, and none is kept of those.
pub(super) struct Picture {
    width: usize,
    /// Each row as PNG has it: the filter's number, then two pixels a byte; none where all are entry 0.
    rows: Vec<Option<Box<[u8]>>>,
}

/// The filter that writes a row as the difference from that above.
const UP: u8 = 2;

impl Picture {
    /// A picture whose pixels are all entry 0.
    pub(super) fn blank((width, height): (usize, usize)) -> Self {
        Self { width, rows: vec![None; height] }
    }

    /// Sets pixels side by side, the first by its place from the top left, to an entry of the palette. Those that lie
    /// outside are left out.
    pub(super) fn set_run(&mut self, (x, y): (i32, i32), length: i32, entry: u8) {
        let clamped = |x: i32| usize::try_from(x).unwrap_or(0).min(self.width);
        let (from, to) = (clamped(x), clamped(x.saturating_add(length)));
        let row = usize::try_from(y).ok().filter(|_| from < to).and_then(|y| self.rows.get_mut(y));
        let Some(row) = row else { return };
        let row = &mut row.get_or_insert_with(|| vec![0; stride(self.width)].into())[1..];
        // whole bytes hold two pixels: the left one in the high half
        if !from.is_multiple_of(2) {
            row[from / 2] = (row[from / 2] & 0xf0) | entry;
        }
        if !to.is_multiple_of(2) {
            row[to / 2] = (row[to / 2] & 0x0f) | (entry << 4);
        }
        let whole = from.div_ceil(2)..to / 2;
        if whole.start < whole.end {
            row[whole].fill((entry << 4) | entry);
        }
    }

    /// The file's bytes.
    pub(super) fn encode(&self, palette: &[[u8; 3]; 16]) -> Option<Vec<u8>> {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut header = Vec::with_capacity(13);
        header.extend(u32::try_from(self.width).ok()?.to_be_bytes());
        header.extend(u32::try_from(self.rows.len()).ok()?.to_be_bytes());
        header.extend([4, 3, 0, 0, 0]); // four bits a pixel, a palette, and the only methods there are
        chunk(&mut png, *b"IHDR", &header);
        chunk(&mut png, *b"PLTE", palette.as_flattened());
        chunk(&mut png, *b"IDAT", &self.packed().ok()?);
        chunk(&mut png, *b"IEND", &[]);
        Some(png)
    }

    fn packed(&self) -> io::Result<Vec<u8>> {
        let mut compressor = Compressor::new(Vec::new())?;
        let blank = vec![0; stride(self.width)];
        let mut difference = blank.clone();
        let mut above = blank.as_slice();
        for row in &self.rows {
            // without ink a row's own bytes are all zeros: the filter's number for none, and pixels
            let row = row.as_deref();
            if let Some(row) = row {
                difference.iter_mut().zip(row.iter().zip(above)).for_each(|(to, (a, b))| *to = a.wrapping_sub(*b));
                difference[0] = UP;
            }
            compressor.write_data(if row.is_some() { &difference } else { &blank })?;
            above = row.unwrap_or(&blank);
        }
        compressor.finish()
    }
}

/// The bytes of a row.
fn stride(width: usize) -> usize {
    1 + width.div_ceil(2)
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
        let mut picture = Picture::blank((9, 5));
        for (place, length, entry) in
            [((1, 1), 3, 7), ((4, 1), 1, 2), ((0, 2), 9, 15), ((7, 2), 40, 1), ((-3, 4), 4, 9)]
        {
            picture.set_run(place, length, entry);
        }
        picture.set_run((2, 9), 3, 4);
        let read = image::load_from_memory(&picture.encode(&PALETTE).expect("a file")).expect("a picture").into_luma8();
        let row = |y: u32| (0..9).map(|x| format!("{:x}", read.get_pixel(x, y).0[0])).collect::<String>();
        let rows = [0, 1, 2, 3, 4].map(row);
        assert_eq!(rows, ["000000000", "077720000", "fffffff11", "000000000", "900000000"]);
    }
}
