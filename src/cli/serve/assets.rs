//! The page and what it loads, which are in the program.

use super::{
    headers::{self, Kind},
    problem::Problem,
};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};

/// The files of these names in `page/`.
macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("page/", $name)))),*] };
}

/// The page.
const PAGE: &[u8] = b"<!doctype html><html lang=en><title>handout</title><h1>handout</h1></html>";

/// What the page loads from `/assets/`.
const ASSETS: &[(&str, &[u8])] = files![];

/// The words of the page, by language.
const WORDS: &[(&str, &[u8])] = files![];

pub(super) fn page() -> Response {
    headers::mark(response("text/html; charset=utf-8", PAGE), Kind::Page)
}

/// Returns what the page loads by this name.
pub(super) fn asset(name: &str) -> Result<Response, Problem> {
    let (_, bytes) = ASSETS.iter().find(|(own, _)| *own == name).ok_or_else(Problem::not_found)?;
    Ok(response(media_type(name), bytes))
}

/// Returns the words of a language: `es.json`.
pub(super) fn words(name: &str) -> Result<Response, Problem> {
    let is_own = |own: &str| own.strip_prefix("words/") == Some(name);
    let (_, bytes) = WORDS.iter().find(|(own, _)| is_own(own)).ok_or_else(Problem::not_found)?;
    Ok(response("application/json", bytes))
}

fn response(media_type: &'static str, bytes: &'static [u8]) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}

/// Returns the media type of a file, by its ending.
pub(super) fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    match ending.as_str() {
        "html" => "text/html; charset=utf-8",
        "xhtml" => "application/xhtml+xml",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "otf" => "font/otf",
        "ttf" => "font/ttf",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "epub" => "application/epub+zip",
        "zip" => "application/zip",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "opf" => "application/oebps-package+xml",
        "ncx" => "application/x-dtbncx+xml",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
