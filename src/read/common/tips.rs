//! Decides which ordered lists are tips. The rules are in the documentation of each reader.

use super::{
    attributes,
    callouts::lead,
    words::{calls_for_tips, is_references},
};
use crate::article::{
    Anchor, Block, Division, Heading, Inline, List, ListItem, ListMarker, Numerals, Style, Tip, Tips, plain_text,
};

/// Converts the lists that are tips.
pub(in crate::read) fn find(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut heading = None;
    for at in 0..blocks.len() {
        let (before, rest) = blocks.split_at_mut(at);
        match rest.first_mut() {
            Some(Block::Heading(_)) => heading = Some(at),
            Some(block) if is_ordered(block) => {
                let heading = heading.and_then(|at: usize| before.get(at)).and_then(as_heading);
                let call = Call::of(heading, before.last());
                call.arrange(block);
            }
            _ => {}
        }
    }
    blocks
}

fn is_ordered(block: &Block) -> bool {
    matches!(block, Block::List(list) if list.marker != ListMarker::Bullet)
}

fn as_heading(block: &Block) -> Option<&Heading> {
    if let Block::Heading(heading) = block { Some(heading) } else { None }
}

/// Converts a list that is explicitly marked as tips.
pub(in crate::read) fn explicit(list: List, continues: bool) -> Block {
    let mut block = Block::List(list);
    Call { tips: true, list: false, continues }.arrange(&mut block);
    block
}

/// Returns whether an ordered list at this position is a list of tips (`Some`), and whether it continues the
/// numbering.
pub(in crate::read) fn called(heading: Option<&Heading>, before: Option<&Block>, led: bool) -> Option<bool> {
    let call = Call::of(heading, before);
    call.takes(led).then_some(call.continues)
}

/// Returns whether blocks open with bold text.
pub(in crate::read) fn opens_bold(body: &[Block]) -> bool {
    bold_lead(body).is_some()
}

/// What the text above a list calls for.
struct Call {
    tips: bool,
    list: bool,
    continues: bool,
}

impl Call {
    fn of(heading: Option<&Heading>, before: Option<&Block>) -> Self {
        let class = |name: &str| heading.is_some_and(|heading| heading.classes.iter().any(|class| class == name));
        let calls = match before {
            Some(Block::Heading(heading)) => calls_for_tips(&plain_text(&heading.content)),
            Some(Block::Paragraph(paragraph)) => {
                let words = plain_text(&paragraph.content);
                words.trim_end().ends_with(':') && calls_for_tips(&words)
            }
            _ => false,
        };
        // A reference list is never tips, even if each entry opens with its author in bold.
        let works = matches!(before, Some(Block::Heading(heading)) if is_references(&plain_text(&heading.content)));
        Self { tips: class("tips") || calls, list: class("list") || works, continues: class("continue") }
    }

    fn takes(&self, led: bool) -> bool {
        !self.list && (led || self.tips || self.continues)
    }

    fn arrange(&self, block: &mut Block) {
        let Block::List(list) = block else { return };
        // tips have decimal numbers: letters and Roman numerals stay as written
        let ListMarker::Ordered { start, numerals: Numerals::Decimal } = list.marker else { return };
        let led = list.items.iter().all(|item| bold_lead(&item.body).is_some());
        let whole = list.items.iter().all(|item| item.task.is_none() && !item.body.is_empty());
        if !whole || !self.takes(led) {
            return;
        }
        let start = (start != 1).then_some(start);
        let items = std::mem::take(&mut list.items).into_iter().map(tip).collect();
        *block = Block::Tips(Tips { start, continues: self.continues, items, span: list.span });
    }
}

/// Returns the bold text that opens an item.
fn bold_lead(body: &[Block]) -> Option<&[Inline]> {
    let first = match body.first()? {
        Block::Paragraph(first) => first,
        Block::Division(place) if is_place(place) => return bold_lead(&place.body),
        _ => return None,
    };
    match first.content.first() {
        Some(Inline::Styled(bold)) if bold.style == Style::Strong => Some(&bold.content),
        _ => None,
    }
}

/// Returns whether a division serves only as an anchor.
fn is_place(division: &Division) -> bool {
    let Division { lang: None, dir: None, classes, anchor: Some(_), .. } = division else { return false };
    classes.is_empty()
}

/// Unwraps the anchor around the first block and returns it: it belongs to the tip.
fn take_place(body: &mut Vec<Block>) -> Option<Anchor> {
    match body.first_mut() {
        Some(Block::Division(place)) if is_place(place) => {
            let (anchor, inner) = (place.anchor.take(), std::mem::take(&mut place.body));
            body.splice(..1, inner);
            anchor
        }
        _ => None,
    }
}

fn tip(item: ListItem) -> Tip {
    let mut words = bold_lead(&item.body).map(<[Inline]>::to_vec).unwrap_or_default();
    let mut body = item.body;
    let mut anchor = take_place(&mut body).or_else(|| anchor_of(&mut words));
    if let Some(Block::Paragraph(first)) = body.first_mut() {
        if !words.is_empty() {
            first.content.remove(0);
            let colon = matches!(first.content.first(), Some(Inline::Text(text)) if text.text.starts_with(':'));
            lead(&mut first.content, usize::from(colon));
            anchor = anchor.or_else(|| anchor_behind_lead(&mut first.content));
        }
        anchor = anchor.or_else(|| anchor_of(&mut first.content));
        if first.content.is_empty() {
            body.remove(0);
        }
    }
    if let Some(Block::Paragraph(last)) = body.last_mut() {
        anchor = anchor.or_else(|| anchor_of(&mut last.content));
    }
    if let Some(Inline::Text(last)) = words.last_mut() {
        let kept = last.text.trim_end().trim_end_matches(':').len();
        // A lead that is only a colon is kept: an item without text would lose it.
        if kept > 0 {
            last.text.truncate(kept);
        }
    }
    Tip { number: None, numeral: None, lead: words, body, anchor, span: item.span }
}

/// Returns the anchor at the end of a line.
fn anchor_of(content: &mut Vec<Inline>) -> Option<Anchor> {
    attributes::take_end(content).and_then(|found| found.anchor)
}

/// Takes the anchor directly after a bold lead: `**Rest.** {#tip:rest} Sleep.`
fn anchor_behind_lead(content: &mut Vec<Inline>) -> Option<Anchor> {
    let Some(Inline::Text(text)) = content.first() else { return None };
    let end = text.text.starts_with('{').then(|| text.text.find('}')).flatten()? + 1;
    let anchor = attributes::parse(&text.text[..end])?.anchor?;
    lead(content, end);
    Some(anchor)
}

#[cfg(test)]
mod tests {
    use crate::{
        article::{Block, ListMarker, Numerals},
        diagnostic::Source,
        read::{Syntax, read},
    };

    #[test]
    fn a_list_with_letters_keeps_them_even_where_each_item_opens_in_bold() {
        let page =
            "<h1>Tea</h1><p>Pick one.</p><ol type=a><li><b>Green.</b> Mild.</li><li><b>Black.</b> Strong.</li></ol>";
        let article = read(&Source::new("a.html", page), Syntax::Html).article;
        let list = article.body.iter().find_map(|block| match block {
            Block::List(list) => Some(list.marker),
            _ => None,
        });
        assert_eq!(list, Some(ListMarker::Ordered { start: 1, numerals: Numerals::LowerAlpha }));
    }
}
