//! Numbers: the numeric test, ordinals, Roman numerals.

use super::elements::NumberForm;
use super::locale::Gender;
use super::locales::Locales;

/// Returns whether the value of a variable is numeric: numbers with affixes, joined by commas, hyphens or ampersands.
pub(super) fn is_numeric(text: &str) -> bool {
    let mut any = false;
    for piece in text.split(['-', '–', ',', '&', '—']).map(str::trim) {
        if piece.is_empty() || !is_number(piece) {
            return false;
        }
        any = true;
    }
    any
}

/// Returns whether `piece` is a number with an optional prefix and suffix, such as `D2`, `2b` or `2nd`.
fn is_number(piece: &str) -> bool {
    let letters = |text: &str| text.chars().all(char::is_alphabetic);
    let Some(start) = piece.find(|c: char| c.is_ascii_digit()) else { return false };
    let rest = &piece[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    letters(&piece[..start]) && letters(&rest[end..]) || is_mixed(piece)
}

/// Returns whether `piece` mixes letters and digits without spaces, such as `L2d3`.
fn is_mixed(piece: &str) -> bool {
    piece.chars().all(|c| c.is_ascii_digit() || c.is_alphabetic())
}

/// Returns whether the value of a number variable is plural, and with it the label.
///
/// `and` is the locale's word.
pub(super) fn is_plural(text: &str, and: &str) -> bool {
    let text = text.replace("\\-", "").replace(&format!(" {and} "), ",").replace(" and ", ",");
    let counts = |piece: &str| {
        let piece = piece.trim();
        let roman = piece.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
        !piece.is_empty() && (roman || piece.chars().any(|c| c.is_ascii_digit()))
    };
    text.split([',', '&', '-', '–', ';']).filter(|piece| counts(piece)).count() > 1
}

/// Renders the numbers in `text`, with normalized delimiters between them.
pub(super) fn render(text: &str, form: NumberForm, gender: Gender, locales: &Locales) -> String {
    let mut rendered = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(['-', '–', ',', '&']).unwrap_or(rest.len());
        let piece = rest[..end].trim();
        rendered.push_str(&render_one(piece, form, gender, locales));
        rest = &rest[end..];
        let Some(delimiter) = rest.chars().next() else { break };
        rest = rest[delimiter.len_utf8()..].trim_start();
        rendered.push_str(match delimiter {
            ',' => ", ",
            '&' => " & ",
            _ => "–",
        });
    }
    rendered
}

fn render_one(piece: &str, form: NumberForm, gender: Gender, locales: &Locales) -> String {
    let digits = piece.trim_end_matches(|c: char| c.is_alphabetic());
    let Ok(number) = piece.parse::<u64>().or_else(|error| match form {
        // `2nd` is already an ordinal
        NumberForm::Ordinal | NumberForm::LongOrdinal if is_ordinal_suffix(&piece[digits.len()..]) => digits.parse(),
        _ => Err(error),
    }) else {
        return piece.to_string();
    };
    match form {
        NumberForm::Numeric => piece.to_string(),
        NumberForm::Ordinal => format!("{number}{}", locales.ordinal_suffix(number, gender)),
        NumberForm::LongOrdinal => match locales.long_ordinal(number, gender) {
            Some(word) => word.to_string(),
            None => format!("{number}{}", locales.ordinal_suffix(number, gender)),
        },
        NumberForm::Roman => roman(number).unwrap_or_else(|| piece.to_string()),
    }
}

fn is_ordinal_suffix(suffix: &str) -> bool {
    matches!(suffix, "st" | "nd" | "rd" | "th")
}

/// Returns the lowercase Roman numeral of a number below 4000.
fn roman(mut number: u64) -> Option<String> {
    const VALUES: [(u64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number >= 4000 {
        return None;
    }
    let mut numeral = String::new();
    for (value, letters) in VALUES {
        while number >= value {
            number -= value;
            numeral.push_str(letters);
        }
    }
    Some(numeral)
}
