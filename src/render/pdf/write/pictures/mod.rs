//! Pictures: each becomes one object, however often it is shown: a drawing a form, all else an image.
//!
//! A grey or RGB JPEG passes through as it is, without the notes that cameras leave in it (where it was
//! taken, by whom), and so do the rows of a PNG without transparency. All else is decoded to 8-bit grey or RGB,
//! with a soft mask where it is transparent. A picture finer than 300 dots per inch at its largest printed size
//! is made smaller.

mod jpeg;
mod png;
mod raster;

use super::{super::document::Document, PictureLookup, drawing};
use crate::{
    render::RenderError,
    resolve::Picture,
    typeset::{ItemKind, Rect},
};
use image::metadata::Orientation;
use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfResources, XObject, XObjectId};
use std::{collections::BTreeMap, sync::Arc};

/// The pictures of a document, by key.
pub(super) struct PictureTable {
    placed: BTreeMap<Arc<str>, Placed>,
    objects: Vec<(XObjectId, ExternalStream)>,
}

/// A picture that can be painted.
pub(super) struct Placed {
    /// Its name in the pages' resources.
    pub(super) id: XObjectId,
    /// The matrix that turns the stored pixels upright within the unit square.
    pub(super) turn: [f32; 6],
}

/// An image object to be.
#[derive(Debug)]
pub(super) struct Image {
    width: u32,
    height: u32,
    grey: bool,
    /// The pixels: a JPEG file, a PNG's rows, or rows of samples of 8 bits.
    data: Data,
    /// How opaque each pixel is, 8 bits each.
    mask: Option<Vec<u8>>,
    orientation: Orientation,
}

#[derive(Debug)]
enum Data {
    Jpeg(Vec<u8>),
    Rows(png::Rows),
    Samples(Vec<u8>),
}

impl PictureTable {
    /// Finds and prepares every picture that the pages show.
    ///
    /// # Errors
    /// [`RenderError`] for a picture that cannot be decoded.
    pub(super) fn collect(
        document: &Document,
        lookup: PictureLookup<'_>,
        greyscale: bool,
    ) -> Result<Self, RenderError> {
        let mut sizes: BTreeMap<Arc<str>, (f32, f32)> = BTreeMap::new();
        for item in document.pages.iter().flat_map(|page| &page.items) {
            if let ItemKind::Picture { rect: Rect { width, height, .. }, key, .. } = &item.kind {
                let size = sizes.entry(key.clone()).or_default();
                *size = (size.0.max(*width), size.1.max(*height));
            }
        }
        let mut table = Self { placed: BTreeMap::new(), objects: Vec::new() };
        for (key, size) in sizes {
            let Some(picture) = lookup(&key) else { continue };
            let (stream, turn) = object(picture, size, greyscale)
                .map_err(|error| RenderError::new(format!("the picture `{key}` cannot be read: {error}")))?;
            let id = XObjectId(format!("I{}", table.objects.len()));
            table.placed.insert(key, Placed { id: id.clone(), turn });
            table.objects.push((id, stream));
        }
        Ok(table)
    }

    /// A picture by its key; none if the article has no such picture.
    pub(super) fn get(&self, key: &str) -> Option<&Placed> {
        self.placed.get(key)
    }

    /// Puts the images among the resources.
    pub(super) fn embed(self, resources: &mut PdfResources) {
        for (id, stream) in self.objects {
            let object = ExternalXObject { stream, width: None, height: None, dpi: None };
            resources.xobjects.map.insert(id, XObject::External(object));
        }
    }
}

/// The object that shows a picture on paper of `size` points, and the matrix that brings it into the unit square.
fn object(picture: &Picture, size: (f32, f32), greyscale: bool) -> Result<(ExternalStream, [f32; 6]), String> {
    if picture.media_type == crate::drawing::MEDIA_TYPE {
        let form = drawing::form(&picture.bytes, size, greyscale)?;
        return Ok((form, [1.0 / size.0, 0.0, 0.0, 1.0 / size.1, 0.0, 0.0]));
    }
    let image = prepare(&picture.bytes, &picture.media_type, size, greyscale).map_err(|error| error.to_string())?;
    let turn = image.turn();
    Ok((image.stream(), turn))
}

/// Pixels for paper of `size` points.
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

/// By how much a picture is to be made smaller, if it is notably finer than 300 dots per inch.
fn reduction(pixels: (u32, u32), size: (f32, f32)) -> Option<f32> {
    const FINEST: f32 = 300.0 / 72.0;
    let wanted = (size.0 * FINEST / pixels.0 as f32).max(size.1 * FINEST / pixels.1 as f32);
    (wanted > 0.0 && wanted < 0.8).then_some(wanted)
}

impl Image {
    /// Returns the matrix that puts it upright into the unit square.
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
    /// Says in the image's dictionary what the rows are (ISO 32000-1, 7.4.4.3, 8.6.6.3); returns them.
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

/// The dictionary of an image (ISO 32000-1, table 89).
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

/// Returns the matrix that turns a stored picture upright; the unit square stays the unit square.
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
