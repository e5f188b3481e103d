//! Character references, `&eacute;` and `&#8217;`, in raw HTML (CommonMark 2.5: the same set as in Markdown).

use pulldown_cmark::{Event, Parser};
use std::borrow::Cow;

/// The longest character reference: `&CounterClockwiseContourIntegral;`.
const LONGEST: usize = 33;

/// Replaces the character references in a text; unknown ones stay as written.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    decoded_but(text, |_| false)
}

/// Replaces the character references that XML does not define.
pub(super) fn as_xml(text: &str) -> Cow<'_, str> {
    decoded_but(text, |own| own.starts_with("&#") || ["&lt;", "&gt;", "&amp;", "&quot;", "&apos;"].contains(&own))
}

fn decoded_but(text: &str, stays: impl Fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = reference(rest);
        match length {
            Some(length) if stays(&rest[..length]) => out.push_str(&rest[..length]),
            Some(length) => decode(&rest[..length], &mut out),
            None => out.push('&'),
        }
        rest = &rest[length.unwrap_or(1)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Returns the length of a potential reference at the start, in bytes.
fn reference(text: &str) -> Option<usize> {
    let inside = text.bytes().skip(1).take(LONGEST);
    let length = inside.take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    (length > 0 && text.as_bytes().get(length + 1) == Some(&b';')).then_some(length + 2)
}

/// Decodes a reference. The Markdown parser knows the names, and returns unknown ones unchanged.
fn decode(reference: &str, out: &mut String) {
    for event in Parser::new(reference) {
        if let Event::Text(text) = event {
            out.push_str(&text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn names_and_numbers_are_decoded_and_others_stay() {
        assert_eq!(decoded("caf&eacute; &#8217;&#x20AC; A&B &nosuch; &amp;lt; &"), "café ’€ A&B &nosuch; &lt; &");
    }
}
