//! Tests of the syntax of site generators, pandoc and LaTeX.

use super::*;
use crate::{
    article::{Layout, Style},
    diagnostic::Code,
};

fn reported(text: &str) -> Vec<String> {
    article(text).1.into_iter().map(|reported| reported.message).collect()
}

fn code_of(text: &str) -> String {
    match article(text).0.body.first() {
        Some(Block::Code(code)) => format!("{}: {}", code.language.as_deref().unwrap_or("-"), code.text),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_figure_shortcode_is_a_picture_with_its_caption() {
    let body = article("{{< figure src=\"a.png\" alt=\"A [b]\" caption=\"So\" >}}\n\nText.\n").0.body;
    let Some(Block::Figure(figure)) = body.first() else { panic!("{body:?}") };
    let caption = figure.caption.as_ref().map(|caption| plain_text(&caption.content));
    assert_eq!((figure.path.as_str(), figure.alt.as_str(), caption.as_deref()), ("a.png", "A [b]", Some("So")));
}

#[test]
fn highlighted_code_is_code_as_written() {
    assert_eq!(code_of("{% highlight ruby %}\ndef a\n  \"b\"\nend\n{% endhighlight %}\n"), "ruby: def a\n  \"b\"\nend");
    assert_eq!(code_of("{{< highlight go \"linenos=true\" >}}\nx()\n{{< /highlight >}}\n"), "go: x()");
    assert_eq!(reported("{% highlight ruby %}\nx\n"), ["the shortcode `highlight` is left out"]);
}

#[test]
fn comments_are_left_out_and_raw_parts_are_literal() {
    assert_eq!(first_words("A {% comment %}secret{% endcomment %}b {{/* so */}}c.\n"), "A b c.");
    assert_eq!(dump("{% comment %}\nsecret\n\nmore\n{% endcomment %}\n\nText.\n"), "paragraph Text.");
    assert_eq!(first_words("{% raw %}{{ a }}{% endraw %} b.\n"), "{{ a }} b.");
    assert_eq!(first_words("{{</* note */>}} opens it.\n"), "{{< note >}} opens it.");
    assert_eq!(reported("{{</* note */>}} and {% raw %}{{ a }}{% endraw %}.\n"), [""; 0]);
}

#[test]
fn values_of_a_site_never_leak_and_words_in_quotation_marks_stay() {
    assert_eq!(first_words("At {{ site.url }} now.\n"), "At now.");
    assert_eq!(reported("At {{ site.url }} now.\n"), ["the site variable `site.url` is left out"]);
    let body = article("![a]({{ '/a.png' | relative_url }})\n").0.body;
    assert!(matches!(&body[0], Block::Figure(figure) if figure.path == "/a.png"), "{body:?}");
    assert_eq!(first_words("Here [words]({% post_url 2010-01-01-a %}) stay.\n"), "Here words stay.");
    for kept in ["{{ 1 + 1 }}", "{{bibliography}} x", "x^{{a}}", "`{{ a }}` x", "`` {% a %} ` `` x"] {
        assert_eq!(reported(&format!("So {kept}.\n")), [""; 0], "{kept}");
    }
}

#[test]
fn attributes_of_kramdown_never_leak() {
    let plain = "{: .notice}\nWords.\n\nMore words.\n{: #more}\n";
    assert_eq!(dump(plain), "paragraph Words.\nparagraph More words.");
    assert_eq!(reported(plain).len(), 2);
    let body = article("![a](a.png){: .right width=\"20%\"}\n\n[b](https://b.org){:target=\"_blank\"} c.\n").0.body;
    let Block::Division(side) = &body[0] else { panic!("{body:?}") };
    assert_eq!(side.layout, Some(Layout::Right { percent: 20 }));
    assert!(matches!(&side.body[0], Block::Figure(_)), "{body:?}");
    assert!(matches!(&side.body[1], Block::Paragraph(x) if plain_text(&x.content) == "b c."), "{body:?}");
    assert_eq!(dump("* TOC\n{:toc}\n\nWords.\n"), "paragraph Words.");
    let heading = article("# T\n\n## Why {: #why}\n\nSo.\n").0.body;
    assert!(matches!(&heading[0], Block::Heading(x) if x.anchor.as_ref().is_some_and(|a| a.as_str() == "why")));
}

#[test]
fn attributes_after_links_and_code_are_not_text() {
    assert_eq!(
        first_words("`a`{.r} and [b](https://b.org){target=_blank} and ![c](c.png){width=20} d.\n"),
        "a and b and c d."
    );
    assert_eq!(first_words("`a`\\{.r} and `b` {.r}.\n"), "a{.r} and b {.r}.");
}

#[test]
fn spans_may_contain_markup_and_spans() {
    let body = article("Go [**on** [now]{lang=fr}]{#on} then, [](#on).\n").0.body;
    let Some(Block::Division(place)) = body.first() else { panic!("{body:?}") };
    assert_eq!(place.anchor.as_ref().map(|anchor| anchor.as_str()), Some("on"));
    assert!(matches!(&place.body[0], Block::Paragraph(x) if plain_text(&x.content).starts_with("Go on now then,")));
    for plain in ["a [*b*]{c} d", "a [*b*\\]{.c} d", "a [*b* {.c} d", "a *[b*]{.c} d"] {
        let words = plain.replace(['\\', '*'], "");
        assert_eq!(first_words(plain), words, "{plain}");
    }
}

#[test]
fn nested_spans_are_limited() {
    let deep = "[".repeat(5000) + "*a*" + &"]{.a}".repeat(5000);
    let mut most = 0;
    for_each_inline(&article(&deep).0.body, &mut |inline| most += usize::from(matches!(inline, Inline::Scope(_))));
    assert!((4..20).contains(&most), "{most}");
}

#[test]
fn a_note_may_be_inline() {
    let (article, _) = article("One.^[It is *so*.] Two.^[And so.]\n");
    let notes: Vec<String> = article
        .notes
        .iter()
        .map(|note| match &note.body[0] {
            Block::Paragraph(x) => plain_text(&x.content),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(notes, ["It is so.", "And so."]);
    assert_eq!(first_words("Not \\^[a note], nor a^b [c].\n"), "Not ^[a note], nor a^b [c].");
}

#[test]
fn superscript_text_contains_no_space() {
    assert_eq!(first_words("So x^a b^ and 10^3^.\n"), "So x^a b^ and 103.");
    let mut styles = Vec::new();
    for_each_inline(&article("H~2~ and ~no more~ ~x~.\n").0.body, &mut |inline| {
        if let Inline::Styled(x) = inline {
            styles.push(x.style);
        }
    });
    assert_eq!(styles, [Style::Sub, Style::Strike, Style::Sub]);
}

#[test]
fn a_citation_may_contain_markup() {
    let cited = citations("So [see @doe, pp. 3-5 and *passim*; -@roe, chap. 1], [@doe].\n");
    assert_eq!(cited, ["Parenthetical doe+roe page 3-5+chapter 1", "Parenthetical doe"]);
    assert_eq!(citations("So [*see* @doe and @roe; @poe], [@doe].\n").len(), 4);
}

#[test]
fn keys_in_brackets_may_be_cross_references() {
    let mut places = Vec::new();
    let (article, _) = article("See [@sec:why] and [cf. @fig:a; @tbl:b], [@doe].\n");
    for_each_inline(&article.body, &mut |inline| match inline {
        Inline::CrossRef(x) => places.push(x.target.to_string()),
        Inline::Citation(x) => places.push(x.items[0].key.to_string()),
        _ => {}
    });
    assert_eq!(places, ["sec:why", "fig:a", "tbl:b", "doe"]);
    let Some(Block::Paragraph(line)) = article.body.first() else { panic!() };
    assert_eq!(plain_text(&line.content), "See  and cf. , , .");
}

#[test]
fn a_picture_on_the_web_becomes_its_description_and_a_link() {
    let text = "![A chart](https://a.org/c.png)\n\n[![CI](https://a.org/ci.svg)](https://a.org)\n\n<img src=\"//a.org/b.png\" alt=\"B\">\n";
    let (article, reported) = article(text);
    let codes: Vec<Code> = reported.iter().map(|reported| reported.code).collect();
    assert_eq!(codes, [Code::RemoteImage; 3]);
    let mut links = Vec::new();
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::Link(x) = inline {
            links.push(plain_text(&x.content));
        }
    });
    assert_eq!(links, ["A chart", "CI", "B"]);
}

#[test]
fn a_tip_takes_the_anchor_in_its_first_line() {
    let body = article("1. **Rest.** [Daily]{#tip:rest} so.\n2. **Walk.** <a id=\"walk\"></a>On.\n").0.body;
    let Some(Block::Tips(tips)) = body.first() else { panic!("{body:?}") };
    let names: Vec<_> = tips.items.iter().map(|tip| tip.anchor.as_ref().map(ToString::to_string)).collect();
    assert_eq!(names, [Some("tip:rest".to_owned()), Some("walk".to_owned())]);
}
