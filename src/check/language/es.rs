//! Spanish.

use super::{Formula, Language, Syllables};

pub(super) static ES: Language = Language {
    code: "es",
    abbreviations: &[
        "sr", "sra", "srta", "dr", "dra", "prof", "profa", "ud", "uds", "vd", "vds", "núm", "num", "pág", "págs", "p",
        "pp", "fig", "cap", "vol", "art", "av", "tel", "ext", "aprox", "ej", "p. ej", "p.ej", "etc", "a.m", "p.m",
        "a. m", "p. m", "ee. uu", "ee.uu", "máx", "mín", "incl", "n.º", "d",
    ],
    emergency: &["emergencia", "emergencias", "urgencia", "urgencias", "ambulancia"],
    doses: &["tome", "tomar", "tomando", "dosis", "dosis de", "dosis es de", "inyecte"],
    dose_ends: &[
        "cada", "dos", "tres", "una", "al", "por", "con", "antes", "después", "en", "si", "cuando", "y", "durante",
        "diarias", "diarios",
    ],
    vague_links: &[
        "haga clic aquí",
        "clic aquí",
        "aquí",
        "este enlace",
        "enlace",
        "esta página",
        "leer más",
        "más",
        "más información",
        "ver más",
        "página",
        "sitio web",
    ],
    common: &[
        "el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "su", "para", "por", "con", "no", "es", "se",
        "del", "al",
    ],
    syllables: Syllables::Nuclei {
        vowels: "aeiouáéíóúüy",
        joined: &[
            "iai", "iái", "iei", "iéi", "uai", "uái", "uei", "uéi", "uay", "uey", "ai", "ái", "au", "áu", "ei", "éi",
            "eu", "éu", "oi", "ói", "ou", "óu", "ia", "iá", "ie", "ié", "io", "ió", "ua", "uá", "ue", "ué", "uo", "uó",
            "iu", "iú", "ui", "uí", "ay", "ey", "oy", "uy", "üe", "üi", "üé", "üí", "ya", "ye", "yo", "yu", "yá", "yé",
            "yó", "yú", "yi", "yí",
        ],
        silent: &[],
    },
    formula: Formula::Inflesz,
};
