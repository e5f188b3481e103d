//! The marks of an article: each is replaced by a word of the same length that no syntax interprets.

use crate::{
    article::Span,
    diagnostic::{Code, Diagnostic},
    value::nearest,
};
use std::collections::HashMap;

/// The meaning of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// A value, or its default.
    Value(String, Option<String>),
    /// A condition: what follows depends on a value.
    If(String),
    Else,
    End,
}

/// The marks of an article, with the words that replace them.
#[derive(Debug, Default)]
pub(super) struct Marks {
    prefix: String,
    /// The word, the mark as written, and what it means.
    list: Vec<(String, String, Mark)>,
}

/// The bytes of the number in a word.
const DIGITS: usize = 2;

/// Prefixes of the words that replace marks: the first that does not occur in the article is used.
const PREFIXES: [&str; 6] = ["zq", "qz", "xq", "qx", "jq", "qj"];

/// The maximum number of marks of an article: they are numbered with two base-36 digits.
const MOST: usize = 36 * 36;

/// How many problems are looked for: with each unknown field, all of the table are compared.
const MOST_PROBLEMS: usize = 100;

impl Marks {
    /// Replaces the marks of a text. Fields must be among `fields`.
    pub(super) fn replace(text: &str, fields: &[String]) -> Result<(Self, String), Vec<Diagnostic>> {
        let lower = text.to_lowercase();
        let Some(prefix) = PREFIXES.into_iter().find(|prefix| !lower.contains(prefix)) else {
            return Err(vec![wrong("no word can replace the fields of this article", 0, 0)]);
        };
        let mut marks = Self { prefix: prefix.to_owned(), list: Vec::new() };
        let (mut out, mut problems) = (String::with_capacity(text.len()), Vec::new());
        let mut at = 0;
        while problems.len() < MOST_PROBLEMS
            && let Some(start) = text[at..].find("{{").map(|found| at + found)
        {
            out.push_str(&text[at..start]);
            let line = text[start..].lines().next().unwrap_or_default();
            let Some(length) = line.find("}}").map(|end| end + 2) else {
                problems.push(wrong("`{{` is not closed by `}}` on its line", start, start + 2));
                out.push_str("{{");
                at = start + 2;
                continue;
            };
            let written = &text[start..start + length];
            match mark(&written[2..length - 2], fields) {
                Ok(mark) if marks.list.len() < MOST => out.push_str(marks.word(written, mark)),
                Ok(_) => problems.push(wrong("the article has too many fields", start, start + length)),
                // a mark of another program
                Err(None) => out.push_str(written),
                Err(Some(problem)) => problems.push(wrong(&problem, start, start + length)),
            }
            at = start + length;
        }
        out.push_str(&text[at..]);
        if problems.is_empty() { Ok((marks, out)) } else { Err(problems) }
    }

    /// Returns the word for a mark, of the same length, so that positions in the text do not change.
    fn word(&mut self, written: &str, mark: Mark) -> &str {
        let digit = |value: usize| char::from_digit(u32::try_from(value % 36).unwrap_or_default(), 36).unwrap_or('0');
        let number = self.list.len();
        let mut word = format!("{}{}{}z", self.prefix, digit(number / 36), digit(number));
        while word.len() < written.len() {
            word.push('x');
        }
        self.list.push((word, written.to_owned(), mark));
        &self.list[number].0
    }

    /// Returns the first mark in a text: the byte range of its word, and its meaning.
    pub(super) fn first(&self, text: &str) -> Option<(std::ops::Range<usize>, &Mark)> {
        let mut from = 0;
        while let Some(at) = text[from..].find(&self.prefix).map(|found| from + found) {
            if let Some((word, _, mark)) = self.numbered(&text[at..]) {
                return Some((at..at + word.len(), mark));
            }
            from = at + self.prefix.len();
        }
        None
    }

    /// Returns the mark whose word a text begins with: the word has its number after the prefix.
    fn numbered(&self, text: &str) -> Option<&(String, String, Mark)> {
        let digits = text.get(self.prefix.len()..self.prefix.len() + DIGITS)?;
        let number = usize::from_str_radix(digits, 36).ok()?;
        self.list.get(number).filter(|(word, ..)| text.starts_with(word.as_str()))
    }

    /// Returns how often each field's value is used.
    pub(super) fn uses(&self) -> HashMap<&str, u64> {
        let mut uses = HashMap::new();
        for (.., mark) in &self.list {
            if let Mark::Value(name, _) = mark {
                *uses.entry(name.as_str()).or_default() += 1;
            }
        }
        uses
    }

    /// Puts the marks back, for messages.
    pub(super) fn restore(&self, text: &mut String) {
        if text.contains(&self.prefix) {
            for (word, written, _) in &self.list {
                *text = text.replace(word, written);
            }
        }
    }
}

/// Returns the meaning of a mark; `Err(None)` for one of another program, such as `{{< figure >}}`.
fn mark(inside: &str, fields: &[String]) -> Result<Mark, Option<String>> {
    let inside = inside.trim();
    let known = |name: &str| {
        let name = name.trim();
        if fields.iter().any(|field| field == name) {
            return Ok(name.to_owned());
        }
        let near = nearest(name, fields.iter().map(String::as_str), 1).filter(|_| name.len() > 4);
        Err(Some(match near {
            Some(near) => format!("the table has no field `{name}`: did you mean `{near}`?"),
            None => format!("the table has no field `{name}`"),
        }))
    };
    match inside {
        "/if" => return Ok(Mark::End),
        "else" | "#else" => return Ok(Mark::Else),
        _ if inside.starts_with(['<', '%']) || inside == "bibliography" => return Err(None),
        _ => {}
    }
    if let Some(name) = inside.strip_prefix("#if ") {
        return known(name).map(Mark::If);
    }
    // in a table, the bar of a default is escaped
    let (name, default) = match inside.split_once("\\|").or_else(|| inside.split_once('|')) {
        Some((name, default)) => (name, Some(default.trim().to_owned())),
        None => (inside, None),
    };
    known(name).map(|name| Mark::Value(name, default))
}

pub(super) fn wrong(message: &str, start: usize, end: usize) -> Diagnostic {
    let help = "write `{{field}}`, `{{field|default}}`, or `{{#if field}}…{{/if}}` with fields of the table";
    Diagnostic::new(Code::BadMerge, message).at(Span::new(start, end)).help(help)
}
