//! Pipe tables that CommonMark's extension would read with losses: with bars within code, or rows with more cells
//! than the header.

use super::{code_fence, lines::Line, phrases, writer::Writer};

/// Writes the table that starts at the first line. Returns the number of lines consumed.
pub(super) fn write(writer: &mut Writer<'_>, lines: &[Line<'_>]) -> usize {
    let [head, rule, ..] = lines else { return 0 };
    if head.start < writer.plain_table
        || !head.text.contains('|')
        || !is_rule(rule.bare())
        || cells(head.text) != cells(rule.text)
    {
        return 0;
    }
    let end = lines.iter().position(|line| line.is_blank() || !line.text.contains('|')).unwrap_or(lines.len());
    let own = &lines[..end];
    let width = cells(head.text);
    let widest = own.iter().map(|line| cells(line.text)).max().unwrap_or(width).min(width + MOST_MORE);
    let in_code = own.iter().any(|line| bars(line.text).1 > 0);
    if widest == width && !in_code {
        writer.plain_table = own.last().map_or(0, |line| line.start + line.text.len());
        return 0;
    }
    if widest > width {
        let message = format!("the table has a row of {widest} cells under a header of {width}");
        writer.warn(message, "give the header a cell for each column", head.span());
    }
    for (nth, line) in own.iter().enumerate() {
        let trimmed = line.slice(0, line.text.trim_end().len());
        row(writer, &trimmed);
        if nth < 2 {
            let more = if nth == 0 { "  |" } else { " --- |" }.repeat(widest - width);
            let close = if trimmed.text.ends_with('|') || more.is_empty() { "" } else { " |" };
            writer.insert(&format!("{close}{more}"), trimmed.start + trimmed.text.len());
        }
        writer.end(line);
    }
    end
}

/// The maximum number of columns added beyond those of the header.
const MOST_MORE: usize = 20;

/// Writes a row, with the bars within its code escaped.
fn row(writer: &mut Writer<'_>, line: &Line<'_>) {
    let text = line.text;
    let in_code: Vec<usize> = inner_bars(text).collect();
    if in_code.is_empty() {
        return phrases::write_words(writer, line);
    }
    let mut written = 0;
    for at in in_code {
        writer.part(&text[written..at], line.start + written);
        writer.insert("\\", line.start + at);
        written = at;
    }
    writer.part(&text[written..], line.start + written);
}

/// Returns the positions of bars within code that are not escaped.
fn inner_bars(text: &str) -> impl Iterator<Item = usize> {
    let code = code_fence::spans(text);
    let bars = text.match_indices('|').map(|(at, _)| at).filter(|&at| !text[..at].ends_with('\\'));
    bars.filter(move |at| code.iter().any(|span| span.contains(at))).collect::<Vec<_>>().into_iter()
}

/// Returns the number of bars between cells, and of those within code.
fn bars(text: &str) -> (usize, usize) {
    let inner = inner_bars(text).count();
    let all = text.match_indices('|').filter(|(at, _)| !text[..*at].ends_with('\\')).count();
    (all - inner, inner)
}

/// Returns the number of cells in a row.
fn cells(text: &str) -> usize {
    let bare = text.trim();
    let ends = usize::from(bare.starts_with('|'))
        + usize::from(bare.len() > 1 && bare.ends_with('|') && !bare.ends_with("\\|"));
    (bars(bare).0 + 1).saturating_sub(ends)
}

/// Returns whether a line makes the line above a table header: `|---|:-:|`.
pub(super) fn is_rule(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}
