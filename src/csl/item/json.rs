//! Reads and writes CSL-JSON.

use super::variables::DATES;
use super::{Date, DateParts, Item, Name, note_fields};
use crate::csl::Error;
use serde_json::{Map, Value, json};

/// The items of a CSL-JSON file, with the errors of those that could not be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    /// The items in the order of the file.
    pub items: Vec<Item>,
    /// The errors of elements that are not valid items.
    pub errors: Vec<ItemError>,
}

/// An element of a CSL-JSON file that is not a valid item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemError {
    /// The index of the element, from 0.
    pub index: usize,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// The error.
    pub error: Error,
}

/// Parses CSL-JSON: an array of items, a single item, or an object with an array `items` or `references`.
///
/// An invalid element affects only itself; it is listed in [`Items::errors`].
///
/// # Errors
/// Returns an error if the text is not JSON, or JSON of another shape.
pub fn from_json(text: &str) -> Result<Items, Error> {
    let value: Value = serde_json::from_str(text).map_err(|error| Error::new(error.to_string()))?;
    let list = match value {
        Value::Array(list) => list,
        Value::Object(mut map) => match map.remove("items").or_else(|| map.remove("references")) {
            Some(Value::Array(list)) => list,
            Some(_) => return Err(Error::new("`items` is not an array")),
            None => vec![Value::Object(map)],
        },
        _ => return Err(Error::new("expected an array of items")),
    };
    let mut items = Items::default();
    for (index, value) in list.iter().enumerate() {
        match from_value(value) {
            Ok(item) => items.items.push(item),
            Err(error) => items.errors.push(ItemError { index, id: value.get("id").and_then(scalar), error }),
        }
    }
    Ok(items)
}

/// Reads one item of CSL-JSON.
///
/// # Errors
/// Returns an error if `value` is not an object, has no id, or has a name or date variable of the wrong shape.
pub fn from_value(value: &Value) -> Result<Item, Error> {
    let map = value.as_object().ok_or_else(|| Error::new("an item must be an object"))?;
    let id =
        map.get("id").and_then(scalar).filter(|id| !id.is_empty()).ok_or_else(|| Error::new("item without `id`"))?;
    let mut item = Item::new(id, map.get("type").and_then(scalar).unwrap_or_default());
    for (key, value) in map {
        match key.as_str() {
            "id" | "type" => {}
            "language" if value.is_string() => item.language = scalar(value),
            _ => read_field(&mut item, key, value)?,
        }
    }
    // older names of two variables
    for (old, variable) in [("journalAbbreviation", "container-title-short"), ("shortTitle", "title-short")] {
        if let Some(Value::String(text)) = item.other.get(old).filter(|_| !item.text.contains_key(variable)) {
            item.text.insert(variable.to_string(), text.clone());
            item.other.remove(old);
        }
    }
    note_fields::read(&mut item);
    Ok(item)
}

/// Reads a variable; its kind follows from the shape of its value.
fn read_field(item: &mut Item, key: &str, value: &Value) -> Result<(), Error> {
    match value {
        Value::String(_) | Value::Number(_) if DATES.contains(&key) => {
            let text = scalar(value).unwrap_or_default();
            item.dates.insert(key.to_string(), Date { raw: Some(text), ..Date::default() });
        }
        Value::String(_) | Value::Number(_) if !PLAIN.contains(&key) => {
            item.text.insert(key.to_string(), scalar(value).unwrap_or_default());
        }
        Value::Array(list) if list.iter().all(Value::is_object) && !PLAIN.contains(&key) => {
            let names = list.iter().filter_map(Value::as_object).map(name).collect();
            item.names.insert(key.to_string(), names);
        }
        Value::Object(map) if DATES.contains(&key) || DATE_FIELDS.iter().any(|field| map.contains_key(*field)) => {
            item.dates.insert(key.to_string(), date(key, map)?);
        }
        _ => {
            item.other.insert(key.to_string(), value.clone());
        }
    }
    Ok(())
}

/// The fields that identify an object as a date.
const DATE_FIELDS: &[&str] = &["date-parts", "literal", "raw", "season", "edtf"];

/// Fields of CSL-JSON that are not variables.
const PLAIN: &[&str] = &["categories", "custom", "citation-key", "journalAbbreviation", "shortTitle"];

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn flag(value: Option<&Value>) -> bool {
    match value {
        Some(Value::Bool(flag)) => *flag,
        Some(Value::Number(number)) => number.as_f64() != Some(0.0),
        Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "false"),
        _ => false,
    }
}

fn name(map: &Map<String, Value>) -> Name {
    let text = |key: &str| map.get(key).and_then(scalar).unwrap_or_default();
    Name {
        family: text("family"),
        given: text("given"),
        dropping_particle: text("dropping-particle"),
        non_dropping_particle: text("non-dropping-particle"),
        suffix: text("suffix"),
        comma_suffix: flag(map.get("comma-suffix")),
        static_ordering: flag(map.get("static-ordering")),
        literal: text("literal"),
    }
    .split_particles()
}

fn date(key: &str, map: &Map<String, Value>) -> Result<Date, Error> {
    let wrong = || Error::new(format!("`{key}`: `date-parts` must be one or two arrays of numbers"));
    let mut parts = Vec::new();
    match map.get("date-parts") {
        None | Some(Value::Null) => {}
        Some(Value::Array(list)) if list.len() <= 2 => {
            // a flat list of numbers is a single date
            let flat = list.first().is_some_and(|first| !first.is_array());
            let lists = if flat { vec![list] } else { list.iter().filter_map(Value::as_array).collect() };
            for list in lists {
                parts.extend(date_parts(list).ok_or_else(wrong)?);
            }
        }
        Some(_) => return Err(wrong()),
    }
    // a range without a beginning is no range
    if parts.len() == 2 && parts[0] == DateParts::default() {
        parts.remove(0);
    }
    Ok(Date {
        parts,
        season: map.get("season").and_then(scalar).filter(|season| !season.is_empty()),
        circa: flag(map.get("circa")),
        literal: map.get("literal").and_then(scalar),
        raw: map.get("raw").or_else(|| map.get("edtf")).and_then(scalar),
    })
}

/// Reads year, month and day. Returns `None` if one of them is not a number, `Some(None)` if there is no year.
fn date_parts(list: &[Value]) -> Option<Option<DateParts>> {
    let mut numbers = [None; 3];
    for (number, value) in numbers.iter_mut().zip(list) {
        *number = match value {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            Value::String(text) => Some(text.trim().parse::<i32>().ok()?),
            value => Some(i32::try_from(value.as_i64()?).ok()?),
        };
    }
    let small = |number: Option<i32>| number.and_then(|n| u8::try_from(n).ok()).filter(|n| *n > 0);
    Some(numbers[0].map(|year| DateParts { year, month: small(numbers[1]), day: small(numbers[2]) }))
}

/// Writes items as a CSL-JSON array, indented.
pub fn to_json(items: &[Item]) -> String {
    format!("{:#}", Value::Array(items.iter().map(to_value).collect()))
}

/// Writes one item as CSL-JSON.
pub fn to_value(item: &Item) -> Value {
    let mut map: Map<String, Value> = item.other.clone().into_iter().collect();
    map.insert("id".into(), json!(item.id));
    map.insert("type".into(), json!(item.kind));
    if let Some(language) = &item.language {
        map.insert("language".into(), json!(language));
    }
    map.extend(item.text.iter().map(|(key, text)| (key.clone(), json!(text))));
    map.extend(item.names.iter().map(|(key, names)| (key.clone(), names.iter().map(name_value).collect())));
    map.extend(item.dates.iter().map(|(key, date)| (key.clone(), date_value(date))));
    Value::Object(map)
}

fn name_value(name: &Name) -> Value {
    let mut map = Map::new();
    let texts = [
        ("family", &name.family),
        ("given", &name.given),
        ("dropping-particle", &name.dropping_particle),
        ("non-dropping-particle", &name.non_dropping_particle),
        ("suffix", &name.suffix),
        ("literal", &name.literal),
    ];
    map.extend(texts.iter().filter(|(_, text)| !text.is_empty()).map(|(key, text)| (key.to_string(), json!(text))));
    for (key, flag) in [("comma-suffix", name.comma_suffix), ("static-ordering", name.static_ordering)] {
        if flag {
            map.insert(key.into(), json!(true));
        }
    }
    Value::Object(map)
}

fn date_value(date: &Date) -> Value {
    let mut map = Map::new();
    if !date.parts.is_empty() {
        let parts = |date: &DateParts| match (date.month, date.day) {
            (Some(month), Some(day)) => json!([date.year, month, day]),
            (Some(month), None) => json!([date.year, month]),
            _ => json!([date.year]),
        };
        map.insert("date-parts".into(), date.parts.iter().map(parts).collect());
    }
    if date.circa {
        map.insert("circa".into(), json!(true));
    }
    for (key, text) in [("season", &date.season), ("literal", &date.literal), ("raw", &date.raw)] {
        if let Some(text) = text {
            map.insert(key.into(), json!(text));
        }
    }
    Value::Object(map)
}
