//! Comments that disable rules: `<!-- check-off: rule, rule -->` up to `<!-- check-on -->`, and `<!-- check-off-next:
//! rule -->` for the block that follows. Without names they apply to all rules.

use crate::{article::Span, diagnostic::Source};

/// The maximum number of comments that take effect.
const MOST: usize = 1000;

/// The parts of a source in which rules are disabled.
#[derive(Debug, Default)]
pub(super) struct Off(Vec<Part>);

/// A part of the source in which rules are disabled.
#[derive(Debug)]
struct Part {
    start: usize,
    end: usize,
    /// The disabled rules; empty for all.
    rules: Vec<String>,
    /// Whether it extends to the end of the text; it then also applies to the article as a whole.
    open: bool,
}

impl Off {
    /// Finds the comments of a text.
    pub(super) fn read(source: &Source) -> Self {
        let text = source.text.as_str();
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some((start, end)) = comment(text, at).filter(|_| parts.len() < MOST) {
            at = end;
            let words = text[start + 4..end - 3].trim();
            if words == "check-on" {
                parts.iter_mut().filter(|part: &&mut Part| part.open).for_each(|part| {
                    (part.end, part.open) = (start, false);
                });
            } else if let Some(rest) = words.strip_prefix("check-off-next") {
                parts.push(Part { start: end, end: block_end(text, end), rules: names(rest), open: false });
            } else if let Some(rest) = words.strip_prefix("check-off") {
                parts.push(Part { start: end, end: text.len(), rules: names(rest), open: true });
            }
        }
        Self(parts)
    }

    /// Returns whether a rule is disabled at a span; without a span, in the whole text.
    pub(super) fn covers(&self, rule: &str, span: Option<Span>) -> bool {
        self.0.iter().any(|part| {
            let here = span.map_or(part.open, |span| (part.start..part.end).contains(&(span.start as usize)));
            here && (part.rules.is_empty() || part.rules.iter().any(|name| name == rule))
        })
    }
}

/// Returns the byte range of the next comment, with its delimiters.
fn comment(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text.get(from..)?.find("<!--")?;
    let end = start + 4 + text[start + 4..].find("-->")? + 3;
    Some((start, end))
}

fn names(rest: &str) -> Vec<String> {
    let names = rest.trim_start_matches(':').split([',', ' ']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Returns the end of the block after a comment: the next blank line.
fn block_end(text: &str, from: usize) -> usize {
    let start = from + text[from..].len() - text[from..].trim_start().len();
    text[start..].find("\n\n").map_or(text.len(), |at| start + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_turns_rules_off_up_to_the_next_one_or_for_one_block() {
        let text =
            "a\n\n<!-- check-off: dose, date -->\nb\n\n<!-- check-on -->\nc\n\n<!-- check-off-next -->\n\nd\n\ne\n";
        let off = Off::read(&Source::new("a.md", text));
        let covers = |rule: &str, word: &str| {
            let at = text.find(&format!("\n{word}\n")).unwrap_or_default() + 1;
            off.covers(rule, Some(Span::new(at, at + 1)))
        };
        assert!(covers("dose", "b") && covers("date", "b") && !covers("jargon", "b"));
        assert!(!covers("dose", "a") && !covers("dose", "c"));
        assert!(covers("jargon", "d") && !covers("jargon", "e"));
        assert!(!off.covers("dose", None));
    }

    #[test]
    fn a_comment_that_is_never_ended_is_about_the_whole_article() {
        let off = Off::read(&Source::new("a.md", "<!-- check-off: no-version -->\n# A\n"));
        assert!(off.covers("no-version", None) && !off.covers("no-owner", None));
    }
}
