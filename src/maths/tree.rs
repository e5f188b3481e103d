//! A formula as a tree: presentation MathML without what only browsers need. TeX, MathML and Word's formulas are read
//! into it; MathML, linear text, speech and glyphs are made from it.

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Adjacent parts.
    Row(Vec<Node>),
    /// A variable or the name of a function: `x`, `sin`. One letter is italic unless `upright`.
    Identifier(Leaf),
    /// A number: `1,000.5`.
    Number(Leaf),
    /// An operator, a relation, a bracket or a punctuation mark.
    Operator(Operator),
    /// Words: `weight (kg)`.
    Text(Leaf),
    /// White space, in ems. May be negative.
    Space(f32),
    /// A fraction, or with `line: false` a stacked pair such as a binomial coefficient.
    Fraction { above: Box<Node>, below: Box<Node>, line: bool },
    /// A root; `degree` is `None` for a square root.
    Root { base: Box<Node>, degree: Option<Box<Node>> },
    /// A base with a subscript and superscript after it.
    Scripts { base: Box<Node>, sub: Option<Box<Node>>, sup: Option<Box<Node>> },
    /// A base with scripts before it: `²³⁵U`.
    Prescripts { base: Box<Node>, sub: Option<Box<Node>>, sup: Option<Box<Node>> },
    /// A base with parts centered under and over it: limits, accents, braces.
    Limits { base: Box<Node>, under: Option<Box<Node>>, over: Option<Box<Node>>, accent: bool, accent_under: bool },
    /// Rows of cells: matrices, cases, aligned lines.
    Table { rows: Vec<Vec<Node>>, kind: TableKind, columns: Vec<Align> },
    /// A part with a box or a line around or through it.
    Enclosed { base: Box<Node>, notation: Notation },
    /// An invisible part that takes up space.
    Phantom(Box<Node>),
    /// A part in display style (`Some(true)`) or text style, or at a script level.
    Styled { base: Box<Node>, display: Option<bool>, level: Option<u8> },
}

/// The text of a token: letters, digits or words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Leaf {
    /// The characters as written. Double-struck, script and other letters are Unicode characters (`ℝ`, `𝓛`).
    pub(crate) text: String,
    /// Whether a single letter is set upright rather than in italics.
    pub(crate) upright: bool,
    /// Whether the text is bold.
    pub(crate) bold: bool,
}

/// An operator with its layout properties.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Operator {
    pub(crate) text: String,
    /// Whether it stretches with what it encloses. `None` uses the operator dictionary of MathML Core.
    pub(crate) stretchy: Option<bool>,
    /// The minimum size in ems, as for `\big`.
    pub(crate) size: Option<f32>,
    /// The space before and after it in ems. `None` uses the operator dictionary of MathML Core.
    pub(crate) before: Option<f32>,
    pub(crate) after: Option<f32>,
    /// The form of the operator. `None` derives it from the position.
    pub(crate) form: Option<Form>,
    /// Whether limits move to its side in text style.
    pub(crate) movable_limits: Option<bool>,
}

/// The form of an operator: prefix, infix or postfix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Prefix,
    Infix,
    Postfix,
}

/// The kind of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// A matrix, cases or another array, with space between columns.
    Array,
    /// Lines of a display, aligned at their relations and in display style.
    Lines,
}

/// The alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// A decoration around or through a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// A box around it: `\boxed`.
    Box,
    /// A line through it: `\cancel`.
    Strike,
}
