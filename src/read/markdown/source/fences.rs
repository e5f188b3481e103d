//! Fenced divisions of pandoc, Quarto, VitePress and Docusaurus: `::: {.warning #id}` … `:::`.

use super::{
    directive::{Directive, Division},
    lines::Line,
    writer::Writer,
};
use crate::read::common::attributes::{self, Attributes};

/// Writes the directive in the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(line) = lines.first().map(Line::trimmed) else { return 0 };
    let Some(mut directive) = parse(line) else { return 0 };
    let indent = lines[0].indent();
    let mut title = None;
    if let Directive::Open(division) = &mut directive
        && division.title_line
        && !division.title.is_empty()
    {
        let at = line.text.rfind(division.title.as_str()).unwrap_or_default();
        let length = division.title.len();
        title = Some((line.slice(at, at + length), division.callout().is_some()));
        division.title.clear();
    }
    writer.insert("\n", line.start);
    writer.directive(indent, directive, line.span());
    if let Some((title, callout)) = title {
        writer.title(indent, title, callout);
    }
    1
}

/// Names of divisions that may have a title although they are not callouts.
const TITLED: [&str; 6] = ["details", "tab", "tabs", "card", "spoiler", "collapse"];

/// Parses a line of colons.
fn parse(line: Line<'_>) -> Option<Directive> {
    let rest = line.text.trim_start_matches(':');
    if line.text.len() - rest.len() < 3 {
        return None;
    }
    let rest = rest.trim_end_matches(':').trim();
    if rest.is_empty() {
        return Some(Directive::Close);
    }
    if let Some(attributes) = attributes::parse(rest) {
        let title = attributes.value("title");
        return Some(Directive::Open(Division { title, attributes, title_line: false, span: line.span() }));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
    let (name, title) = rest.split_at(end);
    // Docusaurus puts the title in brackets: `:::note[Title]`.
    let bracketed = title.strip_prefix('[').and_then(|title| title.split_once(']'));
    let title = bracketed.map_or(title, |(title, _)| title);
    let given = title.strip_prefix(char::is_whitespace).unwrap_or(title).trim();
    let mut attributes = Attributes { classes: vec![name.to_owned()], ..Attributes::default() };
    // pandoc: attributes may follow a name.
    if let Some(more) = attributes::parse(given) {
        attributes.classes.extend(more.classes);
        (attributes.anchor, attributes.values) = (more.anchor, more.values);
        return Some(Directive::Open(Division {
            title: String::new(),
            attributes,
            title_line: false,
            span: line.span(),
        }));
    }
    let division = Division { title: given.to_owned(), attributes, title_line: true, span: line.span() };
    // Words after a name are a title if the name takes one; any other line is text.
    let takes = given.is_empty() || division.callout().is_some() || TITLED.contains(&name);
    let apart = title.is_empty() || bracketed.is_some() || title.starts_with(char::is_whitespace);
    (takes && apart && !name.is_empty()).then_some(Directive::Open(division))
}
