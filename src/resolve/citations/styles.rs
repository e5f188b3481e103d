//! Citation styles and their languages, parsed once in a process and shared by all articles.
//!
//! A bundled style takes about a millisecond to decode, all 60 languages some tens; articles come by the thousand.

use super::{
    Sources,
    archive::Bundled,
    distinct::Rules,
    gaps, manuals, nearest,
    spoken::{spoken, tags},
    tailor::{Cuts, Survey},
};
use crate::{
    article::{Article, Lang, Span},
    diagnostic::{Code, Diagnostic, Source},
    locale::Writing,
    resolve::Style,
};
use hayagriva::citationberg::{
    self, IndependentStyle, Locale, LocaleCode, TermForm,
    taxonomy::{OtherTerm, Term},
};
use serde::Deserialize as _;
use std::{
    collections::HashMap,
    num::NonZeroUsize,
    sync::{Arc, LazyLock, Mutex, PoisonError},
};

/// Names that people use beside those of the archive.
const ALIASES: [(&str, &str); 7] = [
    ("ama", "american-medical-association"),
    ("nlm", "nlm-citation-sequence"),
    ("chicago", "chicago-author-date"),
    ("harvard", "harvard-cite-them-right"),
    ("lancet", "the-lancet"),
    ("mla", "modern-language-association"),
    ("acs", "american-chemical-society"),
];

/// The style of articles for which nobody names one: entries as the NLM sets them, marks in square brackets.
const DEFAULT: &str = "nlm-citation-sequence";

/// At most so many `.csl` files are kept.
const CACHE_LIMIT: usize = 64;

/// A style, ready to set articles with: without what hayagriva gets wrong, which is ours to do.
#[derive(Debug)]
pub(super) struct Ready {
    /// What hayagriva works with.
    pub(super) csl: IndependentStyle,
    /// What is done in its place.
    pub(super) rules: Rules,
    /// What it asks of works.
    pub(super) survey: Survey,
    /// The style cut down to works.
    pub(super) cuts: Cuts,
}

impl From<IndependentStyle> for Ready {
    fn from(mut csl: IndependentStyle) -> Self {
        gaps::add_names(&mut csl);
        gaps::collapse_runs(&mut csl);
        gaps::shorten_journals(&mut csl);
        manuals::mend(&mut csl);
        let rules = Rules::take_over(&mut csl);
        let survey = Survey::of(&csl);
        Self { csl, rules, survey, cuts: Cuts::default() }
    }
}

static BUNDLED: LazyLock<Mutex<HashMap<String, Arc<Ready>>>> = LazyLock::new(Mutex::default);
static FILES: LazyLock<Mutex<HashMap<String, Arc<Ready>>>> = LazyLock::new(Mutex::default);

/// The names of the bundled styles, short ones first.
pub(crate) fn names() -> Vec<&'static str> {
    let short = ALIASES.iter().map(|(name, _)| *name);
    let mut names: Vec<&str> = Bundled::all().flat_map(Bundled::names).collect();
    names.extend(short);
    names.sort_unstable();
    names.dedup();
    names
}

/// The style that the caller or else the article names; the default when it cannot be had.
pub(super) fn choose(
    article: &Article,
    sources: &Sources<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Ready>> {
    let options = sources.options;
    let chosen = match (options.csl.as_ref(), &article.meta.csl) {
        (Some(style), _) => given(style),
        (None, Some(path)) if path.path.to_lowercase().ends_with(".csl") => {
            file(&path.path, sources).map_err(|problem| (problem, path.span))
        }
        (None, Some(path)) => named(&path.path).map_err(|problem| (problem, path.span)),
        (None, None) => match &options.usual_csl {
            Some(style) => given(style),
            None => return default_style(),
        },
    };
    match chosen {
        Ok(style) => Some(style),
        Err((problem, span)) => {
            diagnostics.push(problem.at(span));
            default_style()
        }
    }
}

/// A style that the caller gives.
fn given(style: &Style) -> Result<Arc<Ready>, (Diagnostic, Span)> {
    let style = match style {
        Style::Named(name) => named(name),
        Style::File(source) => parsed(source),
    };
    style.map_err(|problem| (problem, Span::default()))
}

fn default_style() -> Option<Arc<Ready>> {
    cached(&BUNDLED, "", || {
        let mut style = bundled(DEFAULT)?;
        style.citation.layout.prefix = Some("[".to_owned());
        style.citation.layout.suffix = Some("]".to_owned());
        Some(style)
    })
}

fn named(name: &str) -> Result<Arc<Ready>, Diagnostic> {
    let wanted = name.trim().to_lowercase();
    let archived = ALIASES.iter().find(|(alias, _)| *alias == wanted).map_or(wanted.as_str(), |(_, name)| name);
    cached(&BUNDLED, archived, || bundled(archived)).ok_or_else(|| {
        let near = nearest::nearest(&wanted, names().into_iter()).join(", ");
        let help = if near.is_empty() {
            "see `handout styles`, or name a `.csl` file".to_owned()
        } else {
            format!("did you mean {near}?")
        };
        Diagnostic::new(Code::BadStyle, format!("no citation style is called `{name}`")).help(help)
    })
}

fn bundled(name: &str) -> Option<IndependentStyle> {
    match Bundled::by_name(name)?.get()? {
        citationberg::Style::Independent(style) => Some(style),
        citationberg::Style::Dependent(_) => None,
    }
}

fn file(path: &str, sources: &Sources<'_>) -> Result<Arc<Ready>, Diagnostic> {
    let read = sources.env.read(path).map_err(|error| error.to_string());
    let text = read.and_then(|bytes| String::from_utf8(bytes.to_vec()).map_err(|_| "it is not UTF-8 text".to_owned()));
    let text = text.map_err(|problem| {
        let message = format!("the citation style `{path}` cannot be read: {problem}");
        Diagnostic::new(Code::BadStyle, message).help("name a bundled style, or a file in the article's folder")
    })?;
    parsed(&Source::new(path, text))
}

fn parsed(source: &Source) -> Result<Arc<Ready>, Diagnostic> {
    if let Some(style) = cached(&FILES, &source.text, || None) {
        return Ok(style);
    }
    let broken = |problem: String| {
        let message = format!("the citation style `{}` cannot be used: {problem}", source.name);
        Diagnostic::new(Code::BadStyle, message).help("get it anew from the Zotero style repository")
    };
    let style = match of_xml(&source.text).map_err(|error| broken(error.to_string()))? {
        citationberg::Style::Independent(style) => style,
        citationberg::Style::Dependent(style) => {
            let parent = Bundled::by_id(&style.parent_link.href).and_then(Bundled::get);
            let Some(citationberg::Style::Independent(mut parent)) = parent else {
                return Err(broken(format!("it depends on {}, which is not bundled", style.parent_link.href)));
            };
            parent.default_locale = style.default_locale.or(parent.default_locale);
            parent
        }
    };
    Ok(kept(&FILES, &source.text, style))
}

/// A style's XML. citationberg's own way in notes where it is at every step, only to name that in an error, and makes the
/// program half a megabyte larger.
fn of_xml(text: &str) -> Result<citationberg::Style, quick_xml::DeError> {
    let mut xml = quick_xml::de::Deserializer::from_str(text);
    // elements of one kind may stand apart
    xml.event_buffer_size(NonZeroUsize::new(u32::MAX as usize));
    citationberg::Style::deserialize(&mut xml)
}

fn cached(
    cache: &Mutex<HashMap<String, Arc<Ready>>>,
    key: &str,
    make: impl FnOnce() -> Option<IndependentStyle>,
) -> Option<Arc<Ready>> {
    let known = cache.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
    known.or_else(|| Some(kept(cache, key, make()?)))
}

fn kept(cache: &Mutex<HashMap<String, Arc<Ready>>>, key: &str, style: IndependentStyle) -> Arc<Ready> {
    let style = Arc::new(Ready::from(style));
    let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
    if cache.len() >= CACHE_LIMIT {
        cache.clear();
    }
    cache.insert(key.to_owned(), style.clone());
    style
}

/// What a style speaks in an article.
#[derive(Debug)]
pub(super) struct Language {
    /// The language.
    pub(super) code: LocaleCode,
    /// Its words, and those of languages that the style may fall back on.
    pub(super) locales: Vec<Locale>,
    /// Whether it is the article's, and not English in its place.
    pub(super) is_own: bool,
}

impl Language {
    /// A word of the language.
    pub(super) fn term(&self, term: OtherTerm) -> Option<&str> {
        let own = self.locales.iter().filter(|locale| locale.lang.as_ref() == Some(&self.code));
        own.filter_map(|locale| locale.term(Term::Other(term), TermForm::Long)?.single()).next()
    }
}

/// The language that a style speaks in an article, picked once for all articles.
pub(super) fn language(lang: &Lang, style: &IndependentStyle) -> Arc<Language> {
    static PICKED: LazyLock<Mutex<HashMap<String, Arc<Language>>>> = LazyLock::new(Mutex::default);
    let default = style.default_locale.as_ref().map_or("", |code| code.0.as_str());
    let key = format!("{} {default}", lang.as_str());
    let mut picked = PICKED.lock().unwrap_or_else(PoisonError::into_inner);
    if picked.len() >= CACHE_LIMIT {
        picked.clear();
    }
    picked.entry(key).or_insert_with(|| Arc::new(pick(lang, style))).clone()
}

/// The language, and the country whose words it has where its tag names none: for Chinese, that of its characters.
fn home(lang: &Lang) -> (String, String) {
    let primary = lang.primary();
    match Writing::of(lang).script {
        "Hant" => ("zh".to_owned(), "zh-TW".to_owned()),
        "Hans" => ("zh".to_owned(), "zh-CN".to_owned()),
        _ => (primary.clone(), format!("{primary}-{primary}")),
    }
}

fn pick(lang: &Lang, style: &IndependentStyle) -> Language {
    let (primary, home) = home(lang);
    let known: Vec<&str> = tags(&primary).collect();
    let code_of = |tag: &&str| LocaleCode((*tag).to_owned());
    let by_code = |wanted: &str| known.iter().find(|tag| tag.eq_ignore_ascii_case(wanted)).map(code_of);
    let default = style.default_locale.clone().filter(|code| code.0.split('-').next() == Some(primary.as_str()));
    let english = (primary == "en").then(LocaleCode::en_us);
    let code = by_code(lang.as_str())
        .or(default)
        .or(english)
        .or_else(|| by_code(&home))
        .or_else(|| known.first().map(code_of))
        .unwrap_or_else(LocaleCode::en_us);
    Language { is_own: !known.is_empty(), locales: spoken(&code), code }
}
