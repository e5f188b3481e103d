//! The way through the house: read, resolve, render.

use crate::{
    article::Article,
    diagnostic::{Code, Diagnostic, Source, any_error},
    env::Env,
    read::{Reading, Syntax, lead_back, read_as},
    render::{Context, Options, PageMap, Registry, Renderer},
    resolve::{self, Elsewhere, Resolved, resolve_among},
    verify::{SourceDifference, verify, verify_source},
};
use serde::{Deserialize, Serialize};
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// The format whose pages others list.
const PAGED: &str = "pdf";

/// How many runs of lost words are reported of an article.
const LOST: usize = 8;

/// Converts articles; holds what all conversions share (parsed fonts, for one). Cheap to share between threads.
#[derive(Debug, Default)]
pub struct Converter {
    registry: Registry,
    options: Options,
    resolve: resolve::Options,
    verify: bool,
}

/// One file that a conversion made.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The renderer's name: `pdf`.
    pub format: &'static str,
    /// The ending for its file, without the dot.
    pub extension: &'static str,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has, where the format has pages.
    pub pages: Option<usize>,
}

/// What became of one article.
#[derive(Debug, Clone, Default)]
pub struct Conversion {
    /// The files, in the order asked for; empty when a diagnostic is an error.
    pub outputs: Vec<Output>,
    /// What was noticed on the way, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// What else is known of it.
    pub facts: Facts,
}

/// What is known of an article beside its outputs.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// How many words were read, and what became of them.
    pub words: WordCounts,
    /// Whether its citations were looked up in bibliographies, those of [`resolve::Options`] among them.
    pub looked_up: bool,
    /// The stages that it went through, in order, each with the time that it took: `read`, `resolve`, a format's
    /// name, `verify`.
    pub stages: Vec<(&'static str, Duration)>,
}

/// Counts of words, as white space separates them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordCounts {
    /// In the source: those that must be in the article or in the account. None unless outputs are verified.
    pub source: Option<usize>,
    /// In the article's body and notes.
    pub article: usize,
    /// In the source, and accounted for rather than in the article.
    pub left_out: usize,
}

impl Facts {
    /// Does some work, and notes its time.
    fn timed<T>(&mut self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.stages.push((stage, start.elapsed()));
        done
    }
}

impl Converter {
    /// A converter with these renderers and options.
    #[must_use]
    pub fn new(registry: Registry, options: Options) -> Self {
        Self { registry, options, ..Self::default() }
    }

    /// The same, with other options for resolving: bibliographies, citation style.
    #[must_use]
    pub fn resolving(mut self, options: resolve::Options) -> Self {
        self.resolve = options;
        self
    }

    /// The same, reading outputs back: one that does not say what the article says is an error.
    #[must_use]
    pub fn verifying(mut self, verify: bool) -> Self {
        self.verify = verify;
        self
    }

    /// What is asked of renderers.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What is asked of resolving.
    #[must_use]
    pub fn resolve_options(&self) -> &resolve::Options {
        &self.resolve
    }

    /// Whether outputs are read back.
    #[must_use]
    pub fn verifies(&self) -> bool {
        self.verify
    }

    /// The renderers.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Reads and resolves an article. None when it cannot be used; the diagnostics say why.
    pub fn prepare(&self, source: &Source, syntax: Syntax, env: &dyn Env) -> (Option<Resolved>, Vec<Diagnostic>) {
        let (resolved, diagnostics) = self.prepared(source, syntax, env, &|_| None, &mut Facts::default());
        resolved.iter().for_each(|resolved| debug_assert_sound(resolved.article()));
        (resolved, diagnostics)
    }

    /// The same for an article of a book, which may link to others.
    pub(crate) fn prepare_among(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        elsewhere: Elsewhere<'_>,
    ) -> (Option<Resolved>, Vec<Diagnostic>) {
        self.prepared(source, syntax, env, elsewhere, &mut Facts::default())
    }

    fn prepared(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        elsewhere: Elsewhere<'_>,
        facts: &mut Facts,
    ) -> (Option<Resolved>, Vec<Diagnostic>) {
        let reading = facts
            .timed("read", || read_as(source, syntax, self.resolve.lang.as_ref(), self.resolve.usual_lang.as_ref()));
        let lost = self.lost_words(source, syntax, &reading, facts);
        let Reading { article, account, mut diagnostics } = reading;
        diagnostics.extend(lost);
        if any_error(&diagnostics) {
            at_start(source, &mut diagnostics);
            return (None, diagnostics);
        }
        facts.words.article = article.word_count();
        facts.words.left_out = account.word_count();
        facts.looked_up = resolve::looks_up(&article);
        let name = name_of(&source.name);
        let resolved =
            facts.timed("resolve", || resolve_among(article, name, env, &self.resolve, elsewhere, &mut diagnostics));
        place(source, syntax, &mut diagnostics);
        ((!any_error(&diagnostics)).then_some(resolved), diagnostics)
    }

    /// Compares the words of a source with what was read of it, if outputs are verified.
    fn lost_words(&self, source: &Source, syntax: Syntax, reading: &Reading, facts: &mut Facts) -> Vec<Diagnostic> {
        if !self.verify || any_error(&reading.diagnostics) {
            return Vec::new();
        }
        let check = facts.timed("verify source", || verify_source(source, syntax, reading));
        facts.words.source = Some(check.words);
        check.differences.iter().take(LOST).map(SourceDifference::diagnostic).collect()
    }

    /// Makes the formats named of an article that is resolved. All of them are made, or none.
    pub fn render(&self, article: &Resolved, env: &dyn Env, formats: &[&str]) -> Conversion {
        debug_assert_sound(article.article());
        let mut conversion = Conversion::default();
        self.finish(&mut conversion, article, env, formats);
        conversion
    }

    fn finish(&self, conversion: &mut Conversion, resolved: &Resolved, env: &dyn Env, formats: &[&str]) {
        conversion.render(resolved, env, self, formats);
        if self.verify {
            conversion.verify(resolved.article());
        }
        if any_error(&conversion.diagnostics) {
            conversion.outputs.clear();
        }
    }

    /// Converts an article into the formats named. All of them are made, or none: an article that
    /// fails in one format gives no output at all, and the diagnostics say why.
    pub fn convert(&self, source: &Source, syntax: Syntax, env: &dyn Env, formats: &[&str]) -> Conversion {
        let mut facts = Facts::default();
        let (resolved, diagnostics) = self.prepared(source, syntax, env, &|_| None, &mut facts);
        let mut conversion = Conversion { outputs: Vec::new(), diagnostics, facts };
        let Some(resolved) = resolved else { return conversion };
        let placed = conversion.diagnostics.len();
        self.finish(&mut conversion, &resolved, env, formats);
        place(source, syntax, &mut conversion.diagnostics[placed..]);
        conversion
    }
}

/// Gives what later stages told its place in the source: they know that of the text that an AST was once read from.
fn place(source: &Source, syntax: Syntax, diagnostics: &mut [Diagnostic]) {
    if syntax == Syntax::Json {
        lead_back(source, diagnostics);
    }
    diagnostics.iter_mut().for_each(|told| told.narrow(source));
    at_start(source, diagnostics);
}

/// What concerns the article as a whole is told at its start.
fn at_start(source: &Source, diagnostics: &mut [Diagnostic]) {
    for told in diagnostics.iter_mut().filter(|told| told.source.is_none()) {
        told.span.get_or_insert_with(|| source.start());
    }
}

impl Conversion {
    /// Whether the article could not be converted.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }

    fn verify(&mut self, article: &Article) {
        let outputs = self.outputs.iter().map(|output| (output.format, output.bytes.as_slice()));
        let found = self.facts.timed("verify", || verify(article, outputs));
        for difference in found.err().into_iter().flatten() {
            let message =
                format!("the {} does not say what the article says: {}", difference.format, difference.message);
            self.diagnostics
                .push(Diagnostic::new(Code::Internal, message).help("this is a fault of handout: please tell it"));
        }
    }

    /// Makes the outputs in the order asked for; formats that show the pages of another come after it.
    fn render(&mut self, article: &Resolved, env: &dyn Env, converter: &Converter, formats: &[&str]) {
        let Converter { registry, options, .. } = converter;
        let mut context = Context { env, options, pages: None };
        let paged = if options.page_list { formats.iter().position(|&format| format == PAGED) } else { None };
        let pages = paged.and_then(|_| self.add(registry.get(PAGED)?, article, &context));
        context.pages = pages.as_ref();
        for (_, &format) in formats.iter().enumerate().filter(|(at, _)| Some(*at) != paged) {
            match registry.get(format) {
                Some(renderer) => drop(self.add(renderer, article, &context)),
                None => self.diagnostics.push(unknown_format(format, registry)),
            }
        }
        self.outputs.sort_by_key(|output| formats.iter().position(|&format| format == output.format));
    }

    /// Adds an output, and gives its pages.
    fn add(&mut self, renderer: &dyn Renderer, article: &Resolved, context: &Context<'_>) -> Option<PageMap> {
        match self.facts.timed(renderer.name(), || renderer.render(article, context)) {
            Ok(rendered) => {
                let (format, extension) = (renderer.name(), renderer.extension());
                let pages = rendered.pages.as_ref().map(|pages| pages.starts.len());
                self.outputs.push(Output { format, extension, bytes: rendered.bytes, pages });
                self.diagnostics.extend(rendered.diagnostics);
                return rendered.pages;
            }
            Err(error) => {
                let message = format!("no {} can be made: {error}", renderer.name());
                self.diagnostics.push(Diagnostic::new(Code::Unrenderable, message));
            }
        }
        None
    }
}

/// What an article is called, without folder and ending; none for standard input (`-`, `<stdin>`).
pub(crate) fn name_of(path: &str) -> Option<&str> {
    let stem = Path::new(path).file_stem()?.to_str()?;
    stem.starts_with(char::is_alphanumeric).then_some(stem)
}

fn unknown_format(format: &str, registry: &Registry) -> Diagnostic {
    let known: Vec<_> = registry.iter().map(Renderer::name).collect();
    Diagnostic::new(Code::Unrenderable, format!("no renderer is called `{format}`"))
        .help(format!("choose from {}", known.join(", ")))
}

fn debug_assert_sound(article: &Article) {
    if cfg!(debug_assertions) {
        let violations = article.validate();
        debug_assert!(violations.is_empty(), "the resolved article breaks rules of the AST: {violations:#?}");
    }
}
