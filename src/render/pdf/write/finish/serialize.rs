//! Serialising: objects become a file of PDF 1.7, compressed once.
//!
//! `lopdf` could save the file too, but compresses at its highest level, writes object streams' members three
//! times, and leaves the cross-reference stream uncompressed.

use crate::render::pdf::write::syntax::{write_hexadecimal, write_integer, write_literal, write_name, write_number};
use flate2::{Compression, write::ZlibEncoder};
use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use std::io::{Result, Write};
use uuid::Uuid;

/// How many objects share an object stream: few enough that a viewer need not unpack a long document whole.
const OBJECTS_PER_STREAM: usize = 250;

/// Where an object is to be found (ISO 32000-1, table 18).
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In { stream: usize, index: usize },
}

/// The whole file.
///
/// # Errors
/// None in practice: all is written to memory.
pub(super) fn serialize(file: &Document) -> Result<Vec<u8>> {
    // the second line's bytes above 127 tell programs that the file is binary (7.5.2)
    let mut out = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let size = usize::try_from(file.max_id).unwrap_or(0) + 1;
    let mut entries = vec![Entry::Free; size];
    let (streams, others): (Vec<_>, Vec<_>) = file
        .objects
        .iter()
        .map(|(id, object)| (id.0 as usize, object))
        .partition(|(_, object)| object.as_stream().is_ok());
    for (id, object) in streams {
        let Object::Stream(stream) = object else { continue };
        entries[id] = Entry::At(out.len());
        let compressible = !stream.dict.has(b"Filter") && !stream.dict.has_type(b"Metadata");
        write_stream(&mut out, id, stream.dict.clone(), &stream.content, compressible)?;
    }
    for chunk in others.chunks(OBJECTS_PER_STREAM) {
        let stream = entries.len();
        for (index, (id, _)) in chunk.iter().enumerate() {
            entries[*id] = Entry::In { stream, index };
        }
        entries.push(Entry::At(out.len()));
        write_object_stream(&mut out, stream, chunk)?;
    }
    write_cross_references(&mut out, entries, &file.trailer)?;
    Ok(out)
}

/// ISO 32000-1, 7.5.7.
fn write_object_stream(out: &mut Vec<u8>, id: usize, members: &[(usize, &Object)]) -> Result<()> {
    let (mut index, mut body) = (Vec::new(), Vec::new());
    for (id, object) in members {
        write!(index, "{id} {} ", body.len())?;
        write_object(&mut body, object);
        body.push(b'\n');
    }
    let dictionary = dictionary! {
        "Type" => "ObjStm", "N" => super::integer(members.len()), "First" => super::integer(index.len()),
    };
    index.extend(body);
    write_stream(out, id, dictionary, &index, true)
}

/// The cross-reference stream (ISO 32000-1, 7.5.8), which is also the trailer. The file's identifier is made
/// from all that stands before it, so that equal content has equal identifiers (14.4).
fn write_cross_references(out: &mut Vec<u8>, mut entries: Vec<Entry>, trailer: &Dictionary) -> Result<()> {
    const COLUMNS: usize = 7;
    let start = out.len();
    let id = entries.len();
    entries.push(Entry::At(start));
    let mut above = [0_u8; COLUMNS];
    let mut rows = Vec::with_capacity(entries.len() * (COLUMNS + 1));
    for entry in &entries {
        let row = row(*entry);
        // the difference from the row above compresses better (PNG's filter "up")
        rows.push(2);
        rows.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    let identifier =
        Object::String(Uuid::new_v5(&Uuid::NAMESPACE_OID, out).into_bytes().to_vec(), StringFormat::Hexadecimal);
    let mut dictionary = trailer.clone();
    dictionary.set("Type", "XRef");
    dictionary.set("Size", super::integer(entries.len()));
    dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
    dictionary.set("DecodeParms", dictionary! { "Columns" => super::integer(COLUMNS), "Predictor" => 12 });
    dictionary.set("ID", vec![identifier.clone(), identifier]);
    write_stream(out, id, dictionary, &rows, true)?;
    writeln!(out, "startxref\n{start}\n%%EOF")
}

fn row(entry: Entry) -> [u8; 7] {
    let (kind, second, third) = match entry {
        Entry::Free => (0, 0, 0xFFFF),
        Entry::At(offset) => (1, offset, 0),
        Entry::In { stream, index } => (2, stream, index),
    };
    let [a, b, c, d] = u32::try_from(second).unwrap_or(u32::MAX).to_be_bytes();
    let [e, f] = u16::try_from(third).unwrap_or(u16::MAX).to_be_bytes();
    [kind, a, b, c, d, e, f]
}

fn write_stream(
    out: &mut Vec<u8>,
    id: usize,
    mut dictionary: Dictionary,
    content: &[u8],
    compress: bool,
) -> Result<()> {
    let packed = if compress { deflate(content)? } else { Vec::new() };
    // rows that differ from those above (`DecodeParms`) can only be read through the filter
    let content = if compress && (packed.len() < content.len() || dictionary.has(b"DecodeParms")) {
        dictionary.set("Filter", "FlateDecode");
        &packed
    } else {
        content
    };
    dictionary.set("Length", super::integer(content.len()));
    writeln!(out, "{id} 0 obj")?;
    write_dictionary(out, &dictionary);
    out.extend(b"\nstream\n");
    out.extend(content);
    out.extend(b"\nendstream\nendobj\n");
    Ok(())
}

fn deflate(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::with_capacity(content.len() / 2), Compression::new(6));
    encoder.write_all(content)?;
    encoder.finish()
}

/// ISO 32000-1, 7.3.
fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { &b"true"[..] } else { b"false" }),
        Object::Integer(value) => write_integer(out, *value),
        Object::Real(value) => write_number(out, *value),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, StringFormat::Literal) => write_literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => write_hexadecimal(out, bytes),
        Object::Array(items) => write_array(out, items),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        // streams stand by themselves and are never reached from here
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference((id, generation)) => {
            write_integer(out, i64::from(*id));
            out.push(b' ');
            write_integer(out, i64::from(*generation));
            out.extend(b" R");
        }
    }
}

fn write_array(out: &mut Vec<u8>, items: &[Object]) {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        write_object(out, item);
    }
    out.push(b']');
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
    out.extend(b">>");
}
