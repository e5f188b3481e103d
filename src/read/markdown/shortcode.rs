//! Shortcodes of site generators, `{{< … >}}` and `{% … %}`: left out before parsing, at equal length, so that
//! every offset stays true. What stands between a pair of them is kept.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
};
use std::borrow::Cow;

const PAIRS: [(&str, &str); 3] = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")];

/// The text without shortcodes from byte `start` on, outside of fenced code.
pub(super) fn blanked<'a>(text: &'a str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    if !PAIRS.iter().any(|(open, _)| text[start..].contains(open)) {
        return Cow::Borrowed(text);
    }
    let mut out = text[..start].to_owned();
    let (mut fenced, mut at) = (false, start);
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..line_end];
        let bare = line.trim_start();
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        if fenced {
            out.push_str(line);
        } else {
            blank_line(line, at, &mut out, diagnostics);
        }
        at = line_end;
    }
    Cow::Owned(out)
}

fn blank_line(line: &str, start: usize, out: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, close, from)) = next(line, at) {
        let Some(length) = line[from..].find(close) else { break };
        let end = from + length + close.len();
        let name: String = line[from + open.len()..end - close.len()].trim().chars().take(30).collect();
        let message = format!("the shortcode `{}` is left out", name.split_whitespace().next().unwrap_or_default());
        let help = "write what it stands for as Markdown";
        diagnostics.push(Diagnostic::new(Code::Shortcode, message).at(Span::new(start + from, start + end)).help(help));
        found.push(from..end);
        at = end;
    }
    let whole = found.iter().map(std::ops::Range::len).sum::<usize>() == line.trim().len();
    // Spaces would make indented code of a line that goes on; this control character is cleaned away later.
    let filler = if whole { " " } else { "\u{7f}" };
    let mut kept = 0;
    for range in found {
        out.push_str(&line[kept..range.start]);
        out.push_str(&filler.repeat(range.len()));
        kept = range.end;
    }
    out.push_str(&line[kept..]);
}

fn next(line: &str, at: usize) -> Option<(&'static str, &'static str, usize)> {
    let from =
        at + line[at..].find("{{<").into_iter().chain(line[at..].find("{{%")).chain(line[at..].find("{%")).min()?;
    PAIRS.into_iter().find(|(open, _)| line[from..].starts_with(open)).map(|(open, close)| (open, close, from))
}
