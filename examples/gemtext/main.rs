//! Adds a format from outside the crate: Gemtext, the line-based markup of Gemini.
//!
//! `cargo run --example gemtext -- sources/kratom-and-opioids.md > kratom.gmi`

mod renderer;

use handout::{Converter, Options, Registry, Source, Syntax, env::DiskEnv, env::FontSet};
use renderer::Gemtext;
use std::{
    env,
    error::Error,
    fs,
    io::{self, Write as _},
    path::Path,
};

fn main() -> Result<(), Box<dyn Error>> {
    let name = env::args().nth(1).ok_or("usage: gemtext ARTICLE")?;
    let path = Path::new(&name);
    let source = Source::new(&name, fs::read_to_string(path)?);
    let syntax = Syntax::of_path(path).unwrap_or_else(|| Syntax::detect(&source.text));
    let env = DiskEnv::new(path.parent().unwrap_or(Path::new(".")), FontSet::bundled());

    let converter = Converter::new(Registry::builtin().with(Gemtext), Options::default());
    let conversion = converter.convert(&source, syntax, &env, &[Gemtext::FORMAT]);
    match conversion.outputs.first() {
        Some(output) => Ok(io::stdout().write_all(&output.bytes)?),
        None => Err(format!("the article was not converted: {:?}", conversion.diagnostics).into()),
    }
}
