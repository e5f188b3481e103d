//! Fonts embedded in an EPUB: those of the theme if it requests that (`embed` in its `[fonts]`), and one for each
//! language whose script reading systems may lack.
//!
//! Everything else uses the reading system's font. [`seen`] collects what the pages contain, [`subset`] reduces each
//! face to that. Start with [`embedded`].

mod seen;
mod subset;

pub(super) use seen::Seen;

use crate::{
    article::Lang,
    diagnostic::{Code, Diagnostic},
    locale::Writing,
    theme::Theme,
    typeset::{Face, FaceQuery, Fonts},
};
use std::fmt::Write as _;

/// Scripts that need no embedded font. The default font of every reading system has Latin, Greek and Cyrillic letters;
/// devices in Chinese, Japanese and Korean markets have fonts for these scripts, which would be larger than the book.
/// For other scripts, Kobo's guidelines and Apple's asset guide ask for an embedded font; e-ink readers without one
/// show boxes.
const KNOWN: [&str; 7] = ["Latn", "Grek", "Cyrl", "Hans", "Hant", "Jpan", "Kore"];

/// A font file of the EPUB.
pub(super) struct FontFile {
    /// Its name, in `[a-z0-9.-]`.
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The font files, the part of the style sheet that uses them, and diagnostics.
#[derive(Default)]
pub(super) struct Embedded {
    pub(super) files: Vec<FontFile>,
    pub(super) style: String,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Why a font cannot be embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// There is no font of this family and style, or it cannot be read.
    Absent,
    /// Its license does not allow it.
    Forbidden,
}

/// Returns whether text in a language needs an embedded font.
pub(super) fn is_needed(lang: &str) -> bool {
    Lang::new(lang).is_ok_and(|lang| !KNOWN.contains(&Writing::of(&lang).script))
}

/// Returns the fonts for pages with these contents. `lang` is the article's language.
pub(super) fn embedded(theme: &Theme, lang: &Lang, seen: &Seen, fonts: &Fonts) -> Embedded {
    let mut embedding = Embedding { fonts, seen, out: Embedded::default(), tried: Vec::new() };
    let (scripts, mut rules) = embedding.scripts(theme, lang);
    let text = embedding.own(theme, &mut rules);
    let style = &mut embedding.out.style;
    let body: Vec<&str> = text.into_iter().chain(scripts.iter().copied()).collect();
    if !body.is_empty() {
        let _ = writeln!(style, "body {{ font-family: {}; }}", stack(&body));
    }
    for (selector, family) in rules {
        let names: Vec<&str> = std::iter::once(family).chain(scripts.iter().copied()).collect();
        let generic = if family == theme.fonts.mono { ", monospace" } else { "" };
        let _ = writeln!(style, "{selector} {{ font-family: {}{generic}; }}", stack(&names));
    }
    embedding.out
}

/// Formats families, best first, without a generic one at the end: if none can be used, the reading system's font is
/// best.
fn stack(families: &[&str]) -> String {
    families.iter().map(|family| quoted(family)).collect::<Vec<_>>().join(", ")
}

/// Quotes a name for CSS.
fn quoted(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<' | '&')).collect();
    format!("\"{kept}\"")
}

/// The faces embedded so far.
struct Embedding<'a> {
    fonts: &'a Fonts,
    seen: &'a Seen,
    out: Embedded,
    /// Each face by family and style, and whether it has letters of the text.
    tried: Vec<((&'a str, bool, bool), bool)>,
}

/// A selector and its font family.
type Rule<'a> = (String, &'a str);

impl<'a> Embedding<'a> {
    /// Embeds families for scripts that need one: returns those for the article's language, and a rule for each other
    /// language.
    fn scripts(&mut self, theme: &'a Theme, lang: &Lang) -> (Vec<&'a str>, Vec<Rule<'a>>) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for tag in self.seen.langs.iter().filter(|tag| is_needed(tag)) {
            let Ok(other) = Lang::new(tag) else { continue };
            let family = self.fonts.family_for(&theme.fonts.text, Writing::of(&other));
            // a script without a font is not reported: the PDF does that, and the device may have one
            match self.family(family, false) {
                Ok(true) if other == *lang => own.push(family),
                Ok(true) => others.push((format!(":lang({tag})"), family)),
                Ok(false) | Err(_) => {}
            }
        }
        (own, others)
    }

    /// Embeds the theme's families, if requested: returns that of the text, and adds rules for the others.
    fn own(&mut self, theme: &'a Theme, rules: &mut Vec<Rule<'a>>) -> Option<&'a str> {
        let families = &theme.fonts;
        if !families.embed {
            return None;
        }
        let italics = self.seen.italics;
        let text = self.asked(&families.text, italics);
        if families.heading != families.text && self.asked(&families.heading, italics) {
            rules.push(("h1, h2, h3, h4, h5, h6, .category, .callout-title".to_owned(), &families.heading));
        }
        if self.seen.code && self.asked(&families.mono, false) {
            rules.push(("code, pre, kbd".to_owned(), &families.mono));
        }
        text.then_some(families.text.as_str())
    }

    /// Embeds a family that the theme names. Returns whether that succeeded, and otherwise reports the reason.
    fn asked(&mut self, family: &'a str, italics: bool) -> bool {
        let reported = match self.family(family, italics) {
            Ok(has) => return has,
            Err(Refusal::Absent) => {
                let message = format!("the theme's font family `{family}` cannot be embedded: it was not found");
                Diagnostic::new(Code::UnknownFont, message).help("--font-dir names a folder with fonts")
            }
            Err(Refusal::Forbidden) => {
                let message = format!("the font family `{family}` does not allow embedding in an EPUB");
                Diagnostic::new(Code::Loss, message).help("name another one in the theme")
            }
        };
        self.out.diagnostics.push(reported);
        false
    }

    /// Embeds a family in two weights, and in italics if requested. Returns whether it has letters of the text.
    fn family(&mut self, family: &'a str, italics: bool) -> Result<bool, Refusal> {
        let has = self.face(family, false, false)?;
        let others = [(true, false), (false, true), (true, true)];
        for (bold, italic) in others.into_iter().filter(|(_, italic)| has && (italics || !italic)) {
            // reading systems synthesize missing faces
            let _ = self.face(family, bold, italic);
        }
        Ok(has)
    }

    fn face(&mut self, family: &'a str, bold: bool, italic: bool) -> Result<bool, Refusal> {
        let key = (family, bold, italic);
        if let Some((_, has)) = self.tried.iter().find(|(known, _)| *known == key) {
            return Ok(*has);
        }
        let face = self.fonts.select(FaceQuery { family, bold, italic }).map(|id| self.fonts.face(id));
        let is_it =
            |face: &&Face| face.family.eq_ignore_ascii_case(family) && (face.bold, face.italic) == (bold, italic);
        let face = face.filter(is_it).ok_or(Refusal::Absent)?;
        let bytes = subset::subset(face.data(), face.index, &self.seen.letters)?;
        self.tried.push((key, bytes.is_some()));
        Ok(bytes.map(|bytes| self.add(face, bytes)).is_some())
    }

    /// Adds a font file with its `@font-face` rule.
    fn add(&mut self, face: &Face, bytes: Vec<u8>) {
        // OpenType with CFF outlines has this signature
        let (ending, media_type) = if bytes.starts_with(b"OTTO") { ("otf", "font/otf") } else { ("ttf", "font/ttf") };
        let name = format!("font-{:02}.{ending}", self.out.files.len() + 1);
        let weight = if face.bold { "bold" } else { "normal" };
        let style = if face.italic { "italic" } else { "normal" };
        let family = quoted(&face.family);
        let _ = writeln!(
            self.out.style,
            "@font-face {{ font-family: {family}; font-weight: {weight}; font-style: {style}; src: url({name}); }}"
        );
        self.out.files.push(FontFile { name, media_type, bytes });
    }
}

#[cfg(test)]
mod tests;
