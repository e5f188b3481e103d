//! Turns gathered text into inlines: clean words, curly quotes and dashes, links, citations, cross-references.

use super::{
    cite,
    line::{Line, Run},
};
use crate::{
    article::{Anchor, CrossRef, Inline, Lang, Link, Note, Span, Style, Target},
    read::common::{
        attributes::{self, Attributes},
        clean::{clean, cleaned},
        links, numerals,
        quotes::Quotes,
    },
};
use std::{borrow::Cow, ops::Range};

/// What the whole article decides about its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context {
    /// The last number of the written-out list of references; 0 without one.
    pub(super) cited: u32,
    /// Whether `@key` in prose is a citation.
    pub(super) keyed: bool,
    pub(super) quotes: Quotes,
}

/// The kinds of place that `@kind:name` refers to.
const PLACES: [&str; 6] = ["sec:", "fig:", "tbl:", "tab:", "tip:", "lst:"];

/// The longest words with attributes, and the longest attributes, in bytes.
const LONGEST: usize = 1000;

/// Names of places in a line.
pub(super) type Places = Vec<(Anchor, Span)>;

/// A byte that may open something.
const MARK: u8 = 1;
/// A letter or digit, which may open a link.
const WORD: u8 = 1 << 1;
/// A byte beyond ASCII.
const BEYOND: u8 = 1 << 2;
/// A byte without which there is no link: a digit, or the marks of addresses.
const ADDRESS: u8 = 1 << 3;
/// A control character.
const CONTROL: u8 = 1 << 4;
/// Two spaces side by side; no byte is of this kind.
const DOUBLED: u8 = 1 << 5;

/// The kinds of all bytes.
const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b'[' | b']' | b'{' | b'-' | b'"' | b'\'' | b'^' | b'~' => MARK,
            b'@' | b'.' => MARK | ADDRESS,
            b':' | b'/' => ADDRESS,
            b'0'..=b'9' => WORD | ADDRESS,
            b'a'..=b'z' | b'A'..=b'Z' => WORD,
            0x80.. => BEYOND,
            0..b' ' | 0x7f => CONTROL,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The kinds of bytes that a text has.
fn kinds_in(text: &str) -> u8 {
    let mut before = 0;
    text.bytes().fold(0, |kinds, byte| {
        let doubled = (byte, before) == (b' ', b' ');
        before = byte;
        kinds | KINDS[usize::from(byte)] | if doubled { DOUBLED } else { 0 }
    })
}

/// Turns gathered text into inlines of the line. In a link, text stays text. `words` is
/// empty, and so it is left. `notes` takes in those that stand in the line.
pub(super) fn flush(
    run: &Run,
    line: &mut Line,
    context: &Context,
    in_link: bool,
    words: &mut String,
    places: &mut Places,
    notes: &mut Vec<Note>,
) {
    let kinds = kinds_in(&run.text);
    if kinds & !WORD == 0 {
        line.last = run.text.chars().next_back();
        line.words(Cow::Borrowed(&run.text), run.span(0, run.text.len()));
        return;
    }
    let links = !in_link && kinds & ADDRESS != 0 && links::may_stand_in(&run.text);
    let clean = kinds & (BEYOND | CONTROL | DOUBLED) == 0;
    let quotes = context.quotes;
    Scanner { run, line, context, quotes, in_link, links, clean, words, places, notes, start: 0, escaped: 0 }.all();
}

/// Goes over a run of text from mark to mark.
pub(super) struct Scanner<'a> {
    pub(super) run: &'a Run,
    pub(super) line: &'a mut Line,
    context: &'a Context,
    quotes: Quotes,
    pub(super) in_link: bool,
    /// Whether links may stand in the text.
    links: bool,
    /// Whether the text is clean as it is.
    clean: bool,
    /// Words since `start` that are not yet in the line.
    words: &'a mut String,
    /// Names of places that were met.
    pub(super) places: &'a mut Places,
    /// Notes that were met in the line that they are about.
    pub(super) notes: &'a mut Vec<Note>,
    /// The first byte that is not in the line yet.
    pub(super) start: usize,
    /// The next of the run's escaped bytes.
    escaped: usize,
}

impl Scanner<'_> {
    fn all(&mut self) {
        self.part(0, self.run.text.len());
    }

    /// Takes in these bytes.
    fn part(&mut self, from: usize, to: usize) {
        let text = &self.run.text[..to];
        let (links, cited) = (self.links, self.context.cited > 0);
        let told = MARK | if links { WORD } else { 0 } | if cited { BEYOND } else { 0 };
        let mail = links && links::mail_may_stand_in(text);
        let mut at = from;
        loop {
            // Most text is nothing but words: it goes over in one piece.
            let rest = &text.as_bytes()[at..];
            let length = rest.iter().position(|&byte| KINDS[usize::from(byte)] & told != 0).unwrap_or(rest.len());
            self.words.push_str(&text[at..at + length]);
            self.line.last = text[at..at + length].chars().next_back().or(self.line.last);
            at += length;
            let Some(c) = text[at..].chars().next() else { break };
            if self.is_escaped(at) {
                self.plain(c);
                at += c.len_utf8();
                continue;
            }
            if c.is_ascii_alphanumeric() && !(self.is_boundary() && links::may_start(c as u8, mail)) {
                at += self.word(&text[at..]);
                continue;
            }
            if let Some((length, inline)) = self.scripted(at, c) {
                self.out(at);
                self.line.last = text[..at + length - 1].chars().next_back();
                self.line.done.push(inline);
                at += length;
                self.start = at;
                continue;
            }
            if let Some((words, attributes)) = self.spanned(at) {
                self.out(at);
                at = self.span(&words, attributes);
                continue;
            }
            if let Some((length, content)) = self.pointers(at, c) {
                self.out(at);
                self.line.take_up(content);
                self.line.last = Some(']');
                at += length;
                self.start = at;
                continue;
            }
            if let Some((length, inline)) = self.special(at, c) {
                self.out(at);
                self.line.last = text[at..at + length].chars().last();
                self.line.done.push(inline);
                at += length;
                self.start = at;
                continue;
            }
            if let Some(next) = self.braces(at, c).or_else(|| self.bracket(at, c)) {
                at = next;
                continue;
            }
            at += self.mark(&text[at..], c);
        }
        self.out(to);
    }

    /// Attributes right behind a link, a picture or code: `[words](address){target=_blank}`.
    fn braces(&mut self, at: usize, c: char) -> Option<usize> {
        if c != '{' || at > 0 {
            return None;
        }
        let last = self.line.done.last()?;
        let picture = matches!(last, Inline::Image(_));
        let takes = picture || matches!(last, Inline::Link(_) | Inline::CrossRef(_) | Inline::Code(_));
        let span = last.span();
        let end = self.run.text.bytes().take(LONGEST).position(|byte| byte == b'}').filter(|_| takes)? + 1;
        let attributes = attributes::parse(&self.run.text[..end])?;
        if self.holds_escape(&(0..1)) || self.holds_escape(&(end - 1..end)) {
            return None;
        }
        if picture {
            self.line.braces = Some(Box::new(attributes));
        } else {
            self.places.extend(attributes.anchor.map(|anchor| (anchor, span)));
        }
        self.start = end;
        Some(end)
    }

    /// `H~2~O`, `10^3^`: words without spaces set low or high, within a word too, where CommonMark's rules for marks of
    /// emphasis would have none. With its length.
    fn scripted(&self, at: usize, c: char) -> Option<(usize, Inline)> {
        const LONGEST: usize = 40;
        let style = match c {
            '^' => Style::Sup,
            '~' if self.line.last.is_some_and(|last| last.is_alphanumeric() || last == ')') => Style::Sub,
            _ => return None,
        };
        let rest = &self.run.text[at + 1..];
        let length = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'^' | b'~' | b'[' | b']'))?;
        let (words, after) = (&rest[..length], &rest.as_bytes()[length..]);
        let whole = at..at + length + 2;
        let ends = after[0] == c as u8 && after.get(1) != Some(&(c as u8));
        let starts = !words.is_empty() && !self.run.text[..at].ends_with(c);
        if !starts || !ends || words.contains(char::is_whitespace) || self.holds_escape(&whole) {
            return None;
        }
        let content = vec![Inline::text(clean(words), self.run.span(whole.start + 1, whole.end - 1))];
        let span = self.run.span(whole.start, whole.end);
        let before = &self.run.text[..at];
        let opens = |c: char| !c.is_ascii_digit() && !c.is_whitespace();
        let cites = if before.is_empty() { self.line.last.is_some_and(opens) } else { numerals::may_follow(before) };
        let cited = if cites { self.context.cited } else { 0 };
        Some((length + 2, super::finish::styled(style, content, cited, span)?))
    }

    /// `[words]{#place .class lang=fr}`, as pandoc has it: the bytes of the words, and what the braces say.
    fn spanned(&self, at: usize) -> Option<(Range<usize>, Attributes)> {
        let inside = self.run.text[at..].strip_prefix('[')?;
        let end = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'[' | b']'))?;
        let braces = inside[end..].strip_prefix(']').filter(|rest| end > 0 && rest.starts_with('{'))?;
        let length = braces.bytes().take(LONGEST).position(|byte| byte == b'}')? + 1;
        let words = at + 1..at + 1 + end;
        let whole = at + 1..words.end + 1 + length;
        if self.holds_escape(&whole) { None } else { Some((words, attributes::parse(&braces[..length])?)) }
    }

    /// Takes in words with attributes of their own; gives the byte behind the braces.
    fn span(&mut self, words: &Range<usize>, attributes: Attributes) -> usize {
        let braces = &self.run.text[words.end + 1..];
        let end = words.end + 2 + braces.bytes().position(|byte| byte == b'}').unwrap_or_default();
        let span = self.run.span(words.start - 1, end);
        let before = std::mem::take(&mut self.line.done);
        self.start = words.start;
        let lang = Lang::new(&attributes.value("lang")).ok();
        let outer = self.quotes;
        self.quotes = lang.as_ref().map_or(outer, |lang| Quotes::of(Some(lang)));
        self.part(words.start, words.end);
        self.quotes = outer;
        let content = std::mem::replace(&mut self.line.done, before);
        self.places.extend(attributes.anchor.clone().map(|anchor| (anchor, span)));
        self.line.take_up(super::html::scoped(&attributes, content, span));
        self.start = end;
        end
    }

    fn is_escaped(&mut self, at: usize) -> bool {
        while self.run.escaped.get(self.escaped).is_some_and(|&next| next < at) {
            self.escaped += 1;
        }
        self.run.escaped.get(self.escaped) == Some(&at)
    }

    /// Whether any character of these bytes is escaped: then they are words, and no address.
    pub(super) fn holds_escape(&self, range: &Range<usize>) -> bool {
        let from = self.run.escaped.partition_point(|&at| at < range.start);
        self.run.escaped.get(from).is_some_and(|&at| at < range.end)
    }

    /// Whether a link or a key may start here.
    fn is_boundary(&self) -> bool {
        self.line.last.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '/' | '_' | '-' | '@'))
    }

    /// Takes in a word in one piece; gives the bytes taken.
    fn word(&mut self, rest: &str) -> usize {
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        self.words.push_str(&rest[..length]);
        self.line.last = rest[..length].chars().next_back();
        length
    }

    pub(super) fn plain(&mut self, c: char) {
        self.words.push(c);
        self.line.last = Some(c);
    }

    /// Hands the words so far to the line.
    pub(super) fn out(&mut self, end: usize) {
        if !self.words.is_empty() {
            let words = if self.clean { Cow::Borrowed(self.words.as_str()) } else { cleaned(self.words) };
            self.line.words(words, self.run.span(self.start, end));
            self.words.clear();
        }
        self.start = end;
    }

    /// A link, citation or cross-reference at this byte, with its length.
    fn special(&self, at: usize, c: char) -> Option<(usize, Inline)> {
        let text = self.run.text.as_str();
        let span = |start: usize, end: usize| self.run.span(at + start, at + end);
        if self.in_link {
            return None;
        }
        let boundary = self.is_boundary();
        if c == '[' {
            return cite::bracketed(&text[at..], span)
                .map(|(length, citation)| (length, Inline::Citation(Box::new(citation))))
                .or_else(|| self.numerals(at, numerals::bracketed(&text[at..])));
        }
        if c == '@' && boundary {
            return self.at_sign(at);
        }
        if boundary && self.links && c.is_ascii_alphanumeric() {
            let found = links::link_at(text, at).filter(|found| !self.holds_escape(&found.range))?;
            let length = found.range.len();
            let content = vec![Inline::text(clean(&text[found.range]), span(0, length))];
            let link = Link { target: Target::Url(found.url), content, title: None, span: span(0, length) };
            return Some((length, Inline::Link(Box::new(link))));
        }
        if self.context.cited > 0 && !c.is_ascii() {
            return self.numerals(at, numerals::raised(text, at, self.context.cited));
        }
        None
    }

    /// `[@fig:one; @tbl:two]`: keys that name places are no citation.
    fn pointers(&self, at: usize, c: char) -> Option<(usize, Vec<Inline>)> {
        if c != '[' || self.in_link {
            return None;
        }
        let span = |start: usize, end: usize| self.run.span(at + start, at + end);
        let (length, citation) = cite::bracketed(&self.run.text[at..], span)?;
        if !citation.items.iter().all(|item| names_place(item.key.as_str()) && item.locator.is_none()) {
            return None;
        }
        let mut content = Vec::new();
        for item in citation.items {
            let spaced = |words: &str| Inline::text(words, item.span);
            content.extend((!content.is_empty()).then(|| spaced(", ")));
            let (prefix, suffix) = (!item.prefix.is_empty(), !item.suffix.is_empty());
            content.extend(item.prefix);
            content.extend(prefix.then(|| spaced(" ")));
            let target = Anchor::new(item.key.as_str());
            content.push(Inline::CrossRef(CrossRef { target, content: Vec::new(), span: item.span }));
            content.extend(suffix.then(|| spaced(" ")));
            content.extend(item.suffix);
        }
        Some((length, content))
    }

    fn numerals(&self, at: usize, found: Option<numerals::Cited>) -> Option<(usize, Inline)> {
        let found = found.filter(|_| self.context.cited > 0)?;
        let written = clean(&self.run.text[at..at + found.length]);
        let citation = numerals::citation(&found.numbers, written, self.run.span(at, at + found.length));
        Some((found.length, Inline::Citation(Box::new(citation))))
    }

    fn at_sign(&self, at: usize) -> Option<(usize, Inline)> {
        let text = &self.run.text[at..];
        let span = |start: usize, end: usize| self.run.span(at + start, at + end);
        let (key, length) = cite::key(text)?;
        if names_place(key) {
            let place = CrossRef { target: Anchor::new(key), content: Vec::new(), span: span(0, length) };
            return Some((length, Inline::CrossRef(place)));
        }
        let (length, citation) = self.context.keyed.then(|| cite::narrative(text, span)).flatten()?;
        Some((length, Inline::Citation(Box::new(citation))))
    }

    /// A character of the words, or punctuation made typographic; gives the bytes taken.
    fn mark(&mut self, rest: &str, c: char) -> usize {
        let (shown, length) = match c {
            '-' if rest.starts_with("---") && !rest.starts_with("----") => ("—", 3),
            '-' if rest.starts_with("--") && !rest.starts_with("---") => ("–", 2),
            '.' if rest.starts_with("...") => ("…", 3),
            '"' => (self.double(rest), 1),
            '\'' => (self.apostrophe(rest), 1),
            _ => {
                self.plain(c);
                return c.len_utf8();
            }
        };
        shown.chars().for_each(|c| self.plain(c));
        length
    }

    fn opens(&self) -> bool {
        self.line.last.is_none_or(|c| c.is_whitespace() || "([{—–“‘«„‚¿¡/".contains(c) || c == '\u{202f}')
    }

    fn quote(&self, (open, close): (&'static str, &'static str)) -> &'static str {
        if self.opens() { open } else { close }
    }

    fn double(&mut self, rest: &str) -> &'static str {
        let (quotes, next) = (self.quotes, rest[1..].chars().next());
        let in_word = self.line.last.is_some_and(char::is_alphabetic) && next.is_some_and(char::is_alphabetic);
        match quotes.inside {
            Some((sign, _)) if in_word => sign,
            _ if quotes.by_turns => turn(&mut self.line.quoted.0, quotes.double),
            _ => self.quote(quotes.double),
        }
    }

    fn apostrophe(&mut self, rest: &str) -> &'static str {
        let quotes = self.quotes;
        let next = rest[1..].chars().next();
        let after_word = self.line.last.is_some_and(char::is_alphanumeric);
        let latin = |c: Option<char>| c.is_none_or(|c| c.is_ascii_alphanumeric());
        match quotes.inside {
            Some((_, sign)) if after_word && next.is_some_and(char::is_alphabetic) => return sign,
            _ if quotes.by_turns && !(after_word && latin(self.line.last) && latin(next)) => {
                return turn(&mut self.line.quoted.1, quotes.single);
            }
            _ => {}
        }
        let in_word = after_word && next.is_some_and(char::is_alphanumeric);
        let decade = next.is_some_and(|c| c.is_ascii_digit());
        // Where single marks look like double ones (`”`), one after a word closes what is open and is an apostrophe else.
        let elision = after_word && quotes.single.1 == "”" && !self.line.quoted.1;
        if in_word || decade || elision {
            return "’";
        }
        self.line.quoted.1 = self.opens();
        self.quote(quotes.single)
    }
}

/// Whether a key names a place of the article, by its kind.
fn names_place(key: &str) -> bool {
    PLACES.iter().any(|place| key.len() > place.len() && key.starts_with(place))
}

/// The opening mark, then the closing one, by turns.
fn turn(open: &mut bool, marks: (&'static str, &'static str)) -> &'static str {
    *open = !*open;
    if *open { marks.0 } else { marks.1 }
}
