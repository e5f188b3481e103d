//! Extracts the words of an article's AST, as a reader produced it.

use super::{
    html, syntax,
    words::{LEVEL, LOWER, RAISE},
};
use crate::{
    article::*,
    read::Syntax,
    verify::epub::{letters, roman},
};
use serde_json::Value;
use std::{fmt::Write as _, ops::Range};

/// The text of an article.
#[derive(Debug, Default)]
pub(super) struct ArticleText {
    /// The text that every format prints: title, body, notes, references.
    pub(super) shown: String,
    /// Text that is stored in the article but printed differently, or not at all: metadata, numbers, keys.
    pub(super) implied: String,
    /// The paragraphs of the body, as parts of `shown`.
    pub(super) paragraphs: Vec<Range<usize>>,
}

/// Returns the text of an article.
pub(super) fn text(article: &Article, syntax: Syntax) -> ArticleText {
    let mut walk = Walk { text: ArticleText::default(), syntax };
    if syntax == Syntax::Json {
        // In an article read from JSON, every string must still be present.
        strings(&serde_json::to_value(article).unwrap_or_default(), &mut walk.text.shown);
        return walk.text;
    }
    walk.line(&article.meta.title);
    walk.line(&article.meta.subtitle);
    let cited = article.meta.description.iter().filter(|inline| matches!(inline, Inline::Citation(_)));
    cited.for_each(|inline| walk.line(std::slice::from_ref(inline)));
    if let Ok(Value::Object(mut meta)) = serde_json::to_value(&article.meta) {
        meta.remove("title");
        meta.remove("subtitle");
        strings(&Value::Object(meta), &mut walk.text.implied);
    }
    walk.blocks(&article.body);
    let in_body = walk.text.paragraphs.len();
    for note in &article.notes {
        walk.imply(&note.label);
        walk.blocks(&note.body);
    }
    for entry in &article.references {
        walk.number(entry.label.as_deref().unwrap_or_default());
        walk.line(&entry.content);
    }
    walk.text.paragraphs.truncate(in_body);
    walk.text
}

/// Keys of the JSON form whose strings are not text.
const STRUCTURE: [&str; 7] = ["type", "style", "marker", "numerals", "kind", "stage", "mode"];

/// Adds every string and number of a JSON value, except structural ones.
pub(super) fn strings(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => {
            out.push('\n');
            out.push_str(text);
        }
        Value::Number(number) => drop(write!(out, "\n{number}")),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(fields) => {
            let worded = |key: &str| !STRUCTURE.contains(&key) && !key.ends_with("span");
            fields.iter().filter(|(key, _)| worded(key)).for_each(|(_, field)| strings(field, out));
        }
        Value::Null | Value::Bool(_) => {}
    }
}

struct Walk {
    text: ArticleText,
    syntax: Syntax,
}

impl Walk {
    fn show(&mut self, text: &str) {
        self.text.shown.push_str(text);
    }

    fn imply(&mut self, text: &str) {
        self.text.implied.push('\n');
        self.text.implied.push_str(text);
    }

    fn line(&mut self, content: &[Inline]) {
        self.inlines(content);
        self.show("\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(x) => self.line(&x.content),
            Block::Paragraph(x) => {
                let start = self.text.shown.len();
                self.line(&x.content);
                self.text.paragraphs.push(start..self.text.shown.len());
            }
            Block::Tips(x) => {
                for (tip, number) in x.items.iter().zip(x.start.unwrap_or(1)..) {
                    self.label(number, Numerals::Decimal);
                    self.line(&tip.lead);
                    self.blocks(&tip.body);
                }
            }
            Block::List(x) => self.list(x),
            Block::Quote(x) => self.blocks(&x.body),
            Block::Callout(x) => {
                self.line(&x.title);
                self.blocks(&x.body);
            }
            Block::Table(x) => {
                self.caption(x.caption.as_ref());
                let rows = x.head.iter().chain(&x.body);
                // the footer of a table may precede its rows in the source
                let in_order = self.text.paragraphs.len();
                rows.flat_map(|row| &row.cells).for_each(|cell| self.blocks(&cell.body));
                self.text.paragraphs.truncate(in_order);
            }
            Block::Figure(x) => {
                self.show(&x.alt);
                self.show("\n");
                self.caption(x.caption.as_ref());
            }
            Block::Code(x) => {
                self.show(&x.text);
                self.show("\n");
            }
            Block::Formula(x) => {
                self.formula(&x.formula);
                self.imply(x.tag.as_deref().unwrap_or_default());
                self.show("\n");
            }
            Block::Definitions(x) => {
                for item in &x.items {
                    self.line(&item.term);
                    item.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            Block::Division(x) => self.blocks(&x.body),
            Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
        }
    }

    fn list(&mut self, list: &List) {
        let (start, numerals) = match list.marker {
            ListMarker::Ordered { start, numerals } => (start, Some(numerals)),
            ListMarker::Bullet => (1, None),
        };
        for (item, number) in list.items.iter().zip(start..) {
            if let Some(numerals) = numerals {
                self.label(number, numerals);
            }
            if item.task == Some(true) {
                self.imply("x");
            }
            self.blocks(&item.body);
        }
    }

    /// Adds the number of a list item. In pasted text it is part of the source's text; in Markdown only if it is a
    /// letter; in HTML and Word it is generated.
    fn label(&mut self, number: u32, numerals: Numerals) {
        if matches!(self.syntax, Syntax::Html | Syntax::Docx)
            || (self.syntax == Syntax::Markdown && numerals == Numerals::Decimal)
        {
            return;
        }
        let label = match numerals {
            Numerals::Decimal => number.to_string(),
            Numerals::LowerAlpha => letters(number),
            Numerals::UpperAlpha => letters(number).to_uppercase(),
            Numerals::LowerRoman => roman(number),
            Numerals::UpperRoman => roman(number).to_uppercase(),
        };
        self.imply(&label);
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        if let Some(caption) = caption {
            self.imply(caption.label.as_deref().unwrap_or_default());
            self.line(&caption.content);
        }
    }

    fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Text(x) => self.show(&x.text),
                Inline::Code(x) => self.show(&x.text),
                Inline::Styled(x) => self.styled(x),
                Inline::Link(x) => {
                    self.imply(x.title.as_deref().unwrap_or_default());
                    self.inlines(&x.content);
                }
                Inline::Image(x) => {
                    self.show(&format!(" {} ", x.alt));
                }
                Inline::Citation(x) => self.citation(x),
                Inline::NoteRef(x) => self.imply(&x.label),
                Inline::CrossRef(x) => {
                    self.imply(x.target.as_str());
                    self.inlines(&x.content);
                }
                Inline::Break(_) => self.show(" "),
                Inline::Scope(x) => {
                    self.imply(x.expansion.as_deref().unwrap_or_default());
                    self.inlines(&x.content);
                }
                Inline::Ruby(x) => self.show(&format!("{} {} ", x.base, x.reading)),
                Inline::Formula(x) => self.formula(x),
            }
        }
    }

    /// Adds a formula as it is extracted from the source.
    fn formula(&mut self, formula: &Formula) {
        match formula.syntax {
            MathSyntax::Tex => syntax::formula(&formula.source, &mut self.text.shown, &mut self.text.implied),
            MathSyntax::Mathml => html::formula_words(&formula.source, &mut self.text.shown),
        }
    }

    fn styled(&mut self, styled: &Styled) {
        let level = match styled.style {
            Style::Sup => Some(RAISE),
            Style::Sub => Some(LOWER),
            Style::Emphasis | Style::Strong | Style::Strike | Style::SmallCaps | Style::Keyboard => None,
        };
        self.text.shown.extend(level);
        self.inlines(&styled.content);
        self.text.shown.extend(level.map(|_| LEVEL));
    }

    /// Adds the number of a work, which may be written in ordinary or superscript digits.
    fn number(&mut self, written: &str) {
        self.imply(written);
        self.imply(&format!("{RAISE}{written}{LEVEL}"));
    }

    fn citation(&mut self, citation: &Citation) {
        self.number(citation.written.as_deref().unwrap_or_default());
        self.show(" ");
        for item in &citation.items {
            self.imply(item.key.as_str());
            self.inlines(&item.prefix);
            self.show(" ");
            self.inlines(&item.suffix);
            self.show(" ");
            self.imply(item.locator.as_ref().map_or("", |locator| &locator.value));
        }
    }
}
