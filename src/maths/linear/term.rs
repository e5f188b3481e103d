//! Terms: parts of a formula written out, with the spaces and brackets that keep them apart.

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
            ')' | ']' | '}' | '⟩' | '⌉' | '⌋' | '⟧' | '!' | '%' | '‰' | '′' | '″' | '°' => Role::Close,
            ',' | ';' => Role::Comma,
            '/' => Role::Tight,
            '∞' | '∂' | '∇' | '∅' | '$' | '€' | '£' => Role::Letter,
            '…' | '⋯' | '⋮' | '⋱' => Role::Word,
            _ => Role::Operator,
        };
        Self::new(text, role)
    }

    fn is_operand(&self) -> bool {
        matches!(self.role, Role::Number | Role::Letter | Role::Scripted | Role::Word | Role::Compound | Role::Fraction)
    }
}

/// Returns a fraction: `a/(b + c)`, `weight (kg) / height (m)`.
pub(super) fn fraction(above: &[Term], below: &[Term]) -> Term {
    let part = |terms: &[Term]| match terms {
        [only] if only.role == Role::Word => only.text.clone(),
        terms if is_differential(terms) => join(terms),
        terms => enclosed(terms),
    };
    let (above, below) = match (&*join(above), &*join(below)) {
        ("1", "2") => return Term::new("½", Role::Compound),
        ("1", "4") => return Term::new("¼", Role::Compound),
        ("3", "4") => return Term::new("¾", Role::Compound),
        _ => (part(above), part(below)),
    };
    let bare =
        |text: &str| text.contains(' ') && !text.starts_with('(') || text.starts_with('(') && !is_one_bracket(text);
    let slash = if bare(&above) || bare(&below) { " / " } else { "/" };
    Term::new(format!("{above}{slash}{below}"), Role::Fraction)
}

/// Whether a text is one pair of brackets with what is in it.
pub(super) fn is_one_bracket(text: &str) -> bool {
    let mut depth = 0_i32;
    let closes = text.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(at + c.len_utf8())
    });
    closes == Some(text.len())
}

/// `dx`, `∂f`: read as one.
fn is_differential(terms: &[Term]) -> bool {
    matches!(terms, [d, of] if matches!(&*d.text, "d" | "∂") && of.role == Role::Letter)
}

/// Returns a root of this degree: `√9`, `∛8`.
pub(super) fn root(degree: &str, terms: &[Term]) -> Term {
    let text = match degree {
        "" | "2" => format!("√{}", enclosed(terms)),
        "3" => format!("∛{}", enclosed(terms)),
        "4" => format!("∜{}", enclosed(terms)),
        _ => format!("{}^(1/{degree})", enclosed(terms)),
    };
    // `√(x + 1) y` cannot be misread, but `√x y` can
    Term::new(text, if enclosed(terms).ends_with(')') { Role::Compound } else { Role::Fraction })
}

/// Returns terms in brackets, unless they are one number, letter or word, or a number with its sign.
pub(super) fn enclosed(terms: &[Term]) -> String {
    let text = join(terms);
    let plain = |term: &Term| {
        matches!(term.role, Role::Number | Role::Letter | Role::Scripted | Role::Word) && !term.text.contains(' ')
            || matches!(&*term.text, "½" | "¼" | "¾")
    };
    match terms {
        [] => text,
        [one] if plain(one) || one.role == Role::Operator || one.role == Role::Close => text,
        [sign, one] if sign.role == Role::Operator && one.role == Role::Number => text,
        [one, mark] if plain(one) && mark.role == Role::Close && mark.text != "!" => text,
        _ if text.starts_with(['(', '[']) && is_one_bracket(&text) => text,
        _ => format!("({text})"),
    }
}

/// Returns terms next to each other, with the spaces that keep them apart.
pub(super) fn join(terms: &[Term]) -> String {
    let mut text = String::new();
    let mut before: Option<Role> = None;
    // whether the operator before is between operands, and no sign
    let mut between = false;
    let (mut asked, mut joined) = (false, false);
    for (at, term) in terms.iter().enumerate() {
        match term.role {
            Role::Space => asked = true,
            Role::Joint => joined = true,
            _ => {}
        }
        if term.text.is_empty() {
            continue;
        }
        let gap = match (before, term.role) {
            (None | Some(Role::Open), _) | (_, Role::Close | Role::Comma) => false,
            (Some(Role::Tight), _) | (_, Role::Tight) => false,
            // a mark in plain signs would run into what follows: `Fe^II Fe`
            _ if joined => text.contains(['^', '_']) && before != Some(Role::Open),
            _ if term.text == "°" => false,
            (Some(Role::Operator), _) => between,
            (Some(Role::Comma), _) | (Some(_), Role::Operator) => true,
            (Some(Role::Letter | Role::Number | Role::Close | Role::Scripted), _) if asked => true,
            (Some(_), Role::Open) => false,
            (Some(Role::Letter | Role::Number | Role::Close), Role::Letter | Role::Scripted) => false,
            (Some(_), _) => true,
        };
        if gap {
            text.push(' ');
        }
        between = !matches!(before, None | Some(Role::Operator | Role::Open | Role::Comma | Role::Tight));
        if term.role == Role::Fraction && touches(terms, at) {
            text.push('(');
            text.push_str(&term.text);
            text.push(')');
        } else {
            text.push_str(&term.text);
        }
        before = Some(if term.role == Role::Fraction { Role::Compound } else { term.role });
        (asked, joined) = (false, false);
    }
    text
}

/// Whether an operand is next to a fraction, so that one could be read into the other.
fn touches(terms: &[Term], at: usize) -> bool {
    let before = terms[..at].last();
    let after = terms[at + 1..].first();
    let multiplies = |term: &Term| term.is_operand() && term.role != Role::Word;
    let root = terms[at].text.starts_with(['√', '∛', '∜']);
    !root && before.is_some_and(|term| multiplies(term) || matches!(term.role, Role::Tight | Role::Close))
        || after.is_some_and(|term| {
            multiplies(term)
                || matches!(term.role, Role::Open | Role::Tight)
                || matches!(&*term.text, "!" | "%" | "′" | "°")
        })
}
