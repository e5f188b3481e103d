//! The zip file (OCF ZIP container, EPUB 3.3, 4.2; PKWARE's APPNOTE 6.3.10), of entries that are compressed before
//! they come here: no crate writes those. Every entry has the same date, for the same bytes on each run.
//!
//! What it does not do: entries of 4 GB and more, more than 65,535 of them, names that are not ASCII.

use crate::render::deflate::{Wrapper, packed};
use flate2::Crc;
use std::borrow::Cow;

/// A file as it stands in a zip.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The bytes, or what they are compressed to.
    bytes: Cow<'a, [u8]>,
    deflated: bool,
    sum: u32,
    /// Before it was compressed.
    size: usize,
}

impl<'a> Entry<'a> {
    /// A file that is compressed in itself.
    pub(super) fn stored(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        let bytes = bytes.into();
        Self { sum: sum(&bytes), size: bytes.len(), bytes, deflated: false }
    }

    /// The same, of bytes that are kept elsewhere.
    pub(super) fn borrowed(&self) -> Entry<'_> {
        Entry { bytes: Cow::Borrowed(&self.bytes), ..*self }
    }

    /// A file as it is shortest.
    pub(super) fn shortest(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        let bytes = bytes.into();
        let short = packed(&bytes, Wrapper::Raw, false, |packed| packed.map(<[u8]>::to_vec));
        match short {
            Some(short) => Self { sum: sum(&bytes), size: bytes.len(), bytes: short.into(), deflated: true },
            None => Self::stored(bytes),
        }
    }
}

fn sum(bytes: &[u8]) -> u32 {
    let mut sum = Crc::new();
    sum.update(bytes);
    sum.sum()
}

/// A zip as it grows.
#[derive(Debug, Default)]
pub(super) struct Container {
    out: Vec<u8>,
    /// The central directory so far.
    directory: Vec<u8>,
    entries: u16,
}

/// Why an entry has no room: the file would be larger than a zip without extensions can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Container {
    /// Puts an entry at the end.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub(super) fn add(&mut self, name: &str, entry: &Entry<'_>) -> Result<(), TooLarge> {
        let number = |count: usize| u32::try_from(count).map_err(|_| TooLarge);
        let (start, length, size) = (number(self.out.len())?, number(entry.bytes.len())?, number(entry.size)?);
        self.entries = self.entries.checked_add(1).ok_or(TooLarge)?;
        let mut header = Vec::with_capacity(26);
        let method: u16 = if entry.deflated { 8 } else { 0 };
        // version 2.0 to extract; no flags; midnight of 1 January 1980, a zip's first day (4.4.2 to 4.4.6)
        for field in [20_u16, 0, method, 0, 0x21] {
            header.extend(field.to_le_bytes());
        }
        for field in [entry.sum, length, size] {
            header.extend(field.to_le_bytes());
        }
        header.extend(u16::try_from(name.len()).map_err(|_| TooLarge)?.to_le_bytes());
        header.extend([0; 2]); // no extra field: a first entry `mimetype` may have none (OCF, 4.2.2)

        // 4.3.7
        self.out.extend(b"PK\x03\x04");
        self.out.extend(&header);
        self.out.extend(name.as_bytes());
        self.out.extend(entry.bytes.as_ref());

        // 4.3.12: made by Unix, so that permissions are read
        self.directory.extend(b"PK\x01\x02\x14\x03");
        self.directory.extend(&header);
        self.directory.extend([0; 6]); // no comment, the first disk, nothing said of its kind
        self.directory.extend((0o100_644_u32 << 16).to_le_bytes());
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// [`TooLarge`].
    pub(super) fn finish(mut self) -> Result<Vec<u8>, TooLarge> {
        let number = |count: usize| u32::try_from(count).map_err(|_| TooLarge);
        let (start, length) = (number(self.out.len())?, number(self.directory.len())?);
        self.out.append(&mut self.directory);
        // 4.3.16
        self.out.extend(b"PK\x05\x06\0\0\0\0");
        for _ in 0..2 {
            self.out.extend(self.entries.to_le_bytes());
        }
        self.out.extend(length.to_le_bytes());
        self.out.extend(start.to_le_bytes());
        self.out.extend([0; 2]);
        Ok(self.out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read as _};
    use zip::{CompressionMethod, ZipArchive};

    #[test]
    fn what_is_written_reads_back_and_long_words_are_shorter() {
        let words = "to and fro ".repeat(300);
        let mut container = Container::default();
        for (name, entry) in [
            ("mimetype", Entry::stored(&b"application/epub+zip"[..])),
            ("OEBPS/a.xhtml", Entry::shortest(words.as_bytes())),
            ("OEBPS/b.xhtml", Entry::shortest(&b"ab"[..])),
            ("OEBPS/empty", Entry::shortest(&b""[..])),
        ] {
            container.add(name, &entry).expect("room");
        }
        let bytes = container.finish().expect("room");
        // where readers look for it (OCF, 4.3)
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut read = |name: &str| {
            let mut file = archive.by_name(name).expect("an entry");
            let (mut text, method) = (String::new(), file.compression());
            file.read_to_string(&mut text).expect("sound bytes");
            (text, method)
        };
        assert_eq!(read("mimetype"), ("application/epub+zip".to_owned(), CompressionMethod::Stored));
        assert_eq!(read("OEBPS/a.xhtml"), (words, CompressionMethod::Deflated));
        assert_eq!(read("OEBPS/b.xhtml"), ("ab".to_owned(), CompressionMethod::Stored));
        assert_eq!(read("OEBPS/empty"), (String::new(), CompressionMethod::Stored));
    }
}
