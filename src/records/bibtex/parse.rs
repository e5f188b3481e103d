//! The syntax of BibTeX files: entries, `@string` macros, concatenated values. TeX in values is not decoded here.
//!
//! A broken entry affects only itself: parsing resumes at the next line that begins with `@`.

use crate::records::dates::month;
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
    sync::Arc,
};

/// The largest value that macros and `#` may build, in bytes.
const LARGEST_VALUE: usize = 1 << 20;

/// The month macros that are predefined in every file.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// An entry as written in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The entry type in lowercase: `article`.
    pub(super) kind: String,
    /// The citation key.
    pub(super) key: String,
    /// The position of the key in the file.
    pub(super) span: Range<usize>,
    /// The values by lowercase field name. If a field occurs twice, the first wins.
    pub(super) fields: Fields,
}

/// The values of an entry by field.
pub(super) type Fields = Vec<(String, Arc<str>)>;

/// A syntax error.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Problem {
    /// The message.
    pub(super) message: String,
    /// The position of the `@` of the skipped entry.
    pub(super) at: usize,
}

/// Parses all entries of a file.
pub(super) fn parse(text: &str) -> (Vec<Entry>, Vec<Problem>) {
    let mut parser =
        Parser { text, at: 0, built: 0, macros: HashMap::new(), undefined: BTreeMap::new(), repeated: Vec::new() };
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    while let Some(sign) = text[parser.at..].find('@') {
        parser.at += sign + 1;
        let start = parser.at;
        match parser.item() {
            Ok(entry) => entries.extend(entry),
            Err(message) => {
                let key = broken_key(&text[start..parser.at]);
                let message = match key {
                    "" => format!("a record is left out: {message}"),
                    key => format!("the record `{key}` is left out: {message}"),
                };
                problems.push(Problem { message, at: start - 1 });
            }
        }
    }
    let undefined = parser.undefined.into_iter().map(|(name, at)| Problem {
        message: format!("the abbreviation `{name}` is not defined; its name is printed instead"),
        at,
    });
    problems.extend(undefined.chain(parser.repeated));
    problems.sort_by_key(|problem| problem.at);
    (entries, problems)
}

/// Returns the key of a broken entry, for the message.
fn broken_key(entry: &str) -> &str {
    let key = entry.split(['{', '(']).nth(1).and_then(|rest| rest.split([',', '\n']).next()).unwrap_or_default();
    if key.contains(['=', '}']) { "" } else { key.trim() }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// The number of bytes that macros have built so far.
    built: usize,
    macros: HashMap<String, Arc<str>>,
    /// Abbreviations without a definition, and where they are used first.
    undefined: BTreeMap<String, usize>,
    /// Fields that occur again in a record, with another value.
    repeated: Vec<Problem>,
}

type Parsed<T> = Result<T, String>;

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn take(&mut self, byte: u8) -> bool {
        self.skip_space();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Parses the name of an entry type, field or macro.
    fn name(&mut self) -> &'a str {
        self.skip_space();
        let rest = self.rest();
        let ends = |c: char| {
            c.is_whitespace() || matches!(c, '{' | '}' | '(' | ')' | ',' | '=' | '#' | '"' | '@' | '\\' | '%')
        };
        let name = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += name.len();
        name
    }

    /// Parses what follows an `@`: an entry, or something else such as a comment.
    fn item(&mut self) -> Parsed<Option<Entry>> {
        let sign = self.at - 1;
        let kind = self.name().to_ascii_lowercase();
        self.skip_space();
        let close = match self.peek() {
            Some(b'{') => b'}',
            Some(b'(') => b')',
            _ if kind != "comment" && self.lacks_bracket(sign) => return Err(format!("expected `{{` after `@{kind}`")),
            // an `@` in prose between entries
            _ => return Ok(None),
        };
        match kind.as_str() {
            "" => Ok(None),
            "comment" => {
                if close == b'}' {
                    self.at += 1;
                    self.braces()?;
                }
                Ok(None)
            }
            "preamble" => {
                self.at += 1;
                self.value()?;
                self.take(close);
                Ok(None)
            }
            "string" => {
                self.at += 1;
                self.define(close).map(|()| None)
            }
            _ => {
                self.at += 1;
                self.entry(kind, close).map(Some)
            }
        }
    }

    /// Returns whether an `@` without a bracket after its word begins an entry all the same: it is at the start of a
    /// line that ends with a comma.
    fn lacks_bracket(&self, sign: usize) -> bool {
        let (before, after) = self.text.split_at(sign);
        let is_first = before.is_empty() || before.ends_with('\n');
        let has_word = after[1..].starts_with(|c: char| c.is_ascii_alphabetic());
        let ends_with_comma = || after.lines().next().is_some_and(|line| line.trim_end().ends_with(','));
        is_first && has_word && ends_with_comma()
    }

    fn define(&mut self, close: u8) -> Parsed<()> {
        for (name, value) in self.fields(close)? {
            self.macros.entry(name).or_insert(value);
        }
        Ok(())
    }

    fn entry(&mut self, kind: String, close: u8) -> Parsed<Entry> {
        self.skip_space();
        let start = self.at;
        let rest = self.rest();
        let end = rest.find([',', '\n', '{', '}', '=', '@']).unwrap_or(rest.len());
        let key = rest[..end].trim_end();
        let at_end = rest.as_bytes().get(end).copied();
        self.at += end;
        if key.is_empty() || at_end == Some(b'=') {
            self.at = start;
            return Err("it has no key".to_owned());
        }
        let span = start..start + key.len();
        self.take(b',');
        Ok(Entry { kind, key: key.to_owned(), span, fields: self.fields(close)? })
    }

    /// Parses `name = value, …` up to the closing bracket.
    fn fields(&mut self, close: u8) -> Parsed<Fields> {
        let mut fields = Fields::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        loop {
            while self.take(b',') {}
            if self.take(close) {
                return Ok(fields);
            }
            let name = self.name().to_ascii_lowercase();
            if name.is_empty() {
                return Err("expected a field or the end of the record".to_owned());
            }
            if !self.take(b'=') {
                return Err(format!("expected `=` after `{name}`"));
            }
            let at = self.at;
            let value = self.value()?;
            match known.get(&name) {
                Some(&first) if fields[first].1 == value => {}
                Some(_) => {
                    let message = format!("the field `{name}` occurs again in its record; the first value is used");
                    self.repeated.push(Problem { message, at });
                }
                None => {
                    known.insert(name.clone(), fields.len());
                    fields.push((name, value));
                }
            }
            self.skip_space();
            if !matches!(self.peek(), Some(b',' | b'}' | b')')) {
                return Err("expected a comma or the end of the record".to_owned());
            }
        }
    }

    /// Parses a value: pieces concatenated with `#`.
    fn value(&mut self) -> Parsed<Arc<str>> {
        let first = self.piece()?;
        if !self.take(b'#') {
            return Ok(first);
        }
        let mut joined = first.to_string();
        loop {
            joined.push_str(&self.piece()?);
            if joined.len() > LARGEST_VALUE || self.built > 4 * self.text.len() + LARGEST_VALUE {
                return Err("its macros expand to too much text".to_owned());
            }
            if !self.take(b'#') {
                self.built += joined.len();
                return Ok(joined.into());
            }
        }
    }

    fn piece(&mut self) -> Parsed<Arc<str>> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => {
                self.at += 1;
                self.braces().map(Arc::from)
            }
            Some(b'"') => {
                self.at += 1;
                self.quotes().map(Arc::from)
            }
            _ => {
                let name = self.name();
                match name.to_ascii_lowercase() {
                    _ if name.is_empty() => Err("expected a value".to_owned()),
                    _ if name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => Ok(name.into()),
                    lower => Ok(self.named(&lower).unwrap_or_else(|| self.undefined(name))),
                }
            }
        }
    }

    fn named(&self, name: &str) -> Option<Arc<str>> {
        self.macros.get(name).cloned().or_else(|| MONTHS.contains(&name).then(|| name.into()))
    }

    /// Returns the name of an abbreviation without a definition as its text. Other files may define it, and BibTeX
    /// also goes on.
    fn undefined(&mut self, name: &'a str) -> Arc<str> {
        if month(name).is_none() {
            self.undefined.entry(name.to_owned()).or_insert(self.at - name.len());
        }
        name.into()
    }

    /// Reads up to the closing brace; the opening one has been consumed.
    fn braces(&mut self) -> Parsed<&'a str> {
        self.until("the braces", |byte, depth| byte == b'}' && depth == 0)
    }

    /// Reads up to the closing quotation mark; the opening one has been consumed.
    fn quotes(&mut self) -> Parsed<&'a str> {
        self.until("the quotation marks", |byte, depth| byte == b'"' && depth == 0)
    }

    /// Reads up to a byte outside all inner braces. Stops at a line that begins an entry, so that one unclosed brace
    /// does not swallow the rest of the file.
    fn until(&mut self, what: &str, ends: impl Fn(u8, usize) -> bool) -> Parsed<&'a str> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        let mut depth = 0usize;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                _ if ends(byte, depth) => {
                    self.at += 1;
                    return Ok(&self.text[start..self.at - 1]);
                }
                b'\\' => {
                    self.at +=
                        usize::from(bytes.get(self.at + 1).is_some_and(|next| matches!(next, b'{' | b'}' | b'\\')))
                }
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b'\n' if begins_entry(&bytes[self.at + 1..]) => break,
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(bytes.len());
        Err(format!("{what} of a value are not closed"))
    }
}

/// Returns whether a line begins an entry: `@article{`.
fn begins_entry(line: &[u8]) -> bool {
    let Some(name) = line.strip_prefix(b"@") else { return false };
    let length = name.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    length > 0 && matches!(name.get(length), Some(b'{' | b'('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(String, String)> {
        let (entries, problems) = parse(text);
        assert_eq!(problems, []);
        entries[0].fields.iter().map(|(name, value)| (name.clone(), value.to_string())).collect()
    }

    fn keys(text: &str) -> (Vec<String>, Vec<String>) {
        let (entries, problems) = parse(text);
        (
            entries.into_iter().map(|entry| entry.key).collect(),
            problems.into_iter().map(|problem| problem.message).collect(),
        )
    }

    #[test]
    fn values_may_be_braced_quoted_numbers_or_macros_and_joined() {
        let text = "@string{tea = \"Tea\"}\n@string(pot = {Pot} # tea)\n@Book{ k , TITLE = pot # { and } # \"more {\"}\", year = 2020, month = mar }";
        let expected = [("title", "PotTea and more {\"}"), ("year", "2020"), ("month", "mar")];
        assert_eq!(fields(text), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn comments_preambles_and_prose_are_not_entries() {
        let text =
            "mail me@example.org\n@comment{a {b} @c}\n@preamble{ \"\\newcommand\" # {x} }\n@comment jabref\n@misc{k,}";
        assert_eq!(keys(text), (vec!["k".to_owned()], vec![]));
    }

    #[test]
    fn a_broken_entry_affects_only_itself() {
        let text = "@book{a, title = {A}, year = 2020}\n@book{b, title = {B\n\n@book{c, title = nope, month = March}\n@book{title = {D}}\n@book{e, title {E}}\n@book{f, title = {F}}";
        let (keys, problems) = keys(text);
        assert_eq!(keys, ["a", "c", "f"]);
        assert_eq!(
            problems,
            [
                "the record `b` is left out: the braces of a value are not closed",
                "the abbreviation `nope` is not defined; its name is printed instead",
                "a record is left out: it has no key",
                "the record `e` is left out: expected `=` after `title`",
            ]
        );
    }

    #[test]
    fn an_entry_that_lacks_its_bracket_is_reported() {
        let text = "@bookLind2020,\n title = {A}}\n@ us,\nme@home,\n@book{b, title = {B}}";
        let (keys, problems) = keys(text);
        assert_eq!(keys, ["b"]);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0], "a record is left out: expected `{` after `@booklind2020`");
    }

    #[test]
    fn exponential_macros_are_rejected() {
        let mut text = "@string{m0 = {xxxxxxxxxxxxxxxx}}\n".to_owned();
        for n in 1..60 {
            text += &format!("@string{{m{n} = m{} # m{}}}\n", n - 1, n - 1);
        }
        let (entries, problems) = parse(&(text + "@misc{k, title = m59}"));
        assert_eq!(&*entries[0].fields[0].1, "m59");
        assert!(problems[0].message.contains("too much text"), "{problems:?}");
    }

    #[test]
    fn unclosed_input_takes_linear_time() {
        let text = "@book{a, title = {B\n".repeat(50_000);
        assert_eq!(parse(&text).1.len(), 50_000);
    }
}
