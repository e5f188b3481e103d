//! Compressing (RFC 1951): one compressor a thread, kept for the article after.
//!
//! Its state takes longer to set up than a short text takes to compress.

use libdeflater::{CompressionLvl, Compressor};
use std::cell::RefCell;

/// What stands around compressed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapper {
    /// A head and a check sum, as a PDF's streams have them (RFC 1950).
    Zlib,
    /// Nothing, as entries of a zip have it.
    Raw,
}

/// The fastest level: what is deflated of a PDF is a twenty-fifth larger than at level 3, of an EPUB a hundredth, and takes
/// three quarters of the time. At level 5 it would be as small as zlib's level 6 makes it.
const LEVEL: i32 = 1;

struct Kept {
    compressor: Compressor,
    /// Where bytes are compressed to.
    packed: Vec<u8>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::new(Kept {
        compressor: Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()),
        packed: Vec::new(),
    });
}

/// Buffers above this many bytes are let go after use.
const ROOM: usize = 1 << 20;

/// Compresses, and hands the result over where it is shorter than the bytes are, or in any case when `always`.
pub(super) fn packed<T>(bytes: &[u8], wrapper: Wrapper, always: bool, then: impl FnOnce(Option<&[u8]>) -> T) -> T {
    KEPT.with_borrow_mut(|kept| {
        let length = kept.pack(bytes, wrapper).filter(|length| always || *length < bytes.len());
        let done = then(length.map(|length| &kept.packed[..length]));
        if kept.packed.len() > ROOM {
            kept.packed = Vec::new();
        }
        done
    })
}

impl Kept {
    /// Compresses into the buffer; returns how many bytes it made.
    fn pack(&mut self, bytes: &[u8], wrapper: Wrapper) -> Option<usize> {
        let bound = match wrapper {
            Wrapper::Zlib => self.compressor.zlib_compress_bound(bytes.len()),
            Wrapper::Raw => self.compressor.deflate_compress_bound(bytes.len()),
        };
        if self.packed.len() < bound {
            self.packed.resize(bound, 0);
        }
        match wrapper {
            Wrapper::Zlib => self.compressor.zlib_compress(bytes, &mut self.packed),
            Wrapper::Raw => self.compressor.deflate_compress(bytes, &mut self.packed),
        }
        .ok()
    }
}
