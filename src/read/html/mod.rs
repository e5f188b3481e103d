//! The reader for saved web pages.
//!
//! The way through: [`parse`] makes a [`tree`] by html5ever, with places in the source; [`extract`] finds the article
//! on the page by `dom_smoothie`, and [`clutter`] what is none of it; [`notes`] pairs marks with footnotes and works;
//! [`build`] makes blocks ([`lists`], [`word`], [`tables`], [`callouts`]) and [`inline`] lines ([`line`]); [`meta`] reads the
//! head, [`address`] tells what lies beside the page from what lies on the web. Nothing is ever fetched.
//!
//! # Rules
//! - *Article*: what the extractor keeps, in the `<article>` around it. A page without any navigation is one as a whole.
//!   What is left out is told; inside of the article only what is furniture by its element, role or class name is.
//! - *Title*: the page's `<h1>`; else what JSON-LD, Open Graph or `<title>` says. Other headings are raised below it.
//! - *Pictures* that browsers saved (`page_files/…`), or relative ones of a page that names no address, and `data:`
//!   addresses. Others become their description, linked, with a warning.
//! - *Footnotes*: a short or raised link to an element that links back, or that says it is a note. The same link to an
//!   item of the numbered list under "References" cites it, as `[1]` does.
//! - *Tips, labelled callouts*: as in Markdown. *Callouts* also by class names: `admonition warning`, `alert-info`.
//! - *Tables*: a table without headers that holds tables, headings or one cell is layout: its content is kept.

mod address;
mod build;
mod callouts;
mod clutter;
mod extract;
mod inline;
mod line;
mod lists;
mod meta;
mod notes;
mod parse;
mod tables;
mod tree;
mod word;

use super::Reading;
use super::common::{byline::byline, clean::folded, colours, quotes::Quotes, references, title};
use crate::{
    article::{
        Anchor, Article, Block, Direction, HeadingLevel, Inline, Lang, Meta, Span, for_each_inline_mut, plain_text,
    },
    diagnostic::{Code, Diagnostic, Source},
};
use std::collections::BTreeMap;
use tree::{Id, Kind, Tree};

/// How many parts that were left out are told one by one.
const TOLD: usize = 8;

/// Reads a saved page; `lang` goes before the language that it names.
pub(super) fn read(source: &Source, lang: Option<&Lang>) -> Reading {
    let tree = match parse::parse(&source.text) {
        Ok(tree) => tree,
        Err(limit) => return Reading::failed(vec![limit]),
    };
    let addresses = address::Addresses::of(&tree, &source.text);
    let main = extract::main(&tree);
    let notes = notes::Notes::find(&tree, &main, &addresses);
    let mut diagnostics = Vec::new();
    let mut article = Article { meta: meta::meta(&tree, &addresses), ..Article::default() };
    article.meta.lang = lang.cloned().or(article.meta.lang);
    let mut builder = build::Builder {
        tree: &tree,
        main: &main,
        notes: &notes,
        addresses: &addresses,
        quotes: Quotes::of(article.meta.lang.as_ref()),
        lang: article.meta.lang.clone(),
        dir: article.meta.dir.unwrap_or_else(|| article.meta.lang.as_ref().map_or(Direction::Ltr, Lang::direction)),
        diagnostics: &mut diagnostics,
        blocks: holding_blocks(&tree),
        aliases: BTreeMap::new(),
        pending: Vec::new(),
        depth: 0,
        in_link: false,
    };
    article.body = builder.body();
    article.notes = builder.footnotes();
    let aliases = builder.aliases;
    for body in std::iter::once(&mut article.body).chain(article.notes.iter_mut().map(|note| &mut note.body)) {
        lead(body, &aliases);
    }
    settle_title(&mut article, &tree, &main);
    head_of(&mut article, &tree, &main);
    if notes.cited > 0 {
        references::take(&mut article, 0);
    }
    references::place(&mut article.body);
    tell(&tree, &main, &mut diagnostics);
    diagnostics.extend(colours::told(&coloured(&tree, &main)));
    if article.body.is_empty() && !crate::diagnostic::any_error(&diagnostics) {
        let help = "save the page once it shows its text, or paste the text into a file";
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "no article was found on the page").help(help));
    }
    Reading { article, diagnostics, ..Reading::default() }
}

/// For each element: whether something in it stands on a line of its own.
fn holding_blocks(tree: &Tree) -> Vec<bool> {
    let mut holds = vec![false; tree.nodes.len()];
    let order: Vec<Id> = tree.below(tree::PAGE).collect();
    for &id in order.iter().rev() {
        let name = tree.name(id);
        // What stands in maths and drawings is laid out by them.
        holds[id] &= !matches!(name, "math" | "svg" | "video" | "audio" | "iframe" | "canvas");
        let own = !name.is_empty() && !inline::is_inline(name) && !clutter::is_hidden(tree, id);
        if let Some(parent) = tree.parent(id).filter(|_| own || holds[id]) {
            holds[parent] = true;
        }
    }
    holds
}

/// Leads links to the anchors that stand for the names they were given.
fn lead(body: &mut [Block], aliases: &BTreeMap<String, Anchor>) {
    for_each_inline_mut(body, &mut |inline| {
        if let Inline::CrossRef(reference) = inline
            && let Some(anchor) = aliases.get(reference.target.as_str())
        {
            reference.target = anchor.clone();
        }
    });
}

/// The title: the heading of the page that says what the page says of itself, or the only one of its level.
fn settle_title(article: &mut Article, tree: &Tree, main: &extract::Main) {
    let said = meta::title(tree, &article.meta);
    let tops: Vec<usize> = (0..article.body.len())
        .filter(|&at| matches!(&article.body[at], Block::Heading(heading) if heading.level == HeadingLevel::TOP))
        .collect();
    let words = |at: usize| match &article.body[at] {
        Block::Heading(heading) => plain_text(&heading.content),
        _ => String::new(),
    };
    let same = |words: &str| {
        said.as_deref().is_some_and(|said| {
            let (said, words) = (folded(said), folded(words));
            !words.is_empty() && (said.contains(&words) || words.contains(&said))
        })
    };
    let found = tops.iter().copied().find(|&at| same(&words(at))).or(match tops.as_slice() {
        [only] => Some(*only),
        _ => tops.first().copied().filter(|&at| at == 0),
    });
    if let Some(at) = found {
        if let Block::Heading(heading) = article.body.remove(at) {
            article.meta.title = heading.content;
        }
    } else if let Some((words, span)) = outer_heading(tree, main).filter(|(words, _)| said.is_none() || same(words)) {
        article.meta.title = vec![Inline::text(words, span)];
    } else if let Some(said) = said {
        article.meta.title = vec![Inline::words(said)];
    }
    title::settle(article);
}

/// The page's only top heading, where it stands outside of the article.
fn outer_heading(tree: &Tree, main: &extract::Main) -> Option<(String, Span)> {
    let inside = |id: Id| id == main.root || tree.around(id).any(|around| around == main.root);
    let mut tops =
        tree.below(tree::PAGE).filter(|&id| tree.name(id) == "h1" && !inside(id) && !tree.text(id).is_empty());
    match (tops.next(), tops.next()) {
        (Some(only), None) => Some((tree.text(only), tree.span(only))),
        _ => None,
    }
}

/// What stands at the head of the article for people, and says what the metadata say, or what they do not.
fn head_of(article: &mut Article, tree: &Tree, main: &extract::Main) {
    let unnamed = article.meta.authors.is_empty();
    for text in main.told.iter().take(TOLD).map(|&id| tree.text(id)).filter(|text| text.len() < 300) {
        if let Some(found) = byline(&text).filter(|_| unnamed) {
            let mut meta = Meta::default();
            found.add_to(&mut meta, &text);
            article.meta.authors.extend(meta.authors);
            article.meta.published = article.meta.published.take().or(meta.published);
            article.meta.updated = article.meta.updated.take().or(meta.updated);
            article.meta.reviewed = article.meta.reviewed.take().or(meta.reviewed);
        }
    }
    let category = article.meta.category.as_deref().map(folded);
    let first = match article.body.first() {
        Some(Block::Paragraph(paragraph)) => Some(folded(&plain_text(&paragraph.content))),
        _ => None,
    };
    if category.is_some() && category == first {
        article.body.remove(0);
    }
}

/// Tells what was left out.
fn tell(tree: &Tree, main: &extract::Main, diagnostics: &mut Vec<Diagnostic>) {
    let mut note = |message: String, span: Span| {
        let help = "if it belongs to the article, copy it into a text or Markdown file";
        diagnostics.push(Diagnostic::new(Code::Tidied, message).at(span).help(help));
    };
    let body = tree.below(tree::PAGE).find(|&id| tree.name(id) == "body").unwrap_or(tree::PAGE);
    let outside = tree.count(body).saturating_sub(tree.count(main.root));
    if outside > 0 {
        note(format!("the page around the article was left out: {outside} words"), Span::default());
    }
    for &id in main.told.iter().take(TOLD) {
        let words: Vec<String> = tree.text(id).split_whitespace().take(5).map(str::to_owned).collect();
        note(
            format!("a part of the page that is no part of its article was left out: `{} …`", words.join(" ")),
            tree.span(id),
        );
    }
    if let Some(&next) = main.told.get(TOLD) {
        let message = format!("{} more such parts were left out", main.told.len() - TOLD);
        note(message, tree.span(next));
    }
}

/// The article's elements that give their words a colour of their own, in the order of the page.
fn coloured(tree: &Tree, main: &extract::Main) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), vec![main.root]);
    while let Some(id) = open.pop() {
        let own = tree.attribute(id, "style").is_some_and(colours::has_colour)
            || (tree.name(id) == "font" && tree.attribute(id, "color").is_some_and(colours::is_own));
        if own && tree.below(id).any(|id| matches!(&tree.nodes[id].kind, Kind::Text(text) if !text.trim().is_empty())) {
            found.push(tree.span(id));
        }
        open.extend(tree.children(id).iter().rev().filter(|&&child| !main.dropped[child]));
    }
    found
}
