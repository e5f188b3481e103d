//! Ruby: readings above words, from HTML in Markdown and from web pages.

use handout::{
    Converter, Format, Source, Syntax,
    article::{Article, Inline, for_each_inline},
    diagnostic::Code,
    env::MemoryEnv,
    read,
};

const WORDS: &str =
    "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>と<ruby>Hà Nội<rt>ha noy</ruby>を読む。";

fn pairs(article: &Article) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for_each_inline(&article.body, &mut |inline| {
        if let Inline::Ruby(ruby) = inline {
            pairs.push((ruby.base.clone(), ruby.reading.clone()));
        }
    });
    pairs
}

fn markdown() -> String {
    format!("---\ntitle: 読み方\nlang: ja\n---\n\n## <ruby>見出<rt>みだ</rt></ruby>し\n\n{WORDS}\n")
}

#[test]
fn markdown_and_pages_have_the_same_readings() {
    let page = format!(
        "<html lang=ja><title>読み方</title><body><article><h1>読み方</h1><h2><ruby>見出<rt>みだ</rt></ruby>し</h2>\
        <p>{WORDS}</p></article>"
    );
    let read::Reading { article: from_markdown, diagnostics: reported, .. } =
        read::read(&Source::new("a.md", markdown()), Syntax::Markdown);
    assert!(reported.is_empty(), "{reported:?}");
    let from_page = read::read(&Source::new("a.html", page), Syntax::Html).article;
    let expected = [("見出", "みだ"), ("漢", "かん"), ("字", "じ"), ("Hà Nội", "ha noy")];
    let expected: Vec<_> = expected.map(|(base, reading)| (base.to_owned(), reading.to_owned())).into();
    assert_eq!((pairs(&from_markdown), pairs(&from_page)), (expected.clone(), expected));
}

#[test]
fn every_format_has_words_and_readings_in_the_same_order() {
    let formats = [Format::PDF, Format::EPUB, Format::TEXT, Format::HTML, Format::MARKDOWN];
    let source = Source::new("a.md", markdown());
    let made = Converter::default().verifying(true).convert(&source, Syntax::Markdown, &MemoryEnv::new(), &formats);
    assert!(!made.failed(), "{:?}", made.diagnostics);
    let lost: Vec<_> = made
        .diagnostics
        .iter()
        .filter(|reported| reported.code == Code::Loss && reported.message.contains("ruby"))
        .collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert!(lost[0].message.contains("readings (ruby) in brackets") && lost[0].span.is_some());
    let written = |at: usize| String::from_utf8(made.outputs[at].bytes.clone()).unwrap();
    assert!(written(2).contains("漢（かん）字（じ）とHà Nội (ha noy)を読む。"), "{}", written(2));
    assert!(written(3).contains("<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp></ruby>"), "{}", written(3));
    let again = read::read(&Source::new("b.md", written(4)), Syntax::Markdown).article;
    let first = read::read(&source, Syntax::Markdown).article;
    assert_eq!(pairs(&again), pairs(&first));
}

#[test]
fn a_reading_outside_of_ruby_is_text_and_reported() {
    let read::Reading { article, diagnostics: reported, .. } =
        read::read(&Source::new("a.md", "# T\n\nsay <rt>so</rt> now\n"), Syntax::Markdown);
    assert_eq!(pairs(&article), []);
    assert!(reported.iter().any(|reported| reported.message.contains("`rt` outside of a `ruby`")), "{reported:?}");
}
