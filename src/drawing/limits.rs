//! Refuses input that usvg and roxmltree process too slowly or cannot compute sensibly: huge numbers, thousands of
//! attributes, and style sheets that are matched against every element.

use usvg::roxmltree::{Attribute, Document, Node};

/// The largest number. Its square, and its product with a scale factor, still fit in an `f32`.
const LARGEST: f64 = 1e9;
/// The smallest nonzero length of a side.
const LEAST_SIDE: f64 = 1e-6;
/// The maximum number of attributes of an element: roxmltree compares each of them with all others.
const ATTRIBUTES: usize = 500;
/// The maximum length of everything that entities expand to, in bytes.
const EXPANDED: usize = 1 << 20;
/// The maximum number of comparisons of style rules with elements.
const COMPARISONS: usize = 5_000_000;

/// Returns why a drawing has too many attributes, as a phrase that follows "it". Scans the raw text, as parsing would
/// already take too long.
pub(super) fn too_many_attributes(xml: &str) -> Option<String> {
    let bytes = xml.as_bytes();
    let (mut at, mut attributes, mut inside) = (0, 0, false);
    while at < bytes.len() {
        let rest = &bytes[at..];
        if !inside {
            let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
            let found = skipped.iter().find(|(start, _)| rest.starts_with(start.as_bytes()));
            if let Some((_, end)) = found {
                at += xml.get(at..).and_then(|text| text.find(end)).map_or(rest.len(), |length| length + end.len());
                continue;
            }
            (inside, attributes) = (rest[0] == b'<', 0);
        } else {
            match rest[0] {
                quote @ (b'"' | b'\'') => {
                    at += rest[1..].iter().position(|&byte| byte == quote).map_or(rest.len(), |length| length + 2);
                    continue;
                }
                b'>' => inside = false,
                b'=' => attributes += 1,
                _ => {}
            }
            if attributes > ATTRIBUTES {
                return Some(format!("has an element with more than {ATTRIBUTES} attributes"));
            }
        }
        at += 1;
    }
    None
}

/// Returns whether a drawing's entities expand too much, as a phrase that follows "it". Drawing programs declare short
/// ones for namespaces.
pub(super) fn expands(xml: &str) -> Option<String> {
    let declared = xml.split("<!ENTITY").skip(1).filter_map(|rest| {
        let quote = rest.find(['"', '\''])?;
        rest[quote + 1..].split(&rest[quote..=quote]).next()
    });
    let (mut longest, mut nested) = (0, false);
    for value in declared {
        longest = longest.max(value.len());
        nested |= value.split('&').skip(1).any(|rest| !rest.starts_with('#'));
    }
    let uses = if longest == 0 { 0 } else { xml.matches('&').count() };
    (nested || longest * uses > EXPANDED).then(|| "has entities that expand too much".to_owned())
}

/// Returns what is out of range in a drawing, as a phrase that follows "it".
pub(super) fn out_of_range(document: &Document<'_>) -> Option<String> {
    let elements = || document.descendants().filter(Node::is_element);
    let styles = elements().filter(|node| node.tag_name().name() == "style");
    let sheets: Vec<&str> = styles.flat_map(|style| style.children()).filter_map(|child| child.text()).collect();
    let selectors: usize =
        sheets.iter().map(|sheet| sheet.bytes().filter(|byte| matches!(byte, b'{' | b',')).count()).sum();
    if selectors.saturating_mul(elements().count()) > COMPARISONS {
        return Some("has too many style rules for its shapes".to_owned());
    }
    let attributes = || elements().flat_map(|node| node.attributes());
    let values = attributes().filter(|attribute| is_measure(attribute)).map(|attribute| attribute.value());
    if values.chain(sheets).any(|value| numbers(value).any(|number| number.abs() > LARGEST)) {
        return Some("has numbers that are out of range".to_owned());
    }
    let sides = attributes().filter(|attribute| matches!(attribute.name(), "width" | "height" | "viewBox"));
    let tiny = |number: f64| number != 0.0 && number.abs() < LEAST_SIDE;
    sides.into_iter().any(|side| numbers(side.value()).any(tiny)).then(|| "has sides that are too short".to_owned())
}

/// Returns whether an attribute may contain numbers. Digits in ids and addresses are not numbers.
fn is_measure(attribute: &Attribute<'_, '_>) -> bool {
    let name = attribute.name();
    let named = matches!(name, "id" | "class" | "href" | "fill" | "stroke" | "color" | "unicode" | "base" | "space");
    !(named || name.contains("name") || name.contains("label") || name.starts_with("data-"))
        && attribute.namespace().is_none()
}

/// Returns the numbers in an attribute value: those at its start, and those that do not follow a name. A single
/// letter before a number is a path command or an exponent.
fn numbers(value: &str) -> impl Iterator<Item = f64> {
    let bytes = value.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            let digits = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !bytes[at].is_ascii_digit() {
                // a name or a color with digits in it
                let word = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
                let skips = word > 1 || bytes[at] == b'#';
                at += 1;
                if skips {
                    let inside = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(**byte, b'_' | b'-');
                    at += bytes[at..].iter().take_while(inside).count();
                }
                continue;
            }
            at += digits(at);
            if bytes.get(at) == Some(&b'.') {
                at += 1 + digits(at + 1);
            }
            if matches!(bytes.get(at), Some(b'e' | b'E')) {
                let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
                let exponent = digits((at + 1 + sign).min(bytes.len()));
                at += if exponent > 0 { 1 + sign + exponent } else { 0 };
            }
            return Some(value[start..at].parse().unwrap_or(0.0));
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_paths_and_not_in_names() {
        let found = |value: &str| numbers(value).collect::<Vec<_>>();
        assert_eq!(found("M0 0a3e7 20.5,.25-1E-2z"), [0.0, 0.0, 3e7, 20.5, 25.0, 0.01]);
        assert_eq!(found("url(#a1e99) #1e9999 matrix(1 0)"), [1.0, 0.0]);
        assert_eq!(found("12px 1em 5e"), [12.0, 1.0, 5.0]);
    }

    #[test]
    fn entities_expand_to_little() {
        let drawing = |value: &str, uses: usize| {
            format!("<!DOCTYPE svg [<!ENTITY a '{value}'>]><svg>{}</svg>", "&a;".repeat(uses))
        };
        assert_eq!(expands(&drawing("http://www.w3.org/2000/svg", 9)), None);
        assert_eq!(expands(&drawing("&#160;", 9000)), None);
        assert_eq!(expands(&"<text>&amp;</text>".repeat(9000)), None);
        assert!(expands(&drawing(&"h1".repeat(20_000), 9000)).is_some());
        assert!(expands(&drawing("&b;", 1)).is_some());
    }

    #[test]
    fn attributes_are_counted_only_in_tags() {
        let many = "a=\"1\" ".repeat(600);
        assert!(too_many_attributes(&format!("<svg><rect {many}/></svg>")).is_some());
        for fine in [
            format!("<svg><!-- <rect {many} --><text>{many}</text></svg>"),
            format!("<svg><style><![CDATA[{many}]]></style><path d='{}'/></svg>", "=".repeat(600)),
            format!("<svg>{}</svg>", "<g a='1' b='2'/>".repeat(600)),
            "<svg a=\"".to_owned(),
            "<!--".to_owned(),
        ] {
            assert_eq!(too_many_attributes(&fine), None, "{fine}");
        }
    }
}
