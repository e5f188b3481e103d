//! The title of a page.

use super::{
    main_content::Main,
    meta, names,
    tree::{Id, PAGE, Tree},
};
use crate::{
    article::{Article, Block, HeadingLevel, Inline, plain_text},
    read::{
        account::{Account, Reason},
        common::{clean::folded, title},
    },
};

/// The number of blocks at the top of an article that may repeat its title.
const TOP: usize = 4;

/// Takes the title from the page: the heading that matches the metadata, or the only one of its level. Returns the
/// heading if it was outside the article.
pub(super) fn choose(article: &mut Article, tree: &Tree, main: &Main, account: &mut Account) -> Option<Id> {
    let in_metadata = meta::title(tree, &article.meta);
    let outer = outer_heading(tree, main);
    let mut taken = None;
    let entry = entry_heading(tree).map(|id| tree.span(id));
    let entry = article.body.iter().position(|block| matches!(block, Block::Heading(x) if Some(x.span) == entry));
    let outer_words = outer.map(|id| tree.text(id));
    if let Some(at) = entry.or_else(|| heading(article, in_metadata.as_deref(), outer_words.as_deref())) {
        if let Block::Heading(heading) = article.body.remove(at) {
            article.meta.title = heading.content;
        }
    } else if let Some(id) =
        outer.filter(|&id| in_metadata.as_deref().is_none_or(|in_metadata| is_same(in_metadata, &tree.text(id))))
    {
        article.meta.title = vec![Inline::text(tree.text(id), tree.span(id))];
        taken = Some(id);
    } else if let Some(in_metadata) = in_metadata {
        article.meta.title = vec![Inline::words(in_metadata)];
    }
    without_copies(article, account);
    title::settle(article, account);
    taken
}

/// Returns the index of the block that is the title.
fn heading(article: &Article, in_metadata: Option<&str>, outer: Option<&str>) -> Option<usize> {
    let headings: Vec<(usize, HeadingLevel, String)> = (0..article.body.len())
        .filter_map(|at| match &article.body[at] {
            Block::Heading(heading) => Some((at, heading.level, plain_text(&heading.content))),
            _ => None,
        })
        .collect();
    let same = |words: &str| in_metadata.is_some_and(|in_metadata| is_same(in_metadata, words));
    let tops: Vec<_> = headings.iter().filter(|(_, level, _)| *level == HeadingLevel::TOP).collect();
    // The top-level heading is the site's name if the metadata matches another heading.
    let site = outer.or(tops.first().map(|(.., words)| words.as_str()));
    let named =
        |words: &str| in_metadata.zip(site).is_some_and(|(in_metadata, site)| is_page_of(in_metadata, words, site));
    if let Some((at, ..)) = headings.iter().take(TOP).find(|(.., words)| named(words)) {
        return Some(*at);
    }
    if let Some((at, ..)) = tops.iter().find(|(.., words)| same(words)) {
        return Some(*at);
    }
    match tops.as_slice() {
        [] if outer.is_some() => None,
        // Without a top-level heading, one of the first that matches the metadata, or the first block.
        [] => {
            let named = headings.iter().take(TOP).find(|(.., words)| same(words));
            named.or_else(|| headings.first().filter(|(at, ..)| in_metadata.is_none() && *at == 0)).map(|(at, ..)| *at)
        }
        // The top-level heading is the site's name if the metadata matches another heading.
        [(at, ..)] => {
            let named = headings
                .iter()
                .find(|(.., words)| in_metadata.is_some_and(|in_metadata| folded(in_metadata) == folded(words)));
            Some(named.map_or(*at, |(named, ..)| *named))
        }
        [(0, ..), ..] => Some(0),
        _ => None,
    }
}

/// Returns whether a page's title consists of the heading followed by the site's name: `Tea - Drinks A to Z`.
fn is_page_of(title: &str, heading: &str, site: &str) -> bool {
    let (title, heading, site) = (folded(title), folded(heading), folded(site));
    let after = title.strip_prefix(&heading).filter(|_| !heading.is_empty()).unwrap_or_default();
    after.trim_start().starts_with(['-', '–', '—', '|', '·', ':']) && after.ends_with(&site)
}

/// Returns whether two titles are the same apart from the site's name before or after one of them.
fn is_same(one: &str, two: &str) -> bool {
    let words = |text: &str| folded(text).split(|c: char| !c.is_alphanumeric()).collect::<Vec<_>>().join(" ");
    let (one, two) = (format!(" {} ", words(one).trim()), format!(" {} ", words(two).trim()));
    one.trim() != "" && two.trim() != "" && (one.contains(&two) || two.contains(&one))
}

/// Removes headings and lines at the top that repeat the title.
fn without_copies(article: &mut Article, account: &mut Account) {
    let title = folded(&article.title_text());
    let mut at = 0;
    while !title.is_empty() && at < article.body.len().min(TOP) {
        let words = match &article.body[at] {
            Block::Heading(heading) => plain_text(&heading.content),
            Block::Paragraph(paragraph) if at == 0 => plain_text(&paragraph.content),
            _ => String::new(),
        };
        if folded(&words) == title {
            account.leave_out(Reason::Repetition, article.body[at].span(), words);
            article.body.remove(at);
        } else {
            at += 1;
        }
    }
}

/// Returns the page's only heading that is marked as the title of an entry, as on blogs.
fn entry_heading(tree: &Tree) -> Option<Id> {
    let is_marked = |&id: &Id| {
        let class = |class: &String| matches!(class.as_str(), "entry-title" | "p-name" | "post-title");
        names::is_heading(tree.name(id))
            && (tree.classes(id).iter().any(class) || tree.attribute(id, "itemprop") == Some("headline"))
    };
    let mut found = tree.below(PAGE).filter(is_marked);
    found.next().filter(|_| found.next().is_none())
}

/// Returns the page's only top-level heading, if it is outside the article.
fn outer_heading(tree: &Tree, main: &Main) -> Option<Id> {
    let inside = |id: Id| id == main.root || tree.around(id).any(|around| around == main.root);
    let mut tops = tree.below(PAGE).filter(|&id| tree.name(id) == "h1" && !inside(id) && !tree.text(id).is_empty());
    tops.next().filter(|_| tops.next().is_none())
}

#[cfg(test)]
mod tests {
    use crate::{
        article::plain_text,
        diagnostic::Source,
        read::{Syntax, read},
    };

    #[test]
    fn the_title_of_the_only_entry_takes_precedence_over_the_name_of_the_blog() {
        let page = "<title>Night Notes: Naps</title><div class=header><h1>Night Notes</h1></div>\
                    <div class=hfeed><h2>5 March 2024</h2><div class=hentry><h3 class=entry-title>Naps</h3>\
                    <p>A short nap in the afternoon does not harm the sleep at night, says the nurse.</p></div></div>";
        let article = read(&Source::new("a.html", page), Syntax::Html).article;
        assert_eq!(plain_text(&article.meta.title), "Naps");
    }
}
