//! Tables on narrow screens: if the text of a table does not fit side by side, style sheets show its rows as lists.
//!
//! The class of a table gives the width that it needs, in ems, and its cells carry the text of their headers. No script
//! is involved: [`sheet`] has a container query for each width. A table whose cells span rows has no such lists: it can
//! be scrolled.

use crate::{
    article::{Article, Block, Cell, Inline, Table, for_each_block, for_each_inline, grid, plain_text},
    breaks,
    render::heads::repeated,
};
use std::{collections::BTreeSet, fmt::Write as _};
use unicode_width::UnicodeWidthStr;

/// The width of the narrowest screen, in ems.
const NARROWEST: u32 = 17;

/// Widths are rounded up to a multiple of this, so that few queries suffice for all tables.
const STEP: u32 = 4;

/// The approximate width of a letter, and the padding of a cell, in ems.
const LETTER: f32 = 0.58;
const AROUND: f32 = 1.2;

/// How a table adapts to narrow screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Narrow {
    /// It fits on all screens.
    Fits,
    /// Row by row in less width than this, in ems.
    Stacks(u32),
    /// By scrolling.
    Scrolls,
}

/// Returns how a table adapts to narrow screens.
pub(super) fn narrow(table: &Table) -> Narrow {
    let need = need(table);
    if need <= NARROWEST {
        Narrow::Fits
    } else if table.body.iter().flat_map(|row| &row.cells).any(|cell| cell.rows > 1) {
        Narrow::Scrolls
    } else {
        Narrow::Stacks(need.next_multiple_of(STEP))
    }
}

/// Returns the width that a table needs for its text, in ems.
fn need(table: &Table) -> u32 {
    let mut least = vec![0.0_f32; table.columns.len()];
    for rows in [&table.head, &table.body] {
        for row in grid(rows, table.columns.len()) {
            let mut last: Option<(&Cell, f32)> = None;
            for (least, cell) in least.iter_mut().zip(row) {
                let Some(cell) = cell else { continue };
                // a cell that spans columns is measured once
                let known = last.filter(|(before, _)| std::ptr::eq(*before, cell)).map(|(_, share)| share);
                let share = known.unwrap_or_else(|| longest_piece(cell) as f32 / cell.columns.max(1) as f32);
                *least = least.max(share);
                last = Some((cell, share));
            }
        }
    }
    least.iter().map(|letters| letters * LETTER + AROUND).sum::<f32>().ceil() as u32
}

/// Returns the width of the longest unbreakable piece.
fn longest_piece(cell: &Cell) -> usize {
    let words = words(cell);
    let mut start = 0;
    let pieces =
        breaks::opportunities(&words).into_iter().map(|at| words[std::mem::replace(&mut start, at)..at].trim_end());
    pieces.map(UnicodeWidthStr::width).max().unwrap_or_default()
}

/// Returns the header of each column, from all header rows, as it is repeated before cells.
pub(super) fn heads(table: &Table) -> Vec<String> {
    let mut heads = vec![String::new(); table.columns.len()];
    for row in grid(&table.head, table.columns.len()) {
        for (head, cell) in heads.iter_mut().zip(row) {
            let words = cell.map(words).unwrap_or_default();
            let words = repeated(&words);
            if !head.is_empty() && !words.is_empty() {
                head.push_str(", ");
            }
            head.push_str(words.trim());
        }
    }
    heads
}

fn words(cell: &Cell) -> String {
    if let [Block::Paragraph(only)] = cell.body.as_slice() {
        return plain_text(&only.content);
    }
    let mut words = String::new();
    for_each_inline(&cell.body, &mut |inline| {
        if let Inline::Text(_) | Inline::Code(_) = inline {
            words.push_str(&plain_text(std::slice::from_ref(inline)));
            words.push(' ');
        }
    });
    words
}

/// Returns the style sheet for the tables of an article.
pub(in crate::render) fn sheet(article: &Article) -> String {
    let mut needs = BTreeSet::new();
    let notes = article.notes.iter().map(|note| &note.body);
    for blocks in std::iter::once(&article.body).chain(notes) {
        for_each_block(blocks, &mut |block| {
            if let Block::Table(table) = block
                && let Narrow::Stacks(need) = narrow(table)
            {
                needs.insert(need);
            }
        });
    }
    let mut out = String::new();
    for need in needs {
        let table = format!(".fit-{need}");
        let _ = write!(
            out,
            "\n/* A table that needs {need} em: in less, its rows are lists. */
@container (max-width: {need}em) {{
  {table}, {table} caption, {table} tbody, {table} tr, {table} tbody th, {table} td {{ display: block; }}
  {table} thead {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
  {table} tbody tr {{ padding: 0.35em 0; }}
  {table} tbody th, {table} td {{ padding: 0.1em 0; text-align: start; overflow-wrap: break-word; }}
  {table} td:empty {{ display: none; }}
  {table} [data-head]::before {{ content: attr(data-head) \": \"; font-weight: bold; }}
}}
"
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::Source,
        read::{Syntax, read},
    };

    fn table(markdown: &str) -> Table {
        let article = read(&Source::new("a.md", markdown), Syntax::Markdown).article;
        match article.body.into_iter().next() {
            Some(Block::Table(table)) => *table,
            other => panic!("a table: {other:?}"),
        }
    }

    #[test]
    fn a_table_of_short_words_fits_and_one_of_long_words_stacks() {
        assert_eq!(narrow(&table("| Day | Hour |\n|--|--|\n| Mon | 9 |\n")), Narrow::Fits);
        let long = table(
            "| Substance | Interaction | Consequence |\n|--|--|--|\n| Clarithromycin | Simvastatin | Rhabdomyolysis |\n",
        );
        assert_eq!(narrow(&long), Narrow::Stacks(28));
        assert_eq!(heads(&long), ["Substance", "Interaction", "Consequence"]);
    }

    #[test]
    fn a_number_and_what_it_counts_are_one_piece() {
        let of = |cell: &str| narrow(&table(&format!("| A | B | C |\n|--|--|--|\n| {cell} | {cell} | {cell} |\n")));
        assert_eq!(of("tablets now"), Narrow::Fits);
        assert_eq!(of("3 tablets"), Narrow::Stacks(20));
    }
}
