//! Tests that the output reads back as the same article, and that what Markdown cannot express is reported.

use super::*;
use crate::{
    Converter,
    article::*,
    convert::name_of,
    diagnostic::{Source, any_error},
    env::{DiskEnv, Env, FontSet, MemoryEnv},
    read::{Reading, Syntax, read},
    render::Options,
    resolve::{self, resolve},
    verify::any::{blocks_of, some_block, some_words, words},
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Returns the Markdown of a resolved article, with the diagnostics.
fn written(resolved: &Resolved) -> (String, Vec<Diagnostic>) {
    let (env, options) = (MemoryEnv::new(), Options::default());
    let rendered = Markdown.render(resolved, &Context { env: &env, options: &options, pages: None }).expect("Markdown");
    (String::from_utf8(rendered.bytes).expect("UTF-8"), rendered.diagnostics)
}

/// Returns the article that the Markdown is parsed and resolved to.
fn back(text: &str, name: Option<&str>, env: &dyn Env) -> Result<Article, String> {
    let Reading { article, diagnostics: mut reported, .. } = read(&Source::new("a.md", text), Syntax::Markdown);
    let resolved = resolve(article, name, env, &resolve::Options::default(), &mut reported);
    if any_error(&reported) { Err(format!("{reported:?}")) } else { Ok(resolved.article().clone()) }
}

/// Returns an article normalized as in the module's documentation.
fn normal(article: &Article) -> Value {
    let mut article = article.clone();
    normal::blocks(&mut article.body);
    article.notes.iter_mut().for_each(|note| normal::blocks(&mut note.body));
    article.references.iter_mut().for_each(|entry| normal::line(&mut entry.content));
    let mut json = serde_json::to_value(&article).expect("JSON");
    normal::without_spans(&mut json);
    json
}

mod normal {
    use super::*;

    pub(super) fn blocks(blocks: &mut Vec<Block>) {
        for block in blocks.iter_mut() {
            one(block);
        }
        blocks.retain(|block| match block {
            Block::Paragraph(x) => !x.content.is_empty(),
            Block::Heading(x) => !x.content.is_empty(),
            Block::Division(x) => !x.body.is_empty(),
            _ => true,
        });
    }

    fn one(block: &mut Block) {
        match block {
            Block::Heading(x) => line(&mut x.content),
            Block::Paragraph(x) => line(&mut x.content),
            Block::Tips(x) => {
                x.start = None;
                x.items.iter_mut().for_each(|tip| {
                    line(&mut tip.lead);
                    blocks(&mut tip.body);
                });
            }
            Block::List(x) => {
                x.items.iter_mut().for_each(|item| blocks(&mut item.body));
                x.tight = list::is_tight(x);
            }
            Block::Quote(x) => blocks(&mut x.body),
            Block::Callout(x) => {
                line(&mut x.title);
                blocks(&mut x.body);
            }
            Block::Table(x) => {
                x.caption.iter_mut().for_each(|caption| line(&mut caption.content));
                x.head
                    .iter_mut()
                    .chain(&mut x.body)
                    .flat_map(|row| &mut row.cells)
                    .for_each(|cell| blocks(&mut cell.body));
                x.head.retain(|row| row.cells.iter().any(|cell| !cell.body.is_empty()));
            }
            Block::Figure(x) => x.caption.iter_mut().for_each(|caption| line(&mut caption.content)),
            Block::Definitions(x) => x.items.iter_mut().for_each(|item| {
                line(&mut item.term);
                item.meanings.iter_mut().for_each(blocks);
            }),
            Block::Division(x) => blocks(&mut x.body),
            Block::Formula(x) => formula(&mut x.formula),
            Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) | Block::Bibliography(_) => {}
        }
    }

    /// Replaces MathML with equivalent TeX.
    fn formula(formula: &mut Formula) {
        formula.syntax = MathSyntax::Tex;
        formula.source.clear();
    }

    pub(super) fn line(content: &mut Vec<Inline>) {
        inner(content);
        trim_end(content);
    }

    fn trim_end(content: &mut Vec<Inline>) {
        while let Some(last) = content.last_mut() {
            match last {
                Inline::Text(x) => {
                    x.text.truncate(x.text.trim_end().len());
                    if !x.text.is_empty() {
                        break;
                    }
                }
                Inline::Break(_) => {}
                _ => break,
            }
            content.pop();
        }
    }

    fn inner(content: &mut Vec<Inline>) {
        let mut out: Vec<Inline> = Vec::new();
        for mut inline in std::mem::take(content) {
            match &mut inline {
                Inline::Formula(x) => formula(x),
                Inline::Styled(x) => inner(&mut x.content),
                Inline::Scope(x) => inner(&mut x.content),
                Inline::CrossRef(x) => inner(&mut x.content),
                Inline::Link(x) => {
                    inner(&mut x.content);
                    if let Target::Anchor(target) = &x.target {
                        let (target, content) = (target.clone(), std::mem::take(&mut x.content));
                        inline = Inline::CrossRef(CrossRef { target, content, span: x.span });
                    } else if let Target::Url(url) = &mut x.target {
                        *url = crate::read::grammar::escaped(url);
                    }
                }
                _ => {}
            }
            match (inline, out.last_mut()) {
                (Inline::Text(x), Some(Inline::Text(before))) => {
                    let space = before.text.ends_with(' ');
                    before.text.push_str(if space { x.text.trim_start_matches(' ') } else { &x.text });
                }
                (Inline::Text(mut x), before) => {
                    if matches!(before, None | Some(Inline::Break(_))) {
                        x.text = x.text.trim_start_matches(' ').to_owned();
                    }
                    if !x.text.is_empty() {
                        out.push(Inline::Text(x));
                    }
                }
                (Inline::Break(x), _) => {
                    trim_end(&mut out);
                    out.push(Inline::Break(x));
                }
                (Inline::Styled(x), _) if x.content.is_empty() => {}
                (Inline::Link(x), _) if x.content.is_empty() => {}
                (Inline::Code(x), _) if x.text.is_empty() => {}
                (Inline::Scope(x), _) if x.content.is_empty() => {}
                (Inline::Scope(x), _)
                    if *x == (Scope { content: x.content.clone(), span: x.span, ..Scope::default() }) =>
                {
                    out.extend(x.content);
                    inner(&mut out);
                }
                (other, _) => out.push(other),
            }
        }
        *content = out;
    }

    pub(super) fn without_spans(json: &mut Value) {
        match json {
            Value::Object(map) => {
                map.remove("span");
                map.values_mut().for_each(without_spans);
            }
            Value::Array(values) => values.iter_mut().for_each(without_spans),
            _ => {}
        }
    }
}

/// Returns a readable description of the first difference between two trees.
fn difference(right: &Value, left: &Value, path: &str) -> Option<String> {
    match (right, left) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            keys.into_iter().find_map(|key| {
                let (a, b) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                difference(a, b, &format!("{path}/{key}"))
            })
        }
        (Value::Array(a), Value::Array(b)) => {
            let inner = a.iter().zip(b).enumerate().find_map(|(at, (a, b))| difference(a, b, &format!("{path}/{at}")));
            inner.or_else(|| {
                (a.len() != b.len()).then(|| {
                    let at = a.len().min(b.len());
                    format!("{path}: {} and {} items, from {:?} and {:?}", a.len(), b.len(), a.get(at), b.get(at))
                })
            })
        }
        _ => (right != left).then(|| format!("{path}: {right} became {left}")),
    }
}

/// Returns what differs after reading back; `None` is the right answer.
fn changed(resolved: &Resolved, name: Option<&str>, env: &dyn Env) -> Option<String> {
    let (text, _) = written(resolved);
    let found = match back(&text, name, env) {
        Ok(again) => difference(&normal(resolved.article()), &normal(&again), ""),
        Err(reported) => Some(reported),
    };
    found.map(|found| format!("{found}\n{text}"))
}

fn articles(folders: &[&str]) -> Vec<std::path::PathBuf> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<_> = folders.iter().map(|folder| root.join(folder)).collect();
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let expected = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("expected"));
            match path.is_dir() {
                true => folders.push(path),
                false if !expected && Syntax::of_path(&path).is_some() => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_article_that_markdown_can_hold_reads_back_as_the_same() {
    let paths = articles(&["sources", "tests/cases"]);
    assert!(paths.len() > 40, "the articles are not found: {paths:?}");
    let (mut wrong, mut whole) = (Vec::new(), 0);
    for path in paths {
        let source = Source::new(path.display().to_string(), std::fs::read_to_string(&path).expect("text"));
        let env = DiskEnv::new(path.parent().expect("a folder"), FontSet::bundled());
        let syntax = Syntax::of_path(&path).expect("a syntax");
        let (resolved, reported) = Converter::default().prepare(&source, syntax, &env);
        // a case made only for a renderer is not an article
        let Some(resolved) = resolved else {
            assert!(path.components().any(|part| part.as_os_str() == "epub"), "{}: {reported:?}", path.display());
            continue;
        };
        let (_, lost) = written(&resolved);
        let found = changed(&resolved, name_of(&source.name), &env);
        match (found, lost.is_empty()) {
            (None, true) => whole += 1,
            (Some(found), true) => wrong.push(format!("{}: {found}", path.display())),
            (_, false) => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{} are whole\n{}",
        whole,
        wrong.iter().map(|w| w.chars().take(3000).collect::<String>()).collect::<Vec<_>>().join("\n\n")
    );
}

/// Returns the JSON of an article that is not resolved yet: without numbers and labels.
fn unresolved(json: Value) -> Value {
    match json {
        Value::Object(map) => {
            let item = map.contains_key("body");
            let own = |key: &str| key != "number" && !(key == "label" && item);
            Value::Object(
                map.into_iter().filter(|(key, _)| own(key)).map(|(key, own)| (key, unresolved(own))).collect(),
            )
        }
        Value::Array(values) => values.into_iter().map(unresolved).collect(),
        other => other,
    }
}

fn files() -> MemoryEnv {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(2, 2).write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    let works = "@book{tea-1, author={Ruiz, A.}, title={Tea}, year={2020}}\n@book{b, author={Okri, B.}, title={Cups}, year={2021}}";
    MemoryEnv::new().with_file("a.png", bytes.into_inner()).with_file("a.bib", works.as_bytes().to_vec())
}

fn resolved(body: Vec<Value>, env: &dyn Env) -> Resolved {
    let json = json!({ "meta": { "title": [{ "type": "text", "text": "Tea" }], "lang": "en", "bibliography": [{ "path": "a.bib" }] },
        "body": unresolved(body.into()),
        "notes": [{ "label": "n", "body": [{ "type": "paragraph", "content": [words("A note.")] }] }] });
    let mut article: Article = serde_json::from_value(json).expect("an article");
    // what shows nothing is removed before headings and lists are counted
    (0..4).for_each(|_| normal::blocks(&mut article.body));
    resolve(article, None, env, &resolve::Options::default(), &mut Vec::new())
}

/// Generates text that would be markup if it were not escaped.
fn mean_words() -> impl Strategy<Value = String> {
    let mean = prop::sample::select(vec![
        "*",
        "**a**",
        "_a_",
        "snake_case",
        "`",
        "``",
        "[x]",
        "[a](b)",
        "![a](b)",
        "[^n]",
        "[@key]",
        "@key",
        "<b>",
        "<br>",
        "<!--",
        "&amp;",
        "&#65;",
        "1.",
        "2)",
        "-",
        "+",
        "#",
        "##",
        ">",
        "~~a~~",
        "^2^",
        "$x$",
        "--",
        "---",
        "...",
        "\"so\"",
        "it's",
        "https://a.org",
        "www.b.org",
        "a@b.org",
        "doi:10.1000/x",
        "10.1000/x",
        "PMID 12345",
        "{#id}",
        "{.a}",
        "{{< x >}}",
        "{% x %}",
        ":::",
        ":",
        "|",
        "a|b",
        "\\",
        "\\newpage",
        "{{bibliography}}",
        "Warning:",
        "Further reading:",
        "Table:",
        "Figure:",
        "how to:",
        "tips:",
        "!",
        "=",
        "===",
        "¹",
        "[1]",
        "(a)",
        "]",
        "’",
        "“a”",
    ]);
    let word = prop_oneof![3 => mean.prop_map(str::to_owned), 1 => "[a-z]{1,4}"];
    prop::collection::vec((word, any::<bool>()), 1..7).prop_map(|words| {
        let parts = words.into_iter().map(|(word, apart)| if apart { format!(" {word}") } else { word });
        parts.collect::<String>().trim().to_owned()
    })
}

fn cited(narrative: bool) -> Value {
    let items = json!([{ "key": "tea-1", "locator": { "label": "chapter", "value": "3" } }, { "key": "b" }]);
    match narrative {
        true => json!({ "type": "citation", "mode": "narrative", "items": [items[0]] }),
        false => json!({ "type": "citation", "mode": "parenthetical", "items": items }),
    }
}

fn mean_line() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        6 => mean_words().prop_map(|text| words(&text)),
        1 => mean_words().prop_map(|text| json!({ "type": "code", "text": text })),
        1 => mean_words().prop_map(|alt| json!({ "type": "image", "path": "a.png", "alt": alt })),
        1 => Just(json!({ "type": "break" })),
        1 => Just(json!({ "type": "note-ref", "label": "n" })),
        1 => any::<bool>().prop_map(cited),
    ];
    let inline = leaf.prop_recursive(2, 8, 3, |inner| {
        let content = prop::collection::vec(inner, 1..3);
        let style = prop::sample::select(vec!["emphasis", "strong", "strike", "sub", "sup", "small-caps", "keyboard"]);
        let url = "https://example.org/a_(b)?c=d&copy=1";
        prop_oneof![
            (style, content.clone())
                .prop_map(|(style, content)| json!({ "type": "styled", "style": style, "content": content })),
            (content.clone(), mean_words()).prop_map(move |(content, title)| {
                json!({ "type": "link", "target": { "url": url }, "title": title, "content": content })
            }),
            content.clone().prop_map(|content| {
                json!({ "type": "scope", "lang": "fr", "dir": "ltr", "classes": ["a", "b"], "content": content })
            }),
            (content, mean_words()).prop_map(|(content, expansion)| {
                json!({ "type": "scope", "expansion": expansion, "content": content })
            }),
        ]
    });
    prop::collection::vec(inline, 1..5).prop_map(Value::from)
}

fn words_alone() -> impl Strategy<Value = Value> {
    mean_words().prop_map(|text| json!([words(&text)]))
}

fn mean_block() -> impl Strategy<Value = Value> {
    let block = prop_oneof![2 => blocks_of(mean_line), 1 => blocks_of(words_alone)];
    (block, 0..6u8, some_words()).prop_map(|(block, kind, alt)| match kind {
        0 => json!({ "type": "division", "lang": "fr", "classes": ["wide"], "body": [block] }),
        1 => json!({ "type": "figure", "path": "a.png", "alt": alt, "caption": { "content": [words(&alt)] },
            "width": 50, "anchor": "a--b" }),
        _ => block,
    })
}

fn holds(body: Vec<Value>) -> Result<(), TestCaseError> {
    let env = files();
    let resolved = resolved(body, &env);
    let (text, lost) = written(&resolved);
    if lost.is_empty() && !text.trim_end().ends_with("\n---") {
        prop_assert_eq!(changed(&resolved, None, &env), None);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(48),
        max_shrink_iters: 4000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_article_that_markdown_can_hold_reads_back_as_the_same(body in prop::collection::vec(some_block(), 1..5)) {
        holds(body)?;
    }

    #[test]
    fn words_that_look_like_markup_read_back_as_words(body in prop::collection::vec(mean_block(), 1..4)) {
        holds(body)?;
    }
}

fn shown(source: &str) -> String {
    let env = files();
    let Reading { article, diagnostics: mut reported, .. } = read(&Source::new("a.md", source), Syntax::Markdown);
    let (text, lost) = written(&resolve(article, None, &env, &resolve::Options::default(), &mut reported));
    lost.iter().fold(text, |text, loss| format!("{text}\n({})\n", loss.message))
}

#[test]
fn sources_are_written_in_one_normal_form() {
    insta::assert_snapshot!(shown(include_str!("tests/sample.md")));
}

/// Nothing that Markdown cannot express is dropped silently.
#[test]
fn what_markdown_cannot_express_is_reported() {
    let cell = |more: Value| {
        let mut cell = json!({ "body": [{ "type": "paragraph", "content": [words("a")] }] });
        cell.as_object_mut().expect("a cell").extend(more.as_object().cloned().unwrap_or_default());
        cell
    };
    let table = |head: Value, more: Value| json!({ "type": "table", "columns": ["start"], "head": head, "body": [{ "cells": [cell(more)] }] });
    let tip = |tip: Value| json!({ "type": "tips", "items": [tip] });
    let bold = json!({ "type": "styled", "style": "strong", "content": [words("Rest")] });
    let head = json!({ "cells": [cell(json!({}))] });
    for (block, reported) in [
        (table(json!([]), json!({ "heads-row": true })), "row headers"),
        (table(json!([head, head]), json!({})), "more than one header row"),
        (table(json!([]), json!({ "body": [{ "type": "quote", "body": [{ "type": "rule" }] }] })), "blocks in a cell"),
        (json!({ "type": "paragraph", "content": [{ "type": "image", "path": "a.png", "alt": "A cup" }] }), "a figure"),
        (tip(json!({ "lead": [words("Rest:")] })), "colon"),
        (tip(json!({ "body": [{ "type": "paragraph", "content": [bold] }] })), "starts in bold"),
        (tip(json!({ "lead": [words("Rest {.a}")] })), "braces"),
        (
            json!({ "type": "definitions", "items": [{ "term": [words("Tea")], "meanings": [] }] }),
            "without a definition",
        ),
        (
            json!({ "type": "list", "marker": { "ordered": { "start": 4_000_000_000_u32, "numerals": "decimal" } }, "tight": true,
            "items": [{ "body": [{ "type": "paragraph", "content": [words("a")] }] }] }),
            "nine digits",
        ),
    ] {
        let (text, lost) = written(&resolved(vec![block], &files()));
        assert!(
            lost.iter().any(|loss| loss.code == crate::diagnostic::Code::Loss && loss.message.contains(reported)),
            "{reported}: {lost:?}\n{text}"
        );
    }
}

#[test]
fn a_fault_in_the_markdown_is_found_by_reading_it_back() {
    let env = files();
    let Reading { article, diagnostics: mut reported, .. } =
        read(&Source::new("a.md", include_str!("tests/sample.md")), Syntax::Markdown);
    let resolved = resolve(article, None, &env, &resolve::Options::default(), &mut reported);
    let right = written(&resolved).0;
    for (part, fault) in [
        ("2. two\n", ""),
        ("1. **Stop", "2. **Stop"),
        ("[^why]: Because.", "[^why]: Though."),
        ("things[^why]", "things"),
        ("https://example.org/a", "https://example.org/b"),
        ("[@tea-1, p. 3]", "[@tea-1, p. 4]"),
        ("- [x]", "- [ ]"),
        ("| 1 | 2 |", "| 1 | 3 |"),
        ("{#tbl-cups}", ""),
        ("list lower-roman", "list"),
        ("lang=\"fr\"", "lang=\"de\""),
        ("position: 2", "position: 3"),
    ] {
        let wrong = right.replacen(part, fault, 1);
        assert_ne!(wrong, right, "{part}");
        let again = back(&wrong, None, &env).expect("an article");
        assert!(difference(&normal(resolved.article()), &normal(&again), "").is_some(), "{part}");
    }
}
