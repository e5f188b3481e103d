//! Multi-line comments of Obsidian; targets, block breaks, comments and attribute lines of MyST.

use super::{lines::Line, phrases, writer::Writer};
use crate::{
    article::Span,
    read::{account::Reason, common::attributes},
};

/// Classes that classify a list.
const LISTS: [&str; 3] = ["tips", "list", "continue"];

/// Writes the comment, target or block break in the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first() else { return 0 };
    let bare = first.bare();
    if let Some(name) = bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(")=")) {
        let sound = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || "()\"<>".contains(c));
        if sound {
            writer.insert(&format!("\n<a id=\"{name}\"></a>\n\n"), first.start);
            return 1;
        }
    }
    if writer.blank && bare == "+++" {
        writer.insert("\n", first.start);
        return 1;
    }
    if writer.myst && (bare == "%" || bare.starts_with("% ")) {
        writer.leave_out(Reason::Comment, first.span(), bare);
        writer.insert("\n", first.start);
        return 1;
    }
    let next = lines.get(1).is_some_and(|line| !line.is_blank());
    if writer.myst && writer.blank && next && (bare.starts_with("{.") || bare.starts_with("{#")) {
        return attributes(writer, first);
    }
    if !bare.starts_with("%%") || bare.len() > 2 && bare[2..].contains("%%") {
        return 0;
    }
    let Some(close) = lines.iter().skip(1).position(|line| line.text.contains("%%")) else { return 0 };
    let last = &lines[close + 1];
    let end = last.text.find("%%").map_or(0, |at| at + 2);
    let words: Vec<&str> = lines[..close + 1].iter().map(|line| line.text).chain([&last.text[..end]]).collect();
    writer.leave_out(Reason::Comment, Span::new(first.start, last.start + end), &words.join("\n"));
    writer.insert("\n", first.start);
    phrases::write(writer, &last.slice(end, last.text.len()));
    close + 2
}

/// Leaves out an attribute line of the block below it, `{.wide #top}`, except for the anchor.
fn attributes(writer: &mut Writer<'_>, line: &Line<'_>) -> usize {
    let found = attributes::parse(line.bare());
    let Some(found) = found.filter(|found| !found.classes.iter().any(|class| LISTS.contains(&class.as_str()))) else {
        return 0;
    };
    writer.leave_out(Reason::Markup, line.span(), line.bare());
    let name = found.anchor.filter(|name| !name.as_str().contains(['"', '<', '>']));
    let place = name.map(|name| format!("<a id=\"{}\"></a>", name.as_str())).unwrap_or_default();
    writer.insert(&format!("\n{place}\n\n"), line.start);
    1
}
