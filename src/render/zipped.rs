//! ZIP archives for formats that are packages of files. Every entry has the same date, for reproducible bytes.

use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// zlib's level for text: at 6, files are 2 % smaller and take twice the time.
const LEVEL: i64 = 3;

/// The size in bytes below which compressing a file takes longer than it saves room: the compressor clears 600 KB first.
const SMALL: usize = 512;

/// A ZIP archive being written.
pub(super) struct Zip(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Zip {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Zip {
    /// Adds a compressed file. Small ones are stored as they are.
    pub(super) fn deflate(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        if bytes.len() < SMALL {
            return self.store(name, bytes);
        }
        self.add(name, options(CompressionMethod::Deflated).compression_level(Some(LEVEL)), bytes)
    }

    /// Adds an uncompressed file: one that must be, or whose format is compressed.
    pub(super) fn store(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.add(name, options(CompressionMethod::Stored), bytes)
    }

    fn add(&mut self, name: &str, options: SimpleFileOptions, bytes: &[u8]) -> Result<(), ZipError> {
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(bytes)?)
    }

    /// Returns the bytes of the archive.
    pub(super) fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.0.finish()?.into_inner())
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default())
}
