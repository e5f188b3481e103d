//! Where the files of styles say otherwise than the manuals they stand for, or hayagriva does not do what they say.

use super::gaps::{branch, each_element};
use hayagriva::citationberg::{
    Choose, ChooseBranch, Group, IndependentStyle, Label, LabelPluralize, LayoutRenderingElement as Element,
    LongShortForm, Text, TextTarget, ToFormatting as _,
    taxonomy::{
        DateVariable, Kind, NumberOrPageVariable, NumberVariable, OtherTerm, PageVariable, StandardVariable, Term,
        Variable,
    },
};

/// Mends a style.
pub(super) fn mend(style: &mut IndependentStyle) {
    each_element(style, &mut label_pages);
    let name = style.info.id.rsplit('/').next().unwrap_or_default().to_owned();
    match name.as_str() {
        "apa" => each_element(style, &mut retrieve_on_a_day),
        "american-medical-association" => number_reports(style),
        "chicago-author-date" => leave_preprints_unnumbered(style),
        _ => {}
    }
}

/// A page's label that is never plural, `p. 33-47`, is a word beside the page: hayagriva makes it plural.
fn label_pages(element: &mut Element) {
    if let Element::Label(Label { variable: NumberOrPageVariable::Page(PageVariable::Page), label }) = element
        && label.plural == LabelPluralize::Never
    {
        let text = Text {
            target: TextTarget::Term { term: Term::from(PageVariable::Page), form: label.form, plural: false },
            formatting: label.to_formatting(),
            affixes: label.affixes.clone(),
            display: None,
            quotes: false,
            strip_periods: label.strip_periods,
            text_case: label.text_case,
        };
        *element = only_with(PageVariable::Page.into(), vec![Element::Text(text)]);
    }
}

/// APA has "Retrieved" only with the day (APA 7, 9.16).
fn retrieve_on_a_day(element: &mut Element) {
    let Element::Choose(choose) = element else { return };
    for branch in std::iter::once(&mut choose.if_).chain(&mut choose.else_if) {
        if let Some(Element::Text(Text { target: TextTarget::Term { term, .. }, .. })) = branch.children.first()
            && *term == Term::Other(OtherTerm::Retrieved)
            && branch.variable.as_ref().is_some_and(|asked| asked.contains(&DateVariable::Issued.into()))
        {
            let children = std::mem::take(&mut branch.children);
            branch.children = vec![only_with(DateVariable::Accessed.into(), children)];
        }
    }
}

/// AMA gives a report's number behind the year (AMA 11, 3.13.3).
fn number_reports(style: &mut IndependentStyle) {
    each_element(style, &mut |element| {
        let Element::Choose(Choose { if_, .. }) = element else { return };
        let reports =
            if_.type_.as_ref().is_some_and(|types| types.contains(&Kind::Report) && types.contains(&Kind::Book));
        if reports && matches!(if_.children.as_slice(), [Element::Group(_)]) {
            let target = TextTarget::Variable { var: NumberVariable::Number.into(), form: LongShortForm::default() };
            let number = Element::Text(plain(target));
            let if_report = ChooseBranch { type_: Some(vec![Kind::Report]), ..branch(None, vec![number]) };
            if_.children.push(Element::Choose(Choose { if_: if_report, else_if: Vec::new(), otherwise: None }));
        }
    });
}

/// A preprint's number is in its DOI (Chicago 18, 14.76).
fn leave_preprints_unnumbered(style: &mut IndependentStyle) {
    let numbers = style.macros.iter_mut().find(|part| part.name == "identifier-number-bib");
    let Some(Element::Group(Group { children, .. })) = numbers.and_then(|part| part.children.first_mut()) else {
        return;
    };
    if let Some(Element::Choose(choose)) = children.first_mut() {
        let doi = Some(Variable::Standard(StandardVariable::DOI));
        let preprint = ChooseBranch { type_: Some(vec![Kind::Article]), ..branch(doi, Vec::new()) };
        let first = std::mem::replace(&mut choose.if_, preprint);
        choose.else_if.insert(0, first);
    }
}

/// Elements where a work has the variable.
fn only_with(variable: Variable, children: Vec<Element>) -> Element {
    Element::Choose(Choose { if_: branch(Some(variable), children), else_if: Vec::new(), otherwise: None })
}

fn plain(target: TextTarget) -> Text {
    Text {
        target,
        formatting: hayagriva::citationberg::Formatting::default(),
        affixes: hayagriva::citationberg::Affixes::default(),
        display: None,
        quotes: false,
        strip_periods: false,
        text_case: None,
    }
}
