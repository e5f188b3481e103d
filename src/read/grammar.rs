//! What a renderer that writes Markdown must know of how it is read, so that both hold to one grammar.

use super::common::{attributes, callouts, escape, links, tips, words};
use crate::article::{Block, Heading, Inline, Numerals, Paragraph};

/// The class of a span in small capitals, as pandoc has it.
pub(crate) const SMALL_CAPS: &str = "smallcaps";

/// An address as a reader keeps it: percent-encoded where it must be.
pub(crate) fn escaped(url: &str) -> String {
    links::escaped(url.to_owned())
}

/// Whether a paragraph opens with a label that makes a callout of it.
pub(crate) fn opens_callout(paragraph: &Paragraph) -> bool {
    let mut block = Block::Paragraph(paragraph.clone());
    callouts::find(&mut block);
    matches!(block, Block::Callout(_))
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

/// Whether an ordered list is tips where it stands: below this heading, behind this block. Then, whether they go on
/// counting. `led`: each item opens with bold words.
pub(crate) fn ordered(heading: Option<&Heading>, before: Option<&Block>, led: bool) -> Option<bool> {
    tips::called(heading, before, led)
}

/// The label of a CSL locator term, `p.`, where it has one.
pub(crate) fn locator(term: &str) -> Option<&'static str> {
    super::markdown::locator_label(term)
}

/// The class that gives a list its numerals, named as in CSS; none for the usual ones.
pub(crate) fn numerals(numerals: Numerals) -> &'static str {
    match numerals {
        Numerals::Decimal => "",
        Numerals::LowerAlpha => "lower-alpha",
        Numerals::UpperAlpha => "upper-alpha",
        Numerals::LowerRoman => "lower-roman",
        Numerals::UpperRoman => "upper-roman",
    }
}
