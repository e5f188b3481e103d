//! `handout pipe`: articles as lines of JSON, for programs that drive many of us.
//!
//! A line is read when a thread is free, and its answer written when all before it are: memory stays flat, however
//! many lines there are.

use super::{
    Exit,
    args::PipeArgs,
    config::{Chooser, Flags, Kind, key},
    say,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use handout::{
    Source, Syntax,
    batch::{Batch, Content, Input, Job, Outcome, Request, Writer, Written, in_order, plan},
    convert::Conversion,
    diagnostic::{Code, Diagnostic},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use std::{
    collections::HashMap,
    io::{self, BufRead as _, Write as _},
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

pub(crate) const PROTOCOL: &str = r##"Each line of standard input asks for one article:
  {"id": 7, "name": "tea.md", "text": "# Tea\n…", "options": {"to": ["pdf"]}}
  {"id": 8, "path": "articles/milk.md"}
`id` may be anything and comes back; `name` tells the syntax by its ending and names
outputs; `options` takes the keys of handout.toml, and `from`. Pictures of a `text` are
read in the current folder.

Each line of standard output answers with one file, in the order of the questions:
  {"id": 7, "format": "pdf", "bytes_base64": "JVBERi…", "report": {…}}
With `-o DIR` it has a `path` instead of the bytes; of two articles of one name the later
stays. An article that fails, or a line that
cannot be read, has one answer, whose `format` is null; its report says why. The exit code
is 0 when every line was answered."##;

/// How many different options are kept in mind.
const KEPT: usize = 64;

/// One question.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    #[serde(default)]
    id: Value,
    name: Option<String>,
    text: Option<String>,
    path: Option<PathBuf>,
    #[serde(default)]
    options: Map<String, Value>,
}

/// What all questions share.
struct Pipe<'a> {
    args: &'a PipeArgs,
    writer: Writer,
    base: Mutex<Chooser>,
    choosers: Mutex<HashMap<Flags, Chooser>>,
}

pub(crate) fn pipe(args: &PipeArgs) -> Exit {
    let Some(chooser) = Chooser::of(&args.settings) else { return Exit::Usage };
    if let Err(message) = chooser.choose(std::path::Path::new("")) {
        say::usage(&message);
        return Exit::Usage;
    }
    let pipe = Pipe { args, writer: Writer::default(), base: Mutex::new(chooser), choosers: Mutex::default() };
    let gone = AtomicBool::new(false);
    let lines = io::BufReader::new(io::stdin()).split(b'\n').take_while(|_| !gone.load(Ordering::Relaxed));
    let mut out = io::stdout();
    let mut exit = Exit::Done;
    let answered = in_order(
        args.jobs,
        lines,
        |line| pipe.answer(line),
        |answer: Result<String, String>| {
            let written = answer.and_then(|text| {
                let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
                written.map_err(|error| format!("standard output cannot be written: {error}"))
            });
            if let Err(message) = written
                && !gone.swap(true, Ordering::Relaxed)
            {
                say::usage(&message);
                exit = Exit::Failed;
            }
        },
    );
    match answered {
        Ok(()) => exit,
        Err(error) => {
            say::usage(&format!("no threads can be started: {error}"));
            Exit::Failed
        }
    }
}

impl Pipe<'_> {
    /// The lines that answer one line; an error when the question could not be read from standard input.
    fn answer(&self, line: io::Result<Vec<u8>>) -> Result<String, String> {
        let line = line.map_err(|error| format!("standard input cannot be read: {error}"))?;
        if line.trim_ascii().is_empty() {
            return Ok(String::new());
        }
        let question: Question = match serde_json::from_slice(&line) {
            Ok(question) => question,
            Err(error) => return Ok(refusal(&id(&line), "-", &format!("this is no question: {error}"))),
        };
        let name = question.name.clone().or(question.path.as_ref().map(|path| path.display().to_string()));
        Ok(match self.converted(&question) {
            Ok(lines) => lines,
            Err(message) => refusal(&question.id, &name.unwrap_or_default(), &message),
        })
    }

    fn converted(&self, question: &Question) -> Result<String, String> {
        let (job, batch) = self.job(question)?;
        let (outcome, conversion) = match batch.convert(&job) {
            Ok((source, conversion)) => self.finished(&job, source, conversion),
            Err(diagnostic) => (failed(&job.name(), diagnostic), Conversion::default()),
        };
        let report = outcome.report();
        if outcome.failed() {
            return Ok(format!("{}\n", json!({ "id": question.id, "format": null, "report": report })));
        }
        let answer = |(output, written): (&handout::Output, &Written)| {
            let mut answer = json!({ "id": question.id, "format": output.format });
            match self.args.output {
                Some(_) => answer["path"] = json!(written.path.display().to_string()),
                None => answer["bytes_base64"] = json!(STANDARD.encode(&output.bytes)),
            }
            answer["report"] = report.clone();
            format!("{answer}\n")
        };
        Ok(conversion.outputs.iter().zip(&outcome.written).map(answer).collect())
    }

    /// Writes files, when that is asked for, and says what became of the article.
    fn finished(&self, job: &Job, source: Arc<Source>, mut conversion: Conversion) -> (Outcome, Conversion) {
        if self.args.output.is_some() && !conversion.failed() {
            let pairs = job.targets.iter().zip(&conversion.outputs);
            let files: Vec<_> = pairs.map(|(target, output)| (target.path.clone(), output.bytes.as_slice())).collect();
            if let Err(diagnostic) = self.writer.write(&files) {
                conversion.diagnostics.push(diagnostic);
            }
        }
        let written = |(target, output): (&handout::batch::Target, &handout::Output)| Written {
            format: output.format.to_owned(),
            path: target.path.clone(),
            file: Content {
                bytes: output.bytes.len() as u64,
                sha256: Some(Sha256::digest(&output.bytes).iter().map(|byte| format!("{byte:02x}")).collect()),
                pages: output.pages,
            },
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

    fn job(&self, question: &Question) -> Result<(Job, Batch), String> {
        let input = match (&question.path, &question.text) {
            (Some(path), None) => Input::Listed(path.clone()),
            (None, Some(text)) => {
                let name = question.name.clone().unwrap_or_else(|| "article".to_owned());
                // The mark says that this is text already, whatever a page in it declares of the bytes that it was.
                Input::Bytes { name, bytes: format!("\u{feff}{text}").into_bytes() }
            }
            _ => return Err("a question has either a `text` or a `path`".to_owned()),
        };
        let (from, flags) = flags(&question.options)?;
        let named = question.name.as_ref().and_then(|name| Syntax::of_path(name.as_ref()));
        let folder = match &input {
            Input::Listed(path) => path.parent().unwrap_or(std::path::Path::new("")).to_owned(),
            _ => PathBuf::new(),
        };
        let (choice, batch) = self.with_chooser(flags, |chooser| chooser.batch_for(&folder))?;
        let choice = Arc::new(choice);
        let request = Request {
            inputs: vec![input],
            folder: self.args.output.clone(),
            syntax: from.or(named),
            choose: &|_| Ok(choice.clone()),
        };
        let mut jobs = plan(request).map_err(|error| error.to_string())?.jobs;
        match (jobs.pop(), jobs.is_empty()) {
            (Some(job), true) => Ok((job, batch)),
            _ => Err("`path` is a folder: ask for its articles one by one".to_owned()),
        }
    }

    fn with_chooser<T>(&self, flags: Flags, ask: impl FnOnce(&Chooser) -> T) -> T {
        let base = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        if flags.is_empty() {
            return ask(&base);
        }
        let mut choosers = self.choosers.lock().unwrap_or_else(PoisonError::into_inner);
        if choosers.len() >= KEPT {
            choosers.clear();
        }
        let all = || base.flags().clone().into_iter().chain(flags.clone()).collect();
        ask(choosers.entry(flags.clone()).or_insert_with(|| base.with_flags(all())))
    }
}

/// The id of a line that is no question, if it has one all the same.
fn id(line: &[u8]) -> Value {
    let words = String::from_utf8_lossy(line);
    serde_json::from_str::<Value>(&words)
        .ok()
        .and_then(|mut line| line.get_mut("id").map(Value::take))
        .unwrap_or_default()
}

/// The syntax and the settings that options name.
fn flags(options: &Map<String, Value>) -> Result<(Option<Syntax>, Flags), String> {
    let (mut from, mut flags) = (None, Flags::new());
    for (name, value) in options {
        if name == "from" {
            from = Some(value.as_str().unwrap_or_default().parse()?);
            continue;
        }
        let key = key(name).ok_or_else(|| format!("there is no option `{name}`"))?;
        let word = |value: &Value| match value {
            Value::String(word) => Some(word.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(on) => Some(on.to_string()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        };
        let values = match value {
            Value::Array(items) if key.kind == Kind::List => items.iter().map(word).collect(),
            one => word(one).map(|word| vec![word]),
        };
        let values = values.ok_or_else(|| format!("the option `{name}` cannot be {value}"))?;
        values.iter().try_for_each(|value| (key.check)(value)).map_err(|why| format!("the option `{name}`: {why}"))?;
        flags.insert(key.name, values);
    }
    Ok((from, flags))
}

fn failed(name: &str, diagnostic: Diagnostic) -> Outcome {
    Outcome { source: Arc::new(Source::new(name, "")), diagnostics: vec![diagnostic], ..Outcome::default() }
}

/// The answer to a question that cannot be tried.
fn refusal(id: &Value, name: &str, message: &str) -> String {
    let report = failed(name, Diagnostic::new(Code::Unreadable, message)).report();
    format!("{}\n", json!({ "id": id, "format": null, "report": report }))
}
