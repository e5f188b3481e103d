//! Extracts the words of a plain text, in reading order: tables in columns are read cell by cell.

use unicode_width::UnicodeWidthChar;

/// Returns the text with tables read row by row, cell by cell.
pub(super) fn read(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out: Vec<String> = Vec::new();
    // The lines from here on may be the header of the next table.
    let (mut at, mut since) = (0, 0);
    while at < lines.len() {
        let end = columns(lines[at]).and_then(|table| Some((end_of(&lines, at)?, table)));
        match end {
            Some((end, table)) => {
                let head = lines[since..at].iter().rev().take_while(|line| table.covers(line)).count();
                let head: Vec<&str> = lines[at - head..at].to_vec();
                out.truncate(out.len() - head.len());
                out.push(table.row(&head));
                out.push(lines[at].split("---").next().unwrap_or_default().to_owned());
                out.extend(table.rows(&lines[at + 1..end]));
                at = end + 1;
                since = at;
            }
            None => {
                out.push(lines[at].to_owned());
                at += 1;
            }
        }
    }
    out.join("\n")
}

/// Returns the line of the closing rule, which equals the opening one apart from a list marker before it.
fn end_of(lines: &[&str], at: usize) -> Option<usize> {
    let opening = &lines[at][lines[at].find("---")?..];
    let after = lines[at + 1..].iter().position(|line| line.trim_start() == opening)?;
    Some(at + 1 + after)
}

/// The columns of a table.
struct Columns {
    /// The first display column of each.
    starts: Vec<usize>,
}

/// Returns the columns shown by a rule of several strokes, possibly after a list marker.
fn columns(line: &str) -> Option<Columns> {
    let from = line.find("---")?;
    let (mark, rule) = line.split_at(from);
    let strokes: Vec<&str> = rule.split("  ").collect();
    let sound = strokes.len() > 1 && strokes.iter().all(|s| s.len() >= 3 && s.bytes().all(|b| b == b'-'));
    if !sound || mark.split_whitespace().any(|word| word.chars().count() > 6) {
        return None;
    }
    let mut start = width(mark);
    let starts = strokes
        .iter()
        .map(|stroke| {
            let here = start;
            start += stroke.len() + 2;
            here
        })
        .collect();
    Some(Columns { starts })
}

fn width(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

impl Columns {
    /// Returns whether a line may belong to this table: it is not empty and has a space before each column.
    fn covers(&self, line: &str) -> bool {
        let mut at = 0;
        let mut blank_before = vec![false; self.starts.len()];
        for ch in line.chars() {
            for (start, blank) in self.starts.iter().zip(&mut blank_before) {
                *blank |= at + 1 == *start && ch == ' ';
            }
            at += ch.width().unwrap_or(0);
        }
        let fits = |(start, blank): (&usize, &bool)| *blank || *start == 0 || at < *start;
        !line.trim().is_empty() && self.starts.iter().zip(&blank_before).all(fits)
    }

    fn rows(&self, lines: &[&str]) -> Vec<String> {
        if lines.iter().any(|line| line.trim().is_empty()) {
            lines.split(|line| line.trim().is_empty()).map(|row| self.row(row)).collect()
        } else {
            lines.iter().map(|line| self.row(&[line])).collect()
        }
    }

    /// Returns the cells of a row, one after another, preceded by any text before the first column.
    fn row(&self, lines: &[&str]) -> String {
        let mut cells = vec![String::new(); self.starts.len() + 1];
        for line in lines {
            let mut at = 0;
            for ch in line.chars() {
                let cell = self.starts.partition_point(|&start| start <= at);
                cells[cell].push(ch);
                at += ch.width().unwrap_or(0);
            }
            cells.iter_mut().for_each(|cell| cell.push('\n'));
        }
        cells.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{super::normal::normal, read};

    #[test]
    fn a_table_in_columns_is_read_cell_by_cell() {
        let text = "Before\n\nDrink     Advice\n--------  ------\nBlack     not\ntea       now\n\nGreen 茶  yes\n--------  ------\n\nAfter";
        let words: String = normal(&read(text)).into_iter().collect();
        assert_eq!(words, "Before Drink Advice Black tea not now Green茶yes After");
    }
}
