//! The operators of a content stream (ISO 32000-1, annex A), written directly as bytes.
//!
//! `printpdf` makes such bytes from a list of operations; for pages of text, where each glyph is then an object, that
//! was the most costly part of a document. Each method here is one operator.

use super::syntax::{
    must_be_escaped, text_string, write_integer, write_literal, write_literal_bytes, write_name, write_number,
};
use crate::typeset::Color;

/// A content stream being written.
#[derive(Debug, Default)]
pub(super) struct Operators {
    bytes: Vec<u8>,
    /// Where the previous line of text began, from the page's lower left corner, in hundredths of a point.
    line: [i32; 2],
}

/// The properties of a marked-content sequence.
#[derive(Debug, Clone, Copy)]
pub(super) enum Properties<'a> {
    /// The number by which the structure tree refers to the sequence (14.7.4.2).
    Mcid(usize),
    /// The type of an artifact, and its subtype (table 330).
    Artifact(&'static str, Option<&'static str>),
    /// The replacement text of the sequence (14.9.4), with its number if it is not nested in another one.
    ActualText(&'a str, Option<usize>),
}

impl Operators {
    /// Creates an empty stream with a capacity of `bytes` bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), ..Self::default() }
    }

    /// Returns the stream.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// `BDC`: begins a marked-content sequence with properties.
    pub(super) fn begin_marked_with(&mut self, tag: &str, properties: Properties<'_>) {
        write_name(&mut self.bytes, tag.as_bytes());
        self.bytes.extend(b"<<");
        match properties {
            Properties::Mcid(mcid) => self.mcid(mcid),
            Properties::Artifact(kind, subtype) => {
                for (key, value) in [("Type", Some(kind)), ("Subtype", subtype)] {
                    let Some(value) = value else { continue };
                    write_name(&mut self.bytes, key.as_bytes());
                    write_name(&mut self.bytes, value.as_bytes());
                }
            }
            Properties::ActualText(text, mcid) => {
                self.bytes.extend(b"/ActualText");
                write_literal(&mut self.bytes, &text_string(text));
                if let Some(mcid) = mcid {
                    self.mcid(mcid);
                }
            }
        }
        self.bytes.extend(b">>");
        self.operator("BDC");
    }

    fn mcid(&mut self, mcid: usize) {
        self.bytes.extend(b"/MCID ");
        write_integer(&mut self.bytes, i64::try_from(mcid).unwrap_or(i64::MAX));
    }

    /// `EMC`: ends the innermost marked-content sequence.
    pub(super) fn end_marked(&mut self) {
        self.operator("EMC");
    }

    /// `q`: saves the graphics state for [`Operators::restore`].
    pub(super) fn save(&mut self) {
        self.operator("q");
    }

    /// `Q`: restores the graphics state.
    pub(super) fn restore(&mut self) {
        self.operator("Q");
    }

    /// `cm`: transforms what follows by a matrix.
    pub(super) fn transform(&mut self, matrix: [f32; 6]) {
        self.numbers(&matrix, "cm");
    }

    /// `Do`: shows an image or a form by its resource name.
    pub(super) fn show_object(&mut self, name: &str) {
        self.named(name, "Do");
    }

    /// `rg` or `g`: sets the color of text and filled shapes.
    pub(super) fn fill_color(&mut self, color: Color) {
        self.color(color, "g", "rg");
    }

    /// `RG` or `G`: sets the color of strokes.
    pub(super) fn stroke_color(&mut self, color: Color) {
        self.color(color, "G", "RG");
    }

    /// Writes greys as such, so that a black-and-white printer uses black ink.
    fn color(&mut self, color: Color, grey: &str, rgb: &str) {
        let part = |value: u8| f32::from(value) / 255.0;
        if color.r == color.g && color.g == color.b {
            self.numbers(&[part(color.r)], grey);
        } else {
            self.numbers(&[color.r, color.g, color.b].map(part), rgb);
        }
    }

    /// `w`: sets the width of strokes, in points.
    pub(super) fn line_width(&mut self, width: f32) {
        self.numbers(&[width], "w");
    }

    /// `m`: begins a path.
    pub(super) fn move_to(&mut self, x: f32, y: f32) {
        self.numbers(&[x, y], "m");
    }

    /// `l`: adds a straight segment.
    pub(super) fn line_to(&mut self, x: f32, y: f32) {
        self.numbers(&[x, y], "l");
    }

    /// `c`: adds a Bézier curve: two control points and its end.
    pub(super) fn curve_to(&mut self, points: [f32; 6]) {
        self.numbers(&points, "c");
    }

    /// `h`: closes the path.
    pub(super) fn close_path(&mut self) {
        self.operator("h");
    }

    /// `re`: adds a rectangle, from its lower left corner.
    pub(super) fn rectangle(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.numbers(&[x, y, width, height], "re");
    }

    /// `f`: fills the path, by the nonzero winding number rule.
    pub(super) fn fill(&mut self) {
        self.operator("f");
    }

    /// `f` or `f*`: fills the path, by the nonzero winding number rule or the even-odd rule.
    pub(super) fn fill_by(&mut self, even_odd: bool) {
        self.operator(if even_odd { "f*" } else { "f" });
    }

    /// `W n` or `W* n`: clips what follows to the path.
    pub(super) fn clip(&mut self, even_odd: bool) {
        self.operator(if even_odd { "W* n" } else { "W n" });
    }

    /// `gs`: sets the graphics state by its resource name.
    pub(super) fn graphics_state(&mut self, name: &str) {
        self.named(name, "gs");
    }

    /// `scn` or `SCN`: sets a pattern for fills or strokes by its resource name.
    pub(super) fn pattern(&mut self, name: &str, strokes: bool) {
        self.operator(if strokes { "/Pattern CS" } else { "/Pattern cs" });
        self.named(name, if strokes { "SCN" } else { "scn" });
    }

    /// `J`, `j` and `M`: set line caps and joins (tables 54 and 55), and the miter limit.
    pub(super) fn line_ends(&mut self, cap: u8, join: u8, miter: f32) {
        self.numbers(&[f32::from(cap)], "J");
        self.numbers(&[f32::from(join)], "j");
        self.numbers(&[miter], "M");
    }

    /// `d`: sets the dash pattern.
    pub(super) fn dashes(&mut self, lengths: &[f32], offset: f32) {
        self.bytes.push(b'[');
        for &length in lengths {
            write_number(&mut self.bytes, length);
            self.bytes.push(b' ');
        }
        self.bytes.push(b']');
        self.numbers(&[offset], "d");
    }

    /// `S`: strokes the path.
    pub(super) fn stroke(&mut self) {
        self.operator("S");
    }

    /// `BT`: begins text.
    pub(super) fn begin_text(&mut self) {
        self.line = [0, 0];
        self.operator("BT");
    }

    /// `ET`: ends text.
    pub(super) fn end_text(&mut self) {
        self.operator("ET");
    }

    /// `Tf`: sets the font by its resource name, and its size in points.
    pub(super) fn font(&mut self, name: &str, size: f32) {
        write_name(&mut self.bytes, name.as_bytes());
        self.bytes.push(b' ');
        self.numbers(&[size], "Tf");
    }

    /// `Ts`: sets the text rise, in points.
    pub(super) fn rise(&mut self, rise: f32) {
        self.numbers(&[rise], "Ts");
    }

    /// `Td`: moves the pen to a position on the page, in hundredths of a point. The written operands are relative to
    /// the start of the previous line: they are shorter than positions, and the same for line after line.
    pub(super) fn pen_to(&mut self, place: [i32; 2]) {
        let way = [place[0] - self.line[0], place[1] - self.line[1]];
        self.numbers(&way.map(|way| way as f32 / 100.0), "Td");
        self.line = place;
    }

    /// `Tj` or `TJ`: shows the collected glyphs, and clears them.
    pub(super) fn show(&mut self, shown: &mut Shown) {
        if shown.open {
            shown.bytes.push(b')');
        }
        if shown.moved {
            self.bytes.push(b'[');
            self.bytes.extend_from_slice(&shown.bytes);
            self.bytes.push(b']');
        } else {
            self.bytes.extend_from_slice(&shown.bytes);
        }
        self.operator(if shown.moved { "TJ" } else { "Tj" });
        shown.bytes.clear();
        (shown.open, shown.moved) = (false, false);
    }

    fn numbers(&mut self, numbers: &[f32], operator: &str) {
        for &number in numbers {
            write_number(&mut self.bytes, number);
            self.bytes.push(b' ');
        }
        self.operator(operator);
    }

    fn named(&mut self, name: &str, operator: &str) {
        write_name(&mut self.bytes, name.as_bytes());
        self.bytes.push(b' ');
        self.operator(operator);
    }

    fn operator(&mut self, operator: &str) {
        self.bytes.extend_from_slice(operator.as_bytes());
        self.bytes.push(b'\n');
    }
}

/// Glyphs of a line to be shown by one operator: strings of codes, and pen movements between them.
#[derive(Debug, Default)]
pub(super) struct Shown {
    bytes: Vec<u8>,
    /// Whether a string is open.
    open: bool,
    /// Whether there are any pen movements.
    moved: bool,
}

impl Shown {
    /// Returns whether there is nothing to show.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Moves the pen left, in thousandths of an em.
    pub(super) fn adjust(&mut self, thousandths: i64) {
        if std::mem::take(&mut self.open) {
            self.bytes.push(b')');
        }
        write_integer(&mut self.bytes, thousandths);
        self.moved = true;
    }

    /// Adds a glyph by its two-byte code.
    pub(super) fn glyph(&mut self, code: u16) {
        if !std::mem::replace(&mut self.open, true) {
            self.bytes.push(b'(');
        }
        let code = code.to_be_bytes();
        if code.iter().any(|byte| must_be_escaped(*byte)) {
            write_literal_bytes(&mut self.bytes, &code);
        } else {
            self.bytes.extend_from_slice(&code);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_without_moves_are_one_string_and_moves_separate_strings() {
        let (mut operators, mut shown) = (Operators::default(), Shown::default());
        shown.glyph(0x4142);
        operators.show(&mut shown);
        shown.adjust(-12);
        shown.glyph(0x4128);
        shown.adjust(3);
        shown.glyph(0x4344);
        operators.show(&mut shown);
        assert!(shown.is_empty());
        assert_eq!(operators.into_bytes(), b"(AB)Tj\n[-12(A\\()3(CD)]TJ\n");
    }

    #[test]
    fn properties_are_dictionaries() {
        let mut operators = Operators::default();
        operators.begin_marked_with("P", Properties::Mcid(7));
        operators.begin_marked_with("Artifact", Properties::Artifact("Pagination", Some("Header")));
        operators.begin_marked_with("Span", Properties::ActualText("fi)", None));
        operators.begin_marked_with("Span", Properties::ActualText("fi", Some(8)));
        assert_eq!(
            String::from_utf8_lossy(&operators.into_bytes()),
            "/P<</MCID 7>>BDC\n/Artifact<</Type/Pagination/Subtype/Header>>BDC\n/Span<</ActualText(fi\\))>>BDC\n\
             /Span<</ActualText(fi)/MCID 8>>BDC\n"
        );
    }
}
