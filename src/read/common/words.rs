//! The few words whose meaning the readers know: callout labels, headings of reference lists, words that announce
//! tips. Everything else is recognized by shape.

use super::clean::{folded, folded_in};
use crate::{article::CalloutKind, locale::Words};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Labels that open a callout if a colon and text follow: `Suggested Reading: …`.
const CALLOUTS: &[(&str, CalloutKind)] = &[
    ("suggested reading", CalloutKind::FurtherReading),
    ("recommended reading", CalloutKind::FurtherReading),
    ("further reading", CalloutKind::FurtherReading),
    ("related reading", CalloutKind::FurtherReading),
    ("related", CalloutKind::FurtherReading),
    ("related article", CalloutKind::FurtherReading),
    ("related articles", CalloutKind::FurtherReading),
    ("read more", CalloutKind::FurtherReading),
    ("read next", CalloutKind::FurtherReading),
    ("read also", CalloutKind::FurtherReading),
    ("see also", CalloutKind::FurtherReading),
    ("learn more", CalloutKind::FurtherReading),
    ("more on this", CalloutKind::FurtherReading),
    ("lesen sie auch", CalloutKind::FurtherReading),
    ("siehe auch", CalloutKind::FurtherReading),
    ("lea también", CalloutKind::FurtherReading),
    ("véase también", CalloutKind::FurtherReading),
    ("à lire aussi", CalloutKind::FurtherReading),
    ("please note", CalloutKind::Note),
    ("nb", CalloutKind::Note),
    ("n.b", CalloutKind::Note),
    ("good to know", CalloutKind::Note),
    ("did you know", CalloutKind::Note),
    ("pro tip", CalloutKind::Tip),
    ("top tip", CalloutKind::Tip),
    ("quick tip", CalloutKind::Tip),
    ("remember", CalloutKind::Important),
    ("safety warning", CalloutKind::Warning),
    ("danger", CalloutKind::Warning),
    ("achtung", CalloutKind::Warning),
    ("atención", CalloutKind::Warning),
    ("attention", CalloutKind::Warning),
];

/// Headings above a box of key facts.
const KEY_FACTS: &[&str] = &[
    "key facts",
    "key points",
    "key takeaways",
    "key messages",
    "at a glance",
    "in brief",
    "in short",
    "quick facts",
    "fast facts",
    "the main points",
    "auf einen blick",
    "das wichtigste in kürze",
    "en resumen",
    "datos clave",
    "puntos clave",
    "en bref",
    "points clés",
];

/// Headings of a reference list.
const REFERENCES: &[&str] = &[
    "references",
    "reference list",
    "references cited",
    "list of references",
    "sources",
    "bibliography",
    "works cited",
    "citations",
    "literature",
    "literature cited",
    "cited works",
    "references and sources",
    "sources and references",
    "literatur",
    "literaturverzeichnis",
    "literaturliste",
    "literaturangaben",
    "quellenverzeichnis",
    "quellenangaben",
    "quellen",
    "einzelnachweise",
    "referencias",
    "bibliografía",
    "referencias bibliográficas",
    "literatura",
    "fuentes",
    "références",
    "bibliographie",
    "références bibliographiques",
    "littérature",
    "sources et références",
    "riferimenti",
    "bibliografia",
    "fonti",
    "referências",
    "referenties",
    "bronnen",
];

/// Headings of a list of further reading, or of advice on what to read.
const READING: &[&str] = &[
    "further reading",
    "suggested reading",
    "recommended reading",
    "selected reading",
    "zum weiterlesen",
    "weiterführende literatur",
    "para leer más",
    "lecturas recomendadas",
    "pour aller plus loin",
    "lectures complémentaires",
];

/// Headings that remain from a web page without content, which was not copied.
const LEFTOVERS: &[&str] = &[
    "further reading",
    "suggested reading",
    "recommended reading",
    "related reading",
    "read more",
    "read next",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related topics",
    "see also",
    "more on this",
    "you might also like",
    "you may also like",
    "recommended",
    "recommended for you",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "share this article",
    "share",
    "tags",
    "weiterlesen",
    "siehe auch",
    "zum weiterlesen",
    "para leer más",
    "véase también",
    "pour aller plus loin",
    "à lire aussi",
];

/// Labels of metadata about the text rather than of a section: `Release date: …`.
const RECORDS: &[&str] = &[
    "title",
    "author",
    "release date",
    "posting date",
    "language",
    "credits",
    "produced by",
    "copyright",
    "isbn",
    "doi",
    "email",
    "e-mail",
    "phone",
    "tel",
    "telephone",
    "fax",
    "address",
    "website",
    "figure",
    "fig",
    "photo",
    "image",
    "source",
];

/// Word stems that announce tips.
const TIPS: &[&str] = &[
    "tip",
    "tips",
    "step",
    "steps",
    "advice",
    "tipps",
    "schritte",
    "ratschläge",
    "consejos",
    "pasos",
    "conseils",
    "étapes",
];

/// Phrases that announce tips.
const TIP_PHRASES: &[&str] =
    &["what you can do", "what to do", "how to ", "do the following", "was sie tun können", "qué puede hacer"];

/// The maximum length of a label or heading that is looked up, in bytes.
pub(in crate::read) const LONGEST: usize = 120;

/// Returns the words before the colon at the start of a line, if text follows.
pub(in crate::read) fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once([':', '：'])?;
    (label.split_whitespace().count() <= 4 && !rest.trim().is_empty()).then_some(label.trim_end())
}

/// Returns the kind of callout for a label.
pub(in crate::read) fn callout(label: &str) -> Option<CalloutKind> {
    /// The labels above, and each language's names of the kinds.
    static KNOWN: LazyLock<HashMap<String, CalloutKind>> = LazyLock::new(|| {
        let kinds = |words: &'static Words| CalloutKind::ALL.map(|kind| (words.callout(kind).to_lowercase(), kind));
        let ours = CALLOUTS.iter().map(|&(label, kind)| (label.to_owned(), kind));
        Words::all().iter().flat_map(kinds).chain(ours).collect()
    });
    // A long text before a colon is a sentence, not a label.
    if label.len() > LONGEST { None } else { KNOWN.get(&folded(label)).copied() }
}

/// Splits a text that opens a callout into its kind, label and remaining text: `Warning: …`, or `WARNING - …` in
/// capitals.
pub(in crate::read) fn opening(text: &str) -> Option<(CalloutKind, &str, &str)> {
    if let Some(label) = label(text) {
        let after = text[label.len()..].trim_start().trim_start_matches([':', '：']);
        if let Some(kind) = callout(label) {
            return Some((kind, label, after.trim_start()));
        }
    }
    let (label, after) = [" - ", " – ", " — "].into_iter().find_map(|dash| text.split_once(dash))?;
    let caps = !label.chars().any(char::is_lowercase) && label.chars().any(char::is_uppercase);
    let kind = callout(label).filter(|_| caps && !after.trim().is_empty())?;
    Some((kind, label, after.trim_start()))
}

/// Returns whether a heading introduces key facts.
pub(in crate::read) fn is_key_facts(text: &str) -> bool {
    KEY_FACTS.contains(&folded(text).as_str())
}

/// Returns whether a label is metadata about the text.
pub(in crate::read) fn is_record(label: &str) -> bool {
    RECORDS.contains(&folded(label).as_str())
}

/// Returns the length in bytes, the kind and the number of a caption label: `Table 2.`, `Abb. 3:`.
pub(in crate::read) fn caption(text: &str) -> Option<(usize, &'static str, u32)> {
    let word = text.split([' ', '\u{a0}']).next()?;
    let (_, kind) = CAPTIONS.iter().find(|(known, _)| *known == word.trim_end_matches('.').to_lowercase())?;
    let rest = text[word.len()..].trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest.get(..digits)?.parse().ok()?;
    let after = &rest[digits..];
    let marked = after.trim_start().starts_with(['.', ':', '–', '—', '-', '|']);
    let words = after.trim_start_matches(['.', ':', '–', '—', '-', '|', ' ', '\u{a0}']);
    (marked && !words.is_empty()).then(|| (text.len() - words.len(), *kind, number))
}

/// The words that open captions, with their kind.
const CAPTIONS: &[(&str, &str)] = &[
    ("table", "table"),
    ("tab", "table"),
    ("tabelle", "table"),
    ("tabla", "table"),
    ("tableau", "table"),
    ("figure", "figure"),
    ("fig", "figure"),
    ("abbildung", "figure"),
    ("abb", "figure"),
    ("figura", "figure"),
    ("chart", "figure"),
    ("photo", "figure"),
];

/// Returns whether a heading introduces a reference list.
pub(in crate::read) fn is_references(text: &str) -> bool {
    /// The headings above, and those of each language.
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let own = Words::all().iter().map(|words| words.references.to_lowercase());
        own.chain(REFERENCES.iter().map(|&heading| heading.to_owned())).collect()
    });
    match folded_in(text, &mut [0; 64]) {
        Some(short) => KNOWN.contains(short),
        None => KNOWN.contains(&folded(text)),
    }
}

/// Headings of the first section of a report, which tips do not have.
const FIRST_SECTIONS: &[&str] = &[
    "introduction",
    "background",
    "overview",
    "purpose",
    "scope",
    "abstract",
    "objective",
    "objectives",
    "einleitung",
    "hintergrund",
    "introducción",
    "antecedentes",
    "introduzione",
    "contexte",
    "inleiding",
    "introdução",
];

/// Returns whether a heading is that of a report's first section.
pub(in crate::read) fn is_first_section(text: &str) -> bool {
    FIRST_SECTIONS.contains(&folded(text).as_str())
}

/// Returns whether a heading without content may be left out.
pub(in crate::read) fn is_leftover(text: &str) -> bool {
    LEFTOVERS.contains(&folded(text).as_str()) || is_references(text)
}

/// Returns whether a heading introduces further reading.
pub(in crate::read) fn is_reading(text: &str) -> bool {
    READING.contains(&folded(text).as_str())
}

/// Returns whether a heading or lead-in announces tips, steps or advice.
pub(in crate::read) fn calls_for_tips(text: &str) -> bool {
    let text = text.to_lowercase();
    TIP_PHRASES.iter().any(|phrase| text.contains(phrase))
        || text.split(|c: char| !c.is_alphabetic()).any(|word| TIPS.contains(&word))
}
