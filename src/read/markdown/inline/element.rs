//! Converts links, styled text and HTML elements once they are complete.

use crate::{
    article::{
        Anchor, CrossRef, Direction, Inline, InlineCode, Lang, Link, Pairs, Ruby, Scope, Span, Style, Target,
        plain_text,
    },
    read::common::{
        attributes::{Attributes, SMALL_CAPS},
        clean::{clean, trimmed},
        links, numerals,
    },
};

/// The meaning of an HTML inline element.
#[derive(Debug)]
pub(crate) enum Element {
    Styled(Style),
    Link(String),
    Scope(Box<Scope>),
    Code,
    /// Text with ruby annotations.
    Ruby,
    /// The annotation of the preceding text in a ruby element.
    Reading,
    /// `<script>` and similar elements, whose content is not shown.
    Hidden,
}

impl Element {
    /// Converts the element, given its content.
    pub(crate) fn finish(self, content: Vec<Inline>, span: Span) -> Vec<Inline> {
        match self {
            Self::Hidden => Vec::new(),
            _ if content.is_empty() => Vec::new(),
            Self::Styled(style) => vec![Inline::styled(style, content, span)],
            Self::Ruby => ruby(content, span),
            Self::Reading => vec![Inline::Ruby(Ruby { base: String::new(), reading: plain_text(&content), span })],
            Self::Code => vec![Inline::Code(InlineCode { text: plain_text(&content), span })],
            Self::Link(url) if url.is_empty() => content,
            Self::Link(url) => vec![link(url, "", content, span)],
            Self::Scope(scope) => scoped(*scope, content, span),
        }
    }
}

/// Returns content in a scope with a language, direction or class, or the bare content if none is set.
fn scoped(mut scope: Scope, mut content: Vec<Inline>, span: Span) -> Vec<Inline> {
    if scope.classes == [SMALL_CAPS] {
        scope.classes.clear();
        content = vec![Inline::styled(Style::SmallCaps, content, span)];
    }
    if scope == (Scope { span: scope.span, ..Scope::default() }) {
        return content;
    }
    vec![Inline::Scope(Box::new(Scope { content, span, ..scope }))]
}

/// Returns the content of `[words]{lang=fr .class}`.
pub(super) fn attributed(attributes: &Attributes, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    if content.is_empty() {
        return content;
    }
    let classes = attributes.classes.clone();
    let scope = scope(&attributes.value("lang"), &attributes.value("dir"), classes, &attributes.value("title"), span);
    scoped(scope, content, span)
}

/// Returns a scope without content; values without effect are left out.
pub(crate) fn scope(lang: &str, dir: &str, classes: Vec<String>, title: &str, span: Span) -> Scope {
    let expansion = Some(trimmed(title)).filter(|title| !title.is_empty());
    Scope { lang: Lang::new(lang).ok(), dir: direction(dir), classes, expansion, content: Vec::new(), span }
}

/// Parses the value of a `dir` attribute.
pub(crate) fn direction(value: &str) -> Option<Direction> {
    match value {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    }
}

/// Returns the text and annotations of a complete ruby element.
fn ruby(content: Vec<Inline>, span: Span) -> Vec<Inline> {
    let mut pairs = Pairs::default();
    for inline in content {
        match inline {
            Inline::Ruby(Ruby { reading, .. }) => pairs.reading(&reading, span),
            other => pairs.base(&plain_text(&[other])),
        }
    }
    let (pairs, rest) = pairs.end();
    let rest = (!rest.trim().is_empty()).then(|| Inline::text(rest, span));
    pairs.into_iter().map(Inline::Ruby).chain(rest).collect()
}

/// Returns a link, or a cross-reference if the target is an anchor in the article.
pub(crate) fn link(url: String, title: &str, content: Vec<Inline>, span: Span) -> Inline {
    if let Some(name) = url.strip_prefix('#').filter(|name| !name.is_empty()) {
        return Inline::CrossRef(CrossRef { target: Anchor::new(name), content, span });
    }
    let content = if content.is_empty() { vec![Inline::text(clean(&url), span)] } else { content };
    let title = Some(trimmed(title)).filter(|title| !title.is_empty());
    Inline::Link(Box::new(Link { target: Target::Url(links::escaped(url)), content, title, span }))
}

/// Returns content in a style. Superscript numbers cite entries of a reference list that ends with number `cited`.
pub(crate) fn styled(style: Style, content: Vec<Inline>, cited: u32, span: Span) -> Option<Inline> {
    if style == Style::Sup && cited > 0 {
        let written = plain_text(&content);
        if let Some(numbers) = numerals::alone(&written, cited) {
            let citation = Inline::Citation(Box::new(numerals::citation(&numbers, written, span)));
            return Some(Inline::styled(style, vec![citation], span));
        }
    }
    (!content.is_empty()).then(|| Inline::styled(style, content, span))
}
