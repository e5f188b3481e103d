//! Letters behind the years of works that nothing else tells apart: `2020a`, `n.d.-b`.

use super::{
    super::gaps::{branch, each_element},
    Search,
};
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem as Cite, CitationRequest, Elem, ElemChild, ElemChildren,
    ElemMeta,
    citationberg::{
        Choose, IndependentStyle, LayoutRenderingElement, LongShortForm, Text, TextTarget,
        json::{Item, Value},
        taxonomy::{StandardVariable, Variable},
    },
};

/// Stands between the years of works by the same authors where a style does not say.
pub(in super::super) const YEARS_SEPARATOR: &str = ", ";

/// What carries a letter through hayagriva, which sets CSL's `year-suffix` of its own making only.
const CARRIER: (StandardVariable, &str) = (StandardVariable::Keyword, "keyword");

/// Lets the style set letters from the records; tells whether it says where.
pub(super) fn carry_letters(style: &mut IndependentStyle) -> bool {
    let letter = |var| TextTarget::Variable { var: Variable::Standard(var), form: LongShortForm::default() };
    let mut any = false;
    each_element(style, &mut |element| {
        if let LayoutRenderingElement::Text(text) = element
            && text.target == letter(StandardVariable::YearSuffix)
        {
            text.target = letter(CARRIER.0);
            *element = if_lettered(text.clone());
            any = true;
        }
    });
    any
}

/// The text where there is a letter. Without one it does not count for its group: `n.d.` stands alone too.
fn if_lettered(text: Text) -> LayoutRenderingElement {
    let branch = branch(Some(Variable::Standard(CARRIER.0)), vec![LayoutRenderingElement::Text(text)]);
    LayoutRenderingElement::Choose(Choose { if_: branch, else_if: Vec::new(), otherwise: None })
}

impl Search<'_> {
    /// The letters of works that look the same, in the order of the bibliography.
    pub(super) fn letters(&self, group: &[usize]) -> Vec<(usize, String)> {
        let mut ordered = self.ordered(group);
        ordered.extend(group.iter().filter(|record| !ordered.contains(record)).copied().collect::<Vec<_>>());
        ordered.into_iter().enumerate().map(|(at, record)| (record, letter(at))).collect()
    }

    fn ordered(&self, group: &[usize]) -> Vec<usize> {
        let style = &self.tailored.style;
        let mut driver = BibliographyDriver::new();
        for &record in group {
            let cite = Cite::new(self.tailored.item(record, self.library), None, None, false, None);
            let code = Some(self.language.code.clone());
            driver.citation(CitationRequest::new(vec![cite], style, code, &self.language.locales, None));
        }
        let rendered = driver.finish(BibliographyRequest {
            style,
            locale: Some(self.language.code.clone()),
            locale_files: &self.language.locales,
        });
        let items = rendered.bibliography.into_iter().flat_map(|bibliography| bibliography.items);
        items.filter_map(|item| self.library.find(&item.key)).collect()
    }
}

/// The record with its letter.
pub(super) fn lettered(item: &Item, letter: &str) -> Item {
    let mut item = item.clone();
    item.0.insert(CARRIER.1.to_owned(), Value::String(letter.to_owned()));
    item
}

/// `a` to `z`, then `aa`.
fn letter(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default());
    if at < 26 { last.to_string() } else { format!("{}{last}", letter(at / 26 - 1)) }
}

/// Puts a letter behind the first year that is set.
pub(super) fn put_letter(content: &mut ElemChildren, letter: &str, item: &Item) {
    let Some(Value::Date(date)) = item.0.get("issued") else { return };
    let Ok(date) = hayagriva::citationberg::json::FixedDateRange::try_from(date.clone()) else { return };
    put(content, letter, &date.start.year.unsigned_abs().to_string(), false);
}

fn put(content: &mut ElemChildren, letter: &str, year: &str, in_date: bool) -> bool {
    content.0.iter_mut().any(|child| match child {
        ElemChild::Elem(Elem { children, meta, .. }) => {
            put(children, letter, year, in_date || *meta == Some(ElemMeta::Date))
        }
        ElemChild::Text(text) if in_date => {
            let at = text.text.find(year).map(|at| at + year.len());
            at.inspect(|&at| text.text.insert_str(at, letter)).is_some()
        }
        ElemChild::Text(_) | ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => false,
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_go_on_behind_z() {
        assert_eq!([0, 25, 26, 52].map(super::letter), ["a", "z", "aa", "ba"]);
    }
}
