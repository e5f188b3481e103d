//! Code: lines on a panel. Long lines continue under their own indent, with a mark that is not text.

use super::{Column, Composer, block::raise, column::Inset, figure::keep_together, inline::Look, layout};
use crate::{
    article::Code,
    render::pdf::{
        document::Part,
        structure::{NodeId, Role},
    },
    typeset::{
        Alignment, Item, ItemKind, Owner, Rect, SetLine, Setting, Text, TextStyle,
        flow::{Node, height, lines_to_nodes, penalty},
    },
};
use std::sync::Arc;

/// The additional indent of continuation lines, in characters.
const HANGING: f32 = 2.0;

/// The maximum indent of continuation lines, as a fraction of the measure.
const DEEPEST: f32 = 0.5;

/// The fraction of a page up to which code is never split.
const LOW: f32 = 1.0 / 3.0;

impl Composer<'_> {
    pub(super) fn code(&mut self, code: &Code, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let paragraph = self.structure.child(parent, Role::P);
        let node = self.structure.child(paragraph, Role::Code);
        let look = Look { mono: true, ..Look::new(self.sheet.code, self.sheet.colors.ink) };
        let (style, owner) = (self.style(look), Part::Content(node).owner());
        let character = self.words_extent("0", look).most;
        // code runs from left to right in any language
        let inner = Column { rtl: false, ..column.within(Inset::CODE) };
        let first = nodes.len();
        nodes.push(Node::Open(Arc::new(self.panel(column))));
        let mut lines = Vec::new();
        let mut rest = code.text.split('\n').peekable();
        while let Some(line) = rest.next() {
            let goes_on = rest.peek().is_some();
            lines.append(&mut self.code_line(line, goes_on, (style, owner), character, inner));
        }
        lines_to_nodes(lines, inner.x, nodes);
        nodes.push(Node::Close);
        if height(&nodes[first..]) <= self.area.height * LOW {
            keep_together(&mut nodes[first..]);
        } else {
            raise(penalty::WHOLE, &mut nodes[first..]);
        }
    }

    /// Sets a line of code, on as many lines as it takes.
    fn code_line(
        &mut self,
        line: &str,
        goes_on: bool,
        (style, owner): (TextStyle, Owner),
        character: f32,
        column: Column,
    ) -> Vec<SetLine> {
        let line = line.replace('\t', "    ");
        let indent = line.len() - line.trim_start_matches(' ').len();
        let hanging = ((indent as f32 + HANGING) * character).min(column.width * DEEPEST);
        let setting = Setting { hanging, alignment: Alignment::Start, ..self.setting(column, self.sheet.code.leading) };
        let mut text = Text::new();
        // an empty line needs a character; another line after it makes it end in the space that separates words when
        // text is copied
        let line = if line.is_empty() { " " } else { &line };
        text.push(&format!("{line}{}", if goes_on { "\n " } else { "" }), style, owner, None);
        let mut lines = self.setter.set(&text, &setting);
        lines.truncate(lines.len().saturating_sub(usize::from(goes_on)));
        // no page begins with the rest of a line
        let first_lines = lines.len().saturating_sub(1);
        lines[..first_lines].iter_mut().for_each(|line| line.divided = true);
        for rest in lines.iter_mut().skip(1) {
            rest.items.extend(self.turn(hanging - HANGING * character, rest.baseline));
        }
        lines
    }

    /// Returns the mark of a continuation line: a corner, from the line above to this one.
    fn turn(&self, x: f32, baseline: f32) -> [Item; 2] {
        const THICKNESS: f32 = 0.7;
        let size = self.sheet.code.size;
        let (width, height) = (size * 0.6, size * 0.45);
        let (x, foot) = (x + size * 0.25, baseline - size * 0.25);
        let stroke = |rect| {
            let kind = ItemKind::Fill { rect, radius: 0.0, color: self.sheet.colors.faint };
            Item { owner: layout(), kind }
        };
        [
            stroke(Rect { x, y: foot - height, width: THICKNESS, height }),
            stroke(Rect { x, y: foot, width, height: THICKNESS }),
        ]
    }
}
