//! `GET /settings`: the settings that the page offers.

use super::{super::settings::Chooser, watched::Watched};
use handout::{Registry, locale::Words, resolve::style_names, theme::Theme};
use serde_json::{Value, json};
use std::path::Path;

/// The papers that the page offers; others can be given as a size.
const PAPERS: [&str; 4] = ["a4", "letter", "a5", "legal"];

/// Returns the settings that the page offers.
pub(super) fn settings(has_organization: bool, watched: Option<&Watched>) -> Value {
    let theme =
        |name: &&str| Theme::bundled(name).map(|theme| json!({ "name": name, "description": theme.description }));
    let themes: Vec<_> = Theme::NAMES.iter().filter_map(theme).collect();
    let languages: Vec<_> = Words::all().iter().map(|words| words.lang).collect();
    let registry = Registry::builtin();
    let formats: Vec<_> = registry
        .iter()
        .map(|renderer| {
            json!({
                "name": renderer.format(), "extension": renderer.extension(), "description": renderer.description(),
            })
        })
        .collect();
    json!({
        "themes": themes,
        "papers": PAPERS,
        "languages": languages,
        "styles": style_names(),
        "formats": formats,
        "organization": has_organization,
        "file": watched.map(|watched| json!({ "name": watched.name(), "edit": watched.edit })),
        "version": env!("CARGO_PKG_VERSION"),
    })
}

/// Returns whether the settings of the current folder name an organization.
pub(super) fn has_organization(chooser: &Chooser) -> bool {
    let layers = chooser.layers(Path::new(""));
    layers.is_ok_and(|layers| layers.iter().any(|layer| layer.settings.organization.is_some()))
}
