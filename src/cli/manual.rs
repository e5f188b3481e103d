//! `handout completions` and `handout manual`, generated from the definition of the arguments.

use super::{Exit, args::Args, output};
use clap::{Command, CommandFactory as _};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

/// Prints completions for a shell.
pub(crate) fn completions(shell: Shell) -> Exit {
    let mut text = Vec::new();
    generate(shell, &mut Args::command(), "handout", &mut text);
    output::print(&text)
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
        output::error(&format!("no command is called `{}`: see `handout --help`", name.unwrap_or_default()));
        return Exit::Usage;
    };
    let mut text = Vec::new();
    match Man::new(with_all_options(page)).render(&mut text) {
        Ok(()) => output::print(&text),
        Err(error) => {
            output::error(&format!("the manual cannot be generated: {error}"));
            Exit::Failed
        }
    }
}

/// Shows the options that the short help hides.
fn with_all_options(command: Command) -> Command {
    command.mut_args(|arg| arg.hide_short_help(false))
}
