//! Dutch.

use super::{Formula, Language, Syllables};

pub(super) static NL: Language = Language {
    code: "nl",
    abbreviations: &[
        "dr", "drs", "prof", "mr", "mevr", "dhr", "nr", "blz", "p", "tel", "bijv", "bv", "d.w.z", "enz", "etc", "evt",
        "ca", "m.b.t", "o.a", "t/m", "incl", "max", "min", "afb", "tab", "hst", "jan", "febr", "apr", "aug", "sept",
        "okt", "nov", "dec",
    ],
    emergency: &["spoed", "noodgeval", "noodgevallen", "ambulance", "levensgevaar"],
    doses: &["neem", "dosis van", "dosering van"],
    dose_ends: &["per", "keer", "elke", "voor", "na", "met", "als"],
    vague_links: &[
        "klik hier",
        "hier",
        "deze link",
        "link",
        "deze pagina",
        "lees meer",
        "meer",
        "meer informatie",
        "pagina",
        "website",
    ],
    common: &[
        "de", "het", "een", "en", "van", "is", "u", "uw", "dat", "niet", "met", "voor", "op", "te", "zijn", "kunt",
        "als", "ook", "bij",
    ],
    syllables: Syllables::Nuclei {
        vowels: "aeiouyäëïöüáéíóúèê",
        joined: &[
            "aai", "eeu", "ieu", "oei", "ooi", "aa", "au", "ee", "ei", "eu", "ie", "oe", "oo", "ou", "ui", "uu", "ij",
            "ai", "oi",
        ],
        silent: &[],
    },
    formula: Formula::Douma,
};
