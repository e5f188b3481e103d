//! Syllables of English words, by spelling rules. Of the words of running text, 98 % agree with the CMU Pronouncing
//! Dictionary.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Adjacent vowels that are pronounced separately.
struct Apart {
    letters: &'static str,
    /// Letters that must not precede them.
    after_none_of: &'static [&'static str],
    /// Letters that must not follow them.
    before_none_of: &'static [&'static str],
}

const fn apart(
    letters: &'static str,
    after_none_of: &'static [&'static str],
    before_none_of: &'static [&'static str],
) -> Apart {
    Apart { letters, after_none_of, before_none_of }
}

const APART: &[Apart] = &[
    apart("ia", &["c", "t", "s", "g", "x"], &["ge", "ges", "rge"]),
    apart("io", &["c", "t", "s", "x", "g", "n", "ll"], &["u"]),
    apart("nio", &[], &["n"]),
    apart("iou", &["c", "t", "x", "g"], &[]),
    apart("ium", &[], &[]),
    apart("ius", &[], &[]),
    apart("eo", &["a", "o", "u"], &["u", "p"]),
    apart("ua", &["q", "g"], &["r"]),
    apart("tuar", &[], &[]),
    apart("duar", &[], &[]),
    apart("uou", &[], &[]),
    apart("iet", &["c", "t", "fr"], &[]),
    apart("ience", &["c", "t"], &[]),
    apart("iency", &["c", "t"], &[]),
    apart("ient", &["c", "t", "fr"], &[]),
    apart("science", &["con"], &[]),
    apart("society", &[], &[]),
    apart("aing", &[], &[]),
    apart("eing", &[], &[]),
    apart("iing", &[], &[]),
    apart("oing", &[], &[]),
    apart("ying", &[], &[]),
    apart("uing", &["q", "g"], &[]),
    apart("uel", &["q", "g"], &[]),
    apart("luen", &[], &[]),
    apart("uity", &[], &[]),
    apart("uid", &["q", "g"], &["e", "i"]),
    apart("reac", &[], &["h"]),
    apart("creat", &[], &["u"]),
    apart("ciat", &[], &["i"]),
    apart("eal", &["d", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w"], &[]),
    apart("rea", &["a"], &["c", "d", "k", "l", "m", "s", "t", "p"]),
];

/// Endings with one more syllable than groups of vowels.
const LONGER: &[&str] = &["ism", "isms", "thm", "thms", "sn't", "dn't"];

/// What follows a silent e.
const SUFFIXES: &[&str] = &[
    "ly", "ment", "ments", "ful", "fully", "less", "ness", "some", "thing", "times", "time", "where", "body", "work",
    "wise",
];

/// Exceptions to all rules.
const OTHERS: &[(&str, usize)] = &[
    ("area", 3),
    ("areas", 3),
    ("idea", 3),
    ("ideas", 3),
    ("every", 2),
    ("everyone", 3),
    ("everything", 3),
    ("everyday", 3),
    ("business", 2),
    ("behavior", 3),
    ("behaviors", 3),
    ("behaviour", 3),
    ("serious", 3),
    ("diabetes", 4),
    ("anemia", 4),
    ("recipe", 3),
    ("element", 3),
    ("cement", 2),
    ("therefore", 2),
    ("entire", 2),
    ("fire", 1),
    ("hour", 1),
    ("hours", 1),
    ("naive", 2),
    ("coffee", 2),
    ("being", 2),
    ("create", 2),
    ("poem", 2),
    ("poet", 2),
    ("via", 2),
    ("aches", 1),
    ("ache", 1),
    ("headaches", 2),
    ("headache", 2),
    ("toothache", 2),
    ("stomachache", 3),
    ("january", 4),
    ("february", 4),
    ("royal", 2),
    ("trial", 2),
    ("trials", 2),
    ("quiet", 2),
    ("client", 2),
    ("clients", 2),
    ("virus", 2),
    ("ok", 2),
    ("real", 2),
    ("really", 2),
    ("ideal", 3),
    ("lying", 2),
    ("cafe", 2),
    ("apostrophe", 4),
    ("simile", 3),
    ("acne", 2),
    ("apnea", 2),
    ("nausea", 3),
    ("urea", 3),
    ("diarrhea", 4),
    ("chronic", 2),
    ("evening", 2),
    ("evenings", 2),
    ("safety", 2),
    ("sometimes", 2),
    ("something", 2),
    ("someone", 2),
    ("somewhere", 2),
    ("lifestyle", 2),
    ("wheelchair", 2),
    ("vegetable", 4),
    ("vegetables", 4),
    ("people", 2),
    ("peoples", 2),
    ("associate", 4),
    ("associated", 5),
    ("appreciate", 4),
    ("does", 1),
    ("doesn't", 2),
    ("goes", 1),
    ("shoes", 1),
    ("toes", 1),
    ("toe", 1),
    ("biopsy", 3),
    ("insulin", 3),
    ("hygiene", 2),
    ("morphine", 2),
    ("supplement", 3),
    ("supplements", 3),
    ("implement", 3),
    ("complement", 3),
    ("one", 1),
    ("once", 1),
    ("ones", 1),
    ("anyone", 3),
    ("theory", 3),
    ("museum", 3),
    ("neonatal", 4),
    ("pneumonia", 4),
    ("anxiety", 4),
    ("variety", 4),
    ("society", 4),
    ("piety", 3),
    ("sobriety", 4),
    ("reaction", 3),
    ("reactions", 3),
    ("react", 2),
    ("video", 3),
    ("stereo", 3),
    ("choir", 1),
    ("overdose", 3),
    ("overdoses", 4),
    ("forehead", 2),
    ("careful", 2),
    ("carefully", 3),
    ("lukewarm", 2),
];

static KNOWN: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| OTHERS.iter().copied().collect());

/// The maximum number of letters of a word without vowels that is spelled out when read.
const NAMED: usize = 5;

/// Returns the number of syllables of a lowercase word without hyphens.
pub(in crate::check) fn syllables(word: &str) -> usize {
    let word = word.strip_suffix("'s").unwrap_or(word).trim_matches('\'');
    if let Some(count) = KNOWN.get(word) {
        return *count;
    }
    if !word.contains(is_vowel) && word.len() <= NAMED {
        // spelled out: HIV
        return word.chars().filter(|c| c.is_alphabetic()).map(|c| if c == 'w' { 3 } else { 1 }).sum();
    }
    let groups = word.split(|c| !is_vowel(c)).filter(|group| !group.is_empty()).count();
    // most words have no adjacent vowels
    let has_pair = word.split(|c| !is_vowel(c)).any(|group| group.len() > 1);
    let apart = if has_pair { APART.iter().map(|rule| places(word, rule)).sum() } else { 0 };
    let longer = usize::from(LONGER.iter().any(|ending| word.ends_with(ending)));
    (groups + apart + longer).saturating_sub(silent(word)).max(1)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ö' | 'ü' | 'ï')
}

/// Returns the number of matches of a rule.
fn places(word: &str, rule: &Apart) -> usize {
    let letters = rule.letters.as_bytes();
    let fits = |&(at, window): &(usize, &[u8])| {
        window == letters && {
            let (before, after) = (&word[..at], &word[at + letters.len()..]);
            !rule.after_none_of.iter().any(|letters| before.ends_with(letters))
                && !rule.before_none_of.iter().any(|letters| after.starts_with(letters))
        }
    };
    word.as_bytes().windows(letters.len()).enumerate().filter(fits).count()
}

/// Returns the number of silent vowels in a word.
fn silent(word: &str) -> usize {
    let inside = SUFFIXES.iter().any(|suffix| word.strip_suffix(suffix).is_some_and(is_silent_e));
    // specifically
    let ically = word.ends_with("ically");
    usize::from(is_silent_end(word)) + usize::from(inside) + usize::from(ically)
}

/// Returns whether a stem ends in a silent e: `take`, but not `apple` or `free`.
fn is_silent_e(stem: &str) -> bool {
    let Some(stem) = stem.strip_suffix('e') else { return false };
    let mut back = stem.chars().rev();
    match (back.next(), back.next()) {
        (Some(last), _) if is_vowel(last) => false,
        (Some('l'), Some(before)) => is_vowel(before) || before == 'r' || before == 'l',
        (Some(_), Some(_)) => stem.contains(is_vowel),
        _ => false,
    }
}

/// Returns whether the e at the end of a word is silent.
fn is_silent_end(word: &str) -> bool {
    if word.ends_with('e') {
        return is_silent_e(word);
    }
    if let Some(stem) = word.strip_suffix('s').filter(|stem| stem.ends_with('e')) {
        let hissing = ["se", "xe", "ze", "che", "she", "ce", "ge"].iter().any(|end| stem.ends_with(end));
        return !hissing && is_silent_e(stem);
    }
    let Some(stem) = word.strip_suffix('d').filter(|stem| stem.ends_with('e')) else { return false };
    !["te", "de"].iter().any(|end| stem.ends_with(end)) && is_silent_e(stem)
}
