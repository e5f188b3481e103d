//! Layout: a node becomes a box.

use super::{
    boxes::MathBox,
    face::{Extents, MathFace, Outlines},
    letters,
    operators::is_invisible,
    style::{MathStyle, Style},
};
use crate::{
    maths::{Leaf, Node},
    typeset::{FaceId, Glyph, GlyphRun, ItemKind, Setter},
};
use ttf_parser::math::{Constants, MathValue};

/// The maximum nesting depth of a formula.
const MOST_DEPTH: usize = 60;

/// The maximum number of glyphs and boxes of a formula.
const MOST_PARTS: usize = 20_000;

/// The range of the scale that matches the math face to the surrounding text.
const SCALES: (f32, f32) = (0.85, 1.15);

/// The minimum size of scripts, as a fraction of the formula's size.
const SMALLEST: f32 = 0.5;

/// A formula that is being laid out.
pub(super) struct Layout<'s, 'a> {
    pub(super) setter: &'s mut Setter<'a>,
    pub(super) style: MathStyle,
    pub(super) face: MathFace<'a>,
    /// Points per em of the math face.
    size: f32,
    /// Fallback faces for characters that it lacks.
    others: Vec<(FaceId, Option<Outlines<'a>>)>,
    /// The height and depth that the next operator should reach, from the baseline.
    pub(super) target: Option<(f32, f32)>,
    depth: usize,
    pub(super) parts: usize,
}

impl<'s, 'a> Layout<'s, 'a> {
    /// Returns `None` if the face has no MATH table.
    pub(super) fn new(setter: &'s mut Setter<'a>, style: &MathStyle) -> Option<Self> {
        let fonts = setter.fonts;
        let face = MathFace::new(style.face, fonts.face(style.face))?;
        let (own, words) = (fonts.face(style.face).metrics(), fonts.face(style.words.face).metrics());
        let scale = if own.x_height > 0.0 && words.x_height > 0.0 { words.x_height / own.x_height } else { 1.0 };
        let size = style.words.size * scale.clamp(SCALES.0, SCALES.1);
        Some(Self { setter, style: *style, face, size, others: Vec::new(), target: None, depth: 0, parts: 0 })
    }

    /// Returns whether the formula was within the limits.
    pub(super) fn is_sound(&self) -> bool {
        self.parts <= MOST_PARTS
    }

    /// Returns the style of the formula itself.
    pub(super) fn outermost(&self) -> Style {
        Style { display: self.style.display, level: 0, cramped: false }
    }

    /// Returns the scale of a style relative to the formula.
    pub(super) fn scale(&self, style: Style) -> f32 {
        let script = self.style.script.clamp(SMALLEST, 1.0);
        match style.level {
            0 => 1.0,
            1 => script,
            _ => (script * 0.8).max(SMALLEST),
        }
    }

    /// Returns the points per em of a style.
    pub(super) fn em(&self, style: Style) -> f32 {
        self.size * self.scale(style)
    }

    /// Returns a length from the face's table, in points.
    pub(super) fn length(&self, style: Style, of: impl FnOnce(&Constants<'a>) -> MathValue<'a>) -> f32 {
        self.face.length(of) * self.em(style)
    }

    /// Returns the height of the math axis, on which fractions and operators are centered.
    pub(super) fn axis(&self, style: Style) -> f32 {
        self.length(style, Constants::axis_height)
    }

    /// Lays out a node.
    pub(super) fn node(&mut self, node: &Node, style: Style) -> MathBox {
        self.parts += 1;
        if self.depth >= MOST_DEPTH || !self.is_sound() {
            self.parts = MOST_PARTS + 1;
            return MathBox::default();
        }
        self.depth += 1;
        let laid = self.kind(node, style);
        self.depth -= 1;
        laid
    }

    fn kind(&mut self, node: &Node, style: Style) -> MathBox {
        match node {
            Node::Row(nodes) => self.row(nodes, style, false),
            Node::Identifier(leaf) => self.identifier(leaf, style),
            Node::Number(leaf) => self.upright(leaf, style),
            Node::Operator(operator) => self.operator(operator, style),
            Node::Text(leaf) => self.words(leaf, style),
            Node::Space(ems) => {
                MathBox::space(if ems.is_finite() { ems.clamp(-4.0, 40.0) } else { 0.0 } * self.em(style))
            }
            Node::Fraction { above, below, line } => self.fraction(above, below, *line, style),
            Node::Root { base, degree } => self.root(base, degree.as_deref(), style),
            Node::Scripts { base, sub, sup } => self.scripts(base, sub.as_deref(), sup.as_deref(), style),
            Node::Prescripts { base, sub, sup } => self.prescripts(base, sub.as_deref(), sup.as_deref(), style),
            Node::Limits { base, under, over, accent, accent_under } => {
                self.limits(base, (under.as_deref(), *accent_under), (over.as_deref(), *accent), style)
            }
            Node::Table { rows, kind, columns } => self.table(rows, *kind, columns, style),
            Node::Enclosed { base, notation } => self.enclosed(base, *notation, style),
            Node::Phantom(base) => MathBox { items: Vec::new(), ..self.node(base, style) },
            Node::Styled { base, display, level } => {
                let display = display.unwrap_or(style.display);
                self.node(base, Style { display, level: level.unwrap_or(style.level).min(2), ..style })
            }
        }
    }

    fn identifier(&mut self, leaf: &Leaf, style: Style) -> MathBox {
        let italic = !leaf.upright && leaf.text.chars().count() == 1;
        if italic { self.leaf(leaf, style, true) } else { self.upright(leaf, style) }
    }

    /// Sets numbers and names in the face of the surrounding text, if it has their characters.
    fn upright(&mut self, leaf: &Leaf, style: Style) -> MathBox {
        let face = self.setter.fonts.face(self.words_face(leaf.bold));
        let all = !leaf.text.is_empty() && leaf.text.chars().all(|character| face.has(character));
        if all { self.words(leaf, style) } else { self.leaf(leaf, style, false) }
    }

    fn leaf(&mut self, leaf: &Leaf, style: Style, italic: bool) -> MathBox {
        let bold = leaf.bold || self.style.bold;
        let mut laid = MathBox::default();
        for character in leaf.text.chars().filter(|&character| !is_invisible(character)) {
            if character.is_whitespace() {
                laid.append(MathBox::space(self.em(style) * 0.25));
                continue;
            }
            let glyph = self.character(letters::styled(character, bold, italic), style);
            (laid.italic, laid.attachment) = (glyph.italic, glyph.attachment);
            laid.append(glyph);
        }
        laid.attachment = laid.attachment.filter(|_| leaf.text.chars().count() == 1);
        laid.is_letter = true;
        laid
    }

    /// Sets a character, in another face if the math face lacks it.
    pub(super) fn character(&mut self, character: char, style: Style) -> MathBox {
        let Some((face, glyph)) = self.find(character) else {
            if !self.setter.missing.contains(&character) {
                self.setter.missing.push(character);
            }
            return self.glyph(self.face.id, 0, character, style);
        };
        // those of letters are heavier, designed for smaller scripts than ours
        let is_prime = matches!(character, '′'..='‷' | '⁗');
        let glyph = if is_prime && face == self.face.id { self.face.script_form(glyph, style.level) } else { glyph };
        self.glyph(face, glyph, character, style)
    }

    /// Returns the glyph of a character in the math face.
    pub(super) fn own_glyph(&self, character: char) -> Option<u16> {
        self.face.outlines.glyph(character)
    }

    fn find(&mut self, character: char) -> Option<(FaceId, u16)> {
        let (fonts, own) = (self.setter.fonts, self.face.id);
        // bold signs come from the bold text face
        let words = self.style.words.face;
        if self.style.bold && fonts.face(words).has(character) {
            let glyph = self.outlines(words).and_then(|face| face.glyph(character));
            return glyph.map(|glyph| (words, glyph));
        }
        let found = |character| self.face.outlines.glyph(character).map(|glyph| (own, glyph));
        if let Some(found) = found(character).or_else(|| found(letters::plain(character))) {
            return Some(found);
        }
        let other = fonts.with_character(self.style.words.face, character)?;
        let glyph = self.outlines(other)?.glyph(character)?;
        Some((other, glyph))
    }

    pub(super) fn outlines(&mut self, id: FaceId) -> Option<&Outlines<'a>> {
        if id == self.face.id {
            return Some(&self.face.outlines);
        }
        let fonts = self.setter.fonts;
        let at = self.others.iter().position(|(other, _)| *other == id).unwrap_or_else(|| {
            self.others.push((id, Outlines::new(fonts.face(id))));
            self.others.len() - 1
        });
        self.others[at].1.as_ref()
    }

    /// Sets a glyph.
    pub(super) fn glyph(&mut self, face: FaceId, id: u16, character: char, style: Style) -> MathBox {
        self.parts += 1;
        let is_own = face == self.face.id;
        let size = if is_own { self.em(style) } else { self.style.words.size * self.scale(style) };
        let Extents { advance, ascent, descent, .. } =
            self.outlines(face).map_or_else(Extents::default, |face| face.extents(id));
        let (italic, attachment) = if is_own { (self.face.italic(id), self.face.attachment(id)) } else { (0.0, None) };
        let text = character.to_string();
        let glyph = Glyph { id, advance: advance * size, dx: 0.0, dy: 0.0, start: 0, end: text.len() as u32 };
        let color = self.style.color();
        let run = GlyphRun { face, size, x: 0.0, y: 0.0, color, glyphs: vec![glyph], text, rtl: false, link: None };
        MathBox {
            width: advance * size,
            ascent: ascent * size,
            descent: descent * size,
            italic: italic * size,
            attachment: attachment.map(|place| place * size),
            is_letter: true,
            is_large: false,
            items: vec![ItemKind::Glyphs(run)],
        }
    }
}
