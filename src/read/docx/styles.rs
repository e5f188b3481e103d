//! Styles: what paragraphs and runs look like by their style, and which styles are headings, titles, quotes.

use super::{
    names::{Role, role},
    xml::{Id, Space, Tree},
};
use std::collections::HashMap;

/// The most styles that are based on one another.
const LONGEST: usize = 40;

/// What a run looks like; none where nothing is said.
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

/// Whether a run is raised or lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Base,
    Up,
    Down,
}

/// What a paragraph looks like; none where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct ParagraphLook<'a> {
    /// Its level in the outline, from 0; 9 for text.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<&'a str>,
    pub(super) level: Option<usize>,
    pub(super) left: Option<i32>,
    pub(super) hanging: Option<i32>,
    pub(super) align: Option<Align>,
    pub(super) rtl: Option<bool>,
    pub(super) new_page: Option<bool>,
}

/// How a paragraph is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    Center,
    End,
}

/// A style, with what it inherits.
#[derive(Debug, Clone, Default)]
pub(super) struct Style<'a> {
    pub(super) role: Role,
    pub(super) run: RunLook<'a>,
    pub(super) paragraph: ParagraphLook<'a>,
    /// Of a table: whether its first row and its first column stand out.
    pub(super) heads: (bool, bool),
}

/// All styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles<'a> {
    by_id: HashMap<&'a str, Style<'a>>,
    usual: Style<'a>,
    /// What the document says of all text; not its language, which programs fill in.
    pub(super) defaults: RunLook<'a>,
    /// The language that it says all text has.
    pub(super) lang: Option<&'a str>,
    plain: Style<'a>,
}

impl<'a> Styles<'a> {
    /// Reads the part of styles.
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

    /// Returns the style of a paragraph; that of all paragraphs if it names none.
    pub(super) fn paragraph(&self, id: Option<&str>) -> &Style<'a> {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.usual)
    }

    /// Returns a style of runs or tables; one without a look if there is no such style.
    pub(super) fn other(&self, id: Option<&str>) -> &Style<'a> {
        id.and_then(|id| self.by_id.get(id)).unwrap_or(&self.plain)
    }

    /// Returns how text looks in general: by the style that paragraphs have without one.
    pub(super) fn general(&self) -> RunLook<'a> {
        self.usual.run.over(self.defaults)
    }
}

impl<'a> Style<'a> {
    /// Adds what the style that this one is based on says.
    fn inherit(&mut self, base: Self) {
        if self.role == Role::Text {
            self.role = base.role;
        }
        self.run = self.run.over(base.run);
        self.paragraph = self.paragraph.over(base.paragraph);
        self.heads = (self.heads.0 || base.heads.0, self.heads.1 || base.heads.1);
    }
}

/// Returns what a style says itself.
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
    /// Returns this look, with that of `base` where this says nothing.
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

    /// Returns the look of a run by its own style within a paragraph's: what both switch on is off (ISO/IEC 29500-1,
    /// 17.7.3).
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
    /// Returns this look, with that of `base` where this says nothing.
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

/// Returns what the properties of a run say.
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

/// Returns what the properties of a paragraph say.
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
