//! Decodes the TeX of a field into text with the markup of CSL-JSON (`<i>`, `<sup>`, …).
//!
//! Supports the commands common in bibliographies. Unknown commands are collected for the caller, and their arguments
//! remain: `\foo{bar}` becomes `bar`.

mod accents;
pub(super) mod journals;
pub(super) mod symbols;

use std::collections::BTreeSet;

/// The maximum nesting depth of groups; deeper braces are dropped.
const DEPTH: usize = 48;

/// Commands that style their argument, with the CSL-JSON tags for it.
const STYLES: [(&[&str], &str, &str); 5] = [
    (&["emph", "textit", "textsl", "mathit", "mkbibemph", "mkbibitalic"], "<i>", "</i>"),
    (&["textbf", "mathbf", "boldsymbol", "mkbibbold"], "<b>", "</b>"),
    (&["textsc"], "<span style=\"font-variant:small-caps;\">", "</span>"),
    (&["textsuperscript", "mkbibsuperscript", "up"], "<sup>", "</sup>"),
    (&["textsubscript", "mkbibsubscript"], "<sub>", "</sub>"),
];

/// Commands that style the rest of their group.
const SWITCHES: [(&[&str], &str, &str); 3] = [
    (&["em", "it", "itshape", "sl", "slshape"], "<i>", "</i>"),
    (&["bf", "bfseries"], "<b>", "</b>"),
    (&["sc", "scshape"], "<span style=\"font-variant:small-caps;\">", "</span>"),
];

/// Commands that are replaced by their argument.
const PLAIN: &[&str] = &[
    "text",
    "textrm",
    "textsf",
    "texttt",
    "textup",
    "textmd",
    "textnormal",
    "mbox",
    "hbox",
    "mathrm",
    "mathsf",
    "mathtt",
    "mathcal",
    "mathbb",
    "mathfrak",
    "mathnormal",
    "operatorname",
    "underline",
    "uline",
    "ensuremath",
    "uppercase",
    "lowercase",
    "MakeUppercase",
    "MakeLowercase",
    "mkbibnamefamily",
    "mkbibparens",
    "bibstring",
    "nohyphens",
    "rm",
    "sf",
    "tt",
    "up",
    "md",
    "normalfont",
    "upshape",
    "mdseries",
    "rmfamily",
    "sffamily",
    "ttfamily",
    "small",
    "footnotesize",
    "normalsize",
    "large",
    "Large",
    "tiny",
    "scriptsize",
    "textsw",
];

/// Commands whose first argument is dropped: a sort key, or the language of the second argument.
const DROPPING: &[&str] =
    &["noopsort", "SortNoop", "foreignlanguage", "textcolor", "color", "hspace", "vspace", "label"];

/// Functions of math that are written as words.
const OPERATORS: [&str; 17] = [
    "log", "ln", "lg", "exp", "sin", "cos", "tan", "min", "max", "lim", "sup", "inf", "det", "dim", "gcd", "arg", "Pr",
];

/// A decoder that collects unknown commands.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    /// The names of unknown commands, without the backslash.
    pub(super) unknown: BTreeSet<String>,
}

impl Decoder {
    /// Decodes a title: words in braces keep their case.
    pub(super) fn title(&mut self, value: &str) -> String {
        self.decode(value, true)
    }

    /// Decodes any other text.
    pub(super) fn text(&mut self, value: &str) -> String {
        self.decode(value, false)
    }

    fn decode(&mut self, value: &str, keeps_case: bool) -> String {
        if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'.' | b':')) {
            return collapse(value);
        }
        let mut reader = Reader { rest: value, depth: 0, maths: false, keeps_case, unknown: &mut self.unknown };
        let mut out = String::with_capacity(value.len());
        while !reader.rest.is_empty() {
            out.push_str(&reader.group());
        }
        collapse(&out)
    }
}

/// Decodes an address or identifier, where only escapes and `\url` have a meaning.
pub(super) fn verbatim(value: &str) -> String {
    let value = value.trim();
    let inner =
        ["\\url", "\\path", "\\nolinkurl"].iter().find_map(|command| value.strip_prefix(command)).unwrap_or(value);
    let mut out = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '{' | '}' => {}
            '\\' if characters.peek().is_some_and(char::is_ascii_punctuation) => out.extend(characters.next()),
            _ => out.push(c),
        }
    }
    collapse(&out)
}

/// Collapses white space to single spaces. Non-breaking spaces are kept.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
    maths: bool,
    /// Whether a group in braces keeps its case.
    keeps_case: bool,
    unknown: &'a mut BTreeSet<String>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn skip(&mut self, prefix: &str) -> bool {
        let after = self.rest.strip_prefix(prefix);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Decodes up to the `}` that ends the group, or to the end of the value.
    fn group(&mut self) -> String {
        let mut out = String::new();
        let mut closing: Vec<&str> = Vec::new();
        let mut too_deep = 0usize;
        while let Some(c) = self.next() {
            match c {
                '}' if too_deep > 0 => too_deep -= 1,
                '}' => break,
                '{' if self.depth >= DEPTH => too_deep += 1,
                '{' => out.push_str(&self.braced()),
                '$' => self.toggle_maths(),
                '\\' => match self.switch() {
                    Some((open, close)) => {
                        out.push_str(open);
                        closing.push(close);
                    }
                    None => self.command(&mut out),
                },
                _ => self.character(c, &mut out),
            }
        }
        closing.iter().rev().for_each(|tag| out.push_str(tag));
        out
    }

    fn toggle_maths(&mut self) {
        self.skip("$");
        self.maths = !self.maths;
    }

    /// Decodes a group after its `{`. It keeps its case unless it starts with a command.
    fn braced(&mut self) -> String {
        let keeps_case = self.keeps_case;
        let protects = keeps_case && !self.maths && !self.rest.starts_with('\\');
        self.keeps_case = keeps_case && !protects;
        let inner = self.nested();
        self.keeps_case = keeps_case;
        match protects && inner.contains(char::is_alphabetic) {
            true => format!("<span class=\"nocase\">{inner}</span>"),
            false => inner,
        }
    }

    fn nested(&mut self) -> String {
        let maths = self.maths;
        self.depth += 1;
        let inner = self.group();
        self.depth -= 1;
        self.maths = maths;
        inner
    }

    /// Reads a command that styles the rest of its group, if one follows the backslash.
    fn switch(&mut self) -> Option<(&'static str, &'static str)> {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &self.rest[..length];
        let (_, open, close) = SWITCHES.iter().find(|(names, ..)| names.contains(&name))?;
        self.rest = self.rest[length..].trim_start();
        Some((open, close))
    }

    fn character(&mut self, c: char, out: &mut String) {
        match c {
            '~' => out.push('\u{a0}'),
            '^' | '_' if self.maths => self.script(c, out),
            '\'' if self.maths => out.push('′'),
            '-' if self.maths => out.push('−'),
            '-' if self.skip("--") => out.push('—'),
            '-' if self.skip("-") => out.push('–'),
            '`' if self.skip("`") => out.push('“'),
            '`' => out.push('‘'),
            '\'' if self.skip("'") => out.push('”'),
            // an apostrophe within a word, which styles format like any other
            '\'' if out.ends_with(char::is_alphabetic) && self.rest.starts_with(char::is_alphabetic) => out.push('\''),
            '\'' => out.push('’'),
            '!' if self.skip("`") => out.push('¡'),
            '?' if self.skip("`") => out.push('¿'),
            _ => out.push(c),
        }
    }

    /// Decodes a superscript or subscript in math.
    fn script(&mut self, mark: char, out: &mut String) {
        let inner = self.argument();
        match (mark, inner.trim()) {
            ('^', "∘") => out.push('°'),
            ('^', prime @ ("′" | "°" | "†" | "‡")) => out.push_str(prime),
            (_, "") => {}
            ('^', raised) => out.push_str(&format!("<sup>{raised}</sup>")),
            (_, lowered) => out.push_str(&format!("<sub>{lowered}</sub>")),
        }
    }

    /// Decodes the next group, command or character.
    fn argument(&mut self) -> String {
        self.rest = self.rest.trim_start();
        if self.depth >= DEPTH || self.rest.starts_with('}') {
            return String::new();
        }
        if self.skip("{") {
            let keeps_case = std::mem::replace(&mut self.keeps_case, false);
            let inner = self.nested();
            self.keeps_case = keeps_case;
            return inner;
        }
        let mut out = String::new();
        if self.skip("\\") {
            self.depth += 1;
            self.command(&mut out);
            self.depth -= 1;
        } else if let Some(c) = self.next() {
            out.push(c);
        }
        out
    }

    /// Reads an argument without decoding it.
    fn raw_argument(&mut self) -> String {
        self.rest = self.rest.trim_start();
        if !self.skip("{") {
            return String::new();
        }
        let mut depth = 1usize;
        let end = self.rest.bytes().position(|byte| {
            match byte {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let (inner, after) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = after.strip_prefix('}').unwrap_or(after);
        inner.to_owned()
    }

    /// Decodes a command after its backslash.
    fn command(&mut self, out: &mut String) {
        let length = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        if length == 0 {
            return self.control_symbol(out);
        }
        let (name, after) = self.rest.split_at(length);
        self.rest = after.strip_prefix('*').filter(|_| name != "star").unwrap_or(after);
        let spaced = self.rest.trim_start();
        match symbols::symbol(name) {
            Some(text) => {
                out.push_str(text);
                let is_word = text.chars().all(char::is_alphabetic);
                self.rest = if self.maths && !is_word { self.rest } else { spaced };
                self.skip("{}");
            }
            None => {
                self.rest = spaced;
                self.word(name, out);
            }
        }
    }

    /// Decodes a backslash followed by a symbol.
    fn control_symbol(&mut self, out: &mut String) {
        let Some(c) = self.next() else { return };
        match c {
            ' ' | '\n' | '\t' | '\\' => out.push(' '),
            ',' | ':' | ';' | '>' => out.push('\u{202f}'),
            '-' | '/' | '!' | '@' => {}
            '(' | '[' => self.maths = true,
            ')' | ']' => self.maths = false,
            _ => match accents::combining(c.encode_utf8(&mut [0; 4])) {
                Some(accent) => out.push_str(&accents::compose(&self.argument(), accent)),
                None => out.push(c),
            },
        }
    }

    /// Decodes a command that is not a symbol.
    fn word(&mut self, name: &str, out: &mut String) {
        if let Some((_, open, close)) = STYLES.iter().find(|(names, ..)| names.contains(&name)) {
            let inner = self.argument();
            out.push_str(&format!("{open}{inner}{close}"));
        } else if PLAIN.contains(&name) {
            self.maths = self.maths || name == "ensuremath";
            if self.rest.starts_with('{') {
                out.push_str(&self.argument());
            }
            self.maths = self.maths && name != "ensuremath";
        } else if let Some(accent) = accents::combining(name) {
            let base = self.argument();
            out.push_str(&accents::compose(&base, accent));
        } else {
            self.special(name, out);
        }
    }

    /// Writes a named function with spaces around it: `n\log n`.
    fn operator(&mut self, name: &str, out: &mut String) {
        if out.ends_with(char::is_alphanumeric) {
            out.push(' ');
        }
        out.push_str(name);
        if self.rest.starts_with(|c: char| c.is_alphanumeric() || c == '\\') {
            out.push(' ');
        }
    }

    fn special(&mut self, name: &str, out: &mut String) {
        match name {
            "url" | "path" | "nolinkurl" => out.push_str(&verbatim(&self.raw_argument())),
            "href" => {
                let address = verbatim(&self.raw_argument());
                let words = self.argument();
                let shown = if words.contains(&address) { words } else { format!("{words} ({address})") };
                out.push_str(&shown);
            }
            "enquote" | "mkbibquote" => out.push_str(&format!("“{}”", self.argument())),
            "frac" | "nicefrac" | "sfrac" | "tfrac" | "dfrac" => {
                let above = self.argument();
                out.push_str(&format!("{above}/{}", self.argument()));
            }
            // of BibTeX's own example: the second argument comes first
            "switchargs" => {
                let second = self.argument();
                out.push_str(&format!("{}{second}", self.argument()));
            }
            name if OPERATORS.contains(&name) => self.operator(name, out),
            "sqrt" => out.push_str(&format!("√{}", self.argument())),
            "ce" => out.push_str(&formula(&self.argument())),
            name if DROPPING.contains(&name) => drop(self.raw_argument()),
            name => {
                self.unknown.insert(name.to_owned());
                // `\foo{}` is a word of its own
                let is_word = self.skip("{}") || !self.rest.starts_with('{');
                let text = if is_word { format!("\\{name} ") } else { self.argument() };
                out.push_str(&text);
            }
        }
    }
}

/// Formats a chemical formula: digits after an element or bracket become subscripts.
fn formula(text: &str) -> String {
    let mut out = String::new();
    let mut lowered = false;
    for c in text.chars() {
        let lowers = c.is_ascii_digit() && (lowered || out.ends_with(|c: char| c.is_alphabetic() || c == ')'));
        if lowers != lowered {
            out.push_str(if lowers { "<sub>" } else { "</sub>" });
        }
        lowered = lowers;
        out.push(c);
    }
    if lowered {
        out.push_str("</sub>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn decodes(cases: &[(&str, &str)]) {
        for (tex, text) in cases {
            assert_eq!(Decoder::default().text(tex), *text, "{tex}");
        }
    }

    #[test]
    fn accents_are_read_in_every_spelling() {
        decodes(&[
            (r"Garc{\'\i}a, Garc{\'{\i}}a, Garc\'{\i}a, Garc\'ia", "García, García, García, García"),
            (r#"G{\"o}del G\"odel G\"{o}del {\"{o}} "#, "Gödel Gödel Gödel ö"),
            (
                r"Erd{\H o}s Erd\H{o}s {\v S}ime\v{c}ek Fran\c cois Fran{\c{c}}ois",
                "Erdős Erdős Šimeček François François",
            ),
            (r"\u{a}\k{a}\d{s}\b{b}\.{z}\=o \r{u} {\ocirc{u}}", "ăąṣḇżō ů ů"),
            (
                r#"{\aa}ngstr{\"o}m {\O}re {\ss} \L{}ukasz stra{\ss}e \DJ or{\dj}e"#,
                "ångström Øre ß Łukasz straße Đorđe",
            ),
        ]);
    }

    #[test]
    fn dashes_quotes_spaces_and_escapes_become_characters() {
        decodes(&[
            (r"5~mg -- 10 mg --- ``quoted'' `single'", "5\u{a0}mg – 10 mg — “quoted” ‘single’"),
            (r"50\% of \$5 \& \#1 a\_b \{c\}", "50% of $5 & #1 a_b {c}"),
            (r"37{\textdegree}C, 37\textdegree C, \textmu g", "37°C, 37°C, µg"),
            (r"soft\-hyphen \textendash{} \ldots", "softhyphen – …"),
            ("two\n  lines", "two lines"),
        ]);
    }

    #[test]
    fn maths_that_unicode_has_is_text_and_scripts_are_marked() {
        decodes(&[
            (r"$\beta$-blockers $\geq$65 years, $p<0.05$", "β-blockers ≥65 years, p<0.05"),
            (
                r"CO$_2$ and H$_{2}$O and 10$^{6}$ and 10$^{-3}$",
                "CO<sub>2</sub> and H<sub>2</sub>O and 10<sup>6</sup> and 10<sup>−3</sup>",
            ),
            (r"25\,$^{\circ}$C and $4^{\textrm{th}}$", "25\u{202f}°C and 4<sup>th</sup>"),
            (r"$3 \times 10^5$ \ensuremath{\alpha}x \ce{H2O}", "3 × 10<sup>5</sup> αx H<sub>2</sub>O"),
            (r"$\frac{1}{2}$ \(\mu\)g", "1/2 μg"),
            (r"$O(n\log n/\log\log n)$", "O(n log n/log log n)"),
        ]);
    }

    #[test]
    fn styles_are_kept_in_both_ways_of_writing_them() {
        decodes(&[
            (r"\emph{E. coli} and {\em E. coli} here", "<i>E. coli</i> and <i>E. coli</i> here"),
            (r"\textbf{a} \textsuperscript{b} \textsubscript{c} \texttt{d}", "<b>a</b> <sup>b</sup> <sub>c</sub> d"),
            (r"see \url{https://example.org/a_b%20c\_d} now", "see https://example.org/a_b%20c_d now"),
            (r"\href{https://x.example}{words}", "words (https://x.example)"),
            (r"{\noopsort{1973a}}{\switchargs{--90}{1968}}, pp. 9\psqq", "1968–90, pp. 9 sqq."),
            (r"{\noopsort{1973b}}1973 \foreignlanguage{german}{Tee}", "1973 Tee"),
        ]);
    }

    #[test]
    fn words_in_braces_keep_their_case_but_commands_do_not_protect() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.title("The {WHO} and {\\'e}t{\\'e}"), "The <span class=\"nocase\">WHO</span> and été");
        assert_eq!(decoder.title("{{All of it}}"), "<span class=\"nocase\">All of it</span>");
        assert_eq!(decoder.title("{Cu$_2$O}"), "<span class=\"nocase\">Cu<sub>2</sub>O</span>");
        assert_eq!(decoder.text("The {WHO}"), "The WHO");
    }

    #[test]
    fn an_unknown_command_is_reported_and_its_text_stays() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.text(r"Macro \foo{bar} and \baz here"), r"Macro bar and \baz here");
        assert_eq!(Decoder::default().text(r"A \foo{} kind"), r"A \foo kind");
        assert_eq!(decoder.unknown.iter().map(String::as_str).collect::<Vec<_>>(), ["baz", "foo"]);
    }

    #[test]
    fn unbalanced_and_deep_input_terminates() {
        for tex in ["{".repeat(100_000), "}".repeat(1000), "\\'".repeat(5000), "\\frac".repeat(9999), "$^".repeat(999)]
        {
            let _ = Decoder::default().title(&tex);
        }
        assert_eq!(Decoder::default().text("a} b {c"), "a b c");
    }
}
