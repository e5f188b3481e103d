//! Compresses the streams of a PDF (zlib, RFC 1950): one compressor per thread, reused for every stream.
//!
//! Its state takes longer to set up than a short stream takes to compress.

use libdeflater::{CompressionLvl, Compressor};
use std::cell::RefCell;

/// The fastest level. Compared with level 3, a PDF is 4 % larger and takes three quarters of the time.
const LEVEL: i32 = 1;

/// Buffers above this many bytes are freed after use.
const KEPT_BUFFER: usize = 1 << 20;

thread_local! {
    static COMPRESSOR: RefCell<(Compressor, Vec<u8>)> =
        RefCell::new((Compressor::new(CompressionLvl::new(LEVEL).unwrap_or_default()), Vec::new()));
}

/// Compresses bytes and calls `then` with the result, or with `None` if it is not shorter, unless `always` requires it.
pub(super) fn packed<T>(bytes: &[u8], always: bool, then: impl FnOnce(Option<&[u8]>) -> T) -> T {
    COMPRESSOR.with_borrow_mut(|(compressor, buffer)| {
        let bound = compressor.zlib_compress_bound(bytes.len());
        if buffer.len() < bound {
            buffer.resize(bound, 0);
        }
        let length = compressor.zlib_compress(bytes, buffer).ok().filter(|length| always || *length < bytes.len());
        let done = then(length.map(|length| &buffer[..length]));
        if buffer.len() > KEPT_BUFFER {
            *buffer = Vec::new();
        }
        done
    })
}
