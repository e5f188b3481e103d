//! The command: arguments in, library calls, messages out.
//!
//! It decides nothing about documents. Messages go to standard error, and results to standard output.

mod args;
mod ast;
mod book;
mod config;
mod confine;
mod convert;
mod explain;
mod external;
mod fonts;
mod formats;
mod help;
mod inputs;
mod limits;
mod manual;
mod output;
mod pipe;
mod progress;
mod run;
mod run_report;
mod settings;
mod themes;
mod verify;
mod watch;
mod worker;

use args::{Args, Command};
use clap::Parser as _;
use handout::{env::Timestamp, panics};
use std::process::ExitCode;

/// How a command ended. The values are exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// An article failed; messages said why.
    Failed = 1,
    /// Usage error; nothing was written.
    Usage = 2,
    /// Everything was done, with warnings under `--strict`.
    Warned = 3,
}

/// Runs the command with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    panics::install_hook();
    ExitCode::from(command(Args::parse()) as u8)
}

fn command(args: Args) -> Exit {
    if let Err(message) = Timestamp::checked_environment() {
        output::error(&message.to_string());
        return Exit::Usage;
    }
    match args.command {
        Some(Command::Book(args)) => book::book(&args),
        Some(Command::Formats) => formats::formats(),
        Some(Command::Ast(args)) => ast::ast(&args),
        Some(Command::Schema) => ast::schema(),
        Some(Command::Verify(args)) => verify::verify(&args),
        Some(Command::Styles) => formats::styles(),
        Some(Command::Themes(args)) => themes::themes(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Config(args)) => config::config(&args),
        Some(Command::Pipe(args)) => pipe::pipe(&args),
        Some(Command::Worker(args)) => worker::worker(&args),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Manual { command }) => manual::manual(command.as_deref()),
        None if args.convert.explain => explain::explain_all(&args.convert),
        None => convert::convert(&args.convert),
    }
}
