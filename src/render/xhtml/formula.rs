//! Formulas as MathML. Their linear text is in `alttext`, for reading systems without MathML.

use super::{Writer, inline::id};
use crate::{
    article::{DisplayFormula, Formula},
    maths,
};
use unicode_width::UnicodeWidthStr;

/// The number of columns of linear text above which formulas are usually wider than a phone: they can be scrolled.
const NARROW: usize = 32;

impl Writer<'_> {
    /// Writes an inline formula.
    pub(super) fn formula_in_line(&mut self, formula: &Formula) {
        let wide = formula.in_line().width() > NARROW;
        if wide {
            self.scrolling("span", "wide-formula", formula);
        }
        self.mathml(formula, false);
        if wide {
            self.out.end("span");
        }
    }

    /// Writes a displayed formula, with its number.
    pub(super) fn formula(&mut self, display: &DisplayFormula) {
        let class = if display.number.is_some() { "formula numbered" } else { "formula" };
        self.out.tag("div").attr("class", class).maybe("id", id(display.anchor.as_ref())).open();
        self.out.line();
        if display.formula.lines().any(|line| line.width() > NARROW) {
            self.scrolling("div", "set", &display.formula);
        } else {
            self.out.tag("div").attr("class", "set").open();
        }
        self.mathml(&display.formula, true);
        self.out.end_line("div");
        if let Some(number) = &display.number {
            self.out.tag("span").attr("class", "number").open();
            self.out.text(number);
            self.out.end_line("span");
        }
        self.out.end_line("div");
    }

    /// Begins a scrolling box. As scrollable boxes can have focus, it has a name.
    fn scrolling(&mut self, name: &str, class: &str, formula: &Formula) {
        let tag = self.out.tag(name).attr("class", class).attr("role", "group");
        tag.attr("tabindex", "0").attr("aria-label", &formula.spoken).open();
    }

    /// Writes a `math` element, or the source of a formula that cannot be parsed.
    fn mathml(&mut self, formula: &Formula, display: bool) {
        match self.host.formula(formula) {
            Some(tree) => {
                let math = maths::to_mathml(tree, display, &formula.in_line(), &self.article.lang());
                self.out.raw(&math);
            }
            None => {
                self.out.tag("code").open();
                for (at, line) in formula.lines().enumerate() {
                    if at > 0 {
                        self.out.tag("br").empty();
                    }
                    self.out.text(line);
                }
                self.out.end("code");
            }
        }
    }
}
