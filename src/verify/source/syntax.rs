//! The syntax of Markdown dialects: which parts of a line are text.

use super::words::{LEVEL, LOWER, RAISE};
use crate::records::tex_symbol;
use std::{collections::HashMap, ops::Range};

/// Delimiters of dialect syntax that is not text of the article.
const HIDDEN: [(&str, &str); 6] = [("{{", "}}"), ("{%", "%}"), ("%%", "%%"), ("<!--", "-->"), ("[^", "]"), ("[!", "]")];

/// Adds a line's text to `line`. Attributes, comments, shortcodes and citations go to `optional`.
pub(super) fn plain(raw: &str, line: &mut String, optional: &mut String) {
    let mut at = 0;
    let mut opens_line = true;
    while let Some(c) = raw[at..].chars().next() {
        let rest = &raw[at..];
        let hidden = HIDDEN.iter().find_map(|(open, close)| enclosed(rest, open, close));
        let label = || caption(rest).filter(|_| at == 0 && line.is_empty());
        let option = || option(rest).or_else(|| number(rest)).filter(|_| opens_line);
        let block_id = || block_id(rest).filter(|_| opens_line || raw[..at].ends_with(' '));
        if let Some(inner) = environment(rest) {
            formula(&rest[..inner], line, optional);
            at += inner;
            opens_line = false;
            continue;
        }
        if let Some(inner) = maths(rest) {
            formula(&rest[inner.clone()], line, optional);
            at += inner.end + inner.start;
            let label = equation_label(&raw[at..]).filter(|_| rest.starts_with("$$")).unwrap_or(0);
            optional.push_str(&raw[at..at + label]);
            at += label;
            opens_line = false;
            continue;
        }
        let syntax = || {
            attributes(rest)
                .or_else(|| citation(rest))
                .or_else(|| place_after_key(&raw[..at], rest))
                .or_else(|| link_label(&raw[..at], rest))
                .or_else(|| templated(&raw[..at], rest))
                .or_else(|| component(rest))
                .or_else(|| command(rest).filter(|&length| !rest[length..].starts_with(|c: char| c.is_ascii_digit())))
                .or_else(option)
                .or_else(block_id)
        };
        let found = hidden.or_else(syntax).or_else(label);
        opens_line = found.is_none() && (c == '\n' || opens_line && matches!(c, ' ' | ':'));
        if let Some(length) = found {
            optional.push('\n');
            optional.push_str(&rest[..length]);
            optional.push_str(&kind_as_title(&rest[..length]));
            line.push(' ');
            at += length;
        } else if let Some(length) = level(rest, c) {
            line.push(if c == '^' { RAISE } else { LOWER });
            line.push_str(&rest[1..length - 1]);
            line.push(LEVEL);
            at += length;
        } else {
            line.push(c);
            at += c.len_utf8();
        }
    }
}

/// Returns the kind of a callout as its default title: ` Danger` for `[!danger]`.
fn kind_as_title(syntax: &str) -> String {
    let kind = ["[!", "!!!", "???", ":::"].iter().find_map(|mark| syntax.strip_prefix(mark));
    let mut letters = kind.unwrap_or_default().trim_matches(|c: char| !c.is_alphabetic()).chars();
    letters.next().map(|first| format!(" {}{}", first.to_uppercase(), letters.as_str())).unwrap_or_default()
}

/// Returns the length of a text between two delimiters, including them.
fn enclosed(rest: &str, open: &str, close: &str) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    inner.find(close).map(|at| open.len() + at + close.len())
}

/// Returns the length of `{#id .class key=value}`, or of the name of a role or directive: `{note}`.
fn attributes(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('{')?;
    let end = inner.find('}')?;
    let first = inner[..end].split_whitespace().next()?;
    let named =
        first.split_once('=').is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
    let directive = inner[..end].chars().all(|c| c.is_ascii_lowercase() || matches!(c, '-' | ':'));
    (first.starts_with(['#', '.', '=', ':', '-']) || named || directive).then_some(end + 2)
}

/// Returns the length of syntax at the start of a line: a directive option (`:width: 200px`), or the kind of an
/// admonition (`!!! note`).
fn option(rest: &str) -> Option<usize> {
    let line = rest.lines().next().unwrap_or_default();
    if line.starts_with("!!!") || line.starts_with("???") {
        let kind = line.trim_start_matches(['!', '?', '+', ' ']);
        let word = kind.find(char::is_whitespace).unwrap_or(kind.len());
        let words =
            kind.find('"').filter(|&quote| kind[..quote].chars().all(|c| c.is_ascii_lowercase() || " -".contains(c)));
        return Some(line.len() - kind.len() + words.unwrap_or(word));
    }
    if let Some(name) = line.strip_prefix(":::") {
        // the name of a division
        let name = name.trim_start_matches([':', ' ']);
        if ["{figure}", "{image}", "{include}"].iter().any(|directive| name.starts_with(directive)) {
            // its argument is a file
            return Some(line.len());
        }
        let end = name.find(|c: char| !(c.is_alphanumeric() || c == '-')).unwrap_or(name.len());
        return Some(line.len() - name.len() + end);
    }
    if line.starts_with('(') && line.trim_end().ends_with(")=") {
        // the name of an anchor
        return Some(line.len());
    }
    let (name, _) = line.strip_prefix(':')?.split_once(':')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    named.then_some(line.len())
}

/// Returns the length of a list number, `(2)`, which CommonMark reads as text.
fn number(rest: &str) -> Option<usize> {
    let (digits, after) = rest.strip_prefix('(')?.split_once(')')?;
    let sound = (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (sound && after.starts_with(' ')).then_some(digits.len() + 2)
}

/// Returns the length of an equation label after the formula: ` (eq-1)`.
fn equation_label(rest: &str) -> Option<usize> {
    let line = rest.lines().next()?;
    let name = line.trim().strip_prefix('(')?.strip_suffix(')')?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c));
    named.then_some(line.len())
}

/// The maximum length of a tag, in characters.
const LONGEST_TAG: usize = 600;

/// Returns the length of a tag of MDX with code in its attributes: `<img src={useBaseUrl('a.png')} />`.
fn component(rest: &str) -> Option<usize> {
    if !rest.strip_prefix('<')?.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut depth = 0;
    let end = rest.char_indices().take(LONGEST_TAG).take_while(|(_, c)| *c != '\n').find_map(|(at, c)| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        (c == '>' && depth == 0).then_some(at)
    })?;
    rest[..end].contains("={").then_some(end + 1)
}

/// Returns the length of a link address that a template fills in: `]({{ site.url }}/a)`.
fn templated(before: &str, rest: &str) -> Option<usize> {
    let end = rest.strip_prefix('(').filter(|_| before.ends_with(']'))?.find([')', '\n'])? + 1;
    let address = &rest[..=end];
    (address.ends_with(')') && (address.contains("{{") || address.contains("{%"))).then_some(address.len())
}

/// Returns the length of a block id at the end of a line: `^name`.
fn block_id(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('^')?.lines().next()?;
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    named.then_some(name.len() + 1)
}

/// Returns the numbers that replace references to examples, `(@label)`.
pub(super) fn example_numbers(source: &str) -> String {
    let label = |text: &str| text.split_once(')').map(|(label, _)| label.to_owned());
    let mut numbers = HashMap::new();
    let items = source.lines().filter_map(|line| line.trim_start().strip_prefix("(@").and_then(label));
    for (at, label) in items.enumerate() {
        numbers.entry(label).or_insert(at + 1);
    }
    let references = source.match_indices("(@").filter(|(at, _)| !source[..*at].ends_with('\n'));
    let found = references.filter_map(|(at, open)| numbers.get(&label(&source[at + open.len()..])?));
    found.map(|number| format!(" {number}")).collect()
}

/// LaTeX's math environments, without asterisks.
const ENVIRONMENTS: [&str; 8] =
    ["equation", "align", "gather", "multline", "eqnarray", "displaymath", "alignat", "flalign"];

/// Returns the length of a math environment.
fn environment(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix("\\begin{")?.split_once('}')?.0;
    let end = format!("\\end{{{name}}}");
    let length = rest.find(&end)? + end.len();
    ENVIRONMENTS.contains(&name.trim_end_matches('*')).then_some(length)
}

/// Returns the range of a formula between dollar signs, which are not words.
fn maths(rest: &str) -> Option<Range<usize>> {
    let mark = if rest.starts_with("$$") { "$$" } else { "$" };
    let inner = rest.strip_prefix(mark)?;
    let end = inner.find(mark).filter(|&end| end > 0)?;
    let (formula, after) = (&inner[..end], &inner[end + mark.len()..]);
    let tex = formula.contains(['\\', '^', '_']);
    let tight = !formula.starts_with(char::is_whitespace) && !formula.ends_with(char::is_whitespace);
    let prose =
        formula.contains(char::is_whitespace) && !formula.contains(['\\', '^', '_', '{', '=', '<', '>', '+', '|']);
    let joined = after.starts_with(|c: char| c.is_alphanumeric() && (c.is_ascii_digit() || !tex));
    (mark == "$$" || tight && !prose && !joined).then_some(mark.len()..mark.len() + end)
}

/// Adds the words of a formula, with symbols in place of their commands, and superscripts and subscripts. The names
/// of other commands are optional, as the article may show the formula as source.
pub(super) fn formula(tex: &str, line: &mut String, optional: &mut String) {
    let mut levels = Vec::new();
    let mut at = 0;
    while let Some(c) = tex[at..].chars().next() {
        let rest = &tex[at + c.len_utf8()..];
        at += c.len_utf8();
        match c {
            '\\' => {
                let length =
                    command(&tex[at - 1..]).map_or(rest.chars().next().map_or(0, char::len_utf8), |length| length - 1);
                let (name, after) = rest.split_at(length);
                at += length + named(name, after, optional);
                line.push_str(tex_symbol(name).unwrap_or(" "));
                optional.extend([" ", name]);
            }
            '^' | '_' => {
                line.push(if c == '^' { RAISE } else { LOWER });
                if rest.starts_with('{') {
                    levels.push(true);
                    at += 1;
                } else {
                    let one = rest.chars().next().filter(|one| one.is_ascii_alphanumeric());
                    line.extend(one);
                    line.push(LEVEL);
                    at += one.map_or(0, char::len_utf8);
                }
            }
            '{' => {
                levels.push(false);
                line.push(' ');
            }
            '}' => line.push(if levels.pop() == Some(true) { LEVEL } else { ' ' }),
            '&' | '~' => line.push(' '),
            c => line.push(c),
        }
    }
    line.extend(levels.into_iter().filter(|leveled| *leveled).map(|_| LEVEL));
}

/// Returns the length of a command's arguments that are not text of the article: the degree of a root, a label.
fn named(name: &str, after: &str, optional: &mut String) -> usize {
    if matches!(name, "ce" | "SI" | "si" | "qty" | "unit" | "num" | "pu") {
        return written_out(after, optional);
    }
    let close = match name {
        "sqrt" if after.starts_with('[') => ']',
        "label" | "begin" | "end" => '}',
        "mathbb" => {
            // Unicode letters of their own
            optional.push_str(" ℂ ℕ ℙ ℚ ℝ ℤ");
            '}'
        }
        _ => return 0,
    };
    let length = after.find(close).map_or(0, |end| end + 1);
    optional.extend([" ", &after[..length]]);
    length
}

/// The unit symbols that replace TeX unit names.
const UNITS: &str = " g kg mg µg μg ng pg L l mL ml dL dl mol mmol µmol μmol nmol m cm mm µm μm nm km s ms min h d Pa kPa \
    mmHg Hz kHz K C °C J kJ kcal W V A N Gy Sv Bq U IU M % ";

/// Returns the length of the arguments of a chemistry or unit command, whose digits become subscripts or
/// superscripts, and whose unit names become symbols.
fn written_out(after: &str, optional: &mut String) -> usize {
    let mut length = 0;
    while after[length..].starts_with('{') {
        let Some(end) = closing(&after[length..]) else { break };
        length += end;
    }
    let inner = &after[..length];
    for level in [LOWER, RAISE] {
        let mut digits = false;
        optional.push(' ');
        for c in inner.chars() {
            if (c.is_ascii_digit() || "+-".contains(c)) != digits {
                digits = !digits;
                optional.push(if digits { level } else { LEVEL });
            }
            optional.push(c);
        }
        optional.extend(digits.then_some(LEVEL));
    }
    optional.extend([" ", inner, UNITS]);
    length
}

/// Returns the length of a group in braces.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the length of a TeX command.
fn command(rest: &str) -> Option<usize> {
    let letters = rest.strip_prefix('\\')?.bytes().take_while(u8::is_ascii_alphabetic).count();
    (letters > 0).then_some(letters + 1)
}

/// Returns the length of the prefix that marks a caption; the article supplies its number.
fn caption(rest: &str) -> Option<usize> {
    ["Table:", "Figure:"].iter().find(|label| rest.starts_with(*label)).map(|label| label.len())
}

/// Returns the length of `[see @key, p. 3]`.
pub(super) fn citation(rest: &str) -> Option<usize> {
    if rest.starts_with("(@") {
        // an item of an example list
        return rest.find(')').map(|end| end + 1);
    }
    let inner = rest.strip_prefix('[')?;
    let end = inner.find([']', '['])?;
    let keyed = inner[..end].match_indices('@').any(|(at, _)| at == 0 || inner[..at].ends_with([' ', ';', '-', '~']));
    (inner[end..].starts_with(']') && keyed).then_some(end + 2)
}

/// Returns the length of a locator after a narrative citation: `[p. 3]` after `@key`.
fn place_after_key(before: &str, rest: &str) -> Option<usize> {
    let end = rest.strip_prefix('[')?.find([']', '['])? + 1;
    let word = before.strip_suffix(' ')?.rsplit(char::is_whitespace).next()?;
    let key = word.trim_start_matches(['-', '(']).strip_prefix('@')?;
    (!key.is_empty() && rest[end..].starts_with(']')).then_some(end + 1)
}

/// Returns the length of `^superscript^` or `~subscript~`.
fn level(rest: &str, mark: char) -> Option<usize> {
    if !matches!(mark, '^' | '~') {
        return None;
    }
    let inner = &rest[1..];
    let end = inner.find(|c: char| c == mark || c.is_whitespace())?;
    (end > 0 && inner[end..].starts_with(mark)).then_some(end + 2)
}

/// Returns the length of the label of a link's address: `[label]` right after `[words]`.
fn link_label(before: &str, rest: &str) -> Option<usize> {
    let end = rest.strip_prefix('[')?.find([']', '[', '\n'])? + 1;
    (before.ends_with(']') && rest[end..].starts_with(']')).then_some(end + 1)
}
