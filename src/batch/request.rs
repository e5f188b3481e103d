//! What a plan is made from: inputs, output folder, settings.

use super::{target::Target, template::Template};
use crate::{
    article::Lang,
    read::Syntax,
    render::{Format, Renderer},
};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The origin of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with every article below it.
    Path(PathBuf),
    /// A file from a list: its output keeps the folders of its path below the output folder.
    Listed(PathBuf),
    /// Every file that a pattern such as `articles/**/*.md` matches; the tree below its fixed part is mirrored.
    Glob(String),
    /// Bytes in memory, such as standard input. Outputs are named after `name`.
    Bytes {
        /// The article's name.
        name: String,
        /// The text.
        bytes: Vec<u8>,
        /// The folder that pictures are read from; empty for the current one.
        folder: PathBuf,
    },
}

/// A format with the extension of its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileType {
    /// The format.
    pub format: Format,
    /// The extension, without the dot.
    pub extension: String,
}

impl From<&dyn Renderer> for FileType {
    fn from(renderer: &dyn Renderer) -> Self {
        Self { format: renderer.format(), extension: renderer.extension().to_owned() }
    }
}

/// The settings of a folder that planning depends on.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Choice {
    /// The formats to make, in order.
    pub files: Vec<FileType>,
    /// The template for the names of outputs.
    pub names: Template,
    /// The language of all articles, overriding theirs.
    pub lang: Option<Lang>,
    /// The language of articles that declare none.
    pub usual_lang: Option<Lang>,
    /// The index of the converter in the batch.
    pub converter: usize,
}

impl Choice {
    /// Creates settings with these formats, and defaults for the rest.
    pub fn formats<'a>(renderers: impl IntoIterator<Item = &'a dyn Renderer>) -> Self {
        Self { files: renderers.into_iter().map(FileType::from).collect(), ..Self::default() }
    }

    /// Sets the template for the names of outputs.
    #[must_use]
    pub fn names(mut self, names: Template) -> Self {
        self.names = names;
        self
    }

    /// Sets the languages: of all articles, and of those that declare none.
    #[must_use]
    pub fn languages(mut self, lang: Option<Lang>, usual_lang: Option<Lang>) -> Self {
        (self.lang, self.usual_lang) = (lang, usual_lang);
        self
    }

    /// Sets the index of the converter in the batch.
    #[must_use]
    pub fn converter(mut self, index: usize) -> Self {
        self.converter = index;
        self
    }
}

/// Returns the settings of a folder, or a message if they cannot be used.
pub type Choose<'a> = dyn Fn(&Path) -> Result<Arc<Choice>, String> + 'a;

/// What to plan.
pub struct Request<'a> {
    /// The articles.
    pub inputs: Vec<Input>,
    /// The output folder, where the tree of a folder is mirrored. Without one, outputs go next to each article.
    pub folder: Option<PathBuf>,
    /// The outputs of the only article, if they are named individually.
    pub files: Vec<Target>,
    /// The syntax of all articles; if `None`, it depends on the extension of each file.
    pub syntax: Option<Syntax>,
    /// Whether outputs may replace files that handout did not write.
    pub force: bool,
    /// Returns the settings of a folder.
    pub choose: &'a Choose<'a>,
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inputs, folder, files, syntax, force, choose: _ } = self;
        f.debug_struct("Request")
            .field("inputs", inputs)
            .field("folder", folder)
            .field("files", files)
            .field("syntax", syntax)
            .field("force", force)
            .finish()
    }
}
