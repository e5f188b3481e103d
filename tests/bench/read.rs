//! How fast Markdown is read, beside pulldown-cmark alone. The aim is to stay within three times of it.

use divan::{Bencher, counter::BytesCount};
use handout::{Source, Syntax, read::read};
use pulldown_cmark::Options;
use std::fmt::Write as _;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// A manual of about 300 KB: prose with styles and links, lists, tables, code.
fn manual() -> String {
    let mut text = String::from("# A manual\n\n");
    for n in 0.. {
        if text.len() >= 300_000 {
            break;
        }
        let _ = write!(
            text,
            "## Section {n}\n\nThe *valve* opens when the **pressure** is \"high\", as [the guide](https://example.org/{n}) \
             says; it closes by itself -- slowly.\nCheck it once a week, and write `open {n}` into the book.\n\n\
             - Turn the handle.\n- Wait for a minute.\n- Look at the gauge; it shows 3.\n\n\
             | Part | Weight |\n|---|---:|\n| Valve {n} | 12 g |\n| Ring | 3 g |\n\n```\nset {n}\n```\n\n"
        );
    }
    text
}

#[divan::bench]
fn handout(bencher: Bencher<'_, '_>) {
    let source = Source::new("manual.md", manual());
    bencher.counter(BytesCount::new(source.text.len())).bench(|| read(&source, Syntax::Markdown));
}

/// What handout has pulldown-cmark read: its `read::markdown::kinds::options`.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_SUPERSCRIPT
        | Options::ENABLE_SUBSCRIPT
}

#[divan::bench]
fn pulldown_cmark(bencher: Bencher<'_, '_>) {
    let text = manual();
    let options = options();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| pulldown_cmark::Parser::new_ext(&text, options).into_offset_iter().count());
}
