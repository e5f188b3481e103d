//! Parses MathML into elements.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// The maximum length of a formula, in bytes.
const LONGEST: usize = 200_000;
/// The maximum nesting depth of elements.
const DEEPEST: usize = 80;
/// The maximum number of elements.
const MOST: usize = 20_000;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// The name, without its namespace prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Child>,
}

/// A child of an element.
#[derive(Debug)]
pub(super) enum Child {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.attribute(name).is_some_and(|own| own.eq_ignore_ascii_case(value))
    }

    pub(super) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// Returns all text in the element, with white space collapsed.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        // no-break spaces are intended
        let words: Vec<&str> = text.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
        words.join(" ")
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Child::Element(element) => element.add_text(text),
                Child::Text(own) => text.push_str(own),
            }
        }
    }
}

/// Parses XML. The root element is the only child of the returned element.
///
/// # Errors
/// Returns a message if the XML is malformed or too large.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    if xml.len() > LONGEST {
        return Err("the formula is too long".to_owned());
    }
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        if matches!(event, Event::Start(_) | Event::Empty(_)) {
            count += 1;
            if open.len() > DEEPEST || count > MOST {
                return Err("the formula is nested too deeply or has too many parts".to_owned());
            }
        }
        match event {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => add(&mut open, Child::Element(element(&start)?)),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                add(&mut open, Child::Element(done));
            }
            Event::Text(text) => add_text(&mut open, &text.decode().map_err(|error| error.to_string())?),
            Event::CData(text) => add_text(&mut open, &String::from_utf8_lossy(&text)),
            Event::GeneralRef(reference) => {
                let name = reference.decode().map_err(|error| error.to_string())?;
                add_text(&mut open, &entity(&name)?);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if open.len() > 1 { Err("an element is not closed".to_owned()) } else { Ok(open.pop().unwrap_or_default()) }
}

fn add(open: &mut [Element], child: Child) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(child);
    }
}

/// Adds text to the innermost open element, without characters that XML forbids.
fn add_text(open: &mut [Element], text: &str) {
    let text = text.chars().filter(|c| !c.is_control() || c.is_ascii_whitespace()).collect();
    add(open, Child::Text(text));
}

fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
    let mut attributes = Vec::new();
    for attribute in start.html_attributes().with_checks(false).take(50) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
        let value = String::from_utf8_lossy(&attribute.value);
        let value = quick_xml::escape::unescape(&value).map(|value| value.into_owned()).unwrap_or_default();
        attributes.push((key, value));
    }
    Ok(Element { name, attributes, children: Vec::new() })
}

/// Returns the text of an entity: character references such as `&#8722;`, and the names most common in formulas.
fn entity(name: &str) -> Result<String, String> {
    let known = match name {
        "nbsp" | "NonBreakingSpace" => "\u{a0}",
        "ApplyFunction" | "af" => "\u{2061}",
        "InvisibleTimes" | "it" => "\u{2062}",
        "InvisibleComma" | "ic" => "\u{2063}",
        "minus" => "−",
        "PlusMinus" => "±",
        "plusmn" => "±",
        "times" => "×",
        "middot" => "·",
        "hellip" => "…",
        "sum" | "Sum" => "∑",
        "int" => "∫",
        "infin" => "∞",
        "deg" => "°",
        "le" => "≤",
        "ge" => "≥",
        "ne" => "≠",
        "rarr" => "→",
        "thinsp" | "ThinSpace" => "\u{2009}",
        _ => {
            let text = quick_xml::escape::unescape(&format!("&{name};")).map(|text| text.into_owned());
            return text.map_err(|_| format!("unknown entity `&{name};`"));
        }
    };
    Ok(known.to_owned())
}
