//! Variables in the note of an item, where reference managers write those that they have no field for.
//!
//! Lines at the start of the note such as `PMCID: PMC1234`, `original-date: 1898` or `reviewed-author: Hall || W. C.`
//! set variables that the item does not have. The older form `{:PMCID: PMC1234}` is read as well.

use super::variables::{DATES, NAMES, TEXT};
use super::{Date, Item, Name};

/// Sets the variables in the note of `item`.
pub(super) fn read(item: &mut Item) {
    let Some(note) = item.text.get("note").cloned() else { return };
    for line in note.lines() {
        let line = line.trim().trim_start_matches("{:").trim_end_matches('}');
        let Some((key, value)) = line.split_once(':') else { break };
        let (key, value) = (key.trim(), value.trim());
        if !is_variable(key) || value.is_empty() {
            break;
        }
        set(item, key, value);
    }
}

fn set(item: &mut Item, key: &str, value: &str) {
    if key == "type" {
        item.kind = value.to_string();
    } else if DATES.contains(&key) {
        item.dates.entry(key.to_string()).or_insert_with(|| Date::parse(value));
    } else if NAMES.contains(&key) {
        let name = match value.split_once("||") {
            Some((family, given)) => Name::person(family.trim(), given.trim()).split_particles(),
            None => Name::literal(value),
        };
        item.names.entry(key.to_string()).or_default().push(name);
    } else {
        item.text.entry(key.to_string()).or_insert_with(|| value.to_string());
    }
}

fn is_variable(key: &str) -> bool {
    key == "type" || DATES.contains(&key) || NAMES.contains(&key) || TEXT.contains(&key)
}
