//! Tables without headers.

use crate::{
    article::{Block, for_each_block},
    check::{
        findings::Found,
        rule::{Family, Rule},
        safety::{has_doses, has_header},
        subject::Subject,
    },
    diagnostic::Severity,
};

pub(in crate::check) const RULES: &[Rule] = &[Rule {
    name: "table-header",
    family: Family::Access,
    severity: Severity::Warning,
    summary: "a table has no header",
    reason: "A screen reader reads the header before each cell; without one, a table is a series of disconnected \
             words. Name each column in the \
             first row. Tables of doses are reported as `medicine-table-header`.",
    check: headers,
}];

fn headers(subject: &Subject<'_>, found: &mut Found<'_>) {
    for body in subject.article().bodies() {
        for_each_block(body, &mut |block| {
            if let Block::Table(table) = block
                && !has_header(table)
                && !has_doses(table)
                && table.columns.len() > 1
            {
                found.add(table.span, "the table has no header", "name each column in the first row");
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::found;

    #[test]
    fn a_table_needs_a_header() {
        let body = "|--|--|\n| Monday | closed |\n";
        assert_eq!(found("table-header", &format!("# A\n\n|  |  |\n{body}")).len(), 1);
        assert!(found("table-header", &format!("# A\n\n| Day | Hours |\n{body}")).is_empty());
    }
}
