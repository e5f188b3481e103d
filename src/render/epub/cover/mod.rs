//! The cover: the author's picture, or one drawn from the title, category and authors.
//!
//! Start with [`Cover::of`]. [`draw`] typesets and draws the text, [`glyph`] rasterizes letters, [`palette`] mixes the
//! colors.

mod draw;
mod glyph;
mod palette;

pub(super) use draw::Tools;
pub(super) use glyph::Glyphs;

use super::picture::{Prepared, prepare, still};
use crate::{
    article::{Article, Direction, Meta, plain_text},
    diagnostic::{Code, Diagnostic},
    drawing::MEDIA_TYPE,
    render::xhtml::Markup,
    resolve::{Resolved, apostrophes::curled},
};
use std::borrow::Cow;

/// A cover picture.
#[derive(Debug)]
pub(super) struct Cover<'a> {
    /// The file's name, in `[a-z0-9.-]`.
    pub(super) file: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Cow<'a, [u8]>,
    /// Its alternative text: the words on it, or the title.
    pub(super) alt: String,
}

impl<'a> Cover<'a> {
    /// Returns the article's cover and a diagnostic. There is no cover if the author names no picture and the text
    /// cannot be drawn with these fonts.
    ///
    /// Stores reject SVG drawings as covers, and nothing here rasterizes them: an author's drawing is replaced by a
    /// generated cover. If that is impossible, the drawing is used, as every reading system shows it.
    pub(super) fn of(resolved: &'a Resolved, tools: &mut Tools<'_>) -> (Option<Self>, Option<Diagnostic>) {
        let meta = &resolved.article().meta;
        let Some((path, picture)) = meta.cover.as_deref().and_then(|path| Some((path, resolved.picture(path)?))) else {
            let drawn = Self::drawn(resolved.article(), tools);
            let reported = drawn.is_none().then(undrawn);
            return (drawn, reported);
        };
        if let Some(picture) = still(picture) {
            return (Some(Self::given(meta, picture)), None);
        }
        let drawn = Self::drawn(resolved.article(), tools);
        let reported = refused(path, &picture.media_type, drawn.is_some()).at(meta.cover_span);
        (drawn.or_else(|| prepare(picture).map(|picture| Self::given(meta, picture))), Some(reported))
    }

    fn given(meta: &Meta, picture: Prepared<'a>) -> Self {
        let file = format!("cover.{}", picture.ending);
        Self { file, media_type: picture.media_type, bytes: picture.bytes, alt: plain_text(&meta.title) }
    }

    fn drawn(article: &Article, tools: &mut Tools<'_>) -> Option<Self> {
        let (meta, lang) = (&article.meta, article.lang());
        let (title, subtitle) = (plain_text(&meta.title), plain_text(&meta.subtitle));
        let authors = meta.authors.iter().filter(|author| author.role.as_deref().is_none_or(|role| role == "author"));
        let authors: Vec<&str> = authors.map(|author| author.name.as_str()).collect();
        let rtl = meta.dir.unwrap_or_else(|| lang.direction()) == Direction::Rtl;
        let words = draw::Words {
            category: meta.category.as_deref(),
            title: &title,
            subtitle: &subtitle,
            authors: curled(&authors.join(", ")),
            lang,
            rtl,
        };
        let bytes = draw::draw(&words, tools)?;
        let alt = as_sentences(&[words.category.unwrap_or_default(), words.title, words.subtitle, &words.authors]);
        Some(Self { file: "cover.png".to_owned(), media_type: "image/png", bytes: bytes.into(), alt })
    }

    /// Writes the body of the cover page.
    pub(super) fn page(&self) -> String {
        let mut out = Markup::default();
        out.tag("div").attr("class", "cover").open();
        out.tag("img").attr("src", &self.file).attr("alt", &self.alt).attr("role", "doc-cover").empty();
        out.end_line("div");
        out.into_string()
    }
}

/// Joins parts as sentences, without a period after one that already ends with punctuation.
fn as_sentences(parts: &[&str]) -> String {
    let mut all = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let ended =
            all.ends_with(|ch: char| !ch.is_alphanumeric() && !matches!(ch, ')' | ']' | '”' | '’' | '"' | '\''));
        all.push_str(if all.is_empty() {
            ""
        } else if ended {
            " "
        } else {
            ". "
        });
        all.push_str(part);
    }
    all
}

/// Reports that there is no cover.
fn undrawn() -> Diagnostic {
    let message = "the EPUB has no cover: the title is too long for one, or no font has its letters";
    Diagnostic::new(Code::Loss, message)
        .help("name a picture with `cover:`, or fonts with --font-dir or --system-fonts")
}

/// Reports that the author's picture cannot be the cover.
fn refused(path: &str, media_type: &str, drawn: bool) -> Diagnostic {
    let why = if media_type == MEDIA_TYPE { "is a drawing (SVG), which stores reject" } else { "cannot be decoded" };
    let instead = if drawn { ": replaced by one with the title and the authors" } else { "" };
    let path = if path.starts_with("data:") { "data:" } else { path };
    Diagnostic::new(Code::Loss, format!("the cover `{path}` {why}{instead}"))
        .help("save it as JPEG or PNG, 1560 pixels wide and 2496 high")
}
