//! The package: a zip archive of parts that refer to each other by relationships. Nothing outside of it is read.

use super::errors::{broken, limit};
use super::xml::{Space, Tree};
use crate::diagnostic::{Code, Diagnostic};
use encoding_rs::Encoding;
use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

/// The maximum number of parts of a package.
const MOST_PARTS: usize = 20_000;

/// The maximum size of all parts together after decompression, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// A large part with a compression ratio above this is refused.
const RATIO: u64 = 200;

/// The size above which a part counts as large, in bytes.
const LARGE: u64 = 4 << 20;

/// The signature of compound files, the format of older and protected Word documents.
const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The parts of a document.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions in the archive, by lowercase name.
    parts: HashMap<String, usize>,
    /// The number of bytes that may still be decompressed.
    left: u64,
}

/// A relationship of a part.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last segment of its type: `image`, `hyperlink`.
    pub(super) kind: String,
    /// The name of a part, or an external address.
    pub(super) target: String,
    /// Whether the target is outside the package.
    pub(super) external: bool,
}

/// The relationships of a part, by id.
pub(super) type Relations = HashMap<String, Relation>;

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// Returns a diagnostic if the bytes are not a package, or if it has too many parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error.to_string()))?;
        if archive.len() > MOST_PARTS {
            return Err(limit(format!("the document has more than {MOST_PARTS} parts")));
        }
        let name = |at: usize| archive.name_for_index(at).map(|name| (normal(name), at));
        let parts = (0..archive.len()).filter_map(name).collect();
        Ok(Self { archive, parts, left: MOST_BYTES })
    }

    /// Returns whether a part exists.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&normal(name))
    }

    /// Returns the bytes of a part, or `None` if it does not exist.
    ///
    /// # Errors
    /// Returns a diagnostic if the part is broken or too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Diagnostic> {
        let Some(&at) = self.parts.get(&normal(name)) else { return Ok(None) };
        let file = self.archive.by_index(at).map_err(|error| broken(&error.to_string()))?;
        let packed = file.compressed_size();
        let mut bytes = Vec::new();
        file.take(self.left + 1).read_to_end(&mut bytes).map_err(|error| broken(&error.to_string()))?;
        let size = bytes.len() as u64;
        if size > self.left || (size > LARGE && size / packed.max(1) > RATIO) {
            return Err(limit(format!("the part `{name}` of the document is too large when unpacked")));
        }
        self.left -= size;
        Ok(Some(bytes))
    }

    /// Returns the text of an XML part, or `None` if it does not exist.
    ///
    /// # Errors
    /// Returns a diagnostic if the part is broken or too large.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        match Encoding::for_bom(&bytes) {
            Some((encoding, mark)) => Ok(Some(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned())),
            None => String::from_utf8(bytes).map(Some).map_err(|_| broken(&format!("`{name}` is not UTF-8"))),
        }
    }

    /// Returns the relationships of a part, which may have none. The package itself is the part with an empty name.
    ///
    /// # Errors
    /// Returns a diagnostic if the relationships are broken.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, Diagnostic> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(text) = self.text(&join(folder, &format!("_rels/{name}.rels")))? else { return Ok(Relations::new()) };
        let tree = Tree::parse(&text, &mut String::new())?;
        let mut relations = Relations::new();
        for id in tree.children(0).filter(|&id| tree.name(id) == "Relationship") {
            let get = |name| tree.attribute(id, Space::None, name).unwrap_or_default();
            let external = get("TargetMode").eq_ignore_ascii_case("external");
            let target = if external { get("Target").to_owned() } else { join(folder, get("Target")) };
            let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
            relations.insert(get("Id").to_owned(), Relation { kind, target, external });
        }
        Ok(relations)
    }
}

/// Resolves a path relative to a folder of the package to the name of a part.
fn join(folder: &str, path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut steps: Vec<&str> = if path.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

/// Returns the normalized name of a part: names are case-insensitive.
fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Returns an error that explains what a compound file is: a protected or an older document.
fn compound(bytes: &[u8]) -> Diagnostic {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        Diagnostic::new(Code::Unreadable, "the document is protected by a password")
            .help("open it in Word, remove the password (File, Info, Protect Document) and save it")
    } else {
        Diagnostic::new(Code::Unreadable, "this is an old Word document (.doc), whatever its name says")
            .help("open it in Word or LibreOffice and save it as .docx")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_parts_stay_in_the_package() {
        assert_eq!(join("word", "media/a.png"), "word/media/a.png");
        assert_eq!(join("word", "/word/media/a.png"), "word/media/a.png");
        assert_eq!(join("word", "../../../customXml/b.xml"), "customXml/b.xml");
        assert_eq!(join("", "word\\document.xml"), "word/document.xml");
    }

    #[test]
    fn protected_and_older_documents_are_distinguished() {
        let mut bytes = COMPOUND.to_vec();
        let message = |bytes: &[u8]| Package::open(bytes).err().unwrap().message;
        assert!(message(&bytes).contains("old Word document"));
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert!(message(&bytes).contains("password"));
    }
}
