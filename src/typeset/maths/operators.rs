//! Operators: data from MathML Core's dictionary and TeX.

use crate::maths::{Form, Operator};

/// The spacing class of an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Not an operator, or one that is set like a letter.
    Ordinary,
    /// A sum, an integral, or a function name.
    Large,
    Binary,
    Relation,
    Open,
    Close,
    Punctuation,
    /// Not shown, and without effect on its neighbors.
    Invisible,
}

/// Returns the class of an operator, by its characters alone.
pub(super) fn class(text: &str) -> Class {
    let mut characters = text.chars().filter(|&c| !is_invisible(c));
    let Some(first) = characters.next() else { return Class::Invisible };
    if characters.next().is_some_and(|next| !is_negation(next)) {
        return if text.chars().all(char::is_alphabetic) { Class::Large } else { Class::Relation };
    }
    match first {
        '(' | '[' | '{' | '⟨' | '⌈' | '⌊' | '⟦' | '⟮' | '⎰' | '⟪' => Class::Open,
        ')' | ']' | '}' | '⟩' | '⌉' | '⌋' | '⟧' | '⟯' | '⎱' | '⟫' => Class::Close,
        ',' | ';' => Class::Punctuation,
        '+'
        | '-'
        | '−'
        | '±'
        | '∓'
        | '×'
        | '·'
        | '÷'
        | '*'
        | '∗'
        | '∘'
        | '∙'
        | '⋅'
        | '⋆'
        | '†'
        | '‡'
        | '⊕'..='⊝'
        | '∧'
        | '∨'
        | '∩'
        | '∪'
        | '∖'
        | '⊎'
        | '⊓'
        | '⊔'
        | '∔'
        | '≀'
        | '⋄'
        | '⨯'
        | '⨿'
        | '•'
        | '◦'
        | '∸'
        | '⊻'
        | '⊼' => Class::Binary,
        c if is_large(c) => Class::Large,
        '='
        | '<'
        | '>'
        | ':'
        | '∈'..='∍'
        | '∝'
        | '∣'..='∦'
        | '∷'
        | '≁'..='⊍'
        | '⊏'..='⊒'
        | '⊢'..='⊯'
        | '⊰'..='⊸'
        | '⋈'..='⋍'
        | '⋐'
        | '⋑'
        | '⋔'..='⋭'
        | '⟂'
        | '⩽'
        | '⩾'
        | '⪅'..='⪌'
        | '⪕'..='⪚'
        | '⪯'
        | '⪰'
        | '⫅'
        | '⫆'
        | '∼'
        | '∴'
        | '∵' => Class::Relation,
        c if is_arrow(c) => Class::Relation,
        _ => Class::Ordinary,
    }
}

fn is_negation(character: char) -> bool {
    matches!(character, '\u{338}' | '\u{20d2}')
}

/// Returns whether a character has no glyph: function application, invisible times, separator and plus.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{2061}'..='\u{2064}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

pub(super) fn is_arrow(character: char) -> bool {
    matches!(character, '←'..='⇿' | '⟵'..='⟿')
}

/// Returns whether an operator is set larger in displays.
pub(super) fn is_large(character: char) -> bool {
    matches!(character, '∏'..='∑' | '∫'..='∳' | '⋀'..='⋃' | '⨀'..='⨌')
}

/// Returns whether an operator is an integral, whose limits are set next to it.
pub(super) fn is_integral(character: char) -> bool {
    matches!(character, '∫'..='∳' | '⨋' | '⨌')
}

/// Returns whether an operator stretches with what it encloses.
pub(super) fn stretches(operator: &Operator, form: Form) -> bool {
    operator.stretchy.unwrap_or_else(|| match class(&operator.text) {
        Class::Open | Class::Close => true,
        _ => form != Form::Infix && matches!(operator.text.as_str(), "|" | "‖" | "∥" | "∣"),
    })
}

/// Returns whether an operator can stretch vertically.
pub(super) fn is_vertical(text: &str) -> bool {
    matches!(class(text), Class::Open | Class::Close)
        || matches!(text, "|" | "‖" | "∥" | "∣" | "/" | "∕" | "\\" | "↑" | "↓" | "↕" | "⇑" | "⇓" | "⇕" | "⏐")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_have_the_classes_of_tex() {
        for (text, wanted) in [
            ("=", Class::Relation),
            ("≤", Class::Relation),
            ("≠", Class::Relation),
            ("≈", Class::Relation),
            ("→", Class::Relation),
            (":=", Class::Relation),
            ("∈", Class::Relation),
            ("+", Class::Binary),
            ("−", Class::Binary),
            ("×", Class::Binary),
            ("∑", Class::Large),
            ("∫", Class::Large),
            ("lim", Class::Large),
            ("(", Class::Open),
            ("⌋", Class::Close),
            (",", Class::Punctuation),
            ("/", Class::Ordinary),
            ("!", Class::Ordinary),
            ("∞", Class::Ordinary),
            ("\u{2061}", Class::Invisible),
        ] {
            assert_eq!(class(text), wanted, "{text}");
        }
    }
}
