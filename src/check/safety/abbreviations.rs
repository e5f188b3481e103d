//! Abbreviations that cause dosing errors.

use crate::{
    check::{
        findings::Found,
        numbers::numbers,
        prose::Passage,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};
use std::ops::Range;

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "error-prone-abbreviation",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "an abbreviation causes dosing errors",
    reason: "`10 U` is misread as `100`, `µg` as `mg`, `QD` as `QID`, and laypeople know none of them. Lists of \
             error-prone abbreviations, such as that of the Institute for Safe Medication Practices, recommend writing them out: \
             `units`, `micrograms`, `once a day`.",
    check: abbreviations,
}];

/// An abbreviation, and what to write instead.
type Pair = (&'static str, &'static str);

/// Units after a number, by language; the first list applies to all languages.
const UNITS: &[(&str, &[Pair])] = &[
    (
        "en",
        &[
            ("U", "units"),
            ("u", "units"),
            ("IU", "international units"),
            ("I.U", "international units"),
            ("µg", "micrograms"),
            ("μg", "micrograms"),
            ("ug", "micrograms"),
            ("cc", "mL"),
            ("gr", "the metric unit"),
        ],
    ),
    (
        "es",
        &[
            ("U", "unidades"),
            ("u", "unidades"),
            ("UI", "unidades internacionales"),
            ("µg", "microgramos"),
            ("μg", "microgramos"),
            ("ug", "microgramos"),
            ("cc", "ml"),
        ],
    ),
    (
        "de",
        &[
            ("E", "Einheiten"),
            ("IE", "Internationale Einheiten"),
            ("I.E", "Internationale Einheiten"),
            ("µg", "Mikrogramm"),
            ("μg", "Mikrogramm"),
            ("ug", "Mikrogramm"),
            ("cc", "ml"),
        ],
    ),
];

/// Abbreviated words, case-sensitive, in English.
const WORDS: &[Pair] = &[
    ("QD", "once a day"),
    ("q.d", "once a day"),
    ("Q.D", "once a day"),
    ("QOD", "every other day"),
    ("q.o.d", "every other day"),
    ("BID", "twice a day"),
    ("b.i.d", "twice a day"),
    ("TID", "three times a day"),
    ("t.i.d", "three times a day"),
    ("QID", "four times a day"),
    ("q.i.d", "four times a day"),
    ("PRN", "as needed"),
    ("p.r.n", "as needed"),
    ("QHS", "at bedtime"),
    ("qhs", "at bedtime"),
    ("q4h", "every 4 hours"),
    ("q6h", "every 6 hours"),
    ("q8h", "every 8 hours"),
    ("q12h", "every 12 hours"),
    ("SQ", "under the skin"),
    ("subq", "under the skin"),
    ("HCTZ", "hydrochlorothiazide"),
    ("MSO4", "morphine sulfate"),
    ("MgSO4", "magnesium sulfate"),
    ("AZT", "zidovudine"),
    ("AD", "right ear"),
    ("AS", "left ear"),
    ("AU", "each ear"),
    ("OD", "right eye"),
    ("OS", "left eye"),
    ("OU", "each eye"),
];

/// Those of [`WORDS`] that have other meanings, too: they only count next to a dose.
const WITH_DOSE: &[&str] = &["AD", "AS", "AU", "OD", "OS", "OU", "SQ", "BID", "TID", "QID"];

/// Returns whether an abbreviation is reported as error-prone.
pub(in crate::check) fn is_error_prone(word: &str) -> bool {
    WORDS.iter().any(|(short, _)| *short == word)
}

fn abbreviations(subject: &Subject<'_>, found: &mut Found<'_>) {
    let lang = subject.article().lang().primary();
    let units = UNITS.iter().find(|(of, _)| *of == lang).map_or(&[][..], |(_, units)| units);
    for passage in subject.own() {
        let mut add = |part: Range<usize>, better: &str| {
            let written = &passage.text[part.clone()];
            let place = subject.place(passage, part.clone());
            found.add(place, format!("`{written}` is misread in doses"), format!("write {better}"));
        };
        let mut doses = Vec::new();
        for number in numbers(&passage.text) {
            doses.extend(number.is_dose(&passage.text).then_some(number.range.start));
            let unit = &passage.text[number.unit.clone()];
            let own = unit.split('/').next().unwrap_or_default();
            if let Some((_, better)) = units.iter().find(|(short, _)| *short == own) {
                add(number.with_unit(), better);
            }
        }
        if lang == "en" {
            words(passage, &doses, &mut add);
        }
    }
}

/// Finds abbreviated words. `doses` are the offsets of doses.
fn words(passage: &Passage, doses: &[usize], add: &mut dyn FnMut(Range<usize>, &str)) {
    let shouted = !passage.text.contains(char::is_lowercase);
    for word in passage.words.iter().filter(|word| word.end - word.start <= 5) {
        let written = passage.word(word);
        let Some((short, better)) = WORDS.iter().find(|(short, _)| *short == written) else { continue };
        let has_dose = passage.sentence_at(word.start).is_some_and(|sentence| {
            let first = doses.partition_point(|dose| *dose < sentence.start);
            doses.get(first).is_some_and(|dose| *dose < sentence.end)
        });
        if (has_dose || !WITH_DOSE.contains(short)) && !shouted {
            add(word.start..word.end, better);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    fn findings(lang: &str, text: &str) -> Vec<String> {
        let said = found("error-prone-abbreviation", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n"));
        said.iter().filter_map(|line| Some(line.split(": ").next()?.to_owned())).collect()
    }

    #[test]
    fn units_and_words_of_prescriptions_are_reported() {
        assert_eq!(
            findings("en", "Inject 10 U, then 50 µg and 2 cc PRN. Take 5 mg q.d. or BID."),
            ["10 U", "50 µg", "2 cc", "PRN", "q.d", "BID"]
        );
        assert_eq!(findings("es", "Inyecte 10 UI y 50 µg."), ["10 UI", "50 µg"]);
        assert_eq!(findings("de", "Spritzen Sie 10 IE."), ["10 IE"]);
    }

    #[test]
    fn the_same_letters_elsewhere_are_not() {
        assert!(
            findings("en", "The U bend. OS maps cover England (AD 43). Ask your BID team. 5 mcg, 10 units.").is_empty()
        );
        assert!(findings("de", "50 Mikrogramm.").is_empty());
    }
}
