//! Tells a text's syntax from the text, for input that has no file name.

use super::Syntax;

impl Syntax {
    /// The likely syntax of a text: the JSON AST by its first key; a web page by its first tag; Markdown by front matter, a `#` heading, a fence,
    /// a `[link](…)` or a `[@citation]`; pasted text when none of these stand in it.
    #[must_use]
    pub fn detect(text: &str) -> Self {
        if text.trim_start().starts_with('{') && text.contains("\"handout-ast\"") {
            Self::Json
        } else if is_page(text) {
            Self::Html
        } else if front_matter(text) || text.lines().any(is_markup) {
            Self::Markdown
        } else {
            Self::Pasted
        }
    }
}

fn is_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(16).collect::<String>().to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head")
}

fn front_matter(text: &str) -> bool {
    ["---", "+++"].iter().any(|fence| {
        let mut lines = text.lines();
        lines.next().is_some_and(|line| line.trim_end() == *fence) && lines.any(|line| line.trim_end() == *fence)
    })
}

fn is_markup(line: &str) -> bool {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    let heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
    let fence = line.starts_with("```") || line.starts_with("~~~");
    heading || fence || line.contains("](") || line.contains("[@") || line.starts_with("> [!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_a_name_is_told_by_its_markup() {
        for markdown in ["# Tea\n", "---\ntitle: Tea\n---\nx\n", "see [here](a.html)\n", "so they say [@ruiz]\n"] {
            assert_eq!(Syntax::detect(markdown), Syntax::Markdown, "{markdown}");
        }
        for pasted in ["Tea\n\nBoil the water [1].\n", "#1 tip\n", "--- an aside\n", ""] {
            assert_eq!(Syntax::detect(pasted), Syntax::Pasted, "{pasted}");
        }
        assert_eq!(Syntax::detect("\n<!DOCTYPE html>\n<p>Tea"), Syntax::Html);
        assert_eq!(Syntax::detect("{\n  \"handout-ast\": 1}"), Syntax::Json);
    }
}
