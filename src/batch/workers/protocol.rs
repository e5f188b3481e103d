//! The messages between a supervisor and its workers, over the standard input and output of the worker.
//!
//! A worker's standard error is a file that is read when the worker exits: it has a line for each stage that begins,
//! and the output of a crash. Stages are only sent as messages if the supervisor shows them, so that it is not woken
//! needlessly.
//!
//! A message is a JSON head and any number of byte strings. It starts with their lengths in little-endian bytes: that
//! of the head (4), the number of byte strings (4), and the length of each (8).

use crate::{
    check::{self, Rule},
    convert::{Conversion, Facts, Output},
    diagnostic::{Code, Diagnostic, Source},
    env::EnvError,
    render::Format,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{
    io::{self, Read, Write},
    sync::Arc,
};

/// The largest message, in bytes.
const LARGEST: u64 = 4 << 30;

/// The maximum number of byte strings of a message.
const MOST_PARTS: u32 = 1 << 16;

/// The prefix of a line of standard error that names a stage.
pub(super) const STAGE: &str = "stage: ";

/// A message from the supervisor.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Order {
    /// Create a converter. The byte string is its recipe. Its index is the number of converters before it.
    Make,
    /// Convert an article. The byte strings are its text, and its file if it is binary.
    Convert {
        converter: usize,
        name: String,
        syntax: String,
        formats: Vec<Format>,
        reported: Diagnostics,
        /// Whether the worker announces stages.
        stages: bool,
    },
    /// The answer to [`Answer::Read`]. The byte string is the file.
    File(Result<(), EnvError>),
    /// The answer to [`Answer::Look`]: the files that exist.
    Existing(Vec<String>),
}

/// A message from a worker.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// The worker is ready. The text says how it is confined.
    Ready(String),
    /// The article uses this file.
    Read(String),
    /// The article asks which of these files its folder has.
    Look(Vec<String>),
    /// This stage begins.
    Stage(String),
    /// The article is converted. The byte strings are the outputs, then the texts of the sources.
    Done { outputs: Vec<OutputHead>, diagnostics: Diagnostics, facts: Facts },
}

/// An output without its bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OutputHead {
    format: Format,
    extension: String,
    pages: Option<usize>,
    page_starts: Vec<usize>,
}

/// Diagnostics, and the names of the sources that they refer to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Diagnostics {
    list: Vec<Noticed>,
    sources: Vec<String>,
}

/// A diagnostic, with its source as an index.
#[derive(Debug, Serialize, Deserialize)]
struct Noticed {
    code: String,
    message: String,
    help: Option<String>,
    span: Option<(u32, u32)>,
    source: Option<usize>,
    character: Option<char>,
}

impl Diagnostics {
    /// Returns diagnostics in the form in which they are sent, and the texts of their sources.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> (Self, Vec<&[u8]>) {
        let mut sources: Vec<&Arc<Source>> = Vec::new();
        let mut list = Vec::with_capacity(diagnostics.len());
        for Diagnostic { code, message, help, span, source, character } in diagnostics {
            let source = source.as_ref().map(|source| {
                sources.iter().position(|known| Arc::ptr_eq(known, source)).unwrap_or_else(|| {
                    sources.push(source);
                    sources.len() - 1
                })
            });
            list.push(Noticed {
                code: code.to_string(),
                message: message.clone(),
                help: help.clone(),
                span: span.map(|span| (span.start, span.end)),
                source,
                character: *character,
            });
        }
        let names = sources.iter().map(|source| source.name.clone()).collect();
        (Self { list, sources: names }, sources.into_iter().map(|source| source.text.as_bytes()).collect())
    }

    /// Returns the diagnostics, with the texts of their sources. `None` if the message is malformed.
    pub(super) fn restored(self, texts: impl IntoIterator<Item = Vec<u8>>) -> Option<Vec<Diagnostic>> {
        let texts = texts.into_iter().map(|text| String::from_utf8(text).ok());
        let sources: Vec<_> = self.sources.into_iter().zip(texts).collect();
        let sources: Option<Vec<_>> =
            sources.into_iter().map(|(name, text)| Some(Arc::new(Source::new(name, text?)))).collect();
        let sources = sources?;
        let restored = |noticed: Noticed| {
            let known = Code::ALL.iter().copied().find(|code| code.as_str() == noticed.code);
            let code = known.or_else(|| check::rule(&noticed.code).map(Rule::code))?;
            let mut diagnostic = Diagnostic::new(code, noticed.message);
            diagnostic.help = noticed.help;
            diagnostic.span = noticed.span.map(|(start, end)| crate::article::Span { start, end });
            diagnostic.character = noticed.character;
            if let Some(index) = noticed.source {
                diagnostic.source = Some(sources.get(index)?.clone());
            }
            Some(diagnostic)
        };
        self.list.into_iter().map(restored).collect()
    }
}

/// Sends the result of a conversion.
pub(super) fn send_done(out: &mut impl Write, conversion: &Conversion) -> io::Result<()> {
    let (diagnostics, texts) = Diagnostics::of(&conversion.diagnostics);
    let head = |output: &Output| OutputHead {
        format: output.format.clone(),
        extension: output.extension.clone(),
        pages: output.pages,
        page_starts: output.page_starts.clone(),
    };
    let outputs = conversion.outputs.iter().map(head).collect();
    let parts: Vec<_> = conversion.outputs.iter().map(|output| output.bytes.as_slice()).chain(texts).collect();
    send(out, &Answer::Done { outputs, diagnostics, facts: conversion.facts.clone() }, &parts)
}

/// Returns the result of a conversion. `None` if the message is malformed.
pub(super) fn done(
    outputs: Vec<OutputHead>,
    diagnostics: Diagnostics,
    facts: Facts,
    parts: Vec<Vec<u8>>,
) -> Option<Conversion> {
    let mut parts = parts.into_iter();
    let mut output = |OutputHead { format, extension, pages, page_starts }| {
        parts.next().map(|bytes| Output { format, extension, bytes, pages, page_starts })
    };
    let outputs = outputs.into_iter().map(&mut output).collect::<Option<_>>()?;
    Some(Conversion { outputs, diagnostics: diagnostics.restored(parts)?, facts })
}

/// Writes a message.
pub(super) fn send(out: &mut impl Write, head: &impl Serialize, parts: &[&[u8]]) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    let mut front = Vec::with_capacity(8 + 8 * parts.len() + head.len());
    front.extend((head.len() as u32).to_le_bytes());
    front.extend((parts.len() as u32).to_le_bytes());
    parts.iter().for_each(|part| front.extend((part.len() as u64).to_le_bytes()));
    front.extend(head);
    out.write_all(&front)?;
    parts.iter().try_for_each(|part| out.write_all(part))?;
    out.flush()
}

/// Reads a message.
///
/// # Errors
/// At the end of the stream, or if it is not a message.
pub(super) fn receive<T: DeserializeOwned>(input: &mut impl Read) -> io::Result<(T, Vec<Vec<u8>>)> {
    let broken = || io::Error::new(io::ErrorKind::InvalidData, "this is not a message");
    let mut front = [0; 8];
    input.read_exact(&mut front)?;
    let [a, b, c, d, count @ ..] = front;
    let (head, count) = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes(count));
    if count > MOST_PARTS {
        return Err(broken());
    }
    let mut lengths = Vec::with_capacity(count as usize);
    for _ in 0..count {
        let mut length = [0; 8];
        input.read_exact(&mut length)?;
        lengths.push(u64::from_le_bytes(length));
    }
    if lengths.iter().fold(0, |sum: u64, length| sum.saturating_add(*length)) > LARGEST {
        return Err(broken());
    }
    let head = serde_json::from_slice(&bytes(input, head.into())?)?;
    let parts = lengths.into_iter().map(|length| bytes(input, length)).collect::<io::Result<_>>()?;
    Ok((head, parts))
}

/// Reads bytes. Memory grows with what arrives, not with the announced length.
fn bytes(input: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
    input.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Span;

    #[test]
    fn a_conversion_arrives_as_it_was_sent() {
        let works = Arc::new(Source::new("works.bib", "@book{a}"));
        let conversion = Conversion {
            outputs: vec![Output {
                format: Format::PDF,
                extension: "pdf".into(),
                bytes: vec![0, 1, 2],
                pages: Some(3),
                page_starts: vec![0, 40, 90],
            }],
            diagnostics: vec![
                Diagnostic::new(Code::BadRecord, "no title").help("add one").at(Span::new(1, 4)).within(works.clone()),
                Diagnostic::new(Code::BadRecord, "no year").within(works),
                Diagnostic::new(Code::NoAlt, "no description"),
            ],
            facts: Facts { stages: vec![("read".into(), std::time::Duration::from_micros(7))], ..Facts::default() },
        };
        let mut sent = Vec::new();
        send_done(&mut sent, &conversion).unwrap();
        let (answer, parts) = receive(&mut sent.as_slice()).unwrap();
        let Answer::Done { outputs, diagnostics, facts } = answer else { panic!("{answer:?}") };
        assert_eq!(diagnostics.sources, ["works.bib"], "each source is sent once");
        let arrived = done(outputs, diagnostics, facts, parts).unwrap();
        assert_eq!(arrived.outputs, conversion.outputs);
        assert_eq!(arrived.diagnostics, conversion.diagnostics);
        assert_eq!(arrived.facts.stages, conversion.facts.stages);
    }

    #[test]
    fn malformed_messages_are_refused_without_allocating_their_announced_size() {
        let receive = |bytes: &[u8]| receive::<Answer>(&mut &bytes[..]).unwrap_err().kind();
        assert_eq!(receive(b""), io::ErrorKind::UnexpectedEof);
        assert_eq!(receive(&[255; 8]), io::ErrorKind::InvalidData);
        assert_eq!(
            receive(&[2, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255]),
            io::ErrorKind::InvalidData
        );
        assert_eq!(receive(&[255, 255, 255, 255, 0, 0, 0, 0, b'{']), io::ErrorKind::UnexpectedEof);
    }
}
