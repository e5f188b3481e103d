//! `handout new`: starter files with comments. An existing file is never changed.

use super::{
    Exit,
    args::{Kind, NewArgs},
    output,
    settings::NAME,
};
use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

const LEAFLET: &str = include_str!("new/leaflet.md");
const ARTICLE: &str = include_str!("new/article.md");
const BOOK: &str = include_str!("new/book.toml");
const CLINIC: &str = include_str!("new/handout.toml");

pub(crate) fn new(args: &NewArgs) -> Exit {
    let (name, text) = match args.kind {
        Kind::Leaflet => ("leaflet.md", LEAFLET),
        Kind::Article => ("article.md", ARTICLE),
        Kind::Book => ("book.toml", BOOK),
    };
    let file = args.file.clone().unwrap_or_else(|| PathBuf::from(name));
    let mut files = vec![(file.clone(), text)];
    if args.clinic {
        files.push((file.with_file_name(NAME), CLINIC));
    }
    for (path, text) in files {
        if let Err(error) = create(&path, text) {
            let why = match error.kind() {
                io::ErrorKind::AlreadyExists => "a file of this name exists: choose another name".to_owned(),
                _ => error.to_string(),
            };
            output::error(&format!("{} cannot be written: {why}", path.display()));
            return Exit::Failed;
        }
        output::note(&format!("{} written", path.display()));
    }
    Exit::Done
}

fn create(path: &Path, text: &str) -> io::Result<()> {
    File::create_new(path)?.write_all(text.as_bytes())
}
