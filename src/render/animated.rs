//! Animated pictures: reports where a format shows only the first frame.

use crate::{
    diagnostic::{Code, Diagnostic},
    resolve::{Picture, Resolved},
};
use image::{
    AnimationDecoder as _, Frames, ImageDecoder as _, ImageResult, Limits,
    codecs::{gif::GifDecoder, png::PngDecoder, webp::WebPDecoder},
};
use std::io::Cursor;

/// The maximum memory for inspecting frames, in bytes.
const LARGEST: u64 = 256 << 20;

/// Reports each animated picture for which `lost` returns true, in a format of this name.
pub(super) fn losses(resolved: &Resolved, format: &str, lost: impl Fn(&Picture) -> bool) -> Vec<Diagnostic> {
    let resources = resolved.article().resources.iter();
    let moving = resources.filter(|resource| {
        resolved.picture(&resource.path).is_some_and(|picture| lost(picture) && is_animated(picture))
    });
    moving
        .map(|resource| {
            let name = if resource.path.starts_with("data:") { "data:" } else { &resource.path };
            let message = format!("the {format} shows only the first frame of the animated picture `{name}`");
            Diagnostic::new(Code::Loss, message).help("describe the others in words, or show them in several pictures")
        })
        .collect()
}

/// Returns whether a picture has more than one frame.
fn is_animated(picture: &Picture) -> bool {
    let bytes = &*picture.bytes;
    match picture.media_type.as_str() {
        "image/gif" => frames(bytes).is_ok_and(|frames| frames.take(2).filter(Result::is_ok).count() > 1),
        "image/webp" => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|webp| webp.has_animation()),
        "image/png" => PngDecoder::new(Cursor::new(bytes)).is_ok_and(|png| png.is_apng().unwrap_or(false)),
        _ => false,
    }
}

/// Returns the frames of a GIF. A frame may claim to be much larger than the picture.
fn frames(gif: &[u8]) -> ImageResult<Frames<'_>> {
    let mut decoder = GifDecoder::new(Cursor::new(gif))?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(LARGEST);
    decoder.set_limits(limits)?;
    Ok(decoder.into_frames())
}

#[cfg(test)]
mod tests {
    use crate::{Converter, Format, Source, Syntax, diagnostic::Code, env::MemoryEnv};
    use image::{Delay, Frame, RgbaImage, codecs::gif::GifEncoder};

    fn gif(frames: u8) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = GifEncoder::new(&mut bytes);
        for shade in 0..frames {
            let image = RgbaImage::from_pixel(300, 300, [shade * 90, 0, 0, 255].into());
            encoder.encode_frame(Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(100, 1))).expect("a frame");
        }
        drop(encoder);
        bytes
    }

    #[test]
    fn a_frame_that_claims_to_be_huge_is_not_believed() {
        let mut bytes = gif(1);
        let descriptor = bytes.windows(5).rposition(|at| at == [0x2c, 0, 0, 0, 0]).expect("an image descriptor");
        bytes[descriptor + 5..descriptor + 9].fill(0xff);
        assert!(super::frames(&bytes).expect("a GIF").next().is_none_or(|frame| frame.is_err()));
    }

    #[test]
    fn an_animated_picture_is_reported_where_it_is_shown_still() {
        let reported = |frames: u8, format: Format| {
            let env = MemoryEnv::new().with_file("a.gif", gif(frames));
            let source = Source::new("tea.md", "# Tea\n\nA cup.\n\n![A cup](a.gif){width=20%}\n");
            let reported = Converter::default().convert(&source, Syntax::Markdown, &env, &[format]).diagnostics;
            reported
                .iter()
                .any(|reported| reported.code == Code::Loss && reported.message.contains("animated picture `a.gif`"))
        };
        assert!(reported(2, Format::PDF) && !reported(1, Format::PDF));
        assert!(!reported(2, Format::EPUB) && !reported(2, Format::HTML), "these show it as it is");
    }
}
