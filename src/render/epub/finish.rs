//! One pass over the zip that `epub-builder` makes.
//!
//! Texts are copied as they were deflated; the few files that must be mended are deflated once more; pictures
//! and files that deflating made larger are stored. Every entry gets the same date, for the same bytes on each run.

use super::{navigation, pack::Stored, package, plan::Plan};
use crate::render::RenderError;
use std::io::{Cursor, Read, Write};
use zip::{
    CompressionMethod, DateTime, ZipArchive, ZipWriter, read::ZipFile, result::ZipError, write::SimpleFileOptions,
};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;
type Output = ZipWriter<Cursor<Vec<u8>>>;

/// The EPUB as it must be.
pub(super) fn finish(raw: Vec<u8>, plan: &Plan<'_>, stored: &Stored<'_>) -> Result<Vec<u8>, RenderError> {
    let mut archive = ZipArchive::new(Cursor::new(raw.as_slice())).map_err(broken)?;
    let size = raw.len() + stored.values().map(|bytes| bytes.len()).sum::<usize>();
    let mut output = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    let fonts = archive.file_names().any(|name| name.ends_with(".ttf") || name.ends_with(".otf"));
    let mut mended = 0;
    for index in 0..archive.len() {
        let name = archive.by_index_raw(index).map_err(broken)?.name().to_owned();
        let mend = match name.as_str() {
            "OEBPS/content.opf" => package::mend,
            "OEBPS/nav.xhtml" => navigation::mend_nav,
            "OEBPS/toc.ncx" => navigation::mend_ncx,
            // It claims that the book brings fonts.
            "META-INF/com.apple.ibooks.display-options.xml" if !fonts => continue,
            _ => {
                pass(&mut archive, index, &name, stored, &mut output)?;
                continue;
            }
        };
        let text = mend(read(&mut archive, index)?, plan)?;
        write(&mut output, &name, text.as_bytes(), CompressionMethod::Deflated)?;
        mended += 1;
    }
    if mended != 3 {
        return Err(RenderError::new("epub-builder made no content.opf, nav.xhtml or toc.ncx: its layout changed"));
    }
    output.finish().map(Cursor::into_inner).map_err(broken)
}

/// Puts a file in that needs no mending.
fn pass(
    archive: &mut Archive<'_>,
    index: usize,
    name: &str,
    stored: &Stored<'_>,
    output: &mut Output,
) -> Result<(), RenderError> {
    if let Some(bytes) = stored.get(name) {
        return write(output, name, bytes, CompressionMethod::Stored);
    }
    let file = archive.by_index_raw(index).map_err(broken)?;
    if file.compression() == CompressionMethod::Stored || file.compressed_size() < file.size() {
        return copy(file, output);
    }
    drop(file);
    let text = read(archive, index)?;
    write(output, name, text.as_bytes(), CompressionMethod::Stored)
}

fn copy(file: ZipFile<'_, Cursor<&[u8]>>, output: &mut Output) -> Result<(), RenderError> {
    output.raw_copy_file_touch(file, DateTime::default(), Some(0o644)).map_err(broken)
}

fn read(archive: &mut Archive<'_>, index: usize) -> Result<String, RenderError> {
    let mut file = archive.by_index(index).map_err(broken)?;
    let mut text = String::with_capacity(usize::try_from(file.size()).unwrap_or_default());
    file.read_to_string(&mut text).map_err(|error| broken(error.into()))?;
    Ok(text)
}

fn write(output: &mut Output, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), RenderError> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .compression_level((method == CompressionMethod::Deflated).then_some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    output.start_file(name, options).map_err(broken)?;
    output.write_all(bytes).map_err(|error| broken(error.into()))
}

fn broken(error: ZipError) -> RenderError {
    RenderError::new(format!("the zip cannot be made: {error}"))
}
