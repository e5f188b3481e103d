//! Speech for tables, and for brackets with a meaning: absolute values, matrices, cases, aligned lines.

use super::{
    speaker::{Speaker, Words, fill},
    structure::is_simple,
};
use crate::maths::tree::{Node, TableKind};

impl Speaker {
    /// Returns the speech for brackets with a meaning: absolute values, matrices, cases, binomial coefficients.
    pub(super) fn fenced(self, nodes: &[Node]) -> Option<String> {
        let fence = |node: &Node| match node {
            Node::Operator(sign) if sign.stretchy == Some(true) => Some(sign.text.clone()),
            _ => None,
        };
        let open = fence(nodes.first()?)?;
        let close = fence(nodes.last()?);
        match (&*open, nodes, close.as_deref()) {
            ("|", [_, Node::Table { rows, .. }, _], Some("|")) => {
                Some(fill(self.phrases.determinant, &[&self.matrix(rows)]))
            }
            ("|", [_, inner, _], Some("|")) => {
                Some(self.fill(&self.phrases.absolute, is_simple(inner), &[&self.say(inner)]))
            }
            ("{", [_, Node::Table { rows, .. }], _) => {
                let count = rows.len().to_string();
                Some(fill(self.phrases.cases, &[&count, &self.cells(rows, ";")]))
            }
            (_, [_, Node::Table { rows, kind: TableKind::Array, .. }, _], _) => Some(self.matrix(rows)),
            ("(", [_, Node::Fraction { line: false, .. }, _], Some(")")) => Some(self.say(&nodes[1])),
            _ => None,
        }
    }

    pub(super) fn matrix(self, rows: &[Vec<Node>]) -> String {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).to_string();
        let said = numbered(rows.iter().map(|row| self.cells(std::slice::from_ref(row), "")), self.phrases.row);
        fill(self.phrases.matrix, &[&rows.len().to_string(), &columns, &said])
    }

    /// Returns the speech for numbered lines. Columns repeat in groups of `columns`.
    pub(super) fn lines(self, rows: &[Vec<Node>], columns: usize) -> String {
        let line = |row: &Vec<Node>| {
            let mut said = Words::default();
            for part in row.chunks(columns) {
                said.push(",");
                said.push(&self.row(part));
            }
            said.0
        };
        numbered(rows.iter().map(line), self.phrases.line)
    }

    /// Returns the speech for rows of cells, with commas between cells.
    pub(super) fn cells(self, rows: &[Vec<Node>], end: &str) -> String {
        let mut said = Words::default();
        for row in rows {
            for (at, cell) in row.iter().enumerate() {
                let cell = self.say(cell);
                if at > 0 && !said.0.ends_with([',', ';']) {
                    said.push(",");
                }
                said.push(&cell);
            }
            if !said.0.ends_with([',', ';']) {
                said.push(end);
            }
        }
        said.0
    }
}

/// Returns the speech for rows, numbered if there is more than one.
fn numbered(rows: impl ExactSizeIterator<Item = String>, phrase: &str) -> String {
    let mut said = Words::default();
    let alone = rows.len() == 1;
    for (at, row) in rows.enumerate() {
        let row = row.trim_end_matches([',', ';']);
        if alone {
            said.push(row);
        } else if !row.is_empty() {
            said.push(&fill(phrase, &[&(at + 1).to_string(), row]));
        }
    }
    said.0
}
