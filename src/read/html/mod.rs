//! The reader for saved web pages.
//!
//! The steps: [`parse`] builds a [`tree`] with html5ever, with spans in the source. [`page`] determines the
//! formatting of each element ([`looks`], with [`css`]), the panels that a click would open ([`panels`]), and the
//! shape of each element ([`shape`]). [`main_content`] finds the article, and [`furniture`] recognizes what is not
//! part of it ([`class_names`], [`teasers`]). [`notes`] matches references with footnotes and works. [`builder`]
//! converts lines ([`inline`], [`line`], [`maths`]) to blocks ([`blocks`], [`lists`], [`word`], [`tables`],
//! [`captions`], [`callouts`], [`fields`]). [`meta`] reads the head, [`title`] finds the title, [`bylines`] the lines
//! with authors and dates, and [`left_out`] records every word that is not in the article. Nothing is ever fetched.
//!
//! # Rules
//! - *Article*: the innermost element that contains all prose of the page. A page without any navigation is an
//!   article as a whole. A class name alone is not a reason to leave prose out, except for names such as `comments`
//!   and `cookie-banner`.
//! - *Title*: the page's `<h1>`; else the title in JSON-LD, Open Graph or `<title>`. Other headings are raised below
//!   it.
//! - *Hidden parts* that a click reveals (accordions, tabs, "read more") are content, with the name of their control
//!   as a heading. Other hidden parts are left out, with a warning.
//! - *Forms* for search, subscription or login are left out. Others are content: their checkboxes become a checklist,
//!   their fields lines to fill in.
//! - *Styles* come from elements, `style`, and the page's own style sheets: bold, italics, strikethrough,
//!   superscript, subscript.
//! - *Formulas* are MathML, reduced to their layout; else the TeX of MathJax scripts or of rendered formulas.
//! - *Pictures* saved by the browser (`page_files/…`), relative ones if the page has no address, and `data:`
//!   addresses are kept. Others are replaced with their description as a link, with a warning.
//! - *Footnotes*: a short or superscript link to an element that links back, or that is marked up as a note. The same
//!   kind of link to an item of the numbered list under "References" is a citation, as is `[1]`.
//! - *Tips, labelled callouts*: as in Markdown. *Callouts* also by class name: `admonition warning`, `alert-info`.
//! - *Tables*: a table without headers that contains tables, headings or a single cell is used for layout: its
//!   content is kept.

mod address;
mod blocks;
mod builder;
mod bylines;
mod callouts;
mod captions;
mod class_names;
mod css;
mod fields;
mod furniture;
mod inline;
mod left_out;
mod line;
mod lists;
mod looks;
mod main_content;
mod maths;
mod meta;
mod names;
mod notes;
mod page;
mod panels;
mod parse;
mod shape;
mod tables;
mod teasers;
mod title;
mod tree;
mod word;

use super::{
    Reading,
    account::{Account, Reason},
    common::{colors, finish::redirect, quotes::Quotes, references},
};
use crate::{
    article::{Article, Direction, Lang, Span},
    diagnostic::{Code, Diagnostic, Source, any_error},
};
use builder::{Builder, Counts};
use main_content::Main;
use page::Page;
use std::collections::{BTreeMap, HashMap, HashSet};
use tree::{Kind, Tree};

/// Reads a saved page. `lang` overrides the language that the page declares.
pub(super) fn read(source: &Source, lang: Option<&Lang>) -> Reading {
    let tree = match parse::parse(&source.text) {
        Ok(tree) => tree,
        Err(limit) => return Reading::failed(vec![limit]),
    };
    let addresses = address::Addresses::of(&tree, &source.text);
    let page = Page::of(&tree);
    let main = Main::find(&page);
    let notes = notes::Notes::find(&tree, &main, &addresses);
    let mut diagnostics = Vec::new();
    let mut article = Article { meta: meta::meta(&tree, &addresses), ..Article::default() };
    article.meta.lang = lang.cloned().or(article.meta.lang);
    let mut builder = Builder {
        tree: &tree,
        page: &page,
        main: &main,
        notes: &notes,
        addresses: &addresses,
        quotes: Quotes::of(article.meta.lang.as_ref()),
        lang: article.meta.lang.clone(),
        dir: article.meta.dir.unwrap_or_else(|| article.meta.lang.as_ref().map_or(Direction::Ltr, Lang::direction)),
        diagnostics: &mut diagnostics,
        read: vec![false; tree.nodes.len()],
        aliases: BTreeMap::new(),
        pending: Vec::new(),
        marks: HashSet::new(),
        level: 1,
        depth: 0,
        in_link: false,
        markers: Vec::new(),
        captions: Counts::default(),
        displays: HashMap::new(),
    };
    article.body = builder.body();
    article.notes = builder.footnotes();
    let Builder { mut read, aliases, markers, .. } = builder;
    for body in std::iter::once(&mut article.body).chain(article.notes.iter_mut().map(|note| &mut note.body)) {
        redirect(body, &aliases);
    }
    let mut account = Account::default();
    markers.into_iter().for_each(|(span, mark)| account.leave_out(Reason::Markup, span, mark));
    let taken = title::choose(&mut article, &tree, &main, &mut account);
    let taken = taken.into_iter().chain(bylines::taken(&mut article, &tree, &main, &mut account));
    taken.flat_map(|id| tree.below(id)).for_each(|id| read[id] = true);
    bylines::repeated_lines(&mut article, &mut account);
    if notes.cited > 0 {
        references::take(&mut article, 0);
    }
    references::place(&mut article.body);
    left_out::account(&page, &main, &notes, &read, &mut account);
    diagnostics.extend(colors::reported(&colored(&tree, &main)));
    if page.styles_cut {
        let message = "the style sheets are too large; not all bold, italic and superscript text is kept";
        diagnostics.push(Diagnostic::new(Code::MarkupAsText, message).help("save only the article"));
    }
    if article.body.is_empty() && !any_error(&diagnostics) {
        let help = "save the page once it shows its text, or paste the text into a file";
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "no article was found on the page").help(help));
    }
    Reading { article, account, diagnostics, text: None }
}

/// Returns the spans of the article's elements with their own text color, in page order.
fn colored(tree: &Tree, main: &Main) -> Vec<Span> {
    let (mut found, mut open) = (Vec::new(), vec![main.root]);
    while let Some(id) = open.pop() {
        let own = tree.attribute(id, "style").is_some_and(colors::has_color)
            || (tree.name(id) == "font" && tree.attribute(id, "color").is_some_and(colors::is_own));
        if own && tree.below(id).any(|id| matches!(&tree.nodes[id].kind, Kind::Text(text) if !text.trim().is_empty())) {
            found.push(tree.span(id));
        }
        open.extend(tree.children(id).iter().rev().filter(|&&child| !main.dropped[child]));
    }
    found
}
