//! Page furniture: menus, cookie banners, share buttons, readers' comments.
//!
//! A class name alone is never enough to leave out sentences, except for the few names in [`SURE`]. Otherwise an
//! element must also have the shape of furniture: links and buttons rather than prose.

use super::{
    callouts,
    class_names::{LIKELY, OTHERS, SHORT, SURE, has_word, has_word_in},
    fields, names,
    page::Page,
    panels::{self, Role},
    teasers,
    tree::{Id, Tree},
};
use crate::read::{account::Reason, common::clean::folded};

/// The maximum number of words of a short element.
const FEW: u32 = 12;

/// Returns why an element is not part of an article. `inside`: it is in an `<article>` or `<main>`.
pub(super) fn reason(page: &Page, id: Id, inside: bool) -> Option<Reason> {
    let tree = page.tree;
    let name = tree.name(id);
    if name.is_empty() {
        return None;
    }
    let is_tex = name == "script" && tree.attribute(id, "type").is_some_and(|kind| kind.starts_with("math/tex"));
    if is_tex {
        return None;
    }
    if names::is_unshown(name) {
        return Some(Reason::Script);
    }
    if let Some(found) = page.panels.control(id) {
        return match found {
            Role::Title => None,
            Role::Repeated => Some(Reason::Repetition),
            Role::Bare => Some(Reason::Navigation),
        };
    }
    if page.is_hidden(id) && !holds(tree, id, &["math"]) {
        return Some(if page.shapes[id].is_linked() { Reason::Navigation } else { Reason::Hidden });
    }
    if is_drawn_formula(tree, id) {
        return Some(Reason::Markup);
    }
    if let Some(reason) = editors(tree, id) {
        return Some(reason);
    }
    if is_consent(page, id) {
        return Some(Reason::Navigation);
    }
    if is_comments(page, id) {
        return Some(Reason::Doubtful);
    }
    let reported = |reason: Reason| if page.shapes[id].prose == 0 { reason } else { Reason::Doubtful };
    if is_column(page, id) {
        return Some(reported(Reason::Surroundings));
    }
    if is_sheltered(page, id) {
        return None;
    }
    let teasers = || teasers::is_list(page, id).then(|| reported(Reason::Surroundings));
    by_element(page, id, inside).or_else(|| by_name(page, id, inside)).or_else(teasers)
}

/// The number of nodes of an element that are searched for the formula that its neighbor renders.
const DRAWN: usize = 64;

/// Returns whether an element is the visual rendering of an adjacent MathML formula: KaTeX and MathJax write both.
fn is_drawn_formula(tree: &Tree, id: Id) -> bool {
    let drawn = tree.attribute(id, "aria-hidden") == Some("true")
        || tree.classes(id).iter().any(|class| class == "mathjax_preview");
    let (before, after) = tree.siblings(id);
    drawn
        && before
            .iter()
            .rev()
            .take(3)
            .chain(after.iter().take(3))
            .any(|&other| tree.below(other).take(DRAWN).any(|id| tree.name(id) == "math"))
}

/// Returns whether an element is a cookie consent banner.
fn is_consent(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    let named = |part: &String| part.starts_with("cookie") || matches!(part.as_str(), "consent" | "gdpr" | "onetrust");
    !page.shapes[id].holds_article
        && !matches!(tree.name(id), "html" | "body")
        && tree.tokens(id).iter().any(named)
        && tree.below(id).any(|id| {
            tree.name(id) == "button" || tree.attribute(id, "role") == Some("button") || tree.name(id) == "input"
        })
        && tree.text(id).to_lowercase().contains("cookie")
}

/// The minimum number of words of prose that readers can comment on.
const ARTICLE: u32 = 40;

/// Returns whether an element contains the comments of readers, which may be longer than the article.
fn is_comments(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    let mut named = ["class", "id"].into_iter().filter_map(|name| tree.attribute(id, name));
    page.shapes[id].prose > 0
        && named.any(|name| name.to_ascii_lowercase().contains("comment"))
        && (has_word(tree, id, &["commentlist", "comments"])
            || has_word(tree, id, &["comment"]) && tree.below(id).filter(|&id| is_numbered(tree, id)).nth(1).is_some())
        && is_beside_article(page, id)
}

/// Returns whether an element does not contain the article, which is outside of it.
fn is_beside_article(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    !matches!(tree.name(id), "html" | "body" | "main" | "article")
        && !names::is_heading(tree.name(id))
        && page.shapes[page.body].prose.saturating_sub(page.shapes[id].prose) >= ARTICLE
        && !holds(tree, id, &["h1", "main"])
}

/// Returns whether an element is named as one of many comments: `comment-5042`.
fn is_numbered(tree: &Tree, id: Id) -> bool {
    let number = |name: &str| name.strip_prefix("comment")?.trim_start_matches(['-', '_']).parse::<u64>().ok();
    ["id", "name"].into_iter().any(|key| tree.attribute(id, key).and_then(number).is_some())
}

/// Returns whether an element is a column of links to other articles, which may be longer than the article.
fn is_column(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    let aside = || tree.name(id) == "aside" || tree.attribute(id, "role") == Some("complementary");
    page.shapes[id].is_teasers()
        && (aside() || has_word(tree, id, OTHERS))
        && callouts::kind(tree, id).is_none()
        && is_beside_article(page, id)
}

/// Returns whether an element cannot be furniture because it contains the article.
fn is_sheltered(page: &Page, id: Id) -> bool {
    let (shape, all) = (page.shapes[id], page.shapes[page.body]);
    let name = page.tree.name(id);
    matches!(name, "html" | "body" | "main" | "article")
        || names::is_heading(name)
        || (shape.holds_article && shape.prose > 0)
        || page.tree.filled(id, "itemprop").is_some_and(|kind| kind == "articleBody")
        || (shape.prose * 5 > all.prose * 2 && shape.prose > 0)
}

/// Returns the reason for what text editors save along with a document: their comments, headers and footers of
/// printed pages.
fn editors(tree: &Tree, id: Id) -> Option<Reason> {
    let style = || tree.attribute(id, "style").unwrap_or_default();
    let class = |names: &[&str]| tree.classes(id).iter().any(|class| names.contains(&class.as_str()));
    match tree.name(id) {
        "div" if style().contains("mso-element:comment-list") || class(&["msocomtxt"]) => Some(Reason::Comment),
        "div" if style().contains("mso-element:header") || style().contains("mso-element:footer") => {
            Some(Reason::Surroundings)
        }
        "span" if class(&["msocommentreference"]) => Some(Reason::Comment),
        "p" if class(&["msocommenttext"]) => Some(Reason::Comment),
        "p" if tree.classes(id).iter().any(|class| class.starts_with("msotoc") && !class.contains("heading")) => {
            Some(Reason::Navigation)
        }
        // LibreOffice marks headers and footers in an attribute.
        "div" if matches!(tree.attribute(id, "title"), Some("header" | "footer")) => Some(Reason::Surroundings),
        // Google Docs: the reference, and the comment at the end of the page.
        "a" if is_google_comment(tree, id) => Some(Reason::Comment),
        "div" | "p"
            if tree.below(id).take(4).any(|id| {
                tree.name(id) == "a"
                    && tree.filled(id, "id").is_some_and(|name| {
                        name.strip_prefix("cmnt").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                    })
            }) =>
        {
            Some(Reason::Comment)
        }
        _ => None,
    }
}

fn is_google_comment(tree: &Tree, id: Id) -> bool {
    tree.filled(id, "href").is_some_and(|href| href.starts_with("#cmnt"))
}

fn by_element(page: &Page, id: Id, inside: bool) -> Option<Reason> {
    let (tree, shape) = (page.tree, page.shapes[id]);
    let bare = shape.prose == 0;
    let reported = |reason: Reason| Some(if bare { reason } else { Reason::Doubtful });
    let links = bare || shape.is_linked();
    match (tree.name(id), tree.attribute(id, "role").unwrap_or_default()) {
        ("nav", _) | (_, "navigation" | "menu" | "menubar" | "toolbar" | "search") => reported(Reason::Navigation),
        ("dialog", _) | (_, "dialog" | "alertdialog") => reported(Reason::Navigation),
        ("form", _) => form(page, id),
        ("button" | "select" | "textarea", _) | (_, "button" | "listbox") => control(page, id),
        ("input", _) if is_box(tree, id) || (fields::takes_text(tree, id) && is_labelled(page, id)) => None,
        ("input", _) => Some(Reason::Placeholder),
        ("footer", _) | (_, "contentinfo") if !inside => {
            Some(if shape.prose < FEW { Reason::Surroundings } else { Reason::Doubtful })
        }
        ("header", _) | (_, "banner") if !inside && shape.prose < FEW => {
            // The article's own header has its title and no links.
            let own = shape.holds_article && shape.links == 0 && !holds(tree, id, &["nav", "form"]);
            (!own).then_some(Reason::Surroundings)
        }
        ("footer", _) if shape.is_linked() && bare => Some(Reason::Navigation),
        ("iframe", _) if is_button_sized(tree, id) => Some(Reason::Navigation),
        ("aside", _) | (_, "complementary") if callouts::kind(tree, id).is_none() => match (inside, links) {
            (true, true) if shape.is_linked() => reported(Reason::Navigation),
            (true, _) => None,
            (false, _) => reported(Reason::Surroundings),
        },
        _ => None,
    }
}

/// The height of players, maps and documents, in pixels; buttons for likes and frames that only count are lower.
const PLAYER: f32 = 70.0;

/// Returns whether an embedded page is too low to be more than a button.
fn is_button_sized(tree: &Tree, id: Id) -> bool {
    let styled = tree.attribute(id, "style").and_then(|style| {
        let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
        pairs.find(|(name, _)| name.trim() == "height").map(|(_, value)| value.trim())
    });
    let height = styled.or_else(|| tree.attribute(id, "height"));
    let pixels = height.and_then(|height| height.strip_suffix("px").unwrap_or(height).parse::<f32>().ok());
    pixels.is_some_and(|pixels| pixels < PLAYER)
}

/// Returns the reason to leave out a button: one in a sentence is part of it, others only work on a screen.
fn control(page: &Page, id: Id) -> Option<Reason> {
    let (tree, shape) = (page.tree, page.shapes[id]);
    let mut lines = std::iter::once(id).chain(tree.around(id)).filter(|&id| page.own_line[id]);
    let named = lines.next().is_some_and(|line| {
        names::is_heading(tree.name(line))
            || matches!(tree.name(line), "dt" | "summary")
            || page.shapes[line].words > shape.words
                && tree.name(id) == "button"
                && page.shapes[line].prose > 0
                && !page.holds_lines[line]
    });
    match tree.name(id) {
        _ if named || holds(tree, id, &["img"]) => None,
        "select" | "textarea" if is_labelled(page, id) => None,
        "select" | "textarea" => Some(Reason::Placeholder),
        _ if shape.words > FEW => Some(Reason::Doubtful),
        _ => Some(Reason::Navigation),
    }
}

/// The number of ancestors of a field that are searched for its form.
const FORM: usize = 32;

/// Returns whether a field is in a form that was kept, or in a line that says what to fill in.
fn is_labelled(page: &Page, id: Id) -> bool {
    let tree = page.tree;
    let in_form = tree.around(id).take(FORM).any(|around| matches!(tree.name(around), "form" | "fieldset"));
    let line = tree.around(id).find(|&around| page.own_line[around]).map(|line| page.shapes[line]);
    in_form || tree.name(id) != "select" && line.is_some_and(|line| line.words > line.linked && line.words <= 2 * FEW)
}

/// Returns the reason to leave out a form. Search, subscription, login and comment forms are furniture;
/// questionnaires and checklists are content.
fn form(page: &Page, id: Id) -> Option<Reason> {
    let (tree, shape) = (page.tree, page.shapes[id]);
    let (mut asks, mut comments, mut address, mut boxes, mut questions) = (false, false, false, 0, 0);
    for inner in tree.below(id) {
        let kind = tree.attribute(inner, "type").unwrap_or("text").to_ascii_lowercase();
        match tree.name(inner) {
            "input" if is_box(tree, inner) => boxes += 1,
            "input" if matches!(kind.as_str(), "search" | "password") => asks = true,
            "input" if fields::takes_text(tree, inner) => {
                address |= kind == "email";
                questions += 1;
            }
            "textarea" => {
                comments |= tree.attribute(inner, "name") == Some("comment");
                questions += 1;
            }
            "select" => questions += 1,
            "h1" | "h2" | "h3" => boxes += 1,
            _ => {}
        }
    }
    let unlinked = shape.words - shape.linked;
    let subscribes = address && questions <= 3 && boxes <= 1;
    let one = boxes == 0 && questions <= 1 && unlinked < FEW;
    if ((asks || comments || subscribes) && unlinked < 80) || one || unlinked == 0 {
        let login = shape.prose == 0;
        return Some(if login { Reason::Navigation } else { Reason::Placeholder });
    }
    None
}

pub(super) fn is_box(tree: &Tree, id: Id) -> bool {
    tree.name(id) == "input" && matches!(tree.attribute(id, "type"), Some("checkbox" | "radio"))
}

fn by_name(page: &Page, id: Id, inside: bool) -> Option<Reason> {
    let (tree, shape) = (page.tree, page.shapes[id]);
    let block = page.own_line[id] || page.holds_lines[id];
    // A span in a sentence is part of it, whatever its class.
    if !block && (!is_alone(page, id) || is_in_heading(page, id)) {
        return has_word(tree, id, &["editsection", "noprint"]).then_some(Reason::Navigation);
    }
    let bare = shape.prose == 0;
    let reported = |reason: Reason| if bare { reason } else { Reason::Doubtful };
    if has_word(tree, id, SURE) && (bare || !is_named_by_heading(tree, id)) {
        return Some(reported(Reason::Navigation));
    }
    // "Learn more about sleep" is a link at the end of a paragraph, whatever its class.
    let more = || has_word(tree, id, &["more"]) && (shape.links >= 2 || panels::is_bare(&folded(&tree.text(id))));
    if !has_word(tree, id, LIKELY) && !more() {
        return None;
    }
    let headed = tree.below(id).any(|id| names::is_heading(tree.name(id)));
    let short = has_word(tree, id, SHORT) && shape.words <= FEW && (!headed || shape.links > 0);
    // A heading that is a button opens a panel below it.
    let linked = shape.is_linked() && (!headed || shape.links > 0);
    if bare && (linked || short || has_word(tree, id, &["toc"])) {
        return Some(Reason::Navigation);
    }
    // Lists of other articles, each with a link and a sentence or two.
    let others = has_word(tree, id, OTHERS) && shape.links >= 2 && shape.words <= shape.links * 30;
    let column = !inside && has_word(tree, id, &["sidebar", "footer", "banner"]);
    (others || column).then(|| reported(Reason::Surroundings))
}

/// The number of nodes of an element that are searched for its heading.
const HEADED: usize = 8;

/// Returns whether an element is named by its own heading, as in manuals: `<section id="cookies"><h2>Cookies</h2>`.
fn is_named_by_heading(tree: &Tree, id: Id) -> bool {
    let Some(own) = tree.filled(id, "id").filter(|_| !has_word_in(tree, id, "class", SURE)) else { return false };
    let heading = tree.below(id).take(HEADED).find(|&inner| names::is_heading(tree.name(inner)));
    heading.is_some_and(|heading| {
        let words = tree.text(heading).to_lowercase();
        let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.join("-") == own.to_lowercase().replace('_', "-")
    })
}

/// Returns whether an inline element is in a heading.
fn is_in_heading(page: &Page, id: Id) -> bool {
    let line = page.tree.around(id).find(|&around| page.own_line[around]);
    line.is_some_and(|line| names::is_heading(page.tree.name(line)))
}

/// Returns whether there is no text next to an inline element, except in similar elements.
fn is_alone(page: &Page, id: Id) -> bool {
    let (before, after) = page.tree.siblings(id);
    let text = |&id: &Id| page.tree.name(id).is_empty() && page.shapes[id].words > 0;
    !before.iter().rev().take(4).chain(after.iter().take(4)).any(text)
}

fn holds(tree: &Tree, id: Id, names: &[&str]) -> bool {
    tree.below(id).any(|inner| names.contains(&tree.name(inner)))
}
