//! Requests of `handout pipe`.

use super::{limits::Timeout, settings::Settings};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use handout::{Syntax, ValueError, env::MemoryEnv};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// A request for one article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PipeRequest {
    #[serde(default)]
    pub(super) id: Value,
    pub(super) name: Option<String>,
    pub(super) text: Option<String>,
    pub(super) path: Option<PathBuf>,
    /// A binary article, such as a Word document, in Base64.
    file: Option<String>,
    /// The files that the text uses, in Base64, by path relative to it. Without them, it uses the files of the current
    /// folder.
    files: Option<BTreeMap<String, String>>,
    /// The time limit for the article, such as `10s`; at most `--timeout`.
    timeout: Option<String>,
    #[serde(default)]
    pub(super) options: Map<String, Value>,
}

impl PipeRequest {
    /// Returns the name of the article in answers.
    pub(super) fn shown(&self) -> String {
        let path = || self.path.as_deref().map(Path::display).map(|path| path.to_string());
        self.name.clone().or_else(path).unwrap_or_default()
    }

    /// Returns the bytes of a binary article.
    ///
    /// # Errors
    /// A message if they are not Base64.
    pub(super) fn file(&self) -> Result<Option<Vec<u8>>, String> {
        let decoded = self.file.as_ref().map(|encoded| STANDARD.decode(encoded)).transpose();
        decoded.map_err(|error| format!("`file` is not Base64: {error}"))
    }

    /// Returns the time limit for the article, if the request sets one.
    ///
    /// # Errors
    /// A message if it is not a time.
    pub(super) fn timeout(&self) -> Result<Option<Duration>, String> {
        let Some(text) = &self.timeout else { return Ok(None) };
        text.parse().map(|timeout: Timeout| timeout.0).map_err(|error| format!("`timeout`: {error}"))
    }

    /// Returns the files that come with the request.
    ///
    /// # Errors
    /// A message if they cannot be used.
    pub(super) fn files(&mut self) -> Result<Option<MemoryEnv>, String> {
        if self.files.is_none() {
            return Ok(None);
        }
        if self.text.is_none() {
            return Err("`files` go with a `text`: the files of a `path` are those of its folder".to_owned());
        }
        let add = |env: MemoryEnv, (path, bytes)| env.with_file(path, bytes);
        Ok(Some(self.decoded_files()?.into_iter().fold(MemoryEnv::new(), add)))
    }

    /// Returns the files that come with the request, by their paths; empty if there are none.
    ///
    /// # Errors
    /// A message if a path leads elsewhere, or the bytes are not Base64.
    pub(super) fn decoded_files(&mut self) -> Result<BTreeMap<String, Arc<[u8]>>, String> {
        let files = self.files.take().unwrap_or_default();
        let decoded = |(path, encoded): (String, String)| {
            let is_step = |part: &str| matches!(part, "" | "." | "..");
            if path.split('/').any(is_step) || path.contains(['\\', ':', '\0']) {
                return Err(format!("`files`: `{path}` is not a path below the article, such as `img/cup.png`"));
            }
            let bytes = STANDARD.decode(encoded);
            let bytes = bytes.map_err(|error| format!("`files`: `{path}` is not Base64: {error}"))?;
            Ok((path, bytes.into()))
        };
        files.into_iter().map(decoded).collect()
    }

    /// Returns the syntax and the settings from the options.
    ///
    /// # Errors
    /// A message if they cannot be used.
    pub(super) fn options(&self) -> Result<(Option<Syntax>, Settings), String> {
        options(self.options.clone())
    }
}

/// Returns the syntax and the settings from the options of a request.
///
/// # Errors
/// A message if they cannot be used.
pub(super) fn options(mut options: Map<String, Value>) -> Result<(Option<Syntax>, Settings), String> {
    let from = match options.remove("from") {
        Some(from) => Some(from.as_str().unwrap_or_default().parse().map_err(|error: ValueError| error.to_string())?),
        None => None,
    };
    for (name, value) in &options {
        if !Settings::NAMES.contains(&name.as_str()) {
            return Err(format!("unknown option `{name}`: expected one of from, {}", Settings::NAMES.join(", ")));
        }
        let one = Map::from_iter([(name.clone(), value.clone())]);
        Settings::deserialize(Value::Object(one)).map_err(|error| format!("the option `{name}`: {error}"))?;
    }
    let settings = Settings::deserialize(Value::Object(options)).map_err(|error| error.to_string())?;
    Ok((from, settings))
}

/// Returns the ID of an invalid request, if it has one.
pub(super) fn id(line: &[u8]) -> Value {
    let line = String::from_utf8_lossy(line);
    serde_json::from_str::<Value>(&line)
        .ok()
        .and_then(|mut line| line.get_mut("id").map(Value::take))
        .unwrap_or_default()
}
