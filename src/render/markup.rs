//! Escaped tags and text of XML and HTML.

/// Markup being written.
#[derive(Debug, Default)]
pub(super) struct Markup(String);

/// A start tag being written.
pub(super) struct Tag<'a>(&'a mut String);

/// Escapes text for XML and HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(text, &mut out);
    out
}

impl Markup {
    /// Returns the markup.
    pub(super) fn into_string(self) -> String {
        self.0
    }

    /// Returns the number of bytes.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Begins a tag; its attributes follow.
    pub(super) fn tag(&mut self, name: &str) -> Tag<'_> {
        self.0.push('<');
        self.0.push_str(name);
        Tag(&mut self.0)
    }

    /// Ends an element.
    pub(super) fn end(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// Ends an element and the line.
    pub(super) fn end_line(&mut self, name: &str) {
        self.end(name);
        self.line();
    }

    /// Begins a new line, unless at the start of one.
    pub(super) fn fresh_line(&mut self) {
        if !self.0.ends_with('\n') {
            self.line();
        }
    }

    /// Begins a new line, for readability.
    pub(super) fn line(&mut self) {
        self.0.push('\n');
    }

    /// Adds raw markup.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        escape(text, &mut self.0);
    }
}

impl Tag<'_> {
    /// Adds an attribute.
    pub(super) fn attr(self, name: &str, value: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        escape(value, self.0);
        self.0.push('"');
        self
    }

    /// Adds an attribute if it has a value.
    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Adds a class attribute if there are names.
    pub(super) fn classes(self, names: &[String]) -> Self {
        if names.is_empty() { self } else { self.attr("class", &names.join(" ")) }
    }

    /// Adds the language for HTML and for XML.
    pub(super) fn lang(self, lang: Option<&str>) -> Self {
        self.maybe("lang", lang).maybe("xml:lang", lang)
    }

    /// Ends the tag of an element with content.
    pub(super) fn open(self) {
        self.0.push('>');
    }

    /// Ends the tag of an element without content.
    pub(super) fn empty(self) {
        self.0.push_str("/>");
    }
}

/// Adds text with `&`, `<`, `>` and `"` as entities, without the characters that XML 1.0 forbids (2.2) and
/// without other control characters.
fn escape(text: &str, out: &mut String) {
    if !text.bytes().any(may_be_escaped) {
        return out.push_str(text);
    }
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let entity = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\n' | '\t' => continue,
            '\u{FFFE}' | '\u{FFFF}' => "",
            c if c.is_control() => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        out.push_str(entity);
        plain = at + c.len_utf8();
    }
    out.push_str(&text[plain..]);
}

/// Returns whether characters that begin with this byte may be escaped or dropped.
fn may_be_escaped(byte: u8) -> bool {
    // the last two begin U+0080 to U+00BF, and U+F000 to U+FFFF
    matches!(byte, 0..=0x1f | b'"' | b'&' | b'<' | b'>' | 0x7f | 0xc2 | 0xef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_and_forbidden_characters_left_out() {
        let mut markup = Markup::default();
        markup.tag("p").attr("title", "\"a\" & b").open();
        markup.text("1 < 2\u{0}\u{b}\u{FFFE} > \u{85}0 ✓");
        markup.end("p");
        assert_eq!(markup.into_string(), "<p title=\"&quot;a&quot; &amp; b\">1 &lt; 2 &gt; 0 ✓</p>");
    }

    #[test]
    fn the_first_byte_shows_what_may_be_escaped() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let (mut out, text) = (String::new(), c.to_string());
            escape(&text, &mut out);
            assert!(out == text || may_be_escaped(text.as_bytes()[0]), "{c:?}");
        }
        let mut out = String::new();
        ["\u{1}", "\u{7f}", "\u{85}", "\u{ffff}"].iter().for_each(|text| escape(text, &mut out));
        assert_eq!(out, "");
    }
}
