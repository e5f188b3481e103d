//! Runs the examples of the CommonMark specification, read and written as XHTML. Those that pass must not fail later.
//!
//! Runs if `HANDOUT_COMMONMARK` names the examples as JSON (`tests/commonmark` fetches them). Both sides are
//! normalized: typographic quotes and dashes, heading levels (ours start below the title), sections, figures, picture
//! paths and white space between blocks are ignored.

use super::{Host, Writer};
use crate::{
    article::{Anchor, Inline, Target, for_each_inline_mut},
    diagnostic::Source,
    read::{Syntax, read},
};
use std::{collections::BTreeSet, fmt::Write as _};

const RATCHET: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/commonmark/passing.txt");

/// Examples that are expected to fail: on each line the reason, a colon, and their numbers.
const FAILING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/commonmark/failing.txt");

struct Here;

impl Host for Here {
    fn href(&self, anchor: &Anchor) -> Option<String> {
        Some(format!("#{anchor}"))
    }

    fn picture(&self, _: &str) -> Option<&str> {
        Some("picture")
    }

    fn formula(&self, _: &crate::article::Formula) -> Option<&crate::maths::Node> {
        None
    }

    fn epub_types(&self) -> bool {
        false
    }
}

#[test]
#[ignore = "needs HANDOUT_COMMONMARK, the specification's examples: tests/run runs it"]
fn examples_that_passed_before_still_pass() {
    let path = std::env::var("HANDOUT_COMMONMARK").expect("HANDOUT_COMMONMARK names a file");
    let examples: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let passing: BTreeSet<usize> = (1..)
        .zip(&examples)
        .filter(|(_, example)| normal(&ours(&text(&example["markdown"]))) == normal(&text(&example["html"])))
        .map(|(number, _)| number)
        .collect();
    if std::env::var_os("HANDOUT_SHOW").is_some() {
        let failing = (1..).zip(&examples).filter(|(number, _)| !passing.contains(number));
        let shown: String = failing.map(|(number, example)| shown(number, example)).collect();
        assert!(shown.is_empty(), "{shown}");
    }
    if std::env::var_os("HANDOUT_ACCEPT").is_some() {
        let lines = passing.iter().fold(String::new(), |mut out, number| {
            let _ = writeln!(out, "{number}");
            out
        });
        std::fs::write(RATCHET, lines).unwrap();
    }
    let before: BTreeSet<usize> =
        std::fs::read_to_string(RATCHET).unwrap().lines().map(|line| line.parse().unwrap()).collect();
    let lost: Vec<_> = before.difference(&passing).collect();
    assert!(lost.is_empty(), "examples that passed before fail now: {lost:?}");
    assert!(!before.is_empty());
    let unexplained: Vec<_> =
        (1..=examples.len()).filter(|n| !passing.contains(n) && !explained().contains(n)).collect();
    assert!(unexplained.is_empty(), "examples that fail without a reason in failing.txt: {unexplained:?}");
}

fn explained() -> BTreeSet<usize> {
    let text = std::fs::read_to_string(FAILING).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(':'));
    lines.flat_map(|(_, numbers)| numbers.split_whitespace().map(|number| number.parse().unwrap())).collect()
}

#[test]
fn every_example_passes_or_has_a_reason() {
    let passing: BTreeSet<usize> =
        std::fs::read_to_string(RATCHET).unwrap().lines().map(|line| line.parse().unwrap()).collect();
    let all: Vec<usize> = passing.iter().copied().chain(explained()).collect();
    assert_eq!(all.len(), 652, "the specification has 652 examples, and none both passes and fails");
    assert_eq!(BTreeSet::from_iter(all), (1..=652).collect());
}

/// Returns a failing example for display.
fn shown(number: usize, example: &serde_json::Value) -> String {
    let text = |key: &str| example[key].as_str().unwrap_or_default();
    let (wanted, made) = (normal(text("html")), normal(&ours(text("markdown"))));
    format!("--- {number} {}\n{}wanted {wanted:?}\nmade   {made:?}\n", text("section"), text("markdown"))
}

fn ours(markdown: &str) -> String {
    let source = Source::new("example.md", format!("---\ntitle: T\n---\n{markdown}"));
    let mut article = read(&source, Syntax::Markdown).article;
    for_each_inline_mut(&mut article.body, &mut |inline| {
        if let Inline::Link(link) = inline
            && let Target::Url(url) = &mut link.target
        {
            *url = absolute(url);
        }
    });
    let mut writer = Writer::new(&article, &Here, 0);
    writer.sections(&article.body);
    writer.finish()
}

/// Makes relative addresses absolute for the comparison, as they cannot be followed from a file.
fn absolute(url: &str) -> String {
    let base = url::Url::parse("http://base.example/").unwrap();
    base.join(url).map_or_else(|_| url.to_owned(), |url| url.to_string())
}

/// Returns tags and texts, normalized.
fn normal(html: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let (mut rest, mut skipping) = (html, false);
    while !rest.is_empty() {
        let is_tag = rest.starts_with('<');
        let end = if is_tag { rest.find('>').map(|at| at + 1) } else { rest.find('<') };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        if is_tag && piece.contains("figcaption") {
            skipping = !piece.starts_with("</");
        } else if skipping {
        } else if is_tag {
            pieces.extend(tag(piece));
        } else {
            match pieces.last_mut().filter(|last| !last.starts_with('<')) {
                Some(last) => last.push_str(&plain(piece)),
                None => pieces.push(plain(piece)),
            }
        }
    }
    levelled(spaced(pieces))
}

fn tag(tag: &str) -> Option<String> {
    let name = tag.trim_matches(['<', '>', '/']).split([' ', '\n', '/']).next().unwrap_or_default();
    let close = if tag.starts_with("</") { "/" } else { "" };
    let value = |key: &str| {
        let (_, after) = tag.split_once(&format!(" {key}=\""))?;
        after.split_once('"').map(|(value, _)| plain(value))
    };
    Some(match name {
        // spans tie a number to the word that it counts
        "section" | "span" => return None,
        name if name.starts_with('!') => return None,
        "figure" => format!("<{close}p>"),
        "a" if close.is_empty() => format!("<a {}>", absolute(&value("href").unwrap_or_default())),
        "img" => "<img>".to_owned(),
        "ol" | "code" if close.is_empty() => {
            format!("<{name} {}>", value("start").or_else(|| value("class")).unwrap_or_default())
        }
        _ => format!("<{close}{name}>"),
    })
}

fn plain(text: &str) -> String {
    let marks = [("“", "\""), ("”", "\""), ("‘", "'"), ("’", "'"), ("—", "---"), ("–", "--"), ("…", "...")];
    let named = [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "‹"), ("&gt;", "›"), ("&amp;", "&"), ("\u{a0}", " ")];
    marks.iter().chain(&named).fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Collapses white space outside of `<pre>`, and removes it next to the tags of blocks.
fn spaced(pieces: Vec<String>) -> Vec<String> {
    const INLINE: [&str; 9] = ["<em>", "</em>", "<strong>", "</strong>", "<code >", "</code>", "</a>", "<img>", "<a"];
    let edge = |piece: Option<&String>| {
        piece.is_none_or(|piece| piece.starts_with('<') && !INLINE.iter().any(|tag| piece.starts_with(tag)))
    };
    let mut code = false;
    let mut done = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        code = (code || piece == "<pre>") && piece != "</pre>";
        if code || piece.starts_with('<') {
            // our code always ends its last line, even if there is no code
            done.extend((piece != "\n" || !code).then(|| piece.clone()));
            continue;
        }
        let mut words: String = piece.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) = (edge(at.checked_sub(1).and_then(|at| pieces.get(at))), edge(pieces.get(at + 1)));
        if words.is_empty() && (before || after) {
            continue;
        }
        if piece.starts_with(char::is_whitespace) && !before {
            words.insert(0, ' ');
        }
        if piece.ends_with(char::is_whitespace) && words != " " && !after {
            words.push(' ');
        }
        if !words.is_empty() {
            done.push(words);
        }
    }
    done
}

/// Renumbers headings from the highest level.
fn levelled(mut pieces: Vec<String>) -> Vec<String> {
    let level = |piece: &String| {
        let digit = piece.trim_start_matches(['<', '/']).strip_prefix('h')?.strip_suffix('>')?;
        digit.parse::<u8>().ok()
    };
    let least = pieces.iter().filter_map(level).min().unwrap_or(1);
    for piece in &mut pieces {
        if let Some(level) = level(piece) {
            let close = if piece.starts_with("</") { "/" } else { "" };
            // below a title, the two deepest levels share one
            *piece = format!("<{close}h{}>", (level - least + 1).min(5));
        }
    }
    pieces
}
