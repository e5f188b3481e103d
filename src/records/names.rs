//! Names of people and institutions in the forms that all formats use.

use super::work::tidy;
use crate::csl::Name;

/// Suffixes that follow given names without a comma, as in PubMed: `Casey, Donald E Jr`.
const SUFFIXES: [&str; 10] = ["Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV", "2nd", "3rd", "4th"];

/// Returns the placeholder for people omitted from a list: `and others`.
pub(super) fn others() -> Name {
    Name::literal("others")
}

/// Returns the name of a person, or of an institution if only one part is given. Lowercase words at the start of the
/// family name become its particle.
pub(super) fn person(family: &str, given: &str, suffix: &str) -> Option<Name> {
    let (family, given, suffix) = (tidy(family), tidy(given), tidy(suffix));
    if family.is_empty() || given.is_empty() {
        let whole = family + &given;
        return (!whole.is_empty()).then(|| Name::literal(whole));
    }
    let (particle, family) = particle(&family);
    Some(Name { non_dropping_particle: particle.to_owned(), suffix, ..Name::person(family, given) })
}

/// Splits off the particle of a family name: `van der Berg` has the particle `van der`.
pub(super) fn particle(family: &str) -> (&str, &str) {
    let mut at = 0;
    for word in family.split_inclusive(' ') {
        if !word.starts_with(char::is_lowercase) || at + word.len() == family.len() {
            break;
        }
        at += word.len();
    }
    (family[..at].trim_end(), &family[at..])
}

/// Parses the people on one line, separated by semicolons, or by `and` if each name has a comma.
pub(super) fn people(line: &str) -> Vec<Name> {
    let split = |part: &str| -> Vec<String> {
        let people: Vec<&str> = part.split(" and ").flat_map(|part| part.split(" & ")).collect();
        match people.iter().all(|person| person.contains(',')) {
            true => people.into_iter().map(str::to_owned).collect(),
            false => vec![part.to_owned()],
        }
    };
    line.split(';').flat_map(split).filter_map(|text| written(&text)).collect()
}

/// Parses `Lind, Ove`, `Lind, Ove, Jr.`, `Lind, Ove E Jr`, `Lind OE`, `Lind O.E.` and `O. E. Lind`. Any other name
/// without a comma is an institution.
pub(super) fn written(text: &str) -> Option<Name> {
    let mut parts = text.split(',').map(str::trim);
    let family = parts.next().unwrap_or_default();
    match parts.next() {
        Some(given) => {
            let (given, inner) = suffix(given);
            let after = parts.next().unwrap_or_default();
            person(family, &spaced(given), if after.is_empty() { inner } else { after })
        }
        None => match with_initials(family).or_else(|| after_initials(family)) {
            Some((family, initials, suffix)) => person(family, &spaced(initials), suffix),
            None => person(family, "", ""),
        },
    }
}

/// Splits a suffix off given names: `Donald E Jr`.
fn suffix(given: &str) -> (&str, &str) {
    match given.rsplit_once(' ') {
        Some((before, last)) if SUFFIXES.contains(&last) => (before.trim_end(), last),
        _ => (given, ""),
    }
}

/// Parses `Lind O`, `Casey DE Jr` and `van Dyk JA`, but not `US FDA` or `Tea Study Group UK`.
fn with_initials(text: &str) -> Option<(&str, &str, &str)> {
    let (name, suffix) = suffix(text);
    let (family, initials) = name.rsplit_once(' ')?;
    let short = initials.chars().count() <= 3 && initials.chars().all(char::is_uppercase) || are_initials(initials);
    let capital = family.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() == 1;
    (short && capital && family.contains(char::is_lowercase)).then_some((family, initials, suffix))
}

/// Parses `O. Lind` and `O.E. van der Berg Jr.`
fn after_initials(text: &str) -> Option<(&str, &str, &str)> {
    let (name, suffix) = suffix(text);
    let length: usize = name.split_inclusive(' ').take_while(|word| are_initials(word.trim_end())).map(str::len).sum();
    let (initials, family) = name.split_at(length);
    (length > 0 && family.contains(char::is_lowercase)).then_some((family, initials.trim_end(), suffix))
}

/// Returns whether a word consists of initials with periods: `D.G.`, `J.-P.`
fn are_initials(word: &str) -> bool {
    let is_initial = |part: &str| {
        let part = part.trim_start_matches('-');
        part.starts_with(char::is_uppercase) && part.chars().count() == 1
    };
    word.strip_suffix('.').is_some_and(|initials| initials.split('.').all(is_initial))
}

/// Separates initials written without periods and spaces: `JA` becomes `J. A.`
pub(super) fn spaced(given: &str) -> String {
    let count = given.chars().count();
    match (2..=3).contains(&count) && given.chars().all(char::is_uppercase) {
        true => given.chars().map(|initial| format!("{initial}.")).collect::<Vec<_>>().join(" "),
        false => given.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &Name) -> String {
        [&name.literal, &name.given, &name.non_dropping_particle, &name.family, &name.suffix]
            .map(String::as_str)
            .join("|")
    }

    #[test]
    fn people_are_distinguished_from_institutions() {
        let read = |text| written(text).as_ref().map(shown).unwrap_or_default();
        assert_eq!(read("Casey, Donald E Jr"), "|Donald E||Casey|Jr");
        assert_eq!(read("Harrell, Frank E., Jr."), "|Frank E.||Harrell|Jr.");
        assert_eq!(read("Casey DE Jr"), "|D. E.||Casey|Jr");
        assert_eq!(read("van Dyk JA"), "|J. A.|van|Dyk|");
        assert_eq!(read("Smith, JA"), "|J. A.||Smith|");
        for reordered in ["Adler D.G.", "D. G. Adler", "D.G. Adler"] {
            assert!(read(reordered).ends_with("||Adler|"), "{}", read(reordered));
        }
        assert_eq!(read("J.-P. van den Berg Jr."), "|J.-P.|van den|Berg|Jr.");
        for body in [
            "US FDA",
            "St. Jude Hospital",
            "U.S. FDA",
            "Tea Study Group UK",
            "Centers for Disease Control and Prevention",
            "WHO",
        ] {
            assert_eq!(read(body), format!("{body}||||"));
        }
        assert_eq!(read("World Health Organization,"), "World Health Organization||||");
    }

    #[test]
    fn several_people_on_a_line_are_separated() {
        let read = |line| people(line).iter().map(shown).collect::<Vec<_>>();
        assert_eq!(read("Lind, Ove; Berg, Jan"), ["|Ove||Lind|", "|Jan||Berg|"]);
        assert_eq!(read("Lind, Ove and Berg, Jan"), ["|Ove||Lind|", "|Jan||Berg|"]);
        assert_eq!(read("Health and Care Board"), ["Health and Care Board||||"]);
    }
}
