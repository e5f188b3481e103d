//! Fonts that an EPUB brings along: those of the theme where it asks for that (`embed` in its `[fonts]`), and one for
//! each language whose script readers may lack.
//!
//! All else is set in the reader's own font. [`seen`] finds out what the texts hold, [`subset`] cuts each face down to
//! that. Start with [`embedded`].

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

/// Scripts that need no face: Latin, Greek and Cyrillic letters are in the default font of every reader; Chinese,
/// Japanese and Korean faces are on readers wherever these are read, and would weigh more than the book. For others Kobo's
/// guidelines ask that a face is embedded (its readers' default fonts lack letters of some scripts), and so does Apple's
/// asset guide; e-ink readers that know no letter show boxes.
const KNOWN: [&str; 7] = ["Latn", "Grek", "Cyrl", "Hans", "Hant", "Jpan", "Kore"];

/// One font file of the EPUB.
pub(super) struct FontFile {
    /// Its name, of `[a-z0-9.-]`.
    pub(super) name: String,
    pub(super) media_type: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// The font files, and the part of the style sheet that uses them.
#[derive(Default)]
pub(super) struct Embedded {
    pub(super) files: Vec<FontFile>,
    pub(super) style: String,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Why a font cannot be brought along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// There is none of this family and style, or it cannot be read.
    Absent,
    /// Its maker does not allow it.
    Forbidden,
}

/// Whether texts in a language want a face of their own.
pub(super) fn is_needed(lang: &str) -> bool {
    Lang::new(lang).is_ok_and(|lang| !KNOWN.contains(&Writing::of(&lang).script))
}

/// The fonts for texts in which this was seen. `lang` is the article's.
pub(super) fn embedded(theme: &Theme, lang: &Lang, seen: &Seen, fonts: &Fonts) -> Embedded {
    let mut bringing = Bringing { fonts, seen, out: Embedded::default(), brought: Vec::new() };
    let (scripts, mut rules) = bringing.scripts(theme, lang);
    let text = bringing.own(theme, &mut rules);
    let style = &mut bringing.out.style;
    let body: Vec<&str> = text.into_iter().chain(scripts.iter().copied()).collect();
    if !body.is_empty() {
        let _ = writeln!(style, "body {{ font-family: {}; }}", stack(&body));
    }
    for (selector, family) in rules {
        let names: Vec<&str> = std::iter::once(family).chain(scripts.iter().copied()).collect();
        let generic = if family == theme.fonts.mono { ", monospace" } else { "" };
        let _ = writeln!(style, "{selector} {{ font-family: {}{generic}; }}", stack(&names));
    }
    bringing.out
}

/// Families, best first. Without a generic one behind them: where none can be used the reader's own font is the best.
fn stack(families: &[&str]) -> String {
    families.iter().map(|family| quoted(family)).collect::<Vec<_>>().join(", ")
}

/// A name as a string of CSS.
fn quoted(name: &str) -> String {
    let kept: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\' | '<' | '&')).collect();
    format!("\"{kept}\"")
}

/// Faces as they are brought along.
struct Bringing<'a> {
    fonts: &'a Fonts,
    seen: &'a Seen,
    out: Embedded,
    /// Each face by its family and style, with whether it is there.
    brought: Vec<((&'a str, bool, bool), bool)>,
}

/// A selector, and the family that it sets.
type Rule<'a> = (String, &'a str);

impl<'a> Bringing<'a> {
    /// Families of the scripts that need one: those for the article's language, and a rule for each other one.
    fn scripts(&mut self, theme: &'a Theme, lang: &Lang) -> (Vec<&'a str>, Vec<Rule<'a>>) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for tag in self.seen.langs.iter().filter(|tag| is_needed(tag)) {
            let Ok(other) = Lang::new(tag) else { continue };
            let family = self.fonts.family_for(&theme.fonts.text, Writing::of(&other));
            // nothing is told of a script without a font: the PDF tells, and a reader may have one
            match self.family(family, false) {
                Ok(true) if other == *lang => own.push(family),
                Ok(true) => others.push((format!(":lang({tag})"), family)),
                Ok(false) | Err(_) => {}
            }
        }
        (own, others)
    }

    /// The theme's families, where it asks for them: that of the text, and rules for the others.
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

    /// Brings a family that was asked for by name. Whether it is there; why it is not is told.
    fn asked(&mut self, family: &'a str, italics: bool) -> bool {
        let told = match self.family(family, italics) {
            Ok(has) => return has,
            Err(Refusal::Absent) => {
                let message = format!("the theme's font family `{family}` is not there to be embedded");
                Diagnostic::new(Code::UnknownFont, message).help("--font-dir names a folder with fonts")
            }
            Err(Refusal::Forbidden) => {
                let message = format!("the font family `{family}` does not allow to be embedded in an EPUB");
                Diagnostic::new(Code::Loss, message).help("name another one in the theme")
            }
        };
        self.out.diagnostics.push(told);
        false
    }

    /// Brings a family, in two weights and perhaps in italics. Whether it has letters of the texts.
    fn family(&mut self, family: &'a str, italics: bool) -> Result<bool, Refusal> {
        let has = self.face(family, false, false)?;
        let others = [(true, false), (false, true), (true, true)];
        for (bold, italic) in others.into_iter().filter(|(_, italic)| has && (italics || !italic)) {
            // a reader makes a face that is not there out of the others
            let _ = self.face(family, bold, italic);
        }
        Ok(has)
    }

    fn face(&mut self, family: &'a str, bold: bool, italic: bool) -> Result<bool, Refusal> {
        let key = (family, bold, italic);
        if let Some((_, has)) = self.brought.iter().find(|(known, _)| *known == key) {
            return Ok(*has);
        }
        let face = self.fonts.select(FaceQuery { family, bold, italic }).map(|id| self.fonts.face(id));
        let is_it =
            |face: &&Face| face.family.eq_ignore_ascii_case(family) && (face.bold, face.italic) == (bold, italic);
        let face = face.filter(is_it).ok_or(Refusal::Absent)?;
        let bytes = subset::subset(face.data(), face.index, &self.seen.letters)?;
        self.brought.push((key, bytes.is_some()));
        Ok(bytes.map(|bytes| self.bring(face, bytes)).is_some())
    }

    /// Puts a font in, with a rule that names it.
    fn bring(&mut self, face: &Face, bytes: Vec<u8>) {
        // OpenType with outlines in CFF says so in its first bytes
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
