//! The numbers that Word prints before paragraphs (ISO/IEC 29500-1, 17.9), counted to check documents both as sources
//! and as outputs.

use super::{
    epub::{letters, roman},
    xml::Element,
};
use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    restart: Option<usize>,
    legal: bool,
}

#[derive(Debug, Clone, Default)]
struct List {
    base: String,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, i64>,
}

/// All lists with their counters.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    lists: HashMap<String, List>,
    /// The list id and level of each paragraph style.
    styles: HashMap<String, (String, Option<usize>)>,
    counts: HashMap<String, HashMap<usize, i64>>,
    begun: HashSet<(String, usize)>,
    /// The list level linked to a style, by list and style.
    of_style: HashMap<(String, String), usize>,
}

fn child<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().find(|child| child.name == name)
}

fn value<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    child(element, name)?.local("val")
}

fn level(element: &Element) -> Level {
    Level {
        start: value(element, "start").and_then(|start| start.parse().ok()).unwrap_or(0),
        format: value(element, "numFmt").unwrap_or("decimal").to_owned(),
        text: value(element, "lvlText").unwrap_or_default().chars().take(200).collect(),
        restart: value(element, "lvlRestart").and_then(|restart| restart.parse().ok()),
        legal: child(element, "isLgl").is_some_and(|legal| !matches!(legal.local("val"), Some("0" | "false"))),
    }
}

impl Numbers {
    pub(super) fn read(numbering: &Element, styles: &Element) -> Self {
        let mut numbers = Self::default();
        let (mut bases, mut nums, mut named) = (Vec::new(), Vec::new(), Vec::new());
        numbering.all("abstractNum", &mut bases);
        numbering.all("num", &mut nums);
        styles.all("style", &mut named);
        let link = |name: &str, style: &str| bases.iter().find(|base| value(base, name) == Some(style)).copied();
        for num in nums {
            let (Some(id), Some(mut base)) = (num.local("numId"), value(num, "abstractNumId")) else { continue };
            let mut own = bases.iter().find(|own| own.local("abstractNumId") == Some(base)).copied();
            if let Some(linked) =
                own.and_then(|own| value(own, "numStyleLink")).and_then(|style| link("styleLink", style))
            {
                own = Some(linked);
                base = linked.local("abstractNumId").unwrap_or(base);
            }
            let mut list = List { base: base.to_owned(), ..List::default() };
            let at = |element: &Element| element.local("ilvl").and_then(|level| level.parse::<usize>().ok());
            for own in own.into_iter().flat_map(Element::elements).filter(|child| child.name == "lvl") {
                let Some(at) = at(own) else { continue };
                list.levels.insert(at, level(own));
                if let Some(style) = value(own, "pStyle") {
                    numbers.of_style.insert((id.to_owned(), style.to_owned()), at);
                }
            }
            for over in num.elements().filter(|child| child.name == "lvlOverride") {
                let Some(at) = at(over) else { continue };
                list.levels.extend(child(over, "lvl").map(|own| (at, level(own))));
                list.starts
                    .extend(value(over, "startOverride").and_then(|start| start.parse().ok()).map(|start| (at, start)));
            }
            numbers.lists.insert(id.to_owned(), list);
        }
        numbers.of_styles(&named);
        numbers
    }

    /// Finds the lists of styles, including inherited ones.
    fn of_styles(&mut self, named: &[&Element]) {
        for style in named {
            let Some(id) = style.local("styleId") else { continue };
            let (mut list, mut at) = (None, None);
            let mut next = Some(*style);
            for _ in 0..20 {
                let Some(own) = next else { break };
                let numbers = child(own, "pPr").and_then(|own| child(own, "numPr"));
                list = list.or(numbers.and_then(|numbers| value(numbers, "numId")));
                at = at.or(numbers.and_then(|numbers| value(numbers, "ilvl")));
                let base = value(own, "basedOn");
                next = named.iter().find(|other| base.is_some() && other.local("styleId") == base).copied();
            }
            if let Some(list) = list {
                self.styles.insert(id.to_owned(), (list.to_owned(), at.and_then(|at| at.parse().ok())));
            }
        }
    }

    /// Counts a paragraph and returns its label, which may be empty.
    pub(super) fn label(&mut self, paragraph: &Element) -> String {
        let properties = child(paragraph, "pPr");
        let own = properties.and_then(|properties| child(properties, "numPr"));
        let style = properties.and_then(|properties| value(properties, "pStyle")).unwrap_or_default();
        let styled = self.styles.get(style).cloned();
        let direct = own.and_then(|own| value(own, "numId")).map(str::to_owned);
        let Some(list) = direct.or_else(|| styled.as_ref().map(|(list, _)| list.clone())) else { return String::new() };
        let direct = own.and_then(|own| value(own, "ilvl")).and_then(|at| at.parse().ok());
        let by_style = self.of_style.get(&(list.clone(), style.to_owned())).copied();
        let at: usize = direct.or(by_style).or(styled.and_then(|(_, at)| at)).unwrap_or(0);
        let joined = properties
            .and_then(|own| child(own, "rPr"))
            .is_some_and(|mark| child(mark, "del").or_else(|| child(mark, "moveFrom")).is_some());
        match self.lists.get(&list).cloned() {
            Some(found) if !joined => self.count(&list, &found, at),
            _ => String::new(),
        }
    }

    fn count(&mut self, name: &str, list: &List, at: usize) -> String {
        let first = self.begun.insert((name.to_owned(), at));
        let counts = self.counts.entry(list.base.clone()).or_default();
        let start =
            |at: usize| list.starts.get(&at).copied().or(list.levels.get(&at).map(|level| level.start)).unwrap_or(0);
        let next = match counts.get(&at) {
            _ if first && list.starts.contains_key(&at) => start(at),
            Some(before) => before.saturating_add(1),
            None => list.levels.get(&at).map_or(0, |level| level.start),
        };
        counts.insert(at, next);
        let stays =
            |below: usize| list.levels.get(&below).and_then(|level| level.restart).is_some_and(|restart| at >= restart);
        counts.retain(|&below, _| below <= at || stays(below));
        let Some(own) = list.levels.get(&at).filter(|own| own.format != "bullet") else { return String::new() };
        let mut label = own.text.clone();
        for part in 0..9 {
            let mark = format!("%{}", part + 1);
            if label.contains(&mark) {
                let number = counts.get(&part).copied().unwrap_or_else(|| start(part));
                let format =
                    list.levels.get(&part).filter(|_| !own.legal).map_or("decimal", |level| level.format.as_str());
                label = label.replace(&mark, &printed(number, format));
            }
        }
        label
    }
}

fn printed(number: i64, format: &str) -> String {
    let small = u32::try_from(number).unwrap_or(0);
    match format {
        "lowerLetter" if (1..=26).contains(&small) => letters(small),
        "upperLetter" if (1..=26).contains(&small) => letters(small).to_uppercase(),
        "lowerRoman" if (1..4000).contains(&small) => roman(small),
        "upperRoman" if (1..4000).contains(&small) => roman(small).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" => String::new(),
        _ => number.to_string(),
    }
}
