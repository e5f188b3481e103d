//! Quotes that are callouts because of a marker in their first line: `> [!TIP]`, which the parser recognizes if
//! nothing follows, and `> [!tip] In the morning`, where the rest of the line is the title.

use super::{
    arrange::arrange,
    frame::{Frame, Kind},
};
use crate::{
    article::{Block, Callout, CalloutKind, Inline, Span},
    read::{
        common::callouts,
        markdown::{inline::line::trim_end, source::directive},
    },
};

/// A callout marker at the start of a line.
pub(super) struct Mark {
    kind: CalloutKind,
    /// The default title: the name of a kind that we do not support.
    name: Option<String>,
    /// The length of the marker, in bytes.
    length: usize,
}

impl Mark {
    fn parse(line: &str) -> Option<Self> {
        if let Some(kind) = bold_label(line) {
            return Some(Self { kind, name: None, length: 0 });
        }
        let inside = line.strip_prefix("[!")?;
        let end = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')))?;
        let rest = inside[end..].strip_prefix(']').filter(|rest| end > 0 && !rest.starts_with(['(', '[', ':']))?;
        let name = inside[..end].trim();
        // Like Obsidian, treat an unknown kind as a note.
        let (kind, name) = directive::callout(name)
            .unwrap_or_else(|| (CalloutKind::Note, Some(directive::title_of(&name.to_lowercase()))));
        // Obsidian's sign for a foldable callout.
        let folds = usize::from(rest.starts_with(['-', '+']));
        Some(Self { kind, name, length: end + 3 + folds })
    }

    /// Returns the marker in the first line of a quote with these blocks.
    pub(super) fn of_quote(source: &str, blocks: &[Block]) -> Option<Self> {
        match blocks.first() {
            Some(Block::Paragraph(first)) => Self::parse(source.get(first.span.start as usize..)?),
            _ => None,
        }
    }

    /// Converts a quote with this marker to a callout.
    pub(super) fn callout(self, source: &str, mut blocks: Vec<Block>, span: Span) -> Block {
        let mut title = Vec::new();
        if let Some(Block::Paragraph(first)) = blocks.first_mut() {
            title = std::mem::take(&mut first.content);
            if let Some(end) = title.iter().position(|inline| is_line_end(source, inline)) {
                first.content = title.split_off(end);
                first.content.remove(0);
            }
            if self.length == 0
                && let Some(Inline::Styled(bold)) = title.pop()
            {
                title = bold.content;
            }
            callouts::lead(&mut title, self.length);
            trim_end(&mut title);
            if first.content.is_empty() {
                blocks.remove(0);
            }
        }
        if let Some(name) = self.name.filter(|_| title.is_empty()) {
            title.push(Inline::text(name, span));
        }
        Block::Callout(Callout::new(self.kind, title, arrange(source, blocks), span))
    }
}

/// Returns the kind of a bold label on its own line, `> **Note**`, GitHub's syntax before `[!NOTE]`.
fn bold_label(text: &str) -> Option<CalloutKind> {
    let (label, rest) = text.strip_prefix("**")?.split_once("**")?;
    let below = rest.strip_prefix('\n')?.trim_start().strip_prefix('>')?;
    let goes_on = below.lines().next().is_some_and(|line| !line.trim().is_empty());
    directive::callout(label).filter(|_| goes_on).map(|(kind, _)| kind)
}

/// Returns whether the next line end also ends the title of a callout.
pub(crate) fn ends_title(source: &str, stack: &[Frame]) -> bool {
    let [.., quote, paragraph] = stack else { return false };
    matches!(quote.kind, Kind::Quote(None))
        && quote.blocks.is_empty()
        && matches!(paragraph.kind, Kind::Paragraph)
        && !paragraph.line.done.iter().any(|inline| is_line_end(source, inline))
        && source.get(paragraph.span.start as usize..).and_then(Mark::parse).is_some()
}

/// Returns whether a break is a line end in the source rather than a hard break.
fn is_line_end(source: &str, inline: &Inline) -> bool {
    matches!(inline, Inline::Break(x) if source.get(x.span.start as usize..).is_some_and(|rest| rest.starts_with('\n')))
}

/// Returns whether a callout is a paragraph that opens with a label, rather than a quote or division marked as one.
pub(super) fn is_label(source: &str, span: Span) -> bool {
    !source.get(span.start as usize..).unwrap_or_default().starts_with(['>', ':', '<'])
}
