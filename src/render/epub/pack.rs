//! Gathers our files, and has them listed ([`super::listing`]) and put into the zip ([`super::finish`]).

use super::{
    container::Entry,
    finish,
    fonts::{self, Seen},
    kindle::Lint,
    listing::{Asked, Listings, Part},
    navigation, page,
    plan::Plan,
    style::{Sheet, Sheets},
};
use crate::{
    diagnostic::Diagnostic, drawing::MEDIA_TYPE, env::Timestamp, render::RenderError, theme::Theme, typeset::Fonts,
};
use std::collections::BTreeMap;

/// Our files.
#[derive(Default)]
pub(super) struct Files<'a> {
    /// By their names in the zip.
    pub(super) entries: BTreeMap<String, Entry<'a>>,
    /// What they are listed as.
    parts: Vec<(String, Part)>,
    /// What looks at them as they come.
    pub(super) lint: Lint,
}

impl<'a> Files<'a> {
    /// Puts in a file of the publication that is no text.
    fn put(&mut self, name: &str, part: Part, entry: Entry<'a>) {
        self.parts.push((name.to_owned(), part));
        self.enter(name, entry);
    }

    /// Puts in a page.
    fn put_page(&mut self, name: &str, page: String) {
        self.parts.push((name.to_owned(), Part::Text));
        let name = format!("OEBPS/{name}");
        self.lint.text(&name, &page);
        self.entries.insert(name, Entry::shortest(page.into_bytes()));
    }

    /// Puts in a file that is listed without being named.
    fn enter(&mut self, name: &str, entry: Entry<'a>) {
        let name = format!("OEBPS/{name}");
        self.lint.file(&name);
        self.entries.insert(name, entry);
    }
}

/// An EPUB.
pub(super) struct Packed {
    pub(super) bytes: Vec<u8>,
    /// What there is to tell of its fonts.
    pub(super) told: Vec<Diagnostic>,
    /// What Send to Kindle would refuse.
    pub(super) faults: Vec<String>,
}

/// What texts are set in.
pub(super) struct Look<'a> {
    pub(super) theme: &'a Theme,
    /// The faces that may be brought along.
    pub(super) fonts: &'a Fonts,
    pub(super) sheets: &'a Sheets,
    pub(super) listings: &'a Listings,
}

/// Packs the publication.
pub(super) fn pack(plan: &Plan<'_>, look: &Look<'_>, timestamp: Timestamp) -> Result<Packed, RenderError> {
    let sheet = look.sheets.get(look.theme, &plan.article.lang());
    let (mut files, told) = gathered(plan, look, &sheet);
    let asked = Asked {
        lang: plan.article.lang().as_str().to_owned(),
        dir: page::dir(plan.direction()),
        contents: plan.words.contents,
        timestamp,
        parts: std::mem::take(&mut files.parts),
    };
    let bytes = finish::finish(&*look.listings.get(asked)?, plan, &mut files)?;
    Ok(Packed { bytes, told, faults: files.lint.faults() })
}

/// Our files, and what there is to tell of their fonts.
fn gathered<'a>(plan: &'a Plan<'_>, look: &Look<'_>, sheet: &'a Sheet) -> (Files<'a>, Vec<Diagnostic>) {
    let (mut files, mut told) = (Files::default(), Vec::new());
    for file in plan.pictures.values() {
        let media_type = file.picture.media_type;
        files.put(&file.file, Part::Resource(media_type), picture(&file.picture.bytes, media_type));
    }
    if let Some(cover) = &plan.cover {
        files.put(&cover.file, Part::Cover(cover.media_type), picture(&cover.bytes, cover.media_type));
        let page = page::document(plan, &navigation::title(plan), "frontmatter cover", &cover.page());
        files.put_page("cover.xhtml", page);
    }
    let mut seen = Seen::default();
    for (number, chapter) in plan.chapters.iter().enumerate() {
        let text = page::chapter(plan, number, chapter);
        seen.look(&text, look.theme.fonts.embed);
        files.put_page(&chapter.file, text);
    }
    let mut style = sheet.entry.borrowed();
    if !seen.is_empty() {
        seen.also(plan.words.contents);
        let fonts = fonts::embedded(look.theme, &plan.article.lang(), &seen, look.fonts);
        for file in fonts.files {
            files.put(&file.name, Part::Resource(file.media_type), Entry::shortest(file.bytes));
        }
        style = Entry::shortest([sheet.text.as_str(), &fonts.style].concat().into_bytes());
        told.extend(fonts.told);
    }
    files.enter("stylesheet.css", style);
    (files, told)
}

/// A picture's entry. Pictures are compressed in themselves, but for drawings.
fn picture<'a>(bytes: &'a [u8], media_type: &str) -> Entry<'a> {
    if media_type == MEDIA_TYPE { Entry::shortest(bytes) } else { Entry::stored(bytes) }
}
