//! The files of an ebook, so that a browser can show it.

use super::{paths::below, problem::Problem};
use axum::body::Bytes;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

/// The maximum size of a file in an ebook, in bytes.
const LARGEST: u64 = 64 << 20;

/// A document of an ebook.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Document {
    /// Its title, if it has one.
    title: String,
    /// Its path in the ebook.
    path: String,
    href: String,
}

/// Returns a file of an ebook.
pub(super) fn part(epub: &Bytes, path: &str) -> Result<Bytes, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(epub)).map_err(|error| Problem::internal(error.to_string()))?;
    let path = below(path).ok_or_else(Problem::not_found)?;
    let entry = archive.by_name(&path).map_err(|_| Problem::not_found())?;
    let mut bytes = Vec::new();
    entry.take(LARGEST).read_to_end(&mut bytes).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(Bytes::from(bytes))
}

/// Returns the documents of an ebook in reading order. `base` is the address of its files.
pub(super) fn spine(epub: &Bytes, base: &str) -> Result<Vec<Document>, Problem> {
    let container = part(epub, "META-INF/container.xml")?;
    let package = elements(&container, "rootfile").find_map(|mut attributes| attributes.remove("full-path"));
    let package = package.ok_or_else(Problem::not_found)?;
    let folder = package.rfind('/').map_or("", |at| &package[..=at]);
    let text = part(epub, &package)?;
    let items: HashMap<String, String> =
        elements(&text, "item").filter_map(|mut item| Some((item.remove("id")?, item.remove("href")?))).collect();
    let documents = elements(&text, "itemref").filter_map(|itemref| {
        let path = format!("{folder}{}", items.get(itemref.get("idref")?)?);
        let title = title(&part(epub, &path).ok()?);
        Some(Document { href: format!("{base}{path}"), title, path })
    });
    Ok(documents.collect())
}

/// Returns the title in the head of a document.
fn title(xml: &[u8]) -> String {
    let mut reader = Reader::from_reader(xml);
    let mut title = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == b"title" => title = Some(String::new()),
            Ok(Event::Text(words)) => {
                if let Some(title) = &mut title {
                    *title += &words.decode().unwrap_or_default();
                }
            }
            Ok(Event::GeneralRef(name)) => {
                let reference = format!("&{};", String::from_utf8_lossy(&name));
                if let (Some(title), Ok(character)) = (&mut title, quick_xml::escape::unescape(&reference)) {
                    *title += &character;
                }
            }
            Ok(Event::End(element)) if matches!(element.local_name().as_ref(), b"title" | b"head") => {
                return title.unwrap_or_default();
            }
            Ok(Event::Eof) | Err(_) => return title.unwrap_or_default(),
            Ok(_) => {}
        }
    }
}

/// Returns the attributes of all elements of this name.
fn elements<'a>(xml: &'a [u8], name: &'a str) -> impl Iterator<Item = HashMap<String, String>> + 'a {
    let mut reader = Reader::from_reader(xml);
    let attributes = move |element: &BytesStart<'_>| {
        let pairs = element.attributes().flatten().filter_map(|attribute| {
            let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            Some((key, attribute.unescape_value().ok()?.into_owned()))
        });
        (element.local_name().as_ref() == name.as_bytes()).then(|| pairs.collect::<HashMap<_, _>>())
    };
    std::iter::from_fn(move || {
        loop {
            match reader.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => {
                    if let Some(found) = attributes(&element) {
                        return Some(found);
                    }
                }
                Ok(Event::Eof) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use handout::{Converter, Format, Source, Syntax, env::MemoryEnv};

    #[test]
    fn the_documents_of_an_ebook_are_found_in_reading_order() {
        let source = Source::new("tea.md", "# Tea & milk\n\nBoil the water.\n\n## Milk\n\nWarm it.\n");
        let conversion = Converter::default().convert(&source, Syntax::Markdown, &MemoryEnv::new(), &[Format::EPUB]);
        let epub = Bytes::from(conversion.outputs[0].bytes.clone());
        let documents = spine(&epub, "/jobs/7/epub/").unwrap();
        assert!(documents.iter().any(|document| document.title.contains("Tea & milk")), "{documents:?}");
        let text: Vec<_> = documents.iter().map(|document| part(&epub, &document.path).unwrap()).collect();
        assert!(text.concat().windows(4).any(|bytes| bytes == b"Boil"));
        assert!(documents.iter().all(|document| document.href == format!("/jobs/7/epub/{}", document.path)));
        for path in ["../x", "", "mimetype/..", "nothing"] {
            assert!(part(&epub, path).is_err(), "{path}");
        }
    }
}
