//! Extracts the passages from the blocks of an article.

use super::{Kind, Passage, Prose, Section, passage::Piece};
use crate::article::{Article, Block, Inline, Lang, Span, Target, heading_text};

pub(super) fn collect(article: &Article) -> Prose {
    let own = article.lang().primary();
    let top = Section { title: article.title_text(), span: Span::default() };
    let mut collector = Collector { prose: Prose { passages: Vec::new(), sections: vec![top] }, own, foreign: false };
    let meta = &article.meta;
    collector.line(Kind::Heading, &meta.title, Span::default());
    collector.line(Kind::Heading, &meta.subtitle, Span::default());
    collector.line(Kind::Paragraph, &meta.description, Span::default());
    collector.blocks(&article.body, Kind::Paragraph);
    article.notes.iter().for_each(|note| collector.blocks(&note.body, Kind::Note));
    collector.prose
}

struct Collector {
    prose: Prose,
    /// The language of the article.
    own: String,
    /// Whether the blocks are in another language.
    foreign: bool,
}

impl Collector {
    /// Adds the passages of blocks; `kind` is the kind of their paragraphs.
    fn blocks(&mut self, blocks: &[Block], kind: Kind) {
        blocks.iter().for_each(|block| self.block(block, kind));
    }

    fn block(&mut self, block: &Block, kind: Kind) {
        // in a table or a note, all text belongs to the table or the note
        let or = |inner: Kind| if matches!(kind, Kind::Cell | Kind::Note) { kind } else { inner };
        match block {
            Block::Heading(x) => {
                self.prose.sections.push(Section { title: heading_text(&x.content), span: x.span });
                self.line(Kind::Heading, &x.content, x.span);
            }
            Block::Paragraph(x) => self.line(kind, &x.content, x.span),
            Block::Tips(x) => {
                for tip in &x.items {
                    self.line(or(Kind::Paragraph), &tip.lead, tip.span);
                    self.blocks(&tip.body, kind);
                }
            }
            Block::List(x) => x.items.iter().for_each(|item| self.blocks(&item.body, or(Kind::Item))),
            Block::Quote(x) => self.blocks(&x.body, kind),
            Block::Callout(x) => {
                self.line(or(Kind::Heading), &x.title, x.span);
                self.blocks(&x.body, kind);
            }
            Block::Table(x) => {
                x.caption.iter().for_each(|caption| self.line(Kind::Caption, &caption.content, x.span));
                let cells = x.head.iter().chain(&x.body).flat_map(|row| &row.cells);
                cells.for_each(|cell| self.blocks(&cell.body, Kind::Cell));
            }
            Block::Figure(x) => {
                x.caption.iter().for_each(|caption| self.line(Kind::Caption, &caption.content, x.span));
            }
            Block::Definitions(x) => {
                for item in &x.items {
                    self.line(or(Kind::Heading), &item.term, x.span);
                    item.meanings.iter().for_each(|meaning| self.blocks(meaning, kind));
                }
            }
            Block::Division(x) => {
                let before = self.foreign;
                self.foreign = x.lang.as_ref().map_or(before, |lang| self.is_foreign(lang));
                self.blocks(&x.body, kind);
                self.foreign = before;
            }
            Block::Code(_) | Block::Formula(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
        }
    }

    fn is_foreign(&self, lang: &Lang) -> bool {
        lang.primary() != self.own
    }

    /// Adds a line as a passage, if it has words.
    fn line(&mut self, kind: Kind, line: &[Inline], span: Span) {
        let (foreign, line) = match line {
            [Inline::Scope(scope)] => (scope.lang.as_ref().map(|lang| self.is_foreign(lang)), scope.content.as_slice()),
            line => (None, line),
        };
        let section = self.prose.sections.len() - 1;
        let mut passage = Passage::new(kind, section, foreign.unwrap_or(self.foreign), span);
        add(&mut passage, line);
        if passage.text.chars().any(char::is_alphanumeric) {
            self.prose.passages.push(passage);
        }
    }
}

/// Represents an inline that is not text (U+FFFC, object replacement).
pub(super) const OBJECT: char = '\u{fffc}';

/// Adds the words of inlines.
fn add(passage: &mut Passage, line: &[Inline]) {
    for inline in line {
        match inline {
            Inline::Text(x) => push(passage, &x.text, x.span),
            Inline::Styled(x) => add(passage, &x.content),
            Inline::Link(x) if is_address(&x.content, &x.target) => {}
            Inline::Link(x) => add(passage, &x.content),
            Inline::CrossRef(x) => add(passage, &x.content),
            Inline::Scope(x) => add(passage, &x.content),
            Inline::Ruby(x) => push(passage, &x.in_line(), x.span),
            Inline::Break(_) => passage.text.push('\n'),
            // it may begin a sentence
            Inline::Code(_) | Inline::Image(_) | Inline::Formula(_) => passage.text.push(OBJECT),
            Inline::Citation(_) | Inline::NoteRef(_) => {}
        }
    }
}

fn push(passage: &mut Passage, words: &str, span: Span) {
    let start = passage.text.len();
    passage.text.push_str(words);
    passage.pieces.push(Piece { start, end: passage.text.len(), span });
}

/// Returns whether a link shows its address, which is not read as words.
fn is_address(content: &[Inline], target: &Target) -> bool {
    let Target::Url(url) = target else { return false };
    let shown = heading_text(content);
    !shown.contains(' ') && shown.contains(['.', '@', '/']) && url.contains(shown.trim_end_matches('/'))
}
