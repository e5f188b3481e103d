//! Raster pictures become image objects.
//!
//! A grey or RGB JPEG passes through unchanged, except for the metadata of cameras (where it was taken, by whom), and
//! so do the rows of a PNG without transparency. Everything else is decoded to 8-bit grey or RGB, with a soft mask if
//! it is transparent. A picture finer than 300 dots per inch at its largest printed size is scaled down.

mod jpeg;
mod png;
mod raster;

use image::metadata::Orientation;
use printpdf::{DictItem, ExternalStream};
use std::collections::BTreeMap;

/// The data for an image object.
#[derive(Debug)]
pub(super) struct Image {
    width: u32,
    height: u32,
    grey: bool,
    /// The pixels: a JPEG file, the rows of a PNG, or rows of 8-bit samples.
    data: Data,
    /// The opacity of each pixel, 8 bits each.
    mask: Option<Vec<u8>>,
    orientation: Orientation,
}

#[derive(Debug)]
enum Data {
    Jpeg(Vec<u8>),
    Rows(png::Rows),
    Samples(Vec<u8>),
}

/// Returns the pixels for a printed size of `size` points.
pub(super) fn prepare(
    bytes: &[u8],
    media_type: &str,
    size: (f32, f32),
    greyscale: bool,
) -> Result<Image, image::ImageError> {
    let passed = match media_type {
        "image/jpeg" => jpeg::pass_through(bytes, size),
        "image/png" => png::pass_through(bytes, size),
        _ => None,
    };
    let passed = passed.filter(|image| image.grey || !greyscale);
    passed.map_or_else(|| raster::decode(bytes, media_type, size, greyscale), Ok)
}

/// Returns the scale for a picture that is notably finer than 300 dots per inch.
fn reduction(pixels: (u32, u32), size: (f32, f32)) -> Option<f32> {
    const FINEST: f32 = 300.0 / 72.0;
    let wanted = (size.0 * FINEST / pixels.0 as f32).max(size.1 * FINEST / pixels.1 as f32);
    (wanted > 0.0 && wanted < 0.8).then_some(wanted)
}

impl Image {
    /// Returns the matrix that maps it upright to the unit square.
    pub(super) fn turn(&self) -> [f32; 6] {
        turn(self.orientation)
    }

    pub(super) fn stream(self) -> ExternalStream {
        let Self { width, height, grey, data, mask, .. } = self;
        let space = if grey { "DeviceGray" } else { "DeviceRGB" };
        let mut dict = image_dictionary(width, height, space);
        if let Some(mask) = mask {
            let dict_of_mask = image_dictionary(width, height, "DeviceGray");
            let stream = ExternalStream { dict: dict_of_mask, content: mask, compress: false };
            dict.insert("SMask".to_owned(), DictItem::Stream { stream });
        }
        let content = match data {
            Data::Jpeg(file) => {
                dict.insert("Filter".to_owned(), DictItem::Name(b"DCTDecode".to_vec()));
                file
            }
            Data::Rows(rows) => rows.describe(width, &mut dict),
            Data::Samples(samples) => samples,
        };
        ExternalStream { dict, content, compress: false }
    }
}

impl png::Rows {
    /// Describes the rows in the image's dictionary (ISO 32000-1, 7.4.4.3, 8.6.6.3), and returns them.
    fn describe(self, width: u32, dict: &mut BTreeMap<String, DictItem>) -> Vec<u8> {
        const PNG: i64 = 15;
        let integer = |value: i64| DictItem::Int(value);
        let parameters = [
            ("Predictor", PNG),
            ("Colors", self.colors.into()),
            ("BitsPerComponent", self.bits.into()),
            ("Columns", width.into()),
        ];
        let map = parameters.into_iter().map(|(key, value)| (key.to_owned(), integer(value))).collect();
        dict.insert("Filter".to_owned(), DictItem::Name(b"FlateDecode".to_vec()));
        dict.insert("DecodeParms".to_owned(), DictItem::Dict { map });
        dict.insert("BitsPerComponent".to_owned(), integer(self.bits.into()));
        if let Some(palette) = self.palette {
            let name = |name: &str| DictItem::Name(name.into());
            let last = i64::try_from(palette.len() / 3).unwrap_or(1) - 1;
            let colors = DictItem::String { data: palette, literal: false };
            let space = vec![name("Indexed"), name("DeviceRGB"), integer(last), colors];
            dict.insert("ColorSpace".to_owned(), DictItem::Array(space));
        }
        self.packed
    }
}

/// Returns the dictionary of an image (ISO 32000-1, table 89).
fn image_dictionary(width: u32, height: u32, space: &str) -> BTreeMap<String, DictItem> {
    let name = |name: &str| DictItem::Name(name.into());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns the matrix that turns a stored picture upright, mapping the unit square to itself.
fn turn(orientation: Orientation) -> [f32; 6] {
    match orientation {
        Orientation::NoTransforms => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        Orientation::FlipHorizontal => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
        Orientation::Rotate180 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
        Orientation::FlipVertical => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
        Orientation::Rotate90 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
        Orientation::Rotate270 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
        Orientation::Rotate90FlipH => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
        Orientation::Rotate270FlipH => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
    }
}
