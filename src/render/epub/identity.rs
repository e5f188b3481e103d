//! The publication's unique identifier.

use crate::article::{Article, Inline, for_each_inline, plain_text};
use uuid::Uuid;

/// The namespace of identifiers derived from an article's text. It must never change, or they would.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d1c_3f0e_9a1b_5c57_8f0a_4b8e_21d7_70c4);

/// Returns the author's identifier, as a URN or URL where its kind is recognized; else the UUID.
pub(super) fn identifier(article: &Article, uuid: Uuid) -> String {
    match article.meta.identifier.as_deref().map(str::trim).filter(|given| !given.is_empty()) {
        Some(given) => as_urn(given),
        None => uuid.urn().to_string(),
    }
}

fn as_urn(given: &str) -> String {
    let lower = given.to_ascii_lowercase();
    if let Ok(uuid) = Uuid::parse_str(lower.strip_prefix("urn:uuid:").unwrap_or(&lower)) {
        return uuid.urn().to_string();
    }
    if given.starts_with("10.") && given.contains('/') {
        return format!("https://doi.org/{given}");
    }
    if let Some(doi) = lower.strip_prefix("doi:") {
        return format!("https://doi.org/{}", doi.trim());
    }
    let digits: String = lower.trim_start_matches("isbn").chars().filter(char::is_ascii_alphanumeric).collect();
    if digits.len() == 13 && digits.starts_with("97") && digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("urn:isbn:{digits}");
    }
    given.to_owned()
}

/// Returns the UUID (version 5, RFC 9562) of the title, the authors, the language and the text of the body.
pub(super) fn uuid(article: &Article) -> Uuid {
    let mut words = plain_text(&article.meta.title);
    for author in &article.meta.authors {
        words.push('\n');
        words.push_str(&author.name);
    }
    words.push('\n');
    words.push_str(article.lang().as_str());
    words.push('\n');
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::Text(x) = inline {
            words.push_str(&x.text);
        }
    });
    Uuid::new_v5(&NAMESPACE, words.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_known_kinds_become_urns_and_urls() {
        assert_eq!(as_urn("978-3-16-148410-0"), "urn:isbn:9783161484100");
        assert_eq!(as_urn("ISBN 9783161484100"), "urn:isbn:9783161484100");
        assert_eq!(as_urn("10.1000/182"), "https://doi.org/10.1000/182");
        assert_eq!(as_urn("doi:10.1000/182"), "https://doi.org/10.1000/182");
        let uuid = "urn:uuid:6d1c3f0e-9a1b-5c57-8f0a-4b8e21d770c4";
        assert_eq!(as_urn("6D1C3F0E-9A1B-5C57-8F0A-4B8E21D770C4"), uuid);
        assert_eq!(as_urn("https://example.org/a"), "https://example.org/a");
    }
}
