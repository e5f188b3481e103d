//! Fit: sets an article on no more pages than requested, by the mildest of several steps.
//!
//! Each step is a tighter theme, with which the article is composed again. No type gets smaller than the theme allows.
//! If even the last step is not enough, the usual setting is kept.

use super::document::Document;
use crate::{
    article::PageCount,
    diagnostic::{Code, Diagnostic},
    render::RenderError,
    theme::{Length, Theme, Tightness},
    typeset::ItemKind,
};

/// A composed document, with its diagnostics.
pub(super) type Composed = (Document, Vec<Diagnostic>);

/// The steps to try, mildest first. Leading and spaces come first, then margins and pictures, and finally type: a small
/// picture is easier to see than small type is to read.
const STEPS: [Tightness; 12] = [
    step(1.0, 1.0, 0.85, 1.0, 1.0),
    step(1.0, 0.97, 0.8, 1.0, 1.0),
    step(1.0, 0.97, 0.8, 0.9, 1.0),
    step(1.0, 0.97, 0.8, 0.9, 0.9),
    step(1.0, 0.95, 0.7, 0.8, 0.8),
    step(1.0, 0.95, 0.65, 0.75, 0.65),
    step(1.0, 0.93, 0.6, 0.7, 0.5),
    step(1.0, 0.9, 0.5, 0.6, 0.4),
    step(0.97, 0.93, 0.6, 0.7, 0.5),
    step(0.94, 0.93, 0.6, 0.7, 0.5),
    step(0.91, 0.93, 0.6, 0.65, 0.5),
    step(0.85, 0.9, 0.5, 0.6, 0.5),
];

const fn step(type_size: f32, leading: f32, spaces: f32, margins: f32, pictures: f32) -> Tightness {
    Tightness { type_size, leading, spaces, margins, pictures }
}

/// Composes an article in a theme, or in a tighter one if it takes more pages than `wanted`. `compose` receives the
/// scale of pictures.
pub(super) fn fitted(
    wanted: Option<PageCount>,
    (theme, page_width): (&Theme, f32),
    mut compose: impl FnMut(&Theme, f32) -> Result<Composed, RenderError>,
) -> Result<Composed, RenderError> {
    let mut usual = compose(theme, 1.0)?;
    let count = usual.0.pages.len();
    let Some(wanted) = wanted.map(|wanted| usize::from(wanted.get())).filter(|wanted| *wanted < count) else {
        return Ok(usual);
    };
    let mut at = |step: &Tightness| {
        let tighter = theme.tightened(*step, page_width);
        let (document, diagnostics) = compose(&tighter, step.pictures)?;
        let taken = changes((theme, &tighter), step, (page_width, has_pictures(&document)));
        Ok::<_, RenderError>((document, diagnostics, taken))
    };
    let [milder @ .., tightest] = &STEPS;
    let last = at(tightest)?;
    let least = last.0.pages.len();
    if least > wanted {
        let taken = if least < count { least.to_string() } else { format!("all {count}") };
        let message = format!("the article does not fit on {}: the tightest setting takes {taken}", pages(wanted));
        let help = format!("shorten it, or ask for more pages; it is set as usual, on {}", pages(count));
        usual.1.push(Diagnostic::new(Code::NoFit, message).help(help));
        return Ok(usual);
    }
    let mut best = last;
    for step in milder {
        let tried = at(step)?;
        if tried.0.pages.len() <= wanted {
            best = tried;
            break;
        }
    }
    let (document, mut diagnostics, taken) = best;
    let message = format!("{} instead of {count}: {taken}", pages(document.pages.len()));
    diagnostics.push(Diagnostic::new(Code::Fit, message));
    Ok((document, diagnostics))
}

/// Describes what a step changes.
fn changes((usual, tighter): (&Theme, &Theme), step: &Tightness, (page_width, pictures): (f32, bool)) -> String {
    let pair = |of: fn(&Theme) -> Length| [usual, tighter].map(|theme| theme.points(of(theme), page_width));
    let points = |words: &str, [before, after]: [f32; 2], more: &str| {
        (before - after > 0.05).then(|| format!("{words} {} pt{more}", (after * 10.0).round() / 10.0))
    };
    let percent = |words: &str, part: f32| {
        let part = (part * 100.0).round();
        (part < 100.0).then(|| format!("{words} at {part} %"))
    };
    let [margin, lower] = pair(|theme| theme.page.margin_top);
    let taken = [
        points("text at", pair(|theme| theme.body.size), ""),
        points("lines", pair(|theme| theme.body.leading), " apart"),
        percent("spaces", step.spaces),
        percent("margins", lower / margin.max(f32::EPSILON)),
        percent("pictures", step.pictures).filter(|_| pictures),
    ];
    taken.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn has_pictures(document: &Document) -> bool {
    let mut items = document.pages.iter().flat_map(|page| &page.items);
    items.any(|item| matches!(item.kind, ItemKind::Picture { .. }))
}

fn pages(count: usize) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}
