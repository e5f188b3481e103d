//! Files that are not articles: what they are, and what to do about them.

use std::path::Path;

/// Returns the document type of a file by its extension, and how to convert it, if people might take it for an article.
pub(super) fn document(path: &Path) -> Option<(&'static str, &'static str)> {
    Some(match ending(path)?.as_str() {
        "doc" | "dot" | "rtf" | "wps" => {
            ("a document of an old word processor", "open it in Word or LibreOffice, save it as .docx and convert that")
        }
        "odt" | "ott" | "sxw" => ("a LibreOffice document", "save it as Word document (.docx) and convert that"),
        "pages" => ("a Pages document", "export it as Word document (.docx) and convert that"),
        "pdf" => (
            "a PDF, which handout writes and does not read",
            "open it in Word, check it, save it as .docx and convert that; or copy its text into a .txt file",
        ),
        "epub" | "mobi" | "azw3" => {
            ("an ebook, which handout writes and does not read", "copy its text into a .txt file and convert that")
        }
        "tex" | "latex" => ("a LaTeX document", "convert it with `pandoc -t markdown` and convert that"),
        "rst" | "adoc" | "asciidoc" | "org" | "textile" | "wiki" => (
            "in a markup language that is not supported",
            "convert it with `pandoc -t markdown`, or read it unchanged with `--from text`",
        ),
        _ => return None,
    })
}

/// Returns whether a file has the extension of a document in which people write articles, and is not an output.
pub(super) fn is_source(path: &Path) -> bool {
    document(path).is_some() && !ending(path).is_some_and(|ending| ["pdf", "epub", "mobi", "azw3"].contains(&&*ending))
}

/// Returns whether a file has the extension of something that articles use, or that is often next to them.
pub(super) fn is_companion(path: &Path) -> bool {
    const ENDINGS: [&str; 34] = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "avif", "heic", "tif", "tiff", "bmp", "ico", "bib", "ris", "nbib",
        "xml", "yaml", "yml", "json", "csl", "toml", "css", "js", "csv", "tsv", "ttf", "otf", "ttc", "woff", "woff2",
        "zip", "gz", "log", "lock",
    ];
    ending(path).is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}
