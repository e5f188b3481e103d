//! The expected text of an article, in reading order: the words that every format must contain.
//!
//! Numbers come from the resolved AST. Where formats may differ (brackets around a footnote reference, a period after
//! a label) the pattern allows alternatives, but never in words and numbers.

mod links;
mod tables;

use super::{FORMULA, pattern::Pattern};
use crate::{
    article::*,
    locale::{Words, numbered},
    render::TextLinks,
};
use std::borrow::Cow;

/// The kind of output that the words are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Plain text: footnotes and addresses are at the end, tables may be printed as records.
    Text {
        /// The option for printing addresses.
        links: TextLinks,
        /// Whether the text is transliterated to ASCII.
        ascii: bool,
    },
    /// A format with active links and native notes.
    Rich,
}

/// How addresses that the link text does not show are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Printed {
    /// Not at all.
    Not,
    /// In parentheses if short, otherwise numbered.
    Brackets,
    /// Numbered.
    Numbers,
}

impl Printed {
    /// All variants.
    pub(super) const ALL: [Self; 3] = [Self::Brackets, Self::Numbers, Self::Not];
}

/// Builds the expected text of an article in one form.
pub(super) struct Expected<'a> {
    article: &'a Article,
    form: Form,
    words: &'static Words,
    pattern: Pattern,
    urls: Vec<String>,
    printed: Printed,
    /// The addresses printed in parentheses so far.
    bracketed: Vec<String>,
    /// Whether links print their addresses here: not in headings, references and the title block.
    prints: bool,
    /// Whether this is a note, where addresses of any length are in parentheses.
    in_note: bool,
    colophon_first: bool,
}

impl<'a> Expected<'a> {
    fn new(article: &'a Article, form: Form, printed: Printed) -> Self {
        Self {
            article,
            form,
            words: Words::of(&article.lang()),
            pattern: Pattern::default(),
            urls: Vec::new(),
            printed,
            bracketed: Vec::new(),
            prints: true,
            in_note: false,
            colophon_first: false,
        }
    }

    /// Returns the pattern of a plain text output.
    pub(super) fn text(article: &'a Article, links: TextLinks, ascii: bool, printed: Printed) -> Pattern {
        let mut expected = Self::new(article, Form::Text { links, ascii }, printed);
        expected.flow();
        if links == TextLinks::Printed {
            expected.printed_addresses();
        }
        if !article.notes.is_empty() {
            expected.block("the heading of the notes");
            expected.say(expected.words.notes);
        }
        for note in &article.notes {
            expected.note_with_label(note);
        }
        expected.addresses(|url| url);
        expected.colophon();
        expected.pattern.rules_may_go();
        expected.pattern
    }

    /// Returns the pattern of the title block, body and colophon of a rich format. The colophon is at the end, or
    /// after the title as in books.
    pub(super) fn body(article: &'a Article, printed: Printed, colophon_first: bool) -> Pattern {
        let mut expected = Self::new(article, Form::Rich, printed);
        expected.colophon_first = colophon_first;
        expected.flow();
        expected.printed_addresses();
        if !colophon_first {
            expected.colophon();
        }
        expected.pattern
    }

    /// Returns the pattern of one note of a rich format, without its label.
    pub(super) fn note(article: &'a Article, note: &Note, printed: Printed) -> Pattern {
        let mut expected = Self::new(article, Form::Rich, printed);
        expected.block(format!("note {}", note.number.unwrap_or_default()));
        expected.note_body(note);
        expected.pattern
    }

    fn note_body(&mut self, note: &Note) {
        self.in_note = true;
        self.bracketed.clear();
        self.blocks(&note.body);
        self.in_note = false;
    }

    /// Runs `say` for content whose links do not print their addresses.
    fn unprinted(&mut self, say: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.prints, false);
        say(self);
        self.prints = outer;
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

    /// Starts a new block, where words end.
    fn block(&mut self, name: impl Into<String>) {
        self.pattern.gap();
        self.pattern.place(name);
    }

    fn flow(&mut self) {
        if let Some(front) = &self.article.front {
            if let Some(line) = &front.organization {
                self.block("the letterhead");
                let organization = self.article.meta.organization.as_ref();
                let logo = organization.filter(|x| x.shown_logo().is_some()).and_then(|x| x.logo_alt.as_deref());
                if let Some(alt) = logo {
                    self.image(alt);
                    self.pattern.gap();
                }
                self.say(line);
            }
            self.block("the title block");
            if let Some(line) = &front.category {
                self.say(line);
            }
            self.block("the title");
            self.unprinted(|expected| expected.inlines(&front.title));
            self.block("the subtitle");
            self.unprinted(|expected| expected.inlines(&front.subtitle));
            for line in &front.lines {
                self.block("the lines under the title");
                self.say(line);
            }
            if !front.summary.is_empty() {
                self.block("the summary");
                self.unprinted(|expected| expected.inlines(&front.summary));
            }
        }
        if self.colophon_first {
            self.pattern.gap();
            self.colophon();
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
                self.unprinted(|expected| expected.inlines(&x.content));
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
            Block::Formula(x) => {
                self.block("a formula");
                self.formula(&x.formula);
                self.pattern.gap();
                x.number.iter().for_each(|number| self.say(number));
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

    /// Adds a number or letter, with or without its period.
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

    fn references(&mut self) {
        for entry in &self.article.references {
            self.block(format!("reference {}", entry.label.as_deref().unwrap_or(entry.key.as_str())));
            if let Some(label) = &entry.label {
                self.label(label);
            }
            self.unprinted(|expected| expected.inlines(&entry.content));
            self.back_link(entry.cited_from.len());
        }
    }

    /// Adds the optional arrow back to the text, which a rich format may print after an entry.
    fn back_link(&mut self, places: usize) {
        if self.form == Form::Rich && places > 0 {
            self.pattern.gap();
            self.maybe("↑");
        }
    }

    fn note_with_label(&mut self, note: &Note) {
        let number = note.number.unwrap_or_default();
        self.block(format!("note {number}"));
        self.say(&self.note_mark(number));
        self.note_body(note);
    }

    /// Returns a note reference in plain text.
    fn note_mark(&self, number: u32) -> String {
        format!("[{}]", numbered(self.words.note_n, &number.to_string()))
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
                let number = x.number.unwrap_or_default();
                self.pattern.loose();
                match self.form {
                    Form::Text { .. } => self.say(&self.note_mark(number)),
                    Form::Rich => self.say(&number.to_string()),
                }
                self.pattern.loose();
            }
            Inline::CrossRef(x) => self.inlines(&x.content),
            Inline::Break(_) => self.pattern.gap(),
            Inline::Scope(x) => self.inlines(&x.content),
            Inline::Ruby(x) => self.say(&x.in_line()),
            Inline::Formula(x) => self.formula(x),
        }
    }

    /// Adds a formula, as linear text or as speech.
    fn formula(&mut self, formula: &Formula) {
        let (text, spoken) =
            (self.spelled(&formula.in_line()).into_owned(), self.spelled(&formula.spoken).into_owned());
        match self.form {
            Form::Text { .. } => self.pattern.words(&text),
            // in Word, a formula is a separate part even where it touches a word
            Form::Rich => {
                self.pattern.loose();
                self.pattern.either(
                    |one| one.words(&text),
                    |other| other.either(|one| one.words(&spoken), |other| other.words(FORMULA)),
                );
                self.pattern.loose();
            }
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
}

/// Returns whether a line is empty in plain text.
fn is_empty_line(content: &[Inline]) -> bool {
    let mut silent = plain_text(content).is_empty();
    inlines_of(content, &mut |inline| {
        let speaks = matches!(inline, Inline::NoteRef(_) | Inline::Citation(_) | Inline::Link(_) | Inline::Code(_));
        silent &= !speaks;
    });
    silent
}
