//! Token elements of MathML.

use super::element::Element;
use crate::maths::{
    letters::{self, Alphabet},
    tree::{Form, Leaf, Node, Operator},
};

/// Returns the node of a token element, or `None` for other elements.
pub(super) fn read(element: &Element) -> Option<Node> {
    Some(match &*element.name {
        "mi" => identifier(element),
        "mn" => Node::Number(leaf(element, true)),
        "mo" => operator(element),
        "mtext" => Node::Text(leaf(element, true)),
        "ms" => {
            let quote = |name| element.attribute(name).unwrap_or("\"").to_owned();
            let text = format!("{}{}{}", quote("lquote"), element.text(), quote("rquote"));
            Node::Text(Leaf { text, upright: true, bold: false })
        }
        "mspace" => Node::Space(element.attribute("width").and_then(ems).unwrap_or(0.0)),
        _ => return None,
    })
}

fn identifier(element: &Element) -> Node {
    let text = element.text();
    let many = text.chars().nth(1).is_some();
    let own = leaf(element, many || element.is("mathvariant", "normal"));
    // function application and some other operators are also written as identifiers
    let sign = own.text.chars().all(|c| matches!(c, '\u{2061}'..='\u{2064}'));
    if sign && !own.text.is_empty() { Node::Operator(plain(own.text)) } else { Node::Identifier(own) }
}

/// Returns the characters of a token element. Bold and italic Unicode letters become plain letters with attributes.
fn leaf(element: &Element, upright: bool) -> Leaf {
    let variant = element.attribute("mathvariant").unwrap_or_default().to_ascii_lowercase();
    let mut bold = variant.contains("bold");
    let mut italic = variant.contains("italic");
    let alphabet = match &*variant {
        "double-struck" => Some(Alphabet::DoubleStruck),
        "script" | "bold-script" => Some(Alphabet::Script),
        "fraktur" | "bold-fraktur" => Some(Alphabet::Fraktur),
        _ => None,
    };
    let mut upright = upright || matches!(&*variant, "bold" | "sans-serif" | "monospace");
    let mut text = String::new();
    for c in element.text().chars() {
        match (alphabet, letters::plain(c)) {
            (Some(alphabet), _) => text.push(letters::letter(c, alphabet)),
            (None, Some((plain, own))) => {
                text.push(plain);
                bold |= matches!(own, Alphabet::Bold | Alphabet::BoldItalic);
                italic |= own != Alphabet::Bold;
                upright |= own == Alphabet::Bold;
            }
            (None, None) => text.push(c),
        }
    }
    Leaf { text, upright: upright && !italic || alphabet.is_some(), bold }
}

fn plain(text: String) -> Operator {
    Operator { text, stretchy: None, size: None, before: None, after: None, form: None, movable_limits: None }
}

fn operator(element: &Element) -> Node {
    let flag = |name| element.attribute(name).map(|value| value.eq_ignore_ascii_case("true"));
    let length = |name| element.attribute(name).and_then(ems);
    let text = element.text();
    Node::Operator(Operator {
        text: if text == "-" { "−".to_owned() } else { text },
        stretchy: flag("stretchy"),
        size: length("minsize"),
        before: length("lspace"),
        after: length("rspace"),
        form: match element.attribute("form") {
            Some("prefix") => Some(Form::Prefix),
            Some("infix") => Some(Form::Infix),
            Some("postfix") => Some(Form::Postfix),
            _ => None,
        },
        movable_limits: flag("movablelimits"),
    })
}

/// Returns a MathML length in ems.
pub(super) fn ems(length: &str) -> Option<f32> {
    let named = match length {
        "veryverythinmathspace" => 1.0,
        "verythinmathspace" => 2.0,
        "thinmathspace" => 3.0,
        "mediummathspace" => 4.0,
        "thickmathspace" => 5.0,
        "verythickmathspace" => 6.0,
        "veryverythickmathspace" => 7.0,
        _ => 0.0,
    };
    if named > 0.0 {
        return Some(named / 18.0);
    }
    let at = length.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+')).unwrap_or(length.len());
    let value: f32 = length[..at].parse().ok()?;
    let unit = match length[at..].trim() {
        "em" => 1.0,
        "ex" => 0.43,
        "px" => 1.0 / 16.0,
        "pt" => 1.0 / 12.0,
        "" if value == 0.0 => 1.0,
        _ => return None,
    };
    Some((value * unit).clamp(-10.0, 10.0))
}
