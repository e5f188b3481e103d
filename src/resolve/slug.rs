//! Slugs: `Qué es?` becomes `que-es`.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The length limit in bytes; longer headings are cut at a word boundary.
const LIMIT: usize = 60;

/// Returns text as lowercase letters a to z, digits and single hyphens, or an empty string if it has none of these.
pub(super) fn slug(words: &str) -> String {
    let mut slug = String::new();
    for c in words.nfkd().filter(|&c| !is_combining_mark(c) && !matches!(c, '\'' | '’' | '\u{ad}')) {
        match plain(c) {
            "" if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            "" if slug.is_empty() || slug.ends_with('-') => {}
            "" => slug.push('-'),
            letters => slug.push_str(letters),
        }
    }
    shortened(slug.trim_end_matches('-'))
}

/// Cuts a slug to the words that fit the limit.
fn shortened(slug: &str) -> String {
    let Some(head) = slug.get(..LIMIT).filter(|_| slug.len() > LIMIT) else { return slug.to_owned() };
    head.rsplit_once('-').map_or(head, |(words, _)| words).to_owned()
}

/// Transliterates Latin letters that do not decompose.
fn plain(c: char) -> &'static str {
    match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        _ => "",
    }
}

/// Returns whether a text is a valid XML id (an NCName, Namespaces in XML 1.0 §3). Rarer letters are rejected.
pub(super) fn is_xml_id(text: &str) -> bool {
    let mut chars = text.chars();
    let starts = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    starts && text.len() <= 200 && chars.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_made_of_plain_letters() {
        assert_eq!(slug("Qué es el té?"), "que-es-el-te");
        assert_eq!(slug("Kratom Addiction Isn’t as Severe…"), "kratom-addiction-isnt-as-severe");
        assert_eq!(slug("Straße & Łódź"), "strasse-lodz");
        assert_eq!(slug("什么是茶"), "");
        assert_eq!(slug("--- !"), "");
        assert!(slug(&"word ".repeat(100)).len() <= LIMIT);
    }

    #[test]
    fn an_xml_id_starts_with_a_letter_and_has_no_colon() {
        assert!(is_xml_id("sec-1.2_b") && is_xml_id("größe"));
        assert!(!is_xml_id("1st") && !is_xml_id("sec:dose") && !is_xml_id("a b") && !is_xml_id(""));
    }
}
