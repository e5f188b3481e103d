//! What the renderer that writes Markdown must know about how it is read, so that both follow one grammar.

use super::{
    common::{attributes, callouts, escape, links, locators, tips, words},
    markdown::source::directive,
};
use crate::article::{Block, Heading, Inline, Paragraph};

pub(crate) use super::common::attributes::{SMALL_CAPS, numerals_class};

/// Returns an address as the readers keep it: percent-encoded where necessary.
pub(crate) fn escaped(url: &str) -> String {
    links::escaped(url.to_owned())
}

/// Whether a paragraph opens with a label that makes it a callout.
pub(crate) fn opens_callout(paragraph: &Paragraph) -> bool {
    let mut block = Block::Paragraph(paragraph.clone());
    callouts::find(&mut block);
    matches!(block, Block::Callout(_))
}

/// Whether the title of a callout says by itself what the callout is: `Danger`, `Key facts`, `Faq`.
pub(crate) fn names_a_box(title: &str) -> bool {
    let title = title.trim().trim_end_matches([':', '.', '!']);
    directive::callout(title).is_some() || words::is_key_facts(title)
}

/// Whether words in braces at the end of a line would be its attributes.
pub(crate) fn ends_in_attributes(line: &[Inline]) -> bool {
    attributes::take_end(&mut line.to_vec()).is_some()
}

/// Whether text ends in a backslash that escapes what follows. One that is escaped itself does not.
pub(crate) fn ends_in_escape(text: &str) -> bool {
    escape::ends_in_escape(text)
}

/// Whether a heading is one of a list of works cited.
pub(crate) fn is_references(words: &str) -> bool {
    words::is_references(words)
}

/// Whether blocks open with bold words, as a tip does with its lead.
pub(crate) fn opens_bold(blocks: &[Block]) -> bool {
    tips::opens_bold(blocks)
}

/// Whether an ordered list below this heading and after this block is one of tips: then returns whether they continue
/// the numbers of the tips before. `led`: each item opens with bold words.
pub(crate) fn ordered(heading: Option<&Heading>, before: Option<&Block>, led: bool) -> Option<bool> {
    tips::called(heading, before, led)
}

/// Returns the label of a CSL locator term, such as `p.`, if it has one.
pub(crate) fn locator(term: &str) -> Option<&'static str> {
    locators::label(term)
}
