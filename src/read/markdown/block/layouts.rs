//! Classes that request a layout: `::: {.notes lines=6}`, `![…](cast.png){.left width=40%}`, `[…](https://…){.qr}`.

use super::figures;
use crate::{
    article::{Block, Division, Inline, Layout, Span, Width},
    read::common::attributes::Attributes,
};

/// Removes the layout class from the attributes of a fence, and returns the layout. In slides, `.notes` holds speaker
/// notes; lines to write on are empty, or have a number.
pub(super) fn take(attributes: &mut Attributes, is_empty: bool) -> Option<Layout> {
    let found = attributes.classes.iter().enumerate().find_map(|(at, class)| {
        let layout = Layout::named(class, number(attributes, class))?;
        let given = is_empty || !attributes.value("lines").is_empty();
        let at_side = matches!(layout, Layout::Left { .. } | Layout::Right { .. });
        (!at_side && (given || !matches!(layout, Layout::Notes { .. }))).then_some((at, layout))
    });
    let (at, layout) = found?;
    attributes.classes.remove(at);
    Some(layout)
}

/// Removes the layout class from an HTML division, `handout-notes-6`: pages may use the bare names for other
/// purposes.
pub(super) fn take_from_html(classes: &mut Vec<String>) -> Option<Layout> {
    let found = classes.iter().enumerate().find_map(|(at, class)| {
        let name = class.strip_prefix("handout-")?;
        let numbered = name.rsplit_once('-').and_then(|(name, number)| Some((name, Some(number.parse().ok()?))));
        let (name, number) = numbered.unwrap_or((name, None));
        Some((at, Layout::named(name, number)?))
    });
    let (at, layout) = found?;
    classes.remove(at);
    Some(layout)
}

/// Returns the number for a class: `lines=6`, `count=3`, `width=40%`.
fn number(attributes: &Attributes, class: &str) -> Option<u8> {
    let key = match class {
        "notes" => "lines",
        "columns" => "count",
        _ => return percent(attributes),
    };
    attributes.value(key).parse().ok()
}

fn percent(attributes: &Attributes) -> Option<u8> {
    match attributes.width() {
        Some(Width::Percent(percent)) => Some(percent),
        Some(Width::Points { .. }) | None => None,
    }
}

/// Returns a figure unchanged, or in a division that places the following text next to it.
pub(super) fn at_side(block: Block, given: Option<&Attributes>, span: Span) -> Block {
    let Some(given) = given else { return block };
    let side = given.classes.iter().find(|class| matches!(class.as_str(), "left" | "right"));
    let layout = side.and_then(|side| Layout::named(side, percent(given)));
    let Some(layout) = layout else { return block };
    let Block::Figure(mut figure) = block else { return block };
    figure.width = Some(Width::Percent(100));
    let body = vec![Block::Figure(figure)];
    Block::Division(Box::new(Division { layout: Some(layout), body, span, ..Division::default() }))
}

/// Moves the text after a side figure into its division, and makes boxes of links with the class `qr`.
pub(super) fn gather(source: &str, blocks: Vec<Block>) -> Vec<Block> {
    let is_side = |division: &Division| {
        let at_side = matches!(division.layout, Some(Layout::Left { .. } | Layout::Right { .. }));
        at_side && matches!(division.body.as_slice(), [Block::Figure(_)])
    };
    if !blocks.iter().any(|block| matches!(block, Block::Division(x) if is_side(x)) || is_qr(block)) {
        return blocks;
    }
    let mut done: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut open = false;
    for block in blocks {
        let is_text = matches!(block, Block::Paragraph(_) | Block::List(_) | Block::Tips(_)) && !is_qr(&block);
        match (done.last_mut(), block) {
            (Some(Block::Division(division)), block) if open && is_text => {
                division.span = division.span.cover(block.span());
                division.body.push(block);
            }
            (_, block) => {
                open = matches!(&block, Block::Division(x) if is_side(x));
                done.push(qr(block));
            }
        }
    }
    for block in &mut done {
        if let Block::Division(division) = block
            && matches!(division.layout, Some(Layout::Left { .. } | Layout::Right { .. }))
        {
            division.body = figures::captions(source, std::mem::take(&mut division.body));
        }
    }
    done
}

/// Returns the link of a paragraph with the class `qr`.
fn qr_link(block: &Block) -> Option<&Inline> {
    let Block::Paragraph(paragraph) = block else { return None };
    let [Inline::Scope(scope)] = paragraph.content.as_slice() else { return None };
    match scope.content.as_slice() {
        [link @ Inline::Link(_)] if scope.classes == ["qr"] => Some(link),
        _ => None,
    }
}

fn is_qr(block: &Block) -> bool {
    qr_link(block).is_some()
}

fn qr(block: Block) -> Block {
    let Some(link) = qr_link(&block) else { return block };
    let span = block.span();
    let body = vec![Block::paragraph(vec![link.clone()], span)];
    Block::Division(Box::new(Division { layout: Some(Layout::Qr), body, span, ..Division::default() }))
}
