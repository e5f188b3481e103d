//! Citations of a reference list in the text: `[3]`, and superscript numbers.

use crate::{
    article::{
        Article, Block, Inline, ListMarker, Span, Style, plain_text,
        walk_mut::{bodies, for_each_line},
    },
    read::common::{numerals, references, words::is_references},
};

/// Converts the numbered list under a heading such as "References" to entries, if something cites them by number.
pub(super) fn cite(article: &mut Article) {
    let Some(last) = last_number(&article.body) else { return };
    let mut cited = false;
    for body in bodies(article) {
        for_each_line(body, &mut |line| cited |= cite_line(line, last));
    }
    if cited {
        references::take(article, 0);
    }
}

/// Returns the last number of the reference list.
fn last_number(body: &[Block]) -> Option<u32> {
    let heads = |block: &Block| matches!(block, Block::Heading(x) if is_references(&plain_text(&x.content)));
    let at = body.iter().position(heads)?;
    let Block::List(list) = body.get(at + 1)? else { return None };
    let ListMarker::Ordered { start, .. } = list.marker else { return None };
    u32::try_from(list.items.len()).ok()?.checked_add(start)?.checked_sub(1)
}

/// Replaces the citations in a line. Returns whether there are any.
fn cite_line(line: &mut Vec<Inline>, last: u32) -> bool {
    let (mut cited, mut done) = (false, Vec::with_capacity(line.len()));
    for inline in std::mem::take(line) {
        match inline {
            Inline::Text(text) => cited |= bracketed(&text.text, text.span, last, &mut done),
            Inline::Styled(mut styled) if styled.style == Style::Sup => {
                let before = done.last().map(|last| plain_text(std::slice::from_ref(last))).unwrap_or_default();
                if let [Inline::Text(text)] = styled.content.as_slice()
                    && let Some(numbers) =
                        numerals::alone(text.text.trim(), last).filter(|_| numerals::may_follow(&before))
                {
                    let citation = numerals::citation(&numbers, text.text.trim().to_owned(), styled.span);
                    styled.content = vec![Inline::Citation(Box::new(citation))];
                    cited = true;
                }
                done.push(Inline::Styled(styled));
            }
            other => done.push(other),
        }
    }
    *line = done;
    cited
}

/// Adds a text with its bracketed citations. Returns whether there are any.
fn bracketed(text: &str, span: Span, last: u32, out: &mut Vec<Inline>) -> bool {
    let (mut plain, mut cited) = (0, false);
    for (at, _) in text.match_indices('[').filter(|_| last > 0) {
        let found = numerals::bracketed(&text[at..]).filter(|_| at >= plain);
        let Some(found) = found.filter(|found| found.numbers.iter().all(|&number| number <= last)) else { continue };
        if at > plain {
            out.push(Inline::text(&text[plain..at], span));
        }
        let written = text[at..at + found.length].to_owned();
        out.push(Inline::Citation(Box::new(numerals::citation(&found.numbers, written, span))));
        plain = at + found.length;
        cited = true;
    }
    if plain < text.len() {
        out.push(Inline::text(&text[plain..], span));
    }
    cited
}
