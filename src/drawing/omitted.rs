//! Features that a plain drawing does not keep, found in the original file.

use usvg::roxmltree::{Document, Node};

/// Returns the features that will be dropped, as phrases for messages, each once.
pub(super) fn found(document: &Document<'_>) -> Vec<&'static str> {
    let mut found = Vec::new();
    for element in document.descendants().filter(Node::is_element) {
        if let Some(words) = left_out(element)
            && !found.contains(&words)
        {
            found.push(words);
        }
    }
    found
}

fn left_out(element: Node<'_, '_>) -> Option<&'static str> {
    match element.tag_name().name() {
        "script" => Some("scripts"),
        "animate" | "animateTransform" | "animateMotion" | "animateColor" | "set" => Some("animation"),
        "video" | "audio" | "iframe" | "canvas" => Some("video, sound and frames"),
        "a" => Some("links"),
        "use" | "image" | "feImage" | "textPath" if refers_outside(element) => Some("what it loads from other files"),
        _ => None,
    }
}

fn refers_outside(element: Node<'_, '_>) -> bool {
    let address = element.attributes().find(|attribute| attribute.name() == "href").map(|x| x.value().trim_start());
    address.is_some_and(|address| {
        let inline = address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        !(address.is_empty() || address.starts_with('#') || inline)
    })
}
