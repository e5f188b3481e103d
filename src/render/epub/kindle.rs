//! What Send to Kindle is known to refuse, looked for in every EPUB that is written.
//!
//! It reads the texts as they are packed and trusts nothing that the writer knows: a text without its XML declaration is
//! taken for Latin-1; a publication or text without a language, a link to a file or fragment that is not
//! there, a picture without a source, or a file that is too large is turned away with an error that names no
//! cause. Whether Amazon takes the language itself is not looked at: it publishes no list for Send to Kindle.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, HashSet},
};

/// What Send to Kindle takes by e-mail, in bytes; on its web page it takes 200 MB.
const LARGEST_FILE: usize = 50_000_000;

/// What one XHTML file, `content.opf` or `toc.ncx` holds that the lint is about.
#[derive(Debug, Default)]
struct Part {
    anchors: HashSet<String>,
    /// Addresses within the publication.
    addresses: Vec<String>,
    faults: Vec<String>,
}

/// That the file is too large, if it is: no fault of ours, but worth a word.
pub(super) fn too_large(epub: &[u8]) -> Option<String> {
    (epub.len() > LARGEST_FILE).then(|| format!("it has {} MB, more than 50 MB", epub.len() / 1_000_000))
}

/// What is known of the files so far.
#[derive(Debug, Default)]
pub(super) struct Lint {
    parts: BTreeMap<String, Part>,
    names: BTreeSet<String>,
    broken: Vec<String>,
}

impl Lint {
    /// Takes a file of the publication in whose name it does not matter what it holds.
    pub(super) fn file(&mut self, name: &str) {
        self.names.insert(name.to_owned());
    }

    /// Takes a text of the publication: XHTML, `content.opf` or `toc.ncx`.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.file(name);
        match part(name, text) {
            Ok(part) => drop(self.parts.insert(name.to_owned(), part)),
            Err(error) => self.broken.push(format!("`{name}`: {error}")),
        }
    }

    /// What Send to Kindle would refuse: lower case, no full stop. Empty when there is nothing.
    pub(super) fn faults(self) -> Vec<String> {
        let Self { parts, names, broken: mut faults } = self;
        faults.extend(parts.values().flat_map(|part| part.faults.iter().cloned()));
        for (name, part) in &parts {
            let dead = part.addresses.iter().filter(|address| !leads(name, address, &parts, &names));
            faults.extend(dead.map(|address| format!("`{name}` has a dead link to `{address}`")));
        }
        faults
    }
}

fn part(name: &str, text: &str) -> Result<Part, quick_xml::Error> {
    let mut part = Part::default();
    if !text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>") {
        part.faults.push(format!("`{name}` does not declare UTF-8"));
    }
    let mut reader = Reader::from_str(text);
    let mut language = false;
    let mut in_language = false;
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                in_language = tag.name().as_ref() == b"dc:language";
                language |= tag.name().as_ref() == b"html" && attribute(&tag, "xml:lang")?.is_some();
                part.tag(name, &tag)?;
            }
            Event::Text(words) => language |= in_language && !words.iter().all(u8::is_ascii_whitespace),
            Event::Eof => break,
            _ => {}
        }
    }
    if !language && !name.ends_with(".ncx") {
        part.faults.push(format!("`{name}` has no language"));
    }
    Ok(part)
}

impl Part {
    fn tag(&mut self, name: &str, tag: &BytesStart<'_>) -> Result<(), quick_xml::Error> {
        let mut source = false;
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute?;
            let value = || attribute.unescape_value().map(Cow::into_owned);
            match attribute.key.as_ref() {
                b"id" => drop(self.anchors.insert(value()?)),
                key @ (b"href" | b"src") => {
                    let address = value()?;
                    source |= key == b"src" && !address.is_empty();
                    if !address.contains(':') || url::Url::parse(&address).is_err() {
                        self.addresses.push(address);
                    }
                }
                _ => {}
            }
        }
        if tag.name().as_ref() == b"img" && !source {
            self.faults.push(format!("`{name}` has a picture without a source"));
        }
        Ok(())
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, quick_xml::Error> {
    let Some(attribute) = tag.try_get_attribute(name)? else { return Ok(None) };
    Ok(Some(attribute.unescape_value()?.into_owned()))
}

/// Whether an address in a file leads somewhere. All our files stand in one folder.
fn leads(from: &str, address: &str, parts: &BTreeMap<String, Part>, names: &BTreeSet<String>) -> bool {
    let (file, fragment) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
    let folder = from.rsplit_once('/').map_or(0, |(folder, _)| folder.len() + 1);
    let file = if file.is_empty() { from.to_owned() } else { format!("{}{file}", &from[..folder]) };
    let decoded = |id| percent_encoding::percent_decode_str(id).decode_utf8_lossy();
    match fragment {
        None => names.contains(&file),
        Some(id) => parts.get(&file).is_some_and(|part| part.anchors.contains(&*decoded(id))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    fn lint_of(files: &[(&str, &str)]) -> Vec<String> {
        let mut lint = Lint::default();
        for (name, text) in files {
            if name.ends_with(".png") { lint.file(name) } else { lint.text(name, text) }
        }
        lint.faults()
    }

    fn text(body: &str) -> String {
        format!("{HEAD}<html xml:lang=\"en\"><body>{body}</body></html>")
    }

    #[test]
    fn sound_links_pass() {
        let a = text(
            "<p id=\"é\">A <a href=\"b.xhtml#x\">b</a> <a href=\"#%C3%A9\">a</a> <a href=\"https://x.org/#y\">w</a></p>",
        );
        let b = text("<p id=\"x\"><img src=\"p.png\"/><a href=\"a.xhtml\">a</a></p>");
        let package = format!("{HEAD}<package><dc:language>en</dc:language></package>");
        let files = [("O/a.xhtml", a.as_str()), ("O/b.xhtml", &b), ("O/c.opf", &package), ("O/p.png", "")];
        assert_eq!(lint_of(&files), [""; 0]);
    }

    #[test]
    fn what_send_to_kindle_refuses_is_found() {
        for (body, fault) in [
            ("<a href=\"#gone\">a</a>", "`a.xhtml` has a dead link to `#gone`"),
            ("<a href=\"b.xhtml\">a</a>", "`a.xhtml` has a dead link to `b.xhtml`"),
            ("<img src=\"p.png\"/>", "`a.xhtml` has a dead link to `p.png`"),
            ("<img alt=\"\"/>", "`a.xhtml` has a picture without a source"),
        ] {
            assert_eq!(lint_of(&[("a.xhtml", &text(body))]), [fault]);
        }
        assert_eq!(lint_of(&[("a.xhtml", "<html xml:lang=\"en\"/>")]), ["`a.xhtml` does not declare UTF-8"]);
        assert_eq!(lint_of(&[("a.xhtml", &format!("{HEAD}<html/>"))]), ["`a.xhtml` has no language"]);
        let package = format!("{HEAD}<package><dc:language> </dc:language></package>");
        assert_eq!(lint_of(&[("c.opf", &package)]), ["`c.opf` has no language"]);
    }
}
