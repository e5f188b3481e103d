//! Zips of formats that are packages of files. Every entry has the same date, for the same bytes on each run.

use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, DateTime, ZipWriter, result::ZipError, write::SimpleFileOptions};

/// zlib's level for texts: at 6 they are 2 % smaller and take twice the time.
const LEVEL: i64 = 3;

/// A zip being written.
pub(super) struct Zip(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Zip {
    fn default() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Zip {
    /// Adds a file that is compressed.
    pub(super) fn deflate(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.add(name, options(CompressionMethod::Deflated).compression_level(Some(LEVEL)), bytes)
    }

    /// Adds a file as it is: one that must be, or that is compressed in itself.
    pub(super) fn store(&mut self, name: &str, bytes: &[u8]) -> Result<(), ZipError> {
        self.add(name, options(CompressionMethod::Stored), bytes)
    }

    fn add(&mut self, name: &str, options: SimpleFileOptions, bytes: &[u8]) -> Result<(), ZipError> {
        self.0.start_file(name, options)?;
        Ok(self.0.write_all(bytes)?)
    }

    /// Returns the bytes of the zip.
    pub(super) fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.0.finish()?.into_inner())
    }
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default())
}
