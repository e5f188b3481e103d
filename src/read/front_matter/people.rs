//! Authors: names, or maps with roles, affiliations (JOSS numbers them) and ORCID iDs.

use super::tree::Node;
use crate::article::Author;

/// Returns the authors of a value: one or a list.
pub(super) fn authors(node: &Node, affiliations: Option<&Node>) -> Vec<Author> {
    node.items().iter().filter_map(|item| author(item, affiliations)).collect()
}

fn author(node: &Node, affiliations: Option<&Node>) -> Option<Author> {
    if let Some(name) = node.text() {
        return Some(Author { name, ..Author::default() });
    }
    let text = |key: &str| node.get(key).and_then(Node::text);
    let given = text("given-names").or_else(|| text("given")).or_else(|| text("first-name"));
    let family = text("surname").or_else(|| text("family")).or_else(|| text("last-name"));
    let parts: Vec<String> =
        [given.clone(), text("dropping-particle"), family.clone(), text("suffix")].into_iter().flatten().collect();
    let sorted = family.zip(given).map(|(family, given)| format!("{family}, {given}"));
    let name = text("name").or_else(|| text("literal")).unwrap_or_else(|| parts.join(" "));
    let place = node.get("affiliation").or_else(|| node.get("affiliations"));
    let orcid = text("orcid").map(|id| id.trim_start_matches("https://orcid.org/").to_owned());
    (!name.is_empty()).then(|| Author {
        name,
        file_as: text("file-as").or_else(|| text("sort")).or(sorted),
        role: text("role").map(role),
        affiliation: place.and_then(|place| affiliation(place, affiliations)),
        orcid,
    })
}

/// Returns a role in English, given as a word or as a MARC relator code.
fn role(role: String) -> String {
    match role.trim().to_ascii_lowercase().as_str() {
        "aut" | "author" | "by" => "author",
        "edt" | "editor" => "editor",
        "ill" | "illustrator" => "illustrator",
        "trl" | "translator" => "translator",
        "rev" | "reviewer" => "reviewer",
        "pht" | "photographer" => "photographer",
        "ctb" | "contributor" => "contributor",
        _ => return role,
    }
    .to_owned()
}

/// Returns an affiliation given as text, or by its number (`1`, `1, 2`) in the article's list.
fn affiliation(place: &Node, listed: Option<&Node>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for item in place.items() {
        let Some(text) = item.text().or_else(|| item.get("name").and_then(Node::text)) else { continue };
        let by_number: Option<Vec<String>> = text.split(',').map(|index| by_index(listed, index.trim())).collect();
        names.extend(by_number.unwrap_or_else(|| vec![text]));
    }
    (!names.is_empty()).then(|| names.join("; "))
}

fn by_index(listed: Option<&Node>, index: &str) -> Option<String> {
    let found = listed?.items().iter().find(|item| {
        let own = item.get("index").or_else(|| item.get("id")).and_then(Node::text);
        own.as_deref() == Some(index)
    });
    found?.get("name").and_then(Node::text)
}
