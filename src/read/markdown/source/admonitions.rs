//! MkDocs admonitions and tabs: `!!! warning "Title"`, `??? note`, `=== "Tab"`, with an indented body.

use super::{
    directive::{Division, is_callout, title_of},
    lines::Line,
    writer::Writer,
};

/// Writes the admonition that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some((line, rest)) = lines.split_first() else { return 0 };
    let Some((classes, title)) = opening(line) else { return 0 };
    let least = line.indent() + 4;
    let is_body = |line: &&Line<'_>| line.is_blank() || line.indent() >= least;
    let body = &rest[..rest.iter().take_while(is_body).count()];
    let Some(last) = body.iter().rposition(|line| !line.is_blank()) else { return 0 };
    let body: Vec<Line<'_>> = body[..=last].iter().map(|line| line.unindented(4)).collect();
    let mut division = Division::of_classes(classes, line.span());
    if title.is_none() && division.attributes.classes.first().is_some_and(|class| !is_callout(class)) {
        division.title = title_of(&division.attributes.classes[0]);
    }
    writer.division(line.indent(), division, title, &body);
    last + 2
}

/// Returns the classes and the title of an opening line.
fn opening<'a>(line: &Line<'a>) -> Option<(Vec<String>, Option<Line<'a>>)> {
    let own = line.trimmed();
    let tab = own.text.starts_with("=== ");
    let mark =
        ["!!! ", "???+ ", "??? ", "===! ", "===+ ", "=== "].into_iter().find(|mark| own.text.starts_with(mark))?;
    let rest = own.slice(mark.len(), own.text.len()).trimmed();
    let (names, title) = match rest.text.find('"') {
        Some(quote) if rest.text.len() > quote + 1 && rest.text.ends_with('"') => {
            (&rest.text[..quote], Some(rest.slice(quote + 1, rest.text.len() - 1)))
        }
        Some(_) => return None,
        None => (rest.text, None),
    };
    let mut classes: Vec<String> = names.split_whitespace().map(str::to_lowercase).collect();
    let sound = |name: &String| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if !classes.iter().all(sound) || classes.len() > 4 {
        return None;
    }
    classes.retain(|class| !matches!(class.as_str(), "inline" | "end"));
    if mark.starts_with('=') {
        return (tab && classes.is_empty() && title.is_some()).then(|| (vec!["tab".to_owned()], title));
    }
    // A single unknown kind is a note with that name; more words are text.
    let known = classes.first().is_some_and(|class| is_callout(class));
    if !known && classes.len() == 1 {
        classes.push("note".to_owned());
    }
    let sound = known || title.is_some() || classes.len() == 2 && classes[1] == "note";
    (!classes.is_empty() && sound).then(|| (classes, title.filter(|title| !title.is_blank())))
}
