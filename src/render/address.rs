//! Link addresses that formats make active.

/// Returns the address of a link with a harmless scheme, with characters that a URL may not have percent-encoded (RFC
/// 3986, 2.1).
pub(super) fn active(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https" | "mailto" | "tel").then(|| encode(address.trim()))
}

fn encode(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut encoded = String::with_capacity(address.len());
    for (at, c) in address.char_indices() {
        let escape = bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        match c {
            '%' if !escape => encoded.push_str("%25"),
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '\0'..='\x1f' | '\x7f' => {
                encoded.push_str(&format!("%{:02X}", c as u32));
            }
            c => encoded.push(c),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::active;

    #[test]
    fn only_harmless_addresses_become_links_and_are_encoded() {
        assert_eq!(active("https://example.org/a b?c={d}"), Some("https://example.org/a%20b?c=%7Bd%7D".to_owned()));
        assert_eq!(active("https://example.org/100%"), Some("https://example.org/100%25".to_owned()));
        assert_eq!(active("mailto:a@example.org"), Some("mailto:a@example.org".to_owned()));
        for bad in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "a.html", "https://[x"]
        {
            assert_eq!(active(bad), None, "{bad}");
        }
    }
}
