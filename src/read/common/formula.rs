//! Formulas in words on one line that cannot be misread: `1/2`, `10^9`, `√9`, `C_0`. Readers of a notation make
//! [`Term`]s of its parts; spaces and brackets are decided here.

/// What a part of a formula is, to decide on the spaces and brackets around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Role {
    Number,
    Letter,
    /// A letter with what is below or above it.
    Scripted,
    Word,
    /// A fraction, root, power or row, which needs space next to other operands.
    Compound,
    Operator,
    Open,
    Close,
    Comma,
}

/// A part of a formula, written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Term {
    pub(in crate::read) text: String,
    pub(in crate::read) role: Role,
}

impl Term {
    pub(in crate::read) fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }

    pub(in crate::read) fn compound(text: String) -> Self {
        Self { text, role: Role::Compound }
    }

    /// Returns an operator, a bracket or another sign by its character.
    pub(in crate::read) fn sign(sign: char) -> Self {
        let role = match sign {
            '(' | '[' | '{' | '⟨' | '⌈' | '⌊' => Role::Open,
            ')' | ']' | '}' | '⟩' | '⌉' | '⌋' | '!' | '%' | '′' | '°' => Role::Close,
            '|' | '‖' => Role::Letter,
            ',' | ';' => Role::Comma,
            _ => Role::Operator,
        };
        Self::new(sign, role)
    }
}

/// Returns a fraction: `a/(b + c)`.
pub(in crate::read) fn fraction(above: &[Term], below: &[Term]) -> Term {
    Term::compound(format!("{}/{}", enclosed(above), enclosed(below)))
}

/// Returns a root of this degree: `√9`, `∛8`.
pub(in crate::read) fn root(degree: &str, terms: &[Term]) -> Term {
    Term::compound(match degree {
        "" | "2" => format!("√{}", enclosed(terms)),
        "3" => format!("∛{}", enclosed(terms)),
        "4" => format!("∜{}", enclosed(terms)),
        _ => format!("({})^(1/{degree})", join(terms)),
    })
}

/// Returns a base with what is below and above it.
pub(in crate::read) fn script(base: &[Term], below: &[Term], above: &[Term]) -> Term {
    // Sums and limits keep their base as it is; a sum of terms that is raised needs brackets.
    let mut text = if base.len() == 1 { base[0].text.clone() } else { enclosed(base) };
    if base.len() == 1 && base[0].role == Role::Compound {
        text = format!("({text})");
    }
    if !below.is_empty() {
        text = format!("{text}_{}", enclosed(below));
    }
    if !above.is_empty() {
        match join(above).as_str() {
            // Primes, degrees and marks stay as they are.
            mark @ ("′" | "″" | "‴" | "*" | "†") => text.push_str(mark),
            "∘" | "°" => text.push('°'),
            "¯" | "‾" | "ˉ" | "―" => text.push('\u{304}'),
            "^" | "ˆ" => text.push('\u{302}'),
            "~" | "˜" => text.push('\u{303}'),
            "→" | "⃗" => text.push('\u{20d7}'),
            _ => text = format!("{text}^{}", enclosed(above)),
        }
    }
    let role = match base {
        [one] if one.role == Role::Letter => Role::Scripted,
        [one] if one.role == Role::Number => Role::Word,
        [one] if one.role != Role::Operator => one.role,
        // A degree sign, or the number of an isotope, belongs to what follows.
        [] => Role::Open,
        _ => Role::Compound,
    };
    Term { text, role }
}

/// Returns terms in brackets, unless they are one number, letter or word, or a number with its sign.
pub(in crate::read) fn enclosed(terms: &[Term]) -> String {
    let text = join(terms);
    let plain = |term: &Term| {
        matches!(term.role, Role::Number | Role::Letter | Role::Scripted | Role::Word) && !term.text.contains(' ')
    };
    let fenced = |terms: &[Term]| {
        matches!(terms.first(), Some(Term { role: Role::Open, .. }))
            && terms.iter().position(|term| term.role == Role::Close) == Some(terms.len() - 1)
    };
    match terms {
        [one] if plain(one) || one.role == Role::Operator => text,
        [sign, one] if sign.role == Role::Operator && one.role == Role::Number => text,
        [] => text,
        _ if fenced(terms) => text,
        _ => format!("({text})"),
    }
}

/// Returns terms next to each other, with the spaces that keep them apart.
pub(in crate::read) fn join(terms: &[Term]) -> String {
    let mut text = String::new();
    let mut before: Option<Role> = None;
    // Whether the operator before is between operands, and no sign.
    let mut between = false;
    for term in terms {
        let gap = match (before, term.role) {
            (None, _) | (_, Role::Close | Role::Comma) | (Some(Role::Open), _) => false,
            (Some(Role::Operator), _) => between,
            (Some(Role::Comma), _) | (Some(_), Role::Operator) => true,
            (Some(_), Role::Open) => false,
            (Some(Role::Letter | Role::Number | Role::Close), Role::Letter | Role::Scripted) => false,
            (Some(_), _) => true,
        };
        if gap {
            text.push(' ');
        }
        between = !matches!(before, None | Some(Role::Operator | Role::Open | Role::Comma));
        text.push_str(&term.text);
        before = Some(term.role);
    }
    text
}
