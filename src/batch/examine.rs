//! Checks the articles of a plan without converting them.

use super::{
    job::{Job, Plan},
    pool,
    run::Batch,
};
use crate::{
    check::{Against, Measured},
    diagnostic::{Diagnostic, Source, any_error},
};
use std::{io, sync::Arc};

/// The result of checking one article.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// The article's source, which diagnostics point into; empty if it could not be read.
    pub source: Arc<Source>,
    /// The diagnostics of reading and resolution, and the findings, in text order.
    pub diagnostics: Vec<Diagnostic>,
    /// Its reading ease.
    pub reading: Option<Measured>,
}

impl Examined {
    /// Returns whether the article could not be read.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }
}

impl Batch {
    /// Reads the article that others are translations of.
    ///
    /// # Errors
    /// Its source, and why it cannot be read.
    pub fn source_of_translations(&self, job: &Job) -> Result<Against, (Arc<Source>, Vec<Diagnostic>)> {
        let converter = self.converter_of(job);
        match self.with_source(job, |source, syntax, env| converter.prepare(source, syntax, env)) {
            Ok((source, (Some(article), _))) => Ok(Against { article, source }),
            Ok((source, (None, diagnostics))) => Err((source, diagnostics)),
            Err(diagnostic) => Err((Arc::new(Source::new(job.name(), "")), vec![diagnostic])),
        }
    }

    /// Checks every article of a plan, as a translation of a given one, if any. `sink` receives the results in the
    /// order of the plan.
    ///
    /// # Errors
    /// If threads cannot be started.
    pub fn check(&self, plan: &Plan, against: Option<&Against>, sink: impl FnMut(Examined) + Send) -> io::Result<()> {
        let jobs = plan.jobs.iter().take_while(|_| !self.is_stopped());
        let threads = self.threads_for(plan);
        pool::in_order(threads, jobs, |job| self.examined(job, against), sink)
    }

    fn examined(&self, job: &Job, against: Option<&Against>) -> Examined {
        let converter = self.converter_of(job);
        match self.with_source(job, |source, syntax, env| converter.check(source, syntax, env, against)) {
            Ok((source, (diagnostics, reading))) => Examined { source, diagnostics, reading },
            Err(diagnostic) => {
                Examined { source: Arc::new(Source::new(job.name(), "")), diagnostics: vec![diagnostic], reading: None }
            }
        }
    }
}
