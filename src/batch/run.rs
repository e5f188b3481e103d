//! Runs a plan on all cores.

use super::{
    cache::{Cache, Check, Recorded, Recording},
    job::{Job, Plan},
    load::load_job,
    outcome::{Content, Outcome, Written},
    pool,
    target::Target,
    turns::Turns,
    workers::{Recipe, Task, Workers},
    write::{Failure, Writer},
};
use crate::{
    Converter, Syntax,
    convert::{Conversion, Output},
    diagnostic::{Diagnostic, Source},
    env::{DiskEnv, Env, FontSet, MemoryEnv, OnStage},
    panics,
    render::Format,
    resolve::Resolved,
};
use std::{
    fmt, io,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Instant,
};

/// Runs plans. Holds what all articles share.
pub struct Batch {
    /// The converters, at least one.
    converters: Vec<Arc<Converter>>,
    fonts: Arc<FontSet>,
    threads: usize,
    fail_fast: bool,
    checksums: bool,
    site_root: Option<PathBuf>,
    cache: Option<Arc<Cache>>,
    stop: Arc<AtomicBool>,
    on_stage: Option<OnStage>,
    cancelled: Option<Arc<AtomicBool>>,
    /// The worker processes, with the recipes of the converters.
    workers: Option<(Arc<Workers>, Vec<Recipe>)>,
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { converters, threads, workers, .. } = self;
        let mut shown = f.debug_struct("Batch");
        shown
            .field("converters", converters)
            .field("threads", threads)
            .field("workers", workers)
            .finish_non_exhaustive()
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The number of articles that were not tried.
    pub left: usize,
    /// Why, if it ended early.
    pub cut: Option<Cut>,
}

/// Why a run ended before all articles were tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// The caller stopped it: see [`Batch::stopping`].
    Stopped,
    /// An article failed: see [`Batch::fail_fast`].
    FailedFast,
    /// Nothing more can be written: the disk is full, or the folder is not writable.
    Unwritable,
    /// The processes that convert articles cannot be started.
    NoWorkers,
}

/// What the threads of a run share.
struct Run<'a> {
    batch: &'a Batch,
    writer: Writer,
    check: Option<Check<'a>>,
    /// How many articles are converted at a time.
    turns: Turns,
    /// Set by the first article that ends the run.
    cut: Mutex<Option<Cut>>,
}

impl Batch {
    /// Creates a batch with this converter and the bundled fonts, on all cores.
    #[must_use]
    pub fn new(converter: Converter) -> Self {
        Self::with_converters(vec![Arc::new(converter)])
    }

    /// Creates a batch with several converters, which jobs select by index. Without any, uses the default one.
    #[must_use]
    pub fn with_converters(mut converters: Vec<Arc<Converter>>) -> Self {
        if converters.is_empty() {
            converters.push(Arc::default());
        }
        Self {
            converters,
            fonts: FontSet::bundled(),
            threads: 0,
            fail_fast: false,
            checksums: false,
            site_root: None,
            cache: None,
            stop: Arc::default(),
            on_stage: None,
            cancelled: None,
            workers: None,
        }
    }

    /// Sets worker processes to convert in. `recipes` tell them how to create the converters, in the same order.
    #[must_use]
    pub fn workers(mut self, workers: Arc<Workers>, recipes: Vec<Recipe>) -> Self {
        self.workers = Some((workers, recipes));
        self
    }

    /// Sets a callback for each stage of a conversion.
    #[must_use]
    pub fn on_stage(mut self, on_stage: OnStage) -> Self {
        self.on_stage = Some(on_stage);
        self
    }

    /// Sets the fonts.
    #[must_use]
    pub fn fonts(mut self, fonts: Arc<FontSet>) -> Self {
        self.fonts = fonts;
        self
    }

    /// Sets the number of threads. 0 means one per core.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// Sets whether to start no more articles after one has failed.
    #[must_use]
    pub fn fail_fast(mut self, fail_fast: bool) -> Self {
        self.fail_fast = fail_fast;
        self
    }

    /// Sets whether outcomes include the SHA-256 of each file.
    #[must_use]
    pub fn checksums(mut self, checksums: bool) -> Self {
        self.checksums = checksums;
        self
    }

    /// Sets the folder of the site that the articles belong to: see [`DiskEnv::site_root`].
    #[must_use]
    pub fn site_root(mut self, root: Option<PathBuf>) -> Self {
        self.site_root = root;
        self
    }

    /// Sets the cache: articles whose outputs are up to date are skipped.
    #[must_use]
    pub fn cache(mut self, cache: Arc<Cache>) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Sets a flag that ends the run: no article is started once it is true. Those in progress are finished.
    #[must_use]
    pub fn stopping(mut self, stop: Arc<AtomicBool>) -> Self {
        self.stop = stop;
        self
    }

    /// Sets a flag that also aborts the articles in progress, at once, if workers convert them.
    #[must_use]
    pub fn cancelling(mut self, cancelled: Arc<AtomicBool>) -> Self {
        self.cancelled = Some(cancelled);
        self
    }

    /// Returns the first converter.
    #[must_use]
    pub fn converter(&self) -> &Converter {
        &self.converters[0]
    }

    pub(super) fn converter_of(&self, job: &Job) -> &Converter {
        self.converters.get(job.converter).unwrap_or(&self.converters[0])
    }

    /// Returns the number of threads for a plan; 0 means one per core.
    pub(super) fn threads_for(&self, plan: &Plan) -> usize {
        if self.threads == 0 && plan.jobs.len() == 1 { 1 } else { self.threads }
    }

    /// Returns whether the run ends before the next article.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Converts every article and writes its files. `sink` receives the outcomes in the order of the plan, each as soon
    /// as those before it are done.
    ///
    /// # Errors
    /// If threads cannot be started.
    pub fn run(&self, plan: &Plan, mut sink: impl FnMut(Outcome) + Send) -> io::Result<Ended> {
        let converting = pool::threads(self.threads_for(plan));
        // while one thread writes the files of an article, another has the worker convert the next one
        let threads = if self.workers.is_some() { 2 * converting } else { converting };
        let run = Run {
            batch: self,
            turns: Turns::new(converting),
            writer: Writer::default().durable(plan.jobs.len() == 1),
            check: self.cache.as_deref().map(|cache| Check::new(cache, &self.fonts)),
            cut: Mutex::new(None),
        };
        let mut tried = 0;
        let jobs = plan.jobs.iter().take_while(|_| !run.ends());
        let deliver = |outcome: Option<Outcome>| {
            tried += usize::from(outcome.is_some());
            outcome.into_iter().for_each(&mut sink);
        };
        pool::in_order(threads, jobs, |job| run.finish(job), deliver)?;
        let left = plan.jobs.len() - tried;
        let cut = run.cut.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Ended { left, cut: cut.or((left > 0).then_some(Cut::Stopped)) })
    }

    /// Returns, for each article of a plan, whether its outputs are up to date according to the [cache](Self::cache).
    #[must_use]
    pub fn up_to_date(&self, plan: &Plan) -> Vec<bool> {
        let check = self.cache.as_deref().map(|cache| Check::new(cache, &self.fonts));
        let is_up_to_date = |job: &Job| {
            let (check, path) = check.as_ref().zip(job.path())?;
            let checked = self.with_source(job, |source, _, env| {
                check.article(job, path, source, self.converter_of(job)).up_to_date(env).is_some()
            });
            checked.ok().map(|(_, is)| is)
        };
        plan.jobs.iter().map(|job| is_up_to_date(job) == Some(true)).collect()
    }

    /// Converts one article in memory, without writing files.
    ///
    /// # Errors
    /// A diagnostic if it cannot be read, or handout panicked.
    pub fn convert(&self, job: &Job) -> Result<(Arc<Source>, Conversion), Diagnostic> {
        self.with_source(job, |source, syntax, env| self.converted(job, source, syntax, env))
    }

    /// Converts one article in memory. It may use these files, by their paths relative to the article, and none on
    /// disk.
    ///
    /// # Errors
    /// A diagnostic if it cannot be read, or handout panicked.
    pub fn convert_with_files(&self, job: &Job, files: MemoryEnv) -> Result<(Arc<Source>, Conversion), Diagnostic> {
        self.with_source(job, |source, syntax, disk| {
            let env = files.with_fonts(self.fonts.clone()).at(disk.timestamp()).on_stage(self.on_stage.clone());
            self.converted(job, source, syntax, &env)
        })
    }

    /// Converts an article, in a worker if there are any.
    fn converted(&self, job: &Job, source: &Source, syntax: Syntax, env: &dyn Env) -> Conversion {
        let formats = &job.formats();
        match self.workers.as_ref().and_then(|(workers, recipes)| Some((workers, recipes.get(job.converter)?))) {
            Some((workers, recipe)) => {
                let (timeout, cancelled) = (job.timeout, self.cancelled.as_ref());
                let task =
                    Task { recipe, source, syntax, formats, timeout, cancelled, stages: self.on_stage.is_some() };
                workers.convert(&task, env).unwrap_or_else(Conversion::refused)
            }
            None => self.converter_of(job).convert(source, syntax, env, formats),
        }
    }

    /// Reads one article and calls `work` with it and the [`Env`] of its folder. Catches panics.
    ///
    /// # Errors
    /// A diagnostic if it cannot be read, or `work` panicked.
    pub fn with_source<T>(
        &self,
        job: &Job,
        work: impl FnOnce(&Source, Syntax, &DiskEnv) -> T,
    ) -> Result<(Arc<Source>, T), Diagnostic> {
        if let Some(diagnostic) = &job.refused {
            return Err(diagnostic.clone());
        }
        let env = job.env(self.fonts.clone()).site_root(self.site_root.clone()).on_stage(self.on_stage.clone());
        let (source, syntax) = load_job(job, &env)?;
        let done = panics::catch(|| work(&source, syntax, &env))?;
        Ok((Arc::new(source), done))
    }

    /// Renders a resolved article. Catches panics.
    ///
    /// # Errors
    /// A diagnostic if handout panicked.
    pub fn render(&self, article: &Resolved, formats: &[Format]) -> Result<Conversion, Diagnostic> {
        let env = DiskEnv::new(".", self.fonts.clone()).on_stage(self.on_stage.clone());
        panics::catch(|| self.converter().render(article, &env, formats))
    }
}

/// An article before its files are written.
enum Ready {
    /// Its outputs from an earlier run are up to date.
    UpToDate(Outcome),
    Converted(Conversion, Option<Recorded>),
}

impl Run<'_> {
    fn ends(&self) -> bool {
        self.batch.is_stopped() || self.cut.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Ends the run. Returns false if it had already ended for the same reason.
    fn cut(&self, why: Cut) -> bool {
        let mut cut = self.cut.lock().unwrap_or_else(PoisonError::into_inner);
        let first = *cut != Some(why);
        *cut = cut.or(Some(why));
        first
    }

    /// Returns `None` if the run ended before it began, or if it was dropped for a reason that was reported with another
    /// article.
    fn finish(&self, job: &Job) -> Option<Outcome> {
        let turn = self.turns.wait();
        if self.ends() {
            return None;
        }
        let ready = self.batch.with_source(job, |source, syntax, env| self.ready(job, source, syntax, env));
        drop(turn);
        let outcome = match ready {
            Ok((_, Ready::UpToDate(outcome))) => outcome,
            Ok((source, Ready::Converted(conversion, recorded))) => self.written(job, source, conversion, recorded)?,
            Err(diagnostic) => Outcome::refused(job.name(), diagnostic),
        };
        let workers = self.batch.workers.as_ref().map(|(workers, _)| workers);
        if outcome.failed() && workers.is_some_and(|workers| workers.cannot_start()) && !self.cut(Cut::NoWorkers) {
            return None;
        }
        if outcome.failed() && self.batch.fail_fast {
            self.cut(Cut::FailedFast);
        }
        Some(outcome)
    }

    fn ready(&self, job: &Job, source: &Source, syntax: Syntax, env: &DiskEnv) -> Ready {
        let convert = |env: &dyn Env| self.batch.converted(job, source, syntax, env);
        let Some((check, path)) = self.check.as_ref().zip(job.path()) else {
            return Ready::Converted(convert(env), None);
        };
        let article = check.article(job, path, source, self.batch.converter_of(job));
        if let Some(outcome) = article.up_to_date(env) {
            return Ready::UpToDate(outcome);
        }
        let recording = Recording::new(&article, env);
        let conversion = convert(&recording);
        let recorded = recording.finish(&conversion.facts);
        Ready::Converted(conversion, Some(recorded))
    }

    fn written(
        &self,
        job: &Job,
        source: Arc<Source>,
        mut conversion: Conversion,
        recorded: Option<Recorded>,
    ) -> Option<Outcome> {
        let mut written = Vec::new();
        if !conversion.failed() {
            let start = Instant::now();
            match self.write(job, &conversion) {
                Ok(files) => written = files,
                Err(failure) if failure.general && !self.cut(Cut::Unwritable) => return None,
                Err(failure) => conversion.diagnostics.push(failure.diagnostic),
            }
            conversion.facts.stages.push(("write".into(), start.elapsed()));
        }
        let Conversion { diagnostics, facts, .. } = conversion;
        let outcome = Outcome { source, written, diagnostics, facts, unchanged: None };
        if let (Some(cache), Some(recorded)) = (&self.batch.cache, recorded) {
            cache.record(recorded, &outcome);
        }
        Some(without_unused_text(outcome))
    }

    fn write(&self, job: &Job, conversion: &Conversion) -> Result<Vec<Written>, Failure> {
        let pairs = || job.targets.iter().zip(&conversion.outputs);
        let files: Vec<_> = pairs().map(|(target, output)| (target.path.clone(), output.bytes.as_slice())).collect();
        self.writer.write_below(&job.outputs_below, &files)?;
        let checksums = self.batch.checksums || self.batch.cache.is_some();
        let written = |(target, output): (&Target, &Output)| Written {
            format: target.format.clone(),
            path: target.path.clone(),
            file: Content::of(output, checksums),
        };
        Ok(pairs().map(written).collect())
    }
}

/// Drops the source of an article if no diagnostic points into it: outcomes may wait for earlier ones.
fn without_unused_text(mut outcome: Outcome) -> Outcome {
    if outcome.diagnostics.is_empty() {
        outcome.source = Arc::new(Source::new(outcome.source.name.clone(), ""));
    }
    outcome
}
