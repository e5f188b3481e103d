//! Styles: the formatting of paragraphs and runs, and which styles are headings, titles, quotes.

use super::{
    names::{Role, role},
    xml::{Id, Space, Tree},
};
use std::collections::HashMap;

/// The longest chain of styles based on each other.
const LONGEST: usize = 40;

/// The formatting of a run; `None` for unset properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RunLook<'a> {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) strike: Option<bool>,
    pub(super) small_caps: Option<bool>,
    pub(super) underline: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) rtl: Option<bool>,
    pub(super) shift: Option<Shift>,
    pub(super) font: Option<&'a str>,
    pub(super) lang: Option<&'a str>,
    pub(super) lang_east: Option<&'a str>,
    pub(super) lang_rtl: Option<&'a str>,
}

/// Whether a run is superscript or subscript.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Base,
    Up,
    Down,
}

/// The formatting of a paragraph; `None` for unset properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ParagraphLook<'a> {
    /// Its outline level, from 0; 9 for body text.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<&'a str>,
    pub(super) level: Option<usize>,
    pub(super) left: Option<i32>,
    pub(super) hanging: Option<i32>,
    pub(super) align: Option<Align>,
    pub(super) rtl: Option<bool>,
    pub(super) new_page: Option<bool>,
}

/// The alignment of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Center,
    End,
}

/// A style with its inherited properties.
#[derive(Debug, Clone, Default)]
pub(super) struct Style<'a> {
    pub(super) role: Role,
    pub(super) run: RunLook<'a>,
    pub(super) paragraph: ParagraphLook<'a>,
    /// For a table style, whether the first row and the first column are emphasized.
    pub(super) heads: (bool, bool),
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles<'a> {
    by_id: HashMap<&'a str, Style<'a>>,
    usual: Style<'a>,
    /// The document defaults for text, except the language, which programs fill in.
    pub(super) defaults: RunLook<'a>,
    /// The default language of text.
    pub(super) lang: Option<&'a str>,
    plain: Style<'a>,
}

impl<'a> Styles<'a> {
    /// Reads the styles part.
    pub(super) fn read(tree: &'a Tree<'a>) -> Self {
        let mut styles = Self::default();
        let defaults = tree.find(0, Space::W, "rPrDefault").and_then(|id| tree.child(id, Space::W, "rPr"));
        let defaults = defaults.map(|id| run_look(tree, id)).unwrap_or_default();
        styles.lang = defaults.lang;
        styles.defaults = RunLook { lang: None, lang_east: None, lang_rtl: None, ..defaults };
        let elements: HashMap<&str, Id> = tree
            .children(0)
            .filter(|&id| tree.is(id, Space::W, "style"))
            .filter_map(|id| Some((tree.attribute(id, Space::W, "styleId")?, id)))
            .collect();
        for (&name, &id) in &elements {
            let mut style = Style::default();
            let mut next = Some(id);
            for _ in 0..LONGEST {
                let Some(at) = next else { break };
                style.inherit(own(tree, at));
                next = tree.value_of(at, "basedOn").and_then(|base| elements.get(base)).copied();
            }
            let default =
                tree.attribute(id, Space::W, "default").is_some_and(|value| matches!(value, "1" | "true" | "on"));
            if default && tree.attribute(id, Space::W, "type") == Some("paragraph") {
                styles.usual = style.clone();
            }
            styles.by_id.insert(name, style);
        }
        styles
    }

    /// Returns a paragraph style, or the default one.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &Style<'a> {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.usual)
    }

    /// Returns a run or table style, or an empty style if it does not exist.
    pub(super) fn other(&self, id: Option<&str>) -> &Style<'a> {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.plain)
    }

    /// Returns the formatting of ordinary text, from the default paragraph style.
    pub(super) fn general(&self) -> RunLook<'a> {
        self.usual.run.over(self.defaults)
    }
}

impl<'a> Style<'a> {
    /// Adds the properties of the style that this one is based on.
    fn inherit(&mut self, base: Self) {
        if self.role == Role::Text {
            self.role = base.role;
        }
        self.run = self.run.over(base.run);
        self.paragraph = self.paragraph.over(base.paragraph);
        self.heads = (self.heads.0 || base.heads.0, self.heads.1 || base.heads.1);
    }
}

/// Returns a style without inherited properties.
fn own<'a>(tree: &'a Tree<'a>, id: Id) -> Style<'a> {
    let child = |name| tree.child(id, Space::W, name);
    let named = tree.value_of(id, "name").map_or(Role::Text, role);
    let by_id = || tree.attribute(id, Space::W, "styleId").map_or(Role::Text, role);
    let stands_out = |kind: &str| {
        tree.children(id).any(|part| {
            tree.is(part, Space::W, "tblStylePr")
                && tree.attribute(part, Space::W, "type") == Some(kind)
                && tree.below(part).any(|look| tree.is(look, Space::W, "b") && tree.is_on(look))
        })
    };
    Style {
        role: if named == Role::Text { by_id() } else { named },
        run: child("rPr").map(|id| run_look(tree, id)).unwrap_or_default(),
        paragraph: child("pPr").map(|id| paragraph_look(tree, id)).unwrap_or_default(),
        heads: (stands_out("firstRow"), stands_out("firstCol")),
    }
}

impl RunLook<'_> {
    /// Returns this formatting, with unset properties taken from `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            bold: self.bold.or(base.bold),
            italic: self.italic.or(base.italic),
            strike: self.strike.or(base.strike),
            small_caps: self.small_caps.or(base.small_caps),
            underline: self.underline.or(base.underline),
            hidden: self.hidden.or(base.hidden),
            rtl: self.rtl.or(base.rtl),
            shift: self.shift.or(base.shift),
            font: self.font.or(base.font),
            lang: self.lang.or(base.lang),
            lang_east: self.lang_east.or(base.lang_east),
            lang_rtl: self.lang_rtl.or(base.lang_rtl),
        }
    }

    /// Returns the formatting of a run by its character style within a paragraph style: a toggle property set in both
    /// is off (ISO/IEC 29500-1, 17.7.3).
    pub(super) fn toggled(self, paragraph: Self) -> Self {
        let toggle = |own: Option<bool>, around: Option<bool>| match (own, around) {
            (Some(own), Some(around)) => Some(own != around),
            (own, around) => own.or(around),
        };
        Self {
            bold: toggle(self.bold, paragraph.bold),
            italic: toggle(self.italic, paragraph.italic),
            strike: toggle(self.strike, paragraph.strike),
            small_caps: toggle(self.small_caps, paragraph.small_caps),
            hidden: toggle(self.hidden, paragraph.hidden),
            ..self.over(paragraph)
        }
    }
}

impl ParagraphLook<'_> {
    /// Returns this formatting, with unset properties taken from `base`.
    pub(super) fn over(self, base: Self) -> Self {
        Self {
            outline: self.outline.or(base.outline),
            list: self.list.or(base.list),
            level: self.level.or(base.level),
            left: self.left.or(base.left),
            hanging: self.hanging.or(base.hanging),
            align: self.align.or(base.align),
            rtl: self.rtl.or(base.rtl),
            new_page: self.new_page.or(base.new_page),
        }
    }
}

/// Returns the formatting in run properties.
pub(super) fn run_look<'a>(tree: &'a Tree<'a>, id: Id) -> RunLook<'a> {
    let mut look = RunLook::default();
    for child in tree.children(id).filter(|&child| tree.full(child).0 == Space::W) {
        let on = || Some(tree.is_on(child));
        let get = |name| tree.attribute(child, Space::W, name);
        match tree.name(child) {
            "b" => look.bold = on(),
            "i" => look.italic = on(),
            "strike" | "dstrike" => look.strike = Some(look.strike == Some(true) || tree.is_on(child)),
            "smallCaps" => look.small_caps = on(),
            "vanish" => look.hidden = on(),
            "rtl" => look.rtl = on(),
            "u" => look.underline = Some(!matches!(get("val"), None | Some("none"))),
            "vertAlign" => {
                look.shift = Some(match get("val") {
                    Some("superscript") => Shift::Up,
                    Some("subscript") => Shift::Down,
                    _ => Shift::Base,
                });
            }
            "rFonts" => look.font = get("ascii").or_else(|| get("hAnsi")),
            "lang" => (look.lang, look.lang_east, look.lang_rtl) = (get("val"), get("eastAsia"), get("bidi")),
            _ => {}
        }
    }
    look
}

/// Returns the formatting in paragraph properties.
pub(super) fn paragraph_look<'a>(tree: &'a Tree<'a>, id: Id) -> ParagraphLook<'a> {
    let mut look = ParagraphLook::default();
    for child in tree.children(id).filter(|&child| tree.full(child).0 == Space::W) {
        let get = |name| tree.attribute(child, Space::W, name);
        let number = |name| get(name).and_then(|value| value.parse::<i32>().ok());
        match tree.name(child) {
            "outlineLvl" => look.outline = get("val").and_then(|level| level.parse().ok()),
            "numPr" => {
                look.list = tree.value_of(child, "numId");
                look.level = tree.value_of(child, "ilvl").and_then(|level| level.parse().ok());
            }
            "ind" => {
                look.left = number("left").or_else(|| number("start"));
                look.hanging = number("hanging").or_else(|| number("firstLine").map(|first| -first));
            }
            "jc" => {
                look.align = Some(match get("val") {
                    Some("center") => Align::Center,
                    Some("right" | "end") => Align::End,
                    _ => Align::Start,
                });
            }
            "bidi" => look.rtl = Some(tree.is_on(child)),
            "pageBreakBefore" => look.new_page = Some(tree.is_on(child)),
            _ => {}
        }
    }
    look
}
