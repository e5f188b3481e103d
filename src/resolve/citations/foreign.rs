//! Marks titles in other languages than the article's, so that they are pronounced and hyphenated correctly.

use super::super::rewrite::rewrite;
use crate::{
    article::{Inline, Lang, Reference, Scope, Text},
    csl::Item,
    records::language_tag,
};
use std::ops::Range;

/// Marks the language of the work's title and container title if it differs from the article's. If its writing
/// direction differs too, marks the whole entry, since its parts would otherwise be displayed in the wrong order.
pub(super) fn mark(entry: &mut Reference, item: &Item, article: &Lang) {
    let Some(lang) = item.get("language").and_then(language_tag).and_then(|tag| Lang::new(&tag).ok()) else { return };
    if lang.primary() == article.primary() {
        return;
    }
    if lang.direction() != article.direction() {
        entry.lang = Some(lang);
        return;
    }
    for variable in ["title", "container-title"] {
        let title = without_tags(item.get(variable).unwrap_or_default());
        if title.chars().any(char::is_alphabetic) {
            scope(&mut entry.content, &title, &lang);
        }
    }
}

/// Returns a value without the markup of CSL-JSON.
fn without_tags(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let is_tag = ["<i>", "</i>", "<b>", "</b>", "<su", "</su", "<span ", "</span>", "<sc>", "</sc>"];
        let end = tag.find('>').filter(|_| is_tag.iter().any(|start| tag.starts_with(start)));
        let (kept, after) = end.map_or(("<", &tag[1..]), |end| ("", &tag[end + 1..]));
        out.push_str(kept);
        rest = after;
    }
    out + rest
}

/// Marks the language of `words` in the first text that contains them.
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

/// Splits a text so that `place` is marked with a language.
fn parted(text: &Text, place: Range<usize>, lang: &Lang) -> Vec<Inline> {
    let part =
        |range: Range<usize>| Some(Inline::text(&text.text[range.clone()], text.span)).filter(|_| !range.is_empty());
    let content = part(place.clone()).into_iter().collect();
    let inner = Scope { lang: Some(lang.clone()), content, span: text.span, ..Scope::default() };
    let parts = [part(0..place.start), Some(Inline::Scope(Box::new(inner))), part(place.end..text.text.len())];
    parts.into_iter().flatten().collect()
}

/// Finds words in a text, ignoring case, as styles may change it.
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
    fn the_markup_of_a_title_is_not_part_of_its_text() {
        assert_eq!(without_tags("On <i>E. coli</i> < 5 <span class=\"nocase\">DNA</span>"), "On E. coli < 5 DNA");
    }

    #[test]
    fn a_title_is_found_in_the_case_that_a_style_gives_it() {
        assert_eq!(find("1. Über das Händewaschen. 2020", "über Das händewaschen"), Some(3..26));
        assert_eq!(find("Hand", "Hands"), None);
    }
}
