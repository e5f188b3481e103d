//! Initials: the `initialize` and `initialize-with` attributes.

/// A given name or initial, with its separator.
struct Part {
    text: String,
    /// Whether it is written as an abbreviation: `J.`, `Ph.` or a lone capital letter.
    abbreviated: bool,
    /// Whether a hyphen follows.
    hyphen: bool,
}

/// Reduces given names to initials, each followed by `mark`. Abbreviations such as `Ph.` are kept whole.
pub(super) fn initialize(given: &str, mark: &str, keep_hyphens: bool) -> String {
    if !is_alphabetic_script(given) {
        return given.to_string();
    }
    let parts = split(given, keep_hyphens);
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        let capital = part.text.chars().next().is_some_and(char::is_uppercase);
        if !capital && part.text.chars().any(char::is_lowercase) {
            // a particle within the given names
            pad(&mut out);
            out.push_str(&part.text);
            out.push(' ');
            continue;
        }
        if out.ends_with(|c: char| c.is_lowercase()) && !mark.is_empty() && index > 0 && !parts[index - 1].hyphen {
            pad(&mut out);
        }
        match part.text.chars().next() {
            Some(_) if part.abbreviated => out.push_str(&part.text),
            Some(first) => {
                out.push(first);
                out.push_str(&digraph(&part.text));
            }
            None => {}
        }
        out.push_str(mark);
        if part.hyphen {
            out.truncate(out.trim_end().len());
            out.push('-');
        }
    }
    tidy(&out)
}

/// Keeps given names whole, but normalizes the initials among them to end with `mark`.
pub(super) fn normalize(given: &str, mark: &str, keep_hyphens: bool) -> String {
    if !is_alphabetic_script(given) {
        return given.to_string();
    }
    let parts = split(given, keep_hyphens);
    let mut out = String::new();
    for (index, part) in parts.iter().enumerate() {
        out.push_str(&part.text);
        if part.abbreviated {
            out.push_str(mark);
        }
        if part.hyphen {
            out.truncate(out.trim_end().len());
            out.push('-');
        } else if !(part.abbreviated && parts.get(index + 1).is_some_and(|next| next.abbreviated)) {
            out.push(' ');
        }
    }
    tidy(&out)
}

/// Returns the remaining letters of a multi-letter initial in lowercase: `TSerendorj` becomes `Ts`.
fn digraph(text: &str) -> String {
    let capitals: String = text.chars().skip(1).take_while(|c| c.is_uppercase()).collect();
    if capitals.chars().count() + 1 < text.chars().count() { capitals.to_lowercase() } else { String::new() }
}

fn pad(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Removes trailing and repeated spaces.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim_end().chars() {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    out
}

/// Splits given names at spaces, hyphens and after periods.
fn split(given: &str, keep_hyphens: bool) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut text = String::new();
    let mut chars = given.chars().peekable();
    let end = |text: &mut String, period: bool, parts: &mut Vec<Part>| {
        if !text.is_empty() {
            let lone = text.chars().nth(1).is_none() && text.chars().all(char::is_uppercase);
            parts.push(Part { text: std::mem::take(text), abbreviated: period || lone, hyphen: false });
        }
    };
    while let Some(c) = chars.next() {
        match c {
            '.' => end(&mut text, true, &mut parts),
            // a lowercase second half belongs to the name before the hyphen
            '-' | '‐' | '‑' if !chars.peek().is_some_and(|next| next.is_lowercase()) || text.is_empty() => {
                end(&mut text, false, &mut parts);
                if let Some(last) = parts.last_mut().filter(|_| keep_hyphens) {
                    last.hyphen = true;
                }
            }
            c if c.is_whitespace() => end(&mut text, false, &mut parts),
            c => text.push(c),
        }
    }
    end(&mut text, false, &mut parts);
    if let Some(last) = parts.last_mut() {
        last.hyphen = false;
    }
    parts
}

/// Returns whether names in the script of `text` have initials.
fn is_alphabetic_script(text: &str) -> bool {
    !matches!(text, "Lord" | "Lady") && text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_lowercase())
}

/// Returns the initials of given names, for comparison.
pub(in crate::csl) fn initials_of(given: &str) -> String {
    initialize(given, "", false)
}
