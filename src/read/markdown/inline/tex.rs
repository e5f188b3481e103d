//! Formulas in TeX, in words: `\frac{1}{2}` is `1/2`, `\mu` is `μ`, `10^{-9}` is `10^−9`.
//!
//! Only what can be said on one line is read. A formula with any other command is not: it is shown as it is written.

use crate::{
    read::common::{
        clean::trimmed,
        formula::{Role, Term, fraction, join, root, script},
    },
    records::tex_symbol,
};

/// The longest formula that is read, in bytes.
const LONGEST: usize = 4000;
/// How deep groups may be nested.
const DEEPEST: usize = 20;

/// A formula in words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Formula {
    /// Its lines.
    pub(crate) lines: Vec<String>,
    /// Names by which other formulas refer to it. They are not printed.
    pub(crate) labels: Vec<String>,
}

/// Reads a formula. Returns nothing if it cannot be said in words.
pub(crate) fn read(tex: &str) -> Option<Formula> {
    if tex.len() > LONGEST {
        return None;
    }
    let mut parser = Parser { rest: tex, depth: 0, labels: Vec::new() };
    let mut lines = Vec::new();
    loop {
        lines.push(trimmed(&join(&parser.row("\\\\")?)));
        if parser.rest.is_empty() {
            break;
        }
        parser.skip("\\\\")?;
    }
    lines.retain(|line| !line.is_empty());
    (!lines.is_empty()).then_some(Formula { lines, labels: parser.labels })
}

/// Commands whose argument is set as words.
const WORDS: &[&str] = &[
    "text",
    "textrm",
    "textnormal",
    "textit",
    "textbf",
    "textsf",
    "mathrm",
    "mathit",
    "mathbf",
    "mathsf",
    "mathnormal",
    "boldsymbol",
    "bm",
    "operatorname",
    "mbox",
    "hbox",
    "ce",
];

/// Functions, whose names are words.
const FUNCTIONS: &[&str] = &[
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "arcsin", "arccos", "arctan", "max", "min", "lim", "det",
    "gcd", "Pr", "arg",
];

/// Commands that only set the size of brackets, or how a formula is laid out.
const SETTINGS: &[&str] = &[
    "middle",
    "bigl",
    "bigr",
    "Bigl",
    "Bigr",
    "bigg",
    "Bigg",
    "biggl",
    "biggr",
    "textstyle",
    "scriptstyle",
    "nonumber",
    "notag",
];

/// Environments that set lines under one another.
const ENVIRONMENTS: &[&str] = &["aligned", "align", "align*", "split", "gathered", "equation", "equation*"];

struct Parser<'a> {
    rest: &'a str,
    depth: usize,
    labels: Vec<String>,
}

impl<'a> Parser<'a> {
    fn skip(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    /// Takes characters from the front as long as they are of a kind.
    fn take(&mut self, kind: impl Fn(char) -> bool) -> &'a str {
        let (taken, rest) = self.rest.split_at(self.rest.find(|c| !kind(c)).unwrap_or(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Reads terms up to a mark, which stays, or to the end.
    fn row(&mut self, end: &str) -> Option<Vec<Term>> {
        let mut terms: Vec<Term> = Vec::new();
        loop {
            self.take(char::is_whitespace);
            if self.rest.is_empty() || self.rest.starts_with(end) {
                return Some(terms);
            }
            if self.space() {
                // What is raised after a space has no base: `38\,^\circ`.
                self.take(char::is_whitespace);
                if self.rest.starts_with(['^', '_']) {
                    terms.push(self.scripts(&[])?);
                }
            } else if self.rest.starts_with(['^', '_']) {
                let base: Vec<Term> = terms.pop().into_iter().collect();
                terms.push(self.scripts(&base)?);
            } else {
                self.term(&mut terms)?;
            }
        }
    }

    /// Skips a space that TeX prints.
    fn space(&mut self) -> bool {
        let spaces = ["~", "\\,", "\\;", "\\:", "\\!", "\\ ", "\\>"];
        spaces.iter().any(|space| self.skip(space).is_some())
    }

    /// Reads what is raised and lowered after a base.
    fn scripts(&mut self, base: &[Term]) -> Option<Term> {
        let (mut below, mut above) = (Vec::new(), Vec::new());
        while self.rest.starts_with(['^', '_']) {
            let place = if self.next()? == '^' { &mut above } else { &mut below };
            if !place.is_empty() {
                return None;
            }
            *place = self.argument()?;
            self.take(char::is_whitespace);
        }
        Some(script(base, &below, &above))
    }

    /// Reads a group in braces, or a single term.
    fn argument(&mut self) -> Option<Vec<Term>> {
        self.take(char::is_whitespace);
        if self.rest.starts_with('{') {
            return self.group();
        }
        let mut terms = Vec::new();
        match self.rest.chars().next()? {
            digit if digit.is_ascii_digit() => {
                self.next();
                terms.push(Term::new(digit, Role::Number));
            }
            _ => self.term(&mut terms)?,
        }
        Some(terms)
    }

    fn group(&mut self) -> Option<Vec<Term>> {
        self.skip("{")?;
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let terms = self.row("}")?;
        self.depth -= 1;
        self.skip("}")?;
        Some(terms)
    }

    /// Reads the text of a group without groups in it.
    fn name(&mut self) -> Option<&'a str> {
        self.take(char::is_whitespace);
        self.skip("{")?;
        let name = self.take(|c| !matches!(c, '{' | '}'));
        self.skip("}")?;
        Some(name)
    }

    fn term(&mut self, terms: &mut Vec<Term>) -> Option<()> {
        let first = self.rest.chars().next()?;
        match first {
            '\\' => return self.command(terms),
            '{' => {
                let group = self.group()?;
                // a lone term in braces is itself
                match <[Term; 1]>::try_from(group) {
                    Ok([one]) => terms.push(one),
                    Err(group) if group.is_empty() => {}
                    Err(group) => terms.push(Term::compound(join(&group))),
                }
                return Some(());
            }
            '}' => return None,
            digit if digit.is_ascii_digit() => {
                terms.push(Term::new(self.number(), Role::Number));
                return Some(());
            }
            _ => {}
        }
        self.next();
        match first {
            '&' => {}
            '\'' => terms.push(Term::new('′', Role::Close)),
            '-' => terms.push(Term::sign('−')),
            '*' => terms.push(Term::sign('∗')),
            letter if letter.is_alphabetic() => terms.push(Term::new(letter, Role::Letter)),
            sign if sign.is_control() => return None,
            sign => terms.push(Term::sign(sign)),
        }
        Some(())
    }

    /// Reads a number: `1,000.5`, or `3{,}5`.
    fn number(&mut self) -> String {
        let mut number = String::new();
        loop {
            number.push_str(self.take(|c| c.is_ascii_digit()));
            let mark = ["{,}", ",", "."].into_iter().find_map(|mark| self.rest.strip_prefix(mark));
            let Some(after) = mark.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) else {
                return number;
            };
            number.push(if self.rest.starts_with('.') { '.' } else { ',' });
            self.rest = after;
        }
    }

    fn command(&mut self, terms: &mut Vec<Term>) -> Option<()> {
        self.skip("\\")?;
        let name = self.take(|c| c.is_ascii_alphabetic());
        match name {
            "" => {
                let sign = self.next().filter(|sign| "%$&#_{}|".contains(*sign))?;
                terms.push(Term::sign(sign));
            }
            "frac" | "dfrac" | "tfrac" | "cfrac" => {
                let above = self.argument()?;
                terms.push(fraction(&above, &self.argument()?));
            }
            "binom" => {
                let (above, below) = (self.argument()?, self.argument()?);
                terms.push(Term::compound(format!("({} over {})", join(&above), join(&below))));
            }
            "sqrt" => {
                let degree = match self.skip("[") {
                    Some(()) => {
                        let degree = join(&self.row("]")?);
                        self.skip("]")?;
                        degree
                    }
                    None => String::new(),
                };
                terms.push(root(&degree, &self.argument()?));
            }
            "left" | "right" => {
                // an invisible bracket
                self.skip(".");
            }
            "begin" | "end" => {
                self.name().filter(|name| ENVIRONMENTS.contains(name))?;
            }
            "label" => {
                let label = self.name()?.to_owned();
                self.labels.push(label);
            }
            "tag" => terms.push(Term::compound(format!("({})", self.name()?))),
            "quad" | "qquad" => terms.push(Term::compound(String::new())),
            "mathbb" | "mathcal" | "mathfrak" => {
                let letter = self.argument()?;
                let [one] = letter.as_slice() else { return None };
                let double = ["Cℂ", "Nℕ", "Pℙ", "Qℚ", "Rℝ", "Zℤ"].iter().find_map(|pair| pair.strip_prefix(&*one.text));
                let text = double.filter(|_| name == "mathbb").unwrap_or(&one.text);
                terms.push(Term::new(text, one.role));
            }
            name if WORDS.contains(&name) => self.words(terms)?,
            name if FUNCTIONS.contains(&name) => terms.push(Term::new(name, Role::Word)),
            name if SETTINGS.contains(&name) => {}
            name => match mark_over(name) {
                Some(mark) => self.accent(mark, terms)?,
                None => symbol(name, terms)?,
            },
        }
        Some(())
    }

    /// Reads an argument that is words, as they are unless they hold TeX.
    fn words(&mut self, terms: &mut Vec<Term>) -> Option<()> {
        let before = self.rest;
        match self.name().filter(|words| !words.contains(['\\', '^', '_', '$', '~'])) {
            Some(words) => terms.push(Term::new(trimmed(words), Role::Word)),
            None => {
                self.rest = before;
                let inner = self.argument()?;
                terms.push(Term::new(join(&inner), Role::Word));
            }
        }
        Some(())
    }

    /// Reads a letter with a mark over it.
    fn accent(&mut self, mark: char, terms: &mut Vec<Term>) -> Option<()> {
        let argument = self.argument()?;
        let [one] = argument.as_slice() else { return None };
        let letter = one.role == Role::Letter && one.text.chars().count() == 1;
        letter.then(|| terms.push(Term::new(format!("{}{mark}", one.text), Role::Letter)))
    }
}

/// Adds what a symbol command prints.
fn symbol(name: &str, terms: &mut Vec<Term>) -> Option<()> {
    let text = tex_symbol(name)?;
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => {}
        (Some(one), None) if one.is_alphabetic() || matches!(one, '∞' | '∅' | '∂' | '∇') => {
            terms.push(Term::new(one, Role::Letter));
        }
        (Some(one), None) => terms.push(Term::sign(one)),
        _ => terms.push(Term::new(text, Role::Word)),
    }
    Some(())
}

/// Returns the combining mark of an accent.
fn mark_over(name: &str) -> Option<char> {
    Some(match name {
        "bar" | "overline" => '\u{304}',
        "hat" | "widehat" => '\u{302}',
        "tilde" | "widetilde" => '\u{303}',
        "vec" => '\u{20d7}',
        "dot" => '\u{307}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tex: &str) -> String {
        read(tex).map_or_else(|| "as written".to_owned(), |formula| formula.lines.join(" | "))
    }

    #[test]
    fn doses_powers_fractions_and_roots_are_said_on_one_line() {
        for (tex, said) in [
            (r"\mu", "μ"),
            (r"\approx 3.5", "≈3.5"),
            (r"T \geq 38\,^\circ\mathrm{C}", "T ≥ 38°C"),
            (r"10^{-9}", "10^−9"),
            (r"5 \times 10^9", "5 × 10^9"),
            (r"\pm 2", "±2"),
            (r"\frac{1}{2}", "1/2"),
            (r"\frac12", "1/2"),
            (r"\text{BMI} = \frac{\text{weight}}{\text{height}^2}", "BMI = weight/height^2"),
            (r"\frac{a+b}{2c}", "(a + b)/(2c)"),
            (r"\sqrt{9} + \sqrt[3]{x+1}", "√9 + ∛(x + 1)"),
            (r"C_0 = 3{,}5", "C_0 = 3,5"),
            (r"\left( \bar{x} - 1 \right)^2", "(x\u{304} − 1)^2"),
            (r"95\,\% \text{ of } n", "95% of n"),
            (r"\sum_{i=1}^{n} d_i", "∑_(i = 1)^n d_i"),
            (r"t_{\max} < \log x'", "t_max < log x′"),
            (r"x_1 \in \mathbb{R}", "x_1 ∈ ℝ"),
            (r"E = mc^2", "E = mc^2"),
            (r"\begin{aligned} a &= b \\ c &= -d \end{aligned}", "a = b | c = −d"),
        ] {
            assert_eq!(words(tex), said, "{tex}");
        }
    }

    #[test]
    fn what_cannot_be_said_on_one_line_stays_as_written() {
        for tex in [r"\begin{matrix} 1 & 2 \end{matrix}", r"\unknown{x}", "{x", "x}", "x^2^3", "", r"\overline{AB}"] {
            assert_eq!(read(tex), None, "{tex}");
        }
        assert_eq!(read(&"{".repeat(3000)), None);
        let labelled = read(r"x = 1 \label{eq:x}").unwrap();
        assert_eq!((labelled.lines, labelled.labels), (vec!["x = 1".to_owned()], vec!["eq:x".to_owned()]));
    }
}
