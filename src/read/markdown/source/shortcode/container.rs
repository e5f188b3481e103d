//! Hugo's shortcodes for boxes and tabs, as divisions.

use super::figure::values;
use crate::read::markdown::source::directive::is_callout;

/// Shortcodes whose first argument is the kind of callout.
const CALLOUTS: [&str; 6] = ["notice", "callout", "admonition", "alert", "hint", "box"];

/// Shortcodes with an optional title.
const TITLED: [&str; 9] = ["details", "tab", "tabs", "expand", "accordion", "card", "collapse", "spoiler", "tabitem"];

/// Shortcodes named like callouts.
const KINDS: [&str; 10] =
    ["note", "tip", "warning", "important", "caution", "info", "danger", "question", "success", "example"];

fn known(name: &str) -> Option<&'static str> {
    let name = name.trim_start_matches('/');
    CALLOUTS.iter().chain(&TITLED).chain(&KINDS).find(|known| **known == name).copied()
}

/// Returns whether a shortcode or closing shortcode with this name may be a division.
pub(super) fn is_known(name: &str) -> bool {
    known(name).is_some()
}

/// Returns the fence for a shortcode. `closes` returns whether a shortcode with this name is closed further on.
pub(super) fn markdown(inside: &str, closes: impl FnOnce(&'static str) -> bool) -> Option<String> {
    let inside = inside.trim();
    let (name, rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let own = known(name)?;
    if name.starts_with('/') {
        return Some(":::".to_owned());
    }
    if !closes(own) {
        return None;
    }
    let values = values(rest);
    let value = |keys: &[&str]| values.iter().find(|(key, _)| keys.contains(key)).map(|(_, value)| *value);
    let quoted =
        |text: &str| text.split_once('"').and_then(|(_, rest)| rest.split_once('"')).map(|(words, _)| words.to_owned());
    let positional = if values.is_empty() { rest.trim() } else { "" };
    let title = value(&["title", "summary", "name", "label", "heading", "header"]).map(str::to_owned);
    let (kind, title) = if CALLOUTS.contains(&own) {
        let first = positional.split_whitespace().next().unwrap_or_default().trim_matches('"');
        let kind = value(&["type", "color", "icon", "style", "context"]).unwrap_or(first);
        let kind = if is_callout(kind) { kind } else { "note" };
        let after = positional.strip_prefix(first).unwrap_or_default();
        (kind.to_owned(), title.or_else(|| quoted(after)))
    } else {
        (own.to_owned(), title.or_else(|| quoted(positional)))
    };
    let title = title.unwrap_or_default().replace('\n', " ");
    let kind = if matches!(kind.as_str(), "expand" | "accordion" | "tabitem") { "tab".to_owned() } else { kind };
    Some(format!("::: {kind} {title}").trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::markdown;

    #[test]
    fn boxes_become_divisions_with_their_titles() {
        let fence = |inside| markdown(inside, |_| true);
        assert_eq!(fence(" notice warning \"Do not\" ").as_deref(), Some("::: warning Do not"));
        assert_eq!(fence(" tab name=\"Adults\" ").as_deref(), Some("::: tab Adults"));
        assert_eq!(fence(" details summary=\"Read more\" ").as_deref(), Some("::: details Read more"));
        assert_eq!(fence(" note ").as_deref(), Some("::: note"));
        assert_eq!(fence(" /tab ").as_deref(), Some(":::"));
        assert_eq!(markdown(" note ", |_| false), None);
    }
}
