//! Fractions, roots and the brackets around them in linear text.

use super::{
    line::join,
    term::{Role, Term},
};

/// Returns a fraction as text: `a/(b + c)`, `weight (kg) / height (m)`.
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

/// Returns the character for a common fraction: `½`.
pub(super) fn named(above: &str, below: &str) -> Option<&'static str> {
    match (above, below) {
        ("1", "2") => Some("½"),
        ("1", "4") => Some("¼"),
        ("3", "4") => Some("¾"),
        _ => None,
    }
}

/// Returns whether a text is a power: `(a + b)^2`, `e^(−kt)`.
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

/// Returns whether one pair of brackets encloses the whole text.
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

/// Returns whether terms form a differential, read as one: `dx`, `∂f`.
fn is_differential(terms: &[Term]) -> bool {
    let sign = |d: &Term| matches!(d.text.trim_end_matches(['²', '³']), "d" | "∂");
    matches!(terms, [d, of] if sign(d) && matches!(of.role, Role::Letter | Role::Scripted))
}

/// Returns a root of the given degree: `√9`, `∛8`.
pub(super) fn root(degree: &str, terms: &[Term]) -> Term {
    let text = match degree {
        "" | "2" => format!("√{}", enclosed(terms)),
        "3" => format!("∛{}", enclosed(terms)),
        "4" => format!("∜{}", enclosed(terms)),
        _ => format!("{}^(1/{degree})", enclosed(terms)),
    };
    // `√(x + 1) y` is unambiguous, but `√x y` is not
    Term::new(text, if enclosed(terms).ends_with(')') { Role::Compound } else { Role::Fraction })
}

/// Returns terms in brackets, unless they are a single number, letter or word, or a signed number.
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
