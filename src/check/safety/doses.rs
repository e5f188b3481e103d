//! Doses without a unit.

use crate::{
    check::{
        findings::Found,
        numbers::{Number, numbers},
        prose::Passage,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "dose-without-unit",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "a dose has no unit",
    reason: "`Take 500 twice a day` has no unit: milligrams, milliliters, tablets? Write the unit after each number: \
             `Take 500 mg (1 tablet) twice a day`.",
    check: without_unit,
}];

fn without_unit(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(language) = subject.language else { return };
    for passage in subject.own() {
        let numbers = numbers(&passage.text);
        for (at, number) in numbers.iter().enumerate() {
            let is_dose = is_after(passage, number, language.doses);
            if is_dose && lacks_unit(passage, number, numbers.get(at + 1), language.dose_ends) {
                let figures = &passage.text[number.range.clone()];
                let place = subject.place(passage, number.range.clone());
                found.add(place, format!("the dose `{figures}` has no unit"), "add the unit: mg, mL, tablets, drops");
            }
        }
    }
}

/// Returns whether a number follows one of these words: `a dose of 500`.
fn is_after(passage: &Passage, number: &Number, words: &[&str]) -> bool {
    let before = passage.text[..number.range.start].trim_end_matches([' ', ':', '\u{a0}']);
    words.iter().any(|word| {
        // compared without case, letter by letter from the end
        let mut letters = before.chars().rev().flat_map(char::to_lowercase);
        word.chars().rev().all(|c| letters.next() == Some(c)) && !letters.next().is_some_and(char::is_alphanumeric)
    })
}

/// Returns whether neither a number nor, in a range, the next one has a unit or something that it counts.
fn lacks_unit(passage: &Passage, number: &Number, next: Option<&Number>, ends: &[&str]) -> bool {
    let unit = &passage.text[number.unit.clone()];
    let joins = matches!(unit, "to" | "or" | "and" | "o" | "a" | "y" | "oder" | "bis" | "und");
    let after = &passage.text[number.range.end..];
    if joins || after.trim_start().starts_with(['–', '-']) {
        return next
            .is_some_and(|next| next.range.start < number.range.end + 8 && lacks_unit(passage, next, None, ends));
    }
    if unit.is_empty() {
        let mark = after.trim_start_matches([' ', '*', ')']).chars().next();
        return mark.is_none_or(|mark| matches!(mark, '.' | ',' | ';' | '!' | '?' | '\n'));
    }
    ends.contains(&unit.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[track_caller]
    fn findings(lang: &str, text: &str, expected: &[&str]) {
        let said = found("dose-without-unit", &format!("---\nlang: {lang}\n---\n# A\n\n{text}\n"));
        let places: Vec<_> = said.iter().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(places, expected, "{text}");
    }

    #[test]
    fn a_dose_without_a_unit_is_reported() {
        findings("en", "Take 500 twice a day. A dose of 20. Take 1 or 2 every 4 hours.", &["500", "20", "1"]);
        findings("es", "Tome 500 cada 8 horas.", &["500"]);
        findings("de", "Eine Dosis von 20 täglich.", &["20"]);
    }

    #[test]
    fn doses_with_units_and_other_numbers_are_not() {
        findings(
            "en",
            "Take 500 mg twice a day. Take 1 or 2 tablets. Take 10 deep breaths. Take 5–10 mL. Wait 20.",
            &[],
        );
        findings("es", "Tome 2 tabletas cada 8 horas.", &[]);
        findings("de", "Nehmen Sie 2 Tabletten.", &[]);
    }
}
