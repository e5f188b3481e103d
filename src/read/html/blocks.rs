//! Converts the elements of a page's article to blocks. Inline content is read by [`super::inline`].

use super::{
    builder::{Builder, DEEPEST, Flow, arrange},
    callouts,
    fields::{self, Field},
    names,
    tree::{Id, Kind},
    word,
};
use crate::{
    article::{Block, Callout, Code, Division, Heading, HeadingLevel, Inline, Note, Quote, Rule, Span, Style},
    diagnostic::Code as Told,
    read::common::callouts as labelled,
};

impl Builder<'_> {
    /// Returns the blocks of the article.
    pub(super) fn body(&mut self) -> Vec<Block> {
        self.inside(self.main.root)
    }

    /// Returns the footnotes, in page order.
    pub(super) fn footnotes(&mut self) -> Vec<Note> {
        let notes = self.notes;
        let notes = notes.notes.iter().map(|(&id, label)| Note {
            label: label.clone(),
            number: None,
            anchor: None,
            referred_from: Vec::new(),
            body: self.inside(id),
            span: self.tree.span(id),
        });
        notes.collect()
    }

    /// Returns the blocks inside an element, after recognizing tips and callouts.
    pub(super) fn inside(&mut self, id: Id) -> Vec<Block> {
        let mut flow = Flow { styles: self.line_styles(id), ..Flow::default() };
        self.children(id, &mut flow);
        self.finish(&mut flow);
        arrange(flow.blocks)
    }

    /// Returns the styles of the lines directly in a block. Bold is implied in header cells.
    pub(super) fn line_styles(&self, id: Id) -> Vec<Style> {
        if self.tree.name(id) == "th" { Vec::new() } else { self.block_styles(id) }
    }

    pub(super) fn children(&mut self, id: Id, flow: &mut Flow) {
        let mut rest = self.tree.children(id);
        while let Some((&child, others)) = rest.split_first() {
            let items = word::run(self.tree, rest);
            let lists = self.leveled(rest);
            if items > 0 {
                self.word_lists(&rest[..items], flow);
                rest = &rest[items..];
            } else if lists > 1 {
                self.leveled_lists(&rest[..lists], flow);
                rest = &rest[lists..];
            } else {
                self.node(child, flow);
                rest = others;
            }
        }
    }

    pub(super) fn node(&mut self, id: Id, flow: &mut Flow) {
        if self.is_out(id) {
            return;
        }
        match &self.tree.nodes[id].kind {
            Kind::Text(_) => self.words(id, &mut flow.line),
            Kind::Other => self.children(id, flow),
            Kind::Element(_) if self.depth >= DEEPEST => self.too_deep(id, flow),
            Kind::Element(_) => {
                self.panel_title(id, flow);
                self.depth += 1;
                self.element(id, flow);
                self.depth -= 1;
            }
        }
    }

    fn too_deep(&mut self, id: Id, flow: &mut Flow) {
        if !self.diagnostics.iter().any(|reported| reported.code == Told::Limit) {
            let message = format!("elements are nested more than {DEEPEST} levels deep");
            self.warn(Told::Limit, message, self.tree.span(id), "use fewer levels");
        }
        let text = self.take_text(id);
        flow.line.words(&text, self.tree.span(id), 0);
    }

    /// Adds the name of a tab or accordion as a heading above its panel.
    fn panel_title(&mut self, id: Id, flow: &mut Flow) {
        let Some(control) = self.page.panels.title(id).filter(|&control| !self.main.dropped[control]) else { return };
        self.finish(flow);
        let content = self.line_of(control);
        if !content.is_empty() {
            let level = HeadingLevel::clamped(self.level + 1);
            self.push_heading(level, content, self.tree.span(control), flow);
        }
    }

    fn element(&mut self, id: Id, flow: &mut Flow) {
        let span = self.tree.span(id);
        match self.tree.name(id) {
            name if names::is_heading(name) => self.heading(id, flow),
            "p" if word::is_title(self.tree, id) => self.heading(id, flow),
            "p" | "div" | "span" if self.tree.attribute(id, "role") == Some("heading") => self.heading(id, flow),
            "ul" | "ol" | "menu" | "dir" => self.list(id, flow),
            "dl" => self.definitions(id, flow),
            "table" => self.table(id, flow),
            "figure" => self.figure(id, flow),
            "pre" | "listing" | "xmp" => self.code(id, flow),
            "hr" => self.push(flow, Block::Rule(Rule { span })),
            "input" if self.page.own_line[id] => {
                if !self.marks.contains(&id) {
                    self.finish(flow);
                    flow.task = Some(self.tree.attribute(id, "checked").is_some());
                }
            }
            "input" | "select" | "textarea" => self.field(id, flow),
            "blockquote" if callouts::kind(self.tree, id).is_none() => {
                self.start_block(id, flow);
                let body = self.inside(id);
                if !body.is_empty() {
                    self.push(flow, labelled::quote(Quote { body, span }));
                }
            }
            "summary" | "legend" => {
                self.finish(flow);
                let content = self.nested(id, &mut flow.line);
                if !content.is_empty() {
                    flow.line.push(Inline::styled(Style::Strong, content, span));
                }
                self.finish(flow);
            }
            // TeX for MathJax; other scripts are left out
            "script" => self.inline(id, &mut flow.line),
            "br" if flow.line.ends_in_break() => self.finish(flow),
            "br" if flow.task.is_some() => self.finish(flow),
            _ if self.is_line(id) || self.drawn_sign(id).is_some() => self.inline(id, &mut flow.line),
            name if names::is_inline(name) && !self.page.own_line[id] => {
                if name == "a" && self.tree.filled(id, "href").is_some() && self.page.shapes[id].words > 0 {
                    let message = "a link around whole blocks is dropped; its text is kept";
                    self.warn(Told::MarkupAsText, message, span, "link a few of the words instead");
                }
                self.name(id);
                self.children(id, flow);
            }
            _ => self.container(id, flow),
        }
    }

    /// Adds the printed form of a form field, as separate lines if it is large.
    fn field(&mut self, id: Id, flow: &mut Flow) {
        let span = self.tree.span(id);
        match fields::field(self.tree, id) {
            Some(Field::Lines(lines)) => {
                self.finish(flow);
                for line in lines {
                    flow.line.words(&line, span, 0);
                    flow.line.line_break(span);
                }
                self.take(id);
                self.finish(flow);
            }
            _ => self.inline(id, &mut flow.line),
        }
    }

    /// Returns whether an element is inline, including all its content.
    pub(super) fn is_line(&self, id: Id) -> bool {
        names::is_inline(self.tree.name(id)) && !self.page.own_line[id] && !self.page.holds_lines[id]
    }

    /// Adds a container element as a callout, a division, or just its content.
    fn container(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        if callouts::kind(self.tree, id).is_some() {
            return self.callout(id, flow);
        }
        let (lang, dir) = (self.lang_of(id), self.direction_of(id));
        if lang.is_none() && dir.is_none() {
            self.name(id);
            let styles = self.line_styles(id);
            let around = std::mem::replace(&mut flow.styles, styles);
            self.children(id, flow);
            self.finish(flow);
            flow.styles = around;
            return;
        }
        self.start_block(id, flow);
        let around = lang.clone().or_else(|| self.lang.clone());
        let outer = std::mem::replace(&mut self.lang, around);
        let body = self.inside(id);
        self.lang = outer;
        if !body.is_empty() {
            let span = self.tree.span(id);
            self.push(flow, Block::Division(Box::new(Division { lang, dir, body, span, ..Division::default() })));
        }
    }

    fn callout(&mut self, id: Id, flow: &mut Flow) {
        let Some(kind) = callouts::kind(self.tree, id) else { return };
        let span = self.tree.span(id);
        self.start_block(id, flow);
        let head = callouts::title(self.tree, id).filter(|&head| !self.is_out(head));
        let title = head.map(|head| self.line_of(head)).unwrap_or_default();
        let mut inner = Flow::default();
        self.but(id, head, &mut inner);
        self.finish(&mut inner);
        let mut body = arrange(inner.blocks);
        let title = if title.is_empty() {
            let (own, rest) = labelled::without_own_label(kind, body);
            body = rest;
            own
        } else {
            title
        };
        if !body.is_empty() || !title.is_empty() {
            // The heading of a box without other content becomes its body.
            let (title, body) =
                if body.is_empty() { (Vec::new(), vec![Block::paragraph(title, span)]) } else { (title, body) };
            self.push(flow, Block::Callout(Callout::new(kind, title, body, span)));
        }
    }

    /// Adds the content of an element, except one part.
    fn but(&mut self, id: Id, part: Option<Id>, flow: &mut Flow) {
        for &child in self.tree.children(id) {
            let holds = part.is_some_and(|part| self.tree.around(part).any(|around| around == child));
            if Some(child) == part {
                continue;
            }
            if holds {
                self.but(child, part, flow);
            } else {
                self.node(child, flow);
            }
        }
    }

    fn heading(&mut self, id: Id, flow: &mut Flow) {
        self.finish(flow);
        let by_name = self.tree.name(id).get(1..).and_then(|level| level.parse().ok());
        let said = || self.tree.attribute(id, "aria-level").and_then(|level| level.trim().parse().ok());
        let is_said = self.tree.attribute(id, "role") == Some("heading");
        let level = by_name.or_else(said).unwrap_or(if is_said { 2 } else { 1 });
        self.name(id);
        let content = self.line_of(id);
        if !content.is_empty() {
            self.level = level;
            self.push_heading(HeadingLevel::clamped(level), content, self.tree.span(id), flow);
        }
    }

    fn push_heading(&mut self, level: HeadingLevel, content: Vec<Inline>, span: Span, flow: &mut Flow) {
        let anchor = self.anchor();
        let heading = Heading { level, number: None, content, anchor, classes: Vec::new(), span };
        flow.blocks.push(Block::Heading(Box::new(heading)));
    }

    fn code(&mut self, id: Id, flow: &mut Flow) {
        self.start_block(id, flow);
        let raw = self.lines_of_code(id);
        let raw = raw.strip_prefix('\n').unwrap_or(&raw);
        let text: String = raw.trim_end().chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
        if text.trim().is_empty() {
            return;
        }
        let holders = std::iter::once(id).chain(self.tree.elements(id));
        let mut classes = holders.flat_map(|id| self.tree.classes(id));
        let language = classes.find_map(|class| {
            let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
            Some(name.to_owned())
        });
        self.push(flow, Block::Code(Code { language, text, span: self.tree.span(id) }));
    }

    /// Returns the text of a code block as written, without the buttons that copy it. Several `<code>` elements, one for
    /// each language, are on lines of their own.
    fn lines_of_code(&mut self, id: Id) -> String {
        let mut text = String::new();
        let mut open = vec![id];
        while let Some(node) = open.pop() {
            let name = self.tree.name(node);
            if name == "button" || self.tree.attribute(node, "role") == Some("button") {
                continue;
            }
            self.read[node] = true;
            if let Kind::Text(own) = &self.tree.nodes[node].kind {
                text.push_str(own);
            }
            let next = name == "code" && self.tree.parent(node) == Some(id) && !text.trim().is_empty();
            if name == "br" || next && !text.ends_with('\n') {
                text.push('\n');
            }
            open.extend(self.tree.children(node).iter().rev());
        }
        text
    }

    /// Adds a figure's parts with its caption, which goes to the last picture or the table, or becomes a paragraph.
    fn figure(&mut self, id: Id, flow: &mut Flow) {
        self.start_block(id, flow);
        let caption = self.tree.below(id).skip(1).find(|&id| self.tree.name(id) == "figcaption" && !self.is_out(id));
        let mut inner = Flow::default();
        self.but(id, caption, &mut inner);
        self.finish(&mut inner);
        let mut content = caption.map(|caption| self.line_of(caption)).unwrap_or_default();
        let last = inner.blocks.iter_mut().rev().find_map(|block| match block {
            Block::Figure(figure) => Some(("figure", &mut figure.caption)),
            Block::Table(table) => Some(("table", &mut table.caption)),
            _ => None,
        });
        if let Some((kind, place)) = last.filter(|(_, place)| place.is_none() && !content.is_empty()) {
            *place = self.caption(kind, std::mem::take(&mut content));
        }
        for block in inner.blocks {
            self.push(flow, block);
        }
        if !content.is_empty() {
            let span = caption.map_or(Span::default(), |caption| self.tree.span(caption));
            self.push(flow, Block::paragraph(content, span));
        }
    }
}
