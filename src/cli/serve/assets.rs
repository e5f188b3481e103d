//! The page and its assets, embedded in the program.

use super::{
    headers::{self, Kind},
    problem::Problem,
};
use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

/// Includes the files of these names in `page/`.
macro_rules! files {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("page/", $name)))),*] };
}

/// The page.
const PAGE: &[u8] = include_bytes!("page/page.html");

/// The page shown to a browser without the cookie.
const CLOSED: &[u8] = include_bytes!("page/closed.html");

/// The assets that the page loads from `/assets/`.
const ASSETS: &[(&str, &[u8])] = files![
    "arrange.js",
    "downloads.js",
    "editor.js",
    "files.js",
    "frames.js",
    "icon.svg",
    "intake.js",
    "messages.js",
    "net.js",
    "notice.js",
    "page.css",
    "page.js",
    "progress.js",
    "settings.js",
    "view-ebook.js",
    "view-pages.js",
    "view-text.js",
    "viewer.js",
    "watched.js",
    "words.js",
];

/// The fonts of the page, which are those of the outputs.
const FONTS: [(&str, &[u8]); 3] = [
    (
        "AtkinsonHyperlegibleNext-Regular.ttf",
        include_bytes!("../../../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Regular.ttf"),
    ),
    (
        "AtkinsonHyperlegibleNext-Bold.ttf",
        include_bytes!("../../../fonts/atkinson-hyperlegible-next/AtkinsonHyperlegibleNext-Bold.ttf"),
    ),
    (
        "AtkinsonHyperlegibleMono-Regular.ttf",
        include_bytes!("../../../fonts/atkinson-hyperlegible-mono/AtkinsonHyperlegibleMono-Regular.ttf"),
    ),
];

/// The words of the page, by language.
const WORDS: &[(&str, &[u8])] = files!["words/de.json", "words/en.json", "words/es.json"];

pub(super) fn page() -> Response {
    headers::mark(response("text/html; charset=utf-8", PAGE), Kind::Page)
}

/// Returns a page that explains which address to open.
pub(super) fn closed() -> Response {
    let mut response = response("text/html; charset=utf-8", CLOSED);
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    response
}

/// Returns the asset of this name.
pub(super) fn asset(name: &str) -> Result<Response, Problem> {
    let (_, bytes) = ASSETS.iter().chain(&FONTS).find(|(own, _)| *own == name).ok_or_else(Problem::not_found)?;
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

/// Returns the media type of a file, by its extension.
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// A missing asset would only show in a browser.
    #[test]
    fn every_file_of_the_page_is_in_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/serve/page");
        let names = |folder: &Path, before: &str| {
            let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
            let files = entries.filter(|path| path.is_file());
            let mut names: Vec<_> =
                files.map(|path| format!("{before}{}", path.file_name().unwrap().to_str().unwrap())).collect();
            names.sort();
            names
        };
        let listed = |files: &[(&str, &[u8])]| files.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
        let mut assets = names(&folder, "");
        assets.retain(|name| name != "page.html" && name != "closed.html");
        assert_eq!(listed(ASSETS), assets);
        assert_eq!(listed(WORDS), names(&folder.join("words"), "words/"));
    }
}
