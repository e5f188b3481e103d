//! Formulas on lines of their own.

use super::Writer;
use crate::article::DisplayFormula;

impl Writer<'_> {
    /// Writes a formula with its number.
    pub(super) fn formula(&mut self, display: &DisplayFormula) {
        let name = self.name(display.anchor.as_ref());
        let number = display.number.as_ref().map(|number| format!(" {number}")).unwrap_or_default();
        let words = format!("{}{number}", display.formula.in_line());
        self.paragraph(|writer| writer.named(name.as_deref(), |writer| writer.run(&words)));
    }
}
