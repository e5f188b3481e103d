//! Tests of extensions in Obsidian, MkDocs, MyST, Quarto, Docusaurus and pandoc.

use super::*;
use crate::{
    article::{Cell, ListMarker, Numerals, Row, Table, Width},
    read::account::Reason,
};

/// Returns the text of the body, in reading order, including titles and captions.
fn words(text: &str) -> String {
    let mut words = Vec::new();
    for_each_inline(&article(text).0.body, &mut |inline| match inline {
        Inline::Text(x) => words.push(x.text.clone()),
        Inline::Code(x) => words.push(x.text.clone()),
        Inline::Image(x) => words.push(x.alt.clone()),
        Inline::CrossRef(x) => words.push(format!("→{}", x.target)),
        Inline::Formula(x) => words.push(format!("${}$", x.source)),
        _ => {}
    });
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn callout(text: &str) -> String {
    let body = article(text).0.body;
    match body.first() {
        Some(Block::Callout(x)) => {
            format!("{:?} [{}] {}", x.kind, plain_text(&x.title), dump(text).replace('\n', "; "))
        }
        other => format!("{other:?}"),
    }
}

fn table(text: &str) -> Table {
    let body = article(text).0.body;
    match body.into_iter().find(|block| matches!(block, Block::Table(_))) {
        Some(Block::Table(table)) => *table,
        other => panic!("{text}: {other:?}"),
    }
}

/// Returns the cells of a table, row by row.
fn cells(table: &Table) -> String {
    let cell = |cell: &crate::article::Cell| {
        let mut words = Vec::new();
        for_each_inline(&cell.body, &mut |inline| {
            if let Inline::Text(x) = inline {
                words.push(x.text.clone());
            }
        });
        words.join(" ")
    };
    let row = |row: &crate::article::Row| row.cells.iter().map(cell).collect::<Vec<_>>().join("|");
    table
        .head
        .iter()
        .map(|own| format!("{}=", row(own)))
        .chain(table.body.iter().map(row))
        .collect::<Vec<_>>()
        .join(" / ")
}

#[test]
fn block_tags_in_the_middle_of_a_paragraph_keep_the_words_around_them() {
    for tag in ["div", "section", "center", "details", "article", "figure", "blockquote", "ul", "h3"] {
        let text = format!("Take 10 mg. <{tag}>NEVER with **Y**.</{tag}> Then rest.\nAnd sleep.\n");
        assert_eq!(words(&text), "Take 10 mg. NEVER with Y . Then rest. And sleep.", "{tag}");
        let quoted = format!("> Do not drive. <{tag}>Not far.</{tag}> Ask.\n\nAfter.\n");
        assert_eq!(words(&quoted), "Do not drive. Not far. Ask. After.", "{tag}");
        let open =
            format!("# T\n\n## One <{tag}>or two</{tag}>\n\n*Em <{tag}>in</{tag}>* out.\n\n- a <{tag}>b\n\nEnd.\n");
        assert_eq!(words(&open), "One or two Em in out. a b End.", "{tag}");
    }
    assert_eq!(words("Never. <details>\n<summary>Why?</summary>\n\nStrong.\n\n</details>\n"), "Never. Why? Strong.");
}

#[test]
fn lists_quotes_and_headings_in_html_are_interpreted() {
    let text = "<h2>Why</h2>\n<p>Because</p>\n<ul><li>a<li>b <ol><li>c</li></ol></ul>\n<blockquote>Q</blockquote>\n";
    assert_eq!(
        dump(text),
        "heading 1 Why\nparagraph Because\nlist\nparagraph a\nparagraph b\nlist\nparagraph c\nquote\nparagraph Q"
    );
    assert_eq!(dump("<dl><dt>T<dd>M</dl>\n"), "definitions\nparagraph M");
}

#[test]
fn tables_in_html_are_tables() {
    let text = "<table><caption>Doses</caption><thead><tr><th>Drug</th><th align=\"right\">Dose</th></tr></thead>\
        <tbody><tr><td rowspan=\"2\">A</td><td>5 mg</td></tr><tr><td>6 mg</td></tr><tr><td colspan=2>all</td></tr></table>\n";
    let read = table(text);
    assert_eq!(cells(&read), "Drug|Dose= / A|5 mg / 6 mg / all");
    assert_eq!(read.caption.map(|caption| plain_text(&caption.content)).as_deref(), Some("Doses"));
    let ragged = table("<table>\n<tr><td>a\n<tr><td>b<td>c\n\n- d\n\n</table>\n\nAfter.\n");
    assert_eq!(cells(&ragged), "a| / b|c d");
    assert_eq!(words("<table>stray<tr>lost<td>a</table>\n\nAfter."), "a stray lost After.");
}

#[test]
fn callouts_of_obsidian_have_their_kinds_and_titles() {
    assert_eq!(callout("> [!danger]- Stop now\n> Text.\n"), "Warning [Stop now] callout; paragraph Text.");
    assert_eq!(callout("> [!success]\n> Text.\n"), "Tip [Success] callout; paragraph Text.");
    assert_eq!(callout("> [!my-own]\n> Text.\n"), "Note [My own] callout; paragraph Text.");
    assert_eq!(callout("> [!NOTE]\n> Text.\n"), "Note [] callout; paragraph Text.");
    assert_eq!(words("> [!tip] A\n> b\n> > [!bug] C\n> > d\n"), "A b C d");
}

#[test]
fn links_and_embeds_of_wikis_show_their_names() {
    assert_eq!(
        words("Use [[Inhaler technique|an inhaler]], [[Peak flow#Reading]], [[Spacer]].\n"),
        "Use an inhaler, Peak flow > Reading, Spacer."
    );
    assert_eq!(words("See [[#Green zone]] and `[[code]]`.\n"), "See →Green zone Green zone and [[code]] .");
    assert_eq!(words("So [[1]](https://a.org) and [[2]].\n"), "So [1] and [[2]].");
    let (read, reported) = article("![[flow.png|300]]\n\n![[Other note]]\n");
    assert!(matches!(&read.body[0], Block::Figure(figure) if figure.path == "flow.png"), "{:?}", read.body);
    assert!(reported.iter().any(|d| d.message.contains("Other note")), "{reported:?}");
}

#[test]
fn comments_are_left_out_and_recorded() {
    let source =
        Source::new("a.md", "A %%secret%% b.\n\n%%\nmore\n\nsecrets\n%%\n\n<!-- hidden -->\n\nEnd, 5%% of 10%%.\n");
    let reading = read(&source, None);
    let left: Vec<_> = reading.account.left_out().iter().map(|left| (left.reason, left.words.as_str())).collect();
    assert_eq!(left.len(), 3, "{left:?}");
    assert!(left.iter().all(|(reason, _)| *reason == Reason::Comment));
}

#[test]
fn highlights_are_strong_and_block_names_are_anchors() {
    assert_eq!(words("So ==very **hot**== it is, a == b == c. ^green-1\n"), "So very hot it is, a == b == c.");
    assert_eq!(words("10 ^3 is 1000, x^2\n"), "10 ^3 is 1000, x^2");
}

#[test]
fn money_is_distinguished_from_math() {
    for text in [
        "It costs $5-$10. From $5 to $10. US$5/US$6. $1,000-$2,000 a year. Between $20/mo and $30/mo.",
        "The folder is $HOME/naps, in your $PATH.",
        "5$ to 8$ at the shop",
    ] {
        let (read, reported) = article(text);
        assert_eq!(reported, [], "{text}");
        let Some(Block::Paragraph(x)) = read.body.first() else { panic!("{text}") };
        assert_eq!(plain_text(&x.content), text);
    }
    assert_eq!(words("*$HOME/a*, *$PATH*\n"), "$HOME/a , $PATH");
    assert_eq!(words("- a\n\n  from $5 to $6\n"), "a from $5 to $6");
    assert_eq!(words("So $a^2$ it is."), "So $a^2$ it is.");
    assert_eq!(dump("    x = $5-$10\n"), "code");
}

#[test]
fn numbers_in_parentheses_cite_a_reference_list_unless_they_enumerate() {
    let cited = |body: &str| {
        let list = "## References\n\n1. Ruiz A. Tea. 2015.\n2. Lin B. Salt. 2012.\n";
        let (article, _) = article(&format!("{body}\n\n{list}"));
        let mut marks = Vec::new();
        for_each_inline(&article.body, &mut |inline| {
            if let Inline::Citation(citation) = inline {
                marks.extend(citation.written.clone());
            }
        });
        marks
    };
    assert_eq!(cited("Tea helps (1). So does *salt* (1, 2)."), ["(1)", "(1, 2)"]);
    for body in ["Do this: (1) boil it, (2) drink it.", "Take two (2) cups (1).", "Tea helps [1]. Cups (1)."] {
        assert!(!cited(body).iter().any(|mark| mark.starts_with('(')), "{body}");
    }
}

#[test]
fn superscripts_after_a_unit_are_not_citations() {
    let text = "Known<sup>1</sup>. 5 mg/m<sup>2</sup> in 10<sup>2</sup>.\n\n## References\n\n1. A.\n2. B.\n";
    assert_eq!(citations(text), ["Parenthetical 1"]);
}

#[test]
fn admonitions_of_mkdocs_contain_their_indented_body() {
    let text =
        "!!! warning \"Mind the *gap*\"\n    Body one.\n\n    - item\n\n    !!! note\n        Inner.\n\nAfter.\n";
    assert_eq!(
        callout(text),
        "Warning [Mind the gap] callout; paragraph Body one.; list; paragraph item; callout; paragraph Inner.; paragraph After."
    );
    assert_eq!(callout("??? danger\n    Stop.\n"), "Warning [Danger] callout; paragraph Stop.");
    assert_eq!(words("=== \"Adults\"\n    Two.\n\n=== \"Children\"\n    One.\n"), "Adults Two. Children One.");
    assert_eq!(words("!!! Really, no body here.\n"), "!!! Really, no body here.");
    assert_eq!(words("1. a\n\n    !!! note\n        b\n\n2. c\n"), "a b c");
}

#[test]
fn directives_of_myst_are_read_with_their_options() {
    assert_eq!(
        callout("```{warning} Call a *doctor*\n:class: dropdown\nNow.\n```\n"),
        "Warning [Call a doctor] callout; paragraph Now."
    );
    assert_eq!(callout(":::{admonition} Mine\n:class: tip\nText.\n:::\n"), "Tip [Mine] callout; paragraph Text.");
    let body = article(
        "```{figure} a.png\n:name: fig-a\n:alt: Alt\n:width: 60%\n\nThe *caption*.\n\nLegend.\n```\n\nSee @fig-a.\n",
    )
    .0
    .body;
    let Some(Block::Figure(figure)) = body.first() else { panic!("{body:?}") };
    assert_eq!((figure.path.as_str(), figure.alt.as_str(), figure.width), ("a.png", "Alt", Some(Width::Percent(60))));
    assert_eq!(figure.caption.as_ref().map(|c| plain_text(&c.content)).as_deref(), Some("The caption."));
    assert_eq!(figure.anchor.as_ref().map(|a| a.as_str()), Some("fig-a"));
    assert_eq!(
        cells(&table("```{list-table} Doses\n:header-rows: 1\n\n* - Age\n  - Dose\n* - 1\n  - 2 ml\n    more\n```\n")),
        "Age|Dose= / 1|2 ml more"
    );
    assert_eq!(
        words("# A\n\n(my-place)=\n## T\n\nX{sub}`2`, {ref}`my-place`, {abbr}`MRI (magnetic)`, {unknown}`a`.\n"),
        "T X 2 , →my-place , MRI (magnetic), {unknown} a ."
    );
    assert_eq!(dump("```{code-cell} ipython3\n:tags: [x]\nprint(1)\n```\n\n```{r}\nx\n```\n"), "code\ncode");
    assert_eq!(words("````{tab-set}\n```{tab-item} One\nTab *one*.\n```\n````\n\nEnd.\n"), "One Tab one . End.");
}

#[test]
fn divisions_of_quarto_caption_their_figures_and_tables() {
    let body = article(
        "::: {#fig-x fig-cap=\"A cap\"}\n![Alt](a.png)\n:::\n\n::: {#tbl-y}\n| a |\n|---|\n| b |\n\nTable cap.\n:::\n",
    )
    .0
    .body;
    assert!(matches!(&body[0], Block::Figure(x) if x.caption.is_some() && x.anchor.is_some()), "{body:?}");
    assert!(matches!(&body[1], Block::Table(x) if x.caption.is_some() && x.anchor.is_some()), "{body:?}");
    assert_eq!(words("# A\n\n## S {#sec-a}\n\nAs @sec-a and @fig-none say.\n"), "S As →sec-a and →fig-none say.");
}

#[test]
fn tables_of_pandoc_are_tables() {
    let simple = "  Right     Left     Center\n-------     ------ ----------\n     12     12        12\n    123     *123*     123\n\nTable:  Simple.\n";
    let read = table(simple);
    assert_eq!(cells(&read), "Right|Left|Center= / 12|12|12 / 123|123|123");
    assert!(read.caption.is_some());
    let multiline = "-------------------------------\n Centered   Default\n  Header    Aligned\n----------- -------------------\n   First    row that\n            spans lines.\n\n  Second    one\n-------------------------------\n";
    assert_eq!(cells(&table(multiline)), "Centered Header|Default Aligned= / First|row that spans lines. / Second|one");
    let grid = "+-------+-----------+\n| Fruit | Good      |\n+=======+===========+\n| A     | - one     |\n|       | - two     |\n+-------+-----------+\n| whole row         |\n+-------+-----------+\n";
    assert_eq!(cells(&table(grid)), "Fruit|Good= / A|one two / whole row");
    let spanning = "+---+---+\n| a | b |\n|   +---+\n|   | c |\n+---+---+\n";
    assert_eq!(cells(&table(spanning)), "a|b / c");
    assert_eq!(dump("a\n\n---\n\nb\n"), "paragraph a\nrule\nparagraph b");
}

#[test]
fn line_blocks_keep_their_lines() {
    let body = article("| One *line*\n| two\n|\n| three\n\nAfter.\n").0.body;
    let Some(Block::Paragraph(x)) = body.first() else { panic!("{body:?}") };
    assert_eq!(x.content.iter().filter(|inline| matches!(inline, Inline::Break(_))).count(), 2, "{x:?}");
    assert_eq!(words("| a | b |\n|---|---|\n| c | d |\n"), "a b c d");
}

#[test]
fn lists_with_letters_and_numerals_are_lists() {
    let marker = |text: &str| match article(text).0.body.first() {
        Some(Block::List(list)) => (list.marker, list.items.len()),
        other => panic!("{text}: {other:?}"),
    };
    let ordered = |start, numerals| ListMarker::Ordered { start, numerals };
    assert_eq!(marker("(a) one\n(b) two\n"), (ordered(1, Numerals::LowerAlpha), 2));
    assert_eq!(marker("i. one\nii. two\niii. three\n"), (ordered(1, Numerals::LowerRoman), 3));
    assert_eq!(marker("#. one\n#. two\n"), (ordered(1, Numerals::Decimal), 2));
    assert_eq!(marker("C) one\n\n   more\n\nD) two\n"), (ordered(3, Numerals::UpperAlpha), 2));
    assert_eq!(
        words("(@good) An example.\n\nAs (@good) shows.\n\n(@) Another.\n"),
        "An example. As (1) shows. Another."
    );
    for text in ["(c) 2024 The clinic\n", "I. M. Pei built it.\n", "a. alone\n"] {
        assert!(dump(text).starts_with("paragraph"), "{text}");
    }
}

#[test]
fn code_of_mdx_is_left_out_and_its_components_keep_their_text() {
    let text = "import Tabs from '@theme/Tabs';\n\n# T\n\n<Tabs>\n<TabItem value=\"a\" label=\"Adults\">\n\nTwo.\n\n</TabItem>\n</Tabs>\n\n<Admonition type=\"tip\" title=\"Do\">\n\nRest.\n\n</Admonition>\n\nimport what you need from the shop.\n";
    assert_eq!(words(text), "Adults Two. Do Rest. import what you need from the shop.");
    assert_eq!(callout(":::note[Your **Title**]\n\nText.\n\n:::\n"), "Note [Your Title] callout; paragraph Text.");
}

#[test]
fn boxes_and_tabs_of_hugo_keep_their_titles() {
    let text = "{{% notice warning \"Do not\" %}}\nUse **no** ice.\n{{% /notice %}}\n\n{{< tabs >}}\n{{% tab name=\"Adults\" %}}\nTwo.\n{{% /tab %}}\n{{< /tabs >}}\n";
    assert_eq!(words(text), "Do not Use no ice. Adults Two.");
    assert!(callout(text).starts_with("Warning [Do not]"));
}

#[test]
fn raw_tex_is_reported_and_readable() {
    let (_, reported) =
        article("Naps (\\pageref{fig:naps}).\n\n\\begin{center}\nwords\n\\end{center}\n\n\\vspace{1cm}\n");
    assert_eq!(reported.iter().filter(|d| d.message.contains("TeX")).count(), 1, "{reported:?}");
    assert_eq!(words("\\begin{center}\nwords\n\\end{center}\n"), "words");
}

#[test]
fn a_picture_on_its_own_line_is_a_figure() {
    let text = "As on this screen:\n![The screen](a.png \"Cap\"){width=40%}\nAnd more.\n\n1. Press.\n   ![It](b.png)\n2. Wait.\n";
    let body = article(text).0.body;
    assert!(
        matches!(&body[1], Block::Figure(x) if x.width == Some(Width::Percent(40)) && x.caption.is_some()),
        "{body:?}"
    );
    assert!(dump(text).ends_with("paragraph Press.\nfigure\nparagraph Wait."), "{}", dump(text));
    assert!(dump("Words ![icon](i.png) go on.\n").starts_with("paragraph"));
}

#[test]
fn diagnostics_point_into_the_source_after_rewriting() {
    let text = "!!! note\n    Words <blink>x</blink> of \\textbf{it}, $5-$10.\n";
    let slices: Vec<_> = article(text)
        .1
        .iter()
        .filter_map(|d| d.span)
        .map(|s| text[s.start as usize..s.end as usize].to_owned())
        .collect();
    assert_eq!(slices, ["\\textbf", "<blink>"]);
}

#[test]
fn text_in_a_pre_element_is_kept_to_the_letter() {
    let text = "<pre>\n\n  4. You may, provided that:\n\n     (a) You give [[a]] copy;\n\n     (b) You say $x$ and ==so==.\n</pre>\n\n(a) One\n\n(b) Two\n";
    let (article, _) = article(text);
    let Block::Code(code) = &article.body[0] else { panic!("{:?}", article.body) };
    assert!(code.text.contains("(a) You give [[a]] copy;\n\n     (b) You say $x$ and ==so==."), "{}", code.text);
    assert!(matches!(article.body[1], Block::List(_)), "{:?}", article.body);
}

#[test]
fn badges_without_a_description_show_the_addresses_that_they_lead_to() {
    let badges = "[![](https://a.org/b.svg)](https://a.org/)[<img src='https://b.org/b.svg'>](https://b.org/)\
                  <a href='https://c.org/'><img src='https://c.org/b.svg'></a><a href='https://d.org/'></a>";
    let [Block::Paragraph(line)] = &article(badges).0.body[..] else { panic!() };
    assert_eq!(plain_text(&line.content), "https://a.org/ https://b.org/ https://c.org/");
    let icon = "[<img src='https://a.org/b.svg'> Build](https://a.org/) <a href='https://b.org/'><img src='https://b.org/b.svg'>Docs</a>";
    let [Block::Paragraph(line)] = &article(icon).0.body[..] else { panic!() };
    assert_eq!(plain_text(&line.content).trim(), "Build Docs");
}

#[test]
fn a_word_after_a_bracket_and_a_colon_is_reported_when_it_is_an_address() {
    let (_, reported) = article("[Note]: important\n\n[a]: https://a.org\n\nText.\n");
    assert_eq!(reported.len(), 1, "{reported:?}");
}

/// Asserts that each of the words `wa1`, `wb2` and `wc3` is in the article or reported as left out, as often as it is
/// in the text.
fn accounts_for_every_word(text: &str) {
    let reading = read(&Source::new("a.md", text), None);
    let json = serde_json::to_string(&reading.article).unwrap();
    for word in ["wa1", "wb2", "wc3"] {
        let kept = json.matches(word).count();
        let left: usize = reading.account.left_out().iter().map(|left| left.words.matches(word).count()).sum();
        assert_eq!(kept + left, text.matches(word).count(), "{word} of {text:?}");
    }
}

#[test]
fn words_after_a_stray_end_tag_and_under_a_ruled_line_are_accounted_for() {
    accounts_for_every_word("</h2><ul>wa1 <li>");
    accounts_for_every_word("wb2\n-- --\n==wa1 ");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mixture_of_dialects_gives_a_valid_article(text in "(!!! note\n|    |:::|\\{note\\}|\\{figure\\} a\n|```|```\\{note\\}\n|\\+--\\+--\\+\n|\\| a \\| b \\|\n|-- --\n|\\| l\n|\\(a\\) |\\(b\\) |\\(@x\\) |i\\. |\\[\\[a\\|b\\]\\]|!\\[\\[a\\.png\\]\\]|%%|==|\\$|\\{sub\\}`2`|<div>|</div>|<table>|<tr>|<td rowspan=2>|</table>|<li>|<h2>|</h2>|> |- |\n|\n|\n\n|word |\\*|_|`){0,60}") {
        let _ = article(&text);
    }

    #[test]
    fn every_word_is_in_the_article_or_accounted_for(text in "(wa1 |wb2\n|wc3\n\n|> |- |1\\. |    |<div>|</div>|<td>|<table>|</table>|<tr>|<ul>|<li>|<b>|</b>|<h2>|</h2>|<p>|\\*|\\*\\*|_|`|~~|!!! note\n|:::note\n|:::\n|\\| |\n|\n\n|==|# |\\(a\\) |\\(b\\) |-- --\n|<figure>|</figure>|<details>|<summary>){0,40}") {
        accounts_for_every_word(&text);
    }
}

#[test]
fn changes_in_critic_markup_are_read_and_comments_left_out() {
    assert_eq!(
        words("Take {++two++}{--three--} {~~cups~>spoons~~} {==now==}{>>ask Ida<<}.\n"),
        "Take two three cups spoons now ."
    );
    let left = article_reading("A{>>ask Ida<<}.\n");
    assert!(left.iter().any(|(reason, words)| *reason == Reason::Comment && words == "ask Ida"), "{left:?}");
}

/// Returns what was left out of a source, and why.
fn article_reading(text: &str) -> Vec<(Reason, String)> {
    let reading = super::super::read(&Source::new("a.md", text), None);
    reading.account.left_out().iter().map(|left| (left.reason, left.words.clone())).collect()
}

#[test]
fn asterisks_between_digits_multiply() {
    assert_eq!(words("Give 4*5*2 ml, *not* 3 ml.\n"), "Give 4*5*2 ml, not 3 ml.");
}

#[test]
fn a_thin_space_of_tex_stays_a_space() {
    assert_eq!(words("Give 5\\,mg.\n"), "Give 5 mg.");
}

#[test]
fn rows_wider_than_the_header_and_bars_in_code_lose_no_cell() {
    let wide = "| Day | Dose |\n|---|---|\n| 1 | 5 mg | at night |\n";
    assert_eq!(cells(&table(wide)), "Day|Dose|= / 1|5 mg|at night");
    assert!(article(wide).1.iter().any(|reported| reported.message.contains("3 cells under a header of 2")));
    let bare = "Day | Dose\n--- | ---\n1 | 5 mg | at night\n";
    assert_eq!(cells(&table(bare)), "Day|Dose|= / 1|5 mg|at night");
    let code = article("| Key | Says |\n|---|---|\n| `a|b` | both |\n").0.body;
    assert!(format!("{code:?}").contains("a|b") && format!("{code:?}").contains("both"), "{code:?}");
    assert_eq!(cells(&table("| A | B |\n|---|---|\n| a \\| b | c |\n")), "A|B= / a | b|c");
}

#[test]
fn lists_of_one_kind_end_where_those_of_another_begin() {
    let lists: Vec<_> = article("(i) salt\n(ii) tea\n\nA. warm\nB. cold\n\n#) one\n#) two\n")
        .0
        .body
        .into_iter()
        .filter_map(|block| match block {
            Block::List(list) => Some((list.marker, list.items.len())),
            _ => None,
        })
        .collect();
    let ordered = |numerals| ListMarker::Ordered { start: 1, numerals };
    let numerals = [Numerals::LowerRoman, Numerals::UpperAlpha, Numerals::Decimal];
    assert_eq!(lists, numerals.map(|numerals| (ordered(numerals), 2)));
}

#[test]
fn definitions_with_a_tilde_and_abbreviations_are_definitions() {
    assert!(dump("Iron\n~ A metal.\n").starts_with("definitions"), "{}", dump("Iron\n~ A metal.\n"));
    assert_eq!(dump("about\n~ 5 mg\n"), "paragraph about ~ 5 mg");
    assert!(dump("*[BMI]: weight by height\n").starts_with("definitions"));
}

#[test]
fn components_contain_markdown_and_keep_their_labels() {
    assert_eq!(
        callout("<Callout type=\"warning\" title=\"Stop\">\n  Do **not** drive.\n</Callout>\n"),
        "Warning [Stop] callout; paragraph Do not drive."
    );
    assert_eq!(words("<Tabs>\n  <Tab label=\"Adults\">Two *a day*.</Tab>\n</Tabs>\n"), "Adults Two a day .");
    assert_eq!(words("<>\nText.\n</>\n\n{/* hidden */}\n"), "Text.");
    let picture = article("<Image src=\"./ear.png\" alt=\"An ear\" />\n").0.body;
    assert!(matches!(&picture[..], [Block::Figure(figure)] if figure.alt == "An ear"), "{picture:?}");
}

#[test]
fn comments_attributes_captions_and_glossaries_of_myst_are_read() {
    assert_eq!(words("% ask Ida\nSee {sub}`2`.\n\n{.wide}\nText.\n"), "See 2 . Text.");
    assert_eq!(words("A.\n\n% is the sign.\n"), "A. % is the sign.");
    let captioned = table("```{table} Doses\n| a |\n|---|\n| b |\n```\n");
    assert_eq!(plain_text(&captioned.caption.unwrap().content), "Doses");
    assert!(dump("```{glossary}\nscab\n: dry blood\n```\n").contains("definitions"));
}

#[test]
fn labels_of_formulas_and_quotes_in_titles_are_not_text() {
    assert!(!words("$$\nx^2\n$$ {#eq-x}\n").contains("eq-x"));
    assert_eq!(
        callout("::: {.callout-tip title=\"Read \\\"the\\\" label\"}\nText.\n:::\n"),
        "Tip [Read \"the\" label] callout; paragraph Text."
    );
}

#[test]
fn a_bold_label_on_its_own_line_opens_a_callout() {
    assert_eq!(callout("> **Warning**\n> Hot.\n"), "Warning [Warning] callout; paragraph Hot.");
    assert!(dump("> **Rest**\n> Hot.\n").starts_with("quote"));
    assert!(dump("> **Warning**\n").starts_with("quote"));
}

#[test]
fn environments_of_tex_are_shown_line_by_line() {
    let body = article("\\begin{tabular}{lr}\nA & 1 \\\\\n\\end{tabular}\n").0.body;
    assert!(matches!(&body[..], [Block::Code(code)] if code.text.contains("A & 1 \\\\")), "{body:?}");
}

#[test]
fn grid_tables_keep_cells_that_span_rows_and_columns() {
    let grid = "+-------+---------------+\n| Tea   | Dose          |\n|       +-------+-------+\n|       | day   | night |\n\
                +=======+=======+=======+\n| green | 1 cup | none  |\n|       +-------+-------+\n|       | 2 in all      |\n\
                +-------+---------------+\n";
    let (read, reported) = article(grid);
    assert_eq!(reported, []);
    let Some(Block::Table(table)) = read.body.first() else { panic!("{:?}", read.body) };
    let spans = |rows: &[Row]| -> Vec<Vec<(String, u32, u32)>> {
        let cell = |cell: &Cell| {
            let words = cell.body.iter().map(|block| match block {
                Block::Paragraph(x) => plain_text(&x.content),
                _ => panic!("{block:?}"),
            });
            (words.collect(), cell.columns, cell.rows)
        };
        rows.iter().map(|row| row.cells.iter().map(cell).collect()).collect()
    };
    let own = |text: &str, columns, rows| (text.to_owned(), columns, rows);
    assert_eq!(
        spans(&table.head),
        [vec![own("Tea", 1, 2), own("Dose", 2, 1)], vec![own("day", 1, 1), own("night", 1, 1)],]
    );
    assert_eq!(
        spans(&table.body),
        [vec![own("green", 1, 2), own("1 cup", 1, 1), own("none", 1, 1)], vec![own("2 in all", 2, 1)],]
    );
    let (crooked, reported) = article("+---+---+\n| a | b |\n+---+   |\n| c     |\n+---+---+\n");
    assert!(matches!(crooked.body.first(), Some(Block::Code(_))), "{:?}", crooked.body);
    assert_eq!(reported.len(), 1);
}

#[test]
fn tables_with_several_header_lines_may_span_columns() {
    let text = "|       | Doses        ||\n| Tea   | day   | night |\n|-------|:-----:|------:|\n| green | 1     | 2     |\n\n\
                | black | none         ||\n[Cups a day]\n";
    let (read, reported) = article(text);
    assert_eq!(reported, []);
    let [Block::Table(table)] = read.body.as_slice() else { panic!("{:?}", read.body) };
    let spans: Vec<Vec<u32>> =
        table.head.iter().chain(&table.body).map(|row| row.cells.iter().map(|cell| cell.columns).collect()).collect();
    assert_eq!(spans, [vec![1, 2], vec![1, 1, 1], vec![1, 1, 1], vec![1, 2]]);
    let caption = table.caption.as_ref().map(|caption| plain_text(&caption.content));
    assert_eq!(caption.as_deref(), Some("Cups a day"));
}

#[test]
fn a_callout_directly_below_another_is_separate() {
    assert_eq!(dump("> [!note]\n> a\n> [!failure] B\n> c\n"), "callout\nparagraph a\ncallout\nparagraph c");
    assert_eq!(dump("> > [!tip]\n> > a\n> > [!tip]\n> > b\n"), "quote\ncallout\nparagraph a\ncallout\nparagraph b");
    assert_eq!(words("> See\n> [!x](a.png) here\n"), "See [!x](a.png) here".replace("[!x](a.png)", "!x"));
}

#[test]
fn keys_are_keys_and_icons_and_included_files_are_reported() {
    let text = "Press ++ctrl+alt++ and ++\"F1\"++, not C++ or a++ b++.\n";
    assert_eq!(words(text), "Press ctrl + alt and F1 , not C++ or a++ b++.");
    let (read, reported) = article("Yes :material-check:{ .green } it is.\n\n--8<-- \"a.md\"\n\nEnd.\n");
    assert_eq!((read.body.len(), reported.len()), (2, 1), "{reported:?}");
}

#[test]
fn inline_components_keep_their_titles_and_placeholders_are_text() {
    assert_eq!(words("<Tabs><TabItem label=\"Adults\">Two cups</TabItem></Tabs>\n"), "Adults Two cups");
    assert_eq!(words("Dear <name>, if x<y>z then rest.\n"), "Dear <name>, if x<y>z then rest.");
    assert_eq!(words("A <Badge>new</Badge> and <foo>old</foo> one.\n"), "A new and old one.");
}

#[test]
fn cells_of_code_keep_their_captions_and_lose_their_options() {
    let text = "```{r}\n#| label: fig-a\n#| fig-cap: \"Cups a day\"\nplot(cups)\n```\n";
    let (read, reported) = article(text);
    let [Block::Paragraph(caption), Block::Code(code)] = read.body.as_slice() else { panic!("{:?}", read.body) };
    assert_eq!(plain_text(&caption.content), "Cups a day");
    assert_eq!((code.language.as_deref(), code.text.as_str()), (Some("r"), "plot(cups)"));
    assert_eq!(reported.len(), 1, "{reported:?}");
}

#[test]
fn pictures_of_quarto_have_their_words_as_captions() {
    let (read, _) = article("See -@fig-a.\n\n![Cups a day](a.png){#fig-a fig-alt=\"Three bars\"}\n");
    let Some(Block::Figure(figure)) = read.body.get(1) else { panic!("{:?}", read.body) };
    let caption = figure.caption.as_ref().map(|caption| plain_text(&caption.content));
    assert_eq!((figure.alt.as_str(), caption.as_deref()), ("Three bars", Some("Cups a day")));
    let Some(Block::Paragraph(x)) = read.body.first() else { panic!("{:?}", read.body) };
    assert!(matches!(&x.content[1], Inline::CrossRef(place) if place.target.as_str() == "fig-a"), "{x:?}");
}

#[test]
fn verse_keeps_its_lines_in_quotes_and_divisions() {
    let breaks = |text: &str| {
        let article = article(text).0;
        let mut count = 0;
        crate::article::for_each_inline(&article.body, &mut |inline| {
            count += usize::from(matches!(inline, Inline::Break(_)))
        });
        let classes = match article.body.first() {
            Some(Block::Division(division)) => division.classes.join(" "),
            _ => String::new(),
        };
        (count, classes)
    };
    let verse = |count| (count, "verse".to_owned());
    assert_eq!(breaks("::: verse\nRow on,\nrow *on*,\n\nrow home\nnow.\n:::\n"), verse(2));
    assert_eq!(breaks("{.verse}\n\n> Row on,\n> row home.\n"), verse(1));
    assert_eq!(breaks("{.verse}\n> Row on,\n> row home.\n"), verse(1));
    assert_eq!(breaks("<div class=\"verse\">\n\nRow on,\nrow home.\n\n</div>\n"), verse(1));
    assert_eq!(breaks("{.epigraph}\n> Row on,\n> row home.\n"), (0, "epigraph".to_owned()));
    assert_eq!(breaks("> Row on,\n> row home.\n"), (0, String::new()));
}

#[test]
fn a_list_that_markdown_renumbers_is_reported() {
    let reported = |text: &str| {
        let found = article(text).1;
        found.into_iter().map(|one| one.message).filter(|message| message.contains("numbered")).collect::<Vec<_>>()
    };
    assert_eq!(reported("1. a\n2. b\n5. c\n"), ["the item `5` is numbered 3: lists are numbered consecutively"]);
    for text in ["1. a\n1. b\n1. c\n", "7. a\n8. b\n", "- a\n- b\n", "0) a\n0) b\n"] {
        assert_eq!(reported(text), [""; 0], "{text}");
    }
}

#[test]
fn single_tildes_around_a_word_strike_it_through_and_within_one_lower() {
    let mut styles = Vec::new();
    for_each_inline(&article("Not ~cold~ tea, with H~2~O and CO~max~.").0.body, &mut |inline| {
        if let Inline::Styled(x) = inline {
            styles.push(format!("{:?} {}", x.style, plain_text(&x.content)));
        }
    });
    assert_eq!(styles, ["Strike cold", "Sub 2", "Sub max"]);
}

#[test]
fn attributes_that_are_code_are_not_text() {
    assert_eq!(words("Tea <img src={require('./a.png').default} alt=\"A cup\" /> is warm."), "Tea A cup is warm.");
    assert_eq!(words("Tea <span style={{color: 'red'}}>is warm</span> if x={y}."), "Tea is warm if x={y}.");
}

#[test]
fn a_page_within_the_page_leaves_its_title() {
    assert_eq!(words("Tea.\n\n<iframe src=\"https://a.example/x\" title=\"A film\"></iframe>\n"), "Tea. A film");
}

#[test]
fn references_without_a_definition_lead_to_the_heading_that_they_name() {
    let text = "# Tea\n\nSee [Side effects] or [below][how to brew], [x], [Salt], [mine].\n\n## Side *effects*\n\nNone.\n\n## How to brew {#b}\n\n\
                Hot.\n\n## Mine\n\nText.\n\n[mine]: https://a.example/\n";
    let links = format!("{:?}", article(text).0.body);
    for part in ["side-effects", "\"b\"", "https://a.example/"] {
        assert!(links.contains(part), "{part}: {links}");
    }
    assert!(!links.contains("#mine"), "a definition takes precedence");
    assert!(words(text).contains("[x], [Salt],"), "{}", words(text));
}
