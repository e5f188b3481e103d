//! The words, one file per language. English comes first: it is the fallback for languages without words.
//!
//! All except English are machine translated. A native speaker who has reviewed a file marks it
//! [`Reviewed`](super::Review::Reviewed).

use super::Words;

mod ar;
mod de;
mod en;
mod es;
mod fa;
mod fr;
mod he;
mod hi;
mod hmn;
mod ht;
mod it;
mod ja;
mod ko;
mod nl;
mod pl;
mod pt;
mod ru;
mod so;
mod th;
mod tl;
mod tr;
mod uk;
mod ur;
mod vi;
mod zh_hans;
mod zh_hant;

pub(super) const ALL: &[Words] = &[
    en::WORDS,
    ar::WORDS,
    de::WORDS,
    es::WORDS,
    fa::WORDS,
    fr::WORDS,
    he::WORDS,
    hi::WORDS,
    hmn::WORDS,
    ht::WORDS,
    it::WORDS,
    ja::WORDS,
    ko::WORDS,
    nl::WORDS,
    pl::WORDS,
    pt::WORDS,
    ru::WORDS,
    so::WORDS,
    th::WORDS,
    tl::WORDS,
    tr::WORDS,
    uk::WORDS,
    ur::WORDS,
    vi::WORDS,
    zh_hans::WORDS,
    zh_hant::WORDS,
];
