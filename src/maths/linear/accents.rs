//! Accents, underscripts and overscripts in linear text: `x̄`, `vec(AB)`, `→[heat]`.

use super::{
    fraction::enclosed,
    line::join,
    scripts::{script, with_marks},
    term::{Role, Term},
};

/// Returns a base with its underscript and overscript. An accent on a single letter becomes a combining character.
pub(super) fn limits(base: &[Term], under: &[Term], over: &[Term]) -> Term {
    match (under, over) {
        ([], [mark]) if let Some(accented) = accent(base, &mark.text) => accented,
        ([mark], []) if let Some(accented) = accent_under(base, &mark.text) => accented,
        _ => match base {
            [sign] if sign.role == Role::Operator => labelled(sign, under, over),
            // the label of a brace follows what it encloses
            [braced] if braced.text.ends_with(['⏞', '⏟']) => {
                let text = braced.text.trim_end_matches(['⏞', '⏟']);
                Term::compound(format!("{text} [{}]", join(if under.is_empty() { over } else { under })))
            }
            // a function name: `lim sup`
            [name] if name.role == Role::Word => {
                Term { role: Role::Large, ..with_marks(name.text.clone(), base, under, over) }
            }
            _ => script(base, under, over),
        },
    }
}

/// Returns an arrow or relation with its labels over and under it.
fn labelled(sign: &Term, under: &[Term], over: &[Term]) -> Term {
    let mut text = sign.text.clone();
    for label in [over, under] {
        if !label.is_empty() {
            text = format!("{text}[{}]", join(label));
        }
    }
    Term::new(text, Role::Operator)
}

/// Returns the combining character of an accent, and its name for longer bases.
fn mark(over: &str) -> Option<(char, &'static str)> {
    Some(match over {
        "¯" | "‾" | "ˉ" | "―" | "\u{304}" | "\u{305}" | "_" => ('\u{304}', "bar"),
        "^" | "ˆ" | "\u{302}" => ('\u{302}', "hat"),
        "~" | "˜" | "\u{303}" => ('\u{303}', "tilde"),
        "→" | "⃗" => ('\u{20d7}', "vec"),
        "˙" | "\u{307}" => ('\u{307}', "dot"),
        "¨" | "\u{308}" => ('\u{308}', "ddot"),
        "⃛" => ('\u{20db}', "dddot"),
        "´" | "\u{301}" => ('\u{301}', "acute"),
        "`" | "\u{300}" => ('\u{300}', "grave"),
        "ˇ" | "\u{30c}" => ('\u{30c}', "check"),
        "˘" | "\u{306}" => ('\u{306}', "breve"),
        "˚" | "\u{30a}" => ('\u{30a}', "ring"),
        _ => return None,
    })
}

fn accent(base: &[Term], over: &str) -> Option<Term> {
    if matches!(over, "⏞" | "⎴") {
        return Some(Term::compound(format!("{}⏞", enclosed(base))));
    }
    let (combining, name) = mark(over)?;
    Some(match base {
        [one] if one.text.chars().count() == 1 && one.role != Role::Operator => {
            Term::new(format!("{}{combining}", one.text), one.role)
        }
        [sign] if sign.role == Role::Operator => return None,
        base => Term::new(format!("{name}({})", join(base)), Role::Word),
    })
}

fn accent_under(base: &[Term], under: &str) -> Option<Term> {
    match under {
        "⏟" | "⎵" => Some(Term::compound(format!("{}⏟", enclosed(base)))),
        // an underline is only emphasis
        "_" | "\u{332}" | "‾" => Some(if let [one] = base { one.clone() } else { Term::compound(join(base)) }),
        _ => None,
    }
}
