//! Readers keep every word of odd and generated sources; dropped and duplicated words are detected.

use super::*;
use crate::{
    article::{Block, Inline},
    read::read,
};

fn check(text: &str, syntax: Syntax) -> Vec<SourceDifference> {
    let source = Source::new("source", text);
    verify_source(&source, syntax, &read(&source, syntax)).differences
}

const MARKDOWN: &str = "---\ntitle: Tea\nauthor: Ana Ruiz\n---\n\nTake **10** mg, not 10⁹, of it when p < 0.05.\n\n\
                        - one [link](a.html)\n- `two`\n\n| a | b |\n|---|---|\n| c | ½ |\n";

/// A source in each syntax, with a word that only its body contains.
const SOURCES: [(Syntax, &str); 3] = [
    (Syntax::Markdown, MARKDOWN),
    (
        Syntax::Html,
        "<title>Tea</title><h1>Tea</h1><p>Take <b>10</b> mg, not 10<sup>9</sup>, of it when p &lt; 0.05.</p><ul><li>one<li>two</ul>",
    ),
    (
        Syntax::Pasted,
        "Tea\n\nTake 10 mg, not 10⁹, of it when p < 0.05. Then wait for a while, and do no more than that.\n\n• one\n• two\n",
    ),
];

#[test]
fn a_source_that_is_read_whole_passes() {
    for (syntax, text) in SOURCES {
        assert_eq!(check(text, syntax), [], "{syntax:?}");
    }
}

/// Returns the differences after `change` modifies the first paragraph.
fn with_change(syntax: Syntax, text: &str, change: impl Fn(&mut Vec<Inline>)) -> Vec<SourceDifference> {
    let source = Source::new("source", text);
    let mut reading = read(&source, syntax);
    let paragraph = reading.article.body.iter_mut().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    change(&mut paragraph.expect("a paragraph").content);
    verify_source(&source, syntax, &reading).differences
}

#[test]
fn superscript_citations_are_not_lost_words() {
    let list = "<h2>References</h2><ol><li>Ruiz A. Tea. 2015.<li>Lin B. Salt. 2012.</ol>";
    let text =
        format!("<h1>T</h1><p>Tea is warm<sup>1</sup> and green<sup>2</sup>, as Lin<sup>2</sup> says.</p>{list}");
    assert_eq!(check(&text, Syntax::Html), []);
}

#[test]
fn marks_of_notes_on_lines_of_their_own_are_not_lost_words() {
    let text = "<h1>T</h1><p>Tea is warm.\n   <a href='#n4' id=r4>\n   <sup>[4]</sup>\n   </a>\n And green.</p>\
                <div class=footnote id=n4><p><a href='#r4'><sup>[4] </sup></a>Mostly.</p></div>";
    assert_eq!(check(text, Syntax::Html), []);
}

#[test]
fn a_paragraph_that_a_reader_moves_is_detected() {
    let text = "# Tea\n\nDrink a cup of warm tea each day.\n\nThen rest for an hour or two, and eat.\n\n\
                After that go for a long walk with friends.\n";
    let source = Source::new("source", text);
    let mut reading = read(&source, Syntax::Markdown);
    assert_eq!(verify_source(&source, Syntax::Markdown, &reading).differences, []);
    reading.article.body.swap(0, 2);
    let found = verify_source(&source, Syntax::Markdown, &reading).differences;
    assert!(matches!(found.as_slice(), [SourceDifference::Moved { .. }, ..]), "{found:?}");
}

#[test]
fn a_word_that_a_reader_drops_duplicates_or_changes_is_detected() {
    for (syntax, text) in SOURCES {
        let replaced = |from: &'static str, to: &'static str| {
            with_change(syntax, text, |content| {
                for inline in content.iter_mut() {
                    if let Inline::Text(text) = inline {
                        text.text = text.text.replace(from, to);
                    }
                }
            })
        };
        assert_eq!(replaced("nothing", "x"), [], "{syntax:?}");
        for (from, to) in [("when", ""), ("mg", "mg mg"), ("mg", "µg"), ("<", ""), ("0.05", "005"), ("0.05", "0.5")] {
            assert!(!replaced(from, to).is_empty(), "{syntax:?}: `{from}` became `{to}`");
        }
        let doubled = with_change(syntax, text, |content| content.extend(content.clone()));
        assert!(!doubled.is_empty(), "{syntax:?}: a doubled paragraph");
    }
}

#[test]
fn lost_words_are_quoted_with_their_position() {
    let lost = with_change(Syntax::Markdown, MARKDOWN, |content| content.clear());
    let SourceDifference::Lost { words, span } = &lost[0] else { panic!("{lost:?}") };
    assert!(words.starts_with("Take 10 mg"), "{words}");
    let place = Source::new("a.md", MARKDOWN).place(span.expect("a place").start as usize);
    assert_eq!((place.line, place.column), (6, 1));
}

#[test]
fn lost_digits_of_a_power_are_detected() {
    let flat = |text: &str| {
        let source = Source::new("a.html", text);
        verify_source(&source, Syntax::Html, &read(&Source::new("b.html", "<p>about 109 cells</p>"), Syntax::Html))
            .differences
    };
    assert!(flat("<p>about 10<sup>9</sup> cells</p>").len() == 2);
    assert!(flat("<p>about 109 cells</p>").is_empty());
}

#[test]
fn a_fraction_that_became_a_number_is_detected() {
    let half = "<p>Take <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> tablet</p>";
    let source = Source::new("a.html", half);
    let wrong = read(&Source::new("b.html", "<p>Take 12 tablet</p>"), Syntax::Html);
    assert!(!verify_source(&source, Syntax::Html, &wrong).differences.is_empty());
    assert_eq!(check("<p>BMI is weight by <math><msup><mi>height</mi><mn>2</mn></msup></math></p>", Syntax::Html), []);
}

#[test]
fn dialect_syntax_is_not_a_lost_word() {
    for text in [
        "::: warning\nHot.\n:::\n",
        ":::danger\nHot.\n:::\n",
        ":::tip[Warm them]\nNow.\n:::\n",
        "Term\n: meaning\n\n::: note\nHot.\n:::\n",
        "???+ tip inline end \"Open\"\n    Box.\n",
        "=== \"Old\"\n\n    5 mg\n\n    1. First\n    2. Second\n",
        "```{=html}\n<p>raw</p>\n```\n",
        "Title: Lice\nAuthor: Kim Roe\n\nComb it.\n",
        "About $10^{-9}$ g, at $5 and $6.\n",
        "Take {~~cups~>spoons~~} {++now++}{>>ask<<}.\n",
        "* TOC\n{:toc}\n\nText.\n",
        "Give 4*5*2 ml.\n",
        "See [](./leaflet.md).\n",
        "Changes\n\n---\n## [2.0](https://example.org/2.0)\n\n- One\n\n---\n\nEnd.\n",
        "Note #\\[proc\\_macro\\] in it.\n",
        "<img src='https://example.org/photo.png'>\n",
        "<p align=center>\n<a href='https://example.org/build'><img src='https://example.org/badge.svg'></a>\n</p>\n",
        "---\ntitle: Tea\nauthors:\n  - name: Linden Clinic\n    kind: organization\n---\n\nDrink it.\n",
        "See [the engine].\n\n[the engine]: https://example.org/V8_\\(a_b\\)\n",
        "```{note}\nRead [it][docs-it] now.\n```\n\n[docs-it]: https://example.org/\n",
        "Type:\n\n    \\x7F      DEL\n    \\u00e9    é\n",
        "- [[#72]](https://example.org/72): added\n- [[b]](https://example.org/b)\n",
        "[![](https://example.org/badge.svg)](https://example.org/build) ![](https://example.org/photo.png)\n",
        "![](https://example.org/a.png)![](https://example.org/b.png)\n",
    ] {
        assert_eq!(check(text, Syntax::Markdown), [], "{text}");
    }
}

#[test]
fn cells_that_the_parser_drops_are_reported() {
    let text = "| a | b |\n|---|---|\n| 1 | 2 | lost |\n";
    assert_eq!(check(text, Syntax::Markdown), []);
    let source = Source::new("a.md", text);
    let narrow = read(&Source::new("b.md", "| a | b |\n|---|---|\n| 1 | 2 |\n"), Syntax::Markdown);
    assert_eq!(verify_source(&source, Syntax::Markdown, &narrow).differences.len(), 1);
}

#[test]
fn formulas_with_indices_accents_and_fences_pass() {
    for formula in [
        "<msub><mi>S</mi><mtext>cr</mtext></msub>",
        "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>d</mi><mi>i</mi></msub>",
        "<mfenced open='[' close=')'><mn>0</mn><mn>1</mn></mfenced>",
        "<mover><mi>x</mi><mo>¯</mo></mover>",
        "<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>",
    ] {
        let page = format!("<p>So <math>{formula}</math> holds.</p>");
        assert_eq!(check(&page, Syntax::Html), [], "{formula}");
    }
}

#[test]
fn the_locator_after_a_narrative_citation_is_not_a_lost_word() {
    let text =
        "---\ntitle: Tea\nbibliography: a.bib\n---\n\nAs -@ruiz [p. 4] and @lin [chap. 2] say [see @poe, p. 3].\n";
    assert_eq!(check(text, Syntax::Markdown), []);
}

#[test]
#[ignore = "needs HANDOUT_COMMONMARK, the specification's examples: tests/run runs it"]
fn every_commonmark_example_keeps_its_words() {
    let path = std::env::var("HANDOUT_COMMONMARK").expect("HANDOUT_COMMONMARK names a file");
    let examples: Vec<serde_json::Value> =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the examples")).expect("a list");
    let differing = (1..).zip(&examples).filter_map(|(number, example)| {
        let source = Source::new("example.md", example["markdown"].as_str().unwrap_or_default());
        let reading = crate::read::read_as(&source, Syntax::Markdown, None, None);
        let differences = verify_source(&source, Syntax::Markdown, &reading).differences;
        (!differences.is_empty()).then(|| format!("{number}: {differences:?}"))
    });
    let differing: Vec<String> = differing.collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn formulas_are_the_same_in_the_source_and_the_article() {
    for text in [
        "Small amounts: 1000 $\\mu$g, $10^{-3}$ g, \"$x$ mg/kg\".\n",
        "\\begin{align*}\n\\bar{x} &= \\frac{x_1 + x_n}{n} \\\\\n  &= \\frac{1}{n} \\sum_{i=1}^{n} x_i\n\\end{align*}\n",
        "Water is $\\ce{H2O}$, salt $\\ce{Na+}$, the dose $\\qty{5}{mg}$ or $\\SI{5}{\\milli\\gram}$.\n",
        "$$a = b \\tag{3a}$$ {#eq:a}\n\nSee \\eqref{eq:a} and @eq:a.\n",
        "```math\n\\sqrt{x}\n```\n",
        "$$\\operatorname{softmax}(z)_i = \\frac{e^{z_i}}{\\sum_{j=1}^{K} e^{z_j}} \\tag{7}$$\n",
        "A <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> b.\n\n<math display=\"block\"><mi>x</mi><mo>=</mo><msup><mi>y</mi><mn>2</mn></msup></math>\n\n<math>\n<mn>5</mn>\n<mo>*</mo>\n<msup><mn>10</mn><mn>9</mn></msup>\n</math>\n",
        "By \\(x_i - \\mu\\) and `\\(` and \\(y\n\n\\[\n\\sigma = \\sqrt{\\frac{1}{N} \\sum_{i=1}^{N} (x_i - \\mu)^2}\n\\]\n",
    ] {
        assert_eq!(check(text, Syntax::Markdown), [], "{text}");
    }
    for page in [
        "<p>So <script type='math/tex'>\\frac{a}{b}</script> holds.</p>",
        "<p>So <math><mfrac><mi>a</mi><mn>2</mn></mfrac></math> and <math display='block'><mi>x</mi></math> (3)</p>",
        "<p>So <img class='mwe-math-fallback-image-inline' src='x.svg' alt='{\\displaystyle \\frac{a}{b}}'> holds.</p>",
    ] {
        assert_eq!(check(page, Syntax::Html), [], "{page}");
    }
}

#[test]
fn superscript_styles_are_recognized_however_they_are_set() {
    for style in ["position:relative;top:-.4em", "vertical-align:4px;font-size:8px", "vertical-align:super"] {
        let text =
            format!("<h1>Cells</h1><p>There are 10<span style='{style}'>9</span> of them in a drop of blood.</p>");
        assert_eq!(check(&text, Syntax::Html), [], "{style}");
    }
    let named = "<h1>Cells</h1><p>There are 10<span class=superscript>9</span> of them in a drop.</p>";
    assert_eq!(check(named, Syntax::Html), []);
}

#[test]
fn equation_labels_figure_files_and_times_of_day_are_not_lost_words() {
    let text = "---\ntitle: Tea\ndate: 2024-01-02 10:00:00 +0100\n---\n\nTea is warm.\n\n$$\nx = 5\n$$ (warm)\n\n\
                :::{figure} x.png\n:alt: A cup\nA cup of it.\n:::\n\nSee [it]({{ site.url }}/cups).\n\n(1) One\n(2) Two\n\n\
                Cups: <img src={useBaseUrl('x.png')} alt=\"A cup\" /> here.\n";
    assert_eq!(check(text, Syntax::Markdown), []);
}
