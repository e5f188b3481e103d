//! Converts a run of text to inlines: clean text, typographic punctuation, links, citations, cross-references, spans
//! with attributes, superscripts and subscripts.

use super::{
    brackets, citations, element,
    line::{Line, Picture, TextRun},
    scanner::{Context, Found, Scanner},
    typography,
};
use crate::{
    article::{Anchor, CrossRef, Inline, Lang, Link, Scope, Style, Target},
    read::common::{
        attributes::{self, Attributes},
        clean::clean,
        links, numerals,
        quotes::Quotes,
    },
};
use std::ops::Range;

/// The prefixes of anchors in `@kind:name`.
const PLACES: [&str; 7] = ["sec:", "fig:", "tbl:", "tab:", "tip:", "lst:", "eq:"];

/// The prefixes of anchors in Quarto, which count only in articles that define such anchors.
const QUARTO_PLACES: [&str; 6] = ["sec-", "fig-", "tbl-", "lst-", "eq-", "tip-"];

/// The maximum length of text with attributes, and of the attributes, in bytes.
const LONGEST: usize = 1000;

/// Adds the text of a run to the line. Inside a link, text that looks like a link stays text.
pub(crate) fn scan(run: &TextRun, line: &mut Line, context: &Context<'_>, in_link: bool, found: &mut Found) {
    let links = !in_link && links::may_contain_link(&run.text);
    let quotes = context.quotes;
    let mut scanner = Scanner { run, line, context, quotes, in_link, links, words: String::new(), found, start: 0 };
    part(&mut scanner, 0, run.text.len());
}

/// Scans these bytes.
fn part(scanner: &mut Scanner<'_>, from: usize, to: usize) {
    let run = scanner.run;
    let text = &run.text[..to];
    let mail = scanner.links && links::may_contain_mail(text);
    let mut at = from;
    while at < to {
        // Most text is words without any markup, which is added in one piece.
        let length = plain_length(scanner, &text[at..]);
        scanner.plain(&text[at..at + length]);
        at += length;
        let Some(c) = text[at..].chars().next() else { break };
        if scanner.is_escaped(at) {
            scanner.plain(&text[at..at + c.len_utf8()]);
            at += c.len_utf8();
        } else if c.is_ascii_alphanumeric() && !(scanner.is_boundary() && links::may_start(c as u8, mail)) {
            let length = text[at..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            scanner.plain(&text[at..at + length]);
            at += length;
        } else {
            at = mark(scanner, text, at, c);
        }
    }
    scanner.flush(to);
}

/// Returns the number of leading bytes that cannot be markup.
fn plain_length(scanner: &Scanner<'_>, text: &str) -> usize {
    let may_be_mark = |byte: u8| match byte {
        b'[' | b']' | b'{' | b'-' | b'"' | b'\'' | b'^' | b'~' | b'@' | b'.' => true,
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => scanner.links,
        0x80.. => scanner.context.cited > 0,
        b'(' => scanner.context.in_parentheses,
        _ => false,
    };
    text.bytes().position(may_be_mark).unwrap_or(text.len())
}

/// Scans the character `c` at byte `at` with any markup that it opens. Returns the byte to continue from.
fn mark(scanner: &mut Scanner<'_>, text: &str, at: usize, c: char) -> usize {
    if let Some((length, inline)) = low_or_high(scanner, at, c) {
        let last = text[..at + length - 1].chars().next_back();
        return put(scanner, at, length, vec![inline], last);
    }
    if let Some((words, attributes)) = span_with_attributes(scanner, at) {
        scanner.flush(at);
        return take_span(scanner, &words, &attributes);
    }
    if let Some((length, content)) = cross_references(scanner, at, c) {
        return put(scanner, at, length, content, Some(']'));
    }
    if let Some((length, inline)) = link_or_citation(scanner, at, c) {
        let last = text[at..at + length].chars().next_back();
        return put(scanner, at, length, vec![inline], last);
    }
    if let Some(next) = trailing_attributes(scanner, at, c) {
        return next;
    }
    match c {
        '[' => {
            brackets::open(scanner, at);
            return at + 1;
        }
        ']' => {
            if let Some(next) = brackets::close(scanner, at) {
                return next;
            }
        }
        _ => {}
    }
    match typography::mark(scanner.line, scanner.quotes, text, at, c) {
        Some((shown, length)) => {
            scanner.plain(shown);
            at + length
        }
        None => {
            scanner.plain(&text[at..at + c.len_utf8()]);
            at + c.len_utf8()
        }
    }
}

/// Adds inlines to the line in place of `length` bytes at `at`.
fn put(scanner: &mut Scanner<'_>, at: usize, length: usize, content: Vec<Inline>, last: Option<char>) -> usize {
    scanner.flush(at);
    scanner.line.extend(content);
    scanner.line.last = last;
    scanner.start = at + length;
    at + length
}

/// Reads attributes directly after a link, picture or code: `[words](address){target=_blank}`.
fn trailing_attributes(scanner: &mut Scanner<'_>, at: usize, c: char) -> Option<usize> {
    if c != '{' || at > 0 {
        return None;
    }
    let last = scanner.line.done.last()?;
    let picture = matches!(last, Inline::Image(_));
    let takes = picture || matches!(last, Inline::Link(_) | Inline::CrossRef(_) | Inline::Code(_));
    let span = last.span();
    let end = scanner.text().bytes().take(LONGEST).position(|byte| byte == b'}').filter(|_| takes)? + 1;
    let attributes = attributes::parse(&scanner.text()[..end])?;
    if scanner.is_escaped(0) || scanner.is_escaped(end - 1) {
        return None;
    }
    if picture {
        let pictures = &mut scanner.line.pictures;
        match pictures.iter_mut().find(|picture| picture.span == span) {
            Some(picture) => picture.attributes = Some(attributes),
            None => pictures.push(Picture { span, attributes: Some(attributes), ..Picture::default() }),
        }
    } else {
        let classes = attributes.classes;
        scanner.found.anchors.extend(attributes.anchor.map(|anchor| (anchor, span)));
        // the paragraph becomes a QR code of the link
        if classes == ["qr"]
            && let Some(link) = scanner.line.done.pop()
        {
            let scope = Scope { classes, content: vec![link], span, ..Scope::default() };
            scanner.line.done.push(Inline::Scope(Box::new(scope)));
        }
    }
    scanner.start = end;
    Some(end)
}

/// Reads `H~2~O`, `10^3^`: subscripts and superscripts without spaces, even within a word, where CommonMark's rules
/// for emphasis recognize no delimiter. Returns the length and the styled text.
fn low_or_high(scanner: &Scanner<'_>, at: usize, c: char) -> Option<(usize, Inline)> {
    const LONGEST: usize = 40;
    let style = match c {
        '^' => Style::Sup,
        '~' if scanner.line.last.is_some_and(|last| last.is_alphanumeric() || last == ')') => Style::Sub,
        _ => return None,
    };
    let (before, rest) = (&scanner.text()[..at], &scanner.text()[at + 1..]);
    let length = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'^' | b'~' | b'[' | b']'))?;
    let (words, after) = (&rest[..length], &rest.as_bytes()[length..]);
    let whole = at..at + length + 2;
    let ends = after[0] == c as u8 && after.get(1) != Some(&(c as u8));
    let starts = !words.is_empty() && !before.ends_with(c);
    if !starts || !ends || words.contains(char::is_whitespace) || scanner.holds_escape(&whole) {
        return None;
    }
    let content = vec![Inline::text(clean(words), scanner.run.span(whole.start + 1, whole.end - 1))];
    let span = scanner.run.span(whole.start, whole.end);
    let opens = |c: char| !c.is_ascii_digit() && !c.is_whitespace();
    let cites = if before.is_empty() { scanner.line.last.is_some_and(opens) } else { numerals::may_follow(before) };
    let cited = if cites { scanner.context.cited } else { 0 };
    Some((length + 2, element::styled(style, content, cited, span)?))
}

/// Reads `[words]{#place .class lang=fr}`, as in pandoc. Returns the bytes of the text, and the attributes.
fn span_with_attributes(scanner: &Scanner<'_>, at: usize) -> Option<(Range<usize>, Attributes)> {
    let inside = scanner.text()[at..].strip_prefix('[')?;
    let end = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'[' | b']'))?;
    let braces = inside[end..].strip_prefix(']').filter(|rest| end > 0 && rest.starts_with('{'))?;
    let length = braces.bytes().take(LONGEST).position(|byte| byte == b'}')? + 1;
    let words = at + 1..at + 1 + end;
    let whole = at + 1..words.end + 1 + length;
    if scanner.holds_escape(&whole) { None } else { Some((words, attributes::parse(&braces[..length])?)) }
}

/// Adds text with its attributes. Returns the byte after the braces.
fn take_span(scanner: &mut Scanner<'_>, words: &Range<usize>, attributes: &Attributes) -> usize {
    let braces = &scanner.text()[words.end + 1..];
    let end = words.end + 2 + braces.bytes().position(|byte| byte == b'}').unwrap_or_default();
    let span = scanner.run.span(words.start - 1, end);
    let before = std::mem::take(&mut scanner.line.done);
    scanner.start = words.start;
    let outer = scanner.quotes;
    if let Ok(lang) = Lang::new(&attributes.value("lang")) {
        scanner.quotes = Quotes::of(Some(&lang));
    }
    part(scanner, words.start, words.end);
    scanner.quotes = outer;
    let content = std::mem::replace(&mut scanner.line.done, before);
    scanner.found.anchors.extend(attributes.anchor.clone().map(|anchor| (anchor, span)));
    scanner.line.extend(element::attributed(attributes, content, span));
    scanner.start = end;
    end
}

/// Reads a link, citation or cross-reference at byte `at`. Returns it with its length.
fn link_or_citation(scanner: &Scanner<'_>, at: usize, c: char) -> Option<(usize, Inline)> {
    let text = scanner.text();
    let span = |start: usize, end: usize| scanner.run.span(at + start, at + end);
    let cited = scanner.context.cited;
    if c == '[' && text[..at].ends_with('^') && !scanner.is_escaped(at - 1) {
        // an inline note, which may contain citations
        return None;
    }
    if c == '[' {
        let keyed = citations::bracketed(&text[at..], span)
            .map(|(length, citation)| (length, Inline::Citation(Box::new(citation))));
        return keyed.or_else(|| numbered_citation(scanner, at, numerals::bracketed(&text[at..])));
    }
    if c == '@' && scanner.is_boundary() {
        return key(scanner, at);
    }
    if c == '-' && text[at + 1..].starts_with('@') && scanner.is_boundary() {
        // in Quarto, a reference without its kind
        let place = key(scanner, at + 1).filter(|(_, found)| matches!(found, Inline::CrossRef(_)));
        if let Some((length, place)) = place {
            return Some((length + 1, place));
        }
    }
    if c == '-' && text[at + 1..].starts_with('@') && scanner.is_boundary() && scanner.context.keyed {
        let (length, citation) = citations::suppressed(&text[at..], span)?;
        return Some((length, Inline::Citation(Box::new(citation))));
    }
    if scanner.is_boundary() && scanner.links && c.is_ascii_alphanumeric() {
        let found = links::link_at(text, at).filter(|found| !scanner.holds_escape(&found.range))?;
        let length = found.range.len();
        let content = vec![Inline::text(clean(&text[found.range]), span(0, length))];
        let link = Link { target: Target::Url(found.url), content, title: None, span: span(0, length) };
        return Some((length, Inline::Link(Box::new(link))));
    }
    if c == '(' && scanner.context.in_parentheses {
        return numbered_citation(scanner, at, numerals::parenthesized(text, at, cited));
    }
    if cited > 0 && !c.is_ascii() {
        return numbered_citation(scanner, at, numerals::raised(text, at, cited));
    }
    None
}

/// Reads `[@fig:one; @tbl:two]`: keys that name anchors are cross-references rather than citations.
fn cross_references(scanner: &Scanner<'_>, at: usize, c: char) -> Option<(usize, Vec<Inline>)> {
    if c != '[' || scanner.in_link {
        return None;
    }
    let span = |start: usize, end: usize| scanner.run.span(at + start, at + end);
    let (length, citation) = citations::bracketed(&scanner.text()[at..], span)?;
    if !citation.items.iter().all(|item| names_place(scanner, item.key.as_str()) && item.locator.is_none()) {
        return None;
    }
    let mut content = Vec::new();
    for item in citation.items {
        let spaced = |words: &str| Inline::text(words, item.span);
        content.extend((!content.is_empty()).then(|| spaced(", ")));
        let (prefix, suffix) = (!item.prefix.is_empty(), !item.suffix.is_empty());
        content.extend(item.prefix);
        content.extend(prefix.then(|| spaced(" ")));
        let target = place(item.key.as_str());
        content.push(Inline::CrossRef(CrossRef { target, content: Vec::new(), span: item.span }));
        content.extend(suffix.then(|| spaced(" ")));
        content.extend(item.suffix);
    }
    Some((length, content))
}

fn numbered_citation(scanner: &Scanner<'_>, at: usize, found: Option<numerals::Cited>) -> Option<(usize, Inline)> {
    let found = found.filter(|_| scanner.context.cited > 0 && !scanner.in_link)?;
    let written = clean(&scanner.text()[at..at + found.length]);
    let citation = numerals::citation(&found.numbers, written, scanner.run.span(at, at + found.length));
    Some((found.length, Inline::Citation(Box::new(citation))))
}

/// Reads `@fig:one`, or `@key [p. 3]` in prose.
fn key(scanner: &Scanner<'_>, at: usize) -> Option<(usize, Inline)> {
    let text = &scanner.text()[at..];
    let span = |start: usize, end: usize| scanner.run.span(at + start, at + end);
    let (key, length) = citations::key(text)?;
    if names_place(scanner, key) {
        if scanner.in_link {
            return None;
        }
        let place = CrossRef { target: place(key), content: Vec::new(), span: span(0, length) };
        return Some((length, Inline::CrossRef(place)));
    }
    let (length, citation) = scanner.context.keyed.then(|| citations::narrative(text, span)).flatten()?;
    Some((length, Inline::Citation(Box::new(citation))))
}

/// Returns whether a key refers to an anchor, judged by its prefix.
fn names_place(scanner: &Scanner<'_>, key: &str) -> bool {
    let named = |place: &str| key.get(..1).is_some_and(|first| first.eq_ignore_ascii_case(&place[..1]));
    let is = |places: &[&str]| {
        places.iter().any(|place| key.len() > place.len() && named(place) && key[1..].starts_with(&place[1..]))
    };
    is(&PLACES) || is(&QUARTO_PLACES) && !scanner.context.places.is_empty()
}

/// Returns the anchor for a key: `@Fig-one` at the start of a sentence refers to `fig-one`.
fn place(key: &str) -> Anchor {
    let (first, rest) = key.split_at(key.chars().next().map_or(0, char::len_utf8));
    Anchor::new(format!("{}{rest}", first.to_ascii_lowercase()))
}
