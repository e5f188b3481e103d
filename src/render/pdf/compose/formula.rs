//! Formulas, inline and displayed.
//!
//! One that cannot be parsed or set is shown as its linear text.

use super::{
    Column, Composer,
    inline::{Look, Place},
};
use crate::{
    article::{Direction, DisplayFormula, Formula, Inline, Lang, LineBreak, Scope, Span},
    diagnostic::{Code, Diagnostic},
    maths,
    render::pdf::{
        document::Part,
        structure::{NodeId, Role},
    },
    typeset::{
        Alignment, Item, Owner, Setting, Text,
        flow::{Node, VBox},
        maths::{Display, MathStyle, Piece, parts},
    },
};

/// The minimum measure in which displays are centered, in ems.
const NARROW: f32 = 20.0;

/// The maximum size of superscripts and subscripts, relative to their base.
const LARGEST_SCRIPT: f32 = 0.8;

/// The maximum width of an unbreakable piece of an inline formula, relative to the page's text area: it is scaled down
/// if it does not fit on a line.
const WIDEST: f32 = 2.0;

/// The minimum distance between a display and its number, in ems.
const NUMBER_GAP: f32 = 1.5;

/// The minimum height and depth of a display, in ems.
const STRUT: (f32, f32) = (0.75, 0.25);

impl Composer<'_> {
    fn math_style(&self, look: Look, display: bool) -> Option<MathStyle> {
        let look = Look { mono: false, italic: false, small_caps: false, underline: false, strike: false, ..look };
        let mut words = self.style(look);
        words.forms.old_style = false;
        let face = self.setter.math_face(words.face)?;
        let script = (self.sheet.script.points(look.size, 0.0) / look.size).min(LARGEST_SCRIPT);
        Some(MathStyle { face, words, bold: look.bold, display, script })
    }

    /// Sets a formula within text. It runs left to right.
    pub(super) fn inline_formula(&mut self, formula: &Formula, look: Look, place: &mut Place<'_>) {
        let set = self.resolved.formula(formula).and_then(|tree| {
            let style = self.math_style(look, false)?;
            let set = self.setter.formula(tree, &style)?;
            let widest = set.pieces.iter().fold(0.0f32, |widest, piece| widest.max(piece.width));
            (widest <= WIDEST * self.area.width).then_some((tree, set))
        });
        let Some((tree, set)) = set else {
            self.report_unset(formula);
            return self.words(&formula.in_line(), look, place);
        };
        let node = self.formula_element(formula, place.node);
        let said = said(tree, &set.pieces, &formula.in_line(), &self.article.lang());
        let owners: Vec<Owner> = match &said[..] {
            [_] => vec![Part::Content(node).owner()],
            several => several.iter().map(|words| self.formula_part(words, node)).collect(),
        };
        let style = self.style(look);
        let scope = Scope { dir: self.rtl.then_some(Direction::Ltr), ..Scope::default() };
        self.isolated(&scope, look, place, |_, place| place.text.push_formula(set, owners, style, place.link));
    }

    /// Adds the element of a formula, with its spoken text.
    fn formula_element(&mut self, formula: &Formula, parent: NodeId) -> NodeId {
        let node = self.structure.child(parent, Role::Formula);
        let text = formula.in_line();
        let attributes = self.structure.attributes(node);
        attributes.alt = Some(if formula.spoken.is_empty() { text.clone() } else { formula.spoken.clone() });
        attributes.actual_text = Some(text);
        node
    }

    fn formula_part(&mut self, words: &str, formula: NodeId) -> Owner {
        let node = self.structure.child(formula, Role::Span);
        self.structure.attributes(node).actual_text = Some(words.to_owned());
        Part::Content(node).owner()
    }

    /// Reports a formula that was parsed but cannot be set.
    fn report_unset(&mut self, formula: &Formula) {
        if self.resolved.formula(formula).is_some() {
            let message = "a formula is too large to be set, and is shown as text";
            let help = "break it into several formulas";
            self.diagnostics.push(Diagnostic::new(Code::MathsAsText, message).at(formula.span).help(help));
        }
    }

    /// Sets a displayed formula.
    pub(super) fn formula(&mut self, display: &DisplayFormula, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let node = self.structure.child(parent, Role::P);
        let set = self.displayed(&display.formula, column.width);
        let is_too_wide = set.as_ref().is_some_and(|set| set.is_too_wide);
        if is_too_wide {
            let message = "a formula is wider than its column, even at half its size, and is shown as text";
            let help = "break it into lines (`\\\\` in `aligned`), or into several formulas";
            let report = Diagnostic::new(Code::WideFormula, message).at(display.formula.span).help(help);
            self.diagnostics.push(report);
        }
        if let Some(set) = set.filter(|_| !is_too_wide) {
            let inner = self.display_box(display, set, column, node);
            nodes.push(Node::Box(inner));
        } else {
            if !is_too_wide {
                self.report_unset(&display.formula);
            }
            let content = self.formula_words(display);
            let text = self.text(&content, self.body(), node);
            let setting = Setting { alignment: Alignment::Center, ..self.running(column) };
            self.set(&text, &setting, column.x, nodes);
        }
        self.land(display.anchor.as_ref(), first, nodes);
    }

    fn displayed(&mut self, formula: &Formula, measure: f32) -> Option<Display> {
        let tree = self.resolved.formula(formula)?;
        let style = self.math_style(self.body(), true)?;
        self.setter.display(tree, &style, measure)
    }

    /// Places a display in its column, and its number at the end of its last line, or below it if there is no room.
    fn display_box(&mut self, display: &DisplayFormula, set: Display, column: Column, parent: NodeId) -> VBox {
        let (em, leading) = (self.body().size, self.inherited.body_type.leading);
        let number = display.number.as_deref();
        let room = number.map_or(0.0, |number| self.words_extent(number, self.body()).most + NUMBER_GAP * em);
        let (width, is_beside) = (set.width, set.width + room <= column.width);
        let start = self.display_start(width, if is_beside { room } else { 0.0 }, column);
        let baseline = set.baseline.max(STRUT.0 * em);
        let mut inner = VBox { height: (baseline + STRUT.1 * em).max(set.height), ..VBox::default() };
        let owner = Part::Content(self.formula_element(&display.formula, parent)).owner();
        let (x, y) = (column.part(start, width).x, baseline - set.baseline);
        inner.items.extend(set.items.into_iter().map(|mut kind| {
            kind.shift(x, y);
            Item { owner, kind }
        }));
        if let Some(number) = number {
            let text = self.text(&[Inline::words(number)], self.body(), parent);
            let setting = Setting { alignment: Alignment::End, ..self.setting(column, leading) };
            for line in self.setter.set(&text, &setting) {
                let top = if is_beside { baseline - line.baseline } else { inner.height };
                let line = VBox::of_line(line, column.x);
                inner.height = inner.height.max(top + line.height - if is_beside { leading * 0.2 } else { 0.0 });
                inner.absorb(line, 0.0, top);
            }
        }
        inner
    }

    /// Returns the indent of a display in its column: centered in wide columns, else a little from the start edge.
    fn display_start(&self, width: f32, room: f32, column: Column) -> f32 {
        let spare = (column.width - room - width).max(0.0);
        if self.inherited.in_cell {
            return match self.inherited.alignment {
                Alignment::Start => 0.0,
                Alignment::Center => spare / 2.0,
                Alignment::End => spare,
            };
        }
        if column.width < NARROW * self.inherited.body_type.size {
            return self.sheet.list_indent.min(spare);
        }
        ((column.width - width) / 2.0).min(spare).max(0.0)
    }

    /// Returns the linear text of a formula with its number.
    pub(super) fn formula_words(&self, display: &DisplayFormula) -> Vec<Inline> {
        let mut content = Vec::new();
        for line in display.formula.lines() {
            if !content.is_empty() {
                content.push(Inline::Break(LineBreak { span: Span::default() }));
            }
            content.push(Inline::words(line));
        }
        content.extend(display.number.iter().map(|number| Inline::words(format!("\u{2003}{number}"))));
        content
    }

    /// Returns the widths that a display needs: the minimum at which it is not scaled below its limit, and its natural
    /// width.
    pub(super) fn display_extent(&mut self, display: &DisplayFormula) -> Option<(f32, f32)> {
        let set = self.displayed(&display.formula, f32::INFINITY)?;
        let number = display.number.as_deref().map_or(0.0, |number| self.words_extent(number, self.body()).most);
        Some(((set.width * 0.8).max(number), set.width + number))
    }

    /// Adds a formula for measuring only.
    pub(super) fn measured_formula(&mut self, formula: &Formula, look: Look, text: &mut Text) {
        let style = self.style(look);
        let set = self.resolved.formula(formula).and_then(|tree| {
            let style = self.math_style(look, false)?;
            self.setter.formula(tree, &style)
        });
        match set {
            Some(set) => {
                let owners = vec![super::layout(); set.pieces.len()];
                text.push_formula(set, owners, style, None);
            }
            None => text.push(&formula.in_line(), style, super::layout(), None),
        }
    }
}

/// Returns the spoken text of each piece of a formula. If these do not add up to the formula's text, the first piece
/// has all of it.
fn said(tree: &maths::Node, pieces: &[Piece], whole: &str, lang: &Lang) -> Vec<String> {
    let all = || std::iter::once(whole.to_owned()).chain(std::iter::repeat(String::new())).take(pieces.len()).collect();
    if pieces.len() == 1 {
        return all();
    }
    let words = |piece: &Piece| {
        let nodes = parts(tree).get(piece.nodes.clone()).unwrap_or_default();
        maths::linear(&maths::Node::Row(nodes.to_vec()), lang)
    };
    let mut said: Vec<String> = pieces.iter().map(words).collect();
    let last = said.len() - 1;
    // each is read separately, and so has the space after it
    said[..last].iter_mut().for_each(|words| words.push(' '));
    let same = said.concat().split_whitespace().eq(whole.split_whitespace());
    if same { said } else { all() }
}
