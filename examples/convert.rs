//! Reads an article from disk, converts it in memory, and prints its diagnostics and outputs.
//!
//! `cargo run --example convert -- sources/kratom-and-opioids.md`

use handout::{Converter, Format, Source, Syntax, diagnostic::Printer, env::DiskEnv, env::FontSet};
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).ok_or("usage: convert ARTICLE")?;
    let path = Path::new(&name);
    let source = Source::from_bytes(&name, fs::read(path)?)?;
    let syntax = Syntax::of_path(path).unwrap_or_else(|| Syntax::detect(&source.text));

    // Pictures and bibliographies are read below the article's folder and nowhere else.
    let folder = path.parent().unwrap_or(Path::new("."));
    let env = DiskEnv::new(folder, FontSet::bundled());

    let conversion = Converter::default().convert(&source, syntax, &env, &[Format::PDF, Format::EPUB, Format::TEXT]);
    for diagnostic in &conversion.diagnostics {
        print(&Printer::new(&source).print(diagnostic));
    }
    for output in &conversion.outputs {
        print(&format!("{}: {} bytes\n", output.format, output.bytes.len()));
    }
    if conversion.failed() { Err("the article was not converted".into()) } else { Ok(()) }
}

#[allow(clippy::print_stdout, reason = "examples print")]
fn print(text: &str) {
    print!("{text}");
}
