//! Characters that no font has: reported once per script, at their first occurrence, with the fonts that have them.

use crate::{
    article::{Article, Block, Inline, Span, for_each_block, for_each_inline, inlines_of, plain_text},
    diagnostic::{Code, Diagnostic},
    theme::Theme,
    typeset::Fonts,
};
use unicode_script::{Script, UnicodeScript as _};

/// The number of characters that a message lists.
const NAMED: usize = 8;

/// Reports families that the theme names and that are missing.
pub(super) fn families(theme: &Theme, fonts: &Fonts) -> Vec<Diagnostic> {
    let named = [&theme.fonts.text, &theme.fonts.heading, &theme.fonts.mono];
    let unknown =
        named.iter().enumerate().filter(|(at, family)| !named[..*at].contains(family) && !fonts.has_family(family));
    let reported = |(_, family): (usize, &&String)| {
        let near = fonts
            .families()
            .into_iter()
            .max_by(|a, b| strsim::jaro_winkler(a, family).total_cmp(&strsim::jaro_winkler(b, family)));
        let help = match near {
            Some(near) => format!("the nearest is `{near}`; --font-dir names a folder with more fonts"),
            None => "--font-dir names a folder with fonts".to_owned(),
        };
        Diagnostic::new(Code::UnknownFont, format!("the theme's font family `{family}` was not found")).help(help)
    };
    unknown.map(reported).collect()
}

/// Returns a diagnostic for each group of scripts that has missing characters.
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
    let place = characters.iter().map(|&character| (character, place(character, article)));
    let place = place.clone().find(|(_, place)| !place.is_unknown()).or_else(|| place.clone().next());
    let (first, place) = place.unwrap_or_default();
    let help = match group.package() {
        Some(package) => format!("install {package}, or name a folder that has the font with --font-dir"),
        None => "add --system-fonts, or a font that has it with --font-dir".to_owned(),
    };
    Diagnostic::new(Code::MissingGlyph, message).at(place).about(first).help(help)
}

/// Returns the span of the first node with a character, if known.
fn place(character: char, article: &Article) -> Span {
    let mut places = Vec::new();
    let mut look = |inline: &Inline| {
        if plain_text(std::slice::from_ref(inline)).contains(character) {
            places.push(inline.span());
        }
    };
    inlines_of(&article.meta.title, &mut look);
    let bodies = std::iter::once(&article.body).chain(article.notes.iter().map(|note| &note.body));
    for body in bodies.clone() {
        for_each_inline(body, &mut look);
    }
    for body in bodies {
        for_each_block(body, &mut |block| {
            if let Block::Code(x) = block
                && x.text.contains(character)
            {
                places.push(x.span);
            }
        });
    }
    places.into_iter().filter(|place| !place.is_unknown()).min_by_key(|place| place.start).unwrap_or_default()
}

/// Groups of characters that the same fonts have.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Group {
    /// Chinese, Japanese and Korean, with their punctuation.
    Cjk,
    /// A single script.
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

    /// Returns the family that has the group's characters, and the Debian package with the family.
    fn package(self) -> Option<String> {
        match self {
            Self::Cjk => Some("Noto Sans CJK (Debian: fonts-noto-cjk)".to_owned()),
            Self::Script(script) => Some(format!("Noto Sans {} (Debian: fonts-noto-core)", script.full_name())),
            Self::Signs => None,
        }
    }
}
