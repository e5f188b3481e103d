//! YAML as a tree of values with their positions, with limits on its depth and on what aliases repeat.
//!
//! Scalars keep their text, so that `1.10` and `007` are unchanged; [`Plain`] is what one without quotes means.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};
use std::{borrow::Cow, collections::HashMap, ops::Range};

/// The maximum nesting depth of lists and maps.
const DEPTH: usize = 64;

const TOO_DEEP: &str = "lists or maps are nested more than 64 deep";

/// The maximum size that all aliases (`*name`) together may repeat. Each alias is replaced with a copy whose aliases are
/// replaced too: a few lines of them could fill the memory.
const REPEATED: usize = 1 << 20;

/// The maximum size that all anchors (`&name`) together may keep for aliases, for each byte of the text: an anchor inside
/// of another one is kept twice.
const KEPT: usize = 16;

/// A value and its position.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    /// Its bytes, without the closing bracket of a list or map.
    pub(crate) range: Range<usize>,
}

/// A value.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A scalar without quotes, which may mean a number, a truth value or, if it is empty, nothing.
    Plain(String),
    /// A scalar that is text: in quotes, as a block, or with the tag `!!str`.
    Text(String),
    List(Vec<Node>),
    /// Keys with their values, in the order of the source. Keys may occur twice.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: String,
    /// The bytes of the key.
    pub(crate) range: Range<usize>,
    pub(crate) value: Node,
}

/// What a scalar without quotes means (YAML 1.2.2, 10.3.2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Plain {
    Null,
    Bool(bool),
    Number,
    Text,
}

impl Plain {
    pub(crate) fn of(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" => Self::Bool(true),
            "false" | "False" | "FALSE" => Self::Bool(false),
            _ if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.')) => Self::Text,
            _ if text.parse::<f64>().is_ok() => Self::Number,
            _ => Self::Text,
        }
    }
}

/// An error and the byte where it is.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) message: String,
    pub(crate) at: usize,
}

impl Node {
    /// Returns the approximate size of a value in memory, in bytes.
    fn size(&self) -> usize {
        const EACH: usize = 64;
        EACH + match &self.value {
            Value::Plain(text) | Value::Text(text) => text.len(),
            Value::List(items) => items.iter().map(Self::size).sum(),
            Value::Map(entries) => entries.iter().map(|entry| EACH + entry.key.len() + entry.value.size()).sum(),
        }
    }

    /// Returns how deeply lists and maps are nested in a value.
    fn height(&self) -> usize {
        match &self.value {
            Value::Plain(_) | Value::Text(_) => 0,
            Value::List(items) => 1 + items.iter().map(Self::height).max().unwrap_or_default(),
            Value::Map(entries) => 1 + entries.iter().map(|entry| entry.value.height()).max().unwrap_or_default(),
        }
    }
}

/// Parses a text with one document; `None` if it is empty.
pub(crate) fn parse(text: &str) -> Result<Option<Node>, Problem> {
    let places = Places { text, character: 0, byte: 0 };
    let mut loader =
        Loader { places, parser: Parser::new_from_str(text), anchors: HashMap::new(), kept: 0, repeated: 0 };
    let document = loop {
        match loader.next()? {
            (Event::StreamEnd | Event::DocumentEnd, _) => return Ok(None),
            (Event::StreamStart | Event::DocumentStart(_) | Event::Nothing, _) => {}
            (event, span) => break loader.node(event, span, 0)?,
        }
    };
    loop {
        match loader.next()? {
            (Event::StreamEnd, _) => return Ok(Some(document)),
            (Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing, _) => {}
            // nothing after a line of `---`
            (Event::Scalar(text, ..), _) if text.is_empty() => {}
            (_, range) => {
                let message = "a second document begins here; one file is one document".to_owned();
                return Err(Problem { message, at: range.start });
            }
        }
    }
}

/// Converts positions in characters to positions in bytes, each from the one before it.
struct Places<'a> {
    text: &'a str,
    character: usize,
    byte: usize,
}

impl Places<'_> {
    fn byte(&mut self, character: usize) -> usize {
        while self.character < character {
            let Some(next) = self.text[self.byte..].chars().next() else { break };
            self.byte += next.len_utf8();
            self.character += 1;
        }
        while self.character > character {
            let Some(last) = self.text[..self.byte].chars().next_back() else { break };
            self.byte -= last.len_utf8();
            self.character -= 1;
        }
        self.byte
    }
}

struct Loader<'a> {
    places: Places<'a>,
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    /// The size of what anchors kept so far.
    kept: usize,
    /// The size of what aliases repeated so far.
    repeated: usize,
}

impl<'a> Loader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Range<usize>), Problem> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.range(span))),
            Some(Err(error)) => Err(self.problem(&error)),
            None => Ok((Event::StreamEnd, self.places.text.len()..self.places.text.len())),
        }
    }

    fn range(&mut self, span: Span) -> Range<usize> {
        self.places.byte(span.start.index())..self.places.byte(span.end.index())
    }

    fn problem(&mut self, error: &ScanError) -> Problem {
        Problem { message: error.info().to_lowercase(), at: self.places.byte(error.marker().index()) }
    }

    fn node(&mut self, event: Event<'a>, range: Range<usize>, depth: usize) -> Result<Node, Problem> {
        let refused = |message: String| Err(Problem { message, at: range.start });
        if depth > DEPTH {
            return refused(TOO_DEEP.to_owned());
        }
        let (anchor, value, end) = match event {
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor) else {
                    return refused("the alias repeats a value that contains it".to_owned());
                };
                self.repeated += node.size();
                if self.repeated > REPEATED {
                    return refused("aliases repeat too much".to_owned());
                }
                if depth + node.height() > DEPTH {
                    return refused(TOO_DEEP.to_owned());
                }
                return Ok(Node { value: node.value.clone(), range });
            }
            Event::Scalar(text, style, anchor, tag) => (anchor, scalar(text, style, tag.as_deref()), range.end),
            Event::SequenceStart(anchor, _) => {
                let (items, end) = self.list(depth)?;
                (anchor, Value::List(items), end)
            }
            Event::MappingStart(anchor, _) => {
                let (entries, end) = self.map(depth)?;
                (anchor, Value::Map(entries), end)
            }
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd
            | Event::Nothing => return refused("a value is missing".to_owned()),
        };
        let node = Node { value, range: range.start..end.max(range.start) };
        if anchor > 0 {
            self.kept += node.size();
            if self.kept > KEPT * self.places.text.len() + REPEATED {
                return refused("anchors are nested around too much text".to_owned());
            }
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// Reads the rest of a list. Returns its items, and where it ends.
    fn list(&mut self, depth: usize) -> Result<(Vec<Node>, usize), Problem> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, range) => return Ok((items, range.start)),
                (event, range) => items.push(self.node(event, range, depth + 1)?),
            }
        }
    }

    /// Reads the rest of a map. Returns its entries, and where it ends.
    fn map(&mut self, depth: usize) -> Result<(Vec<Entry>, usize), Problem> {
        let mut entries = Vec::new();
        loop {
            let key = match self.next()? {
                (Event::MappingEnd | Event::StreamEnd, range) => return Ok((entries, range.start)),
                (event, range) => self.node(event, range, depth + 1)?,
            };
            let (Value::Plain(name) | Value::Text(name)) = key.value else {
                let message = "a list or map cannot be a key".to_owned();
                return Err(Problem { message, at: key.range.start });
            };
            let (event, range) = self.next()?;
            entries.push(Entry { key: name, range: key.range, value: self.node(event, range, depth + 1)? });
        }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Value {
    let is_text = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    if style == ScalarStyle::Plain && !is_text {
        Value::Plain(text.into_owned())
    } else {
        Value::Text(text.into_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes a tree in one line: text in quotes, plain scalars without.
    fn shown(node: &Node) -> String {
        match &node.value {
            Value::Plain(text) => text.clone(),
            Value::Text(text) => format!("'{text}'"),
            Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
            Value::Map(entries) => {
                let entry = |entry: &Entry| format!("{}={}", entry.key, shown(&entry.value));
                format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
            }
        }
    }

    fn tree(text: &str) -> String {
        shown(&parse(text).unwrap().unwrap())
    }

    #[test]
    fn scalars_keep_their_text_and_whether_they_were_quoted() {
        assert_eq!(tree("a: 1.10\nb: '007'\nc: !!str 5\nd:\ne: |\n  two\n"), "{a=1.10 b='007' c='5' d= e='two\n'}");
    }

    #[test]
    fn keys_may_occur_twice_and_keep_their_order() {
        assert_eq!(tree("b: [1, x]\na: 2\nb: 3"), "{b=[1 x] a=2 b=3}");
    }

    #[test]
    fn positions_are_bytes() {
        let text = "é: ünï\nb: [é, '€uro']\n";
        let Value::Map(entries) = parse(text).unwrap().unwrap().value else { panic!("no map") };
        assert_eq!(&text[entries[0].value.range.clone()], "ünï");
        assert_eq!(&text[entries[0].range.clone()], "é");
        assert_eq!(&text[entries[1].value.range.clone()], "[é, '€uro'");
        assert_eq!(parse("ü: 'é").unwrap_err().at, "ü: ".len());
    }

    #[test]
    fn text_without_a_value_is_no_document() {
        assert!(parse("# a comment\n").unwrap().is_none());
    }

    #[test]
    fn text_after_the_document_is_an_error() {
        assert!(parse("a: 1\n---\nb: 'x").is_err());
        assert_eq!(parse("a: 1\n---\nb: 2\n").unwrap_err().at, 9);
        for end in ["...\n# the end\n", "---\n", "...\n---\n"] {
            assert!(parse(&format!("--- \na: 1\n{end}")).is_ok());
        }
    }

    #[test]
    fn a_list_as_a_key_is_an_error() {
        assert_eq!(parse("a: 1\n? [b, c]\n: lost\n").unwrap_err().at, 7);
    }

    #[test]
    fn plain_scalars_mean_what_yaml_says() {
        let numbers = ["1.10", "-7", "+3", ".5", "1e3", "007"];
        assert!(numbers.iter().all(|text| Plain::of(text) == Plain::Number));
        let texts = ["v1", "1.2.3", "2020-01-02", "-", "nan", "inf", "yes"];
        assert!(texts.iter().all(|text| Plain::of(text) == Plain::Text));
        assert_eq!(
            ["", "Null", "True", "FALSE"].map(Plain::of),
            [Plain::Null, Plain::Null, Plain::Bool(true), Plain::Bool(false)]
        );
    }

    #[test]
    fn aliases_are_followed_within_a_limit() {
        assert_eq!(tree("a: &x [1]\nb: *x"), "{a=[1] b=[1]}");
        let mut bomb = "a0: &a0 [x]\n".to_owned();
        for n in 1..40 {
            bomb += &format!("a{n}: &a{n} [*a{}, *a{}]\n", n - 1, n - 1);
        }
        assert!(parse(&bomb).is_err_and(|problem| problem.message.contains("repeat")));
        let long = format!("a: &x {}\nb: [{}]", "y".repeat(5000), "*x, ".repeat(500));
        assert!(parse(&long).is_err_and(|problem| problem.message.contains("repeat")));
    }

    #[test]
    fn anchors_keep_text_in_proportion_to_the_file() {
        let nested = |depth: usize| {
            let open: String = (0..depth).map(|n| format!("&a{n} [")).collect();
            parse(&format!("{open}{}{}", "x".repeat(200_000), "]".repeat(depth)))
        };
        assert!(nested(10).is_ok());
        assert!(nested(60).is_err_and(|problem| problem.message.contains("anchors")));
        let many: String = (0..50_000).map(|n| format!("- &a{n} x\n")).collect();
        assert!(parse(&many).is_ok());
    }

    #[test]
    fn an_alias_inside_of_its_own_value_is_an_error() {
        assert!(parse("a: &x [*x]").is_err());
    }

    #[test]
    fn deep_nesting_is_an_error() {
        assert!(parse(&"[".repeat(10_000)).is_err());
        assert!(parse(&"- ".repeat(10_000)).is_err());
        let chain: String = (1..100).map(|n| format!("- &a{n} [*a{}]\n", n - 1)).collect();
        assert!(parse(&format!("- &a0 [x]\n{chain}")).is_err());
        assert!(parse(&(0..1000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>()).is_err());
    }
}
