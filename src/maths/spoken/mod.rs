//! Speech for formulas, modelled on ClearSpeak and MathSpeak: short where nothing can be misheard, and with spoken
//! ends where it could: `the fraction a plus b over c end fraction`.
//!
//! Each language file is one table of phrases. Languages without one fall back to linear text.

mod de;
mod en;
mod es;
mod fr;
mod phrases;
mod speaker;
mod structure;
mod table;

use super::{linear::linear, tree::Node};
use crate::article::Lang;
use phrases::Phrases;

/// Returns the speech for a formula, or its linear text if the language has no phrases.
pub(crate) fn spoken(node: &Node, lang: &Lang) -> String {
    match phrases_of(lang) {
        Some(phrases) => speaker::Speaker { phrases }.formula(node),
        None => linear(node, lang),
    }
}

fn phrases_of(lang: &Lang) -> Option<&'static Phrases> {
    Some(match &*lang.primary() {
        "en" => &en::PHRASES,
        "de" => &de::PHRASES,
        "es" => &es::PHRASES,
        "fr" => &fr::PHRASES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
