//! Ways round what hayagriva 0.10 does otherwise than CSL asks. `GAPS.md` lists what is left; `ratchet` pins both.

use crate::article::Style;
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, Collapse, ElseBranch, IndependentStyle, LayoutRenderingElement as Element,
    LongShortForm, Name, NamesChild, TextTarget,
    json::{LiteralName, NameValue},
    taxonomy::{StandardVariable, Variable},
};

/// Stands around a value that must be printed as it is: hayagriva would read `072711` as the number 72711
/// and `TR-20-1` as a range.
const AS_WRITTEN: char = '\u{e000}';

/// Stands behind such a value: what follows a space keeps hayagriva from reading it as a number.
const AS_WRITTEN_END: &str = "\u{e000} \u{e000}";

/// Where letters that keep their case are put, ASCII after ASCII.
const CASED: u32 = 0xe100;

/// Where styles begin and end inside a value, as CSL-JSON writes them: hayagriva has no markup in values.
const MARKS: [(&str, char); 8] = [
    ("<i>", '\u{e010}'),
    ("</i>", '\u{e011}'),
    ("<b>", '\u{e012}'),
    ("</b>", '\u{e013}'),
    ("<sup>", '\u{e014}'),
    ("</sup>", '\u{e015}'),
    ("<sub>", '\u{e016}'),
    ("</sub>", '\u{e017}'),
];

/// Stands for the authors whom a BibTeX list leaves out by `and others`: CSL has no such name.
const OTHERS: &str = "\u{e020}";

/// The name that stands for the authors a list leaves out.
pub(super) fn others() -> NameValue {
    NameValue::Literal(LiteralName { literal: OTHERS.to_owned() })
}

/// Whether the name is [`others`].
pub(super) fn is_others(name: &NameValue) -> bool {
    matches!(name, NameValue::Literal(body) if body.literal == OTHERS)
}

/// `Lind, O., & ` with [`others`] behind is `Lind, O., et al.`: no `and` goes before `et al.`
pub(super) fn word_others(text: &str) -> String {
    let Some((before, after)) = text.split_once(OTHERS) else { return text.to_owned() };
    let named = before.trim_end();
    let joined = named.ends_with([',', ';', '、', '،']) || named.is_empty();
    let named = if joined { named } else { named.trim_end_matches(|c: char| !c.is_whitespace()).trim_end() };
    let space = if named.is_empty() { "" } else { " " };
    let after = after.strip_prefix('.').unwrap_or(after);
    word_others(&format!("{named}{space}et al.{after}"))
}

/// Hides the markup of a value.
pub(super) fn hide_markup(text: &str) -> String {
    MARKS.iter().fold(text.to_owned(), |text, (tag, mark)| text.replace(tag, &mark.to_string()))
}

/// What a hidden mark means: a style, and whether it begins here.
pub(super) fn mark(c: char) -> Option<(Style, bool)> {
    let index = MARKS.iter().position(|(_, mark)| *mark == c)?;
    let style = [Style::Emphasis, Style::Strong, Style::Sup, Style::Sub][index / 2];
    Some((style, index % 2 == 0))
}

/// A number or page that is printed letter by letter.
pub(super) fn as_written(value: &str) -> String {
    format!("{AS_WRITTEN}{value}{AS_WRITTEN_END}")
}

/// Keeps words like `PLoS` and `mRNA` as they are: hayagriva's title case would print `Plos` and `MRNA`.
pub(super) fn keep_case(text: &str) -> String {
    let keep = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    let kept = |word: &str| -> String {
        let hide = |(index, c): (usize, char)| match c {
            _ if index == 0 && c.is_uppercase() => c,
            c if c.is_ascii_alphabetic() => char::from_u32(CASED + c as u32).unwrap_or(c),
            c => c,
        };
        word.chars().enumerate().map(hide).collect()
    };
    let words = text.split(' ').map(|word| if keep(word) { kept(word) } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// What [`as_written`] and [`keep_case`] hid, shown again.
pub(super) fn reveal(text: &str) -> String {
    let shown = |c: char| char::from_u32((c as u32).wrapping_sub(CASED)).filter(char::is_ascii_alphabetic).unwrap_or(c);
    text.replace(AS_WRITTEN_END, "").chars().filter(|&c| c != AS_WRITTEN).map(shown).collect()
}

/// Whether a character is one of ours, which no file may bring in.
pub(super) fn is_hidden(c: char) -> bool {
    c == AS_WRITTEN || OTHERS.contains(c) || mark(c).is_some() || (CASED..CASED + 128).contains(&(c as u32))
}

/// Takes out punctuation that is never right: what hayagriva leaves where CSL merges affixes (its issue 466).
/// `next` follows `before`; tells how many characters of `before` go, and whether `next` does.
pub(super) fn clash(before: &str, next: char) -> (usize, bool) {
    let mut last = before.chars().rev();
    let (last, previous) = (last.next(), last.next());
    match (previous, last, next) {
        (_, Some(' '), ';') => (1, false),
        (Some(digit), Some(' '), ':') if digit.is_ascii_digit() => (1, false),
        (_, Some(','), ')' | '.') => (1, false),
        (Some('.' | '?' | '!'), Some('”' | '’'), '.') => (0, true),
        _ => (0, false),
    }
}

/// hayagriva takes `cs:names` that has children but no `cs:name` for empty, and prints no author at all in the
/// NLM styles: each gets the `cs:name` that CSL says is meant.
pub(super) fn add_names(style: &mut IndependentStyle) {
    each_element(style, &mut |element| {
        if let Element::Names(names) = element
            && !names.children.is_empty()
            && !names.children.iter().any(|child| matches!(child, NamesChild::Name(_)))
        {
            names.children.insert(0, NamesChild::Name(Name::default()));
        }
    });
}

/// Sets a journal's short title where a style asks for it: hayagriva has it for works of its own format only.
pub(super) fn shorten_journals(style: &mut IndependentStyle) {
    let short = Variable::Standard(StandardVariable::ContainerTitleShort);
    each_element(style, &mut |element| {
        let Element::Text(text) = element else { return };
        if let TextTarget::Variable { var: Variable::Standard(StandardVariable::ContainerTitle), form } =
            &mut text.target
            && *form == LongShortForm::Short
        {
            *form = LongShortForm::Long;
            let long = Element::Text(text.clone());
            text.target = short.into();
            let if_ = branch(Some(short), vec![Element::Text(text.clone())]);
            let otherwise = Some(ElseBranch { children: vec![long] });
            *element = Element::Choose(Choose { if_, else_if: Vec::new(), otherwise });
        }
    });
}

/// A branch that is taken where a work has the variable, or always.
pub(super) fn branch(variable: Option<Variable>, children: Vec<Element>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: variable.map(|variable| vec![variable]),
        match_: ChooseMatch::All,
        children,
    }
}

/// Lets runs of numbers collapse in the IEEE style, `[1]–[3]`, as its manual asks and the bundled file does not.
pub(super) fn collapse_runs(style: &mut IndependentStyle) {
    if style.info.id == "http://www.zotero.org/styles/ieee" {
        style.citation.collapse = Some(Collapse::CitationNumber);
    }
}

/// Calls `visit` on every element of a style, the containers too.
pub(super) fn each_element(style: &mut IndependentStyle, visit: &mut dyn FnMut(&mut Element)) {
    style.macros.iter_mut().for_each(|part| elements(&mut part.children, visit));
    elements(&mut style.citation.layout.elements, visit);
    if let Some(bibliography) = &mut style.bibliography {
        elements(&mut bibliography.layout.elements, visit);
    }
}

fn elements(children: &mut [Element], visit: &mut dyn FnMut(&mut Element)) {
    for child in children {
        visit(child);
        match child {
            Element::Group(group) => elements(&mut group.children, visit),
            Element::Choose(Choose { if_, else_if, otherwise }) => {
                elements(&mut if_.children, visit);
                else_if.iter_mut().for_each(|branch| elements(&mut branch.children, visit));
                otherwise.iter_mut().for_each(|branch| elements(&mut branch.children, visit));
            }
            Element::Names(_) | Element::Text(_) | Element::Date(_) | Element::Number(_) | Element::Label(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_letters_come_back() {
        for text in ["PLoS ONE", "mRNA and DNA", "Plain words", "Übung MIT"] {
            assert_eq!(reveal(&keep_case(text)), text);
        }
        assert_eq!(reveal(&as_written("072711")), "072711");
    }

    #[test]
    fn authors_left_out_are_worded_without_and() {
        for (text, worded) in [
            ("Lind, O., & \u{e020} (2022)", "Lind, O., et al. (2022)"),
            ("Lind & \u{e020}, 2022", "Lind et al., 2022"),
            ("Lind O, \u{e020}. Tea", "Lind O, et al. Tea"),
            ("Lind et \u{e020}", "Lind et al."),
            ("\u{e020} Tea", "et al. Tea"),
            ("Tea", "Tea"),
        ] {
            assert_eq!(word_others(text), worded);
        }
    }
}
