//! The command: arguments in, library calls, messages out.
//!
//! It decides nothing about documents. Messages go to standard error, what was asked for to standard output.
//! Exit codes: 0 all done, 1 some article failed, 2 the command was used wrongly and nothing was written,
//! 3 all done but with warnings under `--strict`.

mod args;
mod ast;
mod book;
mod config;
mod convert;
mod explain;
mod external;
mod fonts;
mod formats;
mod inputs;
mod manual;
mod pipe;
mod progress;
mod say;
mod tell;
mod theming;
mod verify;
mod watch;

use args::{Args, Command};
use clap::Parser as _;
use handout::env::Timestamp;
use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was done.
    Done,
    /// Some article failed; messages said why.
    Failed,
    /// Nothing was done: the command was used wrongly.
    Usage,
    /// All was done, but there were warnings, and they count.
    Warned,
}

/// Runs the command with the process's arguments.
pub(crate) fn run() -> ExitCode {
    // A panic in an article becomes one of its diagnostics; the default hook would print over the others.
    std::panic::set_hook(Box::new(|_| {}));
    let args = Args::parse();
    if let Err(message) = Timestamp::said() {
        say::usage(&message);
        return ExitCode::from(2);
    }
    let exit = match args.command {
        Some(Command::Book(args)) => book::book(&args),
        Some(Command::Formats) => formats::formats(),
        Some(Command::Ast(input)) => ast::ast(&input),
        Some(Command::Schema) => ast::schema(),
        Some(Command::Verify(args)) => verify::verify(&args),
        Some(Command::Styles) => formats::styles(),
        Some(Command::Themes(themes)) => theming::themes(&themes),
        Some(Command::Explain(input)) => explain::explain(&input),
        Some(Command::Config(args)) => config::config(&args),
        Some(Command::Pipe(args)) => pipe::pipe(&args),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Manual { command }) => manual::manual(command.as_deref()),
        None if args.convert.explain => explain::all(&args.convert),
        None => convert::convert(&args.convert),
    };
    match exit {
        Exit::Done => ExitCode::SUCCESS,
        Exit::Failed => ExitCode::from(1),
        Exit::Usage => ExitCode::from(2),
        Exit::Warned => ExitCode::from(3),
    }
}
