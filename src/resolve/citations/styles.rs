//! Citation styles: choosing an article's style. Parsed once per process and shared by all articles.

use super::{Sources, archive::Bundled, corrections, suggest};
use crate::{
    article::{Article, Span},
    cache::Cache,
    csl,
    diagnostic::{Code, Diagnostic, Source},
    resolve::Style,
};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Common names that the archive does not have.
const ALIASES: [(&str, &str); 9] = [
    ("ama", "american-medical-association"),
    ("nlm", "nlm-citation-sequence"),
    ("chicago", "chicago-author-date"),
    ("chicago-notes-bibliography", "chicago-notes"),
    ("harvard", "harvard-cite-them-right"),
    ("lancet", "the-lancet"),
    ("mla", "modern-language-association"),
    ("acs", "american-chemical-society"),
    ("mdpi", "multidisciplinary-digital-publishing-institute"),
];

/// The default style: entries in NLM format, citations in square brackets.
const DEFAULT: &str = "nlm-citation-sequence";

/// The number of parsed styles that are cached: of those in the archive, and of files.
const CACHED: usize = 64;

/// A parsed style.
#[derive(Debug)]
pub(super) struct Parsed {
    /// The style, or the parent of a dependent style.
    pub(super) csl: csl::Style,
    /// The default locale of a dependent style.
    pub(super) locale: Option<String>,
    /// Whether citations are superscript.
    pub(super) raises: bool,
}

impl Parsed {
    /// Parses the XML of an independent style.
    fn new(xml: &str, locale: Option<String>) -> Result<Self, csl::Error> {
        let csl = csl::Style::parse(xml)?;
        let layout = xml.find("<citation").and_then(|at| xml[at..].find("<layout").map(|layout| &xml[at + layout..]));
        let raises = layout.and_then(|layout| layout.split('>').next()).is_some_and(|tag| tag.contains("\"sup\""));
        Ok(Self { csl, locale, raises })
    }
}

type Styles = LazyLock<Mutex<Cache<String, Arc<Parsed>>>>;

static BUNDLED: Styles = LazyLock::new(|| Mutex::new(Cache::new(CACHED)));
static FILES: Styles = LazyLock::new(|| Mutex::new(Cache::new(CACHED)));

/// Returns the names of the bundled styles, sorted.
pub(crate) fn names() -> Vec<&'static str> {
    let aliases = ALIASES.iter().map(|(name, _)| *name);
    let mut names: Vec<&str> = Bundled::all().flat_map(Bundled::names).chain(aliases).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the style named by the caller or else the article, or the default if it is unavailable.
pub(super) fn choose(
    article: &Article,
    sources: &Sources<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Arc<Parsed>> {
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

/// Loads a style given by the caller.
fn given(style: &Style) -> Result<Arc<Parsed>, (Diagnostic, Span)> {
    let style = match style {
        Style::Named(name) => named(name),
        Style::File(source) => parsed(source),
    };
    style.map_err(|problem| (problem, Span::default()))
}

fn default_style() -> Option<Arc<Parsed>> {
    cached(&BUNDLED, "", || corrections::in_brackets(&bundled_xml(DEFAULT)?))
}

fn named(name: &str) -> Result<Arc<Parsed>, Diagnostic> {
    let wanted = name.trim().to_lowercase();
    let archived = ALIASES.iter().find(|(alias, _)| *alias == wanted).map_or(wanted.as_str(), |(_, name)| name);
    cached(&BUNDLED, archived, || bundled_xml(archived)).ok_or_else(|| {
        let near = suggest::nearest(&wanted, names().into_iter()).join(", ");
        let help = if near.is_empty() {
            "see `handout styles`, or name a `.csl` file".to_owned()
        } else {
            format!("did you mean {near}?")
        };
        Diagnostic::new(Code::BadStyle, format!("there is no citation style `{name}`")).help(help)
    })
}

/// Returns the XML of a bundled style, with corrections.
fn bundled_xml(name: &str) -> Option<String> {
    let bundled = Bundled::by_name(name)?;
    Some(corrections::correct(bundled.name(), bundled.xml()?))
}

fn file(path: &str, sources: &Sources<'_>) -> Result<Arc<Parsed>, Diagnostic> {
    let read = sources.env.read(path).map_err(|error| error.to_string());
    let text = read.and_then(|bytes| String::from_utf8(bytes.to_vec()).map_err(|_| "it is not UTF-8 text".to_owned()));
    let text = text.map_err(|problem| {
        let message = format!("the citation style `{path}` cannot be read: {problem}");
        Diagnostic::new(Code::BadStyle, message).help("name a bundled style, or a file in the article's folder")
    })?;
    parsed(&Source::new(path, text))
}

fn parsed(source: &Source) -> Result<Arc<Parsed>, Diagnostic> {
    if let Some(style) = known(&FILES, &source.text) {
        return Ok(style);
    }
    let broken = |problem: String| {
        let message = format!("the citation style `{}` cannot be used: {problem}", source.name);
        Diagnostic::new(Code::BadStyle, message).help("download it again from the Zotero style repository")
    };
    let style = Parsed::new(&source.text, None).map_err(|error| broken(error.to_string()))?;
    let Some(parent) = style.csl.parent() else { return Ok(kept(&FILES, &source.text, style)) };
    let xml = Bundled::by_id(parent).and_then(|parent| bundled_xml(parent.name()));
    let locale = style.csl.default_locale().map(str::to_owned);
    let of_parent = xml.and_then(|xml| Parsed::new(&xml, locale).ok());
    let of_parent = of_parent.ok_or_else(|| broken(format!("it depends on {parent}, which is not bundled")))?;
    Ok(kept(&FILES, &source.text, of_parent))
}

fn cached(cache: &Styles, key: &str, xml: impl FnOnce() -> Option<String>) -> Option<Arc<Parsed>> {
    known(cache, key).or_else(|| Some(kept(cache, key, Parsed::new(&xml()?, None).ok()?)))
}

fn known(cache: &Styles, key: &str) -> Option<Arc<Parsed>> {
    cache.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned()
}

fn kept(cache: &Styles, key: &str, style: Parsed) -> Arc<Parsed> {
    let style = Arc::new(style);
    cache.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), style.clone());
    style
}
