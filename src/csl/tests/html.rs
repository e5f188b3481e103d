//! Writes runs as the HTML that the CSL test suite expects.

use crate::csl::{Display, Font, Output, Run};
use unicode_normalization::UnicodeNormalization;

/// Writes a bibliography.
pub(super) fn bibliography(output: &Output) -> String {
    let mut html = String::from("<div class=\"csl-bib-body\">");
    for entry in &output.bibliography {
        html.push_str(&format!("<div class=\"csl-entry\">{}</div>", runs(&entry.runs)));
    }
    html.push_str("</div>");
    html
}

/// Writes runs.
pub(super) fn runs(runs: &[Run]) -> String {
    runs.iter().map(run).collect()
}

fn run(run: &Run) -> String {
    match run {
        Run::Text(text) => text.chars().map(character).collect(),
        Run::Styled(font, inner) => {
            let (open, close) = tags(*font);
            format!("{open}{}{close}", runs(inner))
        }
        Run::Link(_, inner) | Run::Cite(_, inner) => runs(inner),
        Run::Block(display, inner) => {
            let class = match display {
                Display::Block => "csl-block",
                Display::LeftMargin => "csl-left-margin",
                Display::RightInline => "csl-right-inline",
                Display::Indent => "csl-indent",
            };
            format!("<div class=\"{class}\">{}</div>", runs(inner))
        }
    }
}

/// Escapes a character. The suite expects superscript characters as letters in superscript.
fn character(c: char) -> String {
    match c {
        '&' => "&#38;".into(),
        '<' => "&#60;".into(),
        '>' => "&#62;".into(),
        'ª' | '²' | '³' | '¹' | 'º' | 'ʰ'..='ʸ' | 'ˠ'..='ˤ' | 'ᴬ'..='ᵡ' | '⁰'..='ⁿ' | '℠' | '™' | '㆒'..='㆟' =>
        {
            format!("<sup>{}</sup>", c.nfkd())
        }
        'ˀ' => "<sup>ʔ</sup>".into(),
        'ˁ' => "<sup>ʕ</sup>".into(),
        'ۥ' => "<sup>و</sup>".into(),
        'ۦ' => "<sup>ي</sup>".into(),
        c => c.to_string(),
    }
}

fn tags(font: Font) -> (&'static str, &'static str) {
    match font {
        Font::Italic => ("<i>", "</i>"),
        Font::Bold => ("<b>", "</b>"),
        Font::Light => ("<span style=\"font-weight:light;\">", "</span>"),
        Font::SmallCaps => ("<span style=\"font-variant:small-caps;\">", "</span>"),
        Font::Underline => ("<span style=\"text-decoration:underline;\">", "</span>"),
        Font::Superscript => ("<sup>", "</sup>"),
        Font::Subscript => ("<sub>", "</sub>"),
        Font::Upright => ("<span style=\"font-style:normal;\">", "</span>"),
        Font::RegularWeight => ("<span style=\"font-weight:normal;\">", "</span>"),
        Font::RegularCaps => ("<span style=\"font-variant:normal;\">", "</span>"),
        Font::Baseline => ("<span style=\"baseline\">", "</span>"),
        Font::NoUnderline => ("<span style=\"text-decoration:none;\">", "</span>"),
    }
}
