//! Formulas on lines of their own.

use super::{Writer, inline::id};
use crate::article::DisplayFormula;

impl Writer<'_> {
    /// Writes a formula with its number.
    pub(super) fn formula(&mut self, display: &DisplayFormula) {
        self.out.tag("p").maybe("id", id(display.anchor.as_ref())).attr("class", "formula").open();
        for (at, line) in display.formula.lines().enumerate() {
            if at > 0 {
                self.out.tag("br").empty();
            }
            self.out.text(line);
        }
        if let Some(number) = &display.number {
            self.out.text(" ");
            self.out.text(number);
        }
        self.out.end_line("p");
    }
}
