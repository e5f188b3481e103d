//! A minimal implementation of CSS for the page's own style sheets: rules for elements, classes and ids, and
//! descendants.
//!
//! Selectors with attributes, pseudo-classes or siblings are skipped, and so are rules for specific screens. Matching
//! stops after [`MOST_STEPS`] comparisons, so that a page with many rules and elements takes linear time.

use super::tree::{Id, Kind, PAGE, Tree};
use std::{cell::Cell, collections::HashMap, rc::Rc};

/// The maximum number of comparisons of elements with rules.
const MOST_STEPS: usize = 4_000_000;

/// The maximum nesting depth of blocks such as `@media`.
const DEEPEST: usize = 8;

/// Properties and values in lowercase.
pub(super) type Declarations = Vec<(String, String)>;

/// The rules of a page.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<Rule>,
    /// Rules by the id, class or element name that their last part requires: `#a`, `.b`, `p`, `*`.
    by_key: HashMap<String, Vec<usize>>,
    steps: Cell<usize>,
}

#[derive(Debug)]
struct Rule {
    selector: Vec<Part>,
    declarations: Rc<Declarations>,
}

/// A part of a selector, `p.lead#first`, and whether the previous part must match the direct parent.
#[derive(Debug, Default)]
struct Part {
    name: Option<String>,
    id: Option<String>,
    classes: Vec<String>,
    child: bool,
}

impl Sheet {
    /// Parses all `<style>` elements of a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut sheet = Self::default();
        for id in tree.below(PAGE).filter(|&id| tree.name(id) == "style") {
            let media = tree.attribute(id, "media").unwrap_or_default();
            if is_for_all(media) {
                sheet.add(&without_comments(&tree.raw(id)), 0);
            }
        }
        for (at, rule) in sheet.rules.iter().enumerate() {
            let key = rule.selector.last().map(Part::key).unwrap_or_default();
            sheet.by_key.entry(key).or_default().push(at);
        }
        sheet
    }

    /// Returns the declarations for an element in cascading order, winners last.
    pub(super) fn declarations(&self, tree: &Tree, id: Id) -> Vec<&Declarations> {
        let Kind::Element(element) = &tree.nodes[id].kind else { return Vec::new() };
        if self.rules.is_empty() {
            return Vec::new();
        }
        let classes = tree.attribute(id, "class").unwrap_or_default().split_whitespace();
        let mut keys: Vec<String> = classes.map(|class| format!(".{class}")).collect();
        keys.extend(tree.attribute(id, "id").map(|id| format!("#{id}")));
        keys.extend([element.name.to_string(), "*".to_owned()]);
        keys.sort_unstable();
        keys.dedup();
        let mut found: Vec<usize> = Vec::new();
        for at in keys.iter().filter_map(|key| self.by_key.get(key)).flatten() {
            if self.matches(tree, id, &self.rules[*at].selector) {
                found.push(*at);
            }
        }
        found.sort_unstable_by_key(|&at| (self.rules[at].weight(), at));
        found.into_iter().map(|at| &*self.rules[at].declarations).collect()
    }

    /// Returns whether matching exceeded [`MOST_STEPS`].
    pub(super) fn is_exhausted(&self) -> bool {
        self.steps.get() > MOST_STEPS
    }

    fn matches(&self, tree: &Tree, id: Id, selector: &[Part]) -> bool {
        let Some((last, mut rest)) = selector.split_last() else { return false };
        if !self.is(tree, id, last) {
            return false;
        }
        let mut child = last.child;
        for around in tree.around(id) {
            let Some((part, before)) = rest.split_last() else { break };
            if self.is(tree, around, part) {
                (rest, child) = (before, part.child);
            } else if child {
                return false;
            }
        }
        rest.is_empty()
    }

    fn is(&self, tree: &Tree, id: Id, part: &Part) -> bool {
        self.steps.set(self.steps.get() + 1);
        !self.is_exhausted()
            && part.name.as_deref().is_none_or(|name| tree.name(id) == name)
            && part.id.as_deref().is_none_or(|own| tree.attribute(id, "id") == Some(own))
            && part.classes.iter().all(|class| {
                tree.attribute(id, "class").is_some_and(|own| own.split_whitespace().any(|own| own == class))
            })
    }

    /// Adds the rules of a style sheet, or of a block within one.
    fn add(&mut self, text: &str, depth: usize) {
        let mut rest = text;
        while let Some(open) = outside_quotes(rest, "{;}") {
            let (head, after) = (rest[..open].trim(), &rest[open + 1..]);
            if !rest[open..].starts_with('{') {
                rest = after;
                continue;
            }
            let end = closing(after);
            let body = &after[..end];
            rest = after.get(end + 1..).unwrap_or_default();
            match head.strip_prefix('@') {
                Some(rule) if depth < DEEPEST && is_open(rule) => self.add(body, depth + 1),
                Some(_) => {}
                None => self.add_rule(head, body),
            }
        }
    }

    fn add_rule(&mut self, head: &str, body: &str) {
        let (marks, own): (Declarations, _) = declarations(body).into_iter().partition(|(name, _)| name == "content");
        let (marks, own) = (Rc::new(marks), Rc::new(own));
        for head in head.split(',').map(str::trim) {
            // The generated text before an item may define the numerals of its list.
            let before = head.strip_suffix(":before").map(|head| head.trim_end_matches(':'));
            let declarations = if before.is_some() { &marks } else { &own };
            if let Some(selector) = selector(before.unwrap_or(head)).filter(|_| !declarations.is_empty()) {
                self.rules.push(Rule { selector, declarations: declarations.clone() });
            }
        }
    }
}

impl Rule {
    /// Returns the rule's specificity: ids, classes, element names.
    fn weight(&self) -> (usize, usize, usize) {
        self.selector.iter().fold((0, 0, 0), |(ids, classes, names), part| {
            (
                ids + usize::from(part.id.is_some()),
                classes + part.classes.len(),
                names + usize::from(part.name.is_some()),
            )
        })
    }
}

impl Part {
    fn key(&self) -> String {
        match (&self.id, self.classes.first(), &self.name) {
            (Some(id), ..) => format!("#{id}"),
            (_, Some(class), _) => format!(".{class}"),
            (.., Some(name)) => name.clone(),
            _ => "*".to_owned(),
        }
    }
}

/// Parses the supported declarations of a `style` attribute or a rule.
pub(super) fn declarations(text: &str) -> Declarations {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        let end = outside_quotes(rest, ";").unwrap_or(rest.len());
        if let Some((name, value)) = rest[..end].split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            if KNOWN.contains(&name.as_str()) {
                let value = value.trim().to_ascii_lowercase();
                found.push((name, value.trim_end_matches("!important").trim_end().to_owned()));
            }
        }
        match rest.get(end + 1..) {
            Some(after) => rest = after,
            None => return found,
        }
    }
}

/// The properties that affect the meaning or visibility of text.
const KNOWN: &[&str] = &[
    "content",
    "display",
    "font",
    "font-size",
    "font-style",
    "font-weight",
    "list-style",
    "list-style-type",
    "margin",
    "margin-left",
    "margin-right",
    "mso-hide",
    "padding",
    "padding-left",
    "padding-right",
    "position",
    "text-decoration",
    "text-decoration-line",
    "top",
    "vertical-align",
    "visibility",
    "white-space",
];

/// Parses a selector. Returns `None` for unsupported ones.
fn selector(text: &str) -> Option<Vec<Part>> {
    let spaced = text.replace('>', " > ");
    let mut parts: Vec<Part> = Vec::new();
    let mut child = false;
    for word in spaced.split_whitespace() {
        if word == ">" {
            child = true;
            continue;
        }
        parts.push(Part { child: std::mem::take(&mut child), ..part(word)? });
    }
    (!parts.is_empty() && !parts[0].child).then_some(parts)
}

fn part(word: &str) -> Option<Part> {
    let mut part = Part::default();
    let mut rest = word.strip_prefix('*').unwrap_or(word);
    while !rest.is_empty() {
        let mark = rest.chars().next().filter(|c| matches!(c, '.' | '#'));
        let name = &rest[mark.map_or(0, char::len_utf8)..];
        let end = name.find(['.', '#']).unwrap_or(name.len());
        let (name, after) = name.split_at(end);
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return None;
        }
        match mark {
            Some('.') => part.classes.push(name.to_owned()),
            Some(_) => part.id = Some(name.to_owned()),
            None => part.name = Some(name.to_ascii_lowercase()),
        }
        rest = after;
    }
    Some(part)
}

/// Returns whether the rules in a block such as `@media screen` apply on every screen.
fn is_open(rule: &str) -> bool {
    let (name, condition) = rule.split_once(char::is_whitespace).unwrap_or((rule, ""));
    match name {
        "media" => is_for_all(condition),
        "layer" | "supports" => true,
        _ => false,
    }
}

fn is_for_all(media: &str) -> bool {
    matches!(media.trim().to_ascii_lowercase().as_str(), "" | "all" | "screen" | "only screen")
}

/// Returns the text without comments, and without the HTML comment delimiters around rules in older pages.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        kept.push_str(&rest[..start]);
        kept.push(' ');
        rest = rest[start + 2..].split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

/// Returns the position of the first of these characters that is outside strings.
fn outside_quotes(text: &str, marks: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match quote {
            _ if escaped => escaped = false,
            _ if c == '\\' => escaped = true,
            Some(own) if c == own || c == '\n' => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if marks.contains(c) => return Some(at),
            None => {}
        }
    }
    None
}

/// Returns the end of a block whose `{` precedes this text.
fn closing(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0usize);
    while let Some(next) = outside_quotes(&text[at..], "{}") {
        at += next;
        match (text[at..].starts_with('{'), depth) {
            (true, _) => depth += 1,
            (false, 0) => return at,
            (false, _) => depth -= 1,
        }
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::html::parse::parse;

    /// Returns the winning declarations for the first element with a name, joined.
    fn style(css: &str, body: &str, name: &str) -> String {
        let tree = parse(&format!("<style>{css}</style>{body}")).unwrap();
        let sheet = Sheet::of(&tree);
        let id = tree.below(PAGE).find(|&id| tree.name(id) == name).unwrap();
        let all: Vec<String> = sheet
            .declarations(&tree, id)
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name}:{value}"))
            .collect();
        all.join(" ")
    }

    #[test]
    fn rules_apply_by_class_id_and_position() {
        let css = "<!-- .a, p.b { font-weight: 700 !important } #x>b{FONT-STYLE:Italic} div .c b{top:1px} -->";
        assert_eq!(style(css, "<b class='z a'>t</b>", "b"), "font-weight:700");
        assert_eq!(style(css, "<b class=b>t</b>", "b"), "");
        assert_eq!(style(css, "<p id=x><b>t</b></p>", "b"), "font-style:italic");
        assert_eq!(style(css, "<div><i class=c><u><b>t</b></u></i></div>", "b"), "top:1px");
    }

    #[test]
    fn rules_for_some_screens_and_unknown_selectors_are_skipped() {
        let css = "@import url(x.css);@media print{.a{display:none}}@media screen{.a{font-size:2em}}\
                   .a:hover{display:none}.a[x]{display:none}@font-face{font-style:italic}";
        assert_eq!(style(css, "<b class=a>t</b>", "b"), "font-size:2em");
    }

    #[test]
    fn more_specific_rules_win_and_strings_and_comments_do_not_end_rules() {
        let css = ".a.b{font-weight:400}.a{content:\"}\\\"{\";font-weight:700}/* } */b{font-weight:100}";
        assert_eq!(style(css, "<b class='a b'>t</b>", "b"), "font-weight:100 font-weight:700 font-weight:400");
    }

    #[test]
    fn malformed_style_sheets_terminate() {
        for css in ["{", "}", "a{", "a{b:c", "@media{", "a{\"", "/*", "a{b:c}}}d{font-size:1px}", "\\", "@", "é{é:é}"]
        {
            style(css, "<b>t</b>", "b");
        }
    }
}
