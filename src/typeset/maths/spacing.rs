//! The space between the parts of a row (The TeXbook, chapter 18).

use super::operators::Class;

const THIN: f32 = 3.0 / 18.0;
const MEDIUM: f32 = 4.0 / 18.0;
const THICK: f32 = 5.0 / 18.0;

/// Returns the space between two neighbors, in ems. Within scripts, only functions have any.
pub(super) fn between(left: Class, right: Class, in_script: bool) -> f32 {
    use Class::{Binary, Close, Invisible, Large, Open, Ordinary, Punctuation, Relation};
    let (space, stays) = match (left, right) {
        (Invisible, _) | (_, Invisible) => (0.0, true),
        (Large, Ordinary | Large) | (Ordinary | Close, Large) => (THIN, true),
        (Punctuation, Relation | Binary) | (Relation, Relation) | (Open, _) | (_, Close | Punctuation) => (0.0, true),
        (Punctuation, _) => (THIN, false),
        (Binary, _) | (_, Binary) => (MEDIUM, false),
        (Relation, _) | (_, Relation) => (THICK, false),
        _ => (0.0, true),
    };
    if in_script && !stays { 0.0 } else { space }
}

/// Reclassifies binary operators that have nothing to join as ordinary, like the minus of −1.
pub(super) fn settle(classes: &mut [Class], continues: bool) {
    let mut before = if continues { Class::Ordinary } else { Class::Open };
    for at in 0..classes.len() {
        let after = classes[at + 1..].iter().copied().find(|&class| class != Class::Invisible).unwrap_or(Class::Close);
        if classes[at] == Class::Binary {
            let begins =
                matches!(before, Class::Binary | Class::Large | Class::Relation | Class::Open | Class::Punctuation);
            if begins || matches!(after, Class::Relation | Class::Close | Class::Punctuation) {
                classes[at] = Class::Ordinary;
            }
        }
        if classes[at] != Class::Invisible {
            before = classes[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Class::{Binary, Large, Open, Ordinary, Punctuation, Relation};

    #[test]
    fn a_sign_has_no_space_and_an_operator_has() {
        let mut minus = [Ordinary, Relation, Binary, Ordinary, Binary, Ordinary];
        settle(&mut minus, false);
        assert_eq!(minus, [Ordinary, Relation, Ordinary, Ordinary, Binary, Ordinary]);
        let mut first = [Binary, Ordinary];
        settle(&mut first, false);
        assert_eq!(first, [Ordinary, Ordinary]);
    }

    #[test]
    fn relations_have_more_space_than_operators_and_none_in_scripts() {
        assert!(between(Ordinary, Relation, false) > between(Ordinary, Binary, false));
        assert_eq!(between(Ordinary, Relation, true), 0.0);
        assert_eq!(between(Large, Ordinary, true), THIN);
        assert_eq!(between(Large, Open, false), 0.0);
        assert_eq!(between(Punctuation, Ordinary, false), THIN);
    }
}
