//! Authors in marks: named in the sentence before a number, or left out where the sentence has named them.

use super::styles::Language;
use hayagriva::{
    Elem, ElemChild, ElemChildren, ElemMeta,
    citationberg::{
        json::{Item, NameValue, Value},
        taxonomy::OtherTerm,
    },
};

/// The authors of a work in a sentence: `Dale`, `Lind and van der Berg`, `Ruiz et al.`
pub(super) fn named(item: &Item, language: &Language) -> Option<String> {
    let Some(Value::Names(authors)) = item.0.get("author") else { return None };
    let term = |term, english: &str| language.term(term).unwrap_or(english).to_owned();
    Some(match authors.as_slice() {
        [] => return None,
        [one] => family(one),
        [one, other] if !super::gaps::is_others(other) => {
            format!("{} {} {}", family(one), term(OtherTerm::And, "and"), family(other))
        }
        [first, ..] => format!("{} {}", family(first), term(OtherTerm::EtAl, "et al.")),
    })
}

fn family(name: &NameValue) -> String {
    match name {
        NameValue::Literal(body) => body.literal.clone(),
        NameValue::Item(person) => match &person.non_dropping_particle {
            Some(particle) => format!("{particle} {}", person.family),
            None => person.family.clone(),
        },
    }
}

/// What a style sets for a work in a sentence: `Lind and Berg (2022)` where it has `Lind & Berg` in brackets (APA 7, 8.17).
pub(super) fn in_prose(element: &ElemChild, language: &Language) -> ElemChild {
    let mut element = element.clone();
    if let ElemChild::Elem(elem) = &mut element {
        spell_and(elem, language.term(OtherTerm::And).unwrap_or("and"), false);
    }
    element
}

/// Writes `and` for `&` between names; a name's own `&` stays.
fn spell_and(elem: &mut Elem, and: &str, among_names: bool) {
    let among_names = match elem.meta {
        Some(ElemMeta::Name(..)) => return,
        Some(ElemMeta::Names(_)) => true,
        _ => among_names,
    };
    for child in &mut elem.children.0 {
        match child {
            ElemChild::Text(text) if among_names => text.text = text.text.replace('&', and),
            ElemChild::Elem(elem) => spell_and(elem, and, among_names),
            ElemChild::Text(_) | ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => {}
        }
    }
}

/// What a style sets for a work, without its authors and the punctuation behind them: `2018, p. 3`.
pub(super) fn left_out(element: &ElemChild) -> ElemChild {
    let mut element = element.clone();
    if let ElemChild::Elem(elem) = &mut element
        && remove_names(&mut elem.children)
    {
        trim_start(&mut elem.children);
    }
    element
}

fn remove_names(children: &mut ElemChildren) -> bool {
    let is_names = |child: &ElemChild| matches!(child, ElemChild::Elem(Elem { meta: Some(ElemMeta::Names(_)), .. }));
    if let Some(at) = children.0.iter().position(is_names) {
        children.0.drain(..=at);
        return true;
    }
    children.0.iter_mut().any(|child| match child {
        ElemChild::Elem(elem) => remove_names(&mut elem.children),
        ElemChild::Text(_) | ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => false,
    })
}

/// Takes spaces and punctuation off the start; tells whether a word stands there now.
fn trim_start(children: &mut ElemChildren) -> bool {
    children.0.iter_mut().any(|child| match child {
        ElemChild::Text(text) => {
            text.text = text.text.trim_start_matches([' ', '\u{a0}', ',', ';', ':', '.']).to_owned();
            !text.text.is_empty()
        }
        ElemChild::Elem(elem) => trim_start(&mut elem.children),
        ElemChild::Markup(_) | ElemChild::Link { .. } | ElemChild::Transparent { .. } => true,
    })
}
