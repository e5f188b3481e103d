//! Properties of HTML elements, by name.

/// Elements of phrasing content (HTML 3.2.5.2.5): they are inline, unless they contain blocks.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "blink", "br", "button", "canvas", "cite", "code",
    "data", "del", "dfn", "em", "embed", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "mark",
    "marquee", "math", "meter", "nobr", "object", "output", "picture", "progress", "q", "rb", "rp", "rt", "rtc",
    "ruby", "s", "samp", "select", "slot", "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u",
    "var", "video", "wbr",
];

/// Elements whose text no browser displays, whatever the style sheet.
const UNSHOWN: &[&str] = &[
    "script", "style", "template", "noscript", "head", "link", "meta", "base", "title", "datalist", "frameset",
    "noframes", "param", "source", "track", "area", "map", "applet",
];

/// Returns whether an element is inline. Elements unknown to HTML are.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name) || name.contains([':', '-'])
}

/// Returns whether the text of an element adjoins the text before and after it without a space.
pub(super) fn joins_words(name: &str) -> bool {
    let apart = [
        "br", "button", "img", "input", "math", "meter", "output", "picture", "progress", "select", "ruby", "rt", "rp",
        "rtc", "rb",
    ];
    INLINE.contains(&name) && !is_media(name) && !apart.contains(&name)
}

/// Returns whether the text of an element is never displayed.
pub(super) fn is_unshown(name: &str) -> bool {
    UNSHOWN.contains(&name)
}

/// Returns whether an element is a heading, `h1` to `h6`.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Returns whether an element has content that print cannot keep: a player, a drawing, another page.
pub(super) fn is_media(name: &str) -> bool {
    matches!(name, "svg" | "canvas" | "video" | "audio" | "iframe" | "object" | "embed")
}
