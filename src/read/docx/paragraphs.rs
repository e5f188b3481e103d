//! Paragraphs and their containers: the body, content controls, revisions.

use super::{
    builder::{Around, Builder},
    citations,
    items::{Item, Paragraph},
    names::Role,
    numbering::{Label, Marker},
    pieces::Pieces,
    pieces::{Kind, Piece, line, raw},
    styles::{RunLook, paragraph_look},
    xml::{Id, Space},
};
use crate::{
    article::{Block, Direction, DisplayFormula, Figure, Formula, Inline, PageBreak, Rule, Span},
    diagnostic::Code,
    read::account::Reason,
};

impl<'a> Builder<'a, '_> {
    /// Returns the content of an element that contains paragraphs.
    pub(super) fn flow(&mut self, id: Id) -> Vec<Item> {
        let mut out = Vec::new();
        let mut carried = Vec::new();
        self.flow_into(id, &mut carried, &mut out);
        if !carried.is_empty() {
            // the end of its last paragraph is deleted
            out.push(Item::Paragraph(Paragraph { content: line(carried), ..Paragraph::default() }));
        }
        out
    }

    fn flow_into(&mut self, id: Id, carried: &mut Pieces<'a>, out: &mut Vec<Item>) {
        for child in self.tree().children(id) {
            self.node(child, carried, out);
        }
    }

    fn node(&mut self, id: Id, carried: &mut Pieces<'a>, out: &mut Vec<Item>) {
        match self.tree().full(id) {
            (Space::W, "p") => self.paragraph(id, carried, out),
            (Space::W, "tbl") => self.table(id, out),
            (Space::W, "sdt") => self.control(id, carried, out),
            (Space::W, "ins" | "moveTo" | "customXml" | "smartTag") | (Space::Mc, _) => {
                self.flow_into(id, carried, out)
            }
            (Space::W, "del") => self.leave(Reason::Deleted, id),
            (Space::W, "moveFrom") => self.leave(Reason::Repetition, id),
            (Space::W, "bookmarkStart") => self.name(id),
            (Space::M, "oMathPara" | "oMath") => {
                let mut pieces = Vec::new();
                self.formula(id, &mut pieces);
                let span = self.tree().whole_span(id);
                match displays(&pieces) {
                    Some((formulas, tag)) => self.displayed(formulas, tag, out),
                    None if pieces.is_empty() => {}
                    None => {
                        let content = line(pieces);
                        out.push(Item::Paragraph(Paragraph { content, span, ..Paragraph::default() }));
                    }
                }
            }
            (Space::W, "altChunk") => {
                let message = "a part of the document in another format is left out";
                let help = "open the document in Word and save it, which embeds such parts";
                self.warn(Code::LeftOut, message, Span::default(), help);
            }
            _ => {}
        }
    }

    /// Reads a content control: its content, unless it is a table of contents or placeholder text.
    fn control(&mut self, id: Id, carried: &mut Pieces<'a>, out: &mut Vec<Item>) {
        let tree = self.tree();
        let Some(content) = tree.child(id, Space::W, "sdtContent") else { return };
        let properties = tree.child(id, Space::W, "sdtPr");
        let gallery = properties.and_then(|id| tree.find(id, Space::W, "docPartGallery")).and_then(|id| tree.value(id));
        match gallery {
            Some("Table of Contents") => return self.leave(Reason::Navigation, content),
            Some("Bibliographies") if !self.works.is_empty() => return self.leave(Reason::Bibliography, content),
            _ => {}
        }
        if properties.is_some_and(|id| tree.switch(id, "showingPlcHdr") == Some(true)) {
            return self.placeholder(content);
        }
        if properties
            .and_then(|id| tree.value_of(id, "tag"))
            .is_some_and(|tag| tag.starts_with("MENDELEY_BIBLIOGRAPHY"))
        {
            return self.leave(Reason::Bibliography, content);
        }
        self.flow_into(content, carried, out);
    }

    /// Reads an inline content control.
    pub(super) fn control_in_line(&mut self, id: Id, around: Around<'a>, out: &mut Pieces<'a>) {
        let tree = self.tree();
        let Some(content) = tree.child(id, Space::W, "sdtContent") else { return };
        let properties = tree.child(id, Space::W, "sdtPr");
        let tick = properties.and_then(|id| tree.child(id, Space::W14, "checkbox"));
        if let Some(tick) = tick.filter(|_| self.muted().is_none()) {
            let checked = tree.child(tick, Space::W14, "checked");
            let value = checked.and_then(|id| tree.attribute(id, Space::W14, "val"));
            let ticked = checked.is_some() && !matches!(value, Some("0" | "false" | "off"));
            let words = tree.words(content);
            self.take_all(content);
            let span = tree.whole_span(content);
            self.leave_words(Reason::Markup, span, &words);
            out.push(Piece { kind: Kind::Tick(ticked), look: Default::default(), span });
            return;
        }
        if properties.is_some_and(|id| tree.switch(id, "showingPlcHdr") == Some(true)) {
            return self.placeholder(content);
        }
        let tag = properties.and_then(|id| tree.value_of(id, "tag")).filter(|_| self.muted().is_none());
        let cited = tag.and_then(citations::tagged).and_then(|found| self.works_of(found));
        let start = out.len();
        self.line(content, around, out);
        if let Some(cited) = cited {
            self.cite(cited, start, out);
        }
    }

    fn paragraph(&mut self, id: Id, carried: &mut Pieces<'a>, out: &mut Vec<Item>) {
        let tree = self.tree();
        let properties = tree.child(id, Space::W, "pPr");
        let style_id = properties.and_then(|id| tree.value_of(id, "pStyle"));
        let styles = self.styles;
        let style = styles.paragraph(style_id);
        let direct = properties.map(|id| paragraph_look(tree, id)).unwrap_or_default();
        let look = direct.over(style.paragraph);
        let role = match (style.role, direct.outline, look.outline) {
            (Role::Heading(_), Some(9), _) => Role::Text,
            (Role::Text, _, Some(level)) if level < 9 => Role::Heading(level + 1),
            (role, ..) => role,
        };
        if matches!(role, Role::Contents | Role::ContentsHeading) {
            return self.leave(Reason::Navigation, id);
        }
        let mark = properties.and_then(|id| tree.child(id, Space::W, "rPr"));
        let frame = properties.and_then(|id| tree.child(id, Space::W, "framePr"));
        let drops = frame.and_then(|id| tree.attribute(id, Space::W, "dropCap")).is_some_and(|value| value != "none");
        // a drop cap is the first letter of the next paragraph
        let joined = drops
            || mark.is_some_and(|id| {
                tree.child(id, Space::W, "del").or_else(|| tree.child(id, Space::W, "moveFrom")).is_some()
            });
        let general = styles.general();
        let base: RunLook<'a> = style.run.over(styles.defaults);
        let plain = matches!(role, Role::Text | Role::Quote | Role::Definition);
        let around = Around { base, usual: if plain { general } else { base }, code: false };
        let mut pieces = std::mem::take(carried);
        self.line(id, around, &mut pieces);
        self.pause_fields(&mut pieces);
        if joined {
            *carried = pieces;
            return;
        }
        let list = look.list.filter(|list| *list != "0");
        let level = direct.level.or_else(|| self.numbering.level_of(list?, style_id?)).or(look.level).unwrap_or(0);
        let label = list.and_then(|list| self.numbering.next(list, level));
        let left = direct.left.or(label.as_ref().and_then(|label| label.left)).or(look.left).unwrap_or(0);
        let rtl = look.rtl.unwrap_or(false);
        let own = if rtl { Direction::Rtl } else { Direction::Ltr };
        let known = look.rtl.is_some() || self.dir == Direction::Rtl;
        let dir = (own != self.dir && known && look.rtl.is_some()).then_some(own);
        if look.new_page == Some(true) && !out.is_empty() {
            out.push(page_break());
        }
        let list = list.unwrap_or_default().to_owned();
        let shared = Paragraph { role, label, level, list, left, dir, ..Paragraph::default() };
        self.pages(pieces, shared, out);
        if properties.is_some_and(|id| self.ends_section(id)) {
            out.push(page_break());
        }
    }

    /// Returns whether a paragraph ends a section and the next section starts on a new page.
    fn ends_section(&self, properties: Id) -> bool {
        let tree = self.tree();
        let Some(own) = tree.child(properties, Space::W, "sectPr") else { return false };
        // the start of a section is defined by its own properties, which are at its end
        let next = tree.below(0).skip(own + 1).find(|&id| tree.is(id, Space::W, "sectPr"));
        !matches!(next.and_then(|id| tree.value_of(id, "type")), Some("continuous" | "nextColumn"))
    }

    /// Adds a paragraph, split at page breaks.
    fn pages(&mut self, pieces: Pieces<'a>, mut shared: Paragraph, out: &mut Vec<Item>) {
        let mut part = Vec::new();
        for piece in pieces {
            if !matches!(piece.kind, Kind::Page) {
                part.push(piece);
                continue;
            }
            if part.iter().any(|piece| !piece.is_blank() && !matches!(piece.kind, Kind::Break)) {
                self.one(std::mem::take(&mut part), shared.clone(), out);
                shared.label = None;
            }
            part.clear();
            out.push(page_break());
        }
        self.one(part, shared, out);
    }

    /// Adds a paragraph. If it contains only pictures, they become figures; its text boxes are placed before or after
    /// it.
    fn one(&mut self, mut pieces: Pieces<'a>, mut paragraph: Paragraph, out: &mut Vec<Item>) {
        let first = pieces.iter().position(|piece| !piece.is_blank() && !matches!(piece.kind, Kind::Aside(_)));
        let asides: Vec<(bool, usize)> = pieces
            .iter()
            .enumerate()
            .filter_map(|(at, piece)| match piece.kind {
                Kind::Aside(number) => Some((first.is_none_or(|first| at < first), number)),
                _ => None,
            })
            .collect();
        pieces.retain(|piece| !matches!(piece.kind, Kind::Aside(_)));
        let boxes = |builder: &mut Self, before: bool, out: &mut Vec<Item>| {
            for (_, number) in asides.iter().filter(|(own, _)| *own == before) {
                out.extend(builder.asides.get_mut(*number).and_then(Option::take).unwrap_or_default());
            }
        };
        boxes(self, true, out);
        if let Some((formulas, tag)) = displays(&pieces).filter(|_| !self.in_cell && paragraph.label.is_none()) {
            self.displayed(formulas, tag, out);
            return boxes(self, false, out);
        }
        let pictures = pieces.iter().filter(|piece| matches!(piece.kind, Kind::Picture { .. })).count();
        let others =
            pieces.iter().any(|piece| !piece.is_blank() && !matches!(piece.kind, Kind::Picture { .. } | Kind::Break));
        if pictures > 0 && !others && !self.in_cell {
            self.figures(pieces, out);
        } else {
            paragraph.task = task(&mut pieces);
            if paragraph.role == Role::Code {
                paragraph.raw =
                    raw(&pieces).trim_end().chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            }
            paragraph.content = line(pieces);
            if paragraph.role == Role::Text && paragraph.label.is_none() && take_bullet(&mut paragraph.content) {
                paragraph.label = Some(Label { marker: Marker::Bullet, text: String::new(), left: None });
            }
            // an empty line within code is kept
            let is_code = paragraph.role == Role::Code && !out.is_empty();
            if paragraph.role == Role::Rule && paragraph.content.is_empty() {
                out.push(Item::Block(Block::Rule(Rule { span: Span::default() })));
            }
            if is_code || !paragraph.content.is_empty() {
                paragraph.span = super::lists::span_of(&paragraph.content);
                paragraph.anchor = self.anchor();
                out.push(Item::Paragraph(paragraph));
            }
        }
        boxes(self, false, out);
    }

    /// Adds display formulas. A number belongs to the last one.
    fn displayed(&mut self, formulas: Vec<Formula>, mut tag: Option<String>, out: &mut Vec<Item>) {
        let last = formulas.len().saturating_sub(1);
        for (at, formula) in formulas.into_iter().enumerate() {
            let (anchor, span) = (self.anchor(), formula.span);
            let tag = if at == last { tag.take() } else { None };
            let display = DisplayFormula { formula, anchor, tag, number: None, span };
            out.push(Item::Block(Block::Formula(Box::new(display))));
        }
    }

    fn figures(&mut self, pieces: Pieces<'a>, out: &mut Vec<Item>) {
        for piece in pieces {
            let Kind::Picture { path, alt, width } = piece.kind else { continue };
            let anchor = self.anchor();
            let figure = Figure { path, alt, caption: None, width, anchor, span: piece.span };
            out.push(Item::Block(Block::Figure(Box::new(figure))));
        }
    }
}

/// Returns the formulas of a paragraph that contains only formulas and their number, `(1)`, separated by tabs.
fn displays(pieces: &[Piece<'_>]) -> Option<(Vec<Formula>, Option<String>)> {
    let (mut found, mut tag) = (Vec::new(), None);
    for piece in pieces.iter().filter(|piece| !piece.is_blank()) {
        match &piece.kind {
            Kind::Display(formula) => found.push((**formula).clone()),
            Kind::Other(Inline::Formula(formula)) => found.push((**formula).clone()),
            Kind::Words(words) if tag.is_none() && !found.is_empty() => {
                let number = words.trim().strip_prefix('(')?.strip_suffix(')')?;
                let sound =
                    number.chars().count() <= 8 && number.chars().all(|c| c.is_alphanumeric() || ".-".contains(c));
                tag = Some(number.to_owned()).filter(|_| sound && !number.is_empty());
                tag.as_ref()?;
            }
            Kind::Break => {}
            _ => return None,
        }
    }
    (!found.is_empty()).then_some((found, tag))
}

/// Removes a typed bullet from the start of a line.
fn take_bullet(content: &mut [Inline]) -> bool {
    let Some(Inline::Text(text)) = content.first_mut() else { return false };
    let rest = text.text.strip_prefix(['•', '●', '▪', '◦', '‣', '·']).map(str::trim_start);
    let Some(rest) = rest.filter(|rest| rest.len() + 1 < text.text.len() && !rest.is_empty()) else { return false };
    text.text = rest.to_owned();
    true
}

/// Removes a task box from the start of a line, if it is the only one.
fn task(pieces: &mut Pieces<'_>) -> Option<bool> {
    let is_tick = |piece: &Piece<'_>| matches!(piece.kind, Kind::Tick(_));
    let first = pieces.iter().position(|piece| !piece.is_blank())?;
    let Kind::Tick(ticked) = pieces[first].kind else { return None };
    if pieces.iter().filter(|piece| is_tick(piece)).count() != 1 || pieces[first + 1..].iter().all(Piece::is_blank) {
        return None;
    }
    pieces.remove(first);
    Some(ticked)
}

fn page_break() -> Item {
    Item::Block(Block::PageBreak(PageBreak { span: Span::default() }))
}
