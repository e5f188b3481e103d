//! Formats diagnostics for people.

use super::{Diagnostic, Place, Severity, Source, escaped, shown_message};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// The maximum number of characters of a source line to show.
const LINE_LIMIT: usize = 100;

/// Formats diagnostics as text: `file:line:col: warning[code]: message`, the source line, and the help.
#[derive(Debug)]
pub struct Printer<'a> {
    article: &'a Source,
    color: bool,
}

/// Resets the color (ECMA-48, 8.3.117 SGR).
const PLAIN: &str = "\x1b[0m";

/// Returns the sequence that starts the color of a severity: bold red, yellow or cyan.
fn color_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
        Severity::Note => "\x1b[1;36m",
    }
}

impl<'a> Printer<'a> {
    /// Creates a printer for diagnostics of this article.
    #[must_use]
    pub fn new(article: &'a Source) -> Self {
        Self { article, color: false }
    }

    /// Sets whether the severity and the carets are colored, for a terminal.
    #[must_use]
    pub fn color(mut self, color: bool) -> Self {
        self.color = color;
        self
    }

    /// Returns a diagnostic as lines that each end in `\n`.
    #[must_use]
    pub fn print(&self, diagnostic: &Diagnostic) -> String {
        let source = diagnostic.source.as_deref().unwrap_or(self.article);
        let mut out = escaped(&source.name).into_owned();
        let place = diagnostic.span.map(|span| (source.place(span.start as usize), span));
        if let Some((place, _)) = place {
            let _ = write!(out, ":{}:{}", place.line, place.column);
        }
        let (on, off) = if self.color { (color_of(diagnostic.severity()), PLAIN) } else { ("", "") };
        let Diagnostic { code, message, .. } = diagnostic;
        let _ = writeln!(out, ": {on}{}[{code}]{off}: {}", diagnostic.severity(), shown_message(message));
        if let Some((place, span)) = place {
            let length = (span.end.saturating_sub(span.start)) as usize;
            excerpt(&mut out, source, span.start as usize, place, length, (on, off));
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(out, "  = help: {}", shown_message(help));
        }
        out
    }
}

/// Appends the source line with carets under the span. A long line is cut around the span, and the rest is not scanned.
fn excerpt(out: &mut String, source: &Source, offset: usize, place: Place, length: usize, (on, off): (&str, &str)) {
    let line = source.line(place.line);
    let at = offset.saturating_sub(source.line_start(place.line)).min(line.len());
    let (before, after) = line.split_at_checked(at).unwrap_or((line, ""));
    let shown_before = before.chars().rev().take(LINE_LIMIT / 2).count();
    let first = before.char_indices().rev().take(LINE_LIMIT / 2).last().map_or(at, |(first, _)| first);
    let before = shown(before[first..].chars());
    let under = after.char_indices().take_while(|(at, _)| *at < length.max(1)).map(|(_, c)| c);
    let under = shown(under.take(LINE_LIMIT - shown_before));
    let after = shown(after.chars().take(LINE_LIMIT - shown_before));
    let gutter = place.line.to_string();
    let _ = writeln!(out, "  {gutter} | {before}{after}");
    let (indent, carets) = (before.width(), under.trim_end().width().max(1));
    let _ = writeln!(out, "  {:1$} | {2:3$}{on}{4}{off}", "", gutter.len(), "", indent, "^".repeat(carets));
}

fn shown(characters: impl Iterator<Item = char>) -> String {
    let text: String = characters.map(|c| if c == '\t' { ' ' } else { c }).collect();
    escaped(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Span, diagnostic::Code};

    #[test]
    fn a_diagnostic_shows_file_line_column_code_and_help() {
        let source = Source::new("leaflet.md", "one\ntwo ![](x.png)\n");
        let diagnostic = Diagnostic::new(Code::NoAlt, "the picture `x.png` has no alternative text")
            .at(Span::new(8, 18))
            .help("describe it: `![what it shows](x.png)`");
        assert_eq!(
            Printer::new(&source).print(&diagnostic),
            "leaflet.md:2:5: warning[no-alt]: the picture `x.png` has no alternative text\n\
             \x20 2 | two ![](x.png)\n\
             \x20   |     ^^^^^^^^^^\n\
             \x20 = help: describe it: `![what it shows](x.png)`\n"
        );
    }

    #[test]
    fn colors_mark_the_severity_and_the_carets() {
        let source = Source::new("a.md", "one two");
        let found = Diagnostic::new(Code::NoAlt, "no").at(Span::new(4, 7));
        let text = Printer::new(&source).color(true).print(&found);
        assert_eq!(
            text,
            "a.md:1:5: \x1b[1;33mwarning[no-alt]\x1b[0m: no\n  1 | one two\n    |     \x1b[1;33m^^^\x1b[0m\n"
        );
    }

    #[test]
    fn names_excerpts_and_messages_cannot_command_the_terminal() {
        let source = Source::new("a\u{1b}]0;x\u{7}.md", "one \u{1b}[31mtwo\u{202e} three\n");
        let found = Diagnostic::new(Code::NoAlt, "no \u{9b}1m").at(Span::new(4, 12)).help("try \u{8}");
        let text = Printer::new(&source).print(&found);
        assert!(text.lines().all(|line| !line.contains(char::is_control) && !line.contains('\u{202e}')), "{text}");
        assert!(text.contains(r"  1 | one \u{1b}[31mtwo\u{202e} three"), "{text}");
        assert!(text.contains("    |     ^^^^^^^^^^^^^\n"), "{text}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let source = Source::new("a.md", "x".repeat(5000));
        let text = Printer::new(&source).print(&Diagnostic::new(Code::Limit, "too long").at(Span::new(3000, 3003)));
        assert!(text.lines().all(|line| line.len() < 120), "{text}");
        assert!(text.contains("^^^"), "{text}");
    }
}
