//! Attributes in braces, as pandoc writes them: `{#fig:dose .wide width=60%}`.

use crate::article::{Anchor, Inline};

/// What braces say.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Attributes {
    pub(super) anchor: Option<Anchor>,
    pub(super) classes: Vec<String>,
    pub(super) width: Option<u8>,
}

/// The attributes in `{…}`; none when the braces hold anything else.
pub(super) fn parse(text: &str) -> Option<Attributes> {
    let inside = text.trim().strip_prefix('{')?.strip_suffix('}')?;
    let mut found = Attributes::default();
    for word in inside.split_whitespace() {
        if let Some(id) = word.strip_prefix('#') {
            found.anchor = Some(Anchor::new(id));
        } else if let Some(class) = word.strip_prefix('.') {
            found.classes.push(class.to_owned());
        } else {
            let (key, value) = word.split_once('=')?;
            if key == "width" {
                found.width = width(value.trim_matches(['"', '”', '“', '\'']));
            }
        }
    }
    (!inside.trim().is_empty()).then_some(found)
}

fn width(value: &str) -> Option<u8> {
    let percent = value.strip_suffix('%')?.parse::<f32>().ok()?;
    // Checked to be in the range of the type.
    (1.0..=100.0).contains(&percent).then(|| percent.round() as u8)
}

/// Takes attributes off the end of a line.
pub(super) fn take_end(content: &mut Vec<Inline>) -> Option<Attributes> {
    let Some(Inline::Text(last)) = content.last_mut() else { return None };
    let at = last.text.rfind('{')?;
    let found = parse(&last.text[at..])?;
    last.text.truncate(last.text[..at].trim_end().len());
    if last.text.is_empty() {
        content.pop();
    }
    Some(found)
}
