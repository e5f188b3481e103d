//! Shortcodes of site generators, `{{< … >}}` and `{% … %}`: left out before parsing, at equal length, so that
//! every offset stays true. What stands between a pair of them is kept. One may go on over several lines.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
    read::common::bytes::any,
};
use std::{borrow::Cow, ops::Range};

const PAIRS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The longest shortcode, in bytes.
const LONGEST: usize = 4000;

/// Which lines are fenced code (CommonMark 4.5), as far as a look at single lines can tell.
#[derive(Debug, Default)]
pub(super) struct CodeFence(Option<(char, usize)>);

impl CodeFence {
    /// Takes in the next line: whether it is a fence or code.
    pub(super) fn covers(&mut self, line: &str) -> bool {
        let bare = line.trim();
        // A fence may open behind the marks of quotes and lists, and closes behind those of quotes.
        let bare = if self.0.is_none() { inside(bare) } else { bare.trim_start_matches(['>', ' ']) };
        let mark = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| bare.chars().take_while(|&c| c == mark).count());
        match (self.0, mark) {
            (None, Some(mark)) if length >= 3 && !(mark == '`' && bare[length..].contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            (None, _) => false,
            (Some((open, least)), Some(mark)) if mark == open && length >= least && bare.len() == length => {
                self.0 = None;
                true
            }
            (Some(_), _) => true,
        }
    }
}

/// What stands on a line behind the marks of the containers that it opens.
fn inside(line: &str) -> &str {
    let mut rest = line;
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = match rest.as_bytes().get(digits) {
            Some(b'>' | b'-' | b'*' | b'+' | b':') if digits == 0 => &rest[1..],
            Some(b'.' | b')') if digits > 0 => &rest[digits + 1..],
            _ => return rest,
        };
        rest = behind.trim_start();
    }
}

/// The text without shortcodes from byte `start` on, outside of fenced code.
pub(super) fn blanked<'a>(text: &'a str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    let body = &text[start..];
    if !any(body.as_bytes(), |byte| byte == b'{') || !PAIRS.iter().any(|(open, _)| body.contains(open)) {
        return Cow::Borrowed(text);
    }
    let mut out = text[..start].to_owned();
    let mut code = CodeFence::default();
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        if code.covers(&text[at..end]) {
            out.push_str(&text[at..end]);
            at = end;
        } else {
            at = blank_line(text, at, &mut out, diagnostics);
        }
    }
    Cow::Owned(out)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Copies the line at this byte, and those that a shortcode in it goes on over; gives the byte after them.
fn blank_line(text: &str, start: usize, out: &mut String, diagnostics: &mut Vec<Diagnostic>) -> usize {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut end) = (start, line_end(text, start));
    while let Some((open, close, from)) = next(&text[..end], at) {
        let Some(length) = length(&text[from..], close) else {
            at = from + open.len();
            continue;
        };
        let whole = from..from + length;
        told(&text[whole.start + open.len()..whole.end - close.len()], &whole, diagnostics);
        at = whole.end;
        end = end.max(line_end(text, at.saturating_sub(1)));
        found.push(whole);
    }
    let alone = found.iter().map(ExactSizeIterator::len).sum::<usize>() == text[start..end].trim().len();
    let mut kept = start;
    for range in found {
        out.push_str(&text[kept..range.start]);
        blank(range.len(), alone, out);
        kept = range.end;
    }
    out.push_str(&text[kept..end]);
    end
}

/// Spaces would make indented code of a line that goes on; there a control character stands, cleaned away later.
fn blank(length: usize, alone: bool, out: &mut String) {
    out.extend(std::iter::repeat_n(if alone { ' ' } else { '\u{7f}' }, length));
}

/// The bytes of the shortcode that opens the text, if it closes soon enough.
fn length(text: &str, close: &str) -> Option<usize> {
    let most = (0..=LONGEST.min(text.len())).rev().find(|&most| text.is_char_boundary(most))?;
    // A paragraph's end is a shortcode's end as well: one that is not closed swallows no more than that.
    let reach = text[..most].find("\n\n").unwrap_or(most);
    text[..reach].find(close).map(|at| at + close.len())
}

fn told(inside: &str, whole: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    let name: String = inside.split_whitespace().next().unwrap_or_default().chars().take(30).collect();
    let message = format!("the shortcode `{name}` is left out");
    let help = "write what it stands for as Markdown";
    let span = Span::new(whole.start, whole.end);
    diagnostics.push(Diagnostic::new(Code::Shortcode, message).at(span).help(help));
}

fn next(text: &str, at: usize) -> Option<(&'static str, &'static str, usize)> {
    let from = at
        + text[at..]
            .match_indices('{')
            .map(|(at, _)| at)
            .find(|&from| PAIRS.iter().any(|(open, _)| text[at + from..].starts_with(open)))?;
    PAIRS.into_iter().find(|(open, _)| text[from..].starts_with(open)).map(|(open, close)| (open, close, from))
}
