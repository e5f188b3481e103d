//! Layers of settings, and which of them sets what.

use super::values::Settings;
use std::{path::PathBuf, sync::Arc};

/// The origin of a layer of settings.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// The command line, or the options of a request to `handout pipe`.
    Flags,
    /// A request over HTTP, which may name only files that came with it.
    #[cfg_attr(not(feature = "serve"), allow(dead_code))]
    Request,
    /// This `handout.toml`.
    File(PathBuf),
    Defaults,
}

/// Settings with their origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Layer {
    pub(crate) origin: Origin,
    pub(crate) settings: Settings,
}

/// The layers that apply to a folder. The first one that sets a value takes precedence; the last one holds the
/// defaults.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Layers(Vec<Arc<Layer>>);

impl Layers {
    pub(crate) fn new(layers: impl IntoIterator<Item = Arc<Layer>>) -> Self {
        let defaults = Layer { origin: Origin::Defaults, settings: Settings::defaults() };
        Self(layers.into_iter().chain([Arc::new(defaults)]).collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Layer> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Returns a setting and its origin.
    pub(crate) fn find<T>(&self, setting: impl Fn(&Settings) -> Option<&T>) -> Option<(&T, &Origin)> {
        self.iter().find_map(|layer| Some((setting(&layer.settings)?, &layer.origin)))
    }

    /// Returns a setting.
    pub(crate) fn get<T>(&self, setting: impl Fn(&Settings) -> Option<&T>) -> Option<&T> {
        self.find(setting).map(|(value, _)| value)
    }

    /// Returns whether a switch is on.
    pub(crate) fn is_on(&self, switch: impl Fn(&Settings) -> Option<&bool>) -> bool {
        self.get(switch) == Some(&true)
    }
}
