//! Superscripts and subscripts in linear text: `x²`, `10^9`, `CO₂`, `t_max`.

use super::{
    fraction::{enclosed, named},
    line::join,
    term::{Role, Term},
};

const SUPERSCRIPTS: &[(char, char)] = &[
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('+', '⁺'),
    ('−', '⁻'),
];

const SUBSCRIPTS: &[(char, char)] = &[
    ('0', '₀'),
    ('1', '₁'),
    ('2', '₂'),
    ('3', '₃'),
    ('4', '₄'),
    ('5', '₅'),
    ('6', '₆'),
    ('7', '₇'),
    ('8', '₈'),
    ('9', '₉'),
];

/// Returns a base with its subscript and superscript.
pub(super) fn script(base: &[Term], below: &[Term], above: &[Term]) -> Term {
    let text = match base {
        [one] if is_plain(one) => one.text.clone(),
        base => enclosed(base),
    };
    with_marks(text, base, below, above)
}

/// Returns the text of a base with its subscript and superscript.
pub(super) fn with_marks(mut text: String, base: &[Term], below: &[Term], above: &[Term]) -> Term {
    // small digits are clear after letters; after a number they would be read as part of it
    let small = matches!(base, [one] if matches!(one.role, Role::Letter | Role::Scripted | Role::Word) && !one.text.contains([' ', '^']));
    let bracketed = base.len() > 1 && text.starts_with(['(', '[']);
    if !below.is_empty() {
        match (small || bracketed).then(|| small_signs(below, SUBSCRIPTS)).flatten() {
            Some(below) => text.push_str(&below),
            None => text = format!("{text}_{}", mark(below)),
        }
    }
    if !above.is_empty() {
        let above_text = join(above);
        match &*above_text {
            // primes, degree signs and reference marks stay as written
            "′" | "″" | "‴" | "*" | "†" | "‡" => text.push_str(&above_text),
            "∘" | "°" => text.push('°'),
            "∗" => text.push('*'),
            _ => match (small && !text.contains('_') || bracketed && is_charge(above))
                .then(|| small_signs(above, SUPERSCRIPTS))
                .flatten()
            {
                Some(above) => text.push_str(&above),
                None => {
                    text = format!("{text}^{}", mark(above));
                    return Term { text, role: if base.len() == 1 { powered(&base[0]) } else { Role::Compound } };
                }
            },
        }
    }
    Term { text, role: role(base) }
}

/// Returns the text of a script, in brackets if it has several parts.
fn mark(terms: &[Term]) -> String {
    if let [above, slash, below] = terms
        && slash.text == "/"
        && let Some(fraction) = named(&above.text, &below.text)
    {
        return fraction.to_owned();
    }
    let text = enclosed(terms);
    if text.contains(['^', '_']) && !text.starts_with('(') { format!("({text})") } else { text }
}

/// Returns the role of a base with a plain exponent, which needs a space after it.
fn powered(base: &Term) -> Role {
    match base.role {
        Role::Large => Role::Large,
        Role::Number => Role::Word,
        _ => Role::Compound,
    }
}

/// Returns whether a base needs no brackets.
fn is_plain(base: &Term) -> bool {
    match base.role {
        Role::Compound | Role::Fraction => false,
        Role::Word => !base.text.contains(' '),
        _ => true,
    }
}

fn role(base: &[Term]) -> Role {
    match base {
        [one] if matches!(one.role, Role::Letter | Role::Scripted) => Role::Scripted,
        [one] if one.role == Role::Number => Role::Word,
        [one] if !matches!(one.role, Role::Operator | Role::Fraction | Role::Close) => one.role,
        // a degree sign or a mass number belongs to the next term
        [] => Role::Open,
        _ => Role::Compound,
    }
}

/// Returns a base with scripts before it: `²³⁵U`.
pub(super) fn prescript(base: &[Term], below: &[Term], above: &[Term]) -> Term {
    let small = |terms: &[Term], sign: char, table| match &*join(terms) {
        "" => String::new(),
        _ => small_signs(terms, table).unwrap_or_else(|| format!("{sign}{}", mark(terms))),
    };
    let marks = format!("{}{}", small(above, '^', SUPERSCRIPTS), small(below, '_', SUBSCRIPTS));
    let text = match base {
        [one] if is_plain(one) => one.text.clone(),
        base => enclosed(base),
    };
    let gap = if marks.contains(['^', '_']) { " " } else { "" };
    Term { text: format!("{marks}{gap}{text}"), role: if base.len() == 1 { Role::Word } else { Role::Compound } }
}

/// Returns whether a superscript is an ion's charge: `2−`.
fn is_charge(above: &[Term]) -> bool {
    above.last().is_some_and(|sign| matches!(&*sign.text, "+" | "−"))
}

/// Returns short terms in superscript or subscript characters, if Unicode has all of them.
fn small_signs(terms: &[Term], table: &[(char, char)]) -> Option<String> {
    let text: String = terms.iter().map(|term| &*term.text).collect();
    if text.is_empty() || text.chars().count() > 3 {
        return None;
    }
    text.chars().map(|c| table.iter().find(|(plain, _)| *plain == c).map(|(_, small)| *small)).collect()
}
