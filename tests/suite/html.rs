//! Saved pages: each folder under `tests/cases/html` has an `input.html` and its expected dump. `tests/accept html`
//! updates the dumps.

use crate::dump::dump;
use handout::{
    Source, Syntax,
    article::{Article, Block, Inline, for_each_block, for_each_inline, plain_text},
    diagnostic::{Code, Diagnostic, Printer},
    read::{Reading, Reason, read},
};
use proptest::prelude::*;
use std::{fs, path::PathBuf};

fn page(html: &str) -> (Article, Vec<Diagnostic>) {
    let Reading { article, diagnostics: reported, .. } = read(&Source::new("page.html", html), Syntax::Html);
    assert_eq!(article.validate(), [], "{html}");
    (article, reported)
}

/// Returns the dump of the contents of an article element.
fn body(html: &str) -> String {
    let (article, _) = page(&format!("<title>T</title><article>{html}</article>"));
    dump(&article).split_once("\n\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
}

#[test]
fn every_page_gives_the_expected_article() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/html");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 8, "the cases are gone");
    let mut wrong = Vec::new();
    for case in cases {
        let source = Source::new("input.html", fs::read_to_string(case.join("input.html")).unwrap());
        let Reading { article, diagnostics: reported, .. } = read(&source, Syntax::Html);
        assert_eq!(article.validate(), [], "{}", case.display());
        let printer = Printer::new(&source);
        let reported: String = reported.iter().map(|diagnostic| printer.print(diagnostic)).collect();
        let seen = format!("{}\n{reported}", dump(&article)).trim_end().to_owned() + "\n";
        let expected = case.join("expected.txt");
        if std::env::var_os("HANDOUT_ACCEPT").is_some() {
            fs::write(&expected, &seen).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != seen {
            wrong.push(format!("{}:\n{seen}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "accept them with `tests/accept html` when these are right:\n{}", wrong.join("\n"));
}

#[test]
fn words_keep_the_spaces_that_a_browser_shows() {
    assert_eq!(body("<p>One <b> two</b>\n<i>three </i> four<b>five</b></p>"), "p One **two** *three *four**five**\n");
    assert_eq!(body("a<div>b</div>c<p>d<br><br>e"), "p a\np b\np c\np d\np e\n");
    assert_eq!(
        body("<p>Set<code> dose </code>to <code>5 </code>, or <code>6</code>.</p>"),
        "p Set `dose` to `5` , or `6`.\n"
    );
    assert_eq!(body("<pre>\n a\n  b\n</pre>"), "code \n   a\n    b\n");
}

#[test]
fn text_colors_are_reported_once_and_those_of_the_whole_page_never() {
    let reported = |html: &str| {
        let (_, reported) = page(&format!("<title>T</title><article>{html}</article>"));
        let color = |reported: &Diagnostic| reported.message.contains("color").then(|| reported.message.clone());
        reported.iter().filter_map(color).collect::<Vec<_>>()
    };
    let red = "<p>Take the <span style='color:#c00'>red</span> and the <font color=green>green</font> one.</p>";
    assert_eq!(reported(red), ["the color of text is left out, here and in one more place"]);
    assert_eq!(reported("<p style='color: black'>One <span style='color:inherit'>two</span>.</p>"), [""; 0]);
    assert_eq!(reported("<p>One.</p><span style='color:red'> </span>"), [""; 0]);
}

#[test]
fn blocks_in_inline_elements_and_lists_in_lists_keep_their_words() {
    assert_eq!(body("<span>a<p>b</p>c</span>"), "p a\np b\np c\n");
    assert!(body("<ul><li>a</li><ul><li>b</li></ul></ul>").contains("item\n    p a\n    list bullets, tight\n"));
    let (_, reported) = page("<article><a href='x.html'><p>One.</p><p>Two.</p></a></article>");
    assert!(reported.iter().any(|d| d.message.contains("link around whole blocks")), "{reported:?}");
}

#[test]
fn a_place_that_a_link_leads_to_is_kept_whatever_it_is() {
    let text = body(
        "<p>See <a href='#x'>it</a>.</p><ul><li id=x>One</li></ul><table id=t><tr><td>1<td>2</table><a href='#t'>t</a>",
    );
    assert!(text.contains("division #x\n      p One") && text.contains("table [Start, Start] #t"), "{text}");
    let (article, _) =
        page("<h2 id=a>A</h2><p id=b><a name=c></a>B <a href='#c'>c</a> <a href='#b'>b</a> <a href='#a'>a</a>");
    let mut targets = Vec::new();
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::CrossRef(x) = inline {
            targets.push(x.target.to_string());
        }
    });
    assert_eq!(targets, ["b", "b", "a"], "one block has one anchor, and both names lead to it");
}

#[test]
fn nothing_hidden_and_no_script_is_read() {
    let hidden =
        "<p style='display: none'>a</p><p hidden>b</p><script>c</script><noscript>d</noscript><template>e</template>";
    assert_eq!(body(&format!("{hidden}<p>Seen.</p>")), "p Seen.\n");
}

#[test]
fn styles_count_by_class_and_by_attribute() {
    let css = "<style>.up{vertical-align:super}.loud{font-weight:700}p.lean>span{font-style:italic}</style>";
    assert_eq!(
        body(&format!("{css}<p>10<span class=up>9</span> <span class=loud>cells</span></p>")),
        "p 10^9^ **cells**\n"
    );
    assert_eq!(body(&format!("{css}<p class=lean>a <span>b</span></p>")), "p a *b*\n");
    assert_eq!(
        body("<p>H<span style='vertical-align:sub'>2</span>O <span style='text-decoration:line-through'>x</span>"),
        "p H_2_O ~~x~~\n"
    );
    assert_eq!(body("<p>10<span style='position:relative;top:-3pt'>6</span></p>"), "p 10^6^\n");
    assert_eq!(body("<p style='font-weight:bold'>Stop <i>now</i>.</p>"), "p **Stop *now*.**\n");
    assert_eq!(body("<b style='font-weight:normal'><p>Plain</p></b>"), "p Plain\n");
}

#[test]
fn what_a_click_shows_is_content_under_the_name_of_its_control() {
    let tabs = "<h2>Doses</h2><ul role=tablist><li role=tab aria-controls=a>Adults<li role=tab aria-controls=b>Children</ul>\
                <div id=a role=tabpanel>Two a day.</div><div id=b role=tabpanel hidden>One a day.</div>";
    assert_eq!(body(tabs), "# Doses\n## Adults\np Two a day.\n## Children\np One a day.\n");
    let accordion = "<h2><button aria-expanded=false>May I swim?</button></h2><div style='display:none'>No.</div>";
    assert_eq!(body(accordion), "# May I swim?\np No.\n");
    let card = "<div class=card><div class=card-header><h3><button data-toggle=collapse>May I fly?</button></h3></div>\
                <div class=collapse><div class=card-body>No.</div></div></div>";
    assert_eq!(body(card), "# May I fly?\np No.\n");
}

#[test]
fn boxes_to_tick_are_a_checklist_and_forms_that_search_are_left_out() {
    let form =
        "<form><p>Bring:</p><label><input type=checkbox> A towel</label><br><input type=checkbox checked> Soap</form>";
    assert_eq!(body(form), "p Bring:\nlist bullets, tight\n  item [ ]\n    p A towel\n  item [x]\n    p Soap\n");
    assert_eq!(body("<p>Read on.</p><form><input type=search><button>Search</button></form>"), "p Read on.\n");
}

#[test]
fn fields_of_a_form_are_lines_to_fill_in() {
    let form = "<form><p>Name <input></p><p>Born <input type=date placeholder='day/month/year'></p>\
                <p>Clinic: <input value='North Street'> <select><option>morning<option>evening</select></p>\
                <div><label>Notes</label><textarea></textarea></div><button>Send</button></form>";
    let line = "____________________";
    let long = "______________________________";
    assert_eq!(
        body(form),
        format!(
            "p Name {line}\np Born {line} (day/month/year)\np Clinic: North Street morning / evening\np Notes\np {long} / {long}\n"
        )
    );
    let table =
        "<form><table><tr><th>Dose</th><td><input></td></tr><tr><th>Time</th><td><input></td></tr></table></form>";
    assert_eq!(body(table).matches(line).count(), 2, "{}", body(table));
    for kind in ["hidden", "submit", "file"] {
        let form = format!("<form><p>Name <input> <input type={kind} value=Go></p><p>Age <input></p></form>");
        assert_eq!(body(&form), format!("p Name {line}\np Age {line}\n"), "{kind}");
    }
}

#[test]
fn tabs_that_labels_choose_have_their_names_as_headings() {
    let tabs = "<p>Take it so:</p><div class=tabbed-set><input type=radio id=t1 name=t checked><input type=radio id=t2 name=t>\
                <div class=tabbed-labels><label for=t1>Adults</label><label for=t2>Children</label></div>\
                <div class=tabbed-content><div><p>Two cups.</p></div><div><p>One cup.</p></div></div></div>";
    assert_eq!(body(tabs), "p Take it so:\n# Adults\np Two cups.\n# Children\np One cup.\n");
}

#[test]
fn labels_that_count_the_references_are_their_numbers() {
    let text = "<p>Tea is warm.<sup>[<a href=#b2>2</a>]</sup></p><h2>References</h2><ul>\
                <li id=b1><span class=label>1.</span><cite>Ruiz A. Tea. 2015.</cite></li>\
                <li id=b2><span class=label>2.</span><cite>Lin B. Salt. 2012.</cite></li></ul>";
    let (article, _) = page(&format!("<title>T</title><article>{text}</article>"));
    assert_eq!(article.references.len(), 2, "{}", dump(&article));
    let mut cited = 0;
    for_each_inline(&article.body, &mut |inline| cited += usize::from(matches!(inline, Inline::Citation(_))));
    assert_eq!(cited, 1, "{}", dump(&article));
}

#[test]
fn the_name_of_a_site_is_not_the_title_if_the_page_is_named_after_another_heading() {
    let (article, _) = page(
        "<title>Warm tea at night - Tea Forum</title><h1>Tea Forum</h1><h2>Warm tea at night</h2><p>Drink it warm.</p>",
    );
    assert_eq!(article.title_text(), "Warm tea at night");
}

#[test]
fn a_page_that_is_named_before_its_site_has_its_own_heading_as_title() {
    let page = page(
        "<title>Cold packs - The First Aid Book</title><div class=bar><h1>The First Aid Book</h1></div>
        <main><h2 id=a><a class=header href='#a'>Cold packs</a></h2><p>Wrap the pack in a cloth, and hold it on.</p>
        <h3><a class=header href='#b'>How long</a></h3><p>Ten minutes at a time, with a pause after each.</p></main>",
    )
    .0;
    assert_eq!(page.title_text(), "Cold packs");
    let is_kept = |block: &Block| matches!(block, Block::Heading(x) if plain_text(&x.content) == "How long");
    assert!(page.body.iter().any(is_kept), "{:?}", page.body);
}

#[test]
fn code_has_neither_the_button_that_copies_it_nor_two_languages_on_a_line() {
    let text = body(
        "<h1>Doses</h1><p>Add them up, in either language, with a sum.</p>
        <pre><input type=checkbox aria-label=Modern><code>a = b + 1;</code><code>LET A = B + 1</code><button>copy</button></pre>",
    );
    assert!(text.contains("a = b + 1;\n  LET A = B + 1"), "{text}");
    assert!(!text.contains("copy"), "{text}");
}

#[test]
fn a_table_with_nothing_but_headers_is_kept() {
    let (_, diagnostics) = page(
        "<h1>Log</h1><p>Write down what you drank, and when.</p>
        <table><thead><tr><th>Time<th>Drink<th>Amount</thead><tbody></tbody></table>",
    );
    assert_eq!(diagnostics, []);
}

#[test]
fn pictures_of_amp_are_pictures_and_captions_have_no_mark_of_their_place() {
    let amp = "<p>See this cup.</p><amp-img src=cup.png alt='A cup'><noscript><img src=cup.png alt='A cup'></noscript></amp-img>";
    assert!(body(amp).contains("cup.png"), "{}", body(amp));
    let table = "<table><caption>Cups<a href=#t>¶</a></caption><tr><th>a<th>b<tr><td>1<td>2</table>";
    assert!(!body(table).contains('¶'), "{}", body(table));
}

#[test]
fn the_label_of_a_caption_is_not_given_twice() {
    let table = |label: &str| {
        let html = format!("<table><caption>{label} Cups</caption><tr><th>a<th>b<tr><td>1<td>2</table>");
        let (article, _) = page(&format!("<title>T</title><article>{html}</article>"));
        match article.body.as_slice() {
            [Block::Table(table)] => table.caption.as_ref().map(|caption| plain_text(&caption.content)),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(table("Table 1.").as_deref(), Some("Cups"));
    assert_eq!(table("<b>Table 1:</b>").as_deref(), Some("Cups"));
    // a different number is kept
    assert_eq!(table("Table 2.").as_deref(), Some("Table 2. Cups"));
}

#[test]
fn what_an_element_of_the_page_itself_shows_is_content() {
    let own = "<my-app><template shadowrootmode=open><p>Drink it warm.</p></template></my-app><template><p>Never.</p></template>";
    assert_eq!(body(own), "p Drink it warm.\n");
}

#[test]
fn subscription_and_comment_forms_are_not_lines_to_fill_in() {
    for form in [
        "<form>Name <input> Email <input type=email> <button>Subscribe</button></form>",
        "<form>Name <input> Site <input> Comment <textarea name=comment></textarea></form>",
        "<form>Postcode <input></form>",
        "<form>User <input> Password <input type=password></form>",
    ] {
        assert_eq!(body(&format!("<p>Read on.</p>{form}")), "p Read on.\n", "{form}");
    }
}

#[test]
fn formulas_are_taken_once() {
    let half =
        "<math><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac><annotation>\\frac12</annotation></semantics></math>";
    let katex =
        format!("<span class=katex><span>{half}</span><span class=katex-html aria-hidden=true>21</span></span>");
    let taken = "<math><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac></semantics></math>";
    assert_eq!(body(&format!("<p>Take {katex} of it.</p>")), format!("p Take ${taken}$ of it.\n"));
}

#[test]
fn sentences_are_kept_whatever_the_name_of_their_class() {
    for class in ["widget", "no-sidebar", "has-share-buttons", "related", "skip-a-dose", "social-care", "portlet"] {
        let html = format!(
            "<nav><a href=x>Home</a></nav><div class='{class}'><p>Take it with food, and never with milk.</p></div>\
                            <div><p>The other tablet is taken at night, an hour before bed.</p></div>"
        );
        assert!(dump(&page(&html).0).contains("never with milk"), "{class}");
    }
}

#[test]
fn every_word_that_is_not_in_the_article_is_in_the_account() {
    let html = "<nav>Menu</nav><main><p>Text of the article, and more of it.</p><select><option>Choice</select>\
                <p hidden>Draft of a sentence.</p></main><footer>Imprint</footer>";
    let reading = read(&Source::new("page.html", html), Syntax::Html);
    let left: Vec<_> = reading.account.left_out().iter().map(|left| (left.reason, left.words.as_str())).collect();
    let expected = [
        (Reason::Surroundings, "Menu"),
        (Reason::Placeholder, "Choice"),
        (Reason::Hidden, "Draft of a sentence."),
        (Reason::Surroundings, "Imprint"),
    ];
    assert_eq!(left, expected);
    let warned: Vec<_> = reading.diagnostics.iter().filter(|reported| reported.code == Code::LeftOut).collect();
    assert!(warned.iter().any(|reported| reported.message.contains("`Draft of a sentence.`")), "{warned:?}");
}

#[test]
fn a_title_that_the_page_repeats_is_printed_once() {
    let html = "<title>Naps | Sleep Site</title><div><h2>Naps</h2><p>Short naps in the afternoon do no harm.</p></div>";
    let (article, _) = page(html);
    assert_eq!((article.title_text().as_str(), dump(&article).matches("Naps").count()), ("Naps", 1));
}

#[test]
fn terms_without_a_meaning_and_blank_pictures_leave_their_words() {
    assert_eq!(body("<dl><dt>More about naps</dl><p>Rest.</p>"), "p More about naps\np Rest.\n");
    let gif = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
    assert_eq!(body(&format!("<p><img alt='A sleeper' src='{gif}'></p>")), "p A sleeper\n");
    assert!(body(&format!("<p><img src='{gif}' data-src=a.png alt=x></p>")).contains("figure a.png"));
}

#[test]
fn a_number_keeps_the_no_break_space_before_its_unit() {
    assert_eq!(body("<p><b>5</b>&nbsp;mg of 260&nbsp;<i>km</i></p>"), "p **5**\u{a0}mg of 260\u{a0}*km*\n");
}

#[test]
fn raised_numerals_that_cite_stay_raised_and_powers_are_none() {
    let works =
        "<h2>References</h2><ol><li id=r1>Doe J. A. 2018.</li><li>Poe D. B. 2019.</li><li>Roe K. C. 2020.</li></ol>";
    let text = body(&format!(
        "<p>Tea.<sup>1–3</sup> Milk<sup><a href='#r1'>1</a></sup> of 10<sup>3</sup> m<sup>2</sup>.</p>{works}"
    ));
    let marked =
        "---\nlang: en\n---\n# T\n\nTea.^1–3^ Milk.^1^\n\n# References\n\n1. Doe J. A.\n2. Poe D. B.\n3. Roe K. C.\n";
    let article = read(&Source::new("a.md", marked), Syntax::Markdown).article;
    insta::assert_snapshot!(format!("{text}\n{}", dump(&article)));
}

#[test]
fn a_page_without_an_article_is_an_error() {
    for html in ["", "<html></html>", "<script>x</script>", "<nav><a href=a>b</a></nav>"] {
        assert!(page(html).1.iter().any(|d| d.code == Code::EmptyArticle), "{html}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for html in
        ["<div>".repeat(10_000), "<ul><li>".repeat(5_000), "<b>".repeat(10_000) + "x", "<table><tr><td>".repeat(5_000)]
    {
        let (_, reported) = page(&html);
        assert!(reported.iter().any(|d| d.code == Code::Limit), "{}…: {reported:?}", &html[..8]);
    }
    let (article, reported) = page(&("<blockquote>".repeat(60) + "deep"));
    assert!(!reported.iter().any(|d| d.code == Code::Limit), "{reported:?}");
    assert!(format!("{:?}", article.body).contains("deep"));
}

#[test]
fn tags_that_multiply_are_an_error() {
    let fonts: String = (0..180).map(|n| format!("<font size={n}>")).collect();
    assert!(page(&(fonts + &"<p>x".repeat(20_000))).1.iter().any(|d| d.code == Code::Limit));
}

#[test]
fn long_pages_are_read_in_linear_time() {
    let rows = "<tr><td>a<td>b".repeat(8_000);
    let notes: String = (0..3_000).map(|n| format!("<a id=r{n} href='#n{n}'><sup>{n}</sup></a> ")).collect();
    let list: String = (0..3_000).map(|n| format!("<li id=n{n}>note <a href='#r{n}'>↩</a>")).collect();
    for html in [
        format!("<table>{rows}</table>"),
        format!("<p>{notes}<ol>{list}</ol>"),
        "<p>word ".repeat(20_000),
        "<".repeat(500_000),
        "<a ".repeat(200_000),
        "&amp;".repeat(200_000),
        format!("<style>{}</style>{}", ".a .b{font-weight:700}".repeat(5_000), "<p class='b'>x</p>".repeat(20_000)),
        "<button aria-controls=p>More</button>".repeat(20_000) + "<div id=p hidden>Text</div>",
        "<div class=accordion-title><button>A</button></div><div class=panel hidden>Text.</div>".repeat(10_000),
        "<h2 hidden>x</h2><form><input type=checkbox>y</form>".repeat(10_000),
        format!("<math>{}</math>", "<mfrac><mn>1</mn><mi>x</mi></mfrac>".repeat(20_000)),
        // within a formula, the text of a script is parsed as tags
        format!("<math><script>{}", "&nbsp;<pre>x".repeat(40_000)),
    ] {
        let start = std::time::Instant::now();
        let _ = page(&html);
        assert!(start.elapsed().as_secs() < 60, "{}… took {:?}", &html[..20], start.elapsed());
    }
}

#[test]
fn a_tag_with_very_many_attributes_is_an_error() {
    let tag: String = (0..100_000).map(|n| format!(" a{n}=''")).collect();
    assert!(page(&format!("<p{tag}>x")).1.iter().any(|d| d.code == Code::Limit));
}

#[test]
fn a_diagnostic_points_at_its_line_and_column() {
    let source = Source::new("page.html", "<p>One</p>\n<p>Two <img src='http://a.example/b.png' alt='c'></p>\n");
    let reported = read(&source, Syntax::Html).diagnostics;
    let place = reported.iter().find(|d| d.code.as_str() == "remote-image").and_then(|d| d.span).unwrap();
    let place = source.place(place.start as usize);
    assert_eq!((place.line, place.column), (2, 8));
}

/// Generates a piece of a page, whose words are numbered later: `§` is the placeholder.
fn piece() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "§",
        "<p>§",
        "<p>§ § §</p>",
        "<b>§</b> §",
        "<br>",
        "<hr>",
        "<h2>§</h2>",
        "<code>§</code>",
        "<pre>§\n§</pre>",
        "<i> § </i>§",
        "<a href='http://a.example/'>§ §</a>",
        "<a href='#x'>§</a>",
        "<span id=x lang=fr>§</span>",
        "<sup>§</sup>",
        "<td>§",
        "<li>§",
        "&amp; §",
        "<dt>§",
        "<dd>§",
        "<q>§</q>",
        "<summary>§</summary>",
        "</p>",
        "</div>",
        "</b>",
        "<tr>",
        "<figcaption>§</figcaption>",
        "<img src=a.png alt=§>",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(4, 24, 4, |inner| {
        let around = prop::sample::select(vec![
            ("<div>", "</div>"),
            ("<ul><li>", "</ul>"),
            ("<ol>", "</ol>"),
            ("<li>", "</li>"),
            ("<table>", "</table>"),
            ("<tr>", "</tr>"),
            ("<td colspan=2>", "</td>"),
            ("<th rowspan=3>", "</th>"),
            ("<blockquote>", "</blockquote>"),
            ("<dl>", "</dl>"),
            ("<dd>", ""),
            ("<dt>", ""),
            ("<figure>", "</figure>"),
            ("<details>", "</details>"),
            ("<section lang=de>", "</section>"),
            ("<b>", "</b>"),
            ("<a href=y>", "</a>"),
            ("<div class='note'>", "</div>"),
            ("<center>", ""),
            ("<caption>", "</caption>"),
            ("<h3>", "</h3>"),
            ("<thead>", "</thead>"),
        ]);
        (around, prop::collection::vec(inner, 1..4))
            .prop_map(|((open, close), parts)| format!("{open}{}{close}", parts.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_in_are_words_out(pieces in prop::collection::vec(piece(), 1..8)) {
        let mut number = 0;
        let html: String = pieces.concat().chars().map(|c| if c == '§' { number += 1; format!("w{number}w") } else { c.to_string() }).collect();
        let (article, reported) = page(&html);
        let text = dump(&article) + &format!("{reported:?}");
        for n in 1..=number {
            let word = format!("w{n}w");
            let count = dump(&article).matches(&word).count();
            prop_assert!(count == 1 || text.contains("nesting goes deeper"), "{word} stands {count} times in\n{}of\n{html}", dump(&article));
        }
    }

    #[test]
    fn any_characters_are_read_without_harm(html in "(?s)([<>/a-c= '\"&;!-]|<p>|<table>|<td>|<!--|</|é){0,120}") {
        let (article, _) = page(&html);
        for_each_block(&article.body, &mut |block| assert!(!matches!(block, Block::PageBreak(_))));
    }
}

#[test]
fn icons_signs_and_raised_marks_join_no_word() {
    let icon = "<ul><li><span><svg><title>tick</title></svg></span><span>Bring a hat</span></ul>";
    assert!(body(icon).contains("p tick Bring a hat"), "{}", body(icon));
    assert_eq!(
        body("<p>Peanuts <i class=no role=img aria-label='not allowed'></i>today</p>"),
        "p Peanuts not allowed today\n"
    );
    let cited = "<p>Seven hours<a href='#r1'><sup>1</sup></a> help.</p><h2>References</h2><ol><li id=r1>Roe A. Sleep. 2020.</ol>";
    assert!(body(cited).contains("Seven hours^"), "{}", body(cited));
}

#[test]
fn gauges_are_in_their_line_and_fields_touch_no_label() {
    let gauge = "<p>It is <meter value=6>60 %</meter>, or <progress>70 %</progress>.</p>";
    assert_eq!(body(gauge), "p It is 60 %, or 70 %.\n");
    let form = "<p><label>Name</label><input><label>Pain</label> <input>.</p>";
    assert_eq!(body(form), "p Name ____________________ Pain ____________________.\n");
}

#[test]
fn a_box_that_says_its_kind_twice_is_one_box() {
    let text = body("<div class='notecard warning'><p><strong>Warning:</strong> Do not drive.</p></div>");
    assert_eq!(text.matches("callout").count(), 1, "{text}");
}

#[test]
fn sections_in_a_list_have_no_bullets_and_drawn_boxes_are_boxes() {
    let text =
        body("<p>Ask us.</p><ul><li><h3>May I drive?</h3><p>No.</p></li><li><h3>May I walk?</h3><p>Yes.</p></li></ul>");
    assert!(!text.contains("list"), "{text}");
    let tasks = "<ul class=to-do-list><li><div class='checkbox checkbox-on'></div> Hat</ul>\
                 <ul class=inline-task-list><li class=checked>Coat<li>Shoes</ul>";
    let text = body(tasks);
    assert_eq!((text.matches("[x]").count(), text.matches("[ ]").count()), (2, 1), "{text}");
}

#[test]
fn a_table_whose_other_column_is_navigation_is_not_a_table() {
    let menu = "<td><div class=leftmenu><a href=a>One</a><br><a href=b>Two</a><br><a href=c>Three</a></div></td>";
    let words = "Stay at home for a day or two, although it is dull, and rest, as the nurse told you when you left.";
    let (article, _) = page(&format!("<title>T</title><table><tr>{menu}<td>{words}<br><br>{words}</td></tr></table>"));
    assert!(!dump(&article).contains("table"), "{}", dump(&article));
    let text = body("<table><tr><th colspan=2>Tea</th></tr><tr><th>Water</th><td>80 °C</td></tr></table>");
    assert!(text.starts_with("table [Start, Start]\n  row\n"), "the name of a table heads no column: {text}");
}

#[test]
fn lines_of_chinese_and_japanese_end_without_a_space() {
    assert_eq!(body("<p>一日\n  二回、\n水で。\nTea is\nfine</p>"), "p 一日二回、水で。 Tea is fine\n");
}

#[test]
fn what_a_page_shows_apart_is_apart() {
    assert_eq!(body("<p style='display:flex'><span>Morning</span><span>5 mg</span></p>"), "p Morning 5 mg\n");
    assert_eq!(
        body("<p>Take it tid<span class='tooltip'>three times a day</span>.</p>"),
        "p Take it tid three times a day.\n"
    );
    assert_eq!(body("<p><del>5</del><ins>10</ins> mg</p>"), "p ~~5~~ 10 mg\n");
    let switch = "<p>Tea<label for=s></label><input type=checkbox id=s class=margin-toggle><span>is warm</span>.</p>";
    assert_eq!(body(switch), "p Teais warm.\n", "a switch is no box to tick");
    assert_eq!(body("<p style='white-space:pre-line'>Elm Street\n12</p>"), "p Elm Street / 12\n");
}

#[test]
fn an_element_that_is_said_to_be_a_heading_is_one() {
    let text = body("<p>Tea.</p><div role=heading aria-level=3>Salt</div><p>Bread.</p>");
    assert!(text.contains("Salt") && !text.contains("p Salt"), "{text}");
}
