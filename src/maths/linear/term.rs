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

    fn is_operand(&self) -> bool {
        matches!(self.role, Role::Number | Role::Letter | Role::Scripted | Role::Word | Role::Compound | Role::Fraction)
    }
}

/// Returns a fraction: `a/(b + c)`, `weight (kg) / height (m)`.
pub(super) fn fraction(above: &[Term], below: &[Term]) -> Term {
    let part = |terms: &[Term]| match terms {
        [only] if only.role == Role::Word => only.text.clone(),
        terms if is_differential(terms) || is_power(&join(terms)) => join(terms),
        terms => enclosed(terms),
    };
    if let Some(named) = named(&join(above), &join(below)) {
        return Term::new(named, Role::Compound);
    }
    let root = matches!(below, [only] if only.text.starts_with('√') && !only.text.contains(' '));
    let (above, below) = (part(above), if root { join(below) } else { part(below) });
    let bare = |text: &str| text.contains(' ') && !is_one_bracket(text) && !is_power(text);
    let slash = if bare(&above) || bare(&below) { " / " } else { "/" };
    Term::new(format!("{above}{slash}{below}"), Role::Fraction)
}

/// Returns a fraction that has a sign of its own.
pub(super) fn named(above: &str, below: &str) -> Option<&'static str> {
    match (above, below) {
        ("1", "2") => Some("½"),
        ("1", "4") => Some("¼"),
        ("3", "4") => Some("¾"),
        _ => None,
    }
}

/// Whether a text is a power: `(a + b)^2`, `e^(−kt)`.
fn is_power(text: &str) -> bool {
    let mut depth = 0_i32;
    let at = text.char_indices().find_map(|(at, c)| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        (depth == 0 && c == '^').then_some(at)
    });
    let Some((base, power)) = at.map(|at| (&text[..at], &text[at + 1..])) else { return false };
    let simple = |part: &str| part.chars().all(|c| c.is_alphanumeric() || matches!(c, '−' | '.'));
    let whole = |part: &str| simple(part) || part.starts_with('(') && is_one_bracket(part);
    whole(base) && whole(power)
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

/// What is written of a line.
#[derive(Default)]
struct Line {
    text: String,
    before: Option<Role>,
    /// Whether the operator before is between operands, and no sign.
    between: bool,
    asked: bool,
    joined: bool,
    /// Whether the term before has a mark in plain signs.
    marked: bool,
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
        (self.asked, self.joined) = (false, false);
    }

    /// Whether a space is between what is written and a term.
    fn gap(&self, term: &Term) -> bool {
        let opens = term.role == Role::Open || term.role == Role::Compound && term.text.starts_with(['(', '[']);
        // a recurring decimal: `0.3` with a line over the 3
        let recurs = term.role == Role::Number && term.text.ends_with('\u{304}');
        match (self.before, term.role) {
            (None | Some(Role::Open), _) | (_, Role::Close | Role::Comma) => false,
            // a bracket with an exponent
            (_, Role::Compound) if term.text.starts_with([')', ']', '}', '⟩', '⌉', '⌋']) => false,
            // a mark in plain signs would run into what follows: `Fe^II Fe`
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
            (Some(_), _) => true,
        }
    }
}

/// Whether what follows a term can be an operator between operands, and no sign.
fn ends_operand(role: Role) -> bool {
    !matches!(role, Role::Operator | Role::Open | Role::Comma | Role::Tight | Role::Large | Role::Prefix)
}

/// Whether an operand is next to a fraction, so that one could be read into the other.
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
