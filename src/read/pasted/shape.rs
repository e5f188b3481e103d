//! The shape of a few words: their length, start and end, and capitalization.

/// How a passage ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// `.`, `…` or a full stop of another script.
    Stop,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// `:`
    Colon,
    /// `,`, `;` or a dash: the sentence continues.
    Open,
    /// A word without punctuation.
    Word,
}

/// The shape of a passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) ending: Ending,
    /// Whether it starts with a lowercase letter.
    pub(super) starts_lower: bool,
    /// Whether it starts with a digit that is not part of a section's number.
    pub(super) starts_digit: bool,
    /// How many parts the section number at its start has: 2 for `2.1 Muscles`, 0 without one.
    pub(super) depth: usize,
    /// Whether all its letters are capitals (at least three, or a Roman numeral).
    pub(super) caps: bool,
    /// Whether most of its longer words are capitalized (at least two).
    pub(super) title_case: bool,
    /// Whether it contains a web or mail address or a long number.
    pub(super) address: bool,
    /// Whether a sentence ends inside it.
    pub(super) sentences: bool,
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let depth = depth(text);
        let text = if depth > 0 { text.split_once(' ').map_or(text, |(_, words)| words) } else { text };
        let first = text.chars().find(|c| c.is_alphanumeric());
        let (upper, lower) = text.chars().fold((0, 0), |(upper, lower), c| {
            (upper + usize::from(c.is_uppercase()), lower + usize::from(c.is_lowercase()))
        });
        Self {
            chars: text.chars().count(),
            words: text.split_whitespace().count(),
            ending: ending(text),
            starts_lower: first.is_some_and(char::is_lowercase),
            starts_digit: first.is_some_and(char::is_numeric),
            depth,
            caps: lower == 0 && (upper >= 3 || (upper > 0 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | '.')))),
            title_case: title_case(text),
            address: text.contains("://") || text.contains("www.") || text.contains('@') || longest_number(text) >= 5,
            sentences: ends_inside(text),
        }
    }

    /// Returns whether this can be a heading, title or lead, judged only by its length and ending.
    pub(super) fn is_headline(&self) -> bool {
        self.words <= 20
            && self.chars <= 140
            && !self.starts_lower
            && matches!(self.ending, Ending::Word | Ending::Question | Ending::Exclamation)
    }

    /// Returns whether this reads as running text: many words, a sentence end inside, or a few words with closing
    /// punctuation.
    pub(super) fn is_prose(&self) -> bool {
        self.words > 20
            || self.sentences
            || (self.words >= 4 && matches!(self.ending, Ending::Stop | Ending::Exclamation))
    }
}

/// Returns how many parts the number of a section has, `2.1 Muscles` or `2.1. Muscles`, or 0 if a text has none.
pub(super) fn depth(text: &str) -> usize {
    let Some((number, words)) = text.split_once(' ') else { return 0 };
    let number = number.strip_suffix('.').unwrap_or(number);
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = number.split('.').count();
    let sound = parts > 1 && number.split('.').all(is_part) && words.starts_with(char::is_uppercase);
    if sound { parts } else { 0 }
}

fn ending(text: &str) -> Ending {
    // a citation after the period belongs to the sentence
    let text = match text.rfind('[') {
        Some(at) if text.ends_with(']') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) => &text[..at],
        _ => text,
    };
    let text = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '*' | '_') || is_raised(c)
    });
    match text.chars().last() {
        Some('.' | '…' | '。' | '।' | '۔' | '．') => Ending::Stop,
        Some('?' | '？' | '؟') => Ending::Question,
        Some('!' | '！') => Ending::Exclamation,
        Some(':' | '：') => Ending::Colon,
        Some(',' | ';' | '-' | '–' | '—' | '，' | '、' | '،') => Ending::Open,
        _ => Ending::Word,
    }
}

/// Returns whether a sentence ends before the end of the text; a citation may directly follow its end.
fn ends_inside(text: &str) -> bool {
    text.match_indices(['.', '!', ';']).any(|(at, mark)| {
        let after = text[at + mark.len()..].trim_start_matches(is_raised);
        let cited = after.strip_prefix('[').and_then(|rest| {
            let (numbers, rest) = rest.split_once(']')?;
            numbers.bytes().all(|byte| byte.is_ascii_digit() || b",- ".contains(&byte)).then_some(rest)
        });
        cited.unwrap_or(after).starts_with(' ')
    })
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn title_case(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let (capital, all) = long.fold((0, 0), |(capital, all), word| {
        let first = word.chars().find(|c| c.is_alphabetic());
        (capital + usize::from(first.is_some_and(char::is_uppercase)), all + 1)
    });
    all >= 2 && capital * 10 >= all * 7
}

/// Returns the most digits in a sequence separated only by spaces, dots, slashes and hyphens, as in a telephone
/// number.
fn longest_number(text: &str) -> usize {
    let (mut longest, mut digits) = (0, 0);
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => digits += 1,
            ' ' | '-' | '.' | '/' | '(' | ')' => {}
            _ => digits = 0,
        }
        longest = longest.max(digits);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_distinguishes_headlines_from_prose() {
        assert!(Shape::of("What is it?").is_headline());
        assert!(Shape::of("LOOKING AFTER YOUR ANKLE").caps);
        assert!(Shape::of("A Short Walk With Friends").title_case);
        assert!(!Shape::of("A short walk with friends").title_case);
        assert!(!Shape::of("It is warm.").is_headline());
        assert!(Shape::of("It is warm and dry here.").is_prose());
        assert!(Shape::of("Call 0123 456 789").address);
        assert_eq!(Shape::of("It calms the nerves.³").ending, Ending::Stop);
        assert!(Shape::of("It is warm.¹ It is dry").sentences && Shape::of("It is warm.[1, 2] So").sentences);
        assert!(!Shape::of("At 3.5 mg").sentences);
        assert_eq!(["2.1 Tea", "2.1.3. Tea", "2.1 mg", "2. Tea", "2020.5 Tea"].map(depth), [2, 3, 0, 0, 0]);
        assert!(!Shape::of("2.1. Tea").sentences && !Shape::of("2.1. Tea").starts_digit);
    }
}
