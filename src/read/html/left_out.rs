//! Records every word of a page that is not in its article.

use super::{
    main_content::Main,
    names,
    notes::Notes,
    page::Page,
    tree::{Id, Kind, PAGE},
};
use crate::read::account::{Account, Reason};

/// Adds to the account the parts that were left out as a whole, and then all other text of the page's body that was
/// not read, so that no word can be missing from both.
pub(super) fn account(page: &Page, main: &Main, notes: &Notes, read: &[bool], account: &mut Account) {
    let tree = page.tree;
    let mut done = vec![false; tree.nodes.len()];
    for &(id, reason) in &main.left_out {
        let mut taken = false;
        for inner in tree.below(id) {
            done[inner] = true;
            taken |= read[inner];
        }
        if taken {
            // Part of it is in the article, as its title or author: the rest is recorded text by text.
            tree.below(id).filter(|&inner| !read[inner]).for_each(|inner| add(page, inner, reason, account));
        } else if reason != Reason::Script {
            account.leave_out(reason, tree.span(id), tree.text_and_descriptions(id));
        }
    }
    let mut open = vec![(page.body, false)];
    while let Some((id, inside)) = open.pop() {
        if done[id] || names::is_unshown(tree.name(id)) {
            continue;
        }
        let inside = inside || id == main.root;
        if tree.name(id) == "select" && !tree.below(id).any(|inner| read[inner]) {
            account.leave_out(Reason::Placeholder, tree.span(id), tree.text(id));
            continue;
        }
        if !read[id] {
            add(page, id, reason(page, notes, id, inside), account);
        }
        open.extend(tree.children(id).iter().rev().map(|&child| (child, inside)));
    }
}

/// Adds a text, or the description of a picture, that is not in the article.
fn add(page: &Page, id: Id, reason: Reason, account: &mut Account) {
    let words = match &page.tree.nodes[id].kind {
        Kind::Text(text) => text.trim(),
        Kind::Element(element) if &*element.name == "img" => page.tree.attribute(id, "alt").unwrap_or_default(),
        Kind::Element(_) | Kind::Other => return,
    };
    if !words.is_empty() {
        account.leave_out(reason, page.tree.span(id), words);
    }
}

/// Returns why a text was not read.
fn reason(page: &Page, notes: &Notes, id: Id, inside: bool) -> Reason {
    let tree = page.tree;
    let mut around = std::iter::once(id).chain(tree.around(id)).take_while(|&around| around != PAGE);
    if !inside {
        return Reason::Surroundings;
    }
    around
        .find_map(|around| match tree.name(around) {
            // Back links of notes, headings of note lists, parentheses around ruby annotations, formulas in another
            // notation.
            _ if notes.back.contains(&around) || notes.around.contains(&around) => Some(Reason::Markup),
            "rp" | "annotation" | "annotation-xml" | "audio" | "video" | "iframe" | "object" | "canvas" => {
                Some(Reason::Markup)
            }
            // A tracking pixel, or the rendering of a formula.
            "img" => Some(Reason::Markup),
            "select" | "textarea" | "option" => Some(Reason::Placeholder),
            "button" => Some(Reason::Navigation),
            "a" if names::is_heading(tree.name(tree.parent(around)?)) => Some(Reason::Markup),
            _ => None,
        })
        .unwrap_or(Reason::Unsupported)
}
