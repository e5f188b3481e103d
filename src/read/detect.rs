//! Detects the syntax of a text, for text files and input without a file name.

use super::Syntax;

impl Syntax {
    /// Returns the likely syntax of a text: the JSON AST by its first key; a web page by its first tag; Markdown by
    /// front matter, a `#` heading, a fence, a `[link](…)` or a `[@citation]`; otherwise pasted text.
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

/// Returns whether a text file is clearly Markdown: it has front matter, or two kinds of Markdown syntax. Plain text
/// may contain a line that starts with `#` or a word between asterisks, but rarely both.
pub(super) fn is_markdown_in_disguise(text: &str) -> bool {
    let any = |is: fn(&str) -> bool| text.lines().any(is);
    let kinds: [fn(&str) -> bool; 5] = [is_heading, is_fence, is_link, is_strong, is_table_rule];
    front_matter(text) || kinds.into_iter().filter(|&is| any(is)).count() >= 2
}

fn is_heading(line: &str) -> bool {
    let hashes = line.bytes().take_while(|&byte| byte == b'#').count();
    (1..=6).contains(&hashes) && line[hashes..].starts_with(' ')
}

fn is_fence(line: &str) -> bool {
    line.starts_with("```") || line.starts_with("~~~")
}

/// Returns whether a line contains `[text](address)`.
fn is_link(line: &str) -> bool {
    line.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'))
}

/// Returns whether a line contains `**text**`.
fn is_strong(line: &str) -> bool {
    let mut parts = line.split("**").skip(1);
    parts.next().is_some_and(|words| words.starts_with(char::is_alphanumeric)) && parts.next().is_some()
}

/// Returns whether a line is a table rule: `|---|---|`.
fn is_table_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
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
    is_heading(line) || is_fence(line) || line.contains("](") || line.contains("[@") || line.starts_with("> [!")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_in_a_text_file_is_recognized_by_two_kinds_of_syntax() {
        for markdown in ["# Tea\n\nIt is **hot**.\n", "[a](b.html)\n\n|a|b|\n|--|--|\n", "---\ntitle: Tea\n---\nx\n"] {
            assert!(is_markdown_in_disguise(markdown), "{markdown}");
        }
        for plain in ["# 1 tip\n", "Tea **\n* * *\n", "Tea\n---\nIt is **hot**.\n", "a | b\n"] {
            assert!(!is_markdown_in_disguise(plain), "{plain}");
        }
    }

    #[test]
    fn the_syntax_of_a_text_without_a_name_is_found_by_its_markup() {
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
