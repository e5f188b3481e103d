//! Fenced divisions as pandoc, Quarto and VitePress write them: `::: {.warning #id}` … `:::`.
//!
//! A fence line is replaced, before parsing and at equal length, by a processing instruction (`<?…?>`): a block of
//! HTML of one line, which ends a paragraph or list before it as a fence does. [`super::html`] hands it back here.

use super::{
    build::Builder,
    frame::{Frame, Kind},
};
use crate::{
    article::{Bibliography, Block, Callout, CalloutKind, Direction, Division, Inline, Lang, Span},
    diagnostic::{Code, Diagnostic},
    read::common::{
        attributes::{self, Attributes},
        bytes::any_pair,
        clean::trimmed,
        words,
    },
};
use std::{borrow::Cow, collections::BTreeMap};

/// What a fence line says.
#[derive(Debug, Clone)]
pub(super) enum Fence {
    Open(Opened),
    Close,
}

/// What an opening fence says.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    attributes: Attributes,
    title: String,
    span: Span,
}

/// The text with its fence lines replaced, and the fences by the byte where each starts.
pub(super) fn marked(text: Cow<'_, str>, start: usize) -> (Cow<'_, str>, BTreeMap<usize, Fence>) {
    let mut fences = BTreeMap::new();
    let body = &text[start..];
    if !any_pair(body.as_bytes(), |a, b| a == b':' && b == b':') || !body.contains(":::") {
        return (text, fences);
    }
    let mut out = text[..start].to_owned();
    let mut code = super::code_fence::CodeFence::default();
    for line in text[start..].split_inclusive('\n') {
        let bare = line.trim();
        let indent = line.len() - line.trim_start().len();
        let found = if code.covers(line) || indent > 3 { None } else { fence(bare, out.len() + indent) };
        let Some(fence) = found else {
            out.push_str(line);
            continue;
        };
        fences.insert(out.len() + indent, fence);
        out.push_str(&line[..indent]);
        out.push_str("<?");
        out.extend(std::iter::repeat_n('-', bare.len().saturating_sub(4)));
        out.push_str(if bare.len() > 3 { "?>" } else { ">" });
        out.push_str(&line[indent + bare.len()..]);
    }
    (Cow::Owned(out), fences)
}

fn fence(line: &str, start: usize) -> Option<Fence> {
    let rest = line.trim_start_matches(':');
    if line.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim_end_matches(':').trim();
    if rest.is_empty() {
        return Some(Fence::Close);
    }
    let span = Span::new(start, start + line.len());
    if let Some(attributes) = attributes::parse(rest) {
        return Some(Fence::Open(Opened { title: attributes.value("title"), attributes, span }));
    }
    let (name, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    // Words behind a name are a title where the name is that of a callout; any other line is words that open so.
    if !sound || !(title.is_empty() || callout(name).is_some()) {
        return None;
    }
    let attributes = Attributes { classes: vec![name.to_owned()], ..Attributes::default() };
    Some(Fence::Open(Opened { attributes, title: trimmed(title), span }))
}

/// The callout that a class asks for: `warning`, or Quarto's `callout-warning`.
fn callout(class: &str) -> Option<CalloutKind> {
    let name = class.strip_prefix("callout-").unwrap_or(class);
    if matches!(name, "danger") { Some(CalloutKind::Warning) } else { words::callout(name) }
}

/// Opens or closes a division where a fence stands.
pub(super) fn meet(builder: &mut Builder<'_>, fence: Fence, span: Span) {
    match fence {
        Fence::Open(_) if builder.is_full(span) => {}
        Fence::Open(opened) => builder.open(Frame::new(Kind::Fenced(Box::new(opened)), span)),
        Fence::Close => close(builder, span),
    }
}

fn close(builder: &mut Builder<'_>, span: Span) {
    builder.end_line();
    let inner = builder.stack.iter().rev().take_while(|frame| matches!(frame.kind, Kind::Tag(..) | Kind::Division(..)));
    let depth = inner.count();
    let fenced = builder.stack.len().checked_sub(depth + 1).and_then(|at| builder.stack.get_mut(at));
    match fenced {
        Some(frame) if matches!(frame.kind, Kind::Fenced(_)) => {
            frame.span = frame.span.cover(span);
            (0..=depth).for_each(|_| builder.close());
        }
        _ => told(builder.diagnostics, "a division is closed that was not opened", span),
    }
}

/// Tells of a fence that has no partner.
pub(super) fn told(diagnostics: &mut Vec<Diagnostic>, message: &str, span: Span) {
    let help = "write `:::` and a name before the blocks, and `:::` after them, each on a line of its own";
    diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).at(span).help(help));
}

impl Opened {
    /// The language that it names.
    pub(super) fn lang(&self) -> Option<Lang> {
        Lang::new(&self.attributes.value("lang")).ok()
    }

    pub(super) fn classes(&self) -> &[String] {
        &self.attributes.classes
    }

    pub(super) fn span(&self) -> Span {
        self.span
    }
}

/// What a fenced division became: the place of the bibliography, a callout, or a division.
pub(super) fn division(opened: Opened, mut body: Vec<Block>, span: Span) -> Vec<Block> {
    let Opened { attributes, title, .. } = opened;
    if attributes.anchor.as_ref().is_some_and(|anchor| anchor.as_str() == "refs") {
        body.insert(0, Block::Bibliography(Bibliography { span: opened.span }));
        return body;
    }
    if let Some(kind) = attributes.classes.iter().find_map(|class| callout(class)) {
        let mut title = if title.is_empty() { Vec::new() } else { vec![Inline::text(title, opened.span)] };
        // Quarto takes a callout's title from a heading that opens it.
        if let (true, Some(Block::Heading(heading))) = (title.is_empty(), body.first_mut()) {
            title = std::mem::take(&mut heading.content);
            body.remove(0);
        }
        return vec![Block::Callout(Callout { kind, title, body, span })];
    }
    let lang = Lang::new(&attributes.value("lang")).ok();
    let dir = match attributes.value("dir").as_str() {
        "rtl" => Some(Direction::Rtl),
        "ltr" => Some(Direction::Ltr),
        _ => None,
    };
    let Attributes { anchor, classes, .. } = attributes;
    super::html::division(Division { lang, dir, classes, anchor, ..Division::default() }, body, span)
}
