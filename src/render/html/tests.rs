//! Tests that the page is self-contained, contains no script, and has the text of the article.

use crate::{Converter, Format, Source, Syntax, env::MemoryEnv, verify::verify};

const TEA: &str = "---\ntitle: Tea & sleep\nlang: en\nidentifier: doi:10.1/x\n---\n\nA cup[^a] <script>alert(1)</script>.\n\n## One\n\n1. **Stop at noon.** Later cups keep you up.\n2. **Keep cool.** Open a window.\n\n## Two\n\n[A pharmacy](https://example.org/a?b&c) and [bad](javascript:alert(1)).\n\n| Drink | mg |\n|---|--:|\n| Tea | 50 |\n\n## Three\n\n- [x] done\n\n[^a]: Of black tea.\n";

fn page() -> (crate::article::Article, String) {
    page_of(TEA)
}

fn page_of(text: &str) -> (crate::article::Article, String) {
    let source = Source::new("tea.md", text);
    let (converter, env) = (Converter::default(), MemoryEnv::new());
    let (resolved, _) = converter.prepare(&source, Syntax::Markdown, &env);
    let conversion = converter.convert(&source, Syntax::Markdown, &env, &[Format::HTML]);
    let html = String::from_utf8(conversion.outputs[0].bytes.clone()).unwrap();
    (resolved.unwrap().article().clone(), html)
}

#[test]
fn the_page_has_the_words_of_the_article() {
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

#[test]
fn the_attribution_of_a_quote_is_at_the_end_edge() {
    let text = "# T\n\n{.epigraph}\n> Salt keeps.\n>\n> — a cook\n\n::: verse\nRow on,\nrow home.\n\n— a song\n:::\n\n> — Yes?\n>\n> — No.\n";
    let html = page_of(text).1;
    assert!(
        html.contains(
            "<div class=\"epigraph\">\n<blockquote>\n<p>Salt keeps.</p>\n<p class=\"attribution\">— a cook</p>"
        ),
        "{html}"
    );
    assert!(html.contains("<p>Row on,<br/>\nrow home.</p>\n<p class=\"attribution\">— a song</p>\n</div>"), "{html}");
    assert!(html.contains("<p>— No.</p>"), "what people say in turn stays where it is");
}

#[test]
fn formulas_are_mathml_and_wide_ones_scroll() {
    let html = page_of("# T\n\n$$x^2$$ {#eq:a}\n\nSo $a + b + c + d + e + f + g + h + i + j + k = 1$ or $\\nope$.\n").1;
    assert!(html.contains("<div class=\"formula numbered\" id=\"eq-a\">"), "{html}");
    assert!(html.contains("<span class=\"number\">(1)</span>"), "{html}");
    assert!(html.contains("<span class=\"wide-formula\" role=\"group\" tabindex=\"0\" aria-label=\""), "{html}");
    assert_eq!(html.matches("<math ").count(), 2);
    assert!(html.contains("<code>\\nope</code>"), "{html}");
}

#[test]
fn too_many_repeated_pictures_are_an_error() {
    let noise: String = (0..50_000).map(|n| format!("<rect x=\"{}\" width=\"9\" height=\"9\"/>", n % 97)).collect();
    let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 90 90\">{noise}</svg>");
    let env = MemoryEnv::new().with_file("a.svg", drawing.into_bytes());
    let converted = |times: usize| {
        let source = Source::new("tea.md", format!("# T\n\n{}", "![a](a.svg)\n\n".repeat(times)));
        Converter::default().convert(&source, Syntax::Markdown, &env, &[Format::HTML])
    };
    assert!(!converted(2).failed());
    let refused = converted(200);
    assert!(refused.failed());
    assert!(refused.diagnostics.iter().any(|reported| reported.message.contains("repeated pictures")));
}

#[test]
fn numbers_stay_with_what_they_count_and_long_lines_of_code_hang_from_their_indent() {
    let long = "    return [measure(one), measure(another)]";
    let (article, html) = page_of(&format!("# T\n\nTake 2 tablets at once.\n\n```\ndef f():\n{long}\n```\n"));
    assert!(html.contains("<p>Take <span class=\"tied\">2 tablets</span> at once.</p>"), "{html}");
    let hung = format!(
        "<code>def f():\n<span class=\"line\" style=\"padding-inline-start: 6ch; text-indent: -6ch;\">{long}\n</span></code>"
    );
    assert!(html.contains(&hung), "{html}");
    assert_eq!(verify(&article, [("html", html.as_bytes())]), Ok(()));
}
