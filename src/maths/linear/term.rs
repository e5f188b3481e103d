//! Terms: parts of a formula, written out.

/// What a part of a formula is, to decide on the spaces and brackets around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Letter,
    /// A letter with what is below or above it.
    Scripted,
    Word,
    /// A power, a limit or a row, which needs space next to other operands.
    Compound,
    /// A fraction or a root, which needs brackets next to other operands.
    Fraction,
    Operator,
    /// A sign before an operand: `∀`.
    Prefix,
    /// A sum or an integral, with its limits.
    Large,
    /// A sign without space around it: `/`.
    Tight,
    Open,
    Close,
    Comma,
    /// Space that an author asked for.
    Space,
    /// Between parts of one substance: no space.
    Joint,
}

/// A part of a formula, written out.
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

    /// Returns an operator, a bracket or another sign by its characters.
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
