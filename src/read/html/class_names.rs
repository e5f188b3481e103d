//! Names of classes and ids that say that an element is page furniture.

use super::tree::{Id, Tree};

/// Class names and ids, or words in them, of elements that are never an article, even if they contain sentences.
pub(super) const SURE: &[&str] = &[
    "addthis",
    "addtoany",
    "adsbygoogle",
    "adsense",
    "advert",
    "advertisement",
    "advertising",
    "breadcrumb",
    "breadcrumbs",
    "catlinks",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "editsection",
    "gdpr",
    "interlanguage",
    "navbar",
    "navbox",
    "navigation",
    "newsletter",
    "noprint",
    "onetrust",
    "pager",
    "pagination",
    "printfooter",
    "relatedposts",
    "respond",
    "sharedaddy",
    "signup",
    "skiplink",
    "skiplinks",
    "sponsored",
    "subscribe",
    "subscription",
];

/// Names that count only for elements with the shape of furniture.
pub(super) const LIKELY: &[&str] = &[
    "ad",
    "ads",
    "banner",
    "comment",
    "contents",
    "cta",
    "follow",
    "footer",
    "header",
    "jump",
    "labels",
    "like",
    "likes",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "paywall",
    "popular",
    "popup",
    "print",
    "promo",
    "promos",
    "promotion",
    "rating",
    "recommendations",
    "recommended",
    "related",
    "rss",
    "search",
    "share",
    "shares",
    "sharing",
    "sidebar",
    "skip",
    "social",
    "sponsor",
    "tag",
    "tags",
    "teaser",
    "teasers",
    "toc",
    "toolbar",
    "tools",
    "topics",
    "trending",
];

/// Names of elements that are short even without links: "Share this page", "Print", "Skip to content".
pub(super) const SHORT: &[&str] = &[
    "ad", "ads", "cta", "follow", "jump", "labels", "like", "likes", "print", "promo", "rating", "share", "sharing",
    "skip", "social", "toolbar",
];

/// Names of columns and lists of other articles.
pub(super) const OTHERS: &[&str] = &[
    "more",
    "popular",
    "promo",
    "promos",
    "recommendations",
    "recommended",
    "related",
    "sidebar",
    "sponsor",
    "teaser",
    "teasers",
    "trending",
];

/// Words that accompany those names and mean nothing by themselves.
const NEUTRAL: &[&str] = &[
    "area",
    "article",
    "articles",
    "bar",
    "block",
    "bottom",
    "box",
    "btn",
    "btns",
    "button",
    "buttons",
    "col",
    "column",
    "component",
    "container",
    "content",
    "entry",
    "form",
    "group",
    "icons",
    "inner",
    "items",
    "left",
    "link",
    "links",
    "list",
    "main",
    "module",
    "nav",
    "outer",
    "page",
    "pages",
    "panel",
    "post",
    "posts",
    "primary",
    "region",
    "right",
    "row",
    "sdk",
    "secondary",
    "section",
    "site",
    "stories",
    "the",
    "this",
    "thread",
    "top",
    "widget",
    "widgets",
    "wrap",
    "wrapper",
];

/// Words of names that describe the page's setup rather than the element: `no-sidebar`, `has-share-buttons`.
const STATES: &[&str] = &[
    "closed", "disabled", "enabled", "has", "hide", "hides", "is", "layout", "no", "none", "not", "off", "on", "open",
    "template", "with", "without",
];

/// Returns whether a class name or id consists of one of these words and neutral ones. The first two words may be a
/// site's own prefix: `nhsuk-related-nav`.
pub(super) fn has_word(tree: &Tree, id: Id, words: &[&str]) -> bool {
    ["class", "id"].into_iter().any(|attribute| has_word_in(tree, id, attribute, words))
}

/// Returns whether one of the names in an attribute does, as in [`has_word`].
pub(super) fn has_word_in(tree: &Tree, id: Id, attribute: &str, words: &[&str]) -> bool {
    let mut names = tree.attribute(id, attribute).unwrap_or_default().split_whitespace();
    names.any(|name| {
        let parts = parts(name);
        let known = |part: &String| {
            [SURE, LIKELY, OTHERS, NEUTRAL].iter().any(|list| list.contains(&part.as_str()))
                || part.chars().all(|c| c.is_ascii_digit())
        };
        let own = parts.iter().rev().take_while(|part| known(part)).count();
        let tail = &parts[parts.len() - own..];
        parts.len() - own <= 2
            && tail.iter().any(|part| words.contains(&part.as_str()))
            && !parts.iter().any(|part| STATES.contains(&part.as_str()))
    })
}

/// Returns the words of a name in lowercase: `share` and `buttons` of `share-buttons` and `shareButtons`.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for c in name.chars() {
        let begins = !before.is_some_and(char::is_alphanumeric)
            || (before.is_some_and(char::is_lowercase) && c.is_uppercase())
            || before.is_some_and(|before| before.is_ascii_digit() != c.is_ascii_digit());
        if c.is_alphanumeric() {
            if begins {
                parts.push(String::new());
            }
            if let Some(part) = parts.last_mut() {
                part.extend(c.to_lowercase());
            }
        }
        before = Some(c);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::{parse::parse, tree::PAGE};

    fn named(class: &str) -> bool {
        let tree = parse(&format!("<div class='{class}'>x</div>")).unwrap();
        let id = tree.below(PAGE).find(|&id| tree.name(id) == "div").unwrap();
        has_word(&tree, id, SURE) || has_word(&tree, id, LIKELY)
    }

    #[test]
    fn a_class_name_counts_if_all_its_words_agree() {
        for class in
            ["share-buttons", "shareTools", "sidebar", "nhsuk-related-nav", "x comments", "td-post-sharing-top"]
        {
            assert!(named(class), "{class}");
        }
        for class in [
            "elementor-widget",
            "no-sidebar",
            "has-share-buttons",
            "sharing-a-bed",
            "social-care",
            "menu-plan",
            "share-btns-2-parent",
            "skip-a-dose",
            "hide-social",
            "widget",
            "portlet",
            "content",
        ] {
            assert!(!named(class), "{class}");
        }
    }
}
