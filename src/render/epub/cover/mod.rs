//! The cover: the author's picture, or one drawn from the title, category and authors.
//!
//! Start with [`Cover::of`]. [`draw`] sets the words, [`glyph`] draws each letter, [`png`] writes the picture.

mod draw;
mod glyph;
mod png;

pub(super) use glyph::Glyphs;

use super::picture::prepare;
use crate::{article::plain_text, env::FontSet, render::xhtml::Markup, resolve::Resolved};
use std::borrow::Cow;

/// A cover picture.
#[derive(Debug)]
pub(super) struct Cover<'a> {
    /// The file's name, of `[a-z0-9.-]`.
    pub(super) file: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Cow<'a, [u8]>,
    /// The words on it, or what stands for them.
    pub(super) alt: String,
}

impl<'a> Cover<'a> {
    /// The article's cover. None when it has no picture, and its words cannot be drawn with these fonts.
    pub(super) fn of(resolved: &'a Resolved, fonts: &FontSet, glyphs: &Glyphs) -> Option<Self> {
        let meta = &resolved.article().meta;
        let title = plain_text(&meta.title);
        if let Some(picture) = meta.cover.as_deref().and_then(|path| resolved.picture(path))
            && let Some(picture) = prepare(picture)
        {
            let file = format!("cover.{}", picture.ending);
            return Some(Self { file, media_type: picture.media_type, bytes: picture.bytes, alt: title });
        }
        let authors = meta.authors.iter().filter(|author| author.role.as_deref().is_none_or(|role| role == "author"));
        let authors: Vec<&str> = authors.map(|author| author.name.as_str()).collect();
        let words = draw::Words { category: meta.category.as_deref(), title: &title, authors: authors.join(", ") };
        let bytes = draw::draw(&words, fonts, glyphs)?;
        let alt = [words.category.unwrap_or_default(), words.title, &words.authors];
        let alt = alt.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(". ");
        Some(Self { file: "cover.png".to_owned(), media_type: "image/png", bytes: bytes.into(), alt })
    }

    /// The body of the page that the cover stands on, alone.
    pub(super) fn page(&self) -> String {
        let mut out = Markup::default();
        out.tag("div").attr("class", "cover").open();
        out.tag("img").attr("src", &self.file).attr("alt", &self.alt).attr("role", "doc-cover").empty();
        out.end_line("div");
        out.into_string()
    }
}
