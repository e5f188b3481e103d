//! What the library takes, made of settings.

use super::{
    keys::{find_format, mode},
    settings::{Held, Origin, Settings},
};
use handout::{
    Converter, Options, Registry, Source,
    article::Lang,
    batch::{Choice, Format, load_text},
    env::{DiskEnv, Env as _, FontSet},
    render::TextOptions,
    resolve::{self, Style, style_names},
    theme::Theme,
};
use std::{path::Path, str::FromStr, sync::Arc};

/// A converter and what a plan must know of it. The messages of all that cannot be otherwise, joined by line ends.
pub(super) fn typed(settings: &Settings, registry: &Registry) -> Result<(Converter, Choice), String> {
    let mut wrong = Vec::new();
    let theme = kept(theme(settings.get("theme")), &mut wrong);
    let bibliography = bibliography(settings.get("bibliography"), &mut wrong);
    let csl = settings.word("csl").and_then(|name| kept(style(name, settings.get("csl")), &mut wrong));
    let references = settings.word("references").and_then(|name| kept(mode(name), &mut wrong));
    let lang = said(settings.get("language")).and_then(|tag| kept(Lang::new(tag), &mut wrong));
    let options = Options {
        theme: theme.unwrap_or_else(Theme::clinic),
        paper: parsed(settings, "paper", &mut wrong),
        pdf_standard: parsed(settings, "pdf-standard", &mut wrong),
        text: TextOptions {
            width: parsed(settings, "width", &mut wrong),
            links: parsed(settings, "text-links", &mut wrong),
            linear: settings.is_on("linear"),
            ascii: settings.is_on("ascii"),
            bidi_marks: settings.is_on("bidi-marks"),
            crlf: settings.is_on("crlf"),
        },
        page_list: settings.is_on("page-list"),
        greyscale: settings.is_on("greyscale"),
    };
    let names = parsed(settings, "name", &mut wrong);
    let to = &settings.get("to").values;
    if settings.is_on("page-list") && ["pdf", "epub"].iter().any(|name| !to.iter().any(|format| format == name)) {
        wrong.push("`--page-list` needs both pdf and epub among the formats".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n"));
    }
    let registry = with_programs(registry, &settings.get("to").values);
    let flag = |name| settings.get(name).origin == Origin::Flag;
    let (lang, usual_lang) = if flag("language") { (lang, None) } else { (None, lang) };
    let formats = formats(&registry, &settings.get("to").values);
    let choice = Choice { formats, names, lang: lang.clone(), usual_lang: usual_lang.clone(), converter: 0 };
    let (csl, usual_csl) = if flag("csl") { (csl, None) } else { (None, csl) };
    let resolving = resolve::Options { bibliography, csl, usual_csl, references, lang, usual_lang };
    Ok((Converter::new(registry, options).resolving(resolving), choice))
}

/// Keeps the message of what went wrong.
fn kept<T>(result: Result<T, String>, wrong: &mut Vec<String>) -> Option<T> {
    result.map_err(|message| wrong.push(message)).ok()
}

fn parsed<T: FromStr<Err = String> + Default>(settings: &Settings, name: &str, wrong: &mut Vec<String>) -> T {
    settings.word(name).and_then(|word| kept(word.parse(), wrong)).unwrap_or_default()
}

/// A value that somebody says: the default language is no more than what articles without one are taken to be in.
fn said(held: &Held) -> Option<&str> {
    held.values.first().filter(|_| held.origin != Origin::Default).map(String::as_str)
}

/// The registry, and the programs that the other names stand for.
fn with_programs(registry: &Registry, names: &[String]) -> Registry {
    let others = names.iter().filter(|name| registry.get(name).is_none()).filter_map(|name| find_format(name));
    others.fold(registry.clone(), Registry::with)
}

/// The renderers by these names, each once.
fn formats(registry: &Registry, names: &[String]) -> Vec<Format> {
    let first = |at: &usize| !names[..*at].contains(&names[*at]);
    (0..names.len()).filter(first).filter_map(|at| registry.get(&names[at])).map(Format::from).collect()
}

/// A file that a setting names. A `handout.toml` may name files below its own folder; flags name any.
fn file(name: &str, origin: &Origin) -> Result<Source, String> {
    let told = |error: String| format!("{name} cannot be read: {error}");
    match origin {
        Origin::File(config) => {
            let folder = config.parent().unwrap_or(Path::new("."));
            let bytes = DiskEnv::new(folder, FontSet::bundled()).read(name).map_err(|error| {
                format!("{}: {}", config.display(), told(error.to_string().replace("the article's", "its")))
            })?;
            let shown = folder.join(name).display().to_string();
            Source::from_bytes(shown, bytes.to_vec()).map_err(|told| told.message)
        }
        Origin::Flag | Origin::Default => load_text(Path::new(name)).map_err(|diagnostic| told(diagnostic.message)),
    }
}

fn bibliography(held: &Held, wrong: &mut Vec<String>) -> Vec<Arc<Source>> {
    let files = held.values.iter().filter_map(|name| kept(file(name, &held.origin), wrong));
    files.map(Arc::new).collect()
}

/// A file when the name ends so, else a bundled style.
fn style(name: &str, held: &Held) -> Result<Style, String> {
    if name.to_ascii_lowercase().ends_with(".csl") {
        return file(name, &held.origin).map(|source| Style::File(Arc::new(source)));
    }
    if style_names().contains(&name.to_lowercase().as_str()) {
        return Ok(Style::Named(name.to_owned()));
    }
    Err(format!("no citation style is called `{name}`: see `handout styles`, or name a .csl file"))
}

/// A bundled theme, or a theme file.
fn theme(held: &Held) -> Result<Arc<Theme>, String> {
    let Some(name) = held.values.first() else { return Ok(Theme::clinic()) };
    if let Some(theme) = Theme::bundled(name) {
        return Ok(theme);
    }
    if !name.to_ascii_lowercase().ends_with(".toml") {
        return Err(format!(
            "no theme is called `{name}`: choose from {}, or name a .toml file",
            Theme::NAMES.join(", ")
        ));
    }
    let source = file(name, &held.origin)?;
    Theme::parse(&source.text).map(Arc::new).map_err(|error| {
        let place = error.span.map(|span| source.place(span.start));
        let place = place.map_or_else(String::new, |place| format!("{}:{}:", place.line, place.column));
        format!("{}:{place} {}", source.name, error.message)
    })
}
