//! Paragraph numbers, exactly as Word prints them (ISO/IEC 29500-1, 17.9).
//!
//! A paragraph refers to a list and a level. Lists with the same abstract list share its counters, unless they
//! override the start.

use super::{
    numerals::Format,
    symbols,
    xml::{Id, Space, Tree},
};
use crate::article::{ListMarker, Numerals};
use std::collections::{HashMap, HashSet};

/// The maximum length of a label, in bytes.
const LONGEST: usize = 200;

/// The number of levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Debug, Clone, Copy, Default)]
struct Level<'a> {
    start: i64,
    format: Format,
    /// The label, with a placeholder for each number: `%1.%2`.
    text: &'a str,
    font: &'a str,
    /// The level, from 1, at and above which a paragraph restarts this one; 0 for never.
    restart: Option<usize>,
    /// Whether all numbers of the label are decimal.
    legal: bool,
    left: Option<i32>,
}

/// A list: its abstract list, and its overrides of start numbers.
#[derive(Debug, Clone)]
struct Instance<'a> {
    base: &'a str,
    starts: [Option<i64>; LEVELS],
    levels: [Option<Level<'a>>; LEVELS],
}

/// All lists of a document, with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbering<'a> {
    bases: HashMap<&'a str, [Level<'a>; LEVELS]>,
    instances: HashMap<&'a str, Instance<'a>>,
    counters: HashMap<&'a str, [Option<i64>; LEVELS]>,
    /// Lists and levels that already had a paragraph.
    used: HashSet<(&'a str, usize)>,
    /// Levels by abstract list and paragraph style.
    by_style: HashMap<(&'a str, &'a str), usize>,
}

/// The label printed before a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) marker: Marker,
    /// The text of the label; empty for a bullet.
    pub(super) text: String,
    /// The indentation of the paragraph's text, in twentieths of a point.
    pub(super) left: Option<i32>,
}

/// The kind of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Marker {
    /// An ordinary bullet.
    Bullet,
    /// A task box, and whether it is ticked.
    Box(bool),
    /// A list number, with its numerals.
    Number(u32, Numerals),
    /// A label that lists do not support: `1.2`, `Step 3:`, `✓`.
    Other,
}

impl Label {
    /// Returns the marker of a list with such labels.
    pub(super) fn list(&self) -> Option<ListMarker> {
        match self.marker {
            Marker::Bullet | Marker::Box(_) => Some(ListMarker::Bullet),
            Marker::Number(start, numerals) => Some(ListMarker::Ordered { start, numerals }),
            Marker::Other => None,
        }
    }
}

impl<'a> Numbering<'a> {
    /// Reads the numbering part.
    pub(super) fn read(tree: &'a Tree<'a>) -> Self {
        let mut numbering = Self::default();
        let elements = |name: &'static str| tree.children(0).filter(move |&id| tree.is(id, Space::W, name));
        let (mut by_link, mut links) = (HashMap::new(), Vec::new());
        for id in elements("abstractNum") {
            let Some(name) = tree.attribute(id, Space::W, "abstractNumId") else { continue };
            let mut levels = [Level::default(); LEVELS];
            for level in tree.children(id).filter(|&id| tree.is(id, Space::W, "lvl")) {
                if let Some(at) = index(tree, level) {
                    levels[at] = read_level(tree, level);
                    if let Some(style) = tree.value_of(level, "pStyle") {
                        numbering.by_style.insert((name, style), at);
                    }
                }
            }
            numbering.bases.insert(name, levels);
            if let Some(style) = tree.value_of(id, "styleLink") {
                by_link.insert(style, name);
            }
            if let Some(style) = tree.value_of(id, "numStyleLink") {
                links.push((name, style));
            }
        }
        let linked: HashMap<&str, &str> =
            links.into_iter().filter_map(|(name, style)| Some((name, *by_link.get(style)?))).collect();
        for id in elements("num") {
            let (Some(name), Some(base)) = (tree.attribute(id, Space::W, "numId"), tree.value_of(id, "abstractNumId"))
            else {
                continue;
            };
            let base = linked.get(base).copied().unwrap_or(base);
            let mut instance = Instance { base, starts: [None; LEVELS], levels: [None; LEVELS] };
            for over in tree.children(id).filter(|&id| tree.is(id, Space::W, "lvlOverride")) {
                let Some(at) = index(tree, over) else { continue };
                instance.starts[at] = tree.value_of(over, "startOverride").and_then(|start| start.parse().ok());
                instance.levels[at] = tree.child(over, Space::W, "lvl").map(|level| read_level(tree, level));
            }
            numbering.instances.insert(name, instance);
        }
        numbering
    }

    /// Returns the list level linked to a style.
    pub(super) fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let base = self.instances.get(list)?.base;
        self.by_style.get(&(base, style)).copied()
    }

    /// Counts a paragraph and returns its label. Returns `None` if the list does not exist or prints nothing.
    pub(super) fn next(&mut self, list: &str, level: usize) -> Option<Label> {
        let level = level.min(LEVELS - 1);
        let (&name, instance) = self.instances.get_key_value(list)?;
        let base = self.bases.get(instance.base)?;
        let levels: [Level<'a>; LEVELS] = std::array::from_fn(|at| instance.levels[at].unwrap_or(base[at]));
        let starts = instance.starts;
        let counters = self.counters.entry(instance.base).or_default();
        let first = self.used.insert((name, level));
        counters[level] = Some(match (counters[level], starts[level]) {
            (_, Some(start)) if first => start,
            (None, _) => levels[level].start,
            (Some(before), _) => before.saturating_add(1),
        });
        for below in level + 1..LEVELS {
            if levels[below].restart.is_none_or(|restart| level < restart) {
                counters[below] = None;
            }
        }
        let own = levels[level];
        let number = |at: usize| counters[at].unwrap_or(starts[at].unwrap_or(levels[at].start));
        let (marker, text) = match own.format {
            Format::Bullet => bullet(own)?,
            _ => numbered(own, level, &levels, number)?,
        };
        Some(Label { marker, text, left: own.left })
    }
}

/// Returns a bullet, or `None` if it is empty.
fn bullet(level: Level<'_>) -> Option<(Marker, String)> {
    let text: String = level.text.chars().map(|c| symbols::shown(c, level.font)).collect();
    let text = text.trim();
    let marker = match text {
        "" => return None,
        "☐" | "□" | "❑" | "❏" | "❒" | "◻" | "🗆" => Marker::Box(false),
        "☑" | "🗹" | "☒" | "🗷" => Marker::Box(true),
        // check marks and crosses distinguish what to do from what to avoid
        "✓" | "✔" | "✗" | "✘" | "✕" | "✖" | "×" | "⚠" | "!" | "?" | "☎" | "☺" | "☹" | "+" => {
            Marker::Other
        }
        _ => Marker::Bullet,
    };
    let text = if marker == Marker::Other { text.to_owned() } else { String::new() };
    Some((marker, text))
}

/// Returns the label of a number, or `None` if it prints nothing.
fn numbered(
    own: Level<'_>,
    level: usize,
    levels: &[Level<'_>; LEVELS],
    number: impl Fn(usize) -> i64,
) -> Option<(Marker, String)> {
    let mut words = String::new();
    let mut chars = own.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10));
        let Some(at) = digit.and_then(|digit| (digit as usize).checked_sub(1)) else {
            words.push(c);
            continue;
        };
        chars.next();
        let format = if own.legal { Format::Decimal } else { levels[at].format };
        words.push_str(&format.print(number(at)));
    }
    let words = words.trim();
    (!words.is_empty()).then(|| (listed(own, level, number(level)).unwrap_or(Marker::Other), words.to_owned()))
}

/// Returns the number of a list item if lists support such labels.
fn listed(own: Level<'_>, level: usize, number: i64) -> Option<Marker> {
    let around = |c| matches!(c, '.' | ')' | '(' | ':' | '[' | ']' | ' ' | '\u{a0}');
    let numerals = own.format.numerals().filter(|_| own.text.trim_matches(around) == format!("%{}", level + 1))?;
    let last = match numerals {
        // after z, Word doubles letters, while lists continue with aa, ab
        Numerals::LowerAlpha | Numerals::UpperAlpha => 26,
        Numerals::LowerRoman | Numerals::UpperRoman => 3999,
        Numerals::Decimal => i64::from(u32::MAX),
    };
    let first = i64::from(numerals != Numerals::Decimal);
    (first..=last).contains(&number).then(|| Marker::Number(u32::try_from(number).unwrap_or_default(), numerals))
}

fn index(tree: &Tree<'_>, id: Id) -> Option<usize> {
    tree.attribute(id, Space::W, "ilvl")?.parse().ok().filter(|&level| level < LEVELS)
}

fn read_level<'a>(tree: &'a Tree<'a>, id: Id) -> Level<'a> {
    let fonts = tree.child(id, Space::W, "rPr").and_then(|id| tree.child(id, Space::W, "rFonts"));
    let indent = tree.child(id, Space::W, "pPr").and_then(|id| tree.child(id, Space::W, "ind"));
    let left =
        indent.and_then(|id| tree.attribute(id, Space::W, "left").or_else(|| tree.attribute(id, Space::W, "start")));
    Level {
        start: tree.value_of(id, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: tree.value_of(id, "numFmt").map_or(Format::Decimal, Format::named),
        text: tree.value_of(id, "lvlText").map_or("", |text| &text[..text.floor_char_boundary(LONGEST)]),
        font: fonts.and_then(|id| tree.attribute(id, Space::W, "ascii")).unwrap_or_default(),
        restart: tree.value_of(id, "lvlRestart").and_then(|level| level.parse().ok()),
        legal: tree.switch(id, "isLgl") == Some(true),
        left: left.and_then(|left| left.parse().ok()),
    }
}
