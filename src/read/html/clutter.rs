//! What stands on a page and is no part of its article.

use super::tree::{Id, Kind, PAGE, Tree};

/// Elements that show nothing, or that only work on a screen.
const UNSHOWN: &[&str] = &[
    "script", "style", "template", "noscript", "head", "link", "meta", "base", "title", "datalist", "dialog", "nav",
    "button", "select", "textarea", "form", "input", "object", "embed", "applet", "frameset", "param", "source",
    "track", "area", "map", "progress", "meter", "menuitem",
];

/// Roles of parts that are no article (WAI-ARIA landmarks and widgets).
const ROLES: &[&str] =
    &["navigation", "search", "banner", "contentinfo", "dialog", "menu", "toolbar", "button", "alertdialog"];

/// Class names and ids, or words of them, that people give to such parts.
const WORDS: &[&str] = &[
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "catlinks",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "disqus",
    "editsection",
    "interlanguage",
    "newsletter",
    "noprint",
    "navbar",
    "navbox",
    "navigation",
    "pagination",
    "pager",
    "portlet",
    "printfooter",
    "promo",
    "related",
    "respond",
    "share",
    "sharing",
    "sharedaddy",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsored",
    "subscribe",
    "subscription",
    "toc",
    "toolbar",
    "widget",
    "paywall",
    "popup",
    "modal",
];

/// Words of class names that say so only where the extractor left the part out as well.
const DOUBTFUL: &[&str] = &[
    "ad",
    "ads",
    "author",
    "banner",
    "bio",
    "byline",
    "date",
    "footer",
    "header",
    "login",
    "masthead",
    "menu",
    "meta",
    "more",
    "popular",
    "recommended",
    "tag",
    "tags",
    "tools",
    "topics",
    "trending",
];

/// Whether an element is never a part of an article: hidden, or a page's own furniture.
pub(super) fn is_clutter(tree: &Tree, id: Id) -> bool {
    is_hidden(tree, id) || is_furniture(tree, id)
}

/// Whether an element shows nothing at all.
pub(super) fn is_hidden(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    if name.is_empty() {
        return false;
    }
    // Script libraries hide the text that maths are set from; it is the only text there is.
    let kept = matches!(name, "math" | "body" | "html");
    let style = tree.attribute(id, "style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
    let styled = style.contains("display:none") || style.contains("visibility:hidden");
    let hidden = tree.attribute(id, "hidden").is_some_and(|value| value != "until-found");
    let task = name == "input" && tree.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
    !task && (UNSHOWN.contains(&name) || (!kept && (hidden || styled)))
}

fn is_furniture(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    if matches!(
        name,
        "" | "html" | "body" | "main" | "article" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "a" | "li" | "p"
    ) {
        return false;
    }
    let role = tree.attribute(id, "role").unwrap_or_default();
    let titled = name == "header" && holds(tree, id, &["h1"]) && !holds(tree, id, &["nav", "form"]);
    let outer = matches!(name, "footer" | "header") && tree.around(id).all(|around| !is_article(tree, around));
    let outer = outer && !titled;
    ROLES.contains(&role) || outer || has_word(tree, id, WORDS)
}

fn holds(tree: &Tree, id: Id, names: &[&str]) -> bool {
    tree.below(id).any(|inner| names.contains(&tree.name(inner)))
}

fn is_article(tree: &Tree, id: Id) -> bool {
    matches!(tree.name(id), "article" | "main" | "blockquote" | "section")
}

/// Whether a part that the extractor left out is furniture indeed. In doubt it is kept: words are not lost.
pub(super) fn is_left_out(tree: &Tree, id: Id) -> bool {
    let name = tree.name(id);
    matches!(name, "footer" | "aside" | "header" | "iframe") && !super::callouts::is_callout(tree, id)
        || has_word(tree, id, DOUBTFUL)
}

fn has_word(tree: &Tree, id: Id, words: &[&str]) -> bool {
    tree.tokens(id).iter().any(|token| words.contains(&token.as_str()))
}

/// Whether the whole page is an article: nothing on it is furniture.
pub(super) fn is_plain(tree: &Tree) -> bool {
    tree.below(PAGE).all(|id| match &tree.nodes[id].kind {
        Kind::Element(element) => {
            !matches!(&*element.name, "nav" | "form" | "aside" | "iframe" | "footer") && !is_furniture(tree, id)
        }
        Kind::Text(_) | Kind::Other => true,
    })
}
