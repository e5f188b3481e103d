//! Entities and tags of web pages in records, as Crossref and publishers export them: `Food &amp; drink`,
//! `<scp>DNA</scp>`. Tags become those of CSL.

use crate::csl::{Item, Name};
use quick_xml::escape::unescape;
use std::borrow::Cow;

/// Named entities in records, besides those of XML.
const ENTITIES: [(&str, &str); 12] = [
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("hellip", "…"),
    ("times", "×"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
];

/// Elements with the names that CSL has for them.
const TAGS: [(&str, &str); 14] = [
    ("em", "i"),
    ("italic", "i"),
    ("jats:italic", "i"),
    ("strong", "b"),
    ("bold", "b"),
    ("jats:bold", "b"),
    ("inf", "sub"),
    ("jats:sub", "sub"),
    ("sup", "sup"),
    ("jats:sup", "sup"),
    ("scp", "sc"),
    ("jats:sc", "sc"),
    ("p", ""),
    ("jats:p", ""),
];

/// The maximum length of an entity or a tag, in bytes.
const LONGEST: usize = 16;

/// Replaces entities and tags in all text of an item.
pub(super) fn settle(item: &mut Item) {
    item.text.values_mut().for_each(replace);
    for name in item.names.values_mut().flatten() {
        let Name { family, given, suffix, literal, .. } = name;
        [family, given, suffix, literal].into_iter().for_each(replace);
    }
}

fn replace(text: &mut String) {
    if text.contains(['&', '<']) {
        let decoded = entities(text).into_owned();
        *text = tags(&decoded).into_owned();
    }
}

fn entities(text: &str) -> Cow<'_, str> {
    rewritten(text, '&', ';', |name| {
        let named = ENTITIES.iter().find(|(own, _)| *own == name).map(|(_, text)| (*text).to_owned());
        let of_xml = || unescape(&format!("&{name};")).ok().map(Cow::into_owned);
        named.or_else(of_xml).filter(|text| !text.contains(char::is_control))
    })
}

fn tags(text: &str) -> Cow<'_, str> {
    rewritten(text, '<', '>', |tag| {
        let (slash, name) = tag.strip_prefix('/').map_or(("", tag), |name| ("/", name));
        let name = name.to_ascii_lowercase();
        let (_, own) = TAGS.iter().find(|(known, own)| *known == name && known != own)?;
        Some(if own.is_empty() { String::new() } else { format!("<{slash}{own}>") })
    })
}

/// Replaces what is between two signs, and the signs, where there is a replacement.
fn rewritten(text: &str, open: char, close: char, replacement: impl Fn(&str) -> Option<String>) -> Cow<'_, str> {
    let mut out = String::new();
    let (mut rest, mut changed) = (text, false);
    while let Some(at) = rest.find(open) {
        let inside = &rest[at + 1..];
        let end = inside.bytes().take(LONGEST).position(|byte| byte == close as u8);
        let found = end.and_then(|end| Some((replacement(&inside[..end])?, end)));
        out.push_str(&rest[..at]);
        if let Some((new, end)) = found {
            out.push_str(&new);
            rest = &inside[end + 1..];
            changed = true;
        } else {
            out.push(open);
            rest = inside;
        }
    }
    out.push_str(rest);
    if changed { Cow::Owned(out) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> String {
        let mut text = text.to_owned();
        replace(&mut text);
        text
    }

    #[test]
    fn entities_and_tags_of_web_pages_become_text_and_tags_of_csl() {
        assert_eq!(
            settled("Tea &amp; salt &#8211; a <scp>DNA</scp> <em>trial</em>"),
            "Tea & salt – a <sc>DNA</sc> <i>trial</i>"
        );
        assert_eq!(settled("&lt;i&gt;E. coli&lt;/i&gt; in H<inf>2</inf>O"), "<i>E. coli</i> in H<sub>2</sub>O");
        for text in ["AT&T; p < 5 > 3", "R&D", "<i>x</i> & <y>", "a &unknown; b", "&#xffffffff;"] {
            assert_eq!(settled(text), text);
        }
    }
}
