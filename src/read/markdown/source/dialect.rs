//! Rewrites other dialects as CommonMark with HTML: admonitions, directives, pandoc tables, line blocks, lists with
//! letters, comments. Processes line by line; constructs that contain blocks are read recursively.

use super::{
    abbreviations, admonitions, cells,
    code_fence::CodeFence,
    comments, fancy_lists, fences, grid_tables, line_blocks,
    lines::{self, Line},
    mdx, myst, phrases, pipe_tables, snippets, spanned_tables, tables, tex,
    writer::{Prepared, Writer},
};
use crate::read::markdown::report::Report;

/// The maximum nesting depth of constructs.
const DEEPEST: usize = 20;

/// Writes the construct that starts at the first line. Returns the number of lines consumed; 0 if there is none.
type Construct = fn(&mut Writer<'_>, &[Line<'_>]) -> usize;

const CONSTRUCTS: [Construct; 17] = [
    raw_html,
    myst::write,
    fences::write,
    cells::write,
    code,
    admonitions::write,
    grid_tables::write,
    tables::simple,
    spanned_tables::write,
    pipe_tables::write,
    abbreviations::write,
    line_blocks::write,
    fancy_lists::write,
    comments::write,
    mdx::write,
    mdx::component,
    snippets::write,
];

/// Rewrites the text from byte `start` on.
pub(crate) fn rewrite(text: &str, start: usize, report: &mut Report) -> Prepared {
    let lines = lines::of(text, start);
    let mut writer = Writer::new(text, report, blocks);
    writer.examples = fancy_lists::examples(&lines);
    blocks(&mut writer, &lines);
    writer.finish()
}

/// Writes lines of blocks.
fn blocks(writer: &mut Writer<'_>, lines: &[Line<'_>]) {
    let mut at = 0;
    while at < lines.len() {
        let rest = &lines[at..];
        let opens =
            writer.depth <= DEEPEST && !writer.maths && !rest[0].is_blank() && !is_indented_code(writer, &rest[0]);
        let constructs = CONSTRUCTS.iter().chain(&[tex::write as Construct]).filter(|_| opens);
        let taken = constructs.map(|write| write(writer, rest)).find(|taken| *taken > 0);
        match taken {
            Some(_) => writer.blank = true,
            None => line(writer, &rest[0]),
        }
        at += taken.unwrap_or(1);
    }
}

/// Copies a block of HTML whose text is no Markdown, blank lines included (CommonMark 4.6, kind 1). Returns the number of
/// lines consumed.
fn raw_html(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let name =
        lines[0].text.trim_start().strip_prefix('<').map(|tag| tag.split([' ', '\t', '>']).next().unwrap_or(tag));
    let is_raw = |name: &&str| ["pre", "script", "style", "textarea"].iter().any(|raw| name.eq_ignore_ascii_case(raw));
    let Some(name) = name.filter(is_raw) else { return 0 };
    let end = format!("</{}>", name.to_ascii_lowercase());
    let last = lines.iter().position(|line| line.text.to_ascii_lowercase().contains(&end));
    let taken = last.map_or(lines.len(), |last| last + 1);
    lines[..taken].iter().for_each(|line| writer.copy(line));
    taken
}

/// Copies a fenced code block. Returns the number of lines consumed.
fn code(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let mut fence = CodeFence::default();
    let mut taken = 0;
    while lines.get(taken).is_some_and(|line| (taken == 0 || fence.is_open()) && fence.covers(line.text)) {
        writer.copy(&lines[taken]);
        taken += 1;
    }
    taken
}

/// Writes a line outside any construct.
fn line(writer: &mut Writer<'_>, line: &Line<'_>) {
    if is_indented_code(writer, line) || is_maths(writer, line) {
        writer.copy(line);
        return;
    }
    note_items(writer, line);
    divide_callouts(writer, line);
    match definition(line).filter(|_| !writer.blank) {
        Some(mark) => {
            writer.part(&line.text[..mark], line.start);
            writer.replace(":", line.start + mark..line.start + mark + 1);
            phrases::write(writer, &line.slice(mark + 1, line.text.len()));
        }
        None => phrases::write(writer, line),
    }
    writer.blank = line.is_blank();
}

/// Returns whether a line is part of a multi-line display formula, which contains no markup.
fn is_maths(writer: &mut Writer<'_>, line: &Line<'_>) -> bool {
    let inside = writer.maths;
    let turns = line.text.matches("$$").count() % 2 == 1;
    // a blank line ends it
    writer.maths = (inside ^ turns) && !line.is_blank();
    if inside || writer.maths {
        writer.blank = line.is_blank();
    }
    // attributes may follow the closing delimiter
    let closes = inside && turns && line.bare().starts_with("$$");
    !closes && (inside && !line.is_blank() || writer.maths)
}

/// Ends the quote before a line that opens another callout: `> [!warning]` directly below one.
fn divide_callouts(writer: &mut Writer<'_>, line: &Line<'_>) {
    let bare = line.text.trim_start();
    let quoted = bare.starts_with('>');
    let opens = bare.trim_start_matches(['>', ' ']).strip_prefix("[!").and_then(|rest| rest.split_once(']'));
    let named = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    if writer.quoted && quoted && opens.is_some_and(|(name, after)| named(name) && !after.starts_with(['(', '[', ':']))
    {
        let marks = line.text.find("[!").unwrap_or(0);
        let outer = line.text[..marks].trim_end().strip_suffix('>').unwrap_or_default().trim_end();
        writer.insert(&format!("{outer}\n"), line.start);
    }
    writer.quoted = quoted;
}

/// Returns the byte of a pandoc definition marker: `~ A metal.` below its term. An amount is not one: `~ 5 mg`.
fn definition(line: &Line<'_>) -> Option<usize> {
    let words = line.text.trim_start().strip_prefix("~ ")?.trim_start();
    let sound = words.starts_with(|c: char| c.is_alphabetic()) && line.indent() < 4;
    sound.then(|| line.text.len() - line.text.trim_start().len())
}

/// Returns whether a line is indented code, as far as the preceding lines show.
fn is_indented_code(writer: &Writer<'_>, line: &Line<'_>) -> bool {
    let content = writer.contents.iter().rev().find(|content| **content <= line.indent()).copied().unwrap_or(0);
    writer.blank && !line.is_blank() && line.indent() >= content + 4
}

/// Records which list items are open after a line.
fn note_items(writer: &mut Writer<'_>, line: &Line<'_>) {
    let (indent, item) = (line.indent(), line.item_content());
    if !line.is_blank() && (writer.blank || item.is_some()) {
        writer.contents.retain(|content| *content <= indent);
    }
    writer.contents.extend(item);
}
