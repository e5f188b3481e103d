//! The shape of each element: its number of words, and how many are links or prose.
//!
//! Class names say little about an element; its shape says more. Menus are links, articles are sentences.

use super::{
    names,
    tree::{Id, Kind, PAGE, Tree},
};

/// The minimum number of words of a line that count as prose without a period.
const LINE: u32 = 9;
/// The minimum number of words of a line that count as prose with one.
const SENTENCE: u32 = 4;

/// The maximum number of words of a teaser, per link.
const TEASER: u32 = 30;

/// The shape of an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shape {
    /// All words except those of scripts, including hidden ones.
    pub(super) words: u32,
    /// Words in links, buttons and menus.
    pub(super) linked: u32,
    /// Words of lines that read like sentences, except hidden ones.
    pub(super) prose: u32,
    /// The number of links to other pages.
    pub(super) links: u32,
    /// Whether it contains a top-level heading, an `<article>` or a `<main>`.
    pub(super) holds_article: bool,
}

impl Shape {
    fn add(&mut self, other: Self) {
        self.words += other.words;
        self.linked += other.linked;
        self.prose += other.prose;
        self.links += other.links;
        self.holds_article |= other.holds_article;
    }

    /// Returns whether most of the words are links.
    pub(super) fn is_linked(self) -> bool {
        self.linked * 5 >= self.words * 3
    }

    /// Returns whether this is a list of links to other pages, each with a sentence or two.
    pub(super) fn is_teasers(self) -> bool {
        self.links >= 3 && self.words <= self.links * TEASER && self.linked * 4 >= self.words
    }
}

/// The words of a line so far: those directly in a block, or in its inline elements.
#[derive(Debug, Clone, Copy, Default)]
struct Row {
    words: u32,
    linked: u32,
    ended: bool,
}

/// Returns the shape of every node. `own_line` marks blocks, `hidden` elements that are hidden themselves.
pub(super) fn shapes(tree: &Tree, own_line: &[bool], hidden: &[bool]) -> Vec<Shape> {
    let mut shapes = vec![Shape::default(); tree.nodes.len()];
    let mut rows = vec![Row::default(); tree.nodes.len()];
    let order: Vec<Id> = tree.below(PAGE).collect();
    for &id in order.iter().rev() {
        let name = tree.name(id);
        match &tree.nodes[id].kind {
            Kind::Text(text) => {
                let words = count(text);
                shapes[id].words = words;
                rows[id] =
                    Row { words, linked: 0, ended: text.trim_end().ends_with(['.', '!', '?', '。', '।', ':']) };
            }
            Kind::Element(_) if names::is_unshown(name) => (shapes[id], rows[id]) = Default::default(),
            Kind::Element(_) => settle(tree, id, own_line[id], hidden[id], &mut shapes[id], &mut rows[id]),
            Kind::Other => {}
        }
        let (shape, row) = (shapes[id], rows[id]);
        if let Some(parent) = tree.parent(id) {
            shapes[parent].add(shape);
            let around = &mut rows[parent];
            around.ended |= row.ended;
            around.words += row.words;
            around.linked += row.linked;
        }
    }
    shapes
}

/// Counts an element after its descendants.
fn settle(tree: &Tree, id: Id, own_line: bool, hidden: bool, shape: &mut Shape, row: &mut Row) {
    let name = tree.name(id);
    let control = matches!(name, "button" | "select" | "textarea") || tree.attribute(id, "role") == Some("button");
    let link = tree.filled(id, "href").filter(|_| name == "a");
    if control || link.is_some() {
        shape.linked = shape.words;
        shape.links += u32::from(link.is_some_and(|href| !href.starts_with('#')));
        row.linked = row.words;
    }
    if own_line {
        let own = row.words - row.linked;
        if own >= LINE || (own >= SENTENCE && row.ended) {
            shape.prose += own;
        }
        *row = Row::default();
    }
    if hidden {
        shape.prose = 0;
        *row = Row::default();
    }
    shape.holds_article |= matches!(name, "h1" | "article" | "main") || tree.attribute(id, "role") == Some("main");
}

/// Counts the words of a text. Scripts without spaces have a word for every two characters.
pub(super) fn count(text: &str) -> u32 {
    let (mut words, mut dense, mut inside) = (0, 0, false);
    for c in text.chars() {
        if is_dense(c) {
            dense += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += u32::from(!inside);
            inside = true;
        } else if c.is_whitespace() {
            inside = false;
        }
    }
    words + u32::div_ceil(dense, 2)
}

/// Returns whether a character belongs to a script written without spaces: Chinese, Japanese, Thai, Lao, Khmer,
/// Burmese.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::{looks, parse::parse};

    fn shape(html: &str) -> Shape {
        let tree = parse(html).unwrap();
        let (own_looks, _) = looks::looks(&tree);
        let hidden: Vec<bool> = own_looks.iter().map(|look| look.hidden).collect();
        shapes(&tree, &looks::own_lines(&tree, &own_looks), &hidden)[PAGE]
    }

    #[test]
    fn menus_are_links_and_articles_are_prose() {
        let menu = shape("<ul><li><a href='/a'>About us</a><li><a href='/b'>Contact</a></ul><script>x y</script>");
        assert_eq!((menu.words, menu.linked, menu.prose, menu.links), (3, 3, 0, 2));
        let prose =
            shape("<div>Take it <b>with</b> food.<p>Never <a href='/y'>with</a> milk or any tea.</p>Rest</div>");
        assert_eq!((prose.words, prose.linked, prose.prose), (11, 1, 10));
    }

    #[test]
    fn hidden_sentences_are_words_but_not_prose() {
        let hidden = shape("<p style='display:none'>Take it with food, always.</p><p hidden>So do it now.</p>");
        assert_eq!((hidden.words, hidden.prose), (9, 0));
    }

    #[test]
    fn scripts_without_spaces_have_words_too() {
        assert_eq!((count("每天服用两次"), count("Take 2 — daily"), count("it's")), (3, 3, 1));
    }
}
