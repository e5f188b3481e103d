//! The command: arguments in, library calls, messages out.
//!
//! It makes no decisions about documents. Messages go to standard error, and results to standard output.

mod args;
mod ast;
mod book;
mod check;
mod check_args;
mod config;
mod confine;
mod convert;
mod day;
mod destination;
mod dry_run;
mod explain;
mod external;
mod fonts;
mod formats;
mod help;
mod impose;
mod inputs;
mod limits;
mod manual;
mod merge;
mod new;
mod output;
mod pipe;
mod pipe_request;
mod progress;
mod run;
mod run_report;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod serve_args;
mod setting_args;
mod settings;
mod themes;
mod verify;
mod watch;
mod worker;

use args::{Args, Command};
use clap::Parser as _;
use handout::{env::Timestamp, panics};
use std::{ffi::OsString, process::ExitCode};

/// The result of a command. The values are exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// An article failed; messages explain why.
    Failed = 1,
    /// Usage error; nothing was written.
    Usage = 2,
    /// Everything was done, with warnings under `--strict`.
    Warned = 3,
}

/// Runs the command with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    panics::install_hook();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return ExitCode::from(usage(&error) as u8),
    };
    output::set_color(args.color);
    ExitCode::from(command(args) as u8)
}

/// Prints what is wrong with the arguments, or the help that was requested.
fn usage(error: &clap::Error) -> Exit {
    let wants_json = |args: &[OsString]| match args {
        [flag, value] => flag == "--log-format" && value == "json",
        _ => false,
    };
    let args: Vec<_> = std::env::args_os().collect();
    if error.use_stderr() && (args.iter().any(|arg| arg == "--log-format=json") || args.windows(2).any(wants_json)) {
        output::set_format(output::LogFormat::Json);
        let text = error.render().to_string();
        output::error(text.trim().trim_start_matches("error: "));
        return Exit::Usage;
    }
    // nothing can be done if it cannot be printed
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Done }
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
        Some(Command::Schema { what }) => schema::schema(what),
        Some(Command::Check(args)) => check::check(&args),
        Some(Command::Verify(args)) => verify::verify(&args),
        Some(Command::Styles) => formats::styles(),
        Some(Command::Themes(args)) => themes::themes(&args),
        Some(Command::Explain(args)) => explain::explain(&args),
        Some(Command::Config(args)) => config::config(&args),
        Some(Command::Pipe(args)) => pipe::pipe(&args),
        Some(Command::Impose(args)) => impose::impose_file(&args),
        Some(Command::Serve(args)) => serve_args::serve(&args),
        Some(Command::Worker(args)) => worker::worker(&args),
        Some(Command::New(args)) => new::new(&args),
        Some(Command::Completions { shell }) => manual::completions(shell),
        Some(Command::Manual { command }) => manual::manual(command.as_deref()),
        None if args.convert.explain => explain::explain_all(&args.convert),
        None => convert::convert(&args.convert),
    }
}
