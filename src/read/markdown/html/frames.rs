//! The frames opened by HTML elements.

use super::tags::{Attribute, value};
use crate::{
    article::{Alignment, Anchor, Cell, Division, Scope, Span, Style},
    read::markdown::{
        block::{
            frame::Kind,
            html_table::{HtmlCell, HtmlTable},
        },
        inline::element::{self, Element},
        source::directive,
    },
};

/// The internal name of MDX components that are callouts.
pub(super) const COMPONENT: &str = "callout-component";

/// The elements that open a frame.
const NAMES: &[&str] = &[
    "a",
    "abbr",
    "article",
    "b",
    "blockquote",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "i",
    "iframe",
    "kbd",
    "li",
    "main",
    "mark",
    "noscript",
    "ol",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "section",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "template",
    "th",
    "tr",
    "tt",
    "ul",
    "var",
];

/// The parts of a ruby element.
pub(super) const RUBY_PARTS: &[&str] = &["rb", "rp", "rt", "rtc"];

/// Elements that start and end a line, whether or not they open a frame.
pub(super) const LINES: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Returns the static name of an element that opens a frame.
pub(super) fn known(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|known| **known == name).copied()
}

/// Returns the elements that the start tag of this one ends, and the elements that limit how far.
pub(super) fn implied(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "rb" | "rp" | "rt" | "rtc" => (RUBY_PARTS, &["ruby"]),
        _ => (&[], &[]),
    }
}

/// Returns whether a frame of this kind may be inside another. Parts of lists and tables need the right parent.
pub(super) fn fits(around: &Kind, kind: &Kind) -> bool {
    match kind {
        Kind::Item(_) => matches!(around, Kind::List { .. }),
        Kind::Term | Kind::Meaning => matches!(around, Kind::Definitions(_)),
        Kind::HtmlRow(_) | Kind::HtmlCaption => matches!(around, Kind::HtmlTable(_)),
        Kind::HtmlCell(_) => matches!(around, Kind::HtmlRow(_)),
        _ => true,
    }
}

/// Returns the frame opened by a known element.
pub(super) fn kind(known: &'static str, attributes: &[Attribute], span: Span) -> Kind {
    let styled = |style| Kind::Element(Element::Styled(style));
    match known {
        "div" | "details" | "section" | "center" | "article" | "main" | "figcaption" => {
            Kind::Division(Box::new(division(attributes, span)))
        }
        "figure" => {
            let mut division = directive::Division::of_classes(vec!["figure".to_owned()], span);
            division.attributes.anchor = anchor(attributes);
            Kind::Fenced(Box::new(division))
        }
        "blockquote" => Kind::Quote(None),
        "ul" => Kind::List { first: None, items: Vec::new(), tight: false },
        "ol" => {
            let first = value(attributes, "start").parse().unwrap_or(1);
            Kind::List { first: Some(first), items: Vec::new(), tight: false }
        }
        "li" => Kind::Item(None),
        "dl" => Kind::Definitions(Vec::new()),
        "dt" => Kind::Term,
        "dd" => Kind::Meaning,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = known[1..].parse().unwrap_or(1);
            Kind::Heading { level, anchor: anchor(attributes), classes: Vec::new() }
        }
        "table" => Kind::HtmlTable(HtmlTable::default()),
        "caption" => Kind::HtmlCaption,
        "tr" => Kind::HtmlRow(Vec::new()),
        "td" | "th" => Kind::HtmlCell(cell(known == "th", attributes)),
        "sub" => styled(Style::Sub),
        "sup" => styled(Style::Sup),
        "kbd" => styled(Style::Keyboard),
        "em" | "i" | "var" | "cite" | "dfn" => styled(Style::Emphasis),
        "strong" | "b" | "summary" | "mark" => styled(Style::Strong),
        "s" | "del" | "strike" => styled(Style::Strike),
        "code" | "samp" | "tt" => Kind::Element(Element::Code),
        "a" => Kind::Element(Element::Link(value(attributes, "href"))),
        "ruby" => Kind::Element(Element::Ruby),
        "rt" | "rtc" => Kind::Element(Element::Reading),
        "script" | "style" | "template" | "noscript" | "iframe" | "rp" => Kind::Element(Element::Hidden),
        _ => Kind::Element(Element::Scope(Box::new(scope(attributes, span)))),
    }
}

fn anchor(attributes: &[Attribute]) -> Option<Anchor> {
    Some(value(attributes, "id")).filter(|id| !id.is_empty()).map(Anchor::new)
}

fn division(attributes: &[Attribute], span: Span) -> Division {
    let Scope { lang, dir, classes, .. } = scope(attributes, span);
    Division { lang, dir, classes, anchor: anchor(attributes), span, ..Division::default() }
}

fn cell(heads: bool, attributes: &[Attribute]) -> HtmlCell {
    let count = |key: &str| value(attributes, key).parse::<u32>().ok().filter(|count| *count > 0).unwrap_or(1);
    let style = value(attributes, "style").replace(' ', "").to_ascii_lowercase();
    let styled = style.split(';').find_map(|rule| rule.strip_prefix("text-align:")).unwrap_or_default();
    let align = value(attributes, "align").to_ascii_lowercase();
    let alignment = match if align.is_empty() { styled } else { &align } {
        "center" => Alignment::Center,
        "right" | "end" => Alignment::End,
        _ => Alignment::Start,
    };
    let cell = Cell { columns: count("colspan"), rows: count("rowspan"), ..Cell::new(Vec::new()) };
    HtmlCell { cell, heads, alignment }
}

fn scope(attributes: &[Attribute], span: Span) -> Scope {
    let of = |key: &str| value(attributes, key);
    let classes = of("class").split_whitespace().map(str::to_owned).collect();
    element::scope(&of("lang"), &of("dir"), classes, &of("title"), span)
}
