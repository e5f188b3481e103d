//! Display formulas, set apart from the text.

use super::{Formula, MathStyle, Piece, row::RELATION_PENALTY};
use crate::{
    maths::Node,
    typeset::{ItemKind, Setter, TextStyle},
};

/// The minimum scale of a display before lines are broken instead.
const SMALLER: f32 = 0.8;
/// The minimum scale of a formula that cannot be broken.
const SMALLEST: f32 = 0.5;
/// The indent of lines after the first, and the space between lines, in ems.
const INDENT: f32 = 2.0;
const LINE_GAP: f32 = 0.5;

/// A display.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Display {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// The baseline of its last line, from its top.
    pub(crate) baseline: f32,
    /// Glyphs and rules, from its top left corner.
    pub(crate) items: Vec<ItemKind>,
    /// Whether it is wider than the measure.
    pub(crate) is_too_wide: bool,
}

impl Setter<'_> {
    /// Sets a display: on one line, scaled down a little if necessary, else broken at relations.
    pub(crate) fn display(&mut self, node: &Node, style: &MathStyle, measure: f32) -> Option<Display> {
        let formula = self.formula(node, style)?;
        let width = formula.width();
        if width <= measure {
            return Some(lines(formula.pieces, f32::INFINITY, style.words.size));
        }
        let needed = measure / width;
        if needed >= SMALLER {
            let smaller = self.formula(node, &scaled(style, needed))?;
            return Some(lines(smaller.pieces, f32::INFINITY, style.words.size));
        }
        let broken = lines(between_relations(formula.pieces, measure), measure, style.words.size);
        if broken.width <= measure {
            return Some(broken);
        }
        let smaller = scaled(style, (measure / broken.width).max(SMALLEST));
        let formula = self.formula(node, &smaller)?;
        let set = lines(formula.pieces, measure, smaller.words.size);
        Some(Display { is_too_wide: set.width > measure + 0.5, ..set })
    }
}

impl Formula {
    /// Returns its width on one line.
    pub(crate) fn width(&self) -> f32 {
        self.pieces.iter().map(|piece| piece.width).sum()
    }
}

fn scaled(style: &MathStyle, by: f32) -> MathStyle {
    // slightly less, for what does not scale
    let size = style.words.size * by * 0.995;
    MathStyle { words: TextStyle { size, ..style.words }, ..*style }
}

/// Joins pieces that are separated only at binary operators, unless a piece between relations would then be wider than
/// a line.
fn between_relations(pieces: Vec<Piece>, measure: f32) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    for piece in &pieces {
        match joined.last_mut().filter(|last| last.penalty > RELATION_PENALTY) {
            Some(last) => last.join(piece.clone()),
            None => joined.push(piece.clone()),
        }
    }
    if joined.iter().all(|piece| piece.width <= measure * 0.85) { joined } else { pieces }
}

/// Distributes pieces over lines, as many on each as fit.
fn lines(pieces: Vec<Piece>, measure: f32, em: f32) -> Display {
    let mut display = Display::default();
    let mut rest = pieces.into_iter().peekable();
    while let Some(first) = rest.next() {
        let is_first = display.items.is_empty();
        let mut x = if is_first { 0.0 } else { INDENT * em };
        let (mut ascent, mut descent, mut items) = (0.0f32, 0.0f32, Vec::new());
        let mut next = Some(first);
        while let Some(piece) = next {
            (ascent, descent) = (ascent.max(piece.ascent), descent.max(piece.descent));
            items.extend(piece.items.into_iter().map(|mut item| {
                item.shift(x, 0.0);
                item
            }));
            display.width = display.width.max(x + piece.width - piece.blank);
            x += piece.width;
            next = rest.next_if(|piece| x + piece.width - piece.blank <= measure);
        }
        display.baseline = display.height + if is_first { 0.0 } else { LINE_GAP * em } + ascent;
        display.height = display.baseline + descent;
        let y = display.baseline;
        display.items.extend(items.into_iter().map(|mut item| {
            item.shift(0.0, y);
            item
        }));
    }
    display
}
