//! The parts of the Markdown reader that the Markdown renderer needs, so that both follow the same grammar.

use super::{
    common::{attributes, callouts, escape, links, locators, tips, words},
    markdown::source::directive,
};
use crate::article::{Block, Heading, Inline, Paragraph};

pub(crate) use super::common::attributes::{SMALL_CAPS, numerals_class};

/// Returns an address in the form that readers keep: percent-encoded where necessary.
pub(crate) fn escaped(url: &str) -> String {
    links::escaped(url.to_owned())
}

/// Returns whether a paragraph opens with a label that makes it a callout.
pub(crate) fn opens_callout(paragraph: &Paragraph) -> bool {
    let mut block = Block::Paragraph(paragraph.clone());
    callouts::find(&mut block);
    matches!(block, Block::Callout(_))
}

/// Returns whether a callout's title already names its kind: `Danger`, `Key facts`, `Faq`.
pub(crate) fn names_a_box(title: &str) -> bool {
    let title = title.trim().trim_end_matches([':', '.', '!']);
    directive::callout(title).is_some() || words::is_key_facts(title)
}

/// Returns whether braces at the end of a line would be parsed as its attributes.
pub(crate) fn ends_in_attributes(line: &[Inline]) -> bool {
    attributes::take_end(&mut line.to_vec()).is_some()
}

/// Returns whether text ends in a backslash that escapes what follows. An escaped backslash does not.
pub(crate) fn ends_in_escape(text: &str) -> bool {
    escape::ends_in_escape(text)
}

/// Returns whether a heading introduces a reference list.
pub(crate) fn is_references(words: &str) -> bool {
    words::is_references(words)
}

/// Returns whether blocks open with bold text, as the lead of a tip does.
pub(crate) fn opens_bold(blocks: &[Block]) -> bool {
    tips::opens_bold(blocks)
}

/// Returns whether an ordered list below this heading and after this block would be read as tips (`Some`), and
/// whether it would continue the numbering. `led`: each item opens with bold text.
pub(crate) fn ordered(heading: Option<&Heading>, before: Option<&Block>, led: bool) -> Option<bool> {
    tips::called(heading, before, led)
}

/// Returns the label of a CSL locator term, such as `p.`, if it has one.
pub(crate) fn locator(term: &str) -> Option<&'static str> {
    locators::label(term)
}
