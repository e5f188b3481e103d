//! `handout completions` and `handout manual`: made from the same definition as `--help`.

use super::{Exit, args::Args, say};
use clap::{Command, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

pub(crate) fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    generate(shell, &mut Args::command(), "handout", &mut text);
    say::printed(&text)
}

/// Prints handout(1), or the page of one of its commands, such as handout-book(1).
pub(crate) fn manual(name: Option<&str>) -> Exit {
    let mut all = Args::command();
    all.build();
    let page = match name {
        None => Some(all),
        Some(name) => all.find_subcommand(name).cloned(),
    };
    let Some(page) = page else {
        say::usage(&format!("no command is called `{}`: see `handout --help`", name.unwrap_or_default()));
        return Exit::Usage;
    };
    let mut text = Vec::new();
    match Man::new(in_full(page)).render(&mut text) {
        Ok(()) => say::printed(&text),
        Err(error) => {
            say::usage(&format!("no manual can be made: {error}"));
            Exit::Failed
        }
    }
}

/// With the help of every option, of those too that the short help leaves out.
fn in_full(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false))
}
