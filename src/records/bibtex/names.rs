//! Name lists: `von Last, Jr, First and {Body} and others`.

use super::tex::Decoder;
use crate::{
    csl::Name,
    records::names::{others, person, spaced},
};

/// Parses a list of names.
pub(super) fn names(value: &str, decoder: &mut Decoder) -> Vec<Name> {
    split(value).into_iter().filter_map(|written| name(written, decoder)).collect()
}

/// Splits a list at `and` outside braces.
fn split(list: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0usize);
    let bytes = list.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'a' | b'A' if depth == 0 && at >= start && is_and(bytes, at) => {
                parts.push(&list[start..at]);
                start = at + 3;
            }
            _ => {}
        }
    }
    parts.push(&list[start..]);
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn is_and(bytes: &[u8], at: usize) -> bool {
    let word = bytes.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case(b"and"));
    let before = at == 0 || bytes[at - 1].is_ascii_whitespace();
    word && before && bytes.get(at + 3).is_none_or(u8::is_ascii_whitespace)
}

fn name(written: &str, decoder: &mut Decoder) -> Option<Name> {
    if written.eq_ignore_ascii_case("others") {
        return Some(others());
    }
    if let Some(body) = in_braces(written) {
        return Some(Name::literal(decoder.text(body)));
    }
    let parts = split_outside(written, |c| c == ',');
    if parts.len() > 1 && parts.iter().all(|part| part.contains('=')) {
        return extended(&parts, decoder);
    }
    match parts.as_slice() {
        [one] => in_order(one, decoder),
        [family, given] => sorted(family, given, "", decoder),
        [family, suffix, given @ ..] => sorted(family, &given.join(", "), suffix, decoder),
        [] => None,
    }
}

/// Parses a name with a comma. A family name in braces has no particle.
fn sorted(family: &str, given: &str, suffix: &str, decoder: &mut Decoder) -> Option<Name> {
    let (given, suffix) = (spaced(&decoder.text(given)), decoder.text(suffix));
    match in_braces(family) {
        Some(whole) if !given.is_empty() => Some(Name { suffix, ..Name::person(decoder.text(whole), given) }),
        _ => person(&decoder.text(family), &given, &suffix),
    }
}

/// Returns the content of braces that enclose a whole name.
fn in_braces(written: &str) -> Option<&str> {
    let inner = written.strip_prefix('{')?.strip_suffix('}')?;
    let mut depth = 0usize;
    for byte in inner.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    // `{\'E}` is a letter, not an institution
    (!inner.starts_with('\\')).then_some(inner)
}

/// Parses biblatex's `family=…, given=…, prefix=…, suffix=…`.
fn extended(parts: &[&str], decoder: &mut Decoder) -> Option<Name> {
    let mut part = |name: &str| {
        let value = parts.iter().find_map(|part| part.split_once('=').filter(|(key, _)| key.trim() == name));
        value.map(|(_, value)| decoder.text(value.trim().trim_matches('"'))).unwrap_or_default()
    };
    let name = Name {
        family: part("family"),
        given: part("given"),
        suffix: part("suffix"),
        non_dropping_particle: part("prefix"),
        ..Name::default()
    };
    (!name.family.is_empty() || !name.given.is_empty()).then_some(name)
}

/// Parses `First von Last`: the family name starts at the first lowercase word, or is the last word.
fn in_order(written: &str, decoder: &mut Decoder) -> Option<Name> {
    let words = split_outside(written, char::is_whitespace);
    let (_, before) = words.split_last()?;
    if before.is_empty() || is_institution(&words) {
        return Some(Name::literal(decoder.text(&words.join(" "))));
    }
    let is_small = |word: &&str| first_letter(word).is_some_and(char::is_lowercase);
    let family = before.iter().position(is_small).unwrap_or(before.len());
    let mut text = |words: &[&str]| decoder.text(&words.join(" "));
    if family == 0 {
        return person(&text(&words), "", "");
    }
    person(&text(&words[family..]), &spaced(&text(&words[..family])), "")
}

/// Words in the names of institutions but not of people.
const INSTITUTIONS: [&str; 26] = [
    "academy",
    "administration",
    "agency",
    "association",
    "centers",
    "collaboration",
    "collaborators",
    "commission",
    "committee",
    "consortium",
    "council",
    "department",
    "federation",
    "foundation",
    "hospital",
    "institute",
    "institutes",
    "institution",
    "investigators",
    "ministry",
    "organisation",
    "organization",
    "society",
    "taskforce",
    "trust",
    "university",
];

/// Returns whether words without a comma name an institution that lacks its braces: `World Health Organization`,
/// `Ward 7`.
fn is_institution(words: &[&str]) -> bool {
    let named = |word: &&str| INSTITUTIONS.contains(&word.trim_matches(['{', '}']).to_lowercase().as_str());
    let numbered = words.last().is_some_and(|word| word.chars().all(|c| c.is_ascii_digit()));
    words.len() > 1 && (numbered || words.iter().any(named))
}

/// Returns the first letter of a word, outside braces; a word in braces counts as capitalized.
fn first_letter(word: &str) -> Option<char> {
    match word.strip_prefix('{') {
        Some(inner) if inner.starts_with('\\') => inner.chars().find(|c| c.is_alphabetic()),
        Some(_) => None,
        None => word.chars().find(|c| c.is_alphabetic()),
    }
}

/// Splits a text at separators outside braces, without empty parts.
fn split_outside(text: &str, is_separator: impl Fn(char) -> bool) -> Vec<&str> {
    let mut depth = 0usize;
    let parts = text.split(|c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_separator(c)
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str) -> Vec<String> {
        let shown = |name: Name| match name.literal.is_empty() {
            true => [name.given, name.non_dropping_particle, name.family, name.suffix].join("|"),
            false => name.literal,
        };
        names(list, &mut Decoder::default()).into_iter().map(shown).collect()
    }

    #[test]
    fn names_are_read_in_all_their_orders() {
        let list = "Ann Doe and Doe, Ann and Doe, Jr, Ann and van der Berg, Jan and Jan van der Berg and Plato";
        assert_eq!(
            read(list),
            ["Ann||Doe|", "Ann||Doe|", "Ann||Doe|Jr", "Jan|van der|Berg|", "Jan|van der|Berg|", "Plato"]
        );
    }

    #[test]
    fn institutions_in_braces_are_not_split() {
        let list = "{World Health Organization} and {{Centers for Disease Control and Prevention}} and {\\'E}mile Zola";
        assert_eq!(
            read(list),
            ["World Health Organization", "Centers for Disease Control and Prevention", "Émile||Zola|"]
        );
    }

    #[test]
    fn institutions_without_braces_are_whole() {
        assert_eq!(
            read("World Health Organization and Ward 7 and Ann Lind"),
            ["World Health Organization", "Ward 7", "Ann||Lind|"]
        );
    }

    #[test]
    fn extended_names_and_others_are_read() {
        assert_eq!(read("family=Duchamp, given=Philip, prefix=du and others")[0], "Philip|du|Duchamp|");
        assert_eq!(names("Lind, Ove AND others", &mut Decoder::default()).last(), Some(&others()));
    }

    #[test]
    fn families_of_several_words_stay_whole() {
        assert_eq!(read("Ortega y Gasset, José and De la Cruz, Ana"), ["José||Ortega y Gasset|", "Ana||De la Cruz|"]);
    }
}
