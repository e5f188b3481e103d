//! Arbitrary blocks for property tests, as the JSON of a resolved article.

use proptest::prelude::*;
use serde_json::{Value, json};

pub(crate) fn words(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

pub(crate) fn para(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [words(text)] })
}

/// Generates words in several scripts, with punctuation inside and around them.
pub(crate) fn some_words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zäöé]{1,9}",
        1 => "[A-Z][a-z]{1,6}[.,;!?]",
        1 => "[0-9]{1,4}[.)]?",
        1 => Just("well-known".to_owned()),
        1 => Just("yes — no".to_owned()),
        1 => Just("(5–10 mg)".to_owned()),
        1 => "[日本語文章]{1,6}",
        1 => Just("ทดสอบภาษา".to_owned()),
        1 => Just("“so”…".to_owned()),
    ];
    prop::collection::vec(word, 1..14).prop_map(|words| words.join(" "))
}

pub(crate) fn some_line() -> impl Strategy<Value = Value> {
    let inline = prop_oneof![
        4 => some_words().prop_map(|text| words(&text)),
        1 => some_words().prop_map(|text| json!({ "type": "styled", "style": "strong", "content": [words(&text)] })),
        1 => (0..3u8).prop_map(|n| json!({ "type": "styled", "style": "sup", "content": [words(&n.to_string())] })),
        1 => (some_words(), 0..3u8).prop_map(|(text, n)| json!({ "type": "link", "target": { "url": format!("https://example.org/{n}") }, "content": [words(&text)] })),
        1 => Just(json!({ "type": "break" })),
        1 => some_words().prop_map(|text| json!({ "type": "code", "text": text })),
    ];
    prop::collection::vec(inline, 1..4).prop_map(Value::from)
}

pub(crate) fn some_block() -> impl Strategy<Value = Value> {
    blocks_of(some_line)
}

/// Generates blocks made of lines from `some_line`.
pub(crate) fn blocks_of<S: Strategy<Value = Value> + 'static>(some_line: fn() -> S) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => some_line().prop_map(|line| json!({ "type": "paragraph", "content": line })),
        1 => (some_line(), 1..6u8).prop_map(|(line, level)| json!({ "type": "heading", "level": level, "content": line })),
        1 => Just(json!({ "type": "rule" })),
        1 => some_words().prop_map(|alt| json!({ "type": "figure", "path": "a.png", "alt": alt })),
        1 => some_words().prop_map(|text| json!({ "type": "code", "text": text })),
        1 => some_table(some_line().prop_map(|line| json!([{ "type": "paragraph", "content": line }]))),
    ];
    leaf.prop_recursive(3, 24, 4, move |inner| {
        let body = prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            (some_line(), body.clone()).prop_map(|(lead, body)| json!({ "type": "tips", "items": [{ "number": 7, "lead": lead, "body": body }, { "number": 8, "body": body }] })),
            (any::<bool>(), body.clone()).prop_map(|(tight, body)| json!({ "type": "list", "marker": "bullet", "tight": tight, "items": [{ "body": body }, { "task": true, "body": body }] })),
            body.clone().prop_map(|body| json!({ "type": "list", "marker": { "ordered": { "start": 3, "numerals": "lower-roman" } }, "tight": false, "items": [{ "label": "iii.", "body": body }] })),
            body.clone().prop_map(|body| json!({ "type": "quote", "body": body })),
            (some_line(), body.clone()).prop_map(|(title, body)| json!({ "type": "callout", "kind": "note", "title": title, "body": body })),
            (some_line(), body.clone()).prop_map(|(term, body)| json!({ "type": "definitions", "items": [{ "term": term, "meanings": [body] }] })),
            some_table(body.prop_map(Value::from)),
        ]
    })
}

fn some_table(body: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    let cell = body.prop_map(|body| json!({ "body": body }));
    (prop::collection::vec(prop::collection::vec(cell, 2), 1..4), any::<bool>()).prop_map(|(rows, headed)| {
        let rows: Vec<Value> = rows.into_iter().map(|cells| json!({ "cells": cells })).collect();
        let (head, body) = rows.split_at(usize::from(headed && rows.len() > 1));
        json!({ "type": "table", "columns": ["start", "end"], "head": head, "body": body })
    })
}
