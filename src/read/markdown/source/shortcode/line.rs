//! Replaces the tags that start in a line.

use super::{
    container, figure,
    tag::{Closers, FILLER, Kind, Tag, line_end, quoted},
};
use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
    read::{
        account::Reason,
        markdown::{report::Report, source::code_fence},
    },
};
use std::ops::Range;

/// The bytes to remove, and their replacement.
struct Edit {
    range: Range<usize>,
    words: String,
}

/// Copies the line at this byte, and further lines that its tags span, with tags replaced. Returns the byte after
/// them.
pub(super) fn replace(
    text: &str,
    start: usize,
    out: &mut String,
    closers: &mut Closers<'_>,
    report: &mut Report,
) -> usize {
    let mut end = line_end(text, start);
    if !text[start..end].contains('{') {
        out.push_str(&text[start..end]);
        return end;
    }
    let code = code_fence::spans(&text[start..end]);
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = start;
    while let Some(tag) = next(text, at, end) {
        let span = code.get(code.partition_point(|span| start + span.end <= tag.range.start));
        if let Some(span) = span.filter(|span| start + span.start < tag.range.start) {
            at = start + span.end;
            continue;
        }
        let own = belongs(text, start, &tag);
        let alone = text[start..end].trim().len() == tag.range.len();
        at = edit(text, &tag, Place { own, alone }, &mut edits, closers, report);
        if at > end {
            end = line_end(text, at - 1);
        }
    }
    if edits.iter().any(|edit| is_contents(&text[edit.range.clone()])) {
        take_item(out, &text[..start], report);
    }
    write(text, start..end, &edits, out);
    end
}

/// Returns the first tag that starts in these bytes.
fn next(text: &str, from: usize, to: usize) -> Option<Tag> {
    let mut at = from;
    while at < to {
        at += text[at..to].find('{')?;
        match Tag::at(text, at) {
            Some(tag) => return Some(tag),
            None => at += 1,
        }
    }
    None
}

/// The context of a tag.
#[derive(Clone, Copy)]
struct Place {
    /// Whether it applies to what precedes it.
    own: bool,
    /// Whether it is alone on its line.
    alone: bool,
}

/// Adds the edit for a tag. Returns the byte to continue from.
fn edit(
    text: &str,
    tag: &Tag,
    place: Place,
    edits: &mut Vec<Edit>,
    closers: &mut Closers<'_>,
    report: &mut Report,
) -> usize {
    let inside = tag.inside(text);
    let mut remove = |range: Range<usize>| edits.push(Edit { range, words: String::new() });
    match (tag.kind, tag.name()) {
        (Kind::Comment, _) => {
            remove(tag.range.clone());
            leave_out(report, text, tag.range.clone());
        }
        (Kind::Hugo, _) if inside.starts_with("/*") && inside.ends_with("*/") => {
            remove(tag.inner().start..tag.inner().start + 2);
            remove(tag.inner().end - 2..tag.inner().end);
        }
        (Kind::Liquid | Kind::Hugo, "comment") => {
            let close = closers.after(tag.kind, "comment", tag.range.end).map_or(tag.range.end, |close| close.end);
            remove(tag.range.start..close);
            leave_out(report, text, tag.range.start..close);
            return close;
        }
        (Kind::Liquid, "raw") => {
            remove(tag.range.clone());
            let Some(close) = closers.after(tag.kind, "raw", tag.range.end) else { return tag.range.end };
            remove(close.clone());
            return close.end;
        }
        (Kind::Hugo, "figure") => match figure::markdown(inside).filter(|words| words.len() <= tag.range.len()) {
            Some(words) => edits.push(Edit { range: tag.range.clone(), words }),
            None => {
                remove(tag.range.clone());
                report_tag(tag, text, report);
            }
        },
        (Kind::Hugo, name) if place.alone && container::is_known(name) => {
            match container::markdown(inside, |name| closers.after(tag.kind, name, tag.range.end).is_some()) {
                Some(words) if words.len() <= tag.range.len() => edits.push(Edit { range: tag.range.clone(), words }),
                _ => {
                    edits.push(Edit { range: tag.range.clone(), words: String::new() });
                    report_tag(tag, text, report);
                }
            }
        }
        (Kind::Value, _) if quoted(inside).is_some() => {
            let words = quoted(inside).unwrap_or_default();
            let start = tag.inner().start;
            remove(tag.range.start..start + words.start);
            remove(start + words.end..tag.range.end);
        }
        (Kind::Attributes, _) if place.own => {
            let colon = tag.range.start + 1;
            edits.push(Edit { range: colon..colon + 1, words: " ".to_owned() });
        }
        _ => {
            remove(tag.range.clone());
            report_tag(tag, text, report);
        }
    }
    tag.range.end
}

/// Leaves out a comment.
fn leave_out(report: &mut Report, text: &str, range: Range<usize>) {
    let words = &text[range.clone()];
    report.account.leave_out(Reason::Comment, Span::new(range.start, range.end), words);
}

/// Returns whether attributes directly follow their element, or end a heading, as in pandoc. `start` is the start of
/// their line.
fn belongs(text: &str, start: usize, tag: &Tag) -> bool {
    let after = text[tag.range.end..].trim_start_matches([' ', '\t']);
    let heading = text[start..].starts_with('#') && (after.is_empty() || after.starts_with('\n'));
    let behind = text[..tag.range.start].ends_with([')', ']', '`']);
    tag.kind == Kind::Attributes && !tag.inside(text).contains("toc") && (heading || behind)
}

/// Returns whether a tag is kramdown's table of contents.
fn is_contents(tag: &str) -> bool {
    tag.starts_with("{:") && tag[2..].split(['}', ' ']).any(|word| word == "toc")
}

/// Blanks the preceding line if it is the item that a table of contents would replace: `* TOC`.
fn take_item(out: &mut String, before: &str, report: &mut Report) {
    let line = before.lines().next_back().unwrap_or_default();
    let marked = ["* ", "- ", "+ ", "1. "].iter().any(|mark| line.trim_start().starts_with(mark));
    if marked && out.ends_with(&format!("{line}\n")) {
        out.truncate(out.len() - line.len() - 1);
        out.extend(std::iter::repeat_n(' ', line.len()));
        out.push('\n');
        let start = before.len() - line.len() - 1;
        report.account.leave_out(Reason::Placeholder, Span::new(start, start + line.len()), line);
    }
}

/// Copies these bytes with their edits. Where spaces could turn the rest of a line into indented code, the padding is
/// a filler character that is removed later.
fn write(text: &str, range: Range<usize>, edits: &[Edit], out: &mut String) {
    let replaced: usize = edits.iter().map(|edit| edit.words.trim().len()).sum();
    let left_out: usize = edits.iter().map(|edit| edit.range.len()).sum();
    let alone = replaced == 0 && left_out == text[range.clone()].trim().len();
    let fence = edits.iter().any(|edit| edit.words.starts_with(":::"));
    let filler = if alone || fence { ' ' } else { FILLER };
    let mut kept = range.start;
    for edit in edits {
        out.push_str(&text[kept..edit.range.start]);
        out.push_str(&edit.words);
        out.extend(std::iter::repeat_n(filler, edit.range.len().saturating_sub(edit.words.len())));
        kept = edit.range.end;
    }
    out.push_str(&text[kept..range.end]);
}

fn report_tag(tag: &Tag, text: &str, report: &mut Report) {
    let name = tag.name();
    let (what, help) = match tag.kind {
        Kind::Value => (format!("the site variable `{name}` is left out"), "write the words that it stands for"),
        Kind::Attributes if name.contains("toc") => {
            ("the site's table of contents is left out".to_owned(), "`toc: true` in the front matter prints one")
        }
        Kind::Attributes => {
            (format!("the attributes `{name}` are left out"), "write `::: warning` and `:::` around a callout")
        }
        Kind::Hugo | Kind::Comment | Kind::Liquid => {
            (format!("the shortcode `{name}` is left out"), "write what it stands for as Markdown")
        }
    };
    let span = Span::new(tag.range.start, tag.range.end);
    report.diagnostics.push(Diagnostic::new(Code::Shortcode, what).at(span).help(help));
    report.account.leave_out_reported(Reason::Placeholder, span, &text[tag.range.clone()]);
}
