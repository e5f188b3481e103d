//! Text in HTML boxes (`foreignObject`), which Mermaid and other programs use to label shapes: becomes SVG text in
//! the middle of the box.
//!
//! Of the HTML, only words, line breaks and color are kept. A box with a fallback (in a `switch`) is left alone: the
//! fallback is shown.

use std::fmt::Write as _;
use usvg::roxmltree::{Document, Node};

/// The assumed width of a character for wrapping lines, relative to the font size.
const CHARACTER: f32 = 0.5;
/// The font size that most programs assume when they measure their boxes, in CSS pixels.
const SIZE: f32 = 16.0;
/// How far a line may exceed the width of its box before it is wrapped, as a factor: the character width is a guess.
const TOLERANCE: f32 = 1.3;

/// Replaces each HTML box that has text and a size with SVG text. Returns `None` if there is no such box.
pub(super) fn as_text(xml: &str, document: &Document<'_>) -> Option<String> {
    let mut out = String::with_capacity(xml.len());
    let mut done = 0;
    for label in document.descendants().filter(is_html_box) {
        let (range, Some(text)) = (label.range(), text_of(label)) else { continue };
        if range.start >= done {
            out.push_str(&xml[done..range.start]);
            out.push_str(&text);
            done = range.end;
        }
    }
    out.push_str(&xml[done..]);
    (done > 0).then_some(out)
}

/// Returns the text of boxes that are not shown.
pub(super) fn lost(document: &Document<'_>) -> Vec<String> {
    let words = document.descendants().filter(is_html_box).map(|label| lines(label).join(" "));
    words.filter(|words| !words.is_empty()).collect()
}

fn is_html_box(node: &Node<'_, '_>) -> bool {
    let has_fallback = |parent: Node<'_, '_>| {
        parent.tag_name().name() == "switch" && parent.children().filter(Node::is_element).count() > 1
    };
    node.tag_name().name() == "foreignObject" && !node.parent().is_some_and(has_fallback)
}

/// Returns a `text` element in the middle of a box, or `None` if the box has no text or no size.
fn text_of(label: Node<'_, '_>) -> Option<String> {
    let length = |name: &str| label.attribute(name)?.trim().trim_end_matches("px").parse::<f32>().ok();
    let (width, height) = (length("width")?, length("height")?);
    let mut lines = lines(label);
    if lines.is_empty() || width <= 0.0 || height <= 0.0 {
        return None;
    }
    if let [line] = &lines[..] {
        lines = wrapped(line, width);
    }
    let (x, y) = (length("x").unwrap_or(0.0) + width / 2.0, length("y").unwrap_or(0.0) + height / 2.0);
    let fill = color(label).map_or(String::new(), |color| format!(" fill=\"{}\"", escaped(color)));
    let mut text = format!(
        "<text xmlns=\"http://www.w3.org/2000/svg\" text-anchor=\"middle\" dominant-baseline=\"central\" \
         stroke=\"none\"{fill} y=\"{y}\">"
    );
    for (at, line) in lines.iter().enumerate() {
        let down = if at == 0 { -0.6 * (lines.len() - 1) as f32 } else { 1.2 };
        let _ = write!(text, "<tspan x=\"{x}\" dy=\"{down}em\">{}</tspan>", escaped(line));
    }
    text.push_str("</text>");
    Some(text)
}

/// Returns the lines of a box, split at blocks and line breaks.
fn lines(label: Node<'_, '_>) -> Vec<String> {
    let mut lines = vec![String::new()];
    for node in label.descendants() {
        if matches!(node.tag_name().name(), "br" | "p" | "div" | "li" | "tr" | "h1" | "h2" | "h3") {
            lines.push(String::new());
        }
        if let (true, Some(words), Some(line)) = (node.is_text(), node.text(), lines.last_mut()) {
            line.push_str(words);
        }
    }
    let lines = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// Wraps a line to a width in pixels.
fn wrapped(line: &str, width: f32) -> Vec<String> {
    let most = (width / (CHARACTER * SIZE) * TOLERANCE) as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match lines.last_mut() {
            Some(last) if last.chars().count() + 1 + word.chars().count() <= most => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Returns the last text color that a `style` attribute in the box sets.
fn color<'a>(label: Node<'a, '_>) -> Option<&'a str> {
    let styles = label.descendants().filter_map(|node| node.attribute("style"));
    let declarations = styles.flat_map(|style| style.split(';')).filter_map(|declaration| declaration.split_once(':'));
    let colors = declarations.filter(|(property, _)| property.trim() == "color");
    colors.map(|(_, value)| value.trim().trim_end_matches("!important").trim_end()).next_back()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
