//! Inlines as plain text. Link addresses are collected for the end.
//!
//! Emphasis is not marked. Text whose meaning would change without a mark (strikethrough, superscripts, code) gets one.

use super::{Writer, ascii, marks};
use crate::{
    article::{Inline, Lang, Link, Scope, Style, Styled, Target, plain_text},
    diagnostic::{Code, Diagnostic},
    locale,
    render::TextLinks,
};

impl Writer<'_> {
    /// Returns the text of a line; `\n` is a forced break.
    pub(super) fn line(&mut self, content: &[Inline]) -> String {
        let mut out = String::new();
        self.inlines(content, &mut out);
        out
    }

    /// Spells text in the characters that the output may contain.
    pub(super) fn spelled(&mut self, text: &str) -> String {
        if self.options.ascii { ascii::spell(text, self.spelling, &mut self.lost) } else { text.to_owned() }
    }

    fn inlines(&mut self, content: &[Inline], out: &mut String) {
        for inline in content {
            self.inline(inline, out);
        }
    }

    fn inline(&mut self, inline: &Inline, out: &mut String) {
        match inline {
            Inline::Text(x) => out.push_str(&self.spelled(&x.text)),
            Inline::Styled(x) => self.styled(x, out),
            Inline::Code(x) => {
                let code = self.spelled(&x.text.replace('\n', " "));
                out.push_str(&format!("`{code}`"));
            }
            Inline::Link(x) => self.link(x, out),
            Inline::Image(x) => {
                if !x.alt.is_empty() {
                    out.push_str(&self.image(&x.alt));
                }
            }
            Inline::Citation(x) => {
                for part in &x.mark {
                    self.inlines(&part.content, out);
                }
                if let (true, Some(written)) = (x.mark.is_empty(), &x.written) {
                    out.push_str(&self.spelled(written));
                }
            }
            Inline::NoteRef(x) => {
                let mark = self.note_mark(x.number);
                out.push_str(if out.is_empty() || out.ends_with(char::is_whitespace) { "" } else { "\u{a0}" });
                out.push_str(&mark);
            }
            Inline::CrossRef(x) => self.inlines(&x.content, out),
            Inline::Break(_) => out.push('\n'),
            Inline::Scope(x) => self.scope(x, out),
            Inline::Ruby(x) => out.push_str(&self.spelled(&x.in_line())),
            Inline::Formula(x) => out.push_str(&self.spelled(&x.in_line())),
        }
    }

    /// Returns `[Image: what it shows]`.
    pub(super) fn image(&mut self, alt: &str) -> String {
        let (word, alt) = (self.spelled(self.words.image), self.spelled(alt));
        format!("[{word}: {alt}]")
    }

    fn styled(&mut self, styled: &Styled, out: &mut String) {
        let words = self.line(&styled.content);
        match styled.style {
            Style::Strike => out.push_str(&format!("~~{words}~~")),
            Style::Sup => out.push_str(&self.raised(words)),
            Style::Emphasis | Style::Strong | Style::Sub | Style::SmallCaps | Style::Keyboard => out.push_str(&words),
        }
    }

    /// Raises digits (10³, in ASCII `10^3`), as 103 is a different number, and a single letter, the mark of a note, as
    /// `110 dBᵃ` is not `110 dBa`. Other letters are unchanged.
    fn raised(&self, words: String) -> String {
        const LETTERS: &str = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ";
        if let [letter @ b'a'..=b'p'] = *words.as_bytes() {
            let raised = LETTERS.chars().nth(usize::from(letter - b'a')).filter(|_| !self.options.ascii);
            return raised.map_or_else(|| format!("^{words}"), String::from);
        }
        if !words.contains(|ch: char| ch.is_ascii_digit()) {
            return words;
        }
        let raised: Option<String> = words.chars().map(raised_char).collect();
        match raised {
            Some(raised) if !self.options.ascii => raised,
            _ => format!("^{words}"),
        }
    }

    fn link(&mut self, link: &Link, out: &mut String) {
        let words = self.line(&link.content);
        out.push_str(&words);
        let Target::Url(url) = &link.target else { return };
        if words.is_empty() {
            // a picture without a description
            return out.push_str(&self.spelled(url));
        }
        let shown = plain_text(&link.content);
        if shown.trim() == url.as_str() || url.strip_prefix("mailto:").is_some_and(|address| address == shown.trim()) {
            return;
        }
        match self.options.links {
            TextLinks::Numbered => {
                let number = self.number_of(url);
                out.push_str(&format!("\u{a0}<{number}>"));
            }
            TextLinks::Inline => {
                let url = self.spelled(url);
                out.push_str(&format!(" <{url}>"));
            }
            TextLinks::Printed => {}
            TextLinks::Bare => self.lose("the address of a link", "choose numbered links to keep it", link.span),
        }
    }

    fn number_of(&mut self, url: &str) -> usize {
        let next = self.urls.len() + 1;
        let number = *self.numbers.entry(url.to_owned()).or_insert(next);
        if number == next {
            self.urls.push(url.to_owned());
        }
        number
    }

    fn scope(&mut self, scope: &Scope, out: &mut String) {
        if scope.expansion.is_some() {
            let help = "write it out at its first use";
            self.lose("what an abbreviation stands for", help, scope.span);
        }
        let dir = scope.dir.or_else(|| scope.lang.as_ref().map(Lang::direction));
        let isolate = dir.filter(|_| self.marks_lines()).map(|dir| marks::isolate(dir, self.direction()));
        let (before, after) = isolate.unwrap_or_default();
        out.push_str(before);
        self.inlines(&scope.content, out);
        out.push_str(after);
    }

    /// Returns the mark of a footnote, used both in the text and before the note: `[note 1]`. A superscript digit would
    /// change a number before it.
    pub(super) fn note_mark(&mut self, number: Option<u32>) -> String {
        let mark = |number: u32| format!("[{}]", locale::numbered(self.words.note_n, &number.to_string()));
        let mark = number.map(mark).unwrap_or_default();
        self.spelled(&mark)
    }

    /// Reports something that plain text cannot show.
    pub(super) fn lose(&mut self, what: &str, help: &str, span: crate::article::Span) {
        let message = format!("plain text cannot show {what}");
        self.diagnostics.push(Diagnostic::new(Code::Loss, message).help(help).at(span));
    }
}

fn raised_char(ch: char) -> Option<char> {
    let raised = match ch {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        '+' => '⁺',
        '-' | '−' => '⁻',
        'n' => 'ⁿ',
        'i' => 'ⁱ',
        _ => return None,
    };
    Some(raised)
}
