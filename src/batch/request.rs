//! What is asked of a batch.

use super::template::Template;
use crate::{article::Lang, read::Syntax, render::Renderer};
use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with every article below it.
    Path(PathBuf),
    /// A file of a list: below the output folder it keeps the folders of its path.
    Listed(PathBuf),
    /// Every file that a pattern such as `articles/**/*.md` fits; the tree below its fixed part is mirrored.
    Glob(String),
    /// Bytes in memory, such as standard input; outputs are named after `name`, pictures are read in the current folder.
    Bytes {
        /// What the article is called.
        name: String,
        /// The text.
        bytes: Vec<u8>,
    },
}

/// A format as a plan knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The renderer's name: `pdf`.
    pub name: &'static str,
    /// The ending of its files, without the dot.
    pub extension: &'static str,
}

impl From<&dyn Renderer> for Format {
    fn from(renderer: &dyn Renderer) -> Self {
        Self { name: renderer.name(), extension: renderer.extension() }
    }
}

/// What holds for the articles of a folder.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Choice {
    /// The formats, in order.
    pub formats: Vec<Format>,
    /// How outputs are called.
    pub names: Template,
    /// The language, whatever the articles say, for names.
    pub lang: Option<Lang>,
    /// The language of articles that name none, for names.
    pub usual_lang: Option<Lang>,
    /// Which of the batch's converters makes them, from 0.
    pub converter: usize,
}

impl Choice {
    /// These formats, all else as usual.
    pub fn formats<'a>(renderers: impl IntoIterator<Item = &'a dyn Renderer>) -> Self {
        Self { formats: renderers.into_iter().map(Format::from).collect(), ..Self::default() }
    }
}

/// Tells what holds for the articles of a folder, or why that cannot be told.
pub type Choose<'a> = dyn Fn(&Path) -> Result<Arc<Choice>, String> + 'a;

/// What is asked for.
pub struct Request<'a> {
    /// The articles.
    pub inputs: Vec<Input>,
    /// Where outputs go; beside each article when none. A folder's tree is mirrored there.
    pub folder: Option<PathBuf>,
    /// The syntax of all articles; by the ending of each when none.
    pub syntax: Option<Syntax>,
    /// What holds in a folder.
    pub choose: &'a Choose<'a>,
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inputs, folder, syntax, choose: _ } = self;
        f.debug_struct("Request").field("inputs", inputs).field("folder", folder).field("syntax", syntax).finish()
    }
}
