//! List markers: `•`, `-`, `1.`, `2)`, `(a)`, `iv.`, `[3]`, and task boxes.

/// The kind of a list marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// A bullet, by its character.
    Bullet(char),
    /// A decimal number.
    Number(u32),
    /// A letter or lowercase Roman numeral; only the adjacent items tell which.
    Letter {
        /// Its position in the alphabet, from 1.
        alpha: Option<u32>,
        /// Its value as a Roman numeral.
        roman: Option<u32>,
        /// Whether it is uppercase.
        upper: bool,
    },
}

/// The delimiter after a number or letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    /// `1.`
    Dot,
    /// `1)`
    Paren,
    /// `(1)`
    Parens,
    /// `[1]`
    Bracket,
    /// A superscript `¹`, without a delimiter.
    Raised,
    /// None: a bullet, or a number in its own column or line.
    None,
}

/// A list marker at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) mark: Mark,
    pub(super) close: Close,
    /// The bytes from the start of the line to the item's text.
    pub(super) length: usize,
    /// For a task, whether it is done.
    pub(super) task: Option<bool>,
}

impl Marker {
    /// Returns the number of a decimal marker.
    pub(super) fn number(&self) -> Option<u32> {
        match self.mark {
            Mark::Number(value) => Some(value),
            Mark::Bullet(_) | Mark::Letter { .. } => None,
        }
    }

    /// Returns whether a single such item is enough for a list: a bullet that has no other use.
    pub(super) fn is_plain_bullet(&self) -> bool {
        matches!(self.mark, Mark::Bullet(c) if !matches!(c, '-' | '–' | '*' | '+')) || self.task.is_some()
    }
}

/// Returns the list marker that opens a line, if there is one.
pub(super) fn marker(line: &str) -> Option<Marker> {
    bullet(line).or_else(|| numbered(line)).or_else(|| raised(line))
}

fn bullet(line: &str) -> Option<Marker> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let task = match first {
        '☐' | '□' | '❏' => Some(false),
        '☑' | '☒' => Some(true),
        _ => None,
    };
    let sound = match first {
        '•' | '●' | '○' | '◦' | '▪' | '▫' | '■' | '‣' | '⁃' | '∙' | '➢' | '➤' | '►' | '▶' | '✓' | '✔' | '\u{f0b7}' => {
            true
        }
        '·' | '-' | '–' | '*' | '+' | '→' | '»' => spaced,
        'o' => rest.starts_with('\t'),
        _ => task.is_some(),
    };
    // a line of only dashes or asterisks is a rule, and a lone dash is punctuation
    let words = rest.trim_start();
    if !sound || (words.is_empty() && matches!(first, '-' | '–' | '*' | '+' | '»' | '→')) {
        return None;
    }
    let (task, words) = match (task, words.get(..3)) {
        (None, Some("[ ]")) => (Some(false), words[3..].trim_start()),
        (None, Some("[x]" | "[X]")) => (Some(true), words[3..].trim_start()),
        _ => (task, words),
    };
    Some(Marker { mark: Mark::Bullet(first), close: Close::None, length: line.len() - words.len(), task })
}

fn numbered(line: &str) -> Option<Marker> {
    let opening = line.chars().next().filter(|c| matches!(c, '(' | '['));
    let rest = &line[opening.map_or(0, char::len_utf8)..];
    let label = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
    let mark = number(label).or_else(|| letter(label))?;
    let rest = &rest[label.len()..];
    let (close, rest) = match (opening, rest.chars().next()?) {
        (Some('('), ')') => (Close::Parens, &rest[1..]),
        (Some('['), ']') if matches!(mark, Mark::Number(_)) => (Close::Bracket, &rest[1..]),
        (None, '.') => (Close::Dot, rest[1..].strip_prefix(')').unwrap_or(&rest[1..])),
        (None, ')') => (Close::Paren, &rest[1..]),
        _ => return None,
    };
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    spaced.then(|| Marker { mark, close, length: line.len() - rest.trim_start().len(), task: None })
}

/// Returns a superscript number before a capitalized word: `¹ Ruiz A. Tea.`
fn raised(line: &str) -> Option<Marker> {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let value = |c: char| DIGITS.iter().zip(0u32..).find(|(digit, _)| **digit == c).map(|(_, value)| value);
    let digits: Vec<u32> = line.chars().map_while(value).take(4).collect();
    let words = line.trim_start_matches(DIGITS).trim_start();
    let sound = (1..=3).contains(&digits.len()) && words.starts_with(|c: char| c.is_uppercase());
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    sound.then(|| Marker {
        mark: Mark::Number(number),
        close: Close::Raised,
        length: line.len() - words.len(),
        task: None,
    })
}

/// Parses up to three digits: a year at the start of a line is not a list number.
fn number(label: &str) -> Option<Mark> {
    let sound = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| label.parse().ok().map(Mark::Number)).flatten()
}

fn letter(label: &str) -> Option<Mark> {
    let upper = label.bytes().all(|b| b.is_ascii_uppercase());
    if label.is_empty() || !(upper || label.bytes().all(|b| b.is_ascii_lowercase())) {
        return None;
    }
    let alpha = match label.as_bytes() {
        [one] => Some(u32::from(one.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    };
    let roman = roman(label);
    (alpha.is_some() || roman.is_some()).then_some(Mark::Letter { alpha, roman, upper })
}

/// Returns the value of a Roman numeral up to 39.
fn roman(label: &str) -> Option<u32> {
    if label.len() > 6 {
        return None;
    }
    let label = label.to_ascii_lowercase();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = label.len() - label.trim_start_matches('x').len();
    let tens = if label.ends_with("ix") { tens.min(label.len() - 2) } else { tens };
    let one = ones.iter().position(|&one| one == &label[tens..])?;
    let value = u32::try_from(tens * 10 + one).ok()?;
    (1..40).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(line: &str) -> Option<(Mark, &str)> {
        marker(line).map(|m| (m.mark, &line[m.length..]))
    }

    #[test]
    fn bullets_numbers_and_letters_open_items() {
        assert_eq!(seen("•tea"), Some((Mark::Bullet('•'), "tea")));
        assert_eq!(seen("–  tea"), Some((Mark::Bullet('–'), "tea")));
        assert_eq!(seen("12) tea"), Some((Mark::Number(12), "tea")));
        assert_eq!(seen("[3] tea"), Some((Mark::Number(3), "tea")));
        assert_eq!(seen("¹² Tea"), Some((Mark::Number(12), "Tea")));
        let iv = Mark::Letter { alpha: None, roman: Some(4), upper: false };
        assert_eq!(seen("(iv) tea"), Some((iv, "tea")));
        let c = Mark::Letter { alpha: Some(3), roman: None, upper: false };
        assert_eq!(seen("c. tea"), Some((c, "tea")));
        assert_eq!(marker("- [x] done").map(|m| m.task), Some(Some(true)));
    }

    #[test]
    fn words_years_and_rules_are_not_markers() {
        for line in ["1990. It was", "3.5 litres", "-5 degrees", "- ", "did) so", "*strong*", "1 of 3", "e.g. tea"] {
            assert_eq!(marker(line), None, "{line}");
        }
    }
}
