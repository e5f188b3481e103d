//! Tables of medicines without headers.

use crate::{
    article::{Block, Row, Table, for_each_block, for_each_inline, plain_text},
    check::{
        findings::Found,
        numbers::numbers,
        rule::{Family, Rule},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "medicine-table-header",
    family: Family::Safety,
    severity: Severity::Warning,
    summary: "a table of doses has no header",
    reason: "A column of doses without a header does not say whether it is the dose, the strength or the daily \
             limit, and a screen reader has no header to read before each cell. Name each column in the first row.",
    check: headers,
}];

fn headers(subject: &Subject<'_>, found: &mut Found<'_>) {
    for_each_block(&subject.article().body, &mut |block| {
        if let Block::Table(table) = block
            && !has_header(table)
            && has_doses(table)
        {
            found.add(
                table.span,
                "a table of doses has no header",
                "name each column in the first row: medicine, dose, time",
            );
        }
    });
}

/// Returns whether a table has a row or a column of headers with text.
pub(in crate::check) fn has_header(table: &Table) -> bool {
    let worded = |row: &Row| row.cells.iter().any(|cell| !words(&cell.body).trim().is_empty());
    table.head.iter().any(worded) || table.body.iter().any(|row| row.cells.iter().any(|cell| cell.heads_row))
}

pub(in crate::check) fn has_doses(table: &Table) -> bool {
    table.body.iter().flat_map(|row| &row.cells).any(|cell| {
        let text = words(&cell.body);
        numbers(&text).iter().any(|number| number.is_dose(&text))
    })
}

fn words(blocks: &[Block]) -> String {
    let mut text = String::new();
    for_each_inline(blocks, &mut |inline| {
        text.push_str(&plain_text(std::slice::from_ref(inline)));
    });
    text
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn a_table_of_doses_without_header_is_reported() {
        let body = "|--|--|\n| Samplin | 5 mg |\n| Otherin | 10 mg |\n";
        assert_eq!(found("medicine-table-header", &format!("# A\n\n|  |  |\n{body}")).len(), 1);
        assert!(found("medicine-table-header", &format!("# A\n\n| Medicine | Dose |\n{body}")).is_empty());
        assert!(found("medicine-table-header", "# A\n\n|  |  |\n|--|--|\n| Monday | closed |\n").is_empty());
    }
}
