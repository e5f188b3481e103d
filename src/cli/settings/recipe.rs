//! What another process needs to create the converter of a folder: the settings, and the files that they name.

use super::{
    converter::{Extras, converter, read_file},
    layers::{Layer, Layers, Origin},
    values::Settings,
};
use handout::{
    Converter, Registry, Source,
    batch::{self, Choice},
};
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, collections::BTreeMap, path::PathBuf, sync::Arc};

/// A recipe for a converter.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Recipe {
    extras: Extras,
    /// The layers without the defaults, each with its `handout.toml`, if any.
    layers: Vec<(Option<String>, Settings)>,
    files: Vec<NamedFile>,
}

/// A file that a setting names.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct NamedFile {
    /// The `handout.toml` with the setting, if any.
    from: Option<String>,
    /// The name as written in the setting.
    written: String,
    /// Its name in messages.
    name: String,
    text: String,
}

/// Files that came with a request, by path relative to the article.
pub(crate) type Given = BTreeMap<String, Arc<[u8]>>;

/// Returns the converter for these layers, the settings for planning, and the recipe for the converter. `given` are the
/// files that a request may name.
///
/// # Errors
/// Messages, one per line.
pub(super) fn converter_with_recipe(
    layers: &Layers,
    registry: &Registry,
    extras: Extras,
    given: &Given,
) -> Result<(Converter, Choice, batch::Recipe), String> {
    let files = RefCell::new(Vec::new());
    let read = |written: &str, origin: &Origin| {
        let source = match origin {
            Origin::Request => given_file(written, given)?,
            _ => read_file(written, origin)?,
        };
        let (name, text) = (source.name.clone(), source.text.clone());
        files.borrow_mut().push(NamedFile { from: file_of(origin), written: written.to_owned(), name, text });
        Ok(source)
    };
    let (converter, choice) = converter(layers, registry, &read, extras.clone())?;
    let layers = layers.iter().filter(|layer| layer.origin != Origin::Defaults);
    // the organization merged from all layers, with its embedded logo
    let organization = converter.resolve_options().organization.clone();
    let together = (None, Settings { organization, ..Settings::default() });
    let others =
        layers.map(|layer| (file_of(&layer.origin), Settings { organization: None, ..layer.settings.clone() }));
    let layers = std::iter::once(together).chain(others).collect();
    let recipe = serde_json::to_vec(&Recipe { extras, layers, files: files.into_inner() });
    let recipe = recipe.map_err(|error| format!("the settings cannot be passed on: {error}"))?;
    Ok((converter, choice, recipe.into()))
}

/// Returns a file that came with a request.
fn given_file(name: &str, given: &Given) -> Result<Arc<Source>, String> {
    let bytes = given.get(name).ok_or_else(|| format!("`{name}` is not among the files that came with the request"))?;
    let source =
        Source::from_bytes(name, bytes.to_vec()).map_err(|diagnostic| format!("{name}: {}", diagnostic.message));
    source.map(Arc::new)
}

fn file_of(origin: &Origin) -> Option<String> {
    match origin {
        Origin::File(path) => Some(path.display().to_string()),
        Origin::Flags | Origin::Request | Origin::Defaults => None,
    }
}

impl Recipe {
    /// Creates the converter of a recipe. Opens no file.
    ///
    /// # Errors
    /// A message if the bytes are not a recipe.
    pub(crate) fn converter(recipe: &[u8], registry: &Registry) -> Result<Converter, String> {
        let Self { extras, layers, files } = serde_json::from_slice(recipe).map_err(|error| error.to_string())?;
        let layers = layers.into_iter().map(|(file, settings)| {
            let origin = file.map_or(Origin::Flags, |file| Origin::File(PathBuf::from(file)));
            Arc::new(Layer { origin, settings })
        });
        let read = |written: &str, origin: &Origin| {
            let from = file_of(origin);
            let found = files.iter().find(|file| file.written == written && file.from == from);
            let file = found.ok_or_else(|| format!("the file {written} was not passed on"))?;
            Ok(Arc::new(Source::new(&*file.name, &*file.text)))
        };
        let (converter, _) = converter(&Layers::new(layers), registry, &read, extras)?;
        Ok(converter)
    }
}
