//! The style sheet: a common one, and the parts of a theme that reading systems can apply.
//!
//! Fonts, sizes and the colors of text and pages are the reader's choice. A theme sets the size of headings relative to
//! the text, the line spacing, justification, how paragraphs are separated, and the hue of callout borders. If the
//! theme is ragged, the reader's own setting applies.

use crate::{
    article::Lang,
    render::xhtml,
    theme::{Align, TextStyle, Theme},
    typeset::Color,
};
use std::fmt::Write as _;

/// The maximum size of a title, in ems: a phone has no room for long words in larger ones.
const LARGEST: f32 = 1.9;

/// Returns the style sheet of an article in a language, in a theme.
pub(super) fn sheet(theme: &Theme, lang: &Lang) -> String {
    let mut out = xhtml::style(lang);
    out.push_str("\n/* From the theme. */\n");
    let body = &theme.body;
    let leading = theme.points(body.leading, 0.0) / theme.em();
    let align = if body.align == Align::Justified { " text-align: justify;" } else { "" };
    rule(&mut out, "body", &format!("line-height: {};{align}", ems(leading)));
    if !body.hyphenate {
        rule(&mut out, "body", "-webkit-hyphens: manual; -epub-hyphens: manual; hyphens: manual;");
    }
    let indent = theme.points(body.indent, 0.0) / theme.em();
    if indent > 0.0 {
        // a page mark of the printed edition may be between two paragraphs
        rule(&mut out, "p + p, p + span + p", &format!("text-indent: {}em;", ems(indent)));
        rule(&mut out, "p", "margin: 0;");
        rule(
            &mut out,
            ".notes p, .title-block p, .lead + p, .callout-title, aside p, figure p, td p",
            "text-indent: 0;",
        );
    }
    size(&mut out, theme, "h1", theme.title);
    for (level, name) in (1..).zip(["h2", "h3", "h4"]) {
        size(&mut out, theme, name, theme.heading(level));
    }
    rule(&mut out, ".callout", &format!("border-color: {};", middle(theme.colors.accent)));
    let alarm = theme.colors.alarm;
    rule(&mut out, &each(ALARMS, ""), &format!("border-color: {};", middle(alarm)));
    // both colors are set, and no reading system is known that replaces only one of them
    rule(&mut out, &each(ALARMS, " > .callout-title"), &format!("background: {alarm}; color: #fff;"));
    out + &xhtml::look(theme)
}

/// The callouts with a solid title bar.
const ALARMS: [&str; 3] = ["warning", "caution", "emergency"];

/// Returns the selector of some callouts, or of a part of them.
fn each(kinds: [&str; 3], part: &str) -> String {
    kinds.map(|kind| format!(".callout.{kind}{part}")).join(", ")
}

fn rule(out: &mut String, selector: &str, declarations: &str) {
    let _ = writeln!(out, "{selector} {{ {declarations} }}");
}

/// Sets a heading's size relative to the text.
fn size(out: &mut String, theme: &Theme, selector: &str, style: TextStyle) {
    let size = (theme.points(style.size, 0.0) / theme.em()).min(LARGEST);
    rule(out, selector, &format!("font-size: {}em;", ems(size)));
}

/// Rounds to two decimals, which is enough for screens.
fn ems(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Returns the hue at a lightness with a contrast of 3:1 on both white and black (WCAG 2.2, 1.4.11): many reading
/// systems have a dark mode that style sheets cannot detect.
fn middle(color: Color) -> Color {
    const TARGET: f32 = 0.18;
    let towards = if color.luminance() < TARGET { Color::WHITE } else { Color::BLACK };
    let off = |color: Color| (color.luminance() - TARGET).abs();
    let steps = (0..=100).map(|step| color.mixed(towards, step as f32 / 100.0));
    steps.min_by(|a, b| off(*a).total_cmp(&off(*b))).unwrap_or(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme_part(name: &str) -> String {
        let sheet = sheet(&Theme::bundled(name).expect("a theme"), &Lang::default());
        sheet.split_once("From the theme. */\n").expect("the theme's part").1.to_owned()
    }

    #[test]
    fn a_theme_sets_spacing_and_sizes_but_no_fonts_or_text_colors() {
        insta::assert_snapshot!(theme_part("clinic"), @"
        body { line-height: 1.42; }
        body { -webkit-hyphens: manual; -epub-hyphens: manual; hyphens: manual; }
        h1 { font-size: 1.9em; }
        h2 { font-size: 1.38em; }
        h3 { font-size: 1.13em; }
        h4 { font-size: 1em; }
        .callout { border-color: #507a98; }
        .callout.warning, .callout.caution, .callout.emergency { border-color: #af605a; }
        .callout.warning > .callout-title, .callout.caution > .callout-title, .callout.emergency > .callout-title { background: #8c1c13; color: #fff; }
        ");
        insta::assert_snapshot!(theme_part("book"), @r#"
        body { line-height: 1.36; text-align: justify; }
        p + p, p + span + p { text-indent: 1.4em; }
        p { margin: 0; }
        .notes p, .title-block p, .lead + p, .callout-title, aside p, figure p, td p { text-indent: 0; }
        h1 { font-size: 1.9em; }
        h2 { font-size: 1.36em; }
        h3 { font-size: 1.14em; }
        h4 { font-size: 1em; }
        .callout { border-color: #507a98; }
        .callout.warning, .callout.caution, .callout.emergency { border-color: #af605a; }
        .callout.warning > .callout-title, .callout.caution > .callout-title, .callout.emergency > .callout-title { background: #8c1c13; color: #fff; }
        .title-block + p::first-line, .chapter + p::first-line, .chapter-front + p::first-line, .title-block + .epigraph + p::first-line, .chapter + .epigraph + p::first-line, .chapter-front + .epigraph + p::first-line { font-variant: small-caps; }
        blockquote { padding: 0; border: 0; }
        hr { width: auto; border: 0; text-align: center; }
        hr::before { content: "*\2003 *\2003 *"; }
        "#);
        for name in Theme::NAMES {
            let sheet = sheet(&Theme::bundled(name).expect("a theme"), &Lang::default()).replace("border-color", "");
            // only behind pictures, and only in dark mode
            let sheet = sheet.replacen("@media (prefers-color-scheme: dark) { img { background: #fff; } }", "", 1);
            // table headers, whatever the color of the page
            let sheet = sheet.replacen("background: rgba(128, 128, 128, 0.2);", "", 1);
            // the solid titles of warning callouts
            let sheet = sheet.replacen("background: #8c1c13; color: #fff;", "", 1);
            assert!(!sheet.contains("color:") && !sheet.contains("background"), "{name}");
        }
    }

    #[test]
    fn scripts_without_italics_are_not_slanted() {
        let upright = |lang: &str| {
            let sheet = sheet(&Theme::clinic(), &Lang::new(lang).expect("a tag"));
            sheet.contains("\nh5, h6 { font-style: normal; }")
        };
        assert_eq!(["ar", "he", "hi", "th", "zh"].map(upright), [true; 5]);
        assert_eq!(["en", "vi", "ru", "el", "az"].map(upright), [false; 5]);
    }

    #[test]
    fn borders_show_on_white_and_on_black() {
        for color in [Color::rgb(0x12, 0x4b, 0x74), Color::rgb(255, 255, 0), Color::rgb(0, 0, 0), Color::WHITE] {
            let light = middle(color).luminance() + 0.05;
            assert!(1.05 / light >= 3.0 && light / 0.05 >= 3.0, "{color:?} becomes {:?}", middle(color));
        }
    }
}
