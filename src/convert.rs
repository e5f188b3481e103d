//! Converts one article: read, resolve, render.

use crate::{
    article::{Article, Direction, Lang},
    check::{self, Against, Checked, Measured, Setting},
    diagnostic::{Code, Diagnostic, Source, any_error, limit},
    env::Env,
    read::{Reading, Syntax, map_to_json, read_as},
    render::{Context, Format, Options, PageMap, Registry, TextLinks},
    resolve::{self, OtherArticles, Resolved, addresses, resolve_among},
    verify::verify,
};
use serde::{Deserialize, Serialize};
use std::{
    borrow::Cow,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

#[cfg(feature = "web")]
/// The maximum number of runs of lost words that are reported per article.
const LOST: usize = 8;

/// Converts articles. Holds what all conversions share, such as parsed fonts; threads can share a reference to it.
#[derive(Debug, Default)]
pub struct Converter {
    registry: Registry,
    options: Options,
    resolve: resolve::Options,
    verify: bool,
    check: check::Options,
    checks: bool,
}

/// A file made by a conversion.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Its format.
    pub format: Format,
    /// The extension of its file, without the dot.
    pub extension: String,
    /// The file's bytes.
    pub bytes: Vec<u8>,
    /// The number of pages, in formats that have pages.
    pub pages: Option<usize>,
    /// The byte offset in the source text at which each page begins ([`PageMap::offsets`]); empty in formats without
    /// pages.
    pub page_starts: Vec<usize>,
}

/// The result of converting one article.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Conversion {
    /// The files, in the order of the formats; empty when a diagnostic is an error.
    pub outputs: Vec<Output>,
    /// The diagnostics, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
    /// Statistics.
    pub facts: Facts,
}

/// Statistics of a conversion.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Facts {
    /// The title of the article; empty when it could not be read.
    pub title: String,
    /// Its language; `None` if it could not be read.
    pub lang: Option<Lang>,
    /// The direction of its text.
    pub direction: Direction,
    /// The word counts of the source and of the article.
    pub words: WordCounts,
    /// Whether its citations were looked up in bibliographies, including those of [`resolve::Options`].
    pub looked_up: bool,
    /// The stages in order, each with its duration: `read`, `resolve`, the names of formats, `verify`.
    pub stages: Vec<(Cow<'static, str>, Duration)>,
}

/// Word counts; words are separated by white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct WordCounts {
    /// Words of the source that must be in the article or in the account. `None` unless outputs are verified.
    pub source: Option<usize>,
    /// Words of the article's body and notes.
    pub article: usize,
    /// Words of the source that are accounted for instead of being in the article.
    pub left_out: usize,
}

impl Facts {
    /// Calls `work`, announces the stage, and records its duration.
    fn timed<T>(&mut self, env: &dyn Env, stage: impl Into<Cow<'static, str>>, work: impl FnOnce() -> T) -> T {
        let (stage, start) = (stage.into(), Instant::now());
        env.stage(&stage);
        let result = work();
        self.stages.push((stage, start.elapsed()));
        result
    }
}

impl Converter {
    /// Creates a converter with these renderers and options.
    #[must_use]
    pub fn new(registry: Registry, options: Options) -> Self {
        Self { registry, options, ..Self::default() }
    }

    /// Sets the options of resolution: bibliographies, citation style, language.
    #[must_use]
    pub fn resolving(mut self, options: resolve::Options) -> Self {
        self.resolve = options;
        self
    }

    /// Sets whether outputs are read back. A difference from the article is then an error.
    #[must_use]
    pub fn verifying(mut self, verify: bool) -> Self {
        self.verify = verify;
        self
    }

    /// Sets the options of checks, and whether conversions report their findings.
    #[must_use]
    pub fn checking(mut self, options: check::Options, checks: bool) -> Self {
        (self.check, self.checks) = (options, checks);
        self
    }

    /// Returns the options of checks, if conversions report their findings.
    #[must_use]
    pub fn checks(&self) -> Option<&check::Options> {
        self.checks.then_some(&self.check)
    }

    /// Returns the options of the renderers.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Returns the options of resolution.
    #[must_use]
    pub fn resolve_options(&self) -> &resolve::Options {
        &self.resolve
    }

    /// Returns whether outputs are read back.
    #[must_use]
    pub fn verifies(&self) -> bool {
        self.verify
    }

    /// Returns the renderers.
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// Reads and resolves an article. Returns `None` if a diagnostic is an error.
    pub fn prepare(&self, source: &Source, syntax: Syntax, env: &dyn Env) -> (Option<Resolved>, Vec<Diagnostic>) {
        let (resolved, mut diagnostics, _) = self.prepared(source, syntax, env, &|_| None, &mut Facts::default());
        resolved.iter().for_each(|resolved| debug_assert_sound(resolved.article()));
        limit(&mut diagnostics);
        (resolved, diagnostics)
    }

    /// Checks an article ([`mod@crate::check`]). Returns the diagnostics of reading and resolution together with the
    /// findings, in text order, and the reading ease.
    pub fn check(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        against: Option<&Against>,
    ) -> (Vec<Diagnostic>, Option<Measured>) {
        let mut facts = Facts::default();
        let (resolved, mut diagnostics, words) = self.prepared(source, syntax, env, &|_| None, &mut facts);
        let text = words.as_deref().unwrap_or(source);
        check::leave_out(&mut diagnostics, text, &self.check);
        let reading = resolved.and_then(|resolved| {
            let mut checked = self.checked(&resolved, (text, syntax), env, against, &mut facts);
            within(words.as_ref(), &mut checked.findings);
            diagnostics.extend(checked.findings);
            checked.reading
        });
        limit(&mut diagnostics);
        diagnostics.sort_by_key(|diagnostic| (diagnostic.source.is_some(), diagnostic.span.map(|span| span.start)));
        (diagnostics, reading)
    }

    /// Checks a resolved article.
    fn checked(
        &self,
        resolved: &Resolved,
        (source, syntax): (&Source, Syntax),
        env: &dyn Env,
        against: Option<&Against>,
        facts: &mut Facts,
    ) -> Checked {
        let setting = Setting { options: &self.check, render: &self.options, against };
        let mut checked = facts.timed(env, "check", || check::check(resolved, source, &setting));
        place(source, syntax, &mut checked.findings);
        checked
    }

    /// Reads and resolves an article of a book, which may link to others.
    pub(crate) fn prepare_among(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        other_articles: OtherArticles<'_>,
    ) -> (Option<Resolved>, Vec<Diagnostic>) {
        let (resolved, diagnostics, _) = self.prepared(source, syntax, env, other_articles, &mut Facts::default());
        (resolved, diagnostics)
    }

    fn prepared(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        other_articles: OtherArticles<'_>,
        facts: &mut Facts,
    ) -> (Option<Resolved>, Vec<Diagnostic>, Option<Arc<Source>>) {
        let read = || read_as(source, syntax, self.resolve.lang.as_ref(), self.resolve.usual_lang.as_ref());
        let reading = facts.timed(env, "read", read);
        let lost = self.lost_words(source, syntax, env, &reading, facts);
        let Reading { article, account, mut diagnostics, text } = reading;
        let words = text.map(|text| Arc::new(Source::new(source.name.clone(), text)));
        diagnostics.extend(lost);
        if any_error(&diagnostics) {
            at_start(words.as_deref().unwrap_or(source), &mut diagnostics);
            within(words.as_ref(), &mut diagnostics);
            return (None, diagnostics, words);
        }
        facts.words.article = article.word_count();
        facts.words.left_out = account.word_count();
        facts.looked_up = resolve::looks_up(&article);
        let name = name_of(&source.name);
        let resolve = || resolve_among(article, name, env, &self.resolve, other_articles, &mut diagnostics);
        let resolved = facts.timed(env, "resolve", resolve);
        let article = resolved.article();
        (facts.title, facts.lang, facts.direction) = (article.title_text(), Some(article.lang()), article.direction());
        place(words.as_deref().unwrap_or(source), syntax, &mut diagnostics);
        within(words.as_ref(), &mut diagnostics);
        ((!any_error(&diagnostics)).then_some(resolved), diagnostics, words)
    }

    /// Compares the words of a source with those of the article, if outputs are verified.
    #[cfg(feature = "web")]
    fn lost_words(
        &self,
        source: &Source,
        syntax: Syntax,
        env: &dyn Env,
        reading: &Reading,
        facts: &mut Facts,
    ) -> Vec<Diagnostic> {
        if !self.verify || any_error(&reading.diagnostics) {
            return Vec::new();
        }
        let check = facts.timed(env, "verify source", || crate::verify::verify_source(source, syntax, reading));
        facts.words.source = Some(check.words);
        check.differences.iter().take(LOST).map(crate::verify::SourceDifference::diagnostic).collect()
    }

    /// Compares nothing: the comparison parses web pages, and this library was built without them.
    #[cfg(not(feature = "web"))]
    fn lost_words(&self, _: &Source, _: Syntax, _: &dyn Env, _: &Reading, _: &mut Facts) -> Vec<Diagnostic> {
        Vec::new()
    }

    /// Renders a resolved article into these formats: into all of them or none.
    pub fn render(&self, article: &Resolved, env: &dyn Env, formats: &[Format]) -> Conversion {
        debug_assert_sound(article.article());
        let mut conversion = Conversion::default();
        self.finish(&mut conversion, article, env, formats);
        limit(&mut conversion.diagnostics);
        conversion
    }

    fn finish(&self, conversion: &mut Conversion, resolved: &Resolved, env: &dyn Env, formats: &[Format]) {
        conversion.render(resolved, env, self, formats);
        if self.verify {
            conversion.verify(resolved.article(), env);
        }
        if any_error(&conversion.diagnostics) {
            conversion.outputs.clear();
        }
    }

    /// Converts an article into these formats: into all of them or none. An article that fails in one format has no
    /// outputs, and the diagnostics say why.
    pub fn convert(&self, source: &Source, syntax: Syntax, env: &dyn Env, formats: &[Format]) -> Conversion {
        let mut facts = Facts::default();
        let (resolved, diagnostics, words) = self.prepared(source, syntax, env, &|_| None, &mut facts);
        let mut conversion = Conversion { outputs: Vec::new(), diagnostics, facts };
        let Some(resolved) = resolved else {
            limit(&mut conversion.diagnostics);
            return conversion;
        };
        if self.checks {
            let text = words.as_deref().unwrap_or(source);
            let mut checked = self.checked(&resolved, (text, syntax), env, None, &mut conversion.facts);
            within(words.as_ref(), &mut checked.findings);
            conversion.diagnostics.extend(checked.findings);
        }
        let placed = conversion.diagnostics.len();
        self.finish(&mut conversion, &resolved, env, formats);
        place(words.as_deref().unwrap_or(source), syntax, &mut conversion.diagnostics[placed..]);
        within(words.as_ref(), &mut conversion.diagnostics[placed..]);
        limit(&mut conversion.diagnostics);
        conversion
    }
}

/// Maps the spans of later stages to the source: those of a JSON article refer to the text that it was read from.
fn place(source: &Source, syntax: Syntax, diagnostics: &mut [Diagnostic]) {
    if syntax == Syntax::Json {
        map_to_json(source, diagnostics);
    }
    diagnostics.iter_mut().for_each(|diagnostic| diagnostic.narrow(source));
    at_start(source, diagnostics);
}

/// Sets the source that diagnostics refer to, if it is not the article's file, which may hold no text.
fn within(words: Option<&Arc<Source>>, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.source.is_none()) {
        diagnostic.source = words.cloned();
    }
}

/// Points diagnostics about the article as a whole to its start.
fn at_start(source: &Source, diagnostics: &mut [Diagnostic]) {
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.source.is_none()) {
        diagnostic.span.get_or_insert_with(|| source.start());
    }
}

impl Conversion {
    /// Returns the result for an article that was not converted.
    pub(crate) fn refused(diagnostic: Diagnostic) -> Self {
        Self { diagnostics: vec![diagnostic], ..Self::default() }
    }

    /// Returns whether the article could not be converted.
    #[must_use]
    pub fn failed(&self) -> bool {
        any_error(&self.diagnostics)
    }

    fn verify(&mut self, article: &Article, env: &dyn Env) {
        let outputs = self.outputs.iter().map(|output| (output.format.as_str(), output.bytes.as_slice()));
        let found = self.facts.timed(env, "verify", || verify(article, outputs));
        for difference in found.err().into_iter().flatten() {
            let message = format!("the {} differs from the article: {}", difference.format, difference.message);
            let help = "this is a bug in handout: please report it, with the article if you can";
            self.diagnostics.push(Diagnostic::new(Code::Internal, message).help(help));
        }
    }

    /// Makes the outputs in the order of the formats. The PDF is made first if other formats list its pages.
    fn render(&mut self, article: &Resolved, env: &dyn Env, converter: &Converter, formats: &[Format]) {
        let Converter { registry, options, .. } = converter;
        let spelled = addresses::spelled(article, options.theme.links.addresses);
        let article = |format: &Format| match &spelled {
            Some(spelled) if prints_addresses(format, options) => spelled,
            _ => article,
        };
        let mut context = Context { env, options, pages: None };
        let pdf_first = options.page_list && formats.contains(&Format::PDF);
        let pages = if pdf_first { self.add(&Format::PDF, article(&Format::PDF), &context, registry) } else { None };
        context.pages = pages.as_ref();
        for format in formats.iter().filter(|format| !(pdf_first && **format == Format::PDF)) {
            self.add(format, article(format), &context, registry);
        }
        self.outputs.sort_by_key(|output| formats.iter().position(|format| *format == output.format));
    }

    /// Makes an output, and returns its pages.
    fn add(
        &mut self,
        format: &Format,
        article: &Resolved,
        context: &Context<'_>,
        registry: &Registry,
    ) -> Option<PageMap> {
        let Some(renderer) = registry.get(format) else {
            self.diagnostics.push(unknown_format(format, registry));
            return None;
        };
        match self.facts.timed(context.env, format.clone().into_name(), || renderer.render(article, context)) {
            Ok(rendered) => {
                self.outputs.push(Output {
                    format: format.clone(),
                    extension: renderer.extension().to_owned(),
                    bytes: rendered.bytes,
                    pages: rendered.pages.as_ref().map(|pages| pages.starts.len()),
                    page_starts: rendered
                        .pages
                        .as_ref()
                        .map(|pages| pages.offsets(article.article()))
                        .unwrap_or_default(),
                });
                self.diagnostics.extend(rendered.diagnostics);
                rendered.pages
            }
            Err(error) => {
                self.diagnostics
                    .push(Diagnostic::new(Code::Unrenderable, format!("cannot make the {format}: {error}")));
                None
            }
        }
    }
}

/// Returns whether a format prints the addresses of links as the theme says.
fn prints_addresses(format: &Format, options: &Options) -> bool {
    let text = *format == Format::TEXT && options.text.links == TextLinks::Printed;
    text || [Format::PDF, Format::EPUB, Format::HTML].contains(format)
}

/// Returns the name of an article, without folder and extension; `None` for standard input (`-`, `<stdin>`).
pub(crate) fn name_of(path: &str) -> Option<&str> {
    let stem = Path::new(path).file_stem()?.to_str()?;
    stem.starts_with(char::is_alphanumeric).then_some(stem)
}

fn unknown_format(format: &Format, registry: &Registry) -> Diagnostic {
    let known: Vec<_> = registry.iter().map(|renderer| renderer.format().to_string()).collect();
    Diagnostic::new(Code::Unrenderable, format!("there is no renderer for the format `{format}`"))
        .help(format!("choose from {}", known.join(", ")))
}

fn debug_assert_sound(article: &Article) {
    if cfg!(debug_assertions) {
        let violations = article.validate();
        debug_assert!(violations.is_empty(), "the resolved article breaks rules of the AST: {violations:#?}");
    }
}
