//! Tables of pandoc (simple, multiline and grid) become HTML tables, whose cells hold Markdown.

use super::{lines::Line, writer::Writer};

/// A cell: its lines, and how many columns it covers.
pub(super) struct CellSource<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) columns: usize,
}

/// A table to be written.
pub(super) struct TableSource<'a> {
    pub(super) head: Vec<Vec<CellSource<'a>>>,
    pub(super) body: Vec<Vec<CellSource<'a>>>,
    /// The alignment of each column, as HTML names it; empty for the usual one.
    pub(super) alignments: Vec<&'static str>,
}

impl Writer<'_> {
    /// Writes a table at byte `at` of the source.
    pub(super) fn table(&mut self, table: &TableSource<'_>, at: usize) {
        self.insert("\n<table>\n", at);
        for (rows, name) in [(&table.head, "th"), (&table.body, "td")] {
            for row in rows {
                self.insert("<tr>\n", at);
                let mut column = 0;
                for cell in row {
                    let place = cell.lines.first().map_or(at, |line| line.start);
                    let align = table.alignments.get(column).filter(|align| !align.is_empty());
                    let align = align.map(|align| format!(" align=\"{align}\"")).unwrap_or_default();
                    let span = if cell.columns > 1 { format!(" colspan=\"{}\"", cell.columns) } else { String::new() };
                    self.insert(&format!("<{name}{align}{span}>\n\n"), place);
                    self.blocks(&cell.lines, 0);
                    self.insert(&format!("\n</{name}>\n"), place);
                    column += cell.columns;
                }
                self.insert("</tr>\n", at);
            }
        }
        self.insert("</table>\n\n", at);
    }
}

/// A group of dashes in a line: the columns of its first character and after its last.
type Group = (usize, usize);

/// Returns the groups of dashes of a line of nothing else.
fn groups(line: &str) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    for (at, c) in line.char_indices() {
        match (c, found.last_mut()) {
            ('-', Some(last)) if last.1 == at => last.1 = at + 1,
            ('-', _) => found.push((at, at + 1)),
            (' ', _) => {}
            _ => return Vec::new(),
        }
    }
    found
}

/// The largest number of columns of a table: cutting a line takes time for each of them.
const MOST_COLUMNS: usize = 100;

/// Returns the columns that a line of dashes makes: at least two, each of at least two dashes.
fn columns(line: &Line<'_>) -> Option<Vec<Group>> {
    let found = groups(line.text);
    ((2..=MOST_COLUMNS).contains(&found.len()) && found.iter().all(|(start, end)| end - start > 1)).then_some(found)
}

/// Whether a line is dashes without a gap.
fn is_rule(line: &Line<'_>) -> bool {
    matches!(groups(line.text.trim_end())[..], [(start, end)] if end - start > 4)
}

/// Writes the simple or multiline table that starts at the first line. Returns how many lines it takes.
pub(super) fn simple(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let [first, second, ..] = lines else { return 0 };
    if !writer.blank || first.is_blank() {
        return 0;
    }
    let shape = if is_rule(first) {
        multiline(lines)
    } else if columns(first).is_some() {
        headless(lines)
    } else if columns(second).is_some() {
        let end = lines[2..].iter().position(|line| line.is_blank() || columns(line).is_some());
        let end = end.map_or(lines.len(), |end| end + 2);
        let closed = lines.get(end).is_some_and(|line| columns(line).is_some());
        Some(Shape { head: 0..1, rule: 1, body: 2..end, end: end + usize::from(closed), multiline: false })
    } else {
        None
    };
    let Some(shape) = shape.filter(|shape| !shape.body.is_empty()) else { return 0 };
    let Some(groups) = columns(&lines[shape.rule]) else { return 0 };
    let head = &lines[shape.head.clone()];
    if head.iter().chain(&lines[shape.body.clone()]).any(|line| divides_word(line, &groups)) {
        return 0;
    }
    let rows: Vec<&[Line<'_>]> = if shape.multiline {
        lines[shape.body.clone()].split(Line::is_blank).filter(|row| !row.is_empty()).collect()
    } else {
        lines[shape.body.clone()].chunks(1).collect()
    };
    let aligned = if head.is_empty() { rows.first().copied().unwrap_or_default() } else { head };
    let alignments = groups.iter().enumerate().map(|(nth, _)| alignment(aligned, &groups, nth)).collect();
    let table = TableSource {
        head: if head.is_empty() { Vec::new() } else { vec![cells(row_of(head, &groups))] },
        body: rows.iter().map(|lines| cells(row_of(lines, &groups))).collect(),
        alignments,
    };
    writer.table(&table, lines[0].start);
    shape.end
}

/// Where the parts of a table are: lines by number.
struct Shape {
    head: std::ops::Range<usize>,
    /// The line of dashes that makes the columns.
    rule: usize,
    body: std::ops::Range<usize>,
    /// The line after the table.
    end: usize,
    multiline: bool,
}

/// A rule, a head, a line of columns, rows between blank lines, a rule.
fn multiline(lines: &[Line<'_>]) -> Option<Shape> {
    let rule = lines.iter().take_while(|line| !line.is_blank()).position(|line| columns(line).is_some())?;
    let end = rule + 1 + lines[rule + 1..].iter().position(is_rule)?;
    (rule > 1).then_some(Shape { head: 1..rule, rule, body: rule + 1..end, end: end + 1, multiline: true })
}

/// A line of columns, rows, the same line again or a rule.
fn headless(lines: &[Line<'_>]) -> Option<Shape> {
    let groups = columns(&lines[0])?;
    let closes = |line: &Line<'_>| is_rule(line) || columns(line).is_some_and(|own| own.len() == groups.len());
    let end = 1 + lines[1..].iter().position(closes)?;
    let multiline = lines[1..end].iter().any(Line::is_blank);
    Some(Shape { head: 0..0, rule: 0, body: 1..end, end: end + 1, multiline })
}

fn row_of<'a>(lines: &[Line<'a>], groups: &[Group]) -> Vec<Vec<Line<'a>>> {
    (0..groups.len()).map(|nth| cut(lines, groups, nth)).collect()
}

fn cells(row: Vec<Vec<Line<'_>>>) -> Vec<CellSource<'_>> {
    row.into_iter().map(|lines| CellSource { lines, columns: 1 }).collect()
}

/// Returns the lines of a column: from the start of its dashes, or of the line, to the start of the next ones.
fn cut<'a>(lines: &[Line<'a>], groups: &[Group], nth: usize) -> Vec<Line<'a>> {
    let from = if nth == 0 { 0 } else { groups[nth].0 };
    let to = groups.get(nth + 1).map_or(usize::MAX, |next| next.0);
    let own = lines.iter().map(|line| line.slice(byte(line.text, from), byte(line.text, to)).trimmed());
    own.filter(|line| !line.is_blank()).collect()
}

/// Returns whether a column would start within a word of the line, so that the dashes make no columns.
fn divides_word(line: &Line<'_>, groups: &[Group]) -> bool {
    let is_text = |at: usize| line.text.chars().nth(at).is_some_and(|c| !c.is_whitespace());
    groups[1..].iter().any(|&(start, _)| is_text(start) && is_text(start - 1))
}

/// Returns the byte of a character, by number.
fn byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// Returns the alignment of a column: its words are flush with one end of the dashes, or with none.
fn alignment(lines: &[Line<'_>], groups: &[Group], nth: usize) -> &'static str {
    let (start, end) = groups[nth];
    let Some(line) = lines.iter().find(|line| !cut(std::slice::from_ref(*line), groups, nth).is_empty()) else {
        return "";
    };
    let character = |at: usize| line.text.chars().nth(at).unwrap_or(' ');
    match (character(start) != ' ', character(end - 1) != ' ') {
        (false, true) => "right",
        (false, false) => "center",
        _ => "",
    }
}

/// Writes the grid table that starts at the first line. Returns how many lines it takes.
pub(super) fn grid(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let Some(first) = lines.first().filter(|line| is_separator(line.bare())) else { return 0 };
    let taken = lines.iter().take_while(|line| line.bare().starts_with(['+', '|'])).count();
    let own: Vec<Line<'_>> = lines[..taken].iter().map(Line::trimmed).collect();
    if taken < 3 {
        return 0;
    }
    match read_grid(&own) {
        Some(table) => writer.table(&table, first.start),
        None => {
            writer.insert("\n~~~~~~\n", first.start);
            lines[..taken].iter().for_each(|line| writer.copy(line));
            writer.insert("~~~~~~\n\n", first.start);
            let help = "cells over several rows are not read: write the table in HTML";
            writer.warn("a grid table is shown as written".to_owned(), help, first.span());
        }
    }
    taken
}

/// Whether a line separates rows of a grid: `+---+:==:+`.
fn is_separator(line: &str) -> bool {
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.contains(['-', '='])
        && line.chars().all(|c| matches!(c, '+' | '-' | '=' | ':'))
}

/// Reads a grid without cells over several rows.
fn read_grid<'a>(lines: &[Line<'a>]) -> Option<TableSource<'a>> {
    let mut borders: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| is_separator(line.text)) {
        borders.extend(line.text.char_indices().filter(|(_, c)| *c == '+').map(|(at, _)| at));
    }
    borders.sort_unstable();
    borders.dedup();
    if borders.len() > MOST_COLUMNS {
        return None;
    }
    let (mut rows, mut heads, mut row): (Vec<Vec<CellSource<'a>>>, usize, Vec<Line<'a>>) = Default::default();
    let mut alignments = vec![""; borders.len().saturating_sub(1)];
    for (nth, line) in lines.iter().enumerate() {
        if !is_separator(line.text) {
            if line.text.starts_with('+') || !line.text.ends_with('|') || line.text.contains("+--") {
                return None;
            }
            row.push(*line);
            continue;
        }
        if !row.is_empty() {
            rows.push(grid_row(&row, &borders)?);
            row.clear();
        }
        if line.text.contains('=') && nth > 0 && nth + 1 < lines.len() {
            heads = rows.len();
        }
        if line.text.contains('=') || nth == 0 {
            alignments = borders.windows(2).map(|pair| marked(line.text.get(pair[0] + 1..pair[1]))).collect();
        }
    }
    if !row.is_empty() || rows.is_empty() {
        return None;
    }
    let body = rows.split_off(heads);
    Some(TableSource { head: rows, body, alignments })
}

/// Returns the alignment that colons at the ends of dashes ask for.
fn marked(dashes: Option<&str>) -> &'static str {
    let dashes = dashes.unwrap_or_default();
    match (dashes.starts_with(':'), dashes.ends_with(':')) {
        (true, true) => "center",
        (false, true) => "right",
        _ => "",
    }
}

/// Returns the cells of a row: a border that some line does not have is inside a cell.
fn grid_row<'a>(lines: &[Line<'a>], borders: &[usize]) -> Option<Vec<CellSource<'a>>> {
    let is_border = |at: usize| lines.iter().all(|line| line.text.chars().nth(at) == Some('|'));
    let (&first, &last) = (borders.first()?, borders.last()?);
    if !is_border(first) || !is_border(last) || lines.iter().any(|line| line.text.chars().count() != last + 1) {
        return None;
    }
    let own: Vec<usize> = (0..borders.len()).filter(|nth| is_border(borders[*nth])).collect();
    let cell = |pair: &[usize]| {
        let (from, to) = (borders[pair[0]] + 1, borders[pair[1]]);
        let lines: Vec<Line<'a>> =
            lines.iter().map(|line| line.slice(byte(line.text, from), byte(line.text, to))).collect();
        let indent = lines.iter().filter(|line| !line.is_blank()).map(Line::indent).min().unwrap_or(0);
        let lines =
            lines.iter().map(|line| line.unindented(indent)).map(|line| line.slice(0, line.text.trim_end().len()));
        CellSource { lines: lines.collect(), columns: pair[1] - pair[0] }
    };
    Some(own.windows(2).map(cell).collect())
}
