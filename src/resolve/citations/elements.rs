//! What hayagriva gives, as inlines.

use super::gaps;
use crate::article::{Inline, Link, Span, Style, Target};
use hayagriva::{
    ElemChild, ElemChildren, Formatting,
    citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign},
};

/// The elements as inlines, neighbours of the same style joined.
pub(super) fn inlines(children: &ElemChildren) -> Vec<Inline> {
    let mut runs = Vec::new();
    children.0.iter().for_each(|child| collect(child, &mut runs));
    joined(runs)
}

/// One element as inlines.
pub(super) fn inlines_of(child: &ElemChild) -> Vec<Inline> {
    let mut runs = Vec::new();
    collect(child, &mut runs);
    joined(runs)
}

/// Words with their style, and where they link to.
struct Run {
    text: String,
    styles: Vec<Style>,
    url: Option<String>,
}

fn collect(child: &ElemChild, runs: &mut Vec<Run>) {
    let mut add = |text: &str, formatting: &Formatting, url: Option<&String>| {
        let is_plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let text = if is_plain { text.to_owned() } else { without_controls(&gaps::reveal(text)) };
        runs.push(Run { text, styles: styles(formatting), url: url.cloned() });
    };
    match child {
        ElemChild::Text(x) => add(&x.text, &x.formatting, None),
        ElemChild::Link { text, url } => add(&text.text, &text.formatting, Some(url)),
        ElemChild::Markup(text) => add(text, &Formatting::default(), None),
        ElemChild::Elem(x) => x.children.0.iter().for_each(|child| collect(child, runs)),
        ElemChild::Transparent { .. } => {}
    }
}

/// The text in one line, without what is no character to be seen.
fn without_controls(text: &str) -> String {
    text.replace('\n', " ").chars().filter(|c| !c.is_control()).collect()
}

fn styles(formatting: &Formatting) -> Vec<Style> {
    let italic = matches!(formatting.font_style, FontStyle::Italic).then_some(Style::Emphasis);
    let bold = matches!(formatting.font_weight, FontWeight::Bold).then_some(Style::Strong);
    let small = matches!(formatting.font_variant, FontVariant::SmallCaps).then_some(Style::SmallCaps);
    let moved = match formatting.vertical_align {
        VerticalAlign::Sup => Some(Style::Sup),
        VerticalAlign::Sub => Some(Style::Sub),
        VerticalAlign::None | VerticalAlign::Baseline => None,
    };
    [moved, bold, italic, small].into_iter().flatten().collect()
}

/// The runs without punctuation that is never right, within runs and between them.
fn tidied(mut runs: Vec<Run>) -> Vec<Run> {
    let mut before = String::with_capacity(runs.iter().map(|run| run.text.len()).sum());
    for index in 0..runs.len() {
        let mut text = String::with_capacity(runs[index].text.len());
        for (at, c) in std::mem::take(&mut runs[index].text).chars().enumerate() {
            let (drop, skip) = gaps::clash(&before, c);
            let skip = skip || (at == 0 && c == '.' && before.ends_with('.') && !before.ends_with(".."));
            if drop > 0 {
                before.pop();
                let earlier = runs[..index].iter_mut().rev().map(|run| &mut run.text);
                let _ = std::iter::once(&mut text).chain(earlier).find_map(String::pop);
            }
            if !skip {
                text.push(c);
                before.push(c);
            }
        }
        runs[index].text = text;
    }
    runs
}

/// The runs, parted where a value's own markup begins and ends.
fn marked(runs: Vec<Run>) -> Vec<Run> {
    let mut open: Vec<Style> = Vec::new();
    let mut parted = Vec::new();
    for run in runs {
        // no mark is of ASCII
        if open.is_empty() && run.text.is_ascii() {
            parted.push(run);
            continue;
        }
        let mut rest = run.text.as_str();
        loop {
            let end = rest.find(|c| gaps::mark(c).is_some()).unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            let own = open.iter().copied().filter(|style| !run.styles.contains(style));
            let styles = run.styles.iter().copied().chain(own).collect();
            parted.push(Run { text: text.to_owned(), styles, url: run.url.clone() });
            let Some((mark, style, begins)) = after.chars().next().and_then(|c| gaps::mark(c).map(|(s, b)| (c, s, b)))
            else {
                break;
            };
            open.retain(|other| *other != style);
            open.extend(begins.then_some(style));
            rest = &after[mark.len_utf8()..];
        }
    }
    parted
}

fn joined(runs: Vec<Run>) -> Vec<Inline> {
    let mut merged: Vec<Run> = Vec::new();
    for run in marked(tidied(runs)).into_iter().filter(|run| !run.text.is_empty()) {
        match merged.last_mut() {
            Some(last) if last.styles == run.styles && last.url == run.url => last.text.push_str(&run.text),
            _ => merged.push(run),
        }
    }
    merged.iter_mut().for_each(|run| run.text = gaps::word_others(&run.text));
    merged.into_iter().map(inline).collect()
}

fn inline(run: Run) -> Inline {
    let words = run
        .styles
        .into_iter()
        .rev()
        .fold(Inline::words(run.text), |inner, style| Inline::styled(style, vec![inner], Span::default()));
    match run.url {
        Some(url) => Inline::Link(Box::new(Link {
            target: Target::Url(url),
            content: vec![words],
            title: None,
            span: Span::default(),
        })),
        None => words,
    }
}
