//! Syntax of site generators: Hugo's shortcodes (`{{< … >}}`, `{{% … %}}`), Liquid's tags and values (`{% … %}`, `{{
//! … }}`), kramdown's attributes (`{: … }`). Before parsing, and at equal length, each is removed and reported, or
//! replaced with equivalent Markdown.
//!
//! # Rules
//! - A shortcode or tag is removed and reported; the content between a pair of them is kept. It may span several
//!   lines.
//! - `{{< figure src="a.png" alt="…" caption="…" >}}` is a picture ([`figure`]).
//! - `{{% notice warning "Title" %}}` … `{{% /notice %}}`, details and tabs, each on its own line, are divisions
//!   ([`container`]).
//! - `{% highlight ruby %}` … `{% endhighlight %}`, each on its own line, is a fenced code block.
//! - `{% comment %}` … `{% endcomment %}` and `{{/* … */}}` are removed. The content of `{% raw %}` … `{% endraw %}`
//!   is literal.
//! - `{{</* name */>}}` is Hugo's escape for `{{< name >}}`.
//! - A value is removed and reported; a quoted string, `{{ '/a.png' | relative_url }}`, becomes its text.
//! - Attributes directly after a link, picture or code become those of pandoc. Others are removed and reported, and
//!   so is the list item above `{:toc}`.
//! - Code, fenced or between backticks, is literal.

mod container;
mod figure;
mod line;
mod tag;

use crate::read::markdown::{report::Report, source::code_fence::CodeFence};
use std::borrow::Cow;
use tag::{Closers, line_end};

pub(crate) use tag::FILLER;

/// Returns the text without the syntax of site generators from byte `start` on.
pub(crate) fn replace<'a>(text: &'a str, start: usize, report: &mut Report) -> Cow<'a, str> {
    let body = &text[start..];
    if !["{{", "{%", "{:"].iter().any(|open| body.contains(open)) {
        return Cow::Borrowed(text);
    }
    let mut out = text[..start].to_owned();
    let mut code = CodeFence::default();
    let mut closers = Closers::new(text);
    let mut at = start;
    while at < text.len() {
        let end = line_end(text, at);
        if code.covers(&text[at..end]) {
            out.push_str(&text[at..end]);
            at = end;
        } else if let Some(close) = highlighted(&text[at..end], at, &mut closers) {
            at = fenced(text, at, close, &mut out);
        } else {
            at = line::replace(text, at, &mut out, &mut closers, report);
        }
    }
    Cow::Owned(out)
}

/// Returns the closing tag of the code block that a line opens, `{% highlight ruby %}`; both tags are on their own
/// lines.
fn highlighted(line: &str, start: usize, closers: &mut Closers<'_>) -> Option<(usize, usize)> {
    let bare = line.trim();
    let found = tag::Tag::at(bare, 0).filter(|tag| tag.name() == "highlight" && tag.range.len() == bare.len())?;
    if line.starts_with("    ") || line.starts_with('\t') {
        return None;
    }
    let close = closers.after(found.kind, "highlight", start + line.len())?;
    let text = closers.text;
    let first = text[..close.start].rfind('\n').map_or(0, |end| end + 1);
    let end = line_end(text, close.start);
    (text[first..end].trim().len() == close.len()).then_some((first, end))
}

/// Copies a code block with its first and last line replaced by fences of equal length. Returns the byte after it.
fn fenced(text: &str, start: usize, (last, end): (usize, usize), out: &mut String) -> usize {
    const FENCE: &str = "~~~~~~";
    let first = line_end(text, start);
    let open = text[start..first].trim();
    let language = tag::Tag::at(open, 0).map(|tag| tag.inside(open)).unwrap_or_default();
    let language = language.split_whitespace().nth(1).unwrap_or_default();
    pad(&format!("{FENCE}{language}"), &text[start..first], out);
    out.push_str(&text[first..last]);
    pad(FENCE, &text[last..end], out);
    end
}

/// Writes a line in place of another, padded with spaces to its length.
fn pad(line: &str, old: &str, out: &mut String) {
    let end = old.len() - old.trim_end_matches('\n').len();
    out.push_str(line);
    out.extend(std::iter::repeat_n(' ', old.len().saturating_sub(line.len() + end)));
    out.push_str(&old[old.len() - end..]);
}
