//! Build script: packs the fonts that `faces.tsv` lists, which halves the program. They are unpacked when they are used
//! (`src/env/font/bundled.rs`).

#![allow(clippy::print_stdout, reason = "that is how a build script speaks to cargo")]

use libdeflater::{CompressionLvl, Compressor};
use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
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
