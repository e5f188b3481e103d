//! Bounds the cost of a style, measured with all macros expanded.

use super::Style;
use crate::csl::Error;
use crate::csl::elements::{Element, Group, SortKey, SortSource, TextSource};

/// The maximum number of elements in a layout with its macros expanded. The largest published style has 40,000.
const MAX_ELEMENTS: u64 = 1_000_000;

/// The maximum nesting depth of a layout with its macros expanded. The deepest published style has 60 levels.
const MAX_DEPTH: u32 = 160;

/// The size of an element with its macros expanded.
#[derive(Clone, Copy, Default)]
struct Extent {
    elements: u64,
    depth: u32,
}

/// The progress of checking a macro.
#[derive(Clone, Copy)]
enum State {
    New,
    Open,
    Done(Extent),
}

/// Checks that macros are not recursive and that layouts and sort keys stay within bounds.
pub(super) fn check(style: &Style) -> Result<(), Error> {
    let mut checker = Checker { style, states: vec![State::New; style.macros.len()] };
    checker.layout(&style.citation.layout, &style.citation.sort)?;
    if let Some(bibliography) = &style.bibliography {
        checker.layout(&bibliography.layout, &bibliography.sort)?;
    }
    Ok(())
}

struct Checker<'a> {
    style: &'a Style,
    states: Vec<State>,
}

impl Checker<'_> {
    fn layout(&mut self, layout: &Group, sort: &[SortKey]) -> Result<(), Error> {
        let mut total = self.list(&layout.children, 0)?;
        for key in sort {
            if let SortSource::Macro(index) = key.source {
                total = total.plus(self.called(index, 0)?);
            }
        }
        if total.elements > MAX_ELEMENTS {
            return Err(Error::new("the style is too large with its macros expanded"));
        }
        Ok(())
    }

    fn list(&mut self, elements: &[Element], depth: u32) -> Result<Extent, Error> {
        // checked before recursing, as a chain of macros may be as long as the file
        within_depth(depth)?;
        let mut total = Extent::default();
        for element in elements {
            total = total.plus(self.element(element, depth)?);
        }
        total.depth += 1;
        within_depth(depth + total.depth)?;
        Ok(total)
    }

    fn element(&mut self, element: &Element, depth: u32) -> Result<Extent, Error> {
        let inner = match element {
            Element::Text(text) => match text.source {
                TextSource::Macro(index) => self.called(index, depth + 1)?,
                _ => Extent::default(),
            },
            Element::Group(group) => self.list(&group.children, depth + 1)?,
            Element::Names(names) => self.list(&names.substitute, depth + 1)?,
            Element::Choose(branches) => {
                let mut total = Extent::default();
                for branch in branches {
                    total = total.plus(self.list(&branch.children, depth + 1)?);
                }
                total
            }
            Element::Number(_) | Element::Date(_) | Element::Label(_) => Extent::default(),
        };
        Ok(inner.plus(Extent { elements: 1, depth: 0 }))
    }

    fn called(&mut self, index: usize, depth: u32) -> Result<Extent, Error> {
        let extent = match self.states[index] {
            State::Open => return Err(Error::new("a macro of the style calls itself")),
            State::Done(extent) => extent,
            State::New => {
                self.states[index] = State::Open;
                let style = self.style;
                let extent = self.list(&style.macros[index].children, depth)?;
                self.states[index] = State::Done(extent);
                extent
            }
        };
        within_depth(depth + extent.depth)?;
        Ok(extent)
    }
}

fn within_depth(depth: u32) -> Result<(), Error> {
    let too_deep = || Error::new("the style is nested too deeply with its macros expanded");
    if depth > MAX_DEPTH { Err(too_deep()) } else { Ok(()) }
}

impl Extent {
    fn plus(self, other: Self) -> Self {
        Self { elements: self.elements.saturating_add(other.elements), depth: self.depth.max(other.depth) }
    }
}
