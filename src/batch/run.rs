//! Runs a plan on all cores.

use super::{
    fault::guarded,
    load::load,
    ordered::Ordered,
    outcome::{Outcome, Written},
    planning::{Input, Job, Plan},
    write::write_all,
};
use crate::{
    Converter, Syntax,
    convert::Conversion,
    diagnostic::{Diagnostic, Source},
    env::{DiskEnv, FontSet},
};
use rayon::prelude::*;
use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// The stack of each worker, in bytes: room for the deepest nesting that readers let through.
const STACK: usize = 16 << 20;

/// Runs plans; holds what all articles share.
#[derive(Debug)]
pub struct Batch {
    converter: Converter,
    fonts: Arc<FontSet>,
    threads: usize,
}

impl Batch {
    /// Runs plans with this converter and the bundled fonts, on all cores.
    #[must_use]
    pub fn new(converter: Converter) -> Self {
        Self { converter, fonts: FontSet::bundled(), threads: 0 }
    }

    /// The same with these fonts.
    #[must_use]
    pub fn fonts(mut self, fonts: Arc<FontSet>) -> Self {
        self.fonts = fonts;
        self
    }

    /// The same, on so many threads; 0 means one a core.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The converter.
    #[must_use]
    pub fn converter(&self) -> &Converter {
        &self.converter
    }

    /// Converts every article and writes its files. `sink` gets each outcome in the order of the plan, as soon as
    /// all before it are there.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn run(&self, plan: &Plan, sink: impl FnMut(Outcome) + Send) -> Result<(), rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).stack_size(STACK).build()?;
        let ordered = Mutex::new(Ordered::new(sink));
        pool.install(|| {
            plan.jobs.par_iter().enumerate().for_each(|(at, job)| {
                let outcome = self.finish(job);
                ordered.lock().unwrap_or_else(PoisonError::into_inner).put(at, outcome);
            });
        });
        Ok(())
    }

    /// Converts one article in memory and writes nothing.
    ///
    /// # Errors
    /// A diagnostic when it cannot be read, or when handout broke on it.
    pub fn convert(&self, job: &Job) -> Result<(Arc<Source>, Conversion), Diagnostic> {
        let formats: Vec<_> = job.targets.iter().map(|target| target.format).collect();
        self.with_source(job, |source, syntax, env| self.converter.convert(source, syntax, env, &formats))
    }

    /// Reads one article and does something with it in its folder, guarded against panics.
    ///
    /// # Errors
    /// A diagnostic when it cannot be read, or when handout broke on it.
    pub fn with_source<T>(
        &self,
        job: &Job,
        work: impl FnOnce(&Source, Syntax, &DiskEnv) -> T,
    ) -> Result<(Arc<Source>, T), Diagnostic> {
        if let Some(diagnostic) = &job.refused {
            return Err(diagnostic.clone());
        }
        let source = load(&job.input)?;
        let syntax = job.syntax.unwrap_or_else(|| Syntax::detect(&source.text));
        let env = DiskEnv::new(folder_of(&job.input), self.fonts.clone());
        let done = guarded(|| work(&source, syntax, &env))?;
        Ok((Arc::new(source), done))
    }

    fn finish(&self, job: &Job) -> Outcome {
        let (source, mut conversion) = match self.convert(job) {
            Ok(done) => done,
            Err(diagnostic) => return Outcome::refused(job.name(), diagnostic),
        };
        let mut written = Vec::new();
        if !conversion.failed() {
            match write(job, &conversion) {
                Ok(files) => written = files,
                Err(diagnostic) => conversion.diagnostics.push(diagnostic),
            }
        }
        Outcome { source, written, diagnostics: conversion.diagnostics }
    }
}

fn write(job: &Job, conversion: &Conversion) -> Result<Vec<Written>, Diagnostic> {
    let pairs = || job.targets.iter().zip(&conversion.outputs);
    let files: Vec<_> = pairs().map(|(target, output)| (target.path.clone(), output.bytes.as_slice())).collect();
    write_all(&files)?;
    let written = |(target, output): (&super::Target, &crate::Output)| Written {
        format: target.format,
        path: target.path.clone(),
        bytes: output.bytes.len(),
    };
    Ok(pairs().map(written).collect())
}

/// The folder that an article may read from.
fn folder_of(input: &Input) -> &Path {
    let parent = match input {
        Input::Path(path) => path.parent(),
        Input::Bytes { .. } => None,
    };
    parent.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
