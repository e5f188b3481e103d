//! Directives: instructions in a line of another syntax, such as `::: {.warning #id}`.

use crate::{
    article::{CalloutKind, Lang, Span},
    read::common::{attributes::Attributes, words},
};

/// An instruction in a line.
#[derive(Debug, Clone)]
pub(crate) enum Directive {
    Open(Division),
    Close,
}

/// The opening of a division.
#[derive(Debug, Clone)]
pub(crate) struct Division {
    pub(crate) attributes: Attributes,
    pub(crate) title: String,
    /// Whether the title is on the opening line itself, rather than in an attribute.
    pub(super) title_line: bool,
    pub(crate) span: Span,
}

impl Division {
    /// Returns a division with these classes.
    pub(crate) fn of_classes(classes: Vec<String>, span: Span) -> Self {
        let attributes = Attributes { classes, ..Attributes::default() };
        Self { attributes, title: String::new(), title_line: false, span }
    }

    /// Returns the language that it sets.
    pub(crate) fn lang(&self) -> Option<Lang> {
        Lang::new(&self.attributes.value("lang")).ok()
    }

    /// Returns the kind of callout for one of its classes.
    pub(crate) fn callout(&self) -> Option<CalloutKind> {
        self.attributes.classes.iter().find_map(|class| callout(class)).map(|(kind, _)| kind)
    }

    /// Returns the title of a callout: the given one, or the name of a kind that we do not support.
    pub(crate) fn callout_title(&self) -> String {
        let named = self.attributes.classes.iter().find_map(|class| callout(class));
        let name = named.and_then(|(_, name)| name).unwrap_or_default();
        if self.title.is_empty() { name } else { self.title.clone() }
    }
}

/// Returns whether a name is that of a callout.
pub(super) fn is_callout(name: &str) -> bool {
    callout(name).is_some()
}

/// Kinds of callout in Obsidian, MkDocs, Docusaurus and MyST, with our closest kind.
const KINDS: [(&str, CalloutKind); 32] = [
    ("abstract", CalloutKind::Note),
    ("summary", CalloutKind::Note),
    ("tldr", CalloutKind::Note),
    ("info", CalloutKind::Note),
    ("todo", CalloutKind::Note),
    ("question", CalloutKind::Note),
    ("help", CalloutKind::Note),
    ("faq", CalloutKind::Note),
    ("example", CalloutKind::Note),
    ("quote", CalloutKind::Note),
    ("cite", CalloutKind::Note),
    ("secondary", CalloutKind::Note),
    ("hint", CalloutKind::Tip),
    ("success", CalloutKind::Tip),
    ("check", CalloutKind::Tip),
    ("done", CalloutKind::Tip),
    ("attention", CalloutKind::Warning),
    ("failure", CalloutKind::Warning),
    ("fail", CalloutKind::Warning),
    ("missing", CalloutKind::Warning),
    ("danger", CalloutKind::Warning),
    ("error", CalloutKind::Warning),
    ("bug", CalloutKind::Warning),
    ("alert", CalloutKind::Warning),
    ("critical", CalloutKind::Warning),
    ("notice", CalloutKind::Note),
    ("seealso", CalloutKind::FurtherReading),
    ("see-also", CalloutKind::FurtherReading),
    ("versionadded", CalloutKind::Note),
    ("versionchanged", CalloutKind::Note),
    ("deprecated", CalloutKind::Warning),
    ("primary", CalloutKind::Note),
];

/// Returns the callout for a name, `warning` or Quarto's `callout-warning`, and its title if the kind is not one of
/// ours.
pub(crate) fn callout(name: &str) -> Option<(CalloutKind, Option<String>)> {
    let name = name.strip_prefix("callout-").unwrap_or(name).to_lowercase();
    match KINDS.iter().find(|(known, _)| *known == name) {
        Some((_, kind @ CalloutKind::FurtherReading)) => Some((*kind, None)),
        Some((_, kind)) => Some((*kind, Some(title_of(&name)))),
        None => words::callout(&name.replace('-', " ")).map(|kind| (kind, None)),
    }
}

/// Returns a name as a title: `tldr` becomes `Tldr`, `see-also` becomes `See also`.
pub(crate) fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
