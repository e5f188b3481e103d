//! Titles in another language than the article's, so that they are read out, and divided, as what they are.

use super::{
    super::rewrite::rewrite,
    gaps::{is_hidden, reveal},
    record::Record,
};
use crate::article::{Inline, Lang, Reference, Scope, Text};
use std::ops::Range;

/// Languages as BibLaTeX's manual (3.10) and libraries (ISO 639-2) name them, by their tags.
const NAMES: &[(&str, &[&str])] = &[
    ("ar", &["arabic", "ara"]),
    ("bg", &["bulgarian", "bul"]),
    ("ca", &["catalan", "cat"]),
    ("cs", &["czech", "cze", "ces"]),
    ("da", &["danish", "dan"]),
    ("de", &["german", "ngerman", "austrian", "naustrian", "swissgerman", "nswissgerman", "ger", "deu"]),
    ("el", &["greek", "gre", "ell"]),
    (
        "en",
        &["english", "american", "british", "canadian", "australian", "newzealand", "usenglish", "ukenglish", "eng"],
    ),
    ("es", &["spanish", "spa"]),
    ("et", &["estonian", "est"]),
    ("fa", &["persian", "farsi", "per", "fas"]),
    ("fi", &["finnish", "fin"]),
    ("fr", &["french", "francais", "acadian", "canadien", "fre", "fra"]),
    ("he", &["hebrew", "heb"]),
    ("hi", &["hindi", "hin"]),
    ("hr", &["croatian", "hrv"]),
    ("hu", &["hungarian", "magyar", "hun"]),
    ("it", &["italian", "ita"]),
    ("ja", &["japanese", "jpn"]),
    ("ko", &["korean", "kor"]),
    ("nl", &["dutch", "dut", "nld"]),
    ("no", &["norwegian", "norsk", "nynorsk", "nor"]),
    ("pl", &["polish", "pol"]),
    ("pt", &["portuguese", "portuges", "brazil", "brazilian", "por"]),
    ("ro", &["romanian", "rum", "ron"]),
    ("ru", &["russian", "rus"]),
    ("sv", &["swedish", "swe"]),
    ("th", &["thai", "tha"]),
    ("tr", &["turkish", "tur"]),
    ("uk", &["ukrainian", "ukr"]),
    ("ur", &["urdu", "urd"]),
    ("vi", &["vietnamese", "vie"]),
    ("zh", &["chinese", "chi", "zho"]),
];

/// Gives the work's title and what it is part of their language, where that is not the article's; where it runs the
/// other way, the whole entry, since its parts would stand in the wrong order.
pub(super) fn mark(entry: &mut Reference, record: &Record, article: &Lang) {
    let Some(lang) = record.text("language").and_then(tag) else { return };
    if lang.primary() == article.primary() {
        return;
    }
    if lang.direction() != article.direction() {
        entry.lang = Some(lang);
        return;
    }
    for variable in ["title", "container-title"] {
        let title = reveal(record.text(variable).unwrap_or_default());
        let title: String = title.chars().filter(|c| !is_hidden(*c)).collect();
        if title.chars().any(char::is_alphabetic) {
            scope(&mut entry.content, &title, &lang);
        }
    }
}

/// `en-US`, `english` and `eng` are tags or names of languages; prose is not.
fn tag(written: &str) -> Option<Lang> {
    let written = written.trim().to_lowercase();
    let named = NAMES.iter().find(|(_, names)| names.contains(&written.as_str())).map(|(tag, _)| *tag);
    let short = written.split('-').next().is_some_and(|primary| (2..=3).contains(&primary.len()));
    Lang::new(named.or(short.then_some(written.as_str()))?).ok()
}

/// Gives the words their language in the first of the texts that has them.
fn scope(content: &mut Vec<Inline>, words: &str, lang: &Lang) {
    let mut found = false;
    rewrite(content, &mut |inline| match inline {
        Inline::Text(text) if !found => match find(&text.text, words) {
            Some(place) => {
                found = true;
                parted(&text, place, lang)
            }
            None => vec![Inline::Text(text)],
        },
        other => vec![other],
    });
}

/// A text with a language for a part of it.
fn parted(text: &Text, place: Range<usize>, lang: &Lang) -> Vec<Inline> {
    let part =
        |range: Range<usize>| Some(Inline::text(&text.text[range.clone()], text.span)).filter(|_| !range.is_empty());
    let content = part(place.clone()).into_iter().collect();
    let inner = Scope { lang: Some(lang.clone()), content, span: text.span, ..Scope::default() };
    let parts = [part(0..place.start), Some(Inline::Scope(Box::new(inner))), part(place.end..text.text.len())];
    parts.into_iter().flatten().collect()
}

/// Where words stand in a text, in whatever case a style sets them.
fn find(text: &str, words: &str) -> Option<Range<usize>> {
    let same = |a: char, b: char| a == b || a.to_lowercase().eq(b.to_lowercase());
    text.char_indices().find_map(|(start, _)| {
        let mut rest = text[start..].chars();
        let all = words.chars().all(|wanted| rest.next().is_some_and(|c| same(c, wanted)));
        all.then(|| start..text.len() - rest.as_str().len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_tag_name_and_library_code() {
        let told = |written| tag(written).map(|lang| lang.to_string());
        assert_eq!(told("English").as_deref(), Some("en"));
        assert_eq!(told("pt-BR").map(|tag| tag.to_lowercase()).as_deref(), Some("pt-br"));
        assert_eq!([told("ger").as_deref(), told("zh").as_deref()], [Some("de"), Some("zh")]);
        assert_eq!([told("written in English"), told("")], [None, None]);
    }

    #[test]
    fn a_title_is_found_in_the_case_that_a_style_gives_it() {
        assert_eq!(find("1. Über das Händewaschen. 2020", "über Das händewaschen"), Some(3..26));
        assert_eq!(find("Hand", "Hands"), None);
    }
}
