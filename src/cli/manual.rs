//! `handout completions` and `handout manual`: made from the same definition as `--help`.

use super::{Exit, args::Args, say};
use clap::CommandFactory as _;
use clap_complete::{Shell, generate};
use clap_mangen::Man;

pub(crate) fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    generate(shell, &mut Args::command(), "handout", &mut text);
    say::printed(&text)
}

/// Prints handout(1).
pub(crate) fn manual() -> Exit {
    let mut text = Vec::new();
    match Man::new(Args::command()).render(&mut text) {
        Ok(()) => say::printed(&text),
        Err(error) => {
            say::usage(&format!("no manual can be made: {error}"));
            Exit::Failed
        }
    }
}
