//! German.

use super::{Formula, Language, Syllables};

pub(super) static DE: Language = Language {
    code: "de",
    abbreviations: &[
        "dr", "prof", "hr", "fr", "nr", "str", "tel", "st", "z. b", "z.b", "b", "d. h", "d.h", "h", "u. a", "u.a", "a",
        "o. ä", "ä", "usw", "bzw", "ca", "ggf", "evtl", "inkl", "max", "min", "mind", "etc", "vgl", "s", "abb", "tab",
        "bd", "kap", "jh", "jan", "feb", "apr", "aug", "sept", "okt", "nov", "dez", "med", "geb", "sog", "allg",
        "tägl", "stdl",
    ],
    emergency: &[
        "notfall",
        "notfälle",
        "notfällen",
        "notfalls",
        "notruf",
        "notaufnahme",
        "rettungsdienst",
        "notarzt",
        "krankenwagen",
        "lebensgefahr",
    ],
    doses: &["nehmen sie", "dosis", "dosis von", "einnahme von", "spritzen sie"],
    dose_ends: &[
        "täglich", "einmal", "zweimal", "dreimal", "alle", "am", "pro", "vor", "nach", "mit", "bei", "wenn", "jeden",
        "morgens", "abends", "mittags",
    ],
    vague_links: &[
        "hier klicken",
        "klicken sie hier",
        "hier",
        "dieser link",
        "link",
        "diese seite",
        "mehr",
        "mehr lesen",
        "weiterlesen",
        "mehr erfahren",
        "mehr informationen",
        "seite",
        "webseite",
    ],
    common: &[
        "der", "die", "das", "und", "ist", "sie", "nicht", "ein", "eine", "mit", "auf", "für", "den", "dem", "von",
        "zu", "im", "oder", "auch",
    ],
    syllables: Syllables::Nuclei {
        vowels: "aeiouäöüy",
        joined: &["aa", "ai", "au", "äu", "ay", "ee", "ei", "eu", "ey", "ie", "oi", "oo", "oy", "ou"],
        silent: &[],
    },
    formula: Formula::Amstad,
};
