//! Hugo's `figure` shortcode.

/// Returns `![alt](src "caption")` for `figure src="…" alt="…" caption="…"`, or `None` without a picture.
pub(super) fn markdown(inside: &str) -> Option<String> {
    let values = values(inside);
    let value =
        |key: &str| values.iter().find(|(own, _)| *own == key).map(|(_, value)| *value).filter(|v| !v.is_empty());
    let src = value("src").filter(|src| !src.contains(['<', '>', '\n', '\\']))?;
    let caption = match (value("title"), value("caption")) {
        (Some(title), Some(caption)) => Some(format!("{title}: {caption}")),
        (title, caption) => title.or(caption).map(str::to_owned),
    };
    let alt = escaped(value("alt").unwrap_or_default(), &['[', ']', '\\', '`', '<']);
    let src = if src.contains([' ', '(', ')']) { format!("<{src}>") } else { src.to_owned() };
    let caption = caption.map(|words| format!(" \"{}\"", escaped(&words, &['"', '\\', '`', '<']))).unwrap_or_default();
    Some(format!("![{alt}]({src}{caption})").replace('\n', " "))
}

fn escaped(words: &str, marks: &[char]) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if marks.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Returns the keys and values of a shortcode, `key="value"`; values are quoted or end at a space.
pub(super) fn values(inside: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = inside;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.split_whitespace().next_back().unwrap_or_default();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '`'));
        let (value, tail) = match quote {
            Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        found.push((key, value));
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_becomes_a_picture() {
        assert_eq!(
            markdown(r#" figure src="a.png" alt="A [b]" caption="So" "#).as_deref(),
            Some(r#"![A \[b\]](a.png "So")"#)
        );
        assert_eq!(markdown(r#" figure src=a.png title="T" caption="C" "#).as_deref(), Some(r#"![](a.png "T: C")"#));
        assert_eq!(markdown(r#" figure "a.png" "#), None);
    }
}
