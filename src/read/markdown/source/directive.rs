//! Directives: what a line of another syntax asks for, such as `::: {.warning #id}` of pandoc, Quarto and VitePress.

use crate::{
    article::{CalloutKind, Lang, Span},
    read::common::{
        attributes::{self, Attributes},
        clean::trimmed,
        words,
    },
};

/// What a line asks for.
#[derive(Debug, Clone)]
pub(crate) enum Directive {
    Open(Division),
    Close,
}

/// What opens a division.
#[derive(Debug, Clone)]
pub(crate) struct Division {
    pub(crate) attributes: Attributes,
    pub(crate) title: String,
    pub(crate) span: Span,
}

impl Directive {
    /// Parses a line, without space at its ends, that starts at byte `start` of the source.
    pub(super) fn parse(line: &str, start: usize) -> Option<Self> {
        let rest = line.trim_start_matches(':');
        if line.len() - rest.len() < 3 {
            return None;
        }
        let rest = rest.trim_end_matches(':').trim();
        if rest.is_empty() {
            return Some(Self::Close);
        }
        let span = Span::new(start, start + line.len());
        if let Some(attributes) = attributes::parse(rest) {
            return Some(Self::Open(Division { title: attributes.value("title"), attributes, span }));
        }
        let (name, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        // Words after a name are a title where the name is that of a callout; any other line is text.
        if !sound || !(title.is_empty() || callout(name).is_some()) {
            return None;
        }
        let attributes = Attributes { classes: vec![name.to_owned()], ..Attributes::default() };
        Some(Self::Open(Division { attributes, title: trimmed(title), span }))
    }
}

impl Division {
    /// Returns the language that it gives.
    pub(crate) fn lang(&self) -> Option<Lang> {
        Lang::new(&self.attributes.value("lang")).ok()
    }

    /// Returns the kind of callout that one of its classes asks for.
    pub(crate) fn callout(&self) -> Option<CalloutKind> {
        self.attributes.classes.iter().find_map(|class| callout(class))
    }
}

/// Returns the callout that a class asks for: `warning`, or Quarto's `callout-warning`.
fn callout(class: &str) -> Option<CalloutKind> {
    let name = class.strip_prefix("callout-").unwrap_or(class);
    if name == "danger" { Some(CalloutKind::Warning) } else { words::callout(name) }
}
