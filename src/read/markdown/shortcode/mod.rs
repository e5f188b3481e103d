//! What belongs to a site generator: shortcodes of Hugo (`{{< … >}}`, `{{% … %}}`), tags and values of Liquid
//! (`{% … %}`, `{{ … }}`), attributes of kramdown (`{: … }`). Before parsing, at equal length, so that every offset
//! stays true, each is left out and told, or becomes the Markdown that it stands for.
//!
//! # Rules
//! - A shortcode or tag is left out and told; what stands between a pair of them is kept. One may go on over several lines.
//! - `{{< figure src="a.png" alt="…" caption="…" >}}` is the picture ([`figure`]).
//! - `{% highlight ruby %}` … `{% endhighlight %}`, each on a line of its own, is a fenced block of code.
//! - `{% comment %}` … `{% endcomment %}` and `{{/* … */}}` are left out. `{% raw %}` … `{% endraw %}` is as written.
//! - `{{</* name */>}}` is how Hugo writes `{{< name >}}` as words.
//! - A value is left out and told; one that is words in quotation marks, `{{ '/a.png' | relative_url }}`, is these words.
//! - Attributes right behind a link, a picture or code become those that pandoc writes. Others are left out and told, and
//!   with `{:toc}` the item that it stands below.
//! - Code, fenced or between backquotes, is as written.

mod figure;
mod line;
mod tag;

use super::code_fence::CodeFence;
use crate::{
    diagnostic::Diagnostic,
    read::common::bytes::{any, any_pair},
};
use std::borrow::Cow;
use tag::Closers;

/// The text with nothing of a site generator's from byte `start` on.
pub(super) fn blanked<'a>(text: &'a str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Cow<'a, str> {
    let bytes = &text.as_bytes()[start..];
    let opens = |a, b| a == b'{' && matches!(b, b'{' | b'%' | b':');
    if !any(bytes, |byte| byte == b'{') || !any_pair(bytes, opens) {
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
            at = line::blank(text, at, &mut out, &mut closers, diagnostics);
        }
    }
    Cow::Owned(out)
}

/// The byte after the line at this byte.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Where the block of code closes that a line opens, `{% highlight ruby %}`; both stand alone on their lines.
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

/// Copies a block of code, its first and last line made fences of equal length; gives the byte after it.
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

/// A line in place of another, with spaces to its length.
fn pad(line: &str, old: &str, out: &mut String) {
    let end = old.len() - old.trim_end_matches('\n').len();
    out.push_str(line);
    out.extend(std::iter::repeat_n(' ', old.len().saturating_sub(line.len() + end)));
    out.push_str(&old[old.len() - end..]);
}
