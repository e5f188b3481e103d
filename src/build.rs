//! Build script: packs the fonts that `fonts/faces.tsv` lists and the JSON Schema, and asks for a program that loads quickly.

#![allow(clippy::print_stdout, reason = "that is how a build script speaks to cargo")]

use libdeflater::{CompressionLvl, Compressor};
use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

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

/// Fonts and the schema are a quarter of the program if they are not packed. They are unpacked when they are used.
fn pack() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=fonts");
    println!("cargo::rerun-if-changed=src/article/schema.json");
    println!("cargo::rerun-if-changed=src/build.rs");
    let (out, root) = (PathBuf::from(env::var("OUT_DIR")?), PathBuf::from(env::var("CARGO_MANIFEST_DIR")?));
    fs::write(out.join("schema"), packed(&root.join("src/article/schema.json"))?)?;
    let list = fs::read_to_string(root.join("fonts/faces.tsv"))?;
    let mut table = String::from("&[\n");
    for (number, line) in list.lines().enumerate() {
        let file = line.split('\t').next().unwrap_or_default();
        let path = out.join(format!("font-{number}"));
        fs::write(&path, packed(&root.join("fonts").join(file))?)?;
        writeln!(table, "    Packed {{ file: {file:?}, packed: include_bytes!({path:?}) }},")?;
    }
    table.push_str("]\n");
    fs::write(out.join("fonts.rs"), table)?;
    Ok(())
}

/// A file's length in four bytes, the lowest first, then what it is deflated to.
fn packed(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut compressor = Compressor::new(CompressionLvl::best());
    let mut deflated = vec![0; compressor.deflate_compress_bound(bytes.len())];
    let length = compressor.deflate_compress(&bytes, &mut deflated)?;
    Ok([&u32::try_from(bytes.len())?.to_le_bytes()[..], &deflated[..length]].concat())
}
