//! Tables of MathML.

use super::element::Element;
use crate::maths::tree::{Align, Node, TableKind};

/// Reads a table, calling `node` for each cell.
pub(super) fn table<E>(element: &Element, node: impl Fn(&Element) -> Result<Node, E>) -> Result<Node, E> {
    let mut rows = Vec::new();
    for row_of in element.elements() {
        let mut cells = Vec::new();
        match &*row_of.name {
            "mtr" | "mlabeledtr" => {
                for cell in row_of.elements() {
                    cells.push(node(cell)?);
                }
                // the equation number comes first in the markup and last in the layout
                if row_of.name == "mlabeledtr" && !cells.is_empty() {
                    cells.rotate_left(1);
                }
            }
            _ => cells.push(node(row_of)?),
        }
        rows.push(cells);
    }
    let columns: Vec<Align> = match element.attribute("columnalign") {
        None => vec![Align::Center],
        Some(columns) => columns
            .split_whitespace()
            .map(|column| match column {
                "left" => Align::Left,
                "right" => Align::Right,
                _ => Align::Center,
            })
            .collect(),
    };
    let kind = if element.is("displaystyle", "true") { TableKind::Lines } else { TableKind::Array };
    Ok(Node::Table { rows, kind, columns })
}
