//! `handout impose`: places the pages of a PDF on sheets for printing.

use super::{Exit, output};
use clap::Args as ClapArgs;
use handout::{
    batch::{PlanError, is_foreign, write_all},
    env::read_file,
    impose::{Layout, impose},
    panics,
    render::Paper,
    theme::Length,
};
use std::path::{Path, PathBuf};

/// The maximum size of a PDF, in bytes.
const LARGEST: u64 = 1 << 30;

/// `handout impose`.
#[derive(Debug, ClapArgs)]
#[command(group = clap::ArgGroup::new("layout").required(true))]
pub(crate) struct ImposeArgs {
    /// PDF made by handout
    #[arg(value_name = "PDF")]
    pdf: PathBuf,
    /// Two pages on each side of sheets to fold and staple in the middle
    #[arg(long, group = "layout")]
    booklet: bool,
    /// Pages per side, in reading order: 2 or 4
    #[arg(long, value_name = "N", group = "layout", value_parser = clap::value_parser!(u8).range(2..=4))]
    nup: Option<u8>,
    /// Paper of the sheets [default: A4 for A4 and A5 pages, Letter for Letter and half Letter pages]
    #[arg(long)]
    paper: Option<Paper>,
    /// How far the pages of each sheet of a booklet move towards the fold, relative to the sheet around it
    #[arg(long, value_name = "LENGTH", default_value = "0.1mm", requires = "booklet")]
    creep: String,
    /// File to write [default: leaflet-booklet.pdf or leaflet-2up.pdf for leaflet.pdf]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that handout did not write, or that was changed since
    #[arg(long)]
    force: bool,
}

pub(crate) fn impose_file(args: &ImposeArgs) -> Exit {
    let layout = match (args.nup, args.creep.parse::<Length>()) {
        (Some(pages), _) => Layout::Several(pages),
        (None, Ok(Length::Points(creep))) if (0.0..=5.0).contains(&creep) => Layout::Booklet { creep },
        (None, _) => {
            output::error("--creep: write a length up to 5pt, such as `0.1mm`");
            return Exit::Usage;
        }
    };
    let path = args.output.clone().unwrap_or_else(|| beside(&args.pdf, layout));
    if !args.force && is_foreign(&path) {
        output::error(&PlanError::Foreign { files: vec![path], more: 0 }.to_string());
        return Exit::Usage;
    }
    let failed = |message: String| {
        output::error(&message);
        Exit::Failed
    };
    let name = args.pdf.display();
    let bytes = match read_file(&args.pdf, LARGEST) {
        Ok(bytes) => bytes,
        Err(error) => return failed(format!("{name} cannot be read: {error}")),
    };
    let imposed = match panics::catch(|| impose(&bytes, layout, args.paper)) {
        Ok(Ok(imposed)) => imposed,
        Ok(Err(error)) => return failed(format!("{name} cannot be imposed: {error}")),
        Err(diagnostic) => return failed(diagnostic.to_string()),
    };
    match write_all(&[(path.clone(), &imposed)]) {
        Ok(()) => {
            let how = match layout {
                Layout::Booklet { .. } => "print it on both sides, flipped on the short edge, then fold and staple it",
                _ => "print it at actual size",
            };
            output::note(&format!("{} written for printing: {how}", path.display()));
            Exit::Done
        }
        Err(diagnostic) => failed(diagnostic.message),
    }
}

fn beside(pdf: &Path, layout: Layout) -> PathBuf {
    let stem = pdf.file_stem().unwrap_or_default().to_string_lossy();
    let suffix = match layout {
        Layout::Several(pages) => format!("{pages}up"),
        _ => "booklet".to_owned(),
    };
    pdf.with_file_name(format!("{stem}-{suffix}.pdf"))
}
