//! The text of a web page: what a browser would show, or could reveal on a click.

use super::{
    SourceText,
    words::{LEVEL, LOWER, RAISE},
};
use dom_query::{Document, NodeRef};

/// Returns the text of a page.
pub(super) fn page(text: &str) -> SourceText<'static> {
    let mut walk = Walk::default();
    walk.tree(Document::from(text).root());
    walk.finish()
}

/// Adds the text of a piece of HTML within another source.
pub(super) fn fragment(text: &str, at: Option<usize>, out: &mut SourceText<'_>) {
    let mut walk = Walk::default();
    walk.tree(Document::fragment(text).root());
    let found = walk.finish();
    found.required.into_iter().for_each(|piece| out.require(at, piece.text.into_owned()));
    out.allow(&found.optional);
}

#[derive(Default)]
struct Walk {
    found: SourceText<'static>,
    line: String,
    /// How many elements around this have text that is not shown.
    optional: usize,
}

/// How an element's text is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// In the line around it.
    Inline,
    /// In lines of its own.
    Block,
    /// In the line, raised or lowered.
    Level(char),
    /// It may be in the article, and need not.
    Optional,
    /// It is no text.
    None,
}

impl Walk {
    /// Visits every node without recursion, each element when it opens and when it closes.
    fn tree(&mut self, root: NodeRef<'_>) {
        let mut open = vec![(root, false)];
        while let Some((node, closes)) = open.pop() {
            if node.is_text() {
                self.text(&node.text());
            } else if closes {
                self.close(take_of(&node));
            } else {
                let text = take_of(&node);
                self.attributes(&node, text);
                if text != Text::None {
                    self.open(text);
                    open.push((node, true));
                    open.extend(node.children_it(true).map(|child| (child, false)));
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.optional > 0 {
            self.found.optional.push_str(text);
        } else {
            self.line.push_str(text);
        }
    }

    fn open(&mut self, text: Text) {
        match text {
            Text::Block => self.end_line(),
            Text::Level(level) => self.text(&level.to_string()),
            Text::Optional => {
                self.optional += 1;
                self.found.optional.push('\n');
            }
            Text::Inline | Text::None => {}
        }
    }

    fn close(&mut self, text: Text) {
        match text {
            Text::Block => self.end_line(),
            Text::Level(_) => self.text(&LEVEL.to_string()),
            Text::Optional => self.optional -= 1,
            Text::Inline | Text::None => {}
        }
    }

    fn end_line(&mut self) {
        if self.optional > 0 {
            self.found.optional.push('\n');
        } else {
            let line = std::mem::take(&mut self.line);
            self.found.require(None, line);
        }
    }

    /// The description of a picture must be in the article; other attributes may.
    fn attributes(&mut self, node: &NodeRef<'_>, text: Text) {
        if let Some(alt) = node.attr("alt").filter(|_| text != Text::None || node.has_name("img")) {
            self.text(&format!(" {alt} "));
        }
        for name in ["title", "aria-label", "placeholder", "value", "label", "summary", "content", "datetime", "name"] {
            if let Some(value) = node.attr(name) {
                self.found.allow(&value);
            }
        }
        let data = node.has_name("script") && node.attr("type").is_some_and(|kind| kind.contains("ld+json"));
        if data {
            self.found.allow(&node.text());
        }
    }

    fn finish(mut self) -> SourceText<'static> {
        self.optional = 0;
        self.end_line();
        self.found
    }
}

fn take_of(node: &NodeRef<'_>) -> Text {
    let Some(name) = node.node_name() else { return if node.is_comment() { Text::None } else { Text::Inline } };
    if node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true") || is_mark(node, &name) {
        return Text::Optional;
    }
    match &*name {
        "script" | "style" | "template" | "img" | "input" => Text::None,
        "title" | "desc" | "noscript" | "annotation" | "annotation-xml" | "object" | "video" | "audio" | "iframe"
        | "canvas" | "rp" | "datalist" => Text::Optional,
        "sup" => Text::Level(RAISE),
        "sub" => Text::Level(LOWER),
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em"
        | "font" | "i" | "ins" | "kbd" | "label" | "mark" | "nobr" | "q" | "s" | "samp" | "small" | "span"
        | "strike" | "strong" | "time" | "tt" | "u" | "var" | "wbr" | "tspan" => Text::Inline,
        _ => Text::Block,
    }
}

/// Whether an element is the mark of a note, or the link back from one: a link within the page without a word.
fn is_mark(node: &NodeRef<'_>, name: &str) -> bool {
    let within = name == "a" && node.attr("href").is_some_and(|href| href.contains('#'));
    within && {
        let text = node.text();
        text.chars().filter(|c| c.is_alphabetic()).count() < 2 && text.chars().count() < 12
    }
}
