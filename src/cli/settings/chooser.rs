//! The settings of folders, and a converter for each of them.

use super::{
    converter::Extras,
    file::ConfigFile,
    layers::{Layer, Layers, Origin},
    recipe::{Given, converter_with_recipe},
    values::Settings,
};
use handout::{
    Converter, Registry,
    batch::{Batch, Choice, Recipe, Workers},
    env::FontSet,
};
use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Component, Path, PathBuf, absolute},
    sync::Arc,
};

/// Finds the settings of folders, and creates a converter for each combination of them. The converters share a
/// registry, and with it fonts and caches.
pub(crate) struct Chooser {
    /// The layers above files: options of a request, flags.
    flags: Vec<Arc<Layer>>,
    /// Whether `handout.toml` files are read.
    read_files: bool,
    extras: Extras,
    registry: Registry,
    fonts: Arc<FontSet>,
    site_root: Option<PathBuf>,
    workers: Option<Arc<Workers>>,
    /// The files that the options of a request may name.
    given: Given,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    files: HashMap<PathBuf, Option<Arc<ConfigFile>>>,
    choices: HashMap<Layers, Result<Arc<Choice>, String>>,
    /// The converters, each with its recipe.
    converters: Vec<(Arc<Converter>, Recipe)>,
}

impl Chooser {
    /// Creates a chooser with these flags, which take precedence over the `handout.toml` files of folders.
    pub(crate) fn new(flags: Settings) -> Self {
        Self {
            flags: vec![flag_layer(flags)],
            read_files: true,
            extras: Extras::default(),
            registry: Registry::builtin(),
            fonts: FontSet::bundled(),
            site_root: None,
            workers: None,
            given: Given::new(),
            known: RefCell::default(),
        }
    }

    /// Sets whether `handout.toml` files are read.
    pub(crate) fn read_files(mut self, read_files: bool) -> Self {
        self.read_files = read_files;
        self
    }

    /// Sets the fonts.
    pub(crate) fn fonts(mut self, fonts: Arc<FontSet>) -> Self {
        self.fonts = fonts;
        self
    }

    /// Sets the folder of the site that the articles belong to.
    pub(crate) fn site_root(mut self, root: Option<PathBuf>) -> Self {
        self.site_root = root;
        self
    }

    /// Sets the worker processes.
    pub(crate) fn workers(mut self, workers: Option<Arc<Workers>>) -> Self {
        self.workers = workers;
        self
    }

    /// Sets the day for checking whether reviews are due.
    pub(crate) fn today(mut self, today: String) -> Self {
        self.extras.today = Some(today);
        self
    }

    /// Sets whether converters read outputs back.
    pub(crate) fn verifying(mut self, verify: bool) -> Self {
        self.extras.verify = verify;
        self
    }

    /// Sets whether conversions report the findings of checks.
    pub(crate) fn checking(mut self, checks: bool) -> Self {
        self.extras.checks = checks;
        self
    }

    /// Returns a chooser with further flags that take precedence. It shares fonts and caches with this one.
    pub(crate) fn with_flags(&self, flags: Settings) -> Self {
        self.with_layer(flag_layer(flags), Given::new())
    }

    /// Returns a chooser with the options of an HTTP request, which may name only these files.
    #[cfg(feature = "serve")]
    pub(crate) fn with_request(&self, settings: Settings, given: Given) -> Self {
        self.with_layer(Arc::new(Layer { origin: Origin::Request, settings }), given)
    }

    fn with_layer(&self, layer: Arc<Layer>, given: Given) -> Self {
        let mut layers = vec![layer];
        layers.extend(self.flags.iter().cloned());
        Self {
            flags: layers,
            read_files: self.read_files,
            extras: self.extras.clone(),
            registry: self.registry.clone(),
            fonts: self.fonts.clone(),
            site_root: self.site_root.clone(),
            workers: self.workers.clone(),
            given,
            known: RefCell::default(),
        }
    }

    /// Returns the settings for planning a folder.
    ///
    /// # Errors
    /// Messages, one per line.
    pub(crate) fn choose(&self, folder: &Path) -> Result<Arc<Choice>, String> {
        let layers = self.layers(folder)?;
        if let Some(choice) = self.known.borrow().choices.get(&layers) {
            return choice.clone();
        }
        let made = converter_with_recipe(&layers, &self.registry, self.extras.clone(), &self.given);
        let made = made.map(|(converter, choice, recipe)| {
            let converters = &mut self.known.borrow_mut().converters;
            converters.push((Arc::new(converter), recipe));
            Arc::new(choice.converter(converters.len() - 1))
        });
        self.known.borrow_mut().choices.insert(layers, made.clone());
        made
    }

    /// Returns the layers of settings that apply in a folder.
    ///
    /// # Errors
    /// A message if a `handout.toml` cannot be read or is invalid.
    pub(crate) fn layers(&self, folder: &Path) -> Result<Layers, String> {
        let files = if self.read_files { self.files(folder)? } else { Vec::new() };
        Ok(Layers::new(self.flags.iter().cloned().chain(files.iter().map(|file| file.layer.clone()))))
    }

    /// Returns the settings for planning a folder, and a batch with its converter.
    ///
    /// # Errors
    /// Messages, one per line.
    pub(crate) fn batch_for(&self, folder: &Path) -> Result<(Choice, Batch), String> {
        let choice = self.choose(folder)?;
        let converter = self.known.borrow().converters[choice.converter].clone();
        Ok(((*choice).clone().converter(0), self.batch(vec![converter])))
    }

    /// Returns a batch with the converters of all choices.
    pub(crate) fn into_batch(self) -> Batch {
        self.batch(self.known.borrow().converters.clone())
    }

    fn batch(&self, converters: Vec<(Arc<Converter>, Recipe)>) -> Batch {
        let (converters, recipes) = converters.into_iter().unzip();
        let batch = Batch::with_converters(converters).fonts(self.fonts.clone()).site_root(self.site_root.clone());
        match &self.workers {
            Some(workers) => batch.workers(workers.clone(), recipes),
            None => batch,
        }
    }

    /// Returns the settings files that apply in a folder, the nearest first.
    fn files(&self, folder: &Path) -> Result<Vec<Arc<ConfigFile>>, String> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let full = without_dots(&absolute(here).unwrap_or_else(|_| here.to_owned()));
        let mut files = Vec::new();
        for folder in full.ancestors() {
            if let Some(file) = self.file(folder)? {
                let root = file.root;
                files.push(file);
                if root {
                    break;
                }
            }
        }
        Ok(files)
    }

    fn file(&self, folder: &Path) -> Result<Option<Arc<ConfigFile>>, String> {
        if let Some(file) = self.known.borrow().files.get(folder) {
            return Ok(file.clone());
        }
        let file = ConfigFile::of_folder(folder)?.map(Arc::new);
        self.known.borrow_mut().files.insert(folder.to_owned(), file.clone());
        Ok(file)
    }
}

fn flag_layer(settings: Settings) -> Arc<Layer> {
    Arc::new(Layer { origin: Origin::Flags, settings })
}

/// Removes `.` and `..` without accessing the file system.
fn without_dots(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            part => clean.push(part),
        }
    }
    clean
}
