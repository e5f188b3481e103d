//! Italian.

use super::{Formula, Language, Syllables};

pub(super) static IT: Language = Language {
    code: "it",
    abbreviations: &[
        "sig", "sigg", "dott", "prof", "ing", "avv", "n", "num", "pag", "pagg", "p", "pp", "fig", "cap", "vol", "art",
        "tel", "ecc", "es", "p. es", "ca", "max", "min", "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago",
        "sett", "ott", "nov", "dic",
    ],
    emergency: &["emergenza", "emergenze", "ambulanza"],
    doses: &["prenda", "prendere", "dose di", "dosi di"],
    dose_ends: &["al", "volte", "ogni", "prima", "dopo", "con", "se", "per"],
    vague_links: &[
        "clicca qui",
        "qui",
        "questo link",
        "link",
        "questa pagina",
        "leggi di più",
        "più",
        "maggiori informazioni",
        "pagina",
        "sito",
    ],
    common: &[
        "il", "la", "le", "di", "che", "e", "un", "una", "per", "con", "non", "è", "si", "del", "della", "sono", "gli",
        "nel", "come",
    ],
    syllables: Syllables::Nuclei {
        vowels: "aeiouàèéìòù",
        joined: &["ia", "ie", "io", "iu", "ua", "ue", "ui", "uo", "ai", "au", "ei", "eu", "oi"],
        silent: &[],
    },
    formula: Formula::Gulpease,
};
