use super::*;
use crate::article::{Block, Inline, for_each_block, for_each_inline, plain_text};
use proptest::prelude::*;

fn article(text: &str) -> (Article, Vec<Diagnostic>) {
    let (article, diagnostics) = read(&Source::new("a.md", text));
    assert_eq!(article.validate(), vec![], "{text}");
    (article, diagnostics)
}

/// The kinds of blocks and inlines with their words, in reading order.
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
fn the_first_heading_is_the_title_and_the_others_rise() {
    let (article, diagnostics) = article("# Tea\n\n## Water\n\nBoil.\n\n### Hot\n\nYes.\n");
    assert_eq!(article.title_text(), "Tea");
    assert!(diagnostics.is_empty());
    assert_eq!(dump("# Tea\n\n## Water\n\nBoil.\n"), "heading 1 Water\nparagraph Boil.");
}

#[test]
fn ordered_lists_with_bold_leads_or_a_call_are_tips() {
    assert!(dump("1. **Rest.** Sleep.\n2. **Drink.** Water.\n").starts_with("tips"));
    assert!(dump("Follow these steps:\n\n1. Rest.\n2. Drink.\n").contains("\ntips"));
    assert!(dump("## More {.tips .continue}\n\n1. Rest.\n").contains("\ntips"));
    assert!(dump("1. Rest.\n2. Drink.\n").starts_with("list"));
}

#[test]
fn callouts_are_known_by_alert_or_label() {
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
fn numerals_cite_only_where_references_are_listed() {
    let with = "True [1], so [1–2].^2^\n\n## References\n\n1. A book.\n2. A paper.\n";
    assert_eq!(citations(with), ["Parenthetical 1", "Parenthetical 1+2", "Parenthetical 2"]);
    assert_eq!(article(with).0.references.len(), 2);
    assert_eq!(citations("True [1].\n"), Vec::<String>::new());
}

#[test]
fn a_picture_alone_is_a_figure_with_attributes() {
    let body = article("![A cat](cat.png \"Our cat\"){#fig:cat width=60%}\n").0.body;
    let Some(Block::Figure(figure)) = body.first() else { panic!("{body:?}") };
    assert_eq!((figure.alt.as_str(), figure.width), ("A cat", Some(60)));
    assert_eq!(figure.anchor.as_ref().map(|a| a.as_str()), Some("fig:cat"));
    assert_eq!(figure.caption.as_ref().map(|c| plain_text(&c.content)).as_deref(), Some("Our cat"));
}

#[test]
fn a_table_takes_its_caption_and_ragged_rows_are_filled() {
    let body = article("| a | b |\n|---|---|\n| 1 |\n\nTable: Two. {#tbl:two}\n").0.body;
    let Some(Block::Table(table)) = body.first() else { panic!("{body:?}") };
    assert_eq!(table.body[0].cells.len(), 2);
    assert_eq!(table.anchor.as_ref().map(|a| a.as_str()), Some("tbl:two"));
    assert_eq!(body.len(), 1);
}

#[test]
fn quotes_follow_the_language() {
    assert_eq!(first_words("He said \"don't\" -- twice..."), "He said “don’t” – twice…");
    assert_eq!(first_words("---\nlang: de\n---\nEr sagte \"nein\"."), "Er sagte „nein“.");
}

#[test]
fn html_becomes_what_it_means_and_scripts_nothing() {
    assert_eq!(first_words("H<sub>2</sub>O <script>alert(1)</script><blink>now</blink>"), "H2O now");
    assert_eq!(
        dump("<div lang=\"fr\">\n\nBonjour.\n\n</div>\n\nAfter.\n"),
        "division\nparagraph Bonjour.\nparagraph After."
    );
    assert_eq!(dump("<script>\nalert(1)\n</script>\n\nText.\n"), "paragraph Text.");
}

#[test]
fn shortcodes_never_leak() {
    let (_, diagnostics) = article("{{< note >}}\nKept.\n{{< /note >}}\n");
    assert_eq!(diagnostics.iter().filter(|d| d.code == Code::Shortcode).count(), 2);
    assert_eq!(first_words("{{< note >}}\nKept.\n{{< /note >}}\n"), "Kept.");
}

#[test]
fn words_know_their_place_in_the_source() {
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
fn deep_nesting_is_an_error_and_no_overflow() {
    for text in [">".repeat(10_000) + " a", "[".repeat(10_000), "*".repeat(10_000) + "a", "<div>\n\n".repeat(5_000)] {
        let _ = article(&text);
    }
    assert!(article(&(">".repeat(10_000) + " a")).1.iter().any(|d| d.code == Code::Limit));
}

proptest! {
    #[test]
    fn any_text_gives_a_sound_article(text in "([-#*_>|`~:\\[\\]\\(\\){}@!^$<>/=\"'.;,\\\\ \n\ta-c0-3é漢]|<div>|</div>|<b>|</b>|---\n|1\\. |References\n|\\[@a|!\\[|\\[\\^1\\]|\\| a \\|\n|Table: ){0,80}") {
        let _ = article(&text);
    }
}
