//! Plain language: words and sentences that everyone can understand.

mod abbreviations;
mod emphasis;
mod frequencies;
mod jargon;
mod main_message;
mod nominalizations;
mod passive;
mod sentences;
mod steps;
mod unknown_language;

use super::rule::Rule;

pub(super) const RULES: &[&[Rule]] = &[
    sentences::RULES,
    jargon::RULES,
    abbreviations::RULES,
    passive::RULES,
    nominalizations::RULES,
    frequencies::RULES,
    emphasis::RULES,
    steps::RULES,
    main_message::RULES,
    unknown_language::RULES,
];
