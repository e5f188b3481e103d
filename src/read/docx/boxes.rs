//! Boxes in documents written by handout: single-cell tables, with a table style for each kind.

use super::{
    builder::Builder,
    xml::{Id, Space},
};
use crate::article::{Block, Callout, CalloutKind, Division, Inline, Layout, Style};

impl Builder<'_, '_> {
    /// Converts a single-cell table to a box if its style is that of a box.
    pub(super) fn boxed(&self, table: Id, body: &mut Vec<Block>) -> Option<Block> {
        let tree = self.tree();
        let style = tree.child(table, Space::W, "tblPr").and_then(|id| tree.value_of(id, "tblStyle"))?;
        let span = tree.whole_span(table);
        if let Some(kind) = callout(style) {
            let title = match body.first_mut() {
                Some(Block::Paragraph(first)) => unbold(std::mem::take(&mut first.content)),
                _ => return None,
            };
            let body = body.split_off(1);
            return Some(Block::Callout(Callout::new(kind, title, body, span)));
        }
        let lines = || {
            let lines = tree.below(table).filter(|&id| tree.is(id, Space::W, "pStyle"));
            let count = lines.filter(|&id| tree.value(id) == Some("WritingLine")).count();
            u8::try_from(count).unwrap_or(u8::MAX)
        };
        let layout = match style {
            "BoxContact" => Layout::named("contact", None),
            "BoxGlance" => Layout::named("glance", None),
            "BoxLabel" => Layout::named("label", None),
            "BoxNotes" => Layout::named("notes", Some(lines())),
            _ => None,
        };
        let layout = Some(layout?);
        let body = std::mem::take(body);
        Some(Block::Division(Box::new(Division { layout, body, span, ..Division::default() })))
    }
}

fn callout(style: &str) -> Option<CalloutKind> {
    Some(match style {
        "CalloutNote" => CalloutKind::Note,
        "CalloutTip" => CalloutKind::Tip,
        "CalloutImportant" => CalloutKind::Important,
        "CalloutWarning" => CalloutKind::Warning,
        "CalloutCaution" => CalloutKind::Caution,
        "CalloutEmergency" => CalloutKind::Emergency,
        "CalloutFurtherReading" => CalloutKind::FurtherReading,
        _ => return None,
    })
}

/// Removes bold from a title, as its style already implies it.
fn unbold(title: Vec<Inline>) -> Vec<Inline> {
    match <[Inline; 1]>::try_from(title) {
        Ok([Inline::Styled(styled)]) if styled.style == Style::Strong => styled.content,
        Ok([other]) => vec![other],
        Err(title) => title,
    }
}
