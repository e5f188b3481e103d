//! Lists of other articles of the site, recognized by their headings: "Related articles", "Most read".

use super::{
    page::Page,
    tree::{Id, Kind},
};
use crate::read::common::clean::folded;

/// Headings of lists that sites add to their articles. Those that authors also write ("Further reading", "See also")
/// are not among them.
const HEADINGS: &[&str] = &[
    "related",
    "related articles",
    "related content",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "latest news",
    "latest posts",
    "latest stories",
    "more news",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "popular posts",
    "read next",
    "recent posts",
    "recommended",
    "recommended for you",
    "top stories",
    "trending",
    "trending now",
    "up next",
    "you may also like",
    "you might also like",
    "das könnte dich auch interessieren",
    "das könnte sie auch interessieren",
    "mehr zum thema",
    "meistgelesen",
    "neueste beiträge",
    "verwandte artikel",
    "verwandte beiträge",
    "weitere artikel",
    "weitere themen",
    "ähnliche artikel",
    "ähnliche beiträge",
    "articles liés",
    "articles similaires",
    "les plus lus",
    "sur le même sujet",
    "à lire aussi",
    "à lire également",
    "artículos relacionados",
    "entradas relacionadas",
    "lo más leído",
    "noticias relacionadas",
    "te puede interesar",
    "articoli correlati",
    "leggi anche",
    "artigos relacionados",
    "leia também",
    "veja também",
    "gerelateerde artikelen",
    "lees ook",
];

/// The maximum number of words of a teaser, per link.
const TEASER: u32 = 40;

/// The number of nodes of an element that are searched for its first text.
const FIRST: usize = 48;

/// Returns whether an element contains nothing but links to other articles, with their first sentences at most, below
/// a heading that says so.
pub(super) fn is_list(page: &Page, id: Id) -> bool {
    let shape = page.shapes[id];
    if shape.links < 2 || shape.words > shape.links * TEASER {
        return false;
    }
    let tree = page.tree;
    let is_text = |&inner: &Id| matches!(&tree.nodes[inner].kind, Kind::Text(text) if !text.trim().is_empty());
    let Some(first) = tree.below(id).take(FIRST).find(is_text) else { return false };
    let line = tree.around(first).find(|&around| page.own_line[around]);
    line.is_some_and(|line| {
        line != id && page.shapes[line].words < 8 && HEADINGS.contains(&folded(&tree.text(line)).as_str())
    })
}
