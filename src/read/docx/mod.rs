//! The reader for Word documents (.docx), written by any program.
//!
//! The steps: [`package`] opens the zip archive, [`xml`] parses each part into a tree, [`styles`] and [`numbering`]
//! determine the formatting and the numbers of paragraphs. [`builder`] holds the state while [`paragraphs`],
//! [`runs`], [`fields`], [`tables`] and [`pictures`] read the body and the notes, and [`pieces`] converts lines to
//! inlines. [`lists`] assembles paragraphs, [`meta`] finds title, authors and language. Nothing is ever fetched, and
//! no macro is run.
//!
//! # Rules
//! - *Spans* refer to the document's text, with one line per paragraph.
//! - *Headings*: by the name of the style, in many languages, or by the outline level.
//! - *Title*: the paragraph with that style; else the only heading of the first level, or the document's properties.
//! - *Numbers* are those that Word prints. A label that lists do not support, `1.2` or `Step 3:`, becomes text.
//! - *Tips and labelled callouts*: as in Markdown.
//! - *Revisions*: insertions are read, deletions left out. Comments, headers and footers are left out.
//! - *Fields* have the result that Word last computed. Tables of contents are left out. Citations by Zotero, Mendeley
//!   and EndNote become citations; their lists of works are left out, as resolving generates one.
//! - *Text boxes* come before the paragraph that they start, or after the one that contains them.

mod boxes;
mod builder;
mod citations;
mod crop;
mod equation;
mod errors;
mod field;
mod fields;
mod items;
mod lists;
mod maths;
mod meta;
mod names;
mod numbering;
mod numerals;
mod package;
mod paragraphs;
mod pictures;
mod pieces;
mod runs;
mod styles;
mod symbols;
mod tables;
#[cfg(test)]
mod tests;
mod written;
mod xml;

use super::{
    Reading,
    account::{Account, Reason},
    common::{finish::redirect, references, title},
    language,
};
use crate::{
    article::{Article, Author, Block, Direction, Inline, Lang, Note, Span, plain_text},
    diagnostic::{Code, Diagnostic, Source, any_error},
};
use builder::{Builder, Part};
use numbering::Numbering;
use package::{Package, Relation};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use styles::Styles;
use xml::{Space, Tree};

/// Returns whether bytes are a zip archive, as documents are, or a compound file, as older and protected ones are.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

/// Reads a document. `lang` overrides the language that its text is marked with.
pub(super) fn read(source: &Source, lang: Option<&Lang>) -> Reading {
    document(source.bytes(), lang).unwrap_or_else(|problem| Reading::failed(vec![problem]))
}

/// The XML of the parts that are read.
#[derive(Default)]
struct Texts {
    /// The document, its footnotes and its endnotes.
    bodies: Vec<(String, String)>,
    styles: String,
    numbering: String,
    /// Comments, headers and footers, each with the reason to leave it out.
    around: Vec<(Reason, String)>,
}

impl Texts {
    fn read(package: &mut Package<'_>) -> Result<Self, Diagnostic> {
        let relations = package.relations("")?;
        let main = relations.values().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or("word/document.xml", |found| &found.target).to_owned();
        let Some(document) = package.text(&main)? else {
            return Err(errors::broken("it has no text (`word/document.xml`)"));
        };
        let mut texts = Self { bodies: vec![(main.clone(), document)], ..Self::default() };
        let relations: BTreeMap<_, _> = package.relations(&main)?.into_iter().collect();
        fn named<'r>(relations: &'r BTreeMap<String, Relation>, kind: &str) -> impl Iterator<Item = &'r Relation> {
            relations.values().filter(move |found| found.kind == kind && !found.external)
        }
        for kind in ["footnotes", "endnotes"] {
            if let Some(found) = named(&relations, kind).next()
                && let Some(text) = package.text(&found.target)?
            {
                texts.bodies.push((found.target.clone(), text));
            }
        }
        let mut one = |kind: &str| match named(&relations, kind).next() {
            Some(found) => Ok(package.text(&found.target)?.unwrap_or_default()),
            None => Ok(String::new()),
        };
        (texts.styles, texts.numbering) = (one("styles")?, one("numbering")?);
        let around =
            [("comments", Reason::Comment), ("header", Reason::Surroundings), ("footer", Reason::Surroundings)];
        for (kind, reason) in around {
            let parts: BTreeSet<&String> = named(&relations, kind).map(|found| &found.target).collect();
            for part in parts {
                texts.around.extend(package.text(part)?.map(|text| (reason, text)));
            }
        }
        Ok(texts)
    }
}

fn document(bytes: &[u8], lang: Option<&Lang>) -> Result<Reading, Diagnostic> {
    let mut package = Package::open(bytes)?;
    let texts = Texts::read(&mut package)?;
    let mut words = String::new();
    let mut parts = Vec::new();
    for (name, text) in &texts.bodies {
        parts.push(Part { tree: Tree::parse(text, &mut words)?, relations: package.relations(name)? });
    }
    let (style_tree, number_tree) = (parse(&texts.styles)?, parse(&texts.numbering)?);
    let styles = Styles::read(&style_tree);
    let properties = meta::properties(&mut package);
    let (marked, usual) = meta::languages(&parts[0], &styles);
    let stated = lang.cloned().or(properties.lang.clone());
    let usual = marked.clone().or(usual);
    let dir = stated.as_ref().or(usual.as_ref()).map_or(Direction::Ltr, Lang::direction);
    let mut builder = Builder::new(&parts, &styles, Numbering::read(&number_tree), &mut package);
    builder.lang = stated.as_ref().or(usual.as_ref()).map(|lang| lang.as_str().to_owned());
    builder.marked = marked.map(|lang| lang.as_str().to_owned());
    builder.dir = dir;
    builder.targets = targets(&parts);
    let mut article = Article::default();
    let body = parts[0].tree.child(0, Space::W, "body");
    let mut items = body.map(|body| builder.flow(body)).unwrap_or_default();
    builder.fields.clear();
    meta::front(&mut items, &mut article.meta);
    article.body = builder.assembled(items);
    article.notes = notes(&mut builder);
    builder.sweep();
    let mut account = builder.account();
    for (reason, text) in &texts.around {
        let mut own = String::new();
        Tree::parse(text, &mut own)?;
        account.leave_out(*reason, Span::default(), own);
    }
    let Builder { aliases, works, mut diagnostics, numbered, .. } = builder;
    article.meta.works = works.into_values().collect();
    for body in std::iter::once(&mut article.body).chain(article.notes.iter_mut().map(|note| &mut note.body)) {
        redirect(body, &aliases);
    }
    trim_breaks(&mut article.body);
    article.meta.keywords = properties.keywords;
    diagnostics.extend(credit(&mut article, properties.authors));
    titled(&mut article, properties.title, numbered, &mut account);
    written::cite(&mut article);
    references::place(&mut article.body);
    article.meta.lang = stated.or_else(|| settled(&article, usual));
    if package.has("word/vbaProject.bin") {
        let message = "the document has macros, which are ignored";
        diagnostics.push(Diagnostic::new(Code::Tidied, message).help("save it as .docx to remove them"));
    }
    if article.body.is_empty() && !any_error(&diagnostics) {
        let help = "check that its text is not in a header, a footer or a picture";
        diagnostics.push(Diagnostic::new(Code::EmptyArticle, "the document has no text").help(help));
    }
    Ok(Reading { article, account, diagnostics, text: Some(words) })
}

/// Uses the authors in the document's properties if its text has none. Returns a diagnostic about them.
fn credit(article: &mut Article, authors: Vec<String>) -> Option<Diagnostic> {
    if !article.meta.authors.is_empty() || authors.is_empty() {
        return None;
    }
    let message = format!("the author `{}` is from the document's properties", authors.join("; "));
    let help =
        "to name nobody, clear the author (in Word: File, Info); to name others, add a line with the style Author";
    article.meta.authors = authors.into_iter().map(|name| Author { name, ..Author::default() }).collect();
    Some(Diagnostic::new(Code::PropertyUsed, message).help(help))
}

/// Parses an optional part.
fn parse(text: &str) -> Result<Tree<'_>, Diagnostic> {
    if text.is_empty() { Ok(Tree::default()) } else { Tree::parse(text, &mut String::new()) }
}

/// Returns the bookmarks that links and references lead to, not counting those of a table of contents.
fn targets(parts: &[Part<'_>]) -> HashSet<String> {
    let mut found = HashSet::new();
    for tree in parts.iter().map(|part| &part.tree) {
        let (mut open, mut beyond): (Vec<String>, usize) = (Vec::new(), 0);
        for id in tree.below(0) {
            match tree.full(id) {
                (Space::W, "fldChar") => match tree.attribute(id, Space::W, "fldCharType") {
                    Some("begin") if open.len() >= fields::DEEPEST => beyond += 1,
                    Some("end") if beyond > 0 => beyond -= 1,
                    Some("begin") => open.push(String::new()),
                    Some("end") => {
                        let done = open.pop().unwrap_or_default();
                        let within = open.iter().any(|around| fields::leads_to(around).1);
                        found.extend(fields::leads_to(&done).0.filter(|_| !within).map(str::to_owned));
                    }
                    _ => {}
                },
                (Space::W, "instrText") => {
                    if let Some(open) = open.last_mut().filter(|open| open.len() < 4096) {
                        open.push_str(tree.text(id));
                    }
                }
                (Space::W, "fldSimple") => {
                    let instruction = tree.attribute(id, Space::W, "instr").unwrap_or_default();
                    found.extend(fields::leads_to(instruction).0.map(str::to_owned));
                }
                (Space::W, "hyperlink") if !open.iter().any(|around| fields::leads_to(around).1) => {
                    found.extend(tree.attribute(id, Space::W, "anchor").map(str::to_owned));
                }
                _ => {}
            }
        }
    }
    found
}

/// Returns the referenced notes, in document order.
fn notes(builder: &mut Builder<'_, '_>) -> Vec<Note> {
    let mut notes = Vec::new();
    for at in 1..builder.parts.len() {
        builder.at = at;
        let tree = builder.tree();
        for id in tree.children(0) {
            let (Space::W, kind @ ("footnote" | "endnote")) = tree.full(id) else { continue };
            let label = format!("{kind}-{}", tree.attribute(id, Space::W, "id").unwrap_or_default());
            if !builder.noted.contains(&label) {
                continue;
            }
            builder.fields.clear();
            let items = builder.flow(id);
            let body = builder.assembled(items);
            let span = tree.whole_span(id);
            notes.push(Note { label, number: None, anchor: None, referred_from: Vec::new(), body, span });
        }
    }
    builder.at = 0;
    notes
}

/// Removes page breaks at the start and end of the body, and repeated ones.
fn trim_breaks(body: &mut Vec<Block>) {
    let is_break = |block: &Block| matches!(block, Block::PageBreak(_));
    body.dedup_by(|one, before| is_break(one) && is_break(before));
    if body.first().is_some_and(is_break) {
        body.remove(0);
    }
    if body.last().is_some_and(is_break) {
        body.pop();
    }
}

/// Determines the title if no paragraph has the title style: the only heading of the first level, the document's
/// properties, or an unnumbered heading at the start of the document.
fn titled(article: &mut Article, in_properties: Option<String>, numbered: bool, account: &mut Account) {
    let tops: Vec<usize> = (0..article.body.len())
        .filter(|&at| matches!(&article.body[at], Block::Heading(x) if x.level.get() == 1))
        .collect();
    let first = article.body.iter().position(|block| matches!(block, Block::Heading(_)));
    let opens = tops.first().is_some_and(|&at| Some(at) == first);
    if article.meta.title.is_empty() && !(tops.len() == 1 && opens) {
        let same = |at: &usize| match (&article.body[*at], &in_properties) {
            (Block::Heading(x), Some(in_properties)) => plain_text(&x.content).trim() == in_properties.trim(),
            _ => false,
        };
        match in_properties {
            Some(in_properties) if !tops.first().is_some_and(same) => {
                article.meta.title = vec![Inline::words(in_properties)]
            }
            Some(_) => {}
            None if tops.first() == Some(&0) && !numbered => {}
            // several sections without a title: resolving chooses one
            None if !tops.is_empty() => return,
            None => {}
        }
    }
    title::settle(article, account);
}

/// Returns the language that text is marked with, unless the prose is clearly in another one: programs mark text by
/// keyboard layout.
fn settled(article: &Article, usual: Option<Lang>) -> Option<Lang> {
    let found = language::detect(article);
    usual.filter(|usual| found.is_none_or(|found| found.primary() == usual.primary()))
}
