//! A formula as a tree: presentation MathML without what only a browser needs. TeX, MathML and Word's formulas become it;
//! MathML, linear text, speech and glyphs are made of it.

/// A part of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Parts next to one another.
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
    /// What is above and below a line, or without a line, as in a binomial coefficient.
    Fraction { above: Box<Node>, below: Box<Node>, line: bool },
    /// A root; the degree of a square root is not given.
    Root { base: Box<Node>, degree: Option<Box<Node>> },
    /// A base with what is lowered and raised after it.
    Scripts { base: Box<Node>, sub: Option<Box<Node>>, sup: Option<Box<Node>> },
    /// A base with what is lowered and raised before it: `²³⁵U`.
    Prescripts { base: Box<Node>, sub: Option<Box<Node>>, sup: Option<Box<Node>> },
    /// A base with what is centered under and over it: limits, accents, braces.
    Limits { base: Box<Node>, under: Option<Box<Node>>, over: Option<Box<Node>>, accent: bool, accent_under: bool },
    /// Rows of cells: matrices, cases, aligned lines.
    Table { rows: Vec<Vec<Node>>, kind: TableKind, columns: Vec<Align> },
    /// A part with a box or a line around or through it.
    Enclosed { base: Box<Node>, notation: Notation },
    /// A part that takes room and is not shown.
    Phantom(Box<Node>),
    /// A part set in display style (`Some(true)`) or text style, or smaller by levels of script size.
    Styled { base: Box<Node>, display: Option<bool>, level: Option<u8> },
}

/// Letters, digits or words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Leaf {
    /// The characters as written. Double-struck, script and the like are their own Unicode letters (`ℝ`, `𝓛`).
    pub(crate) text: String,
    /// Whether one letter is set upright rather than in italics.
    pub(crate) upright: bool,
    /// Whether it is bold.
    pub(crate) bold: bool,
}

/// An operator and how it is set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Operator {
    pub(crate) text: String,
    /// Whether it grows with what it encloses. None: as the dictionary of MathML Core says.
    pub(crate) stretchy: Option<bool>,
    /// Its least size in ems, as `\big` asks for.
    pub(crate) size: Option<f32>,
    /// Space before and after in ems. None: as the dictionary of MathML Core says.
    pub(crate) before: Option<f32>,
    pub(crate) after: Option<f32>,
    /// Where it is in its row. None: by its position.
    pub(crate) form: Option<Form>,
    /// Whether limits go to its side in text style.
    pub(crate) movable_limits: Option<bool>,
}

/// Where an operator is in its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Prefix,
    Infix,
    Postfix,
}

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TableKind {
    /// A matrix, cases or another array, with space between its columns.
    Array,
    /// Lines of a display that are aligned at their relations, in display style.
    Lines,
}

/// How a column of a table is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Center,
    Right,
}

/// What is drawn around or through a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notation {
    /// A box around it: `\boxed`.
    Box,
    /// A line through it: `\cancel`.
    Strike,
}
