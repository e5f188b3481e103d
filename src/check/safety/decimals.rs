//! Doses whose digits are easily misread.

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

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "trailing-zero",
        family: Family::Safety,
        severity: Severity::Warning,
        summary: "a dose has a zero after the decimal point",
        reason: "`5.0 mg` is read as `50 mg` if the point is overlooked. Lists of error-prone notations recommend \
                 whole numbers without a point: `5 mg`.",
        check: trailing_zero,
    },
    Rule {
        name: "naked-decimal",
        family: Family::Safety,
        severity: Severity::Warning,
        summary: "a dose has no zero before the decimal point",
        reason: "`.5 mg` is read as `5 mg` if the point is overlooked. Write the zero: `0.5 mg`.",
        check: naked_decimal,
    },
    Rule {
        name: "large-dose",
        family: Family::Safety,
        severity: Severity::Warning,
        summary: "a dose of five or more digits has no separators",
        reason: "`100000 units` is read as `10,000 units` or `1,000,000 units`. Separate the thousands, `100,000 \
                 units`, or use words: `100 thousand units`.",
        check: large_dose,
    },
];

/// The minimum number of digits to be grouped.
const LONG: usize = 5;

/// Calls `visit` with each number before a dose unit.
fn for_each_dose(subject: &Subject<'_>, visit: &mut dyn FnMut(&Passage, &Number)) {
    for passage in &subject.prose.passages {
        for number in numbers(&passage.text).iter().filter(|number| number.is_dose(&passage.text)) {
            visit(passage, number);
        }
    }
}

fn trailing_zero(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_dose(subject, &mut |passage, number| {
        let figures = &passage.text[number.range.clone()];
        let Some((whole, rest)) = figures.rsplit_once(['.', ',']) else { return };
        // three zeros follow a thousands separator
        if rest.bytes().all(|byte| byte == b'0') && rest.len() < 3 && !whole.is_empty() {
            let dose = &passage.text[number.with_unit()];
            let better = dose.replacen(figures, whole, 1);
            let place = subject.place(passage, number.with_unit());
            found.add(place, format!("the dose `{dose}` ends in a zero after the point"), format!("write `{better}`"));
        }
    });
}

fn naked_decimal(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_dose(subject, &mut |passage, number| {
        let dose = &passage.text[number.with_unit()];
        if dose.starts_with(['.', ',']) {
            let place = subject.place(passage, number.with_unit());
            found.add(place, format!("the dose `{dose}` has no zero before the point"), format!("write `0{dose}`"));
        }
    });
}

fn large_dose(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_dose(subject, &mut |passage, number| {
        let figures = &passage.text[number.range.clone()];
        if figures.len() >= LONG && figures.bytes().all(|byte| byte.is_ascii_digit()) {
            let place = subject.place(passage, number.with_unit());
            let message = format!("the digits of `{}` have no separators", &passage.text[number.with_unit()]);
            found.add(place, message, format!("write `{}`", divided(figures, subject)));
        }
    });
}

/// Groups digits by three: with commas in English, else with no-break spaces.
fn divided(figures: &str, subject: &Subject<'_>) -> String {
    let separator = if subject.article().lang().primary() == "en" { ',' } else { '\u{a0}' };
    let mut out = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(figure);
    }
    out
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn a_dose_with_a_zero_after_the_point_is_reported_in_text_and_tables() {
        let said = found("trailing-zero", "---\nlang: en\n---\n# A\n\nTake 5.0 mg.\n\n| Dose |\n|--|\n| 2.00 mL |\n");
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("5.0 mg: "), "{said:?}");
        assert!(found("trailing-zero", "# A\n\nTake 5 mg or 2.05 mg, or 1,000 mg. Version 2.0 is out.\n").is_empty());
    }

    #[test]
    fn a_dose_without_a_zero_before_the_point_is_reported() {
        assert_eq!(
            found("naked-decimal", "# A\n\nTake .5 mg.\n"),
            [".5 mg: the dose `.5 mg` has no zero before the point"]
        );
        assert!(found("naked-decimal", "# A\n\nTake 0.5 mg (*P* < .05). See no.5 mg.\n").is_empty());
    }

    #[test]
    fn the_figures_of_a_large_dose_are_divided() {
        assert_eq!(found("large-dose", "# A\n\nInject 100000 units.\n").len(), 1);
        assert!(found("large-dose", "# A\n\nInject 100,000 units. Call 5550142. Eat 2000 mg.\n").is_empty());
    }
}
