//! Creates a converter from settings.

use super::{
    formats::{KnownFormat, find_program},
    house,
    layers::{Layers, Origin},
    values::Written,
};
use handout::{
    Converter, Format, Options, Registry, Source,
    batch::{self, Choice, load_lenient, load_text},
    check,
    diagnostic::Code,
    env::{DiskEnv, Env as _, FontSet},
    render::TextOptions,
    resolve::{self, Style, style_names},
    theme::Theme,
};
use serde::{Deserialize, Serialize};
use std::{path::Path, sync::Arc};

/// Reads a file that a setting names, given the name and the origin of the setting.
pub(super) type ReadFile<'a> = &'a dyn Fn(&str, &Origin) -> Result<Arc<Source>, String>;

/// Options of the command that are not settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Extras {
    /// Whether outputs are read back.
    pub(super) verify: bool,
    /// The day for checking whether reviews are due.
    pub(super) today: Option<String>,
    /// Whether conversions report the findings of checks.
    pub(super) checks: bool,
}

/// The maximum number of errors to report: a list may name thousands of files.
const MOST_ERRORS: usize = 20;

/// Returns a converter, and the settings for planning.
///
/// # Errors
/// A message for each file that cannot be used and for each contradiction, one per line.
pub(super) fn converter(
    layers: &Layers,
    registry: &Registry,
    read: ReadFile<'_>,
    Extras { verify, today, checks }: Extras,
) -> Result<(Converter, Choice), String> {
    let mut errors = Errors::default();
    let theme = layers.find(|settings| settings.theme.as_ref());
    let theme = theme.and_then(|(name, origin)| errors.take(self::theme(name, origin, read)));
    let csl = layers.find(|settings| settings.csl.as_ref());
    let csl = csl.and_then(|(name, origin)| Some((errors.take(style(name, origin, read))?, origin)));
    let bibliography = layers.find(|settings| settings.bibliography.as_ref());
    let bibliography = bibliography
        .map(|(files, origin)| files.iter().filter_map(|name| errors.take(read(name, origin))).collect::<Vec<_>>());
    let organization = errors.take(house::organization(layers)).flatten();
    let checking = errors.take(checking(layers)).unwrap_or_default();
    let formats = formats(layers);
    let page_list = layers.is_on(|settings| settings.page_list.as_ref());
    if page_list && !(formats.contains(&Format::PDF) && formats.contains(&Format::EPUB)) {
        errors.0.push("`--page-list` needs both pdf and epub among the formats".to_owned());
    }
    let names = value(layers.get(|settings| settings.name.as_ref()));
    errors.take(batch::Template::check(&names).map_err(|error| format!("`name`: {error}")));
    if !errors.0.is_empty() {
        let more = errors.0.len().saturating_sub(MOST_ERRORS);
        errors.0.truncate(MOST_ERRORS);
        errors.0.extend((more > 0).then(|| format!("{more} more errors")));
        return Err(errors.0.join("\n"));
    }

    let options = Options::default()
        .theme(theme.unwrap_or_else(Theme::clinic))
        .paper(value(layers.get(|settings| settings.paper.as_ref())))
        .pdf_standard(value(layers.get(|settings| settings.pdf_standard.as_ref())))
        .text(TextOptions {
            width: value(layers.get(|settings| settings.width.as_ref())),
            links: value(layers.get(|settings| settings.text_links.as_ref())),
            linear: layers.is_on(|settings| settings.linear.as_ref()),
            ascii: layers.is_on(|settings| settings.ascii.as_ref()),
            bidi_marks: layers.is_on(|settings| settings.bidi_marks.as_ref()),
            crlf: layers.is_on(|settings| settings.crlf.as_ref()),
        })
        .page_list(page_list)
        .greyscale(layers.is_on(|settings| settings.greyscale.as_ref()));
    // the default language is only shown to users: articles that declare none are detected
    let lang = layers.find(|settings| settings.language.as_ref()).filter(|(_, origin)| **origin != Origin::Defaults);
    let (lang, usual_lang) = flag_or_file(lang.map(|(lang, origin)| (lang.value.clone(), origin)));
    let (csl, usual_csl) = flag_or_file(csl);
    let resolving = resolve::Options::default()
        .bibliography(bibliography.unwrap_or_default())
        .styles(csl, usual_csl)
        .references(layers.get(|settings| settings.references.as_ref()).map(|references| references.value))
        .languages(lang.clone(), usual_lang.clone())
        .organization(organization)
        .today(today);
    let fit = layers.find(|settings| settings.fit.as_ref());
    let (fit, usual_fit) = flag_or_file(fit.map(|(pages, origin)| (pages.value, origin)));
    let fillable = layers.find(|settings| settings.fillable.as_ref());
    let (fillable, usual_fillable) = flag_or_file(fillable.map(|(fillable, origin)| (*fillable, origin)));
    let options = options.fit(fit, usual_fit).fillable(fillable, usual_fillable);
    let registry = with_programs(registry, &formats);
    let choice = Choice::formats(formats.iter().filter_map(|format| registry.get(format)))
        .names(names)
        .languages(lang, usual_lang);
    Ok((Converter::new(registry, options).resolving(resolving).checking(checking, checks).verifying(verify), choice))
}

/// Returns the options of checks, merged over the layers.
fn checking(layers: &Layers) -> Result<check::Options, String> {
    let own = layers.iter().filter_map(|layer| layer.settings.check.clone());
    let options = own.fold(check::Options::default(), |all, own| all.or(&own));
    let known = |name: &String| check::rule(name).is_some() || Code::ALL.iter().any(|code| code.as_str() == name);
    match options.off.iter().find(|name| !known(name)) {
        Some(name) => Err(format!("`check.off`: no rule is called `{name}`: see `handout check --list`")),
        None => Ok(options),
    }
}

/// Error messages.
#[derive(Default)]
struct Errors(Vec<String>);

impl Errors {
    fn take<T>(&mut self, result: Result<T, String>) -> Option<T> {
        result.map_err(|message| self.0.push(message)).ok()
    }
}

fn value<T: Clone + Default>(written: Option<&Written<T>>) -> T {
    written.map(|written| written.value.clone()).unwrap_or_default()
}

/// Splits a setting by its origin: a flag overrides articles, and a file applies to articles that do not set it.
fn flag_or_file<T>(setting: Option<(T, &Origin)>) -> (Option<T>, Option<T>) {
    match setting {
        Some((value, Origin::Flags | Origin::Request)) => (Some(value), None),
        Some((value, _)) => (None, Some(value)),
        None => (None, None),
    }
}

/// Returns the formats, each once.
fn formats(layers: &Layers) -> Vec<Format> {
    let mut formats = Vec::new();
    for Written { value: KnownFormat(format), .. } in layers.get(|settings| settings.to.as_ref()).into_iter().flatten()
    {
        if !formats.contains(format) {
            formats.push(format.clone());
        }
    }
    formats
}

/// Adds the programs that make other formats.
fn with_programs(registry: &Registry, formats: &[Format]) -> Registry {
    let others = formats.iter().filter(|format| registry.get(format).is_none()).filter_map(find_program);
    others.fold(registry.clone(), Registry::with)
}

/// Reads a file that a setting names. In a `handout.toml`, files must be below its folder.
pub(super) fn read_file(name: &str, origin: &Origin) -> Result<Arc<Source>, String> {
    read_source(name, origin).map(Arc::new)
}

fn read_source(name: &str, origin: &Origin) -> Result<Source, String> {
    let unreadable = |error: String| format!("{name} cannot be read: {error}");
    match origin {
        Origin::File(config) => {
            let folder = config.parent().unwrap_or(Path::new("."));
            let bytes = DiskEnv::new(folder, FontSet::bundled()).read(name).map_err(|error| {
                let error = error.to_string().replace("the article's", "its");
                format!("{}: {}", config.display(), unreadable(error))
            })?;
            let shown = folder.join(name).display().to_string();
            if is_bibliography(name) {
                return Ok(Source::lenient(shown, &bytes));
            }
            Source::from_bytes(shown, bytes.to_vec()).map_err(|diagnostic| diagnostic.message)
        }
        Origin::Request => Err(format!("`{name}` is a file, and a request cannot name files")),
        Origin::Flags | Origin::Defaults if is_bibliography(name) => {
            load_lenient(Path::new(name)).map_err(|diagnostic| unreadable(diagnostic.message))
        }
        Origin::Flags | Origin::Defaults => {
            load_text(Path::new(name)).map_err(|diagnostic| unreadable(diagnostic.message))
        }
    }
}

/// Returns whether a file that a setting names is a bibliography, which may be in any encoding: not a style or theme.
fn is_bibliography(name: &str) -> bool {
    !Path::new(name)
        .extension()
        .is_some_and(|ending| ["csl", "toml"].iter().any(|own| ending.eq_ignore_ascii_case(own)))
}

/// Returns a citation style: a file if the name ends in .csl, else a bundled one.
fn style(name: &str, origin: &Origin, read: ReadFile<'_>) -> Result<Style, String> {
    if name.to_ascii_lowercase().ends_with(".csl") {
        return read(name, origin).map(Style::File);
    }
    if style_names().contains(&name.to_lowercase().as_str()) {
        return Ok(Style::Named(name.to_owned()));
    }
    Err(format!("there is no citation style `{name}`: see `handout styles`, or name a .csl file"))
}

/// Returns a bundled theme, or one from a file.
fn theme(name: &str, origin: &Origin, read: ReadFile<'_>) -> Result<Arc<Theme>, String> {
    if let Some(theme) = Theme::bundled(name) {
        return Ok(theme);
    }
    if !name.to_ascii_lowercase().ends_with(".toml") {
        return Err(format!(
            "no theme is called `{name}`: choose from {}, or name a .toml file",
            Theme::NAMES.join(", ")
        ));
    }
    let source = read(name, origin)?;
    Theme::parse(&source.text).map(Arc::new).map_err(|error| {
        let place = error.span.map(|span| source.place(span.start));
        let place = place.map_or_else(String::new, |place| format!("{}:{}:", place.line, place.column));
        format!("{}:{place} {}", source.name, error.message)
    })
}
