//! Reconstructs an article from an EPUB, to compare other outputs with it when the article is not available.
//!
//! The result is the JSON of the AST in resolved form: printed numbers are text. What an EPUB does not contain
//! (spans, citation keys, a version) is left out; no comparison needs it.

use super::{
    epub::{first, numeral, unpack},
    xml::{Element, Node},
};
use crate::{
    article::{Article, Inline, for_each_inline_mut},
    locale::Words,
};
use serde_json::{Value, json};

/// Reads an EPUB as an article.
///
/// # Errors
/// Returns a message if the EPUB cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Article, String> {
    let documents = unpack(bytes)?;
    let lang = documents.iter().find_map(|document| first(document, "html")?.attribute("lang"));
    let mut reader = Reader::default();
    let bodies = documents.iter().filter_map(|document| first(document, "body"));
    let body: Vec<Value> = bodies.flat_map(|body| reader.blocks(body)).collect();
    let mut meta = json!({ "title": [] });
    if let Some(lang) = lang {
        meta["lang"] = lang.into();
    }
    let article = json!({ "stage": "resolved", "meta": meta, "body": body, "notes": reader.notes, "references": reader.references, "colophon": reader.colophon });
    let mut article: Article = serde_json::from_value(article).map_err(|error| error.to_string())?;
    let undescribed = Words::of(&article.lang()).no_description;
    for_each_inline_mut(&mut article.body, &mut |inline| undescribe(inline, undescribed));
    Ok(article)
}

#[derive(Default)]
struct Reader {
    notes: Vec<Value>,
    references: Vec<Value>,
    colophon: Vec<String>,
}

/// Collects blocks, and wraps bare text between them.
#[derive(Default)]
struct Flow {
    blocks: Vec<Value>,
    line: Vec<Value>,
}

impl Flow {
    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let blank = |inline: &Value| inline["text"].as_str().is_some_and(|text| text.trim().is_empty());
        if !line.iter().all(blank) {
            self.blocks.push(json!({ "type": "paragraph", "content": line }));
        }
    }
}

impl Reader {
    fn blocks(&mut self, element: &Element) -> Vec<Value> {
        let mut flow = Flow::default();
        for node in &element.children {
            match node {
                Node::Element(element) if !is_inline(element) => {
                    flow.end_line();
                    flow.blocks.extend(self.block(element));
                }
                node => flow.line.extend(inline(node)),
            }
        }
        flow.end_line();
        flow.blocks
    }

    fn block(&mut self, element: &Element) -> Vec<Value> {
        match element.name.as_str() {
            "nav" | "script" | "style" | "head" => vec![],
            "aside" if element.is("doc-footnote") => {
                self.note(element);
                vec![]
            }
            "footer" if element.is("colophon") => {
                self.colophon = element.elements().map(words).collect();
                vec![]
            }
            "aside" if element.is("callout") => vec![self.callout(element)],
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                vec![json!({ "type": "heading", "level": 1, "content": line(element) })]
            }
            "ul" if element.is("references") => {
                element.elements().for_each(|entry| self.reference(entry));
                vec![json!({ "type": "bibliography" })]
            }
            "ol" | "ul" => self.list(element),
            "table" => vec![self.table(element)],
            "figure" => self.figure(element),
            "pre" => vec![json!({ "type": "code", "text": words(element) })],
            "hr" => vec![json!({ "type": "rule" })],
            _ => self.blocks(element),
        }
    }

    fn note(&mut self, element: &Element) {
        let label = element.elements().find(|part| part.is("label")).map(words).unwrap_or_default();
        let label = label.trim().trim_end_matches('.').to_owned();
        let body: Vec<Value> =
            element.elements().filter(|part| !part.is("label")).flat_map(|part| self.blocks(part)).collect();
        self.notes.push(json!({ "label": label, "number": label.parse::<u32>().ok(), "anchor": element.attribute("id"), "body": body }));
    }

    /// Reads an entry of the bibliography, with one citation per back link.
    fn reference(&mut self, entry: &Element) {
        let part = |class| entry.elements().find(|part| part.is(class));
        let mut back = Vec::new();
        entry.all("a", &mut back);
        back.retain(|part| part.is("doc-backlink"));
        let back = back.into_iter().filter_map(|link| link.attribute("href")?.rsplit_once('#')).map(|(_, place)| place);
        self.references.push(json!({
            "key": (self.references.len() + 1).to_string(),
            "label": part("label").map(words),
            "content": part("entry").map(line).unwrap_or_default(),
            "anchor": entry.attribute("id"),
            "cited-from": back.collect::<Vec<_>>(),
        }));
    }

    fn callout(&mut self, element: &Element) -> Value {
        let (title, body): (Vec<&Element>, Vec<&Element>) =
            element.elements().partition(|part| part.is("callout-title"));
        let title: Vec<Value> = title.into_iter().flat_map(line).collect();
        let body: Vec<Value> = body.into_iter().flat_map(|part| self.alone(part)).collect();
        json!({ "type": "callout", "kind": "note", "title": title, "body": body })
    }

    /// Reads an element as if it were its parent's only child.
    fn alone(&mut self, element: &Element) -> Vec<Value> {
        if is_inline(element) {
            vec![json!({ "type": "paragraph", "content": line(element) })]
        } else {
            self.block(element)
        }
    }

    /// Reads a list; the numbers of an ordered one are counted as a reading system does.
    fn list(&mut self, list: &Element) -> Vec<Value> {
        let number = |element: &Element, name| element.attribute(name).and_then(|value| value.parse::<u32>().ok());
        let mut next = number(list, "start").unwrap_or(1);
        let ordered = list.name == "ol";
        let mut items = Vec::new();
        for item in list.elements() {
            next = number(item, "value").unwrap_or(next);
            let label = ordered.then(|| format!("{}.", numeral(next, list)));
            let (task, body) = task(item, self.blocks(item));
            items.push(json!({ "label": label, "task": task, "body": body }));
            next = next.saturating_add(1);
        }
        if items.is_empty() {
            return vec![];
        }
        vec![json!({ "type": "list", "marker": "bullet", "tight": false, "items": items })]
    }

    fn figure(&mut self, figure: &Element) -> Vec<Value> {
        let Some(image) = first(figure, "img") else { return self.blocks(figure) };
        let alt = image.attribute("alt").unwrap_or_default();
        let caption = first(figure, "figcaption").map(caption);
        vec![json!({ "type": "figure", "path": "-", "alt": alt, "caption": caption })]
    }

    fn table(&mut self, table: &Element) -> Value {
        let rows = |reader: &mut Self, part: &str| -> Vec<Value> {
            let parts = table.elements().filter(|element| element.name == part);
            parts.flat_map(Element::elements).map(|row| reader.row(row)).collect()
        };
        let (head, body) = (rows(self, "thead"), rows(self, "tbody"));
        let width = |row: &Value| -> u64 {
            row["cells"].as_array().into_iter().flatten().filter_map(|cell| cell["columns"].as_u64()).sum()
        };
        let columns = head.iter().chain(&body).map(width).max().unwrap_or(1);
        let columns: Vec<&str> = (0..columns).map(|_| "start").collect();
        let caption = table.elements().find(|part| part.name == "caption").map(caption);
        json!({ "type": "table", "columns": columns, "head": head, "body": body, "caption": caption })
    }

    fn row(&mut self, row: &Element) -> Value {
        let span = |cell: &Element, name| cell.attribute(name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(1);
        let cell = |cell: &Element| json!({ "columns": span(cell, "colspan"), "rows": span(cell, "rowspan"), "body": self.blocks(cell) });
        json!({ "cells": row.elements().map(cell).collect::<Vec<_>>() })
    }
}

/// Returns whether an item is a finished task (`None` for other items), and its blocks without the box.
fn task(item: &Element, mut body: Vec<Value>) -> (Option<bool>, Vec<Value>) {
    if !item.is("task") {
        return (None, body);
    }
    let Some(Value::String(text)) = body.first_mut().and_then(|block| block.pointer_mut("/content/0/text")) else {
        return (None, body);
    };
    let done = text.trim_start().starts_with('☑');
    *text = text.trim_start().trim_start_matches(['☑', '☐']).trim_start().to_owned();
    (Some(done), body)
}

fn caption(element: &Element) -> Value {
    let label = element.elements().find(|part| part.is("label"));
    let content: Vec<Value> = element
        .children
        .iter()
        .filter(|node| !matches!(node, Node::Element(part) if part.is("label")))
        .flat_map(inline)
        .collect();
    json!({ "label": label.map(|label| words(label).trim_end_matches('.').to_owned()), "content": content })
}

fn is_inline(element: &Element) -> bool {
    matches!(
        element.name.as_str(),
        "a" | "span"
            | "em"
            | "strong"
            | "i"
            | "b"
            | "s"
            | "del"
            | "sub"
            | "sup"
            | "code"
            | "kbd"
            | "abbr"
            | "small"
            | "bdi"
            | "bdo"
            | "cite"
            | "q"
            | "u"
            | "mark"
            | "dfn"
            | "br"
            | "img"
            | "math"
            | "ruby"
            | "rt"
            | "rp"
    )
}

fn line(element: &Element) -> Vec<Value> {
    element.children.iter().flat_map(inline).collect()
}

fn inline(node: &Node) -> Vec<Value> {
    let element = match node {
        Node::Text(text) => return vec![json!({ "type": "text", "text": text })],
        Node::Element(element) => element,
    };
    let styled = |style: &str| vec![json!({ "type": "styled", "style": style, "content": line(element) })];
    match element.name.as_str() {
        "a" if element.is("doc-backlink") => vec![],
        "a" => match element.attribute("href").map(target) {
            Some(target) => vec![json!({ "type": "link", "target": target, "content": line(element) })],
            None => line(element),
        },
        "sup" if element.is("note-ref") => {
            let number = words(element);
            let anchor = first(element, "a").and_then(|link| link.attribute("id"));
            let label = number.trim();
            vec![json!({ "type": "note-ref", "label": label, "number": label.parse::<u32>().ok(), "anchor": anchor })]
        }
        // a comma between note references
        "sup" if element.is("between") => vec![],
        "sup" => styled("sup"),
        "sub" => styled("sub"),
        "s" | "del" => styled("strike"),
        "code" => vec![json!({ "type": "code", "text": words(element) })],
        "br" => vec![json!({ "type": "break" })],
        "img" if element.is("doc-cover") => vec![],
        "img" => vec![json!({ "type": "image", "path": "-", "alt": element.attribute("alt").unwrap_or_default() })],
        "math" => {
            let text = element.attribute("alttext").unwrap_or_default();
            vec![json!({ "type": "formula", "syntax": "tex", "source": text, "text": text, "spoken": text })]
        }
        _ => line(element),
    }
}

/// Returns the target of a link: an address, or an anchor in the package.
fn target(href: &str) -> Value {
    match href.rsplit_once('#').filter(|_| !href.contains(':')) {
        Some((_, place)) => json!({ "anchor": place }),
        None => json!({ "url": href }),
    }
}

/// Returns all text in an element.
fn words(element: &Element) -> String {
    let text = |node: &Node| match node {
        Node::Text(text) => text.clone(),
        Node::Element(element) => words(element),
    };
    element.children.iter().map(text).collect()
}

/// Clears the generated description of a picture without one, which other formats do not show.
fn undescribe(inline: &mut Inline, undescribed: &str) {
    if let Inline::Image(image) = inline
        && image.alt == undescribed
    {
        image.alt.clear();
    }
}
