//! English.

use super::{super::measure::english, Formula, Language, Syllables};

pub(super) static EN: Language = Language {
    code: "en",
    abbreviations: &[
        "mr", "mrs", "ms", "dr", "drs", "prof", "rev", "st", "mt", "jr", "sr", "no", "nos", "vol", "fig", "figs", "p",
        "pp", "ch", "sec", "eq", "ed", "eds", "e.g", "eg", "i.e", "ie", "vs", "cf", "etc", "et al", "al", "approx",
        "dept", "inc", "ltd", "co", "a.m", "p.m", "u.s", "u.k", "d.c", "tel", "ext", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat",
        "ph.d", "m.d", "r.n", "min", "max", "avg", "incl",
    ],
    emergency: &["emergency", "emergencies", "ambulance", "life-threatening"],
    doses: &[
        "take",
        "takes",
        "taking",
        "dose",
        "doses",
        "a dose of",
        "dose of",
        "doses of",
        "dosage of",
        "dose is",
        "inject",
    ],
    dose_ends: &[
        "twice", "bid", "tid", "qid", "qd", "prn", "once", "three", "daily", "every", "per", "a", "at", "in", "with",
        "before", "after", "each", "times", "by", "if", "when", "for", "as", "until", "unless", "on", "through",
    ],
    vague_links: &[
        "click here",
        "click",
        "here",
        "this link",
        "link",
        "this",
        "this page",
        "this site",
        "read more",
        "more",
        "learn more",
        "more information",
        "see here",
        "details",
        "website",
        "web site",
        "page",
        "download",
        "continue",
    ],
    common: &[
        "the", "of", "and", "to", "is", "are", "you", "your", "with", "for", "that", "this", "it", "be", "can", "have",
        "not", "from", "or",
    ],
    syllables: Syllables::By(english::syllables),
    formula: Formula::FleschKincaid,
};
