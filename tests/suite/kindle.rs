//! Checks EPUBs for what Send to Kindle is known to reject.
//!
//! Rejected without naming a cause: an XHTML file without an XML declaration (taken for Latin-1), a publication or page
//! without a language, a link to a file or fragment that does not exist, and a picture without a source. Whether Amazon
//! supports the language is not checked: it publishes no list.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    collections::{BTreeMap, HashSet},
    io::{Cursor, Read as _},
};

/// The parts of an XML file that are checked.
#[derive(Default)]
struct Page {
    ids: HashSet<String>,
    /// Addresses within the publication.
    addresses: Vec<String>,
    faults: Vec<String>,
}

/// Returns what Send to Kindle would reject in an EPUB.
pub(crate) fn faults(epub: &[u8]) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(epub)).unwrap();
    let files = (0..zip.len()).map(|index| {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().to_owned(), bytes)
    });
    faults_in(&files.filter(|(name, _)| name.starts_with("OEBPS/")).collect())
}

fn faults_in(files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let xml = files.iter().filter(|(name, _)| [".xhtml", ".opf", ".ncx"].iter().any(|ending| name.ends_with(ending)));
    let pages: BTreeMap<&str, Page> =
        xml.map(|(name, bytes)| (name.as_str(), page(name, std::str::from_utf8(bytes).unwrap()))).collect();
    let mut faults: Vec<String> = pages.values().flat_map(|page| page.faults.iter().cloned()).collect();
    for (name, page) in &pages {
        let dead = page.addresses.iter().filter(|address| !exists(name, address, &pages, files));
        faults.extend(dead.map(|address| format!("`{name}` has a dead link to `{address}`")));
    }
    faults
}

fn page(name: &str, text: &str) -> Page {
    let mut page = Page::default();
    if !text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") {
        page.faults.push(format!("`{name}` does not declare UTF-8"));
    }
    let mut reader = Reader::from_str(text);
    let mut language = name.ends_with(".ncx");
    let mut in_language = false;
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                in_language = tag.name().as_ref() == b"dc:language";
                language |= tag.name().as_ref() == b"html" && tag.try_get_attribute("xml:lang").unwrap().is_some();
                page.tag(name, &tag);
            }
            Event::Text(words) => language |= in_language && !words.iter().all(u8::is_ascii_whitespace),
            Event::Eof => break,
            _ => {}
        }
    }
    if !language {
        page.faults.push(format!("`{name}` has no language"));
    }
    page
}

impl Page {
    fn tag(&mut self, name: &str, tag: &BytesStart<'_>) {
        let mut source = false;
        for attribute in tag.attributes().with_checks(false).map(Result::unwrap) {
            let value = attribute.unescape_value().unwrap().into_owned();
            match attribute.key.as_ref() {
                b"id" => {
                    self.ids.insert(value);
                }
                key @ (b"href" | b"src") => {
                    source |= key == b"src" && !value.is_empty();
                    if !value.contains(':') || url::Url::parse(&value).is_err() {
                        self.addresses.push(value);
                    }
                }
                _ => {}
            }
        }
        if tag.name().as_ref() == b"img" && !source {
            self.faults.push(format!("`{name}` has a picture without a source"));
        }
    }
}

/// Returns whether an address in a file has a target. All files are in one folder.
fn exists(from: &str, address: &str, pages: &BTreeMap<&str, Page>, files: &BTreeMap<String, Vec<u8>>) -> bool {
    let (file, fragment) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
    let folder = from.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
    let file = if file.is_empty() { from.to_owned() } else { format!("{}{file}", &from[..folder]) };
    let decoded = |id| percent_encoding::percent_decode_str(id).decode_utf8_lossy();
    match fragment {
        None => files.contains_key(&file),
        Some(id) => pages.get(file.as_str()).is_some_and(|page| page.ids.contains(&*decoded(id))),
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn faults_of(files: &[(&str, &str)]) -> Vec<String> {
    faults_in(&files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
}

fn xhtml(body: &str) -> String {
    format!("{HEAD}<html xml:lang=\"en\"><body>{body}</body></html>")
}

#[test]
fn sound_links_pass() {
    let a = xhtml(
        "<p id=\"é\">A <a href=\"b.xhtml#x\">b</a> <a href=\"#%C3%A9\">a</a> <a href=\"https://x.org/#y\">w</a></p>",
    );
    let b = xhtml("<p id=\"x\"><img src=\"p.png\"/><a href=\"a.xhtml\">a</a></p>");
    let package = format!("{HEAD}<package><dc:language>en</dc:language></package>");
    let files = [("O/a.xhtml", a.as_str()), ("O/b.xhtml", &b), ("O/c.opf", &package), ("O/p.png", "")];
    assert_eq!(faults_of(&files), [""; 0]);
}

#[test]
fn what_send_to_kindle_rejects_is_found() {
    for (body, fault) in [
        ("<a href=\"#gone\">a</a>", "`a.xhtml` has a dead link to `#gone`"),
        ("<a href=\"b.xhtml\">a</a>", "`a.xhtml` has a dead link to `b.xhtml`"),
        ("<img src=\"p.png\"/>", "`a.xhtml` has a dead link to `p.png`"),
        ("<img alt=\"\"/>", "`a.xhtml` has a picture without a source"),
    ] {
        assert_eq!(faults_of(&[("a.xhtml", &xhtml(body))]), [fault]);
    }
    assert_eq!(faults_of(&[("a.xhtml", "<html xml:lang=\"en\"/>")]), ["`a.xhtml` does not declare UTF-8"]);
    assert_eq!(faults_of(&[("a.xhtml", &format!("{HEAD}<html/>"))]), ["`a.xhtml` has no language"]);
    let package = format!("{HEAD}<package><dc:language> </dc:language></package>");
    assert_eq!(faults_of(&[("c.opf", &package)]), ["`c.opf` has no language"]);
}
