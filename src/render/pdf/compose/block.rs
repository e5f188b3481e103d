//! Blocks become nodes of the vertical list.

use super::{
    Column, Composer,
    inline::Look,
    layout,
    padding::{PADDING, overhang},
    quote::Voice,
};
use crate::{
    article::{
        Block, CHAPTER_FRONT, Definition, Definitions, Direction, Division, EPIGRAPH, Heading, Inline, Lang,
        are_pictures, heading_text, plain_text,
    },
    render::pdf::{
        document::Bookmark,
        structure::{ListNumbering, NodeId, Role, Structure},
    },
    typeset::{
        Alignment, Fit, Setting, Text,
        flow::{Backdrop, Float, Node, VBox, height, lines_to_nodes, penalty, stack},
    },
};

impl Composer<'_> {
    /// Sets consecutive blocks, separated by space and possible page breaks.
    pub(super) fn blocks(&mut self, blocks: &[Block], column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        let running = self.is_running(column);
        let (mut start, mut taken) = (first, 0.0);
        let mut headings = None;
        for (at, block) in blocks.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &blocks[before]);
            if nodes.len() > first
                && let Some(before) = before
            {
                let under_heading = at > 1 && matches!(blocks[at - 2], Block::Heading(_));
                let lone = under_heading && count_boxes(&nodes[start..]) == 1;
                let space =
                    if running { self.space_on_grid(before, taken, block) } else { self.space_between(before, block) };
                nodes.push(Node::Break(self.cost_between(before, block, lone)));
                nodes.push(Node::Space(space));
            }
            start = nodes.len();
            if matches!(block, Block::Heading(_)) && !matches!(before, Some(Block::Heading(_))) {
                headings = Some(start);
            }
            let of_body = parent == Structure::ROOT;
            let parent = self.parent_for(block, parent);
            let follows = matches!((before, block), (Some(Block::Paragraph(_)), Block::Paragraph(_)));
            let number = self.begin(block);
            // only the first paragraph of a chapter is special
            if self.inherited.voice == Voice::Text {
                self.opens &= matches!(block, Block::Heading(_) | Block::Paragraph(_) | Block::Division(_));
            }
            self.block(block, follows, column, parent, nodes);
            if of_body && let (Some(before), Some(after)) = (before, blocks.get(at + 1)) {
                self.set_afloat([before, block, after], taken, start, nodes);
            }
            self.mark_block(number, &mut nodes[start..]);
            if matches!(nodes.last(), Some(Node::Turned(_))) {
                let brought = headings.filter(|_| matches!(before, Some(Block::Heading(_))));
                self.set_aside([before, Some(block), blocks.get(at + 1)], taken, brought, nodes);
                start = start.min(nodes.len());
            }
            if running {
                self.long_notes(nodes);
            }
            taken = height(&nodes[start..]);
        }
    }

    /// Makes a figure between running blocks a float, unless a heading or a lead-in introduces it, or it ends its
    /// section. `taken` is the height of the block before.
    fn set_afloat(&self, [before, block, after]: [&Block; 3], taken: f32, start: usize, nodes: &mut Vec<Node>) {
        let brought = matches!(before, Block::Heading(_) | Block::PageBreak(_))
            || matches!(before, Block::Paragraph(x) if ends_with_colon(&x.content));
        let last = matches!(after, Block::Heading(_) | Block::PageBreak(_));
        if !matches!(block, Block::Figure(_)) || brought || last {
            return;
        }
        let inner = stack(nodes.drain(start..).collect());
        let gap = self.space_on_grid(block, inner.height, after);
        let without = self.space_on_grid(before, taken, after);
        let correction = without - self.space_on_grid(before, taken, block) - gap;
        nodes.push(if inner.notes.is_empty() {
            Node::Float(Float { inner, gap, correction })
        } else {
            Node::Box(inner)
        });
    }

    /// Lets the text continue past a table with its own page. Headings that introduce the table, from `brought` on, are
    /// on its page, and the text continues after it.
    fn set_aside(
        &self,
        [before, table, after]: [Option<&Block>; 3],
        taken: f32,
        brought: Option<usize>,
        nodes: &mut Vec<Node>,
    ) {
        if let Some(from) = brought {
            let table = nodes.pop();
            let mut turned: Vec<Node> = nodes.drain(from..).collect();
            if let Some(Node::Turned(table)) = table {
                turned.extend(table);
            }
            nodes.extend([Node::Turned(turned), Node::PageBreak]);
        } else if let (Some(before), Some(table), Some(after)) = (before, table, after) {
            let around = self.space_on_grid(before, taken, table) + self.space_on_grid(table, 0.0, after);
            nodes.push(Node::Space(self.space_on_grid(before, taken, after) - around));
        }
    }

    /// Returns the parent of a block: a heading opens a section, everything else goes into the innermost open one.
    fn parent_for(&mut self, block: &Block, parent: NodeId) -> NodeId {
        if parent != Structure::ROOT {
            return parent;
        }
        if let Block::Heading(heading) = block {
            self.sections.retain(|(level, _)| *level < heading.level);
            let outer = self.sections.last().map_or(parent, |(_, node)| *node);
            let section = self.structure.child(outer, Role::Sect);
            self.sections.push((heading.level, section));
        }
        self.sections.last().map_or(parent, |(_, node)| *node)
    }

    /// Returns the penalty for a page break between two blocks. A `lone` line under a heading is not enough of the
    /// section to end a page with.
    fn cost_between(&self, before: &Block, after: &Block, lone: bool) -> f32 {
        let plain = if lone { penalty::WIDOW } else { penalty::BLOCKS };
        match before {
            Block::Heading(_) => penalty::FORBIDDEN,
            Block::Paragraph(x) if is_led_in(after) && ends_with_colon(&x.content) => penalty::FORBIDDEN,
            // a formula is part of the sentence before it
            Block::Paragraph(_) if matches!(after, Block::Formula(_)) => penalty::FORBIDDEN,
            // a scene break is neither the last on a page nor the first
            Block::Rule(_) => penalty::FORBIDDEN,
            _ if matches!(after, Block::Rule(_)) => penalty::FORBIDDEN,
            Block::Paragraph(_)
            | Block::Tips(_)
            | Block::List(_)
            | Block::Quote(_)
            | Block::Callout(_)
            | Block::Table(_)
            | Block::Figure(_)
            | Block::Code(_)
            | Block::Formula(_)
            | Block::Definitions(_)
            | Block::PageBreak(_)
            | Block::Division(_)
            | Block::Bibliography(_) => plain,
        }
    }

    pub(super) fn space_between(&self, before: &Block, after: &Block) -> f32 {
        let sheet = &self.sheet;
        let after = first_inside(after);
        match (before, after) {
            (Block::Heading(_), Block::Heading(x)) => sheet.heading(x.level.get()).size * 0.45,
            (_, Block::Heading(x)) => self.space_before_heading(x) + overhang(before),
            (Block::Division(x), _) if x.is(CHAPTER_FRONT) => sheet.body.leading * 2.0,
            (Block::Division(x), _) if x.is(EPIGRAPH) => sheet.body.leading * 1.5,
            // a badge extends above its line
            (Block::Heading(_), Block::Tips(_)) => sheet.loose_gap(),
            (Block::Heading(_), _) => sheet.loose_gap() * 0.6 + overhang(after),
            _ if is_display(before) || is_display(after) => sheet.block_gap + overhang(before) + overhang(after),
            (Block::Paragraph(_), Block::Paragraph(_)) => match self.inherited.voice {
                Voice::Text => sheet.paragraph_gap,
                Voice::Lines | Voice::Verse | Voice::Epigraph => sheet.loose_gap(),
                Voice::Address => sheet.item_gap(true),
            },
            (Block::Paragraph(_), Block::List(x)) if self.inherited.in_tight_list && x.tight => sheet.item_gap(true),
            _ => sheet.loose_gap(),
        }
    }

    pub(super) fn space_before_heading(&self, heading: &Heading) -> f32 {
        // if other spaces are tight, so is this one
        (self.sheet.heading(heading.level.get()).leading * 1.15).min(self.sheet.block_gap * 2.0)
    }

    fn block(&mut self, block: &Block, follows: bool, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        match block {
            Block::Heading(x) => self.heading(x, column, parent, nodes),
            Block::Paragraph(x) => self.body_paragraph(&x.content, follows, column, parent, nodes),
            Block::Tips(x) => self.tips(x, column, parent, nodes),
            Block::List(x) => self.list(x, column, parent, nodes),
            Block::Quote(x) => self.quote(x, column, parent, nodes),
            Block::Callout(x) => self.callout(x, column, parent, nodes),
            Block::Table(x) => self.table(x, column, parent, nodes),
            Block::Figure(x) => self.figure(x, column, parent, nodes),
            Block::Code(x) => self.code(x, column, parent, nodes),
            Block::Formula(x) => self.formula(x, column, parent, nodes),
            Block::Definitions(x) => self.definitions(x, column, parent, nodes),
            Block::Rule(_) => nodes.push(self.rule(column)),
            Block::PageBreak(_) => nodes.push(Node::PageBreak),
            Block::Division(x) => self.division(x, column, parent, nodes),
            Block::Bibliography(_) => self.bibliography(column, parent, nodes),
        }
    }

    /// Returns the style of body text.
    pub(super) fn body(&self) -> Look {
        let look = Look::new(self.inherited.body_type, self.sheet.colors.ink);
        if self.inherited.bold { look.bold() } else { look }
    }

    /// Sets a paragraph; one that follows a paragraph is indented if the theme says so.
    fn body_paragraph(
        &mut self,
        content: &[Inline],
        follows: bool,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        if !self.inherited.in_cell {
            self.notes.height = 0.0;
        }
        let node = self.structure.child(parent, Role::P);
        let width = are_pictures(content).then_some(column.width);
        let look = self.body();
        if let Some(opening) = self.opening(content, column) {
            return self.open_with(&opening, (look, node), column, nodes);
        }
        let text = self.within(|here| here.picture_width = width, |composer| composer.text(content, look, node));
        // the lines to fill in are aligned
        let is_form = text.as_str().contains("____");
        let follows = follows && self.inherited.voice == Voice::Text && self.inherited.alignment == Alignment::Start;
        let follows = follows && !is_form;
        let indent = if follows { self.sheet.indent } else { 0.0 };
        let setting = Setting { first_indent: indent, ..self.running(column) };
        self.set(&text, &setting, column.x, nodes);
    }

    /// Returns the setting of running text: aligned as in the theme. Table cells and narrow columns are ragged.
    pub(super) fn running(&self, column: Column) -> Setting {
        let narrow = column.width < self.inherited.body_type.size * JUSTIFIED;
        let ragged = narrow || self.inherited.in_cell || self.inherited.voice != Voice::Text;
        let fit = if ragged { Fit::Ragged } else { self.sheet.fit };
        let hangs = matches!(self.inherited.voice, Voice::Verse | Voice::Address);
        let hanging = if hangs { self.sheet.list_indent } else { 0.0 };
        Setting { fit, hanging, ..self.setting(column, self.inherited.body_type.leading) }
    }

    /// Sets text as a paragraph of the body.
    pub(super) fn paragraph(&mut self, text: &Text, column: Column, nodes: &mut Vec<Node>) {
        let setting = self.setting(column, self.inherited.body_type.leading);
        self.set(text, &setting, column.x, nodes);
    }

    /// Returns a setting for ragged lines as wide as the column.
    pub(super) fn setting(&self, column: Column, leading: f32) -> Setting {
        Setting {
            measure: column.width,
            first_indent: 0.0,
            firsts: 1,
            hanging: 0.0,
            leading,
            fit: Fit::Ragged,
            alignment: self.inherited.alignment,
            rtl: column.rtl,
            decoration: layout(),
        }
    }

    /// Sets text into lines at `x`.
    pub(super) fn set(&mut self, text: &Text, setting: &Setting, x: f32, nodes: &mut Vec<Node>) {
        let lines = self.setter.set(text, setting);
        lines_to_nodes(lines, x, nodes);
    }

    fn heading(&mut self, heading: &Heading, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        // the title is the document's H1, so a section of the article is an H2 (PDF/UA-1, 7.4.2)
        let level = heading.level.get();
        let node = self.structure.child(parent, Role::H((level + 1).min(6)));
        let kind = self.open_section(heading, nodes);
        let color = self.sheet.colors.accent;
        let mut content = heading.content.clone();
        if let Some(number) = &heading.number {
            content.insert(0, Inline::words(format!("{number}\u{2002}")));
        }
        self.fields.enter(|| heading_text(&content));
        let text = self.text(&content, Look::new(kind, color).heading(), node);
        let setting = Setting { fit: Fit::Balanced, ..self.setting(column, kind.leading) };
        let lines = self.setter.set(&text, &setting);
        nodes.push(Node::Barrier);
        let first = nodes.len();
        for (at, line) in lines.into_iter().enumerate() {
            if at > 0 {
                nodes.push(Node::Break(penalty::FORBIDDEN));
            }
            nodes.push(Node::Box(VBox::of_line(line, column.x)));
        }
        self.land(heading.anchor.as_ref(), first, nodes);
        if let Some(anchor) = heading.anchor.clone() {
            let title = heading_text(&content);
            self.places.outline.push(Bookmark { title, level: level + 1, anchor });
        }
    }

    /// Returns a tinted backdrop.
    pub(super) fn panel(&self, column: Column) -> Backdrop {
        let fill = Some(self.sheet.colors.tint);
        Backdrop { x: column.x, width: column.width, padding: PADDING, fill, rule: None, frame: None, owner: layout() }
    }

    fn definitions(&mut self, list: &Definitions, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(parent, Role::L);
        // a term is a label without numbering (ISO 32000-1, table 347)
        self.structure.attributes(node).numbering = Some(ListNumbering::None);
        for (at, item) in list.items.iter().enumerate() {
            if at > 0 {
                nodes.push(Node::Break(penalty::BLOCKS));
                nodes.push(Node::Space(self.sheet.loose_gap()));
            }
            self.definition(item, column, node, nodes);
        }
    }

    fn definition(&mut self, item: &Definition, column: Column, list: NodeId, nodes: &mut Vec<Node>) {
        let node = self.structure.child(list, Role::LI);
        let label = self.structure.child(node, Role::Lbl);
        let body = self.structure.child(node, Role::LBody);
        let term = self.text(&item.term, self.body().bold(), label);
        self.paragraph(&term, column, nodes);
        for (at, meaning) in item.meanings.iter().enumerate() {
            nodes.push(Node::Break(if at == 0 { penalty::FORBIDDEN } else { penalty::BLOCKS }));
            nodes.push(Node::Space(if at == 0 { 1.0 } else { self.sheet.loose_gap() * 0.5 }));
            self.blocks(meaning, column.within(self.quote_inset_in(column)), body, nodes);
        }
    }

    fn division(&mut self, division: &Division, column: Column, parent: NodeId, nodes: &mut Vec<Node>) {
        if let Some(layout) = division.layout {
            return self.laid_out(division, layout, column, parent, nodes);
        }
        self.plain_division(division, column, parent, nodes);
    }

    /// Sets the blocks of a division sequentially.
    pub(super) fn plain_division(
        &mut self,
        division: &Division,
        column: Column,
        parent: NodeId,
        nodes: &mut Vec<Node>,
    ) {
        let node = self.structure.child(parent, Role::Div);
        self.structure.attributes(node).lang.clone_from(&division.lang);
        let dir = division.dir.or_else(|| division.lang.as_ref().map(Lang::direction));
        let rtl = dir.map_or(column.rtl, |dir| dir == Direction::Rtl);
        let first = nodes.len();
        let column = Column { rtl, ..column };
        self.in_language(division.lang.as_ref(), |composer| composer.styled_division(division, column, node, nodes));
        self.land(division.anchor.as_ref(), first, nodes);
    }
}

/// The minimum measure of justified lines, in ems: in narrower ones, spaces would be as wide as words.
const JUSTIFIED: f32 = 20.0;

/// Returns the first block in a division, which has the same space before it as without the division.
fn first_inside(block: &Block) -> &Block {
    match block {
        Block::Division(division) if division.layout.is_none() => division.body.first().map_or(block, first_inside),
        _ => block,
    }
}

/// Returns whether a paragraph that ends in a colon introduces the block.
fn is_led_in(block: &Block) -> bool {
    match block {
        Block::Tips(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Code(_)
        | Block::Formula(_)
        | Block::Definitions(_) => true,
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::Callout(_)
        | Block::Rule(_)
        | Block::PageBreak(_)
        | Block::Division(_)
        | Block::Bibliography(_) => false,
    }
}

/// Returns whether a block is set off from the text by more space.
fn is_display(block: &Block) -> bool {
    match block {
        Block::Callout(_)
        | Block::Table(_)
        | Block::Figure(_)
        | Block::Code(_)
        | Block::Formula(_)
        | Block::Rule(_)
        | Block::Tips(_) => true,
        Block::Division(x) => x.layout.is_some(),
        Block::Heading(_)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Quote(_)
        | Block::Definitions(_)
        | Block::PageBreak(_)
        | Block::Bibliography(_) => false,
    }
}

/// Adds to the penalties of page breaks.
pub(super) fn raise(by: f32, nodes: &mut [Node]) {
    for node in nodes {
        if let Node::Break(cost) = node {
            *cost += by;
        }
    }
}

fn count_boxes(nodes: &[Node]) -> usize {
    nodes.iter().filter(|node| matches!(node, Node::Box(_))).count()
}

fn ends_with_colon(content: &[Inline]) -> bool {
    plain_text(content).trim_end().ends_with([':', '：'])
}
