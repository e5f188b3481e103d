//! Converts the CSL processor's output to inlines.

use crate::{
    article::{Inline, Link, Span, Style, Target},
    csl::{Display, Font, Run},
};

/// Text with uniform formatting that belongs to one cite.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    text: String,
    styles: Vec<Style>,
    url: Option<String>,
    /// The index of its cite in the citation.
    pub(super) cite: Option<usize>,
    /// The block of its entry.
    pub(super) block: Option<Display>,
}

/// Returns the text of runs in order; adjacent segments with the same formatting are merged.
pub(super) fn segments(runs: &[Run]) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let plain = Segment { text: String::new(), styles: Vec::new(), url: None, cite: None, block: None };
    collect(runs, &plain, &mut segments);
    segments
}

fn collect(runs: &[Run], around: &Segment, segments: &mut Vec<Segment>) {
    for run in runs {
        match run {
            Run::Text(text) => push(Segment { text: without_controls(text), ..around.clone() }, segments),
            Run::Styled(font, inner) => {
                let styles = with_font(&around.styles, *font);
                collect(inner, &Segment { styles, ..around.clone() }, segments);
            }
            Run::Link(url, inner) => collect(inner, &Segment { url: Some(url.clone()), ..around.clone() }, segments),
            Run::Cite(index, inner) => collect(inner, &Segment { cite: Some(*index), ..around.clone() }, segments),
            Run::Block(display, inner) => {
                let apart = matches!(display, Display::Block | Display::Indent) && !segments.is_empty();
                if apart {
                    push(Segment { text: " ".to_owned(), ..around.clone() }, segments);
                }
                collect(inner, &Segment { block: Some(*display), ..around.clone() }, segments);
            }
        }
    }
}

fn push(segment: Segment, segments: &mut Vec<Segment>) {
    if segment.text.is_empty() {
        return;
    }
    match segments.last_mut() {
        Some(last) if last.like(&segment) => last.text.push_str(&segment.text),
        _ => segments.push(segment),
    }
}

impl Segment {
    fn like(&self, other: &Self) -> bool {
        (&self.styles, &self.url, self.cite, self.block) == (&other.styles, &other.url, other.cite, other.block)
    }
}

/// Returns text on a single line, without control characters.
fn without_controls(text: &str) -> String {
    text.replace('\n', " ").chars().filter(|c| !c.is_control()).collect()
}

/// Returns the styles inside a font change. Underlining and light type have no style.
fn with_font(styles: &[Style], font: Font) -> Vec<Style> {
    let without = |gone: &[Style]| styles.iter().copied().filter(|style| !gone.contains(style)).collect::<Vec<_>>();
    let with = |added: Style, gone: &[Style]| without(gone).into_iter().chain([added]).collect();
    match font {
        Font::Italic => with(Style::Emphasis, &[Style::Emphasis]),
        Font::Bold => with(Style::Strong, &[Style::Strong]),
        Font::SmallCaps => with(Style::SmallCaps, &[Style::SmallCaps]),
        Font::Superscript => with(Style::Sup, &[Style::Sup, Style::Sub]),
        Font::Subscript => with(Style::Sub, &[Style::Sup, Style::Sub]),
        Font::Upright => without(&[Style::Emphasis]),
        Font::RegularWeight => without(&[Style::Strong]),
        Font::RegularCaps => without(&[Style::SmallCaps]),
        Font::Baseline => without(&[Style::Sup, Style::Sub]),
        Font::Light | Font::Underline | Font::NoUnderline => styles.to_vec(),
    }
}

/// Returns segments as inlines. `links` keeps links.
pub(super) fn inlines<'a>(segments: impl IntoIterator<Item = &'a Segment>, links: bool) -> Vec<Inline> {
    segments.into_iter().map(|segment| inline(segment, links)).collect()
}

fn inline(segment: &Segment, links: bool) -> Inline {
    // a fixed order, so that equal text gives equal inlines
    const ORDER: [Style; 5] = [Style::SmallCaps, Style::Emphasis, Style::Strong, Style::Sup, Style::Sub];
    let styles = ORDER.iter().filter(|style| segment.styles.contains(style));
    let words = styles
        .fold(Inline::words(segment.text.clone()), |inner, style| Inline::styled(*style, vec![inner], Span::default()));
    match &segment.url {
        Some(url) if links => Inline::Link(Box::new(Link {
            target: Target::Url(url.clone()),
            content: vec![words],
            title: None,
            span: Span::default(),
        })),
        _ => words,
    }
}

/// Returns inlines as text with the markup of CSL-JSON. Links and cross-references are reduced to their text; notes
/// and pictures are dropped.
pub(super) fn markup(content: &[Inline]) -> String {
    content.iter().map(marked).collect()
}

fn marked(inline: &Inline) -> String {
    match inline {
        Inline::Text(text) => text.text.clone(),
        Inline::Code(code) => code.text.clone(),
        Inline::Styled(x) => {
            let inner = markup(&x.content);
            match x.style {
                Style::Emphasis => format!("<i>{inner}</i>"),
                Style::Strong => format!("<b>{inner}</b>"),
                Style::Sup => format!("<sup>{inner}</sup>"),
                Style::Sub => format!("<sub>{inner}</sub>"),
                Style::SmallCaps => format!("<span style=\"font-variant:small-caps;\">{inner}</span>"),
                Style::Strike | Style::Keyboard => inner,
            }
        }
        Inline::Link(x) => markup(&x.content),
        Inline::CrossRef(x) => markup(&x.content),
        Inline::Scope(x) => markup(&x.content),
        Inline::Ruby(_) | Inline::Formula(_) | Inline::Break(_) => {
            let words = crate::article::plain_text(std::slice::from_ref(inline));
            if words.trim().is_empty() { " ".to_owned() } else { words }
        }
        Inline::NoteRef(_) | Inline::Citation(_) | Inline::Image(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::plain_text;

    fn styled(font: Font, text: &str) -> Run {
        Run::Styled(font, vec![Run::Text(text.to_owned())])
    }

    #[test]
    fn fonts_nest_and_are_reset() {
        let inner = vec![Run::Text("a ".to_owned()), styled(Font::Upright, "b"), styled(Font::Italic, " c")];
        let content = inlines(&segments(&[Run::Styled(Font::Italic, inner)]), true);
        assert_eq!(plain_text(&content), "a b c");
        let italic: Vec<bool> = content.iter().map(|inline| matches!(inline, Inline::Styled(_))).collect();
        assert_eq!(italic, [true, false, true]);
    }

    #[test]
    fn cites_inside_a_superscript_mark_are_separate() {
        let cite = |index: usize, text: &str| Run::Cite(index, vec![Run::Text(text.to_owned())]);
        let mark = Run::Styled(Font::Superscript, vec![cite(0, "1"), Run::Text(",".to_owned()), cite(1, "3")]);
        let cites: Vec<_> = segments(&[mark]).into_iter().map(|segment| (segment.text, segment.cite)).collect();
        assert_eq!(cites, [("1".to_owned(), Some(0)), (",".to_owned(), None), ("3".to_owned(), Some(1))]);
    }

    #[test]
    fn the_text_of_an_affix_keeps_its_formatting() {
        let content =
            [Inline::words("see "), Inline::styled(Style::Emphasis, vec![Inline::words("also")], Span::default())];
        assert_eq!(markup(&content), "see <i>also</i>");
    }
}
