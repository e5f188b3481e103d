//! Running text. Asterisks mark emphasis and importance where CommonMark's rules about adjacent characters (6.2) leave
//! no doubt; elsewhere, and for what Markdown has no marks for, HTML elements are used that the reader supports.

use super::{Writer, escape, formula};
use crate::{
    article::{
        Block, CitationMode, CrossRef, Direction, Inline, InlineImage, Link, Ruby, Scope, Style, Styled, Target,
    },
    read::grammar::{self, ends_in_escape},
};

/// A rendered inline: plain text, or text between marks that depend on adjacent characters.
enum Piece {
    Plain(String),
    Marked { mark: &'static str, element: &'static str, inner: String },
    Break,
}

/// The number of lines that text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    /// In a paragraph: several lines.
    Several,
    /// In a heading, a cell, a term: a single line.
    One,
}

impl Writer<'_> {
    /// Returns the lines of a paragraph.
    pub(super) fn paragraph_text(&mut self, content: &[Inline]) -> String {
        self.last = None;
        let text = self.inlines(without_end(content), Lines::Several, '\n');
        text.trim().split('\n').map(escape::line_start).collect::<Vec<_>>().join("\n")
    }

    /// Returns text on a single line.
    pub(super) fn line(&mut self, content: &[Inline]) -> String {
        self.last = None;
        self.inlines(without_end(content), Lines::One, '\n').trim().to_owned()
    }

    fn inlines(&mut self, content: &[Inline], lines: Lines, edge: char) -> String {
        let pieces: Vec<Piece> = content.iter().map(|inline| self.piece(inline, lines)).collect();
        let mut out = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Plain(text) => join(&mut out, text),
                Piece::Marked { mark, element, inner } => {
                    let before = out.chars().last().unwrap_or(edge);
                    let after = first_of(&pieces[at + 1..], edge);
                    // inside of other marks, only surrounding spaces show which mark opens and which closes
                    let clear = self.marked == 0 || (before.is_whitespace() && after.is_whitespace());
                    if clear && may_mark(mark, inner, before, after) {
                        out.push_str(&format!("{mark}{inner}{mark}"));
                    } else {
                        out.push_str(&format!("<{element}>{inner}</{element}>"));
                    }
                }
                Piece::Break => {
                    let words = |piece: &Piece| matches!(piece, Piece::Plain(text) if !text.trim().is_empty());
                    let inside = out.chars().last().is_some_and(|c| c != '\n' && c != '>');
                    let plain = lines == Lines::Several && inside && pieces.get(at + 1).is_some_and(words);
                    out.push_str(if plain { "\\\n" } else { "<br>" });
                }
            }
        }
        out
    }

    fn piece(&mut self, inline: &Inline, lines: Lines) -> Piece {
        let piece = self.one(inline, lines);
        match inline {
            Inline::Text(x) => self.last = x.text.chars().last().or(self.last),
            Inline::Break(_) => self.last = None,
            Inline::Citation(x) => self.last = (x.mode == CitationMode::Narrative).then_some('x').or(Some(']')),
            Inline::Code(_) | Inline::Image(_) | Inline::NoteRef(_) | Inline::Ruby(_) | Inline::Formula(_) => {
                self.last = Some('x');
            }
            Inline::Styled(_) | Inline::Link(_) | Inline::CrossRef(_) | Inline::Scope(_) => {}
        }
        piece
    }

    fn one(&mut self, inline: &Inline, lines: Lines) -> Piece {
        Piece::Plain(match inline {
            Inline::Text(x) => self.text(&x.text),
            Inline::Styled(x) => return self.styled(x, lines),
            Inline::Code(x) if x.text.is_empty() => String::new(),
            Inline::Code(x) => escape::code(&x.text),
            Inline::Link(x) => self.link(x, lines),
            Inline::Image(x) => self.image(x),
            Inline::Citation(x) => self.citation(x),
            Inline::NoteRef(x) => format!("[^{}]", self.label_of(&x.label)),
            Inline::CrossRef(x) => self.cross_reference(x, lines),
            Inline::Break(_) => return Piece::Break,
            Inline::Scope(x) => self.scope(x, lines),
            Inline::Ruby(x) => ruby(x),
            Inline::Formula(x) => formula::in_line(x),
        })
    }

    fn text(&mut self, text: &str) -> String {
        let text = escape::words(text, self.listed);
        if !std::mem::take(&mut self.colon) {
            return text;
        }
        match text.find(':') {
            Some(at) if !ends_in_escape(&text[..at]) => format!("{}\\{}", &text[..at], &text[at..]),
            Some(_) => text,
            None => {
                self.colon = true;
                text
            }
        }
    }

    fn styled(&mut self, styled: &Styled, lines: Lines) -> Piece {
        let (mark, element) = match styled.style {
            Style::Emphasis => ("*", "em"),
            Style::Strong => ("**", "strong"),
            Style::Strike => ("~~", "del"),
            Style::Sub => ("", "sub"),
            Style::Sup => ("", "sup"),
            Style::Keyboard => ("", "kbd"),
            Style::SmallCaps => {
                let inner = self.inlines(&styled.content, lines, '>');
                let text = format!("<span class=\"{}\">{inner}</span>", grammar::SMALL_CAPS);
                return Piece::Plain(if inner.is_empty() { inner } else { text });
            }
        };
        self.marked += 1;
        let inner = self.inlines(&styled.content, lines, '*');
        self.marked -= 1;
        if inner.is_empty() { Piece::Plain(inner) } else { Piece::Marked { mark, element, inner } }
    }

    fn link(&mut self, link: &Link, lines: Lines) -> String {
        let inner = self.inlines(&link.content, lines, '[');
        if inner.trim().is_empty() {
            return inner;
        }
        let url = match &link.target {
            Target::Url(url) => grammar::escaped(url),
            Target::Anchor(anchor) => return format!("[{inner}](#{anchor})"),
        };
        if let ([Inline::Text(shown)], None) = (link.content.as_slice(), &link.title)
            && is_autolink(&url)
            && url.strip_prefix("mailto:").unwrap_or(&url) == shown.text
        {
            return format!("<{}>", shown.text);
        }
        let title = link.title.as_ref().map(|title| format!(" {}", escape::title(title))).unwrap_or_default();
        format!("[{inner}]({}{title})", escape::address(&url))
    }

    pub(super) fn image(&mut self, image: &InlineImage) -> String {
        format!("![{}]({})", escape::words(&image.alt, false), escape::address(&image.path))
    }

    fn cross_reference(&mut self, reference: &CrossRef, lines: Lines) -> String {
        let own = match reference.content.as_slice() {
            [Inline::Text(text)] => self.numbered.get(&reference.target) == Some(&text.text),
            _ => false,
        };
        let inner = if own { String::new() } else { self.inlines(&reference.content, lines, '[') };
        format!("[{inner}](#{})", reference.target)
    }

    fn scope(&mut self, scope: &Scope, lines: Lines) -> String {
        let inner = self.inlines(&scope.content, lines, '>');
        let attributes = attributes(None, &scope.classes, scope.lang.as_ref().map(|lang| lang.as_str()), scope.dir);
        let title = scope.expansion.as_ref().map(|words| format!(" title=\"{}\"", escape::attribute(words)));
        if inner.is_empty() || (attributes.is_empty() && title.is_none()) {
            return inner;
        }
        let element = if title.is_some() { "abbr" } else { "span" };
        format!("<{element}{attributes}{}>{inner}</{element}>", title.unwrap_or_default())
    }

    /// Returns a footnote's label in Markdown's syntax.
    pub(super) fn label_of(&self, label: &str) -> String {
        let sound = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !label.is_empty() && label.chars().all(sound) {
            return label.to_owned();
        }
        let number = self.article.notes.iter().find(|note| note.label == label).and_then(|note| note.number);
        format!("note-{}", number.unwrap_or_default())
    }
}

fn ruby(ruby: &Ruby) -> String {
    let (base, reading) = (escape::words(&ruby.base, false), escape::words(&ruby.reading, false));
    format!("<ruby>{base}<rt>{reading}</rt></ruby>")
}

/// Returns a line without trailing inlines that show nothing.
pub(super) fn without_end(content: &[Inline]) -> &[Inline] {
    let shown = |inline: &Inline| match inline {
        Inline::Break(_) => false,
        Inline::Text(x) => !x.text.trim().is_empty(),
        _ => true,
    };
    content.iter().rposition(shown).map_or(&[], |last| &content[..=last])
}

/// Returns the blocks that show anything.
pub(super) fn shown(blocks: &[Block]) -> Vec<&Block> {
    let shows = |block: &&Block| match block {
        Block::Paragraph(x) => !without_end(&x.content).is_empty(),
        Block::Heading(x) => !without_end(&x.content).is_empty(),
        _ => true,
    };
    blocks.iter().filter(shows).collect()
}

/// Returns HTML attributes, each preceded by a space.
pub(super) fn attributes(id: Option<&str>, classes: &[String], lang: Option<&str>, dir: Option<Direction>) -> String {
    let dir = dir.map(|dir| match dir {
        Direction::Ltr => "ltr",
        Direction::Rtl => "rtl",
    });
    let class = (!classes.is_empty()).then(|| classes.join(" "));
    [("id", id), ("class", class.as_deref()), ("lang", lang), ("dir", dir)]
        .iter()
        .filter_map(|(name, value)| value.map(|value| format!(" {name}=\"{}\"", escape::attribute(value))))
        .collect()
}

/// Appends text; an opening bracket or colon after a closing bracket would become part of a link: `[3](…)`, `[^1]: …`.
fn join(out: &mut String, text: &str) {
    if out.ends_with(']') && text.starts_with(['(', ':']) {
        out.push('\\');
    }
    // adjacent runs of backquotes would merge, and two pairs of brackets would be a link
    if (out.ends_with('`') && text.starts_with('`')) || (out.ends_with(']') && text.starts_with('[')) {
        out.push_str("<!-- -->");
    }
    out.push_str(text);
}

fn first_of(pieces: &[Piece], edge: char) -> char {
    for piece in pieces {
        match piece {
            Piece::Plain(text) if text.is_empty() => {}
            Piece::Plain(text) => return text.chars().next().unwrap_or(edge),
            // whatever it becomes, two adjacent marks would merge
            Piece::Marked { .. } => return '*',
            Piece::Break => return '\n',
        }
    }
    edge
}

/// Returns whether marks around this text open and close (CommonMark 6.2), erring on the safe side.
fn may_mark(mark: &str, inner: &str, before: char, after: char) -> bool {
    let Some(sign) = mark.chars().next() else { return false };
    let edge = |own: Option<char>, outside: char| {
        let Some(own) = own else { return false };
        let separated = outside.is_whitespace() || outside.is_ascii_punctuation();
        !own.is_whitespace() && !matches!(own, '*' | '~') && (own.is_alphanumeric() || separated)
    };
    let clear = |c: char| c != sign && c != '*' && c != '~' && c != '\\';
    clear(before) && clear(after) && edge(inner.chars().next(), before) && edge(inner.chars().last(), after)
}

/// Returns whether an address can be written between angle brackets unchanged.
fn is_autolink(url: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/.?=_%#+-@".contains(c);
    ["https://", "http://", "mailto:"].iter().any(|start| url.starts_with(start) && url.len() > start.len())
        && url.chars().all(plain)
        && !["--", "..", "@."].iter().any(|turned| url.contains(turned))
}
