//! A picture of sixteen colours, and its file as PNG (ISO/IEC 15948).
//!
//! A drawn cover has few colours and large even grounds: four bits a pixel make it smaller than JPEG would,
//! without its blur around letters, and many times faster to write. The `image` crate writes no palettes.
//! Rows are written as differences from those above, nearly all of which are zeros, by a compressor made for that.

use fdeflate::Compressor;
use flate2::Crc;
use std::io;

/// The pixels, as entries of a palette, in rows as PNG has them: the filter's number, then two pixels a byte.
pub(super) struct Picture {
    width: usize,
    height: usize,
    rows: Vec<u8>,
    /// Whether a row has a pixel that is not entry 0: the others need not be looked at.
    inked: Vec<bool>,
}

/// The filter that writes a row as the difference from that above.
const UP: u8 = 2;

impl Picture {
    /// A picture whose pixels are all entry 0.
    pub(super) fn blank((width, height): (usize, usize)) -> Self {
        Self { width, height, rows: vec![0; stride(width) * height], inked: vec![false; height] }
    }

    /// Sets a pixel, from the top left, to an entry of the palette. One that lies outside is left out.
    pub(super) fn set(&mut self, (x, y): (i32, i32), entry: u8) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= self.width || y >= self.height {
            return;
        }
        self.inked[y] = true;
        let pair = &mut self.rows[y * stride(self.width) + 1 + x / 2];
        *pair = if x.is_multiple_of(2) { (*pair & 0x0f) | (entry << 4) } else { (*pair & 0xf0) | entry };
    }

    /// The file's bytes.
    pub(super) fn encode(&self, palette: &[[u8; 3]; 16]) -> Option<Vec<u8>> {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut header = Vec::with_capacity(13);
        header.extend(u32::try_from(self.width).ok()?.to_be_bytes());
        header.extend(u32::try_from(self.height).ok()?.to_be_bytes());
        header.extend([4, 3, 0, 0, 0]); // four bits a pixel, a palette, and the only methods there are
        chunk(&mut png, *b"IHDR", &header);
        chunk(&mut png, *b"PLTE", palette.as_flattened());
        chunk(&mut png, *b"IDAT", &self.packed().ok()?);
        chunk(&mut png, *b"IEND", &[]);
        Some(png)
    }

    fn packed(&self) -> io::Result<Vec<u8>> {
        let mut compressor = Compressor::new(Vec::new())?;
        let stride = stride(self.width);
        let blank = vec![0; stride];
        let mut difference = blank.clone();
        let mut above = blank.as_slice();
        for (row, inked) in self.rows.chunks_exact(stride).zip(&self.inked) {
            // without ink a row's own bytes are all zeros: the filter's number for none, and pixels
            if *inked {
                difference.iter_mut().zip(row.iter().zip(above)).for_each(|(to, (a, b))| *to = a.wrapping_sub(*b));
                difference[0] = UP;
            }
            compressor.write_data(if *inked { &difference } else { &blank })?;
            above = if *inked { row } else { &blank };
        }
        compressor.finish()
    }
}

/// The bytes of a row.
fn stride(width: usize) -> usize {
    1 + width.div_ceil(2)
}

fn chunk(png: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let mut sum = Crc::new();
    sum.update(&name);
    sum.update(data);
    png.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    png.extend(name);
    png.extend(data);
    png.extend(sum.sum().to_be_bytes());
}
