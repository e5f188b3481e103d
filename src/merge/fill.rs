//! Fills values into the JSON form of an article, in which all readable text is a string.

use super::{
    marks::{Mark, Marks, wrong},
    rows::Row,
};
use crate::diagnostic::Diagnostic;
use serde_json::Value;

/// Fills in every string of a tree.
pub(super) fn fill(tree: &mut Value, marks: &Marks, row: &Row) -> Result<(), String> {
    match tree {
        Value::String(text) => {
            if marks.first(text).is_some() {
                *text = filled(text, marks, row)?;
            }
        }
        Value::Array(items) => {
            keep_blocks(items, marks, row);
            items.iter_mut().try_for_each(|item| fill(item, marks, row))?;
        }
        Value::Object(map) => map.values_mut().try_for_each(|value| fill(value, marks, row))?,
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
    Ok(())
}

/// Returns a text with its values filled in, and without the parts whose condition does not hold.
fn filled(text: &str, marks: &Marks, row: &Row) -> Result<String, String> {
    let (mut out, mut rest) = (String::new(), text);
    // whether each open condition holds
    let mut open: Vec<bool> = Vec::new();
    loop {
        let shown = open.iter().all(|holds| *holds);
        let found = marks.first(rest);
        let (before, after) = found.as_ref().map_or((rest, ""), |(at, _)| (&rest[..at.start], &rest[at.end..]));
        if shown {
            out.push_str(before);
        }
        match found.map(|(_, mark)| mark) {
            None => break,
            Some(Mark::Value(name, default)) if shown => match (row.get(name), default) {
                (Some(value), _) => out.push_str(value),
                (None, Some(default)) => out.push_str(default),
                (None, None) => return Err(name.clone()),
            },
            Some(Mark::Value(..)) => {}
            Some(Mark::If(name)) => open.push(row.get(name).is_some()),
            Some(Mark::Else) => open.last_mut().into_iter().for_each(|holds| *holds = !*holds),
            Some(Mark::End) => drop(open.pop()),
        }
        rest = after;
    }
    Ok(out)
}

/// Removes blocks whose condition does not hold, and the paragraphs that hold the marks.
fn keep_blocks(items: &mut Vec<Value>, marks: &Marks, row: &Row) {
    if !items.iter().any(|item| alone(item, marks).is_some()) {
        return;
    }
    let mut open: Vec<bool> = Vec::new();
    items.retain(|item| match alone(item, marks) {
        Some(Mark::If(name)) => {
            open.push(row.get(name).is_some());
            false
        }
        Some(Mark::Else) => {
            open.last_mut().into_iter().for_each(|holds| *holds = !*holds);
            false
        }
        Some(Mark::End) => {
            open.pop();
            false
        }
        Some(Mark::Value(..)) | None => open.iter().all(|holds| *holds),
    });
}

/// Returns the mark of a condition that is the only content of a paragraph.
fn alone<'a>(block: &Value, marks: &'a Marks) -> Option<&'a Mark> {
    let content = block.get("content").filter(|_| block.get("type").is_some_and(|kind| kind == "paragraph"))?;
    let [Value::Object(only)] = content.as_array()?.as_slice() else { return None };
    let text = only.get("text")?.as_str()?.trim();
    let (at, mark) = marks.first(text)?;
    (at == (0..text.len()) && !matches!(mark, Mark::Value(..))).then_some(mark)
}

/// Returns diagnostics for malformed conditions in a tree.
pub(super) fn check(tree: &Value, marks: &Marks) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    look(tree, marks, &mut problems);
    problems.truncate(8);
    problems
}

fn look(tree: &Value, marks: &Marks, problems: &mut Vec<Diagnostic>) {
    match tree {
        Value::String(text) => balance(in_text(text, marks), problems),
        Value::Array(items) => {
            balance(items.iter().filter_map(|item| alone(item, marks)), problems);
            items.iter().filter(|item| alone(item, marks).is_none()).for_each(|item| look(item, marks, problems));
        }
        Value::Object(map) => map.values().for_each(|value| look(value, marks, problems)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn in_text<'a>(text: &str, marks: &'a Marks) -> impl Iterator<Item = &'a Mark> {
    let mut rest = text;
    let found = std::iter::from_fn(move || {
        let (at, mark) = marks.first(rest)?;
        rest = &rest[at.end..];
        Some(mark)
    });
    found.collect::<Vec<_>>().into_iter()
}

fn balance<'a>(marks: impl Iterator<Item = &'a Mark>, problems: &mut Vec<Diagnostic>) {
    let mut open = 0;
    for mark in marks {
        match mark {
            Mark::If(_) => open += 1,
            Mark::End if open == 0 => problems.push(wrong("`{{/if}}` closes nothing", 0, 0)),
            Mark::Else if open == 0 => problems.push(wrong("`{{else}}` is not inside `{{#if}}`", 0, 0)),
            Mark::End => open -= 1,
            Mark::Else | Mark::Value(..) => {}
        }
    }
    if open > 0 {
        problems.push(wrong("`{{#if}}` is not closed by `{{/if}}` in the same text", 0, 0));
    }
}

/// Removes source spans from a tree.
pub(super) fn forget_places(tree: &mut Value) {
    match tree {
        Value::Object(map) => {
            map.remove("span");
            map.remove("cover-span");
            map.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
