//! The formatting of each element, from its name, its style, and the page's style sheets.

use super::{
    css::{self, Sheet},
    names,
    tree::{Id, Kind, PAGE, Tree},
};
use crate::article::{Numerals, Style};

/// The maximum length of a text that counts as superscript or subscript by its position alone, in characters.
const SHIFTED: usize = 10;

/// The formatting of an element's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) struck: bool,
    /// Superscript or subscript set by this element itself.
    pub(super) shift: Option<Shift>,
    /// Whether the element itself is hidden.
    pub(super) hidden: bool,
    /// Whether it is a block, if the style sheet says so.
    pub(super) block: Option<bool>,
    /// Whether its child elements are adjacent boxes.
    pub(super) apart: bool,
    /// Whether it is taken out of its line, or an `inline-block`.
    boxed: Option<Boxed>,
    /// Whether there is space at its sides.
    spaced: bool,
    /// Whether line breaks in the text are shown.
    pub(super) lines: bool,
    /// The numerals of an ordered list, if the style sheet sets them.
    pub(super) numerals: Option<Numerals>,
}

/// How an element in a line is a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boxed {
    /// By its position, away from its line.
    Away,
    /// As an `inline-block`, which is separate only if there is space at its sides.
    InLine,
}

/// The vertical position of text, relative to its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Up,
    Down,
}

impl Look {
    /// Returns whether the text is displayed as a box of its own, apart from the text before and after it.
    pub(super) fn is_box(self) -> bool {
        self.boxed == Some(Boxed::Away) || self.boxed == Some(Boxed::InLine) && self.spaced
    }

    /// Returns the styles that this text has and its surroundings do not.
    pub(super) fn added_to(self, around: Self) -> Vec<Style> {
        let shift = match self.shift {
            Some(Shift::Up) => Some(Style::Sup),
            Some(Shift::Down) => Some(Style::Sub),
            None => None,
        };
        let styles = [
            (self.bold && !around.bold).then_some(Style::Strong),
            (self.italic && !around.italic).then_some(Style::Emphasis),
            (self.struck && !around.struck).then_some(Style::Strike),
            shift,
        ];
        styles.into_iter().flatten().collect()
    }
}

/// Returns the formatting of every node, and whether the style sheets were too large to be applied in full.
pub(super) fn looks(tree: &Tree) -> (Vec<Look>, bool) {
    let sheet = Sheet::of(tree);
    let mut looks = vec![Look::default(); tree.nodes.len()];
    for id in tree.below(PAGE) {
        let around = tree.parent(id).map(|parent| looks[parent]).unwrap_or_default();
        let inherited = Look {
            bold: around.bold,
            italic: around.italic,
            struck: around.struck,
            lines: around.lines,
            ..Look::default()
        };
        looks[id] = if matches!(tree.nodes[id].kind, Kind::Element(_)) {
            let mut look = named(tree, id, inherited);
            for declarations in sheet.declarations(tree, id) {
                declare(&mut look, tree, id, declarations);
            }
            declare(&mut look, tree, id, &css::declarations(tree.attribute(id, "style").unwrap_or_default()));
            // some sites hide the page until their scripts have run
            look.hidden &= !matches!(tree.name(id), "html" | "body");
            look
        } else {
            inherited
        };
    }
    (looks, sheet.is_exhausted())
}

/// Returns the formatting of an element from its name, its attributes and its class names.
fn named(tree: &Tree, id: Id, mut look: Look) -> Look {
    match tree.name(id) {
        "b" | "strong" => look.bold = true,
        "cite" if is_whole_entry(tree, id) => {}
        "em" | "i" | "cite" | "dfn" | "var" => look.italic = true,
        "s" | "del" | "strike" => look.struck = true,
        "sup" => look.shift = Some(Shift::Up),
        "sub" => look.shift = Some(Shift::Down),
        "span" | "font" => {
            // Common class names, for pages with external style sheets.
            for class in tree.classes(id) {
                match class.as_str() {
                    "sup" | "superscript" | "text-super" | "align-super" => look.shift = Some(Shift::Up),
                    "sub" | "subscript" | "text-sub" | "align-sub" => look.shift = Some(Shift::Down),
                    "bold" | "strong" | "fw-bold" | "font-bold" | "text-bold" | "font-weight-bold" => look.bold = true,
                    "italic" | "fst-italic" | "font-italic" | "text-italic" => look.italic = true,
                    _ => {}
                }
            }
        }
        _ => {}
    }
    look.hidden = tree.attribute(id, "hidden").is_some_and(|value| value != "until-found");
    look
}

/// Returns whether a `<cite>` contains a complete reference, rather than the title of a work, which is in italics.
fn is_whole_entry(tree: &Tree, id: Id) -> bool {
    tree.classes(id).iter().any(|class| class == "citation")
        || tree.below(id).any(|inner| matches!(tree.name(inner), "i" | "em"))
}

fn declare(look: &mut Look, tree: &Tree, id: Id, declarations: &css::Declarations) {
    let value = |wanted: &str| declarations.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| &**value);
    for (name, value) in declarations {
        match name.as_str() {
            "font-weight" => look.bold = is_bold(value).unwrap_or(look.bold),
            "font-style" => look.italic = value.starts_with("italic") || value.starts_with("oblique"),
            "font" => {
                let words = || value.split_whitespace();
                look.bold = words().find_map(is_bold).unwrap_or(false);
                look.italic = words().any(|word| matches!(word, "italic" | "oblique"));
            }
            "text-decoration" | "text-decoration-line" if value.contains("line-through") => look.struck = true,
            "visibility" => look.hidden |= matches!(value.as_str(), "hidden" | "collapse"),
            "mso-hide" => look.hidden |= value == "all",
            "position" if matches!(value.as_str(), "absolute" | "fixed") => look.boxed = Some(Boxed::Away),
            "padding" | "padding-left" | "padding-right" | "margin" | "margin-left" | "margin-right" => {
                look.spaced |= has_side(value);
            }
            "display" => {
                look.hidden = value == "none";
                if value.starts_with("inline-") {
                    look.boxed = look.boxed.or(Some(Boxed::InLine));
                }
                look.apart = value.contains("flex") || value.contains("grid");
                let inline = value.starts_with("inline") || matches!(value.as_str(), "none" | "contents");
                look.block = Some(!inline).filter(|_| !matches!(value.as_str(), "none" | "inherit" | "initial"));
            }
            "white-space" => look.lines = value.starts_with("pre") || value == "break-spaces",
            // Google Docs uses `counter(lst-ctn-kix_x-1, lower-latin)`.
            "list-style-type" | "list-style" | "content" => {
                look.numerals = value.split([' ', ',', ')']).find_map(numerals).or(look.numerals);
            }
            _ => {}
        }
    }
    if matches!(tree.name(id), "span" | "font" | "a" | "small" | "b" | "i") {
        let smaller = value("font-size").is_some();
        look.shift = value("vertical-align").and_then(|value| aligned(value, smaller)).or(look.shift);
        if value("position") == Some("relative") && tree.text(id).chars().count() <= SHIFTED {
            look.shift = value("top").and_then(lifted).or(look.shift);
        }
    }
}

/// Returns whether a margin or padding, of one side or in short for all, leaves space at the sides.
fn has_side(value: &str) -> bool {
    let mut sides = value.split_whitespace();
    let first = sides.next().unwrap_or_default();
    let side = sides.next().unwrap_or(first);
    !side.starts_with('-') && side.contains(|c: char| matches!(c, '1'..='9'))
}

fn is_bold(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        // A size in a `font` shorthand has a unit.
        _ => value.parse::<u32>().ok().map(|weight| weight >= 600),
    }
}

/// Returns the shift for a `vertical-align` value. Values other than `super` and `sub` count only for smaller
/// letters.
fn aligned(value: &str, smaller: bool) -> Option<Shift> {
    match value {
        "super" => Some(Shift::Up),
        "sub" => Some(Shift::Down),
        "top" | "text-top" if smaller => Some(Shift::Up),
        "bottom" | "text-bottom" if smaller => Some(Shift::Down),
        _ if smaller => lifted(value).map(|shift| if shift == Shift::Up { Shift::Down } else { Shift::Up }),
        _ => None,
    }
}

/// Returns the shift for a `top` value such as `-3pt`: up if it is negative.
fn lifted(value: &str) -> Option<Shift> {
    let end = value.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))).unwrap_or(value.len());
    let length: f32 = value[..end].parse().ok()?;
    match length {
        length if length < 0.0 => Some(Shift::Up),
        length if length > 0.0 => Some(Shift::Down),
        _ => None,
    }
}

fn numerals(word: &str) -> Option<Numerals> {
    match word {
        "decimal" | "decimal-leading-zero" => Some(Numerals::Decimal),
        "lower-alpha" | "lower-latin" => Some(Numerals::LowerAlpha),
        "upper-alpha" | "upper-latin" => Some(Numerals::UpperAlpha),
        "lower-roman" => Some(Numerals::LowerRoman),
        "upper-roman" => Some(Numerals::UpperRoman),
        _ => None,
    }
}

/// Returns for each element whether it is a block, by its name or the style sheet.
pub(super) fn own_lines(tree: &Tree, looks: &[Look]) -> Vec<bool> {
    let own = |id: Id| {
        let name = tree.name(id);
        // a box that a style sheet uses as a switch is never seen
        let switch = || tree.tokens(id).iter().any(|token| token == "toggle");
        let boxed = name == "input" && matches!(tree.attribute(id, "type"), Some("checkbox" | "radio")) && !switch();
        let styled = matches!(name, "span" | "a" | "label" | "b" | "strong" | "em" | "i" | "font" | "small");
        !name.is_empty()
            && !names::is_unshown(name)
            && (boxed || !names::is_inline(name) || (styled && looks[id].block == Some(true)))
    };
    (0..tree.nodes.len()).map(own).collect()
}
