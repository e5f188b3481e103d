//! `cs:text` and `cs:number`.

use super::renderer::Renderer;
use super::types::{Area, Part, Rendered, Work, year_suffix};
use crate::csl::elements::TermForm;
use crate::csl::elements::*;
use crate::csl::item::is_number_variable;
use crate::csl::node::{self, Node, Tag};
use crate::csl::{markup, number, page_range};

impl<'a> Renderer<'a> {
    pub(super) fn text(&mut self, text: &'a Text) -> Rendered {
        match &text.source {
            TextSource::Variable { name, short } => self.variable(name, *short, &text.look),
            TextSource::Macro(index) => {
                let style = self.style;
                self.grouped(&style.macros[*index].children, "", &text.look)
            }
            TextSource::Term { name, form, plural } => self.term(name, *form, *plural, &text.look),
            TextSource::Value(value) if self.part != Part::NamesOnly => {
                self.spend(value.len());
                Rendered::neutral(self.styled(markup::parse(value), &text.look))
            }
            TextSource::Value(_) => Rendered::default(),
        }
    }

    /// Renders a term. The first term of a note or entry is capitalized.
    fn term(&mut self, name: &str, form: TermForm, plural: bool, look: &Look) -> Rendered {
        if self.part == Part::NamesOnly {
            return Rendered::default();
        }
        let Some(text) = self.locales.term(name, form, plural).filter(|text| !text.is_empty()) else {
            return Rendered::default();
        };
        let mut nodes = vec![Node::Tagged(Tag::Term, vec![Node::Text(text.replace('\'', "’"))])];
        let in_text = self.style.class() == crate::csl::Class::InText && self.area == Area::Citation;
        if !self.started && !in_text && self.area != Area::Sort && look.text_case.is_none() {
            crate::csl::text_case::apply(&mut nodes, TextCase::CapitalizeFirst, true);
        }
        if name == "no date" {
            nodes.extend(self.implicit_suffix());
        }
        Rendered::neutral(self.styled(nodes, look))
    }

    /// Renders a standard or number variable.
    fn variable(&mut self, name: &'a str, short: bool, look: &Look) -> Rendered {
        if self.part == Part::NamesOnly || self.is_done(name) {
            return Rendered { called: true, ..Rendered::default() };
        }
        let nodes = match name {
            "year-suffix" => {
                self.suffix_done = true;
                self.disambiguation.year_suffix.map(year_suffix).into_iter().collect()
            }
            "citation-number" if self.work.number > 0 => {
                vec![Node::Tagged(Tag::Number, vec![Node::Text(self.work.number.to_string())])]
            }
            "citation-label" => self.citation_label(),
            "first-reference-note-number" => self.first_note(),
            "locator" => self.locator(),
            _ => self.field(name, short),
        };
        if name == "year-suffix" && nodes.is_empty() {
            // a missing suffix does not count as an empty variable
            return Rendered::default();
        }
        let nodes = self.linked(name, nodes, &look.prefix);
        if !node::is_empty(nodes.nodes()) {
            self.used.push(name);
        }
        match nodes {
            Linked::Plain(nodes) if node::is_empty(&nodes) => Rendered::variable(Vec::new()),
            Linked::Plain(nodes) => Rendered::variable(self.styled(nodes, look)),
            Linked::WithPrefix(url, nodes) => {
                let rest = Look { prefix: String::new(), suffix: String::new(), ..look.clone() };
                let inner = self.styled(nodes, &rest);
                let prefixed = node::affix(&look.prefix).into_iter().chain(inner).collect();
                let outer = Look { suffix: look.suffix.clone(), ..Look::default() };
                Rendered::variable(self.styled(vec![Node::Link(url, prefixed)], &outer))
            }
        }
    }

    /// Turns identifiers and addresses into links. A prefix that is part of the address belongs to the link.
    fn linked(&self, name: &str, nodes: Vec<Node>, prefix: &str) -> Linked {
        let base = match name {
            "URL" => "",
            "DOI" => "https://doi.org/",
            "PMID" => "https://www.ncbi.nlm.nih.gov/pubmed/",
            "PMCID" => "https://www.ncbi.nlm.nih.gov/pmc/articles/",
            _ => return Linked::Plain(nodes),
        };
        let text = node::plain(&nodes);
        if text.is_empty() || self.area == Area::Sort {
            return Linked::Plain(nodes);
        }
        if prefix.starts_with("http") && !prefix.contains(char::is_whitespace) {
            return Linked::WithPrefix(format!("{prefix}{text}"), nodes);
        }
        let url = if text.starts_with("http") { text } else { format!("{base}{text}") };
        Linked::Plain(vec![Node::Link(url, nodes)])
    }

    /// Returns the text of a field of the item.
    fn field(&self, name: &str, short: bool) -> Vec<Node> {
        let item = self.work.item;
        let text = match name {
            _ if short => item.get(&format!("{name}-short")).or_else(|| item.get(name)),
            _ => item.get(name),
        };
        match (name, text) {
            (_, None) if name == "page-first" => {
                let page = item.get("page").unwrap_or_default();
                let first = page.split(['-', '–', ',', '&']).next().unwrap_or_default().trim();
                vec![Node::Text(first.to_string())]
            }
            (_, None) => Vec::new(),
            ("page", Some(text)) => vec![Node::Text(self.page_range(text))],
            ("URL" | "DOI" | "PMID" | "PMCID", Some(text)) => vec![Node::Text(text.to_string())],
            (_, Some(text)) if is_number_variable(name) && number::is_numeric(text) => {
                vec![Node::Text(page_range::format(text, None, "–"))]
            }
            (_, Some(text)) if is_number_variable(name) => markup::parse(&text.replace("\\-", "-")),
            (_, Some(text)) => markup::parse(text),
        }
    }

    /// Formats page ranges.
    pub(super) fn page_range(&self, text: &str) -> String {
        let delimiter = self.locales.term("page-range-delimiter", TermForm::Long, false).unwrap_or("–");
        page_range::format(text, self.style.page_range_format, delimiter)
    }

    fn locator(&self) -> Vec<Node> {
        let Some(cite) = self.place.map(|place| place.cite) else { return Vec::new() };
        let Some(locator) = cite.locator.as_deref().map(str::trim).filter(|locator| !locator.is_empty()) else {
            return Vec::new();
        };
        let is_page = cite.label.as_deref().is_none_or(|label| label == "page" || label.is_empty());
        let locator = &locator.replace(" & ", &format!(" {} ", self.ampersand()));
        let text = if is_page { self.page_range(locator) } else { page_range::format(locator, None, "–") };
        markup::parse(&text)
    }

    fn first_note(&self) -> Vec<Node> {
        let note = self.place.map_or(0, |place| place.first_note);
        if note == 0 { Vec::new() } else { vec![Node::Tagged(Tag::Number, vec![Node::Text(note.to_string())])] }
    }

    /// Renders the citation label and the year suffix.
    fn citation_label(&mut self) -> Vec<Node> {
        let mut nodes = vec![Node::Text(citation_label(self.work))];
        nodes.extend(self.disambiguation.year_suffix.map(year_suffix));
        self.suffix_done = true;
        nodes
    }

    pub(super) fn number(&mut self, number: &'a Number) -> Rendered {
        if self.part == Part::NamesOnly || self.substituted.contains(&number.variable.as_str()) {
            return Rendered { called: true, ..Rendered::default() };
        }
        let nodes = match number.variable.as_str() {
            "citation-number" if self.work.number > 0 => vec![Node::Text(self.work.number.to_string())],
            "locator" => self.locator(),
            "first-reference-note-number" => self.first_note(),
            name => self.field(name, false),
        };
        let text = node::plain(&nodes);
        if text.is_empty() {
            return Rendered::variable(Vec::new());
        }
        self.used.push(&number.variable);
        let gender = self.locales.gender(&number.variable);
        let nodes = match number::is_numeric(&text) {
            true => vec![Node::Text(number::render(&text, number.form, gender, self.locales))],
            false => nodes,
        };
        let nodes = vec![Node::Tagged(Tag::Number, nodes)];
        Rendered::variable(self.styled(nodes, &number.look))
    }
}

/// Returns the item's label, or a generated one: letters of the authors' names and two digits of the year.
pub(in crate::csl) fn citation_label(work: &Work<'_>) -> String {
    if let Some(label) = work.item.get("citation-label") {
        return label.to_string();
    }
    let names = ["author", "editor", "translator"].iter().find_map(|variable| work.item.names.get(*variable));
    let names = names.map_or(&[][..], |names| &names[..names.len().min(4)]);
    // the number of letters from each name
    let counts = match names.len() {
        0 | 1 => [4, 0, 0, 0],
        2 => [2, 2, 0, 0],
        3 => [2, 1, 1, 0],
        _ => [1; 4],
    };
    let mut label = String::new();
    for (name, count) in names.iter().zip(counts) {
        let family = if name.literal.is_empty() { &name.family } else { &name.literal };
        let mut letters = family.chars().filter(|c| c.is_alphabetic()).take(count);
        label.extend(letters.next().map(|first| first.to_uppercase()).into_iter().flatten());
        label.extend(letters.flat_map(char::to_lowercase));
    }
    if let Some(date) = work.dates.get("issued").and_then(|date| date.parts.first()) {
        label.push_str(&format!("{:02}", date.year.rem_euclid(100)));
    }
    label
}

/// The text of an identifier with its link.
enum Linked {
    Plain(Vec<Node>),
    /// The prefix of the element is part of the link.
    WithPrefix(String, Vec<Node>),
}

impl Linked {
    fn nodes(&self) -> &[Node] {
        match self {
            Linked::Plain(nodes) | Linked::WithPrefix(_, nodes) => nodes,
        }
    }
}
