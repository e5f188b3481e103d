//! The summary in the title block: the description in the metadata, unless the text begins with it.

use crate::article::{Article, Block, Inline, for_each_block, plain_text};

/// The minimum length of a description that is compared with the text, in bytes.
const SHORTEST: usize = 24;

/// The number of blocks that the beginning of a text consists of.
const BEGINNING: usize = 10;

/// Returns the description as the summary to print. It is empty if the title or the beginning of the text contains it,
/// such as its standfirst, possibly cut off, so that nothing is printed twice next to itself.
pub(super) fn summary(article: &Article) -> Vec<Inline> {
    let description = &article.meta.description;
    let words = compared(&plain_text(description));
    let start = words.trim_end_matches(|c: char| !c.is_alphanumeric());
    let plain = description.iter().all(|inline| matches!(inline, Inline::Text(_)));
    if !plain || start.len() < SHORTEST {
        return description.clone();
    }
    let mut text = plain_text(&article.meta.title);
    for_each_block(&article.body[..article.body.len().min(BEGINNING)], &mut |block| {
        let line = match block {
            Block::Paragraph(paragraph) => &paragraph.content,
            Block::Heading(heading) => &heading.content,
            _ => return,
        };
        text.push(' ');
        text.push_str(&plain_text(line));
    });
    if compared(&text).contains(start) { Vec::new() } else { description.clone() }
}

/// Returns a text in lowercase with single spaces and straight quotation marks.
fn compared(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase).map(|c| match c {
            '‘' | '’' => '\'',
            '“' | '”' => '"',
            other => other,
        }));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Heading, HeadingLevel, Span};

    fn printed(description: &str, body: Vec<Block>) -> bool {
        let mut article = Article { body, ..Article::default() };
        article.meta.description = vec![Inline::words(description)];
        !summary(&article).is_empty()
    }

    #[test]
    fn a_description_that_the_text_contains_is_not_printed_above_it() {
        let text =
            || Block::paragraph(vec![Inline::words("Don’t drink tea before bed, says the nurse.")], Span::default());
        assert!(!printed("Don't drink tea before bed, says the nurse.", vec![text()]));
        assert!(!printed("Don't drink tea before bed, says…", vec![text()]), "cut off");
        assert!(printed("What the nurse says about tea before bed.", vec![text()]));
        assert!(printed("Tea before bed", vec![text()]), "too short to tell");
        let other = || Block::paragraph(vec![Inline::words("Tea is a drink.")], Span::default());
        let late = (0..20).map(|_| other()).chain([text()]).collect();
        assert!(printed("Don't drink tea before bed, says the nurse.", late), "far below");
    }

    #[test]
    fn a_standfirst_may_be_a_heading() {
        let content = vec![Inline::words("What the nurse says about tea before bed")];
        let (number, anchor, classes, span) = (None, None, Vec::new(), Span::default());
        let heading = Heading { level: HeadingLevel::TOP, number, content, anchor, classes, span };
        assert!(!printed("What the nurse says about tea before bed.", vec![Block::Heading(Box::new(heading))]));
    }
}
