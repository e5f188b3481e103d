//! The page is self-contained, runs nothing, and says what the article says.

use crate::{Converter, Format, Source, Syntax, env::MemoryEnv, verify::verify};

const TEA: &str = "---\ntitle: Tea & sleep\nlang: en\nidentifier: doi:10.1/x\n---\n\nA cup[^a] <script>alert(1)</script>.\n\n## One\n\n1. **Stop at noon.** Later cups keep you up.\n2. **Keep cool.** Open a window.\n\n## Two\n\n[A pharmacy](https://example.org/a?b&c) and [bad](javascript:alert(1)).\n\n| Drink | mg |\n|---|--:|\n| Tea | 50 |\n\n## Three\n\n- [x] done\n\n[^a]: Of black tea.\n";

fn page() -> (crate::article::Article, String) {
    let source = Source::new("tea.md", TEA);
    let (converter, env) = (Converter::default(), MemoryEnv::new());
    let (resolved, _) = converter.prepare(&source, Syntax::Markdown, &env);
    let conversion = converter.convert(&source, Syntax::Markdown, &env, &[Format::HTML]);
    let html = String::from_utf8(conversion.outputs[0].bytes.clone()).unwrap();
    (resolved.unwrap().article().clone(), html)
}

#[test]
fn the_page_says_what_the_article_says() {
    let (article, html) = page();
    assert_eq!(verify(&article, [("html", html.as_bytes())]), Ok(()), "{html}");
    let wrong = html.replace("Keep cool", "Keep warm");
    assert!(verify(&article, [("html", wrong.as_bytes())]).is_err());
}

#[test]
fn the_page_has_a_language_landmarks_and_a_skip_link() {
    let html = page().1;
    let wanted = [
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">",
        "<title>Tea &amp; sleep</title>",
        "<a class=\"skip\" href=\"#_text\">",
        "<nav aria-label=\"Contents\">",
        "<main id=\"_text\">",
        "<footer class=\"colophon\">",
        "doi:10.1/x",
    ];
    for part in wanted {
        assert!(html.contains(part), "{part} is not in\n{html}");
    }
}

#[test]
fn the_page_fetches_and_runs_nothing() {
    let html = page().1;
    for part in ["<script", "href=\"javascript:", "<link", "src=\"http", "@import", "url("] {
        assert!(!html.contains(part), "{part} is in\n{html}");
    }
}
