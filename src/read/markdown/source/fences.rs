//! Fenced divisions: `::: {.warning #id}` … `:::`.
//!
//! A fence line is replaced, at equal length, by a processing instruction (`<?…?>`): a block of HTML of one line,
//! which ends a paragraph or list before it as a fence does. The reader of HTML looks its [`Directive`] up again.

use super::{code_fence::CodeFence, directive::Directive};
use std::{borrow::Cow, collections::BTreeMap};

/// Returns the text with its fence lines replaced, and the directives by the byte where each starts.
pub(crate) fn mark(text: Cow<'_, str>, start: usize) -> (Cow<'_, str>, BTreeMap<usize, Directive>) {
    let mut directives = BTreeMap::new();
    if !text[start..].contains(":::") {
        return (text, directives);
    }
    let mut out = text[..start].to_owned();
    let mut code = CodeFence::default();
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        let found = if code.covers(line) || indent > 3 { None } else { Directive::parse(bare, out.len() + indent) };
        let Some(directive) = found else {
            out.push_str(line);
            continue;
        };
        directives.insert(out.len() + indent, directive);
        out.push_str(&line[..indent]);
        out.push_str("<?");
        out.extend(std::iter::repeat_n('-', bare.len().saturating_sub(4)));
        out.push_str(if bare.len() > 3 { "?>" } else { ">" });
        out.push_str(&line[indent + bare.len()..]);
    }
    (Cow::Owned(out), directives)
}
