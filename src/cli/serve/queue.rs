//! Converts articles in order of arrival, a few at a time, in worker processes.

use super::{
    super::settings::{Chooser, Choosers, Given},
    job::{Job, Output, OutputStatus, State},
    messages::messages,
    problem::Problem,
    store::Store,
    wanted::Wanted,
};
use axum::body::Bytes;
use handout::{
    Source,
    batch::{self, Batch, Choice, Input, Outcome, Target},
    convert::Conversion,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::{
    collections::VecDeque,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
};

/// The maximum number of queued articles.
const MOST: usize = 64;

/// The queued articles, and what converts them.
pub(super) struct Queue {
    choosers: Choosers,
    waiting: Mutex<VecDeque<(Arc<Job>, Wanted)>>,
    arrived: Condvar,
    store: Arc<Store>,
}

impl Queue {
    /// Starts `n` threads, each with a worker.
    ///
    /// # Errors
    /// If they cannot be started.
    pub(super) fn start(chooser: Chooser, threads: usize, store: Arc<Store>) -> io::Result<Arc<Self>> {
        let (waiting, arrived) = (Mutex::default(), Condvar::new());
        let queue = Arc::new(Self { choosers: Choosers::new(chooser), waiting, arrived, store });
        for _ in 0..threads {
            let queue = queue.clone();
            thread::Builder::new().name("converter".to_owned()).spawn(move || queue.work())?;
        }
        Ok(queue)
    }

    /// Adds an article, and returns its job.
    ///
    /// # Errors
    /// If the queue is full.
    pub(super) fn add(&self, wanted: Wanted) -> Result<Arc<Job>, Problem> {
        let mut waiting = self.waiting();
        waiting.retain(|(job, _)| !job.is_cancelled());
        if waiting.len() >= MOST {
            return Err(Problem::busy("too many articles are waiting: try again in a moment"));
        }
        let job = self.store.add(super::messages::command(&wanted.name, &wanted.written))?;
        waiting.push_back((job.clone(), wanted));
        self.arrived.notify_one();
        Ok(job)
    }

    /// Cancels a job that has not begun.
    pub(super) fn skip(&self, id: &str) {
        if let Ok(job) = self.store.get(id)
            && job.state() == State::Waiting
        {
            job.cancel();
        }
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<(Arc<Job>, Wanted)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        loop {
            let mut waiting = self.waiting();
            while waiting.is_empty() {
                waiting = self.arrived.wait(waiting).unwrap_or_else(PoisonError::into_inner);
            }
            let next = waiting.pop_front();
            drop(waiting);
            if let Some((job, wanted)) = next.filter(|(job, _)| !job.is_cancelled()) {
                job.begin("");
                self.convert(&job, wanted);
            }
        }
    }

    fn convert(&self, job: &Arc<Job>, mut wanted: Wanted) {
        let name = wanted.stem();
        // the request takes memory until it is converted
        let _held = wanted.share.take();
        match self.converted(job, wanted) {
            Ok((source, conversion)) => self.finish(job, &name, source, conversion),
            Err(message) => job.change(|status| {
                let diagnostic = handout::Diagnostic::new(handout::diagnostic::Code::Unreadable, message);
                (status.messages, _) = messages(&[diagnostic], &Source::new(&*name, ""));
                status.state = State::Failed;
            }),
        }
    }

    /// Converts an article.
    ///
    /// # Errors
    /// A message if its settings cannot be used.
    fn converted(&self, job: &Arc<Job>, wanted: Wanted) -> Result<(Arc<Source>, Conversion), String> {
        let (env, stem) = (wanted.env(), wanted.stem());
        let (choice, batch) = self.batch(&wanted)?;
        let mut task = batch::Job::of(wanted.input, wanted.syntax, choice.converter);
        let target = |file: &batch::FileType| Target {
            format: file.format.clone(),
            path: PathBuf::from(format!("{stem}.{}", file.extension)),
        };
        task.targets = choice.files.iter().map(target).collect();
        task.timeout = wanted.timeout;
        let listener = job.clone();
        let batch = batch.cancelling(job.cancelled.clone()).on_stage(Arc::new(move |stage| listener.begin(stage)));
        let name = task.name();
        let converted = match env {
            Some(files) => batch.convert_with_files(&task, files),
            None => batch.convert(&task),
        };
        Ok(converted.unwrap_or_else(|diagnostic| {
            let mut conversion = Conversion::default();
            conversion.diagnostics.push(diagnostic);
            (Arc::new(Source::new(name, "")), conversion)
        }))
    }

    /// Returns the settings for an article. Those that name files are not reused for others, and neither are those of a
    /// folder, whose `handout.toml` may change.
    fn batch(&self, wanted: &Wanted) -> Result<(Choice, Batch), String> {
        let (settings, given) = (wanted.settings.clone(), wanted.files.clone());
        let folder = match &wanted.input {
            Input::Bytes { folder, .. } => folder.as_path(),
            Input::Path(path) | Input::Listed(path) => path.parent().unwrap_or(Path::new("")),
            Input::Glob(_) => Path::new(""),
        };
        let named = settings.bibliography.iter().flatten().chain(&settings.csl).chain(&settings.theme);
        let names_files = given.as_ref().is_some_and(|given| named.into_iter().any(|name| given.contains_key(name)));
        match given {
            Some(given) if names_files => self.choosers.base().with_request(settings, given).batch_for(folder),
            Some(_) => {
                let make = |base: &Chooser, settings| base.with_request(settings, Given::new());
                self.choosers.with(settings, make, |chooser| chooser.batch_for(folder))
            }
            None => self.choosers.base().with_request(settings, Given::new()).batch_for(folder),
        }
    }

    /// Stores the outputs of a conversion, and the result of the job.
    fn finish(&self, job: &Job, stem: &str, source: Arc<Source>, mut conversion: Conversion) {
        let outputs: Vec<_> = std::mem::take(&mut conversion.outputs);
        let pages = outputs.iter().find_map(|output| output.pages);
        let starts = outputs.iter().flat_map(|output| &output.page_starts);
        let page_lines = starts.map(|&start| source.place(start).line).collect();
        let named = |output: handout::Output| Output {
            format: output.format.to_string(),
            name: format!("{stem}.{}", output.extension),
            bytes: Bytes::from(output.bytes),
        };
        let outputs: Vec<_> = outputs.into_iter().map(named).collect();
        let href = |name: &str| format!("/jobs/{}/files/{}", job.id, utf8_percent_encode(name, NON_ALPHANUMERIC));
        let shown = |Output { format, name, bytes }: &Output| OutputStatus {
            format: format.clone(),
            name: name.clone(),
            bytes: bytes.len(),
            href: href(name),
        };
        let shown = outputs.iter().map(shown).collect();
        let (mut messages, findings) = messages(&conversion.diagnostics, &source);
        let (failed, facts) = (conversion.failed(), conversion.facts.clone());
        let kept = self.store.room(outputs.iter().map(|output| output.bytes.len()).sum());
        let is_kept = kept.is_some();
        if let Some(share) = kept {
            job.keep(outputs, share);
        } else {
            let full = "the outputs are larger than the memory for results";
            let diagnostic = handout::Diagnostic::new(handout::diagnostic::Code::Limit, full);
            messages.extend(super::messages::messages(&[diagnostic], &source).0);
        }
        let outcome = Outcome { source, diagnostics: conversion.diagnostics, ..Outcome::default() };
        job.change(|status| {
            status.state = if failed || !is_kept { State::Failed } else { State::Done };
            status.retry = outcome.may_succeed_later();
            (status.stage, status.messages, status.findings) = (String::new(), messages, findings);
            status.outputs = if is_kept { shown } else { Vec::new() };
            (status.pages, status.page_lines) = (pages, page_lines);
            (status.title, status.dir) = (facts.title, facts.direction);
            status.lang = facts.lang.map(|lang| lang.to_string());
        });
    }
}
