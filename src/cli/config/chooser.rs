//! Answers what holds in a folder.

use super::{
    super::args::SettingArgs,
    file::ConfigFile,
    settings::{Flags, Settings},
    typed::typed,
};
use handout::{
    Converter, Registry,
    batch::{Batch, Choice},
    env::FontSet,
};
use std::{
    cell::RefCell,
    collections::HashMap,
    path::{Component, Path, PathBuf, absolute},
    sync::Arc,
};

/// Answers what holds in a folder, and makes a converter for each different answer. All share one registry, and with
/// it fonts and caches.
pub(crate) struct Chooser {
    flags: Flags,
    /// Whether `handout.toml` files count.
    files: bool,
    verify: bool,
    registry: Registry,
    fonts: Arc<FontSet>,
    known: RefCell<Known>,
}

#[derive(Default)]
struct Known {
    files: HashMap<PathBuf, Option<Arc<ConfigFile>>>,
    choices: HashMap<Settings, Result<Arc<Choice>, String>>,
    converters: Vec<Arc<Converter>>,
}

impl Chooser {
    /// With these flags; with `files`, under them the `handout.toml` of an article's folder and of those above it.
    pub(crate) fn new(flags: Flags, files: bool) -> Self {
        let (registry, fonts) = (Registry::builtin(), FontSet::bundled());
        Self { flags, files, verify: false, registry, fonts, known: RefCell::default() }
    }

    /// With what these arguments say. None after a message.
    pub(crate) fn of(args: &SettingArgs) -> Option<Self> {
        Some(Self::new(args.flags(), !args.no_config).fonts(args.fonts.fonts()?))
    }

    /// The same, with these fonts.
    pub(crate) fn fonts(mut self, fonts: Arc<FontSet>) -> Self {
        self.fonts = fonts;
        self
    }

    /// The same, whose converters read outputs back.
    pub(crate) fn verifying(mut self, verify: bool) -> Self {
        self.verify = verify;
        self
    }

    /// The same, with other flags, that shares fonts and caches.
    pub(crate) fn with_flags(&self, flags: Flags) -> Self {
        let known = RefCell::new(Known::default());
        let (registry, fonts) = (self.registry.clone(), self.fonts.clone());
        Self { flags, files: self.files, verify: self.verify, registry, fonts, known }
    }

    pub(crate) fn flags(&self) -> &Flags {
        &self.flags
    }

    /// What holds in a folder.
    ///
    /// # Errors
    /// Lines for people.
    pub(crate) fn choose(&self, folder: &Path) -> Result<Arc<Choice>, String> {
        let settings = self.settings(folder)?;
        if let Some(choice) = self.known.borrow().choices.get(&settings) {
            return choice.clone();
        }
        let made = typed(&settings, &self.registry).map(|(converter, choice)| {
            let converters = &mut self.known.borrow_mut().converters;
            converters.push(Arc::new(converter.verifying(self.verify)));
            Arc::new(Choice { converter: converters.len() - 1, ..choice })
        });
        self.known.borrow_mut().choices.insert(settings, made.clone());
        made
    }

    /// The settings of a folder, each with where it comes from.
    ///
    /// # Errors
    /// Lines for people, when a `handout.toml` cannot be read or understood.
    pub(crate) fn settings(&self, folder: &Path) -> Result<Settings, String> {
        let files = if self.files { self.chain(folder)? } else { Vec::new() };
        Ok(Settings::new(&files, &self.flags))
    }

    /// What holds in a folder, with a batch of the one converter for it.
    ///
    /// # Errors
    /// Lines for people.
    pub(crate) fn batch_for(&self, folder: &Path) -> Result<(Choice, Batch), String> {
        let choice = self.choose(folder)?;
        let converter = self.known.borrow().converters[choice.converter].clone();
        Ok((
            Choice { converter: 0, ..(*choice).clone() },
            Batch::with_converters(vec![converter]).fonts(self.fonts.clone()),
        ))
    }

    /// A batch with all converters that were chosen so far.
    pub(crate) fn into_batch(self) -> Batch {
        Batch::with_converters(self.known.into_inner().converters).fonts(self.fonts)
    }

    /// The files that count in a folder, the farthest first.
    fn chain(&self, folder: &Path) -> Result<Vec<Arc<ConfigFile>>, String> {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let full = absolute(here).unwrap_or_else(|_| here.to_owned());
        let mut chain = Vec::new();
        let mut next = Some(clean(&full));
        while let Some(folder) = next {
            if let Some(file) = self.file(&folder)? {
                let root = file.root;
                chain.push(file);
                if root {
                    break;
                }
            }
            next = folder.parent().map(Path::to_owned);
        }
        chain.reverse();
        Ok(chain)
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

/// Without `..`, by the words of the path alone.
fn clean(path: &Path) -> PathBuf {
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
