//! The resources of content streams: forms, pictures, patterns and graphics states (ISO 32000-1, 7.8.3).

use printpdf::DictItem;

/// The resources of one content stream.
#[derive(Debug, Default)]
pub(super) struct Resources {
    objects: Vec<DictItem>,
    patterns: Vec<DictItem>,
    states: Vec<DictItem>,
}

impl Resources {
    /// Returns the name of a form or picture.
    pub(super) fn object(&mut self, object: DictItem) -> String {
        add(&mut self.objects, object, 'X')
    }

    /// Returns the name of a pattern.
    pub(super) fn pattern(&mut self, pattern: DictItem) -> String {
        add(&mut self.patterns, pattern, 'P')
    }

    /// Returns the name of a graphics state; identical states are shared.
    pub(super) fn state(&mut self, state: DictItem) -> String {
        match self.states.iter().position(|known| *known == state) {
            Some(at) => format!("G{at}"),
            None => add(&mut self.states, state, 'G'),
        }
    }

    /// Returns the dictionary.
    pub(super) fn into_dictionary(self) -> DictItem {
        let kinds = [("XObject", self.objects, 'X'), ("Pattern", self.patterns, 'P'), ("ExtGState", self.states, 'G')];
        let parts = kinds.into_iter().filter(|(_, items, _)| !items.is_empty()).map(|(kind, items, letter)| {
            let map = items.into_iter().enumerate().map(|(at, item)| (format!("{letter}{at}"), item)).collect();
            (kind.to_owned(), DictItem::Dict { map })
        });
        DictItem::Dict { map: parts.collect() }
    }
}

fn add(items: &mut Vec<DictItem>, item: DictItem, letter: char) -> String {
    items.push(item);
    format!("{letter}{}", items.len() - 1)
}
