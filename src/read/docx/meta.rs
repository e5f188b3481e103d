//! What a document says of itself: its title, its authors, its language.

use super::{
    builder::Part,
    items::Item,
    lists::unbold,
    names::Role,
    package::Package,
    pieces::cover,
    styles::{Styles, run_look},
    xml::{Id, Space, Tree},
};
use crate::{
    article::{Author, Inline, Lang, Meta, Organization, WrittenDate, plain_text},
    read::common::{clean::trimmed, dates},
};
use std::collections::HashMap;

/// The items at the start of a document among which its title and authors are.
const TOP: usize = 12;

/// The core properties of a document that are read.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) keywords: Vec<String>,
    pub(super) lang: Option<Lang>,
}

/// Names that programs fill in for an author, or that are no name.
const NOBODY: &[&str] = &[
    "python-docx",
    "un-named",
    "unknown",
    "user",
    "admin",
    "administrator",
    "microsoft office user",
    "microsoft",
    "author",
    "apache poi",
    "windows user",
    "pc",
    "owner",
    "benutzer",
    "usuario",
    "utilisateur",
    "office",
    "docx",
    "libreoffice",
];

/// Reads the core properties.
pub(super) fn properties(package: &mut Package<'_>) -> Properties {
    let relations = package.relations("").unwrap_or_default();
    let named =
        relations.values().find(|relation| relation.kind == "core-properties").map(|found| found.target.clone());
    let text = package.text(named.as_deref().unwrap_or("docProps/core.xml")).ok().flatten().unwrap_or_default();
    let Ok(tree) = Tree::parse(&text, &mut String::new()) else { return Properties::default() };
    let get = |name: &str| {
        let found = tree.children(0).find(|&id| tree.name(id) == name);
        found.map(|id| trimmed(tree.text(id))).filter(|text| !text.is_empty())
    };
    let split = |text: Option<String>, at: &[char]| -> Vec<String> {
        let text = text.unwrap_or_default();
        text.split(at).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let is_name =
        |name: &String| !NOBODY.contains(&name.to_lowercase().as_str()) && name.chars().any(char::is_alphabetic);
    Properties {
        title: get("title").filter(|title| !is_junk(title)),
        authors: split(get("creator"), &[';']).into_iter().filter(is_name).collect(),
        keywords: split(get("keywords"), &[',', ';']),
        lang: get("language").and_then(|lang| Lang::new(&lang).ok()),
    }
}

/// Returns whether a title is one that a program made up.
fn is_junk(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".rtf", ".odt", ".pdf", ".dotx"].iter().any(|ending| lower.ends_with(ending));
    let made_up = ["document", "dokument", "documento", "untitled", "word document", "powerpoint presentation"]
        .iter()
        .any(|name| lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ') == *name);
    is_file || made_up || lower.starts_with("microsoft word -") || !title.chars().any(char::is_alphabetic)
}

/// Takes the title, the subtitle, the authors and the date off the start of a document.
pub(super) fn front(items: &mut Vec<Item>, meta: &mut Meta) {
    let mut at = 0;
    let mut titled = false;
    let mut seen = 0;
    while at < items.len() && seen < TOP {
        let Item::Paragraph(paragraph) = &items[at] else {
            at += 1;
            seen += 1;
            continue;
        };
        match paragraph.role {
            // a title of two paragraphs
            Role::Title if !titled || (meta.subtitle.is_empty() && seen == 0) => titled = true,
            Role::Subtitle if titled => {}
            Role::Author | Role::Date | Role::Letterhead | Role::Category | Role::Byline | Role::Summary => {}
            Role::Heading(_) => return,
            _ => {
                at += 1;
                seen += 1;
                continue;
            }
        }
        let role = paragraph.role;
        let Item::Paragraph(paragraph) = items.remove(at) else { return };
        let content = in_line(unbold(paragraph.content));
        match role {
            Role::Title => join(&mut meta.title, content),
            Role::Subtitle => join(&mut meta.subtitle, content),
            Role::Author => {
                let names = plain_text(&content);
                let names = names.split(';').map(str::trim).filter(|name| !name.is_empty());
                meta.authors.extend(names.map(|name| Author { name: name.to_owned(), ..Author::default() }));
            }
            Role::Letterhead => meta.organization = Some(organization(&content)),
            Role::Category => meta.category = Some(plain_text(&content).trim().to_owned()),
            Role::Byline => {
                let line = plain_text(&content).trim().to_owned();
                meta.byline = Some(meta.byline.take().map_or(line.clone(), |before| format!("{before} · {line}")));
            }
            Role::Summary => join(&mut meta.description, content),
            _ => {
                let text = plain_text(&content).trim().to_owned();
                meta.published = Some(WrittenDate { iso: dates::iso(&text), text });
            }
        }
    }
}

/// Returns the organization of a letterhead: its logo and its name.
fn organization(content: &[Inline]) -> Organization {
    let logo = content.iter().find_map(|inline| match inline {
        Inline::Image(image) => Some(image),
        _ => None,
    });
    Organization {
        name: Some(words_of(content)),
        logo: logo.map(|image| image.path.clone()),
        logo_alt: logo.map(|image| image.alt.clone()).filter(|alt| !alt.is_empty()),
        ..Organization::default()
    }
}

/// Returns the words of a line, without the descriptions of pictures.
fn words_of(content: &[Inline]) -> String {
    let words = content.iter().filter(|inline| !matches!(inline, Inline::Image(_))).cloned();
    plain_text(&words.collect::<Vec<_>>()).trim().to_owned()
}

/// Returns a title without breaks.
fn in_line(content: Vec<Inline>) -> Vec<Inline> {
    let words = |inline: Inline| match inline {
        Inline::Break(x) => Inline::text(" ", x.span),
        other => other,
    };
    content.into_iter().map(words).collect()
}

fn join(line: &mut Vec<Inline>, content: Vec<Inline>) {
    if !line.is_empty() {
        line.push(Inline::text(" ", cover(&content)));
    }
    line.extend(content);
}

/// Returns the language that most of a document's text is marked as by its styles and runs, and the one that all text
/// has without a mark.
pub(super) fn languages(part: &Part<'_>, styles: &Styles<'_>) -> (Option<Lang>, Option<Lang>) {
    let tree = &part.tree;
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut unmarked = 0;
    let mut style = None;
    for id in tree.below(0) {
        match tree.full(id) {
            (Space::W, "p") => style = None,
            (Space::W, "pStyle") => style = tree.value(id),
            (Space::W, "r") => {
                let length = text_length(tree, id);
                let own = tree.child(id, Space::W, "rPr").map(|id| run_look(tree, id)).unwrap_or_default();
                let around = styles.paragraph(style).run;
                let rtl = own.rtl.or(around.rtl) == Some(true);
                let lang = if rtl { own.lang_rtl.or(around.lang_rtl) } else { own.lang.or(around.lang) };
                match lang {
                    Some(lang) => *counts.entry(lang).or_default() += length,
                    None => unmarked += length,
                }
            }
            _ => {}
        }
    }
    let lang = |tag: &str| Lang::new(tag).ok();
    let most = counts.into_iter().max_by(|(one, a), (other, b)| a.cmp(b).then(other.cmp(one)));
    let marked = most.filter(|(_, count)| *count > unmarked).and_then(|(tag, _)| lang(tag));
    (marked, styles.lang.and_then(lang))
}

fn text_length(tree: &Tree<'_>, run: Id) -> usize {
    tree.children(run).filter(|&id| tree.is(id, Space::W, "t")).map(|id| tree.text(id).len()).sum()
}
