//! MyST roles, `{sub}`2``, and raw inlines of pandoc, `` `x`{=html} ``.

use super::edit::Edit;
use std::ops::Range;

/// Returns the Markdown of the role whose name starts at byte `at`, before a code span.
pub(super) fn edit(text: &str, at: usize, code: &Range<usize>) -> Option<Edit> {
    let name = text[at..code.start].strip_prefix('{')?.strip_suffix('}')?;
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
    if name.is_empty() || !name.chars().all(sound) {
        return None;
    }
    let inside = text[code.clone()].trim_matches('`');
    Some(Edit { range: at..code.end, text: markdown(name, inside)? })
}

fn markdown(name: &str, inside: &str) -> Option<String> {
    let (words, target) = match inside.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((words, target)) => (words.trim(), target.trim()),
        None => ("", inside.trim()),
    };
    Some(match name {
        "sub" | "subscript" => format!("<sub>{inside}</sub>"),
        "sup" | "superscript" => format!("<sup>{inside}</sup>"),
        "math" => format!("${inside}$"),
        "ref" | "numref" | "eq" | "prf:ref" => format!("[{words}](<#{target}>)"),
        "cite" | "cite:p" | "cite:ps" | "citep" => format!("[{}]", keys(inside)),
        "cite:t" | "cite:ts" | "citet" => keys(inside),
        "kbd" => format!("<kbd>{inside}</kbd>"),
        "doc" | "download" | "term" | "any" | "py:func" | "py:class" => {
            if words.is_empty() {
                target.to_owned()
            } else {
                words.to_owned()
            }
        }
        "abbr" | "guilabel" | "menuselection" | "dfn" | "emphasis" | "strong" => inside.to_owned(),
        "code" | "file" | "command" | "program" | "samp" | "envvar" | "option" => format!("`{inside}`"),
        _ => return None,
    })
}

/// Returns comma-separated keys as a pandoc citation.
fn keys(inside: &str) -> String {
    inside.split(',').map(|key| format!("@{}", key.trim())).collect::<Vec<_>>().join("; ")
}
