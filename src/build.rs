//! Build script: packs the fonts that `fonts/faces.tsv` lists, and asks for a program that loads quickly.

#![allow(clippy::print_stdout, reason = "that is how a build script speaks to cargo")]

use libdeflater::{CompressionLvl, Compressor};
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    place();
    pack()
}

/// A program at a fixed place has no 40,000 addresses to be mended each time that it starts: that is a sixteenth of what one
/// article takes, and a megabyte. No safe code depends on the place being unknown.
fn place() {
    let target = |key: &str| env::var(format!("CARGO_CFG_TARGET_{key}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Fonts are half of the program if they are not packed. They are unpacked when they are used (`env/font/bundled.rs`).
fn pack() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=fonts");
    let out = env::var("OUT_DIR")?;
    let fonts = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("fonts");
    let mut compressor = Compressor::new(CompressionLvl::best());
    let list = fs::read_to_string(fonts.join("faces.tsv"))?;
    let mut table = String::from("&[\n");
    for (number, line) in list.lines().enumerate() {
        let file = line.split('\t').next().unwrap_or_default();
        let bytes = fs::read(fonts.join(file)).map_err(|error| format!("fonts/{file}: {error}"))?;
        let mut packed = vec![0; compressor.deflate_compress_bound(bytes.len())];
        let length = compressor.deflate_compress(&bytes, &mut packed)?;
        let path = Path::new(&out).join(format!("{number}.deflate"));
        fs::write(&path, &packed[..length])?;
        writeln!(table, "    Packed {{ file: {file:?}, size: {}, deflated: include_bytes!({path:?}) }},", bytes.len())?;
    }
    table.push_str("]\n");
    fs::write(Path::new(&out).join("fonts.rs"), table)?;
    Ok(())
}
