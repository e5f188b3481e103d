//! Finds web addresses, DOIs, PubMed ids and mail addresses in running text.

use std::ops::Range;

/// A link found in text: its byte range and target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Found {
    pub(in crate::read) range: Range<usize>,
    pub(in crate::read) url: String,
}

/// Returns the link that starts at byte `at`, which must be the start of a word.
pub(in crate::read) fn link_at(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    web(rest)
        .or_else(|| doi(rest))
        .or_else(|| pubmed(rest))
        .or_else(|| mail(rest))
        .map(|(length, url)| Found { range: at..at + length, url })
}

/// Returns whether a link may start with this letter or digit. A mail address may start with any.
pub(in crate::read) fn may_start(first: u8, mail: bool) -> bool {
    mail || matches!(first | 32, b'h' | b'w' | b'd' | b'p' | b'1')
}

type Link = (usize, String);

/// Returns whether a text may contain a link. Most do not, so that their words need not be checked one by one.
pub(in crate::read) fn may_contain_link(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !may_begin(bytes) {
        return false;
    }
    bytes.iter().enumerate().any(|(at, byte)| {
        let opens =
            |start: &str| bytes[at..].get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start.as_bytes()));
        match byte {
            b'@' => true,
            b':' => opens("://"),
            b'1' => opens("10."),
            b'w' | b'W' => opens("www."),
            b'd' | b'D' => opens("doi.org/"),
            b'p' | b'P' => opens("pmid") || opens("pmcid"),
            _ => false,
        }
    })
}

/// A fast preliminary check: each kind of link contains a pair of adjacent characters that is rare in words.
fn may_begin(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        let letters = (a | 32, b | 32);
        (b == b'@' && may_end_user(a))
            || matches!((a, b), (b':', b'/') | (b'1', b'0'))
            || matches!(letters, (b'w', b'w') | (b'p', b'm') | (b'g', b'/'))
    })
}

/// Returns whether a text may contain a mail address.
pub(in crate::read) fn may_contain_mail(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair[1] == b'@' && may_end_user(pair[0]))
}

fn may_end_user(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+')
}

fn web(rest: &str) -> Option<Link> {
    let scheme = starts_with_ignoring_case(rest, "https://") || starts_with_ignoring_case(rest, "http://");
    let bare = ["www.", "doi.org/", "dx.doi.org/"].iter().any(|start| starts_with_ignoring_case(rest, start));
    if !scheme && !bare {
        return None;
    }
    let length = address_length(rest);
    let host = rest[..length].split("//").last()?;
    let sound = host.contains('.') && host.len() >= 4 || host.starts_with("localhost");
    let url = if scheme { rest[..length].to_owned() } else { format!("https://{}", &rest[..length]) };
    sound.then_some((length, url))
}

/// Matches `doi:10.1000/182`, `DOI 10.1000/182`, or the bare DOI.
fn doi(rest: &str) -> Option<Link> {
    let label = if starts_with_ignoring_case(rest, "doi") { label_length(rest, 3) } else { 0 };
    let number = &rest[label..];
    let registrant = number.strip_prefix("10.")?;
    let digits = registrant.bytes().take_while(u8::is_ascii_digit).count();
    if !(4..=9).contains(&digits) || !registrant[digits..].starts_with('/') {
        return None;
    }
    let length = address_length(number);
    (length > digits + 4).then(|| (label + length, format!("https://doi.org/{}", &number[..length])))
}

/// Matches `PMID: 12345678` and `PMCID: PMC1234567`.
fn pubmed(rest: &str) -> Option<Link> {
    let (label, prefix, base) = if starts_with_ignoring_case(rest, "pmid") {
        (label_length(rest, 4), "", "https://pubmed.ncbi.nlm.nih.gov/")
    } else if starts_with_ignoring_case(rest, "pmcid") {
        (label_length(rest, 5), "PMC", "https://pmc.ncbi.nlm.nih.gov/articles/")
    } else {
        return None;
    };
    let number = rest[label..].strip_prefix(prefix)?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let length = label + prefix.len() + digits;
    (digits >= 4).then(|| (length, format!("{base}{}/", &rest[label..length])))
}

fn mail(rest: &str) -> Option<Link> {
    let user = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || b"._%+-".contains(b)).count();
    let host = rest[user..].strip_prefix('@')?;
    let length = host.bytes().take_while(|b| b.is_ascii_alphanumeric() || b".-".contains(b)).count();
    let host = host[..length].trim_end_matches(['.', '-']);
    let sound = (1..=64).contains(&user) && host.contains('.') && !host.starts_with('.');
    let length = user + 1 + host.len();
    sound.then(|| (length, format!("mailto:{}", &rest[..length])))
}

/// Percent-encodes characters that are invalid in an address (RFC 3986), as CommonMark renderers do.
pub(in crate::read) fn escaped(url: String) -> String {
    if url
        .bytes()
        .all(|byte| !matches!(byte, b' ' | b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{'..=b'}' | b'[' | b']'))
    {
        return url;
    }
    // Brackets belong to the host of `http://[::1]/`.
    let host =
        url.find("://").map_or(0, |at| url[at + 3..].find(['/', '?', '#']).map_or(url.len(), |end| at + 3 + end));
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '[' | ']' if at < host => out.push(c),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Returns the length of a label, including the colon and spaces after it.
fn label_length(rest: &str, label: usize) -> usize {
    let after = &rest[label..];
    let after = after.strip_prefix(':').unwrap_or(after);
    rest.len() - after.trim_start_matches([' ', '\u{a0}']).len()
}

/// Returns the length of an address, which ends before white space, a character invalid in addresses, or closing
/// punctuation.
fn address_length(text: &str) -> usize {
    let stops = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '<' | '>' | '"' | '`' | '{' | '}' | '|' | '\\' | '^')
            || c > '\u{24f}'
    };
    let mut length = text.find(stops).unwrap_or(text.len());
    let (mut open, mut close) = (0usize, 0usize);
    for b in text[..length].bytes() {
        open += usize::from(b == b'(');
        close += usize::from(b == b')');
    }
    while let Some(last) = text[..length].chars().last() {
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | ']' | '*' | '_' => {}
            ')' if close > open => close -= 1,
            _ => break,
        }
        length -= last.len_utf8();
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, String)> {
        link_at(text, 0).map(|found| (&text[found.range], found.url))
    }

    #[test]
    fn an_address_ends_before_closing_punctuation() {
        assert_eq!(
            found("https://example.org/a_(b)."),
            Some(("https://example.org/a_(b)", "https://example.org/a_(b)".into()))
        );
        assert_eq!(found("www.example.org) and"), Some(("www.example.org", "https://www.example.org".into())));
    }

    #[test]
    fn dois_and_pubmed_numbers_lead_to_their_pages() {
        assert_eq!(found("doi:10.1000/182."), Some(("doi:10.1000/182", "https://doi.org/10.1000/182".into())));
        assert_eq!(found("10.1000/abc(12)"), Some(("10.1000/abc(12)", "https://doi.org/10.1000/abc(12)".into())));
        assert_eq!(
            found("PMID: 12345678;"),
            Some(("PMID: 12345678", "https://pubmed.ncbi.nlm.nih.gov/12345678/".into()))
        );
        assert_eq!(found("a.ruiz@example.org,"), Some(("a.ruiz@example.org", "mailto:a.ruiz@example.org".into())));
    }

    #[test]
    fn characters_invalid_in_addresses_are_encoded() {
        assert_eq!(escaped("http://[::1]/a b\\[c]".to_owned()), "http://[::1]/a%20b%5C%5Bc%5D");
        assert_eq!(escaped("https://example.org/é?q=%20&x=1".to_owned()), "https://example.org/é?q=%20&x=1");
    }

    #[test]
    fn numbers_and_words_are_not_links() {
        for text in ["10.5 mg/day", "doing", "https://", "www.", "a@b", "10.1000/"] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
