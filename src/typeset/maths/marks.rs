//! Accents, lines and braces over and under a base.

use super::operators;

/// Returns the combining character of an accent.
pub(super) fn combining(character: char) -> Option<char> {
    Some(match character {
        '^' | 'ˆ' | '\u{302}' => '\u{302}',
        '~' | '˜' | '∼' | '\u{303}' => '\u{303}',
        '¯' | 'ˉ' | '\u{304}' => '\u{304}',
        '˘' | '\u{306}' => '\u{306}',
        '˙' | '.' | '\u{307}' => '\u{307}',
        '¨' | '\u{308}' => '\u{308}',
        '˚' | '\u{30a}' => '\u{30a}',
        'ˇ' | '\u{30c}' => '\u{30c}',
        '`' | '\u{300}' => '\u{300}',
        '´' | '\u{301}' => '\u{301}',
        '⃗' => '\u{20d7}',
        '⃛' => '\u{20db}',
        _ => return None,
    })
}

/// Returns whether a character over or under a base is stretched to its length.
pub(super) fn is_long(character: char) -> bool {
    is_line(character) || matches!(character, '⏜'..='⏡' | '⎴' | '⎵') || operators::is_arrow(character)
}

/// Returns whether a character is a line over or under its base.
pub(super) fn is_line(character: char) -> bool {
    matches!(character, '‾' | '_' | '\u{305}' | '\u{332}' | '―' | '─')
}
