//! A single name: particles, suffixes, inversion, formatting of its parts.

use super::initials;
use super::renderer::Renderer;
use super::types::{Area, GivenLevel};
use crate::csl::elements::*;
use crate::csl::item::Name;
use crate::csl::markup;
use crate::csl::node::{self, Node, affix};
use crate::csl::style::{DemoteParticle, GivennameRule};

/// How the names of a list are formatted.
pub(super) struct NameStyle<'a> {
    pub(super) options: NameOptions,
    pub(super) family: &'a Look,
    pub(super) given: &'a Look,
    /// The formatting of each name as a whole.
    pub(super) look: &'a Look,
}

/// The rendered parts of a personal name.
struct Parts {
    family: Vec<Node>,
    given: Vec<Node>,
    dropping: Vec<Node>,
    non_dropping: Vec<Node>,
    suffix: Vec<Node>,
}

impl NameStyle<'_> {
    /// Returns how given names are shown without disambiguation: not at all, as initials, or in full.
    pub(super) fn level(&self) -> GivenLevel {
        match self.options.form {
            Some(NameForm::Short) => GivenLevel::AsStyled,
            _ if self.options.initialize_with.is_some() => GivenLevel::Initials,
            _ => GivenLevel::Full,
        }
    }

    /// Returns whether the family name comes first in the name with this index.
    pub(super) fn inverts(&self, index: usize) -> bool {
        match self.options.name_as_sort_order {
            Some(SortOrderNames::All) => true,
            Some(SortOrderNames::First) => index == 0,
            None => false,
        }
    }
}

impl Renderer<'_> {
    /// Renders a name, with as much of the given name as `level` says.
    pub(super) fn one_name(&self, name: &Name, index: usize, style: &NameStyle<'_>, level: GivenLevel) -> Vec<Node> {
        let literal = if name.literal.is_empty() && name.family.is_empty() { &name.given } else { &name.literal };
        if name.family.is_empty() || !name.literal.is_empty() {
            let nodes = self.part_text(literal, style.family);
            return with_affixes(nodes, style.family);
        }
        let sort = self.area == Area::Sort;
        let given = match level.max(style.level()) {
            GivenLevel::AsStyled => None,
            level => Some(self.given_name(&name.given, level, style)),
        };
        let short = given.is_none();
        let particle = |text: &str| if sort { text.replace(['\'', '’'], "") } else { text.to_string() };
        let text_if =
            |shown: bool, text: &str, look: &Look| if shown { self.part_text(text, look) } else { Vec::new() };
        let parts = Parts {
            family: self.part_text(&name.family, style.family),
            given: text_if(true, &given.unwrap_or_default(), style.given),
            dropping: text_if(!short, &particle(&name.dropping_particle), style.given),
            non_dropping: self.part_text(&particle(&name.non_dropping_particle), style.family),
            suffix: text_if(
                !short,
                &self.suffix(&name.suffix, style),
                &Look { text_case: None, fonts: Vec::new(), ..style.family.clone() },
            ),
        };
        let separator = style.options.sort_separator.as_deref().unwrap_or(", ");
        match script(&name.family, &name.given) {
            Script::Unspaced => concat([parts.non_dropping, parts.family, parts.given], ""),
            Script::FamilyFirst => family_first(parts),
            Script::Western if name.static_ordering => family_first(parts),
            Script::Western if sort => self.sorted(parts, name),
            Script::Western if style.inverts(index) => self.inverted(parts, name, style, separator),
            Script::Western => self.straight(parts, name, style),
        }
    }

    /// Renders a name with the given name first.
    fn straight(&self, mut parts: Parts, name: &Name, style: &NameStyle<'_>) -> Vec<Node> {
        let space = self.particle_space();
        let sticky = name.non_dropping_particle.is_empty() && ends_in_apostrophe(&name.dropping_particle);
        if sticky {
            parts.family = concat([std::mem::take(&mut parts.dropping), parts.family], "");
        }
        let family = concat([parts.non_dropping, parts.family], joint(&name.non_dropping_particle, space));
        let family = concat([parts.dropping, family], space);
        let family = concat([family, parts.suffix], if name.comma_suffix { ", " } else { " " });
        let family = with_affixes(family, style.family);
        let given = with_affixes(parts.given, style.given);
        let no_break = style.options.initialize_with.as_deref().is_some_and(|mark| mark.contains('\u{a0}'));
        concat([given, family], if no_break { "\u{a0}" } else { " " })
    }

    /// Renders a name with the family name first.
    fn inverted(&self, parts: Parts, name: &Name, style: &NameStyle<'_>, separator: &str) -> Vec<Node> {
        let space = self.particle_space();
        let (family, given) = if self.style.demote_particle == DemoteParticle::DisplayAndSort {
            let given = concat([parts.given, parts.dropping], " ");
            (parts.family, concat([given, parts.non_dropping], " "))
        } else {
            let family = concat([parts.non_dropping, parts.family], joint(&name.non_dropping_particle, space));
            (family, concat([parts.given, parts.dropping], " "))
        };
        let family = with_affixes(family, style.family);
        let given = with_affixes(given, style.given);
        concat([concat([family, given], separator), parts.suffix], separator)
    }

    /// Renders a name for sorting.
    fn sorted(&self, parts: Parts, name: &Name) -> Vec<Node> {
        let merged = if self.style.demote_particle == DemoteParticle::Never {
            let family = concat([parts.non_dropping, parts.family], joint(&name.non_dropping_particle, " "));
            concat([concat([family, parts.dropping], " "), parts.given], SEPARATOR)
        } else {
            let rest = concat([parts.given, parts.dropping, parts.non_dropping], " ");
            concat([parts.family, rest], SEPARATOR)
        };
        concat([merged, parts.suffix], " ")
    }

    fn given_name(&self, given: &str, level: GivenLevel, style: &NameStyle<'_>) -> String {
        let hyphens = self.style.initialize_with_hyphen;
        // the rules with initials need some even if the style does not set them
        let with_initials = matches!(
            self.style.citation.givenname_rule,
            GivennameRule::AllNamesWithInitials | GivennameRule::PrimaryNameWithInitials
        );
        let mark = style.options.initialize_with.as_deref().or(with_initials.then_some(""));
        match (mark, level) {
            (Some(mark), GivenLevel::Initials) if style.options.initialize == Some(false) => {
                initials::normalize(given, mark, hyphens)
            }
            (Some(mark), GivenLevel::Initials) => initials::initialize(given, mark, hyphens),
            _ => given.to_string(),
        }
    }

    fn suffix(&self, suffix: &str, style: &NameStyle<'_>) -> String {
        match &style.options.initialize_with {
            Some(mark) => initials::normalize(suffix, mark, true),
            None => suffix.to_string(),
        }
    }

    /// Renders a part of a name without its affixes.
    fn part_text(&self, text: &str, look: &Look) -> Vec<Node> {
        if text.is_empty() {
            return Vec::new();
        }
        let plain = Look { prefix: String::new(), suffix: String::new(), ..look.clone() };
        self.styled(markup::parse(text), &plain)
    }

    /// Returns the space between a particle and a name, which is non-breaking in some languages.
    fn particle_space(&self) -> &'static str {
        let no_break = ["fr", "ru", "cs"].iter().any(|language| self.locales.language().starts_with(language));
        if no_break && self.area != Area::Sort { "\u{a0}" } else { " " }
    }
}

/// The separator between family and given names in sort keys. Sorts before all other characters.
const SEPARATOR: &str = "\u{1}";

/// How the parts of a name are joined in its script.
enum Script {
    Western,
    /// Family name first, with a space.
    FamilyFirst,
    /// Family name first, without a space.
    Unspaced,
}

fn script(family: &str, given: &str) -> Script {
    if family.chars().any(is_unspaced) {
        let western_given = given.chars().next().is_some_and(|c| c.is_uppercase() || c.is_lowercase());
        return if western_given { Script::FamilyFirst } else { Script::Unspaced };
    }
    Script::Western
}

/// Returns whether a character is Han, kana or Hangul.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn family_first(parts: Parts) -> Vec<Node> {
    concat([concat([parts.non_dropping, parts.family], " "), parts.given], " ")
}

/// Joins the parts of a name with a separator.
fn concat<const N: usize>(lists: [Vec<Node>; N], separator: &str) -> Vec<Node> {
    node::join(lists, separator)
}

/// Returns the separator between a particle and the name after it: none after an apostrophe or hyphen.
fn joint<'a>(particle: &str, space: &'a str) -> &'a str {
    if particle.ends_with(['\'', '’', '-', ' ']) { "" } else { space }
}

fn ends_in_apostrophe(particle: &str) -> bool {
    particle.strip_suffix(['\'', '’', 'ʼ', '-']).is_some_and(|stem| stem != "de")
}

fn with_affixes(nodes: Vec<Node>, look: &Look) -> Vec<Node> {
    if nodes.is_empty() {
        return nodes;
    }
    affix(&look.prefix).into_iter().chain(nodes).chain(affix(&look.suffix)).collect()
}
