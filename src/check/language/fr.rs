//! French.

use super::{Formula, Language, Syllables};

pub(super) static FR: Language = Language {
    code: "fr",
    abbreviations: &[
        "m", "mm", "mme", "mlle", "dr", "pr", "prof", "st", "ste", "n°", "p", "pp", "fig", "chap", "vol", "art", "av",
        "bd", "tél", "env", "ex", "p. ex", "c.-à-d", "cf", "etc", "max", "min", "janv", "févr", "avr", "juill", "sept",
        "oct", "nov", "déc",
    ],
    emergency: &["urgence", "urgences", "ambulance", "samu"],
    doses: &["prenez", "dose de", "doses de"],
    dose_ends: &["par", "fois", "toutes", "tous", "avant", "après", "avec", "si", "chaque"],
    vague_links: &[
        "cliquez ici",
        "ici",
        "ce lien",
        "lien",
        "cette page",
        "en savoir plus",
        "lire la suite",
        "plus",
        "plus d'informations",
        "page",
        "site",
    ],
    common: &[
        "le", "la", "les", "des", "et", "est", "vous", "votre", "pour", "dans", "une", "un", "du", "que", "qui", "ne",
        "pas", "avec", "sur",
    ],
    syllables: Syllables::Nuclei {
        vowels: "aeiouyàâéèêëîïôûùüœæ",
        joined: &[
            "eau", "ieu", "oeu", "ouai", "oui", "ieau", "aie", "oie", "ai", "aî", "au", "ay", "ei", "eî", "eu", "eû",
            "ey", "ia", "ie", "ié", "iè", "io", "oi", "oî", "ou", "où", "oû", "oy", "ui", "uî", "ue", "ué", "uè", "uê",
            "ua", "uo", "œu", "ya", "ye", "yé", "yo", "ée",
        ],
        silent: &["e", "es"],
    },
    formula: Formula::KandelMoles,
};
