//! Positions of cites: first, subsequent, ibid., near note.

use super::cite::{Cite, Cluster};
use super::elements::Position;
use std::collections::HashMap;

/// A cite and its position in the document.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) cite: &'a Cite,
    pub(super) position: Position,
    /// Whether an earlier note that cites the same work is within the near-note distance.
    pub(super) near_note: bool,
    /// The number of the note that first cites the work, or 0.
    pub(super) first_note: u32,
}

/// The first and the latest note that cite a work.
struct Last {
    first_note: u32,
    note: u32,
}

/// Finds the position of each cite. `order` has each cluster's cite indices in rendering order.
pub(super) fn places<'a>(clusters: &'a [Cluster], order: &[Vec<usize>], near_distance: u32) -> Vec<Vec<Place<'a>>> {
    let mut seen: HashMap<&str, Last> = HashMap::new();
    // the cites of the last note, and of the last citation in the text
    let mut last_note = Group::default();
    let mut last_text = Group::default();
    let mut places = Vec::with_capacity(clusters.len());
    for (cluster, order) in clusters.iter().zip(order) {
        let last_group = if cluster.note > 0 { &mut last_note } else { &mut last_text };
        let same_note = cluster.note > 0 && cluster.note == last_group.note;
        let before = if same_note { last_group.cites.last().copied() } else { last_group.single(cluster.note) };
        let mut cites: Vec<&Cite> = Vec::new();
        let mut row: Vec<Place<'a>> = cluster.cites.iter().map(Place::first).collect();
        for index in order {
            let cite = &cluster.cites[*index];
            let previous = cites.last().copied().or(before);
            let last = seen.get(cite.id.as_str());
            let near = |last: &&Last| {
                last.note > 0 && cluster.note > 0 && cluster.note.saturating_sub(last.note) <= near_distance
            };
            let first_note = last.map_or(0, |last| last.first_note);
            row[*index] = Place {
                cite,
                position: if last.is_none() { Position::First } else { relation(cite, previous) },
                near_note: last.filter(near).is_some(),
                first_note,
            };
            let first_note = if first_note == 0 { cluster.note } else { first_note };
            seen.insert(&cite.id, Last { first_note, note: cluster.note });
            cites.push(cite);
        }
        if same_note {
            last_group.cites.extend(cites);
        } else if !cites.is_empty() {
            *last_group = Group { cites, note: cluster.note };
        }
        places.push(row);
    }
    places
}

/// The cites of a note, or of a citation in the text.
#[derive(Default)]
struct Group<'a> {
    cites: Vec<&'a Cite>,
    note: u32,
}

impl<'a> Group<'a> {
    /// Returns the last cite if all cites are of one work and the note directly precedes `note`.
    fn single(&self, note: u32) -> Option<&'a Cite> {
        let near = note <= self.note + 1;
        let one_work = self.cites.iter().all(|cite| cite.id == self.cites[0].id);
        self.cites.last().copied().filter(|_| near && one_work)
    }
}

impl<'a> Place<'a> {
    /// Returns the place of the first cite of a work.
    pub(super) fn first(cite: &'a Cite) -> Self {
        Self { cite, position: Position::First, near_note: false, first_note: 0 }
    }
}

/// Returns the position of a cite relative to the previous one.
fn relation(cite: &Cite, previous: Option<&Cite>) -> Position {
    let Some(previous) = previous.filter(|previous| previous.id == cite.id) else { return Position::Subsequent };
    let locator = |cite: &Cite| {
        let text = cite.locator.as_deref().unwrap_or_default().trim().to_string();
        let label = cite.label.clone().filter(|label| !label.is_empty()).unwrap_or_else(|| "page".into());
        (!text.is_empty()).then_some((label, text))
    };
    match (locator(previous), locator(cite)) {
        (None, None) => Position::Ibid,
        (None, Some(_)) => Position::IbidWithLocator,
        (Some(_), None) => Position::Subsequent,
        (Some(a), Some(b)) if a == b => Position::Ibid,
        (Some(_), Some(_)) => Position::IbidWithLocator,
    }
}
