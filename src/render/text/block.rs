//! Blocks as lines: each block returns its own lines; its container indents and separates them.

use super::{
    Writer,
    lines::{put, widest},
    marks,
    wrap::{Width, columns, hang, indent},
};
use crate::article::{
    Block, Callout, CalloutKind, Caption, Code, Definitions, DisplayFormula, Division, Figure, Heading, Lang, List,
    ListItem, Paragraph, Tip, Tips,
};

/// The indent of quotes, code, callouts and definitions, in columns.
const INDENT: usize = 4;

impl Writer<'_> {
    /// Returns the lines of blocks, with an empty line between them and two before a section.
    pub(super) fn blocks(&mut self, blocks: &[Block], width: Width) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, block) in blocks.iter().enumerate() {
            // a heading after the page break is enough
            let reported = matches!((block, blocks.get(at + 1)), (Block::PageBreak(_), Some(Block::Heading(_))));
            let next = if reported { Vec::new() } else { self.block(block, width) };
            let space = if matches!(block, Block::Heading(x) if x.level.get() == 1) { 2 } else { 1 };
            put(&mut lines, next, space);
        }
        lines
    }

    fn block(&mut self, block: &Block, width: Width) -> Vec<String> {
        match block {
            Block::Heading(x) => self.heading(x, width),
            Block::Paragraph(x) => self.paragraph(x, width),
            Block::Tips(x) => self.tips(x, width),
            Block::List(x) => self.list(x, width),
            Block::Quote(x) => indent(INDENT, self.blocks(&x.body, width.less(INDENT))),
            Block::Callout(x) => self.callout(x, width),
            Block::Table(x) => self.table(x, width),
            Block::Figure(x) => self.figure(x, width),
            Block::Code(x) => self.code(x),
            Block::Formula(x) => self.formula(x, width),
            Block::Definitions(x) => self.definitions(x, width),
            Block::Rule(_) if self.in_line => vec![],
            Block::Rule(_) => vec![centered("* * *", width)],
            Block::PageBreak(x) => {
                self.lose("a page break", "a heading begins a part in every format", x.span);
                vec![]
            }
            Block::Division(x) => self.division(x, width),
            Block::Bibliography(_) => self.references(width),
        }
    }

    /// Marks the direction of each line of a division with its own direction, if requested by the options.
    fn division(&mut self, division: &Division, width: Width) -> Vec<String> {
        let lines = self.blocks(&division.body, width);
        let own = division.dir.or_else(|| division.lang.as_ref().map(Lang::direction));
        match own.filter(|own| self.marks_lines() && *own != self.direction()) {
            Some(own) => lines.iter().map(|line| marks::marked(line, own)).collect(),
            None => lines,
        }
    }

    fn heading(&mut self, heading: &Heading, width: Width) -> Vec<String> {
        let words = self.line(&heading.content);
        let number = heading.number.as_ref().map(|number| format!("{number} ")).unwrap_or_default();
        let lines = self.breaker.wrap(&format!("{number}{words}"), width);
        let underline = match heading.level.get() {
            1 => '-',
            2 => '~',
            _ => '^',
        };
        self.underlined(lines, underline)
    }

    /// Adds an underline as wide as the widest line, except in linear text and in single-line output.
    pub(super) fn underlined(&self, mut lines: Vec<String>, with: char) -> Vec<String> {
        let widest = lines.iter().map(|line| columns(line)).max().unwrap_or(0);
        if !self.options.linear && !self.in_line && widest > 0 {
            lines.push(String::from(with).repeat(widest.max(3)));
        }
        lines
    }

    fn paragraph(&mut self, paragraph: &Paragraph, width: Width) -> Vec<String> {
        let words = self.line(&paragraph.content);
        // line breaks at either end separate nothing
        match words.trim_matches(['\n', ' ']) {
            "" => vec![],
            words => self.breaker.wrap(words, width),
        }
    }

    /// Returns a displayed formula, with its number at the end of the last line.
    fn formula(&mut self, display: &DisplayFormula, width: Width) -> Vec<String> {
        let lines: Vec<String> = display.formula.lines().map(|line| self.spelled(line)).collect();
        let number = display.number.as_ref().map(|number| self.spelled(number));
        let beside = number.as_ref().map_or(0, |number| columns(number) + 2);
        let inner = width.less(INDENT + beside);
        let mut lines: Vec<String> =
            indent(INDENT, lines.iter().flat_map(|line| self.breaker.wrap(line, inner)).collect());
        if let (Some(number), Some(last)) = (number, lines.last_mut()) {
            let gap = width.0.unwrap_or(0).saturating_sub(columns(last) + columns(&number)).max(2);
            last.push_str(&" ".repeat(gap));
            last.push_str(&number);
        }
        lines
    }

    fn tips(&mut self, tips: &Tips, width: Width) -> Vec<String> {
        let labels: Vec<String> = tips
            .items
            .iter()
            .map(|tip| tip.printed_number().map(|number| format!("{number}.")).unwrap_or_default())
            .collect();
        let short = tips.items.iter().all(|tip| tip.body.len() + usize::from(!tip.lead.is_empty()) <= 1);
        let widest = widest(&labels);
        let mut lines = Vec::new();
        for (tip, label) in tips.items.iter().zip(&labels) {
            let mark = format!("{label:>widest$} ");
            let body = self.tip(tip, width.less(columns(&mark)));
            put(&mut lines, hang(&mark, body), usize::from(!short));
        }
        lines
    }

    /// Returns the lead on its own line, with the body directly below it.
    fn tip(&mut self, tip: &Tip, width: Width) -> Vec<String> {
        let lead = self.line(&tip.lead);
        let mut lines = if tip.lead.is_empty() { vec![] } else { self.breaker.wrap(&lead, width) };
        let body = self.blocks(&tip.body, width);
        let follows = matches!(tip.body.first(), Some(Block::Paragraph(_)));
        put(&mut lines, body, usize::from(!follows));
        lines
    }

    fn list(&mut self, list: &List, width: Width) -> Vec<String> {
        let bullet = if self.options.ascii { "-" } else { "•" };
        let mark = |item: &ListItem| {
            let label = item.label.clone();
            match (item.task, label) {
                (Some(done), label) => {
                    let sep = if label.is_some() { " " } else { "" };
                    format!("{}{sep}{}", label.unwrap_or_default(), if done { "[x]" } else { "[ ]" })
                }
                (None, Some(label)) => label,
                (None, None) => bullet.to_owned(),
            }
        };
        let marks: Vec<String> = list.items.iter().map(mark).collect();
        let widest = widest(&marks);
        let mut lines = Vec::new();
        for (item, mark) in list.items.iter().zip(&marks) {
            let mark = format!("{mark:>widest$} ");
            let body = self.item(item, list.tight, width.less(columns(&mark)));
            put(&mut lines, hang(&mark, body), usize::from(!list.tight));
        }
        lines
    }

    /// Returns the blocks of an item, in a tight list without empty lines between them.
    fn item(&mut self, item: &ListItem, tight: bool, width: Width) -> Vec<String> {
        let mut lines = Vec::new();
        for block in &item.body {
            let loose = !tight || !matches!(block, Block::Paragraph(_) | Block::List(_));
            let next = self.block(block, width);
            put(&mut lines, next, usize::from(loose));
        }
        lines
    }

    /// Returns a callout: `Note:`, or `*** Warning: Call us if ***`, with the content indented below it.
    fn callout(&mut self, callout: &Callout, width: Width) -> Vec<String> {
        let title = self.line(&callout.heading());
        let warns = matches!(callout.kind, CalloutKind::Warning | CalloutKind::Caution | CalloutKind::Emergency);
        let title = match callout.label {
            _ if warns => format!("*** {title} ***"),
            None if title.ends_with(|ch: char| ch.is_alphanumeric()) => format!("{title}:"),
            _ => title,
        };
        let mut lines = self.breaker.wrap(&title, width);
        put(&mut lines, indent(INDENT, self.blocks(&callout.body, width.less(INDENT))), 0);
        lines
    }

    fn figure(&mut self, figure: &Figure, width: Width) -> Vec<String> {
        let alt = if figure.alt.is_empty() { self.words.no_description } else { &figure.alt };
        let image = self.image(alt);
        let mut lines = self.breaker.wrap(&image, width);
        if let Some(caption) = &figure.caption {
            lines.extend(self.caption(caption, width));
        }
        lines
    }

    pub(super) fn caption(&mut self, caption: &Caption, width: Width) -> Vec<String> {
        let words = self.line(&caption.content);
        let label = caption.label.as_deref().map(|label| self.spelled(label));
        let line = match label {
            Some(label) if words.is_empty() => label,
            Some(label) => format!("{label}. {words}"),
            None => words,
        };
        self.breaker.wrap(&line, width)
    }

    /// Returns code, indented and never wrapped.
    fn code(&mut self, code: &Code) -> Vec<String> {
        let lines = code.text.split('\n').map(|line| line.trim_end().replace('\t', "    "));
        let lines: Vec<String> = lines.collect();
        let lines = lines.iter().map(|line| self.spelled(line)).collect();
        indent(INDENT, lines)
    }

    fn definitions(&mut self, definitions: &Definitions, width: Width) -> Vec<String> {
        let mut lines = Vec::new();
        for entry in &definitions.items {
            let term = self.line(&entry.term);
            let mut item = self.breaker.wrap(&term, width);
            for (at, meaning) in entry.meanings.iter().enumerate() {
                let body = indent(INDENT, self.blocks(meaning, width.less(INDENT)));
                put(&mut item, body, usize::from(at > 0));
            }
            put(&mut lines, item, 1);
        }
        lines
    }
}

fn centered(text: &str, width: Width) -> String {
    let room = width.0.map_or(0, |width| width.saturating_sub(columns(text)) / 2);
    format!("{}{text}", " ".repeat(room))
}
