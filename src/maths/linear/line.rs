//! Joins terms, with the spaces and brackets that keep them apart.

use super::term::{Role, Term};

/// Joins adjacent terms, with the spaces that keep them apart.
pub(super) fn join(terms: &[Term]) -> String {
    let mut line = Line::default();
    for (at, term) in terms.iter().enumerate() {
        match term.role {
            Role::Space => line.asked = true,
            Role::Joint => line.joined = true,
            _ => {}
        }
        if !term.text.is_empty() {
            line.push(term, term.role == Role::Fraction && touches(terms, at));
        }
    }
    line.text
}

/// The state of a line while it is written.
#[derive(Default)]
struct Line {
    text: String,
    before: Option<Role>,
    /// Whether the previous operator is binary, not a sign.
    between: bool,
    asked: bool,
    joined: bool,
    /// Whether the previous term ends with a script such as `^II`, written with ordinary characters.
    marked: bool,
    /// Whether the line ends with a superscript or subscript digit.
    small: bool,
}

impl Line {
    fn push(&mut self, term: &Term, in_brackets: bool) {
        if self.gap(term) {
            self.text.push(' ');
        }
        let bar = term.role == Role::Operator && term.text == "|";
        self.between = bar || self.before.is_some_and(ends_operand);
        if in_brackets {
            self.text.push('(');
        }
        self.text.push_str(&term.text);
        if in_brackets {
            self.text.push(')');
        }
        self.before = Some(if term.role == Role::Fraction { Role::Compound } else { term.role });
        self.marked = term.text.contains(['^', '_']) && term.text.ends_with(char::is_alphanumeric);
        self.small = term.text.ends_with(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉".contains(c));
        (self.asked, self.joined) = (false, false);
    }

    /// Returns whether a space goes before a term.
    fn gap(&self, term: &Term) -> bool {
        let opens = term.role == Role::Open || term.role == Role::Compound && term.text.starts_with(['(', '[']);
        // a recurring decimal: `0.3` with a line over the 3
        let recurs = term.role == Role::Number && term.text.ends_with('\u{304}');
        match (self.before, term.role) {
            (None | Some(Role::Open), _) | (_, Role::Close | Role::Comma) => false,
            // a bracketed group with an exponent
            (_, Role::Compound) if term.text.starts_with([')', ']', '}', '⟩', '⌉', '⌋']) => false,
            // a script in ordinary characters would run into the next term: `Fe^II Fe`
            _ if self.joined => self.marked,
            _ if term.text == "°" => false,
            (Some(Role::Tight | Role::Prefix), _) | (_, Role::Tight) => false,
            (Some(_), Role::Operator) if term.text == "|" => true,
            (Some(Role::Operator), _) => self.between,
            (Some(Role::Comma), _) | (Some(_), Role::Operator) => true,
            (Some(Role::Letter | Role::Number | Role::Close | Role::Scripted), _) if self.asked => true,
            (Some(Role::Number), Role::Number) if recurs => false,
            (Some(Role::Compound | Role::Fraction | Role::Large), _) => true,
            (Some(_), _) if opens => false,
            (Some(Role::Letter | Role::Number | Role::Close), Role::Letter | Role::Scripted) => false,
            // a superscript or subscript digit ends its base: `x²y`, `H₂SO₄`
            (Some(Role::Scripted), Role::Letter | Role::Scripted) => !self.small,
            (Some(Role::Scripted), Role::Word) => {
                !(self.small && term.text.starts_with(|c: char| c.is_ascii_uppercase()))
            }
            (Some(_), _) => true,
        }
    }
}

/// Returns whether an operator after a term of this role can be binary rather than a sign.
fn ends_operand(role: Role) -> bool {
    !matches!(role, Role::Operator | Role::Open | Role::Comma | Role::Tight | Role::Large | Role::Prefix)
}

/// Returns whether an operand next to a fraction could be misread as part of it.
fn touches(terms: &[Term], at: usize) -> bool {
    let shown = |term: &&Term| !term.text.is_empty();
    let before = terms[..at].iter().rev().find(shown);
    let after = terms[at + 1..].iter().find(shown);
    let root = terms[at].text.starts_with(['√', '∛', '∜']);
    let ends = |term: &Term| term.is_operand() || matches!(term.role, Role::Tight | Role::Close);
    let starts = |term: &Term| {
        term.is_operand() && term.role != Role::Word
            || matches!(term.role, Role::Open | Role::Tight | Role::Large)
            || matches!(&*term.text, "!" | "%" | "′" | "°")
    };
    !root && before.is_some_and(ends) || after.is_some_and(starts)
}
