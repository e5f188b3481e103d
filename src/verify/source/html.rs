//! Extracts the text of a web page: everything that a browser shows or could reveal on a click.

use super::{
    SourceText,
    boxes::Boxes,
    syntax::formula as formula_of_tex,
    words::{LEVEL, LOWER, RAISE},
};
use dom_query::{Document, NodeRef};
use std::collections::HashMap;

/// Returns the text of a page.
pub(super) fn page(text: &str) -> SourceText<'static> {
    let mut walk = Walk::default();
    let document = Document::from(text);
    walk.levels = levels(&document);
    walk.boxes = Boxes::of(&document);
    walk.tree(document.root());
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

/// Adds the text of a formula in MathML.
pub(super) fn formula_words(mathml: &str, out: &mut String) {
    let mut walk = Walk::default();
    walk.tree(Document::fragment(mathml).root());
    for piece in walk.finish().required {
        out.push_str(&piece.text);
        out.push('\n');
    }
}

#[derive(Default)]
struct Walk {
    found: SourceText<'static>,
    line: String,
    /// The number of enclosing elements whose text is not shown.
    optional: usize,
    /// Classes whose style makes text superscript or subscript.
    levels: HashMap<String, Lift>,
    /// Classes whose style takes text out of its line.
    boxes: Boxes,
}

/// The longest text that counts as superscript or subscript by its position alone.
const SHORT: usize = 10;

/// A style that makes text superscript or subscript.
#[derive(Debug, Clone, Copy)]
struct Lift {
    mark: char,
    /// A shift by `position: relative`, which may also move whole blocks.
    by_place: bool,
}

/// How an element's text is extracted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Text {
    /// As part of the surrounding line.
    Inline,
    /// As separate lines.
    Block,
    /// As superscript or subscript in the line.
    Level(char),
    /// As text that may be in the article, but need not.
    Optional,
    /// Not at all.
    None,
}

/// The names of the HTML elements (HTML Standard, 3.2 and 16).
const ELEMENTS: &str = "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button \
    canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed \
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe \
    img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object \
    ol optgroup option output p param picture plaintext pre progress q rb rp rt rtc ruby s samp script search section \
    select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th \
    thead time title tr track tt u ul var video wbr xmp";

impl Walk {
    /// Visits every node without recursion, each element when it opens and when it closes.
    fn tree(&mut self, root: NodeRef<'_>) {
        let mut open = vec![(root, false)];
        while let Some((node, closes)) = open.pop() {
            if node.is_text() {
                let over =
                    node.parent().and_then(|parent| parent.parent()).is_some_and(|around| around.has_name("mover"));
                match accent(node.text().trim()).filter(|_| over) {
                    Some(mark) => self.text(mark.encode_utf8(&mut [0; 4])),
                    None => self.text(&node.text()),
                }
            } else if closes {
                self.close(self.take_of(&node));
            } else {
                let text = self.take_of(&node);
                self.attributes(&node);
                if text != Text::None {
                    self.open(text);
                    open.push((node, true));
                    let contents = || node.element_ref().and_then(|element| element.template_contents);
                    let shadow = if node.has_attr("shadowrootmode") { contents() } else { None };
                    let holder = shadow.map_or(node, |id| NodeRef { id, tree: node.tree });
                    open.extend(holder.children_it(true).map(|child| (child, false)));
                }
            }
        }
    }

    /// Returns how an element's text is extracted.
    fn take_of(&self, node: &NodeRef<'_>) -> Text {
        let text = by_name(node);
        let styled = || node.attr("style").and_then(|style| level(&style));
        let classes = node.attr("class").unwrap_or_default();
        let classed =
            || classes.split_whitespace().find_map(|class| self.levels.get(class).copied().or(named(node, class)));
        if text != Text::Inline {
            return text;
        }
        match styled().or_else(classed) {
            Some(Lift { by_place: true, .. }) if node.text().trim().chars().count() > SHORT => text,
            Some(lift) => Text::Level(lift.mark),
            None if self.boxes.contains(node, &classes) => Text::Block,
            None => text,
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

    /// Adds the attributes. The description of a picture must be in the article; other attributes may be.
    fn attributes(&mut self, node: &NodeRef<'_>) {
        if let Some(alt) = node.attr("alt").filter(|_| node.has_name("img")) {
            self.text(&format!(" {alt} "));
        }
        if node.has_name("input") {
            self.text(" ");
        }
        // pictures on the web and embedded pages are links, which show their addresses if there is no description
        let key = if node.has_name("a") { "href" } else { "src" };
        if let Some(address) = node.attr(key) {
            self.found.allow(&address);
        }
        for name in
            ["alt", "title", "aria-label", "placeholder", "value", "label", "summary", "content", "datetime", "name"]
        {
            if let Some(value) = node.attr(name) {
                self.found.allow(&value);
            }
        }
        // `Dear <name>,` is not an element: readers may take it as a placeholder
        if let Some(name) = node.node_name().filter(|name| !ELEMENTS.split_whitespace().any(|known| known == &**name)) {
            self.found.allow(&name);
        }
        let data = node.has_name("script") && node.attr("type").is_some_and(|kind| kind.contains("ld+json"));
        let is_tex = |kind: &str| kind.starts_with("math/tex");
        if node.has_name("script") && node.attr("type").is_some_and(|kind| is_tex(&kind)) {
            let (mut words, mut commands) = (String::new(), String::new());
            formula_of_tex(&node.text(), &mut words, &mut commands);
            self.found.allow(&words);
            self.found.allow(&commands);
        }
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

/// Returns how an element's text is extracted, based on its name.
fn by_name(node: &NodeRef<'_>) -> Text {
    let Some(name) = node.node_name() else { return if node.is_comment() { Text::None } else { Text::Inline } };
    if node.attr("aria-hidden").is_some_and(|hidden| &*hidden == "true") || is_mark(node, &name) {
        return Text::Optional;
    }
    if node.attr("role").is_some_and(|role| matches!(&*role, "button" | "tab" | "menuitem")) {
        return Text::Block;
    }
    match &*name {
        "template" if node.has_attr("shadowrootmode") => Text::Block,
        "script" | "style" | "template" | "img" | "input" => Text::None,
        // buttons on code copy it; alternatives in several languages are on lines of their own
        "button" if node.ancestors_it(Some(CODE)).any(|around| around.has_name("pre")) => Text::Optional,
        "code" if node.parent().is_some_and(|around| around.has_name("pre")) => Text::Block,
        "title" | "desc" | "noscript" | "annotation" | "annotation-xml" | "object" | "video" | "audio" | "iframe"
        | "canvas" | "rp" | "datalist" => Text::Optional,
        name if in_formula(node) => formula(node, name),
        // adjacent links are buttons, and labels name fields or tabs
        "ins" if node.prev_sibling().is_some_and(|before| before.has_name("del")) => Text::Block,
        "a" | "label" if node.prev_sibling().is_some_and(|before| before.has_name(&name)) => Text::Block,
        "sup" => Text::Level(RAISE),
        "sub" => Text::Level(LOWER),
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "big" | "cite" | "code" | "data" | "del" | "dfn" | "em"
        | "font" | "i" | "ins" | "kbd" | "label" | "mark" | "nobr" | "q" | "s" | "samp" | "small" | "span"
        | "strike" | "strong" | "time" | "tt" | "u" | "var" | "wbr" | "tspan" => Text::Inline,
        _ => Text::Block,
    }
}

/// Returns whether an element is part of a formula.
fn in_formula(node: &NodeRef<'_>) -> bool {
    node.parent().and_then(|parent| parent.node_name()).is_some_and(|name| name.starts_with('m') && &*name != "main")
        && node.ancestors_it(Some(FORMULA)).any(|around| around.has_name("math"))
}

/// How far up the tree the `pre` element of a button is searched for.
const CODE: usize = 4;

/// How far up the tree the `math` element of a formula is searched for.
const FORMULA: usize = 16;

/// Returns how a part of a formula is extracted: exponents are superscript, and the two parts of a fraction are
/// separate.
fn formula(node: &NodeRef<'_>, name: &str) -> Text {
    let parent = node.parent().and_then(|parent| parent.node_name());
    let is_last = node.next_element_sibling().is_none() && node.prev_element_sibling().is_some();
    match parent.as_deref() {
        // separate words, unless they are superscript or subscript digits
        Some("msup" | "msub" | "msubsup") if node.prev_element_sibling().is_some() && !is_number(&node.text()) => {
            Text::Block
        }
        Some("mover") if accent(&accented(node)).is_some() => Text::Inline,
        Some("msup") if is_last => Text::Level(RAISE),
        Some("msub") if is_last => Text::Level(LOWER),
        Some("msubsup") if is_last => Text::Level(RAISE),
        Some("msubsup") if node.prev_element_sibling().is_some() => Text::Level(LOWER),
        Some("mfrac" | "mfenced" | "mroot" | "mtr" | "munder" | "mover" | "munderover") => Text::Block,
        _ if matches!(name, "mi" | "mn" | "mo" | "mrow" | "msup" | "msub" | "msubsup" | "mstyle" | "mpadded") => {
            Text::Inline
        }
        _ => Text::Block,
    }
}

fn is_number(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit() || "+-−".contains(c))
}

/// Returns the text above a letter, given either part of the pair.
fn accented(node: &NodeRef<'_>) -> String {
    node.next_element_sibling().map_or_else(|| node.text(), |above| above.text()).trim().to_owned()
}

/// Returns the accent over a letter as a combining character.
fn accent(text: &str) -> Option<char> {
    match text {
        "¯" | "‾" | "ˉ" | "―" => Some('\u{304}'),
        "^" | "ˆ" => Some('\u{302}'),
        "~" | "˜" => Some('\u{303}'),
        _ => None,
    }
}

/// Returns the classes whose style makes text superscript or subscript, as exported by word processors.
fn levels(document: &Document) -> HashMap<String, Lift> {
    let mut found = HashMap::new();
    for sheet in document.select("style").nodes() {
        for rule in sheet.text().split('}') {
            let Some((selectors, style)) = rule.split_once('{') else { continue };
            if let Some(level) = level(style) {
                let classes = selectors.split([',', ' ', '\n']).filter_map(|selector| selector.rsplit_once('.'));
                found.extend(classes.map(|(_, class)| (class.to_owned(), level)));
            }
        }
    }
    found
}

/// The formatting implied by common class names, for external style sheets.
fn named(node: &NodeRef<'_>, class: &str) -> Option<Lift> {
    if !(node.has_name("span") || node.has_name("font")) {
        return None;
    }
    let mark = match class {
        "sup" | "superscript" | "text-super" | "align-super" => RAISE,
        "sub" | "subscript" | "text-sub" | "align-sub" => LOWER,
        _ => return None,
    };
    Some(Lift { mark, by_place: false })
}

fn level(style: &str) -> Option<Lift> {
    let style = style.to_ascii_lowercase();
    let value = |wanted: &str| {
        let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
        pairs.rfind(|(name, _)| name.trim() == wanted).map(|(_, value)| value.trim().to_owned())
    };
    let sign = |length: &str| {
        let end = length.find(|c: char| !(c.is_ascii_digit() || "+-.".contains(c))).unwrap_or(length.len());
        length[..end].parse::<f32>().ok().filter(|length| *length != 0.0).map(|length| length > 0.0)
    };
    let lift = |up: bool, by_place| Lift { mark: if up { RAISE } else { LOWER }, by_place };
    let smaller = value("font-size").is_some();
    let aligned = value("vertical-align").and_then(|value| match value.split(' ').next().unwrap_or_default() {
        "super" => Some(true),
        "sub" => Some(false),
        "top" | "text-top" if smaller => Some(true),
        "bottom" | "text-bottom" if smaller => Some(false),
        length if smaller => sign(length),
        _ => None,
    });
    let placed =
        || value("top").filter(|_| value("position").as_deref() == Some("relative")).and_then(|top| sign(&top));
    aligned.map(|up| lift(up, false)).or_else(|| placed().map(|down| lift(!down, true)))
}

/// Returns whether an element is a note reference or a link back from a note: a link within the page without letters.
fn is_mark(node: &NodeRef<'_>, name: &str) -> bool {
    let within = name == "a" && node.attr("href").is_some_and(|href| href.contains('#'));
    // `<a href="#said">12</a><b>Comments</b>` counts something
    let next = || node.next_sibling().filter(NodeRef::is_element).map(|next| next.text());
    let joins = |text: &str| text.ends_with(char::is_alphanumeric);
    let counts = || {
        next().is_some_and(|next| next.starts_with(char::is_alphabetic))
            && joins(&node.text())
            && !node.prev_sibling().is_some_and(|before| joins(&before.text()))
    };
    within && !counts() && {
        let text = node.text();
        let text = text.trim();
        text.chars().filter(|c| c.is_alphabetic()).count() < 2 && text.chars().count() < 12
    }
}
