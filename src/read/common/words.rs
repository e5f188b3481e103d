//! The few words that the reader knows by meaning, beside the shape of lines: labels of callouts, headings of
//! reference lists, words that call for tips. Everything else is found by shape.

use super::clean::{folded, folded_in};
use crate::{article::CalloutKind, locale::Words};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// Labels that open a callout when a colon and words follow: `Suggested Reading: …`.
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

/// Headings that a box of short facts stands under.
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

/// Headings of a list of works cited.
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

/// Headings of a list of works that readers may turn to, or of advice what to read.
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

/// Headings that a web page leaves behind with nothing below: what they led to was not copied.
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

/// Labels of a record about the text, not of a section: `Release date: …`.
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

/// Words that call for tips, by the start of a word.
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

/// Phrases that call for tips.
const TIP_PHRASES: &[&str] =
    &["what you can do", "what to do", "how to ", "do the following", "was sie tun können", "qué puede hacer"];

/// The longest label or heading that is looked up, in bytes.
pub(in crate::read) const LONGEST: usize = 120;

/// The words before the colon that a line opens with; something must follow it.
pub(in crate::read) fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once([':', '：'])?;
    (label.split_whitespace().count() <= 4 && !rest.trim().is_empty()).then_some(label.trim_end())
}

/// The callout that a label opens.
pub(in crate::read) fn callout(label: &str) -> Option<CalloutKind> {
    /// The labels above, and what each language calls the kinds.
    static KNOWN: LazyLock<HashMap<String, CalloutKind>> = LazyLock::new(|| {
        let kinds = |words: &'static Words| CalloutKind::ALL.map(|kind| (words.callout(kind).to_lowercase(), kind));
        let ours = CALLOUTS.iter().map(|&(label, kind)| (label.to_owned(), kind));
        Words::all().iter().flat_map(kinds).chain(ours).collect()
    });
    // The sentence before some colon is no label.
    if label.len() > LONGEST { None } else { KNOWN.get(&folded(label)).copied() }
}

/// The callout that a text opens with, its label and the words behind it: `Warning: …`, and `WARNING - …` in capitals.
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

/// Whether a heading is one of a box of facts.
pub(in crate::read) fn is_key_facts(text: &str) -> bool {
    KEY_FACTS.contains(&folded(text).as_str())
}

/// Whether a label opens a record about the text.
pub(in crate::read) fn is_record(label: &str) -> bool {
    RECORDS.contains(&folded(label).as_str())
}

/// The bytes of the label that opens a caption, and its number: `Table 2.`, `Abb. 3:`.
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

/// Words that open captions, and whether they are a table's.
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

/// Whether a heading is one of a list of works cited.
pub(in crate::read) fn is_references(text: &str) -> bool {
    /// The headings above, and each language's own.
    static KNOWN: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let own = Words::all().iter().map(|words| words.references.to_lowercase());
        own.chain(REFERENCES.iter().map(|&heading| heading.to_owned())).collect()
    });
    match folded_in(text, &mut [0; 64]) {
        Some(short) => KNOWN.contains(short),
        None => KNOWN.contains(&folded(text)),
    }
}

/// Headings of the first sections of a report, which no tip has.
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

/// Whether a heading is that of the first section of a report.
pub(in crate::read) fn is_first_section(text: &str) -> bool {
    FIRST_SECTIONS.contains(&folded(text).as_str())
}

/// Whether a heading with nothing below may be left out.
pub(in crate::read) fn is_leftover(text: &str) -> bool {
    LEFTOVERS.contains(&folded(text).as_str()) || is_references(text)
}

/// Whether a heading announces works to read on.
pub(in crate::read) fn is_reading(text: &str) -> bool {
    READING.contains(&folded(text).as_str())
}

/// Whether a heading or a lead-in calls for tips, steps or advice.
pub(in crate::read) fn calls_for_tips(text: &str) -> bool {
    let text = text.to_lowercase();
    TIP_PHRASES.iter().any(|phrase| text.contains(phrase))
        || text.split(|c: char| !c.is_alphabetic()).any(|word| TIPS.contains(&word))
}
