//! Tips, lists and definitions. A list is written bare if the reader would parse it as what it is; else in a `<div>`
//! that declares it.

use super::{
    Writer,
    before::Before,
    block::{hung, within},
    inline::shown,
};
use crate::{
    article::{Block, Definitions, Inline, List, ListItem, ListMarker, Numerals, Span, Style, Tip, Tips, plain_text},
    read::grammar,
};

/// The maximum number of a list item (CommonMark 5.2).
const HIGHEST: u32 = 999_999_999;

impl<'a> Writer<'a> {
    pub(super) fn tips(&mut self, tips: &'a Tips, before: Before<'a>) -> String {
        // continued tips are counted from 1: resolve knows their offset
        let offset = match tips.items.first().and_then(|tip| tip.number) {
            Some(first) if tips.continues && tips.start.is_none() => first.saturating_sub(1),
            _ => 0,
        };
        let items: Vec<String> = tips.items.iter().map(|tip| self.tip(tip, offset)).collect();
        let loose = items.iter().any(|item| item.contains("\n\n"));
        let text = items.join(if loose { "\n\n" } else { "\n" });
        let led = tips.items.iter().all(|tip| !tip.lead.is_empty());
        match grammar::ordered(before.heading, before.block, led) {
            Some(continues) if continues == tips.continues => text,
            _ if tips.continues => within(" class=\"tips continue\"", &text),
            _ => within(" class=\"tips\"", &text),
        }
    }

    fn tip(&mut self, tip: &'a Tip, offset: u32) -> String {
        let number = tip.number.unwrap_or(1);
        let anchor = self.place(tip.anchor.as_ref(), &format!("tip-{number}"));
        let anchor = anchor.map(|anchor| format!("{{#{}}}", super::escape::words(&anchor, false)));
        let ends = tip.body.iter().filter_map(|block| match block {
            Block::Paragraph(x) => Some(&x.content),
            _ => None,
        });
        ends.chain([&tip.lead]).for_each(|line| self.keep_braces(line, tip.span));
        let lead = self.lead(tip);
        let mut body = self.body(&tip.body, false);
        if lead.is_empty() && ["**", "<strong>"].iter().any(|bold| body.starts_with(bold)) {
            self.lose(
                "a tip that starts in bold without a lead: the bold words become the lead",
                "give it a lead",
                tip.span,
            );
        }
        let words = matches!(shown(&tip.body).first(), Some(Block::Paragraph(_)));
        match (lead.is_empty(), anchor) {
            (true, Some(anchor)) if words => {
                let end = body.find("\n\n").unwrap_or(body.len());
                body.insert_str(end, &format!(" {anchor}"));
            }
            (true, Some(_)) => {
                let help = "begin the tip with words";
                self.lose("the anchor of a tip that does not begin with words", help, tip.span);
            }
            (true, None) => {}
            (false, anchor) => {
                let lead = anchor.map_or_else(|| lead.clone(), |anchor| format!("{lead} {anchor}"));
                let same_line = words && !body.starts_with([':', '{', '\\']);
                body = [lead, body].join(if same_line { " " } else { "\n\n" });
            }
        }
        if body.is_empty() {
            self.lose("a tip without words", "say what it advises", tip.span);
        }
        let mark = format!("{}. ", self.counted(number.saturating_sub(offset), tip.span));
        hung(&mark, mark.len(), body.trim_end())
    }

    /// Returns the lead in bold.
    fn lead(&mut self, tip: &Tip) -> String {
        if plain_text(&tip.lead).trim_end().ends_with(':') {
            self.lose("the colon at the end of a tip's lead", "leave it out", tip.span);
        }
        if tip.lead.is_empty() {
            return String::new();
        }
        let bold = Inline::styled(Style::Strong, tip.lead.clone(), tip.span);
        self.line(&[bold])
    }

    fn counted(&mut self, number: u32, span: Span) -> u32 {
        if number > HIGHEST {
            self.lose("a number of more than nine digits in a list", "count from a lower one", span);
        }
        number.min(HIGHEST)
    }

    pub(super) fn list(&mut self, list: &'a List, before: Before<'a>) -> String {
        let tight = is_tight(list);
        let mut next = match list.marker {
            ListMarker::Bullet => None,
            ListMarker::Ordered { start, .. } => Some(start),
        };
        let mut items = Vec::new();
        for item in &list.items {
            let mark = next.map_or_else(|| "- ".to_owned(), |number| format!("{}. ", self.counted(number, list.span)));
            next = next.map(|number| number.saturating_add(1));
            items.push(self.item(&mark, item, tight));
        }
        let mut text = items.join(if tight { "\n" } else { "\n\n" });
        // a single paragraph would make a tight list: only a blank line inside makes it loose
        if let ([item], [only]) = (list.items.as_slice(), items.as_slice())
            && !tight
            && matches!(shown(&item.body).as_slice(), [Block::Paragraph(_)])
        {
            text = format!("{only}\n\n  {}<!-- -->", if next.is_some() { " " } else { "" });
        }
        let ListMarker::Ordered { numerals, .. } = list.marker else { return text };
        match numerals {
            Numerals::Decimal if !reads_as_tips(list, before) => text,
            numerals => within(
                &format!(" class=\"{}\"", ["list", grammar::numerals_class(numerals)].join(" ").trim_end()),
                &text,
            ),
        }
    }

    fn item(&mut self, mark: &str, item: &'a ListItem, tight: bool) -> String {
        let body = self.body(&item.body, false);
        let body = if tight { body.replacen("\n\n", "\n", 1) } else { body };
        let body = if body.is_empty() { "<!-- -->".to_owned() } else { body };
        let task = match item.task {
            Some(true) => "[x] ",
            Some(false) => "[ ] ",
            None => "",
        };
        // a task marker must be in a paragraph
        let in_words = item.task.is_none() || matches!(shown(&item.body).first(), None | Some(Block::Paragraph(_)));
        let body = if in_words { body } else { format!("<!-- -->\n\n{body}") };
        hung(&format!("{mark}{task}"), mark.len(), &body)
    }

    pub(super) fn definitions(&mut self, definitions: &'a Definitions) -> String {
        let mut parts = Vec::new();
        for item in &definitions.items {
            let term = self.line(&item.term);
            // a definition needs a line above it, even if blank
            if term.is_empty() {
                self.lose("a definition without a term", "add the term", definitions.span);
            }
            let mut part = if term.is_empty() { "&nbsp;".to_owned() } else { super::escape::line_start(&term) };
            if item.meanings.is_empty() {
                self.lose(
                    "a term without a definition: it reads as one with an empty definition",
                    "say what it means",
                    definitions.span,
                );
                part.push_str("\n: <!-- -->");
            }
            for meaning in &item.meanings {
                let body = self.body(meaning, false);
                let body = if body.is_empty() { "<!-- -->".to_owned() } else { body };
                part.push('\n');
                part.push_str(&hung(": ", 2, &body));
            }
            parts.push(part);
        }
        parts.join("\n\n")
    }
}

/// Returns whether an ordered list would be read as tips in its position.
fn reads_as_tips(list: &List, before: Before<'_>) -> bool {
    let whole = list.items.iter().all(|item| item.task.is_none() && !item.body.is_empty());
    let led = list.items.iter().all(|item| grammar::opens_bold(&item.body));
    whole && grammar::ordered(before.heading, before.block, led).is_some()
}

/// Returns whether a list is also tight in Markdown: an item is a paragraph, with at most one such list below it.
pub(super) fn is_tight(list: &List) -> bool {
    list.tight
        && list.items.iter().all(|item| match shown(&item.body).as_slice() {
            [Block::Paragraph(_)] => true,
            [words @ Block::Paragraph(_), Block::List(below)] => is_tight(below) && may_follow(words, below),
            _ => false,
        })
}

/// Returns whether a list may begin on the line after a paragraph (CommonMark 5.2): a bullet list, or one that starts
/// at 1.
fn may_follow(words: &Block, list: &List) -> bool {
    match list.marker {
        ListMarker::Bullet => true,
        ListMarker::Ordered { start: 1, numerals: Numerals::Decimal } => {
            !reads_as_tips(list, Before { heading: None, block: Some(words) })
        }
        ListMarker::Ordered { .. } => false,
    }
}
