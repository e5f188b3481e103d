//! Characters that no font has: told once a script, at the first place, with the fonts that would have them.

use crate::{
    article::{Article, Inline, Span, for_each_inline, inlines_of},
    diagnostic::{Code, Diagnostic},
    theme::Theme,
    typeset::Fonts,
};
use unicode_script::{Script, UnicodeScript as _};

/// How many characters a message names.
const NAMED: usize = 8;

/// Families that the theme names and that are not there.
pub(super) fn families(theme: &Theme, fonts: &Fonts) -> Vec<Diagnostic> {
    let named = [&theme.fonts.text, &theme.fonts.heading, &theme.fonts.mono];
    let unknown =
        named.iter().enumerate().filter(|(at, family)| !named[..*at].contains(family) && !fonts.has_family(family));
    let told = |(_, family): (usize, &&String)| {
        let near = fonts
            .families()
            .into_iter()
            .max_by(|a, b| strsim::jaro_winkler(a, family).total_cmp(&strsim::jaro_winkler(b, family)));
        let help = match near {
            Some(near) => format!("the nearest is `{near}`; --font-dir names a folder with more fonts"),
            None => "--font-dir names a folder with fonts".to_owned(),
        };
        Diagnostic::new(Code::UnknownFont, format!("no font of the family `{family}`, which the theme asks for"))
            .help(help)
    };
    unknown.map(told).collect()
}

/// A diagnostic for each group of scripts that has missing characters.
pub(super) fn diagnostics(missing: &[char], article: &Article) -> Vec<Diagnostic> {
    let mut grouped: Vec<(Group, Vec<char>)> = Vec::new();
    for &character in missing {
        let group = Group::of(character);
        match grouped.iter_mut().find(|(known, _)| *known == group) {
            Some((_, characters)) => characters.push(character),
            None => grouped.push((group, vec![character])),
        }
    }
    grouped.into_iter().map(|(group, characters)| diagnostic(group, &characters, article)).collect()
}

fn diagnostic(group: Group, characters: &[char], article: &Article) -> Diagnostic {
    let named: Vec<String> =
        characters.iter().take(NAMED).map(|&c| format!("`{c}` (U+{:04X})", u32::from(c))).collect();
    let more = characters.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("no font has {}{more}: the PDF shows boxes", named.join(", "));
    let place = characters.iter().map(|&character| place(character, article)).find(|place| !place.is_unknown());
    let help = match group.package() {
        Some(package) => format!("install {package} and add --system-fonts, or name a folder with --font-dir"),
        None => "add a font that has it with --font-dir".to_owned(),
    };
    Diagnostic::new(Code::MissingGlyph, message).at(place.unwrap_or_default()).help(help)
}

/// The first place of a character in the source, as far as it is known.
fn place(character: char, article: &Article) -> Span {
    let mut found = Span::default();
    let mut look = |inline: &Inline| {
        if let Inline::Ruby(ruby) = inline
            && found.is_unknown()
            && (ruby.base.contains(character) || ruby.reading.contains(character))
        {
            found = ruby.span;
        }
        if let Inline::Text(text) = inline
            && found.is_unknown()
            && let Some(at) = text.text.find(character)
        {
            let whole = (text.span.end - text.span.start) as usize == text.text.len();
            let start = text.span.start as usize + at;
            found = if whole { Span::new(start, start + character.len_utf8()) } else { text.span };
        }
    };
    inlines_of(&article.meta.title, &mut look);
    for_each_inline(&article.body, &mut look);
    for note in &article.notes {
        for_each_inline(&note.body, &mut look);
    }
    found
}

/// Characters that the same fonts have.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Group {
    /// Chinese, Japanese and Korean, with their punctuation.
    Cjk,
    /// A script of its own.
    Script(Script),
    /// Signs and symbols of all scripts.
    Signs,
}

impl Group {
    fn of(character: char) -> Self {
        match character.script() {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => Self::Cjk,
            Script::Common | Script::Inherited | Script::Unknown => match character {
                '\u{3000}'..='\u{33ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' => Self::Cjk,
                _ => Self::Signs,
            },
            script => Self::Script(script),
        }
    }

    /// The family that has them, and the Debian package that has the family.
    fn package(self) -> Option<String> {
        match self {
            Self::Cjk => Some("Noto Sans CJK (Debian: fonts-noto-cjk)".to_owned()),
            Self::Script(script) => Some(format!("Noto Sans {} (Debian: fonts-noto-core)", script.full_name())),
            Self::Signs => None,
        }
    }
}
