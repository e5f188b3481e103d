//! Accessibility metadata: only what can be derived from the content (EPUB Accessibility 1.1, 2.2).

use super::plan::Plan;
use crate::{
    article::{Block, Inline, for_each_block, for_each_inline},
    locale::Words,
};

/// The properties of an article that the accessibility metadata depends on.
#[derive(Debug, Default)]
struct Content {
    headings: bool,
    pictures: bool,
    /// Whether any picture has no alternative text.
    undescribed: bool,
    /// Whether there is a GIF, which may be animated, and may flash.
    may_flash: bool,
    /// Whether there are formulas, as MathML with alternative text.
    formulas: bool,
    /// Whether the pages of a printed edition are marked.
    pages: bool,
}

/// Returns pairs of a `schema:` property and its value.
pub(super) fn metadata(plan: &Plan<'_>) -> Vec<(&'static str, String)> {
    let content = content(plan);
    let mut pairs = vec![("schema:accessMode", "textual")];
    if content.pictures {
        pairs.push(("schema:accessMode", "visual"));
        pairs.push(("schema:accessModeSufficient", "textual,visual"));
    }
    if !content.undescribed {
        pairs.push(("schema:accessModeSufficient", "textual"));
    }
    let features = [
        (true, "tableOfContents"),
        (true, "readingOrder"),
        (true, "displayTransformability"),
        (content.headings, "structuralNavigation"),
        (content.pictures && !content.undescribed, "alternativeText"),
        (content.formulas, "MathML"),
        (content.formulas, "describedMath"),
        (content.pages, "pageBreakMarkers"),
        (content.pages, "pageNavigation"),
    ];
    pairs.extend(features.iter().filter(|(has, _)| *has).map(|&(_, name)| ("schema:accessibilityFeature", name)));
    pairs.push(("schema:accessibilityHazard", if content.may_flash { "unknown" } else { "none" }));
    let mut pairs: Vec<_> = pairs.into_iter().map(|(property, value)| (property, value.to_owned())).collect();
    pairs.push(("schema:accessibilitySummary", summary(&content, plan.words)));
    pairs
}

fn content(plan: &Plan<'_>) -> Content {
    let mut content = Content { may_flash: has_gif(plan), pages: !plan.pages.list().is_empty(), ..Content::default() };
    for body in plan.article.bodies() {
        for_each_block(body, &mut |block| match block {
            Block::Heading(_) => content.headings = true,
            Block::Figure(x) => content.picture(&x.alt),
            Block::Formula(x) => content.formulas |= plan.resolved.formula(&x.formula).is_some(),
            _ => {}
        });
        for_each_inline(body, &mut |inline| match inline {
            Inline::Image(x) => content.picture(&x.alt),
            Inline::Formula(x) => content.formulas |= plan.resolved.formula(x).is_some(),
            _ => {}
        });
    }
    content
}

fn has_gif(plan: &Plan<'_>) -> bool {
    plan.pictures.values().any(|file| file.picture.media_type == "image/gif")
}

impl Content {
    fn picture(&mut self, alt: &str) {
        self.pictures = true;
        self.undescribed |= alt.trim().is_empty();
    }
}

/// Returns the summary, a few sentences.
fn summary(content: &Content, words: &Words) -> String {
    let words = &words.access;
    let pictures = match content {
        Content { pictures: false, .. } => words.no_pictures,
        Content { undescribed: true, .. } => words.undescribed,
        Content { undescribed: false, .. } => words.described,
    };
    let structure = if content.headings { words.headings } else { words.no_headings };
    let pages = content.pages.then_some(words.pages);
    [words.reflows, structure, pictures].into_iter().chain(pages).collect::<Vec<_>>().join(" ")
}
