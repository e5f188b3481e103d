//! Saved pages from programs and sites: `tests/cases/saved`. Comments mark the true text of the article:
//! `<!--article-->` begins a part of it, `<!--/article-->` ends it; the reader does not see them.

use handout::{
    Source, Syntax,
    article::{Article, Block, Inline, for_each_block, for_each_inline},
    read::{Account, Reading, read},
};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// The number of occurrences of each word.
type Words = BTreeMap<String, i64>;

/// The minimum share of an article's words that must be kept, and the maximum that may be added, in percent.
const KEPT: i64 = 97;
const ADDED: i64 = 3;

fn count(text: &str, into: &mut Words) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        *into.entry(word.to_lowercase()).or_default() += 1;
    }
}

/// Returns the words of a piece of HTML that a browser shows or may show. Tags separate words.
fn visible(html: &str) -> Words {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        text.push(' ');
        rest = &rest[start..];
        let name: String = rest[1..].chars().take_while(char::is_ascii_alphanumeric).collect();
        let end = match name.as_str() {
            _ if rest.starts_with("<!--") => "-->".to_owned(),
            "script" | "style" | "head" | "noscript" | "template" => format!("</{name}>"),
            _ => ">".to_owned(),
        };
        rest = rest.find(&end).map_or("", |at| &rest[at + end.len()..]);
    }
    text.push_str(rest);
    let entities =
        [("&nbsp;", "\u{a0}"), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&deg;", "°"), ("&quot;", "\"")];
    let mut words = Words::new();
    count(&entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c)), &mut words);
    words
}

/// Returns the words in the marked parts of a page.
fn marked(html: &str) -> Words {
    let parts: Vec<&str> = html
        .split("<!--article-->")
        .skip(1)
        .map(|part| part.split("<!--/article-->").next().unwrap_or_default())
        .collect();
    visible(&parts.join(" "))
}

/// Returns the words of an article. Descriptions of pictures and metadata other than the title are not on the page.
fn words(article: &Article) -> Words {
    let mut words = Words::new();
    let mut bodies: Vec<&[Block]> = vec![&article.body];
    bodies.extend(article.notes.iter().map(|note| note.body.as_slice()));
    let mut line = |inline: &Inline| match inline {
        Inline::Text(text) => count(&text.text, &mut words),
        Inline::Code(code) => count(&code.text, &mut words),
        _ => {}
    };
    for body in &bodies {
        for_each_inline(body, &mut line);
    }
    let head = article.meta.title.iter().chain(article.references.iter().flat_map(|entry| &entry.content));
    let head = vec![Block::paragraph(head.cloned().collect(), Default::default())];
    for_each_inline(&head, &mut line);
    for body in bodies {
        for_each_block(body, &mut |block| {
            if let Block::Code(code) = block {
                count(&code.text, &mut words);
            }
        });
    }
    words
}

/// Returns the words that renderers print of an article in addition to its text: names of authors, and numbers of
/// notes.
fn printed(article: &Article) -> Words {
    let mut words = Words::new();
    article.meta.authors.iter().for_each(|author| count(&author.name, &mut words));
    (1..=article.notes.len() + article.references.len()).for_each(|n| count(&format!("{n} {n}"), &mut words));
    words
}

/// Returns the words of one list that are not in another.
fn less(one: &Words, other: &Words) -> Words {
    one.iter()
        .map(|(word, count)| (word.clone(), count - other.get(word).unwrap_or(&0)))
        .filter(|(_, left)| *left > 0)
        .collect()
}

fn total(words: &Words) -> i64 {
    words.values().sum()
}

/// The fate of a page's words.
struct Figures {
    article: i64,
    kept: i64,
    missing: Words,
    added: Words,
    left_out: i64,
    lost: Words,
}

fn figures(html: &str) -> Figures {
    let page = html.replace("<!--article-->", "").replace("<!--/article-->", "");
    let Reading { article, account, .. } = read(&Source::new("page.html", page.clone()), Syntax::Html);
    assert_eq!(article.validate(), [], "{html}");
    let (truth, own) = (marked(html), words(&article));
    let missing = less(&less(&truth, &own), &printed(&article));
    let all = visible(&page);
    let left_out = words_of(&account);
    let unread = less(&all, &own);
    // authors and dates go into the metadata
    let mut meta = Words::new();
    count(&format!("{:?}", article.meta), &mut meta);
    let marks = printed(&article);
    let mut lost = less(&less(&less(&unread, &left_out), &meta), &marks);
    // link texts without a space between them are one word in the account
    lost.retain(|word, _| !left_out.keys().any(|own| own.len() > word.len() && own.contains(word.as_str())));
    Figures {
        article: total(&truth),
        kept: total(&truth) - total(&missing),
        missing,
        added: less(&own, &truth),
        left_out: total(&left_out),
        lost,
    }
}

fn words_of(account: &Account) -> Words {
    let mut words = Words::new();
    account.left_out().iter().for_each(|left| count(&left.words, &mut words));
    words
}

fn pages() -> Vec<(String, String)> {
    let folder = std::env::var_os("HANDOUT_PAGES").map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/saved"));
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn saved_pages_keep_the_words_of_their_article_and_account_for_all_others() {
    let pages = pages();
    assert!(pages.len() >= 18, "the pages are gone");
    let mut report = String::new();
    let mut wrong = 0;
    for (name, html) in pages {
        let found = figures(&html);
        let (kept, added) = (found.kept * 100 / found.article, total(&found.added) * 100 / found.article);
        let good = kept >= KEPT && added <= ADDED && found.lost.is_empty();
        wrong += i32::from(!good);
        let Figures { article, kept, left_out, .. } = found;
        report += &format!(
            "{} {name}: {kept} of {article} words kept, {} added, {left_out} left out, {} lost\n",
            if good { "ok" } else { "--" },
            total(&found.added),
            total(&found.lost)
        );
        for (what, words) in [("missing", &found.missing), ("added", &found.added), ("lost", &found.lost)] {
            if !words.is_empty() {
                report += &format!("      {what}: {}\n", words.keys().cloned().collect::<Vec<_>>().join(" "));
            }
        }
    }
    assert_eq!(wrong, 0, "{report}");
}
