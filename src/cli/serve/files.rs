//! The outputs of a job: individually, or in an archive.

use super::{
    assets::media_type,
    headers::{Kind, mark},
    job::Output,
    problem::Problem,
};
use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::Response,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// Returns an answer with the bytes of a file. `attached` means that it is to be saved, not shown.
pub(super) fn file(name: &str, bytes: Bytes, attached: bool) -> Result<Response, Problem> {
    let media_type = media_type(name);
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = disposition(name, attached).map_err(|error| Problem::internal(error.to_string()))?;
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(match media_type {
        "application/pdf" => mark(response, Kind::Pdf),
        _ => mark(response, Kind::Document),
    })
}

/// Returns the header with a file's name, in ASCII and in full (RFC 6266).
fn disposition(name: &str, attached: bool) -> Result<HeaderValue, header::InvalidHeaderValue> {
    let kind = if attached { "attachment" } else { "inline" };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || " .-_()".contains(c) { c } else { '_' }).collect();
    let full = utf8_percent_encode(name, NON_ALPHANUMERIC);
    HeaderValue::from_str(&format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{full}"))
}

/// Returns outputs in an archive.
pub(super) fn archive(outputs: &[Output]) -> Result<Bytes, Problem> {
    let packed = || {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for Output { name, bytes, format } in outputs {
            // PDFs, ebooks and Word documents are compressed already
            let is_packed = matches!(format.as_str(), "pdf" | "epub" | "docx");
            let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
            writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method))?;
            writer.write_all(bytes)?;
        }
        writer.finish()
    };
    let archive = packed().map_err(|error| Problem::internal(format!("the archive cannot be made: {error}")))?;
    Ok(Bytes::from(archive.into_inner()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_stay_within_their_header() {
        let value = disposition("té\"a\r\nX: y.pdf", true).unwrap();
        let value = value.to_str().unwrap();
        assert!(
            value.starts_with("attachment; filename=\"t__a__X_ y.pdf\"; filename*=UTF-8''t%C3%A9%22a%0D%0A"),
            "{value}"
        );
    }
}
