//! The organization in front matter, parsed field by field, so that diagnostics point to a single field.

use super::tree::{Entry, Node, Value, normal};
use crate::{
    article::Organization,
    diagnostic::{Code, Diagnostic},
    value::nearest,
};
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};

/// Returns the organization described by a map, or one with only a name.
pub(super) fn organization(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Organization> {
    let Value::Map(entries) = &node.value else {
        return node.text().map(|name| Organization { name: Some(name), ..Organization::default() });
    };
    let mut read = Organization::default();
    for entry in entries.iter().filter(|entry| !matches!(entry.node.value, Value::Null)) {
        match field(entry) {
            Ok(own) => read = own.or(&read),
            Err((message, help)) => {
                diagnostics.push(Diagnostic::new(Code::BadValue, message).at(entry.node.span).help(help));
            }
        }
    }
    if let Some(color) = read.color.filter(|color| !color.is_readable()) {
        let near = color.readable();
        let message = format!("text in the color `{color}` is hard to read on white: `{near}` is used");
        let span =
            entries.iter().find(|entry| normal(&entry.key) == "color").map_or(node.span, |entry| entry.node.span);
        let help = "choose a color with a contrast of 4.5:1 on white (WCAG 2.2, 1.4.3)";
        diagnostics.push(Diagnostic::new(Code::BadValue, message).at(span).help(help));
        read.color = Some(near);
    }
    (read != Organization::default()).then_some(read)
}

/// Returns an organization with a single field set.
fn field(entry: &Entry) -> Result<Organization, (String, String)> {
    let key = match normal(&entry.key).as_str() {
        "colour" => "color".to_owned(),
        key => key.to_owned(),
    };
    if !Organization::FIELDS.contains(&key.as_str()) {
        let help = nearest(&key, Organization::FIELDS, 2).map_or_else(
            || format!("write one of {}", Organization::FIELDS.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        return Err((format!("unknown key `{}` of the organization", entry.key), help));
    }
    // numbers, such as a telephone number, stay as written
    let map = Map::from_iter([(key.clone(), entry.node.json_as_written())]);
    Organization::deserialize(Json::Object(map))
        .map_err(|error| (format!("`{key}` cannot be used: {error}"), "write a line of text".to_owned()))
}
