use super::*;
use crate::article::{Block, CitationMode, Inline, for_each_block, for_each_inline, plain_text};
use proptest::prelude::*;

mod dialects;
mod formulas;
mod linear;
mod sites;

fn article(text: &str) -> (Article, Vec<Diagnostic>) {
    let Reading { article, diagnostics, .. } = read(&Source::new("a.md", text), None);
    assert_eq!(article.validate(), vec![], "{text}");
    (article, diagnostics)
}

/// Returns the kinds of blocks and inlines with their text, in reading order.
fn dump(text: &str) -> String {
    let body = article(text).0.body;
    let mut out = Vec::new();
    for_each_block(&body, &mut |block| {
        let json = serde_json::to_value(block).unwrap();
        let words = match block {
            Block::Paragraph(x) => plain_text(&x.content),
            Block::Heading(x) => format!("{} {}", x.level.get(), plain_text(&x.content)),
            _ => String::new(),
        };
        out.push(format!("{} {words}", json["type"].as_str().unwrap()).trim().to_owned());
    });
    out.join("\n")
}

fn citations(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for_each_inline(&article(text).0.body, &mut |inline| {
        if let Inline::Citation(x) = inline {
            let keys: Vec<_> = x.items.iter().map(|item| item.key.to_string()).collect();
            let places: Vec<_> = x
                .items
                .iter()
                .filter_map(|item| item.locator.as_ref())
                .map(|l| format!("{} {}", l.label, l.value))
                .collect();
            found.push(format!("{:?} {} {}", x.mode, keys.join("+"), places.join("+")).trim_end().to_owned());
        }
    });
    found
}

fn first_words(text: &str) -> String {
    match article(text).0.body.first() {
        Some(Block::Paragraph(x)) => plain_text(&x.content),
        other => format!("{other:?}"),
    }
}

#[test]
fn an_escaped_backslash_escapes_nothing() {
    let cites = |text: &str| {
        let mut cites = false;
        for_each_inline(&article(text).0.body, &mut |inline| {
            cites |= matches!(inline, Inline::Citation(x) if x.mode == CitationMode::Parenthetical);
        });
        cites
    };
    assert!(cites(r"a \\[@tea]") && cites(r"a \\\\[@tea]"));
    assert!(!cites(r"a \[@tea]") && !cites(r"a \\\[@tea]"));
    assert_eq!(first_words(r"a \{{< tea >}} b"), r"a {{< tea >}} b");
    assert_eq!(dump(r"Warning\: hot"), "paragraph Warning: hot");
    assert_eq!(dump(r"Warning\\: hot"), r"paragraph Warning\: hot");
}

#[test]
fn the_first_heading_is_the_title_and_the_others_are_raised() {
    let (article, diagnostics) = article("# Tea\n\n## Water\n\nBoil.\n\n### Hot\n\nYes.\n");
    assert_eq!(article.title_text(), "Tea");
    assert!(diagnostics.is_empty());
    assert_eq!(dump("# Tea\n\n## Water\n\nBoil.\n"), "heading 1 Water\nparagraph Boil.");
}

#[test]
fn ordered_lists_with_bold_leads_or_an_announcement_are_tips() {
    assert!(dump("1. **Rest.** Sleep.\n2. **Drink.** Water.\n").starts_with("tips"));
    assert!(dump("Follow these steps:\n\n1. Rest.\n2. Drink.\n").contains("\ntips"));
    assert!(dump("## More {.tips .continue}\n\n1. Rest.\n").contains("\ntips"));
    assert!(dump("1. Rest.\n2. Drink.\n").starts_with("list"));
}

#[test]
fn callouts_are_recognized_by_alert_or_label() {
    for text in ["> [!TIP]\n> Rest.", "> **Further reading:** A book.", "Suggested Reading: A book."] {
        assert!(dump(text).starts_with("callout"), "{text}: {}", dump(text));
    }
    assert!(dump("> Plain.").starts_with("quote"));
}

#[test]
fn pandoc_citations_have_keys_and_locators() {
    assert_eq!(citations("So [@a; see @b, p. 3]."), ["Parenthetical a+b page 3"]);
    assert_eq!(citations("[@a] As @b [pp. 3-5] says."), ["Parenthetical a", "Narrative b page 3-5"]);
    assert_eq!(citations("Mail @clinic."), Vec::<String>::new());
}

#[test]
fn a_narrative_citation_may_cite_more_in_brackets() {
    let with = |text: &str| citations(&format!("[@z] {text}"))[1..].to_vec();
    assert_eq!(with("As @a [p. 45; see also @b] says."), ["Narrative a+b page 45"]);
    assert_eq!(with("She -@a [p. 4] says, and -@b."), ["Parenthetical a page 4", "Parenthetical b"]);
    assert_eq!(with("So [@a{p. 44}, and more]."), ["Parenthetical a page 44"]);
    assert_eq!(with("As @a [sic] says."), ["Narrative a"]);
    assert_eq!(with("Well-@known."), Vec::<String>::new());
}

#[test]
fn an_inline_note_may_cite() {
    let (article, _) = article("So.^[see @a] And [@b].\n");
    assert_eq!(article.notes.len(), 1);
    assert!(
        matches!(article.notes[0].body.as_slice(), [Block::Paragraph(x)] if matches!(x.content.last(), Some(Inline::Citation(_))))
    );
}

#[test]
fn numbered_citations_may_have_words_around_them() {
    let list = "\n\n## References\n\n1. A book.\n2. A paper.\n3. A talk.\n";
    let cited = citations(&format!("So [1, p. 195], [see 1, 2] and [refs 2–3]. Not [1, 2 cups] nor [see p. 3].{list}"));
    assert_eq!(cited, ["Parenthetical 1", "Parenthetical 1+2", "Parenthetical 2+3"]);
}

#[test]
fn numbers_cite_only_with_a_reference_list() {
    let with = "True [1], so [1–2].^2^\n\n## References\n\n1. A book.\n2. A paper.\n";
    assert_eq!(citations(with), ["Parenthetical 1", "Parenthetical 1+2", "Parenthetical 2"]);
    assert_eq!(article(with).0.references.len(), 2);
    assert_eq!(citations("True [1].\n"), Vec::<String>::new());
}

#[test]
fn subscripts_and_superscripts_may_be_within_words() {
    let text = "H~2~O, 10^3^ cells, ^14^C, CO~2~. Not a^b c^d, ~5 to ~6, x\\^2^, 2~~3 or e^^f^.\n";
    let body = article(text).0.body;
    let Some(Block::Paragraph(paragraph)) = body.first() else { panic!("{body:?}") };
    let styled = |inline: &Inline| match inline {
        Inline::Styled(styled) => Some(format!("{:?} {}", styled.style, plain_text(&styled.content))),
        _ => None,
    };
    let styled: Vec<String> = paragraph.content.iter().filter_map(styled).collect();
    assert_eq!(styled, ["Sub 2", "Sup 3", "Sup 14", "Sub 2"]);
    let powers = "Of 10^2^ cells, 5 m^2^.\n\n## References\n\n1. A book.\n2. A paper.\n";
    assert_eq!(citations(powers), Vec::<String>::new());
    assert_eq!(citations("Known.^1^ So word^1,2^ too.\n\n## References\n\n1. A book.\n2. A paper.\n").len(), 2);
}

#[test]
fn a_picture_on_its_own_is_a_figure_with_attributes() {
    let body = article("![A cat](cat.png \"Our cat\"){#fig:cat width=60%}\n").0.body;
    let Some(Block::Figure(figure)) = body.first() else { panic!("{body:?}") };
    assert_eq!((figure.alt.as_str(), figure.width), ("A cat", Some(crate::article::Width::Percent(60))));
    assert_eq!(figure.anchor.as_ref().map(|a| a.as_str()), Some("fig:cat"));
    assert_eq!(figure.caption.as_ref().map(|c| plain_text(&c.content)).as_deref(), Some("Our cat"));
}

#[test]
fn a_table_takes_its_caption_and_ragged_rows_are_padded() {
    let body = article("| a | b |\n|---|---|\n| 1 |\n\nTable: Two. {#tbl:two}\n").0.body;
    let Some(Block::Table(table)) = body.first() else { panic!("{body:?}") };
    assert_eq!(table.body[0].cells.len(), 2);
    assert_eq!(table.anchor.as_ref().map(|a| a.as_str()), Some("tbl:two"));
    assert_eq!(body.len(), 1);
}

#[test]
fn quotes_follow_the_language() {
    assert_eq!(first_words("He said \"don't\" -- twice..."), "He said “don’t” – twice…");
    let says = |lang: &str, words: &str| first_words(&format!("---\nlang: {lang}\n---\n{words}"));
    assert_eq!(says("de", "Er sagte \"nein\"."), "Er sagte „nein“.");
    assert_eq!(says("es", "Dijo \"no\"."), "Dijo «no».");
    assert_eq!(says("es-MX", "Dijo \"no\"."), "Dijo “no”.");
    assert_eq!(says("fa", "گفت \"نه\"."), "گفت «نه».");
    assert_eq!(says("ru", "Он сказал \"нет\"."), "Он сказал «нет».");
}

#[test]
fn a_single_mark_that_is_open_is_closed_and_another_is_an_apostrophe() {
    let says = |words: &str| first_words(&format!("---\nlang: es\n---\n{words}"));
    assert_eq!(says("Dijo: \"lave las 'manos' bien\" y 'ya'."), "Dijo: «lave las “manos” bien» y “ya”.");
    assert_eq!(says("los años 'de oro' y pa' allá"), "los años “de oro” y pa’ allá");
}

#[test]
fn quotes_inside_text_in_another_language_follow_that_language() {
    let says = |words: &str| first_words(&format!("---\nlang: fr\n---\n{words}"));
    let expected = "Il dit «\u{202f}oui\u{202f}», elle “yes” et «\u{202f}non\u{202f}».";
    assert_eq!(says("Il dit \"oui\", elle [\"yes\"]{lang=en} et \"non\"."), expected);
    assert_eq!(says("Il dit \"oui\", elle <span lang=\"en\">\"yes\"</span> et \"non\"."), expected);
    let blocks = dump("---\nlang: fr\n---\n\"Oui\"\n\n::: {lang=de}\n\"Ja\"\n:::\n\n\"Oui\"\n");
    assert!(blocks.contains("„Ja“") && blocks.matches("«\u{202f}Oui\u{202f}»").count() == 2, "{blocks}");
}

#[test]
fn quotes_alternate_in_scripts_without_spaces() {
    let says = |lang: &str, words: &str| first_words(&format!("---\nlang: {lang}\n---\n{words}"));
    assert_eq!(says("zh-Hans", "他说\"你好\"，又说\"再见\"。"), "他说“你好”，又说“再见”。");
    assert_eq!(says("zh-TW", "他說\"你好\"。"), "他說「你好」。");
    assert_eq!(says("ja", "彼は\"はい\"と言った。"), "彼は「はい」と言った。");
}

#[test]
fn a_mark_inside_a_hebrew_word_is_an_abbreviation_sign() {
    let says = |words: &str| first_words(&format!("---\nlang: he\n---\n{words}"));
    assert_eq!(says("ד\"ר כהן אמר \"לא\": 5 מ\"ג ג'ל."), "ד״ר כהן אמר ”לא”: 5 מ״ג ג׳ל.");
}

#[test]
fn html_is_interpreted_and_scripts_are_dropped() {
    assert_eq!(first_words("H<sub>2</sub>O <script>alert(1)</script><blink>now</blink>"), "H2O now");
    assert_eq!(
        dump("<div lang=\"fr\">\n\nBonjour.\n\n</div>\n\nAfter.\n"),
        "division\nparagraph Bonjour.\nparagraph After."
    );
    assert_eq!(dump("<script>\nalert(1)\n</script>\n\nText.\n"), "paragraph Text.");
}

#[test]
fn instructions_and_declarations_leave_nothing() {
    assert_eq!(dump("<?php\n\n  echo '>';\n\n?>\n\nText.\n"), "paragraph Text.");
    assert_eq!(first_words("foo <![CDATA[>&<]]> bar <?x > ?> baz"), "foo bar baz");
}

#[test]
fn shortcodes_never_leak() {
    let (_, diagnostics) = article("{{< lead >}}\nKept.\n{{< /lead >}}\n");
    assert_eq!(diagnostics.iter().filter(|d| d.code == Code::Shortcode).count(), 2);
    assert_eq!(first_words("{{< lead >}}\nKept.\n{{< /lead >}}\n"), "Kept.");
}

#[test]
fn text_has_its_span_in_the_source() {
    let text = "---\ntitle: T\n---\nOne &amp; **two**.\n";
    for_each_inline(&article(text).0.body, &mut |inline| {
        if let Inline::Text(x) = inline
            && x.text == "two"
        {
            assert_eq!(&text[x.span.start as usize..x.span.end as usize], "two");
        }
    });
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for text in [">".repeat(10_000) + " a", "[".repeat(10_000), "*".repeat(10_000) + "a", "<div>\n\n".repeat(5_000)] {
        let _ = article(&text);
    }
    assert!(article(&(">".repeat(10_000) + " a")).1.iter().any(|d| d.code == Code::Limit));
}

proptest! {
    #[test]
    fn any_text_gives_a_valid_article(text in "([-#*_>|`~:\\[\\]\\(\\){}@!^$<>/=\"'.;,\\\\ \n\ta-c0-3é漢]|<div>|</div>|<b>|</b>|<p>|<hr>|&amp;|::: note\n|:::\n|[{]#x[}]|---\n|1\\. |References\n|\\[@a|!\\[|\\[\\^1\\]|\\| a \\|\n|Table: ){0,80}") {
        let _ = article(&text);
    }
}

#[test]
fn fenced_divisions_become_callouts_divisions_or_the_bibliography() {
    assert_eq!(
        dump("::: warning Hot\nMind the pot.\n:::\n\nAfter.\n"),
        "callout\nparagraph Mind the pot.\nparagraph After."
    );
    assert_eq!(
        dump("::: {.wide lang=fr}\nBonjour.\n\n::: inner\nOui.\n:::\n:::\n"),
        "division\nparagraph Bonjour.\ndivision\nparagraph Oui."
    );
    assert_eq!(dump("Text.\n\n::: {#refs}\n:::\n"), "paragraph Text.\nbibliography");
    assert_eq!(dump("```\n::: x\n```\n"), "code");
    for text in ["::: note\nLeft open.\n", "Words.\n\n:::\n"] {
        let reported = article(text).1;
        assert_eq!(reported.iter().filter(|d| d.code == Code::MarkupAsText).count(), 1, "{text}: {reported:?}");
    }
}

#[test]
fn block_html_keeps_its_entities_paragraphs_and_rules() {
    assert_eq!(
        dump("<div>\nCaf&eacute; &lt;b&gt;<p>Two<p>Three\n<hr>\nFour\n</div>\n"),
        "paragraph Café <b>\nparagraph Two\nparagraph Three\nrule\nparagraph Four"
    );
    assert_eq!(dump("<div\n  lang=\"fr\">\n\nOui.\n\n</div>\n"), "division\nparagraph Oui.");
    assert_eq!(dump("<table><tr><td>a</td><td>b</td></tr></table>\n"), "table\nparagraph a\nparagraph b");
    assert_eq!(first_words("one<hr>two"), "one two");
}

#[test]
fn preformatted_html_is_code_with_its_line_ends() {
    let code = |text: &str| match &article(text).0.body[..] {
        [Block::Code(code)] => (code.text.clone(), code.language.clone()),
        other => panic!("{text}: {other:?}"),
    };
    assert_eq!(code("<pre>\none\n  two\n\nthree &lt;b&gt;\n</pre>\n"), ("one\n  two\n\nthree <b>".into(), None));
    assert_eq!(
        code("<pre class=\"x\"><code class=\"language-rust\">let <i>a</i>;\nb</code></pre>\n"),
        ("let a;\nb".into(), Some("rust".into()))
    );
    assert_eq!(dump("> <pre>\n> one\n> two</pre>\n\nAfter.\n"), "quote\ncode\nparagraph After.");
    assert_eq!(dump("<div><pre>one\ntwo\n"), "code");
    assert_eq!(first_words("<b><pre>one\ntwo</pre></b>\n").trim(), "one two");
}

#[test]
fn an_anchor_in_a_line_can_be_linked_to() {
    for text in ["A <span id=\"x\">b</span>.\n", "<a name=\"x\"></a>A b.\n", "<a id=\"x\"></a>\n\nA b.\n"] {
        let body = article(text).0.body;
        let Some(Block::Division(place)) = body.first() else { panic!("{text}: {body:?}") };
        assert_eq!(place.anchor.as_ref().map(|a| a.as_str()), Some("x"), "{text}");
    }
    let body = article("# T\n\n<a id=\"x\"></a>\n\n## Why\n\nSo.\n").0.body;
    assert!(matches!(&body[0], Block::Heading(h) if h.anchor.as_ref().is_some_and(|a| a.as_str() == "x")), "{body:?}");
}

#[test]
fn a_shortcode_over_several_lines_never_leaks() {
    assert_eq!(first_words("Before {{< video\n  src=\"a.mp4\"\n  title=\"T\" >}} after.\n"), "Before after.");
    assert_eq!(dump("{{< video\n  src=\"a.mp4\" >}}\n\nText.\n"), "paragraph Text.");
    assert_eq!(first_words("An open {{< brace stays.\n\nMore >}} text.\n"), "An open {{< brace stays.");
}

#[test]
fn references_keep_every_block_and_may_start_anywhere() {
    let (read, _) = article("So [3].\n\n## References\n\n3. Smith.\n\n   - A note.\n\n   > Quoted.\n4. Jones.\n");
    assert_eq!(plain_text(&read.references[0].content), "Smith. A note. Quoted.");
    assert_eq!((read.references.len(), read.references[0].label.as_deref()), (2, Some("3.")));
    assert_eq!(citations("So [2].\n\n## References\n\n1. Smith.\n1. Jones.\n"), ["Parenthetical 2"]);
}

#[test]
fn a_tip_keeps_its_anchor_wherever_it_is_written() {
    for text in [
        "1. **Rest {#tip:r}** Sleep.",
        "1. **Rest** {#tip:r} Sleep.",
        "1. **Rest.** Sleep. {#tip:r}",
        "1. **Rest.** Sleep.\n\n   More. {#tip:r}",
    ] {
        let body = article(text).0.body;
        let Some(Block::Tips(tips)) = body.first() else { panic!("{body:?}") };
        assert_eq!(tips.items[0].anchor.as_ref().map(|a| a.as_str()), Some("tip:r"), "{text}");
        assert!(!format!("{tips:?}").contains("{#"), "{text}");
    }
    for text in ["1. **:**\n", "Steps:\n\n1. {#tip:r}\n", "Steps:\n\n1.\n2. Rest.\n"] {
        assert!(!serde_json::to_string(&article(text).0).unwrap().contains('…'), "{text}");
    }
}

#[test]
fn a_picture_title_is_a_caption_or_reported() {
    for text in [
        "# A ![b](c.png \"T\") d\n\nx\n",
        "- ![b](c.png \"T\") d\n",
        "| ![b](c.png \"T\") |\n|---|\n",
        "![b](c.png \"T\")\n: x\n",
    ] {
        assert!(!serde_json::to_string(&article(text).0).unwrap().contains("titled"), "{text}");
    }
    assert!(dump("- ![b](c.png \"T\")\n").contains("figure"));
    for reported in [
        "a ![b](c.png \"T\")\n",
        "# A ![b](c.png \"T\")\n\nx\n",
        "| ![b](c.png \"T\") |\n|---|\n",
        "*![b](c.png \"T\")*\n",
    ] {
        assert!(article(reported).1.iter().any(|d| d.message.contains("title of a picture")), "{reported}");
    }
}

#[test]
fn chinese_lines_join_without_a_space_and_korean_ones_with() {
    assert_eq!(first_words("漢字\n**漢**\n漢字。\n"), "漢字漢漢字。");
    assert_eq!(first_words("한국\n한국\n"), "한국 한국");
    assert_eq!(first_words("漢字\nword\n"), "漢字 word");
}

#[test]
fn marks_after_numbers_are_primes_and_others_quotation_marks() {
    for (text, set) in [
        ("He is 5' 10\" tall, not 6'2\".", "He is 5′ 10″ tall, not 6′2″."),
        ("At 40° 26' 46\" north.", "At 40° 26′ 46″ north."),
        ("A \"5' 10\" man\" it is.", "A “5′ 10″ man” it is."),
        ("See \"section 5\" and 'step 2', the 1990's.", "See “section 5” and ‘step 2’, the 1990’s."),
    ] {
        assert_eq!(first_words(text), set);
    }
}

#[test]
fn a_backslash_before_a_space_is_a_no_break_space_as_in_pandoc() {
    assert_eq!(first_words("Dr.\\ Ruiz, 5\\ mg, C:\\ is a drive"), "Dr. Ruiz, 5\u{a0}mg, C:\\ is a drive");
}

#[test]
fn links_to_the_title_become_text() {
    let text = "(top)=\n# Green *tea*\n\nSee {ref}`top` and [above](#top).\n";
    let (read, reported) = article(text);
    assert_eq!(reported, []);
    let Some(Block::Paragraph(x)) = read.body.first() else { panic!("{:?}", read.body) };
    assert_eq!(plain_text(&x.content), "See Green tea and above.");
}

#[test]
fn titles_keep_their_note_references() {
    let (read, _) = article("---\ntitle: \"Tea[^a] for^[Or one.] two\"\n---\n\nText.\n\n[^a]: Green.\n");
    let labels = |line: &[Inline]| {
        let marks = line.iter().filter_map(|inline| match inline {
            Inline::NoteRef(mark) => Some(mark.label.clone()),
            _ => None,
        });
        marks.collect::<Vec<_>>()
    };
    let marks = labels(&read.meta.title);
    assert_eq!(marks.len(), 2);
    assert!(marks.iter().all(|mark| read.notes.iter().any(|note| note.label == *mark)), "{:?}", read.notes);
}

#[test]
fn details_and_footnotes_keep_their_words() {
    assert_eq!(
        dump("<details>\n<summary>More</summary>\n\nHidden *words*.\n\n</details>\n"),
        "paragraph More\nparagraph Hidden words."
    );
    let (read, _) = article("A[^n].\n\n[^n]: Note one.\n\n    Note two.\n");
    assert_eq!((read.notes.len(), read.notes[0].body.len()), (1, 2));
}

#[test]
fn a_diagnostic_points_at_the_markup_it_is_about() {
    let text = "---\nlang: en\n---\n\nWords <blink>x</blink> {{< ref \"a\" >}}.\n\n> <div>\n> <font\n> size=1>y</font>\n> </div>\n";
    let reported: Vec<_> = article(text).1.into_iter().filter_map(|d| d.span).collect();
    let slices: Vec<_> = reported.iter().map(|s| &text[s.start as usize..s.end as usize]).collect();
    assert_eq!(slices, ["{{< ref \"a\" >}}", "<blink>", "<font\n> size=1>"]);
}

#[test]
fn an_escaped_mark_is_literal_wherever_it_would_have_a_meaning() {
    let kinds =
        |text: &str| dump(text).lines().map(|line| line.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(kinds("Further reading: tea"), ["callout", "paragraph"]);
    assert_eq!(kinds("Further reading\\: tea"), ["paragraph"]);
    assert_eq!(kinds("**Warning\\:** hot"), ["paragraph"]);
    assert_eq!(kinds("\\\\newpage"), ["paragraph"]);
    assert_eq!(kinds("| a |\n|---|\n| b |\n\nTable\\: c").last().unwrap(), "paragraph");
    for text in ["https\\://example.org", "a\\@example.org", "10\\.1000/182", "&#80;MID 12345"] {
        let mut links = 0;
        for_each_inline(&article(text).0.body, &mut |inline| links += usize::from(matches!(inline, Inline::Link(_))));
        assert_eq!(links, 0, "{text}");
    }
}

#[test]
fn tasks_are_recognized_in_loose_lists() {
    let Some(Block::List(list)) = article("- [ ] a\n\n- [x] b\n").0.body.pop() else { panic!("a list") };
    assert_eq!(list.items.iter().map(|item| item.task).collect::<Vec<_>>(), [Some(false), Some(true)]);
}

#[test]
fn a_callout_has_the_title_after_its_marker() {
    let callout = |text: &str| match article(text).0.body.pop() {
        Some(Block::Callout(x)) => {
            format!("{:?} {:?} {}", x.kind, plain_text(&x.title), dump(text).replace('\n', "; "))
        }
        other => format!("{other:?}"),
    };
    assert_eq!(callout("> [!tip] In the *morning*\n> Drink."), "Tip \"In the morning\" callout; paragraph Drink.");
    assert_eq!(callout("> [!EMERGENCY]\n> Ring 112."), "Emergency \"\" callout; paragraph Ring 112.");
    assert_eq!(callout("::: {.emergency}\nRing 112.\n:::\n"), "Emergency \"\" callout; paragraph Ring 112.");
    assert_eq!(callout("> [!WARNING]- Hot\n>\n> - a"), "Warning \"Hot\" callout; list; paragraph a");
    assert_eq!(callout("> [!FURTHER-READING]\n> Tea."), "FurtherReading \"\" callout; paragraph Tea.");
    assert_eq!(dump("> \\[!tip] a\n> b"), "quote\nparagraph [!tip] a b");
    assert_eq!(dump("> > [!tip]\n> > a"), "quote\ncallout\nparagraph a");
}

#[test]
fn a_division_classifies_the_list_in_it() {
    assert_eq!(dump("::: tips\n1. a\n2. b\n:::"), "tips\nparagraph a\nparagraph b");
    assert_eq!(dump("<div class=\"list\">\n\n1. **a** b\n\n</div>"), "list\nparagraph a b");
    assert_eq!(dump("::: tips\nwords\n:::"), "division\nparagraph words");
}

#[test]
fn spans_with_attributes_have_an_anchor_or_a_language() {
    let body = article("Some [\"marked\" words]{#x} here, see [](#x).\n").0.body;
    let Some(Block::Division(place)) = body.first() else { panic!("{body:?}") };
    assert_eq!(place.anchor.as_ref().map(|a| a.as_str()), Some("x"));
    assert_eq!(first_words("Some [\"marked\" words]{.a lang=fr} here.\n"), "Some «\u{202f}marked\u{202f}» words here.");
    let mut langs = Vec::new();
    for_each_inline(&article("So [bonjour]{lang=fr}.\n").0.body, &mut |inline| {
        if let Inline::Scope(x) = inline {
            langs.push(x.lang.clone().map(|lang| lang.as_str().to_owned()));
        }
    });
    assert_eq!(langs, [Some("fr".to_owned())]);
    for plain in ["a [b]{c} d", "a \\[b]{#c} d", "a [b\\]{#c} d", "a []{#c} d"] {
        assert_eq!(first_words(plain), plain.replace('\\', ""), "{plain}");
    }
}

#[test]
fn a_title_in_front_matter_may_contain_only_text_with_markup() {
    let head = |title: &str| {
        let (article, reported) = article(&format!("---\ntitle: {title}\n---\nWords.\n"));
        assert_eq!(reported, [], "{title}");
        article.meta.title
    };
    for (written, read) in [
        ("'Don''t \"hurry\"'", "Don’t “hurry”"),
        ("Mix H~2~O, 10^3^ times", "Mix H2O, 103 times"),
        ("1. Wash *both* hands", "1. Wash both hands"),
        ("'*Gala*: stars -- and `code`'", "Gala: stars – and code"),
        ("'See https://example.org, [one] @home'", "See https://example.org, [one] @home"),
        ("'`'", "`"),
        ("2 * 3 * 4 and C_1_2", "2 * 3 * 4 and C_1_2"),
    ] {
        assert_eq!(plain_text(&head(written)), read);
    }
    let title = head("Wash *both* hands");
    assert!(matches!(&title[..], [Inline::Text(_), Inline::Styled(_), Inline::Text(_)]), "{title:?}");
    assert!(title.iter().all(|inline| inline.span() == title[0].span() && !inline.span().is_unknown()));
}

#[test]
fn a_line_of_attributes_above_a_list_classifies_it() {
    let text = "1. **A.** One.\n2. **B.** Two.\n\nWords.\n\n{.continue}\n\n1. Three.\n";
    assert!(dump(text).ends_with("paragraph Words.\ntips\nparagraph Three."), "{}", dump(text));
    let body = article(text).0.body;
    assert!(matches!(&body[2], Block::Tips(tips) if tips.continues), "{body:?}");
    assert!(dump("{.list}\n\n1. **A.** One.\n").starts_with("list"));
    assert!(dump("{.tips}\n1. One.\n").starts_with("tips"));
    for words in ["{.other}\n\n1. One.\n", "{.tips}\n\n- One.\n", "{.tips}\n", "\\{.tips}\n\n1. One.\n"] {
        assert!(dump(words).starts_with("paragraph {"), "{words}");
    }
}

#[test]
fn too_many_levels_are_one_error_whatever_their_kind() {
    let fences: String = (0..300).map(|_| "::: x\n\n").collect();
    for text in [">".repeat(300) + " deep", "<div>".repeat(300) + "deep", "<b>".repeat(300) + "deep", fences + "deep"] {
        let (_, reported) = article(&text);
        let limits: Vec<_> = reported.iter().filter(|reported| reported.code == Code::Limit).collect();
        assert!(matches!(limits[..], [Diagnostic { span: Some(_), .. }]), "{text}: {reported:?}");
    }
    let (_, reported) = article(&("<div>".repeat(80) + "deep" + &"</div>".repeat(80)));
    assert_eq!(reported, []);
}

#[test]
fn dropped_colors_are_reported() {
    let reported =
        |text: &str| article(text).1.iter().filter(|reported| reported.message.contains("color of text")).count();
    assert_eq!(reported("A <span style=\"color: red\">red</span> word."), 1);
    assert_eq!(reported("A <span style=\"direction: rtl\">red</span> word."), 0);
    assert_eq!(reported("A <b style=\"color: red\">red</b> and <i style=\"color: #0a0\">green</i> word."), 1);
}

#[test]
fn amounts_of_money_keep_their_dollar_signs() {
    for text in ["From $5/day to $8/day, or 5$ to 8$ in the shop.", "It costs $30-$50.", "$20 here, 15$ there."] {
        assert_eq!(dump(text), format!("paragraph {text}"));
    }
}

#[test]
fn a_heading_in_a_division_keeps_its_level_among_the_others() {
    let levels = |text: &str| {
        let mut levels = Vec::new();
        for_each_block(&article(text).0.body, &mut |block| {
            if let Block::Heading(x) = block {
                levels.push(x.level.get());
            }
        });
        levels
    };
    assert_eq!(levels("# T\n\n## One\n\n::: {lang=fr}\n## Deux\n\n### Un peu\n:::\n\n## Three\n"), [1, 1, 2, 1]);
    assert_eq!(levels("# T\n\n### One\n\n::: part\n## Two\n:::\n"), [2, 1]);
}
