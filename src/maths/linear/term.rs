//! Terms: parts of a formula, written as text.

/// The role of a term, which decides on the spaces and brackets around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Letter,
    /// A letter with a subscript or superscript.
    Scripted,
    Word,
    /// A power, limit or row: needs a space next to other operands.
    Compound,
    /// A fraction or root: needs brackets next to other operands.
    Fraction,
    Operator,
    /// A prefix such as `∀`.
    Prefix,
    /// A large operator such as a sum or integral, with its limits.
    Large,
    /// An operator without spaces around it: `/`.
    Tight,
    Open,
    Close,
    Comma,
    /// A space that the author asked for.
    Space,
    /// A joint between parts of one substance, without space.
    Joint,
}

/// A part of a formula as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) text: String,
    pub(super) role: Role,
}

impl Term {
    pub(super) fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }

    pub(super) fn compound(text: String) -> Self {
        Self { text, role: Role::Compound }
    }

    /// Returns the term of an operator, bracket or other symbol.
    pub(super) fn sign(text: &str) -> Self {
        if text == "∣" {
            return Self::new("|", Role::Operator);
        }
        let mut chars = text.chars();
        let first = chars.next().unwrap_or(' ');
        let role = match first {
            _ if first.is_alphabetic() => Role::Word,
            '|' | '‖' => Role::Letter,
            _ if chars.next().is_some() => Role::Operator,
            '(' | '[' | '{' | '⟨' | '⌈' | '⌊' | '⟦' => Role::Open,
            ')' | ']' | '}' | '⟩' | '⌉' | '⌋' | '⟧' | '!' | '%' | '‰' | '′' | '″' | '°' | '.' => {
                Role::Close
            }
            ',' | ';' => Role::Comma,
            '/' => Role::Tight,
            '∀' | '∃' | '¬' => Role::Prefix,
            '∑' | '∏' | '∐' | '∫' | '∬' | '∭' | '∮' | '⋃' | '⋂' => Role::Large,
            '∞' | '∂' | '∇' | '∅' | '$' | '€' | '£' => Role::Letter,
            '…' | '⋯' | '⋮' | '⋱' => Role::Word,
            _ => Role::Operator,
        };
        Self::new(text, role)
    }

    pub(super) fn is_operand(&self) -> bool {
        matches!(self.role, Role::Number | Role::Letter | Role::Scripted | Role::Word | Role::Compound | Role::Fraction)
    }
}
