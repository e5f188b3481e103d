//! Pandoc's simple and multiline tables become HTML tables with Markdown in their cells.

use super::{lines::Line, writer::Writer};

/// A cell: its lines, and the number of columns and rows that it spans.
pub(super) struct CellSource<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// The alignment, as named in HTML; empty for the default.
    pub(super) align: &'static str,
}

impl<'a> CellSource<'a> {
    /// Returns a cell that spans one column and one row.
    pub(super) fn single(lines: Vec<Line<'a>>, align: &'static str) -> Self {
        Self { lines, columns: 1, rows: 1, align }
    }
}

/// A table to be written.
pub(super) struct TableSource<'a> {
    pub(super) head: Vec<Vec<CellSource<'a>>>,
    pub(super) body: Vec<Vec<CellSource<'a>>>,
}

impl Writer<'_> {
    /// Writes a table at byte `at` of the source.
    pub(super) fn table(&mut self, table: &TableSource<'_>, at: usize) {
        self.insert("\n<table>\n", at);
        for (rows, name) in [(&table.head, "th"), (&table.body, "td")] {
            for row in rows {
                self.insert("<tr>\n", at);
                for cell in row {
                    let place = cell.lines.first().map_or(at, |line| line.start);
                    let align =
                        if cell.align.is_empty() { String::new() } else { format!(" align=\"{}\"", cell.align) };
                    let span = |name: &str, count: usize| {
                        if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() }
                    };
                    let (columns, rows) = (span("colspan", cell.columns), span("rowspan", cell.rows));
                    self.insert(&format!("<{name}{align}{columns}{rows}>\n\n"), place);
                    self.blocks(&cell.lines, 0);
                    self.insert(&format!("\n</{name}>\n"), place);
                }
                self.insert("</tr>\n", at);
            }
        }
        self.insert("</table>\n\n", at);
    }
}

/// A group of dashes in a line: the columns of its first character and after its last.
type Group = (usize, usize);

/// Returns the groups of dashes in a line that contains nothing else.
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

/// The maximum number of columns of a table: splitting a line takes time for each of them.
pub(super) const MOST_COLUMNS: usize = 100;

/// Returns the columns defined by a line of dashes: at least two, each of at least two dashes.
fn columns(line: &Line<'_>) -> Option<Vec<Group>> {
    let found = groups(line.text);
    ((2..=MOST_COLUMNS).contains(&found.len()) && found.iter().all(|(start, end)| end - start > 1)).then_some(found)
}

/// Returns whether a line is dashes without a gap.
fn is_rule(line: &Line<'_>) -> bool {
    matches!(groups(line.text.trim_end())[..], [(start, end)] if end - start > 4)
}

/// Writes the simple or multiline table that starts at the first line. Returns the number of lines consumed.
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
    let alignments: Vec<&str> = (0..groups.len()).map(|nth| alignment(aligned, &groups, nth)).collect();
    let table = TableSource {
        head: if head.is_empty() { Vec::new() } else { vec![row_of(head, &groups, &alignments)] },
        body: rows.iter().map(|lines| row_of(lines, &groups, &alignments)).collect(),
    };
    writer.table(&table, lines[0].start);
    shape.end
}

/// The parts of a table, as line indices.
struct Shape {
    head: std::ops::Range<usize>,
    /// The line of dashes that defines the columns.
    rule: usize,
    body: std::ops::Range<usize>,
    /// The line after the table.
    end: usize,
    multiline: bool,
}

/// Matches a multiline table: a rule, a header, a line of columns, rows separated by blank lines, a rule.
fn multiline(lines: &[Line<'_>]) -> Option<Shape> {
    let rule = lines.iter().take_while(|line| !line.is_blank()).position(|line| columns(line).is_some())?;
    let end = rule + 1 + lines[rule + 1..].iter().position(is_rule)?;
    (rule > 1).then_some(Shape { head: 1..rule, rule, body: rule + 1..end, end: end + 1, multiline: true })
}

/// Matches a table without a header: a line of columns, rows, the same line again or a rule.
fn headless(lines: &[Line<'_>]) -> Option<Shape> {
    let groups = columns(&lines[0])?;
    let closes = |line: &Line<'_>| is_rule(line) || columns(line).is_some_and(|own| own.len() == groups.len());
    let end = 1 + lines[1..].iter().position(closes)?;
    let multiline = lines[1..end].iter().any(Line::is_blank);
    Some(Shape { head: 0..0, rule: 0, body: 1..end, end: end + 1, multiline })
}

fn row_of<'a>(lines: &[Line<'a>], groups: &[Group], alignments: &[&'static str]) -> Vec<CellSource<'a>> {
    let cells = alignments.iter().enumerate();
    cells.map(|(nth, align)| CellSource::single(cut(lines, groups, nth), align)).collect()
}

/// Returns the lines of a column: from the start of its dashes, or of the line, to the start of the next ones.
fn cut<'a>(lines: &[Line<'a>], groups: &[Group], nth: usize) -> Vec<Line<'a>> {
    let from = if nth == 0 { 0 } else { groups[nth].0 };
    let to = groups.get(nth + 1).map_or(usize::MAX, |next| next.0);
    let own = lines.iter().map(|line| line.slice(byte(line.text, from), byte(line.text, to)).trimmed());
    own.filter(|line| !line.is_blank()).collect()
}

/// Returns whether a column would start within a word of the line, so that the dashes do not define columns.
fn divides_word(line: &Line<'_>, groups: &[Group]) -> bool {
    let is_text = |at: usize| line.text.chars().nth(at).is_some_and(|c| !c.is_whitespace());
    groups[1..].iter().any(|&(start, _)| is_text(start) && is_text(start - 1))
}

/// Returns the byte offset of the nth character.
pub(super) fn byte(text: &str, character: usize) -> usize {
    text.char_indices().nth(character).map_or(text.len(), |(at, _)| at)
}

/// Returns the alignment of a column: its text is flush with one end of the dashes, or with neither.
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

/// Returns the alignment given by colons at the ends of dashes.
pub(super) fn marked(dashes: &str) -> &'static str {
    match (dashes.starts_with(':'), dashes.ends_with(':')) {
        (true, true) => "center",
        (false, true) => "right",
        _ => "",
    }
}
