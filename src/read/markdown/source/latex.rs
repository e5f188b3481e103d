//! LaTeX math environments, `\begin{align}` … `\end{align}`, and displays between `\[` and `\]` become `$$` displays
//! of equal length before parsing, so that their content is not read as Markdown.

use super::code_fence::CodeFence;
use std::borrow::Cow;

const ENVIRONMENTS: [&str; 8] =
    ["equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign"];

/// The maximum length of an environment, in bytes.
const LONGEST: usize = 4000;

/// Returns the text with its math environments between `$$`.
pub(crate) fn mark(text: Cow<'_, str>, start: usize) -> Cow<'_, str> {
    if !["\\begin{", "\\[\n"].iter().any(|mark| text[start..].contains(mark)) {
        return text;
    }
    let mut out = text[..start].to_owned();
    let mut code = CodeFence::default();
    let (mut at, mut maths) = (start, false);
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        let covered = code.covers(line);
        maths ^= !covered && line.matches("$$").count() % 2 == 1;
        let found = if covered || maths { None } else { environment(&text, at, line) };
        let end = found.map_or(end, |close| close);
        match found {
            Some(_) if line.trim() == "\\[" => out.push_str(&text[at..end].replace("\\[", "$$").replace("\\]", "$$")),
            Some(_) => out.push_str(&between(&text[at..end])),
            None => out.push_str(line),
        }
        at = end;
    }
    Cow::Owned(out)
}

/// Returns the byte after the environment that a line opens.
fn environment(text: &str, at: usize, line: &str) -> Option<usize> {
    let bare = line.trim_start_matches(' ');
    if bare.trim_end() == "\\[" && line.len() - bare.len() <= 3 {
        return display(&text[at..]).map(|length| at + length);
    }
    let name = bare.strip_prefix("\\begin{")?.split_once('}')?.0;
    let indented = line.len() - bare.len() > 3;
    if indented || !ENVIRONMENTS.contains(&name.trim_end_matches('*')) {
        return None;
    }
    let rest = &text[at..];
    let most = (0..=LONGEST.min(rest.len())).rev().find(|&most| rest.is_char_boundary(most))?;
    let reach = rest[..most].find("\n\n").unwrap_or(most);
    let close = format!("\\end{{{name}}}");
    let end = rest[..reach].find(&close)?;
    (!rest[..end].contains('$')).then_some(at + end + close.len())
}

/// Returns the length of a display, from the line `\[` to the line `\]`.
fn display(text: &str) -> Option<usize> {
    let mut length = 0;
    for line in text.split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        length += line.len();
        let inner = length > line.len() && (line.contains("\\[") || line.contains('$'));
        if inner || length > LONGEST {
            return None;
        }
        if line.trim() == "\\]" {
            return Some(length);
        }
    }
    None
}

/// Returns the environment between `$$`, at equal length.
fn between(text: &str) -> String {
    let open = text.find('}').map_or(0, |at| at + 1);
    let close = text.rfind("\\end{").unwrap_or(text.len());
    let blank = |out: &mut String, length: usize| out.extend(std::iter::repeat_n(' ', length));
    let mut out = String::with_capacity(text.len());
    let lead = text.len() - text.trim_start_matches(' ').len();
    blank(&mut out, lead);
    out.push_str("$$");
    blank(&mut out, open - lead - 2);
    out.push_str(&text[open..close]);
    blank(&mut out, text.len() - close - 2);
    out.push_str("$$");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_math_environment_is_put_between_dollar_signs() {
        let marked = |text: &'static str| mark(Cow::Borrowed(text), 0).into_owned();
        assert_eq!(
            marked("So\n\\begin{align}\na_1 \\\\\n\\end{align} it is.\n"),
            "So\n$$           \na_1 \\\\\n         $$ it is.\n"
        );
        assert_eq!(marked("So\n\\[\na = b\n\\]\nit is.\n"), "So\n$$\na = b\n$$\nit is.\n");
        for text in [
            "\\[\na\n\nb\n\\]\n",
            "\\begin{itemize}\n\\end{itemize}\n",
            "$$\n\\begin{align}\nx\n\\end{align}\n$$\n",
            "\\begin{align}\nx\n",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
