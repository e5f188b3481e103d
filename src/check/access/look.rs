//! The look of the pages: size and contrast.

use crate::{
    article::Span,
    check::{
        findings::Found,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
    theme::Color,
};

pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "small-print",
        family: Family::Access,
        severity: Severity::Warning,
        summary: "the theme sets running text in less than 12 points",
        reason: "Clear print guides (UKAAF, RNIB) ask for at least 12 points, preferably 14. For large print, \
                 choose the theme \
                 `large-print`, with 18 points.",
        check: small_print,
    },
    Rule {
        name: "low-contrast",
        family: Family::Access,
        severity: Severity::Warning,
        summary: "a color of the theme is hard to read, in color or in grey",
        reason: "Text needs a contrast of 4.5:1 with its background (WCAG 2.2, 1.4.3), also on a black-and-white \
                 printer, where two colors may become the same grey.",
        check: contrast,
    },
];

/// The minimum size of running text, in points.
const LEAST: f32 = 12.0;

/// The minimum contrast of text (WCAG 2.2, 1.4.3).
const CONTRAST: f32 = 4.5;

fn small_print(subject: &Subject<'_>, found: &mut Found<'_>) {
    let size = subject.render.theme.body.size.points(LEAST, 0.0);
    if size < LEAST {
        let message = format!("the theme sets text in {size} points, less than {LEAST}");
        found.add(
            Span::default(),
            message,
            "choose the theme `clinic` or `large-print`, or set `size` in `[body]` of your theme",
        );
    }
}

fn contrast(subject: &Subject<'_>, found: &mut Found<'_>) {
    let colors = &subject.render.theme.colors;
    let words = [("ink", colors.ink), ("faint", colors.faint), ("accent", colors.accent), ("alarm", colors.alarm)];
    let grounds = [("white", Color::WHITE), ("the tint", colors.tint)];
    for (name, color) in words {
        for (behind, ground) in grounds {
            let (plain, grey) = (color.contrast(ground), color.grey().contrast(ground.grey()));
            if plain.min(grey) < CONTRAST {
                let how = if plain < CONTRAST { "" } else { " in grey" };
                let message =
                    format!("`{name}` of the theme on {behind} has a contrast of {:.1}:1{how}", plain.min(grey));
                found.add(
                    Span::default(),
                    message,
                    "choose a darker color in `[colors]` of your theme: at least 4.5:1",
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Converter, Source, Syntax,
        check::{Options, Setting, check},
        env::MemoryEnv,
        render,
        theme::Theme,
    };
    use std::sync::Arc;

    fn rules_of(theme: &str) -> Vec<String> {
        let source = Source::new("a.md", "# A\n\nRest.\n");
        let (resolved, _) = Converter::default().prepare(&source, Syntax::Markdown, &MemoryEnv::new());
        let render = render::Options::default().theme(Arc::new(Theme::parse(theme).unwrap()));
        let setting = Setting { options: &Options::default(), render: &render, against: None };
        let findings = check(&resolved.unwrap(), &source, &setting).findings;
        findings
            .iter()
            .map(|finding| finding.code.to_string())
            .filter(|rule| rule.starts_with("small") || rule.starts_with("low"))
            .collect()
    }

    #[test]
    fn small_text_is_reported_and_the_default_is_fine() {
        assert!(rules_of("extends = \"clinic\"").is_empty());
        assert!(rules_of("extends = \"large-print\"").is_empty());
        assert_eq!(rules_of("extends = \"clinic\"\n[body]\nsize = \"10pt\""), ["small-print"]);
    }

    #[test]
    fn a_color_that_is_too_light_for_words_is_reported() {
        let found = rules_of("extends = \"clinic\"\n[colors]\nalarm = \"#e08080\"");
        assert_eq!(found, ["low-contrast", "low-contrast"]);
    }
}
