//! Writes to standard output and standard error.

use super::Exit;
use clap::ColorChoice;
use handout::{
    Diagnostic, Source,
    batch::DiagnosticRecord,
    diagnostic::{Printer, Severity, escaped, shown_message},
};
use serde_json::{Value, json};
use std::{
    env,
    io::{self, IsTerminal as _, Write as _},
    str::FromStr,
    sync::OnceLock,
};

/// The format of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err("choose from text, json".to_owned()),
        }
    }
}

static FORMAT: OnceLock<LogFormat> = OnceLock::new();
static COLOR: OnceLock<bool> = OnceLock::new();

/// Sets whether messages are colored. Only the first call has an effect.
///
/// `auto` means on a terminal, unless the environment variable `NO_COLOR` is set (<https://no-color.org>).
pub(crate) fn set_color(choice: ColorChoice) {
    let wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
        && env::var_os("TERM").is_none_or(|terminal| terminal != "dumb");
    let color = match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => wanted && io::stderr().is_terminal(),
    };
    let _ = COLOR.set(color);
}

fn is_colored() -> bool {
    COLOR.get() == Some(&true)
}

/// Sets the format of messages. Only the first call has an effect.
pub(crate) fn set_format(format: LogFormat) {
    let _ = FORMAT.set(format);
}

/// Returns whether messages are JSON.
pub(crate) fn is_json() -> bool {
    FORMAT.get() == Some(&LogFormat::Json)
}

/// Prints a line to standard error.
pub(crate) fn note(line: &str) {
    event(line, &json!({ "severity": "note", "message": line }));
}

/// Prints an event to standard error: a line for people, data for programs.
pub(crate) fn event(line: &str, data: &Value) {
    if is_json() {
        return to_stderr(&json_line(data));
    }
    to_stderr(&format!("{}\n", escaped(line)));
}

/// Prints an error of the command itself to standard error, one line per line of the message, like those of clap.
pub(crate) fn error(message: &str) {
    if is_json() {
        return to_stderr(&json_line(&json!({ "severity": "error", "message": message })));
    }
    let (on, off) = if is_colored() { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
    message.lines().for_each(|line| to_stderr(&format!("{on}error{off}: {}\n", shown_message(line))));
}

/// Prints the diagnostics of an article to standard error.
pub(crate) fn diagnostics<'a>(source: &Source, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
    let printer = Printer::new(source).color(is_colored());
    let print = |diagnostic: &Diagnostic| match is_json() {
        true => json_line(&json!(DiagnosticRecord::of(diagnostic, source))),
        false => printer.print(diagnostic),
    };
    to_stderr(&diagnostics.into_iter().map(print).collect::<String>());
}

/// Prints a diagnostic of an earlier run to standard error.
pub(crate) fn record(record: &DiagnosticRecord) {
    if is_json() {
        return to_stderr(&json_line(&json!(record)));
    }
    let place = record.line.zip(record.column).map(|(line, column)| format!(":{line}:{column}"));
    let DiagnosticRecord { severity, code, message, help, file, .. } = record;
    let help = help.as_ref().map(|help| format!("  = help: {}\n", shown_message(help))).unwrap_or_default();
    let (file, message) = (escaped(file), shown_message(message));
    to_stderr(&format!("{file}{}: {severity}[{code}]: {message}\n{help}", place.unwrap_or_default()));
}

/// Returns a line of JSON. Characters that reorder others are escaped as `\u202e`, like control characters.
fn json_line(data: &Value) -> String {
    let mut line = String::new();
    for c in data.to_string().chars() {
        match c {
            '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                line += &format!("\\u{:04x}", u32::from(c));
            }
            c => line.push(c),
        }
    }
    line + "\n"
}

/// Returns the minimum severity to print: errors with `quiet`, and warnings too if they make a run fail.
pub(crate) fn least_severity(quiet: bool, strict: bool) -> Severity {
    match (quiet, strict) {
        (false, _) => Severity::Note,
        (true, true) => Severity::Warning,
        (true, false) => Severity::Error,
    }
}

/// Returns the diagnostics of at least this severity.
pub(crate) fn at_least(least: Severity, diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    diagnostics.iter().filter(move |diagnostic| diagnostic.severity() >= least)
}

fn to_stderr(text: &str) {
    // nothing can be done if standard error is closed
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Returns whether standard output is a pipe to another program.
#[cfg(unix)]
pub(crate) fn is_pipe() -> bool {
    use rustix::fs::{FileType, fstat};
    fstat(io::stdout()).is_ok_and(|data| FileType::from_raw_mode(data.st_mode) == FileType::Fifo)
}

/// Returns whether standard output is a pipe to another program; false if the system cannot tell.
#[cfg(not(unix))]
pub(crate) fn is_pipe() -> bool {
    false
}

/// Writes bytes to standard output. Prints a message if that fails, unless the reader has closed it, as `head` does.
pub(crate) fn print(bytes: &[u8]) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
        Err(error) => {
            self::error(&format!("standard output cannot be written: {error}"));
            Exit::Failed
        }
    }
}
