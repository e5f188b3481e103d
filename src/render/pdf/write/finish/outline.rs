//! Bookmarks, nested by level (ISO 32000-1, 12.3.3).

use super::{Parts, integer, name, reference, string};
use crate::render::pdf::document::Bookmark;
use lopdf::{Dictionary, Document, ObjectId};

/// A bookmark among others; index 0 is the outline itself.
struct Entry<'a> {
    bookmark: Option<&'a Bookmark>,
    parent: usize,
    children: Vec<usize>,
}

/// Adds the bookmarks; returns the outline's ID, or `None` without bookmarks.
pub(super) fn add(file: &mut Document, parts: &Parts<'_>) -> Option<ObjectId> {
    let leads = |bookmark: &&Bookmark| parts.document.destinations.contains_key(&bookmark.anchor);
    let entries = nest(parts.document.outline.iter().filter(leads));
    if entries.len() < 2 {
        return None;
    }
    let ids: Vec<ObjectId> = entries.iter().map(|_| file.new_object_id()).collect();
    for (at, entry) in entries.iter().enumerate() {
        file.set_object(ids[at], dictionary(&entries, entry, at, &ids));
    }
    Some(ids[0])
}

/// Nests each bookmark below the last one before it with a smaller level.
fn nest<'a>(bookmarks: impl Iterator<Item = &'a Bookmark>) -> Vec<Entry<'a>> {
    let mut entries = vec![Entry { bookmark: None, parent: 0, children: Vec::new() }];
    let mut open: Vec<(u8, usize)> = Vec::new();
    for bookmark in bookmarks {
        while open.last().is_some_and(|&(level, _)| level >= bookmark.level) {
            open.pop();
        }
        let (at, parent) = (entries.len(), open.last().map_or(0, |&(_, entry)| entry));
        entries.push(Entry { bookmark: Some(bookmark), parent, children: Vec::new() });
        entries[parent].children.push(at);
        open.push((bookmark.level, at));
    }
    entries
}

fn dictionary(entries: &[Entry<'_>], entry: &Entry<'_>, at: usize, ids: &[ObjectId]) -> Dictionary {
    let mut dictionary = Dictionary::new();
    if let Some(bookmark) = entry.bookmark {
        dictionary.set("Title", string::text(&bookmark.title));
        dictionary.set("Dest", string::bytes(bookmark.anchor.as_str().as_bytes()));
        dictionary.set("Parent", reference(ids[entry.parent]));
        let siblings = &entries[entry.parent].children;
        let place = siblings.partition_point(|&sibling| sibling < at);
        let neighbours = [("Prev", place.checked_sub(1)), ("Next", Some(place + 1))];
        for (key, neighbour) in neighbours {
            if let Some(&neighbour) = neighbour.and_then(|place| siblings.get(place)) {
                dictionary.set(key, reference(ids[neighbour]));
            }
        }
    } else {
        dictionary.set("Type", name("Outlines"));
    }
    if let (Some(&first), Some(&last)) = (entry.children.first(), entry.children.last()) {
        dictionary.set("First", reference(ids[first]));
        dictionary.set("Last", reference(ids[last]));
        // all are open: this is the number of visible entries below
        dictionary.set("Count", integer(below(entries, at)));
    }
    dictionary
}

/// Returns the number of entries below one: those after it up to the next that is not.
fn below(entries: &[Entry<'_>], at: usize) -> usize {
    let outside = |entry: &Entry<'_>| entry.parent < at;
    let after = &entries[at + 1..];
    after.iter().position(outside).unwrap_or(after.len())
}
