//! Runs a plan on all cores.

use super::{
    cache::{Cache, Check, Recorder},
    fault::guarded,
    load::load,
    outcome::{Content, Outcome, Written},
    planning::{Job, Plan},
    pool,
    write::{Failure, Writer},
};
use crate::{
    Converter, Syntax,
    convert::Conversion,
    diagnostic::{Diagnostic, Source},
    env::{DiskEnv, Env, FontSet},
    resolve::Resolved,
};
use sha2::{Digest as _, Sha256};
use std::{
    io,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

/// Runs plans; holds what all articles share.
#[derive(Debug)]
pub struct Batch {
    /// At least one.
    converters: Vec<Arc<Converter>>,
    fonts: Arc<FontSet>,
    threads: usize,
    fail_fast: bool,
    sums: bool,
    cache: Option<Arc<Cache>>,
    stop: Arc<AtomicBool>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// How many articles were left aside.
    pub left: usize,
    /// Why, if not all were tried.
    pub cut: Option<Cut>,
}

/// Why a run ended before all articles were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The caller asked for it: see [`Batch::stopping`].
    Stopped,
    /// An article failed: see [`Batch::fail_fast`].
    FailedFast,
    /// No more could be written: the disk is full, or the folder may not be written to.
    Unwritable,
}

/// What the threads of a run share.
struct Run<'a> {
    batch: &'a Batch,
    writer: Writer,
    check: Option<Check<'a>>,
    /// Set by the first article that ends the run.
    cut: Mutex<Option<Cut>>,
}

impl Batch {
    /// Runs plans with this converter and the bundled fonts, on all cores.
    #[must_use]
    pub fn new(converter: Converter) -> Self {
        Self::with_converters(vec![Arc::new(converter)])
    }

    /// The same with several converters, which jobs choose from by number; for none, the default one.
    #[must_use]
    pub fn with_converters(mut converters: Vec<Arc<Converter>>) -> Self {
        if converters.is_empty() {
            converters.push(Arc::default());
        }
        let (fonts, stop) = (FontSet::bundled(), Arc::default());
        Self { converters, fonts, threads: 0, fail_fast: false, sums: false, cache: None, stop }
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

    /// The same, begins no article after one has failed.
    #[must_use]
    pub fn fail_fast(mut self, fail_fast: bool) -> Self {
        self.fail_fast = fail_fast;
        self
    }

    /// The same, tells the SHA-256 of what it writes.
    #[must_use]
    pub fn sums(mut self, sums: bool) -> Self {
        self.sums = sums;
        self
    }

    /// The same, passes over articles whose outputs would be the same as this cache knows them.
    #[must_use]
    pub fn cache(mut self, cache: Arc<Cache>) -> Self {
        self.cache = Some(cache);
        self
    }

    /// The same, begins no article once this is true. Those in hand are finished.
    #[must_use]
    pub fn stopping(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = stop;
        self
    }

    /// The first converter.
    #[must_use]
    pub fn converter(&self) -> &Converter {
        &self.converters[0]
    }

    /// The converter of a job.
    fn converter_of(&self, job: &Job) -> &Converter {
        self.converters.get(job.converter).unwrap_or(&self.converters[0])
    }

    /// Converts every article and writes its files. `sink` gets each outcome in the order of the plan, as soon as
    /// all before it are there.
    ///
    /// # Errors
    /// When the system gives no threads.
    pub fn run(&self, plan: &Plan, mut sink: impl FnMut(Outcome) + Send) -> io::Result<Ended> {
        let run = Run {
            batch: self,
            writer: Writer::default(),
            check: self.cache.as_deref().map(|cache| Check::new(cache, &self.fonts)),
            cut: Mutex::new(None),
        };
        let mut tried = 0;
        let jobs = plan.jobs.iter().take_while(|_| !run.ends());
        let told = |outcome: Option<Outcome>| {
            tried += usize::from(outcome.is_some());
            outcome.into_iter().for_each(&mut sink);
        };
        let threads = if self.threads == 0 && plan.jobs.len() == 1 { 1 } else { self.threads };
        pool::in_order(threads, jobs, |job| run.finish(job), told)?;
        let left = plan.jobs.len() - tried;
        let cut = run.cut.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Ended { left, cut: cut.or((left > 0).then_some(Cut::Stopped)) })
    }

    /// Converts one article in memory and writes nothing.
    ///
    /// # Errors
    /// A diagnostic when it cannot be read, or when handout broke on it.
    pub fn convert(&self, job: &Job) -> Result<(Arc<Source>, Conversion), Diagnostic> {
        let formats: Vec<_> = job.targets.iter().map(|target| target.format).collect();
        self.with_source(job, |source, syntax, env| self.converter_of(job).convert(source, syntax, env, &formats))
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
        let (source, syntax) = load(&job.input, job.syntax)?;
        let env = DiskEnv::new(folder_of(job), self.fonts.clone());
        let done = guarded(|| work(&source, syntax, &env))?;
        Ok((Arc::new(source), done))
    }

    /// Makes outputs of an article that is resolved, guarded against panics.
    ///
    /// # Errors
    /// A diagnostic when handout broke on it.
    pub fn render(&self, article: &Resolved, formats: &[&str]) -> Result<Conversion, Diagnostic> {
        let env = DiskEnv::new(".", self.fonts.clone());
        guarded(|| self.converter().render(article, &env, formats))
    }
}

/// An article between its conversion and its writing.
struct Ready {
    /// Its outcome, when an earlier run's outputs hold.
    holds: Option<Outcome>,
    conversion: Conversion,
    recorder: Option<Recorder>,
}

impl Run<'_> {
    fn ends(&self) -> bool {
        self.batch.stop.load(Ordering::Relaxed) || self.cut.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Ends the run. False when it was ended for the same reason before.
    fn cut(&self, why: Cut) -> bool {
        let mut cut = self.cut.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *cut != Some(why);
        *cut = cut.or(Some(why));
        first
    }

    /// None when the article was dropped, for a reason that another one has told already.
    fn finish(&self, job: &Job) -> Option<Outcome> {
        let outcome = match self.batch.with_source(job, |source, syntax, env| self.ready(job, source, syntax, env)) {
            Ok((_, Ready { holds: Some(outcome), .. })) => outcome,
            Ok((source, ready)) => self.written(job, source, ready)?,
            Err(diagnostic) => Outcome::refused(job.name(), diagnostic),
        };
        if outcome.failed() && self.batch.fail_fast {
            self.cut(Cut::FailedFast);
        }
        Some(outcome)
    }

    fn ready(&self, job: &Job, source: &Source, syntax: Syntax, env: &DiskEnv) -> Ready {
        let converter = self.batch.converter_of(job);
        let formats: Vec<_> = job.targets.iter().map(|target| target.format).collect();
        let convert = |env: &dyn Env| converter.convert(source, syntax, env, &formats);
        let Some((check, path)) = self.check.as_ref().zip(job.path()) else {
            return Ready { holds: None, conversion: convert(env), recorder: None };
        };
        let article = check.article(job, path, source, converter);
        if let Some(outcome) = article.holds(env) {
            return Ready { holds: Some(outcome), conversion: Conversion::default(), recorder: None };
        }
        let recording = article.recording(env);
        let conversion = convert(&recording);
        let recorder = recording.recorder(&conversion.facts);
        Ready { holds: None, conversion, recorder: Some(recorder) }
    }

    fn written(&self, job: &Job, source: Arc<Source>, ready: Ready) -> Option<Outcome> {
        let Ready { mut conversion, recorder, .. } = ready;
        let mut written = Vec::new();
        if !conversion.failed() {
            let start = Instant::now();
            match self.write(job, &conversion) {
                Ok(files) => written = files,
                Err(failure) if failure.general && !self.cut(Cut::Unwritable) => return None,
                Err(failure) => conversion.diagnostics.push(failure.diagnostic),
            }
            conversion.facts.stages.push(("write", start.elapsed()));
        }
        let Conversion { diagnostics, facts, .. } = conversion;
        let outcome = Outcome { source, written, diagnostics, facts, unchanged: None };
        if let (Some(cache), Some(recorder)) = (&self.batch.cache, recorder) {
            cache.record(recorder, &outcome);
        }
        Some(outcome.lightened())
    }

    fn write(&self, job: &Job, conversion: &Conversion) -> Result<Vec<Written>, Failure> {
        let pairs = || job.targets.iter().zip(&conversion.outputs);
        let files: Vec<_> = pairs().map(|(target, output)| (target.path.clone(), output.bytes.as_slice())).collect();
        self.writer.write_all(&files)?;
        let sums = self.batch.sums || self.batch.cache.is_some();
        let written = |(target, output): (&super::Target, &crate::Output)| Written {
            format: target.format.to_owned(),
            path: target.path.clone(),
            file: Content {
                bytes: output.bytes.len() as u64,
                sha256: sums.then(|| sum(&output.bytes)),
                pages: output.pages,
            },
        };
        Ok(pairs().map(written).collect())
    }
}

impl Outcome {
    /// Without a text that nothing points into: an outcome may wait for those before it.
    fn lightened(mut self) -> Self {
        if self.diagnostics.is_empty() {
            self.source = Arc::new(Source::new(self.source.name.clone(), ""));
        }
        self
    }
}

/// SHA-256 in hexadecimal.
pub(super) fn sum(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The folder that an article may read from.
fn folder_of(job: &Job) -> &Path {
    job.path().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
