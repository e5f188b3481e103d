//! Citations: what the flags say about them, and `handout styles`.

use super::{Exit, say};
use clap::Args as ClapArgs;
use handout::{
    Source,
    article::ReferencesMode,
    batch::{Input, load},
    resolve::{Options, Style, style_names},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Flags about citations.
#[derive(Debug, ClapArgs)]
pub(crate) struct CitingArgs {
    /// A bibliography for all articles: .bib, .json, .yaml, .ris, .nbib or .xml; repeatable.
    #[arg(short, long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
    /// The citation style of all articles: see `handout styles`, or a .csl file.
    #[arg(long, value_name = "STYLE")]
    csl: Option<String>,
    /// How all bibliographies appear: printed, linked or omitted.
    #[arg(long, value_name = "HOW", value_parser = mode)]
    references: Option<ReferencesMode>,
}

impl CitingArgs {
    /// The options, with the files read. None after a message for each that cannot be.
    pub(crate) fn options(&self) -> Option<Options> {
        let files: Vec<_> = self.bibliography.iter().map(|path| file(path)).collect();
        let style = self.csl.as_deref().map(style);
        let bibliography = files.into_iter().collect::<Option<_>>()?;
        let csl = style.map_or(Some(None), |style| style.map(Some))?;
        Some(Options { bibliography, csl, references: self.references })
    }
}

fn mode(name: &str) -> Result<ReferencesMode, String> {
    match name {
        "printed" => Ok(ReferencesMode::Printed),
        "linked" => Ok(ReferencesMode::Linked),
        "omitted" => Ok(ReferencesMode::Omitted),
        _ => Err("choose from printed, linked, omitted".to_owned()),
    }
}

fn file(path: &Path) -> Option<Arc<Source>> {
    match load(&Input::Path(path.to_owned())) {
        Ok(source) => Some(Arc::new(source)),
        Err(diagnostic) => {
            say::usage(&format!("{} cannot be read: {}", path.display(), diagnostic.message));
            None
        }
    }
}

/// A file when the name ends so, else a bundled style.
fn style(name: &str) -> Option<Style> {
    if name.to_ascii_lowercase().ends_with(".csl") {
        return file(Path::new(name)).map(Style::File);
    }
    if style_names().contains(&name.to_lowercase().as_str()) {
        return Some(Style::Named(name.to_owned()));
    }
    say::usage(&format!("no citation style is called `{name}`: see `handout styles`, or name a .csl file"));
    None
}

/// Prints the names of the bundled citation styles.
pub(crate) fn styles() -> Exit {
    let text: String = style_names().iter().map(|name| format!("{name}\n")).collect();
    say::printed(text.as_bytes())
}
