//! Environments: matrices, cases, aligned lines.

use super::{
    TexError,
    atom::{Atom, Class, bracketed},
    command::ems,
    parser::Parser,
};
use crate::maths::tree::{Align, Node, TableKind};

type Rows = Vec<Vec<Node>>;

impl Parser<'_> {
    /// Reads an environment after `\begin`.
    pub(super) fn environment(&mut self, start: usize) -> Result<Node, TexError> {
        let name = self.cursor.word()?;
        let after_name = self.cursor.at();
        let kind = name.strip_suffix('*').unwrap_or(name);
        let columns = self.columns(name)?;
        if !is_known(kind) {
            let mut place = self.cursor.error_since(start, format!("unknown environment `{name}`"));
            place.at.end = after_name;
            return Err(place);
        }
        let rows = self.rows(name, start, is_lines(kind))?;
        Ok(environment(kind, rows, columns))
    }

    /// Reads the column specification of an environment.
    fn columns(&mut self, name: &str) -> Result<Vec<Align>, TexError> {
        let mut columns = vec![Align::Center];
        match name.strip_suffix('*').unwrap_or(name) {
            "array" | "tabular" => {
                self.cursor.brackets()?;
                columns = alignments(self.cursor.word()?);
            }
            "alignat" | "alignedat" | "subarray" => {
                let of_columns = self.cursor.word()?;
                columns = alignments(of_columns);
            }
            "aligned" | "gathered" | "split" => {
                self.cursor.brackets()?;
            }
            _ if name.ends_with("matrix*") => {
                columns = self.cursor.brackets()?.map_or(columns, alignments);
            }
            _ => {}
        }
        Ok(columns)
    }

    /// Reads the rows of an environment and its `\end`.
    fn rows(&mut self, name: &str, start: usize, lines: bool) -> Result<Rows, TexError> {
        let around = (std::mem::replace(&mut self.in_bracket, false), std::mem::replace(&mut self.in_script, false));
        let mut rows: Rows = vec![Vec::new()];
        loop {
            let cell = self.row()?;
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            if self.cursor.skip("&") {
                self.continues = lines;
                continue;
            }
            if self.cursor.skip("\\\\") {
                self.gap();
                rows.push(Vec::new());
            } else if self.cursor.command() == Some("cr") && self.cursor.skip("\\cr") {
                rows.push(Vec::new());
            } else if self.cursor.command() == Some("end") {
                break;
            } else if self.cursor.is_done() {
                let at = start..start + "\\begin".len();
                return Err(TexError { at, message: format!("`\\begin{{{name}}}` without `\\end{{{name}}}`") });
            } else {
                return Err(self.unexpected());
            }
        }
        (self.in_bracket, self.in_script) = around;
        let end = self.cursor.at();
        self.cursor.skip("\\end");
        if self.cursor.word()? != name {
            return Err(self.cursor.error_since(end, format!("expected `\\end{{{name}}}`")));
        }
        // a line break after the last line starts no new line
        if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(super::is_empty)) {
            rows.pop();
        }
        Ok(rows)
    }

    /// Skips the optional space of a line break: `\\[2pt]`.
    fn gap(&mut self) {
        self.cursor.skip("*");
        let mut after = self.cursor;
        if let Ok(Some(length)) = after.brackets()
            && ems(length).is_some()
        {
            self.cursor = after;
        }
    }

    /// Reads the stacked lines of a limit.
    pub(super) fn substack(&mut self) -> Result<Atom, TexError> {
        self.cursor.skip_space();
        let open = self.cursor.at();
        if !self.cursor.skip("{") {
            return Err(self.cursor.error("expected lines in braces"));
        }
        let mut rows = vec![vec![self.row()?]];
        while self.cursor.skip("\\\\") {
            rows.push(vec![self.row()?]);
        }
        if !self.cursor.skip("}") {
            return Err(TexError { at: open..open + 1, message: "this brace is not closed".to_owned() });
        }
        Ok(Atom::new(Node::Table { rows, kind: TableKind::Array, columns: vec![Align::Center] }, Class::Ordinary))
    }
}

fn is_known(kind: &str) -> bool {
    matches!(
        kind,
        "matrix"
            | "pmatrix"
            | "bmatrix"
            | "Bmatrix"
            | "vmatrix"
            | "Vmatrix"
            | "smallmatrix"
            | "cases"
            | "rcases"
            | "dcases"
            | "drcases"
            | "array"
            | "tabular"
            | "subarray"
            | "aligned"
            | "align"
            | "alignat"
            | "alignedat"
            | "flalign"
            | "split"
            | "eqnarray"
            | "gather"
            | "gathered"
            | "multline"
            | "equation"
            | "displaymath"
            | "math"
    )
}

fn environment(kind: &str, mut rows: Rows, columns: Vec<Align>) -> Node {
    let relations = vec![Align::Right, Align::Left];
    let table = |rows, kind, columns| Node::Table { rows, kind, columns };
    let array = |rows| table(rows, TableKind::Array, columns.clone());
    match kind {
        "pmatrix" => bracketed("(", array(rows), ")"),
        "bmatrix" => bracketed("[", array(rows), "]"),
        "Bmatrix" => bracketed("{", array(rows), "}"),
        "vmatrix" => bracketed("|", array(rows), "|"),
        "Vmatrix" => bracketed("‖", array(rows), "‖"),
        "smallmatrix" => Node::Styled { base: Box::new(array(rows)), display: Some(false), level: Some(1) },
        "cases" | "dcases" => bracketed("{", table(rows, TableKind::Array, vec![Align::Left]), ""),
        "rcases" | "drcases" => bracketed("", table(rows, TableKind::Array, vec![Align::Left]), "}"),
        "matrix" | "array" | "tabular" | "subarray" => array(rows),
        "eqnarray" => table(rows, TableKind::Lines, vec![Align::Right, Align::Center, Align::Left]),
        // a single line needs no table
        _ if rows.len() == 1 && rows[0].len() == 1 => rows.remove(0).remove(0),
        "gather" | "gathered" | "multline" | "equation" | "displaymath" | "math" => {
            let columns = if rows.iter().any(|row| row.len() > 1) { relations } else { vec![Align::Center] };
            table(rows, TableKind::Lines, columns)
        }
        _ => table(rows, TableKind::Lines, relations),
    }
}

/// Returns whether the rows of an environment are lines that continue from cell to cell.
fn is_lines(kind: &str) -> bool {
    matches!(kind, "aligned" | "align" | "alignat" | "alignedat" | "flalign" | "split" | "eqnarray")
}

/// Parses a column specification: `{l|cr}`.
fn alignments(columns: &str) -> Vec<Align> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for c in columns.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            'l' if depth == 0 => found.push(Align::Left),
            'c' if depth == 0 => found.push(Align::Center),
            'r' if depth == 0 => found.push(Align::Right),
            _ => {}
        }
    }
    if found.is_empty() { vec![Align::Center] } else { found }
}
