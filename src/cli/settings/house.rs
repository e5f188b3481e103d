//! `[organization]` in settings: the organization, where articles do not override it.

use super::{
    layers::{Layers, Origin},
    unknown::unknown_of,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use handout::{
    article::Organization,
    env::{DiskEnv, Env as _, FontSet, read_file},
};
use serde::Deserialize as _;
use std::{ops::Range, path::Path, sync::Arc};
use toml::de::{DeTable, DeValue};

/// The maximum size of a logo, in bytes.
const LARGEST: u64 = 4 << 20;

/// Returns the organization, each field from the first layer that has it, and its logo as a `data:` address.
///
/// # Errors
/// A message if the logo cannot be read or the color cannot be used.
pub(super) fn organization(layers: &Layers) -> Result<Option<Organization>, String> {
    let mut found: Option<Organization> = None;
    for layer in layers.iter() {
        let Some(mut own) = layer.settings.organization.clone() else { continue };
        if let Some(color) = own.color.filter(|color| !color.is_readable()) {
            let near = color.readable();
            return Err(format!(
                "{}the color `{color}` of the organization is too light for words on white: the nearest that can be read is \
                 `{near}`",
                place(&layer.origin)
            ));
        }
        if let Some(name) = own.logo.take() {
            own.logo = Some(logo(&name, &layer.origin)?);
        }
        found = Some(found.unwrap_or_default().or(&own));
    }
    Ok(found)
}

fn place(origin: &Origin) -> String {
    match origin {
        Origin::File(path) => format!("{}: ", path.display()),
        Origin::Flags | Origin::Request | Origin::Defaults => String::new(),
    }
}

/// Reads a logo. In a `handout.toml`, it must be below its folder.
fn logo(name: &str, origin: &Origin) -> Result<String, String> {
    if name.starts_with("data:") {
        return Ok(name.to_owned());
    }
    let bytes: Arc<[u8]> = match origin {
        Origin::File(config) => {
            let folder = config.parent().unwrap_or(Path::new("."));
            DiskEnv::new(folder, FontSet::bundled())
                .read(name)
                .map_err(|error| error.to_string().replace("the article's", "its"))
        }
        Origin::Request => Err("write it as a `data:` address".to_owned()),
        Origin::Flags | Origin::Defaults => {
            read_file(Path::new(name), LARGEST).map(Arc::from).map_err(|error| error.to_string())
        }
    }
    .map_err(|error| format!("{}the logo {name} cannot be read: {error}", place(origin)))?;
    let kind = match bytes.first() {
        Some(0x89) => "image/png",
        Some(0xff) => "image/jpeg",
        _ => "image/svg+xml",
    };
    Ok(format!("data:{kind};base64,{}", STANDARD.encode(bytes)))
}

/// Checks each field of `[organization]` separately, so that a message points at it.
///
/// # Errors
/// The range in the text, and what is wrong.
pub(super) fn check(text: &str) -> Result<(), (Option<Range<usize>>, String)> {
    let Ok(table) = DeTable::parse(text) else { return Ok(()) };
    let table = table.get_ref();
    let Some((_, value)) = table.iter().find(|(key, _)| key.get_ref() == "organization") else { return Ok(()) };
    let DeValue::Table(fields) = value.get_ref() else {
        return Err((
            Some(value.span()),
            "`organization` is a table: write `[organization]` above its keys".to_owned(),
        ));
    };
    for (key, field) in fields {
        let name = key.get_ref().as_ref();
        if !Organization::FIELDS.contains(&name) {
            return Err((Some(key.span()), unknown_of(name, &Organization::FIELDS)));
        }
        let own = &text[field.span()];
        let one = toml::from_str::<toml::Table>(&format!("{name} = {own}"));
        if let Some(Err(error)) = one.ok().map(Organization::deserialize) {
            return Err((Some(field.span()), format!("`{name}`: {}", error.message())));
        }
    }
    Ok(())
}
