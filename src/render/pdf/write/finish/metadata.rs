//! Metadata: the XMP packet and the information dictionary, with the same content (ISO 19005-2, 6.6).

use super::{Parts, name, string};
use crate::render::{TOOL, pdf::document::Info};
use lopdf::{Dictionary, Stream, dictionary};
use xmp_writer::{Namespace, XmpWriter};

/// Returns the information dictionary (ISO 32000-1, 14.3.3).
pub(super) fn info(parts: &Parts<'_>) -> Dictionary {
    let Info { title, authors, subject, keywords, .. } = &parts.document.info;
    let date = parts.timestamp.pdf();
    let mut info = dictionary! {
        "Title" => string::text(title),
        "Creator" => string::text(TOOL),
        "Producer" => string::text(TOOL),
        "CreationDate" => string::bytes(date.as_bytes()),
        "ModDate" => string::bytes(date.as_bytes()),
    };
    let rest = [
        ("Author", authors.join("; ")),
        ("Subject", subject.clone().unwrap_or_default()),
        ("Keywords", keywords.join(", ")),
    ];
    for (key, value) in rest.into_iter().filter(|(_, value)| !value.is_empty()) {
        info.set(key, string::text(&value));
    }
    info
}

/// Returns the packet as the catalog's metadata stream. It is not compressed, so that any tool finds it.
pub(super) fn packet(parts: &Parts<'_>) -> Stream {
    let dictionary = dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") };
    Stream::new(dictionary, xmp(parts).into_bytes()).with_compression(false)
}

fn xmp(parts: &Parts<'_>) -> String {
    let mut info = parts.document.info.clone();
    clean(&mut info);
    let date = parts.timestamp.iso();
    let mut packet = XmpWriter::new();
    describe(&mut packet, &info);
    packet.creator_tool(TOOL).producer(TOOL);
    for property in ["CreateDate", "ModifyDate", "MetadataDate"] {
        packet.element(property, Namespace::Xmp).value(date.as_str());
    }
    claim(&mut packet, parts);
    packet.finish(None)
}

/// Writes Dublin Core and PDF properties.
fn describe<'a>(packet: &mut XmpWriter<'a>, info: &'a Info) {
    let any = |text: &'a str| [(None, text)];
    packet.format("application/pdf").title(any(&info.title));
    packet.language([xmp_writer::LangId(info.lang.as_str())]);
    if !info.authors.is_empty() {
        packet.creator(info.authors.iter().map(String::as_str));
    }
    if let Some(subject) = &info.subject {
        packet.description(any(subject));
    }
    if !info.keywords.is_empty() {
        packet.subject(info.keywords.iter().map(String::as_str));
        packet.pdf_keywords(&info.keywords.join(", "));
    }
    if let Some(rights) = &info.rights {
        packet.rights(any(rights));
    }
    if let Some(publisher) = &info.publisher {
        packet.publisher([publisher.as_str()]);
    }
}

/// Writes the standards that the file conforms to (ISO 19005-2, 6.6.4; ISO 14289-1, 5).
fn claim(packet: &mut XmpWriter<'_>, parts: &Parts<'_>) {
    let level = parts.standard.archival_level();
    if let Some(level) = level {
        packet.pdfa_part(2).pdfa_conformance(level);
    }
    if parts.standard.accessible() {
        packet.pdfua_part(1);
    }
    if level.is_some() && parts.standard.accessible() {
        // PDF/A does not know PDF/UA: its property must be described (ISO 19005-2, 6.6.2.3)
        let mut schemas = packet.extension_schemas();
        let mut schema = schemas.add_schema();
        schema.namespace(Namespace::PdfUAId);
        let mut properties = schema.properties();
        let mut part = properties.add_property();
        part.name("part")
            .value_type("Integer")
            .category(true)
            .description("Part of ISO 14289 that the file conforms to");
    }
}

/// Removes characters that XML does not allow (XML 1.0, 2.2).
fn clean(info: &mut Info) {
    let unfit = |c: &char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    let clean = |text: &mut String| *text = text.chars().map(|c| if unfit(&c) { ' ' } else { c }).collect();
    clean(&mut info.title);
    info.authors.iter_mut().chain(&mut info.keywords).for_each(clean);
    [&mut info.subject, &mut info.rights, &mut info.publisher].into_iter().flatten().for_each(clean);
}
