//! Serialization: objects become a PDF 1.7 file, compressed once.
//!
//! `lopdf` could save the file too, but compresses at its highest level, writes the members of object streams three
//! times, and leaves the cross-reference stream uncompressed.

use super::deflate::packed;
use crate::{
    hash::Digest,
    render::pdf::write::syntax::{write_factor, write_hexadecimal, write_integer, write_literal, write_name},
};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};

/// The number of objects per object stream: few enough that a viewer need not unpack a long document completely.
const OBJECTS_PER_STREAM: usize = 250;

/// The location of an object (ISO 32000-1, table 18).
#[derive(Clone, Copy)]
enum Entry {
    Free,
    At(usize),
    In { stream: usize, index: usize },
}

/// Objects that have been written already, ordered by number.
#[derive(Debug, Default)]
pub(super) struct Members {
    bytes: Vec<u8>,
    /// The number of each, and its end.
    ends: Vec<(usize, usize)>,
}

impl Members {
    /// Adds an object, which is written at the end of the bytes.
    pub(super) fn add(&mut self, (number, _): ObjectId, write: impl FnOnce(&mut Vec<u8>)) {
        write(&mut self.bytes);
        self.ends.push((number as usize, self.bytes.len()));
    }

    fn iter(&self) -> impl Iterator<Item = (usize, Member<'_>)> {
        let mut start = 0;
        let bytes = move |end: usize| &self.bytes[std::mem::replace(&mut start, end)..end];
        self.ends.iter().scan(bytes, |bytes, &(number, end)| Some((number, Member::Written(bytes(end)))))
    }
}

/// An object of an object stream.
#[derive(Clone, Copy)]
enum Member<'a> {
    Object(&'a Object),
    Written(&'a [u8]),
}

/// Returns the complete file: `lopdf`'s objects and those that have been written already.
pub(super) fn serialize(file: &Document, written: &Members) -> Vec<u8> {
    let mut writer = FileWriter::new();
    let size = usize::try_from(file.max_id).unwrap_or(0) + 1;
    let mut entries = vec![Entry::Free; size];
    let mut members = Vec::with_capacity(file.objects.len() + written.ends.len());
    for (id, object) in &file.objects {
        let id = id.0 as usize;
        let Object::Stream(stream) = object else {
            members.push((id, Member::Object(object)));
            continue;
        };
        entries[id] = Entry::At(writer.out.len());
        let compressible = !stream.dict.has(b"Filter") && !stream.dict.has_type(b"Metadata");
        writer.stream(id, stream.dict.clone(), &stream.content, compressible);
    }
    members.extend(written.iter());
    for chunk in members.chunks(OBJECTS_PER_STREAM) {
        let stream = entries.len();
        for (index, (id, _)) in chunk.iter().enumerate() {
            entries[*id] = Entry::In { stream, index };
        }
        entries.push(Entry::At(writer.out.len()));
        writer.object_stream(stream, chunk);
    }
    writer.cross_references(entries, &file.trailer);
    writer.out
}

/// A file being written.
struct FileWriter {
    out: Vec<u8>,
}

impl FileWriter {
    fn new() -> Self {
        let mut out = Vec::with_capacity(1 << 16);
        // the bytes above 127 in the second line mark the file as binary (7.5.2)
        out.extend(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
        Self { out }
    }

    /// Writes an object stream (ISO 32000-1, 7.5.7).
    fn object_stream(&mut self, id: usize, members: &[(usize, Member<'_>)]) {
        let (mut index, mut body) = (Vec::with_capacity(1 << 12), Vec::with_capacity(1 << 15));
        for (id, object) in members {
            for number in [*id, body.len()] {
                write_count(&mut index, number);
                index.push(b' ');
            }
            match object {
                Member::Object(object) => write_object(&mut body, object),
                Member::Written(bytes) => body.extend_from_slice(bytes),
            }
            body.push(b'\n');
        }
        let dictionary = dictionary! {
            "Type" => "ObjStm", "N" => super::integer(members.len()), "First" => super::integer(index.len()),
        };
        index.extend(body);
        self.stream(id, dictionary, &index, true);
    }

    /// Writes the cross-reference stream (ISO 32000-1, 7.5.8), which is also the trailer. The file identifier is a hash
    /// of everything before it, so that equal content has equal identifiers (14.4).
    fn cross_references(&mut self, mut entries: Vec<Entry>, trailer: &Dictionary) {
        const COLUMNS: usize = 7;
        let start = self.out.len();
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
        let identifier = Digest::of(&self.out).as_bytes()[..16].to_vec();
        let identifier = Object::String(identifier, StringFormat::Hexadecimal);
        let mut dictionary = trailer.clone();
        dictionary.set("Type", "XRef");
        dictionary.set("Size", super::integer(entries.len()));
        dictionary.set("W", vec![1.into(), 4.into(), 2.into()]);
        dictionary.set("DecodeParms", dictionary! { "Columns" => super::integer(COLUMNS), "Predictor" => 12 });
        dictionary.set("ID", vec![identifier.clone(), identifier]);
        self.stream(id, dictionary, &rows, true);
        self.out.extend(b"startxref\n");
        write_count(&mut self.out, start);
        self.out.extend(b"\n%%EOF\n");
    }

    fn stream(&mut self, id: usize, mut dictionary: Dictionary, content: &[u8], compress: bool) {
        // `lopdf` records the length before compression
        dictionary.remove(b"Length");
        if compress {
            // rows encoded as differences (`DecodeParms`) can only be read through the filter
            let always = dictionary.has(b"DecodeParms");
            packed(content, always, |packed| match packed {
                Some(packed) => self.filtered(id, dictionary, packed),
                None => self.plain(id, &dictionary, content),
            });
        } else {
            self.plain(id, &dictionary, content);
        }
    }

    fn filtered(&mut self, id: usize, mut dictionary: Dictionary, packed: &[u8]) {
        dictionary.set("Filter", "FlateDecode");
        self.plain(id, &dictionary, packed);
    }

    /// Writes a stream whose content is already encoded.
    fn plain(&mut self, id: usize, dictionary: &Dictionary, content: &[u8]) {
        write_count(&mut self.out, id);
        self.out.extend(b" 0 obj\n");
        write_entries(&mut self.out, dictionary);
        self.out.extend(b"/Length ");
        write_count(&mut self.out, content.len());
        self.out.extend(b">>\nstream\n");
        self.out.extend(content);
        // both bytes of a line end: after content that ends with a carriage return, a line feed alone would be parsed
        // as its other half
        self.out.extend(b"\r\nendstream\nendobj\n");
    }
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

fn write_count(out: &mut Vec<u8>, count: usize) {
    write_integer(out, i64::try_from(count).unwrap_or(i64::MAX));
}

/// Writes an object (ISO 32000-1, 7.3).
pub(super) fn write_object(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(if *value { &b"true"[..] } else { b"false" }),
        Object::Integer(value) => write_integer(out, *value),
        Object::Real(value) => write_factor(out, *value),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, StringFormat::Literal) => write_literal(out, bytes),
        Object::String(bytes, StringFormat::Hexadecimal) => write_hexadecimal(out, bytes),
        Object::Array(items) => write_array(out, items),
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        // streams are top-level objects and are never reached from here
        Object::Stream(stream) => write_dictionary(out, &stream.dict),
        Object::Reference(id) => write_reference(out, *id),
    }
}

/// Writes a reference (ISO 32000-1, 7.3.10).
pub(super) fn write_reference(out: &mut Vec<u8>, (id, generation): ObjectId) {
    write_integer(out, i64::from(id));
    out.push(b' ');
    write_integer(out, i64::from(generation));
    out.extend(b" R");
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
    write_entries(out, dictionary);
    out.extend(b">>");
}

/// Writes a dictionary without its end.
fn write_entries(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary.iter() {
        write_name(out, key);
        out.push(b' ');
        write_object(out, value);
    }
}
