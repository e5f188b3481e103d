//! `handout pipe`: articles as JSON lines, for services that keep such processes running.
//!
//! A line is read when a thread is free, and its answer is written when those before it are, or at once if the order
//! does not matter. Slow readers block writing, and blocked writing blocks reading: memory does not grow with the
//! number of lines, and no answer is lost.

use super::{
    Exit,
    args::PipeArgs,
    external::any_program,
    output,
    pipe_request::{PipeRequest, id},
    settings::{Chooser, Choosers},
    worker::workers,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use handout::{
    Source, Syntax,
    batch::{Batch, Content, Input, Job, Outcome, Request, Target, Writer, Written, in_any_order, in_order, plan},
    convert::{Conversion, Output},
    diagnostic::{Code, Diagnostic},
};
use serde_json::{Value, json};
use std::{
    io::{self, BufRead as _, Write as _},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// The version of the protocol. It is raised by every change that a reader could misunderstand.
const VERSION: u32 = 1;

/// What all requests share.
struct Pipe<'a> {
    args: &'a PipeArgs,
    writer: Writer,
    choosers: Choosers,
}

pub(crate) fn pipe(args: &PipeArgs) -> Exit {
    let Some(mut chooser) = args.settings.chooser() else { return Exit::Usage };
    if !args.in_process {
        chooser = match workers(&args.limits, &args.settings.fonts, any_program(), &Arc::default()) {
            Ok(workers) => chooser.workers(Some(workers)),
            Err(message) => {
                output::error(&message);
                return Exit::Failed;
            }
        };
    }
    if let Err(message) = chooser.choose(Path::new("")) {
        output::error(&message);
        return Exit::Usage;
    }
    let pipe = Pipe { args, writer: Writer::default(), choosers: Choosers::new(chooser) };
    let broken = AtomicBool::new(false);
    let lines = io::BufReader::new(io::stdin()).split(b'\n').take_while(|_| !broken.load(Ordering::Relaxed));
    let mut out = io::stdout();
    let mut exit = Exit::Done;
    let mut print = |answer: Result<String, String>| {
        let written = answer.and_then(|text| {
            let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            written.map_err(|error| format!("standard output cannot be written: {error}"))
        });
        if let Err(message) = written
            && !broken.swap(true, Ordering::Relaxed)
        {
            output::error(&message);
            exit = Exit::Failed;
        }
    };
    if args.handshake {
        print(Ok(handshake()));
    }
    let answer = |line| pipe.answer(line);
    let answered = if args.unordered {
        in_any_order(args.jobs, lines, answer, print)
    } else {
        in_order(args.jobs, lines, answer, print)
    };
    match answered {
        Ok(()) => exit,
        Err(error) => {
            output::error(&format!("threads cannot be started: {error}"));
            Exit::Failed
        }
    }
}

impl Pipe<'_> {
    /// Returns the lines that answer a request line.
    ///
    /// # Errors
    /// A message if standard input cannot be read.
    fn answer(&self, line: io::Result<Vec<u8>>) -> Result<String, String> {
        let line = line.map_err(|error| format!("standard input cannot be read: {error}"))?;
        if line.trim_ascii().is_empty() {
            return Ok(String::new());
        }
        let mut request: PipeRequest = match serde_json::from_slice(&line) {
            Ok(request) => request,
            Err(error) => return Ok(refusal(&id(&line), "-", &format!("invalid request: {error}"))),
        };
        Ok(match self.converted(&mut request) {
            Ok(lines) => lines,
            Err(message) => refusal(&request.id, &request.shown(), &message),
        })
    }

    fn converted(&self, request: &mut PipeRequest) -> Result<String, String> {
        let files = request.files()?;
        let timeout = request.timeout()?;
        if timeout.is_some() && self.args.in_process {
            return Err("`timeout` needs worker processes: leave out `--in-process`".to_owned());
        }
        let (mut job, batch) = self.job(request)?;
        job.timeout = timeout;
        let converted = match files {
            Some(files) => batch.convert_with_files(&job, files),
            None => batch.convert(&job),
        };
        let (outcome, conversion) = match converted {
            Ok((source, conversion)) => self.finished(&job, source, conversion),
            Err(diagnostic) => (Outcome::refused(job.name(), diagnostic), Conversion::default()),
        };
        let report = outcome.report();
        if outcome.failed() {
            return Ok(failure(&request.id, &outcome));
        }
        let answer = |(output, written): (&Output, &Written)| {
            let mut answer = json!({ "id": request.id, "format": output.format });
            match self.args.output {
                Some(_) => answer["path"] = json!(written.path.display().to_string()),
                None => answer["bytes_base64"] = json!(STANDARD.encode(&output.bytes)),
            }
            answer["report"] = report.clone();
            format!("{answer}\n")
        };
        Ok(conversion.outputs.iter().zip(&outcome.written).map(answer).collect())
    }

    /// Writes files, if there is an output folder, and returns the outcome.
    fn finished(&self, job: &Job, source: Arc<Source>, mut conversion: Conversion) -> (Outcome, Conversion) {
        if self.args.output.is_some() && !conversion.failed() {
            let pairs = job.targets.iter().zip(&conversion.outputs);
            let files: Vec<_> = pairs.map(|(target, output)| (target.path.clone(), output.bytes.as_slice())).collect();
            if let Err(diagnostic) = self.writer.write(&files) {
                conversion.diagnostics.push(diagnostic);
            }
        }
        let written = |(target, output): (&Target, &Output)| Written {
            format: output.format.clone(),
            path: target.path.clone(),
            file: Content::of(output, true),
        };
        let written = if conversion.failed() {
            Vec::new()
        } else {
            job.targets.iter().zip(&conversion.outputs).map(written).collect()
        };
        let diagnostics = std::mem::take(&mut conversion.diagnostics);
        let facts = conversion.facts.clone();
        (Outcome { source, written, diagnostics, facts, unchanged: None }, conversion)
    }

    fn job(&self, request: &PipeRequest) -> Result<(Job, Batch), String> {
        let name = || request.name.clone().unwrap_or_else(|| "article".to_owned());
        let input = match (&request.path, &request.text, request.file()?) {
            (Some(path), None, None) => Input::Listed(path.clone()),
            (None, None, Some(bytes)) => Input::Bytes { name: name(), bytes, folder: PathBuf::new() },
            (None, Some(text), None) => {
                let name = name();
                // the byte order mark marks this as UTF-8, whatever encoding a web page declares
                Input::Bytes { name, bytes: format!("\u{feff}{text}").into_bytes(), folder: PathBuf::new() }
            }
            _ => return Err("a request needs exactly one of `text`, `file` and `path`".to_owned()),
        };
        let (from, flags) = request.options()?;
        let named = request.name.as_ref().and_then(|name| Syntax::of_path(name.as_ref()));
        let folder = match &input {
            Input::Listed(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
            _ => PathBuf::new(),
        };
        let (choice, batch) = self.choosers.with(flags, Chooser::with_flags, |chooser| chooser.batch_for(&folder))?;
        let choice = Arc::new(choice);
        let request = Request {
            inputs: vec![input],
            folder: self.args.output.clone(),
            files: Vec::new(),
            syntax: from.or(named),
            force: self.args.force,
            choose: &|_| Ok(choice.clone()),
        };
        let mut jobs = plan(request).map_err(|error| error.to_string())?.jobs;
        match (jobs.pop(), jobs.is_empty()) {
            (Some(job), true) => Ok((job, batch)),
            _ => Err("`path` is a folder: request its articles one by one".to_owned()),
        }
    }
}

/// Returns the first line, which identifies the protocol of the following ones.
fn handshake() -> String {
    let program = concat!("handout ", env!("CARGO_PKG_VERSION"));
    format!("{}\n", json!({ "protocol": "handout-pipe", "version": VERSION, "program": program }))
}

/// Returns the answer to a request that cannot be carried out.
fn refusal(id: &Value, name: &str, message: &str) -> String {
    failure(id, &Outcome::refused(name, Diagnostic::new(Code::Unreadable, message)))
}

fn failure(id: &Value, outcome: &Outcome) -> String {
    let (retry, report) = (outcome.may_succeed_later(), outcome.report());
    format!("{}\n", json!({ "id": id, "format": null, "retry": retry, "report": report }))
}
