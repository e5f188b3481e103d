//! What an article says, in reading order: the words that every format must have.
//!
//! Numbers come from the AST, as resolve made them. Where formats may differ (brackets around a footnote's
//! mark, a full stop after a label) the pattern leaves it open; words and numbers it never does.

use super::pattern::Pattern;
use crate::{article::*, locale::Words, render::TextLinks};
use std::borrow::Cow;

/// What the words are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text: footnotes and addresses at the end, tables perhaps as records.
    Text {
        /// How addresses are shown.
        links: TextLinks,
        /// Whether it is spelled in ASCII.
        ascii: bool,
    },
    /// A format with active links and notes of their own.
    Rich,
}

/// What an article says in some form.
pub(super) struct Expected<'a> {
    article: &'a Article,
    form: Form,
    words: &'static Words,
    pattern: Pattern,
    urls: Vec<String>,
}

impl<'a> Expected<'a> {
    fn new(article: &'a Article, form: Form) -> Self {
        Self { article, form, words: Words::of(&article.lang()), pattern: Pattern::default(), urls: Vec::new() }
    }

    /// A plain text.
    pub(super) fn text(article: &'a Article, links: TextLinks, ascii: bool) -> Pattern {
        let mut expected = Self::new(article, Form::Text { links, ascii });
        expected.flow();
        if !article.notes.is_empty() {
            expected.block("the heading of the notes");
            expected.say(expected.words.notes);
        }
        for note in &article.notes {
            expected.note_with_label(note);
        }
        expected.addresses();
        expected.colophon();
        expected.pattern.rules_may_go();
        expected.pattern
    }

    /// Title block, body and colophon of a rich format.
    pub(super) fn body(article: &'a Article) -> Pattern {
        let mut expected = Self::new(article, Form::Rich);
        expected.flow();
        expected.colophon();
        expected.pattern
    }

    /// One note of a rich format, without its label.
    pub(super) fn note(article: &'a Article, note: &Note) -> Pattern {
        let mut expected = Self::new(article, Form::Rich);
        expected.block(format!("note {}", note.number.unwrap_or_default()));
        expected.blocks(&note.body);
        expected.pattern
    }

    fn say(&mut self, text: &str) {
        let text = self.spelled(text);
        self.pattern.words(&text);
    }

    fn maybe(&mut self, text: &str) {
        let text = self.spelled(text);
        self.pattern.maybe(&text);
    }

    fn spelled<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.form {
            Form::Text { ascii: true, .. } => crate::render::ascii(text, &self.article.lang()).into(),
            Form::Text { .. } | Form::Rich => text.into(),
        }
    }

    /// A new block: words end here.
    fn block(&mut self, name: impl Into<String>) {
        self.pattern.gap();
        self.pattern.place(name);
    }

    fn flow(&mut self) {
        if let Some(front) = &self.article.front {
            self.block("the title block");
            if let Some(line) = &front.category {
                self.say(line);
            }
            self.block("the title");
            self.inlines(&front.title);
            self.block("the subtitle");
            self.inlines(&front.subtitle);
            for line in &front.lines {
                self.block("the lines under the title");
                self.say(line);
            }
            if !front.summary.is_empty() {
                self.block("the summary");
                self.inlines(&front.summary);
            }
        }
        self.blocks(&self.article.body);
        self.pattern.gap();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.pattern.gap();
            self.one(block);
            self.pattern.gap();
        }
    }

    fn one(&mut self, block: &Block) {
        match block {
            Block::Heading(x) => {
                self.block(format!("the heading “{}”", plain_text(&x.content)));
                if let Some(number) = &x.number {
                    self.say(number);
                    self.pattern.gap();
                }
                self.inlines(&x.content);
            }
            Block::Paragraph(x) => {
                self.block("a paragraph");
                self.inlines(&x.content);
            }
            Block::Tips(x) => x.items.iter().for_each(|tip| self.tip(tip)),
            Block::List(x) => x.items.iter().for_each(|item| self.item(item)),
            Block::Quote(x) => self.blocks(&x.body),
            Block::Callout(x) => {
                self.block("a callout");
                self.maybe("*** ");
                x.label.iter().for_each(|label| self.say(label));
                self.inlines(&x.title);
                self.maybe(":");
                self.maybe(" ***");
                self.blocks(&x.body);
            }
            Block::Table(x) => self.table(x),
            Block::Figure(x) => {
                self.block("a figure");
                let alt = if x.alt.is_empty() { self.words.no_description } else { &x.alt };
                self.image(alt);
                self.pattern.gap();
                self.caption(x.caption.as_ref());
            }
            Block::Code(x) => {
                self.block("code");
                self.say(&x.text);
            }
            Block::Definitions(x) => {
                for item in &x.items {
                    self.block("a definition");
                    self.inlines(&item.term);
                    item.meanings.iter().for_each(|meaning| self.blocks(meaning));
                }
            }
            Block::Rule(_) | Block::PageBreak(_) => {}
            Block::Division(x) => self.blocks(&x.body),
            Block::Bibliography(_) => self.references(),
        }
    }

    fn tip(&mut self, tip: &Tip) {
        let number = tip.printed_number().unwrap_or_default();
        self.block(format!("tip {number}"));
        self.label(&number);
        self.inlines(&tip.lead);
        self.blocks(&tip.body);
    }

    /// A number or letter, with or without its full stop.
    fn label(&mut self, label: &str) {
        self.say(label.trim_end_matches('.'));
        self.maybe(".");
        self.pattern.gap();
    }

    fn item(&mut self, item: &ListItem) {
        match (&item.label, item.task) {
            (Some(label), _) => {
                self.block(format!("list item {label}"));
                self.label(label);
            }
            (None, Some(_)) => self.block("a task"),
            (None, None) => {
                self.block("a list item");
                self.pattern.either(|p| p.words("•"), |p| p.maybe("-"));
            }
        }
        match (item.task, &item.label) {
            (Some(done), None) => self.say(if done { "[x]" } else { "[ ]" }),
            (Some(done), Some(_)) => self.maybe(if done { "[x]" } else { "[ ]" }),
            (None, _) => {}
        }
        self.blocks(&item.body);
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        if let Some(label) = &caption.label {
            self.block(label.clone());
            self.say(label);
            self.pattern.either(|p| p.words("."), |p| p.maybe(":"));
            self.pattern.gap();
        }
        self.inlines(&caption.content);
    }

    fn table(&mut self, table: &Table) {
        self.block("a table");
        self.caption(table.caption.as_ref());
        self.pattern.gap();
        // Both layouts number the links of the table; only the one that is read counts.
        let in_text = matches!(self.form, Form::Text { .. });
        let urls = self.urls.clone();
        let pattern = std::mem::take(&mut self.pattern);
        self.rows(table);
        let rows = std::mem::replace(&mut self.pattern, pattern);
        if !in_text {
            return self.pattern.append(&rows);
        }
        self.urls = urls;
        let pattern = std::mem::take(&mut self.pattern);
        self.records(table);
        let records = std::mem::replace(&mut self.pattern, pattern);
        self.pattern.either(|p| p.append(&rows), |p| p.append(&records));
    }

    fn rows(&mut self, table: &Table) {
        for cell in table.head.iter().chain(&table.body).flat_map(|row| &row.cells) {
            self.block("a table’s cell");
            self.blocks(&cell.body);
            self.pattern.gap();
        }
    }

    /// `header: value`, as plain text tells a table that does not fit.
    fn records(&mut self, table: &Table) {
        let columns = table.columns.len();
        let heads = grid(&table.head, columns);
        // The header is worded first, and with it its links are numbered.
        let said = self.pattern.clone();
        (0..columns).for_each(|at| self.head(&heads, at));
        if !table.body.is_empty() {
            self.pattern = said;
        }
        for row in grid(&table.body, columns) {
            let mut before: Option<&Cell> = None;
            for (at, cell) in row.iter().enumerate() {
                let Some(cell) = *cell else { continue };
                if before.is_some_and(|before| std::ptr::eq(before, cell)) || says_nothing(cell) {
                    before = Some(cell);
                    continue;
                }
                before = Some(cell);
                self.block("a table’s cell");
                self.head(&heads, at);
                self.maybe(":");
                self.pattern.gap();
                self.blocks(&cell.body);
            }
        }
    }

    fn head(&mut self, heads: &[Vec<Option<&Cell>>], column: usize) {
        let mut before: Option<&Cell> = None;
        for cell in heads.iter().filter_map(|row| row[column]) {
            if before.is_none_or(|before| !std::ptr::eq(before, cell)) {
                self.maybe(",");
                self.pattern.gap();
                self.blocks(&cell.body);
            }
            before = Some(cell);
        }
    }

    fn references(&mut self) {
        for entry in &self.article.references {
            self.block(format!("reference {}", entry.label.as_deref().unwrap_or(entry.key.as_str())));
            if let Some(label) = &entry.label {
                self.label(label);
            }
            self.inlines(&entry.content);
            self.back_links(entry.cited_from.len());
        }
    }

    /// Arrows back to the text, which a rich format may show after an entry: `↑`, or `↑a ↑b`.
    fn back_links(&mut self, count: usize) {
        if self.form != Form::Rich {
            return;
        }
        for at in 0..count {
            let letters = if count > 1 { letters(at) } else { String::new() };
            self.pattern.gap();
            self.maybe(&format!("↑{letters}"));
        }
    }

    fn note_with_label(&mut self, note: &Note) {
        let number = note.number.unwrap_or_default();
        self.block(format!("note {number}"));
        self.say(&format!("[^{number}]"));
        self.blocks(&note.body);
    }

    fn addresses(&mut self) {
        let urls = std::mem::take(&mut self.urls);
        if urls.is_empty() {
            return;
        }
        self.block("the list of links");
        self.say(self.words.links);
        for (at, url) in urls.iter().enumerate() {
            self.block(format!("link {}", at + 1));
            self.say(&format!("<{}> {url}", at + 1));
        }
    }

    fn colophon(&mut self) {
        for line in &self.article.colophon {
            self.block("the colophon");
            self.say(line);
        }
        self.pattern.gap();
    }

    fn image(&mut self, alt: &str) {
        let word = self.words.image;
        self.maybe(&format!("[{word}:"));
        self.say(alt);
        self.maybe("]");
    }

    fn inlines(&mut self, content: &[Inline]) {
        for (at, inline) in content.iter().enumerate() {
            if at > 0 && matches!((&content[at - 1], inline), (Inline::NoteRef(_), Inline::NoteRef(_))) {
                self.maybe(",");
            }
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(x) => self.say(&x.text),
            Inline::Styled(x) => self.styled(x),
            Inline::Code(x) => {
                self.maybe("`");
                self.say(&x.text);
                self.maybe("`");
            }
            Inline::Link(x) => self.link(x),
            Inline::Image(x) if x.alt.is_empty() => {
                let words = self.words.no_description;
                self.pattern.loose();
                self.maybe(words);
                self.pattern.loose();
            }
            Inline::Image(x) => {
                self.pattern.loose();
                self.image(&x.alt);
                self.pattern.loose();
            }
            Inline::Citation(x) => {
                x.mark.iter().for_each(|part| self.inlines(&part.content));
                if let (true, Some(written)) = (x.mark.is_empty(), &x.written) {
                    self.say(written);
                }
            }
            Inline::NoteRef(x) => {
                self.pattern.loose();
                self.maybe("[^");
                self.say(&x.number.unwrap_or_default().to_string());
                self.maybe("]");
                self.pattern.loose();
            }
            Inline::CrossRef(x) => self.inlines(&x.content),
            Inline::Break(_) => self.pattern.gap(),
            Inline::Scope(x) => self.inlines(&x.content),
            Inline::Ruby(x) => self.say(&x.in_line()),
        }
    }

    fn styled(&mut self, styled: &Styled) {
        let (mark, apart) = match styled.style {
            Style::Strike => (Some("~~"), false),
            Style::Sup => (Some("^"), true),
            Style::Sub => (None, true),
            Style::Emphasis | Style::Strong | Style::SmallCaps | Style::Keyboard => (None, false),
        };
        if apart {
            self.pattern.loose();
        }
        mark.into_iter().for_each(|mark| self.maybe(mark));
        self.inlines(&styled.content);
        mark.filter(|mark| *mark == "~~").into_iter().for_each(|mark| self.maybe(mark));
        if apart {
            self.pattern.loose();
        }
    }

    fn link(&mut self, link: &Link) {
        let (Target::Url(url), Form::Text { links, .. }) = (&link.target, self.form) else {
            return self.inlines(&link.content);
        };
        if is_silent(&link.content) {
            // a picture without a description
            return self.say(url);
        }
        self.inlines(&link.content);
        let shown = plain_text(&link.content);
        if shown.trim() == url || url.strip_prefix("mailto:") == Some(shown.trim()) {
            return;
        }
        match links {
            TextLinks::Numbered => {
                let known = self.urls.iter().position(|known| known == url);
                let at = known.unwrap_or_else(|| {
                    self.urls.push(url.clone());
                    self.urls.len() - 1
                });
                self.say(&format!(" <{}>", at + 1));
            }
            TextLinks::Inline => self.say(&format!(" <{url}>")),
            TextLinks::Bare => {}
        }
    }
}

/// a, b … z, aa, ab … for 0 and up.
fn letters(at: usize) -> String {
    let last = char::from(b'a' + u8::try_from(at % 26).unwrap_or_default()).to_string();
    match (at / 26).checked_sub(1) {
        Some(before) => letters(before) + &last,
        None => last,
    }
}

/// Whether plain text has nothing to say for a cell.
fn says_nothing(cell: &Cell) -> bool {
    match cell.body.as_slice() {
        [] => true,
        [Block::Paragraph(x)] => is_silent(&x.content),
        _ => false,
    }
}

/// Whether plain text has no words for a line.
fn is_silent(content: &[Inline]) -> bool {
    let mut silent = plain_text(content).is_empty();
    inlines_of(content, &mut |inline| {
        let speaks = matches!(inline, Inline::NoteRef(_) | Inline::Citation(_) | Inline::Link(_) | Inline::Code(_));
        silent &= !speaks;
    });
    silent
}
