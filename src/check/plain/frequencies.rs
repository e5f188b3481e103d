//! Numbers that readers would have to calculate with.

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
use std::ops::Range;

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "mixed-frequencies",
        family: Family::PlainLanguage,
        severity: Severity::Note,
        summary: "a section uses both “2 in 5” and “40 %”",
        reason: "Readers cannot compare `2 in 5` with `35 %`. Use one of them, preferably “of 100 people”, always \
                 with the same number of people.",
        check: frequencies,
    },
    Rule {
        name: "mixed-measures",
        family: Family::PlainLanguage,
        severity: Severity::Warning,
        summary: "a liquid is measured in milliliters and in spoons",
        reason: "Kitchen spoons give wrong doses, and people who must convert make mistakes. Give all doses of a \
                 liquid in milliliters, and tell readers to use the syringe or cup that comes with it.",
        check: measures,
    },
];

fn frequencies(subject: &Subject<'_>, found: &mut Found<'_>) {
    let mut percent = vec![false; subject.prose.sections.len()];
    let mut ratios = vec![None; subject.prose.sections.len()];
    for passage in subject.own().filter(|passage| passage.is_prose()) {
        let numbers = numbers(&passage.text);
        percent[passage.section] |= numbers.iter().any(|number| is_percent(passage, number));
        let ratio = ratio(passage, &numbers).map(|part| (passage, part));
        ratios[passage.section] = ratios[passage.section].take().or(ratio);
    }
    let both = ratios.into_iter().zip(percent).filter_map(|(ratio, percent)| ratio.filter(|_| percent));
    for (passage, part) in both {
        let message = format!("`{}` and percent are in the same section", &passage.text[part.clone()]);
        found.add(subject.place(passage, part), message, "use one of them, such as “of 100 people”");
    }
}

fn is_percent(passage: &Passage, number: &Number) -> bool {
    passage.text[number.range.end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(['%', '٪'])
        || matches!(&passage.text[number.unit.clone()], "percent" | "Prozent")
}

/// Returns the range of `2 in 5`, `2 out of 5`, `2 de cada 5`, `2 von 5`.
fn ratio(passage: &Passage, numbers: &[Number]) -> Option<Range<usize>> {
    let pair = numbers.windows(2).find(|pair| {
        let [one, two] = pair else { return false };
        let between = passage.text[one.range.end..two.range.start].trim();
        let value = |number: &Number| {
            passage.text[number.range.clone()].replace([',', '.'], "").parse::<u32>().unwrap_or_default()
        };
        // `5 in 2024` is a year
        matches!(between, "in" | "out of" | "in every" | "of every" | "de cada" | "von")
            && value(one) < value(two)
            && value(two) != 24
            && !(1900..2100).contains(&value(two))
    })?;
    Some(pair[0].range.start..pair[1].range.end)
}

/// Kitchen measures, in lower case.
const SPOONS: &[&str] = &[
    "teaspoon",
    "teaspoons",
    "teaspoonful",
    "tablespoon",
    "tablespoons",
    "tsp",
    "tbsp",
    "cucharadita",
    "cucharaditas",
    "cucharada",
    "cucharadas",
    "teelöffel",
    "esslöffel",
];

fn measures(subject: &Subject<'_>, found: &mut Found<'_>) {
    let has_milliliters = subject.own().any(|passage| {
        numbers(&passage.text)
            .iter()
            .any(|number| matches!(&passage.text[number.unit.clone()], "mL" | "ml" | "milliliters"))
    });
    if !has_milliliters {
        return;
    }
    for passage in subject.own() {
        for number in numbers(&passage.text) {
            let unit = passage.text[number.unit.clone()].to_lowercase();
            if SPOONS.contains(&unit.as_str()) {
                let written = &passage.text[number.with_unit()];
                let message = format!("`{written}` and milliliters are in the same article");
                found.add(subject.place(passage, number.with_unit()), message, "give all doses in milliliters");
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn ratios_and_percent_do_not_mix_in_a_section() {
        let findings = |text: &str| found("mixed-frequencies", &format!("---\nlang: en\n---\n# A\n\n{text}\n")).len();
        assert_eq!(findings("About 2 in 5 people get it. 40 % get better."), 1);
        assert_eq!(findings("About 2 in 5 people get it.\n\n## B\n\nOf all, 40 % get better."), 0);
        assert_eq!(findings("It fell by 40 % to 5 in 2024."), 0);
    }

    #[test]
    fn spoons_and_milliliters_do_not_mix() {
        let findings = |text: &str| found("mixed-measures", &format!("---\nlang: en\n---\n# A\n\n{text}\n")).len();
        assert_eq!(findings("Take 1 teaspoon. Then take 5 mL."), 1);
        assert_eq!(findings("Stir 1 teaspoon of salt into 1 liter of water."), 0);
    }
}
