//! Writes to standard output and standard error.

use super::Exit;
use handout::{
    Diagnostic, Source,
    batch::Noticed,
    diagnostic::{Printer, Severity},
};
use serde_json::json;
use std::{
    io::{self, Write as _},
    str::FromStr,
    sync::OnceLock,
};

/// How messages are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// An object of JSON a line.
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

/// Decides, once, how messages are written from here on.
pub(crate) fn write_as(format: LogFormat) {
    let _ = FORMAT.set(format);
}

pub(crate) fn is_json() -> bool {
    FORMAT.get() == Some(&LogFormat::Json)
}

/// A line on standard error.
pub(crate) fn note(line: &str) {
    if is_json() { object(&json!({ "severity": "note", "message": line })) } else { raw(&format!("{line}\n")) }
}

/// A line on standard error for people; for programs, these facts.
pub(crate) fn event(line: &str, facts: &serde_json::Value) {
    if is_json() { object(facts) } else { raw(&format!("{line}\n")) }
}

/// A problem with the command itself, as clap words its own.
pub(crate) fn usage(message: &str) {
    if is_json() {
        object(&json!({ "severity": "error", "message": message }));
    } else {
        message.lines().for_each(|line| raw(&format!("error: {line}\n")));
    }
}

/// An article's diagnostics on standard error.
pub(crate) fn diagnostics<'a>(source: &Source, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) {
    let diagnostics = diagnostics.into_iter();
    if is_json() {
        diagnostics.for_each(|told| object(&json!(Noticed::of(told, source))));
    } else {
        let printer = Printer::new(source);
        raw(&diagnostics.map(|diagnostic| printer.print(diagnostic)).collect::<String>());
    }
}

/// What an earlier run noticed and still holds, on standard error.
pub(crate) fn noticed(told: &Noticed) {
    if is_json() {
        return object(&json!(told));
    }
    let place = told.line.zip(told.column).map(|(line, column)| format!(":{line}:{column}"));
    let Noticed { severity, code, message, help, file, .. } = told;
    let help = help.as_ref().map(|help| format!("  = help: {help}\n")).unwrap_or_default();
    raw(&format!("{file}{}: {}[{code}]: {message}\n{help}", place.unwrap_or_default(), severity.word()));
}

/// The least that is told: with `quiet` only what failed, and with `strict` warnings are a failure.
pub(crate) fn least(quiet: bool, strict: bool) -> Severity {
    match (quiet, strict) {
        (false, _) => Severity::Note,
        (true, true) => Severity::Warning,
        (true, false) => Severity::Error,
    }
}

/// The diagnostics that matter as much as this, or more.
pub(crate) fn serious(all: &[Diagnostic], least: Severity) -> impl Iterator<Item = &Diagnostic> {
    all.iter().filter(move |told| told.severity() >= least)
}

fn object(value: &serde_json::Value) {
    raw(&format!("{value}\n"));
}

fn raw(text: &str) {
    // Nothing can be done when standard error is gone.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Bytes on standard output, or a message why not.
pub(crate) fn printed(bytes: &[u8]) -> Exit {
    match output(bytes) {
        Ok(()) => Exit::Done,
        Err(error) => {
            usage(&format!("standard output cannot be written: {error}"));
            Exit::Failed
        }
    }
}

/// A reader that left early (`| head`) is no error.
fn output(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// A line on standard output.
pub(crate) fn printed_line(line: &str) {
    printed(format!("{line}\n").as_bytes());
}
