//! Page ranges: the `page-range-format` attribute.

use super::style::PageRangeFormat;

/// Formats all ranges in `text`, with `delimiter` between the two numbers.
pub(super) fn format(text: &str, format: Option<PageRangeFormat>, delimiter: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let end = rest.find([',', '&', ';']).unwrap_or(rest.len());
        let piece = &rest[..end];
        let trimmed = piece.trim();
        let start = piece.len() - piece.trim_start().len();
        out.push_str(&piece[..start]);
        out.push_str(&range(trimmed, format, delimiter));
        out.push_str(&piece[start + trimmed.len()..]);
        let Some(mark) = rest[end..].chars().next() else { break };
        out.push(mark);
        rest = &rest[end + mark.len_utf8()..];
    }
    out
}

/// Formats one range. Other text is returned with its hyphens as written.
fn range(text: &str, format: Option<PageRangeFormat>, delimiter: &str) -> String {
    if text.contains("\\-") {
        return text.replace("\\-", "-");
    }
    let dash = |c: char| matches!(c, '-' | '–' | '−' | '‐' | '‑');
    let Some((first, last)) = text.split_once(dash) else { return text.to_string() };
    let (first, last) = (first.trim(), last.trim_start_matches(dash).trim());
    let (Some((first_prefix, first_digits)), Some((last_prefix, last_digits))) = (split(first), split(last)) else {
        // not page numbers but, say, Roman numerals: only the dash changes
        let plain = !first.is_empty() && !last.is_empty() && !last.contains(dash) && is_word(first) && is_word(last);
        return if plain { format!("{first}{delimiter}{last}") } else { text.to_string() };
    };
    let compatible = last_prefix.is_empty() || last_prefix == first_prefix;
    let last = match format {
        Some(format) if compatible => {
            let last_digits = expand(first_digits, last_digits);
            match format {
                PageRangeFormat::Expanded => format!("{first_prefix}{last_digits}"),
                _ if last_digits.len() != first_digits.len() => last_digits,
                PageRangeFormat::Minimal => minimal(first_digits, &last_digits, 1).to_string(),
                PageRangeFormat::MinimalTwo => minimal(first_digits, &last_digits, 2).to_string(),
                PageRangeFormat::Chicago15 => chicago(first_digits, &last_digits, true).to_string(),
                PageRangeFormat::Chicago16 => chicago(first_digits, &last_digits, false).to_string(),
            }
        }
        _ => last.to_string(),
    };
    format!("{first}{delimiter}{last}")
}

fn is_word(text: &str) -> bool {
    text.chars().any(|c| c.is_ascii_digit()) && text.chars().all(|c| c.is_alphanumeric() || c == '.')
        || text.chars().all(|c| "ivxlcdmIVXLCDM".contains(c))
}

/// Splits a page number into its last digits and what precedes them.
fn split(text: &str) -> Option<(&str, &str)> {
    let start = text
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let (prefix, digits) = text.split_at(start);
    let plain = prefix.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '.' | '/'));
    (!digits.is_empty() && plain).then_some((prefix, digits))
}

/// Completes the second number from the first: 321–8 becomes 328.
fn expand(first: &str, last: &str) -> String {
    if last.len() >= first.len() {
        return last.to_string();
    }
    format!("{}{last}", &first[..first.len() - last.len()])
}

/// Returns the digits of `last` that differ from `first`, at least `least` of them.
fn minimal<'a>(first: &str, last: &'a str, least: usize) -> &'a str {
    let same = first.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
    &last[same.min(last.len().saturating_sub(least))..]
}

/// Abbreviates a range by the rules of the Chicago Manual of Style.
fn chicago<'a>(first: &str, last: &'a str, keeps_four: bool) -> &'a str {
    let number: u64 = first.parse().unwrap_or(0);
    if first.len() < 3 || number.is_multiple_of(100) {
        return last;
    }
    if number % 100 < 10 {
        return minimal(first, last, 1);
    }
    let short = minimal(first, last, 2);
    // the 15th edition prints all digits if three of four change
    if keeps_four && first.len() == 4 && short.len() == 3 { last } else { short }
}
