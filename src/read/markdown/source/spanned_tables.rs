//! Tables of MultiMarkdown, with several header lines and with cells that span columns, written with as many bars
//! (`wide ||`), become HTML tables. Tables with a single header line are left to CommonMark's extension, where `||`
//! is an empty cell.

use super::{
    code_fence,
    lines::Line,
    pipe_tables::is_rule,
    tables::{CellSource, MOST_COLUMNS, TableSource, marked},
    writer::Writer,
};

/// The maximum number of header lines.
const HEADS: usize = 5;

/// Writes the table that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let is_row = |line: &Line<'_>| line.text.contains('|');
    if !writer.blank || !lines.first().is_some_and(is_row) {
        return 0;
    }
    let rule = lines.iter().take(HEADS + 1).take_while(|line| is_row(line)).position(|line| is_rule(line.bare()));
    let Some(rule) = rule.filter(|rule| *rule > 1) else { return 0 };
    let alignments: Vec<&str> = cells(&lines[rule]).iter().map(|(dashes, _)| marked(dashes.text)).collect();
    let width = alignments.len();
    let fits = |line: &Line<'_>| is_row(line) && covered(line) <= width;
    if !(2..=MOST_COLUMNS).contains(&width) || !lines[..rule].iter().all(fits) {
        return 0;
    }
    let mut end = rule + 1;
    // A blank line separates the rows, but does not end the table.
    while lines.get(end).is_some_and(fits)
        || lines.get(end).is_some_and(Line::is_blank)
            && lines.get(end + 1).is_some_and(|next| fits(next) && covered(next) == width)
    {
        end += 1;
    }
    let table = TableSource {
        head: lines[..rule].iter().map(|line| row(line, &alignments)).collect(),
        body: lines[rule + 1..end].iter().filter(|line| !line.is_blank()).map(|line| row(line, &alignments)).collect(),
    };
    writer.table(&table, lines[0].start);
    end + caption(writer, &lines[end..])
}

fn row<'a>(line: &Line<'a>, alignments: &[&'static str]) -> Vec<CellSource<'a>> {
    let mut column = 0;
    let own = cells(line).into_iter().map(|(text, columns)| {
        let align = alignments.get(column).copied().unwrap_or_default();
        column += columns;
        CellSource { columns, ..CellSource::single(vec![text], align) }
    });
    own.collect()
}

/// Writes the caption in brackets below a table. Returns the number of lines consumed.
fn caption(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(line) = lines.first().map(Line::trimmed) else { return 0 };
    let words = line.text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if !words.is_some_and(|words| !words.is_empty() && !words.contains(['[', ']'])) {
        return 0;
    }
    writer.insert("Table: ", line.start);
    writer.part(&line.text[1..line.text.len() - 1], line.start + 1);
    writer.insert("\n\n", line.start + line.text.len());
    1
}

/// Returns the number of columns covered by the cells of a row.
fn covered(line: &Line<'_>) -> usize {
    cells(line).iter().map(|(_, columns)| columns).sum()
}

/// Returns the cells of a row with their column spans: the number of bars at their end.
fn cells<'a>(line: &Line<'a>) -> Vec<(Line<'a>, usize)> {
    let line = line.trimmed();
    let code = code_fence::spans(line.text);
    let divides = |&at: &usize| !line.text[..at].ends_with('\\') && !code.iter().any(|span| span.contains(&at));
    let bars: Vec<usize> = line.text.match_indices('|').map(|(at, _)| at).filter(divides).collect();
    let mut found: Vec<(Line<'a>, usize)> = Vec::new();
    let mut from = 0;
    for &at in &bars {
        match found.last_mut() {
            Some((_, columns)) if from == at => *columns += 1,
            _ if at == 0 => {}
            _ => found.push((line.slice(from, at).trimmed(), 1)),
        }
        from = at + 1;
    }
    if from < line.text.len() {
        found.push((line.slice(from, line.text.len()).trimmed(), 1));
    }
    found
}
