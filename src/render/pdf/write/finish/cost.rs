//! What tags, metadata and the pass over the file's objects cost: `tests/bench/tags` runs it, compiled for speed.
//!
//! The same article is written as it is, and once more with none of that: content streams without marks, and the
//! objects as `printpdf` leaves them, but for fonts and pages put in order. Links and bookmarks count as cost too.

use super::{Parts, fonts, pages, serialize};
use crate::{
    convert::Converter,
    diagnostic::Source,
    env::{DiskEnv, FontSet, Timestamp},
    read::Syntax,
    render::{
        Paper, PdfStandard,
        pdf::{
            compose,
            document::Document,
            write::{content, divided, fonts::FaceTable, objects, picture_table::PictureTable, write},
        },
    },
    resolve::Resolved,
    theme::Theme,
    typeset::{Fonts, Shaper},
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// What part of time and size may be spent so.
const ALLOWED: f64 = 0.25;
const ROUNDS: usize = 200;

fn article(env: &DiskEnv) -> Resolved {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sources/kratom-and-opioids.md");
    let source = Source::new("article.md", std::fs::read_to_string(path).expect("the sample"));
    Converter::default().prepare(&source, Syntax::Markdown, env).0.expect("an article")
}

/// A content stream without the lines that begin and end marked content.
fn unmarked(content: &[u8]) -> Vec<u8> {
    let marks = |line: &&[u8]| line.ends_with(b"BDC") || line.ends_with(b"EMC");
    content.split(|&byte| byte == b'\n').filter(|line| !marks(line)).collect::<Vec<_>>().join(&b'\n')
}

/// The file without all that is measured, and how long it takes.
fn bare(mut document: Document, fonts: &Fonts, article: &Resolved) -> (Vec<u8>, Duration) {
    let start = Instant::now();
    divided::join(&mut document.pages);
    let mut faces = FaceTable::new(fonts);
    let mut images = PictureTable::collect(&document, &|key| article.picture(key), false).expect("pictures");
    let mut painted = content::paint(&document, &mut faces, &mut images);
    let (mut file, programs) = objects::make(&document.pages, fonts, faces, images).expect("fonts");
    let ids: Vec<_> = file.get_pages().into_values().collect();
    pages::fill(&mut file, &ids, &mut painted).expect("pages");
    let before = start.elapsed();
    for id in &ids {
        let stream = file.get_dictionary(*id).and_then(|page| page.get(b"Contents")?.as_reference()).expect("content");
        let stream = file.get_object_mut(stream).and_then(lopdf::Object::as_stream_mut).expect("a stream");
        stream.set_content(unmarked(&stream.content));
    }
    let standard = PdfStandard::None;
    let parts =
        Parts { document: &document, painted, programs: &programs, fonts, timestamp: Timestamp::FIXED, standard };
    fonts::describe(&mut file, &ids, &parts).expect("fonts");
    pages::tidy(&mut file, &ids).expect("pages");
    let start = Instant::now();
    (serialize::serialize(&file, &serialize::Members::default()), before + start.elapsed())
}

/// The shortest of many times.
fn shortest(mut once: impl FnMut() -> Duration) -> f64 {
    (0..ROUNDS).map(|_| once()).min().unwrap_or_default().as_secs_f64() * 1000.0
}

#[test]
#[ignore = "measures: tests/bench/tags"]
#[allow(clippy::print_stdout, reason = "the figures are the purpose")]
fn tags_metadata_and_the_second_pass_cost_a_quarter_at_most() {
    let env = DiskEnv::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("sources"), FontSet::bundled());
    let (article, fonts) = (article(&env), Fonts::new(&FontSet::bundled()));
    let theme = Theme::bundled("clinic").expect("a theme");
    let mut shaper = Shaper::default();
    let mut composed =
        || compose::compose(&article, &fonts, &mut shaper, &theme, Paper::default()).expect("a document").0;
    let whole = |document| {
        write(document, &fonts, &|key| article.picture(key), Timestamp::FIXED, PdfStandard::default(), false)
            .expect("a file")
    };
    let document = composed();
    println!("{} pages", document.pages.len());
    let (full_size, bare_size) = (whole(document.clone()).len(), bare(document.clone(), &fonts, &article).0.len());
    let composing = shortest(|| timed(|| drop(composed())));
    let writing = shortest(|| {
        let document = document.clone();
        timed(|| drop(whole(document)))
    });
    let without = shortest(|| bare(document.clone(), &fonts, &article).1);
    let (stage, cost) = (composing + writing, writing - without);
    println!("time: composing {composing:.2} ms, writing {writing:.2} ms, without {without:.2} ms");
    let (time, size) = (cost / stage, (full_size - bare_size) as f64 / full_size as f64);
    println!("time: {:.1} % of the stage", time * 100.0);
    println!("size: {full_size} bytes, without {bare_size}: {:.1} %", size * 100.0);
    assert!(time < ALLOWED && size < ALLOWED);
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}
