//! Extracts the text of a Markdown source: what remains once its syntax is removed.

use super::{
    SourceText, html,
    syntax::{citation, example_numbers, plain},
    words::{LEVEL, LOWER, RAISE},
};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// Front matter keys whose values are settings rather than text.
const SETTINGS: [&str; 13] = [
    "lang",
    "language",
    "dir",
    "direction",
    "csl",
    "toc",
    "bibliography",
    "references",
    "number-headings",
    "numbersections",
    "cover",
    "draft",
    "fit",
];

/// Returns the text of a Markdown source.
pub(super) fn text(source: &str) -> SourceText<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS;
    let mut walk = Walk { source, ..Walk::default() };
    let body = without_front_matter(source, &mut walk.found);
    let body = without_inner_brackets(with_dollars(without_changes(body)));
    for (event, range) in Parser::new_ext(&body, options).into_offset_iter() {
        walk.event(event, range);
    }
    walk.end_line();
    walk.found.allow(&example_numbers(source));
    walk.found
}

#[derive(Default)]
struct Walk<'a> {
    source: &'a str,
    found: SourceText<'static>,
    /// The byte where the line starts.
    at: usize,
    /// The text of the line so far, with syntax removed.
    line: String,
    /// Text of the line that may still contain syntax.
    raw: String,
    /// Set while text is taken verbatim: code or front matter.
    verbatim: Option<Verbatim>,
    /// Whether a definition begins whose colon is part of its text.
    is_option: bool,
    block: String,
    /// The byte where the last table cell ends.
    cell_end: usize,
    /// The byte where the last MathML formula ends.
    read_to: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verbatim {
    Code,
    /// A fence with `{name}`, whose text is Markdown.
    Directive,
    /// Indented lines: code, or the body of an admonition.
    Indented,
    Html,
    /// The file name and size of an embed: `![[file.png|300]]`.
    Embed,
}

impl Walk<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let at = range.start;
        let is_part = matches!(event, Event::Text(_) | Event::InlineHtml(_) | Event::SoftBreak | Event::Code(_));
        if is_part && at < self.read_to && range.end <= self.read_to {
            return;
        }
        match event {
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => self.block.push_str(&text),
            Event::Text(text) => {
                if std::mem::take(&mut self.is_option) {
                    self.add(":", at);
                }
                self.add(&text, at);
            }
            Event::Code(code) => {
                let role = [("{sup}", RAISE), ("{sub}", LOWER)].into_iter().find(|(role, _)| self.raw.ends_with(role));
                let named = self.raw.ends_with('}');
                let refers = self.raw.ends_with("ref}") || self.raw.ends_with("{eq}");
                self.settle();
                if refers && !code.contains('<') {
                    // the target supplies the text, perhaps that of the title
                    let title = self.source.lines().find_map(|line| line.strip_prefix("# ")).unwrap_or_default();
                    self.found.allow(title);
                    self.found.allow(&code);
                    return;
                }
                if let Some((words, target)) = code.split_once('<').filter(|(_, target)| named && target.ends_with('>'))
                {
                    // `words <target>` of a role
                    self.line.push_str(words);
                    self.found.allow(target);
                    return;
                }
                if let Some((_, level)) = role {
                    // the space left by the name of the role
                    self.line.pop();
                    self.line.extend([level].into_iter().chain(code.chars()).chain([LEVEL]));
                    return;
                }
                self.line.push_str(&code);
            }
            Event::InlineHtml(tag) if tag.starts_with("<math") => self.formula(at),
            Event::InlineHtml(tag) => self.tag(&tag),
            Event::Html(text) => html::fragment(&text, Some(at), &mut self.found),
            Event::SoftBreak | Event::HardBreak => self.add("\n", at),
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => {
                let end = range.end;
                match tag {
                    TagEnd::Emphasis | TagEnd::Strong => self.multiply(end.saturating_sub(1), end),
                    TagEnd::TableCell => self.cell_end = end,
                    TagEnd::TableRow => self.rest_of_row(end),
                    _ => {}
                }
                self.end(tag);
            }
            Event::FootnoteReference(label) => self.found.allow(&label),
            Event::TaskListMarker(_) | Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Emphasis | Tag::Strong => self.multiply(at, at + 1),
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } if !has_pothole => {
                self.found.allow(&dest_url);
            }
            Tag::Link { title, dest_url, .. } => {
                self.found.allow(&title);
                // a link without text shows its address
                self.found.allow(&dest_url);
            }
            Tag::Image { link_type: LinkType::WikiLink { .. }, .. } if self.verbatim.is_none() => {
                self.settle();
                self.verbatim = Some(Verbatim::Embed);
            }
            Tag::Image { title, dest_url, .. } => {
                // a picture on the web becomes a link, which shows its address if it has no description
                self.found.allow(&dest_url);
                self.add(" ", at);
                let title = title.into_string();
                self.found.require(Some(at), title);
            }
            Tag::CodeBlock(kind) => {
                self.end_line();
                (self.verbatim, self.at) = (Some(Verbatim::Code), at);
                if let CodeBlockKind::Fenced(info) = kind {
                    if &*info == "{=html}" {
                        self.verbatim = Some(Verbatim::Html);
                    } else if info.starts_with('{') {
                        self.verbatim = Some(Verbatim::Directive);
                    }
                    self.found.allow(&info);
                } else {
                    self.verbatim = Some(Verbatim::Indented);
                }
            }
            Tag::DefinitionListDefinition => {
                self.end_line();
                // `:name: value` is an option of a directive, not a definition
                self.is_option = self.source[at..].starts_with("::")
                    || !self.source[at..].trim_start_matches(':').starts_with(char::is_whitespace);
            }
            Tag::HtmlBlock => {
                self.end_line();
                (self.verbatim, self.at) = (Some(Verbatim::Html), at);
            }
            _ => self.end_line(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link => {}
            TagEnd::Image if self.verbatim == Some(Verbatim::Embed) => {
                self.verbatim = None;
                let block = std::mem::take(&mut self.block);
                self.found.allow(&block);
            }
            TagEnd::Image => self.raw.push(' '),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_block(),
            _ => self.end_line(),
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        match self.verbatim.take() {
            Some(Verbatim::Embed) => self.found.allow(&block),
            Some(Verbatim::Code) => self.found.require(Some(self.at), block),
            Some(own @ (Verbatim::Directive | Verbatim::Indented)) => {
                let block = if own == Verbatim::Indented { self.without_numbers(&block) } else { block };
                let mut text = String::new();
                plain(&block, &mut text, &mut self.found.optional);
                self.found.require(Some(self.at), text);
            }
            Some(Verbatim::Html) => {
                // the content of a component is Markdown
                let component =
                    block.trim_start().strip_prefix('<').is_some_and(|tag| tag.starts_with(char::is_uppercase));
                let block = if component { self.without_numbers(&block) } else { block };
                html::fragment(&block, Some(self.at), &mut self.found);
            }
            None => {}
        }
    }

    /// Returns indented lines without leading list numbers.
    fn without_numbers(&mut self, block: &str) -> String {
        let mut text = String::with_capacity(block.len());
        for line in block.split_inclusive('\n') {
            let words = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            let number = line.trim_start().len() - words.len();
            if number > 0 && words.starts_with([')', '.']) && words[1..].starts_with(' ') {
                self.found.allow(&line.trim_start()[..number]);
                text.push_str(words);
            } else {
                text.push_str(line);
            }
        }
        text
    }

    /// Adds characters that CommonMark takes for emphasis: the asterisk of a product, `5*3*2`, and underscores in a
    /// formula, `a)_i + x_1`.
    fn multiply(&mut self, from: usize, to: usize) {
        if self.source.get(from..to) == Some("_") && self.is_in_formula() {
            return self.add("_", from);
        }
        let digit = |c: char| c.is_ascii_digit();
        let (Some(before), Some(after)) = (self.source.get(..from), self.source.get(to..)) else { return };
        if before.ends_with(digit) && after.starts_with(digit) {
            self.add("*", from);
        }
    }

    /// Returns whether the text so far ends inside a formula.
    fn is_in_formula(&self) -> bool {
        let most = self.raw.len().saturating_sub(LONGEST);
        let start = (most..=self.raw.len()).find(|&at| self.raw.is_char_boundary(at)).unwrap_or(most);
        let near = &self.raw[start..];
        near.matches("$$").count() % 2 == 1 || near.replace("$$", "").matches('$').count() % 2 == 1
    }

    /// Requires the surplus cells of a row, which the parser drops because the header has no column for them.
    fn rest_of_row(&mut self, end: usize) {
        let rest = self.source.get(self.cell_end..end).unwrap_or_default();
        if rest.contains(char::is_alphanumeric) {
            let (mut text, at) = (String::new(), self.cell_end);
            plain(&rest.replace('|', " "), &mut text, &mut self.found.optional);
            self.found.require(Some(at), text);
        }
    }

    fn add(&mut self, text: &str, at: usize) {
        if self.line.is_empty() && self.raw.is_empty() {
            self.at = at;
        }
        self.raw.push_str(text);
    }

    /// Handles an inline tag: pictures have text, and some tags make theirs superscript or subscript.
    fn tag(&mut self, tag: &str) {
        self.settle();
        let name =
            tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match (name.to_ascii_lowercase().as_str(), tag.starts_with("</")) {
            ("sup", false) => self.line.push(RAISE),
            ("sub", false) => self.line.push(LOWER),
            ("sup" | "sub", true) => self.line.push(LEVEL),
            (
                "b" | "i" | "em" | "strong" | "span" | "a" | "u" | "s" | "small" | "mark" | "kbd" | "abbr" | "code"
                | "del",
                _,
            ) => {}
            ("img", _) => html::fragment(tag, Some(self.at), &mut self.found),
            _ => self.line.push(' '),
        }
        self.found.allow(tag);
    }

    /// Extracts a MathML formula.
    fn formula(&mut self, at: usize) {
        self.settle();
        let rest = self.source.get(at..).unwrap_or_default();
        let reach = rest.find("\n\n").map_or(rest, |end| &rest[..end]);
        let length = reach.find("</math>").map_or(0, |end| end + "</math>".len());
        self.found.allow(&rest[..length]);
        self.line.push(' ');
        html::formula_words(&rest[..length], &mut self.line);
        self.read_to = at + length;
    }

    /// Removes the syntax from the text so far.
    fn settle(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        plain(&raw, &mut self.line, &mut self.found.optional);
    }

    fn end_line(&mut self) {
        self.settle();
        let line = std::mem::take(&mut self.line);
        self.found.require(Some(self.at), line);
    }
}

/// Blanks the front matter at the top of a source: between `---` or `+++`, or MultiMarkdown's metadata. Offsets do not
/// change.
fn without_front_matter<'a>(source: &'a str, found: &mut SourceText<'_>) -> Cow<'a, str> {
    let first = source.lines().next().unwrap_or_default().trim_end();
    let ends: &[&str] = match first {
        "---" => &["---", "..."],
        "+++" => &["+++"],
        _ => return without_metadata(source, found),
    };
    let mut at = 0;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        if number > 0 && ends.contains(&line.trim_end()) {
            let open = source.find('\n').map_or(0, |end| end + 1);
            front_matter(&source[open..at], found);
            let end = at + line.trim_end().len();
            return (" ".repeat(end) + &source[end..]).into();
        }
        at += line.len();
    }
    source.into()
}

/// Removes MultiMarkdown metadata from the top of a source: `Key: value` up to a blank line. Positions do not change.
fn without_metadata<'a>(source: &'a str, found: &mut SourceText<'_>) -> Cow<'a, str> {
    let end = source.find("\n\n").unwrap_or(0);
    let (block, rest) = source.split_at(end);
    let key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_alphanumeric() || " _-".contains(c))
    };
    let goes_on = |line: &str| line.starts_with([' ', '\t']);
    if block.is_empty() || goes_on(block) || !block.lines().all(|line| key(line) || goes_on(line)) {
        return source.into();
    }
    for line in block.lines() {
        let value = if goes_on(line) { line } else { line.split_once(':').map_or("", |(_, value)| value) };
        found.allow(line.strip_suffix(value).unwrap_or_default());
        let plain = !value.contains(['[', ']', '{', '<', '*', '_', '`', '&', '#', '\\']) && !is_constant(value.trim());
        if plain { found.require(None, value.to_owned()) } else { found.allow(value) }
    }
    (" ".repeat(block.len()) + rest).into()
}

/// Blanks the delimiters of CriticMarkup: `{++added++}`, `{>>comment<<}`, `{~~old~>new~~}`.
fn without_changes(source: Cow<'_, str>) -> Cow<'_, str> {
    let marks = ["{++", "++}", "{--", "--}", "{~~", "~~}", "{==", "==}", "{>>", "<<}"];
    if !marks.iter().any(|mark| source.contains(mark)) {
        return source;
    }
    let blank = marks.iter().fold(source.into_owned(), |text, mark| text.replace(mark, "   "));
    blank.replace("~>", "  ").into()
}

/// Blanks the inner brackets of `[[words]](address)`, a link with bracketed text, which the parser takes for a wiki
/// link. Positions do not change.
fn without_inner_brackets(source: Cow<'_, str>) -> Cow<'_, str> {
    if !source.contains("]](") {
        return source;
    }
    let mut text = source.clone().into_owned();
    for (end, _) in source.match_indices("]](") {
        let start = source[..end].rfind(['[', ']', '\n']).filter(|&at| source[..=at].ends_with("[["));
        if let Some(start) = start {
            text.replace_range(start..=start, " ");
            text.replace_range(end..=end, " ");
        }
    }
    text.into()
}

/// LaTeX's formula delimiters, and dollar signs of the same length.
const FORMULAS: [(&str, &str, [&str; 2]); 2] = [("\\(", "\\)", [" $", "$ "]), ("\\[", "\\]", ["$$", "$$"])];

/// The maximum length of a formula, in bytes.
const LONGEST: usize = 4000;

/// Replaces LaTeX's `\(`, `\)`, `\[` and `\]`, whose backslashes Markdown would remove, with dollar signs, except in
/// code. Positions do not change.
fn with_dollars(source: Cow<'_, str>) -> Cow<'_, str> {
    if !FORMULAS.iter().any(|(open, ..)| source.contains(open)) {
        return source;
    }
    let mut text = String::with_capacity(source.len());
    let mut fenced = false;
    // blank lines end formulas
    for paragraph in source.split_inclusive("\n\n") {
        let fences = paragraph.lines().filter(|line| line.trim_start().starts_with("```")).count();
        if fenced || fences > 0 {
            text.push_str(paragraph);
        } else {
            add_with_dollars(paragraph, &mut text);
        }
        fenced ^= fences % 2 == 1;
    }
    text.into()
}

fn add_with_dollars(paragraph: &str, text: &mut String) {
    let (mut rest, mut quoted) = (paragraph, false);
    while let Some(at) = rest.find('\\') {
        let (before, from) = rest.split_at(at);
        quoted ^= before.matches('`').count() % 2 == 1;
        // the address of a link may have brackets that are escaped
        let in_address = before.rsplit(char::is_whitespace).next().is_some_and(|word| word.contains("://"));
        text.push_str(before);
        let most = (0..=LONGEST.min(from.len())).rev().find(|&most| from.is_char_boundary(most)).unwrap_or_default();
        let formula = |(open, close, dollars): &(&str, &str, [&'static str; 2])| {
            let inside = from[..most].strip_prefix(open)?;
            let end = inside.find(close)?;
            has_tex(&inside[..end]).then_some((*dollars, end))
        };
        rest = match FORMULAS.iter().find_map(formula).filter(|_| !quoted && !in_address) {
            Some(([open, close], end)) => {
                text.extend([open, &from[2..2 + end], close]);
                &from[end + 4..]
            }
            None => {
                let escape = 1 + from[1..].chars().next().map_or(0, char::len_utf8);
                text.push_str(&from[..escape]);
                &from[escape..]
            }
        };
    }
    text.push_str(rest);
}

/// Returns whether text between brackets contains TeX syntax.
fn has_tex(inside: &str) -> bool {
    let command = |at: usize| inside[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic());
    inside.replace("\\_", "").contains(['^', '_']) || inside.match_indices('\\').any(|(at, _)| command(at))
}

/// Adds the text in front matter: the values of its keys, except settings.
fn front_matter(block: &str, found: &mut SourceText<'_>) {
    let mut setting = false;
    for line in block.lines() {
        let indented = line.starts_with([' ', '\t', '-']);
        let bare = line.trim_start_matches([' ', '\t', '-', '"']);
        let key = bare.split([':', '=', '"']).next().unwrap_or_default().trim();
        let is_key = !key.is_empty() && key.len() < bare.trim_end().len() && !key.contains([' ', '{', '[', '#']);
        if is_key && !indented {
            setting = SETTINGS.contains(&key.to_ascii_lowercase().as_str());
        }
        // `kind: organization` of an author
        let says_what = is_key && indented && key == "kind";
        let value = if is_key { bare[key.len()..].trim_start_matches(['"', ' ', ':', '=']) } else { bare };
        let numbered = indented && value.trim().trim_matches('"').parse::<u32>().is_ok();
        let hour = |time: &str| time.starts_with(|c: char| c.is_ascii_digit());
        let timed = value.split('T').skip(1).any(hour)
            || value.split_whitespace().skip(1).any(|time| hour(time) && time.contains(':'));
        let cites = value.match_indices('[').any(|(at, _)| citation(&value[at..]).is_some());
        let worded = !numbered
            && !timed
            && !cites
            && !value.contains(['\\', '{', '#', '&', '*', '!', '|', '>'])
            && !is_constant(value.trim());
        if value.contains('$') {
            // a formula, which is spoken
            let mut text = String::new();
            plain(&value.replace("\\\\", "\\"), &mut text, &mut found.optional);
            found.allow(&text);
        }
        if value.contains("[^") && worded && !setting {
            let mut text = String::new();
            plain(value, &mut text, &mut found.optional);
            found.require(None, text);
        } else if setting || says_what || !worded || line.trim_start().starts_with(['#', '[']) {
            found.allow(line);
        } else {
            found.require(None, value.to_owned());
        }
    }
}

fn is_constant(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "null" | "~")
}
