//! Scales pictures down in a time per pixel of a few nanoseconds: a file of 10 KB may have 81 million of them.

use image::{DynamicImage, GrayAlphaImage, GrayImage, RgbImage, RgbaImage, imageops::FilterType};
use std::ops::Range;

/// Scales a picture down, to 8 bits per channel.
pub(super) fn smaller(image: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let from = (image.width(), image.height());
    let scale = |channels: usize| match (image.as_flat_samples_u8(), image.as_flat_samples_u16()) {
        (Some(bytes), _) => Some(scaled(bytes.samples, channels, from, (width, height), 1.0)),
        (_, Some(words)) => Some(scaled(words.samples, channels, from, (width, height), 1.0 / 257.0)),
        _ => None,
    };
    let small: Option<DynamicImage> = match image.color().channel_count() {
        1 => scale(1).and_then(|samples| GrayImage::from_raw(width, height, samples)).map(Into::into),
        2 => scale(2).and_then(|samples| GrayAlphaImage::from_raw(width, height, samples)).map(Into::into),
        3 => scale(3).and_then(|samples| RgbImage::from_raw(width, height, samples)).map(Into::into),
        4 => scale(4).and_then(|samples| RgbaImage::from_raw(width, height, samples)).map(Into::into),
        _ => None,
    };
    // none of the formats that are read has samples of another kind
    small.unwrap_or_else(|| image.resize_exact(width, height, FilterType::CatmullRom))
}

/// Returns the samples of the smaller picture. Each is multiplied by `unit`.
fn scaled<T: Copy + Into<f32>>(samples: &[T], channels: usize, from: (u32, u32), to: (u32, u32), unit: f32) -> Vec<u8> {
    let (columns, rows) = (shares(from.0, to.0), shares(from.1, to.1));
    let wide = from.0 as usize * channels;
    // the rows that a new row is mixed from, added up
    let mut mixed = vec![0.0_f32; wide];
    let mut out = Vec::with_capacity(columns.len() * rows.len() * channels);
    for (range, shares) in rows {
        mixed.fill(0.0);
        for (line, share) in samples[range.start * wide..range.end * wide].chunks_exact(wide).zip(shares) {
            mixed.iter_mut().zip(line).for_each(|(mixed, &sample)| *mixed += sample.into() * share);
        }
        for (range, shares) in &columns {
            let pixels = &mixed[range.start * channels..range.end * channels];
            for channel in 0..channels {
                let values = pixels[channel..].iter().step_by(channels);
                let sum: f32 = values.zip(shares).map(|(value, share)| value * share).sum();
                out.push((sum * unit).round() as u8);
            }
        }
    }
    out
}

/// Returns the old positions that each new one is mixed from, and their shares, whose sum is 1.
fn shares(from: u32, to: u32) -> Vec<(Range<usize>, Vec<f32>)> {
    let ratio = f64::from(from) / f64::from(to);
    // the average is as good as a cubic filter if a picture becomes much smaller, and takes a quarter of the time
    let (reach, filter): (f64, fn(f64) -> f64) = if ratio >= 2.0 { (0.5, |_| 1.0) } else { (2.0, catmull_rom) };
    let around = |at: u32| {
        let center = (f64::from(at) + 0.5) * ratio;
        let (start, end) = ((center - reach * ratio).max(0.0), (center + reach * ratio).min(f64::from(from)));
        let range = start.floor() as usize..(end.ceil() as usize).min(from as usize);
        let share = |at: usize| {
            let covered = (end.min(at as f64 + 1.0) - start.max(at as f64)).max(0.0);
            filter((at as f64 + 0.5 - center) / ratio) * covered
        };
        let shares: Vec<f64> = range.clone().map(share).collect();
        let sum: f64 = shares.iter().sum();
        (range, shares.into_iter().map(|share| (share / sum) as f32).collect())
    };
    (0..to).map(around).collect()
}

/// Returns the value of the cubic filter of Catmull and Rom, which keeps edges sharp.
fn catmull_rom(distance: f64) -> f64 {
    let x = distance.abs();
    match x {
        0.0..1.0 => (1.5 * x - 2.5) * x * x + 1.0,
        1.0..2.0 => ((-0.5 * x + 2.5) * x - 4.0) * x + 2.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn averages_and_edges_stay() {
        let checks = GrayImage::from_fn(90, 60, |x, y| image::Luma([if (x + y) % 2 == 0 { 0 } else { 200 }]));
        let small = smaller(&checks.into(), 9, 7);
        assert!(small.to_luma8().pixels().all(|pixel| pixel.0[0].abs_diff(100) <= 2), "{:?}", small.as_bytes());
        let halves = RgbImage::from_fn(40, 40, |x, _| image::Rgb(if x < 20 { [200, 0, 7] } else { [0, 0, 7] }));
        for side in [30, 16, 4] {
            let small = smaller(&halves.clone().into(), side, side).to_rgb8();
            assert_eq!(small.get_pixel(0, 0).0, [200, 0, 7], "{side}");
            assert_eq!(small.get_pixel(side - 1, side - 1).0, [0, 0, 7], "{side}");
        }
    }

    #[test]
    fn fine_samples_become_bytes_and_alpha_is_scaled_too() {
        let deep = image::ImageBuffer::from_pixel(9, 9, image::Luma([0x8080_u16]));
        assert!(smaller(&DynamicImage::ImageLuma16(deep), 4, 1).as_bytes().iter().all(|&sample| sample == 0x80));
        let clear = RgbaImage::from_pixel(9, 9, image::Rgba([9, 99, 255, 128]));
        let small = smaller(&clear.into(), 8, 2).to_rgba8();
        assert!(small.pixels().all(|pixel| pixel.0 == [9, 99, 255, 128]));
    }

    #[test]
    fn a_new_pixel_is_mixed_from_its_part_of_the_old_ones() {
        assert_eq!(shares(5, 2), [(0..3, vec![0.4, 0.4, 0.2]), (2..5, vec![0.2, 0.4, 0.4])]);
    }
}
